"""What a question says of time, as a search takes it: conditions, and a bounded preference among documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from index.filters import IN_FORCE, NOT_IN_FORCE, Filter
from index.query.times import TimeRole
from index.query.understanding import Understood

_HALF_LIFE_DAYS = 730.0
"""Two years older than the newest document found: half the preference."""
_LATER_DAYS = 31
"""What is said of a quarter or a month is issued in it or soon after."""


def filter_of(said: Understood) -> Filter:
    """The conditions that the question itself makes; an empty filter for none.

    Several periods of issue are the span over them all.
    """
    periods = [period for period in said.times.periods if period.role is TimeRole.ISSUED]
    firsts, lasts = [period.first for period in periods], [period.last for period in periods]
    validity = IN_FORCE if said.times.in_force else (NOT_IN_FORCE if said.times.ended else frozenset())
    return Filter(
        issued_from=None if None in firsts else min((day for day in firsts if day), default=None),
        issued_to=None if None in lasts else max((day for day in lasts if day), default=None),
        validity=validity,
    )


def narrowed(said: Understood, where: Filter | None) -> Filter | None:
    """The reader's own filter with the question's conditions; None where neither asks for anything."""
    both = (where or Filter()).and_also(filter_of(said))
    return None if both.is_empty else both


def without_conditions(said: Understood) -> Understood:
    """The question without its conditions on time, its preferences kept: for a search that found nothing."""
    periods = tuple(period for period in said.times.periods if period.role is not TimeRole.ISSUED)
    return replace(said, times=replace(said.times, periods=periods, in_force=None, ended=None))


def has_preference(said: Understood) -> bool:
    """Whether the question prefers some documents to others by their dates."""
    return said.times.newest is not None or any(p.role is TimeRole.PREFERRED for p in said.times.periods)


def preferred(said: Understood, issued_on: Mapping[str, dt.date | None]) -> dict[str, float]:
    """How much each of these documents is preferred, 0 to 1, by id; documents at 0 are left out.

    `issued_on` holds the dates of the documents that were found. "mới nhất": 1 for the newest of them, half as much for
    each two years before it. A year, quarter or month: 1 for what was issued in it, the latter two with a month of
    grace.
    """
    if not has_preference(said):
        return {}
    dated = {key: day for key, day in issued_on.items() if day is not None}
    newest = max(dated.values(), default=dt.date.min)
    found = {key: _preference(said, day, newest) for key, day in dated.items()}
    return {key: value for key, value in found.items() if value > 0}


def _preference(said: Understood, day: dt.date, newest: dt.date) -> float:
    by_age = 0.5 ** ((newest - day).days / _HALF_LIFE_DAYS) if said.times.newest else 0.0
    wanted = (period for period in said.times.periods if period.role is TimeRole.PREFERRED)
    return max([by_age, *(float(_is_within(day, period.first, period.last)) for period in wanted)])


def _is_within(day: dt.date, first: dt.date | None, last: dt.date | None) -> bool:
    if first is None or last is None:
        return (first is None or first <= day) and (last is None or day <= last)
    grace = _LATER_DAYS if (last - first).days < 300 else 0
    return first <= day <= last + dt.timedelta(grace)
