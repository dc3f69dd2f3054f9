"""The encoder's graph in OpenVINO's own operations, straight from the weights: no torch, no ONNX, no converted files.

The first vector takes 0.9 to 1.1 s from a cold start. A copy of the graph saved on disk would save some 0.4 s of it
and bring 100 MB of files that can be damaged, stale, or written by two processes at once; so there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index.e5_weights import BLOCK_BYTES, E5Weights

if TYPE_CHECKING:
    import openvino as ov  # type: ignore[import-untyped]

MASKED = -1e9
MEAN_EPSILON = 1e-12


def e5_model(weights: E5Weights) -> ov.Model:
    """Input: token ids, int32, (texts, tokens), filled up with the padding id. Output: float32, (texts, hidden), unit.

    The word embeddings, 80 % of the model, stay in 4 bits and are unpacked after the look-up: 54 MB instead of 384, the
    same values. The other matrices are float32: kept in 4 bits they save 70 MB and cost 12 % of the rate.
    """
    import openvino as ov
    from openvino import opset13 as ops

    graph = _Graph(weights, ops)
    ids = ops.parameter([-1, -1], np.int32, name="ids")
    mask = ops.convert(ops.not_equal(ids, graph.constant(np.int32(weights.vocabulary.pad))), "f32")
    bias = graph.attention_bias(mask)
    states = graph.embedded(ids)
    for layer in range(weights.layers):
        states = graph.layer(states, bias, f"l{layer}")
    return ov.Model([graph.pooled(states, mask)], [ids], "e5")


class _Graph:
    """Parts of a BERT encoder. Shapes in comments: B texts, T tokens, H hidden, N heads."""

    def __init__(self, weights: E5Weights, ops: Any) -> None:
        self.weights = weights
        self.ops = ops
        self.heads_shape = self.ints(0, 0, weights.heads, weights.hidden // weights.heads)
        self.hidden_shape = self.ints(0, 0, weights.hidden)
        self.swap = self.ints(0, 2, 1, 3)

    def constant(self, value: npt.ArrayLike) -> Any:
        return self.ops.constant(np.ascontiguousarray(value))

    def ints(self, *values: int) -> Any:
        return self.ops.constant(np.array(values, dtype=np.int64))

    def scalar(self, value: float) -> Any:
        return self.ops.constant(np.float32(value))

    def embedded(self, ids: Any) -> Any:
        ops, weights = self.ops, self.weights
        axis = ops.constant(np.int32(0))
        tokens = ops.gather(ops.shape_of(ids, "i32"), ops.constant(np.int32(1)), axis)
        places = ops.range(ops.constant(np.int32(0)), tokens, ops.constant(np.int32(1)), "i32")
        # Every text is of segment 0, so that row is added to the positions once, here.
        table = weights.vectors["emb.pos"].reshape(-1, weights.hidden) + weights.vectors["emb.type"][: weights.hidden]
        summed = ops.add(self._words(ids, axis), ops.gather(self.constant(table), places, axis))
        return self.normalised(summed, "emb.ln")

    def _words(self, ids: Any, axis: Any) -> Any:
        """Rows of the 4-bit table: (B, T, blocks, 18) bytes to (B, T, H) floats."""
        ops, table = self.ops, self.weights.matrices["emb.word"]
        # Shared with the mapped file: the table costs no memory of the process's own (291 MB instead of 338 in all).
        blocks = ops.gather(ops.constant(table.blocks, shared_memory=True), ids, axis)
        nibbles = ops.slice(blocks, self.ints(2), self.ints(BLOCK_BYTES), self.ints(1), self.ints(3))
        packed = ops.convert(nibbles, "f32")
        scales = ops.convert(ops.gather(self.constant(table.scales()[:, :, None]), ids, axis), "f32")
        high = ops.floor(ops.multiply(packed, self.scalar(1 / 16)))
        low = ops.subtract(packed, ops.multiply(high, self.scalar(16)))
        words = ops.subtract(ops.concat([low, high], -1), self.scalar(8))
        return ops.reshape(ops.multiply(words, scales), self.hidden_shape, True)

    def attention_bias(self, mask: Any) -> Any:
        """(B, 1, 1, T): 0 for a token, a large negative number for padding."""
        bias = self.ops.multiply(self.ops.subtract(self.scalar(1), mask), self.scalar(MASKED))
        return self.ops.unsqueeze(bias, self.ints(1, 2))

    def layer(self, states: Any, bias: Any, name: str) -> Any:
        ops = self.ops
        # One product for query, key and value: 9.6 ms for a single query instead of 10.8 with three.
        joined = self.linear(states, f"{name}.q", f"{name}.k", f"{name}.v")
        parts = ops.split(joined, ops.constant(np.int64(-1)), 3).outputs()
        query, key, value = (ops.transpose(ops.reshape(part, self.heads_shape, True), self.swap) for part in parts)
        attended = ops.scaled_dot_product_attention(query, key, value, bias)
        context = ops.reshape(ops.transpose(attended, self.swap), self.hidden_shape, True)
        states = self.normalised(ops.add(states, self.linear(context, f"{name}.ao")), f"{name}.aln")
        inner = ops.gelu(self.linear(states, f"{name}.fi"), "erf")
        return self.normalised(ops.add(states, self.linear(inner, f"{name}.fo")), f"{name}.oln")

    def linear(self, states: Any, *names: str) -> Any:
        matrix = np.concatenate([self.weights.matrices[f"{name}.w"].dense() for name in names])
        bias = np.concatenate([self.weights.vectors[f"{name}.b"] for name in names])
        return self.ops.add(self.ops.matmul(states, self.constant(matrix), False, True), self.constant(bias))

    def normalised(self, states: Any, name: str) -> Any:
        ops, vectors = self.ops, self.weights.vectors
        centred = ops.mvn(states, self.ints(-1), True, self.weights.epsilon, "inside_sqrt")
        return ops.add(ops.multiply(centred, self.constant(vectors[f"{name}.w"])), self.constant(vectors[f"{name}.b"]))

    def pooled(self, states: Any, mask: Any) -> Any:
        """The mean over tokens as a unit vector; dividing by their number would change nothing after L2."""
        ops = self.ops
        total = ops.reduce_sum(ops.multiply(states, ops.unsqueeze(mask, self.ints(-1))), self.ints(1), False)
        return ops.normalize_l2(total, self.ints(1), MEAN_EPSILON, "add")
