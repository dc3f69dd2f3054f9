"""The search page and the page of passages like one: whole without a script, every choice an address of its own."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.errors import BadFilter, WrongUse, outcome_of
from api.filter_choices import chips_of, relaxed
from api.filtering import FINDINGS, PARAMETERS, Words, filter_of, words_of
from api.search_export import ExportForm
from api.searching import SearchPage, SearchRequest
from api.web.facet_panel import panel_of
from api.web.filters import Asked
from api.web.ports import App, Reader
from api.web.search import Literal, PassageId
from api.web.templates import page as rendered
from index.filters import Filter
from index.grouping import Order

OTHERS = 20
"""So many places of a document are named beside the ones that are shown with their words."""
LIKE = 10
ORDERS = {Order.RELEVANCE: "Liên quan nhất", Order.DATE: "Mới nhất", Order.NUMBER: "Số, ký hiệu"}
EXPORTS = {
    ExportForm.CSV: "Bảng (CSV)",
    ExportForm.CITATIONS: "Trích dẫn (văn bản)",
    ExportForm.BIBTEX: "BibTeX",
    ExportForm.JSON: "JSON",
}

router = APIRouter(include_in_schema=False)


@router.get("/search")
def search(
    application: App,
    scope: Reader,
    asked: Asked,
    q: str = "",
    literal: Literal = [],  # noqa: B006 - FastAPI copies it
    order: Order = Order.RELEVANCE,
    page: Annotated[int, Query(ge=1)] = 1,
) -> Response:
    """Documents with their best places, how the query was read, and what else could be chosen.

    What cannot be taken (a date that is none, too long a query) is told above the form, which keeps what was typed.
    """
    where, refused = _read(asked)
    request = SearchRequest(q, where, order, page, others=OTHERS, literal=frozenset(literal))
    try:
        if refused is not None:
            raise refused
        found = application.search_page(request, scope) if q.strip() else None
    except WrongUse as error:
        outcome = outcome_of(error)
        return _page(request, asked, None, str(error), outcome.status if outcome else 400)
    return _page(request, asked, found)


def _read(asked: Words) -> tuple[Filter, BadFilter | None]:
    """The filter as far as it can be read, and the first thing in it that cannot."""
    try:
        return filter_of(asked), None
    except BadFilter as error:
        rest = {name: values for name, values in asked.items() if name != error.field}
        return _read(rest)[0], error


@router.get("/passages/{passage_id}/like")
def like(passage_id: PassageId, application: App, scope: Reader) -> Response:
    """A passage and those that are like it."""
    passage, found = application.like(passage_id, scope, limit=LIKE)
    return rendered("like.html", section="search", passage=passage, found=found)


def _page(
    request: SearchRequest, asked: Words, found: SearchPage | None, problem: str = "", status: int = 200
) -> Response:
    facets = found.facets if found else None
    return rendered(
        "search.html",
        status=status,
        section="search",
        asked=request,
        kept=[(name, value) for name, value in words_of(request.where) if name not in ("from", "to", "finding")],
        typed={name: next((value for value in asked.get(name, ()) if value.strip()), "") for name in PARAMETERS},
        chips=chips_of(request.where),
        found=found,
        panel=panel_of(request, facets) if facets else (),
        advice=_advice(found) if found else (),
        problem=problem,
        orders=ORDERS,
        exports=EXPORTS,
        findings=FINDINGS,
    )


def _advice(found: SearchPage) -> list[tuple[str, str, Filter, int]]:
    """What could be dropped of the filter: parameter, what it asks for in words, the filter without it, and how many
    documents are found then; what helps most first."""
    chips = chips_of(found.request.where)
    advice = [
        (
            name,
            f"{next(chip.label for chip in chips if chip.name == name)}: "
            + ", ".join(chip.text for chip in chips if chip.name == name),
            where,
            found.without.get(name, 0),
        )
        for name, where in relaxed(found.request.where).items()
        if found.without.get(name)
    ]
    return sorted(advice, key=lambda each: -each[3])
