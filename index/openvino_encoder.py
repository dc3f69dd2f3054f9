"""The default dense encoder: multilingual-e5-small on OpenVINO, from weights that a package carries."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index.e5_graph import e5_model
from index.e5_tokenizer import E5Tokenizer
from index.e5_weights import E5Weights, read_weights
from index.errors import EncodingFailed, ModelNotInstalled
from index.gathering import Gathered
from index.types import Vectors

if TYPE_CHECKING:
    import openvino as ov  # type: ignore[import-untyped]

NAME = "e5-small-q4-openvino-1"
DIMENSION = 384
PADDING = 1
# Small batches pad less and keep activations in the cache: over 60 paragraphs (2 cores, AVX2) 512 ran at 2,420
# tokens/s, 1,024 at 2,220, 2,048 at 1,820, 8,192 at 1,020; 192 and 384 were no faster than 512.
BATCH_TOKENS = 512
# A run costs some 5 ms whatever it holds, a token 0.4 to 0.5 ms. Eight questions of 15 to 57 tokens, filled up by at
# most 4/8/16/32/64 tokens a run: 51/53/49/52/56 ms each, all in one run 62, one by one 63 (a busy machine).
PADDING_TOKENS = 16


class OpenVinoE5:
    """An `Embedder`. Loads on first use; thread-safe: calls share one model and take turns batch by batch.

    Queries that come while it runs are encoded together. `threads`: 0 leaves the choice to OpenVINO. `batch_tokens`
    bounds texts x longest text of a batch, and with it both memory and how long a query waits behind a running
    ingestion. Raises `WeightsMissing`, `WeightsDamaged`, `ModelNotInstalled` and `EncodingFailed`.
    """

    name = NAME
    dimension = DIMENSION

    def __init__(self, threads: int = 0, batch_tokens: int = BATCH_TOKENS) -> None:
        self._threads = threads
        self._batch_tokens = batch_tokens
        self._loading = threading.Lock()
        self._running = threading.Lock()
        self._queries: Gathered[Sequence[str], Vectors] = Gathered(self._queries_of_many)
        # The weights are kept because the graph looks words up in their mapped file.
        self._loaded: tuple[E5Tokenizer, ov.InferRequest, E5Weights] | None = None

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), 384), float32, unit rows in the order of `texts`; texts are cut at 512 tokens."""
        return self._encoded([f"passage: {text}" for text in texts])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """As `encode_passages`, with the prefix that the model was trained to see on questions."""
        return self._queries.ask([f"query: {text}" for text in texts]) if texts else self._encoded([])

    def _queries_of_many(self, asked: Sequence[Sequence[str]]) -> list[Vectors]:
        vectors = self._encoded([text for texts in asked for text in texts])
        return np.split(vectors, np.cumsum([len(texts) for texts in asked])[:-1])

    def _encoded(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), DIMENSION), dtype=np.float32)
        if not texts:
            return vectors
        tokenizer, request, _ = self._load()
        ids = [tokenizer.ids_of(text) for text in texts]
        for chosen in batches([len(row) for row in ids], self._batch_tokens):
            vectors[chosen] = self._inferred(request, padded([ids[index] for index in chosen]))
        return vectors

    def _inferred(self, request: ov.InferRequest, ids: npt.NDArray[np.int32]) -> Any:
        try:
            with self._running:
                return request.infer([ids])[0]
        except RuntimeError as error:
            raise EncodingFailed(NAME, _first_line(error)) from error

    def _load(self) -> tuple[E5Tokenizer, ov.InferRequest, E5Weights]:
        with self._loading:
            if self._loaded is None:
                weights = read_weights()
                request = _compiled(weights, self._threads)
                self._loaded = E5Tokenizer(weights.vocabulary, weights.positions), request, weights
            return self._loaded


def batches(lengths: Sequence[int], batch_tokens: int, padding_tokens: int = PADDING_TOKENS) -> Iterator[list[int]]:
    """Indexes of `lengths`, longest first, in runs of at least one.

    A run's count x longest stays within `batch_tokens`, and what it is filled up with within `padding_tokens`.
    """
    run: list[int] = []
    padding = 0
    for index in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        longest = lengths[run[0]] if run else lengths[index]
        padding += longest - lengths[index]
        if run and ((len(run) + 1) * longest > batch_tokens or padding > padding_tokens):
            yield run
            run, padding = [], 0
        run.append(index)
    if run:
        yield run


def padded(rows: Sequence[Sequence[int]]) -> npt.NDArray[np.int32]:
    """Shape (len(rows), longest row), filled up with the padding id."""
    ids = np.full((len(rows), max(map(len, rows))), PADDING, dtype=np.int32)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = row
    return ids


def _compiled(weights: E5Weights, threads: int) -> ov.InferRequest:
    try:
        import openvino as ov
    except ImportError as error:
        raise ModelNotInstalled("openvino", "pip install openvino") from error
    # float32 on every machine: vectors of an index made on one must fit questions asked on another.
    config: dict[str, Any] = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": "f32"}
    if threads:
        config["INFERENCE_NUM_THREADS"] = threads
    try:
        return ov.Core().compile_model(e5_model(weights), "CPU", config).create_infer_request()
    except RuntimeError as error:
        raise EncodingFailed(NAME, _first_line(error)) from error


def _first_line(error: Exception) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
