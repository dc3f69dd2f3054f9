"""What a document is about: the trích yếu under its type, the "V/v …" of a công văn, an annex's heading.

Nghị định 30/2020/NĐ-CP, phụ lục I: type and trích yếu stand in the middle over the body; a công văn has its under the
number.
"""

from __future__ import annotations

import re

from ingest.facts.head import Head, bare, is_country, is_preamble, is_rule, without_country
from ingest.facts.issuer import begins_body_name
from ingest.language.kinds import is_known_name, kind_at_start
from ingest.language.markers import CAPITALS, marker_of
from ingest.language.normalise import fold_spaces, match_key
from ingest.structure.regions import Line
from ingest.types import Fact, Level, Span

_ABOUT = re.compile(r"(?:V/v\.?|Về việc)\s*:?\s*", re.IGNORECASE)
_KEM_THEO = re.compile(r"\(\s*(?:được )?(?:ban hành )?kèm theo", re.IGNORECASE)
_TITLE_LINES = 10
_OVER_ANNEX = 3
_SENTENCE_END = re.compile(rf"[^\W\d_]{{2}}\.\s+[{CAPITALS}][^\W\d_]*\s[^\W\d_]+\s")
_OF_BODY = re.compile(r"của\s[^\n]{3,80}?\s(?=về\s)", re.IGNORECASE)


def annex_at(head: Head) -> int | None:
    """The index of the piece "Phụ lục …" where the text is an annex by itself: nothing of a masthead stands over it."""
    for at, piece in enumerate(head.pieces[:_OVER_ANNEX]):
        marker = marker_of(piece.text)
        if marker is not None and marker.level is Level.PHU_LUC and bare(piece.text).startswith("phu luc"):
            return at
        if at == head.kind_at or without_country(piece) != piece or len(piece.text) > 40:
            return None
    return None


def is_annex(head: Head) -> bool:
    """Whether the text is an annex by itself: its first words are "Phụ lục …", the name of a sheet aside."""
    return annex_at(head) is not None


def title_of(text: str, head: Head) -> Fact[str] | None:
    """The trích yếu, its lines joined by blanks; None where nothing stands under the type."""
    lines: list[Line] = []
    if is_annex(head):
        return _annex_title(text, head)
    if head.kind_at is not None and (first := _rest_of_kind(head)) is not None:
        lines.append(first)
    for piece in head.below[:_TITLE_LINES]:
        if is_rule(piece.text) and not lines:
            continue
        if _ends_title(piece, bool(lines)):
            break
        if lines or not _names_issuer(piece.text):
            lines.append(piece if lines else _without_body(piece))
    if not lines and head.kind_at is None:
        lines = _subject(head)
    if not lines:
        return None
    span = Span(lines[0].start, lines[-1].end)
    words = fold_spaces(span.of(text)).strip("*_ ")
    return None if is_known_name(words) else Fact(words, span)


def _without_body(piece: Line) -> Line:
    """ "CỦA BỘ CHÍNH TRỊ VỀ …" without the body."""
    match = _OF_BODY.match(piece.text)
    return Line(piece.start + match.end(), piece.end, piece.text[match.end() :]) if match else piece


def _annex_title(text: str, head: Head) -> Fact[str] | None:
    taken: list[Line] = []
    at = annex_at(head) or 0
    for piece in head.pieces[at + 1 : at + _TITLE_LINES]:
        if _KEM_THEO.match(piece.text) or is_rule(piece.text) or (taken and not piece.is_capital):
            break
        taken.append(piece)
    if not taken:
        return None
    span = Span(taken[0].start, taken[-1].end)
    return Fact(fold_spaces(span.of(text)), span)


def _rest_of_kind(head: Head) -> Line | None:
    assert head.kind_at is not None
    piece = head.pieces[head.kind_at]
    found = kind_at_start(piece.text)
    rest = piece.text[found[1] :].lstrip(" :.0123456789*") if found else ""
    if len(rest) < 4 or _names_issuer(rest):
        return None
    start = piece.end - len(rest)
    return Line(start, piece.end, rest)


def _names_issuer(words: str) -> bool:
    key = match_key(words)
    return key.startswith("của ") and " về " not in key and len(words) < 80


def _ends_title(piece: Line, begun: bool) -> bool:
    words = piece.text
    if (
        is_rule(words)
        or is_country(words)
        or is_preamble(words)
        or re.match(r"\(\s*(?:ban hành )?kèm theo", words, re.I)
    ):
        return not words.startswith(("Trong ", "Tại ", "Để ")) or begun
    if words.endswith((":", ".", ";")) and not words.isupper():
        return True
    return begun and (_is_body(words) or _SENTENCE_END.search(words) is not None)


def _is_body(words: str) -> bool:
    return is_known_name(words) or (words.isupper() and begins_body_name(words))


def _subject(head: Head) -> list[Line]:
    """The words after "V/v" of a công văn."""
    for at, piece in enumerate(head.pieces):
        if (match := _ABOUT.match(piece.text)) and piece.text[match.end() :]:
            start = piece.start + match.end()
            lines = [Line(start, piece.end, piece.text[match.end() :])]
            for line in head.pieces[at + 1 : at + 4]:
                if not line.text[0].islower():
                    break
                lines.append(line)
            return lines
    return []
