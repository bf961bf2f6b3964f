"""The cross-encoder trained further, on questions in other words than their passages, from data to weights:

    python -m eval.training.ranking --data ../shared/data/training --articles ../shared/data/footnoted_articles \\
        --books BOOKS --out BUILD --minutes 60 --workers 2 --between 0.6 --ship

Starts from the network that the package of the relevance cross-encoder carries. The lowest FROZEN layers and the
embeddings stay as they are; of the others the trained weights are shipped, int8 with one scale a column (the carried
ones have one a matrix), and put over the carried ones when loaded (assistant/reranking.py). Each group of texts is put
in order (a softmax over its logits), and each logit says by itself whether its text answers (a logistic loss): so
questions that nothing answers are learnt from too. This file doesn't know where the groups come from.
"""

from __future__ import annotations

import argparse
import pickle
import time
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from assistant.protocols import Reranker
from assistant.reranking import TRAINED, WEIGHTS, load_reranker
from assistant.shipped import write_manifest
from eval.training.model import HIDDEN, POSITIONS, VOCABULARY, Layer
from eval.training.searched import (
    SHARES,
    Group,
    Pool,
    Searched,
    built,
    groups,
)
from eval.training.starts import LAYER_PARTS, between, carried_products, carried_tensors
from eval.training.together import average, start_workers

LAYERS, FROZEN = 12, 4
SEGMENTS = 2
ALIGNED = 400  # held-out groups on which the logits' range is set
MEASURED, BESIDE = 300, 10  # held-out questions of a source, and near passages beside the one that answers
ALONE = 0.35  # weight of what each logit says by itself
UNANSWERED = 0.5  # there, of a group that nothing answers
ROUND = 8  # lengths are padded to a multiple
SYNC, PULL = 8, 0.1  # steps between averages, and the running mean's way towards the weights at each
Arrays = dict[str, "np.ndarray[tuple[int, ...], np.dtype[np.generic]]"]


class Ranker(nn.Module):
    """BERT with one logit a pair: (ids, types, mask), each (batch, length), to (batch,)."""

    def __init__(self, *, layers: int = LAYERS, frozen: int = FROZEN) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.types = nn.Embedding(SEGMENTS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.pool = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1)
        self.frozen = frozen

    def trained(self) -> list[nn.Parameter]:
        """The weights that training changes."""
        return [p for part in (*self.layers[self.frozen :], self.pool, self.out) for p in part.parameters()]

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        with torch.no_grad():
            place = torch.arange(ids.shape[1], device=ids.device)[None, :]
            x = self.norm(self.words(ids) + self.positions(place) + self.types(types))
            bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
            for layer in self.layers[: self.frozen]:
                x = layer(x, bias)
        for layer in self.layers[self.frozen :]:
            x = layer(x, bias)
        logits: Tensor = self.out(torch.tanh(self.pool(x[:, 0]))).float()[:, 0]
        return logits


def carried_ranker(*, frozen: int = FROZEN) -> Ranker:
    """The network as the package carries it, its int8 weights made floats again; `frozen` layers aren't trained."""
    tensor = carried_tensors()
    of = "bert.embeddings."
    state = {
        "words.weight": tensor(f"{of}word_embeddings.weight"),
        "positions.weight": tensor(f"{of}position_embeddings.weight"),
        "types.weight": tensor(f"{of}token_type_embeddings.weight"),
    }
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = tensor(f"{of}LayerNorm.{part}")
        for mine, theirs in (("pool", "bert.pooler.dense"), ("out", "classifier")):
            state[f"{mine}.{part}"] = tensor(f"{theirs}.{part}")
        for i in range(LAYERS):
            layer = f"bert.encoder.layer.{i}"
            three = [tensor(f"{layer}.attention.self.{name}.{part}") for name in ("query", "key", "value")]
            state[f"layers.{i}.qkv.{part}"] = torch.cat(three)
            for mine, theirs in LAYER_PARTS.items():
                state[f"layers.{i}.{mine}.{part}"] = tensor(f"{layer}.{theirs}.{part}")
    model = Ranker(frozen=frozen)
    model.load_state_dict(state)
    return model.eval()


