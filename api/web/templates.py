"""Jinja2, set up so that nothing from a document can become markup and a misspelt variable fails loudly."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.filtering import day
from api.legal_citation import cited
from api.web import labels, links
from api.web.snippets import snippet_around, snippet_of
from api.why import WAYS, words_in
from index.filters import Filter

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def count(value: int) -> str:
    """With Vietnamese thousands: 1.204."""
    return f"{value:,}".replace(",", ".")


def decimal(value: float, digits: int = 2) -> str:
    """With a Vietnamese comma: 0,87."""
    return f"{value:.{digits}f}".replace(".", ",")


ENVIRONMENT.filters.update(day=day, count=count, decimal=decimal, kind_label=labels.sentence_case)
ENVIRONMENT.globals.update(
    place_url=links.place_url,
    document_url=links.document_url,
    page_url=links.page_url,
    search_url=links.search_url,
    export_url=links.export_url,
    like_url=links.like_url,
    name_of=labels.name_of,
    secrecy=labels.SECRECY,
    snippet_of=snippet_of,
    snippet_around=snippet_around,
    ways=WAYS,
    cited=cited,
    words_in=words_in,
    empty_filter=Filter(),
)


def page(name: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any) -> HTMLResponse:
    """The template as a response. `section` in `context` names the entry of the main menu that is current."""
    return HTMLResponse(ENVIRONMENT.get_template(name).render(**context), status, headers)
