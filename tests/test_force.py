"""What is put as certain and what as a guess."""

import pytest

from assistant.answer import Verdict
from assistant.checking import check_claim
from assistant.claims.evidence import findings

GUESS = "I conclude with hesitation that somebody read the letter to the miller."
SEAL = "I suspect, though I can't prove it, that the seal was moved from another charter."
ARGUED = "Keller argues that the bridge was built by the monks."


@pytest.mark.parametrize(
    ("claim", "source", "conflict"),
    [
        ("The author proves that somebody read the letter to the miller.", GUESS, True),
        ("It is proved that somebody read the letter to the miller.", GUESS, True),
        ("It is certain that somebody read the letter to the miller.", GUESS, True),
        ("Somebody undoubtedly read the letter to the miller.", GUESS, True),
        ("The author has proved that the seal was moved from another charter.", SEAL, True),
        ("The author proves that someone read the seventh article to the miller.",
         "The miller had signed the seventh article. I infer with hesitation that it was read to him once.", True),
        ("Keller proves that the bridge was built by the monks.", ARGUED, False),
    ],
)  # fmt: skip
def test_a_guess_is_not_proved(claim: str, source: str, conflict: bool) -> None:
    found = [f for f in findings(claim, source) if f.kind == "force"]
    assert [f.conflict for f in found] == [conflict]
    assert check_claim(claim, [source]).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The author concludes that somebody read the letter to the miller.", GUESS),
        ("The author suspects that the seal was moved from another charter.", SEAL),
        ("The court proved that the mayor took bribes.", "The court showed that the mayor took bribes."),
        ("It is certain that the wall is old.", "The wall must be old: its stones are Roman."),
        ("Fischer proved that the ink was modern.", "Fischer demonstrated that the ink was modern, and may sell it."),
        ("Nothing proves that the seal was moved from another charter.", SEAL),
        ("It is certain that they met in the town.", "On 3 May they met in the town."),
        ("The task proved difficult.", "The task seemed difficult."),
        ("The league was established in 1931.", "The league may have been the first of all."),
        ("Certain towns paid the toll.", "Some towns probably paid the toll."),
    ],
)  # fmt: skip
def test_what_is_as_sure_or_as_cautious_is_kept(claim: str, source: str) -> None:
    assert not [f for f in findings(claim, source) if f.kind == "force"]
