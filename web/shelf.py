"""What the library tab does, without the page: adding, replacing, removing with undo, correcting metadata.

Files that come through the browser are kept in a folder of the library's own, so that a PDF's pages can be drawn
later. This file doesn't know Gradio.
"""

from __future__ import annotations

import logging
import mimetypes
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from queue import Queue
from typing import Any, Literal

from ingest.document import Document, Metadata
from ingest.errors import LibraryError, PasswordError, PinciteError, UnreadableError
from ingest.readers import supported

BIGGEST_UPLOAD = 200 * 1024**2  # bytes of one file that comes through the browser; the command line takes any
MOST_UNDONE = 20  # removals that can be taken back; older ones are gone for good
LISTS = ("authors", "editors", "isbn")
EDITABLE = tuple(field.name for field in fields(Metadata))
KINDS = {"image": "Pictures", "audio": "Sound recordings", "video": "Films", "font": "Fonts"}  # by what MIME calls them
OPENED = ".pdf"  # the one format that is read with a password; others must be saved without
log = logging.getLogger("pincite.web")


@dataclass(frozen=True, slots=True)
class Step:
    """A file dealt with: its name, and "added", "replaced", "unchanged" or "failed" with the reason. `asks` is what
    would help a file that failed: its "password", or to know the "kinds" that can be read."""

    name: str
    outcome: str
    reason: str = ""
    asks: Literal["", "password", "kinds"] = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """A document taken out, and where its own file waits until that can't be undone any more."""

    document: Document
    file: Path | None


def same_bytes(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes."""
    if one.stat().st_size != other.stat().st_size:
        return False
    return sha256(one.read_bytes()).digest() == sha256(other.read_bytes()).digest()


def free_name(folder: Path, name: str, source: Path) -> Path:
    """Where a file of this name goes: its own name, or "name (2).ext" where another file has it."""
    name = Path(name.replace("\\", "/")).name.strip() or "document"
    stem, suffix = Path(name).stem[:120], Path(name).suffix[:20]
    target, number = folder / f"{stem}{suffix}", 1
    while target.exists() and not same_bytes(target, source):
        number += 1
        target = folder / f"{stem} ({number}){suffix}"
    return target


def kind_words(name: str) -> str:
    """Why a file of this name has no reader: what it is can't be read."""
    kind = KINDS.get((mimetypes.guess_type(name)[0] or "").split("/")[0])
    suffix = Path(name).suffix
    return f"{kind or (f'Files of the kind {suffix}' if suffix else 'Files whose name has no ending')} can't be read."


def read_with(password: str | None, locked: set[str], path: Path) -> Document:
    """The document at `path`; where a password is wanted, or this one is wrong, the path goes into `locked`."""
    from ingest.reading import read_document

    try:
        return read_document(path, password=password)
    except PasswordError:
        if path.suffix.lower() == OPENED:
            locked.add(str(path))
        raise


def metadata_from_fields(before: Metadata, values: dict[str, Any]) -> Metadata:
    """`before` with what a person typed: empty means none; names are one a line. LibraryError names a wrong value."""
    changes: dict[str, Any] = {}
    for name in EDITABLE:
        if name not in values:
            continue
        text = str(values[name] or "").strip()
        if name in LISTS:
            changes[name] = tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())
        elif name == "year":
            if text and not (re.fullmatch(r"-?\d{1,4}", text) and -4000 <= int(text) <= 2200):
                raise LibraryError(f"The year {text!r} is not a year: write it in digits, or leave it empty.")
            changes[name] = int(text) if text else None
        elif name == "type":
            changes[name] = text or "document"
        else:
            changes[name] = " ".join(text.split())[:500] or None
    return replace(before, **changes)


