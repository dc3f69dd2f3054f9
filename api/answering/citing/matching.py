"""Which quoted tokens a word of a statement may be taken from, and whether their marks and bounds agree."""

from __future__ import annotations

from collections.abc import Iterable

from api.answering.citing.marks import MODALS, NEGATIONS, Bound, Mark
from api.answering.citing.tokens import Token
from api.answering.citing.values import Day, DocumentNumber, Place, Quantity, is_time

_ALIKE = ({Mark.NOT, Mark.FORBIDDEN},)
_FREE_IN_TIME = ({Bound.EXACT, Bound.UP_TO}, {Bound.EXACT, Bound.FROM})
# What a statement may say (first) of what its quote says (second); None: no modal word.
_SAME_MODALITY: frozenset[tuple[Mark | None, Mark | None]] = frozenset(
    {
        (None, Mark.OBLIGED),
        (None, Mark.PASSIVE),
        (None, Mark.STRIVEN),
        (Mark.OBLIGED, None),
        (Mark.PASSIVE, None),
        (Mark.PASSIVE, Mark.PERMITTED),
        (Mark.PERMITTED, Mark.PASSIVE),
    }
)
_STRONGEST = (Mark.ENCOURAGED, Mark.POSSIBLE, Mark.PERMITTED, Mark.OBLIGED, Mark.STRIVEN, Mark.PASSIVE)


def same(said: Token, quoted: Token) -> bool:
    """Whether two tokens are the same word, or the statement's value is the quoted one or a part of it.

    A date may be told by its year or month alone; a unit may be left out of money in millions.
    """
    one, other = said.value, quoted.value
    if one is None or other is None:
        return one is other and said.key == quoted.key
    if isinstance(one, Day) and isinstance(other, Day):
        return _part_of(one, other, said.bound)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.value == other.value and _same_unit(one, other)
    if isinstance(one, DocumentNumber) and isinstance(other, DocumentNumber):
        return names(one, (other.key,))
    if isinstance(one, Place) and isinstance(other, Place):
        return one.units <= other.units
    return False


def _same_unit(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or ({one.unit, other.unit} == {"", "đồng"} and one.value >= 1_000_000)


def _part_of(one: Day, other: Day, bound: Bound) -> bool:
    if one == other:
        return True
    if bound not in (Bound.EXACT, Bound.UP_TO):
        return False
    if one.year is None or one.year != other.year or one.quarter or other.quarter:
        return one.year == other.year and one.month is one.day is one.quarter is None
    return one.day is None and one.month in (None, other.month)


def names(number: DocumentNumber, keys: Iterable[str]) -> bool:
    """Whether a document number, or type and serial alone, is one of these keys."""
    if not number.short:
        return number.key in keys
    return any(f"{_without_year(key)}/".startswith(f"{number.key}/") for key in keys)


def _without_year(key: str) -> str:
    serial, *rest = key.split("/")
    return "/".join([serial, *(part for part in rest if not part.isdigit())])


def same_bound(said: Token, quoted: Token) -> bool:
    """Whether a number is meant in the same way: "không quá 5 ngày" is not "5 ngày"."""
    if said.value is None or not isinstance(said.value, Quantity | Day):
        return True
    pair = {said.bound, quoted.bound}
    if len(pair) == 1:
        return True
    if isinstance(said.value, Day):
        return any(pair <= free for free in _FREE_IN_TIME)
    whole = isinstance(said.value, Quantity) and said.value.unit == "%" and said.value.value == 100
    return (whole and pair == {Bound.EXACT, Bound.MORE}) or (is_time(said.value) and pair == {Bound.EXACT, Bound.FROM})


def modal_of(marks: Iterable[Mark]) -> Mark | None:
    """The mark that decides what may be done; None where there is none."""
    found = MODALS.intersection(marks)
    return next((mark for mark in _STRONGEST if mark in found), None)


def same_modality(said: Mark | None, quoted: Mark | None) -> bool:
    """Whether what may, must or should be done stays the same; "nộp" and "phải nộp" do in a rule."""
    return said is quoted or (said, quoted) in _SAME_MODALITY


def same_negation(said: Iterable[Mark], quoted: Iterable[Mark]) -> bool:
    """Whether some negation of the one is that of the other; "không" and "không được" are alike, "chưa" is neither."""
    first, second = NEGATIONS.intersection(said), NEGATIONS.intersection(quoted)
    return bool(first & second) or any(first & alike and second & alike for alike in _ALIKE)
