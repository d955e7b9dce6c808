"""The weights of a BERT encoder become a graph that ONNX Runtime runs: float32 or int8.

The graph takes the tokens of one text, shape (1, tokens), and gives their last hidden states,
shape (1, tokens, dimension). One text at a time needs no padding and no mask, and its vector
does not depend on what else is embedded with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from vectorstore.embedding import Precision

Array = NDArray[np.float32]

_FUSED = "com.microsoft"  # ONNX Runtime's own operators
_EPSILON = 1e-12


def bert_graph(
    weights: Mapping[str, Array], *, layers: int, heads: int, precision: Precision
) -> onnx.ModelProto:
    """The encoder with its weights in it.

    Args:
        weights: by the names that transformers gives them, in float32.
        precision: int8 quantises each matrix by its output channels and what is multiplied with
            it as it comes; sums, norms and the attention stay in float32. GELU goes by
            tanh there, which costs less and errs less than the bytes do.
    """
    graph = _Graph(weights, precision)
    states = graph.embeddings()
    for layer in range(layers):
        states = graph.layer(states, f"encoder.layer.{layer}.", heads)
    return graph.finished(states)


class _Graph:
    """A graph that is being put together."""

    def __init__(self, weights: Mapping[str, Array], precision: Precision) -> None:
        self._weights = weights
        self._precision = precision
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def embeddings(self) -> str:
        """Words and their places; every token is of the first segment."""
        places = self._weights["embeddings.position_embeddings.weight"]
        first_segment = self._weights["embeddings.token_type_embeddings.weight"][0]
        norm = "embeddings.LayerNorm"
        inputs = [
            "input_ids",
            "",
            self._weight("embeddings.word_embeddings.weight"),
            self._constant("places", places + first_segment),
            "",
            self._weight(f"{norm}.weight"),
            self._weight(f"{norm}.bias"),
        ]
        states, _ = self._node(
            "EmbedLayerNormalization", inputs, "embedded", "no_mask", epsilon=_EPSILON
        )
        return states

    def layer(self, states: str, name: str, heads: int) -> str:
        """Attention and the two dense layers after it, each added to what went in."""
        attended = self._attention(states, f"{name}attention.self.", heads)
        states = self._added(attended, states, f"{name}attention.output.")
        dense = f"{name}intermediate.dense"
        wide = self._multiplied(states, dense, self._weights[f"{dense}.weight"])
        bias = self._weight(f"{dense}.bias")
        gelu = "FastGelu" if self._precision == "int8" else "BiasGelu"
        (active,) = self._node(gelu, [wide, bias], f"{name}active")
        return self._added(active, states, f"{name}output.")

    def finished(self, states: str) -> onnx.ModelProto:
        dimension = self._weights["embeddings.LayerNorm.weight"].shape[0]
        graph = helper.make_graph(
            self._nodes,
            "bert",
            [helper.make_tensor_value_info("input_ids", TensorProto.INT32, [1, "tokens"])],
            [helper.make_tensor_value_info(states, TensorProto.FLOAT, [1, "tokens", dimension])],
            self._constants,
        )
        versions = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=8)

    def _attention(self, states: str, name: str, heads: int) -> str:
        parts = ("query", "key", "value")
        matrix = np.concatenate([self._weights[f"{name}{each}.weight"] for each in parts])
        bias = np.concatenate([self._weights[f"{name}{each}.bias"] for each in parts])
        together = self._multiplied(states, f"{name}parts", matrix)
        widths = np.full(3, len(matrix) // 3, dtype=np.int64)
        split = self._node(
            "Split",
            [together, self._constant(f"{name}widths", widths)],
            *(f"{name}{each}" for each in parts),
            domain="",
            axis=2,
        )
        inputs = [*split, self._constant(f"{name}bias", bias)]
        (attended,) = self._node("MultiHeadAttention", inputs, f"{name}attended", num_heads=heads)
        return attended

    def _added(self, states: str, skipped: str, name: str) -> str:
        """A dense layer, added to what skipped it, and normed."""
        dense = self._multiplied(states, f"{name}dense", self._weights[f"{name}dense.weight"])
        inputs = [dense, self._weight(f"{name}dense.bias")]
        (biased,) = self._node("Add", inputs, f"{name}biased", domain="")
        (added,) = self._node("Add", [biased, skipped], f"{name}added", domain="")
        norm = f"{name}LayerNorm"
        inputs = [added, self._weight(f"{norm}.weight"), self._weight(f"{norm}.bias")]
        (normed,) = self._node(
            "LayerNormalization", inputs, f"{name}normed", domain="", epsilon=_EPSILON
        )
        return normed

    def _multiplied(self, states: str, name: str, matrix: Array) -> str:
        """States times the matrix, which is of shape (out, in)."""
        if self._precision == "float32":
            inputs = [states, self._constant(f"{name}.matrix", matrix.T)]
            (product,) = self._node("MatMul", inputs, f"{name}.product", domain="")
            return product
        scale = (np.abs(matrix).max(axis=1) / 127).astype(np.float32)
        whole = np.rint(matrix / scale[:, np.newaxis]).astype(np.int8)
        inputs = [
            states,
            self._constant(f"{name}.matrix", whole.T),
            self._constant(f"{name}.scale", scale),
            self._constant(f"{name}.zero", np.zeros(len(scale), dtype=np.int8)),
        ]
        (product,) = self._node("DynamicQuantizeMatMul", inputs, f"{name}.product")
        return product

    def _node(
        self, operator: str, inputs: list[str], *outputs: str, domain: str = _FUSED, **how: Any
    ) -> tuple[str, ...]:
        self._nodes.append(helper.make_node(operator, inputs, outputs, domain=domain, **how))
        return outputs

    def _weight(self, name: str) -> str:
        return self._constant(name, self._weights[name])

    def _constant(self, name: str, values: NDArray[np.generic]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name
