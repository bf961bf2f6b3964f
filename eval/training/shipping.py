"""From checkpoints of judge and reader to the files that are shipped, both at once, the reader as its difference:

    python -m eval.training.shipping --data ../shared/data/training --misleading MISLEADING --reported SQUAD2 \\
        --natural NATURAL [--judge CHECKPOINT] [--judge-share 1] [--reader CHECKPOINT] [--reader-share 1] --to FOLDER

A share below 1 takes the weights so far on the way from those shipped now (starts.between). Calibrates both, and weighs
the judge with the evidence, on pairs held out from training. This file doesn't know how the networks were trained.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from eval.training.__main__ import SHIPPED
from eval.training.data import build, for_weighing
from eval.training.examples import Example, held
from eval.training.misleading import as_claim, as_question, misleading, reported
from eval.training.natural import natural, weighed

if TYPE_CHECKING:
    from eval.training.model import PairModel

CALIBRATED = 1500  # held-out pairs of each network
WEIGHED = 3600  # of claims of data.py


def held_out(options: argparse.Namespace) -> tuple[list[Example], list[Example], list[Example]]:
    """Pairs no training has seen: claims to calibrate the judge, questions to calibrate the reader, claims to weigh."""
    rng = Random(options.seed)
    _, aside = build(options.data, options.seed)
    claims = [e for e in aside if e.task == "judge"]
    questions = [e for e in aside if e.task == "read"]
    own: list[Example] = natural(options.natural, rng) if options.natural else []
    if options.misleading:
        without = reported(options.reported) if options.reported else frozenset()
        asked = misleading(options.misleading, without)
        questions = [*questions[: CALIBRATED // 2], *(e for e in map(as_question, asked) if held(e.key))]
        own += [e for e in map(as_claim, asked) if e is not None]
    own = [e for e in own if held(e.key)]
    rng.shuffle(own)
    rng.shuffle(questions)
    found = for_weighing(options.data, aside, WEIGHED, seed=options.seed)
    found += weighed(options.natural) if options.natural else []
    return [*claims[: CALIBRATED // 2], *own[: CALIBRATED // 2]], questions[:CALIBRATED], found


def network(name: str, checkpoint: str | None, share: float) -> PairModel:
    """The shipped network, or so far on the way from it to the checkpoint."""
    from eval.training.starts import between, start

    shipped = start(name)
    return between(shipped, start(checkpoint), share) if checkpoint else shipped


def write(judge: PairModel, reader: PairModel, claims: list[Example], questions: list[Example], folder: Path) -> None:
    """Both networks in 8 bits, calibrated, to the folder."""
    from assistant.judge import OwnJudge, PairNetwork
    from eval.training.combine import calibrate
    from eval.training.export import ship, ship_reader, write_manifest
    from eval.training.starts import carrier

    tokenizer = carrier() / "tokenizer.json"
    with TemporaryDirectory() as scratch:
        for model, place, pairs in ((judge, folder, claims), (reader, Path(scratch), questions)):
            ship(model, tokenizer, place)
            write_manifest(place, calibrate(pairs, OwnJudge(PairNetwork(place))))
        ship_reader(Path(scratch), folder)


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.training.shipping", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the training sets (gzip JSONL)")
    parser.add_argument("--misleading", type=Path, help="the folder with questions written to mislead")
    parser.add_argument("--reported", type=Path, help="with --misleading: the file whose passages are left out of it")
    parser.add_argument("--natural", type=Path, help="the folder with claims that people wrote or judged")
    parser.add_argument("--judge", help="a checkpoint of the judge; without it, the one that is shipped now")
    parser.add_argument("--judge-share", type=float, default=1.0)
    parser.add_argument("--reader", help="a checkpoint of the reader; without it, the one that is shipped now")
    parser.add_argument("--reader-share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--to", type=Path, default=SHIPPED, help="the folder of weights to write to")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the whole way."""
    options = parse(arguments)
    from assistant.judge import OwnJudge, PairNetwork
    from eval.training.combine import fit

    claims, questions, found = held_out(options)
    judge = network("judge", options.judge, options.judge_share)
    reader = network("reader", options.reader, options.reader_share)
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "weights"
        write(judge, reader, claims, questions, folder)
        reached = fit(found, OwnJudge(PairNetwork(folder)), folder / "checking.json")
        options.to.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.iterdir()):
            shutil.copyfile(path, options.to / path.name)
    print(json.dumps({"balanced accuracy on held-out claims": reached}))


if __name__ == "__main__":
    main()