def started(checkpoint: Path | None) -> Ranker:
    """The network of a checkpoint, or as carried."""
    model = carried_ranker()
    if checkpoint is not None:
        model.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True))
    return model


@dataclass(frozen=True, slots=True)
class Item:
    """A group as token ids and segments a text; the first answers where `answered`."""

    ids: tuple[tuple[int, ...], ...]
    types: tuple[tuple[int, ...], ...]
    answered: bool

    @property
    def longest(self) -> int:
        """Tokens of the longest pair."""
        return max(map(len, self.ids))


def encode(some: Sequence[Group]) -> list[Item]:
    """Groups as the cross-encoder reads them."""
    tokenizer = load_reranker(weights=None).tokenizer
    items = []
    for group in some:
        found = tokenizer.encode_batch([(group.question, text) for text in group.texts])
        ids, types = tuple(tuple(e.ids) for e in found), tuple(tuple(e.type_ids) for e in found)
        items.append(Item(ids, types, group.answered))
    return items


def batches(items: Sequence[Item], rng: Random, tokens: int) -> Iterator[list[Item]]:
    """One pass: batches of about `tokens` padded tokens, each of nearly equal lengths, in random order."""
    order = sorted(items, key=lambda item: item.longest + rng.random() * 6)
    out: list[list[Item]] = []
    longest = texts = 0
    for item in order:
        longest, texts = max(longest, item.longest), texts + len(item.ids)
        if not out or longest * texts > tokens:
            out.append([])
            longest, texts = item.longest, len(item.ids)
        out[-1].append(item)
    rng.shuffle(out)
    yield from out


