"""The steps of answering in order, as one LangChain Runnable; no logic of its own.

`invoke` gives the Answer; `stream` gives StageEvent and TextEvent as they come, and last the Answer. This file
doesn't know how any step is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from langchain_core.runnables import Runnable, RunnableConfig
from typing_extensions import TypedDict  # pydantic takes no other before Python 3.12

from assistant.answer import Answer, Event, Passage
from assistant.answering import Answerer
from assistant.assembly import build_answerer
from assistant.inputs import Input
from assistant.inputs import as_question as as_question
from assistant.protocols import Judge, Reader, Reranker
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from pydantic import BaseModel

    from ingest.library import Library


class AskedTurn(TypedDict):
    """A turn of a conversation, as tools are given it."""

    role: Literal["user", "assistant"]
    text: str


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
        return self._call_with_config(
            lambda value: self._answerer.answer(as_question(value, **kwargs)),
            input,
            config,
        )

    def stream(  # type: ignore[override]
        self,
        input: Input,  # noqa: A002  (Runnable's own name)
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Iterator[Event]:
        """Stages and text as they come; the last event is the Answer."""

        def events(values: Iterator[Input]) -> Iterator[Any]:
            for value in values:
                yield from self._answerer.events(as_question(value, **kwargs))

        yield from self._transform_stream_with_config(iter((input,)), events, config)

    async def astream(  # type: ignore[override]
        self,
        input: Input,  # noqa: A002  (Runnable's own name)
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[Event]:
        """As `stream`, each step in a worker thread."""

        async def given() -> AsyncIterator[Input]:
            yield input

        async def events(values: AsyncIterator[Input]) -> AsyncIterator[Any]:
            async for value in values:
                steps = self._answerer.events(as_question(value, **kwargs))
                while (event := await asyncio.to_thread(next, steps, None)) is not None:
                    yield event

        async for event in self._atransform_stream_with_config(given(), events, config):
            yield event

    def get_input_schema(self, config: RunnableConfig | None = None) -> type[BaseModel]:
        """What a tool made of the chain asks for. No language model is among it: who calls the tool names none."""
        from pydantic import create_model

        return create_model(
            "PinciteQuestion",
            __doc__="A question to the documents.",
            question=(str, ...),
            documents=(list[str], []),
            authors=(list[str], []),
            years=(list[int], []),
            history=(list[AskedTurn], []),
        )


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
