"""Verification: a claim becomes a statement only when its words are found. Pure; knows no model and no store.

A claim passes when each of its supports names a source that was shown, and its quote stands verbatim (after NFC and
white-space folding) in that source's document, and every number of the statement stands in one of its quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.address import address_of

from api.answering.sources import Source, pages_of
from api.types import Citation, Claim, Rejected, Statement, Support
from ingest.normalise import match_key, nfc
from ingest.types import Span

MAX_QUOTE_CHARS = 400
MAX_ANSWER_QUOTE_CHARS = 800
_NUMBER = re.compile(r"\d+(?:[.,/-]\d+)*")


def verify(
    claims: Iterable[Claim], sources: Sequence[Source]
) -> tuple[tuple[Statement, ...], tuple[Citation, ...], tuple[Rejected, ...]]:
    """Statements with their citations, and what was rejected with its reason; the order of the claims is kept.

    Citations of the same words are one. Empty input gives three empty tuples.
    """
    statements: list[Statement] = []
    citations: dict[tuple[str, Span], Citation] = {}
    rejected: list[Rejected] = []
    for claim in claims:
        cited = _citations_of(claim, sources)
        reason = cited if isinstance(cited, str) else _doubt(claim, cited)
        if reason:
            rejected.append(Rejected(claim, reason))
            continue
        new = {(c.document_id, c.span): c for c in cited if not isinstance(c, str)}
        total = sum(len(c.quote) for c in (citations | new).values())
        if total > MAX_ANSWER_QUOTE_CHARS:
            rejected.append(Rejected(claim, "answer_too_long"))
            continue
        citations |= {key: citation for key, citation in new.items() if key not in citations}
        places = list(citations)
        statements.append(Statement(claim.text.strip(), tuple(places.index(key) for key in new)))
    return tuple(statements), tuple(citations.values()), tuple(rejected)


def find_quote(text: str, quote: str, within: Span | None = None) -> Span | None:
    """Where `quote` stands in `text`, white space folded on both sides; None when it does not, or is blank.

    >>> find_quote("đến năm\\n2030 đạt 70 %", "năm 2030  đạt")
    Span(start=4, end=16)
    """
    words = nfc(quote).split()
    if not words:
        return None
    place = within or Span(0, len(text))
    match = re.compile(r"\s+".join(map(re.escape, words))).search(text, place.start, place.end)
    return Span(match.start(), match.end()) if match else None


def numbers_of(text: str) -> set[str]:
    """Numbers, dates and the digits of document numbers, leading zeros dropped ("05/2025" → "5/2025")."""
    return {re.sub(r"(?<!\d)0+(?=\d)", "", number) for number in _NUMBER.findall(text)}


def _citations_of(claim: Claim, sources: Sequence[Source]) -> list[Citation] | str:
    if not claim.text.strip() or not claim.supports:
        return "no_support"
    found = []
    for support in claim.supports:
        citation = _citation(support, sources)
        if isinstance(citation, str):
            return citation
        found.append(citation)
    return found


def _citation(support: Support, sources: Sequence[Source]) -> Citation | str:
    if not 1 <= support.source <= len(sources):
        return "unknown_source"
    if len(support.quote) > MAX_QUOTE_CHARS:
        return "quote_too_long"
    source = sources[support.source - 1]
    text = source.document.text
    span = find_quote(text, support.quote, source.passage.span) or find_quote(text, support.quote)
    if span is None:
        return "quote_not_found"
    return Citation(
        passage_id=source.passage.id,
        document_id=source.document.id,
        span=span,
        quote=span.of(text),
        pages=pages_of(source.document, span),
        address=address_of(text, source.document.sections, span),
        file=source.entry.file,
        number=source.entry.number,
        title=source.entry.title,
    )


def _doubt(claim: Claim, citations: Sequence[Citation]) -> str | None:
    quoted = " ".join(citation.quote for citation in citations)
    named = " ".join(citation.number or "" for citation in citations)
    if numbers_of(claim.text) - numbers_of(quoted) - numbers_of(named):
        return "number_not_in_quote"
    if _negations(claim.text) and not _negations(quoted):
        return "negation_not_in_quote"
    return None


def _negations(text: str) -> bool:
    return not {"không", "chưa", "chẳng"}.isdisjoint(match_key(text).split())
