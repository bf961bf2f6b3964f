"""Training: batches of one length, bfloat16, a running mean of the weights, a checkpoint every few minutes.

This file knows the network and the examples; it doesn't know where either comes from.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from assistant.pairing import pair, tokenize
from eval.metrics import auroc
from eval.training.examples import UNSUPPORTED, Example
from eval.training.model import PairModel
from eval.training.together import average
from ingest.document import Span

LIMIT = 224  # tokens a pair
SYNC = 8
PULL = 0.1  # of the running mean towards the weights, every SYNC steps: it spans the last hundred steps or so
ROUND = 8  # lengths are padded to a multiple: few shapes, so that the kernels kept for each stay few too
LONG = 0.12  # the share of pairs kept whole, so that long passages are seen too
# What people wrote or judged, which the teacher has not learnt.
OWN_WORDS = ("written", "misleading", "fm2", "expertqa")
VERDICT = 3.0  # weight of the distance from the teacher's verdicts
_FULL_STOP = 1012  # the token


@dataclass(frozen=True, slots=True)
class Item:
    """An encoded example. `bad` is 0/1 a token of the first text, or None; the spans are token positions, inclusive.
    `follows` says that of this claim the teacher's view is learnt too, where there is a teacher."""

    judge: bool
    label: int
    ids: npt.NDArray[np.int32]
    types: npt.NDArray[np.int32]
    first: int
    bad: tuple[int, ...] | None
    words: tuple[int, int] | None
    sentence: tuple[int, int] | None
    follows: bool = False


def encode(examples: Sequence[Example], tokenizer: Tokenizer) -> list[Item]:
    """Examples as model inputs, cut to LIMIT tokens."""
    out = []
    for begin in range(0, len(examples), 2000):
        part = examples[begin : begin + 2000]
        firsts = tokenize(tokenizer, [example.first for example in part])
        seconds = tokenize(tokenizer, [example.second for example in part])
        for example, first, second in zip(part, firsts, seconds, strict=True):
            joined = pair(first.ids, second.ids, limit=LIMIT)
            bad = None
            if example.bad is not None:
                bad = tuple(
                    int(any(s < b.end and e > b.start for b in example.bad)) for s, e in first.offsets[: joined.first]
                )
            words, sentence = (
                _inclusive(span, second.offsets[: joined.second], joined.first + 2)
                for span in (example.words, example.sentence)
            )
            ids, types = (np.array(row, dtype=np.int32) for row in (joined.ids, joined.types))
            judge = example.task == "judge"
            follows = judge and example.origin.split(":")[0] not in OWN_WORDS
            out.append(Item(judge, example.label, ids, types, joined.first, bad, words, sentence, follows))
    return out


