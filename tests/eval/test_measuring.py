"""The commands that measure the search, over the real application with light encoders."""

import json
from contextlib import contextmanager
from itertools import count

import pytest

from api.application import Application
from api.settings import Settings
from eval import product
from eval.speed import archives, rivals, runs
from index.fakes import FakeEmbedder, SyllableSegmenter

QUOTE = "chọn cử tối đa 50 người"


@pytest.fixture
def light(monkeypatch, tmp_path):
    """Archives opened with light encoders; a temporary one for every opening without a folder."""
    numbers = count()

    def built(settings):
        return Application(settings, FakeEmbedder(), SyllableSegmenter())

    @contextmanager
    def opened(data):
        application = built(Settings(data=data or tmp_path / f"archive{next(numbers)}"))
        yield application
        application.close()
        application.catalogue.close()

    monkeypatch.setattr(product, "opened", opened)
    monkeypatch.setattr(runs, "opened", opened)
    monkeypatch.setattr(archives, "build", built)
    for module in (archives, runs):
        monkeypatch.setattr(module, "OpenVinoE5", FakeEmbedder)
        monkeypatch.setattr(module, "Segmenter", SyllableSegmenter)
    monkeypatch.setattr(rivals, "LOCAL_QUESTIONS", 3)


@pytest.fixture
def documents(tmp_path):
    folder = tmp_path / "documents"
    (folder / "transcripts").mkdir(parents=True)
    lines = "\n\n".join(
        f"Điều {n}. Việc {n}\n\n1. Đơn vị thứ {n} báo cáo kết quả thực hiện nhiệm vụ cho cấp trên vào cuối mỗi quý."
        for n in range(1, 12)
    )
    (folder / "a.md").write_text(f"# Quy định\n\nMỗi tỉnh ủy {QUOTE}.\n\n{lines}\n", encoding="utf-8")
    (folder / "transcripts" / "b.md").write_text(f"# Bản chép\n\nMỗi tỉnh ủy {QUOTE}.\n", encoding="utf-8")
    return folder


@pytest.fixture
def questions(tmp_path):
    rows = [
        {"id": "q1", "question": "Mỗi tỉnh ủy cử tối đa bao nhiêu người?", "kind": "number", "answerable": True}
        | {"gold": [{"file": "party/a.md", "quote": QUOTE}]},
        {"id": "q2", "question": "Lệ phí?", "kind": "absent", "answerable": False},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


@pytest.fixture
def beir(tmp_path):
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    rows = [{"_id": "d1", "title": "Luật A", "text": "Đăng ký kết hôn tại xã"}, {"_id": "d2", "text": "Học phí"}]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (folder / "queries.jsonl").write_text(json.dumps({"_id": "q1", "text": "kết hôn ở đâu"}))
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n")
    return folder


def test_gold_spans_in_what_was_ingested_around(run, light, documents, questions, tmp_path):
    code, out, _ = run("spans", questions, "--documents", documents, "--out", tmp_path / "out")
    assert code == 0
    line = next(line for line in out.splitlines() if line.startswith("Đủ, trọn trong 5"))
    assert line.split()[-4:] == ["1.000", "[1.000;", "1.000]", "1"]
    assert "1 trọn trong một đoạn" in out
    shown = json.loads((tmp_path / "out" / "spans.jsonl").read_text())
    assert {file for each in shown["top"] for file in each["files"]} == {"a.md"}  # transcripts are left out


def test_gold_spans_by_several_systems_over_a_kept_archive(run, light, documents, questions, tmp_path):
    run("spans", questions, "--documents", documents, "--out", tmp_path / "first", "--data", tmp_path / "kept")
    code, out, _ = run(
        "spans", questions, "--data", tmp_path / "kept", "--out", tmp_path / "out", "--systems", "day-du,rrf"
    )
    assert code == 0
    assert {"day-du", "rrf"} <= {line.split()[0] for line in out.splitlines() if line.strip()}
    assert (tmp_path / "out" / "rrf" / "spans.jsonl").exists()


def test_an_unknown_system_or_folder_is_told(run, light, questions, beir, tmp_path):
    for words in (
        ["spans", questions, "--data", tmp_path / "kept", "--out", tmp_path, "--systems", "nhầm"],
        ["spans", questions, "--documents", tmp_path / "không-có", "--out", tmp_path],
        ["ablate", beir, "--out", tmp_path, "--systems", "nhầm"],
        ["report", tmp_path / "không-có", "--html", tmp_path / "r.html"],
        ["bench-search", "--archive", tmp_path / "không-có", "--out", tmp_path],
        ["bench-search", "--archive", tmp_path, "--out", tmp_path, "--parts", "nhầm"],
    ):
        code, _, err = run(*words)
        assert code == 2
        assert "Traceback" not in err


def test_every_part_is_ablated_and_reported(run, light, beir, tmp_path):
    code, out, _ = run("ablate", beir, "--out", tmp_path / "out", "--second-index")
    assert code == 0
    names = [line.split()[0] for line in out.splitlines() if line.strip()]
    assert {"day-du", "tu-khoa", "ngu-nghia", "rrf", "khong-tieu-de"} <= set(names)
    assert "so với đầy đủ" in (tmp_path / "out" / "table.txt").read_text()
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert summary["main"] == "day-du"
    assert summary["main_minus"].keys() == summary["measures"].keys() - {"day-du"}
    assert run("report", tmp_path / "out", "--html", tmp_path / "r.html")[0] == 0
    assert "out · rrf" in (tmp_path / "r.html").read_text()


def test_speed_is_measured_part_by_part_and_kept(run, light, documents, tmp_path):
    run_archive = tmp_path / "source"
    with product.opened(run_archive) as application:
        application.ingest([documents])
    words = ["bench-search", "--archive", run_archive, "--out", tmp_path / "speed", "--passages", 150, "--asked", 20]
    code, out, err = run(*words, "--clients", 1, "--clients", 2, "--parts", "inside")
    assert (code, "150" in err) == (0, True)
    assert "không lọc" in out
    code, out, err = run(*words, "--parts", "bm25s,local")
    assert (code, err) == (0, "")  # the archive is there already
    assert "bm25s" in out
    assert "qdrant-client" in out
    (sized,) = json.loads((tmp_path / "speed" / "speed.json").read_text())["sizes"].values()
    assert {"archive", "disk", "inside", "bm25s", "local"} <= sized.keys()
    assert {row["clients"] for row in sized["inside"]["cases"]} == {1, 2}
    assert run("report", tmp_path / "speed", "--html", tmp_path / "r.html")[0] == 0
