"""The reranker that the settings choose."""

from __future__ import annotations

from collections.abc import Callable

from index.query.lexicon import Lexicon
from index.settings import IndexSettings
from index.types import Reranker

BUILT_IN = "linear"
NONE = "none"


def reranker_of(settings: IndexSettings, lexicon: Callable[[], Lexicon]) -> Reranker | None:
    """Light: a model of the deployment's own loads on first use. None where there is to be none."""
    if settings.reranker == NONE:
        return None
    if settings.reranker == BUILT_IN:
        from index.rerank.linear import LinearReranker, read_weights

        return LinearReranker(read_weights(), lexicon)
    from index.rerank.cross_encoder import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker)
