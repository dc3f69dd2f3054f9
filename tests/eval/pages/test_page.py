import json
import re

import pytest

from eval.errors import MissingFile, NothingToScore
from eval.pages.page import page_of, write_page
from eval.pages.runs import main_run_of, runs_of
from eval.report import runs_table


def written(folder, name, rows, summary=None):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    if summary:
        (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    return folder


def ranked(key, *top, value=1.0):
    return {"top": list(top), "scores": {"nDCG@10": value, "R@1": value}, "latency_ms": 1.0}


@pytest.fixture
def retrieval(tmp_path):
    rows = [
        {"id": "q1", "query": "Ai <cử>?", "relevant": ["d1"], **ranked("q1", "d1", "d2")}
        | {"legs": {"dense": ranked("q1", "d2", "d1", value=0.5)}},
        {"id": "q2", "query": "Khi nào?", "relevant": ["d3"], **ranked("q2", "d4", value=0.0)}
        | {"legs": {"dense": ranked("q2", "d3")}},
    ]
    summary = {"main": "fused", "record": {"git_commit": "abc", "data": {"collection": "h1"}}}
    return written(tmp_path / "retrieval", "per_query.jsonl", rows, summary)


@pytest.fixture
def answers(tmp_path):
    folders = []
    for number, value in enumerate((1.0, 0.0)):
        scores = {"required_facts_accuracy": value, "citation_recall": value}
        rows = [
            {"id": "a1", "question": "Bao nhiêu?", "kind": "number", "answer": "50 người", "scores": scores},
            {"id": "a2", "question": "Phí?", "kind": "absent", "refused": True, "scores": {"refusal_recall": 1.0}},
        ]
        folders.append(written(tmp_path / f"answers{number}", "answers.jsonl", rows))
    return folders


def test_a_run_with_legs_is_compared_with_them(retrieval):
    main, dense = runs_of(retrieval, "retrieval")
    assert (main.is_main, dense.is_main) == (True, False)
    assert [score.value for score in dense.scores("nDCG@10")] == [0.5, 1.0]
    assert main.questions[0].given == "1. d1 ✓; 2. d2"
    page = page_of([retrieval])
    assert "retrieval · dense" in page
    assert "1 câu mất theo nDCG@10" in page
    assert "1 câu được theo nDCG@10" in page
    assert "1. d2; 2. d1 ✓" in page
    assert "abc" in page


def test_runs_over_the_same_questions_are_compared(answers):
    page = page_of(answers)
    assert "1 câu mất theo Đủ dữ kiện bắt buộc" in page
    assert "1,000 → 0,000" in page
    assert "number (1)" in page
    assert "từ chối." in runs_of(answers[0], "a")[0].questions[1].given


def test_spans_are_told_by_rank(tmp_path):
    span = {"file": "a.md", "quote": "chọn cử", "state": "whole"}
    rows = [
        {"id": "s1", "question": "Ai?", "kind": "who", "top": []}
        | {"spans": [span | {"own": 2, "whole": 2, "joined": 2}, span | {"own": None, "whole": None, "joined": None}]}
    ]
    (run,) = runs_of(written(tmp_path / "spans", "spans.jsonl", rows), "spans")
    assert run.questions[0].scores["whole@3"] == 0.0
    assert run.questions[0].scores["part@3"] == 0.5
    assert run.questions[0].given == "hạng 2: “chọn cử”; không thấy: “chọn cử”"
    assert "Chỗ trích gốc" in page_of([tmp_path / "spans"])


def test_growth_is_drawn_from_what_was_measured(tmp_path):
    def sized(passages):
        case = {"case": "khong-loc", "about": "không lọc", "clients": 1, "asked": 9, "p50_ms": 20.0, "p95_ms": 30.0}
        archive = {"passages": passages, "index_s": 1.0, "catalogue_s": 1.0, "copies_s": 0.0, "optimise_s": 0.0}
        disk = {"index_mib": 10.0, "catalogue_mib": 2.0, "kib_per_passage": 4.0}
        inside = {"load": [0.1], "stages_ms": {"ma-hoa": 7.0}, "cases": [case | {"per_s": 50.0}]}
        return {"archive": archive, "optimised": True, "disk": disk, "inside": inside}

    machine = {"cores": 2, "processor": "x", "flags": [], "memory_mib": 2048, "load": [0.1, 0.1, 0.1]}
    results = {"machine": machine, "sizes": {"10000": sized(10_000), "20000": sized(20_000)}}
    (tmp_path / "speed").mkdir()
    (tmp_path / "speed" / "speed.json").write_text(json.dumps(results), encoding="utf-8")
    page = page_of([tmp_path / "speed"])
    assert "20.000" in page
    assert "polyline" in page
    assert "tám người hỏi" not in page  # not measured, not drawn


def test_the_page_needs_nothing_beside_itself_and_repeats(retrieval, answers, tmp_path):
    place = tmp_path / "new" / "page.html"
    write_page([retrieval, *answers], place)
    page = place.read_text(encoding="utf-8")
    assert page == page_of([retrieval, *answers])
    assert not re.search(r"(?:src|href)=|url\(|@import|<script", page)
    assert "Ai &lt;cử&gt;?" in page
    assert "<cử>" not in page


def test_folders_without_a_run_are_told(tmp_path):
    with pytest.raises(MissingFile):
        page_of([tmp_path / "none"])
    with pytest.raises(NothingToScore):
        page_of([tmp_path])


def test_two_runs_are_compared_in_words(answers, retrieval):
    told = runs_table(*map(main_run_of, answers))
    row = next(line for line in told.splitlines() if line.startswith("Đủ dữ kiện"))
    assert row.split()[-6:] == ["1.000", "0.000", "-1.000", "[-1.000;", "-1.000]", "1"]
    assert "1.000 → 0.000  a1  Bao nhiêu?" in told
    assert "a2" not in told
    with pytest.raises(NothingToScore):
        main_run_of(retrieval.parent)
