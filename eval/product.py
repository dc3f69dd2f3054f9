"""The product behind the two ports: its one application object over an archive. Heavy imports wait for first use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from eval.matching import base_name
from eval.ports import Leg
from eval.spans import Shown
from eval.spellings import Numbered
from eval.systems import ASKED, Search
from index.catalogue.generations import CURRENT
from index.types import Scope
from ingest.types import Section, Span

if TYPE_CHECKING:
    from api.application import Application
    from index.types import Hit, Passage
    from ingest.types import Document


@contextmanager
def opened(data: Path | None) -> Iterator[Application]:
    """The application over an archive folder; a temporary one, removed at the end, for None."""
    from api.application import build
    from api.settings import load_settings

    with TemporaryDirectory(prefix="vanban-eval-") as temporary:
        application = build(load_settings(data or Path(temporary)))
        try:
            yield application
        finally:
            application.close()
            application.catalogue.close()


def description_of(application: Application) -> dict[str, str]:
    """Names and versions that scores depend on, for the record of a run."""
    settings = application.settings
    current = application.catalogue.generation(CURRENT)
    manifest = current.manifest if current else {}
    generator = settings.llm.model if settings.llm.base_url else "extractive"
    return {"settings_sha": settings.sha, "generator": generator, **{name: str(manifest[name]) for name in manifest}}


class ProductAnswers:
    """`Answers` over the application."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def ingest(self, folder: Path) -> Sequence[str]:
        return [failure.file for failure in self._application.ingest([folder]).failed]

    def ask(self, question: str, scope: Scope) -> Mapping[str, Any]:
        from api.shapes import answer_shape

        return answer_shape(self._application.ask(question, scope))


class ProductIndex:
    """`RetrievalIndex` over the application's catalogue and index: a row is a document of its own."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._names: dict[str, str] = {}

    def add(self, rows: Iterable[tuple[str, str, str]], *, headed: bool = True, name: str = "corpus.jsonl") -> None:
        """As the port says, all rows as one file of that name; not `headed`: indexed without the passages' headings."""
        from index.catalogue.catalogue import FileRecord, Label
        from index.passages import Cut, passages_of

        listed = list(rows)
        file_id = sha256(repr(listed).encode()).hexdigest()
        documents = [document_of(f"{file_id}-{at}", title, text) for at, (_, title, text) in enumerate(listed)]
        cut = Cut(self._application.settings.index.passage_chars)
        record = FileRecord(file_id, 0, "text/plain", "beir", degraded=False)
        catalogue = self._application.catalogue
        passages = [_told(passages_of(document, cut), document) for document in documents]
        if not headed:
            passages = [tuple(replace(passage, heading="") for passage in each) for each in passages]
        catalogue.put(record, documents, passages, Label())
        catalogue.link(name, name, file_id)
        self._names |= {document.id: row[0] for document, row in zip(documents, listed, strict=True)}
        for batch in catalogue.pending(256):
            self._application.index.index_documents(batch)
        self._application.index.learn_words()

    def rank(self, query: str, *, limit: int, leg: Leg = "fused") -> list[tuple[str, float]]:
        """The product's own number of candidates first, as its scores depend on it.

        Where those hold fewer than `limit` documents, further ones from a longer list come after them.
        """
        index = self._application.index
        said = index.understand(query, ASKED)
        best: dict[str, float] = {}
        wanted = max(limit, self._application.settings.index.candidates)
        while True:
            hits = index.search(said, Scope(), wanted, leg=leg)
            for hit in hits:
                best.setdefault(self.name_of(hit), hit.score)
            if len(best) >= limit or len(hits) < wanted:
                return list(best.items())[:limit]
            wanted *= 2

    def rank_by(self, search: Search, query: str, passages: int) -> list[tuple[str, float]]:
        """Document ids with their best passage's score, of the first passages that this way of searching gives."""
        best: dict[str, float] = {}
        for hit in search(query, passages):
            best.setdefault(self.name_of(hit), hit.score)
        return list(best.items())

    def name_of(self, hit: Hit) -> str:
        """The id of the row that a hit is of."""
        return self._names[hit.passage.document_id]


class ProductNames:
    """What a question that names a document or a unit finds first in the application's archive."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def documents(self) -> list[Numbered]:
        """Every document with a number, a type and a date, the best copy of each work."""
        _, entries = self._application.documents(Scope(), limit=1_000_000)
        return [
            Numbered(entry.id, entry.number, entry.kind, entry.issued_on.year)
            for entry in entries
            if entry.number and entry.kind and entry.issued_on
        ]

    def sections_of(self, document_id: str) -> Sequence[Section]:
        return self._application.catalogue.sections_of(document_id, Scope())

    def first(self, question: str) -> tuple[str, Span] | None:
        """Document and span of the first passage; None when nothing is found."""
        hits = self._application.index.search(question, Scope(), 1)
        return (hits[0].passage.document_id, hits[0].passage.span) if hits else None


class ProductPassages:
    """`eval.spans.Passages` over the application's archive, by one way to search it."""

    def __init__(self, application: Application, search: Search) -> None:
        self._catalogue = application.catalogue
        self._search = search
        self._files: dict[str, frozenset[str]] = {}

    def top(self, question: str, limit: int) -> Sequence[Shown]:
        return [self._shown(hit.passage, hit.score) for hit in self._search(question, limit)]

    def of_file(self, file: str) -> Sequence[Shown]:
        named = [entry.id for entry in self._catalogue.find(file, Scope())]
        copies = [copy.id for key in named for copy in self._catalogue.copies_of(key, Scope())]
        ids = dict.fromkeys([*named, *copies])
        return [self._shown(passage) for key in ids for passage in self._catalogue.passages_of(key)]

    def _shown(self, passage: Passage, score: float = 0.0) -> Shown:
        key = passage.document_id
        if key not in self._files:
            entries = [*self._catalogue.entries_of([key], Scope()).values(), *self._catalogue.copies_of(key, Scope())]
            self._files[key] = frozenset(base_name(entry.file) for entry in entries)
        return Shown(self._files[key], key, passage.span.start, passage.text, passage.heading, score)


def _told(passages: Sequence[Passage], document: Document) -> Sequence[Passage]:
    """Without the title that stands alone before a numbered unit: every heading of a row's passages has it."""
    title = document.facts.title
    return tuple(each for each in passages if not title or each.span != title.span) or passages


def document_of(id: str, title: str, text: str) -> Document:
    """A corpus row as the product reads it: the title on the first line and in the masthead, then the text's units."""
    from ingest.layout.blocks import text_of
    from ingest.structure.sections import sections_of
    from ingest.types import Document, Fact, Facts, Span

    name = text_of([title])
    whole = text_of([name, *text.split("\n")])
    facts = Facts(title=Fact(name, Span(0, len(name)))) if name else Facts()
    return Document(id, whole, "text/plain", facts=facts, sections=sections_of(whole))
