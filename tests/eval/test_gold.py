import pytest

from eval.gold import alternatives, found, names, right
from eval.questions import GoldSpan, Question
from eval.replies import Cited

GOLD = GoldSpan("a.md", "hoàn thành trước ngày 15/7/2025", "57-NQ/TW")
SECOND = GoldSpan("a.md", "kinh phí do ngân sách nhà nước bảo đảm", "57-NQ/TW")
ELSEWHERE = GoldSpan("b.md", "thời hạn cuối cùng là 15/7/2025", "03/NQ-CP")
FACTS = (("15/7/2025",), ("ngân sách",))


def asked(text, gold=(GOLD,), also_in=(ELSEWHERE,)):
    return Question("q", text, "", True, gold, also_in, FACTS)


@pytest.mark.parametrize(
    ("text", "number", "named"),
    [
        ("Theo Nghị quyết 57-NQ/TW thì sao?", "57-NQ/TW", True),
        ("Theo nghị quyết số 57, ai làm?", "57-NQ/TW", True),
        ("Nghị quyết 3 nói gì?", "03/NQ-CP", True),
        ("Nghị quyết 157 nói gì?", "57-NQ/TW", False),
        ("Nghị quyết 57.5 nói gì?", "57-NQ/TW", False),
        ("Cần 57 người?", "57-NQ/TW", False),
        ("Nghị quyết 57?", None, False),
    ],
)
def test_whether_a_question_names_a_document(text, number, named):
    assert names(text, number) is named


def test_another_document_may_be_cited_unless_the_question_names_the_gold_one():
    there = Cited("b.md", ELSEWHERE.quote)
    assert right(there, asked("Hạn là khi nào?"))
    assert not right(there, asked("Nghị quyết 57 đặt hạn nào?"))
    assert right(there, asked("Nghị quyết 57 và Nghị quyết 03 đặt hạn nào?"))
    assert alternatives(asked("Nghị quyết 57 đặt hạn nào?")) == ()


def test_an_alternative_stands_for_the_only_span_and_for_spans_of_the_same_facts():
    there = (Cited("b.md", ELSEWHERE.quote),)
    one, two = asked("Hạn?"), asked("Hạn?", (GOLD, SECOND))
    assert found(GOLD, there, one)
    assert found(GOLD, there, two)  # states 15/7/2025, the one fact of this span
    assert not found(SECOND, there, two)  # does not state "ngân sách"
