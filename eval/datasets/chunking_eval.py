"""Chroma's chunking evaluation (Smith and Troynikov 2024): 472 questions with exact spans in five long texts. MIT."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from eval.datasets.files import find, read_table, read_text
from eval.datasets.records import RankedQuery, RankedText

HOME = ("chunking_evaluation", "evaluation_framework", "general_evaluation_data")


def load_texts(folder: Path) -> Iterator[RankedText]:
    """The five texts."""
    for path in sorted(find(folder, "chunking_eval", *HOME, "corpora").glob("*.md")):
        yield RankedText(path.stem, path.stem, read_text(path))


def load_queries(folder: Path) -> Iterator[RankedQuery]:
    """The questions; the gold spans are half-open code points of the one relevant text."""
    for i, row in enumerate(read_table(find(folder, "chunking_eval", *HOME, "questions_df.csv"))):
        spans = tuple((one["start_index"], one["end_index"]) for one in json.loads(row["references"]))
        yield RankedQuery(f"ce-{i}", row["question"], ((row["corpus_id"], 1),), spans)
