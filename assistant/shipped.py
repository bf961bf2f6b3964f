"""Files of weights that come with the package, checked against the sha256 sums of their folder's manifest.

This file doesn't know what the weights are of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ingest.errors import PinciteError

WEIGHTS = Path(__file__).parent / "weights"
MANIFEST = "manifest.json"


class WeightsError(PinciteError):
    """The shipped weights are missing or not those of the manifest."""


def manifest(folder: Path) -> dict[str, Any]:
    """The folder's manifest, its files checked. Raises WeightsError."""
    path = folder / MANIFEST
    if not path.is_file():
        raise WeightsError(f"The weights are missing from {folder}: install Pincite again.")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for name, wanted in found["sha256"].items():
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != wanted:
            raise WeightsError(f"The file of weights {name} is missing or damaged: install Pincite again.")
    return found


def write_manifest(folder: Path, names: Iterable[str], **more: object) -> None:
    """Writes the manifest of the files of these names, as far as they are there, with `more`."""
    files = [name for name in names if (folder / name).is_file()]
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files}
    (folder / MANIFEST).write_text(json.dumps({"sha256": sums, **more}, indent=1) + "\n", encoding="utf-8")
