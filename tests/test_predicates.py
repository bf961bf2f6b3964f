"""Whether what a claim says was done is what its source says was done."""

import pytest

from assistant.claims.paraphrase import as_worded
from assistant.claims.predicates import check_predicates, opposed

SOLD = "In 1631 the bridge of Ulm was betrayed to the Swedes by the weavers who kept its gate."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The weavers defended the bridge of Ulm against the Swedes.", SOLD),
        ("The council rejected the plan for a harbour.", "The council approved the plan for a harbour."),
        ("The council promoted the clerk of Ulm.", "The clerk of Ulm was degraded, that is, demoted by the council."),
        ("The council opposed the new fair of Ulm.", "The new fair of Ulm was backed by the council."),
    ],
)
def test_an_opposite_verb_in_its_place_is_found(claim: str, source: str) -> None:
    [found] = check_predicates(as_worded(claim, source).text, source, source)
    assert found.kind == "antonym" and found.conflict and found.span is not None


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The weavers of Ulm painted the bridge for the Swedes.", SOLD),  # another verb, but no opposite
        ("The weavers handed over the bridge of Ulm to the Swedes.", SOLD),
        ("The weavers kept the bridge of Ulm for the Swedes.", SOLD),
        ("The council helped the weavers of Ulm.", "The council supported the weavers of Ulm."),
        ("The council permitted the fair of Ulm.", "The permission of the council made the fair of Ulm."),
        ("The council rejected the plan for a harbour.", "The council did not approve the plan for a harbour."),
        ("The weavers defended a mill of their own in Bern.", SOLD),  # no sentence has the rest
        ("The council had the fair of Ulm.", "The council opened the fair of Ulm."),  # it says too little
    ],
)
def test_kin_denials_and_what_is_told_nowhere_are_left(claim: str, source: str) -> None:
    assert check_predicates(claim, source, source) == []


def test_opposites_are_known_by_what_else_says_them() -> None:
    assert opposed("reject", "accept") and opposed("reject", "approv") and not opposed("reject", "refus")
