"""The shipped question sets fit their documents: every quote stands once, every fact is in the evidence."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.cases import Case, load_cases
from eval.samples import sample_paths
from ingest.document import Document
from ingest.reading import read_document

SETS = Path(__file__).parent.parent / "eval" / "sets"
KINDS = {"lookup", "two_passages", "compare", "note", "follow_up", "paraphrase", "unanswerable", "false_premise"}


@pytest.fixture(scope="module")
def samples() -> list[Document]:
    return [read_document(path) for path in sample_paths()]


@pytest.fixture(scope="module")
def real(real_documents: Path) -> list[Document]:
    return [read_document(path) for path in sorted(real_documents.glob("0*.txt"))]


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("‘", "'")).casefold()


def blocks_of(case: Case, documents: Sequence[Document]) -> str:
    by_id = {document.id: document for document in documents}
    texts = []
    for evidence in case.evidence:
        assert evidence.document_id is not None and evidence.start is not None
        document = by_id[evidence.document_id]
        index = document.block_at(evidence.start)
        assert index is not None, f"{case.id}: {evidence.quote!r} stands in no block"
        texts.append(document.text[document.blocks[index].start : document.blocks[index].end])
    return plain("\n".join(texts))


def check_facts(cases: Sequence[Case], documents: Sequence[Document]) -> None:
    for case in cases:
        found = blocks_of(case, documents)
        for alternatives in case.facts:
            assert any(plain(fact) in found for fact in alternatives), (
                f"{case.id}: {alternatives} is not in its evidence"
            )


def test_samples_set_fits_the_samples(samples: list[Document]) -> None:
    cases = load_cases(SETS / "samples.jsonl", documents=samples).cases
    assert len(cases) >= 40
    check_facts(cases, samples)


def test_real_set_fits_the_real_documents(real: list[Document]) -> None:
    cases = load_cases(SETS / "real.jsonl", documents=real).cases
    assert len(cases) >= 40
    check_facts(cases, real)


def test_hard_sets_fit_their_documents(real: list[Document], samples: list[Document]) -> None:
    for name, documents in (("real-hard", real), ("real-hard-blind", real), ("samples-hard", samples)):
        cases = load_cases(SETS / f"{name}.jsonl", documents=documents).cases
        check_facts(cases, documents)
        assert all(len(evidence.quote.split()) <= 8 for case in cases for evidence in case.evidence)


def test_natural_sets_fit_their_documents(real: list[Document], samples: list[Document]) -> None:
    for name, documents in (("real-natural", real), ("samples-natural", samples)):
        cases = load_cases(SETS / f"{name}.jsonl", documents=documents).cases
        assert len(cases) >= 150
        assert all(len({"dev", "test"} & set(case.tags)) == 1 for case in cases)
        check_facts(cases, documents)
        assert all(len(evidence.quote.split()) <= 8 for case in cases for evidence in case.evidence)


def test_unseen_set_fits_the_real_documents(real: list[Document]) -> None:
    cases = load_cases(SETS / "real-unseen.jsonl", documents=real).cases
    assert len(cases) >= 40
    assert all(len(evidence.quote.split()) <= 8 for case in cases for evidence in case.evidence)


@pytest.mark.parametrize("name", ["samples", "real"])
def test_a_set_is_varied_and_halved(name: str) -> None:
    cases = load_cases(SETS / f"{name}.jsonl").cases
    kinds = Counter(tag for case in cases for tag in case.tags if tag in KINDS)
    assert set(kinds) == KINDS
    assert sum(not case.answerable for case in cases) * 4 >= len(cases)
    for case in cases:
        assert len({"dev", "test"} & set(case.tags)) == 1
        assert case.answerable == bool(case.evidence)
        assert all(len(evidence.quote.split()) <= 8 for evidence in case.evidence)
        assert bool(case.history) == ("follow_up" in case.tags)
    for kind in KINDS:
        halves = Counter("dev" if "dev" in case.tags else "test" for case in cases if kind in case.tags)
        assert abs(halves["dev"] - halves["test"]) <= 1, kind


def runs(text: str, length: int = 9) -> Iterator[tuple[str, ...]]:
    """Every so many words in a row of a text."""
    words = re.findall(r"[^\W_]+", plain(text))
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def test_no_set_repeats_nine_words_in_a_row_of_the_real_documents(real: list[Document]) -> None:
    theirs = {run for document in real for run in runs(document.text)}
    tuning = Path(__file__).parent.parent / "eval" / "training" / "refusal_questions.jsonl"
    for path in [*sorted(SETS.glob("*.jsonl")), tuning]:
        for line in path.read_text(encoding="utf-8").splitlines():
            for text in strings(json.loads(line)):
                assert not theirs & set(runs(text)), f"{path.name}: {text}"
