import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.questions import GoldSpan, Question
from eval.records import record
from eval.runs import run_spans, span_gains
from eval.spans import Shown, holds, joined_rank_of, line_of, located, rank_of, scores_of, state_of, within

FIRST = "Cử tối đa 50 người, do tỉnh ủy chọn."
SECOND = "Kinh phí do ngân sách nhà nước bảo đảm."
WHOLE = Shown(frozenset({"a.md"}), "a-0", 0, f"Điều 1. {FIRST} Hết.")
LEFT = Shown(frozenset({"a.md"}), "a-0", 100, "Kinh phí do ngân sách")
RIGHT = Shown(frozenset({"a.md"}), "a-0", 200, "nhà nước bảo đảm.")
OTHER = Shown(frozenset({"b.md", "b.pdf"}), "b-0", 0, f"{FIRST} {SECOND}")


class Table:
    """Passages by question and by file."""

    def __init__(self, shown, archive=(WHOLE, LEFT, RIGHT, OTHER)):
        self.shown = shown
        self.archive = archive

    def top(self, question, limit):
        return self.shown[:limit]

    def of_file(self, file):
        return [each for each in self.archive if file in each.files]


def asked(*gold, also_in=(), text="Cử bao nhiêu người?", facts=()):
    return Question("q", text, "number", True, gold, also_in, facts)


GOLD = GoldSpan("party/a.md", FIRST)
CUT = GoldSpan("party/a.md", SECOND)


@pytest.mark.parametrize(
    ("text", "quote", "there"),
    [
        ("**Cử** tối đa | 50 người", "cử tối đa 50 người", True),
        ("Đảng uỷ cấp trên", "đảng ủy cấp", True),
        ("tối đa 500 người", "tối đa 50", False),
        ("tối đa 50", "tối đa 50 người", False),
        ("bất kỳ", "–", False),
    ],
)
def test_a_quote_is_held_word_by_word(text, quote, there):
    assert holds(text, quote) is there


@given(st.lists(st.sampled_from(["điều", "khoản", "50", "người", "ủy"]), min_size=1, max_size=8), st.data())
def test_every_run_of_words_of_a_text_is_held(words, data):
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert holds(" ".join(words), " ".join(words[start:end]))


def test_ranks_are_of_the_right_file_only():
    assert rank_of(GOLD, [OTHER, WHOLE]) == 2
    assert rank_of(GOLD, [OTHER]) is None
    # A copy of another name is the same document.
    assert rank_of(GoldSpan("b.pdf", FIRST), [WHOLE, OTHER]) == 2


def test_a_span_that_was_cut_is_found_when_its_parts_are():
    assert rank_of(CUT, [RIGHT, WHOLE, LEFT]) is None
    assert joined_rank_of(CUT, [RIGHT, WHOLE, LEFT]) == 3
    assert joined_rank_of(CUT, [RIGHT, WHOLE]) is None


def test_states():
    table = Table([])
    assert state_of(GOLD, table) == "whole"
    assert state_of(CUT, table) == "cut"
    assert state_of(GoldSpan("a.md", "không ở đâu cả"), table) == "absent"
    assert state_of(GoldSpan("c.md", FIRST), table) == "absent"


def test_an_alternative_counts_as_whole_and_not_as_own():
    question = asked(GOLD, also_in=(GoldSpan("b.md", FIRST),))
    (found,) = located(question, [OTHER, WHOLE], Table([]))
    assert (found.own, found.whole, found.joined) == (2, 1, 1)


def test_every_span_of_a_question_is_needed():
    assert within([1, 3], 3).value == 1.0
    assert within([1, 4], 3).value == 0.0
    assert within([1, None], 50).value == 0.0
    question = asked(GOLD, CUT)
    scores = scores_of({"q": located(question, [WHOLE, LEFT, RIGHT], Table([]))})
    assert {name: each[0].value for name, each in scores.items() if name.endswith("@3")} == {
        "whole@3": 0.0,
        "own@3": 0.0,
        "joined@3": 1.0,
    }


def test_a_line_can_be_read_by_itself():
    question = asked(GOLD)
    line = line_of(question, located(question, [OTHER, WHOLE], Table([])), [OTHER, WHOLE])
    assert line["spans"][0] | {"quote": ""} == {
        "file": "party/a.md", "quote": "", "state": "whole", "own": 2, "whole": 2, "joined": 2,
    }  # fmt: skip
    assert [each["files"] for each in line["top"]] == [["b.md", "b.pdf"], ["a.md"]]


def test_runs_are_written_and_compared(tmp_path):
    question = asked(GOLD)
    good = run_spans(Table([WHOLE]), [question], tmp_path / "good", record("spans", {}))
    bad = run_spans(Table([OTHER]), [question], tmp_path / "bad", record("spans", {}))
    assert (good.estimates["whole@1"].value, bad.estimates["whole@10"].value) == (1.0, 0.0)
    assert good.states == {"whole": 1}
    assert span_gains({"good": good, "bad": bad})["bad"]["whole@5"].value == 1.0
    assert json.loads((tmp_path / "bad" / "spans.jsonl").read_text())["spans"][0]["whole"] is None
    summary = json.loads((tmp_path / "good" / "summary.json").read_text())
    assert (summary["questions"], summary["spans"]) == (1, {"whole": 1})
