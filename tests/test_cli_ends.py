"""How a command ends that is stopped, whose reader goes away, or that may not begin to serve."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commanding import pincite
from tests.conftest import ROOT
from web.server import listen

# A shell starts what it runs in the background with Ctrl-C ignored, and so would run the tests that it starts.
RUN = """import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from web.cli import main
sys.exit(main())"""


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """The command in a process of its own, that can be stopped."""
    command = [sys.executable, "-c", RUN, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_command_that_is_stopped_says_so(tmp_path: Path) -> None:
    pipe = tmp_path / "questions.jsonl"
    os.mkfifo(pipe)
    process = start("--library", tmp_path / "library", "ask", "--batch", pipe)
    with process, pipe.open("w"):  # which waits until the command reads
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (130, "pincite: stopped\n")


def test_a_command_that_is_stopped_while_it_is_still_being_imported_says_so() -> None:
    script = """import sys
class Stop:
    def find_spec(self, name, *_):
        if name == "typer":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
from web.start import main
sys.exit(main())"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (130, "pincite: stopped\n")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "claims.jsonl").write_text('{"claim": "It fell.", "source": "It fell."}\n')
    with start("check", tmp_path / "claims.jsonl") as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


@pytest.mark.parametrize(
    ("name", "value", "host"), [("PINCITE_RATE", "many", "127.0.0.1"), ("PINCITE_AUTH", "", "0.0.0.0")]
)
def test_a_page_that_may_not_be_served_has_no_address_and_gets_no_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, host: str
) -> None:
    monkeypatch.setenv(name, value)
    _, error = pincite(tmp_path / "library", "serve", "--samples", "--host", host, status=1)
    assert name in error and "http://" not in error and len(error.strip().splitlines()) == 1
    assert not (tmp_path / "library").exists()


def test_a_taken_port_is_said_before_anything_is_made_of_it(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        _, error = pincite(tmp_path / "library", "serve", "--samples", "--port", str(port), status=1)
    assert str(port) in error and "http://" not in error and len(error.strip().splitlines()) == 1
