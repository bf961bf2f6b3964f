"""The command line as a whole: its help, wrong usage, a library that isn't there, and what the terminal is given."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commanding import pincite
from tests.conftest import ROOT


def test_a_process_of_its_own_writes_json_alone_to_standard_output_and_loads_no_more_than_it_needs(
    sample_library: Path,
) -> None:
    script = (
        "import sys; from web.cli import main; status = main(); "
        "late = {'langchain_core', 'torch', 'gradio', 'sentence_transformers'} & set(sys.modules); "
        "sys.exit(f'{late} was imported' if late else status)"
    )
    command = [sys.executable, "-c", script, "--library", str(sample_library), "ask", "Who wrote this?", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["question"] == "Who wrote this?"
    assert "Traceback" not in done.stderr


def test_help_names_every_command(tmp_path: Path) -> None:
    out, _ = pincite(tmp_path, "--help")
    for command in ("add", "list", "remove", "show", "search", "ask", "check", "cite", "eval", "serve", "repair"):
        assert f"\n  {command} " in out


def test_wrong_usage_and_plain_errors(sample_library: Path, tmp_path: Path) -> None:
    pincite(sample_library, "ask", status=2)
    pincite(sample_library, "no-such-command", status=2)
    _, error = pincite(sample_library, "show", "nobody", status=1)
    assert "nobody" in error
    _, error = pincite(sample_library, "ask", "Anything?", "--model", "nobody:nothing", status=1)
    assert "nobody" in error and len(error.strip().splitlines()) == 1
    other = tmp_path / "photos"
    other.mkdir()
    (other / "holiday.jpg").write_bytes(b"\xff\xd8\xff")
    _, error = pincite(other, "list", status=1)
    assert "photos" in error
    _, error = pincite(tmp_path / "new", "ask", "Anything?", status=1)
    assert "pincite add" in error


@pytest.mark.parametrize(
    "words",
    [["list"], ["ask", "Who sailed?"], ["search", "sails"], ["show", "log.txt"], ["remove", "log.txt"], ["repair"],
     ["cite", "log.txt"], ["backup", "copy"], ["draft", "set.jsonl"], ["eval", "set.jsonl"]],
)  # fmt: skip
def test_where_there_is_no_library_reading_says_so_and_makes_none(tmp_path: Path, words: list[str]) -> None:
    missing = tmp_path / "no such" / "library"
    out, error = pincite(missing, words[0], *(tmp_path / word if "." in word else word for word in words[1:]), status=1)
    assert out == "" and len(error.strip().splitlines()) == 1
    assert f"no library in {missing}" in error and "make one there with `pincite add" in error
    assert list(tmp_path.iterdir()) == []


def test_the_users_own_library_is_there_from_the_first_and_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("PINCITE_LIBRARY", raising=False)
    assert json.loads(pincite("", "list", "--json")[0]) == []
    assert "Add documents with: pincite add" in pincite("", "list")[1]
    assert "is empty; add documents with: pincite add" in pincite("", "ask", "Who sailed?", status=1)[1]


def test_words_for_a_person_fit_their_number(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("The zebra fund was founded in 1987.", encoding="utf-8")
    pincite(tmp_path / "library", "add", note)
    assert "1 chunk\n" in pincite(tmp_path / "library", "list")[0]
    assert "of 1 document again" in pincite(tmp_path / "library", "repair")[1]
    assert "PATH...}" not in pincite(tmp_path / "library", "add", "--help")[0]


def test_no_files_name_steers_the_terminal(tmp_path: Path) -> None:
    odd = tmp_path / "log\x1b]0;owned\x07\u202e.txt"
    odd.write_bytes(b"")
    _, error = pincite(tmp_path / "library", "add", odd, status=1)
    assert "log]0;owned.txt" in error and not set(error) & set("\x1b\x07\u202e")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_no_fault_of_pincites(sample_library: Path) -> None:
    script = "import sys; from web.cli import main; sys.exit(main())"
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-c", script, "--library", str(sample_library), "list", "--json"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "pincite: the output: No space left on device.\n"


def test_a_damaged_library_is_no_fault_of_pincites(sample_library: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "library"
    pincite(sample_library, "backup", damaged)
    file = damaged / "library.sqlite3"
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    error = pincite(damaged, "list", status=1)[1]
    assert "is damaged (" in error and "add the documents to a new library" in error
    assert "fault in Pincite" not in error


def test_an_output_in_an_old_encoding_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "tower.txt").write_text("The tower of Łódź\n\nThe “tower” 塔 was finished in 1889.\n", encoding="utf-8")
    pincite(tmp_path / "library", "add", tmp_path / "tower.txt")
    script = "import sys; from web.cli import main; sys.exit(main())"

    def shown(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script, "--library", str(tmp_path / "library"), "show", "tower.txt", *words],
            cwd=ROOT, capture_output=True, timeout=120, env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout.decode("latin-1")

    assert "The tower of \\u0141ód\\u017a" in shown()
    assert "“tower” 塔" in json.loads(shown("--json"))["text"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_a_closed_output_is_no_fault_of_pincites(sample_library: Path) -> None:
    script = "import sys; from web.cli import main; sys.exit(main())"
    closing = ("/bin/sh", "-c", 'exec "$@" >&-', "sh")
    done = subprocess.run(
        [*closing, sys.executable, "-c", script, "--library", str(sample_library), "list", "--json"],
        cwd=ROOT, stderr=subprocess.PIPE, text=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
