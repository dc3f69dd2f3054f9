"""What a reader can do with a filter: what it asks for in words, and the filters one choice away."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from api.filtering import CONDITIONS, DATE_LABEL, DATES, Condition, changed, day
from index.filters import IN_FORCE, Facets, Filter


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that a filter asks for, in words, and the filter without it. `name` is its parameter."""

    name: str
    label: str
    text: str
    without: Filter


def chips_of(where: Filter) -> tuple[Chip, ...]:
    """Everything that a filter asks for; an empty one gives none. Both dates are one thing."""
    chips = [chip for condition in CONDITIONS for chip in _chips(condition, where)]
    if where.issued_from or where.issued_to:
        chips.append(Chip("from", DATE_LABEL, _period(where), replace(where, issued_from=None, issued_to=None)))
    return tuple(chips)


def _chips(condition: Condition, where: Filter) -> list[Chip]:
    chosen, at = condition.of(where), ""
    if condition.name == "validity":
        at = f" (ngày {day(where.valid_on)})" if where.valid_on else ""
        if chosen == IN_FORCE:
            return [Chip(condition.name, condition.label, f"Hiện hành{at}", changed(where, {"validity": frozenset()}))]
    return [
        Chip(condition.name, condition.label, condition.text_of(value) + at, toggled(where, condition, value))
        for value in sorted(chosen)
    ]


def toggled(where: Filter, condition: Condition, value: str) -> Filter:
    """The filter with this value where it had it not, and without it where it had."""
    return changed(where, {condition.attribute: condition.of(where) ^ {value}})


def within_year(where: Filter, year: int) -> Filter:
    """The filter bound to documents of one year; unbound where it was bound to this very one."""
    if year_of(where) == year:
        return replace(where, issued_from=None, issued_to=None)
    return replace(where, issued_from=dt.date(year, 1, 1), issued_to=dt.date(year, 12, 31))


def year_of(where: Filter) -> int | None:
    """The year that a filter is bound to; None for another period or none."""
    first, last = where.issued_from, where.issued_to
    is_year = first and last and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return first.year if is_year and first and last and first.year == last.year else None


def relaxed(where: Filter) -> dict[str, Filter]:
    """The filter without each condition that it has, by the condition's parameter; dates together, under "from"."""
    without = {
        condition.name: changed(where, {condition.attribute: frozenset()})
        for condition in CONDITIONS
        if condition.of(where)
    }
    if where.issued_from or where.issued_to:
        without["from"] = replace(where, issued_from=None, issued_to=None)
    return without


def widened(facets: Facets, others: Facets, name: str) -> Facets:
    """Facets with the values of one condition that only others have: what choosing one of these would find as well."""
    attribute = "years" if name in DATES else next(each.attribute for each in CONDITIONS if each.name == name)
    if not hasattr(facets, attribute):
        return facets
    counts: dict[Any, int] = {**getattr(others, attribute), **getattr(facets, attribute)}
    ordered = list(counts)
    if attribute == "years":
        ordered.sort(reverse=True)
    elif attribute not in ("levels", "validity"):
        ordered.sort(key=lambda value: (-counts[value], value))
    changed: dict[str, Any] = {attribute: {value: counts[value] for value in ordered}}
    return replace(facets, **changed)


def _period(where: Filter) -> str:
    if year := year_of(where):
        return f"năm {year}"
    first = f"từ {day(where.issued_from)}" if where.issued_from else ""
    last = f"đến {day(where.issued_to)}" if where.issued_to else ""
    return f"{first} {last}".strip()
