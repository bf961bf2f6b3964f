"""Fits the weights of the refusal's confidence (assistant/refusals/weights.py) by logistic regression.

    python -m eval.training.refusal collect --documents ../shared/documents --data DATA --books BOOKS --out rows.json
    python -m eval.training.refusal fit rows.json [more.json …]

`collect` asks the questions of refusal_questions.jsonl and of the tuning halves of the shipped sets, over the two
documents and the samples, the written questions (written.py) that the reader hasn't been trained on, over a library of
their passages and as many others, and those on the chapters (searched.py) it hasn't been trained on, among other
chapters; it keeps each question's features. The questions are this project's own:
answerable ones, half of them in words the documents don't use, unanswerable ones, some about something else altogether,
and ones that take for granted what the documents deny; those marked "half": "test" are only reported on. `fit` prints
the weights, and how they do on questions left out of the fit. A weight may only have the sign that its meaning gives it
(more coverage can't speak against an answer), which a few hundred questions would not ensure.
This file doesn't know how features are made.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.refusals.weights import WEIGHTS
from eval.metrics import auroc
from eval.training.examples import held
from eval.training.searched import CHAPTERS
from eval.training.textbooks import chapters
from eval.training.written import FILE, key_of, passages_of

QUESTIONS = Path(__file__).parent / "refusal_questions.jsonl"
SETS = Path(__file__).parents[1] / "sets"
SAMPLES = Path(__file__).parents[1] / "samples"
SUFFIXES = (".md", ".html", ".docx", ".epub", ".pdf", ".txt")
AGAINST = frozenset(
    {
        "type_absent",
        "type_absent_all",
        "missing",
        "absent",
        "of_another",
        "far",
        "against",
        "denied",
        "unsaid",
        "subject_absent",
        "nothing_kindred",
    }
)
RIDGE = 0.03  # pull towards zero of the weights of scaled features, of the mean loss
STEPS, RATE = 2_000, 0.5
FOLDS = 8
HARD = 2.0  # weight of a question of the sets of hard kinds
SHIPPED = 3.0  # weight of a question of the shipped sets: they are asked as users ask
WRITTEN = 0.5  # weight of a written question: there are many
MOST_WRITTEN = 700
OTHERS = 600  # passages that no question is about, among which those of the written questions stand
TOGETHER = 12  # passages a document
CHAPTERS_BESIDE = 6  # chapters that no question is about, among which those of the questions stand
OFF_TOPIC = 0.5  # weight of a question about something else altogether: easy, and rarely asked
ANSWERABLE = 0.55  # share of the answerable questions in the loss
Floats = npt.NDArray[np.float64]
TuningQuestion = tuple[str, str, bool, float, list[dict[str, str]]]


def fit(rows: Sequence[Mapping[str, float]], labels: Sequence[bool], weights: Sequence[float]) -> dict[str, float]:
    """Log-odds a feature and the bias, by projected gradient descent on the weighted log loss."""
    names = sorted(rows[0])
    x = np.array([[row[name] for name in names] for row in rows])
    mean, spread = x.mean(0), x.std(0) + 1e-6
    scaled = (x - mean) / spread
    y = np.array(labels, dtype=float)
    share = np.array(weights, dtype=float)
    for label, part in ((True, ANSWERABLE), (False, 1 - ANSWERABLE)):
        of = y == float(label)
        share[of] *= part / share[of].sum()
    sign = np.array([-1.0 if name in AGAINST else 1.0 for name in names])
    w, bias = np.zeros(len(names)), 0.0
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-(scaled @ w + bias)))
        error = (p - y) * share
        w = w - RATE * (scaled.T @ error + RIDGE * w)
        w = np.where(w * sign < 0, 0.0, w)
        bias -= RATE * float(error.sum())
    raw = w / spread
    found = {name: round(float(value), 2) for name, value in zip(names, raw, strict=True) if abs(value) >= 0.05}
    return {"bias": round(bias - float(raw @ mean), 2), **found}


def confidence(weights: Mapping[str, float], row: Mapping[str, float]) -> float:
    """The probability that the weights give to a row."""
    logit = weights["bias"] + sum(weight * row[name] for name, weight in weights.items() if name != "bias")
    return float(1 / (1 + np.exp(-logit)))


def left_out(rows: Sequence[Mapping[str, Any]]) -> list[float]:
    """Each row's confidence by weights fitted on the other folds."""
    order = np.random.default_rng(7).permutation(len(rows))
    found = [0.0] * len(rows)
    for fold in range(FOLDS):
        inside = [rows[i] for i in order if i not in set(order[fold::FOLDS].tolist())]
        weights = fit([r["features"] for r in inside], [r["answerable"] for r in inside], [r["weight"] for r in inside])
        for i in order[fold::FOLDS]:
            found[i] = confidence(weights, rows[i]["features"])
    return found


