"""The `pincite` command: its options, its errors and its exit status. The work is done elsewhere.

Exit status: 0 done (a refusal is an answer), 1 something failed and is named, 2 wrong usage, 3 a `--min` not met, 130
stopped by Ctrl+C.
JSON goes to standard output alone, everything else to standard error. Imports are late: `--help` loads nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper

import typer

from ingest.errors import PinciteError, redacted
from web.commands import asking, citing, drafting, evaluating, keeping, serving
from web.commands.common import AppState, data_folder, say

STOPPED = 130  # exit status

app = typer.Typer(
    name="pincite",
    help="Ask your own documents; every sentence of the answer is pinned to the exact words that support it.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for _module in (keeping, asking, citing, evaluating, drafting, serving):
    _module.register(app)


def _version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"pincite {version('pincite')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    library: str = typer.Option(
        "",
        "--library",
        envvar="PINCITE_LIBRARY",
        metavar="DIR",
        show_default="the user's data folder",
        help="The library's folder.",
    ),
    _: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version and leave."),
) -> None:
    """Options before the command."""
    context.obj = AppState(folder=data_folder(library))


def _leave_output() -> None:
    """Let what couldn't be written go, else Python would try it again at its end and say so."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        return
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _of_the_database(error: Exception) -> str:
    """What to say where a library's file is damaged, locked or can't grow; nothing where the error is Pincite's."""
    import sqlite3

    if not isinstance(error, sqlite3.Error):
        return ""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # without the extended part
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return f"The library's file is damaged ({error}): go back to a backup, or add the documents to a new library."
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"The library's file can't be used: {error}."
    return ""


def _fit_output() -> None:
    """Let a terminal in an old encoding be written to, what it lacks as escapes, and a closed output be none."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - as long as the process
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (`sys.argv` by default) and give the exit status.

    Every error a user may meet ends in one sentence on standard error.
    """
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    _fit_output()
    try:
        app(None if arguments is None else list(arguments), prog_name="pincite")
    except SystemExit as done:
        if done.code == STOPPED:  # what Typer makes of Ctrl+C, without a word
            say("pincite: stopped")
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    except KeyboardInterrupt:
        say("pincite: stopped")
        return STOPPED
    except PinciteError as error:
        say(f"pincite: {error}")
        return 1
    except OSError as error:  # of the machine, not of Pincite: a full disk, a device that is gone
        if os.environ.get("PINCITE_DEBUG"):
            raise
        _leave_output()
        say(f"pincite: {error.filename or 'the output'}: {error.strerror or redacted(str(error))}.")
        return 1
    except Exception as error:
        if os.environ.get("PINCITE_DEBUG"):
            raise
        if words := _of_the_database(error):
            say(f"pincite: {words}")
            return 1
        say(
            f"pincite: unexpected {type(error).__name__}: {redacted(str(error))}. "
            "This is a fault in Pincite; PINCITE_DEBUG=1 shows where it happened."
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