def collate(batch: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor]:
    """ids, types and mask of all texts of the batch, padded to the longest, rounded up."""
    pairs = [pair for item in batch for pair in zip(item.ids, item.types, strict=True)]
    length = -(-max(item.longest for item in batch) // ROUND) * ROUND
    ids, types, mask = (torch.zeros(len(pairs), length, dtype=torch.long) for _ in range(3))
    for row, (of_text, segments) in enumerate(pairs):
        ids[row, : len(of_text)] = torch.tensor(of_text)
        types[row, : len(of_text)] = torch.tensor(segments)
        mask[row, : len(of_text)] = 1
    return ids, types, mask


def loss_of(model: Ranker, batch: Sequence[Item], device: str = "cpu") -> Tensor:
    """The mean over groups of how far the answer is from being first (Cao et al. 2007, "Learning to Rank: From Pairwise
    Approach to Listwise Approach"), and ALONE times of what each logit says by itself."""
    with torch.autocast(device, dtype=torch.bfloat16):
        logits = model(*(part.to(device) for part in collate(batch)))
    total = torch.zeros((), device=device)
    at = 0
    for item in batch:
        scores = logits[at : at + len(item.ids)]
        at += len(item.ids)
        truth = torch.zeros_like(scores)
        weight = torch.full_like(scores, UNANSWERED / len(item.ids))
        if item.answered:
            total = total - F.log_softmax(scores, dim=0)[0]
            weight[:] = 1 / max(len(item.ids) - 1, 1)
            truth[0] = weight[0] = 1
        total = total + ALONE * (F.binary_cross_entropy_with_logits(scores, truth, reduction="none") * weight).sum()
    return total / len(batch)


def train(
    model: Ranker, items: Sequence[Item], *, folder: Path, minutes: float | None, epochs: float = 1.0,
    rate: float = 4e-5, tokens: int = 5000, seed: int = 3, device: str = "cpu", rank: int = 0, world: int = 1,
    every: float = 8.0,
) -> Ranker:  # fmt: skip
    """Trains for `minutes` of wall clock, or for `epochs` where None; the rate warms up over 5 % and falls linearly to
    zero. Returns the running mean of the weights, written to `folder`/ranker.pt every `every` minutes."""
    torch.manual_seed(seed)
    rng = Random(seed)
    model.to(device).train()
    weights = model.trained()
    model.requires_grad_(False)
    for p in weights:
        p.requires_grad_(True)
    optimizer = torch.optim.AdamW(weights, lr=rate, weight_decay=0.01, betas=(0.9, 0.98), foreach=True)
    mean = [p.detach().clone() for p in weights]
    wanted = epochs * len(items)
    begun = saved = time.monotonic()
    seen, step, running, stop = 0, 0, 0.0, False
    while not stop:
        for batch in batches(items, rng, tokens):
            elapsed = (time.monotonic() - begun) / 60
            done = min(1.0, seen / wanted if minutes is None else elapsed / minutes)
            for options in optimizer.param_groups:
                options["lr"] = rate * (min(1.0, done / 0.05, (1 - done) / 0.95) + 1e-3)
            loss = loss_of(model, batch, device)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(weights, 1.0, foreach=True)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step, seen, running = step + 1, seen + len(batch), running + float(loss.detach())
            if step % SYNC == 0:
                stop = average(weights, done, world)
                torch._foreach_lerp_(mean, [p.detach() for p in weights], max(SYNC / (step + 1), PULL))
            if step % 40 == 0 and rank == 0:
                print(f"{elapsed:6.1f} min  step {step}  {done:.1%}  loss {running / 40:.3f}", flush=True)
                running = 0.0
            if rank == 0 and (stop or time.monotonic() - saved > every * 60):
                saved = time.monotonic()
                kept = [p.detach().clone() for p in weights]
                _put(weights, mean)
                torch.save(model.state_dict(), folder / "ranker.pt")
                _put(weights, kept)
            if stop:
                break
    _put(weights, mean)
    return model.eval()


def _put(weights: Sequence[Tensor], values: Sequence[Tensor]) -> None:
    for p, value in zip(weights, values, strict=True):
        p.data.copy_(value)


@torch.no_grad()
def aligned(model: Ranker, start: Ranker, items: Sequence[Item]) -> Ranker:
    """The network with its logits stretched and moved to where those of `start` lie: the medians of texts that answer
    and of texts that don't, of groups held out, are the same. What elsewhere is said in logits keeps its meaning."""
    medians = []
    for network in (start, model):
        answering, others = [], []
        for item in items:
            if item.answered:
                first, *rest = network(*collate([item])).tolist()
                answering.append(first)
                others += rest
        medians.append((float(np.median(answering)), float(np.median(others))))
    (wanted, wanted_low), (found, found_low) = medians
    stretch = (wanted - wanted_low) / (found - found_low)
    out = deepcopy(model)
    out.out.weight.mul_(stretch)
    out.out.bias.mul_(stretch).add_(wanted - stretch * found)
    return out


def to_arrays(model: Ranker) -> Arrays:
    """The trained weights by the names that the carried graph gives them: matrices as int8 with a scale a column."""
    products, out = carried_products(), {}

    def put(name: str, weight: Tensor, bias: Tensor) -> None:
        matrix = weight.detach().T.float().numpy()
        scale = np.maximum(np.abs(matrix).max(0), 1e-9) / 127
        base = products[f"{name}.weight"]
        out[f"{base}_quantized"] = np.round(matrix / scale).astype(np.int8)
        out[f"{base}_scale"] = scale.astype(np.float32)
        out[f"{name}.bias"] = bias.detach().float().numpy()

    for i, layer in enumerate(model.layers[model.frozen :], start=model.frozen):
        assert isinstance(layer, Layer)
        of = f"bert.encoder.layer.{i}"
        for row, name in enumerate(("query", "key", "value")):
            rows = slice(row * HIDDEN, (row + 1) * HIDDEN)
            put(f"{of}.attention.self.{name}", layer.qkv.weight[rows], layer.qkv.bias[rows])
        for mine, theirs in LAYER_PARTS.items():
            part = getattr(layer, mine)
            if isinstance(part, nn.Linear):
                put(f"{of}.{theirs}", part.weight, part.bias)
            else:
                out[f"{of}.{theirs}.weight"] = part.weight.detach().float().numpy()
                out[f"{of}.{theirs}.bias"] = part.bias.detach().float().numpy()
    put("bert.pooler.dense", model.pool.weight, model.pool.bias)
    put("classifier", model.out.weight, model.out.bias)
    return out


def ship(model: Ranker, folder: Path = WEIGHTS) -> None:
    """Writes the trained weights to `folder` and their sha256 to its manifest."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: np.ascontiguousarray(array) for name, array in to_arrays(model).items()}, folder / TRAINED)
    write_manifest(folder, [TRAINED])


def held_out(
    pool: Pool, questions: Sequence[Searched], near: Sequence[Sequence[int]], reranker: Reranker
) -> dict[str, tuple[int, float]]:
    """Of the held-out questions of each source, at most MEASURED: how many, and the share whose answering passage is
    put before the BESIDE nearest that don't answer."""
    first: dict[str, list[bool]] = {}
    for question, others in zip(questions, near, strict=True):
        seen = first.setdefault(question.origin, [])
        if question.held and question.answers and len(seen) < MEASURED:
            places = [question.answers[0], *others[:BESIDE]]
            scores = reranker.score(question.text, [pool.texts[place] for place in places])
            seen.append(scores[0] == max(scores))
    return {origin: (len(found), sum(found) / len(found)) for origin, found in first.items() if found}


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.training.ranking", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the training sets (gzip JSONL)")
    parser.add_argument("--articles", type=Path, required=True, help="the folder with the articles (PDF)")
    parser.add_argument("--books", type=Path, required=True, help="the folder with the textbooks, a folder each")
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from; without it the carried network")
    parser.add_argument("--rehearsed", type=float, default=1.0, help="the share of groups of older sources")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints go")
    parser.add_argument("--minutes", type=float, help="wall-clock limit; the learning rate falls to zero by then")
    parser.add_argument("--epochs", type=float, default=1.0)
    parser.add_argument("--workers", type=int, default=1, help="processes of one thread each; 1 uses all threads")
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--between", type=float, default=1.0, help="ship the weights so far on the way to the end")
    parser.add_argument("--most", type=int, help="train on so many groups only (to try the way out)")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--ship", type=Path, nargs="?", const=WEIGHTS, help="write the weights there, or here")
    parser.add_argument(
        "--measure", type=Path, nargs="?", const=WEIGHTS,
        help="don't train: how the weights there, or shipped here, do on the held-out questions",
    )  # fmt: skip
    parser.add_argument("--rank", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the whole way, or as one of several workers the training alone."""
    options = parse(arguments)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_flush_denormal(True)
    if options.workers > 1:
        torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    shared = options.out / "groups.pkl"
    aside: list[Item] = []
    if options.rank == 0:
        pool, asked, near = built(options.data, options.articles, options.books, options.seed)
        if options.measure:
            for name, weights in (("as carried", None), ("trained", options.measure)):
                print(name, held_out(pool, asked, near, load_reranker(weights=weights)))
            return
        rng = Random(options.seed)
        shares = {name: share * (options.rehearsed if name != "chapters" else 1.0) for name, share in SHARES.items()}
        found = list(groups(pool, asked, near, rng, shares=shares))
        rng.shuffle(found)
        items = encode(found[: options.most])
        aside = encode(list(groups(pool, asked, near, rng, held=True))[:ALIGNED])
        shared.write_bytes(pickle.dumps(items))
    else:
        # The file was written by this very program.
        items = pickle.loads(shared.read_bytes())  # noqa: S301  # nosec B301
    workers = start_workers("eval.training.ranking", options, arguments)
    model = train(
        started(options.start), items[options.rank :: options.workers], folder=options.out, minutes=options.minutes,
        epochs=options.epochs, rate=options.rate, seed=options.seed + options.rank, device=device, rank=options.rank,
        world=options.workers,
    )  # fmt: skip
    if options.rank:
        return
    for worker in workers:
        worker.wait()
    if options.ship:
        shipped = between(started(options.start), model.cpu(), options.between)
        ship(aligned(shipped, carried_ranker(), aside), options.ship)


if __name__ == "__main__":
    main()
