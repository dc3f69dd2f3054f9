"""Documents to rows and back."""

import datetime as dt
from dataclasses import fields
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from index.catalogue import codec
from ingest.types import (
    Box,
    Document,
    Fact,
    Facts,
    Finding,
    Level,
    Page,
    PageSource,
    Reference,
    Relation,
    Section,
    Span,
    Target,
    Word,
)

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
SPANS = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda pair: Span(*sorted(pair)))
DATES = st.dates(dt.date(1945, 1, 1), dt.date(2100, 12, 31))
VALUES = {
    "issued_on": DATES,
    "effective_on": DATES,
    "recipients": st.lists(TEXT, max_size=3).map(tuple),
    "joint_issuers": st.lists(TEXT, max_size=3).map(tuple),
    "secrecy": st.integers(1, 3),
}
FACTS = st.fixed_dictionaries(
    {f.name: st.none() | st.builds(Fact, VALUES.get(f.name, TEXT), SPANS) for f in fields(Facts)}
).map(lambda values: Facts(**values))
SECTIONS = st.lists(
    st.builds(Section, st.sampled_from(Level), TEXT, TEXT, SPANS, st.none() | st.integers(0, 50)), max_size=4
).map(tuple)
TARGETS = st.builds(Target, st.none() | TEXT, st.none() | TEXT, st.none() | DATES, st.none() | TEXT, st.none() | TEXT)
REFERENCES = st.lists(st.builds(Reference, TARGETS, st.none() | st.sampled_from(Relation), SPANS), max_size=3).map(
    tuple
)
FINDINGS = st.lists(st.builds(Finding, TEXT, TEXT, st.none() | SPANS), max_size=3).map(tuple)
# A hundredth of a point is what rows keep.
POINTS = st.integers(-10_000, 500_000).map(lambda hundredths: hundredths / 100)
WORDS = st.lists(st.builds(Word, st.builds(Box, POINTS, POINTS, POINTS, POINTS), st.none() | SPANS), max_size=5).map(
    tuple
)
SOURCES = st.just(PageSource("text")) | st.floats(0, 1).map(lambda confidence: PageSource("ocr", confidence))
PAGES = st.lists(st.builds(Page, st.just(1), SPANS, SOURCES, POINTS, POINTS, WORDS), max_size=3).map(
    lambda pages: tuple(
        Page(number, page.span, page.source, page.width, page.height, page.words)
        for number, page in enumerate(pages, 1)
    )
)
DOCUMENTS = st.builds(
    Document, st.just("a" * 64 + "-0"), TEXT, st.just("text/plain"), FACTS, PAGES, SECTIONS, REFERENCES, FINDINGS
)


@given(DOCUMENTS)
def test_round_trip(document):
    rows = [SimpleNamespace(**codec.page_row(document.id, page)) for page in document.pages]
    again = Document(
        document.id,
        document.text,
        document.media_type,
        codec.facts_of_json(codec.facts_json(document.facts)),
        tuple(map(codec.page_of_row, rows)),
        codec.sections_of_json(codec.sections_json(document.sections)),
        codec.references_of_json(codec.references_json(document.references)),
        codec.findings_of_json(codec.findings_json(document.findings)),
    )
    assert again == document
    assert all(isinstance(section.level, Level) for section in again.sections)


@given(st.floats(-100, 5000))
def test_boxes_keep_a_hundredth_of_a_point(x):
    page = Page(1, Span(0, 1), PageSource("text"), 595.0, 842.0, (Word(Box(x, x, x, x), None),))
    (word,) = codec.page_of_row(SimpleNamespace(**codec.page_row("a-0", page))).words
    assert abs(word.box.left - x) <= 0.00501
    assert word.span is None


def test_a_row_without_words_is_a_page_without_words():
    page = Page(1, Span(0, 1), PageSource("text"), 595.0, 842.0, (Word(Box(1, 2, 3, 4), Span(0, 1)),))
    row = codec.page_row("a-0", page)
    del row["words"]
    assert codec.page_of_row(SimpleNamespace(**row)) == Page(1, page.span, page.source, 595.0, 842.0)
