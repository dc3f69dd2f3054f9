"""Clauses: stretches of their passage in order, nothing lost, each with the line that leads it."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from api.answering.citing import MAX_QUOTE_CHARS
from api.answering.extracting.clauses import clauses_of, items_below

WORDS = st.sampled_from(
    ["cảng", "cá,", "Tàu;", "biển.", "rừng:", "48.000", "tấn", "Đạt", "-", "a)", "1.", "|", "y" * 70]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=120).map(" ".join), min_size=1, max_size=8).map("\n".join)
LIST = """Điều 2. Trách nhiệm
1. Sở Thủy sản có trách nhiệm:
a) lắp đặt thiết bị;
b) báo cáo Ủy ban nhân dân tỉnh.
2. Chủ tàu nộp phí."""


def all_of(sources):
    return [clause for number, source in enumerate(sources, 1) for clause in clauses_of(source, number)]


@settings(deadline=None, max_examples=80)
@given(TEXTS)
def test_clauses_are_stretches_of_their_passage_in_order(sources_of_text, text):
    for number, source in enumerate(sources_of_text(text), 1):
        clauses = list(clauses_of(source, number))
        for clause in clauses:
            assert clause.source == number and clause.span.of(text) == clause.text == clause.text.strip()
            assert source.passage.span.contains(clause.span) and len(clause.text) <= MAX_QUOTE_CHARS
            assert clause.lead is None or (clause.lead.end <= clause.span.start and len(clause.lead) <= MAX_QUOTE_CHARS)
        assert all(a.span.start < b.span.start and a.span.end <= b.span.end for a, b in pairwise(clauses))
        covered = {at for clause in clauses for at in range(clause.span.start, clause.span.end)}
        sections = source.document.sections
        for over in {section.parent for section in sections if section.parent is not None}:
            title = text[sections[over].span.start :].split("\n")[0]
            if title.rstrip()[-1:] not in tuple(".;:,!?…"):
                covered |= {sections[over].span.start + n for n in range(len(title))}
        assert all(
            at in covered for at in range(source.passage.span.start, source.passage.span.end) if text[at].isalpha()
        )


def test_a_long_word_is_cut_at_400_characters(sources_of_text):
    assert [len(clause.text) for clause in all_of(sources_of_text("x" * 1001))] == [400, 400, 201]


def test_a_long_line_is_cut_at_its_sentences_and_a_long_sentence_at_its_commas(sources_of_text):
    line = " ".join(f"Câu {n} nói về cảng cá {'rất ' * 30}dài." for n in range(4))
    clauses = [clause.text for clause in all_of(sources_of_text(line))]
    assert len(clauses) > 1 and all(clause.startswith("Câu") and clause.endswith("dài.") for clause in clauses)
    sentence = ", ".join(f"việc thứ {n} là cảng cá {'rất ' * 30}dài" for n in range(6))
    clauses = [clause.text for clause in all_of(sources_of_text(sentence))]
    assert len(clauses) > 1 and all(clause.startswith("việc") for clause in clauses)
    assert any("việc thứ 2" in one and "việc thứ 2" in other for one, other in pairwise(clauses))


def test_an_item_knows_the_line_that_leads_it(sources_of_text):
    leads = {clause.text: clause.lead.of(LIST) if clause.lead else None for clause in all_of(sources_of_text(LIST))}
    assert (
        leads["a) lắp đặt thiết bị;"] == leads["b) báo cáo Ủy ban nhân dân tỉnh."] == "1. Sở Thủy sản có trách nhiệm:"
    )
    assert leads["2. Chủ tàu nộp phí."] == "Điều 2. Trách nhiệm" and "Điều 2. Trách nhiệm" not in leads


def test_items_are_taken_with_their_announcement_while_there_is_room(sources_of_text):
    (source,) = sources_of_text(LIST)
    opened = next(clause for clause in clauses_of(source, 1) if clause.is_opened)
    assert items_below(source, opened, 400).of(LIST).endswith("nhân dân tỉnh.")
    assert items_below(source, opened, 60).of(LIST).endswith("thiết bị;")
    assert items_below(source, opened, 35) is None
