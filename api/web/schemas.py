"""What the JSON answers look like, for OpenAPI. The dicts themselves are made in `api.shapes`."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """Fields may be added freely; these stay."""

    model_config = ConfigDict(extra="allow")


class Hit(Shape):
    file: str
    number: str | None
    title: str | None
    address: str
    page: int | None
    text: str
    score: float
    document_id: str
    passage_id: str
    start: int
    end: int


class Abbreviation(Shape):
    typed: str
    meanings: list[str]


class NamedUnit(Shape):
    document_id: str
    address: str
    start: int
    end: int


class Interpretation(Shape):
    asked: str
    words: str
    abbreviations: list[Abbreviation]
    documents: list[Any]
    units: list[NamedUnit]
    unknown_numbers: list[str]
    missing_units: list[str]
    phrases: list[str]
    excluded: list[str]
    times: list[str]
    facts: list[str]
    suggested: str | None
    literal: list[str]


class Matched(Shape):
    """`[start, end)` in the passage's text."""

    start: int
    end: int
    text: str


class Why(Shape):
    words: list[Matched]
    missing: list[str]
    ranks: dict[str, int]
    looked_at: int
    named: str | None
    is_likely: bool


class Result(Hit):
    legs: dict[str, float]
    citation: str
    why: Why


class Total(Shape):
    """Of the passages that were looked at; `is_all` where there are no more."""

    documents: int
    passages: int
    looked_at: int
    is_all: bool
    left_out: int


class Counted(Shape):
    value: str | int
    documents: int


class Facets(Shape):
    documents: int
    kinds: list[Counted]
    issuers: list[Counted]
    years: list[Counted]
    formats: list[Counted]
    levels: list[Counted]
    topics: list[Counted]
    validity: list[Counted]


class Hits(Shape):
    query: str
    understood: Interpretation | None
    hits: list[Result]
    filter: dict[str, list[str]] = {}
    order: str = ""
    page: int = 1
    per_page: int = 10
    pages: int = 0
    total: Total | None = None
    documents: list[Any] = []
    facets: Facets | None = None
    without: dict[str, int] = {}


class Like(Shape):
    passage: Hit
    hits: list[Hit]


class Citation(Shape):
    file: str
    number: str | None
    title: str | None
    address: str
    page: int | None
    quote: str
    document_id: str
    start: int
    end: int
    pages: list[int]
    doubt: str | None


class Statement(Shape):
    text: str
    citations: list[int]


class Answer(Shape):
    id: str
    question: str
    understood: str
    refused: bool
    answer: str
    statements: list[Statement]
    citations: list[Citation]
    nearest: list[Hit]
    trace: Any
    latency_ms: float
    notices: list[str]


class Entry(Shape):
    id: str
    file: str
    number: str | None
    title: str | None
    issued_on: str | None
    pages: int


class Documents(Shape):
    total: int
    limit: int
    offset: int
    documents: list[Entry]


class Unit(Shape):
    level: str
    number: str
    title: str
    start: int
    end: int
    parent: int | None


class Note(Shape):
    code: str
    message: str
    start: int | None
    end: int | None


class Document(Shape):
    entry: Entry
    facts: dict[str, Any]
    outline: list[Unit]
    findings: list[Note]
    copies: list[Entry]


class Text(Shape):
    document_id: str
    start: int
    end: int
    length: int
    text: str


class Box(Shape):
    left: float
    top: float
    right: float
    bottom: float


class Source(Shape):
    kind: str
    confidence: float | None


class Page(Shape):
    document_id: str
    number: int
    pages: int
    width: float
    height: float
    start: int
    end: int
    source: Source
    text: str
    boxes: list[Box]


class Detail(Shape):
    field: str
    message: str


class Problem(Shape):
    code: str
    message: str
    details: list[Detail] = []


class Failure(Shape):
    """The one shape of every error."""

    error: Problem
