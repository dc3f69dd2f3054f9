"""Units of a document that a question names: "điểm a khoản 2 Điều 5", "k2 đ5", "mục III.2", "dieu 5 chuong II"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.query.marks import keeps_marks
from index.query.mentions import same_length
from ingest.types import Level, Section, Span


@dataclass(frozen=True, slots=True)
class Step:
    """One unit of an address: the levels that its word may mean and its number as in `Section.number`, lower case.

    `or_number` is what it may be as well: "diem d", typed without accents, is điểm d or điểm đ; else the same.
    """

    levels: frozenset[Level]
    number: str
    or_number: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Steps from the largest unit to the smallest, and the part of the question that says so."""

    steps: tuple[Step, ...]
    span: Span


_ORDER = (
    (Level.PHU_LUC,),
    (Level.PHAN, Level.ROMAN),
    (Level.CHUONG,),
    (Level.MUC, Level.ROMAN, Level.ARABIC, Level.DECIMAL, Level.PAREN),
    (Level.TIEU_MUC,),
    (Level.DIEU,),
    (Level.KHOAN, Level.ARABIC, Level.DECIMAL, Level.PAREN),
    (Level.DIEM, Level.LETTER),
)
_WORDS = {"phu luc": 0, "phan": 1, "chuong": 2, "muc": 3, "tieu muc": 4, "dieu": 5, "khoan": 6, "diem": 7}
_SPELLED = ("phụ lục", "phần", "chương", "mục", "tiểu mục", "điều", "khoản", "điểm")
_RANKS = {frozenset(levels): rank for rank, levels in enumerate(_ORDER)}
_ROMAN = r"[ivxlcdm]+(?![^\W\d_])"
_UNIT = re.compile(
    rf"(?<!\w)(?P<word>phu luc|phan|chuong|tieu muc|muc)\s?(?:so\s|thu\s)?(?P<number>(?:{_ROMAN}|\d+)(?:\.\d+)*)(?!\w)"
    r"|(?<!\w)(?P<word2>dieu|khoan)\s?(?:so\s|thu\s)?(?P<number2>\d+(?:[a-z](?!\w))?(?:\.\d+(?!\w))?)(?![\w/])"
    r"|(?<!\w)(?P<word3>diem)\s?(?P<number3>[a-z](?:\d|\.\d+)?)(?!\w)"
)
_SHORT = re.compile(
    r"(?<!\w)(?:(?P<k>k)\.?\s?(?P<kn>\d+)[\s,]*(?:d)\.?\s?(?P<kd>\d+[a-z]?)|d\.?\s?(?P<dn>\d+[a-z]?)[\s,]*k\.?\s?(?P<dk>\d+))(?!\w)"
)
_BETWEEN = re.compile(r"[\s,;.]*(?:cua|thuoc|trong|tai)?[\s,;.]*")


def addresses_of(question: str, *, is_bare: bool = False) -> tuple[Address, ...]:
    """Every address in the question, in order; units side by side are one address. () for none.

    A unit's word may lack accents, but has no others: "khoán 10" is none. `is_bare`: the question was typed without
    accents, so that a "d" may be a "đ".

    >>> [[step.number for step in found.steps] for found in addresses_of("điểm đ khoản 2, Điều 5 và mục III.2")]
    [['5', '2', 'đ'], ['iii', '2']]
    """
    bare = same_length(question)
    found: list[tuple[list[Step], Span]] = []
    for start, end, units in _units(question, bare):
        steps = [replace(step, or_number="đ") if is_bare and step.number == "d" else step for step in units]
        if found and _BETWEEN.fullmatch(bare[found[-1][1].end : start]) and not _clash(found[-1][0], steps):
            found[-1] = ([*found[-1][0], *steps], Span(found[-1][1].start, end))
        else:
            found.append((steps, Span(start, end)))
    return tuple(Address(tuple(sorted(steps, key=_rank)), span) for steps, span in found)


def sections_at(sections: Sequence[Section], address: Address) -> list[int]:
    """Indexes of the sections that the address leads to: the last step itself, the others above it; [] for none."""
    return [index for index in range(len(sections)) if _leads_to(sections, index, address.steps)]


def _leads_to(sections: Sequence[Section], index: int, steps: Sequence[Step]) -> bool:
    if not _fits(sections[index], steps[-1]):
        return False
    wanted = list(steps[:-1])
    above = sections[index].parent
    while above is not None and wanted:
        if _fits(sections[above], wanted[-1]):
            wanted.pop()
        above = sections[above].parent
    return not wanted


def _fits(section: Section, step: Step) -> bool:
    return section.level in step.levels and section.number.casefold() in (step.number, step.or_number)


def with_units_spelled(question: str) -> tuple[str, list[Span]]:
    """An NFC question with the words of units in full ("khoan 2" names a khoản, "khoan dầu" none), and their places.

    >>> with_units_spelled("khoan 2 dieu 5 noi gi")
    ('khoản 2 điều 5 noi gi', [Span(start=0, end=5), Span(start=8, end=12)])
    """
    spans: list[Span] = []
    for match in _named_units(question, same_length(question)):
        start, end = match.span(word := _word_group(match))
        spelled = "".join(
            full.upper() if typed.isupper() else full
            for typed, full in zip(question[start:end], _SPELLED[_WORDS[match[word]]], strict=True)
        )
        question = question[:start] + spelled + question[end:]
        spans.append(Span(start, end))
    return question, spans


def _units(question: str, bare: str) -> list[tuple[int, int, list[Step]]]:
    found = [(match.start(), match.end(), _steps(match, question)) for match in _named_units(question, bare)]
    for match in _SHORT.finditer(bare):
        khoan, dieu = (match["kn"], match["kd"]) if match["k"] else (match["dk"], match["dn"])
        found.append((match.start(), match.end(), [_step("dieu", dieu), _step("khoan", khoan)]))
    return sorted(found, key=lambda unit: unit[:2])


def _named_units(question: str, bare: str) -> Iterator[re.Match[str]]:
    for match in _UNIT.finditer(bare):
        start, end = match.span(word := _word_group(match))
        if keeps_marks(question[start:end].casefold(), _SPELLED[_WORDS[match[word]]]):
            yield match


def _word_group(match: re.Match[str]) -> str:
    return next(name for name in ("word", "word2", "word3") if match[name])


def _steps(match: re.Match[str], question: str) -> list[Step]:
    word = match[_word_group(match)]
    group = _word_group(match).replace("word", "number")
    # As typed: "điểm đ" is not "điểm d".
    number = question[match.start(group) : match.end(group)].casefold()
    first, *rest = number.split(".")
    if word == "muc" and rest:
        return [_step(word, first), *(_step("khoan", part) for part in rest)]
    if word == "dieu" and rest:
        return [_step(word, first), _step("khoan", rest[0])]
    return [_step(word, number)]


def _step(word: str, number: str) -> Step:
    return Step(frozenset(_ORDER[_WORDS[word]]), number)


def _rank(step: Step) -> int:
    return _RANKS[step.levels]


def _clash(steps: Sequence[Step], more: Sequence[Step]) -> bool:
    return bool({step.levels for step in steps} & {step.levels for step in more})
