"""Questions set right by the next turn."""

import pytest

from assistant.answer import Turn
from assistant.conversation import by_rules, leans
from assistant.follow_ups.correcting import correction


def told(*said: str) -> list[Turn]:
    return [Turn("user" if i % 2 == 0 else "assistant", text) for i, text in enumerate(said)]


@pytest.mark.parametrize(
    ("asked", "answer", "question", "expected"),
    [
        # a name for a name of its kind, a year for a year, an object for that of the same preposition
        (
            "When did Count Odo burn Ostby?",
            "In 1201 [1].",
            "No, I meant Roger Varn.",
            "When did Roger Varn burn Ostby?",
        ),
        ("When did Ines Roth visit Kolm?", "In 1920 [1].", "No, Riga", "When did Ines Roth visit Riga?"),
        (
            "Where did Bishop Arn meet the envoys?",
            "At Lund [1].",
            "sorry, I mean Bishop Tor",
            "Where did Bishop Tor meet the envoys?",
        ),
        (
            "When did Sweden sign the Kolm Treaty?",
            "In 1455 [1].",
            "No - Denmark",
            "When did Denmark sign the Kolm Treaty?",
        ),
        (
            "What did the Danes do at Ostby in 1201?",
            "They burned it [1].",
            "I meant in 1217",
            "What did the Danes do at Ostby in 1217?",
        ),
        ("How many ships sailed in 1455?", "Nine [1].", "sorry, 1465", "How many ships sailed in 1465?"),
        ("What did Roth say about dams?", "They leak [1].", "No, about canals", "What did Roth say about canals?"),
        (
            "When was the mill at Lund built?",
            "In 1802 [1].",
            "I meant the one at Riga",
            "When was the mill at Riga built?",
        ),
        (
            "When was the mill at Lund built?",
            "In 1802 [1].",
            "Actually, I meant the forge",
            "When was the forge at Lund built?",
        ),
        ("What did Ines Roth say?", "Little [1].", "I meant the Kolm Dam", "What did Ines Roth say (the Kolm Dam)?"),
        (
            "Why did the bill of 1990 fail?",
            "It was late [1].",
            "I meant the bill of 1992",
            "Why did the bill of 1992 fail?",
        ),
        ("Why did the bill fail?", "It was late [1].", "I mean the bill on tolls", "Why did the bill on tolls fail?"),
        (
            "How many died in the siege of Lund?",
            "Nine [1].",
            "I meant the siege of Kolm",
            "How many died in the siege of Kolm?",
        ),
        (
            "Who won the battle of Sorn?",
            "The Danes [1].",
            "the second one, I mean",
            "Who won the second battle of Sorn?",
        ),
        ("Which king signed the pact?", "Olaf [1].", "Sorry, which bishop?", "Which bishop signed the pact?"),
        # one in the place of the other
        ("What did Hale think of the levy?", "Little [1].", "not Hale, Brandt", "What did Brandt think of the levy?"),
        ("What did Ada Hale write?", "A book [1].", "Not Hale but Brandt.", "What did Brandt write?"),
        ("When did Ines Roth visit Kolm?", "In 1920 [1].", "I said Riga, not Kolm", "When did Ines Roth visit Riga?"),
        (
            "What did Hale think of the levy?",
            "Hale thought it unjust [1].",
            "I asked about the toll, not the levy",
            "What did Hale think of the toll?",
        ),
        ("Why did the dam fail?", "It leaked [1].", "the lock, not the dam", "Why did the lock fail?"),
        # the second: of a thing, of what has a first, of a deed
        (
            "Who won the battle of Sorn?",
            "The Danes [1].",
            "I meant the second one",
            "Who won the second battle of Sorn?",
        ),
        (
            "Who won the great battle of Sorn?",
            "The Danes [1].",
            "I mean the third battle",
            "Who won the third great battle of Sorn?",
        ),
        (
            "What did Hale argue in her first pamphlet?",
            "That tolls ruin trade [1].",
            "Sorry, I mean her second pamphlet",
            "What did Hale argue in her second pamphlet?",
        ),
        (
            "When did the Danes raid Ostby?",
            "In 1201 [1].",
            "no, I meant the third one",
            "When did the Danes raid Ostby for the third time?",
        ),
        # the other of two
        ("How high is the left tower?", "40 m [1].", "the other one", "How high is the right tower?"),
        (
            "When did Ada Holt resign?",
            "Ada Holt resigned in 1911, and Ben Krüger followed [1].",
            "No, the other one.",
            "When did Ben Krüger resign?",
        ),
        # a question of its own
        (
            "When did the guild leave the Levant League?",
            "In 1807 [1].",
            "No, when did Denmark join it?",
            "When did Denmark join the Levant League?",
        ),
        ("Who led the guild?", "Ada Holt [1].", "Sorry, what did Norway pay?", "What did Norway pay?"),
        # what can't be put in its place keeps the question
        ("When did Ada Holt resign?", "On 3 May [1].", "I mean the year", "When did Ada Holt resign (the year)?"),
    ],
)
def test_what_is_meant_takes_its_place_in_the_question_before(
    asked: str, answer: str, question: str, expected: str
) -> None:
    assert leans(question)
    assert by_rules(question, told(asked, answer)) == expected


def test_a_correction_is_of_the_last_question_that_asks_something() -> None:
    history = told(
        "When did Sweden sign the Kolm Treaty?", "In 1455 [1].", "No, Denmark", "In 1460 [1].", "thanks!", "Yes."
    )
    assert by_rules("I meant Norway", history) == "When did Norway sign the Kolm Treaty?"


@pytest.mark.parametrize(
    "question",
    [
        "Why did Hale, not Brandt, write the letter?",
        "Not because of the levy?",
        "Not in 1911, surely?",
        "Not a single clerk disagreed, right?",
        "No Danish ships in the harbour?",
        "no, it was in 1912",
        "No, thanks.",
        "Not really, tell me about the dam",
        "I said so",
        "Sorry?",
        "When was the second one built?",
        "Is it the second one?",
        "Japan did not join the League",
    ],
)
def test_what_says_more_or_asks_anew_corrects_nothing(question: str) -> None:
    assert correction(question) is None
