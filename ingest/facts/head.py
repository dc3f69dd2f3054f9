"""The first page's head, cut into the pieces that stand apart in it.

Hướng dẫn 36-HD/VPTW and Nghị định 30/2020/NĐ-CP, phụ lục I put the issuing body and the number left, the country's or
the Party's name, place and date right. In text the two columns come one after the other, or on one line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.language.kinds import kind_at_start
from ingest.language.markers import CAPITALS, marker_of
from ingest.language.normalise import match_key
from ingest.structure.regions import Line, is_kind_heading, lines_of
from ingest.types import Level, Span

_MAX_LINES = 60
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
    r"(?:NƯỚC\s+)?C[ỘÔ]NG\s+HO(?:À|Á|A)?(?:ÒA)?\s*X[ÃA]\s+H[ỘÔ]I\s+CH[ỦU]\s+NGH[ĨI]A(?:\s+VI[ỆÊ]T\s+NAM)?"
    r"|CỘNG\s+HÒA\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA(?:\s+VIỆT\s+NAM)?|ĐẢNG\s+CỘNG\s+SẢN(?:\s+VIỆT\s+NAM)?"
    r"|ĐỘC\s*LẬP\s*[-–]?\s*TỰ\s*DO\s*[-–]?\s*HẠNH\s*PHÚC",
    re.IGNORECASE,
)


PLACE_DATE = re.compile(
    rf"(?:^|(?<=\n)|(?<=[|\s*_]))(?P<place>[{CAPITALS}][^\W\d_]*(?:[ .\-–]{{1,3}}"
    rf"(?:[{CAPITALS}][^\W\d_]*|phố|nội|minh)){{0,6}})"
    r"\s?,\s{0,6}(?P<date>[Nn]gày\s{1,6}\d{1,2}\s{0,6}tháng\s{0,6}\d{1,2}\s{0,6}năm\s{1,6}\d{4})"
)
"""Place and date of the head: "Sông Lam, ngày 05 tháng 3 năm 2025"; the date may be broken over two lines."""


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
    match = _COUNTRY.search(piece.text)
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
    return _COUNTRY.fullmatch(line.strip(" .")) is not None


def _ends_head(line: Line, kind: bool) -> bool:
    marker = marker_of(line.text)
    if marker is not None and marker.level not in (Level.DASH, Level.PLUS, Level.PHU_LUC):
        return True
    if kind and is_preamble(line.text):
        return True
    return len(line.text) > 600 or bool(re.match(r"[-–\s]*Căn cứ\b", line.text))


def _kind_of(line: Line, found_country: bool) -> str | None:
    found = kind_at_start(line.text)
    if found is None:
        return None
    kind, end = found
    if kind == "văn bản hợp nhất":  # a banner over the consolidated document's own type
        return None
    rest = line.text[end:].strip(" *_").casefold()
    if is_kind_heading(line) and not rest.startswith(("số:", "số ")):
        return kind
    plain = found_country and (not rest or re.match(r"(?:của|liên tịch)\b", rest)) and len(line.text) < 120
    return kind if plain and "này" not in rest else None


def head_of(text: str) -> Head:
    """The head of a document; no pieces for "". At most 60 lines are looked at."""
    pieces: list[Line] = []
    kind_at, kind, country, end = None, None, False, 0
    for line in lines_of(text[:20_000])[:_MAX_LINES]:
        if _STAMP.match(line.text):
            continue
        if pieces and (_ends_head(line, kind is not None) or (kind is not None and _SIGNED.match(line.text))):
            break
        for piece in pieces_of(line):
            country = country or _COUNTRY.search(piece.text) is not None
            if kind is None and (kind := _kind_of(piece, country or bool(pieces))) is not None:
                kind_at = len(pieces)
            pieces.append(piece)
        end = line.end
    return Head(tuple(pieces), kind_at, kind, end)
