"""Files and folders into a library: reading in other processes beside embedding, one bad file never stopping the rest.

This file doesn't know formats, nor how progress is shown.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal, NamedTuple

from ingest.document import Document
from ingest.errors import IngestError, first_line
from ingest.isolation import check_size
from ingest.library import Library
from ingest.readers import check_supported, supported

Outcome = Literal["added", "replaced", "unchanged", "failed"]

_READERS = 2  # each drives a reading process; more would only starve the embedding
_AHEAD = 16  # files read before they are embedded, at most
_GROUP_TEXT = 300_000  # code points written together: some 700 chunks, so that a write costs others under a second


@dataclass(frozen=True, slots=True)
class Progress:
    """After each file: `done` of `total` are dealt with, the last being `path`, which came out as `outcome`.

    `error` says in one sentence why it failed; empty where it didn't.
    """

    done: int
    total: int
    path: str
    outcome: Outcome
    error: str = ""


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
    skipped: tuple[str, ...] = ()  # in folders, of kinds that no reader takes

    def to_json(self) -> dict[str, Any]:
        """The public JSON shape of `pincite add --json`."""
        return {
            "added": list(self.added),
            "replaced": list(self.replaced),
            "unchanged": list(self.unchanged),
            "failed": [{"path": failure.path, "error": failure.error} for failure in self.failed],
        }


class Found(NamedTuple):
    """What paths mean: the files to read, what is no file, and the files in folders that no reader takes."""

    files: list[Path]
    failures: list[Failure]
    skipped: list[Path]


def find_files(paths: Iterable[Path]) -> Found:
    """The files meant by `paths`, once each: files as named, folders with all below them but hidden ones, sorted.

    What a folder holds of kinds that can't be read is skipped; a file that is named is always meant. Links in a folder
    are followed within it; one that leads out of it is named, and meant only where it is given by itself.
    """
    given = [Path(path) for path in paths]
    roots = {_real(path) for path in given}
    files: dict[Path, None] = {}
    skipped: dict[Path, None] = {}
    failures: list[Failure] = []
    for path in given:
        try:
            if path.is_dir():
                inside, shut = _below(path)
                failures += shut
                for found in inside:
                    target = _real(found) if found.is_symlink() else None
                    if target and target.exists() and not roots & {target, *target.parents}:
                        if target.is_dir() or supported(found):
                            failures.append(_leads_out(found, target, path))
                    elif target and target.is_dir():
                        continue  # it is walked where it stands
                    elif not supported(found):
                        skipped[found] = None
                    elif fault := _no_file(found):
                        failures.append(fault)
                    else:
                        files[found] = None
            elif fault := _no_file(path):
                failures.append(fault)
            else:
                files[path] = None
        except OSError as error:
            failures.append(_unread(path, error))
    once: dict[Path, Path] = {}  # two spellings of a path, or a link and what it leads to, are one file
    for path in sorted(files, key=Path.is_symlink):
        once.setdefault(_real(path), path)
    files = dict.fromkeys(path for path in files if once[_real(path)] == path)
    return Found(list(files), list(dict.fromkeys(failures)), [path for path in skipped if path not in files])


def _unread(path: Path, error: Exception) -> Failure:
    return Failure(str(path), f"{path} can't be read: {getattr(error, 'strerror', None) or first_line(error)}.")


def _no_file(path: Path) -> Failure | None:
    """Why nothing is to be read: a device or a pipe, which may have no end, a link that leads nowhere, or nothing."""
    if path.is_file():
        return None
    if path.exists():
        return Failure(str(path), f"{path} is neither a file nor a folder.")
    if path.is_symlink():
        return Failure(str(path), f"{path} is a link that leads nowhere.")
    return Failure(str(path), f"There is no file or folder {path}.")


def _real(path: Path) -> Path:
    """Where a path leads, links followed; the path itself where links go round in a circle."""
    try:
        return Path(os.path.realpath(path))
    except OSError:
        return path.absolute()


def _leads_out(link: Path, target: Path, folder: Path) -> Failure:
    about = f"{link} is a link that leads out of {folder}, to {target}, and was left out"
    return Failure(str(link), f"{about}: to add that too, give the link by itself.")


def _hidden(name: str) -> bool:
    """Whether a folder's view leaves it out: a dot before it, or Word's mark of an open document ("~$report.docx")."""
    return name.startswith((".", "~$"))


def _below(folder: Path) -> tuple[list[Path], list[Failure]]:
    """All below a folder but folders and what is hidden, sorted; and the folders that can't be looked into. Links to
    folders are among it, and not gone into."""
    found: list[Path] = []
    shut: list[Failure] = []
    for at, folders, names in os.walk(folder, onerror=lambda error: shut.append(_unread(Path(error.filename), error))):
        folders[:] = [name for name in folders if not _hidden(name)]
        found += (Path(at) / name for name in folders if (Path(at) / name).is_symlink())
        found += (Path(at) / name for name in names if not _hidden(name))
    return sorted(found), shut


def _read(path: Path) -> Document:
    from ingest.reading import read_document

    return read_document(path)


def _in_utf8(path: Path) -> bool:
    """Whether the path is text: a file's name may be any bytes, which no database and no answer could hold."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _attempt(read: Callable[[Path], Document], library: Library, path: Path) -> Document | str | None:
    """The document at `path`; None where the library holds these bytes, found here; else why it can't be read."""
    if not _in_utf8(path):
        return f"{path.name!r} has a name that isn't UTF-8: rename the file, then add it."
    try:
        check_supported(path)
        check_size(path)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if library.holds(digest, path):
            return None
        return read(path)
    except IngestError as error:
        return str(error)
    except Exception as error:  # also what nobody foresaw: one file never stops the rest
        return _unread(path, error).error


