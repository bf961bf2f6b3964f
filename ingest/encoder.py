"""A small BERT sentence encoder in numpy, for questions: no torch to import, a few milliseconds a question.

Reads a model folder as sentence-transformers lays it out (config.json, tokenizer.json, model.safetensors; mean
pooling, unit length). Devlin et al. 2019, "BERT"; Reimers and Gurevych 2019, "Sentence-BERT".
This file doesn't know which model it is given, nor who asks. Many texts at once are faster in ingest/embedding.py.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

# Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: erf to 1.5e-7.
_ERF_P = np.float32(0.3275911)
_ERF_A = tuple(map(np.float32, (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)))
_ROOT_HALF = np.float32(0.5**0.5)


def _gelu(x: Array) -> Array:
    """x times the standard normal distribution function at x: the exact (erf) form."""
    z = np.abs(x) * _ROOT_HALF
    t = 1 / (1 + _ERF_P * z)
    series = np.zeros_like(t)
    for coefficient in _ERF_A:
        series = (series + coefficient) * t
    erf = np.copysign(1 - series * np.exp(-z * z), x)
    result: Array = x * (1 + erf) * np.float32(0.5)
    return result


def _normalised(x: Array, weight: Array, bias: Array, epsilon: float) -> Array:
    """Layer normalisation over the last axis."""
    centred = x - x.mean(-1, keepdims=True)
    variance = (centred * centred).mean(-1, keepdims=True)
    result: Array = centred / np.sqrt(variance + np.float32(epsilon)) * weight + bias
    return result


def _softmax(x: Array) -> Array:
    shifted = np.exp(x - x.max(-1, keepdims=True))
    result: Array = shifted / shifted.sum(-1, keepdims=True)
    return result


def _linear(x: Array, layer: tuple[Array, Array]) -> Array:
    weight, bias = layer
    result: Array = x @ weight + bias
    return result


class QueryEncoder:
    """One text to its unit vector. `max_tokens` counts [CLS] and [SEP]; longer texts are cut there."""

    def __init__(self, folder: Path, *, max_tokens: int) -> None:
        from safetensors.numpy import load_file
        from threadpoolctl import ThreadpoolController
        from tokenizers import Tokenizer

        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._heads: int = config["num_attention_heads"]
        self._epsilon: float = config["layer_norm_eps"]
        weights: dict[str, Array] = load_file(folder / "model.safetensors")
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = (
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._first = (weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"])
        self._layers = [self._layer(weights, f"encoder.layer.{n}") for n in range(config["num_hidden_layers"])]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._threads = ThreadpoolController()
        self._tokenizer.enable_truncation(max_tokens)

    @staticmethod
    def _layer(weights: dict[str, Array], name: str) -> dict[str, tuple[Array, Array]]:
        """A layer's weights, turned round once: few rows times a matrix is a third faster that way."""

        def dense(*parts: str) -> tuple[Array, Array]:
            matrices = [weights[f"{name}.{part}.weight"] for part in parts]
            biases = [weights[f"{name}.{part}.bias"] for part in parts]
            return np.ascontiguousarray(np.concatenate(matrices).T), np.concatenate(biases)

        def norm(part: str) -> tuple[Array, Array]:
            return weights[f"{name}.{part}.weight"], weights[f"{name}.{part}.bias"]

        return {
            "attend": dense("attention.self.query", "attention.self.key", "attention.self.value"),
            "mixed": dense("attention.output.dense"),
            "mixed norm": norm("attention.output.LayerNorm"),
            "inner": dense("intermediate.dense"),
            "outer": dense("output.dense"),
            "outer norm": norm("output.LayerNorm"),
        }

    def _attention(self, x: Array, layer: dict[str, tuple[Array, Array]]) -> Array:
        tokens, width = x.shape
        parts = _linear(x, layer["attend"]).reshape(tokens, 3, self._heads, -1).transpose(1, 2, 0, 3)
        query, key, value = parts
        weights = _softmax(query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(width // self._heads)))
        mixed: Array = (weights @ value).transpose(1, 0, 2).reshape(tokens, width)
        return mixed

    def encode(self, text: str) -> Array:
        """The text's vector: shape (dimensions,), unit length."""
        # On one thread: matrices this small gain nothing from more, and lose much on a busy machine.
        with self._threads.limit(limits=1, user_api="blas"):
            return self._encode(text)

    def _encode(self, text: str) -> Array:
        ids = self._tokenizer.encode(text).ids
        x = _normalised(self._words[ids] + self._places[: len(ids)], *self._first, self._epsilon)
        for layer in self._layers:
            mixed = _linear(self._attention(x, layer), layer["mixed"])
            x = _normalised(x + mixed, *layer["mixed norm"], self._epsilon)
            inner = _gelu(_linear(x, layer["inner"]))
            x = _normalised(x + _linear(inner, layer["outer"]), *layer["outer norm"], self._epsilon)
        pooled = x.mean(0)
        result: Array = pooled / np.linalg.norm(pooled)
        return result
