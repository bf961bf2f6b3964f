"""Files and folders into a library: reading in other processes beside embedding, one bad file never stopping the rest.

This file doesn't know formats, nor how progress is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ingest.document import Document
from ingest.errors import IngestError, UnreadableError
from ingest.library import Library


@dataclass(frozen=True, slots=True)
class Progress:
    """After each file: `done` of `total` are dealt with, the last being `path`, which came out as `outcome`."""

    done: int
    total: int
    path: str
    outcome: Literal["added", "replaced", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be added, and why, in one sentence."""

    path: str
    error: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of each file, by path."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The public JSON shape of `pincite add --json`."""
        return {
            "added": list(self.added),
            "replaced": list(self.replaced),
            "unchanged": list(self.unchanged),
            "failed": [{"path": failure.path, "error": failure.error} for failure in self.failed],
        }


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Failure]]:
    """The files meant by `paths`, once each: files as named, folders with all below them but hidden ones, sorted."""
    files: dict[Path, None] = {}
    failures: list[Failure] = []
    for path in paths:
        if path.is_dir():
            below = (
                found
                for found in sorted(path.rglob("*"))
                if found.is_file() and not any(part.startswith(".") for part in found.relative_to(path).parts)
            )
            files.update(dict.fromkeys(below))
        elif path.exists():
            files[path] = None
        else:
            failures.append(Failure(str(path), f"There is no file or folder {path}."))
    return list(files), failures


def _read(path: Path) -> Document:
    from ingest.reading import read_document

    return read_document(path)


def ingest_paths(
    paths: Sequence[Path],
    library: Library,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    read: Callable[[Path], Document] = _read,
) -> IngestReport:
    """Add files, and the files in folders, to the library. A file that can't be read is named in the report."""
    files, failed = find_files([Path(path) for path in paths])
    outcomes: dict[str, list[str]] = {"added": [], "replaced": [], "unchanged": []}
    for done, path in enumerate(files, start=1):
        try:
            outcome = library.add(read(path))
        except IngestError as error:
            failed.append(Failure(str(path), str(error)))
        except OSError as error:
            failed.append(Failure(str(path), str(UnreadableError(f"{path} can't be read: {error.strerror}."))))
        else:
            outcomes[outcome].append(str(path))
            if on_progress:
                on_progress(Progress(done, len(files), str(path), outcome))
            continue
        if on_progress:
            on_progress(Progress(done, len(files), str(path), "failed"))
    return IngestReport(
        added=tuple(outcomes["added"]),
        replaced=tuple(outcomes["replaced"]),
        unchanged=tuple(outcomes["unchanged"]),
        failed=tuple(failed),
    )
