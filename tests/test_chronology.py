"""Which of two things came first, where the source tells them in two sentences."""

import pytest

from assistant.claims.chronology import check_chronology

DATED = (
    "On 7 May 1803 the mint struck its first crown. Silver was dear. On 22 May the guild of smiths closed its doors."
)
TOLD = "The weavers asked the abbot for wool and were refused. Only then did they go to the mayor of Ulm."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The mint struck its first crown after the guild of smiths had closed its doors.", DATED),
        ("After the guild of smiths had closed, the mint struck a crown.", DATED),
        ("The guild of smiths closed its doors before the mint struck its first crown.", DATED),
        ("The weavers first asked the mayor of Ulm for wool and then the abbot.", TOLD),
        ("The well was dug before the tower was built.", "The tower was built in 1610. The well was dug in 1634."),
        (
            "The well was dug before the tower was built.",
            "The tower was built in Ulm. Two years later they dug a well.",
        ),
        ("The tower was built before the well was dug.", "The tower was built in Ulm. Before that, a well was dug."),
    ],
)
def test_what_two_sentences_tell_in_the_other_order_is_found(claim: str, source: str) -> None:
    assert [f.kind for f in check_chronology(claim, source, source) if f.conflict] == ["role"]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The mint struck its first crown before the guild of smiths closed its doors.", DATED),
        ("The weavers first asked the abbot and then the mayor of Ulm.", TOLD),
        ("The well was dug after the tower was built.", "The tower was built in 1610. The well was dug in 1634."),
        # The order of telling alone is no order of time, nor are a month without a year and a year without a month.
        ("The well was dug before the tower was built.", "The tower was built in Ulm. A well was dug."),
        ("The well was dug before the tower was built.", "The tower was built in May. In 1610 the well was dug."),
        # Told twice, the second time so.
        (
            "The well was dug before the tower was built.",
            "The tower was built in 1610. The well was dug in 1634. An older well was dug in 1580.",
        ),
        # The year of the claim's subject, not of the day; a denial; a phrase that has come between.
        (
            "The mint closed after the smiths had sworn the oath.",
            "In March 1803 the smiths swore the oath of 1750. In June the mint of 1790 closed.",
        ),
        ("The mint did not close before the guild closed.", "The guild closed in 1803. The mint closed in 1805."),
        (
            "Korver, after the years of the guild, struck a crown and closed the mint.",
            "Korver struck a crown in 1790. The guild closed the mint in 1803, for years.",
        ),
    ],
)
def test_an_order_that_is_the_same_or_not_told_is_left(claim: str, source: str) -> None:
    assert check_chronology(claim, source, source) == []
