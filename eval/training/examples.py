"""A training pair, and how the rows of the training folder become its texts: read, detokenized, cut to a window.

This file knows no model, and none of the sets by name.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from assistant.claims.matching import gathered, overlap, sentence_spans
from ingest.document import Span

LABELS = {"supported": 0, "contradicted": 1, "not_found": 2}
UNSUPPORTED = 3  # contradicted or not_found: which is unknown
WINDOW_WORDS = 110


@dataclass(frozen=True, slots=True)
class Example:
    """A training pair. `task` is "judge" or "read"; `label` indexes LABELS (or is UNSUPPORTED) for the judge, and is 1
    (answerable) or 0 for the reader. `bad` are code points of `first` that the second text does not bear out, None
    where unknown. `words` is the short answer and `sentence` the sentence that holds it, as code points of `second`.
    `origin` names the set, `key` what must not stand on both sides of the split."""

    task: str
    first: str
    second: str
    label: int
    origin: str
    key: str
    bad: tuple[Span, ...] | None = None
    words: Span | None = None
    sentence: Span | None = None


def held(key: str) -> bool:
    """Whether the pairs of this key are held out from training: a twentieth are."""
    return crc32(key.encode()) % 20 == 0


def rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of one set; none where the folder doesn't have it."""
    path = folder / f"{name}.jsonl.gz"
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def detokenize(text: str) -> str:
    """Undoes Penn Treebank spacing: " ,", " 's", "``", "-LRB-"."""
    text = text.replace("-LRB-", "(").replace("-RRB-", ")").replace("``", '"').replace("''", '"')
    text = re.sub(r" ([,.;:!?%)\]])", r"\1", text)
    text = re.sub(r"([(\[$]) ", r"\1", text)
    text = re.sub(r" (['’](?:s|re|ve|ll|d|m)\b|n['’]t\b)", r"\1", text)
    text = re.sub(r"(\w) - (\w)", r"\1-\2", text)
    return re.sub(r"\s+", " ", text).strip()


def best_window(claim: str, source: str, words: int = WINDOW_WORDS) -> str:
    """The run of sentences, at most `words` long, that shares most with the claim; the whole source where it fits."""
    if len(source.split()) <= words:
        return source
    spans = sentence_spans(source)
    lengths = [len(source[s.start : s.end].split()) for s in spans]
    best, score = (0, 1), -1.0
    for start in range(len(spans)):
        end, total = start, 0
        while end < len(spans) and (total + lengths[end] <= words or end == start):
            total += lengths[end]
            end += 1
        value = overlap(claim, source[spans[start].start : spans[end - 1].end])
        if value > score:
            best, score = (start, end), value
    return source[spans[best[0]].start : spans[best[1] - 1].end]


def gathered_window(claim: str, source: str, words: int = WINDOW_WORDS) -> str:
    """The sentences of the source that speak to the claim, as the judge gathers them from long sources."""
    if len(source.split()) <= words:
        return source
    return " ".join(source[s.start : s.end] for s in gathered(claim, source, words))
