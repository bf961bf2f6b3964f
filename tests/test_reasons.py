"""Whose state or deed a reason tells of."""

import pytest

from assistant.answer import Verdict
from assistant.checking import check_claim
from assistant.claims.reasons import check_whose_reason

DEBT = "The cantons asked the bishop for grain and were refused, because the bishop was himself in debt to the city."
OWED = "The bishop refused the cantons grain because he was himself in debt to the city."
DRUNK = "The sailors mutinied because the captain was drunk. The captain blamed the weather."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The cantons were refused grain because they were in debt to the city.", DEBT),
        ("The cantons were refused grain because the cantons were in debt to the city.", DEBT),
        ("The cantons were refused grain because they were in debt to the city.", OWED),
        ("The sailors mutinied because they were drunk.", DRUNK),
        ("The sailors mutinied because the sailors were drunk.", DRUNK),
    ],
)
def test_a_reason_of_somebody_else_is_caught(claim: str, source: str) -> None:
    (found,) = check_whose_reason(claim, source, source)
    assert found.conflict and "the passage says this of" in found.reason
    assert check_claim(claim, [source]).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The bishop refused the cantons grain because he was in debt to the city.", DEBT),
        ("The cantons were refused grain because the bishop was in debt to the city.", DEBT),
        ("The cantons got no grain because the bishop was in debt to the city.", OWED),
        ("Because the bishop was in debt to the city, the cantons were refused grain.", DEBT),
        ("The sailors mutinied because their captain was drunk.", DRUNK),
        ("The guild sold its hall because they were in debt.", "The guild sold its hall because it was in debt."),
        ("The wells were closed because they were poisoned.", "The wells were closed because they were poisoned."),
        ("The farmers sold their horses because they were poor.", "The men sold them because these farmers were poor."),
        ("The prelate refused because the prelate was ill.", "The bishop refused because the bishop was ill."),
    ],
)
def test_the_same_reason_is_kept(claim: str, source: str) -> None:
    assert check_whose_reason(claim, source, source) == []
