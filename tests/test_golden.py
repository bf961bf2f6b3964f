"""The samples, one a format, read as they were read when a person last looked: golden files.

After a change that is meant, look at what `PINCITE_REGENERATE_GOLDEN=1 pytest tests/test_golden.py` changes.
"""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from ingest.document import Document
from ingest.readers import READERS
from ingest.reading import read_here
from tests.test_reading import assert_sound

ROOT = Path(__file__).parent.parent
# The samples, and one of them as pandoc writes it in the formats that no sample is in.
SAMPLES = sorted(
    path
    for folder in (ROOT / "eval" / "samples", ROOT / "tests" / "data" / "formats")
    for path in folder.iterdir()
    if path.suffix in READERS
)
GOLDEN = Path(__file__).parent / "data" / "golden"


def outline(document: Document) -> dict[str, Any]:
    """What is worth comparing, with the opening and the closing words of each block in place of its offsets."""
    text = document.text

    def shown(start: int, end: int) -> str:
        words = text[start:end].split()
        return " ".join(words) if len(words) <= 8 else " ".join([*words[:4], "…", *words[-4:]])

    return {
        "format": document.format,
        "characters": len(text),
        "metadata": {name: value for name, value in asdict(document.metadata).items() if value},
        "sections": [f"{'#' * section.level} {section.title}" for section in document.sections],
        "blocks": [f"{block.kind.value}: {shown(block.start, block.end)}" for block in document.blocks],
        "notes": [
            {
                "number": f"{note.scope}/{note.number}",
                "text": shown(note.start, note.end),
                "after": [text[max(0, marker.start - 20) : marker.start] for marker in note.markers],
                "refers_to": note.refers_to,
                "unresolved": note.unresolved,
            }
            for note in document.notes
        ],
        "sentences": len(document.sentences),
        "pages": [[shown(b.offset, b.offset + 30), b.page.printed, b.page.pdf] for b in document.page_breaks],
        "page_count": document.page_count,
    }


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_reads_as_it_did(path: Path) -> None:
    document = read_here(path)
    assert_sound(document)
    golden = GOLDEN / f"{path.name}.json"
    found = json.loads(json.dumps(outline(document), ensure_ascii=False))
    if os.environ.get("PINCITE_REGENERATE_GOLDEN") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert golden.is_file(), f"no golden file for {path.name}: see this module's docstring"
    assert found == json.loads(golden.read_text(encoding="utf-8"))


def test_there_is_a_golden_file_for_each_format() -> None:
    same = {"docbook": ".dbk", "jats": ".xml", "xml": ".xml"}
    wanted = {name: suffix for suffix, (_, name) in READERS.items()}
    read = {path.suffix for path in SAMPLES}
    assert not [
        name
        for name in wanted
        if not read & {same.get(name, ""), *(suffix for suffix, (_, own) in READERS.items() if own == name)}
    ]