class Shelf:
    """The library behind the tab. `files` is the folder for files that came through the browser (None: not kept)."""

    def __init__(self, library: Any, files: Path | None, *, ingest: Callable[..., Any] | None = None) -> None:
        self.library = library
        self.files = files
        self._ingest = ingest
        self._removed: dict[str, Removed] = {}
        self._adding = threading.Lock()
        if files is not None:
            shutil.rmtree(files / ".removed", ignore_errors=True)

    def _keep(self, path: Path, name: str) -> Path:
        if self.files is None:
            return path
        self.files.mkdir(parents=True, exist_ok=True)
        target = free_name(self.files, name, path)
        if not target.exists():
            shutil.copyfile(path, target)
        return target

    def _run(self, paths: Sequence[Path], on_progress: Callable[[Any], None], read: Callable[[Path], Document]) -> Any:
        if self._ingest is None:
            from ingest.pipeline import ingest_paths

            self._ingest = ingest_paths
        return self._ingest(list(paths), self.library, on_progress=on_progress, read=read)

    def add(self, uploads: Sequence[tuple[Path, str]]) -> Iterator[tuple[int, int, Step | None]]:
        """Put files (where each lies, and its name) in: (0, total, None), then (done, total, step) after each file.

        One file that fails never stops the rest.
        """
        total = len(uploads)
        yield 0, total, None
        kept: dict[str, str] = {}
        done = 0
        for path, name in uploads:
            try:
                place = str(self._keep(path, name))
            except OSError as error:
                done += 1
                yield done, total, Step(name, "failed", f"The file can't be kept: {error.strerror}.")
                continue
            if place in kept:
                done += 1
                yield done, total, Step(name, "unchanged", f"the same file as “{kept[place]}”")
            kept.setdefault(place, name)
        for step in self._steps([Path(path) for path in kept], kept):
            done += 1
            yield min(done, total), total, step

    def _steps(self, paths: Sequence[Path], names: dict[str, str], password: str | None = None) -> Iterator[Step]:
        """The pipeline in a thread of its own, so that each file can be told of as it is done."""
        told: Queue[Any] = Queue()
        locked: set[str] = set()
        read = partial(read_with, password, locked)

        def work() -> None:
            try:
                with self._adding:
                    told.put(self._run(paths, told.put, read))
            except PinciteError as error:
                told.put(error)
            except Exception as error:
                log.exception("Adding documents failed.")
                told.put(UnreadableError(f"Adding stopped: {type(error).__name__}; see the server's log."))

        def failed(path: str, error: str) -> Step:
            name = names.get(path, Path(path).name)
            self._drop(Path(path))
            if path in locked:
                wrong = "That password doesn't open it." if password else "It is encrypted and opens with a password."
                return Step(name, "failed", wrong, "password")
            if not supported(Path(path)):
                return Step(name, "failed", kind_words(name), "kinds")
            return Step(name, "failed", error.replace(path, name))

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        said: set[str] = set()
        while True:
            item = told.get()
            if isinstance(item, PinciteError):
                yield Step("", "failed", str(item))
                break
            if hasattr(item, "outcome"):
                said.add(item.path)
                if item.outcome == "failed":
                    yield failed(item.path, item.error)
                else:
                    yield Step(names.get(item.path, Path(item.path).name), item.outcome)
                continue
            yield from (failed(one.path, one.error) for one in item.failed if one.path not in said)
            break
        thread.join()

    def _drop(self, path: Path) -> None:
        """A file of our own that is no document of the library goes away."""
        known = {kept for s in self.library.documents() for kept in getattr(s, "paths", ())}
        if self.files is not None and path.parent == self.files and str(path) not in known:
            path.unlink(missing_ok=True)

    def unlock(self, path: Path, name: str, password: str) -> Step:
        """Put in an encrypted file that opens with this password, which is kept nowhere."""
        kept = self._keep(path, name)
        steps = self._steps([kept], {str(kept): name}, password)
        return next(iter(steps), Step(name, "failed", "Nothing was read."))

    def replace_file(self, document_id: str, path: Path, name: str) -> Step:
        """Read `path` as the new version of a document; the old one stays where that fails."""
        old = self.library.document(document_id)
        kept = self._keep(path, name)
        step = next(iter(self._steps([kept], {str(kept): name})), Step(name, "failed", "Nothing was read."))
        if step.outcome in ("added", "replaced"):
            self.remove(old.id, missing_ok=True)
            return Step(name, "replaced")
        return step

    def remove(self, document_id: str, *, missing_ok: bool = False) -> str:
        """Take a document out; its title, for the undo."""
        try:
            document: Document = self.library.document(document_id)
        except PinciteError:
            if missing_ok:
                return ""
            raise
        self.library.remove(document_id)
        path, waiting = Path(document.path), None
        if self.files is not None and path.parent == self.files and path.exists():
            waiting = self.files / ".removed" / document.id / path.name
            waiting.parent.mkdir(parents=True, exist_ok=True)
            path.replace(waiting)
        self._removed[document.id] = Removed(document, waiting)
        while len(self._removed) > MOST_UNDONE:
            oldest = self._removed.pop(next(iter(self._removed)))
            if oldest.file is not None:
                shutil.rmtree(oldest.file.parent, ignore_errors=True)
        return document.metadata.title or document.source

    def undo(self, document_id: str) -> str:
        """Put a removed document back; LibraryError where that is too late."""
        removed: Removed | None = self._removed.get(document_id)
        if removed is None:
            raise LibraryError("This removal can't be taken back any more: add the file again.")
        if removed.file is not None and not Path(removed.document.path).exists():
            removed.file.replace(Path(removed.document.path))
        self.library.add(removed.document)
        del self._removed[document_id]
        return removed.document.metadata.title or removed.document.source

    def correct(self, document_id: str, values: dict[str, Any]) -> None:
        """Put what a person typed in place of the document's metadata."""
        document = self.library.document(document_id)
        self.library.describe(document_id, metadata_from_fields(document.metadata, values))