def _attempts(
    read: Callable[[Path], Document], library: Library, files: Sequence[Path]
) -> Iterator[tuple[Path, Document | str | None, bool]]:
    """Each file's attempt, in order, and whether the next one is ready too; reading runs ahead in threads."""
    with ThreadPoolExecutor(max_workers=_READERS, thread_name_prefix="reading") as pool:
        waiting: deque[tuple[Path, Future[Document | str | None]]] = deque()
        coming = iter(files)
        try:
            for path in islice(coming, _AHEAD):
                waiting.append((path, pool.submit(_attempt, read, library, path)))
            while waiting:
                path, future = waiting.popleft()
                result = future.result()
                for following in islice(coming, 1):
                    waiting.append((following, pool.submit(_attempt, read, library, following)))
                yield path, result, bool(waiting) and waiting[0][1].done()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def ingest_paths(
    paths: Sequence[Path],
    library: Library,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    read: Callable[[Path], Document] = _read,
) -> IngestReport:
    """Add files, and the files in folders, to the library; files are read while others are embedded.

    A file that can't be read or kept is named in the report and stops nothing. Progress tells of files that are done:
    searchable, or failed.
    """
    files, failed, skipped = find_files([Path(path) for path in paths])
    outcomes: dict[str, list[str]] = {"added": [], "replaced": [], "unchanged": []}
    group: list[tuple[Path, Document]] = []
    done = 0

    def tell(path: Path, outcome: Outcome, error: str = "") -> None:
        nonlocal done
        done += 1
        if outcome == "failed":
            failed.append(Failure(str(path), error))
        else:
            outcomes[outcome].append(str(path))
        if on_progress:
            on_progress(Progress(done, len(files), str(path), outcome, error))

    def keep() -> None:
        """Add the group; where that fails, one by one, so that only what fails is named."""
        for part in [group] if len(group) == 1 else [group, *([one] for one in group)]:
            if not part:
                continue
            try:
                results = library.add_all([document for _, document in part])
            except Exception as error:  # also what nobody foresaw: one file never stops the rest
                if len(part) == 1:
                    known = isinstance(error, IngestError)
                    tell(part[0][0], "failed", str(error) if known else f"It can't be kept: {first_line(error)}.")
            else:
                for (path, _), outcome in zip(part, results, strict=True):
                    tell(path, outcome)
                if part is group:
                    break
        group.clear()

    for path, result, more in _attempts(read, library, files):
        if result is None:
            tell(path, "unchanged")
        elif isinstance(result, str):
            tell(path, "failed", result)
        else:
            group.append((path, result))
        if group and (not more or sum(len(document.text) for _, document in group) >= _GROUP_TEXT):
            keep()
    if group:
        keep()
    return IngestReport(
        added=tuple(outcomes["added"]),
        replaced=tuple(outcomes["replaced"]),
        unchanged=tuple(outcomes["unchanged"]),
        failed=tuple(failed),
        skipped=tuple(map(str, skipped)),
    )
