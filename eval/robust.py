"""Read every file of a folder of hard files, each within limits, and compare DOCX and ODT with pandoc's expected trees.

    python -m eval.robust FOLDER [--json FILE]

A file is *read* or *refused* (an `IngestError` of one sentence that names it); anything else is a failure. Where a
`NAME.native` stands beside a file, the text and the notes that Pincite reads are compared with those of that tree,
white space and typographic variants of the same character apart. This file doesn't know how anything is read.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingest.document import BlockKind, Document
from ingest.errors import IngestError
from ingest.isolation import Limits
from ingest.readers import supported
from ingest.reading import read_document


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: "read", "refused" or "failed"; `agrees` is None where there is no expected tree."""

    path: str
    outcome: str
    seconds: float
    reason: str = ""
    characters: int = 0
    notes: int = 0
    linked: int = 0
    agrees: bool | None = None


def _strings(node: Any, notes: list[str]) -> Iterator[str]:
    """The text below a node of pandoc's tree, notes gathered apart."""
    if isinstance(node, list):
        for child in node:
            yield from _strings(child, notes)
        return
    if not isinstance(node, dict):
        return
    tag: str = node.get("t", "")
    content: Any = node.get("c")
    if tag == "Str":
        yield str(content)
    elif tag in ("Code", "Math", "CodeBlock"):
        yield str(content[1])
    elif tag == "Note":
        notes.append("".join(_strings(content, notes)))
    elif tag == "Quoted":
        marks = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
        yield marks[0]
        yield from _strings(content[1], notes)
        yield marks[1]
    elif tag == "Image" or tag in ("RawInline", "RawBlock"):
        return
    elif isinstance(content, list):
        yield from _strings(content, notes)


def bare(text: str) -> str:
    """The text without white space and soft hyphens, compatibility variants made one."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\u00ad", "").split())


def expected(native: Path) -> tuple[str, list[str]]:
    """The bare text and the bare notes of a `.native` file."""
    from pypandoc import get_pandoc_path

    command = [get_pandoc_path(), "--sandbox", "-f", "native", "-t", "json"]
    done = subprocess.run(command, input=native.read_bytes(), capture_output=True, check=True, timeout=60)  # noqa: S603
    notes: list[str] = []
    return bare("".join(_strings(json.loads(done.stdout)["blocks"], notes))), [bare(note) for note in notes]


def found(document: Document, *, front: bool = False) -> tuple[str, list[str]]:
    """The same of a document; title and authors, which pandoc mostly keeps beside the text, only with `front`."""
    own = [document.text[note.start : note.end] for note in document.notes]
    apart = (BlockKind.NOTE,) if front else (BlockKind.NOTE, BlockKind.FRONT)
    body = "".join(document.text[block.start : block.end] for block in document.blocks if block.kind not in apart)
    return bare(body), [bare(note) for note in own]


def try_file(path: Path, limits: Limits) -> Outcome:
    """Read one file and say what became of it."""
    start = time.perf_counter()
    try:
        document = read_document(path, limits=limits)
    except IngestError as error:
        named = path.name in str(error) and "\n" not in str(error)
        seconds = round(time.perf_counter() - start, 2)
        return Outcome(path.name, "refused" if named else "failed", seconds, str(error))
    except Exception as error:
        return Outcome(path.name, "failed", round(time.perf_counter() - start, 2), repr(error))
    seconds = round(time.perf_counter() - start, 2)
    native = path.with_suffix(".native")
    agrees = expected(native) in (found(document), found(document, front=True)) if native.is_file() else None
    linked = sum(bool(note.markers) for note in document.notes)
    return Outcome(path.name, "read", seconds, "", len(document.text), len(document.notes), linked, agrees)


def try_folder(folder: Path, limits: Limits) -> list[Outcome]:
    """Every file below `folder` that a reader takes, in order of name."""
    return [try_file(path, limits) for path in sorted(folder.rglob("*")) if path.is_file() and supported(path)]


def summary(outcomes: list[Outcome]) -> dict[str, Any]:
    """Counts by suffix, and the names of what failed or disagrees."""
    table: dict[str, dict[str, int]] = {}
    for each in outcomes:
        row = table.setdefault(
            Path(each.path).suffix, dict.fromkeys(("read", "refused", "failed", "compared", "agree"), 0)
        )
        row[each.outcome] += 1
        row["compared"] += each.agrees is not None
        row["agree"] += each.agrees is True
    return {
        "by_suffix": table,
        "slowest_seconds": max((each.seconds for each in outcomes), default=0.0),
        "failed": [each.path for each in outcomes if each.outcome == "failed"],
        "disagree": [each.path for each in outcomes if each.agrees is False],
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Read every file of a folder of hard files.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path, help="write every outcome to this file")
    parser.add_argument("--seconds", type=float, default=60.0, help="limit for one file")
    arguments = parser.parse_args()
    outcomes = try_folder(arguments.folder, Limits(seconds=arguments.seconds))
    print(json.dumps(summary(outcomes), indent=2, ensure_ascii=False))
    if arguments.json:
        whole = {"summary": summary(outcomes), "files": [asdict(each) for each in outcomes]}
        arguments.json.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
