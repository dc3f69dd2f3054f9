"""Verification: a claim becomes a statement only when its words are found. Pure; knows no model and no store.

A claim passes when each of its supports names a source that was shown, and its quote stands verbatim (after NFC and
white-space folding) in that source's document, and every number of the statement stands whole in one of its quotes or
is the number of a cited document, and neither the statement nor the cut of a quote turns a "không" round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from api.answering.sources import Source, pages_of, reading_doubt
from api.types import Citation, Claim, Rejected, Statement, Support
from ingest.language.kinds import KINDS
from ingest.language.normalise import match_key, nfc
from ingest.language.numbers import number_key
from ingest.language.numbers import numbers_of as document_numbers_of
from ingest.structure.address import address_of
from ingest.types import Span

MAX_QUOTE_CHARS = 400
MAX_ANSWER_QUOTE_CHARS = 800
_NUMBER = re.compile(r"\d+(?:[.,/-]\d+)*")
# "Nghị quyết 57", "Quyết định số 15": a document by its kind and serial alone.
_SHORT = re.compile(rf"(?:{'|'.join(KINDS)})(?:\s+số)?\s+\d+(?![\d.,/%-]*\d|\s*%)", re.IGNORECASE)
_CLAUSE_START = re.compile(r"[.;:!?…\n]")
# How far before a quote a negation still governs it: "không được phép …" is three syllables.
_NEGATED_WITHIN_SYLLABLES = 3


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
        reason = cited if isinstance(cited, str) else _doubt(claim, cited, sources)
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
    """Numbers, dates and the digits of document numbers, leading zeros dropped: "05/2025" → "5/2025", not "1.005"."""
    return {re.sub(r"(?<![\d.,])0+(?=\d)", "", number) for number in _NUMBER.findall(text)}


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
    source = sources[support.source - 1]
    text = source.document.text
    span = find_quote(text, support.quote, source.passage.span) or find_quote(text, support.quote)
    if span is None:
        return "quote_not_found"
    if len(span) > MAX_QUOTE_CHARS:
        return "quote_too_long"
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
        doubt=reading_doubt(source.document, span),
    )


def _doubt(claim: Claim, citations: Sequence[Citation], sources: Sequence[Source]) -> str | None:
    texts = [sources[support.source - 1].document.text for support in claim.supports]
    quoted = [(text, citation.span) for text, citation in zip(texts, citations, strict=True)]
    if _unquoted_numbers(claim.text, quoted, {number_key(citation.number or "") for citation in citations}):
        return "number_not_in_quote"
    negated = _negations(claim.text)
    if negated and not any(_negations(span.of(text)) for text, span in quoted):
        return "negation_not_in_quote"
    if not negated and any(_negations(_lead(text, span)) for text, span in quoted):
        return "negation_left_out"
    return None


def _unquoted_numbers(statement: str, quoted: Sequence[tuple[str, Span]], cited: set[str]) -> set[str]:
    """Numbers of a statement that its quotes do not hold whole; the numbers of the cited documents are left aside."""
    known = cited | {number_key(fact.value) for text, span in quoted for fact in document_numbers_of(span.of(text))}
    unknown = set()
    for fact in reversed(list(document_numbers_of(statement))):
        if number_key(fact.value) in cited:
            statement = f"{statement[: fact.span.start]} {statement[fact.span.end :]}"
        elif number_key(fact.value) not in known:
            unknown.add(fact.value)
    short = {_without_year(key) for key in cited}
    statement = _SHORT.sub(
        lambda match: " " if any(f"{key}/".startswith(f"{number_key(match[0])}/") for key in short) else match[0],
        statement,
    )
    return unknown | (numbers_of(statement) - {n for text, span in quoted for n in _whole_numbers(text, span)})


def _whole_numbers(text: str, span: Span) -> set[str]:
    """The numbers inside a span that it does not cut: "5" is none of "95 %"."""
    around = text[max(0, span.start - 40) : span.end + 40]
    shift = max(0, span.start - 40)
    inside = (m[0] for m in _NUMBER.finditer(around) if span.contains(Span(m.start() + shift, m.end() + shift)))
    return {number for match in inside for number in numbers_of(match)}


def _without_year(key: str) -> str:
    serial, *rest = key.split("/")
    return "/".join([serial, *(part for part in rest if not part.isdigit())])


def _lead(text: str, span: Span) -> str:
    """The last syllables of the clause before a span."""
    before = _CLAUSE_START.split(text[max(0, span.start - 60) : span.start])[-1]
    return " ".join(before.split()[-_NEGATED_WITHIN_SYLLABLES:])


def _negations(text: str) -> bool:
    return not {"không", "chưa", "chẳng"}.isdisjoint(match_key(text).split())
