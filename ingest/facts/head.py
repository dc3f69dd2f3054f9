"""The first page's head, cut into the pieces that stand apart in it.

Hướng dẫn 36-HD/VPTW and Nghị định 30/2020/NĐ-CP, phụ lục I put the issuing body and the number left, the country's or
the Party's name, place and date right. In text the two columns come one after the other, or on one line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.language.kinds import KINDS, kind_at_start
from ingest.language.markers import CAPITALS, marker_of
from ingest.language.normalise import match_key, strip_accents
from ingest.structure.regions import Line, is_kind_heading, lines_of
from ingest.types import Level, Span

_MAX_LINES = 60
_NEAR = 8
_FAR = 150
"""A masthead's left column has at most `_NEAR` lines before the country's name; noise over it at most `_FAR`."""
_KINDS_BARE = {strip_accents(kind): kind for kind in KINDS if len(kind) > 4}
"""For headings whose tone marks a scan has mixed up ("THÔNG BẢO"): alone on their line, in capitals."""
_BAN = re.compile(r"[*_\s]*(?:BẢN|Bản)\s+(?=\w)")
_GAPS = re.compile(r"\s*\|\s*|[ \t\u00a0]{3,}|\t+")
_RULE = re.compile(r"[-–—_=*.~:&\s#`]*")
_STAMP = re.compile(
    r"(?:Ký bởi|Người ký|Email|Cơ quan|Thời gian ký|Ngày ký|Digitally signed|Signed by|Date)\s*:|.*CÔNG BÁO\s*/",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(r"[-–+*\s]*(?:Căn cứ|Xét|Theo đề nghị|Kính gửi)\b", re.IGNORECASE)
_SIGNED = re.compile(r"(?:T/M|T/L|K/T|TM\.|TL\.|KT\.|TUQ\.)\s*\w|[*_]*Nơi nhận", re.IGNORECASE)
_SENTENCE = re.compile(r"[-–+*\s]*(?:Thực hiện|Triển khai|Để|Nhằm|Tại|Trong|Ngày|Sau khi|Vừa qua|Hiện nay)\b")
_COUNTRY = re.compile(
    r"(?:nuoc\s+)?c[o0]ng\s+h[o0]a\s+xa\s+h[o0][il1]\s+chu\s+nghia(?:\s+viet\s+nam)?"
    r"|dang\s+c[o0]ng\s+san(?:\s+viet\s+nam)?|d[o0]c\s*lap\s*[-–—.,_ ]*tu\s*do\s*[-–—.,_ ]*hanh\s*phuc"
)
"""On bare letters: scans and old fonts put the marks of these words anywhere."""


_MONTH_DAY = (
    r"[Nn]g[aàáảãạ]y\s{0,6}(?:\d{1,2}\s{0,6}th[aáàảãạ]ng\s{0,6}\d{1,2}\s{0,6}n[aăâắằẳẵặ]m\s{0,6}\d{4}"
    r"|\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4})(?!\d)"
)
PLACE_DATE = re.compile(
    rf"(?:^|(?<=\n)|(?<=[|\s*_]))(?P<place>[{CAPITALS}][^\W\d_]*(?:[ .\-–]{{1,3}}"
    rf"(?:[{CAPITALS}][^\W\d_]*|phố|nội|minh)){{0,6}})"
    rf"\s?[,.]?\s{{0,6}}(?P<date>{_MONTH_DAY})"
)
"""Place and date of the head: "Sông Lam, ngày 05 tháng 3 năm 2025"; the date may be broken over two lines."""


def bare(text: str) -> str:
    """Small letters without tone and vowel marks, of the same length, so that an offset in it is one in `text`."""
    plain = strip_accents(text)
    small = plain.lower()
    if len(small) == len(plain):
        return small
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in plain)


def shifted(span: Span, by: int) -> Span:
    """The span `by` code points further on."""
    return Span(span.start + by, span.end + by)


@dataclass(frozen=True, slots=True)
class Head:
    """Pieces of the lines before the body, half-open; `kind_at` is the index of the piece with the type, or None."""

    pieces: tuple[Line, ...]
    kind_at: int | None
    kind: str | None
    end: int
    """Offset in the text where the head ends."""
    after: str = ""
    """The line that ended the head; "" at the text's end."""

    @property
    def above(self) -> tuple[Line, ...]:
        """The pieces before the type's heading, or all where there is none."""
        return self.pieces[: self.kind_at]

    @property
    def below(self) -> tuple[Line, ...]:
        """The pieces after the type's heading; () where there is none."""
        return () if self.kind_at is None else self.pieces[self.kind_at + 1 :]


def pieces_of(line: Line) -> list[Line]:
    """The cells of a table row, or the parts of a line set apart by tabs or three blanks and more."""
    pieces, at = [], 0
    for gap in [*_GAPS.finditer(line.text), None]:
        end = gap.start() if gap else len(line.text)
        if words := line.text[at:end].strip():
            start = line.start + line.text.index(words, at)
            pieces.append(Line(start, start + len(words), words))
        at = gap.end() if gap else end
    return pieces


def is_rule(line: str) -> bool:
    """Whether the line only draws a rule or a star ("-----", "*", "=== & ===")."""
    return _RULE.fullmatch(line) is not None or match_key(line) in ("-0-", "o0o", "-o0o-", "---o0o---")


