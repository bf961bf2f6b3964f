"""What a caller asks with, as a Question: each thing that can't be has one sentence to say.

This file doesn't know who asks, nor whether the documents named are in the library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from assistant.answer import Question, Turn
from ingest.errors import PinciteError

# Characters of an earlier turn that are read: more than any answer has. What is longer is a pasted document, each of
# whose words would be held against the others.
LONGEST_TURN = 8000
Input = Question | str | Mapping[str, Any]
FIELDS = ("question", *(field.name for field in fields(Question)))  # `question` is `text` by its public name


class QuestionError(PinciteError):
    """What was given is no question."""


def turns(value: object, where: str) -> tuple[Turn, ...]:
    """A history ([{"role", "text"}], or Turns) as turns, of each its beginning; QuestionError naming `where` when it
    isn't one."""
    if isinstance(value, str | Mapping) or not isinstance(value, Sequence):
        raise QuestionError(f"{where}: the history must be a list of objects with role and text.")
    found = []
    for item in value:
        if isinstance(item, Turn):
            item = {"role": item.role, "text": item.text}
        role, text = (item.get("role"), item.get("text")) if isinstance(item, Mapping) else (None, None)
        if role not in ("user", "assistant") or not isinstance(text, str):
            raise QuestionError(f'{where}: each turn needs "role" (user or assistant) and "text".')
        found.append(Turn(role, text[:LONGEST_TURN]))
    return tuple(found)


def _texts(value: object, name: str, what: str) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence) or not all(isinstance(one, str) for one in value):
        raise QuestionError(f"{name}: a list of {what} is expected.")
    return tuple(value)


def _numbers(value: object, name: str) -> tuple[int, ...]:
    try:
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise TypeError
        return tuple(int(one) for one in value)
    except (TypeError, ValueError, OverflowError):
        raise QuestionError(f"{name}: a list of numbers is expected.") from None


def as_question(value: Input, **more: Any) -> Question:
    """A question from text, from a Question, or from a mapping with its fields (`question` for its text, history as
    {"role", "text"}); `more` are further fields. Raises QuestionError."""
    if isinstance(value, Question):
        given: dict[str, Any] = {field.name: getattr(value, field.name) for field in fields(Question)}
    elif isinstance(value, str):
        given = {"text": value}
    elif isinstance(value, Mapping):
        given = dict(value)
    else:
        raise QuestionError(f'A question is text, or has "question" with its text: {type(value).__name__} is neither.')
    given |= more
    if unknown := [str(name) for name in given if name not in FIELDS]:
        raise QuestionError(f"{unknown[0]}: a question has {', '.join(sorted(set(FIELDS) - {'text'}))} alone.")
    text, model = given.get("question", given.get("text")), given.get("model")
    if not isinstance(text, str):
        raise QuestionError("question: text is expected.")
    if not (model is None or isinstance(model, str)):
        raise QuestionError("model: a name is expected.")
    return Question(
        text,
        turns(given.get("history") or (), "history"),
        _texts(given.get("documents") or (), "documents", "ids or file names"),
        _texts(given.get("authors") or (), "authors", "names"),
        _numbers(given.get("years") or (), "years"),
        model,
    )
