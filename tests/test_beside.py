"""A sentence that only repeats the question is answered with its neighbour."""

import pytest

from assistant.questions import analysis as questions
from assistant.quotes.beside import beside, explaining, itemised
from tests.asking import ask
from tests.fakes import make_document

SHUT = make_document(
    "Silt had filled the channel of Lisse by then. The weir was shut in November 1902. Barges were sold. Nobody came."
)


def found(question: str, at: int = 1) -> str | None:
    one = beside(questions.ask(question), SHUT, SHUT.sentences[at])
    return SHUT.text[one.start : one.end] if one else None


@pytest.mark.parametrize(
    ("question", "neighbour"),
    [
        ("What lay behind the shutting of the weir in 1902?", "Silt had filled the channel of Lisse by then."),
        ("Why was the weir shut?", "Silt had filled the channel of Lisse by then."),
        ("What happened before the weir was shut?", "Silt had filled the channel of Lisse by then."),
        ("What happened after the weir was shut?", "Barges were sold."),
        ("What did the guild do next, after the weir was shut?", "Barges were sold."),
        ("How was the shutting of the weir received?", "Barges were sold."),
        ("What about the weir that was shut?", "Barges were sold."),
    ],
)
def test_the_neighbour_answers_what_came_next_before_or_lay_behind(question: str, neighbour: str) -> None:
    assert found(question) == neighbour


@pytest.mark.parametrize(
    "question",
    [
        "When was the weir shut?",
        "Was the weir shut in 1902?",
        "Why did the guild sell its barges in Bremen?",
        "What happened to the channel?",
    ],
)
def test_where_the_sentence_answers_or_is_of_something_else_nothing_is_added(question: str) -> None:
    assert found(question) is None


def test_the_neighbour_that_gives_the_reason_is_the_answer_to_why() -> None:
    document = make_document("Barges were sold. The weir was shut. This was because silt had filled it.")
    one = beside(questions.ask("Why was the weir shut?"), document, document.sentences[1])
    assert one is not None and document.text[one.start : one.end].startswith("This was because")


def test_what_goes_on_by_itself_or_has_a_figure_of_its_own_says_more() -> None:
    document = make_document(
        "The weir was shut, and the guild sold barges, cranes, ropes and sails to Bremen. It rained. "
        "The weir cost 40 guilders. Did it rain? Birds came."
    )
    first, _, third, *_ = document.sentences
    assert beside(questions.ask("What happened after the weir was shut?"), document, first) is None
    assert beside(questions.ask("What about the cost of the weir in guilders?"), document, third) is None


def test_what_was_suggested_may_be_told_at_any_length_before_how_it_was_received() -> None:
    document = make_document(
        "In July 1902 Vries suggested that the weir be shut for barges, cranes, ropes, rafts and sails from Bremen. "
        "Nobody liked it."
    )
    one = beside(
        questions.ask("How was the suggestion of Vries of July 1902 received?"), document, document.sentences[0]
    )
    assert one is not None and document.text[one.start : one.end] == "Nobody liked it."


def test_a_question_beside_it_is_no_answer() -> None:
    document = make_document("The weir was shut. Who knows what followed?")
    assert beside(questions.ask("What happened after the weir was shut?"), document, document.sentences[0]) is None


def test_both_stand_in_the_answer_in_their_order() -> None:
    answer = ask("What lay behind the shutting of the weir?", SHUT, least=0.0)
    assert [citation.quote for citation in answer.citations] == [
        "Silt had filled the channel of Lisse by then.",
        "The weir was shut in November 1902.",
    ]


def test_a_part_of_a_joined_question_is_answered_beside_its_sentence() -> None:
    answer = ask("When was the weir shut, and what happened after the weir was shut?", SHUT, least=0.0)
    assert [citation.quote for citation in answer.citations][:2] == [
        "The weir was shut in November 1902.",
        "Barges were sold.",
    ]


@pytest.mark.parametrize("question", ["What does Vries mean by a dry weir?", "What is a dry weir?"])
def test_the_second_half_of_a_definition_stands_beside_the_first(question: str) -> None:
    document = make_document("A dry weir is one that holds no water. But it has all the rights of a weir. Birds came.")
    first, second, _ = document.sentences
    assert beside(questions.ask(question), document, first) == second
    assert beside(questions.ask(question), document, second) is None
    assert beside(questions.ask("What is the name of the dry weir that was built in 1902?"), document, first) is None


RECEPTION = make_document(
    "In July 1902 Vries suggested that the weir be shut for barges, cranes, ropes and sails. The reception was cool. "
    "The guild preferred its mills, and Bremen did not like strangers. It rained."
)


@pytest.mark.parametrize(
    "question",
    [
        "How was the suggestion of Vries of July 1902 received, and for what reasons?",
        "Why was the suggestion of Vries of July 1902 received coolly?",
    ],
)
def test_a_verdict_of_a_few_words_is_followed_by_what_explains_it_where_a_reason_is_asked_for(question: str) -> None:
    quotes = [citation.quote for citation in ask(question, RECEPTION, least=0.0).citations]
    assert quotes[:3] == [RECEPTION.text[one.start : one.end] for one in RECEPTION.sentences[:3]]


def test_a_verdict_alone_answers_how_something_was_received_whatever_the_manner() -> None:
    first, second, third, _ = RECEPTION.sentences
    for manner in ("", " warmly", " well"):
        asked = questions.ask(f"How{manner} was the suggestion of Vries of July 1902 received?")
        assert beside(asked, RECEPTION, first) == second
        assert explaining([asked], RECEPTION, second) is None
    why = questions.ask("Why was the suggestion received coolly?")
    assert explaining([why], RECEPTION, second) == third
    assert explaining([why], RECEPTION, third) is None


def test_what_tells_why_it_was_received_so_needs_no_neighbour() -> None:
    document = make_document("The suggestion of Vries was received coolly because of its cost. Barges were sold.")
    why = questions.ask("Why was the suggestion of Vries received coolly?")
    assert beside(why, document, document.sentences[0]) is None


def test_a_verdict_that_gives_its_reason_or_ends_its_paragraph_is_followed_by_nothing() -> None:
    document = make_document("It fell because of silt. Barges were sold. Why so?\n\nThe end came. ")
    first, sold, *_ = document.sentences
    why = questions.ask("Why did it fall?")
    assert explaining([why], document, first) is None
    assert explaining([why], document, sold) is None
    assert explaining([why], document, document.sentences[-1]) is None


TWO = "The pact could have grown. But the two banks that lend most stood aside. {} {} It rained."


@pytest.mark.parametrize(
    ("first", "second", "many"),
    [
        ("Bremen had no money.", "And, Lisse had no mind to pay.", 2),
        ("Bremen had no money.", "Bremen had no mind to pay.", 0),  # one of them alone
        ("Nobody had money.", "Lisse had no mind to pay.", 0),
        ("Most had no money.", "Lisse had no mind to pay.", 0),  # "most" is no name
        ("Bremen had no money.", "\n\nLisse had no mind to pay.", 0),  # in another paragraph
    ],
)
def test_what_a_sentence_counts_and_leaves_unnamed_is_named_right_behind_it(first: str, second: str, many: int) -> None:
    document = make_document(TWO.format(first, second))
    counting = next(one for one in document.sentences if "two banks" in document.text[one.start : one.end])
    place = document.sentences.index(counting)
    found = itemised([questions.ask("Why did the pact not grow?")], document, counting)
    assert found == document.sentences[place + 1 : place + 1 + many]
    assert itemised([questions.ask("Did the pact grow?")], document, counting) == ()
