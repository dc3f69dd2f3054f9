"""The pages, rendered here whole: they work without a script, and scripts only make them quicker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.errors import ModelUnavailable, WrongUse, outcome_of
from api.types import Answer
from api.web import labels
from api.web.bodies import form_question
from api.web.boxes import line_boxes
from api.web.documents import Id, Place, page_of, span_of
from api.web.doubts import doubts_of
from api.web.ports import App, Reader
from api.web.reading import outline_of, paragraphs_of
from api.web.templates import page
from ingest.types import Reference, Span

ENTRIES = 50

router = APIRouter(include_in_schema=False)


def chat(answer: Answer | None = None, question: str = "", problem: str = "", status: int = 200) -> Response:
    """The chat page: empty, with an answer, or with what was wrong with the question."""
    return page("chat.html", status=status, section="chat", answer=answer, question=question, problem=problem)


@router.get("/")
def empty_chat() -> Response:
    """The chat page before the first question."""
    return chat()


@router.post("/")
async def asked(request: Request, application: App, scope: Reader) -> Response:
    """The form without a script: the whole answer at once."""
    question, literal = await form_question(request)
    try:
        return chat(await run_in_threadpool(application.ask, question, scope, literal), question)
    except (WrongUse, ModelUnavailable) as error:
        outcome = outcome_of(error)
        return chat(None, question, str(error), outcome.status if outcome else 500)


@router.get("/documents")
def documents(
    application: App,
    scope: Reader,
    query: Annotated[str, Query(max_length=200)] = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Response:
    """The catalogue, fifty a page."""
    total, entries = application.documents(scope, limit=ENTRIES, offset=offset, query=query.strip())
    return page(
        "documents.html",
        section="documents",
        query=query,
        entries=entries,
        total=total,
        offset=offset,
        step=ENTRIES,
    )


@router.get("/documents/{document_id}")
def document(document_id: Id, application: App, scope: Reader, start: Place = None, end: Place = None) -> Response:
    """The document for reading, with the words `[start, end)` marked."""
    highlight = span_of(start, end)
    entry, whole = application.entry(document_id, scope), application.document(document_id, scope)
    return page(
        "document.html",
        section="documents",
        entry=entry,
        document=whole,
        issuers=labels.issuers_of(whole.facts) or entry.issuer,
        facts=tuple(labels.facts_of(whole.facts)),
        doubts=doubts_of(whole),
        outline=outline_of(whole.sections, whole.text),
        references=_references(whole.references),
        paragraphs=paragraphs_of(whole, highlight),
        highlight=highlight,
        copies=application.copies(document_id, scope),
    )


def _references(references: Sequence[Reference]) -> dict[str, list[tuple[str, Span]]]:
    """Relation in words → the documents named, each once, with the first place that names it."""
    grouped: dict[str, dict[str, Span]] = {}
    for reference in references:
        named = grouped.setdefault(labels.RELATIONS[reference.relation], {})
        named.setdefault(labels.target_label(reference.target), reference.span)
    return {relation: list(named.items()) for relation, named in grouped.items()}


@router.get("/documents/{document_id}/pages/{number}")
def document_page(
    document_id: Id,
    number: Annotated[int, Path(ge=1)],
    application: App,
    scope: Reader,
    start: Place = None,
    end: Place = None,
) -> Response:
    """The page image with the words `[start, end)` drawn over it."""
    highlight = span_of(start, end)
    entry, whole = application.entry(document_id, scope), application.document(document_id, scope)
    shown = page_of(whole, number)
    return page(
        "page.html",
        section="documents",
        entry=entry,
        shown=shown,
        pages=len(whole.pages),
        first=whole.pages[0].number,
        last=whole.pages[-1].number,
        source=labels.SOURCES.get(shown.source.kind, shown.source.kind),
        text=shown.span.of(whole.text),
        highlight=highlight,
        quote=highlight.of(whole.text) if highlight else "",
        boxes=line_boxes(shown.words, highlight) if highlight else (),
    )


@router.get("/help")
def usage() -> Response:
    """How to use it, on one screen."""
    return page("help.html", section="help")


@router.get("/api")
def interface(request: Request) -> Response:
    """The routes for programs, from our own OpenAPI description."""
    described = request.app.openapi()["paths"]
    routes = [(verb.upper(), path, what) for path, verbs in described.items() for verb, what in verbs.items()]
    return page("api.html", section="help", routes=routes)
