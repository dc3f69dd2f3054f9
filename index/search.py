"""`Index`: documents in, ranked passages out. The one place where catalogue, store and encoders meet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from index.catalogue.catalogue import Catalogue, FileRecord, Label
from index.catalogue.labels import label_over
from index.copies import link_copies_of
from index.fusion import fused
from index.named import Named, named_in
from index.query.understanding import Part, Understood
from index.sparse import Bm25, Words, passage_vector, query_vector, terms_of
from index.types import Embedder, Hit, Passage, Point, Scope, Scored, SparseVector, Store
from index.vocabulary import Vocabulary
from ingest.types import Document

Leg = Literal["fused", "dense", "sparse"]

FIRST = 1000.0
"""Beyond every sum of z-scores: what gets it comes before all that does not."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """How two legs become one ranking. `depth` candidates of each leg are scored by both.

    `named_bonus` is added to passages of a document that the query names. Chosen on ALQAC 2024 by article: weights of
    0.3/0.4/0.5/0.6 gave nDCG@10 0.892/0.895/0.893/0.887 at depth 200; depths of 50 to 1,000 differ by 0.004.
    `other_meaning` weighs the rarer meanings of an abbreviation against what was typed.
    """

    depth: int = 200
    dense_weight: float = 0.4
    named_bonus: float = 1.5
    other_meaning: float = 0.3
    bm25: Bm25 = field(default_factory=Bm25)


def indexed_text(passage: Passage) -> str:
    """What both legs read of a passage: its heading, then its words."""
    return f"{passage.heading}\n{passage.text}" if passage.heading else passage.text


class Index:
    """Search over what was indexed. Safe to use from several threads once built; writing is for one thread."""

    def __init__(
        self,
        catalogue: Catalogue,
        store: Store,
        embedder: Embedder,
        words: Words,
        ranking: Ranking = Ranking(),
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.vocabulary = vocabulary or Vocabulary()
        self._store = store
        self._embedder = embedder
        self._words = words
        self._ranking = ranking

    def warm(self) -> None:
        """Load what a first query would wait for."""
        self.search("văn bản", Scope(), 1)

    def understand(self, query: str, literal: Collection[Part] = ()) -> Understood:
        """What the query says, but for the parts that are to be taken as typed."""
        return self.vocabulary.understood(query, literal)

    def named(self, said: Understood, scope: Scope) -> Named:
        """The documents and units of the archive that the query names."""
        return named_in(said, self.catalogue, scope)

    def search(self, query: str | Understood, scope: Scope, limit: int, *, leg: Leg = "fused") -> tuple[Hit, ...]:
        """At most `limit` hits that this reader may see, best first; a query without words gives none.

        Of several copies of one document the best that this reader may see is searched, the others are as if not there.
        Units that the query names come first of all; a query that names documents and asks nothing else finds these.
        """
        said = self.understand(query) if isinstance(query, str) else query
        terms = terms_of(said.meaning, self._words)
        if not terms or limit < 1:
            return ()
        ranked = self._ranked(said, query_vector(terms, self._other_terms(said)), scope, limit, leg)
        hits: list[Hit] = []
        # The catalogue is asked as well: a point whose document is gone, out of scope or a lesser copy is not shown.
        for start in range(0, len(ranked), 2 * limit):
            part = ranked[start : start + 2 * limit]
            passages = self.catalogue.passages([hit[0] for hit in part], scope, folded=True)
            hits += [Hit(passages[key], score, legs) for key, score, legs in part if key in passages]
            if len(hits) >= limit:
                break
        return tuple(hits[:limit])

    def _other_terms(self, said: Understood) -> list[tuple[Sequence[str], float]]:
        """Abbreviations as they were typed, and their rarer meanings."""
        short = [(terms_of(said.words[each.span.start : each.span.end], self._words), 1.0) for each in said.expansions]
        rarer = [meaning for each in said.expansions for meaning in each.meanings[1:]]
        return [*short, *((terms_of(meaning, self._words), self._ranking.other_meaning) for meaning in rarer)]

    def _ranked(
        self, said: Understood, sparse_query: SparseVector, scope: Scope, limit: int, leg: Leg
    ) -> list[tuple[str, float, dict[str, float]]]:
        """Candidates, best first: more than `limit`, so that enough remain when copies are folded."""
        depth = max(self._ranking.depth, limit)
        if leg == "sparse":
            found = self._store.search_sparse(sparse_query, scope, depth)
            return [(hit.id, hit.score, {leg: hit.score}) for hit in found]
        vector = self._embedder.encode_queries([said.meaning])[0]
        if leg == "dense":
            found = self._store.search_dense(vector, scope, depth)
            return [(hit.id, hit.score, {leg: hit.score}) for hit in found]
        named = self._bonuses(said, scope)
        dense = _by_id(self._store.search_dense(vector, scope, depth))
        sparse = _by_id(self._store.search_sparse(sparse_query, scope, depth))
        both = {**dense, **sparse, **named}
        missing = [key for key in both if key not in dense]
        dense |= _by_id(self._store.search_dense(vector, scope, len(missing), within=missing))
        missing = [key for key in both if key not in sparse]
        sparse |= _by_id(self._store.search_sparse(sparse_query, scope, len(missing), within=missing))
        scores = fused(dense, sparse, self._ranking.dense_weight)
        for key in scores.keys() & named.keys():
            scores[key] = named[key] if said.is_only_a_name else scores[key] + named[key]
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return [(key, score, {"dense": dense[key], "sparse": sparse.get(key, 0.0)}) for key, score in best]

    def _bonuses(self, said: Understood, scope: Scope) -> dict[str, float]:
        """What is added to the scores of the passages of what the query names, by passage id.

        Where the query only names, nothing in them is looked for: they come in reading order, before all else.
        """
        named = self.named(said, scope)
        if not named.documents:
            return {}
        spans = self.catalogue.spans_of(named.documents, scope)
        bonuses = {key: self._ranking.named_bonus for key, _, _ in spans}
        if said.is_only_a_name:
            order = {start: at for at, start in enumerate(sorted({span.start for _, _, span in spans}))}
            bonuses = {key: FIRST - order[span.start] / len(order) for key, _, span in spans}
        for key, document_id, span in spans:
            if any(place.document_id == document_id and place.span.overlaps(span) for place in named.places):
                bonuses[key] += FIRST
        return bonuses

    def learn_words(self) -> None:
        """Let questions be understood by the words of the archive as it is now."""
        self.vocabulary.refresh()

    def index_documents(self, document_ids: Sequence[str]) -> None:
        """Encode and store the passages of these catalogued documents, then call them indexed.

        The store is flushed first: what the catalogue calls indexed survives a power cut.
        """
        passages = [passage for key in document_ids for passage in self.catalogue.passages_of(key)]
        labels = {key: self.catalogue.label_of(key) for key in document_ids}
        self._store_points(document_ids, self._points(passages, labels))

    def replace(
        self, file: FileRecord, documents: Sequence[Document], passages: Sequence[Sequence[Passage]], label: Label
    ) -> None:
        """Put another reading of a file in the place of the one that is found now.

        What is slow and can fail is done first, beside the old reading; then catalogue and store change one after the
        other. Killed between the two, the next run's `index_documents` completes it.
        """
        labels = {
            d.id: (label_over(d, label), d.facts.issued_on.value if d.facts.issued_on else None) for d in documents
        }
        points = self._points([passage for each in passages for passage in each], labels)
        before = self.catalogue.document_ids(file.id)
        self.catalogue.put(file, documents, passages, label)
        self._store_points(sorted({*before, *labels}), points)

    def link_copies(self) -> int:
        """Look for the copies of every document that has not been compared yet; gives how many were looked at."""
        ids = self.catalogue.uncompared()
        for document_id in ids:
            link_copies_of(self.catalogue, document_id)
        return len(ids)

    def _points(self, passages: Sequence[Passage], labels: Mapping[str, tuple[Label, dt.date | None]]) -> list[Point]:
        dense = self._embedder.encode_passages([indexed_text(passage) for passage in passages])
        points = []
        for passage, vector in zip(passages, dense, strict=True):
            label, issued_on = labels[passage.document_id]
            terms = terms_of(indexed_text(passage), self._words)
            points.append(
                Point(
                    id=passage.id,
                    document_id=passage.document_id,
                    dense=np.asarray(vector, dtype=np.float32),
                    sparse=passage_vector(terms, self._ranking.bm25),
                    clearance=label.clearance,
                    organisation=label.organisation,
                    issued_on=issued_on,
                )
            )
        return points

    def _store_points(self, document_ids: Sequence[str], points: Sequence[Point]) -> None:
        # An earlier reading of the same file may have left passages that this one no longer has.
        self._store.delete_documents(document_ids)
        self._store.upsert(points)
        self._store.flush()
        self.catalogue.mark_indexed(document_ids)

    def forget_documents(self, document_ids: Sequence[str]) -> None:
        """Take these documents' points out of the store, for good: the catalogue may forget them after this."""
        self._store.delete_documents(document_ids)
        self._store.flush()

    def count(self) -> int:
        """Points in the store."""
        return self._store.count()

    def optimize(self) -> None:
        self._store.optimize()

    def close_store(self) -> None:
        """Flush and release the store; the catalogue stays open."""
        self._store.close()


def _by_id(hits: Iterable[Scored]) -> dict[str, float]:
    return {hit.id: hit.score for hit in hits}
