"""The parts of an assistant put together as the settings say: who orders, reads and judges, with which models.

`build_answerer` needs no LangChain, whose import takes longer than an answer: the command line asks it directly, and
chain.py makes a Runnable of it. This file doesn't know how any part works.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant import retrieval
from assistant.answer import Passage, Question
from assistant.answering import Answerer
from assistant.judge import OWN, load_judge, load_reader
from assistant.models import load_chat_model
from assistant.other_judges import ChatJudge
from assistant.protocols import Judge, Reader, Reranker
from assistant.reranking import load_reranker
from assistant.settings import Settings, SettingsError
from assistant.shipped import WEIGHTS

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from ingest.library import Library


def build_answerer(
    library: Library,
    settings: Settings | None = None,
    *,
    reranker: Reranker | None = None,
    judge: Judge | None = None,
    reader: Reader | None = None,
    models: Mapping[str, BaseChatModel] | None = None,
) -> Answerer:
    """What answers questions over a library.

    `models` are chat models made by the caller, by the name that `settings.model` and `Question.model` call them.
    What isn't given is the default of `settings`. Raises PinciteError where a part can't be loaded.
    """
    settings = settings or Settings()
    made = dict(models or {})
    judge = judge or judge_for(settings, made)
    reader = reader or (load_reader() if settings.reader and _shipped() else None)
    return Answerer(library, settings, reranker or load_reranker(), judge, reader, made)


def _shipped() -> bool:
    """Whether the weights are here: without them (a checkout that hasn't fetched or trained them) rules alone check and
    lead."""
    return (WEIGHTS / "judge.onnx").is_file()


def judge_for(settings: Settings, models: Mapping[str, BaseChatModel] | None = None) -> Judge | None:
    """The judge the settings name; None where rules alone check. Raises PinciteError where it can't be loaded."""
    if settings.judge == "none" or (settings.judge == OWN and not _shipped()):
        return None
    if settings.judge == "model":
        if not settings.model:
            raise SettingsError("judge is 'model', and no model is set: name one, or choose the judge 'pincite'.")
        model = (models or {}).get(settings.model) or load_chat_model(settings.model, settings)
        return ChatJudge(model, settings.model, settings.timeout_s)
    return load_judge(settings.judge)


def search_passages(
    library: Library,
    query: str,
    *,
    count: int = 10,
    documents: tuple[str, ...] = (),
    settings: Settings | None = None,
    reranker: Reranker | None = None,
) -> tuple[Passage, ...]:
    """The `count` best passages for a query, notes included, best first. Raises DocumentNotFoundError."""
    settings = settings or Settings()
    question = Question(query, documents=documents)
    where = retrieval.filter_of(question, library, kinds=())
    return retrieval.retrieve(
        question.text,
        library,
        reranker or load_reranker(),
        where=where,
        candidates=max(settings.candidates, count),
        keep=count,
    )
