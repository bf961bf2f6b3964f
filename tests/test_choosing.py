"""Which sentences make the answer: the best, and others only where they add a part of it."""

from dataclasses import replace

import pytest

from assistant.questions import analysis as questions
from assistant.quotes.candidates import Candidate
from assistant.quotes.choosing import chosen, fewest
from tests.fakes import make_document

DOCUMENT = make_document(
    "The weir of Lisse was shut as silt had filled the river. Boats of the guild lay idle for years. "
    "The mill of Lisse went on grinding."
)
WEIR, BOATS, MILL = DOCUMENT.sentences
WEIR_TEXT = DOCUMENT.text[WEIR.start : WEIR.end]


def candidate(sentence: object, score: float, read: float = 0.0) -> Candidate:
    [found] = [one for one in DOCUMENT.sentences if one is sentence]
    return Candidate(DOCUMENT.id, found, DOCUMENT.text[found.start : found.end], score, read=read)


def picked(question: str, *candidates: Candidate) -> list[str]:
    return [one.text for one in fewest(questions.ask(question), candidates)]


def test_a_further_sentence_of_the_same_topic_is_left_out() -> None:
    weir, boats = candidate(WEIR, 6.0), candidate(BOATS, 4.5)
    assert picked("Why was the weir shut?", weir, boats) == [weir.text]


def test_a_further_sentence_that_may_answer_as_well_stays() -> None:
    weir, boats = candidate(WEIR, 6.0), candidate(BOATS, 5.5)
    assert picked("Why was the weir shut?", weir, boats) == [weir.text, boats.text]


def test_a_further_sentence_with_words_of_the_question_that_the_best_lacks_stays() -> None:
    weir, mill = candidate(WEIR, 6.0), candidate(MILL, 4.5)
    assert picked("Was the weir shut with the mill?", weir, mill) == [weir.text, mill.text]
    assert picked("Was the weir of Lisse shut?", weir, mill) == [weir.text]


@pytest.mark.parametrize("question", ["How do I shut the weir?", "How long was each shut?", "What can we do there?"])
def test_where_several_steps_or_things_are_asked_for_near_ones_stay(question: str) -> None:
    weir, boats = candidate(WEIR, 6.0), candidate(BOATS, 4.5)
    assert picked(question, weir, boats) == [weir.text, boats.text]


def test_a_further_sentence_that_only_follows_the_name_asked_about_is_left_out() -> None:
    weir, boats = candidate(WEIR, 6.0, read=5.0), candidate(BOATS, 5.0)
    assert picked("What was the weir of Lisse?", weir, boats) == [weir.text]
    assert picked("What was the weir of the guild?", weir, boats) == [weir.text, boats.text]
    leaning = replace(boats, text="Its boats lay idle for years.")
    assert picked("What was the weir of Lisse?", weir, leaning) == [weir.text, leaning.text]


def test_where_names_are_asked_for_near_ones_stay_unless_the_best_lists_them() -> None:
    question, boats = "Into which parts was it made?", candidate(BOATS, 4.5)
    assert picked(question, candidate(WEIR, 6.0), boats) == [WEIR_TEXT, boats.text]
    listing = replace(candidate(MILL, 6.0), text="The guild made Aa, Bex and Cley.")
    assert picked(question, listing, boats) == [listing.text]


def test_where_the_reader_alone_speaks_for_the_best_the_cross_encoders_best_stays() -> None:
    weir, boats = candidate(WEIR, 6.0, read=5.0), candidate(BOATS, 3.0)
    assert picked("Why was the weir shut?", weir, boats) == [weir.text, boats.text]


@pytest.mark.parametrize(("read", "count"), [(0.0, 2), (4.0, 1)])
def test_no_sentence_is_forced_in_for_a_second_part_by_the_reader_alone(read: float, count: int) -> None:
    asked = questions.ask("What shut the weir and what came second?")
    assert len(asked.parts) == 2
    first, second = (questions.ask(part) for part in asked.parts)
    shared = candidate(WEIR, 7.0)
    scored = ((first, (shared,)), (second, (shared, candidate(BOATS, 3.5, read=read))))
    assert len(chosen(asked, scored)) == count


def test_what_was_read_behind_the_best_must_be_better_than_it_to_follow_it() -> None:
    weir = candidate(WEIR, 10.0, read=4.0)
    behind = replace(candidate(BOATS, 6.2), text="Its boats lay idle for years.", around=f"{weir.text} Weirs")
    assert picked("What was the weir of Lisse?", weir, behind) == [weir.text]
    better = replace(behind, score=7.5)
    assert picked("What was the weir of Lisse?", weir, better) == [weir.text, better.text]
    assert picked("Why was the weir of Lisse shut?", weir, behind) == [weir.text, behind.text]
    elsewhere = replace(behind, around="The mill stood.")
    assert picked("What was the weir of Lisse?", weir, elsewhere) == [weir.text, elsewhere.text]
