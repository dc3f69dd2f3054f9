"""Any sentence-transformers cross-encoder of the deployment's own choice, by name or local path."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.embed import COPY, EXTRA
from index.errors import EncodingFailed, ModelNotInstalled
from index.types import Hit

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class CrossEncoderReranker:
    """A `Reranker` over sentence-transformers. Loads on first use; thread-safe, one call at a time.

    `model`: a name on a hub or a local folder; with HF_HUB_OFFLINE=1 only what is on this machine is opened. Raises
    `ModelNotInstalled` when the library or the model is not here and `EncodingFailed` when judging fails.
    """

    sharpness = 1.0
    """For a model trained with a logistic loss, as most are; for others the number that answers is a guess."""

    def __init__(self, model: str) -> None:
        self.name = model
        self._lock = threading.Lock()
        self._loaded: CrossEncoder | None = None

    def scores(self, question: str, hits: Sequence[Hit]) -> Sequence[float]:
        """See `index.types.Reranker`. The model reads a passage's heading and text, cut at its own window."""
        if not hits:
            return []
        pairs = [(question, f"{hit.passage.heading}\n{hit.passage.text}".strip()) for hit in hits]
        with self._lock:
            model = self._load()
            try:
                found = np.asarray(model.predict(pairs, show_progress_bar=False), dtype=np.float64)
            except (RuntimeError, ValueError, IndexError, MemoryError) as error:
                raise EncodingFailed(self.name, str(error).partition("\n")[0]) from error
        if found.shape != (len(hits),) or not np.isfinite(found).all():
            raise EncodingFailed(self.name, f"{len(hits)} đoạn nhưng điểm có dạng {found.shape} hoặc không phải số")
        return _odds(found).tolist()  # type: ignore[no-any-return]

    def _load(self) -> CrossEncoder:
        if self._loaded is None:
            try:
                from sentence_transformers import CrossEncoder
            except ImportError as error:
                raise ModelNotInstalled(self.name, EXTRA) from error
            try:
                self._loaded = CrossEncoder(self.name, device="cpu")
            except Exception as error:  # hub, file, JSON and tensor errors share no root
                raise ModelNotInstalled(self.name, COPY) from error
        return self._loaded


def _odds(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Chances, which many models give, as logarithms of odds; other scores as they are."""
    if scores.size and scores.min() >= 0.0 and scores.max() <= 1.0:
        inside = np.clip(scores, 1e-6, 1 - 1e-6)
        return np.asarray(np.log(inside / (1 - inside)), dtype=np.float64)
    return scores