def report(rows: Sequence[Mapping[str, Any]], confidences: Sequence[float]) -> dict[str, float]:
    """How well confidences part the rows: AUROC, and the share on the right side of .5, each kind of question."""
    summary = {"auroc": auroc(list(confidences), [row["answerable"] for row in rows]) or 0.0}
    for kind in sorted({row["kind"] for row in rows}):
        right = [(c >= 0.5) == r["answerable"] for c, r in zip(confidences, rows, strict=True) if r["kind"] == kind]
        summary[kind] = sum(right) / len(right)
    return {name: round(value, 3) for name, value in summary.items()}


def questions(name: str) -> Iterator[TuningQuestion]:
    """(question, kind, answerable, weight, history) for "real" or "samples"; of weight 0, those only reported on."""
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        value = json.loads(line)
        if value["documents"] == name:
            weight, kind = OFF_TOPIC if value["kind"] == "off_topic" else 1.0, value["kind"]
            if value.get("half") == "test":
                weight, kind = 0.0, f"{name} test, {kind}"
            yield value["question"], kind, value["kind"] == "answerable", weight, []
    for part, weight in ((name, SHIPPED), (f"{name}-hard", HARD), (f"{name}-natural", SHIPPED)):
        for line in (SETS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            if "dev" in case["tags"] and "note" not in case["tags"]:
                of = "shipped" if part == name else part.removeprefix(f"{name}-")
                kind = f"{of}, {'' if case['answerable'] else 'un'}answerable"
                yield case["question"], kind, case["answerable"], weight, case["history"]


def written_questions(data: Path, folder: Path) -> tuple[list[Path], list[TuningQuestion]]:
    """Documents, written to `folder`, of the passages whose pairs no training sees, and of others; the written
    questions on the former, as `questions` gives them."""
    passages = passages_of(data)
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["passage"] in passages and held(key_of(passages[row["passage"]]))]
    rng = Random(4)
    about = {row["passage"] for row in rows}
    others = [name for name in sorted(passages) if name not in about and 40 < len(passages[name].split()) < 250]
    chosen = sorted(about) + rng.sample(others, min(OTHERS, len(others)))
    rng.shuffle(chosen)
    paths = []
    for begin in range(0, len(chosen), TOGETHER):
        paths.append(folder / f"{begin:05d}.txt")
        text = "\n\n".join(passages[name] for name in chosen[begin : begin + TOGETHER])
        paths[-1].write_text(text, encoding="utf-8")
    asked: list[TuningQuestion] = []
    for row in rows:
        answered = [(question, True) for question, _ in row.get("questions", ())]
        for question, answerable in answered + [(question, False) for question in row.get("unanswerable", ())]:
            asked.append((question, f"written, {'' if answerable else 'un'}answerable", answerable, WRITTEN, []))
    return paths, rng.sample(asked, min(MOST_WRITTEN, len(asked)))


