"""A language model through the page: its words as they come, its claims checked, its failures in plain sentences."""

import re
import time
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from assistant.chain import build_chain
from assistant.settings import Settings
from ingest.library import Library
from tests.browsing import ask
from tests.fakes import FakeModelServer, OverlapReranker, WordEmbedder
from tests.fakes_web import in_loop, make_document
from web.app import build_app
from web.server import create_server, running

pytestmark = pytest.mark.browser
SLOW = "In what year did the harbour court of Mirel sit for the first time?"
WRONG = "How many judges had the harbour court of Mirel?"
LATE = "How many marks did a ship pay for each night at anchor?"
LIMITED = "Who protested when the council raised the fee to six marks?"
SILENT = "What was raised to six marks in 1831 by the council?"


def said(messages: list[dict[str, str]]) -> str | int | Iterable[str]:
    asked = messages[-1]["content"]

    def slowly() -> Iterator[str]:
        for word in re.findall(r"\S+ ?", "The harbour court of Mirel sat for the first time in 1824."):
            yield word
            time.sleep(0.1)

    def late() -> Iterator[str]:
        time.sleep(4)
        yield "Too late."

    for question, reply in (
        (SLOW, slowly),
        (LATE, late),
        (WRONG, lambda: "The harbour court of Mirel had twelve judges."),
        (LIMITED, lambda: 429),
        (SILENT, lambda: ""),
    ):
        if question in asked:
            return reply()
    return "NO ANSWER"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with (
        FakeModelServer(said) as server,
        Library.open(tmp_path_factory.mktemp("model") / "library", embedder=WordEmbedder()) as library,
    ):
        library.add(make_document())
        settings = Settings(model="quill-1", base_url=server.url, timeout_s=2.5, judge="none", reader=False)
        chain = build_chain(library, settings, reranker=OverlapReranker())
        app = in_loop(lambda: build_app(chain, library, models=("quill-1",)))
        with running(in_loop(lambda: create_server(app, chain, library, models=("quill-1",)))) as found:
            yield found


def test_words_appear_as_the_model_writes_them_and_are_cited_at_the_end(page: Any) -> None:
    page.fill("#question textarea", SLOW)
    page.press("#question textarea", "Enter")
    page.wait_for_function("document.querySelector('.turn.live .draft')?.textContent.split(' ').length > 2")
    assert "1824" not in page.inner_text(".turn.live .draft") and not page.locator(".turn.live .cite").count()
    page.wait_for_selector(".turn:not(.live) .cite")
    assert "quill-1" in page.inner_text(".checked") and "1824" in page.inner_text("mark.cited.current")
    page.wait_for_selector("#send:visible")


def test_a_claim_that_the_passages_contradict_is_marked_and_says_why(page: Any) -> None:
    ask(page, WRONG)
    assert page.inner_text(".claim.contradicted") == "The harbour court of Mirel had twelve judges."
    page.click(".verdict-word")
    assert "nine" in page.locator(".why:visible").inner_text() or "twelve" in page.locator(".why:visible").inner_text()


@pytest.mark.parametrize(
    ("question", "why", "words"),
    [
        (LATE, "did not answer in time", "four marks"),
        (LIMITED, "its rate limit is reached", "pilots"),
        (SILENT, "gave an empty answer", "fee"),
    ],
)
def test_a_model_that_fails_is_named_and_the_documents_answer(page: Any, question: str, why: str, words: str) -> None:
    ask(page, question)
    notice = page.inner_text(".notice")
    assert "'quill-1'" in notice and why in notice and "documents' own sentences" in notice
    assert words in page.inner_text(".answer .said") and page.locator(".cite").count()


def test_the_same_page_answers_without_the_model_too(page: Any) -> None:
    page.click("#scope-model input")
    page.click("[role=option] >> text=No model")
    ask(page, WRONG)
    assert "nine judges" in page.inner_text(".answer .said") and "own words" in page.inner_text(".checked")
