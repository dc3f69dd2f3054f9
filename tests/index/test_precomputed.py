"""Vectors and words from elsewhere stand in for those computed here, and are the same."""

import numpy as np

from index.fakes import FakeEmbedder, SyllableSegmenter
from index.precomputed import Kept, PrecomputedEmbedder, PrecomputedWords

TEXTS = ["Điều 1. Phạm vi", "Điều 2. Đối tượng", "Điều 3. Hiệu lực"]


def test_what_is_kept_is_taken_and_the_rest_is_encoded_here():
    real = FakeEmbedder(16)
    kept = Kept()
    kept.update({TEXTS[1]: real.encode_passages([TEXTS[1]])[0]})
    embedder = PrecomputedEmbedder(real, kept)
    assert np.array_equal(embedder.encode_passages(TEXTS), real.encode_passages(TEXTS))
    assert embedder.encoded == 2
    assert (embedder.name, embedder.dimension) == (real.name, 16)
    assert np.array_equal(embedder.encode_queries(TEXTS), real.encode_queries(TEXTS))
    assert embedder.encode_passages([]).shape == (0, 16)


def test_words_that_are_kept_are_not_segmented_again():
    kept = Kept()
    kept.update({"một hai": ["một_hai"]})
    words = PrecomputedWords(SyllableSegmenter(), kept)
    assert words.words_of("một hai") == ["một_hai"]
    assert words.words_of("ba bốn") == ["ba", "bốn"]


def test_the_oldest_are_forgotten():
    kept = Kept(most=2)
    kept.update({"a": 1, "b": 2})
    kept.update({"c": 3})
    assert [kept.get(key) for key in "abc"] == [None, 2, 3]
