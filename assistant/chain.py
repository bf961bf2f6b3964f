"""The steps of answering in order, as one LangChain Runnable; no logic of its own.

`invoke` gives the Answer; `stream` gives StageEvent and TextEvent as they come, and last the Answer. This file
doesn't know how any step is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableConfig

from assistant.answer import Answer, Event, Passage, Question, Turn
from assistant.answering import Answerer
from assistant.assembly import build_answerer
from assistant.protocols import Judge, Reader, Reranker
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from ingest.library import Library

Input = Question | str | Mapping[str, Any]


def as_question(value: Input) -> Question:
    """A question from text, or from a mapping with the fields of Question (history as {"role", "text"})."""
    if isinstance(value, Question):
        return value
    if isinstance(value, str):
        return Question(value)
    fields = dict(value)
    if "question" in fields:
        fields["text"] = fields.pop("question")
    fields["history"] = tuple(
        turn if isinstance(turn, Turn) else Turn(turn["role"], turn["text"]) for turn in fields.get("history", ())
    )
    for name in ("documents", "authors", "years"):
        fields[name] = tuple(fields.get(name, ()))
    return Question(**fields)


class Chain(Runnable[Input, Answer]):
    """The chain. Made by `build_chain`."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer

    @property
    def judge(self) -> Judge | None:
        """What checks the claims of its answers beside the rules, for whoever checks others in the same way."""
        return self._answerer.judge

    def passages(self, value: Input, keep: int) -> tuple[Passage, ...]:
        """The `keep` best passages that a question's answer would be drawn from, best first."""
        return self._answerer.passages(as_question(value), keep)

    def invoke(
        self,
        input: Input,  # noqa: A002  (Runnable's own name)
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Answer:
        """The answer to a question. Raises PinciteError where the library or the model can't be used."""
        return self._call_with_config(lambda value: self._answerer.answer(as_question(value)), input, config, **kwargs)

    def stream(  # type: ignore[override]
        self,
        input: Input,  # noqa: A002  (Runnable's own name)
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Iterator[Event]:
        """Stages and text as they come; the last event is the Answer."""
        yield from self._answerer.events(as_question(input))

    async def astream(  # type: ignore[override]
        self,
        input: Input,  # noqa: A002  (Runnable's own name)
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[Event]:
        """As `stream`, each step in a worker thread."""
        events = self._answerer.events(as_question(input))
        while (event := await asyncio.to_thread(next, events, None)) is not None:
            yield event


def build_chain(
    library: Library,
    settings: Settings | None = None,
    *,
    reranker: Reranker | None = None,
    judge: Judge | None = None,
    reader: Reader | None = None,
    models: Mapping[str, BaseChatModel] | None = None,
) -> Chain:
    """The chain over a library: a LangChain Runnable from a question (Question, text or mapping) to an Answer.

    `models` are chat models made by the caller, by the name that `settings.model` and `Question.model` call them.
    What isn't given is the default of `settings`. Raises PinciteError where a part can't be loaded.
    """
    return Chain(build_answerer(library, settings, reranker=reranker, judge=judge, reader=reader, models=models))
