import json

import pytest

from eval.answers import answer_lines
from eval.compare import compare
from eval.fakes import FakeAnswers
from eval.questions import GoldSpan, Question
from eval.records import record
from eval.replies import read_replies
from eval.runs import run_answers
from eval.scoring import estimates
from index.types import Scope

GOLD = GoldSpan("p/a.md", "tối đa 50 người mỗi tỉnh ủy")
QUESTIONS = (
    Question("q1", "Bao nhiêu?", "number", True, (GOLD,), (), (("50 người",),)),
    Question("q2", "Lệ phí?", "absent", False),
    Question("q3", "Hỏng?", "number", True, (GOLD,), (), (("50 người",),)),
)


def said(refused, *citations):
    return {
        "id": "trace",
        "question": "",
        "refused": refused,
        "answer": "\n".join(quote for _, quote in citations),
        "statements": [{"text": quote, "citations": [at]} for at, (_, quote) in enumerate(citations)],
        "citations": [
            {"file": file, "number": None, "title": None, "address": "mục I", "page": None, "quote": quote}
            for file, quote in citations
        ],
        "nearest": [],
        "trace": {"model": "fake"},
        "latency_ms": 0.0,
    }


@pytest.fixture
def product():
    return FakeAnswers({"Bao nhiêu?": said(False, ("kho/a.md", GOLD.quote), ("b.md", "khác")), "Lệ phí?": said(True)})


def test_one_line_a_question_and_one_that_raises_stops_nothing(product):
    lines = list(answer_lines(product, QUESTIONS, Scope()))
    assert [line["id"] for line in lines] == ["q1", "q2", "q3"]
    assert lines[0]["scores"] == {
        "required_facts_accuracy": 1.0,
        "direct_accuracy": 1.0,
        "citation_precision": 0.5,
        "citation_recall": 1.0,
        "answer_rate": 1.0,
        "citation_precision_given": 0.5,
    }
    assert lines[1]["scores"] == {"refusal_precision": 1.0, "refusal_recall": 1.0, "refusal_f1": 1.0}
    assert lines[2]["error"].startswith("KeyError")
    assert set(lines[2]["scores"].values()) == {0.0}
    assert {"statements", "citations", "nearest", "trace", "answer", "refused"} <= lines[2].keys()
    assert all(line["latency_ms"] >= 0 for line in lines)
    assert product.scopes == [Scope()] * 3


def test_a_run_writes_lines_and_a_summary_that_score_again_alike(product, tmp_path):
    run = run_answers(product, QUESTIONS, QUESTIONS, tmp_path / "out", record("answers", {}))
    assert run.estimates["required_facts_accuracy"].value == 0.5
    # One refusal that is right, and the question that raised counts against every measure.
    assert run.estimates["refusal_precision"].value == 0.5
    assert list(run.raised) == ["q3"]
    assert list(run.kinds) == ["number", "absent"]
    assert run.kinds["absent"]["refusal_recall"].value == 1.0

    replies = read_replies(tmp_path / "out" / "answers.jsonl")
    assert estimates(QUESTIONS, replies) == run.estimates
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert summary["measures"]["citation_precision"]["value"] == 0.25
    assert summary["measures"]["polarity"] == {"value": None, "low": None, "high": None, "questions": 0}
    assert summary["raised"].keys() == {"q3"}
    assert summary["latency_ms"].keys() == {"p50", "p95"}


def test_compare_shows_what_flipped(product, tmp_path):
    run_answers(product, QUESTIONS, QUESTIONS, tmp_path, record("answers", {}))
    before = read_replies(tmp_path / "answers.jsonl")
    after = {"q1": None, "q2": before["q2"], "q3": before["q1"]}
    changes = {str(change.measure): change for change in compare(QUESTIONS, before, after)}
    facts = changes["required_facts_accuracy"]
    assert (facts.before, facts.after, facts.difference.value) == (0.5, 0.5, 0.0)
    assert [(flip.question.id, flip.before, flip.after) for flip in facts.flips] == [("q1", 1.0, 0.0), ("q3", 0.0, 1.0)]
    assert "polarity" not in changes
    assert changes["refusal_recall"].flips == ()


def test_a_record_says_what_the_run_was_made_of(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.md").write_text("x")
    first = record("answers", {"documents": tmp_path}, {"embedder": "e5"})
    (tmp_path / "a" / "x.md").write_text("y")
    second = record("answers", {"documents": tmp_path, "questions": tmp_path / "a" / "x.md"})
    assert first.data["documents"] != second.data["documents"]
    assert len(second.data["questions"]) == 64
    shape = first.shape()
    assert shape["product"] == {"embedder": "e5"}
    assert shape["interval"] == {"level": 0.95, "resamples": 5000, "seed": 57}
    assert json.dumps(shape)
    assert str(tmp_path) not in json.dumps(shape)
