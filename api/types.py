"""Questions, claims, verified answers. A `Citation` exists only if its quote was found verbatim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.types import Hit, Passage, Scope
from ingest.types import Span


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with what a reader needs to recognise it. `pages` is 1-based, empty without pages; `address` never is."""

    hit: Hit
    file: str
    number: str | None
    title: str | None
    address: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """Where a claim says its words stand: `source` is the 1-based number of a passage as shown."""

    source: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement as proposed by an answerer, not yet believed."""

    text: str
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote that the program found verbatim, in a document that this reader may see.

    `span` is in `Document.text`; `quote` is at most 400 characters; `pages` are 1-based and empty for files without
    pages; `address` is never empty. `doubt` is a Vietnamese sentence where the page was hard to read: the quote is what
    the program read, and the reader should hold it against the image of the page; None elsewhere.
    """

    passage_id: str
    document_id: str
    span: Span
    quote: str
    pages: tuple[int, ...]
    address: str
    file: str
    number: str | None
    title: str | None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim that passed, with the 0-based indexes of its citations in `Answer.citations`."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A claim that failed, kept and counted. `reason` is a stable code such as quote_not_found.

    `words` is what of the claim the reason is about; "" where it is about the whole.
    """

    claim: Claim
    reason: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """All that is needed to run `verify` again and get the same answer."""

    id: str
    question: str
    scope: Scope
    settings_sha: str
    prompt_sha: str | None
    model: str
    index_version: str
    passages: tuple[Passage, ...]
    claims: tuple[Claim, ...]
    timings_ms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer without a citation is a refusal by construction. `nearest` holds the passages that a refusal offers.

    `understood` is the question with its accents put back, as it was searched; `question` itself where it is plain.
    """

    question: str
    understood: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    rejected: tuple[Rejected, ...]
    refused: bool
    nearest: tuple[Found, ...]
    trace: Trace
    notices: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        """The statements joined by line breaks; empty for a plain refusal."""
        return "\n".join(statement.text for statement in self.statements)


@dataclass(frozen=True, slots=True)
class Working:
    """Event: what the answerer is doing; `stage` is "searching", "composing" or "verifying"."""

    stage: str


@dataclass(frozen=True, slots=True)
class Stated:
    """Event: one whole, verified statement with its own citations."""

    statement: Statement
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """Event: the last one; carries the whole answer, statements already sent included."""

    answer: Answer


Event = Working | Stated | Done
