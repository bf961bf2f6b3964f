"""Who holds what in a text."""

import pytest

from assistant.claims.holders import attributing, sayings
from assistant.claims.said_words import sentences
from assistant.claims.subjects import Kind


def held(text: str) -> list[tuple[str, str]]:
    """(names or kind of the holder, the words given) of each saying."""
    return [
        (
            " ".join(sorted(s.holder.names)) or s.holder.kind.value,
            " ".join(word for c in s.content for word in text[c.start : c.end].strip(" ,.“”").split()),
        )
        for s in sayings(text)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names", "words"),
    [
        ("Marsh held that the treaty was a crime.", "marsh", "the treaty was a crime"),
        ("Keller, a pupil of Weber, found that the price fell.", "keller", "the price fell"),
        ("Lemaire, who had been taught by Stern, said the price fell.", "lemaire", "the price fell"),
        ("In 1901, after a long journey, Keller wrote that the price fell.", "keller", "the price fell"),
        ("Smith (2010) argues that wages fell.", "smith", "wages fell"),
        ("Sandoval, Ortiz and Pinto argue that the reform helped.", "ortiz pinto sandoval", "the reform helped"),
        ("Following Smith, Okafor holds that the guild was weak.", "okafor smith", "the guild was weak"),
        ("Keller, unlike Weber, believed that it was old.", "keller", "it was old"),
        ("Keller said, and Weber agreed, that the bridge was old.", "keller", "the bridge was old"),
        ("According to Keller, the tax was unjust.", "keller", "the tax was unjust"),
        ("In Moreau's reading the poem mocks the king.", "moreau", "the poem mocks the king"),
        ("Keller's contention that the bridge was old failed.", "keller", "the bridge was old failed"),
        ("The plague, Arden maintained, came by sea.", "arden", "The plague came by sea"),
        ("“A wall”, said Ines Vale, “is an argument.”", "ines vale", "A wall is an argument"),
        ("The bridge was called a folly by Keller.", "keller", "The bridge was a folly by Keller"),
        ("Wages fell, as Smith has argued.", "smith", "Wages fell, as"),
        ("Some hold that the mayor was idle, but friends deny it.", "vague", "the mayor was idle"),
        ("It may be objected that the tax fell on the poor.", "supposed", "the tax fell on the poor"),
        ("If the mayor took bribes, he hid them.", "supposed", "the mayor took bribes"),
        ("The abbot was said to have hidden the silver.", "vague", "The abbot was to have hidden the silver"),
        ("I hold that we judge in any case.", "author", "we judge in any case"),
    ],
)  # fmt: skip
def test_the_first_holder_and_the_words_given_to_it(text: str, names: str, words: str) -> None:
    assert held(text)[0] == (names, words)


def test_he_may_be_any_person_named_before_and_none_named_after() -> None:
    (said,) = [
        s for s in sayings("Keller left in 1901. “Rivers are old”, he wrote. Weber disagreed.") if s.verb == "write"
    ]
    assert said.holder.names == {"keller"}


def test_a_quotation_of_several_sentences_is_its_speakers() -> None:
    text = "“The bridge is old. It is also steep,” Keller told the town."
    assert held(text)[0][1].startswith("The bridge is old. It is also steep")


def test_nouns_that_look_like_verbs_of_saying_hold_nothing() -> None:
    for text in (
        "Many of the same states stood aside.",
        "The respond controls broke.",
        "Her claims on the house ended.",
    ):
        assert sayings(text) == ()


def test_a_notes_number_between_two_sentences_ends_what_is_held() -> None:
    text = "Some hold that the price fell.12 In fact it rose."
    assert len(sentences(text)) == 2 and held(text) == [("vague", "the price fell.12")]


def test_two_clauses_have_two_holders() -> None:
    text = "Quill thought the treaty a crime and Marsh thought it a mistake."
    assert held(text) == [("quill", "the treaty a crime"), ("marsh", "it a mistake")]


def test_words_that_only_attribute_are_told_from_what_is_said() -> None:
    claim, source = "According to Keller, the tax was unjust.", "Keller argued that the tax was unjust."
    assert [claim[s.start : s.end] for s in attributing(claim, source)] == ["According"]
    assert attributing("According to Weber, the tax was unjust.", source) == ()
    assert attributing("According to a bishop, the tax was unjust.", source) == ()


def test_kinds_of_holders_are_told_apart() -> None:
    kinds = {
        "Marsh says that it is so.": Kind.PERSON, "The court says that it is so.": Kind.OTHER,
        "Critics say that it is so.": Kind.VAGUE, "They say that it is so.": Kind.UNKNOWN,
        "The Bank of Lisse says that it is so.": Kind.OTHER, "Japan says that it is so.": Kind.OTHER,
    }  # fmt: skip
    assert {text: sayings(text)[0].holder.kind for text in kinds} == kinds
