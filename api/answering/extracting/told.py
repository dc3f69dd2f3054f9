"""Answers from mastheads and signatures: what a document says of itself, asked for by name."""

from __future__ import annotations

from collections.abc import Sequence

from api.answering.citing import MAX_QUOTE_CHARS
from api.answering.sources import Source
from api.types import Claim, Support
from index.named import Told
from index.query.facts_asked import AskedFact
from ingest.types import Document, Facts, Span

_OF_FACT = {
    AskedFact.SIGNER: ("signer", "capacity", "signer_post"),
    AskedFact.ISSUED_ON: ("issued_on",),
    AskedFact.NUMBER: ("number",),
    AskedFact.ISSUER: ("issuer",),
    AskedFact.PLACE: ("place", "issued_on"),
    AskedFact.RECIPIENTS: ("recipients",),
    AskedFact.EFFECTIVE_ON: ("effective_on",),
}
"""What is quoted together for a fact."""


def told_claims(told: Sequence[Told], sources: Sequence[Source]) -> tuple[Claim, ...]:
    """One claim for each place that says an asked fact, of documents among the sources; () where there is none.

    Of several documents each statement begins with the document's number.
    """
    numbers = {source.document.id: at for at, source in reversed([*enumerate(sources, 1)])}
    here = [each for each in told if each.place.document_id in numbers]
    several = len({each.place.document_id for each in here}) > 1
    claims = []
    for each in here:
        source = sources[numbers[each.place.document_id] - 1]
        quote = _quoted(each.fact, source.document, each.place.span).of(source.document.text)
        words = " ".join(_said(each.fact, source.document.facts, quote).split())
        name = source.entry.number or source.entry.title
        text = f"{name}: {words}" if several and name else words
        claims.append(Claim(text, (Support(numbers[each.place.document_id], quote),)))
    return tuple(dict.fromkeys(claims))


def _said(fact: AskedFact, facts: Facts, quote: str) -> str:
    if fact is AskedFact.SIGNER and facts.signer and facts.signer.value in quote:
        return facts.signer.value
    return quote


def _quoted(fact: AskedFact, document: Document, place: Span) -> Span:
    """The lines of the fact and what belongs to it, as far as they stand together and may be quoted."""
    found = (getattr(document.facts, name) for name in _OF_FACT[fact])
    spans = [each.span for each in found if each is not None]
    whole = _lines(document.text, Span(min(s.start for s in (place, *spans)), max(s.end for s in (place, *spans))))
    if len(whole) <= MAX_QUOTE_CHARS:
        return whole
    line = _lines(document.text, place)
    return line if len(line) <= MAX_QUOTE_CHARS else place if len(place) <= MAX_QUOTE_CHARS else _head(place)


def _lines(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    words = text[start : len(text) if end < 0 else end]
    lead = len(words) - len(words.lstrip())
    return Span(start + lead, start + lead + len(words.strip()))


def _head(span: Span) -> Span:
    return Span(span.start, span.start + MAX_QUOTE_CHARS)
