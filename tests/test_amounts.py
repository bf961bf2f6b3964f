"""Amounts in words: "many" where the passage has "few", "much" where it has "little"; by what things are compared."""

import pytest

from assistant.checking import check_claim
from assistant.claims.amounts import check_amounts
from assistant.claims.evidence import findings

ABBEY = (
    "The abbot rarely left the monastery, and few of the monks could read. "
    "The cellarer paid little attention to the barns."
)
TARIFF = "Many of the older masters opposed the tariff; few of the younger masters did. Some masters left the guild."
RIGHTS = "For the guild the tolls were less important than the market rights. The masters had never been to Hulm."
SEAT = "The rules have never been changed. Orrin has been chosen as the seat of the court more times than any town."
BLAMED = "Tarn, which also sent no ships, paid less and was blamed less, because its grain came quickly."


@pytest.mark.parametrize(
    ("claim", "source", "said"),
    [
        ("Many of the monks could read.", ABBEY, "few"),
        ("The abbot often left the monastery.", ABBEY, "rarely"),
        ("The cellarer paid much attention to the barns.", ABBEY, "little"),
        ("No masters left the guild.", TARIFF, "some"),
        ("All of the books were burned.", "Nearly all of the books were burned; a few lie in Tarn.", "nearly all"),
    ],
)
def test_an_amount_that_excludes_the_passages_is_not_borne_out(claim: str, source: str, said: str) -> None:
    checked = check_claim(claim, [source])
    assert checked.verdict != "supported"
    assert any(f"“{said}”" in reason for reason in checked.reasons)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Few of the monks could read.", ABBEY),
        ("Not many of the monks could read.", ABBEY),
        ("Many of the older masters opposed the tariff.", TARIFF),
        ("Some of the monks could read.", "Most of the monks could read."),
        ("Many of the monks could read.", "All of the monks could read."),
        (
            "Many taxes were raised after the war.",
            "No taxes were raised in 1740. Many taxes were raised after the war.",
        ),
        ("A few of the monks could read.", "Many of the monks could read; a few could write."),
        ("Some ships were held for weeks.", "All ships were searched. Some ships were held for weeks."),
    ],
)
def test_amounts_that_may_both_be_true_are_left(claim: str, source: str) -> None:
    assert check_amounts(claim, source, source) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The cellarer did not pay much attention to the barns.", ABBEY),
        ("The abbot did not often leave the monastery.", ABBEY),
        ("Not many of the monks could read.", ABBEY),
        ("The market rights mattered more to the guild than the tolls.", RIGHTS),
        ("Orrin has been chosen as the seat of the court more often than any town.", SEAT),
        ("No other town has been chosen as the seat of the court as often as Orrin.", SEAT),
    ],
)
def test_the_same_amount_in_other_words_is_no_conflict(claim: str, source: str) -> None:
    assert not any(f.conflict for f in findings(claim, source))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The tolls mattered more to the guild than the market rights.", RIGHTS),
        ("Several towns have been chosen as the seat of the court more often than Orrin.", SEAT),
        ("Tarn paid more and was blamed less.", BLAMED),
    ],
)
def test_the_reverse_in_other_words_is_one(claim: str, source: str) -> None:
    assert any(f.conflict for f in findings(claim, source))
    assert check_claim(claim, [source]).verdict != "supported"
