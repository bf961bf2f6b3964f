"""The network: a BERT encoder (MiniLM's shape) with one trunk and heads for judging claims and reading answers.

Written out rather than taken from transformers: a fused query-key-value product trains a third faster on a CPU, and the
export to ONNX needs no tracing of library code. This file knows no data.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from assistant.pairing import TYPES

HIDDEN, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 512


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT (Devlin et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` is (batch, length, 384); `bias` (batch, 1, 1, length) is added to the attention scores."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).reshape(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        scores = torch.matmul(q, k.transpose(-1, -2)) * (HIDDEN // HEADS) ** -0.5 + bias
        mixed = torch.matmul(F.softmax(scores, dim=-1), v).permute(0, 2, 1, 3).reshape(batch, length, HIDDEN)
        x = self.norm1(x + self.out(mixed))
        result: Tensor = self.norm2(x + self.outer(F.gelu(self.inner(x))))
        return result


class PairModel(nn.Module):
    """(ids, types, mask), each (batch, length), to
    `judge` (batch, 3): logits of supported, contradicted, not found;
    `answer` (batch,): the logit that the second text answers the question in the first;
    `tokens` (batch, length, 5): per token the logits of: not borne out (first text), start and end of the answer's
    words, start and end of the sentence that supports or answers (second text)."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.types = nn.Embedding(TYPES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.tokens = nn.Linear(HIDDEN, 5)
        self.pool = nn.Linear(3 * HIDDEN, HIDDEN)
        self.judge = nn.Linear(HIDDEN + 1, 3)
        self.pool_answer = nn.Linear(3 * HIDDEN, HIDDEN)
        self.answer = nn.Linear(HIDDEN + 1, 1)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        place = torch.arange(ids.shape[1], device=ids.device)[None, :]
        x = self.norm(self.words(ids) + self.positions(place) + self.types(types))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        tokens = self.tokens(x).float()
        second = (types % 2) * mask
        first = (1 - types % 2) * mask
        means = [(x * m[:, :, None]).sum(1) / m.sum(1, keepdim=True).clamp(min=1) for m in (first, second)]
        pooled = torch.cat([x[:, 0], *means], dim=-1)
        worst = torch.logsumexp(tokens[:, :, 0] + (1.0 - first.float()) * -1e4, dim=1, keepdim=True)
        best = torch.logsumexp(tokens[:, :, 1] + (1.0 - second.float()) * -1e4, dim=1, keepdim=True)
        judge = self.judge(torch.cat([F.gelu(self.pool(pooled)).float(), worst], dim=-1)).float()
        answer = self.answer(torch.cat([F.gelu(self.pool_answer(pooled)).float(), best], dim=-1)).float()
        return judge, answer[:, 0], tokens
