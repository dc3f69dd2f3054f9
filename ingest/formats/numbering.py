"""Automatic numbering of Word documents, computed: "1.", "a)", "Điều 3."."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@lru_cache(maxsize=64)
def _qualified(path: str) -> str:
    return "/".join(W + step for step in path.split("/"))


def attribute(node: etree._Element | None, path: str, name: str = "val") -> str | None:
    """Attribute w:`name` of the element at `path` below `node` ("" for `node` itself); None where either is missing."""
    if node is None:
        return None
    found = node.find(_qualified(path)) if path else node
    return None if found is None else found.get(W + name)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    suffix: str
    restart: int | None


@dataclass(slots=True)
class Numbering:
    """Counts as Word does while paragraphs come in order; `root` is numbering.xml's root or None."""

    root: etree._Element | None
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for abstract in self.root.findall(W + "abstractNum"):
            self._levels[abstract.get(W + "abstractNumId") or ""] = _levels_of(abstract)
        for number in self.root.findall(W + "num"):
            key = number.get(W + "numId") or ""
            self._abstract[key] = attribute(number, "abstractNumId") or ""
            for override in number.findall(W + "lvlOverride"):
                level = _integer(override.get(W + "ilvl"), 0)
                start = attribute(override, "startOverride")
                if start is not None:
                    self._starts[key, level] = _integer(start, 1)
                own = _levels_of(override)
                if own:
                    merged = self._levels.get(self._abstract[key], {}) | own
                    self._abstract[key] = key + "*"
                    self._levels[key + "*"] = merged

    def label(self, number: str, level: int) -> str:
        """The next label of list `number` at `level` (0-based), with the blank after it; "" for none."""
        abstract = self._abstract.get(number)
        levels = self._levels.get(abstract or "", {})
        if abstract is None or level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if number not in self._seen:
            self._seen.add(number)
            for at in range(9):
                if (number, at) in self._starts:
                    counts[at] = self._starts[number, at] - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level and levels.get(at, levels[level]).restart != 0]:
            del counts[deeper]
        return self._printed(levels, counts, level)

    def _printed(self, levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
        own = levels[level]
        if own.format == "bullet":
            return _bullet(own.text) + " "

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in levels:
                return ""
            return numeral(counts.get(at, levels[at].start), levels[at].format)

        label = re.sub(r"%(\d)", number, own.text).strip()
        return label + " " * (own.suffix != "nothing") if label else ""


def _levels_of(node: etree._Element) -> dict[int, _Level]:
    levels = {}
    for level in node.findall(W + "lvl"):
        restart = attribute(level, "lvlRestart")
        levels[_integer(level.get(W + "ilvl"), 0)] = _Level(
            _integer(attribute(level, "start"), 1),
            attribute(level, "numFmt") or "decimal",
            attribute(level, "lvlText") or "",
            attribute(level, "suff") or "tab",
            None if restart is None else _integer(restart, 0),
        )
    return levels


def _integer(value: str | None, default: int) -> int:
    return int(value) if value is not None and value.lstrip("-").isdecimal() else default


def _bullet(text: str) -> str:
    if text in ("-", "–", "—", "\uf02d"):
        return "-"
    return "+" if text in ("+", "\uf02b") else "•"


def numeral(value: int, form: str) -> str:
    """`value` in one of Word's number formats; decimal for those not known.

    >>> numeral(4, "lowerLetter"), numeral(14, "upperRoman"), numeral(3, "decimalZero")
    ('d', 'XIV', '03')
    """
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and value > 0:
        roman = _roman(value)
        return roman if form == "upperRoman" else roman.lower()
    if form == "none":
        return ""
    return f"{value:02d}" if form == "decimalZero" else str(value)


def _roman(value: int) -> str:
    out = ""
    for amount, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        count, value = divmod(value, amount)
        out += letters * count
    return out
