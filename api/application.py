"""The one application object: CLI, HTTP and evaluation use the same. It delegates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from api.answering.answering import Parts, Policy, answer_events
from api.answering.llm import OpenAILikeGenerator
from api.answering.sources import found_of
from api.errors import DocumentNotFound, PageNotFound, PathNotFound
from api.index_keeping import IndexKeeping
from api.keeping import Keeping, Removal
from api.kept_documents import KeptDocuments
from api.opened_index import OpenedIndex
from api.readers import reading_here, reading_on_ray
from api.searching import Searching, SearchPage, SearchRequest, encodable
from api.settings import Settings
from api.types import Answer, Done, Event, Found
from api.understanding import Interpretation
from index.archive import open_catalogue, open_index
from index.catalogue.catalogue import Catalogue, Told
from index.encoders import chosen_encoders, encoders_of
from index.ingestion import Ingestion, Progress, Summary, candidates_of, original_of
from index.passages import Cut
from index.places import Places
from index.query.understanding import Part
from index.rebuilding import Workshop
from index.remembered import RememberedQueries
from index.rerank.rarity import rarity_of
from index.search import Index
from index.sparse import Words
from index.standing import Validity
from index.types import DocumentEntry, Embedder, Scope
from ingest.packed import PackedLimits
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
        self._opened = OpenedIndex(
            lambda: open_index(self.places, settings.index, self.catalogue, self._embedder, self._words)
        )
        self._kept = KeptDocuments(lambda: self.catalogue)
        self.is_warm = False

    @cached_property
    def catalogue(self) -> Catalogue:
        return open_catalogue(self.places, self.settings.catalogue_url)

    @cached_property
    def keeping(self) -> Keeping:
        """Planning removals, reports: what the keeper of the archive does."""
        return Keeping(self.catalogue, self.places, lambda: self.index)

    @cached_property
    def searching(self) -> Searching:
        return Searching(lambda: self.index, self._kept, self.settings.answer.max_question_chars)

    @cached_property
    def indexes(self) -> IndexKeeping:
        """Building the index anew, moving it, going back to the previous one."""
        shop = Workshop(self.places, self.settings.index, self.catalogue, self._embedder, self._words)
        return IndexKeeping(shop, self.close)

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
        self.is_warm = True
        # An archive that an older program made is described for the filters while questions are answered.
        self.index.learn_words()

    # Ingestion ------------------------------------------------------------------------------------------------------

    def ingest(
        self,
        paths: Sequence[Path],
        on_progress: Callable[[Progress], None] | None = None,
        told: Told | None = None,
        chosen_only: Callable[[Path], bool] | None = None,
        ray: str = "",
    ) -> Summary:
        """Read, catalogue and index files and folders. Raises PathNotFound before anything is read.

        `told` None keeps the access labels of files known already; new ones are open. `chosen_only` takes some of the
        files under the folders, under the names that they have there. `ray`: the address of a Ray cluster that reads
        and encodes; raises BulkUnavailable.
        """
        from ingest.read import READER_VERSION, is_candidate

        for path in paths:
            if not _exists(path):
                raise PathNotFound(str(path))
        takes = is_candidate if chosen_only is None else lambda path: chosen_only(path) and is_candidate(path)
        candidates, skipped = candidates_of(paths, takes)
        chosen = self.settings.ingest
        with ExitStack() as stack:
            index, reading = self._line(stack, ray)
            run = Ingestion(
                index,
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
        self._kept.clear()
        return summary

    def remove(self, removal: Removal) -> int:
        """Do what was planned with `keeping`; gives how many files went. Raises StoreBusy."""
        count = self.keeping.remove(removal)
        self.index.learn_words()
        self._kept.clear()
        return count

    def rebuild(self, on_progress: Callable[[int, int], None] | None = None) -> int:
        """Build the index anew from the catalogue, with today's settings; gives the number of points."""
        return self.indexes.rebuild(on_progress)

    # Questions ------------------------------------------------------------------------------------------------------

    def understand(self, query: str, scope: Scope, literal: Collection[Part] = ()) -> Interpretation:
        """How a query is read, but for the parts in `literal`. Raises EmptyQuestion, QuestionTooLong."""
        return self.searching.interpreted(self.searching.understood(query, frozenset(literal)), scope)

    def search(self, query: str, scope: Scope, *, limit: int = 10, literal: Collection[Part] = ()) -> tuple[Found, ...]:
        """At most `limit` passages, best first. Raises EmptyQuestion, QuestionTooLong."""
        said = self.searching.understood(query, frozenset(literal))
        sources = self.searching.retrieved(said, scope, limit)
        return tuple(found_of(source.hit, source.document, source.entry) for source in sources)

    def search_page(self, request: SearchRequest, scope: Scope) -> SearchPage:
        """One page of a result, filtered and in order. Raises EmptyQuestion, QuestionTooLong."""
        return self.searching.page(request, scope)

    def like(self, passage_id: str, scope: Scope, *, limit: int = 10) -> tuple[Found, tuple[Found, ...]]:
        """A passage, and at most `limit` like it. Raises PassageNotFound."""
        return self.searching.like(passage_id, scope, limit)

    def ask(self, question: str, scope: Scope, literal: Collection[Part] = ()) -> Answer:
        """The last event's answer. Raises EmptyQuestion, QuestionTooLong."""
        for event in self.ask_events(question, scope, literal):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("an answer ends with Done")

    def ask_events(self, question: str, scope: Scope, literal: Collection[Part] = ()) -> Iterator[Event]:
        """Events of one answer; bad input is refused at the call, before the first event."""
        # A question quotes names; only a search means its quotation marks as a demand.
        said = self.searching.understood(question, frozenset({*literal, Part.OPERATORS}))
        # Another process may have switched to a new index since the parts were made.
        parts = replace(self._parts, index_version=self._index_and_version()[1])
        return answer_events(said, scope, parts)

    # Documents ------------------------------------------------------------------------------------------------------

    def documents(
        self, scope: Scope, *, limit: int, offset: int = 0, query: str = ""
    ) -> tuple[int, tuple[DocumentEntry, ...]]:
        """How many documents match, and one page of them in file name order."""
        total, entries = self.catalogue.entries(scope, limit=limit, offset=offset, query=query)
        return total, tuple(entries)

    def find(self, name: str, scope: Scope) -> tuple[DocumentEntry, ...]:
        """Documents by ingested path, else by base name, else by number; none gives an empty tuple."""
        return tuple(self.catalogue.find(encodable(name), scope))

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

    def ended(self, document_ids: Collection[str], scope: Scope) -> frozenset[str]:
        """Those of these documents that are known to be no longer in force, today or on the day of the scope."""
        found = self.catalogue.validities(sorted(document_ids), scope)
        return frozenset(key for key, validity in found.items() if validity is Validity.ENDED)

    def original(self, document_id: str, scope: Scope) -> tuple[Path, str, str]:
        """Path of the original bytes, media type, and the file name to offer. Raises DocumentNotFound."""
        entry = self.entry(document_id, scope)
        path = original_of(self.places.originals, document_id.rpartition("-")[0])
        return path, entry.media_type, entry.file.rpartition("/")[2]

    def page_image(self, document_id: str, number: int, scope: Scope, *, width_px: int) -> bytes:
        """PNG of a page. Raises DocumentNotFound, PageNotFound."""
        from api.page_images import page_image

        entry = self.entry(document_id, scope)
        document = self._kept.get(document_id, scope)
        # A second document of a file begins on page 14 of it, say: pages are found by the number that they have there.
        page = next((page for page in document.pages if page.number == number), None) if document else None
        if page is None:
            raise PageNotFound(number, entry.pages)
        path, _, _ = self.original(document_id, scope)
        cache = self.places.page_images / document_id
        return page_image(path, number, page.width, width_px, cache)

    def close(self) -> None:
        """Flush and release; the object opens again when it is used again."""
        self._opened.close()

    # Parts ----------------------------------------------------------------------------------------------------------

    @cached_property
    def _parts(self) -> Parts:
        answer, llm = self.settings.answer, self.settings.llm
        generator = None
        if llm.base_url:
            key = llm.api_key.get_secret_value()
            generator = OpenAILikeGenerator(llm.base_url, llm.model, key, llm.timeout_s, llm.max_tokens)
        return Parts(
            retrieve=self.searching.retrieved,
            named=lambda said, scope: self.index.named(said, scope),
            rarity=lambda: rarity_of(self.index.vocabulary.lexicon),
            ended=self.ended,
            policy=Policy(answer.passages, answer.nearest, answer.refuse_below),
            settings_sha=self.settings.sha,
            index_version=self._index_and_version()[1],
            generator=generator,
            prompt=load("answer") if generator else None,
        )

    def _index_and_version(self) -> tuple[Index, str]:
        return self._opened.get()

    def _line(self, stack: ExitStack, ray: str) -> tuple[Index, Reading]:
        """The index to write to and who reads for it; what is opened for the run is closed with the stack."""
        if not ray:
            return self.index, stack.enter_context(self._reader())
        bulk = reading_on_ray(self.settings, self.places, ray, self._embedder, self._words)
        reading = stack.enter_context(bulk)
        return self.index.fed_by(reading.embedder, reading.words), reading

    def _reader(self) -> AbstractContextManager[Reading]:
        return reading_here(self.settings, self.places)


def _exists(path: Path) -> bool:
    """Whether the path leads anywhere; a name that no file system takes does not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def build(settings: Settings) -> Application:
    """The only composition root."""
    embedder, words = encoders_of(*chosen_encoders(settings.index))
    return Application(settings, RememberedQueries(embedder, settings.index.remembered_queries), words)
