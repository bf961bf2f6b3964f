"""The BERT sentence encoder of ingest/encoder.py for many texts on a processor, in torch.

Texts of equal length go together, so that nothing is padded and no mask is needed; each core runs batches of its own,
small enough for its cache; in bfloat16 where the processor multiplies it natively. Needs neither transformers nor
sentence-transformers, whose import takes longer than embedding a paper.
This file doesn't know which model it is given, nor what the vectors are for.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

# Tokens a batch: more doesn't fit the cache of a core, fewer leave the matrix units idle.
_TOKENS = 2048


def native_type() -> torch.dtype:
    """bfloat16 where the processor multiplies it natively (vectors equal to cosine .9999), else float32."""
    import torch

    able = torch.cpu.get_capabilities()
    return torch.bfloat16 if able.get("avx512_bf16") or able.get("amx_bf16") else torch.float32


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

    def _layer(self, weights: dict[str, torch.Tensor], name: str) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
        import torch

        def pair(*parts: str) -> tuple[torch.Tensor, torch.Tensor]:
            both = [torch.cat([weights[f"{name}.{part}.{kind}"] for part in parts]) for kind in ("weight", "bias")]
            return both[0].to(self._type), both[1].to(self._type)

        return {
            "attend": pair("attention.self.query", "attention.self.key", "attention.self.value"),
            "mixed": pair("attention.output.dense"),
            "mixed norm": pair("attention.output.LayerNorm"),
            "inner": pair("intermediate.dense"),
            "outer": pair("output.dense"),
            "outer norm": pair("output.LayerNorm"),
        }

    def _forward(self, ids: list[list[int]]) -> NDArray[np.float32]:
        """Vectors of texts of one length: shape (texts, dimensions)."""
        import torch
        from torch.nn import functional as f

        torch.set_num_threads(1)  # of this worker: the batches are what runs side by side
        texts, tokens = len(ids), len(ids[0])
        with torch.inference_mode():
            x = f.embedding(torch.tensor(ids), self._words) + self._places[:tokens]
            x = f.layer_norm(x, (self._width,), *self._first, self._epsilon).to(self._type)
            for layer in self._layers:
                parts = f.linear(x, *layer["attend"]).view(texts, tokens, 3, self._heads, -1)
                query, key, value = parts.permute(2, 0, 3, 1, 4)
                mixed = f.scaled_dot_product_attention(query, key, value).transpose(1, 2).reshape(x.shape)
                x = x + f.linear(mixed, *layer["mixed"])
                x = f.layer_norm(x, (self._width,), *layer["mixed norm"], self._epsilon)
                inner = f.gelu(f.linear(x, *layer["inner"]))
                x = x + f.linear(inner, *layer["outer"])
                x = f.layer_norm(x, (self._width,), *layer["outer norm"], self._epsilon)
            found: NDArray[np.float32] = f.normalize(x.float().mean(1), dim=1).numpy()
            return found

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """The texts' vectors: shape (texts, dimensions), unit length, in the order given."""
        import torch

        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        of_length: dict[int, list[int]] = {}
        for row, tokens in enumerate(ids):
            of_length.setdefault(len(tokens), []).append(row)
        batches = [
            rows[first : first + size]
            for length, rows in sorted(of_length.items(), reverse=True)
            for size in [max(_TOKENS // length, 1)]
            for first in range(0, len(rows), size)
        ]
        result = np.empty((len(texts), self._width), dtype=np.float32)
        with ThreadPoolExecutor(max_workers=max(torch.get_num_threads(), 1)) as workers:
            work = workers.map(self._forward, ([ids[row] for row in rows] for rows in batches))
            for rows, vectors in zip(batches, work, strict=True):
                result[rows] = vectors
        return result
