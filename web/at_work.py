"""A question at work in a thread of its own, so that its answer is kept and can be followed by whatever page is there.

The page that asked may be loaded again, or closed, while the answer is written. This file doesn't know Gradio or HTML.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from web.conversations import Conversation

log = logging.getLogger("pincite.web")


@dataclass(frozen=True, slots=True)
class Step:
    """How far an answer is: its thread's markup (empty at the end), what is said of it, and the conversation so far."""

    markup: str
    words: str
    conversation: Conversation


@dataclass(slots=True)
class Run:
    """A question being answered. `halted` is the conversation as it stood when the reader stopped it; `away` is the id
    of the conversation that the reader has gone to: the answer is kept, but no longer shown as it grows; `superseded`
    says that a later question of the conversation has been asked. `at` is the exchange that it stands in place of, None
    at the end; `tab` is the page that asked, `owner` whose it is; `done` the conversation with its answer."""

    conversation: str
    question: str
    at: int | None = None
    tab: str = ""
    owner: str = ""
    halted: Conversation | None = None
    away: str = ""
    superseded: bool = False
    done: Conversation | None = None
    step: Step | None = None  # the latest
    over: bool = False
    follower: object = None  # the last that began to follow: no other shows the steps any longer
    news: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, step: Step | None) -> None:
        """A step is reached; None: there will be no other."""
        with self.news:
            self.step, self.over = step or self.step, step is None
            self.news.notify_all()


def put_to_work(run: Run, steps: Iterator[Step], finish: Callable[[], None]) -> None:
    """Take the steps in a thread, telling `run` of each; `finish` is called at the end, however it comes."""

    def work() -> None:
        try:
            for step in steps:
                run.tell(step)
        except Exception:
            log.exception("A question failed.")
        finally:
            finish()
            run.tell(None)

    threading.Thread(target=work, daemon=True).start()


def follow(run: Run, me: object) -> Iterator[Step]:
    """The latest step whenever there is another, until there will be none or somebody else than `me` follows; a slow
    reader misses those between."""
    seen: Step | None = None
    with run.news:
        run.follower = me
        run.news.notify_all()
    while True:
        with run.news:
            while not run.over and run.step is seen and run.follower is me:
                run.news.wait()
            step, over = run.step, run.over
        if run.follower is not me:
            return
        if step is not None and step is not seen:
            yield step
            seen = step
        if over:
            return
