"""The words of numbers: each stands where its number is."""

import pytest

from assistant.claims.quantities import numbers
from assistant.words.number_words import CARDINALS, ORDINALS, TENS


@pytest.mark.parametrize(("value", "word"), [*enumerate(CARDINALS), *((10 * ten, w) for ten, w in enumerate(TENS, 2))])
def test_a_words_place_is_its_number(value: int, word: str) -> None:
    assert [found.value for found in numbers(f"It had {word} mills.")] == [value]


@pytest.mark.parametrize(("place", "word"), [*enumerate(ORDINALS, 1)])
def test_a_word_of_a_place_is_that_place(place: int, word: str) -> None:
    assert [found.value for found in numbers(f"It was the {word} mill.")] == [place]
