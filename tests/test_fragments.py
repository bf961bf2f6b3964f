"""A few words without a verb, and few words with one."""

import pytest

from assistant.answer import Verdict
from assistant.checking import check_claim
from assistant.claims.fragments import has_verb, quoted_fragment


@pytest.mark.parametrize(
    "claim",
    ["The mayor took bribes.", "The mayor takes bribes.", "The mayor hates the sea.", "Banks lend money.",
     "She sings.", "The council found gold.", "The mayor put it there.", "Prices rose.", "He sells it."],
)  # fmt: skip
def test_few_words_with_a_verb_are_a_claim_like_another(claim: str) -> None:
    assert has_verb(claim)
    assert not quoted_fragment(claim, f"It is false that {claim}")


@pytest.mark.parametrize(
    "claim",
    ["13 billion dollars.", "Sadako Ogata.", "The court rulings.", "Arms sales to Iraq.", "The United States.",
     "A set of 12 plates.", "In the spring of 1931.", "Broken windows.", "the newly built bridge",
     "Two states of Mirel", "its late chancellor", "the claims of Lisse"],
)  # fmt: skip
def test_names_figures_and_things_have_no_verb(claim: str) -> None:
    assert not has_verb(claim)
    assert quoted_fragment(claim, f"This was never said of {claim}")


@pytest.mark.parametrize(
    "source",
    ["Critics say that the mayor took bribes. The court found that he had not.",
     "If the mayor took bribes, he hid them well.",
     "It is sometimes claimed that the mayor took bribes, but nothing supports this."],
)  # fmt: skip
def test_a_short_claim_is_not_borne_out_by_standing_under_a_denial(source: str) -> None:
    assert check_claim("The mayor took bribes.", [source]).verdict is not Verdict.SUPPORTED
