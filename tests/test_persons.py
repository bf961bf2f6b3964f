"""Who is asked for is told by a name: no pronoun, no place; "he" is the one whom the sentence before names."""

from typing import Any

import pytest

from assistant.answer import Answer
from assistant.chain import build_chain
from assistant.protocols import Reading
from assistant.questions import analysis as questions
from assistant.questions.analysis import Wants
from assistant.quotes import leads
from assistant.quotes.persons import agents, person_meant
from assistant.settings import Settings
from ingest.document import Document
from tests.fakes import FakeLibrary, OverlapReranker, make_document
from tests.test_rereading import ScriptedReader

PLAIN = Settings(judge="none", reader=False, min_confidence=0.0)


def ask(question: str, document: Document, reader: Any = None) -> Answer:
    library: Any = FakeLibrary(document)
    return build_chain(library, PLAIN, reranker=OverlapReranker(), reader=reader).invoke(question)


def meant(text: str) -> str | None:
    document = make_document(text)
    found = person_meant(document, document.sentences[-1])
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Vries replied in 1902. She held that the mole was a mistake.", "Anna Vries"),
        ("In that year Smit replied. The mole, he argued, was a mistake.", "Smit"),
        ("The mole was, as Smit had said, old. Smit replied. It rained. He held it a mistake.", "Smit"),
        ("Jan Korver, the ablest of them, saw the fault. He got as far as the weir.", "Jan Korver"),
    ],
)
def test_he_or_she_is_who_did_something_in_the_nearest_sentence_before(text: str, name: str) -> None:
    assert meant(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Anna Vries replied to Smit. The guild says that Smit saw it. It was, as Korver said, late when he came.",
        "Vries wrote, and in 1902 Anna Smit replied as Jan Korver had asked. He held it a mistake.",
        "Three things must be granted to him. He held it a mistake.",
        "Merchants left the town. He held it a mistake.",
        "The book lay in the library of Lisse. He held it a mistake.",
        "# Vries\n\nVries wrote of it, and so did Anna Vries.\n\n# Lisse\n\nHe held it a mistake.",
    ],
)
def test_where_it_may_be_more_than_one_or_none_nobody_is_meant(text: str) -> None:
    assert meant(text) is None


def test_who_does_something_is_no_place_and_nobody_of_whom_something_is_done() -> None:
    assert agents("In 1902 Anna Vries wrote to Jan Korver of the mole near Lisse.") == ("Anna Vries",)
    assert agents("Bremen and Japan signed it.") == ()


DOCUMENT = make_document("Anna Vries replied in a book. The mole, she argued, is a mistake of the guild. Birds came.")


@pytest.mark.parametrize("reader", [None, ScriptedReader("she")])
def test_the_name_leads_and_its_sentence_is_cited(reader: Any) -> None:
    answer = ask("Who argued that the mole is a mistake of the guild?", DOCUMENT, reader)
    quotes = [citation.quote for citation in answer.citations]
    assert quotes == ["Anna Vries replied in a book.", "The mole, she argued, is a mistake of the guild."]
    assert answer.text.startswith("Anna Vries. [1]") is (reader is not None)


def test_he_leads_where_the_sentence_begins_with_it() -> None:
    document = make_document("Jan Korver replied in a book. He called the mole a mistake of the guild. Birds came.")
    assert ask("Who called the mole a mistake of the guild?", document).text.startswith("Jan Korver. [1]")


@pytest.mark.parametrize(
    ("sentence", "span", "words"),
    [
        ("The letter was found in 1902 in the library of Lisse.", "Lisse", None),
        ("The letter was found in Lisse by the mayor.", "Lisse", None),
        ("The letter was found in Lisse by the mayor.", "the mayor", "the mayor"),
        ("He found the letter in the library.", "He", None),
        ("The mole, he said, is old.", "he said, is old", None),
        ("It was found by Anna Vries.", "Anna Vries", "Anna Vries"),
    ],
)
def test_a_place_a_pronoun_or_a_clause_is_no_person(sentence: str, span: str, words: str | None) -> None:
    start = sentence.index(span)
    reading = Reading(0.9, start, start + len(span))
    assert leads.lead(questions.ask("Who found the letter?"), sentence, reading) == words


@pytest.mark.parametrize("question", ["What does the author argue?", "What did the king sign?"])
def test_what_a_person_does_asks_for_no_person(question: str) -> None:
    assert questions.ask(question).wants is not Wants.PERSON
    assert questions.ask("Which author signed it?").wants is Wants.PERSON
