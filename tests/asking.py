"""Questions put to the assistant with no model and no judge, over documents made by hand."""

from dataclasses import replace
from typing import Any

from assistant.answer import Answer
from assistant.chain import build_chain
from assistant.settings import Settings
from ingest.document import Document
from tests.fakes import FakeLibrary, OverlapReranker

PLAIN = Settings(judge="none", reader=False)


def ask(question: str, *documents: Document, least: float = PLAIN.min_confidence, reader: Any = None) -> Answer:
    """The answer out of these documents; `least` is the confidence below which it is a refusal."""
    library: Any = FakeLibrary(*documents)
    settings = replace(PLAIN, min_confidence=least)
    return build_chain(library, settings, reranker=OverlapReranker(), reader=reader).invoke(question)
