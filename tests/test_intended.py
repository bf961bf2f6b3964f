"""What was hoped, planned, promised, asked for or supposed, told as done; and what was done indeed."""

import pytest

from assistant.checking import check_claim
from assistant.claims.evidence import findings
from assistant.claims.intended import check_intended

SCHOOL = (
    "The founders' hope was that the school would move to a larger house by the river and take in girls. "
    "It stayed where it was."
)
DRAFT = "The draft would have raised the number of judges from five to nine, but it was never put to a vote."
TOLLS = "Marn called for the abolition of the tolls on the upper river. The council let him speak and went home."
VISIT = "The bishop wanted the cathedral to be finished before the king's visit."
SILVER = "Marn promised to pay the weavers in silver by Easter. The weavers sued him in June."
PAID = "Marn promised to pay the weavers in silver by Easter. He paid the weavers in silver on Good Friday."
BRIDGE = "In 1850 the council planned to build a bridge of iron, and by 1855 the iron bridge had been built."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The school moved to a larger house by the river and took in girls.", SCHOOL),
        ("The draft raised the number of judges from five to nine.", DRAFT),
        ("The tolls on the upper river were abolished.", TOLLS),
        ("The cathedral was finished before the king's visit.", VISIT),
        ("Marn paid the weavers in silver by Easter.", SILVER),
        (
            "The steward had poisoned the well.",
            "The envoy wrote of what he took for proof that the steward had poisoned the well.",
        ),
    ],
)
def test_what_was_only_hoped_for_is_not_borne_out_as_done(claim: str, source: str) -> None:
    checked = check_claim(claim, [source])
    assert checked.verdict != "supported"
    assert any("the claim says it as a fact" in reason for reason in checked.reasons)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The council built an iron bridge.", BRIDGE),
        ("Marn paid the weavers in silver.", PAID),
        ("The two archives were merged in 1970.", "She suggested that the two archives be merged; in 1970 they were."),
        (
            "The fen was drained after twenty years of work.",
            "Their aim was to drain the fen; after twenty years of work the fen was drained.",
        ),
        (
            "The council built the large hall with a gallery for the choir.",
            "He would have preferred a smaller hall, but the council built the large one with a gallery for the choir.",
        ),
        (
            "The king's brother took over the salt mines.",
            "The king hoped that his brother would take over the salt mines, and so it came about.",
        ),
        (
            "Proposals for a new set of rules on tolls and fairs were adopted.",
            "Proposals for a new set of rules on tolls and fairs were adopted at Orrin.",
        ),
        (
            "Others have called the league a shelter beneath the pact.",
            "Tarn refused any plan that would add judges.¹⁴ Others have called the league a shelter beneath the pact.",
        ),
        ("The founders hoped that the school would move to a larger house by the river.", SCHOOL),
        ("The draft would have raised the number of judges to nine.", DRAFT),
        (
            "The treaty gave the fishermen the right to dry nets on the shore.",
            "The treaty, which would later be revised, gave the fishermen the right to dry nets on the shore.",
        ),
    ],
)
def test_what_is_told_as_done_is_left(claim: str, source: str) -> None:
    assert check_intended(claim, source, source) == []
    assert check_claim(claim, [source]).verdict == "supported"


def test_a_hope_for_something_else_says_nothing() -> None:
    source = "The guild hoped that trade would recover. The price of salt had trebled in the spring, and wool was dear."
    assert not any(f.kind == "force" for f in findings("The price of salt trebled in the spring.", source))
