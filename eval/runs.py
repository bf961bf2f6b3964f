"""Runs kept: saved whole as JSON, found again by id or path, and taken up again where they were broken off.

This file doesn't know what a run measures.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from eval.cases import Case
from eval.json_lines import numbered_lines
from eval.scoring import Outcome
from ingest.errors import PinciteError


class RunError(PinciteError):
    """A saved run can't be found, read or written."""


def runs_folder() -> Path:
    """Where runs over throw-away libraries are kept, in the user's data folder; others lie with their library."""
    from platformdirs import user_data_path

    return user_data_path("pincite", appauthor=False) / "runs"


def private_folder(folder: Path) -> Path:
    """The folder, made where it is missing and kept for its owner alone: runs hold the documents' words. Raises
    RunError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(PermissionError):  # another owner's, who shares it
            folder.chmod(0o700)
    except OSError as error:
        raise RunError(f"The runs folder {str(folder)!r} can't be used: {error.strerror}.") from error
    return folder


def save_run(run: Mapping[str, Any], path: Path | None = None, *, folder: Path | None = None) -> Path:
    """Writes the run whole or not at all, and gives its path: `path`, or <id>.json in `folder` or the runs folder."""
    path = path or private_folder(folder or runs_folder()) / f"{run['run']['id']}.json"
    write_text(path, json.dumps(run, ensure_ascii=False, indent=1) + "\n")
    return path


def write_text(path: Path, text: str) -> None:
    """Writes a report whole or not at all. Raises RunError."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise RunError(f"{str(path)!r} can't be written: {error.strerror}.") from error


def list_runs(*folders: Path) -> tuple[Path, ...]:
    """The runs saved in these folders (the runs folder by default), the newest first: ids begin with the time."""
    kept = [path for folder in folders or (runs_folder(),) for path in folder.glob("*.json")]
    return tuple(sorted(kept, key=lambda path: path.name, reverse=True))


def load_run(name: str | Path, *folders: Path) -> dict[str, Any]:
    """The run in a file, or in these folders with an id (or the start of one), or the newest for "last". Raises
    RunError."""
    path = Path(name)
    if not path.is_file():
        kept = list_runs(*folders)
        found = kept[:1] if str(name) == "last" else [one for one in kept if one.stem.startswith(str(name))]
        if len(found) != 1:
            what = "no file and no saved run" if not found else f"the start of {len(found)} saved runs'"
            ids = ", ".join(one.stem for one in kept[:5]) or "none"
            raise RunError(f"{str(name)!r} is {what} id (saved runs: {ids}).")
        path = found[0]
    try:
        run = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise RunError(f"{str(path)!r} can't be read as a run: {error}.") from error
    if not isinstance(run, dict) or not {"run", "metrics", "cases"} <= run.keys():
        raise RunError(f"{str(path)!r} is not a run: make one with `pincite eval --json` or `--save`.")
    for case in run["cases"]:
        if not isinstance(case, dict) or not {"id", "question", "answer", "metrics"} <= case.keys():
            raise RunError(f"{str(path)!r} is not a run: a case in it lacks its id, question, answer or metrics.")
    return run


def last_run(fits: Callable[[Mapping[str, Any]], bool], *folders: Path) -> dict[str, Any]:
    """The newest run saved in these folders that fits; files that can't be read as runs are passed over. Raises
    RunError."""
    kept = list_runs(*folders)
    for path in kept:
        try:
            run = load_run(path)
        except RunError:
            continue
        if fits(run):
            return run
    others = f"the {len(kept)} saved runs are of other questions" if kept else "no run has been saved yet"
    raise RunError(f"'last': there is no earlier run of this question set to compare with ({others}).")


# ---- broken off, and taken up again ------------------------------------------------------------


def fingerprint(parts: Mapping[str, Any]) -> str:
    """A short hash of what decides a run's answers: set, documents, settings, system, commit."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:16]


class Journal:
    """The finished questions of a run under way, a line each, so that a killed run loses at most one.

    `resume` reads what an earlier run with the same fingerprint left; otherwise it starts afresh.
    """

    def __init__(self, folder: Path, key: str, *, resume: bool) -> None:
        self._path = private_folder(folder) / f"{key}.partial.jsonl"
        self.found: dict[str, dict[str, Any]] = {}
        try:
            if resume and self._path.exists():
                self.found = self._read()
            else:
                self._path.write_text("", encoding="utf-8")
        except OSError as error:
            raise RunError(f"The runs folder {str(folder)!r} can't be used: {error.strerror}.") from error

    def _read(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        data = self._path.read_bytes()
        if data and not data.endswith(b"\n"):  # torn: the next line must not go on where it stops
            self._path.write_bytes(data[: data.rfind(b"\n") + 1])
        for _, line in numbered_lines(data.decode("utf-8", errors="replace")):
            try:
                value = json.loads(line)
            except json.JSONDecodeError:
                continue  # the line that was being written when the run was killed
            found[value["id"]] = value
        return found

    def done(self, cases: Sequence[Case]) -> dict[str, Outcome]:
        """The outcomes left for these cases, unscored; failed ones aren't among them, so they are asked again."""
        kept = {}
        for case in cases:
            value = self.found.get(case.id)
            if value and not value["error"] and value["question"] == case.question:
                retrieved = None if value["retrieved"] is None else tuple(value["retrieved"])
                kept[case.id] = Outcome(case, value["answer"], retrieved, value["latency_ms"])
        return kept

    def write(self, outcome: Outcome) -> None:
        """Adds a finished question."""
        value = {
            "id": outcome.case.id,
            "question": outcome.case.question,
            "answer": dict(outcome.answer),
            "retrieved": None if outcome.retrieved is None else [dict(passage) for passage in outcome.retrieved],
            "latency_ms": outcome.latency_ms,
            "error": outcome.error,
        }
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(value, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        """The run is whole: the journal goes."""
        self._path.unlink(missing_ok=True)
