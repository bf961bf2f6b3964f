"""What the commands share: the library's folder, output, and reading JSON lines.

This file doesn't know any command.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.answer import whole
from eval.json_lines import numbered_lines
from ingest.errors import PinciteError

if TYPE_CHECKING:
    from ingest.library import Library


STDIN = Path("-")  # standard input, as a FILE


@dataclass(frozen=True, slots=True)
class AppState:
    """What stands before the command: the library's folder."""

    folder: Path


def data_folder(named: str) -> Path:
    """The library's folder: the one named, else `library` in the user's data folder."""
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("pincite", appauthor=False) / "library"


def open_library(folder: Path, *, create: bool = False) -> Library:
    """Open the library that is in the folder, for reading where that is all that can be done; made with `create`.

    The user's own library, where none is named, is there from the first: empty.
    """
    from assistant.settings import Settings
    from ingest.library import Library
    from ingest.store import FILE

    # Not Path.exists, which raises where the folder above can't be entered.
    there = os.path.exists(folder / FILE)  # noqa: PTH110
    create = create or (folder == data_folder("") and not there)
    name = Settings.from_env().embedder
    if name == Settings().embedder:
        return Library.open(folder, create=create)
    from ingest.embedding import load_embedder

    return Library.open(folder, embedder=load_embedder(name), create=create)


def say(message: str) -> None:
    """Words for a person, on standard error; no file's name and no server's error steers the terminal."""
    from web.commands.terminal import clean

    print(clean(message), file=sys.stderr, flush=True)


def document_named(library: Library, name: str) -> str:
    """The id of the document that a name means; where that is but a part of its name, standard error says whose."""
    document_id = library.resolve(name)
    found = next(summary for summary in library.documents() if summary.id == document_id)
    from ingest.calling import is_exact

    if not is_exact(name, found):
        say(f"pincite: {name!r} is taken to mean {found.source} ({found.id[:8]}).")
    return document_id


def left_out(paths: Sequence[str | Path], most: int = 3) -> str:
    """What was found in folders and isn't read, in one sentence."""
    names = ", ".join(repr(Path(path).name) for path in paths[:most])
    more = f" and {len(paths) - most} more" if len(paths) > most else ""
    count = "a file of a kind" if len(paths) == 1 else f"{len(paths)} files of kinds"
    return f"Left out: {names}{more}, {count} that Pincite doesn't read."


def put_json(value: object, *, line: bool = False) -> None:
    """JSON on standard output: indented, or one line; in ASCII where it holds what the output can't be given: half a
    character (in an id, a path), or what an old encoding lacks."""
    indent = None if line else 2
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=indent)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def shown_path(path: Path) -> str:
    """How a file that is read is named."""
    return "standard input" if path == STDIN else repr(str(path))


def read_text(path: Path) -> str:
    """The file's text, that of standard input for "-", which must be UTF-8; PinciteError otherwise."""
    try:
        data = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
        return data.decode("utf-8-sig")
    except FileNotFoundError:
        raise PinciteError(f"{str(path)!r} doesn't exist.") from None
    except UnicodeDecodeError:
        raise PinciteError(f"{shown_path(path)} is not UTF-8 text.") from None
    except OSError as error:
        raise PinciteError(f"{shown_path(path)} can't be read: {error.strerror}.") from error


def json_lines(path: Path) -> Iterator[tuple[int, str]]:
    """(line number, line) for each line of the file that isn't empty."""
    return numbered_lines(read_text(path))


def _finite(number: str) -> float:
    if not math.isfinite(value := float(number)):
        raise ValueError(f"{number} is no number of JSON's")
    return value


def json_object(line: str, where: str) -> dict[str, Any]:
    """The JSON object in a line; PinciteError naming `where` when it is none. NaN, which Python reads, is no JSON."""
    try:
        value = json.loads(line, parse_constant=_finite, parse_float=_finite)
    except RecursionError:
        raise PinciteError(f"{where}: nested too deeply.") from None
    except ValueError as error:
        raise PinciteError(f"{where}: not JSON ({getattr(error, 'msg', error)}).") from None
    if not isinstance(value, dict):
        raise PinciteError(f"{where}: a JSON object is expected.")
    return value


def need_texts(value: dict[str, Any], needs: tuple[str, ...], where: str) -> None:
    """PinciteError naming `where` unless the object has text under every name in `needs`."""
    for name in needs:
        if name not in value:
            raise PinciteError(f'{where}: "{name}" is missing.')
        if not isinstance(value[name], str):
            raise PinciteError(f'{where}: "{name}" is not text.')
        if not value[name].strip():
            raise PinciteError(f'{where}: "{name}" is empty.')


def read_json_lines(text: str, needs: tuple[str, ...], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line number, object) for each line that isn't empty; each object must have text under every name in `needs`,
    which is given as `whole` characters. What is wrong is said of the line of what `name` names."""
    for number, line in numbered_lines(text):
        where = f"{name}, line {number}"
        value = json_object(line, where)
        need_texts(value, needs, where)
        yield number, {**value, **{name: whole(value[name]) for name in needs}}
