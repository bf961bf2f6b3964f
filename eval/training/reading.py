"""The reader trained by itself, on questions over long documents, from data to weights:

    python -m eval.training.reading --data ../shared/data/training --articles ../shared/data/footnoted_articles \\
        --books BOOKS --start CHECKPOINT --out BUILD --minutes 70 --between 0.7 --ship

Trains on questions alone, no claims: those of searched.py, each with the passage that answers it and with one of the
nearest that doesn't, those that nothing answers with the nearest, and the public and written ones that asked.py and
written.py make. With `--misleading` those of misleading.py are trained on too; without `--articles` and `--books` none
are searched for. What is shipped is the reader beside the judge that is there. This file doesn't know the network.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from assistant.claims.matching import sentence_spans
from eval.training.__main__ import SHIPPED
from eval.training.examples import Example, held
from eval.training.misleading import as_question, misleading, reported
from eval.training.searched import Pool, Searched, built, titled
from ingest.document import Span

if TYPE_CHECKING:
    from eval.training.model import PairModel

HARD = 5  # of the nearest passages that don't answer, one is put beside the one that does
SHARES = {"chapters": 1.0, "articles": 1.0, "written": 0.5}  # of the questions that are searched for
PLAIN = 14_000  # public and written pairs with their own passages, at most
CALIBRATED = 1500  # held-out pairs


def pairs(pool: Pool, questions: Sequence[Searched], near: Sequence[Sequence[int]], rng: Random) -> Iterator[Example]:
    """The searched questions as pairs for the reader, about as many answered as not. Those held out have the key
    "held", others "seen"."""
    for question, others in zip(questions, near, strict=True):
        if rng.random() >= SHARES.get(question.origin, 0.0):
            continue
        key, origin = "held" if question.held else "seen", f"searched:{question.origin}"
        if question.answers and question.words is not None:
            plain_text = pool.texts[question.answers[0]]
            text = titled(question, plain_text)
            before = len(text) - len(plain_text)
            words = Span(before + question.words.start, before + question.words.end)
            place = next((s for s in sentence_spans(text) if s.start <= words.start < s.end), None)
            yield Example("read", question.text, text, 1, origin, key, words=words, sentence=place)
            beside = list(others[:HARD])
        else:
            beside = [at for at in others if at in question.near][:2]
        for at in rng.sample(beside, min(len(beside), 1 if question.answers else 2)):
            yield Example("read", question.text, titled(question, pool.texts[at]), 0, f"{origin}:near", key)


def plain(folder: Path, rng: Random, most: int = PLAIN) -> list[Example]:
    """Public and written questions about a passage, drawn at random, none of them held out."""
    from eval.training.asked import questions
    from eval.training.mixture import mixed
    from eval.training.written import written

    found = [e for e in (*questions(folder, rng), *written(folder, rng)) if e.task == "read" and not held(e.key)]
    rng.shuffle(found)
    return mixed(found)[:most]


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.training.reading", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the training sets (gzip JSONL)")
    parser.add_argument("--articles", type=Path, help="the folder with the articles (PDF)")
    parser.add_argument("--books", type=Path, help="the folder with the textbooks, a folder each")
    parser.add_argument("--misleading", type=Path, help="the folder with questions written to mislead")
    parser.add_argument("--reported", type=Path, help="with --misleading: the file whose passages are left out of it")
    parser.add_argument("--passes", type=int, default=2, help="how often each misleading question is trained on")
    parser.add_argument("--plain", type=int, default=PLAIN, help="public and written pairs, at most")
    parser.add_argument(
        "--start", required=True, help="minilm, reranker, reader (as shipped), or a checkpoint to go on from"
    )
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints go")
    parser.add_argument("--minutes", type=float, help="wall-clock limit; the learning rate falls to zero by then")
    parser.add_argument("--epochs", type=float, default=1.0)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--length", type=int, default=128, help="tokens a pair is cut to where it may be")
    parser.add_argument("--between", type=float, default=1.0, help="ship the weights so far on the way to the end")
    parser.add_argument("--most", type=int, help="train on so many pairs only (to try the way out)")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--ship", type=Path, nargs="?", const=SHIPPED, help="make it the reader there, or here")
    return parser.parse_args(arguments)


def gather(options: argparse.Namespace, rng: Random) -> list[Example]:
    """The questions that are searched for and the misleading ones, by the options; the key says which are held out."""
    found: list[Example] = []
    if options.articles and options.books:
        found += pairs(*built(options.data, options.articles, options.books, options.seed), rng)
    if options.misleading:
        without = reported(options.reported) if options.reported else frozenset()
        for example in map(as_question, misleading(options.misleading, without)):
            aside = held(example.key)
            found += [replace(example, key="held" if aside else "seen")] * (1 if aside else options.passes)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the whole way."""
    options = parse(arguments)
    import torch

    from eval.training.starts import between, start, whole_tokenizer
    from eval.training.train import encode, held_out_auroc, shorten, train

    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_flush_denormal(True)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = whole_tokenizer()
    rng = Random(options.seed)
    found = gather(options, rng)
    aside = [example for example in found if example.key == "held"]
    examples = [example for example in found if example.key == "seen"] + plain(options.data, rng, options.plain)
    rng.shuffle(examples)
    rng.shuffle(aside)
    print(f"{len(examples)} pairs to train on, {len(aside)} held out", flush=True)
    items = shorten(encode(examples[: options.most], tokenizer), rng, options.length)
    probe = encode(aside[:CALIBRATED], tokenizer)
    model = train(
        start(options.start), items, folder=options.out, minutes=options.minutes, epochs=options.epochs,
        rate=options.rate, seed=options.seed, device=device, tokens=3000 if device == "cpu" else 30000,
        on_checkpoint=lambda model: held_out_auroc(model, probe, aside),
    )  # fmt: skip
    if options.ship:
        ship(between(start(options.start), model.cpu(), options.between), aside[:CALIBRATED], options.ship)


def ship(model: PairModel, aside: Sequence[Example], folder: Path) -> None:
    """Makes the network the reader of the weights in `folder`, its probabilities calibrated on pairs held out."""
    from assistant.judge import OwnJudge, PairNetwork
    from eval.training.combine import calibrate
    from eval.training.export import ship as export
    from eval.training.export import ship_reader, write_manifest
    from eval.training.starts import carrier

    with tempfile.TemporaryDirectory() as scratch:
        export(model, carrier() / "tokenizer.json", Path(scratch))
        write_manifest(Path(scratch), calibrate(aside, OwnJudge(PairNetwork(Path(scratch)))))
        ship_reader(Path(scratch), folder)


if __name__ == "__main__":
    main()
