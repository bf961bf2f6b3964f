"""What a language model's answers are worth before and after their claims are checked, on the shipped question sets.

    python -m eval.model_bench --model NAME --base-url http://127.0.0.1:8080/v1 --documents ../shared/documents \
        [--set real|samples|both] [--half dev|test] [--each 20] [--rows rows.json] [--out eval/results/model.json]
    python -m eval.model_bench --judged rows.json

Before checking, every sentence that the model wrote is taken for true; after it, only those whose verdict is
"supported". `--rows` keeps each claim with the words it cites and a field "true" for a person to fill in (true or
false: do the documents say so?); `--judged` then gives the share of true claims before and after, and the share of the
true ones that checking kept. Rows hold words of the documents: keep them to yourself.
This file doesn't know how answers are made or checked.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Question, Verdict
from eval.cases import Case, load_cases
from eval.evaluate import commit, library_documents, throwaway_library
from eval.metrics import fact_recall, mean

HERE = Path(__file__).parent
SUFFIXES = (".md", ".html", ".docx", ".epub", ".pdf", ".txt")
SEED = 20240607


def row(case: Case, answer: Answer, seconds: float) -> dict[str, Any]:
    """One question: its claims with verdicts and quotes, and how much of what was expected they hold."""
    quotes = {citation.n: citation.quote for citation in answer.citations}
    supported = [claim.text for claim in answer.claims if claim.verdict is Verdict.SUPPORTED]
    return {
        "id": case.id,
        "question": case.question,
        "answerable": case.answerable,
        "answered": answer.answered,
        "by_model": answer.model is not None,
        "notice": answer.notice,
        "facts": fact_recall(case.facts, answer.text) if case.answerable and answer.answered else None,
        "facts_supported": fact_recall(case.facts, " ".join(supported)) if case.answerable else None,
        "claims": [
            {
                "text": claim.text,
                "verdict": claim.verdict.value,
                "reasons": list(claim.reasons),
                "quotes": [quotes[n] for n in claim.citations],
                "true": None,
            }
            for claim in answer.claims
        ],
        "seconds": round(seconds, 2),
    }


def summary(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The figures over rows; only answers that the model wrote count among the claims."""
    claims = [claim for r in rows if r["by_model"] for claim in r["claims"]]
    asked = [r for r in rows if r["answerable"]]
    other = [r for r in rows if not r["answerable"]]
    verdicts = {v.value: sum(claim["verdict"] == v.value for claim in claims) for v in Verdict}
    return {
        "questions": len(rows),
        "written_by_the_model": sum(r["by_model"] and r["answered"] for r in rows),
        "claims": len(claims),
        "verdicts": verdicts,
        "supported_before": verdicts["supported"] / len(claims) if claims else None,
        "supported_after": 1.0 if verdicts["supported"] else None,
        "cited": mean([float(bool(claim["quotes"])) for claim in claims]) if claims else None,
        "facts_before": mean([r["facts"] or 0.0 for r in asked]) if asked else None,
        "facts_after": mean([r["facts_supported"] or 0.0 for r in asked]) if asked else None,
        "answered_of_answerable": mean([float(r["answered"]) for r in asked]) if asked else None,
        "refused_of_unanswerable": mean([float(not r["answered"]) for r in other]) if other else None,
        "invented": mean([float(any(c["verdict"] == "supported" for c in r["claims"])) for r in other])
        if other
        else None,
        "seconds_a_question": mean([r["seconds"] for r in rows]),
    }


def judged(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The share of claims that a person called true before and after checking."""
    claims = [c for r in rows if r["by_model"] for c in r["claims"] if c["true"] is not None]
    kept = [c for c in claims if c["verdict"] == "supported"]
    true = [c for c in claims if c["true"]]
    return {
        "judged": len(claims),
        "true_before": len(true) / len(claims) if claims else None,
        "kept": len(kept),
        "true_after": sum(c["true"] for c in kept) / len(kept) if kept else None,
        "true_ones_kept": sum(c in kept for c in true) / len(true) if true else None,
    }


def chosen(cases: Sequence[Case], half: str, each: int) -> list[Case]:
    """Up to `each` cases of a half, a fixed random choice, none of them about notes (answered without the model)."""
    fitting = [case for case in cases if half in case.tags and "note" not in case.tags]
    return random.Random(SEED).sample(fitting, min(each, len(fitting)))


def run(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Every chosen question asked once."""
    from assistant.chain import build_chain
    from assistant.settings import Settings

    settings = replace(
        Settings.from_env(), model=options.model, base_url=options.base_url, timeout_s=options.timeout, max_tokens=200
    )
    samples = [path for path in sorted((HERE / "samples").iterdir()) if path.suffix in SUFFIXES]
    real = [path for path in sorted(options.documents.iterdir()) if path.suffix == ".txt"]
    rows: list[dict[str, Any]] = []
    for name, paths in (("real", real), ("samples", samples)):
        if options.set not in (name, "both"):
            continue
        with throwaway_library(paths) as library:
            chain = build_chain(library, settings)
            cases = load_cases(HERE / "sets" / f"{name}.jsonl", documents=library_documents(library)).cases
            for case in chosen(cases, options.half, options.each):
                start = time.perf_counter()
                answer = chain.invoke(Question(case.question, history=case.history))
                rows.append(row(case, answer, time.perf_counter() - start))
                print(json.dumps({k: v for k, v in rows[-1].items() if k != "claims"}, ensure_ascii=False), flush=True)
                if options.rows:
                    options.rows.write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model")
    parser.add_argument("--base-url")
    parser.add_argument("--documents", type=Path, default=Path("../shared/documents"))
    parser.add_argument("--set", choices=("real", "samples", "both"), default="both")
    parser.add_argument("--half", choices=("dev", "test"), default="dev")
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--timeout", type=float, default=300.0)
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--judged", type=Path)
    options = parser.parse_args()
    if options.judged:
        print(json.dumps(judged(json.loads(options.judged.read_text(encoding="utf-8"))), indent=1))
        return
    found = summary(run(options))
    names = {name: getattr(options, name) for name in ("model", "set", "half", "each")}
    result = {
        **names,
        "commit": commit(),
        "summary": {k: round(v, 4) if isinstance(v, float) else v for k, v in found.items()},
    }
    text = json.dumps(result, indent=1)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
