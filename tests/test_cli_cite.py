"""`pincite cite`: references to a document, to those it cites, and to those of an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.samples import sample_paths
from tests.commanding import as_json, pincite


@pytest.mark.parametrize(
    "written",
    [
        '{"citations": [{"document": 5}]}',
        '{"citations": [5]}',
        '{"citations": [{"document": "samples", "notes": "all", "page": 3}]}',
        '{"citations": {"document": 5}}',
        "[5]",
        "5",
        "[" * 100_000,
    ],
)
def test_what_is_no_answer_is_not_cited(sample_library: Path, tmp_path: Path, written: str) -> None:
    (tmp_path / "answer.json").write_text(written)
    _, error = pincite(sample_library, "cite", "--answer", tmp_path / "answer.json", status=1)
    assert "is not an answer as" in error and len(error.strip().splitlines()) == 1


def test_cite_writes_references(sample_library: Path) -> None:
    name = sample_paths()[0].name
    assert "@" in pincite(sample_library, "cite", name, "--format", "bibtex")[0]
    title = next(item["title"] for item in as_json(sample_library, "list") if item["source"] == name)
    assert title.split(":")[0][:20].lower() in pincite(sample_library, "cite", name)[0].lower()
    assert pincite(sample_library, "cite", name, "--format", "oscola")[0].strip()
    assert pincite(sample_library, "cite", name, "--references", "--format", "ris")[0].startswith("TY  - ")
    assert "did you mean" in pincite(sample_library, "cite", name, "--format", "chicgo", status=1)[1]


def test_the_references_of_a_refusal_are_said_to_be_none(sample_library: Path, tmp_path: Path) -> None:
    refusal, _ = pincite(sample_library, "ask", "What is the boiling point of tungsten?", "--json")
    (tmp_path / "refusal.json").write_text(refusal, encoding="utf-8")
    out, error = pincite(sample_library, "cite", "--answer", tmp_path / "refusal.json")
    assert "cites nothing" in error and out.strip()
