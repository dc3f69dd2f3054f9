"""From a support to a citation: the source exists, and its quote stands verbatim in the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from api.answering.sources import Source, pages_of, reading_doubt
from api.types import Citation, Support
from ingest.language.normalise import nfc
from ingest.structure.address import address_of
from ingest.types import Span

MAX_QUOTE_CHARS = 400
MAX_ANSWER_QUOTE_CHARS = 800
_MOST_PLACES = 50
"""Places of the same words that are looked at for one that cuts no word."""


def find_quote(text: str, quote: str, within: Span | None = None) -> Span | None:
    """Where `quote` stands in `text`, white space folded on both sides; None when it does not, or is blank.

    A place where it begins and ends with whole words comes before one inside a word ("cá" in "báo cáo").

    >>> find_quote("đến năm\\n2030 đạt 70 %", "năm 2030  đạt")
    Span(start=4, end=16)
    """
    words = nfc(quote).split()
    if not words:
        return None
    place = within or Span(0, len(text))
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found = [Span(*match.span()) for match in islice(pattern.finditer(text, place.start, place.end), _MOST_PLACES)]
    return min(found, key=lambda span: _cuts(text, span), default=None)


def _cuts(text: str, span: Span) -> int:
    """How many words the ends of a span cut through."""
    ends = (text[max(0, span.start - 1) : span.start + 1], text[span.end - 1 : span.end + 1])
    return sum(len(end) == 2 and end.isalnum() for end in ends)


def citation_of(support: Support, sources: Sequence[Source]) -> Citation | str:
    """The citation of a support, looked for in its passage first; else the code of the reason why there is none."""
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
