"""The judge trained further by itself, on claims that people wrote and judged, from data to weights:

    python -m eval.training.judging --data ../shared/data/training --misleading MISLEADING --reported SQUAD2 \\
        --natural NATURAL --out BUILD --minutes 50

Trains on claims alone: those of data.py, whose verdicts the shipped judge goes on to teach (Li and Hoiem 2016), claims
made of questions written to mislead (misleading.py), and those of natural.py. Writes a checkpoint; shipping.py weighs
and ships it. This file doesn't know the network.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from random import Random

from eval.training.data import build
from eval.training.examples import Example, best_window, held
from eval.training.misleading import as_claim, misleading, reported
from eval.training.natural import natural

REPLAYED = 16_000  # of the pairs of data.py, at most
PROBED = 1_200  # held-out pairs of each sort, for a look at each checkpoint


def gather(options: argparse.Namespace, rng: Random) -> tuple[list[Example], list[Example]]:
    """(pairs to train on, pairs held out)."""
    train, aside = build(options.data, options.seed)
    replayed = [e for e in train if e.task == "judge" and not e.origin.startswith("written")][:REPLAYED]
    tried = [e for e in aside if e.task == "judge" and not e.origin.startswith("written")][:PROBED]
    own = natural(options.natural, rng) if options.natural else []
    if options.misleading:
        without = reported(options.reported) if options.reported else frozenset()
        claims = (as_claim(asked) for asked in misleading(options.misleading, without))
        own += [_within(claim, rng) for claim in claims if claim is not None]
    examples = replayed + [e for e in own if not held(e.key)] * options.passes
    tried += [e for e in own if held(e.key)][:PROBED]
    rng.shuffle(examples)
    return examples, tried


def _within(claim: Example, rng: Random, words: int = 110) -> Example:
    """The pair with a part of a long passage: that which shares most words with the claim, where it doesn't bear it
    out; the others are cut about their sentence later (train.shorten)."""
    if not claim.label or len(claim.second.split()) <= words:
        return claim
    window = best_window(claim.first, claim.second, words)
    return Example("judge", claim.first, window, claim.label, claim.origin, claim.key)


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.training.judging", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the training sets (gzip JSONL)")
    parser.add_argument("--misleading", type=Path, help="the folder with questions written to mislead")
    parser.add_argument("--reported", type=Path, help="with --misleading: the file whose passages are left out of it")
    parser.add_argument("--natural", type=Path, help="the folder with claims that people wrote or judged")
    parser.add_argument("--passes", type=int, default=2, help="how often each of these is trained on")
    parser.add_argument("--start", default="judge", help="judge (as shipped), minilm, or a checkpoint to go on from")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints go")
    parser.add_argument("--minutes", type=float, help="wall-clock limit; the learning rate falls to zero by then")
    parser.add_argument("--epochs", type=float, default=1.0)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--length", type=int, default=144, help="tokens a pair is cut to where it may be")
    parser.add_argument("--most", type=int, help="train on so many pairs only (to try the way out)")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the whole way."""
    options = parse(arguments)
    import torch

    from eval.training.starts import start, whole_tokenizer
    from eval.training.train import encode, held_out_auroc, shorten, train

    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_flush_denormal(True)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = whole_tokenizer()
    rng = Random(options.seed)
    examples, aside = gather(options, rng)
    print(f"{len(examples)} pairs to train on, {len(aside)} held out", flush=True)
    items = shorten(encode(examples[: options.most], tokenizer), rng, options.length)
    probe = encode(aside, tokenizer)
    print("at the start:", held_out_auroc(start(options.start).eval(), probe, aside), flush=True)
    train(
        start(options.start), items, folder=options.out, minutes=options.minutes, epochs=options.epochs,
        rate=options.rate, seed=options.seed, device=device, tokens=3000 if device == "cpu" else 30000,
        teacher=start(options.start),
        on_checkpoint=lambda model: held_out_auroc(model, probe, aside),
    )  # fmt: skip


if __name__ == "__main__":
    main()
