"""What a ranker learns from: the first passages of every question, as numbers, and which of them answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eval.beir import Collection
from eval.product import ProductIndex, opened
from eval.ranking.listwise import Array, Listed
from eval.systems import ASKED
from index.types import Hit, Scope

if TYPE_CHECKING:
    from index.search import Index

PASSAGES = 30
"""Some more than the product puts in order (`index.search.Ranking.reranked`)."""
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Gathered:
    """A question: the documents of its passages in the fused order, the relevant ones, and the passages as numbers.

    `features` are those of the first `PASSAGES`, shape (n, F). `group` is the title of the first relevant document: all
    that is asked of one law is learned from or tested on, never both.
    """

    query: str
    group: str
    documents: tuple[str, ...]
    relevant: frozenset[str]
    listed: Listed


def gathered(collection: Collection) -> list[Gathered]:
    """Index the collection in a temporary archive and ask all its questions; those that find nothing are left out."""
    with opened(None) as application:
        product = ProductIndex(application)
        product.add(collection.documents)
        titles = {key: title for key, title, _ in collection.documents}
        return [
            each
            for query, text in collection.queries.items()
            if (each := _asked(application.index, product, collection, titles, query, text))
        ]


def _asked(
    index: Index, product: ProductIndex, collection: Collection, titles: dict[str, str], query: str, text: str
) -> Gathered | None:
    said = index.understand(text, ASKED)
    hits = index.search(said, Scope(), SHOWN, rerank=False)
    if not hits:
        return None
    relevant = frozenset(key for key, grade in collection.qrels[query].items() if grade > 0)
    documents = tuple(product.name_of(hit) for hit in hits)
    answers = np.array([key in relevant for key in documents[:PASSAGES]])
    features = features_of_hits(index, said.meaning, hits[:PASSAGES])
    group = min(titles.get(key, key) for key in relevant) or min(relevant).rpartition(".")[0]
    return Gathered(query, group, documents, relevant, Listed(features, answers))


def features_of_hits(index: Index, question: str, hits: Sequence[Hit]) -> Array:
    """As `index.rerank.linear` sees them."""
    from index.rerank.linear import features_for

    return features_for(question, hits, index.vocabulary.lexicon)