def without_country(piece: Line) -> Line | None:
    """The piece without the country's, the Party's name and the motto; None when nothing else is in it."""
    match = _COUNTRY.search(bare(piece.text))
    if match is None:
        return piece
    before, after = piece.text[: match.start()].strip(), piece.text[match.end() :].strip()
    words = before or after
    if not words or is_rule(words):
        return None
    start = piece.start + (piece.text.index(words) if before else piece.text.rindex(words))
    return Line(start, start + len(words), words)


def is_preamble(line: str) -> bool:
    """Whether the line begins the reasons or the addressee: "Căn cứ …", "Xét …", "Kính gửi …", or a first sentence.

    "Thực hiện Nghị quyết …" is a title, unless it ends as a sentence.
    """
    if _PREAMBLE.match(line):
        return True
    return _SENTENCE.match(line) is not None and (line.endswith((".", ";", ":")) or len(line) > 300)


def is_country(line: str) -> bool:
    """Whether the line is nothing but the country's or the Party's name or the motto."""
    return _COUNTRY.fullmatch(bare(line).strip(" .")) is not None


def _ends_head(line: Line, kind: bool) -> bool:
    marker = marker_of(line.text)
    if marker is not None and marker.level not in (Level.DASH, Level.PLUS, Level.PHU_LUC):
        return True
    if kind and is_preamble(line.text):
        return True
    return len(line.text) > 600 or bool(re.match(r"[-–\s]*Căn cứ\b", line.text))


def _kind_of(line: Line, found_country: bool, after: str) -> str | None:
    """The type that the piece is the heading of; `after` are the words of the next line."""
    words = _BAN.sub("", line.text)
    found = kind_at_start(words)
    if found is None:
        return _KINDS_BARE.get(" ".join(bare(words).split()).strip(" .*_")) if words.isupper() else None
    kind, end = found
    if kind == "văn bản hợp nhất":  # a banner over the consolidated document's own type
        return None
    rest = words[end:].strip(" *_").casefold()
    joint = f"{kind} liên tịch"
    if joint in KINDS and (rest.startswith("liên tịch") or (not rest and after.casefold().startswith("liên tịch"))):
        kind = joint
    if is_kind_heading(Line(line.start, line.end, words)) and not rest.startswith(("số:", "số ")):
        return kind
    told = bool(re.match(r"số\s*:?\s*\d", after, re.IGNORECASE)) and rest.startswith(("của ", "liên tịch "))
    plain = (found_country or told) and (not rest or re.match(r"(?:của|liên tịch)\b", rest)) and len(line.text) < 120
    return kind if plain and "này" not in rest else None


def kind_span(piece: Line) -> Span:
    """Where the words of the type stand in a piece that begins with it; the whole piece where it does not."""
    lead = _BAN.match(piece.text)
    start = lead.end() if lead else 0
    found = kind_at_start(piece.text[start:])
    return Span(piece.start + start, piece.start + start + found[1]) if found else Span(piece.start, piece.end)


def _masthead_after_noise(lines: list[Line]) -> list[Line]:
    """The lines from the masthead on where only short lines, that are none of a document's, stand over it (menus).

    The masthead's left column, over the country's name, is in capitals, rules and the number; [] without a masthead.
    """
    at = next((i for i, line in enumerate(lines[:_FAR]) if _COUNTRY.match(bare(line.text))), None)
    if at is None or any(len(line.text) > 80 or is_preamble(line.text) for line in lines[:at]):
        return []
    start = at
    while start and at - start < _NEAR and _is_of_left_column(lines[start - 1].text):
        start -= 1
    return lines[start:]


def _is_of_left_column(words: str) -> bool:
    return words.isupper() or is_rule(words) or re.match(r"\W*(?:\w+\s+){0,3}so\W*\d", bare(words)) is not None


def head_of(text: str) -> Head:
    """The head of a document; no pieces for "". At most 60 lines are looked at, later where a menu stands over it."""
    lines = [line for line in lines_of(text[:20_000]) if not _STAMP.match(line.text)]
    found, has_country = _head_in(lines)
    if found.kind is None and not has_country and (below := _masthead_after_noise(lines)):
        found, _ = _head_in(below)
    return found


def _head_in(lines: list[Line]) -> tuple[Head, bool]:
    """The head that begins with the first of `lines`, and whether it bears the country's or the Party's name."""
    pieces: list[Line] = []
    kind_at, kind, country, end, ended_by = None, None, False, 0, ""
    for at, line in enumerate(lines[:_MAX_LINES]):
        after = lines[at + 1].text if at + 1 < len(lines) else ""
        if pieces and (_ends_head(line, kind is not None) or (kind is not None and _SIGNED.match(line.text))):
            ended_by = line.text
            break
        for piece in pieces_of(line):
            country = country or _COUNTRY.search(bare(piece.text)) is not None
            if kind is None and (kind := _kind_of(piece, country or bool(pieces), after)) is not None:
                kind_at = len(pieces)
            pieces.append(piece)
        end = line.end
    return Head(tuple(pieces), kind_at, kind, end, ended_by), country