def chapter_questions(books: Path, folder: Path) -> tuple[list[Path], list[TuningQuestion]]:
    """The chapters whose questions no training sees, written to `folder` with CHAPTERS_BESIDE that nothing is asked
    about; the questions, as `questions` gives them."""
    rows = [json.loads(line) for line in CHAPTERS.read_text(encoding="utf-8").splitlines()]
    about = {row["document"] for row in rows}
    aside = {row["document"] for row in rows if row.get("held")}
    every = [chapter for book in sorted(p.parent for p in books.glob("*/collections")) for chapter in chapters(book)]
    others = [chapter for chapter in every if chapter.name not in about]
    chosen = [c for c in every if c.name in aside] + Random(4).sample(others, min(CHAPTERS_BESIDE, len(others)))
    paths = [folder / chapter.name.replace("/", "-") for chapter in chosen]
    for path, chapter in zip(paths, chosen, strict=True):
        path.write_text(chapter.text, encoding="utf-8")
    return paths, [
        (
            row["question"],
            f"chapters, {'un' if row['answer'] is None else ''}answerable",
            row["answer"] is not None,
            WRITTEN,
            [],
        )
        for row in rows
        if row.get("held")
    ]


def collect(documents: Path, data: Path | None = None, books: Path | None = None) -> list[dict[str, Any]]:
    """The features of every tuning question; of the written ones where `data` is given, of those on chapters where
    `books` is."""
    from assistant.answer import Question, Turn
    from assistant.answering import Answerer
    from assistant.judge import OWN, load_judge, load_reader
    from assistant.reranking import load_reranker
    from assistant.settings import Settings
    from eval.evaluate import throwaway_library

    samples = [path for path in sorted(SAMPLES.iterdir()) if path.suffix in SUFFIXES]
    real = [path for path in sorted(documents.iterdir()) if path.suffix == ".txt"]
    rows: list[dict[str, Any]] = []
    with TemporaryDirectory() as scratch:
        libraries = [(real, list(questions("real"))), (samples, list(questions("samples")))]
        if data is not None:
            libraries.append(written_questions(data, Path(scratch)))
        if books is not None:
            libraries.append(chapter_questions(books, Path(scratch)))
        for paths, asked in libraries:
            with throwaway_library(paths) as library:
                answerer = Answerer(library, Settings(), load_reranker(), load_judge(OWN), load_reader(), {})
                for text, kind, answerable, weight, history in asked:
                    turns = tuple(Turn("user" if t["role"] == "user" else "assistant", t["text"]) for t in history)
                    found = answerer.order(answerer.search(Question(text, history=turns)))
                    values = dict(found.assessment.features)
                    rows.append({"kind": kind, "answerable": answerable, "weight": weight, "features": values})
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    collecting = commands.add_parser("collect")
    collecting.add_argument("--documents", type=Path, required=True)
    collecting.add_argument("--data", type=Path, help="the folder with the training sets, for the written questions")
    collecting.add_argument("--books", type=Path, help="the folder with the textbooks, for the questions on chapters")
    collecting.add_argument("--out", type=Path, required=True)
    fitting = commands.add_parser("fit")
    fitting.add_argument("rows", type=Path, nargs="+")
    options = parser.parse_args()
    if options.command == "collect":
        options.out.write_text(
            json.dumps({"rows": collect(options.documents, options.data, options.books)}) + "\n", encoding="utf-8"
        )
        return
    every = [row for path in options.rows for row in json.loads(path.read_text(encoding="utf-8"))["rows"]]
    rows, reported = ([row for row in every if bool(row["weight"]) is tuned] for tuned in (True, False))
    print(json.dumps({"left_out": report(rows, left_out(rows))}, indent=1))
    weights = fit([r["features"] for r in rows], [r["answerable"] for r in rows], [r["weight"] for r in rows])
    print(json.dumps(weights, indent=4))
    for name, some in (("reported", weights), ("reported, as shipped", WEIGHTS)) if reported else ():
        print(json.dumps({name: report(reported, [confidence(some, row["features"]) for row in reported])}, indent=1))


if __name__ == "__main__":
    main()
