"""The document's own number: the line of the head that begins with "Số", read with its blanks, breaks and slips.

Hướng dẫn 36-HD/VPTW ("Số 57-NQ/TW"), Nghị định 30/2020/NĐ-CP, phụ lục I ("Số: 30/2020/NĐ-CP"); older papers and scans
leave blanks inside ("Số: 144 /2002/QĐ/BTC"); drafts leave out the number itself ("Số:      -NQ/TU") and have none.
"""

from __future__ import annotations

import re

from ingest.facts.head import PLACE_DATE, Head, bare, is_preamble, shifted, without_country
from ingest.language.dates import dates_of
from ingest.language.kinds import KINDS
from ingest.language.normalise import strip_accents
from ingest.language.numbers import numbers_of
from ingest.structure.regions import Line
from ingest.types import Fact, Span

_KIND = "|".join(sorted((strip_accents(kind).replace(" ", r"\s+") for kind in KINDS), key=len, reverse=True))
_SAID = re.compile(rf"\W*(?:(?:{_KIND})\s+)?so(?![^\W\d_])\s*[:.;,]?[\s_]*")
_DIGITS = "0-9OolI|"
_CODE = r"[A-ZĐÐƯÂÊÔ][A-Za-zđĐÐƯưÂÊÔâêô]{0,13}\d{0,3}(?:\.[A-ZĐ]{1,6}\d?(?!\w))?(?!\w)"
_SEPARATOR = r"\s{0,8}[/\-–—]\s{0,3}"
_PRINTED = re.compile(
    rf"(?P<serial>[{_DIGITS}]{{1,6}}(?<![^\d|OolI])[a-zđ]?(?:\.\d{{1,3}})?)"
    rf"(?P<rest>(?:{_SEPARATOR}(?:[12][{_DIGITS}]{{3}}(?!\w)|{_CODE})){{1,6}}|\s[A-ZĐ]{{2,5}}[/\-]{_CODE})"
)
_BLANK = re.compile(r"(?:[.…_\s(){}\[\]]|\d{1,4}\s*/\s*(?=[/\-]))*[/\-–][\s./\-–]*[^\W\d_]")
_SLIPS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
# After its own number a head has the date, a rule, a place; a sentence that cites a number goes on with words.
_REST = re.compile(
    r"\W*(?:$|ngày\b|V/v\b|Về việc\b|(?:tối |tuyệt )?mật\b|(?:thượng )?khẩn\b|h[oỏ][ảa] tốc\b)"
    r"|\s[^.;\d]{2,60},\s*ngày\b",
    re.IGNORECASE,
)
_SCRAWL = re.compile(r"\bngày\s{0,6}(?![.…_\s]*tháng)\S[^\n]{0,12}?\stháng\b", re.IGNORECASE)


def number_of(head: Head) -> Fact[str] | None:
    """The number on the head's own number line, blanks folded away; None where it is left blank or there is none."""
    for at, piece in enumerate(head.pieces):
        said = _SAID.match(bare(piece.text))
        if said is None or is_preamble(piece.text) or not _is_own(head, at, piece):
            continue
        if _BLANK.match(_line_from(head, at), said.end()):
            return None
        if (found := _read(head, at, said.end())) is not None:
            return found
    return _bare_number(head)


def _is_own(head: Head, at: int, piece: Line) -> bool:
    """A number line of the head, not a line of the title that goes on with another document's number."""
    if head.kind_at is None or at <= head.kind_at:
        return len(piece.text) < 200
    before = head.pieces[head.kind_at + 1 : at]
    told = all(bare(line.text).startswith(("cua ", "lien tich")) for line in before) and len(before) < 3
    return told or (piece.text.startswith(("Số:", "SỐ:")) and len(piece.text) < 40)


def _line_from(head: Head, at: int) -> str:
    """The words of piece `at`, with the next piece's where the number goes on, or begins, there."""
    piece = head.pieces[at]
    said = _SAID.match(bare(piece.text))
    alone = said is not None and not piece.text[said.end() :].strip()
    if at + 1 == len(head.pieces) or not (alone or piece.text.rstrip().endswith(("/", "-", "–"))):
        return piece.text
    after = head.pieces[at + 1]
    return piece.text + " " * (after.start - piece.end) + after.text


def _read(head: Head, at: int, start: int) -> Fact[str] | None:
    """The number from offset `start` of the line that begins with piece `at`."""
    words = _line_from(head, at)
    match = _PRINTED.match(words, start) or _PRINTED.match(
        words, start + len(words[start:]) - len(words[start:].lstrip())
    )
    if match is None or not re.search(r"\d", match["serial"]):
        return None
    if match["rest"][0].isspace() and _is_handwritten(head):
        return None
    if not (_REST.match(words, match.end()) or _before_title(words[match.end() :])):
        return None
    return Fact(_value(match), shifted(Span(match.start(), match.end()), head.pieces[at].start))


def _is_handwritten(head: Head) -> bool:
    """Whether the blanks of the date line hold what a scan could not read: its number is then written by hand too."""
    return any(_SCRAWL.search(piece.text) and not dates_of(piece.text) for piece in head.above)


def _before_title(rest: str) -> bool:
    """Whether what follows on the line is the other column: the country's name, or a place and a date."""
    line = Line(0, len(rest), rest)
    return without_country(line) != line or PLACE_DATE.search(rest) is not None


def _value(match: re.Match[str]) -> str:
    serial = match["serial"]
    if not serial[-1:].isalpha() or serial[-1] in "OolI|":
        serial = serial.translate(_SLIPS)
    rest = re.sub(r"(?<=[/\-–—])\s*[12][0-9OolI|]{3}(?!\w)", lambda year: year[0].translate(_SLIPS), match["rest"])
    rest = re.sub(r"^\s(?=[^\s/\-–—])", "-", rest)
    return re.sub(r"\s+", "", serial + rest).replace("–", "-").replace("—", "-").replace("Ð", "Đ")


def _bare_number(head: Head) -> Fact[str] | None:
    """A piece over the type that is nothing but a number of a known type ("12-NQ/TU", its "Số" lost by a scan)."""
    for piece in head.above if head.kind_at is not None else ():
        found = next(numbers_of(piece.text), None)
        if found is not None and found.span == Span(0, len(piece.text)):
            return Fact(found.value, shifted(found.span, piece.start))
    return None
