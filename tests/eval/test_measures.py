import pytest

from eval.bootstrap import mean
from eval.measures import (
    MEASURES,
    answer_rate,
    citation_precision,
    citation_precision_given,
    citation_recall,
    direct_accuracy,
    parse_measure,
    polarity,
    refusal_f1,
    refusal_precision,
    refusal_recall,
    required_facts_accuracy,
)
from eval.questions import GoldSpan, Question
from eval.replies import Cited, Reply

FIVE = GoldSpan("party/a.md", "nộp vào lưu trữ lịch sử tối đa là 5 năm")
ONE = GoldSpan("party/a.md", "nộp vào lưu trữ hiện hành tối đa là 1 năm")
BOTH = Question("q", "Thời hạn?", "", True, (FIVE, ONE), (), (("5 năm", "năm năm"), ("1 năm",)))
UNANSWERABLE = Question("u", "Lệ phí?", "absent", False)


def cited(span, file=None):
    return Cited(file or span.file, span.quote)


def value(measure, question, reply):
    score = measure.score(question, reply)
    return None if score is None else score.value


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(False, "5 năm và 1 năm"), 1.0),
        (Reply(False, "Năm năm; riêng hiện hành 1 năm."), 1.0),
        (Reply(False, "5 năm", (cited(ONE),)), 1.0),  # one fact in the answer, the other in a quote
        (Reply(False, "", (cited(FIVE), cited(ONE))), 1.0),  # quotes alone
        (Reply(False, "5 năm"), 0.0),  # one of two facts
        (Reply(False, "15 năm và 1 năm"), 0.0),
        (Reply(True, "5 năm và 1 năm"), 0.0),  # refused
        (Reply(False, "tối đa 5", (Cited("a.md", "năm và 1 năm"),)), 0.0),  # pieced together across two parts
        (None, 0.0),
    ],
)
def test_required_facts(reply, expected):
    assert value(required_facts_accuracy, BOTH, reply) == expected


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(False, "Tối đa 5 năm, ít nhất 1 năm.", (cited(ONE),)), 1.0),
        (Reply(False, "Tối đa 5 năm.", (cited(FIVE), cited(ONE))), 0.0),  # the other only in a quote
        (Reply(False, f"Tối đa 5 năm{' và' * 100}, ít nhất 1 năm."), 0.0),  # too late
        (Reply(True, "Tối đa 5 năm, ít nhất 1 năm."), 0.0),
    ],
)
def test_the_direct_answer_says_it_by_itself(reply, expected):
    assert value(direct_accuracy, BOTH, reply) == expected


WRONG = Cited("a.md", "điều khoản thi hành của quy định này")


@pytest.mark.parametrize(
    ("reply", "precision", "recall", "given"),
    [
        (Reply(False, "", (cited(FIVE), cited(ONE))), 1.0, 1.0, 1.0),
        (Reply(False, "", (cited(FIVE),)), 1.0, 0.5, 1.0),
        (Reply(False, "", (cited(FIVE), WRONG)), 0.5, 0.5, 0.5),
        (Reply(False, "", (cited(FIVE, "kho/a.md"),)), 1.0, 0.5, 1.0),  # files by base name
        (Reply(False, "", (cited(FIVE, "b.md"),)), 0.0, 0.0, 0.0),  # another file
        (Reply(False, "5 năm"), 0.0, 0.0, None),  # uncited
        (Reply(True, "", (cited(FIVE), cited(ONE))), 0.0, 0.0, None),  # refused: not given, whatever it cites
        (None, 0.0, 0.0, 0.0),
    ],
)
def test_citations(reply, precision, recall, given):
    assert value(citation_precision, BOTH, reply) == precision
    assert value(citation_recall, BOTH, reply) == recall
    assert value(citation_precision_given, BOTH, reply) == given


def test_one_quote_may_cover_two_spans():
    whole = Cited("a.md", f"{FIVE.quote}; {ONE.quote}")
    assert value(citation_recall, BOTH, Reply(False, "", (whole,))) == 1.0


YES_NO = Question("y", "Có phải nộp không?", "yes_no", True, (FIVE,), (), (), "không")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Không. Có quy định khác.", 1.0),
        ("Có, không phải ngay.", 0.0),  # the opening word decides
        ("Bệnh viện không phải nộp.", 1.0),  # neither opens: it stands in the answer
        ("Bệnh viện được miễn.", 0.0),
        ("", 0.0),
    ],
)
def test_polarity(answer, expected):
    assert value(polarity, YES_NO, Reply(False, answer)) == expected
    assert value(polarity, YES_NO, Reply(True, answer)) == 0.0


def test_ineligible_questions_yield_nothing():
    for measure in (required_facts_accuracy, citation_precision, citation_recall, polarity, answer_rate):
        assert measure.score(UNANSWERABLE, Reply(False, "100 đồng", (WRONG,))) is None
        assert measure.score(UNANSWERABLE, None) is None
    assert refusal_recall.score(BOTH, Reply(True, "")) is None
    assert required_facts_accuracy.score(YES_NO, Reply(False, "")) is None  # no required fact
    assert polarity.score(BOTH, Reply(False, "")) is None


def test_refusal_measures_fold_to_the_textbook_figures():
    # Refused 3 unanswerable (TP 3), 1 unanswerable answered (FN 1), refused 2 answerable (FP 2), 4 answerable answered.
    # precision 3/5, recall 3/4, F1 = 2·3 / (2·3 + 2 + 1) = 6/9.
    refused, given = Reply(True, ""), Reply(False, "x")
    outcomes = [(UNANSWERABLE, refused)] * 3 + [(UNANSWERABLE, given)] + [(BOTH, refused)] * 2 + [(BOTH, given)] * 4
    figures = {m: mean([m.score(q, r) for q, r in outcomes]) for m in (refusal_precision, refusal_recall, refusal_f1)}
    assert figures == {refusal_precision: 3 / 5, refusal_recall: 3 / 4, refusal_f1: pytest.approx(6 / 9)}


def test_nobody_refused_leaves_precision_open_and_f1_at_nothing():
    given = Reply(False, "x")
    outcomes = [(UNANSWERABLE, given), (BOTH, given)]
    assert mean([refusal_precision.score(q, r) for q, r in outcomes]) is None
    assert mean([refusal_f1.score(q, r) for q, r in outcomes]) == 0.0


@pytest.mark.parametrize("measure", MEASURES, ids=str)
@pytest.mark.parametrize("question", [BOTH, UNANSWERABLE, YES_NO], ids=lambda question: question.id)
def test_silence_never_scores(measure, question):
    score = measure.score(question, None)
    assert score is None or score.value == 0.0


def test_a_measure_is_a_value_with_a_name():
    assert str(refusal_f1) == "refusal_f1"
    assert all(parse_measure(str(measure)) is measure for measure in MEASURES)
    assert len(set(MEASURES)) == len(MEASURES)
    with pytest.raises(KeyError):
        parse_measure("accuracy")
