"""A follow-up made to stand alone, by rules over the conversation or by a language model.

This file doesn't know what is searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.answer import Turn

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def standalone(question: str, history: Sequence[Turn], model: BaseChatModel | None = None) -> str:
    """The question with what it leaves to the conversation filled in."""
    return " ".join(question.split())
