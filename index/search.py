"""`Index`: documents in, ranked passages out. The one place where catalogue, store and encoders meet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field

import numpy as np

from index.catalogue.catalogue import Catalogue, FileRecord, Label
from index.catalogue.labels import label_over
from index.copies import link_copies_of
from index.filters import Filter
from index.legs import Leg, Legs, Ranked, Scores, ranked, totals_of
from index.named import Named, named_in
from index.phrases import term_groups_of
from index.query.operators import NO_OPERATORS, Operators, Phrase, allows
from index.query.understanding import Part, Understood
from index.rerank.cut import answering
from index.rerank.reordered import FUSED, JUDGED, reordered
from index.sparse import Bm25, Words, passage_vector, query_vector, terms_of
from index.timed import has_preference, narrowed, preferred
from index.types import Embedder, Hit, Passage, Point, Reranker, Scope, Store
from index.vocabulary import Vocabulary
from ingest.types import Document

_TEXTS = 200
"""So many passages are read at once to see what their texts hold."""

FIRST = 1000.0
"""Beyond every sum of z-scores: what gets it comes before all that does not."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """How two legs become one ranking. `depth` candidates of each leg are scored by both.

    `named_bonus` is added to passages of a document that the query names. Chosen on ALQAC 2024 by article: weights of
    0.3/0.4/0.5/0.6 gave nDCG@10 0.892/0.895/0.893/0.887 at depth 200; depths of 50 to 1,000 differ by 0.004.
    `fact_bonus` is added beside it to where such a document says a fact that is asked for: of 264 questions of our own
    over 117 documents 0/2/3/4 brought all places among the first three for 0.76/0.97/0.99/0.99.
    `other_meaning` weighs the rarer meanings of an abbreviation against what was typed. `beyond` is how many passages
    are looked into for a phrase, or for what is left when words are excluded: to read 2,000 takes up to 1 s.
    `preference` is the most that a document of the time which the question prefers gains, so that it decides among near
    equals. It is not measured: no question set asks for the newest. `reranked` passages are looked at again together
    with the question: of 15, 30 and 50, and of 50, 100 and 200 candidates, the same nDCG@10 came out on ALQAC 2024
    (0.941 each, differences within 0.0005).
    """

    depth: int = 100
    dense_weight: float = 0.4
    named_bonus: float = 1.5
    fact_bonus: float = 3.0
    other_meaning: float = 0.3
    preference: float = 0.5
    reranked: int = 20
    beyond: int = 2000
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
        on_forget: Callable[[Sequence[str]], None] | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.vocabulary = vocabulary or Vocabulary()
        self._store = store
        self._embedder = embedder
        self._words = words
        self._ranking = ranking
        self._on_forget = on_forget
        self._reranker = reranker

    def fed_by(self, embedder: Embedder, words: Words) -> Index:
        """The same index, to write to: its passages are encoded and segmented by these."""
        other = copy(self)
        other._embedder, other._words = embedder, words
        return other

    def warm(self) -> None:
        """Load what a first query would wait for."""
        self.search("văn bản", Scope(), 1)

    def understand(self, query: str, literal: Collection[Part] = ()) -> Understood:
        """What the query says, but for the parts that are to be taken as typed."""
        return self.vocabulary.understood(query, literal)

    def named(self, said: Understood, scope: Scope) -> Named:
        """The documents and units of the archive that the query names."""
        return named_in(said, self.catalogue, scope)

    def search(
        self,
        query: str | Understood,
        scope: Scope,
        limit: int,
        *,
        leg: Leg = "fused",
        where: Filter | None = None,
        rerank: bool = True,
    ) -> tuple[Hit, ...]:
        """At most `limit` hits that this reader may see, best first; a query without words gives none.

        Of several copies of one document the best that this reader may see is searched, the others are as if not there;
        with a filter, the best that meets it. Units that the query names come first of all; a query that names
        documents and asks nothing else finds these. What it says of time narrows `where` or prefers documents. What a
        query demands by its operators (`index.query.operators`) every hit's text meets. Of a phrase not all is found
        when each of its pairs of syllables stands in more passages than `Ranking.beyond`.

        The first `Ranking.reranked` of the fused ranking are put in order by the reranker, unless the query only names
        or `rerank` is False.
        """
        said = self.understand(query) if isinstance(query, str) else query
        terms = terms_of(said.meaning, self._words)
        if not terms or limit < 1:
            return ()
        where = narrowed(said, where)
        documents = None if where is None else self.catalogue.filtered(where, scope)
        vector = None if leg == "sparse" else self._embedder.encode_queries([said.meaning])[0]
        legs = Legs(self._store, vector, query_vector(terms, self._other_terms(said)), scope, documents)
        depth = max(self._ranking.depth, limit)
        judge = self._reranker if rerank and leg == "fused" and not said.is_only_a_name else None
        wanted = max(limit, self._ranking.reranked) if judge else limit
        hits = self._hits(self._ranked(said, legs, leg, depth), legs, wanted, said.operators)
        further = self._ranking.beyond // 2
        if said.operators.excluded and len(hits) < limit and depth < further:
            # What was excluded may stand in all that ranks first.
            hits = self._hits(self._ranked(said, legs, leg, further), legs, wanted, said.operators)
        if judge:
            hits = reordered(hits, judge.scores(said.meaning, hits[: self._ranking.reranked]))
        return hits[:limit]

    def answering(self, hits: Sequence[Hit]) -> int:
        """How many of the first hits are enough to hold the answer (`index.rerank.cut`); 0 where none was judged."""
        scores = [hit.legs[JUDGED] for hit in hits if JUDGED in hit.legs]
        return answering(scores, self._reranker.sharpness) if self._reranker else 0

    def like(self, passage_id: str, scope: Scope, limit: int) -> tuple[Hit, ...]:
        """At most `limit` passages whose own words are like those of this one, best first, itself left out.

        They come from its document and from others; from other copies of its document none. An id that is unknown, or
        of a document that this reader may not see, gives none.
        """
        passage = self.catalogue.passages([passage_id], scope).get(passage_id)
        terms = terms_of(passage.text, self._words) if passage else []
        if passage is None or not terms or limit < 1:
            return ()
        vector = self._embedder.encode_passages([passage.text])[0]
        legs = Legs(self._store, vector, passage_vector(terms, self._ranking.bm25), scope)
        found = legs.found("fused", max(self._ranking.depth, limit + 1))
        copies = [entry.id for entry in self.catalogue.copies_of(passage.document_id, scope)]
        left_out = {passage_id, *(key for key, _, _ in self.catalogue.spans_of(copies, scope))}
        scores = legs.completed(found, [key for key in _keys(found) if key not in left_out])
        totals = totals_of(scores, self._ranking.dense_weight)
        return self._hits(ranked(totals, scores), legs, limit)

    def _hits(self, best: Ranked, legs: Legs, limit: int, operators: Operators = NO_OPERATORS) -> tuple[Hit, ...]:
        """The first that the catalogue shows and the operators allow.

        No point is shown whose document is gone or out of scope; a lesser copy only where documents were chosen.
        """
        hits: list[Hit] = []
        step = 2 * limit if operators.is_plain else max(2 * limit, _TEXTS)
        for start in range(0, len(best), step):
            part = best[start : start + step]
            passages = self.catalogue.passages([hit[0] for hit in part], legs.scope, folded=legs.documents is None)
            for key, score, scores in part:
                if len(hits) < limit and key in passages and allows(operators, passages[key].text):
                    hits.append(Hit(passages[key], score, scores))
            if len(hits) >= limit:
                break
        return tuple(hits)

    def _other_terms(self, said: Understood) -> list[tuple[Sequence[str], float]]:
        """Abbreviations as they were typed, and their rarer meanings."""
        short = [(terms_of(said.words[each.span.start : each.span.end], self._words), 1.0) for each in said.expansions]
        rarer = [meaning for each in said.expansions for meaning in each.meanings[1:]]
        return [*short, *((terms_of(meaning, self._words), self._ranking.other_meaning) for meaning in rarer)]

    def _ranked(self, said: Understood, legs: Legs, leg: Leg, depth: int) -> Ranked:
        """Candidates, best first; those of the first `depth` of each leg, and what is named or may hold a phrase."""
        named = self._bonuses(said, legs) if leg == "fused" else {}
        found = legs.found(leg, depth)
        keys = [*dict.fromkeys((*_keys(found), *named))]
        if said.operators.phrases:
            keys = self._bounded(keys, said.operators.phrases, legs)
        scores = legs.completed(found, keys)
        totals = totals_of(scores, self._ranking.dense_weight)
        if leg == "fused":
            scores = {**scores, FUSED: dict(totals)}
        for key in totals.keys() & named.keys():
            totals[key] = named[key] if said.is_only_a_name else totals[key] + named[key]
        if leg == "fused" and has_preference(said):
            for key, liking in self._preferences(said, totals, legs.scope).items():
                totals[key] += self._ranking.preference * liking
        return ranked(totals, scores)

    def _preferences(self, said: Understood, keys: Collection[str], scope: Scope) -> dict[str, float]:
        passages = self.catalogue.passages([*keys], scope)
        dates = self.catalogue.issued_on(sorted({passage.document_id for passage in passages.values()}), scope)
        liked = preferred(said, dates)
        return {key: liked.get(passage.document_id, 0.0) for key, passage in passages.items()}

    def _bounded(self, keys: Sequence[str], phrases: Sequence[Phrase], legs: Legs) -> list[str]:
        """Passages that may hold the phrases: of these, and of those that rank too low to be among them."""
        holding, is_all = legs.holding(term_groups_of(phrases, self.vocabulary.lexicon), self._ranking.beyond)
        if is_all and not any(phrase.is_bare for phrase in phrases):
            return holding
        return [*dict.fromkeys((*keys, *holding))]

    def _bonuses(self, said: Understood, legs: Legs) -> dict[str, float]:
        """What is added to the scores of the passages of what the query names, by passage id.

        Where the query only names, nothing in them is looked for: they come in reading order, before all else.
        """
        named = self.named(said, legs.scope)
        documents = named.documents if legs.documents is None else named.documents.intersection(legs.documents)
        if not documents:
            return {}
        spans = self.catalogue.spans_of(documents, legs.scope)
        bonuses = {key: self._ranking.named_bonus for key, _, _ in spans}
        if said.is_only_a_name:
            order = {start: at for at, start in enumerate(sorted({span.start for _, _, span in spans}))}
            bonuses = {key: FIRST - order[span.start] / len(order) for key, _, span in spans}
        for key, document_id, span in spans:
            if any(place.document_id == document_id and place.span.overlaps(span) for place in named.places):
                bonuses[key] += FIRST
            if named.tells(document_id, span):
                bonuses[key] += self._ranking.fact_bonus
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
        if self._on_forget:
            self._on_forget(document_ids)
        self._store.delete_documents(document_ids)
        self._store.flush()

    def count(self) -> int:
        """Points in the store."""
        return self._store.count()

    def optimize(self) -> None:
        """See `Store.optimize`: for whoever writes much and answers nobody meanwhile. Raises DiskFull."""
        self._store.optimize()

    def close_store(self) -> None:
        """Flush and release the store; the catalogue stays open."""
        self._store.close()


def _keys(found: Scores) -> list[str]:
    return [*dict.fromkeys(key for scores in found.values() for key in scores)]
