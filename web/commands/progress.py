"""Progress on standard error: a bar while documents are read, a spinner while an answer is made.

Nothing is drawn where standard error is not a terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.pipeline import IngestProgress


@contextmanager
def ingest_progress() -> Iterator[Callable[[IngestProgress], None]]:
    """Give a callback that draws how far `add` has come."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as bar:
        task = bar.add_task("Reading", total=None)

        def show(progress: IngestProgress) -> None:
            bar.update(task, description=progress.detail, completed=progress.done, total=progress.total)

        yield show


@contextmanager
def stage_status(wanted: bool) -> Iterator[Callable[[str], None]]:
    """Give a function that shows the stage an answer is in."""
    if not (wanted and sys.stderr.isatty()):
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True, markup=False).status("Starting") as status:
        yield lambda detail: status.update(f"{detail[:1].upper()}{detail[1:]}")
