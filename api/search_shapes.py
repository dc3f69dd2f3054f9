"""The JSON of a search: a page of its result with filter, facets, totals and the reasons of every hit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from api.filtering import words_of
from api.legal_citation import cited
from api.searching import SearchPage, Shown
from api.shapes import Shape, entry_shape, found_shape, interpretation_shape
from index.filters import Facets, Filter


def shown_shape(shown: Shown) -> Shape:
    """A hit of a search, with its citation in words and why it was found; `words` are spans in `text`."""
    why, text = shown.why, shown.found.hit.passage.text
    return found_shape(shown.found) | {
        "citation": cited(shown.entry, shown.found.address, shown.found.pages),
        "why": {
            "words": [{"start": span.start, "end": span.end, "text": span.of(text)} for span in why.words],
            "missing": list(why.missing),
            "ranks": dict(why.ranks),
            "looked_at": why.looked_at,
            "named": why.named or None,
            "is_likely": why.is_likely,
        },
    }


def search_page_shape(page: SearchPage) -> Shape:
    """A page of a search; `hits` are its passages in order. `documents` and `facets` only where they were asked for.

    `total` counts what was looked at; `is_all` says whether that is all there is.
    """
    request = page.request
    shape: Shape = {
        "query": request.query,
        "understood": interpretation_shape(page.read),
        "hits": [shown_shape(shown) for shown in page.shown],
        "filter": filter_shape(request.where),
        "order": request.order.value,
        "page": request.page,
        "per_page": request.per_page,
        "pages": page.pages,
        "total": {
            "documents": page.total_documents,
            "passages": page.total_passages,
            "looked_at": request.looked_at,
            "is_all": page.is_all,
            "left_out": page.left_out,
        },
    }
    if request.groups:
        shape["documents"] = [
            entry_shape(each.entry)
            | {"found": each.found, "hits": [place.found.hit.passage.id for place in each.places]}
            for each in page.documents
        ]
    if page.facets is not None:
        shape |= {"facets": facets_shape(page.facets), "without": dict(page.without)}
    return shape


def filter_shape(where: Filter) -> Shape:
    """The parameters that give this filter, each with its values."""
    shape: dict[str, list[str]] = {}
    for name, value in words_of(where):
        shape.setdefault(name, []).append(value)
    return shape


def facets_shape(facets: Facets) -> Shape:
    """Counts by value, in the order of `index.filters.Facets`: lists, because objects of JSON have no order."""
    shape: Shape = {}
    for field in fields(facets):
        counts = getattr(facets, field.name)
        shape[field.name] = (
            [{"value": value, "documents": count} for value, count in counts.items()]
            if isinstance(counts, Mapping)
            else counts
        )
    return shape
