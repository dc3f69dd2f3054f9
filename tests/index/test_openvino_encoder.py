"""How texts are shared out among runs of the encoder; what it gives is held by `tests/contracts/test_embedder.py`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.openvino_encoder import batches

LENGTHS = st.lists(st.integers(2, 512), max_size=60)


@pytest.mark.parametrize(("lengths", "runs"), [
    ([], []), ([9], [[0]]), ([9, 9, 9], [[0, 1, 2]]), ([600, 5], [[0], [1]]), ([5, 20, 19], [[1, 2, 0]]),
    ([3, 20, 19], [[1, 2], [0]]), ([200, 198, 197], [[0, 1], [2]]),
])  # fmt: skip
def test_texts_of_a_length_go_together(lengths, runs):
    assert list(batches(lengths, 512, 16)) == runs


@given(LENGTHS, st.integers(64, 1024), st.integers(0, 64))
def test_every_text_is_in_one_run_and_runs_keep_their_bounds(lengths, batch_tokens, padding_tokens):
    runs = list(batches(lengths, batch_tokens, padding_tokens))
    assert sorted(index for run in runs for index in run) == list(range(len(lengths)))
    for run in runs:
        longest = lengths[run[0]]
        assert len(run) == 1 or len(run) * longest <= batch_tokens
        assert sum(longest - lengths[index] for index in run) <= padding_tokens
