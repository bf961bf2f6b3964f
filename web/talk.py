"""A question put to the chain, seen from the page: what to show while it runs, and what to keep when it is done.

This file doesn't know Gradio or HTML.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.answer import Answer, Question, StageEvent, TextEvent, whole
from ingest.errors import PinciteError
from web.conversations import Conversation, Exchange
from web.conversations import cut as cut

LONGEST_QUESTION = 4000  # characters; longer is a pasted document, not a question
UNFORESEEN = "Something went wrong while answering; the details are in the server's log."
log = logging.getLogger("pincite.web")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the answer is: the stage in words and the draft so far; at the end, the exchange."""

    stage: str
    draft: str = ""
    done: Exchange | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is answered from and by: documents (ids; none means all) and a model's name (empty: none)."""

    documents: tuple[str, ...] = ()
    model: str | None = None


def question_error(text: str) -> str | None:
    """Why this can't be asked, or None."""
    if not text.strip():
        return "Write a question first."
    if len(text) > LONGEST_QUESTION:
        return f"The question is longer than {LONGEST_QUESTION:,} characters; put long texts into the library instead."
    return None


def ask(chain: Any, conversation: Conversation, text: str, scope: Scope) -> Iterator[Progress]:
    """Progress while the chain works; the last one carries the exchange. Errors become an exchange's sentence."""
    text = whole(text.strip())
    wrong = question_error(text)
    if wrong:
        yield Progress("", done=Exchange(text[:200], error=wrong))
        return
    question = Question(text, conversation.history(), documents=scope.documents, model=scope.model)
    yield Progress("starting")
    stage, draft, answer = "starting", "", None
    try:
        for event in chain.stream(question):
            if isinstance(event, StageEvent):
                stage = event.detail or event.stage
            elif isinstance(event, TextEvent):
                draft += event.text
            elif isinstance(event, Answer):
                answer = event
                continue
            yield Progress(stage, draft)
    except PinciteError as error:
        yield Progress("", done=Exchange(text, error=str(error)))
        return
    except Exception:
        log.exception("A question failed.")
        yield Progress("", done=Exchange(text, error=UNFORESEEN))
        return
    if answer is None:
        yield Progress("", done=Exchange(text, error="The answer broke off before its end; please retry."))
        return
    yield Progress("", done=Exchange(text, answer=answer))
