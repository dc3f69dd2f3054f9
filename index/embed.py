"""Any sentence-transformers model of the deployment's own choice, by name or local path."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.errors import EncodingFailed, ModelNotInstalled
from index.types import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

EXTRA = "pip install 'vanban[models]'"
COPY = "tải mô hình về máy (hoặc chép từ máy có mạng) rồi đặt đường dẫn tới thư mục đó làm tên mô hình"


class SentenceTransformerEmbedder:
    """An `Embedder` over sentence-transformers. Loads on first use; thread-safe, one call at a time.

    `model`: a name on a hub or a local folder; with HF_HUB_OFFLINE=1 only what is on this machine is opened. The
    prefixes are those the model was trained with, and part of `name`: other prefixes make other vectors. Raises
    `ModelNotInstalled` when the library or the model is not here and `EncodingFailed` when encoding fails.
    """

    def __init__(self, model: str, query_prefix: str = "", passage_prefix: str = "") -> None:
        self._model = model
        self._query_prefix = query_prefix
        self._passage_prefix = passage_prefix
        self._lock = threading.Lock()
        self._loaded: SentenceTransformer | None = None

    @property
    def name(self) -> str:
        return f"{self._model}|{self._query_prefix}|{self._passage_prefix}"

    @property
    def dimension(self) -> int:
        """Length of a vector. Loads the model."""
        with self._lock:
            return int(self._load().get_embedding_dimension() or 0)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension), float32, unit rows in the order of `texts`, cut at the model's window."""
        return self._encoded([self._passage_prefix + text for text in texts])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """As `encode_passages`, with the prefix for questions."""
        return self._encoded([self._query_prefix + text for text in texts])

    def _encoded(self, texts: list[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        with self._lock:
            model = self._load()
            try:
                vectors = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
            except (RuntimeError, ValueError, MemoryError) as error:
                raise EncodingFailed(self._model, str(error).partition("\n")[0]) from error
        return np.asarray(vectors, dtype=np.float32)

    def _load(self) -> SentenceTransformer:
        if self._loaded is None:
            try:
                from sentence_transformers import SentenceTransformer
            except ImportError as error:
                raise ModelNotInstalled(self._model, EXTRA) from error
            try:
                self._loaded = SentenceTransformer(self._model, device="cpu")
            except Exception as error:  # hub, file, JSON and tensor errors share no root
                raise ModelNotInstalled(self._model, COPY) from error
        return self._loaded
