"""QAGS (Wang, Cho and Lewis 2020): sentences of summaries against their article, by majority of three annotators."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eval.datasets.files import find, read_lines, value
from eval.datasets.records import Label, LabelledClaim


def load(folder: Path) -> Iterator[LabelledClaim]:
    """The CNN/Daily Mail part."""
    for i, record in enumerate(read_lines(find(folder, "qags", "data", "mturk_cnndm.jsonl"))):
        article = str(value(record, "article", "qags"))
        for k, sentence in enumerate(value(record, "summary_sentences", "qags")):
            votes = [vote["response"] == "yes" for vote in sentence["responses"]]
            label = Label.SUPPORTED if 2 * sum(votes) > len(votes) else Label.UNSUPPORTED
            yield LabelledClaim(f"{i}-{k}", sentence["sentence"], article, label, group=str(i))
