"""The real chain over a small library, broken in three ways on purpose: the gate catches each by the right metric."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from assistant.settings import Settings
from eval.evaluate import Answerer, evaluate, throwaway_library
from eval.gate import check, parse_thresholds
from ingest.document import Document
from ingest.library import Library

TEXT = """\
The Harbour of Kelmouth

The lighthouse of Kelmouth was lit for the first time in 1822. Its keeper was Tobias Renfrew, a former whaler.

The fishing guild of Kelmouth did not accept the harbour tax of 1840. The tax was nine shillings a boat.

The pier was not built of stone. It was built of oak, which the town bought from Sweden.

The railway reached Kelmouth on 3 May 1871. The station stood half a mile from the quay.
"""

SET = [
    {"id": "lit", "question": "When was the lighthouse of Kelmouth lit for the first time?", "facts": [["1822"]],
     "evidence": [{"document": "harbour.txt", "quote": "first time in 1822"}]},
    {"id": "tax", "question": "Did the fishing guild accept the harbour tax of 1840?", "facts": [["not", "no"]],
     "evidence": [{"document": "harbour.txt", "quote": "did not accept"}]},
    {"id": "pier", "question": "Was the pier built of stone?", "facts": [["not", "no"]],
     "evidence": [{"document": "harbour.txt", "quote": "was not built of stone"}]},
    {"id": "rail", "question": "When did the railway reach Kelmouth?", "facts": [["3 May 1871"]],
     "evidence": [{"document": "harbour.txt", "quote": "railway reached Kelmouth"}]},
    {"id": "absent", "question": "How many volcanoes are there in Iceland?", "answerable": False},
    {"id": "absent2", "question": "Who painted the ceiling of the Sistine Chapel?", "answerable": False},
]  # fmt: skip

Break = Callable[[dict[str, Any], Document], dict[str, Any]]


def shifted(answer: dict[str, Any], document: Document) -> dict[str, Any]:
    """Every citation moved to the next sentence."""
    moved = []
    for citation in answer["citations"]:
        after = [one for one in document.sentences if one.start >= citation["end"]]
        to = after[0] if after else document.sentences[0]
        moved.append({**citation, "start": to.start, "end": to.end, "quote": document.text[to.start : to.end]})
    return {**answer, "citations": moved}


def without_negations(answer: dict[str, Any], document: Document) -> dict[str, Any]:
    """Negations dropped from the answer's sentences, after they have been checked."""

    def dropped(text: str) -> str:
        return re.sub(r"\b(?:not|no) |\bNo: ", "", text)

    claims = [{**claim, "text": dropped(claim["text"])} for claim in answer["claims"]]
    return {**answer, "answer": dropped(answer["answer"]), "claims": claims}


def broken(change: Break, whole: dict[str, Any]) -> Callable[[Library, Sequence[Document]], Answerer]:
    """The whole chain's own answers, each changed."""
    known = {case["id"]: case["answer"] for case in whole["cases"]}

    def make(library: Library, documents: Sequence[Document]) -> Answerer:
        return Answerer("broken", lambda case: change(known[case.id], documents[0]))

    return make


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "harbour.txt").write_text(TEXT)
    questions = folder / "set.jsonl"
    questions.write_text("".join(json.dumps(one) + "\n" for one in SET))
    with throwaway_library([folder / "harbour.txt"]) as library:
        whole = evaluate(questions, library=library, settings=Settings())
        return {
            "whole": whole,
            "again": evaluate(questions, library=library, settings=Settings()),
            "careless": evaluate(questions, library=library, settings=Settings(min_confidence=0.0)),
            "shifted": evaluate(questions, library=library, answerer=broken(shifted, whole)),
            "denied": evaluate(questions, library=library, answerer=broken(without_negations, whole)),
        }


def test_the_whole_chain_passes(runs: dict[str, dict[str, Any]]) -> None:
    thresholds = parse_thresholds(["fact_recall=1", "citation_recall=1", "refusal_recall=1", "evidence_recall@5=1"])
    assert check(runs["whole"], thresholds) == ()


@pytest.mark.parametrize(
    ("name", "metric", "questions"),
    [
        ("shifted", "citation_precision", {"lit", "tax", "pier", "rail"}),
        ("shifted", "citation_recall", {"lit", "tax", "pier", "rail"}),
        ("careless", "refusal_recall", {"absent", "absent2"}),
        ("denied", "fact_recall", {"tax", "pier"}),
        ("denied", "alce_citation_recall", {"tax", "pier"}),
    ],
)
def test_each_break_is_caught(runs: dict[str, dict[str, Any]], name: str, metric: str, questions: set[str]) -> None:
    (miss,) = check(runs[name], parse_thresholds(max_drops=[f"{metric}=0.1"]), runs["whole"])
    assert miss.metric == metric
    assert set(miss.questions) <= questions
    assert miss.questions


def test_the_same_command_twice_gives_the_same_figures(runs: dict[str, dict[str, Any]]) -> None:
    def steady(run: dict[str, Any]) -> Any:
        metrics = {name: one for name, one in run["metrics"].items() if not name.startswith("latency")}
        answers = [{**case["answer"], "timings_ms": None} for case in run["cases"]]
        return metrics, answers

    assert steady(runs["whole"]) == steady(runs["again"])


def test_a_run_says_what_it_was_made_of(runs: dict[str, dict[str, Any]]) -> None:
    about = runs["whole"]["run"]
    assert set(about["documents"]) == {"harbour.txt"}
    assert all(len(sha256) == 64 for sha256 in about["documents"].values())
    assert about["versions"]["python"]
    assert runs["careless"]["settings"]["min_confidence"] == 0
