"""Two parts of a claim with a piece of each in the other's place; and those that have only been moved."""

import pytest

from assistant.checking import check_claim
from assistant.claims.evidence import findings
from assistant.claims.exchanges import exchanged

BRIDGE = (
    "Most of the timber came from the hills above Tarn and all of the nails from Orrin. "
    "The carters welcomed the new road, while the boatmen opposed it to the last. "
    "In the dry year nearly all the mills on the upper river ground rye, whereas only a few of those on the lower "
    "river did. "
    "The gate was drawn by Ilse Marn and carved by Otto Selm. "
    "Wheat was sold at Velden and barley at Hulm. "
    "Tarn had asked for a clause on tolls. Orrin opposed the clause."
)


@pytest.mark.parametrize(
    ("claim", "one", "other"),
    [
        ("All of the timber came from the hills and most of the nails from Orrin.", "All", "most"),
        ("The boatmen welcomed the new road, while the carters opposed it.", "boatmen", "carters"),
        (
            "Nearly all the mills on the lower river ground rye, whereas only a few on the upper river did.",
            "lower",
            "upper",
        ),
        ("Otto Selm drew the gate and Ilse Marn carved it.", "Otto Selm", "Ilse Marn"),
        ("Barley was sold at Velden, as wheat was at Hulm.", "Barley", "wheat"),
    ],
)
def test_pieces_of_two_parts_in_each_others_place_are_seen(claim: str, one: str, other: str) -> None:
    found = exchanged(claim, BRIDGE)
    assert found is not None and (found.one, found.other) == (one, other)
    assert check_claim(claim, [BRIDGE]).score < 0.5
    assert f"“{one}” and “{other}” have changed places" in check_claim(claim, [BRIDGE]).reasons


@pytest.mark.parametrize(
    "claim",
    [
        "Most of the timber came from the hills and all of the nails from Orrin.",
        "All of the nails came from Orrin and most of the timber from the hills above Tarn.",
        "The boatmen opposed the new road, while the carters welcomed it.",
        "Only a few mills on the lower river ground rye, whereas nearly all of those on the upper river did.",
        "Otto Selm carved the gate and Ilse Marn drew it.",
        "The gate was carved by Otto Selm and drawn by Ilse Marn.",
        "At Velden wheat was sold, and at Hulm barley.",
        "Wheat and barley were sold at Velden and Hulm.",
        "Orrin opposed the clause, and Tarn had asked for it.",
        "Carters and boatmen disagreed, and the road was welcomed by the one and opposed by the other.",
    ],
)
def test_parts_that_have_been_moved_whole_are_not(claim: str) -> None:
    assert exchanged(claim, BRIDGE) is None


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (  # a phrase that opened the sentence stands at its end
            "The council bought the north bank and the millers kept the south bank in the year of the flood.",
            "In the year of the flood, the council bought the north bank and the millers kept the south bank.",
        ),
        (  # clauses laid into each other
            "Led by Brandt, the masons raised four piers, and from May they vaulted the arches at Hulm.",
            "Brandt led the works at Hulm from May, and the masons raised four piers and vaulted the arches.",
        ),
        (  # a name for a common noun: no pair
            "The mill and Orrin gave the valley bread of a dark but cheap kind, after which the town turned to trade.",
            "Having made cheap yet dark bread in the mill and at Orrin, the town in the valley turned to trade.",
        ),
    ],
)
def test_what_is_only_put_otherwise_is_not_taken_for_an_exchange(claim: str, source: str) -> None:
    assert exchanged(claim, source) is None


SAILED = (
    "The fishers moved from Hulm to the islands in spring. The duty was raised to 22 per cent from 17. "
    "The charge changed from positive to neutral."
)


@pytest.mark.parametrize(
    "claim",
    [
        "The fishers moved from the islands to Hulm.",
        "The duty was changed from 22 per cent to 17.",
        "The charge changed from neutral to positive.",
    ],
)
def test_whence_and_whither_are_told_apart(claim: str) -> None:
    found = [finding for finding in findings(claim, SAILED) if finding.kind == "role"]
    assert found and "have changed places" in found[0].reason


@pytest.mark.parametrize(
    "claim",
    [
        "The fishers moved to the islands from Hulm.",
        "The duty was raised from 17 to 22 per cent.",
        "From positive to neutral the charge changed.",
        "In autumn the fishers went to Hulm, having come from the islands by way of Selm.",
    ],
)
def test_the_same_way_told_otherwise_is_the_same(claim: str) -> None:
    assert not [finding for finding in findings(claim, SAILED) if finding.kind == "role" and finding.conflict]
