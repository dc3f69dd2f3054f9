import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from eval import product
from eval.fakes import FakeAnswers, FakeIndex

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data không có trên máy này")
QUOTE = "chọn cử tối đa 50 người"


@pytest.fixture
def questions(tmp_path):
    rows = [
        {"id": "q1", "question": "Bao nhiêu?", "kind": "number", "answerable": True, "must_contain": [["50 người"]]}
        | {"gold": [{"file": "a.md", "quote": QUOTE}]},
        {"id": "q2", "question": "Lệ phí?", "kind": "absent", "answerable": False},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


@pytest.fixture
def answered(tmp_path):
    rows = [
        {"id": "q1", "refused": False, "answer": QUOTE, "citations": [{"file": "p/a.md", "quote": QUOTE}]},
        {"id": "q2", "refused": True, "answer": "", "citations": []},
    ]
    path = tmp_path / "answers.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


@pytest.fixture
def fakes(monkeypatch):
    """The product behind the commands, over tables: `said` is what it answers, `failures` what it cannot read."""
    said = {"Bao nhiêu?": {"refused": False, "answer": QUOTE, "citations": [{"file": "a.md", "quote": QUOTE}]}}
    said["Lệ phí?"] = {"refused": True, "answer": "", "citations": []}
    failures = []

    @contextmanager
    def opened(data):
        yield data

    monkeypatch.setattr(product, "opened", opened)
    monkeypatch.setattr(product, "description_of", lambda application: {"embedder": "fake"})
    monkeypatch.setattr(product, "ProductIndex", lambda application: FakeIndex())
    monkeypatch.setattr(product, "ProductAnswers", lambda application: FakeAnswers(said, failures))
    return said, failures


def test_help_is_vietnamese_and_light():
    started = time.perf_counter()
    command = "import sys; from eval.cli import cli; cli.main(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True, env=os.environ)
    assert "Cách dùng" in done.stdout
    for name in ("alqac", "retrieval", "answers", "score", "compare"):
        assert name in done.stdout
    assert not {"numpy", "ir_measures", "tqdm", "api.application", "pydantic"} & set(done.stdout.split())
    assert time.perf_counter() - started < 5


def test_score(run, questions, answered):
    code, out, err = run("score", questions, answered)
    assert (code, err) == (0, "")
    first = next(line for line in out.splitlines() if line.startswith("Đủ dữ kiện"))
    assert first.split()[-4:] == ["1.000", "[1.000;", "1.000]", "1"]
    assert "absent" in out


def test_score_says_what_is_missing(run, questions, tmp_path):
    (tmp_path / "none.jsonl").write_text(json.dumps({"id": "q9", "refused": True}))
    code, out, err = run("score", questions, tmp_path / "none.jsonl")
    assert code == 0
    assert "2 câu không có câu trả lời" in err
    assert "1 dòng không thuộc bộ câu hỏi" in err
    assert "1.000" not in out


def test_compare(run, questions, answered, tmp_path):
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "q1", "refused": True}) + "\n" + json.dumps({"id": "q2", "refused": True}))
    code, out, _ = run("compare", answered, other, "--questions", questions)
    assert code == 0
    assert "-1.000" in out
    assert "1.000 → 0.000  q1  Bao nhiêu?" in out


def test_answers(run, questions, fakes, tmp_path):
    code, out, _ = run("answers", questions, "--documents", tmp_path, "--out", tmp_path / "out")
    assert code == 0
    assert "Từ chối F1" in out
    assert "p50" in out
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert summary["record"]["product"] == {"embedder": "fake"}
    assert summary["record"]["data"].keys() == {"questions", "documents"}
    assert len((tmp_path / "out" / "answers.jsonl").read_text().splitlines()) == 2


def test_answers_with_failures_end_with_three(run, questions, fakes, tmp_path):
    said, failures = fakes
    del said["Lệ phí?"]
    failures.append("hỏng.pdf")
    code, _, err = run("answers", questions, "--documents", tmp_path, "--out", tmp_path / "out")
    assert code == 3
    assert "hỏng.pdf" in err
    assert "Câu q2 gặp lỗi" in err