def shorten(items: Sequence[Item], rng: Random, limit: int) -> list[Item]:
    """Long pairs cut to about `limit` tokens: whole sentences round the place that matters, or anywhere where there is
    none and the pair says nothing supported. Others are kept as they are. Cost grows with length, learning hardly."""
    out = []
    for item in items:
        place = item.sentence or item.words
        if len(item.ids) <= limit or rng.random() < LONG or (place is None and item.judge):
            out.append(item)
            continue
        base = item.first + 2
        second = item.ids[base:-1]
        room = limit - 3 - item.first
        starts = [0, *(int(i) + 1 for i in np.flatnonzero(second == _FULL_STOP) if i + 1 < len(second))]
        if place is None:
            begin = rng.choice([s for s in starts if s + room // 2 <= len(second)] or [0])
            keep = (begin, begin)
        else:
            keep = (place[0] - base, place[1] - base)
            fits = [s for s in starts if s <= keep[0] and keep[1] < s + room]
            begin = rng.choice(fits) if fits else keep[0]
        ends = [s for s in starts if keep[1] < s <= begin + room and s > begin + room // 2]
        end = max(ends) if ends else begin + room
        cut = pair(item.ids[1 : 1 + item.first].tolist(), second[begin:end].tolist(), limit=limit)
        spans = [
            (s[0] - begin, min(s[1] - begin, len(cut.ids) - 2))
            if s and s[0] - base >= begin and s[0] - begin < len(cut.ids) - 1
            else None
            for s in (item.words, item.sentence)
        ]
        ids, types = (np.array(row, dtype=np.int32) for row in (cut.ids, cut.types))
        out.append(replace(item, ids=ids, types=types, words=spans[0], sentence=spans[1]))
    return out


def _inclusive(span: Span | None, offsets: Sequence[tuple[int, int]], shift: int) -> tuple[int, int] | None:
    if span is None:
        return None
    inside = [i for i, (start, end) in enumerate(offsets) if start < span.end and end > span.start]
    return (inside[0] + shift, inside[-1] + shift) if inside else None


def batches(items: Sequence[Item], rng: Random, tokens: int) -> Iterator[list[Item]]:
    """One pass: batches of about `tokens` tokens, each of nearly equal lengths, in random order."""
    order = sorted(range(len(items)), key=lambda i: len(items[i].ids) + rng.random() * 6)
    groups: list[list[Item]] = []
    group: list[Item] = []
    for i in order:
        if group and (len(group) + 1) * padded([*group, items[i]]) > tokens:
            groups.append(group)
            group = []
        group.append(items[i])
    if group:
        groups.append(group)
    rng.shuffle(groups)
    yield from groups


def padded(group: Sequence[Item]) -> int:
    """The length a batch is padded to."""
    return -(-max(len(item.ids) for item in group) // ROUND) * ROUND


def collate(group: Sequence[Item], device: str = "cpu") -> tuple[Tensor, Tensor, Tensor]:
    """ids, types and mask, padded to the longest, rounded up."""
    length = padded(group)
    ids, types, mask = (np.zeros((len(group), length), dtype=np.int64) for _ in range(3))
    for row, item in enumerate(group):
        ids[row, : len(item.ids)] = item.ids
        types[row, : len(item.ids)] = item.types
        mask[row, : len(item.ids)] = 1
    return tuple(torch.from_numpy(a).to(device) for a in (ids, types, mask))  # type: ignore[return-value]


def loss_of(model: PairModel, group: Sequence[Item], device: str, teacher: PairModel | None = None) -> Tensor:
    """The sum of the heads' losses, each a mean over the items it applies to. A teacher's verdicts and doubted words
    are learnt beside the labels of claims that follow it (Li and Hoiem 2016, "Learning without Forgetting")."""
    ids, types, mask = collate(group, device)
    with torch.autocast(device, dtype=torch.bfloat16):
        judge, answer, tokens = model(ids, types, mask)
    total = torch.zeros((), device=device)
    rows = [i for i, item in enumerate(group) if item.judge]
    if rows:
        logp = F.log_softmax(judge[rows], dim=-1)
        label = torch.tensor([group[i].label for i in rows], device=device)
        plain = -logp.gather(1, label.clamp(max=2)[:, None])[:, 0]
        either = -torch.logsumexp(logp[:, 1:], dim=-1)
        total = total + torch.where(label == UNSUPPORTED, either, plain).mean() * len(rows) / len(group) * 2
    marked = [(i, j, value) for i, item in enumerate(group) if item.bad is not None for j, value in enumerate(item.bad)]
    if marked:
        at = np.array(marked)
        logits = tokens[:, :, 0][at[:, 0], at[:, 1] + 1]
        target = torch.from_numpy(at[:, 2]).float().to(device)
        weight = 1 + 2 * target
        total = total + F.binary_cross_entropy_with_logits(logits, target, weight=weight)
    reads = [i for i, item in enumerate(group) if not item.judge]
    if reads:
        target = torch.tensor([float(group[i].label) for i in reads], device=device)
        total = total + F.binary_cross_entropy_with_logits(answer[reads], target) * len(reads) / len(group) * 2
    masked = tokens[:, :, 1:] + ((1 - types % 2) + (1 - mask))[:, :, None].float() * -1e4
    logps = F.log_softmax(masked, dim=1)
    total = total + 0.6 * _place_loss(
        logps, [(i, item.words, item.words) for i, item in enumerate(group) if item.words], 0
    )
    total = total + 0.4 * _place_loss(
        logps, [(i, item.sentence, item.sentence) for i, item in enumerate(group) if item.sentence], 2
    )
    inside = [(i, item.sentence) for i, item in enumerate(group) if item.sentence and not item.words and not item.judge]
    if inside:  # the words are unknown, but they stand in this sentence
        held = [-torch.logsumexp(logps[i, s : e + 1, :2], dim=0).sum() for i, (s, e) in inside]
        total = total + 0.3 * torch.stack(held).mean()
    following = [i for i, item in enumerate(group) if item.follows]
    if teacher is not None and following:
        part = [group[i] for i in following]
        total = total + _distance(judge[following], tokens[following], part, teacher, device) * len(part) / len(group)
    return total


def _distance(judge: Tensor, tokens: Tensor, part: Sequence[Item], teacher: PairModel, device: str) -> Tensor:
    """How far verdicts and doubted words of claims are from the teacher's."""
    with torch.no_grad(), torch.autocast(device, dtype=torch.bfloat16):
        goal, _, goal_tokens = teacher(*collate(part, device))
    apart = F.kl_div(
        judge.float().log_softmax(-1), goal.float().log_softmax(-1), log_target=True, reduction="batchmean"
    )
    at = np.array([(row, place) for row, item in enumerate(part) for place in range(1, item.first + 1)])
    said, wanted = (tensor.float()[at[:, 0], at[:, 1], 0] for tensor in (tokens, goal_tokens))
    return VERDICT * apart + F.binary_cross_entropy_with_logits(said, wanted.sigmoid())


def _place_loss(logps: Tensor, places: Sequence[tuple[int, tuple[int, int], tuple[int, int]]], column: int) -> Tensor:
    if not places:
        return torch.zeros((), device=logps.device)
    rows = torch.tensor([i for i, _, _ in places])
    starts = torch.tensor([span[0] for _, span, _ in places])
    ends = torch.tensor([span[1] for _, _, span in places])
    return -(logps[rows, starts, column] + logps[rows, ends, column + 1]).mean()


def train(
    model: PairModel,
    items: Sequence[Item],
    *,
    folder: Path,
    minutes: float | None,
    epochs: float = 1.0,
    rate: float = 1.5e-4,
    tokens: int = 5000,
    seed: int = 7,
    device: str = "cpu",
    rank: int = 0,
    world: int = 1,
    every: float = 8.0,
    teacher: PairModel | None = None,
    on_checkpoint: Callable[[PairModel], str] = lambda model: "",
) -> PairModel:
    """Trains for `minutes` of wall clock, or for `epochs` where None (then a run can be repeated exactly on one
    machine).

    The learning rate warms up over 4 % and falls linearly to zero. Returns the running mean of the weights; it is
    written to `folder`/checkpoint.pt every `every` minutes. With `world` processes (torch.distributed set up by the
    caller) each trains on its share and their weights are averaged every SYNC steps: on a busy CPU two processes of
    one thread waste less than one process of two.
    """
    torch.manual_seed(seed)
    rng = Random(seed)
    model.to(device).train()
    if teacher is not None:
        teacher.to(device).eval()
    model.words.weight.requires_grad_(False)  # 11.7 of 22.7 million: rare words keep what they learnt elsewhere
    new = ("tokens", "pool", "judge", "pool_answer", "answer", "types")
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    slow = [p for name, p in named if name.split(".")[0] not in new]
    fast = [p for name, p in named if name.split(".")[0] in new]
    groups = [{"params": slow, "lr": rate}, {"params": fast, "lr": 4 * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), foreach=True)
    bases = [rate, 4 * rate]
    everything = [p for _, p in named]
    mean = [p.detach().clone() for p in everything]
    wanted = epochs * sum(len(item.ids) for item in items)
    begun = saved = time.monotonic()
    seen, step, running = 0, 0, 0.0
    stop = False
    while not stop:
        for group in batches(items, rng, tokens):
            elapsed = (time.monotonic() - begun) / 60
            done = min(1.0, seen / wanted if minutes is None else elapsed / minutes)
            scale = min(1.0, done / 0.04, (1 - done) / 0.96) + 1e-3
            for options, base in zip(optimizer.param_groups, bases, strict=True):
                options["lr"] = base * scale
            loss = loss_of(model, group, device, teacher)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(everything, 1.0, foreach=True)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            seen += len(group) * padded(group)
            running += float(loss.detach())
            if step % SYNC == 0:
                stop = average(everything, done, world)
                torch._foreach_lerp_(mean, [p.detach() for p in everything], max(SYNC / (step + 1), PULL))
            if step % 48 == 0 and rank == 0:
                speed = seen * world / max(elapsed, 1e-9) / 60
                print(
                    f"{elapsed:6.1f} min  step {step}  {done:.1%}  loss {running / 48:.4f}  {speed:.0f} tokens/s",
                    flush=True,
                )
                running = 0.0
            if rank == 0 and time.monotonic() - saved > every * 60:
                saved = time.monotonic()
                _save(model, everything, mean, folder, on_checkpoint)
            if stop:
                break
    if rank:
        return model
    _save(model, everything, mean, folder, on_checkpoint)
    for p, m in zip(everything, mean, strict=True):
        p.data.copy_(m)
    return model.eval()


@torch.no_grad()
def held_out_auroc(model: PairModel, items: Sequence[Item], examples: Sequence[Example]) -> str:
    """How well generated claims, public claims and questions of held-out pairs are told apart, for the log."""
    found: dict[str, tuple[list[float], list[bool]]] = {}
    order = sorted(range(len(items)), key=lambda i: len(items[i].ids))
    device = next(model.parameters()).device.type
    for begin in range(0, len(order), 32):
        part = order[begin : begin + 32]
        with torch.autocast(device, dtype=torch.bfloat16):
            judge, answer, _ = model(*collate([items[i] for i in part], device))
        supported = judge.log_softmax(-1)[:, 0].tolist()
        for i, claim, question in zip(part, supported, answer.tolist(), strict=True):
            made = examples[i].origin.startswith("generated")
            own = examples[i].origin if examples[i].origin in OWN_WORDS else "public"
            name = ("generated" if made else own) if items[i].judge else "questions"
            scores, truth = found.setdefault(name, ([], []))
            scores.append(claim if items[i].judge else question)
            truth.append(items[i].label == (0 if items[i].judge else 1))
    return ", ".join(f"{name} {auroc(*pair) or 0:.3f}" for name, pair in sorted(found.items()))


def _save(
    model: PairModel,
    live: Sequence[Tensor],
    mean: Sequence[Tensor],
    folder: Path,
    on_checkpoint: Callable[[PairModel], str],
) -> None:
    kept = [p.detach().clone() for p in live]
    for p, m in zip(live, mean, strict=True):
        p.data.copy_(m)
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), folder / "checkpoint.tmp")
    (folder / "checkpoint.tmp").replace(folder / "checkpoint.pt")
    model.eval()
    print("checkpoint", on_checkpoint(model), flush=True)
    model.train()
    for p, k in zip(live, kept, strict=True):
        p.data.copy_(k)
