"""Jinja2, set up so that nothing from a document can become markup and a misspelt variable fails loudly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.web import labels, links
from api.web.snippets import snippet_of

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def day(value: dt.date) -> str:
    """As offices write it: 22/12/2024."""
    return f"{value.day:02}/{value.month:02}/{value.year}"


def count(value: int) -> str:
    """With Vietnamese thousands: 1.204."""
    return f"{value:,}".replace(",", ".")


ENVIRONMENT.filters.update(day=day, count=count, kind_label=labels.sentence_case)
ENVIRONMENT.globals.update(
    place_url=links.place_url,
    document_url=links.document_url,
    page_url=links.page_url,
    search_url=links.search_url,
    name_of=labels.name_of,
    secrecy=labels.SECRECY,
    snippet_of=snippet_of,
)


def page(name: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any) -> HTMLResponse:
    """The template as a response. `section` in `context` names the entry of the main menu that is current."""
    return HTMLResponse(ENVIRONMENT.get_template(name).render(**context), status, headers)
