"""WiCE (Kamoi et al. 2023): claims of Wikipedia against the web pages they cite. ODC-BY and CC BY-SA."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.datasets.files import find, read_lines, value
from eval.datasets.records import Label, LabelledClaim

LABELS = {
    "supported": Label.SUPPORTED,
    "partially_supported": Label.PARTIAL,
    "not_supported": Label.UNSUPPORTED,
}


def _record(record: dict[str, Any], identity: str) -> LabelledClaim:
    evidence = value(record, "evidence", "wice")
    source = "\n".join(evidence) if isinstance(evidence, list) else str(evidence)
    claim = str(value(record, "claim", "wice"))
    return LabelledClaim(identity, claim, source, LABELS[value(record, "label", "wice")], group=claim)


def load(folder: Path) -> Iterator[LabelledClaim]:
    """The development claims, each with the whole page it cites."""
    path = find(folder, "wice", "data", "entailment_retrieval", "claim", "dev.jsonl")
    for record in read_lines(path):
        yield _record(record, str(value(record, "meta", "wice")["id"]))


def load_oracle(folder: Path) -> Iterator[LabelledClaim]:
    """The same claims with short pieces of the page that hold the gold sentences."""
    for i, record in enumerate(read_lines(find(folder, "wice", "oracle", "dev.jsonl"))):
        yield _record(record, f"oracle-{i}")
