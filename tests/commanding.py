"""The command line as a user meets it, run in the tests' own process."""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from web.cli import main


def pincite(library: Path | str, *arguments: str | Path, status: int = 0) -> tuple[str, str]:
    """Run the command in this process; give its standard output and error. No traceback may ever be among them."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        found = main(["--library", str(library), *map(str, arguments)])
    assert "Traceback" not in out.getvalue() + err.getvalue(), err.getvalue()
    assert found == status, (found, err.getvalue())
    return out.getvalue(), err.getvalue()


def as_json(library: Path, *arguments: str | Path, status: int = 0) -> Any:
    return json.loads(pincite(library, *arguments, "--json", status=status)[0])
