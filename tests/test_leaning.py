"""What a sentence can't be read without: the one it leans on, but not what a mere "However" joins it to."""

import pytest

from assistant.questions import analysis as questions
from assistant.quotes.leaning import needs, whole_thought
from tests.fakes import make_document

BEFORE = "The harbour of Lisse was the pride of the province."


@pytest.mark.parametrize(
    "text",
    [
        "However, it silted up.",
        "However, silt made the merchants leave.",
        "However, Bremen never agreed to this toll.",
        "As a result, they left Lisse for Bremen.",
        "It was closed in 1931.",
        "These tolls were raised in Bremen.",
        "There too the guild of Bremen had a quay.",
        "The latter was built by Bremen.",
        "It was hard to reach by land.",
        "It was easy to see from the sea.",
        "Critics called it a waste of good stone.",
        "Some still call them the finest quays of the coast.",
        "Although it worked for a time, this plan was costly.",
        "When they came to Lisse, their ships were burnt.",
        "The conclusion reached was that Bremen should pay.",
        "A league of four towns in which it had a vote would.",
        "The guild of Bremen did not.",
        "We think the connection weaker than it looks.",
        "I incline to the third answer.",
    ],
)
def test_a_sentence_that_points_back_needs_the_one_before(text: str) -> None:
    assert needs(text, BEFORE)


@pytest.mark.parametrize(
    "text",
    [
        "However, the guild of Bremen left because its ships were too large.",
        "However, while some towns grew, Bremen lost half of its ships.",
        "Similarly, in 1902 Bremen raised the toll.",
        "As a result, Bremen has been met with some doubt.",
        "It was not until 1931 that the harbour closed.",
        "It is often said that the silt came first.",
        "There are three objections.",
        "Ships came.",
        "It is nearly impossible to know how many ships came.",
        "It remains unclear who paid for the quay.",
        "It is worth noting that Bremen paid.",
        "Many thought it necessary to leave Lisse.",
        "Although it worked for a time, the plan of Bremen was costly.",
        "When he came to Lisse, Marsh burnt his ships.",
        "Critics of Bremen called the toll a waste.",
        "The result of the vote in Bremen was a new toll.",
        "Bremen paid more than Lisse did.",
        "We think the claim that Bremen paid a fable.",
        "I doubt the link between silt and decline in Bremen.",
        "Bremen asked what the toll was.",
        "Bremen left, as the other towns would.",
        "Nobody in Bremen knew how deep the silt really was.",
    ],
)
def test_a_sentence_that_says_what_it_speaks_of_does_not(text: str) -> None:
    assert not needs(text, BEFORE)


def test_a_pronoun_for_what_the_question_names_needs_nothing_before_it() -> None:
    before, text = "Lisse joined the league on 3 May 1902 as its ninth town.", "It had been kept out by the guilds."
    assert not needs(text, before, "Who kept Lisse out of the league?")
    assert needs(text, before, "Who kept the ninth town out?")
    assert needs("They had been kept out.", before, "Who kept Lisse out?")


def test_what_stands_before_however_is_needed_where_it_answers_half_of_the_question() -> None:
    text = "However, Bremen left because its ships were too large."
    assert needs(text, BEFORE, "Why did Bremen leave the pride of the province?")
    assert not needs(text, BEFORE, "Why did Bremen leave with its ships?")


def test_what_a_work_finds_needs_no_word_of_what_it_is_about() -> None:
    text = "It finds that the quay failed for want of money."
    assert not needs(text, "This paper follows the quay from its plan to its end.")
    assert needs(text, "The commission sat for two years in Lisse.")


def test_an_item_comes_after_what_announces_it_and_not_after_the_item_before() -> None:
    document = make_document("Three reasons are given. The first is cost. The second is silt. The third is war.")
    found = [document.text[one.start : one.end] for one in whole_thought(document, document.sentences[2])]
    assert found == ["Three reasons are given.", "The second is silt."]


def test_all_of_a_few_announced_answers_are_told_where_none_is_asked_for_by_itself() -> None:
    text = "Three answers are current. The first is fear. The second is greed. The third is habit. Nobody asked why."
    document = make_document(text)
    second = document.sentences[2]
    told = [
        document.text[s.start : s.end] for s in whole_thought(document, second, questions.ask("What did Lisse want?"))
    ]
    assert {"The first is fear.", "The second is greed.", "The third is habit."} <= set(told)
    one = [
        document.text[s.start : s.end] for s in whole_thought(document, second, questions.ask("What is the second?"))
    ]
    assert "The third is habit." not in one


def told(text: str, of: int, question: str) -> list[str]:
    document = make_document(text)
    found = whole_thought(document, document.sentences[of], questions.ask(question))
    return [document.text[one.start : one.end] for one in found]


RUN = (
    "In June the diet passed the Harbour Act. This law forbade foreign ships. This law also founded the pilots’ guild."
    " It met in Lisse."
)


def test_a_run_on_the_same_law_is_told_after_what_names_it() -> None:
    assert told(RUN, 2, "Who founded the pilots' guild?") == [
        "In June the diet passed the Harbour Act.",
        "This law also founded the pilots’ guild.",
    ]


def test_of_a_run_that_is_told_too_which_has_a_word_of_the_question() -> None:
    found = told(RUN, 2, "What else did the law that kept foreign ships out do?")
    assert found == RUN.split(" It met")[0].replace("Act. ", "Act.|").replace("ships. ", "ships.|").split("|")


def test_what_leans_on_one_sentence_alone_is_no_run() -> None:
    assert told(RUN, 3, "Where was the meeting?") == ["This law also founded the pilots’ guild.", "It met in Lisse."]


@pytest.mark.parametrize("text", ["As a result, he left for Bremen.", "He left for Bremen."])
def test_a_he_whom_the_question_names_needs_nothing_before_it(text: str) -> None:
    before = "In a hard winter, in which many ships were lost, Marsh sold the quay."
    assert not needs(text, before, "Where did Marsh go?")
    assert needs(text, before, "Where did the merchant go?")
    assert needs(text, "Quill sold the quay, and Marsh bought it.", "Where did Marsh go?")


def test_a_this_behind_a_colon_points_into_its_own_sentence() -> None:
    text = "However, the guild of Bremen lost its ships: this was the end of its trade."
    assert not needs(text, BEFORE, "What did the guild of Bremen lose?")
    assert needs("However, this guild of Bremen lost its ships.", BEFORE, "What did the guild of Bremen lose?")


def test_this_guild_needs_no_name_where_the_question_names_the_only_one() -> None:
    before, text = "Most towns had one, above all the Lisse Pilots Guild.", "This guild was headed by Anna Vries."
    assert not needs(text, before, "Who headed the Lisse Pilots Guild?")
    assert needs(text, before, "Who headed the guild of Lisse?")
    assert needs(text, "The Lisse Pilots Guild fought the Bremen Guild.", "Who headed the Lisse Pilots Guild?")


def test_an_it_that_is_not_asked_for_needs_no_name_where_the_sentence_has_all_else() -> None:
    before, text = "The watch of Lisse was large.", "It was led by Jan Marsh, until Anna Quill replaced him."
    assert not needs(text, before, "Who replaced Jan Marsh?")
    assert needs(text, before, "Who led the watch until Quill came?")
    assert needs("It replaced Jan Marsh in 1402.", before, "What replaced Jan Marsh in 1402?")
    assert needs("That is why the toll of Lisse was raised.", before, "Why was the toll of Lisse raised?")
    assert needs("They raised the toll in that year.", before, "Who raised the toll?")
