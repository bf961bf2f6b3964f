"""One command from data to model: `python -m eval.training --data ../shared/data/training --out BUILD [--minutes M]`.

Builds the pairs, trains (a GPU where there is one, else bfloat16 on the CPU), quantises, calibrates, fits the weighing
of evidence and judge, and writes judge.onnx, tokenizer.json, manifest.json and checking.json to BUILD/weights. Nothing
is fetched: the start is all-MiniLM-L6-v2, or every second layer of the relevance cross-encoder, both as installed
packages carry them. With `--ship` the files also replace those in assistant/weights. A seed fixes the pairs and their
order; with `--minutes` the number of steps depends on the machine, with `--epochs` it doesn't.
"""

from __future__ import annotations

import argparse
import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.training.examples import Example
    from eval.training.model import PairModel

SHIPPED = Path(__file__).parents[2] / "assistant" / "weights"
PROBED, WEIGHED = 500, 2000  # held-out pairs for a look at each checkpoint, and for calibrating and weighing


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the training sets (gzip JSONL)")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints and the weights go")
    parser.add_argument("--minutes", type=float, help="wall-clock limit; the learning rate falls to zero by then")
    parser.add_argument("--epochs", type=float, default=1.0)
    parser.add_argument(
        "--workers", type=int, default=1, help="processes of one thread each; 1 uses all threads in one"
    )
    parser.add_argument("--length", type=int, default=120, help="tokens a pair is cut to where it may be")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--start", default="minilm", help="minilm, reranker, or a checkpoint to go on from")
    parser.add_argument("--teacher", help="a checkpoint whose verdicts on claims are not to be forgotten")
    parser.add_argument("--written", type=float, help="the share of the written pairs among all words trained on")
    parser.add_argument(
        "--between", type=float, default=1.0, help="ship the weights so far on the way from the start to the end"
    )
    parser.add_argument("--most", type=int, help="train on so many pairs only (to try the way out)")
    parser.add_argument(
        "--bench", type=Path, help="with --ship: the folder with the public sets; measures, writes the card"
    )
    parser.add_argument("--documents", type=Path, nargs="*", help="folders of documents for the bench's claims")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--ship",
        type=Path,
        nargs="?",
        const=SHIPPED,
        help="copy the result there too, or into the package",
    )
    parser.add_argument(
        "--as-reader", action="store_true", help="with --ship: as the reader alone, beside the judge that is there"
    )
    parser.add_argument("--rank", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the whole way, or as one of several workers the training alone."""
    options = parse(arguments)
    import torch

    from eval.training.data import build, for_weighing
    from eval.training.export import ship_reader
    from eval.training.starts import between, carrier, start, whole_tokenizer
    from eval.training.together import start_workers
    from eval.training.train import encode, held_out_auroc, shorten, train

    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(options.seed)
    torch.set_flush_denormal(True)
    if options.workers > 1:
        torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    shared = options.out / "pairs.pkl"
    if options.rank == 0:
        tokenizer = whole_tokenizer()
        examples, held_out = build(options.data, options.seed, share=options.written)
        print(f"{len(examples)} pairs to train on, {len(held_out)} held out", flush=True)
        items = shorten(encode(examples[: options.most], tokenizer), Random(options.seed), options.length)
        del examples
        probe = shorten(encode(held_out[:PROBED], tokenizer), Random(options.seed), options.length)
        shared.write_bytes(pickle.dumps(items))
    else:
        # The file was written by this very program.
        items, probe, held_out = pickle.loads(shared.read_bytes()), [], []  # noqa: S301  # nosec B301
    workers = start_workers("eval.training", options, arguments)
    model = train(
        start(options.start), items[options.rank :: options.workers], folder=options.out, minutes=options.minutes,
        epochs=options.epochs, rate=options.rate, seed=options.seed + options.rank, device=device, rank=options.rank,
        world=options.workers, tokens=3000 if device == "cpu" else 30000,
        teacher=start(options.teacher) if options.teacher else None,
        on_checkpoint=lambda model: held_out_auroc(model, probe, held_out),
    )  # fmt: skip
    if options.rank:
        return
    for worker in workers:
        worker.wait()
    if options.between < 1:
        model = between(start(options.start), model.cpu(), options.between)
    weighed = for_weighing(options.data, held_out, WEIGHED, seed=options.seed)
    finish(options.out, model.cpu(), carrier() / "tokenizer.json", held_out[:WEIGHED], weighed)
    if options.ship:
        options.ship.mkdir(parents=True, exist_ok=True)
        if options.as_reader:
            ship_reader(options.out / "weights", options.ship)
        else:
            for file in (options.out / "weights").iterdir():
                shutil.copyfile(file, options.ship / file.name)
        if options.bench:
            bench(options)


def bench(options: argparse.Namespace) -> None:
    """Measures the weights just shipped on the reported sets, in a fresh process, and writes the card's figures."""
    from eval.training.card import write

    result = options.out / "checking.json"
    command = [sys.executable, "-m", "eval.checking_bench", "--data", str(options.bench), "--json", str(result)]
    if options.documents:
        command += ["--documents", *map(str, options.documents)]
    subprocess.run(command, check=True)  # noqa: S603 - this very program
    write(json.loads(result.read_text(encoding="utf-8")))


def finish(
    out: Path, model: PairModel, tokenizer: Path, held_out: Sequence[Example], weighed: Sequence[Example]
) -> None:
    """From the trained network to the files that are shipped: quantised, calibrated on pairs held out from training,
    weighed with the evidence on others of them."""
    from assistant.judge import OwnJudge, PairNetwork
    from eval.training.combine import calibrate, fit
    from eval.training.export import ship, write_manifest

    weights = out / "weights"
    ship(model, tokenizer, weights)
    calibration = calibrate(held_out, OwnJudge(PairNetwork(weights)))
    write_manifest(weights, calibration)
    reached = fit(weighed, OwnJudge(PairNetwork(weights)), weights / "checking.json")
    print("calibration", calibration, "balanced accuracy on held-out pairs", reached)


if __name__ == "__main__":
    main()
