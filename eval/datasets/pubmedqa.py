"""PubMedQA (Jin et al. 2019): research questions with the abstract; the gold answer is yes, no or maybe. MIT."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eval.datasets.files import find, read_json, value
from eval.datasets.records import LabelledQuestion


def load(folder: Path) -> Iterator[LabelledQuestion]:
    """The 1,000 questions labelled by experts."""
    for identity, record in read_json(find(folder, "pubmedqa", "data", "ori_pqal.json")).items():
        context = "\n".join(value(record, "CONTEXTS", "pubmedqa"))
        answer = str(value(record, "final_decision", "pubmedqa"))
        yield LabelledQuestion(identity, str(value(record, "QUESTION", "pubmedqa")), context, (answer,), identity)
