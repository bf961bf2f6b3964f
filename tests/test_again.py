"""The last answer's sentences found again: where they stand, their notes, what else there is, and which documents a
follow-up prefers."""

from dataclasses import replace
from typing import Any

import pytest

from assistant import prompts, retrieval
from assistant.answer import Passage, Turn
from assistant.chain import Chain, build_chain
from assistant.follow_ups.about_answers import asks_another, asks_note, asks_rewriting, asks_sure, asks_where
from assistant.lookups.again import places, said
from assistant.messages.said_in_english import ENGLISH
from assistant.settings import Settings
from ingest.document import Chunk, ChunkKind, Document, Metadata, Page, PageBreak
from tests.fakes import FakeLibrary, OverlapReranker, make_document


def paged(document: Document) -> Document:
    return replace(
        document,
        page_breaks=(PageBreak(0, Page("31")), PageBreak(document.text.index("The toll of Lund fell"), Page("32"))),
    )


TOLLS = paged(
    make_document(
        "# Tolls\n\nKarin Boe raised the toll of Lund in 1702.[^1] The guild of smiths refused the toll of Lund.\n\n"
        "The toll of Lund fell to nothing in 1711 after a riot.\n\n[1] Nils Ek, Tolls and Riots, p. 9.",
        source="tolls.txt",
        metadata=Metadata(title="Tolls: A History", authors=("Ada Holt",), year=1999),
        notes=True,
    )
)
MILLS = make_document("# Mills\n\nThe mill of Lund stood empty in 1711 after a flood.", source="mills.txt")
ASKED = "Who raised the toll of Lund?"
SAID = "Karin Boe raised the toll of Lund in 1702."


@pytest.fixture
def library() -> Any:
    return FakeLibrary(MILLS, TOLLS)


@pytest.fixture
def chain(library: Any) -> Chain:
    return build_chain(library, Settings(), reranker=OverlapReranker())


def turns(*texts: str) -> list[dict[str, str]]:
    return [{"role": "user" if i % 2 == 0 else "assistant", "text": text} for i, text in enumerate(texts)]


def history(*texts: str) -> tuple[Turn, ...]:
    return tuple(Turn("user" if i % 2 == 0 else "assistant", text) for i, text in enumerate(texts))


@pytest.mark.parametrize("answer", [f"{SAID} [1]", f"Holt (1999): {SAID} [1]", f"Tolls: A History: {SAID} [1]", SAID])
def test_a_sentence_of_the_answer_is_found_again_behind_its_label(library: Any, answer: str) -> None:
    (place,) = places(history(ASKED, answer), library, retrieval.SearchFilter())
    assert TOLLS.text[place[1] : place[2]] == "Karin Boe raised the toll of Lund in 1702.[^1]"


def test_every_claim_is_one_and_what_was_not_quoted_stands_nowhere(library: Any) -> None:
    answer = f"{SAID} [1] The toll of Lund fell to nothing in 1711 after a riot. [2][3]"
    assert len(places(history(ASKED, answer), library, retrieval.SearchFilter())) == 2
    own_words = "In 1702, the toll was put up by Boe. [1]"
    assert places(history(ASKED, own_words), library, retrieval.SearchFilter()) == ()
    assert places((), library, retrieval.SearchFilter()) == ()


def test_the_last_answer_is_the_one_before_refusals_and_talk() -> None:
    talk = history(ASKED, f"{SAID} [1]", "And Riga?", prompts.REFUSAL, "thanks", "You are welcome.")
    assert said(talk) == (SAID,)


@pytest.mark.parametrize(
    "question", ["Where does it say that?", "Which page?", "which page is that on?", "Who says so?"]
)
def test_where_an_answer_stands_is_told_with_its_page(chain: Chain, question: str) -> None:
    found = chain.invoke({"question": question, "history": turns(ASKED, f"{SAID} [1]")})
    assert found.text == f"Holt (1999), p. 31: {SAID} [1]"
    assert found.citations[0].document == TOLLS.id
    assert found.standalone_question == ASKED


def test_a_refusal_stands_nowhere_and_its_question_is_asked_again(chain: Chain) -> None:
    asked = turns(ASKED, f"{SAID} [1]", "Which orchestra plays Mahler tonight?", prompts.REFUSAL)
    found = chain.invoke({"question": "Where does it say that?", "history": asked})
    assert found.standalone_question == "Which orchestra plays Mahler tonight?"
    assert not found.answered


