"""Parts that load what they need beforehand, side by side. This file doesn't know which parts there are."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread


def prepare(*parts: object) -> None:
    """Begin to load what these parts (a library, a reranker, a judge) would load when first used, each in a thread.

    Returns at once; a part without a method `prepare` is left alone. What fails is raised where the part is used.
    """

    def load(part: object) -> None:
        with suppress(Exception):
            part.prepare()  # type: ignore[attr-defined]

    for part in parts:
        if hasattr(part, "prepare"):
            Thread(target=load, args=(part,), name=f"prepare {type(part).__name__}").start()
