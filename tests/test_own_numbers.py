"""A source's own numbers in square brackets, "[2]", are never taken for citations of the answer."""

import io
import re
import zipfile
from typing import Any

import pytest

from assistant.answer import Answer, Claim, Verdict, marked_text, unmarked
from assistant.chain import build_chain
from assistant.settings import Settings
from tests.fakes import FakeLibrary, OverlapReranker
from tests.fakes import make_document as document_of
from tests.fakes_web import cite, make_document
from tests.test_web_render import Text
from web.conversations import Conversation, Exchange
from web.exporting import conversation_docx, footnoted, markdown
from web.render import answer_html, pieces

NUMBERED = document_of(
    "# Fares\n\nThe ferry company of Oslen halved its fares in 1931 [2]. Passengers doubled in a year [1, 3].\n",
    source="ferries.txt",
)
WORDS = ("The fee was halved [2].", "Nobody paid it [1], says [3].")


def an_answer(*texts: str) -> Answer:
    """An answer of these claims, the first resting on two places, each later one on one."""
    document = make_document()
    quotes = ("nine judges", "three were pilots", "four marks", "six marks")
    citations = tuple(cite(document, n, words) for n, words in enumerate(quotes[: len(texts) + 1], 1))
    numbers = [(1, 2), *((n,) for n in range(3, len(texts) + 2))]
    claims = tuple(
        Claim(text, Verdict.SUPPORTED, 0.9, found) for text, found in zip(texts, numbers[: len(texts)], strict=True)
    )
    return Answer("q", "q", True, marked_text(claims), None, claims, citations)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("It fell [2].", "It fell (2)."),
        ("It fell [2, 3] and rose [1]–[4].", "It fell (2, 3) and rose (1)–(4)."),
        ("See [12; 14–16].", "See (12; 14–16)."),
        ("Smith v Jones [1932] AC 562, within [0, 1], “[i]t”.", "Smith v Jones [1932] AC 562, within [0, 1], “[i]t”."),
    ],
)
def test_a_sources_numbers_are_put_in_round_brackets_and_other_brackets_stay(said: str, kept: str) -> None:
    assert unmarked(said) == kept


def test_the_answers_text_has_its_own_markers_alone() -> None:
    library: Any = FakeLibrary(NUMBERED)
    answer = build_chain(library, Settings(), reranker=OverlapReranker()).invoke("When were the fares of Oslen halved?")
    assert answer.answered and any("[2]" in citation.quote for citation in answer.citations)
    assert answer.text == marked_text(answer.claims)
    marked = re.findall(r"\[(\d+)\]", answer.text)
    assert marked == [str(n) for claim in answer.claims for n in claim.citations]


def test_the_page_shows_a_button_for_each_citation_and_for_nothing_else() -> None:
    answer = an_answer(*WORDS)
    parts = pieces(answer.text, answer.claims)
    assert [(piece.text, piece.markers) for piece in parts if piece.text.strip()] == [
        (WORDS[0], (1, 2)),
        (WORDS[1], (3,)),
    ]
    shown = Text(answer_html(answer), ("cite-card", "references", "checked"))
    assert shown.words == f"{WORDS[0]}12 {WORDS[1]}3"
    opened = [attributes["data-n"] for tag, attributes in shown.tags if attributes.get("class") == "cite"]
    assert opened == ["1", "2", "3"]


def test_a_copy_has_a_footnote_for_each_citation_and_for_nothing_else() -> None:
    answer = an_answer(*WORDS)
    said = footnoted(answer).split("\n\n")[0]
    assert re.findall(r"\[\^(\d+)\]", said) == ["1", "2", "3"]
    assert said.startswith(r"The fee was halved \[2\].[^1][^2] ") and said.endswith(r"says \[3\].[^3]")
    assert markdown(answer).startswith(r"The fee was halved \[2\]. \[1\] \[2\] Nobody paid it \[1\], says \[3\]. \[3\]")


def test_a_word_export_has_a_footnote_for_each_citation_and_for_nothing_else() -> None:
    talk = Conversation("one", exchanges=(Exchange("When?", an_answer(*WORDS)),))
    with zipfile.ZipFile(io.BytesIO(conversation_docx(talk))) as package:
        body = package.read("word/document.xml").decode()
    assert len(re.findall(r"<w:footnoteReference ", body)) == 3
    assert "[2]" in "".join(re.findall(r"<w:t[^>]*>([^<]*)", body))


def test_numbers_in_a_refusals_words_stay() -> None:
    answer = Answer("q", "q", False, "Nothing says “clause [4]”.", None)
    assert "clause" in markdown(answer) and r"\[4\]" in markdown(answer)