def test_the_heading_stands_for_a_page_that_is_unknown(chain: Chain) -> None:
    asked = turns("When did the mill stand empty?", "The mill of Lund stood empty in 1711 after a flood. [1]")
    assert chain.invoke({"question": "Which page?", "history": asked}).text.startswith("mills, under “Mills”: The mill")


def test_whether_it_is_sure_is_answered_with_the_words_themselves(chain: Chain) -> None:
    found = chain.invoke({"question": "Are you sure?", "history": turns(ASKED, f"{SAID} [1]")})
    assert SAID in found.text
    assert found.notice == ENGLISH.checked


def test_the_note_of_what_was_said_is_the_note_meant(chain: Chain) -> None:
    found = chain.invoke({"question": "What does the note say?", "history": turns(ASKED, f"{SAID} [1]")})
    assert found.text.endswith("Nils Ek, Tolls and Riots, p. 9. [1]")
    none = chain.invoke(
        {"question": "Source?", "history": turns("?", "The toll of Lund fell to nothing in 1711 after a riot. [1]")}
    )
    assert none.notice == ENGLISH.hangs_none
    assert none.text.startswith("Holt (1999), p. 32: The toll of Lund fell")


def test_what_was_said_is_not_said_again_to_who_else(chain: Chain) -> None:
    others = ("The guild of smiths refused the toll of Lund.", "The toll of Lund fell to nothing in 1711 after a riot.")
    found = chain.invoke({"question": "What else of the toll of Lund?", "history": turns(ASKED, f"{SAID} [1]")})
    assert SAID not in found.text
    assert any(other in found.text for other in others)


def test_a_follow_up_prefers_the_document_of_the_answer_before(chain: Chain) -> None:
    alone = chain.invoke("What was there in Lund in 1711?")
    history_ = turns("What was there in Lund in 1702?", f"{SAID} [1]")
    after = chain.invoke({"question": "And in 1711?", "history": history_})
    assert after.standalone_question == alone.question
    assert alone.citations[0].document == MILLS.id
    assert after.citations[0].document == TOLLS.id


def test_without_a_model_it_is_said_that_an_answer_cannot_be_reworded(chain: Chain) -> None:
    found = chain.invoke({"question": "In one sentence, please", "history": turns(ASKED, f"{SAID} [1]")})
    assert found.text == prompts.NO_REWRITING
    assert not found.answered


def passage(document: Document, score: float) -> Passage:
    chunk = Chunk(id=document.id, document=document.id, kind=ChunkKind.BODY, start=0, end=9, text=document.text[:9])
    return Passage(chunk, score, document.source, document.metadata)


def test_a_preference_orders_and_makes_no_passage_a_better_answer() -> None:
    ranked = (passage(MILLS, 3.0), passage(TOLLS, 2.5))
    moved = retrieval.preferring(ranked, {TOLLS.id}, 1.0)
    assert [(p.chunk.document, p.score) for p in moved] == [(TOLLS.id, 2.5), (MILLS.id, 2.0)]
    assert [p.chunk.document for p in retrieval.preferring(ranked, {TOLLS.id}, 0.1)] == [MILLS.id, TOLLS.id]
    assert retrieval.preferring(ranked, (), 1.0) == ranked


@pytest.mark.parametrize(
    "question",
    ["Where was it?", "Where is it written?", "Where did he say that?", "Is it true?", "What is the evidence for it?"],
)
def test_a_question_of_the_thing_is_none_of_the_answer(question: str) -> None:
    assert not asks_where(question)
    assert not asks_sure(question)


@pytest.mark.parametrize(
    "question", ["In Japan?", "In Latin?", "Summarise it", "Translate the treaty", "in three towns"]
)
def test_a_place_or_a_work_is_no_form_of_the_answer(question: str) -> None:
    assert not asks_rewriting(question)


def test_more_and_notes_are_heard_as_such() -> None:
    assert asks_another("Who else signed it?")
    assert not asks_another("And on the other hand?")
    assert asks_note("which source does it cite?")
    assert not asks_note("What does note 4 say?")
    assert all(
        map(asks_rewriting, ("Shorter, please", "translate that into French", "Can you put it in simpler terms?"))
    )
