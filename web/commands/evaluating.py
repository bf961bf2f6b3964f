"""`pincite eval`: a question set put to the assistant, and how good the answers are."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Put this module's commands into `app`."""