def test_answers_of_the_first_questions_only(run, questions, fakes, tmp_path):
    run("answers", questions, "--documents", tmp_path, "--out", tmp_path / "out", "--limit", 1)
    assert len((tmp_path / "out" / "answers.jsonl").read_text().splitlines()) == 1


def test_alqac_then_retrieval(run, fakes, tmp_path):
    articles = [{"id": "1", "text": "Đăng ký kết hôn"}, {"id": "2", "text": "Học phí"}]
    gold = [{"law_id": "Luật A", "article_id": number} for number in ("1", "9")]
    asked = {"question_id": "x", "text": "kết hôn ở đâu", "relevant_articles": gold}
    (tmp_path / "law.json").write_text(json.dumps([{"id": "Luật A", "articles": articles}]))
    (tmp_path / "train.json").write_text(json.dumps([asked]))
    code, out, err = run("alqac", tmp_path / "law.json", tmp_path / "train.json", "--out", tmp_path / "beir")
    assert code == 0
    assert "2 điều luật và 1 câu hỏi" in out
    assert "Câu x: đáp án Luật_A.9 không có" in err
    code, out, _ = run("retrieval", tmp_path / "beir", "--out", tmp_path / "run", "--legs")
    assert code == 0
    assert {"fused", "sparse", "dense"} <= {line.split()[0] for line in out.splitlines() if line.strip()}
    assert "nDCG@10" in out
    assert (tmp_path / "run" / "run.dense.trec").exists()


def test_wrong_use_is_told_in_vietnamese(run, questions, tmp_path):
    for words in (
        ["score", tmp_path / "không-có.jsonl", questions],
        ["score"],
        ["nhầm"],
        ["retrieval", tmp_path, "--out", tmp_path],
        ["retrieval", tmp_path],
        ["answers", questions, "--documents", tmp_path / "không-có", "--out", tmp_path],
        ["alqac", questions, questions, "--out", tmp_path / "beir"],
    ):
        code, _, err = run(*words)
        assert code == 2
        assert len(err.strip().splitlines()) == 1
        assert "Traceback" not in err


@pytest.mark.data
@needs_data
def test_the_truth_scores_full_marks_and_silence_none(run, tmp_path):
    questions = DATA / "benchmarks" / "party_qa" / "party_qa.jsonl"
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    oracle = tmp_path / "oracle.jsonl"
    oracle.write_text(
        "\n".join(
            json.dumps({key: row[key] for key in ("id", "answer")} | {"refused": not row["answerable"]})[:-1]
            + f', "citations": {json.dumps(row["gold"])}}}'
            for row in rows
        )
    )
    figures = {line.split("  ")[0]: line for line in run("score", questions, oracle)[1].splitlines()[1:10]}
    assert len(figures) == 9
    assert all("1.000  [1.000; 1.000]" in line for line in figures.values())
    (tmp_path / "empty.jsonl").write_text("")
    lines = run("score", questions, tmp_path / "empty.jsonl")[1].splitlines()[1:10]
    assert all("0.000  [0.000; 0.000]" in line for line in lines)


@pytest.mark.data
@needs_data
@pytest.mark.parametrize(
    ("year", "laws", "questions", "count", "missing"),
    [
        ("2024", "law.json", "train.json", 530, {"02-TN-169": ["Luật_Trồng_trọt.64"]}),
        ("2023", "law_v1.1.json", "train.json", 100, {}),
        ("2023", "law_v1.1.json", "private_test.json", 110, {}),
    ],
)
def test_both_years_of_alqac_convert(year, laws, questions, count, missing, tmp_path):
    from eval.alqac import convert
    from eval.beir import read_collection

    folder = DATA / "benchmarks" / f"alqac{year}"
    done = convert(folder / laws, folder / questions, tmp_path)
    assert (done.documents, done.questions, done.missing) == (2249, count, missing)
    collection = read_collection(tmp_path)
    assert len(collection.queries) == count
    assert collection.missing == missing
