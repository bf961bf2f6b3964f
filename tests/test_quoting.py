"""Answers with no model: the fewest sentences, whole thoughts, and what isn't quoted."""

from dataclasses import replace
from typing import Any

from assistant.chain import build_chain
from tests.asking import PLAIN, ask
from tests.fakes import FakeLibrary, ScriptedReranker, make_document


def test_a_sentence_that_leans_brings_the_one_before_it() -> None:
    document = make_document(
        "The harbour of Lisse was the pride of the province. However, silt made the merchants leave. Birds came."
    )
    answer = ask("Why did the merchants leave because of silt?", document)
    quotes = [citation.quote for citation in answer.citations]
    assert quotes[0].startswith("The harbour of Lisse was")
    assert quotes[1].startswith("However")
    assert not any("Birds" in quote for quote in quotes)


def test_an_item_brings_the_sentence_that_says_what_is_counted() -> None:
    document = make_document("Two causes are named. The second, which most prefer, is the silting of the river.")
    answer = ask("Is the silting of the river a cause?", document)
    assert answer.citations[0].quote == "Two causes are named."


def test_a_question_in_a_document_is_no_answer() -> None:
    document = make_document(
        "Why did the harbour of Lisse close? The harbour of Lisse closed when the river silted up."
    )
    answer = ask("Why did the harbour of Lisse close?", document)
    assert [citation.quote for citation in answer.citations] == [
        "The harbour of Lisse closed when the river silted up."
    ]


def test_a_sentence_that_only_says_what_the_work_asks_comes_last() -> None:
    promise, answering = (
        "This article asks why the project was stopped.",
        "The project was stopped as the money ran out.",
    )
    answer = ask("Why was the project stopped?", make_document(f"{promise}\n\n{answering}"))
    assert answer.citations[0].quote == answering


def test_a_sentence_word_for_word_is_supported_whatever_else_its_source_seems_to_say() -> None:
    glued = make_document("Resolution 33141 of 1974 did not bind the harbour of Lisse.[^1]\n\n[1] Note.", notes=True)
    [marker] = glued.notes[0].markers
    at = glued.text.index("33141") + 4
    marked = replace(glued, notes=(replace(glued.notes[0], markers=(replace(marker, start=at, end=at + 1),)),))
    answer = ask("Which resolution of 1974 did not bind the harbour of Lisse?", marked)
    assert answer.answered and any("Resolution 3314 of 1974" in claim.text for claim in answer.claims)
    assert all(claim.verdict.value == "supported" for claim in answer.claims)


def test_what_stands_in_no_document_is_said() -> None:
    document = make_document("The harbour of Lisse closed because the river silted up.")
    answer = ask("Why did Rotterdam close the harbour in 2005?", document)
    assert not answer.answered
    assert "Rotterdam" in answer.text or "2005" in answer.text
    assert "{" not in answer.text


def test_another_reranker_can_be_put_in() -> None:
    library: Any = FakeLibrary(make_document("Alpha is first. Beta is second."))
    prefers = ScriptedReranker(lambda _, text: 9.0 if "Beta" in text else 5.0)
    answer = build_chain(library, PLAIN, reranker=prefers).invoke("Which is second, Beta?")
    assert answer.citations[0].quote == "Beta is second."


def test_what_the_sentence_before_points_back_to_comes_too() -> None:
    document = make_document(
        "A barge sank at Lisse in 1874. The toll was due on that very day. It was never paid. Birds came."
    )
    answer = ask("Why was it never paid?", document, least=0.0)
    assert [citation.quote for citation in answer.citations][:3] == [
        "A barge sank at Lisse in 1874.",
        "The toll was due on that very day.",
        "It was never paid.",
    ]
