"""Numbers and addresses in ten spellings each, made by rule, and whether each leads to its document or unit."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.language.kinds import KINDS
from ingest.language.normalise import strip_accents
from ingest.types import Level, Section, Span


@dataclass(frozen=True, slots=True)
class Asked:
    """One spelling of a document's number, or of a unit in it, and what it must lead to: `span` None for all of it.

    `documents` are the ids that the spelling fits: "NQ 57" fits every resolution 57.
    """

    question: str
    documents: frozenset[str]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document of the archive by number ("30/2020/NĐ-CP"), type ("nghị định") and year of issue."""

    id: str
    number: str
    kind: str
    year: int


def spellings_of(document: Numbered) -> tuple[str, ...]:
    """Ten ways to write its number."""
    serial, year, codes = _parts(document.number)
    abbreviations = KINDS[document.kind] or (document.kind,)
    short = next((code for code in codes if code in abbreviations), abbreviations[0])
    body = next((code for code in reversed(codes) if strip_accents(code) != strip_accents(short)), "")
    number = document.number
    return (
        number,
        strip_accents(number).lower(),
        re.sub(r"\s*([/-])\s*", r" \1 ", number),
        f"số {number}",
        f"{document.kind} số {number}",
        f"{document.kind.capitalize()} {serial} năm {document.year}",
        strip_accents(f"{document.kind} so {serial}/{document.year}").lower(),
        f"{short}{serial}/{document.year}" if year else f"{short}{serial} {body}".strip(),
        strip_accents(f"{short} {serial} {year or document.year} {body}").lower().strip(),
        f"{document.kind.upper()} SỐ {serial} {number.partition('/')[2] if year else ' '.join(codes)}",
    )


def unit_spellings_of(sections: Sequence[Section], at: int, number: str) -> tuple[str, ...]:
    """Ten ways to name section `at`, a điểm, khoản or Điều, of a document with this number; () for another unit."""
    steps = _steps(sections, at)
    if not steps or steps[-1][0] != "Điều":
        return ()
    words = [f"{word} {unit}" for word, unit in steps]
    up, down = " ".join(words), ", ".join(reversed(words))
    bare = strip_accents(number).lower()
    units = dict(steps)
    short = f"k{units['khoản']} đ{units['Điều']}" if "khoản" in units else f"điều {units['Điều']}"
    short = f"điểm {units['điểm']} {short}" if "điểm" in units else short
    dotted = f"Điều {units['Điều']}.{units['khoản']}" if "khoản" in units and "điểm" not in units else up
    return (
        f"{up} {number}",
        f"{up} của {number}",
        f"{down} {number}",
        f"{number} {up}",
        _bare(f"{up} {bare}"),
        _bare(f"{down} {bare}"),
        f"{short} {number}",
        f"{dotted} {number}",
        f"{number} quy định gì tại {up}?",
        f"nội dung {', '.join(words)} trong văn bản số {number}",
    )


def asked_of(
    documents: Sequence[Numbered], sections_of: Callable[[str], Sequence[Section]], seed: int = 1, units: int = 3
) -> Iterator[Asked]:
    """Ten spellings of every number, and of `units` units of every document that has Điều, chosen by `seed`."""
    chance = random.Random(seed)
    for document in documents:
        for question in spellings_of(document):
            yield Asked(question, _fitting(question, document, documents))
        sections = sections_of(document.id)
        named = [at for at in range(len(sections)) if _is_unique(sections, at)]
        for at in sorted(chance.sample(named, min(units, len(named)))):
            same = frozenset(each.id for each in documents if each.number == document.number)
            for question in unit_spellings_of(sections, at, document.number):
                yield Asked(question, same, sections[at].span)


def is_right(asked: Asked, first: tuple[str, Span] | None) -> bool:
    """Whether the first passage found is of the right document, and touches the unit where one is named."""
    if first is None:
        return False
    document_id, span = first
    return document_id in asked.documents and (asked.span is None or asked.span.overlaps(span))


def _parts(number: str) -> tuple[str, str, list[str]]:
    serial, *rest = re.split(r"[/\s-]+", number)
    years = [part for part in rest if re.fullmatch(r"(?:19|20)\d\d", part)]
    return serial, "".join(years[:1]), [part for part in rest if part not in years]


def _fitting(question: str, document: Numbered, documents: Sequence[Numbered]) -> frozenset[str]:
    """The same serial, type and year: what no spelling here tells apart but the whole number."""
    if document.number in question:
        return frozenset(each.id for each in documents if each.number == document.number)
    key = (_parts(document.number)[0].lstrip("0"), document.kind, document.year)
    return frozenset(each.id for each in documents if (_parts(each.number)[0].lstrip("0"), each.kind, each.year) == key)


_WORDS = {Level.DIEU: "Điều", Level.KHOAN: "khoản", Level.DIEM: "điểm"}


def _steps(sections: Sequence[Section], at: int) -> list[tuple[str, str]]:
    """(word, number) from the unit up to its Điều."""
    found: list[tuple[str, str]] = []
    above: int | None = at
    while above is not None and sections[above].level in _WORDS:
        found.append((_WORDS[sections[above].level], sections[above].number))
        above = sections[above].parent
    return found


def _is_unique(sections: Sequence[Section], at: int) -> bool:
    """Whether the address leads to this unit alone: an annex may count its Điều from 1 again."""
    steps = _steps(sections, at)
    if not steps or steps[-1][0] != "Điều":
        return False
    level = sections[at].level
    return [other for other, s in enumerate(sections) if s.level == level and _steps(sections, other) == steps] == [at]


def _bare(question: str) -> str:
    return strip_accents(question).lower()
