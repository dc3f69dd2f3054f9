"""The encoder and the segmenter that the settings choose; also made on other machines, from plain values."""

from __future__ import annotations

from index.settings import IndexSettings
from index.sparse import Words
from index.types import Embedder


def encoders_of(model: str, query_prefix: str, passage_prefix: str, threads: int) -> tuple[Embedder, Words]:
    """Light: both load on first use. An empty `model` is the bundled one."""
    from index.words import Segmenter

    if model:
        from index.embed import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder(model, query_prefix, passage_prefix), Segmenter()
    from index.openvino_encoder import OpenVinoE5

    return OpenVinoE5(threads=threads), Segmenter()


def chosen_encoders(settings: IndexSettings, threads: int | None = None) -> tuple[str, str, str, int]:
    """The arguments of `encoders_of`: nothing but plain values, and no key of a server among them."""
    count = settings.threads if threads is None else threads
    return settings.embedder, settings.query_prefix, settings.passage_prefix, count
