"""What the web door needs of the application, and how a request gets at it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Protocol, cast

from fastapi import Depends, Request

from api.searching import SearchPage, SearchRequest
from api.types import Answer, Event, Found
from index.query.understanding import Part
from index.types import DocumentEntry, Scope
from ingest.types import Document


class Application(Protocol):
    """The one application object, as seen from here. Every reading method takes the reader's `Scope`.

    All methods block and may be called from several threads at once.
    """

    @property
    def is_warm(self) -> bool:
        """Whether models are loaded, so that the next question is answered at full speed."""
        ...

    def warm(self) -> None:
        """Load what is heavy. Safe to call twice."""
        ...

    def default_scope(self) -> Scope:
        """What a reader without an identity may see."""
        ...

    def search_page(self, request: SearchRequest, scope: Scope) -> SearchPage:
        """One page of a result. Raises EmptyQuestion, QuestionTooLong."""
        ...

    def like(self, passage_id: str, scope: Scope, *, limit: int = 10) -> tuple[Found, tuple[Found, ...]]:
        """A passage, and at most `limit` like it. Raises PassageNotFound, also for what this reader may not see."""
        ...

    def ask(self, question: str, scope: Scope, literal: Collection[Part] = ()) -> Answer:
        """Raises EmptyQuestion, QuestionTooLong, ModelUnavailable."""
        ...

    def ask_events(self, question: str, scope: Scope, literal: Collection[Part] = ()) -> Iterator[Event]:
        """The same answer as it is made; the last event is `Done`. Raises as `ask` does, at the call or at a step."""
        ...

    def documents(
        self, scope: Scope, *, limit: int, offset: int, query: str = ""
    ) -> tuple[int, tuple[DocumentEntry, ...]]:
        """How many there are in all, and one stretch of them."""
        ...

    def entry(self, document_id: str, scope: Scope) -> DocumentEntry:
        """Raises DocumentNotFound, also for what this reader may not see."""
        ...

    def document(self, document_id: str, scope: Scope) -> Document:
        """The whole document. Raises DocumentNotFound."""
        ...

    def copies(self, document_id: str, scope: Scope) -> tuple[DocumentEntry, ...]:
        """The other copies of the same work, the best first. Raises DocumentNotFound."""
        ...

    def page_image(self, document_id: str, number: int, scope: Scope, *, width_px: int) -> bytes:
        """PNG. Raises DocumentNotFound, PageNotFound."""
        ...

    def original(self, document_id: str, scope: Scope) -> tuple[Path, str, str]:
        """Path, media type and the file name to offer. Raises DocumentNotFound."""
        ...


def application_of(request: Request) -> Application:
    """The application that `create_app` built at start."""
    return cast(Application, request.app.state.application)


def reader_of(request: Request) -> Scope:
    """What this request's reader may see; the one place where identity will enter."""
    return application_of(request).default_scope()


App = Annotated[Application, Depends(application_of)]
Reader = Annotated[Scope, Depends(reader_of)]
