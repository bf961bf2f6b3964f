"""The shipped question sets, half by half: facts in the answer, evidence cited, refusals, exact citations.

    python -m eval.sets_bench --documents ../shared/documents [--half dev|test|both] [--out eval/results/answers.json]

No language model, everything else as shipped. The `-hard` sets are of the kinds that fail most: two parts, paraphrases,
comparisons, false premises, another thing of the right kind; the test half of the real one (`real-hard-blind`) was
written before the system was seen on any of them. The `-natural` sets were written from the documents alone, each half
by another reader of them, without the system and the other sets in view. The result holds figures only, no words of the
documents. Tuned on the dev halves. This file doesn't know how answers are made.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.answer import Question
from eval import scoring
from eval.cases import Case, load_cases
from eval.evaluate import commit, library_documents, throwaway_library
from eval.metrics import mean
from eval.scoring import Names, Outcome
from ingest.library import Library

HERE = Path(__file__).parent
SUFFIXES = (".md", ".html", ".docx", ".epub", ".pdf", ".txt")
FIGURES = ("fact_recall", "citation_recall", "citation_precision")
NAMES = {"citation_recall": "evidence_cited"}


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The figures over scored outcomes; a refused answerable question states no fact and cites nothing."""
    real = [outcome for outcome in outcomes if outcome.case.answerable]
    other = [outcome for outcome in outcomes if not outcome.case.answerable]
    found: dict[str, Any] = {"answerable": len(real), "unanswerable": len(other)}
    for name in FIGURES:
        values = [outcome.values[name] for outcome in real]
        if name != "citation_precision":
            values = [value or 0.0 for value in values]
        applicable = [value for value in values if value is not None]
        found[NAMES.get(name, name)] = mean(applicable) if applicable else None
    if real:
        found["answered_of_answerable"] = mean([float(bool(o.answer.get("answered"))) for o in real])
    if other:
        found["refused_of_unanswerable"] = mean([float(not o.answer.get("answered")) for o in other])
    return {name: round(v, 3) if isinstance(v, float) else v for name, v in found.items()}


def inexact(answer: dict[str, Any], library: Library) -> int:
    """How many citations, shown or nearest, are not the document's own text."""
    shown = [*answer["citations"], *answer["nearest"]]
    return sum(library.document(c["document"]).text[c["start"] : c["end"]] != c["quote"] for c in shown)


def measured(name: str, paths: Sequence[Path], halves: Sequence[str]) -> dict[str, Any]:
    """One set over its documents: figures each half, and each kind of question."""
    from assistant.chain import build_chain
    from assistant.settings import Settings

    result: dict[str, Any] = {}
    with throwaway_library(paths) as library:
        documents = library_documents(library)
        names = Names(documents)
        chain = build_chain(library, Settings())
        cases: tuple[Case, ...] = load_cases(HERE / "sets" / f"{name}.jsonl", documents=documents).cases
        for half in halves:
            outcomes: list[Outcome] = []
            wrong = citations = 0
            for case in (case for case in cases if half in case.tags):
                answer = chain.invoke(Question(case.question, history=case.history)).to_json()
                outcome = Outcome(case, answer)
                outcomes.append(Outcome(case, answer, values=scoring.score(outcome, names)))
                wrong += inexact(answer, library)
                citations += len(answer["citations"]) + len(answer["nearest"])
            tags = dict.fromkeys(tag for o in outcomes for tag in o.case.tags if tag not in ("dev", "test"))
            result[half] = figures(outcomes) | {"citations": citations, "citations_not_exact": wrong}
            result[half]["by_tag"] = {tag: figures([o for o in outcomes if tag in o.case.tags]) for tag in tags}
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=Path, default=Path("../shared/documents"))
    parser.add_argument("--half", choices=("dev", "test", "both"), default="both")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    halves = ("dev", "test") if options.half == "both" else (options.half,)
    start = time.perf_counter()
    real = [path for path in sorted(options.documents.iterdir()) if path.suffix == ".txt"]
    samples = [path for path in sorted((HERE / "samples").iterdir()) if path.suffix in SUFFIXES]
    result = {
        "what": "question sets, no language model, as shipped; tuned on the dev halves",
        "commit": commit(),
        "real": measured("real", real, halves),
        "samples": measured("samples", samples, halves),
        "real-hard": (measured("real-hard", real, ["dev"]) if "dev" in halves else {})
        | (measured("real-hard-blind", real, ["test"]) if "test" in halves else {}),
        "samples-hard": measured("samples-hard", samples, ["dev"]) if "dev" in halves else {},
        "real-natural": measured("real-natural", real, halves),
        "samples-natural": measured("samples-natural", samples, halves),
        "seconds": round(time.perf_counter() - start, 1),
    }
    text = json.dumps(result, indent=1)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
