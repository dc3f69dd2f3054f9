"""What was read of a file, cut to one of its documents: pages, words and findings with offsets in its own text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.types import Finding, Page, Span, Word


def pages_of_part(pages: Sequence[Page], part: Span) -> tuple[Page, ...]:
    """The pages that hold some of `part` (a span of the file's text), numbered as in the file, their spans in the
    part's own text and tiling it.

    A page that two documents share is a page of both; words without a place in the text stay on it in both.
    """
    return tuple(
        replace(page, span=_within(page.span, part), words=tuple(_words(page.words, part)))
        for page in pages
        if page.span.overlaps(part) or (len(page.span) < 2 and part.start <= page.span.start <= part.end)
    )


def findings_of_part(findings: Sequence[Finding], part: Span, is_first: bool) -> tuple[Finding, ...]:
    """The findings whose span lies in the part, with offsets in its own text; those without a span go to the first."""
    return tuple(
        replace(finding, span=_within(finding.span, part)) if finding.span else finding
        for finding in findings
        if (is_first if finding.span is None else _touches(finding.span, part))
    )


def _touches(span: Span, part: Span) -> bool:
    return span.overlaps(part) or part.contains(span)


def _within(span: Span, part: Span) -> Span:
    start, end = max(span.start, part.start), min(span.end, part.end)
    return Span(start - part.start, max(start, end) - part.start)


def _words(words: Sequence[Word], part: Span) -> Iterator[Word]:
    for word in words:
        if word.span is None:
            yield word
        elif part.contains(word.span):
            yield replace(word, span=_within(word.span, part))
