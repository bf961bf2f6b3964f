"""Questions of several parts: each part is searched, assessed and answered by itself."""

from dataclasses import replace

import pytest

from assistant.citing import citation
from assistant.questions import analysis as questions
from assistant.questions.set_beside import without_names
from assistant.quotes import leads
from assistant.quotes.leads import of_type
from ingest.document import Block, BlockKind, InTextCitation
from tests.asking import ask
from tests.fakes import make_document

HARBOUR = make_document(
    "# Harbour\n\nThe harbour of Lisse was founded in 1412 and closed in 1931.\n\n"
    "Anna Vries led the guild of drapers for years.\n\nThe five duties of the guild are these. It kept the quay. "
    "It fed the poor. It paid the watch.",
    source="harbour.txt",
)


@pytest.mark.parametrize(
    ("question", "second"),
    [
        (
            "Who led the revival of the guild and when did it come about?",
            "when did the revival of the guild come about?",
        ),
        ("How many ships did Lisse have in 1400, and how many has it now?", "how many ships has Lisse now?"),
        ("Which minister resigned in 1902 and which one spoke in 1905?", "which minister spoke in 1905?"),
        ("When did the Lisse guilds meet, and who fed their poor?", "who fed Lisse’s poor?"),
        ("Who opened Lisse, and since when has Bremen sent it ships?", "since when has Bremen sent Lisse ships?"),
        (
            "What toll does Korver propose for ships and how much would it bring in?",
            "how much would the toll for ships bring in (Korver)?",
        ),
        ("Which law did Smit draft and when was it passed?", "when was the law passed (Smit)?"),
        ("Which bank lent the money to Lisse and what did it ask?", "what did the bank ask (Lisse)?"),
        ("How many ships did Lisse send and when did they return?", "when did the ships return (Lisse)?"),
        ("What was the purpose of the weir and when was it built?", "when was the weir built?"),
        ("What is the pact of Lisse and when was it signed?", "when was the pact of Lisse signed?"),
        ("What did Korver argue and how was it received?", "how was what Korver argued received?"),
        ("When did Korver die and how was it reported?", "how was it reported (Korver)?"),
        ("Which book did Korver write and where was she born?", "where was Korver born?"),
        ("Which towns did the league admit and when was it dissolved?", "when was the league dissolved?"),
        (
            "The guild split the tolls. What was the aim of this split and when was it made?",
            "The guild split the tolls. when was this split made?",
        ),
        ("In which year did the mill open and when did it close?", "when did the mill close?"),
    ],
)
def test_the_second_part_is_filled_from_the_first(question: str, second: str) -> None:
    assert questions.ask(question).parts[1] == second


def test_what_one_sentence_answers_twice_is_cited_once() -> None:
    answer = ask("When was the harbour of Lisse founded, and when was it closed?", HARBOUR)
    assert [citation.quote for citation in answer.citations] == [
        "The harbour of Lisse was founded in 1412 and closed in 1931."
    ]
    assert of_type(questions.ask("When was it founded?"), answer.citations[0].quote) == ["1412", "1931"]


def test_the_part_that_can_be_answered_is_and_the_other_is_named() -> None:
    answer = ask("When was the harbour of Lisse founded, and why did Utrecht bombard Zwolle?", HARBOUR)
    assert answer.answered
    assert "1412" in answer.text
    assert answer.notice == "No answer was found to “why did Utrecht bombard Zwolle?”."


def test_where_several_are_asked_for_the_list_of_them_leads() -> None:
    league = make_document(
        "Lisse was the first to sign.\n\nThe league brings together Bremen, Riga, Zwolle and Lisse.",
        source="league.txt",
    )
    answer = ask("Which towns make up the league?", league)
    assert answer.text.startswith("Bremen, Riga, Zwolle and Lisse. [1]")
    assert not questions.ask("Which town of the league was first?").several
    asked = questions.ask("Which countries make up the league?")
    assert leads.enumerated(asked, "Ministers Suga and Kishida spoke for the US, Japan, India and Chile.") == (
        "the US, Japan, India and Chile"
    )
    assert leads.enumerated(asked, "Ministers Suga and Kishida spoke.") is None
    assert leads.enumerated(questions.ask("Which towns joined Riga and Bremen?"), "Riga and Bremen met.") is None


def test_a_question_of_which_no_part_can_be_answered_is_refused() -> None:
    assert not ask("When did Zwolle burn, and why did Utrecht bombard Deventer?", HARBOUR).answered


def test_what_a_sentence_announces_follows_it() -> None:
    answer = ask("What are the five duties of the guild?", HARBOUR)
    assert "It kept the quay." in answer.text
    assert "It paid the watch." in answer.text


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What do Vries and Jansen say about the harbour?", "the harbour"),
        ("How do Vries and Jansen describe the fall of Lisse?", "the fall of Lisse"),
        ("How do Vries and Jansen differ on the size of the fleet?", "the size of the fleet"),
    ],
)
def test_a_comparison_is_searched_by_what_it_compares_on(question: str, topic: str) -> None:
    assert without_names(question, frozenset({"vries", "jansen"})) == topic


def test_a_citation_gives_the_reference_behind_an_author_year_citation() -> None:
    text = "The harbour closed (Vries 1999, 4).\n\nVries, Anna. 1999. Lisse. Delft."
    document = make_document(text)
    cited, entry = text.index("Vries 1999, 4"), text.index("Vries, Anna")
    blocks = (document.blocks[0], Block(BlockKind.REFERENCE, entry, len(text)))
    found = InTextCitation(cited, cited + len("Vries 1999, 4"), (1,), "4")
    document = replace(document, blocks=blocks, in_text_citations=(found,))
    shown = citation(document, 0, text.index("\n"), 1).to_json()["references"]
    assert shown == [{"text": "Vries 1999, 4", "locator": "4", "full_reference": "Vries, Anna. 1999. Lisse. Delft."}]
    unsure = replace(document, in_text_citations=(replace(found, entries=(0, 1)),))
    assert citation(unsure, 0, text.index("\n"), 1).references[0].full_reference is None


def test_more_questions_at_once_than_can_be_answered_are_not_searched() -> None:
    said = ask(" ".join(f"Why did Lisse pay Bremen in {year}?" for year in range(1400, 1440)), HARBOUR)
    assert not said.answered
    assert said.text == "These are 40 questions at once: please ask up to 12."
    assert not said.nearest


def test_what_two_do_to_each_other_is_one_question() -> None:
    question = "Which book helped Lisse and Bremen understand each other better?"
    assert questions.ask(question).parts == (question,)
    assert len(questions.ask("What did Lisse and Bremen each spend on quays?").parts) == 2
