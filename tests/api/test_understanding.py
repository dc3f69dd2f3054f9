"""How a question was read, in words for the reader."""

from api.understanding import interpretation_of
from index.named import Named, Place, Told
from index.query.abbreviations import read_abbreviations
from index.query.facts_asked import AskedFact
from index.query.lexicon import Lexicon
from index.query.understanding import Part, understood
from ingest.types import Span

QUESTION = "Nghị quyết 57 do ai ký, ban hành ngày nào?"


def read(named=Named(), literal=()):  # noqa: B008
    return interpretation_of(
        understood(QUESTION, Lexicon(), read_abbreviations(), literal), named, {}, lambda place: ""
    )


def test_facts_that_were_found_are_told_once_in_a_steady_order():
    places = [Place("a-0", Span(0, 4)), Place("b-0", Span(2, 9))]
    told = [Told(fact, place) for place in places for fact in (AskedFact.SIGNER, AskedFact.ISSUED_ON)]
    assert read(Named(told=tuple(told))).facts == ("ngày ban hành", "người ký")


def test_every_fact_has_a_name():
    told = tuple(Told(fact, Place("a-0", Span(0, 4))) for fact in AskedFact)
    assert len(set(read(Named(told=told)).facts)) == len(AskedFact)


def test_nothing_is_told_of_facts_that_no_document_has():
    assert read().facts == () and read().is_plain


def test_what_was_undone_is_kept_in_mind():
    assert read(literal=[Part.FACTS]).undone == (Part.FACTS,) and not read(literal=[Part.FACTS]).is_plain
