"""Progress on standard error: a bar while documents are read, a spinner while an answer is made.

Nothing is drawn where standard error is not a terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.pipeline import Progress


@contextmanager
def ingest_progress() -> Iterator[Callable[[Progress], None]]:
    """Give a callback that draws how far `add` has come."""
    from rich import progress as rich_progress
    from rich.console import Console

    from web.commands.terminal import clean

    console = Console(stderr=True)
    with rich_progress.Progress(
        rich_progress.TextColumn("{task.description}", markup=False),
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
        rich_progress.TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as bar:
        task = bar.add_task("Reading", total=None)

        def show(progress: Progress) -> None:
            bar.update(task, description=clean(Path(progress.path).name), completed=progress.done, total=progress.total)

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


@contextmanager
def question_progress() -> Iterator[tuple[Callable[[int], None], Callable[[object], None]]]:
    """Give two callbacks: how many questions there are, and one more is answered."""
    from rich import progress as rich_progress
    from rich.console import Console

    with rich_progress.Progress(
        rich_progress.TextColumn("{task.description}", markup=False),
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
        rich_progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as bar:
        task = bar.add_task("Asking", total=None)
        yield (lambda total: bar.update(task, total=total)), (lambda _: bar.advance(task))
