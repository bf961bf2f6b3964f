"""A small BERT sentence encoder on onnxruntime, for questions: no torch to import, a few milliseconds a question.

Reads a model folder as sentence-transformers lays it out (config.json, tokenizer.json, model.safetensors; mean
pooling, unit length). Devlin et al. 2019, "BERT"; Reimers and Gurevych 2019, "Sentence-BERT".
This file doesn't know which model it is given, nor who asks. Many texts at once are faster in ingest/embedding.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnx import NodeProto, TensorProto

Array = NDArray[np.float32]

_THREADS = 2  # more gain nothing on matrices this small
_OWN = "com.microsoft"  # onnxruntime's own operators
_IR_VERSION, _OPSETS = 8, (("", 17), (_OWN, 1))


def _normalised(x: Array, weight: Array, bias: Array, epsilon: float) -> Array:
    """Layer normalisation over the last axis."""
    centred = x - x.mean(-1, keepdims=True)
    variance = (centred * centred).mean(-1, keepdims=True)
    result: Array = centred / np.sqrt(variance + np.float32(epsilon)) * weight + bias
    return result


def _layers(weights: dict[str, Array], config: dict[str, Any]) -> tuple[bytes, dict[str, Array]]:
    """All layers after the embeddings as an ONNX model, float32 (1, tokens, width) to the same, and its weights, which
    are taken out of `weights` and stand beside the model, to be given to onnxruntime with it."""
    from onnx import TensorProto, helper

    nodes: list[NodeProto] = []
    kept: dict[str, Array] = {}

    def dense(x: str, name: str, *parts: str) -> str:
        """x times the weights of these parts, side by side."""
        matrices = [weights.pop(f"{part}.weight") for part in parts]
        kept[f"{name} weight"] = np.ascontiguousarray(np.concatenate(matrices).T)
        kept[f"{name} bias"] = np.concatenate([weights.pop(f"{part}.bias") for part in parts])
        nodes.append(helper.make_node("MatMul", [x, f"{name} weight"], [f"{name} product"]))
        nodes.append(helper.make_node("Add", [f"{name} product", f"{name} bias"], [name]))
        return name

    def norm(x: str, base: str, part: str) -> str:
        """The sum of both, normalised."""
        inputs = [x, base, f"{part} weight", f"{part} bias"]
        kept[inputs[2]], kept[inputs[3]] = weights[f"{part}.weight"], weights[f"{part}.bias"]
        epsilon = float(config["layer_norm_eps"])
        nodes.append(helper.make_node("SkipLayerNormalization", inputs, [part], domain=_OWN, epsilon=epsilon))
        return part

    x = "embedded"
    for n in range(config["num_hidden_layers"]):
        layer = f"encoder.layer.{n}"
        parts = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
        nodes.append(helper.make_node("Split", [dense(x, f"{layer} parts", *parts)], parts, axis=2))
        heads = int(config["num_attention_heads"])
        nodes.append(helper.make_node("MultiHeadAttention", parts, [f"{layer} mixed"], domain=_OWN, num_heads=heads))
        mixed = dense(f"{layer} mixed", f"{layer} attended", f"{layer}.attention.output.dense")
        x = norm(mixed, x, f"{layer}.attention.output.LayerNorm")
        inner = dense(x, f"{layer} inner", f"{layer}.intermediate.dense")
        nodes.append(helper.make_node("Gelu", [inner], [f"{layer} activated"], domain=_OWN))
        outer = dense(f"{layer} activated", f"{layer} outer", f"{layer}.output.dense")
        x = norm(outer, x, f"{layer}.output.LayerNorm")
    shape = (1, "tokens", int(config["hidden_size"]))
    given, found = (helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("embedded", x))
    graph = helper.make_graph(nodes, "layers", [given], [found], [_elsewhere(*item) for item in kept.items()])
    opsets = [helper.make_opsetid(*version) for version in _OPSETS]
    return helper.make_model(graph, ir_version=_IR_VERSION, opset_imports=opsets).SerializeToString(), kept


def _elsewhere(name: str, array: Array) -> TensorProto:
    """A weight whose values stand outside the model."""
    from onnx import TensorProto

    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=array.shape)
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value=name)
    return tensor


class QueryEncoder:
    """One text to its unit vector. `max_tokens` counts [CLS] and [SEP]; longer texts are cut there."""

    def __init__(self, folder: Path, *, max_tokens: int) -> None:
        import onnxruntime
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._epsilon: float = config["layer_norm_eps"]
        weights: dict[str, Array] = load_file(folder / "model.safetensors")
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = (
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._first = (weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"])
        layers, kept = _layers(weights, config)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = _THREADS, 1
        # Threads that spin while they wait take the cores from whatever else runs there.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.enable_cpu_mem_arena = False  # it takes as much again as the weights
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in kept.values()]
        options.add_external_initializers(list(kept), values)
        self._session = onnxruntime.InferenceSession(layers, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)

    def encode(self, text: str) -> Array:
        """The text's vector: shape (dimensions,), unit length."""
        ids = self._tokenizer.encode(text).ids
        x = _normalised(self._words[ids] + self._places[: len(ids)], *self._first, self._epsilon)
        (found,) = self._session.run(None, {"embedded": x[None]})
        pooled = found[0].mean(0)
        result: Array = pooled / np.linalg.norm(pooled)
        return result
