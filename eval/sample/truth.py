"""What is known of each document of the sample archive, as it should be read."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any

from ingest.types import Level, Relation


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """The masthead, signature and recipients. `None` or empty where the document has none.

    `capacity` holds the printed lines above the post ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"); `recipients` the lines
    of "Nơi nhận" without dash and closing mark; `title` the subject without "V/v".
    """

    number: str
    kind: str
    issuer: str
    parent_issuer: str | None
    place: str
    issued_on: dt.date
    effective_on: dt.date | None
    title: str
    signer: str
    signer_post: str
    capacity: tuple[str, ...]
    recipients: tuple[str, ...]
    urgency: str | None = None
    secrecy: int | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the outline. `number` as in `ingest.types.Section`; `title` is empty for a running text."""

    level: Level
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class KnownRelation:
    """A relation and its target: a number, or the title of what is issued with. `inside`: the target is here."""

    relation: Relation
    target: str
    inside: bool


@dataclass(frozen=True, slots=True)
class Task:
    """A task with its lead body; what the document does not say is empty."""

    what: str
    lead: str
    cooperating: str
    deadline: str
    product: str


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """One document. `lines`: every line of it, masthead, body and signature; table cells joined by " | ".

    `pages` is 0 for formats without pages. `outline` is in reading order and leaves out quoted (amending) units.
    """

    file: str
    format: str
    pages: int
    facts: KnownFacts
    outline: tuple[Unit, ...]
    relations: tuple[KnownRelation, ...]
    tasks: tuple[Task, ...]
    head: tuple[str, ...]
    body: tuple[str, ...]
    tail: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Masthead and title, body with annexes, signature and recipients."""
        return self.head + self.body + self.tail

    @property
    def text(self) -> str:
        """The lines joined by line breaks."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Truth:
    """The archive, in the order of its source texts."""

    documents: tuple[KnownDocument, ...]

    def of(self, file: str) -> KnownDocument:
        """The document of this file name. Raises KeyError."""
        for document in self.documents:
            if document.file == file:
                return document
        raise KeyError(file)

    def numbered(self, number: str) -> KnownDocument:
        """The document with this number (no two here share one). Raises KeyError."""
        for document in self.documents:
            if document.facts.number == number:
                return document
        raise KeyError(number)

    def as_dict(self) -> dict[str, Any]:
        """Plain values; dates stay `datetime.date` (give `default=str` to `json.dumps`)."""
        return dataclasses.asdict(self)
