"""The BERT sentence encoder of ingest/encoder.py for many texts on a processor, in torch.

The tokens of many texts are the rows of one matrix, so that hardly anything is padded; each core runs batches of its
own, small enough for its cache, in bfloat16 where the processor multiplies it natively; weights are laid out once as
oneDNN's kernels want them. Needs neither transformers nor sentence-transformers, whose import takes
longer than embedding a paper.
This file doesn't know which model it is given, nor what the vectors are for.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from math import e, log2, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

# Tokens a batch: more doesn't fit the cache of a core, fewer leave the matrix units idle.
_TOKENS = 2048
# Pairs of tokens that attend to each other at once, for the same reason.
_PAIRS = 2 * 256**2
# Rows a text, and rows a batch, are filled up to multiples of these. oneDNN compiles a kernel of half a megabyte for
# each shape of matrix and keeps a thousand of them.
_TEXT_STEP = 4
_BATCH_STEP = 32


def native_type() -> torch.dtype:
    """bfloat16 where the processor multiplies it natively (vectors equal to cosine .9999), else float32."""
    import torch

    able = torch.cpu.get_capabilities()
    return torch.bfloat16 if able.get("avx512_bf16") or able.get("amx_bf16") else torch.float32


def _filled(count: int, step: int) -> int:
    """The next multiple of `step`."""
    return -(-count // step) * step


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """The texts' numbers, longest first, in groups of at most _TOKENS tokens."""
    groups: list[list[int]] = []
    room = 0
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        if lengths[row] > room:
            groups.append([])
            room = _TOKENS
        groups[-1].append(row)
        room -= lengths[row]
    return groups


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbours filled up to one length: their rows, (texts, tokens a text), whether any was, and which of each one's
    last _TEXT_STEP tokens only fill up, shape (texts, 1, 1, _TEXT_STEP)."""

    rows: slice
    shape: tuple[int, int]
    filled: bool
    empty: torch.Tensor


def _runs(lengths: Sequence[int]) -> list[_Run]:
    """The texts, sorted by length, in runs that attend within a core's cache."""
    import torch

    runs: list[_Run] = []
    first = begin = 0
    for tokens, group in groupby(_filled(length, _TEXT_STEP) for length in lengths):
        left, most = len(list(group)), max(_PAIRS // tokens**2, 1)
        while left:
            texts = 2 ** (min(left, most).bit_length() - 1)  # so that there are few shapes
            own = torch.tensor(lengths[begin : begin + texts]).view(-1, 1, 1, 1)
            empty = torch.arange(tokens - _TEXT_STEP, tokens) >= own
            runs.append(_Run(slice(first, first + texts * tokens), (texts, tokens), bool(empty.any()), empty))
            first, begin, left = first + texts * tokens, begin + texts, left - texts
    return runs


def _laid_out(ids: Sequence[Sequence[int]]) -> tuple[list[_Run], torch.Tensor, torch.Tensor, torch.Tensor]:
    """The runs of texts sorted by length; each row's word and place, shape (rows,); the rows that only fill up."""
    import torch

    runs = _runs([len(tokens) for tokens in ids])
    rows = _filled(runs[-1].rows.stop, _BATCH_STEP)
    words, places, real = np.zeros(rows, np.int64), np.zeros(rows, np.int64), np.zeros(rows, bool)
    first = 0
    for tokens in ids:
        own = slice(first, first + len(tokens))
        words[own], places[own], real[own] = tokens, np.arange(len(tokens)), True
        first += _filled(len(tokens), _TEXT_STEP)
    return runs, torch.from_numpy(words), torch.from_numpy(places), torch.from_numpy(np.flatnonzero(~real))


class _Dense:
    """A linear layer x @ weight.T + bias, then GELU where asked for.

    Its weight is packed as torch's own compiler does it (a tenth faster, and GELU comes free), where torch can.
    """

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor, *, gelu: bool = False) -> None:
        import torch

        self._weight, self._bias, self._gelu = weight, bias, gelu
        self._fused: Any = None
        able = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
        if able and hasattr(torch.ops.mkldnn, "_linear_pointwise"):
            self._weight = torch.ops.mkldnn._reorder_linear_weight(weight, _TOKENS)
            self._fused = torch.ops.mkldnn._linear_pointwise

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        from torch.nn import functional as f

        if self._fused is not None:
            kind, way = ("gelu", "none") if self._gelu else ("none", "")
            fused: torch.Tensor = self._fused(x, self._weight, self._bias, kind, [], way)
            return fused
        found = f.linear(x, self._weight, self._bias)
        return f.gelu(found) if self._gelu else found

    def onto(self, x: torch.Tensor, base: torch.Tensor) -> torch.Tensor:
        """`base` plus this layer's output."""
        if self._fused is not None:
            fused: torch.Tensor = self._fused.binary(x, base, self._weight, self._bias, "add")
            return fused
        return base + self(x)


@dataclass(frozen=True, slots=True)
class _Layer:
    attend: _Dense
    mixed: _Dense
    mixed_norm: tuple[torch.Tensor, torch.Tensor]
    inner: _Dense
    outer: _Dense
    outer_norm: tuple[torch.Tensor, torch.Tensor]


