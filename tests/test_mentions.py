"""Which documents mention a thing: counted sentence by sentence, and said of those that don't."""

import pytest

from assistant.lookups.mentions import Mention, asked_for, sentences_with
from ingest.document import Metadata
from tests.asking import ask
from tests.fakes import make_document

VRIES = make_document(
    "The Lisse Pact was signed in 1802. It made the Lisse Pact a law.\n\nThe tolls were low. Lisse was rich.",
    source="vries.txt",
    metadata=Metadata(title="Lisse", authors=("Anna Vries",), year=1999),
)
SMIT = make_document(
    "Nobody paid the toll.\n\nBremen broke the Lisse Pact.",
    source="smit.txt",
    metadata=Metadata(title="Ruin", authors=("Ben Smit",), year=2001),
)
JANSEN = make_document(
    "The walls were strong.",
    source="jansen.txt",
    metadata=Metadata(title="Walls", authors=("Carla Jansen",), year=1990),
)


@pytest.mark.parametrize(
    ("question", "topic", "subject"),
    [
        ("Which documents mention the Lisse Pact?", "Lisse Pact", ""),
        ("Which of the two authors writes about tolls?", "tolls", ""),
        ("Which of my articles deal with the toll?", "toll", ""),
        ("Who among the authors discusses the toll?", "toll", ""),
        ("In which documents is the Lisse Pact mentioned?", "Lisse Pact", ""),
        ("In how many of the texts does the word “toll” occur?", "toll", ""),
        ("Do any of the documents mention the toll?", "toll", ""),
        ("Is the toll mentioned anywhere?", "toll", ""),
        ("Are there any mentions of the toll?", "toll", ""),
        ("List the documents that mention the toll.", "toll", ""),
        ("Does Smit mention the toll?", "toll", "Smit"),
        ("How often does Smit refer to the toll?", "toll", "Smit"),
        ("Is the toll mentioned in the Lisse article?", "toll", "the Lisse article"),
        ("How many times is the toll mentioned by Smit?", "toll", "Smit"),
    ],
)
def test_mentions_of_a_thing_are_asked_for(question: str, topic: str, subject: str) -> None:
    assert asked_for(question) == Mention(topic, subject)


@pytest.mark.parametrize(
    "question",
    [
        "Which article deals with the use of force?",
        "Which chapter covers tolls?",
        "Which report discusses the toll?",
        "Does Smit discuss why the toll failed?",
        "Does Smit mention that Bremen broke the pact?",
        "Does Smit treat the toll as a tax?",
        "What does Smit say about the toll?",
        "How often did ships sail to Riga?",
        "Which towns does Smit mention?",
        "Who wrote about the toll in 1802?",
        "Does it mention them?",
    ],
)
def test_other_questions_ask_for_no_mentions(question: str) -> None:
    assert asked_for(question) is None


def test_the_documents_that_mention_it_come_most_often_first_and_the_silent_one_is_named() -> None:
    answer = ask("Which documents mention the Lisse Pact?", SMIT, JANSEN, VRIES)
    assert answer.text == (
        "Vries (1999), 2×: The Lisse Pact was signed in 1802. [1] Smit (2001), 1×: Bremen broke the Lisse Pact. [2]"
    )
    assert answer.notice is not None and answer.notice.endswith("“Lisse Pact” stands nowhere in Jansen (1990).")
    for citation, document in zip(answer.citations, (VRIES, SMIT), strict=True):
        assert document.text[citation.start : citation.end] == citation.quote


def test_whether_one_document_mentions_it_is_told_of_that_one_alone() -> None:
    assert ask("Does Smit mention the toll?", SMIT, JANSEN, VRIES).text == "Smit (2001), 1×: Nobody paid the toll. [1]"
    silent = ask("Does Jansen mention the toll?", SMIT, JANSEN, VRIES)
    assert not silent.answered and silent.notice == "“toll” stands nowhere in Jansen (1990)."


def test_what_no_document_mentions_is_said_to_stand_in_none() -> None:
    answer = ask("Which documents mention the windmill?", SMIT, JANSEN, VRIES)
    assert not answer.answered and answer.notice == "“windmill” stands in none of them."


def test_a_sentence_mentions_words_in_any_form_and_a_name_as_a_whole() -> None:
    assert len(sentences_with("toll", VRIES)) == len(sentences_with("tolls", VRIES)) == 1
    assert len(sentences_with("Lisse Pact", VRIES)) == 2
    assert len(sentences_with("Lisse", VRIES)) == 3


def test_what_only_a_heading_has_is_not_said_to_stand_nowhere() -> None:
    headed = make_document("# The Dredger\n\nSilt came.", source="headed.md")
    answer = ask("Which documents mention the dredger?", headed, VRIES)
    assert answer.text.startswith("headed.md, 1×: # The Dredger")
    assert answer.notice is not None and answer.notice.endswith("“dredger” stands nowhere in Vries (1999).")


def test_what_one_author_says_of_a_thing_that_others_have_is_refused_for_that_one_alone() -> None:
    answer = ask("What does Jansen say about Bremen?", SMIT, JANSEN, VRIES)
    assert not answer.answered
    assert answer.text.endswith("“Bremen” stands nowhere in Jansen (1990).")
