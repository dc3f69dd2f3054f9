"""A search as every door asks it and shows it: a request, and one page of its result with all that explains it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from api.answering.sources import Source, found_of, sources_of
from api.errors import EmptyQuestion, PassageNotFound, QuestionTooLong
from api.filter_choices import relaxed, widened
from api.kept_documents import KeptDocuments
from api.types import Found
from api.understanding import Interpretation, interpretation_of
from api.why import Why, standings, why_of
from index.filters import Facets, Filter
from index.grouping import Group, Order, grouped
from index.named import Place
from index.query.understanding import Part, Understood
from index.search import Index
from index.types import DocumentEntry, Hit, Scope
from ingest.structure.address import address_of

LOOKED_AT = 200
"""So many of the best passages make a result: the candidates of each leg (`index.search.Ranking.depth`), so that the
ranking is the same on every page. A query by meaning has no end, every passage is like it to some degree."""
SURE = 0.25
"""By date or by number a list begins with what is least like the query, unless it ends early: there a passage has at
least this share of the best score. Ten phrases asked of 156 real documents, of whose first 200 passages 542 hold the
phrase: shares of 0/0.15/0.25/0.35/0.5 keep 1,162/672/519/433/300 passages, 452/409/380/347/264 of them with it."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked. `page` is 1-based; on a page are `per_page` documents with `places` passages each where `groups`
    are asked for, else `per_page` passages; so many `others` of a document are named without reasons.

    `looked_at`: how many of the best passages are looked at; all pages of a result must be asked with the same number.
    `facets`: whether to count the found documents by what they could be filtered by.
    """

    query: str
    where: Filter = field(default_factory=Filter)
    order: Order = Order.RELEVANCE
    page: int = 1
    per_page: int = 10
    places: int = 3
    others: int = 0
    literal: frozenset[Part] = frozenset()
    groups: bool = True
    facets: bool = True
    looked_at: int = LOOKED_AT


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage of a result and why it is in it."""

    found: Found
    entry: DocumentEntry
    why: Why


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """A document of a result with its best passages, and the next best; `found` says how many there are in all."""

    entry: DocumentEntry
    places: tuple[Shown, ...]
    found: int
    others: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page. `documents` or `passages` are filled, as the request asks for groups or not.

    `total_documents` and `total_passages` count what was looked at, on all pages: where `is_all` is False there is
    more in the archive; `left_out` counts what was looked at and is not sure enough for an order that is not by
    relevance (`SURE`). `facets` count the found documents, and for a condition that the filter has, what its other
    values would find too; None where they were not asked for. `without`: how many documents would be found without a
    condition of the filter, by its parameter.
    """

    request: SearchRequest
    read: Interpretation
    documents: tuple[DocumentShown, ...] = ()
    passages: tuple[Shown, ...] = ()
    total_documents: int = 0
    total_passages: int = 0
    is_all: bool = True
    left_out: int = 0
    facets: Facets | None = None
    without: Mapping[str, int] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are; 0 where nothing was found."""
        total = self.total_documents if self.request.groups else self.total_passages
        return -(-total // self.request.per_page)

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Every passage of this page, in its order."""
        return self.passages or tuple(place for document in self.documents for place in document.places)


def page_of(
    request: SearchRequest,
    read: Interpretation,
    hits: Sequence[Hit],
    entries: Mapping[str, DocumentEntry],
    found: Callable[[Hit], Found | None],
    answering: int = 0,
) -> SearchPage:
    """The page that is asked for, of hits best first; beyond the last page it is empty. Facets are not counted here.

    A hit of a document without an entry, or of which `found` gives None (gone meanwhile), is left out. Of documents in
    another order than relevance, passages follow their documents. The first `answering` hits are enough to hold the
    answer.
    """
    is_all = len(hits) < request.looked_at
    likely = {hit.passage.id for hit in hits[:answering]}
    looked_at = [hit for hit in hits if hit.passage.document_id in entries]
    hits = chosen_of(looked_at, request.order, read.said)
    whole = grouped(hits, entries, order=request.order, places=len(hits), limit=len(hits))
    ranks, start = standings(looked_at), (request.page - 1) * request.per_page

    def shown(chosen: Sequence[Hit]) -> tuple[Shown, ...]:
        them = ((hit, found(hit)) for hit in chosen)
        return tuple(Shown(each, entries[hit.passage.document_id], why(hit)) for hit, each in them if each is not None)

    def why(hit: Hit) -> Why:
        return why_of(hit, read, ranks, len(looked_at), is_likely=hit.passage.id in likely)

    def document(group: Group) -> DocumentShown:
        first, rest = group.places[: request.places], group.places[request.places :][: request.others]
        others = tuple(each for each in map(found, rest) if each is not None)
        return DocumentShown(entries[group.document_id], shown(first), group.found, others)

    in_order = hits if request.order is Order.RELEVANCE else [hit for group in whole.groups for hit in group.places]
    end = start + request.per_page
    return SearchPage(
        request,
        read,
        documents=tuple(map(document, whole.groups[start:end])) if request.groups else (),
        passages=() if request.groups else shown(in_order[start:end]),
        total_documents=whole.documents,
        total_passages=len(hits),
        is_all=is_all,
        left_out=len(looked_at) - len(hits),
    )


def chosen_of(hits: Sequence[Hit], order: Order, said: Understood) -> Sequence[Hit]:
    """Of hits, best first, those that belong in a list of this order; all that hold a phrase that was demanded do."""
    if order is Order.RELEVANCE or said.operators.phrases or not hits or hits[0].score <= 0:
        return hits
    return [hit for hit in hits if hit.score >= SURE * hits[0].score]


class Searching:
    """Searches over one archive. Safe to use from several threads."""

    def __init__(self, index: Callable[[], Index], kept: KeptDocuments, max_chars: int) -> None:
        self._index = index
        self._kept = kept
        self._max_chars = max_chars

    def understood(self, query: str, literal: frozenset[Part] = frozenset()) -> Understood:
        """Raises EmptyQuestion, QuestionTooLong."""
        query = encodable(query)
        if not query.strip():
            raise EmptyQuestion
        if len(query) > self._max_chars:
            raise QuestionTooLong(len(query), self._max_chars)
        return self._index().understand(query.strip(), literal)

    def interpreted(self, said: Understood, scope: Scope) -> Interpretation:
        """How a query is read, for the reader to see."""
        named = self._index().named(said, scope)
        entries = self._index().catalogue.entries_of(sorted(named.documents), scope)
        suggested = self._index().vocabulary.suggested(said)
        return interpretation_of(said, named, entries, lambda place: self._address(place, scope), suggested)

    def retrieved(self, said: Understood, scope: Scope, limit: int) -> tuple[Source, ...]:
        """At most `limit` passages, best first, each with its document."""
        hits = self._index().search(said, scope, limit)
        return sources_of(hits, lambda key: self._kept.get(key, scope), self._entries(hits, scope).get)

    def page(self, request: SearchRequest, scope: Scope) -> SearchPage:
        """One page of a result. Raises EmptyQuestion, QuestionTooLong."""
        said = self.understood(request.query, request.literal)
        hits = self._index().search(said, scope, request.looked_at, where=request.where)
        entries = self._entries(hits, scope)
        page = page_of(
            request,
            self.interpreted(said, scope),
            hits,
            entries,
            lambda hit: self._found(hit, entries, scope),
            self._index().answering(hits),
        )
        return self._counted(page, said, hits, scope) if request.facets else page

    def like(self, passage_id: str, scope: Scope, limit: int) -> tuple[Found, tuple[Found, ...]]:
        """A passage, and at most `limit` like it. Raises PassageNotFound, also for what this reader may not see."""
        passage = self._index().catalogue.passages([passage_id], scope).get(passage_id)
        hits = (Hit(passage, 0.0), *self._index().like(passage_id, scope, limit)) if passage is not None else ()
        entries = self._entries(hits, scope)
        found = [self._found(hit, entries, scope) for hit in hits]
        if not found or found[0] is None:
            raise PassageNotFound(passage_id)
        return found[0], tuple(each for each in found[1:] if each is not None)

    def _counted(self, page: SearchPage, said: Understood, hits: Sequence[Hit], scope: Scope) -> SearchPage:
        """The page with its facets. What a condition leaves out is counted by a search without it."""

        def counted(found: Sequence[Hit]) -> Facets:
            them = chosen_of(found, page.request.order, said)
            return self._index().catalogue.facets([*{hit.passage.document_id: None for hit in them}], scope)

        facets, without = counted(hits), {}
        for name, where in relaxed(page.request.where).items():
            others = counted(self._index().search(said, scope, page.request.looked_at, where=where))
            facets, without[name] = widened(facets, others, name), others.documents
        return replace(page, facets=facets, without=without)

    def _entries(self, hits: Sequence[Hit], scope: Scope) -> dict[str, DocumentEntry]:
        return self._index().catalogue.entries_of([*{hit.passage.document_id: None for hit in hits}], scope)

    def _found(self, hit: Hit, entries: Mapping[str, DocumentEntry], scope: Scope) -> Found | None:
        """A hit with its place; None where its document is none of `entries`, which are what this reader may see."""
        key = hit.passage.document_id
        entry = entries.get(key)
        document = self._kept.get(key, scope) if entry is not None else None
        return None if entry is None or document is None else found_of(hit, document, entry)

    def _address(self, place: Place, scope: Scope) -> str:
        document = self._kept.get(place.document_id, scope)
        return address_of(document.text, document.sections, place.span) if document else ""


def encodable(text: str) -> str:
    """Bytes of a command line that are no UTF-8 arrive as half surrogates, which nothing can store or print."""
    return text.encode("utf-8", "replace").decode()
