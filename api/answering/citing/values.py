"""What the numbers of a sentence mean: quantities with their unit, dates, document numbers, places in a document."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ingest.types import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in ones with its unit, "" where none of the known ones stands after it."""

    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date or a part of one; `quarter` in place of month and day. At least one field is not None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """`ingest.language.numbers.number_key` of it; `short` where only type and serial are said ("Nghị quyết 57")."""

    key: str
    short: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Units of a document, in any order: {("điều", "5"), ("khoản", "2")}."""

    units: frozenset[tuple[str, str]]


Value = Quantity | Day | DocumentNumber | Place
TIMES = frozenset({"năm", "quý", "tháng", "tuần", "ngày", "ngày làm việc", "giờ", "phút", "giây"})
"""Units of time: such a quantity says when or how long."""


def is_time(value: Value | None) -> bool:
    """Whether a value is a date or a length of time."""
    return isinstance(value, Day) or (isinstance(value, Quantity) and value.unit in TIMES)


@dataclass(frozen=True, slots=True)
class Atom:
    """A value and where it stands in the text that was read."""

    value: Value
    span: Span
