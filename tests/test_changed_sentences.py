"""What the generator calls true is true, and what it calls changed is changed: words and names by their sense."""

from collections.abc import Callable
from random import Random

import pytest

from eval.training.changes import OPERATIONS
from eval.training.rewordings import (
    drop_adverb,
    drop_appositive,
    drop_parentheses,
    drop_trailing,
    first_clause,
    make_copula,
    passive,
    respell_number,
    reworded,
    use_synonym,
)

SEEDS = range(40)


def _made(operation: Callable[[str, Random], str | None], sentence: str) -> set[str]:
    return {text for seed in SEEDS if (text := operation(sentence, Random(seed))) is not None}


def _changed(kind: str, sentence: str, passage: str = "") -> set[str]:
    edits = [OPERATIONS[kind](sentence, passage or sentence, Random(seed)) for seed in SEEDS]
    return {edit.text for edit in edits if edit is not None}


@pytest.mark.parametrize(
    "sentence",
    [
        "Weavers were used to the noise.",
        "It was, however, a dry spring.",
        "They were asked whether it rained.",
        "The guild fell under his spell.",
        "It was the very mill that burned.",
        "She wrote of about and around as words.",
        "He was well-known there.",
        "The dyers were left with nothing.",
        "That led to ruin.",
    ],
)
def test_a_word_of_another_sense_is_not_exchanged(sentence: str) -> None:
    assert _made(use_synonym, sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("The miller refused to sign.", {"The miller declined to sign."}),
        ("The miller declined to sign.", {"The miller refused to sign."}),
        ("Wages declined by a third.", {"Wages decreased by a third."}),
        ("They sold about 40 looms.", {"They sold around 40 looms."}),
        ("It was an important mill.", {"It was a significant mill."}),
        ("The dyers led the revolt.", {"The dyers headed the revolt."}),
    ],
)
def test_a_word_is_exchanged_where_the_other_says_the_same(sentence: str, made: set[str]) -> None:
    assert _made(use_synonym, sentence) == made


def test_a_synonym_is_not_exchanged_for_its_own_synonym() -> None:
    made = _made(lambda text, rng: reworded(text, rng, times=4), "The miller refused to sign.")
    assert made == {"The miller declined to sign."}


@pytest.mark.parametrize(
    ("operation", "sentence"),
    [
        (drop_adverb, "It was a loan rather than a gift."),
        (drop_adverb, "It has since then been a school."),
        (drop_adverb, "The vote weighed so heavily on them."),
        (drop_adverb, "The dye was increasingly sold abroad."),
        (drop_adverb, "They had a weekly market."),
        (drop_parentheses, "The rule says that “[t]he miller shall pay the toll in full”."),
        (first_clause, "The mills along the river, while old, were not idle in the winter of the strike."),
        (
            first_clause,
            "The dispute between the needs of the guild, on the one hand, and the wishes of the town, was long.",
        ),
        (make_copula, "The Charter, a member may declare, binds nobody."),
        (make_copula, "In Selm, the dyers of the upper town, and the fullers struck."),
        (drop_appositive, "They sold wool, a little flax, the finest linen, and hemp."),
        (drop_appositive, "It lies in a plain, which has the Orn to its west, the Selm to its north, and hills."),
        (drop_trailing, "The clerk was patiently reading, copying and binding each of the letters."),
        (respell_number, "Article 8 of the rules binds the guild."),
        (respell_number, "Schools teach it in K-12 classes."),
        (respell_number, "The toll rose.7 This hurt the dyers."),
        (respell_number, "The toll rose on 3 May that year."),
        (passive, "They were led by Marta Quill."),
        (passive, "The tower was finished by 1920."),
    ],
)
def test_what_would_say_something_else_is_not_left_out_or_turned_round(
    operation: Callable[[str, Random], str | None], sentence: str
) -> None:
    assert _made(operation, sentence) == set()


@pytest.mark.parametrize(
    ("operation", "sentence", "made"),
    [
        (drop_adverb, "The guild quickly paid the toll.", {"The guild paid the toll."}),
        (drop_parentheses, "The guild (a small one) paid the toll at once.", {"The guild paid the toll at once."}),
        (drop_appositive, "Selm, a town of dyers, was rich.", {"Selm was rich."}),
        (respell_number, "The guild had 8 masters.", {"The guild had eight masters."}),
        (passive, "The tower was built by Marta Quill.", {"Marta Quill built the tower."}),
        (first_clause, "The guild paid the toll at once, but the dyers never paid any of it.",
         {"The guild paid the toll at once.", "The dyers never paid any of it."}),
        (make_copula, "Selm, a town of dyers, was rich.", {"Selm is a town of dyers.", "Selm was a town of dyers."}),
    ],
)  # fmt: skip
def test_the_rewordings_still_reword(
    operation: Callable[[str, Random], str | None], sentence: str, made: set[str]
) -> None:
    assert _made(operation, sentence) == made


def test_a_name_is_exchanged_for_a_name_and_keeps_its_possessive() -> None:
    passage = "However, the guild of Selm sued. Moreover, Orrin’s miller won. Many wept."
    made = _changed("name", "In spring Orrin’s miller won.", passage)
    assert made and all("However" not in text and "Many" not in text and "’s miller" in text for text in made)


def test_a_word_that_only_opens_a_sentence_changes_no_place_with_a_name() -> None:
    assert _changed("role", "Other members of the guild lived in Selm.") == set()
    assert _changed("role", "Quill of the guild fled from Selm to Orrin.") <= {
        "Selm of the guild fled from Quill to Orrin."
    }
    assert _changed("role", "The guild sued Article 8 before the Court.") == set()


def test_what_is_added_stands_in_another_sentence_and_says_something() -> None:
    passage = "The guild paid the toll in the lower town. The dyers wept, for example, on the other hand, for what was."
    made = _changed("addition", "The guild paid the toll.", passage)
    said = ("in the lower town", "for example", "on the other hand", "for what was")
    assert made and not any(phrase in text for text in made for phrase in said)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("number", "The toll rose.7"),
        ("number", "By the 1830s the toll was gone."),
        ("number", "The guild noted the following: 1."),
        ("antonym", "Dyers like him wept."),
        ("antonym", "They set up a guild."),
        ("antonym", "The toll was no longer paid."),
        ("quantifier", "It was the most famous dye."),
        ("quantifier", "It sold some 350 looms."),
        ("quantifier", "Dyers come once the rain ends."),
        ("modality", "He had a free will."),
    ],
)
def test_a_word_in_another_sense_is_not_changed(kind: str, sentence: str) -> None:
    assert _changed(kind, sentence) == set()


def test_a_denial_is_not_denied_again_nor_taken_from_an_alternative() -> None:
    assert _changed("negation", "It would no longer rain.") == {"It would rain."}
    assert all("or not" in text for text in _changed("negation", "They would go, rain or not."))
