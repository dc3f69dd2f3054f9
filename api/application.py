"""The one application object: CLI, HTTP and evaluation use the same. It delegates."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from api.answering.answering import Parts, Policy, answer_events
from api.answering.extract import Weights
from api.answering.llm import OpenAILikeGenerator
from api.answering.sources import Source, found_of, sources_of
from api.errors import DocumentNotFound, EmptyQuestion, PageNotFound, PathNotFound, QuestionTooLong
from api.keeping import Keeping, Removal
from api.settings import Settings
from api.types import Answer, Done, Event, Found
from api.understanding import Interpretation, interpretation_of
from index.archive import open_catalogue, open_index, rebuild
from index.catalogue.catalogue import Catalogue, Told
from index.ingestion import Ingestion, Progress, Summary, candidates_of, original_of
from index.named import Place
from index.passages import Cut
from index.places import Places
from index.query.understanding import Part, Understood
from index.search import Index
from index.sparse import Words
from index.types import DocumentEntry, Embedder, Scope
from ingest.packed import PackedLimits
from ingest.structure.address import address_of
from ingest.types import Document
from prompts.library import load

if TYPE_CHECKING:
    from ingest.workers import Reading


class Application:
    """What Vanban can do with one archive. Light to build: encoder, store and models open on first use.

    Reading methods may be called from several threads at once; `ingest` and `rebuild` from one.
    """

    def __init__(self, settings: Settings, embedder: Embedder, words: Words) -> None:
        self.settings = settings
        self.places = Places(settings.data)
        self._embedder = embedder
        self._words = words
        self._lock = Lock()
        self._opened: tuple[Index, str] | None = None
        self._documents: dict[str, Document] = {}
        self.is_warm = False

    @cached_property
    def catalogue(self) -> Catalogue:
        return open_catalogue(self.places, self.settings.catalogue_url)

    @cached_property
    def keeping(self) -> Keeping:
        """Planning removals, reports: what the keeper of the archive does."""
        return Keeping(self.catalogue, self.places, lambda: self.index)

    @property
    def index(self) -> Index:
        """Raises StoreBusy, ManifestMismatch and the like on first use."""
        return self._index_and_version()[0]

    def default_scope(self) -> Scope:
        """What a reader without an identity may see: nothing above clearance 0."""
        return Scope()

    def warm(self) -> None:
        """Load what a first question would wait for."""
        self.index.warm()
        self._similarities("văn bản", ["văn bản"])
        self.is_warm = True

    # Ingestion ------------------------------------------------------------------------------------------------------

    def ingest(
        self,
        paths: Sequence[Path],
        on_progress: Callable[[Progress], None] | None = None,
        told: Told | None = None,
        chosen_only: Callable[[Path], bool] | None = None,
    ) -> Summary:
        """Read, catalogue and index files and folders. Raises PathNotFound before anything is read.

        `told` None keeps the access labels of files known already; new ones are open. `chosen_only` takes some of the
        files under the folders, under the names that they have there.
        """
        from ingest.read import READER_VERSION, is_candidate

        for path in paths:
            if not _exists(path):
                raise PathNotFound(str(path))
        takes = is_candidate if chosen_only is None else lambda path: chosen_only(path) and is_candidate(path)
        candidates, skipped = candidates_of(paths, takes)
        chosen = self.settings.ingest
        with self._reader() as reading:
            run = Ingestion(
                self.index,
                self.places,
                reading,
                reader_version=READER_VERSION,
                cut=Cut(self.settings.index.passage_chars),
                told=told or Told(),
                max_clearance=chosen.max_clearance,
                retry_degraded=True,
                limits=PackedLimits(chosen.zip_members, chosen.zip_mib, chosen.file_mib, depth=chosen.zip_depth),
            )
            summary = run.run(candidates, on_progress)
        self.index.learn_words()
        summary.skipped += [(name, "not_a_document") for name in skipped if chosen_only is None]
        self._documents.clear()
        return summary

    def remove(self, removal: Removal) -> int:
        """Do what was planned with `keeping`; gives how many files went. Raises StoreBusy."""
        count = self.keeping.remove(removal)
        self.index.learn_words()
        self._documents.clear()
        return count

    def rebuild(self, on_progress: Callable[[int, int], None] | None = None) -> int:
        """Build the index anew from the catalogue, with today's settings; gives the number of points."""
        self.close()
        return rebuild(self.places, self.settings.index, self.catalogue, self._embedder, self._words, on_progress)

    # Questions ------------------------------------------------------------------------------------------------------

    def understand(self, query: str, scope: Scope, literal: Collection[Part] = ()) -> Interpretation:
        """How a query is read, but for the parts in `literal`. Raises EmptyQuestion, QuestionTooLong."""
        said = self.index.understand(self._checked(query), literal)
        named = self.index.named(said, scope)
        entries = self.catalogue.entries_of(sorted(named.documents), scope)
        return interpretation_of(said, named, entries, lambda place: self._address(place, scope))

    def search(self, query: str, scope: Scope, *, limit: int = 10, literal: Collection[Part] = ()) -> tuple[Found, ...]:
        """At most `limit` passages, best first. Raises EmptyQuestion, QuestionTooLong."""
        said = self.index.understand(self._checked(query), literal)
        sources = self._retrieve(said, scope, limit)
        return tuple(found_of(source.hit, source.document, source.entry) for source in sources)

    def ask(self, question: str, scope: Scope, literal: Collection[Part] = ()) -> Answer:
        """The last event's answer. Raises EmptyQuestion, QuestionTooLong."""
        for event in self.ask_events(question, scope, literal):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("an answer ends with Done")

    def ask_events(self, question: str, scope: Scope, literal: Collection[Part] = ()) -> Iterator[Event]:
        """Events of one answer; bad input is refused at the call, before the first event."""
        # A question quotes names; only a search means its quotation marks as a demand.
        said = self.index.understand(self._checked(question), {*literal, Part.OPERATORS})
        return answer_events(said, scope, self._parts)

    # Documents ------------------------------------------------------------------------------------------------------

    def documents(
        self, scope: Scope, *, limit: int, offset: int = 0, query: str = ""
    ) -> tuple[int, tuple[DocumentEntry, ...]]:
        """How many documents match, and one page of them in file name order."""
        total, entries = self.catalogue.entries(scope, limit=limit, offset=offset, query=query)
        return total, tuple(entries)

    def find(self, name: str, scope: Scope) -> tuple[DocumentEntry, ...]:
        """Documents by ingested path, else by base name, else by number; none gives an empty tuple."""
        return tuple(self.catalogue.find(_encodable(name), scope))

    def entry(self, document_id: str, scope: Scope) -> DocumentEntry:
        """Raises DocumentNotFound, also for what this reader may not see."""
        entry = self.catalogue.entries_of([document_id], scope).get(document_id)
        if entry is None:
            raise DocumentNotFound(document_id)
        return entry

    def document(self, document_id: str, scope: Scope) -> Document:
        """The whole document with its words and boxes. Raises DocumentNotFound."""
        document = self.catalogue.document(document_id, scope)
        if document is None:
            raise DocumentNotFound(document_id)
        return document

    def copies(self, document_id: str, scope: Scope) -> tuple[DocumentEntry, ...]:
        """The other copies of the same work that this reader may see, the best first. Raises DocumentNotFound."""
        self.entry(document_id, scope)
        return tuple(self.catalogue.copies_of(document_id, scope))

    def original(self, document_id: str, scope: Scope) -> tuple[Path, str, str]:
        """Path of the original bytes, media type, and the file name to offer. Raises DocumentNotFound."""
        entry = self.entry(document_id, scope)
        path = original_of(self.places.originals, document_id.rpartition("-")[0])
        return path, entry.media_type, entry.file.rpartition("/")[2]

    def page_image(self, document_id: str, number: int, scope: Scope, *, width_px: int) -> bytes:
        """PNG of a page. Raises DocumentNotFound, PageNotFound."""
        from api.page_images import page_image

        entry = self.entry(document_id, scope)
        document = self._light(document_id, scope)
        # A second document of a file begins on page 14 of it, say: pages are found by the number that they have there.
        page = next((page for page in document.pages if page.number == number), None) if document else None
        if page is None:
            raise PageNotFound(number, entry.pages)
        path, _, _ = self.original(document_id, scope)
        cache = self.places.page_images / document_id
        return page_image(path, number, page.width, width_px, cache)

    def close(self) -> None:
        """Flush and release; the object opens again when it is used again."""
        with self._lock:
            if self._opened:
                self._opened[0].close_store()
                self._opened = None

    # Parts ----------------------------------------------------------------------------------------------------------

    @cached_property
    def _parts(self) -> Parts:
        answer, llm = self.settings.answer, self.settings.llm
        generator = None
        if llm.base_url:
            key = llm.api_key.get_secret_value()
            generator = OpenAILikeGenerator(llm.base_url, llm.model, key, llm.timeout_s, llm.max_tokens)
        return Parts(
            retrieve=self._retrieve,
            similarities=self._similarities,
            policy=Policy(answer.passages, answer.nearest, answer.refuse_below, Weights()),
            settings_sha=self.settings.sha,
            index_version=self._index_and_version()[1],
            generator=generator,
            prompt=load("answer") if generator else None,
        )

    def _index_and_version(self) -> tuple[Index, str]:
        with self._lock:
            if self._opened is None:
                self._opened = open_index(self.places, self.settings.index, self.catalogue, self._embedder, self._words)
            return self._opened

    def _retrieve(self, said: Understood, scope: Scope, limit: int) -> tuple[Source, ...]:
        hits = self.index.search(said, scope, limit)
        entries = self.catalogue.entries_of(list({hit.passage.document_id for hit in hits}), scope)
        return sources_of(hits, lambda key: self._light(key, scope), entries.get)

    def _light(self, document_id: str, scope: Scope) -> Document | None:
        """A document without word boxes, kept for the next question. Callers have checked the scope by its entry."""
        document = self._documents.get(document_id)
        if document is None:
            document = self.catalogue.document(document_id, scope, words=False)
            if document is None:
                return None
            if len(self._documents) > 256:
                self._documents.clear()
            self._documents[document_id] = document
        return document

    def _address(self, place: Place, scope: Scope) -> str:
        document = self._light(place.document_id, scope)
        return address_of(document.text, document.sections, place.span) if document else ""

    def _similarities(self, question: str, texts: Sequence[str]) -> list[float]:
        query = self._embedder.encode_queries([question])[0]
        return [float(score) for score in self._embedder.encode_passages(texts) @ query]

    def _checked(self, question: str) -> str:
        limit = self.settings.answer.max_question_chars
        question = _encodable(question)
        if not question.strip():
            raise EmptyQuestion
        if len(question) > limit:
            raise QuestionTooLong(len(question), limit)
        return question.strip()

    def _reader(self) -> AbstractContextManager[Reading]:
        from ingest.read import ReadLimits
        from ingest.workers import Readers

        chosen = self.settings.ingest
        limits = ReadLimits(
            ocr_page_s=chosen.ocr_page_timeout_s,
            office_s=chosen.office_timeout_s,
            ocr_dpi=chosen.ocr_dpi,
            ocr_cache=self.places.ocr_pages,
        )
        return Readers(
            limits,
            workers=chosen.processes(os.cpu_count() or 1),
            file_s=chosen.file_timeout_s,
            memory_mib=chosen.worker_mib,
            ahead=chosen.ahead,
        )


def _exists(path: Path) -> bool:
    """Whether the path leads anywhere; a name that no file system takes does not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _encodable(text: str) -> str:
    """Bytes of a command line that are no UTF-8 arrive as half surrogates, which nothing can store or print."""
    return text.encode("utf-8", "replace").decode()


def build(settings: Settings) -> Application:
    """The only composition root."""
    if settings.index.embedder:
        from index.embed import SentenceTransformerEmbedder

        chosen = settings.index
        embedder: Embedder = SentenceTransformerEmbedder(chosen.embedder, chosen.query_prefix, chosen.passage_prefix)
    else:
        from index.openvino_encoder import OpenVinoE5

        embedder = OpenVinoE5(threads=settings.index.threads)
    from index.words import Segmenter

    return Application(settings, embedder, Segmenter())
