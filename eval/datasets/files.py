"""Reading a public set's files from a folder the user names. Nothing is fetched. This file knows no set."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.errors import PinciteError


class DatasetError(PinciteError):
    """A public set isn't where the user says, or isn't in its own format."""


def find(folder: Path, name: str, *parts: str) -> Path:
    """The file or folder `parts` of the set `name`: below folder/name, or below the folder itself.

    Raises DatasetError naming what was looked for.
    """
    for root in (folder / name, folder):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise DatasetError(f"The set {name!r} isn't in {str(folder)!r}: there is no {'/'.join((name, *parts))}.")


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """The file's text with its own line ends (gold spans count them); DatasetError where it can't be read."""
    try:
        return path.read_bytes().decode(encoding)
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{str(path)!r} can't be read: {error}.") from error


def read_json(path: Path) -> Any:
    """The file's JSON; DatasetError where it isn't JSON."""
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise DatasetError(f"{str(path)!r} is not JSON: {error}.") from error


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """One JSON object a line; DatasetError naming the line that isn't."""
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise DatasetError(f"{str(path)!r}, line {number}: not JSON ({error.msg}).") from error
        if not isinstance(value, dict):
            raise DatasetError(f"{str(path)!r}, line {number}: a JSON object is expected.")
        yield value


def read_table(path: Path, *, tabs: bool = False) -> Iterator[dict[str, str]]:
    """One dict a row of a CSV, or of tab-separated values without quoting."""
    csv.field_size_limit(1 << 30)
    lines = io.StringIO(read_text(path), newline="")
    if tabs:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    else:
        yield from csv.DictReader(lines)


def value(record: dict[str, Any], key: str, name: str) -> Any:
    """record[key]; DatasetError naming the set where it is missing."""
    if key not in record:
        raise DatasetError(f"A record of the set {name!r} has no {key!r}; its format is not the one expected.")
    return record[key]
