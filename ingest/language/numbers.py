"""Document numbers: where they stand in a text, and one key for all their spellings.

Party: `57-NQ/TW`, `06-HD/BTCTW-BTGTW` (Hướng dẫn 36-HD/VPTW). State: `30/2020/NĐ-CP`, `47/2024/QH15`, `281/NQ-CP`,
`7197/BKHCN-CĐSQG` (Nghị định 30/2020/NĐ-CP, phụ lục I). Older forms: `144/2002/QĐ/BTC`, `15/CP`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.language.kinds import KINDS, kind_at_start, kinds_of_abbreviation
from ingest.language.normalise import fold_spaces, nfc, strip_accents
from ingest.types import Fact, Span

_CODE = r"[A-ZĐƯÐ]{1,14}(?:[a-z]{1,2}[A-ZĐƯÐ]{0,8})?\d{0,3}(?:\.[A-ZĐ]{1,6}\d?(?!\w))?(?!\w)"
_SERIAL = r"(?<![\w:./\-–])\d{1,5}[a-zđA-Z]?(?:\.\d{1,3})?"
_GAP = r"[ \t\u00a0]?"
_SEP = rf"(?:{_GAP}[/\-–]|[/\-–]{_GAP})"
_NUMBER = re.compile(
    rf"{_SERIAL}(?:(?:{_GAP}/{_GAP}(?:19|20)\d{{2}})?{_GAP}[/\-–]{_GAP}{_CODE}(?:{_SEP}{_CODE}){{0,4}}"
    rf"|\s[A-ZĐ]{{2,4}}[/\-]{_CODE})(?![/\-–]?\w)"
)
_LATIN = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")
"""Capitals of the Cyrillic script that look the same and slip into numbers ("TT-BТС")."""
_BLANK_FIRST = re.compile(r"\d{1,5}\s[A-ZĐ]{2,4}[/\-]")
_SAID_BEFORE = re.compile(r"\bsố\s*:?\s*$", re.IGNORECASE)


def _is_number(printed: str, said: bool) -> bool:
    codes = re.findall(r"[^\W\d_][\w.]*", printed)
    year = re.match(r"\d+\w?(?:\.\d+)?\s?/\s?\d{4}\s?[/\-–]", printed) is not None
    known = any(kinds_of_abbreviation(code) for code in codes[:1])
    if len(codes) == 1:
        return (year and printed[-1].isdigit()) or (said and len(codes[0]) > 1)
    return year or known or said or "/" in printed


def numbers_of(text: str) -> Iterator[Fact[str]]:
    """Every document number in the text, in reading order; the value has its inner spaces folded away.

    A short form with one code ("15/CP"), and one with a blank for its first dash ("60 TC/CĐKT"), count only after "số".
    Dates, fractions and ranges are none.

    >>> [fact.value for fact in numbers_of("Nghị quyết số 57 - NQ/TW và Luật số 47/2024/QH15, ngày 22/12/2024")]
    ['57-NQ/TW', '47/2024/QH15']
    """
    for match in _NUMBER.finditer(text.translate(_LATIN)):
        said = _SAID_BEFORE.search(text, max(0, match.start() - 8), match.start()) is not None
        blank = _BLANK_FIRST.match(match[0]) is not None
        if said if blank else _is_number(match[0], said):
            printed = re.sub(r"\s", "-", match[0], count=1) if blank else match[0]
            yield Fact(re.sub(r"\s+", "", printed).replace("–", "-").replace("Ð", "Đ"), Span(*match.span()))


_ABBREVIATIONS = {strip_accents(item).casefold() for items in KINDS.values() for item in items}


def _tokens(text: str) -> list[str]:
    said = nfc(fold_spaces(text)).translate(str.maketrans("Ðð", "Đđ"))
    said = re.sub(r"(?<=T)[Ưư](?!\w)|(?<=t)ư(?!\w)", "W", said)
    return [strip_accents(token).casefold() for token in re.findall(r"\d+\.\d+|\w+", said)]


def number_key(text: str) -> str:
    """One key for every spelling of a number: serial without leading zeros, year, type, body, without accents.

    Words of the type and "số" before it are dropped when the number names its type. "" when there is no serial.

    >>> {number_key(n) for n in ("57-NQ/TW", "NQ 57/TW", "số 57 - NQ/TW", "57/NQ-TW", "nq57 tw")}
    {'57/nq/tw'}
    """
    spoken = kind_at_start(text.strip())
    tokens = _tokens(text.strip()[spoken[1] :] if spoken else text)
    tokens = [token for token in tokens if token not in ("so", "ngay")]
    if not any(token[0].isdigit() for token in tokens):
        tokens = [part for token in tokens for part in re.findall(r"\d+|\D+", token)]
    serial = next((token for token in tokens if token[0].isdigit()), None)
    if serial is None:
        return ""
    tokens.remove(serial)
    year = [token for token in tokens if re.fullmatch(r"(?:19|20)\d\d", token)][:1]
    codes = [token for token in tokens if not token.isdigit()]
    if spoken and not any(code in _ABBREVIATIONS for code in codes):
        codes[:0] = [strip_accents(item).casefold() for item in KINDS[spoken[0]][:1]]
    codes.sort(key=lambda code: code not in _ABBREVIATIONS)
    return "/".join([serial.lstrip("0") or "0", *year, *codes])