class BatchEncoder:
    """Texts to unit vectors. `max_tokens` counts [CLS] and [SEP]; longer texts are cut there."""

    def __init__(self, folder: Path, *, max_tokens: int) -> None:
        from safetensors.torch import load_file
        from tokenizers import Tokenizer

        self._type = native_type()
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._heads: int = config["num_attention_heads"]
        self._width: int = config["hidden_size"]
        self._epsilon: float = config["layer_norm_eps"]
        weights = load_file(folder / "model.safetensors")
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = (
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._first = (weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"])
        self._layers = [self._layer(weights, f"encoder.layer.{n}") for n in range(config["num_hidden_layers"])]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)

    def _layer(self, weights: dict[str, torch.Tensor], name: str) -> _Layer:
        import torch

        def pair(*parts: str) -> tuple[torch.Tensor, torch.Tensor]:
            both = [torch.cat([weights[f"{name}.{part}.{kind}"] for part in parts]) for kind in ("weight", "bias")]
            return both[0].to(self._type), both[1].to(self._type)

        # Done beforehand: a query's division by the root of a head's width, and the change from powers of e to of 2.
        scale = log2(e) / sqrt(self._width // self._heads)
        for kind in ("weight", "bias"):
            weights[f"{name}.attention.self.query.{kind}"] *= scale
        return _Layer(
            attend=_Dense(*pair("attention.self.query", "attention.self.key", "attention.self.value")),
            mixed=_Dense(*pair("attention.output.dense")),
            mixed_norm=pair("attention.output.LayerNorm"),
            inner=_Dense(*pair("intermediate.dense"), gelu=True),
            outer=_Dense(*pair("output.dense")),
            outer_norm=pair("output.LayerNorm"),
        )

    def _attention(self, parts: torch.Tensor, runs: Sequence[_Run], *, safely: bool) -> torch.Tensor:
        """Each text's mixture of its own tokens; `parts` are query, key and value side by side: (rows, 3 * width).

        Written out, because torch's own attention is slow where heads are narrow. The softmax is without its usual
        subtraction of the greatest score, and divides last, which is twice as fast: it changes nothing unless a power
        leaves the range of floats, and then the result is not finite. `safely` subtracts.
        """
        import torch

        mixed = torch.empty(len(parts), self._heads, self._width // self._heads, dtype=parts.dtype)
        for run in runs:
            rows, (texts, tokens) = run.rows, run.shape
            split = parts[rows].view(texts, tokens, 3, self._heads, -1).permute(2, 0, 3, 1, 4).contiguous()
            query, key, value = split
            scores = query @ key.transpose(-1, -2)
            if safely:
                scores[..., -_TEXT_STEP:].masked_fill_(run.empty, float("-inf"))
                scores -= scores.amax(-1, keepdim=True)
            powers = torch.exp2(scores)
            if run.filled:
                powers[..., -_TEXT_STEP:].masked_fill_(run.empty, 0)
            found = (powers @ value).div_(powers.sum(-1, keepdim=True))
            mixed[rows].view(texts, tokens, self._heads, -1).copy_(found.transpose(1, 2))
        return mixed.view(len(parts), self._width)

    def _forward(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Vectors of texts sorted by length: shape (texts, dimensions). All their tokens are rows of one matrix."""
        found = self._vectors(ids, safely=False)
        return found if np.isfinite(found).all() else self._vectors(ids, safely=True)

    def _vectors(self, ids: Sequence[Sequence[int]], *, safely: bool) -> NDArray[np.float32]:
        import torch
        from torch.nn import functional as f

        torch.set_num_threads(1)  # of this worker: the batches are what runs side by side
        runs, words, places, empty = _laid_out(ids)
        with torch.inference_mode():
            x = f.embedding(words, self._words) + f.embedding(places, self._places)
            x = f.layer_norm(x, (self._width,), *self._first, self._epsilon).to(self._type)
            for layer in self._layers:
                parts = layer.attend(x).index_fill_(0, empty, 0)
                x = layer.mixed.onto(self._attention(parts, runs, safely=safely), x)
                x = f.layer_norm(x, (self._width,), *layer.mixed_norm, self._epsilon)
                x = layer.outer.onto(layer.inner(x), x)
                x = f.layer_norm(x, (self._width,), *layer.outer_norm, self._epsilon)
            x = x.float().index_fill_(0, empty, 0)
            # Not yet divided by the number of tokens, which a unit vector doesn't show.
            pooled = [x[run.rows].view(*run.shape, self._width).sum(1) for run in runs]
            found: NDArray[np.float32] = f.normalize(torch.cat(pooled), dim=1).numpy()
            return found

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The texts' vectors: shape (texts, dimensions), unit length, in the order given."""
        import torch

        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        batches = _batches([_filled(len(tokens), _TEXT_STEP) for tokens in ids])
        result = np.empty((len(texts), self._width), dtype=np.float32)
        with ThreadPoolExecutor(max_workers=max(torch.get_num_threads(), 1)) as workers:
            work = workers.map(self._forward, ([ids[row] for row in rows] for rows in batches))
            for rows, vectors in zip(batches, work, strict=True):
                result[rows] = vectors
        return result
