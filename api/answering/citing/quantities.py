"""Quantities in figures and in words, fractions and coordinates, with the unit after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest

from api.answering.citing.numerals import NUMERAL, value_of_figures, value_of_numeral
from api.answering.citing.values import Atom, Quantity
from ingest.types import Span

_SCALES = {"nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9}
_UNITS = {
    "%": "%",
    "phần trăm": "%",
    "điểm phần trăm": "điểm %",
    "điểm %": "điểm %",
    "đồng": "đồng",
    "vnđ": "đồng",
    "vnd": "đồng",
    "đô la mỹ": "usd",
    "đô la": "usd",
    "usd": "usd",
    "ngày làm việc": "ngày làm việc",
    "ngày": "ngày",
    "tuần": "tuần",
    "tháng": "tháng",
    "quý": "quý",
    "năm": "năm",
    "tuổi": "tuổi",
    "giờ": "giờ",
    "phút": "phút",
    "giây": "giây",
    "héc-ta": "ha",
    "hecta": "ha",
    "héc ta": "ha",
    "ha": "ha",
    "km2": "km2",
    "km²": "km2",
    "ki-lô-mét vuông": "km2",
    "m2": "m2",
    "m²": "m2",
    "mét vuông": "m2",
    "m3": "m3",
    "m³": "m3",
    "mét khối": "m3",
    "km": "km",
    "ki-lô-mét": "km",
    "hải lý": "hải lý",
    "mét": "m",
    "m": "m",
    "cm": "cm",
    "mm": "mm",
    "tấn": "tấn",
    "tạ": "tạ",
    "kg": "kg",
    "ki-lô-gam": "kg",
    "kilôgam": "kg",
    "lít": "lít",
    "kwh": "kwh",
    "mw": "mw",
    "mwh": "mwh",
    "gb": "gb",
    "mb": "mb",
    "lần": "lần",
    "kỳ": "kỳ",
    "đợt": "đợt",
}
SCALE = r"(?:nghìn|ngàn|vạn|triệu|t[ỷỉ](?!\s+(?:lệ|trọng|giá|suất|số)))"
UNIT = "|".join(re.escape(unit).replace(r"\ ", r"\s+") for unit in sorted(_UNITS, key=len, reverse=True))
_AFTER = rf"(?:\s*\(\s*{NUMERAL}\s*\))?(?P<scale>(?:\s+{SCALE}(?!\w))*)(?:\s*(?P<unit>%|(?:{UNIT})(?!\w)))?"
_IN_FIGURES = re.compile(
    rf"(?<!\w)(?P<figures>\d+(?:[.,]\d+)*)(?:(?=%)|(?!\w)|(?=(?:{UNIT})(?!\w))){_AFTER}", re.IGNORECASE
)
_IN_WORDS = re.compile(
    rf"(?<!\w)(?P<words>{NUMERAL})(?!\w)(?P<scale>(?:\s+{SCALE}(?!\w))*)(?:\s+(?P<unit>(?:{UNIT})(?!\w)))?",
    re.IGNORECASE,
)
_NO_NUMERAL_BEFORE = re.compile(
    r"(?:hằng|hàng|mỗi|trong|cả|đầu|cuối|các|những|từng|giữa|nhiều|thứ|nay|sau|qua|trước|thành)\s*$", re.IGNORECASE
)
_ORDINAL_BEFORE = re.compile(r"(?:thứ|tháng)\s+$", re.IGNORECASE)
_BOUNDED_BEFORE = re.compile(
    r"(?:ít nhất|tối thiểu|tối đa|không quá|nhiều nhất|không dưới|quá|hơn|đủ)\s+$", re.IGNORECASE
)
_FRACTION = re.compile(
    rf"(?<![\w/.,])(?:(?P<a>\d{{1,2}})\s?/\s?(?P<b>\d{{1,2}})(?![\w/]|[.,]\d)"
    rf"|(?P<wa>{NUMERAL})\s+phần\s+(?P<wb>{NUMERAL})(?!\w)|(?P<half>một nửa)(?!\w))",
    re.IGNORECASE,
)
_COORDINATE = re.compile(r"\d{1,3}\s?[°º]\s?\d{1,2}\s?[’'′]\s?\d{1,2}(?:[.,]\d+)?\s?(?:[”\"″]|[’'′]{2})?")
_MOST_PARTS = 20
"""A fraction of more parts is a count of a whole: 189/309."""
_RANGE = re.compile(r"\s*(?:-|–|đến|tới|và|hoặc|hay|,)\s*$")


def fractions_of(text: str) -> Iterator[Atom]:
    for match in _FRACTION.finditer(text):
        parts = [match["a"] or match["wa"], match["b"] or match["wb"]] if not match["half"] else ["1", "2"]
        above, below = (Decimal(p) if p.isdigit() else value_of_numeral(p) for p in parts)
        if above is not None and below is not None and 0 < above < below <= _MOST_PARTS:
            yield Atom(Quantity(round(above / below, 6).normalize()), Span(*match.span()))


def coordinates_of(text: str) -> Iterator[Atom]:
    for match in _COORDINATE.finditer(text):
        yield Atom(Quantity(Decimal("".join(re.findall(r"\d", match[0]))), "°"), Span(*match.span()))


def quantities_of(text: str) -> Iterator[Atom]:
    for match in _IN_FIGURES.finditer(text):
        yield Atom(_quantity(value_of_figures(match["figures"]), match), Span(match.start(), _end(match)))


def spoken_of(text: str) -> Iterator[Atom]:
    for match in _IN_WORDS.finditer(text):
        words = match["words"].casefold().split()
        if len(words) == 1 and not match["scale"] and not _counts(text, words[0], match):
            continue
        if (value := value_of_numeral(match["words"])) is not None:
            yield Atom(_quantity(value, match), Span(match.start(), _end(match)))


def _counts(text: str, word: str, match: re.Match[str]) -> bool:
    """Whether a single numeral is a number: "năm" is mostly a year, and "một" an article, but not in "ít nhất một"."""
    before = text[max(0, match.start() - 12) : match.start()]
    if _NO_NUMERAL_BEFORE.search(before) if word == "năm" else _ORDINAL_BEFORE.search(before):
        return False
    if word == "một":
        return _BOUNDED_BEFORE.search(before) is not None
    return word not in ("năm", "mốt", "tư") or bool(match["unit"])


def _quantity(value: Decimal, match: re.Match[str]) -> Quantity:
    for scale in match["scale"].split():
        value = value.scaleb(_SCALES[scale.casefold()])
    unit = " ".join((match["unit"] or "").casefold().split())
    return Quantity(value.normalize(), _UNITS.get(unit, ""))


def _end(match: re.Match[str]) -> int:
    return match.start() + len(match[0].rstrip())


def ranged(text: str, atoms: Sequence[Atom]) -> Iterator[Atom]:
    """ "5 đến 7 triệu đồng": the first number shares the scale and the unit of the second."""
    for atom, after in zip_longest(atoms, atoms[1:]):
        value, other = atom.value, after.value if after else None
        if (
            after
            and isinstance(value, Quantity)
            and isinstance(other, Quantity)
            and not value.unit
            and atom.span.of(text)[-1].isdigit()
            and _RANGE.match(text[atom.span.end : after.span.start])
        ):
            words = after.span.of(text).casefold()
            scales = [_SCALES[word] for word in re.findall(r"\w+", words) if word in _SCALES]
            yield replace(atom, value=Quantity(value.value.scaleb(sum(scales)).normalize(), other.unit))
        else:
            yield atom
