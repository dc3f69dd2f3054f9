"""Facets as a reader sees them: values to choose and to take back, each a link of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from api.filter_choices import toggled, within_year, year_of
from api.filtering import CONDITIONS, DATE_LABEL, Condition
from api.searching import SearchRequest
from api.web.links import search_url
from index.filters import IN_FORCE, Facets

FEW = 6


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`url` chooses the value, or takes it back where it is chosen; `documents` is how many are found with it."""

    text: str
    documents: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """Values of one condition: the `first` are shown, the `rest` on request."""

    label: str
    first: tuple[FacetValue, ...]
    rest: tuple[FacetValue, ...]


def panel_of(request: SearchRequest, facets: Facets) -> tuple[FacetGroup, ...]:
    """Groups that have a choice, in the order of the conditions; a chosen value is always among the first.

    A value that all found documents have is no choice.
    """
    groups = [(condition.label, _values(request, condition, facets)) for condition in CONDITIONS]
    groups.insert(2, (DATE_LABEL, _years(request, facets)))
    return tuple(_group(label, values) for label, values in groups if _is_choice(values, facets.documents))


def _is_choice(values: list[FacetValue], documents: int) -> bool:
    return any(value.is_chosen or value.documents < documents for value in values)


def _group(label: str, values: list[FacetValue]) -> FacetGroup:
    chosen = [value for value in values if value.is_chosen]
    others = [value for value in values if not value.is_chosen]
    few = max(FEW - len(chosen), 0)
    if len(others) <= few + 1:  # one more takes no more room than the word that hides it
        few = len(others)
    return FacetGroup(label, (*chosen, *others[:few]), tuple(others[few:]))


def _values(request: SearchRequest, condition: Condition, facets: Facets) -> list[FacetValue]:
    counts: dict[str, int] = dict(getattr(facets, condition.attribute, {}))
    chosen = condition.of(request.where)
    if not counts and not chosen:
        return []
    counts |= {value: 0 for value in sorted(chosen) if value not in counts}
    values = [
        FacetValue(
            condition.text_of(value),
            documents,
            search_url(request, where=toggled(request.where, condition, value)),
            value in chosen,
        )
        for value, documents in counts.items()
    ]
    return [_in_force(request, counts), *values] if condition.name == "validity" else values


def _in_force(request: SearchRequest, counts: dict[str, int]) -> FacetValue:
    """All that is not known to be out of force, in one choice."""
    is_chosen = request.where.validity == IN_FORCE
    where = replace(request.where, validity=frozenset() if is_chosen else IN_FORCE)
    documents = sum(count for value, count in counts.items() if value in IN_FORCE)
    return FacetValue("Hiện hành (kể cả chưa rõ)", documents, search_url(request, where=where), is_chosen)


def _years(request: SearchRequest, facets: Facets) -> list[FacetValue]:
    return [
        FacetValue(
            f"Năm {year}",
            documents,
            search_url(request, where=within_year(request.where, year)),
            year_of(request.where) == year,
        )
        for year, documents in facets.years.items()
    ]
