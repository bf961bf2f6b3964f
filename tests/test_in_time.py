"""Dates asked for within a time: which of a sentence's years are led with."""

from __future__ import annotations

import pytest

from assistant.protocols import Reading
from assistant.questions.analysis import ask
from assistant.quotes.in_time import inside, time_set, times_told
from assistant.quotes.leads import lead

TERMS = "Lisse held a seat on the river board in 1958–59, 1966–67, 1971–72, 1975–1976 and 1981."


@pytest.mark.parametrize(
    ("question", "time"),
    [
        ("In which years of the 1970s did Lisse sit on the river board?", (1970, 1979)),
        ("When between 1960 and 1968 was the lock rebuilt?", (1960, 1968)),
        ("In which years did Lisse sit on the river board during the 1970s?", (1970, 1979)),
        ("When did the bank founded in the 1970s close?", None),
        ("When did they visit the town built in the 1970s?", None),
        ("When was the lock rebuilt?", None),
    ],
)
def test_the_time_a_question_sets(question: str, time: tuple[int, int] | None) -> None:
    assert time_set(question) == time


def test_years_touch_a_time() -> None:
    assert inside((1970, 1979), "1979–82")
    assert not inside((1970, 1979), "1968–69")
    assert not inside((1970, 1979), "in May")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("In which years during the 1970s did Lisse sit on the river board?", "1971–72, 1975–1976"),
        ("When in the 1980s did Lisse sit on the river board?", "1981"),
        ("When in the 1990s did Lisse sit on the river board?", None),
    ],
)
def test_only_years_of_that_time_are_led_with(question: str, words: str | None) -> None:
    at = TERMS.index("1966–67")
    sure_of_another = Reading(start=at, end=at + len("1966–67"), answerable=0.99)
    assert lead(ask(question), TERMS, sure_of_another) == words


def test_years_that_other_words_part_are_no_lead() -> None:
    text = "The lock was rebuilt in 1971 after the flood, and the weir in 1976."
    assert lead(ask("In which years of the 1970s was anything rebuilt?"), text) is None


def test_a_date_is_led_with_without_the_words_that_say_whose_it_is() -> None:
    text = "Lisse spoke for the dike tax during its 1971–72 term."
    reading = Reading(start=text.index("during"), end=text.index(" term"), answerable=0.99)
    assert lead(ask("When was Lisse on the river board?"), text, reading) == "1971–72"


def test_how_often_is_told_by_a_list_of_the_times() -> None:
    listed = "Lisse sat on the council in 1958–1959, 1966–1967, 1971 and 1975–1976."
    assert times_told("How often did Lisse sit on the council?", listed) == 4
    assert times_told("How many times did Lisse sit on the council?", listed) == 4
    assert times_told("When did Lisse sit on the council?", listed) == 0
    assert times_told("How often did Lisse sit on the council?", "Lisse sat on it in 1958 and 1966.") == 0
