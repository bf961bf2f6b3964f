"""A heading that joins two names says of neither that what stands below it is told of it."""

import pytest

from assistant.questions.belonging import joined_names, of_another, vouched

HEADING = "Groups: The Lisse Toll Union and the Ring"


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        (HEADING, ("Lisse Toll Union", "Ring")),
        ("LTU and the Ring", ("LTU", "Ring")),
        ("The Ring and the Guild of Lisse", ("Ring", "Guild of Lisse")),
        ("LTU, RNG and the Ring", ("LTU", "RNG", "Ring")),
        ("Reactors and the Ring", ()),  # a common noun at the start
        ("Japan and China", ()),  # all below it may tell of both
        ("The Ministry of Tolls and Dikes", ()),  # one office
        ("The fall of the Ring", ()),
        ("The dike and the harbour", ()),
    ],
)
def test_names_that_a_heading_joins(heading: str, names: tuple[str, ...]) -> None:
    assert joined_names(heading) == names


def test_a_heading_vouches_for_what_it_does_not_join() -> None:
    assert joined_names(vouched(HEADING, "The grouping met.")) == ()
    assert vouched(HEADING, "The grouping met.").startswith("Groups")
    assert "Lisse Toll Union" in vouched(HEADING, "The LTU met.") and "Ring" not in vouched(HEADING, "The LTU met.")
    assert vouched("Reactors and the Ring", "It met.") == "Reactors and the Ring"


@pytest.mark.parametrize(
    ("asked", "sentence", "before", "other"),
    [
        ("Lisse Toll Union", "The grouping was revived in 1917.", "The LTU met. The Ring faded.", True),
        ("Ring", "The grouping was revived in 1917.", "The LTU met. The Ring faded.", False),
        ("Ring", "The LTU joined 27 towns.", "The Ring met.", True),
        ("Ring", "Unlike the LTU, the Ring is small.", "The LTU met.", False),
        ("LTU", "It was revived in 1917.", "The Ring faded.", True),
        ("Ring", "It was revived in 1917.", "Nobody met.", False),
        ("Bremen", "The LTU joined Bremen.", "The Ring met.", False),
    ],
)
def test_a_sentence_is_told_of_what_was_named_last(asked: str, sentence: str, before: str, other: bool) -> None:
    assert of_another((asked,), sentence, before, (HEADING,)) is other


def test_where_the_passage_names_neither_the_one_around_it_counts() -> None:
    revived = ("The grouping was revived.", "Nobody met.", (HEADING,))
    assert of_another(("LTU",), *revived, "The Ring faded.")
    assert not of_another(("LTU",), *revived, "Unlike the LTU the Ring faded.")  # either may be meant


def test_a_question_about_both_is_not_about_another() -> None:
    assert not of_another(("Ring", "LTU"), "The LTU is old.", "", (HEADING,))
    assert not of_another(("Ring",), "The LTU is old.", "", ("The Ring",))
