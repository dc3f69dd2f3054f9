"""Numbers of a sentence as what they mean: quantities with their unit, dates, document numbers, places in a document.

Spellings of one value are one atom: "05 (năm) ngày" and "năm ngày", "1,5 triệu đồng" and "1.500.000 đồng",
"ngày 30 tháng 6 năm 2026" and "30/6/2026". Units are never converted: 12 months are not said to be a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from api.answering.citing.quantities import SCALE, UNIT, coordinates_of, fractions_of, quantities_of, ranged, spoken_of
from api.answering.citing.values import Atom, Day, DocumentNumber, Place
from ingest.language.kinds import KINDS
from ingest.language.numbers import number_key
from ingest.language.numbers import numbers_of as document_numbers_of
from ingest.language.ordinals import roman_value
from ingest.types import Span

_D, _M, _Y = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>(?:19|20)\d\d)(?!\d)"
_ROMAN_OR_FIGURE = r"(?P<q>I{1,3}|IV|[1-4])"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"ngày\s+{_D}\s*,?\s*tháng\s+{_M}\s*(?:,?\s*năm\s+|[/-]){_Y}",
        rf"(?:ngày\s+)?(?<![\d/.,-]){_D}\s?(?P<s>[/.-])\s?{_M}\s?(?P=s)\s?{_Y}(?![/-]\w)",
        rf"ngày\s+{_D}\s+tháng\s+{_M}(?!\d)",
        rf"ngày\s+{_D}\s?[/-]\s?{_M}(?![\d/.-]*\d)",
        rf"quý\s+{_ROMAN_OR_FIGURE}\s*(?:,?\s*năm\s+|[/-]\s?){_Y}",
        rf"tháng\s+{_M}\s*(?:,?\s*năm\s+|[/-]\s?){_Y}",
        rf"(?<![\d/.,-]){_M}\s?/\s?{_Y}(?![/-]?\w)",
        rf"tháng\s+{_M}(?![\d.,/%-]*\d)(?!\s*(?:năm|ngày)\s*\d)",
        rf"quý\s+{_ROMAN_OR_FIGURE}(?![\w.,/])",
        rf"năm\s+{_Y}(?![/.,]?\d)",
        rf"(?<![\w.,/]){_Y}(?![/]?\w)(?![.,]\d)(?!\s*(?:%|(?:{UNIT}|{SCALE})(?!\w)))",
    )
)
_KIND = "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True))
_SHORT = re.compile(
    rf"(?<!\w)(?:{_KIND})(?:\s+số)?\s+\d+(?![\d.,/%-]*\d|\s*%)(?![/-]\w)",
    re.IGNORECASE,
)
_ROMAN = r"[IVXLC]{1,7}(?![\w])"
_PLACE_UNIT = re.compile(
    r"(?<!\w)(?:(?P<l1>điều|khoản)\s+(?P<n1>\d+[a-zđ]?)(?!\w)"
    r"|(?P<l2>điểm|tiết)\s+(?P<n2>[a-zđ]{1,2}\d?(?:\.\d+)?)(?!\w)"
    rf"|(?P<l3>tiểu mục|mục|chương|phần|phụ lục)\s+"
    rf"(?:thứ\s+)?(?P<n3>{_ROMAN}(?:[.-][\da-zđA-Z().]+)?|\d+(?:\.[\da-z]+)*|\(\d+\))"
    r"|(?P<l4>(?<!giai )đoạn|dòng)\s+(?P<n4>\d+))",
    re.IGNORECASE,
)
_CHAINED = re.compile(r"\s*,?\s*(?:của\s+)?$")


def atoms_of(text: str) -> tuple[Atom, ...]:
    """Every atom of an NFC text in reading order; none overlap. A figure that none of them holds is a quantity.

    >>> [atom.value for atom in atoms_of("05 (năm) ngày")] == [atom.value for atom in atoms_of("năm ngày")]
    True
    """
    free = bytearray(len(text))
    found: list[Atom] = []
    read = (_documents, _places, _dates, coordinates_of, fractions_of, quantities_of, spoken_of)
    for atom in (atom for atoms in read for atom in atoms(text)):
        if not any(free[atom.span.start : atom.span.end]):
            free[atom.span.start : atom.span.end] = b"\1" * len(atom.span)
            found.append(atom)
    found.sort(key=lambda atom: atom.span.start)
    return tuple(ranged(text, found))


def _documents(text: str) -> Iterator[Atom]:
    for fact in document_numbers_of(text):
        yield Atom(DocumentNumber(number_key(fact.value)), fact.span)
    for match in _SHORT.finditer(text):
        yield Atom(DocumentNumber(number_key(match[0]), short=True), Span(*match.span()))


def _places(text: str) -> Iterator[Atom]:
    chain: Atom | None = None
    for match in _PLACE_UNIT.finditer(text):
        name, number = next((match[f"l{at}"], match[f"n{at}"]) for at in range(1, 5) if match[f"l{at}"])
        value, span = Place(frozenset({(name.casefold(), _place_number(number))})), Span(*match.span())
        follows = chain is not None and _CHAINED.match(text[chain.span.end : span.start]) is not None
        if chain and follows and isinstance(chain.value, Place) and not _has_level(chain.value, name):
            chain = Atom(Place(chain.value.units | value.units), Span(chain.span.start, span.end))
            continue
        if chain:
            yield chain
        chain = Atom(value, span)
    if chain:
        yield chain


def _has_level(place: Place, name: str) -> bool:
    return any(level == name.casefold() for level, _ in place.units)


def _place_number(number: str) -> str:
    head, dot, rest = number.partition(".")
    roman = roman_value(head) if head.isupper() else None
    return f"{roman or head.casefold()}{dot}{rest.casefold()}"


def _dates(text: str) -> Iterator[Atom]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            said = match.groupdict()
            quarter = said.get("q")
            value = Day(
                int(said["y"]) if said.get("y") else None,
                int(said["m"]) if said.get("m") else None,
                int(said["d"]) if said.get("d") else None,
                (roman_value(quarter.upper()) or int(quarter)) if quarter else None,
            )
            if (value.month or 1) <= 12 and (value.day or 1) <= 31:
                yield Atom(value, Span(*match.span()))
