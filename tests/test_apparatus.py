"""Claims with references, note numbers and the marks of a list: these are no part of what is checked."""

import time

import pytest

from assistant.checking import check_claim
from assistant.claims.apparatus import without_apparatus

GUILD = (
    "The guild met twice a year in the great hall at Orrin. Its masters paid no tolls. Peace was made in Tarn in 1612."
)


@pytest.mark.parametrize(
    "claim",
    [
        "The guild met twice a year (Marn 2010, p. 4).",
        "The guild met twice a year (see Marn and Selm 2003; Otto et al., 2011a: 3–5).",
        "The guild met twice a year (pp. 44–45).",
        "The guild met twice a year.[3]",
        "The guild met twice a year [3, 4].",
        "The guild met twice a year.¹²",
        "1. The guild met twice a year.",
        "- The guild met twice a year.\n- Its masters paid no tolls.",
    ],
)
def test_references_and_marks_are_not_checked(claim: str) -> None:
    assert check_claim(claim, [GUILD]).verdict == "supported"


def test_a_false_claim_stays_false_with_its_reference() -> None:
    assert check_claim("The guild met nine times a year (Marn 2010, p. 4).", [GUILD]).verdict != "supported"


@pytest.mark.parametrize(
    ("claim", "left"),
    [
        ("According to Marn (2010: 44–45), it met.", "According to Marn, it met."),
        ("Marn (2010) argues that it met.", "Marn argues that it met."),
        ("Marn (1997) proposed it.", "Marn (1997) proposed it."),
        ("Peace was made (Tarn 1612).", "Peace was made (Tarn 1612)."),
        ("It was signed (May 1994).", "It was signed (May 1994)."),
        ("It failed (by 1950).", "It failed (by 1950)."),
        ("The kings (12) met in x² + y².", "The kings (12) met in x² + y²."),
        ("[3]", "[3]"),
    ],
)
def test_only_what_merely_refers_is_left_out(claim: str, left: str) -> None:
    assert without_apparatus(claim, GUILD) == left


def test_what_the_source_has_too_stays() -> None:
    source = "The hall burned down (Marn 2010, p. 4)."
    assert without_apparatus(source, source) == source


def test_a_page_of_figures_without_stops_takes_no_longer_than_its_length() -> None:
    begun = time.perf_counter()
    check_claim("More than 1941 of them came.", ["more than 1941 came, and it would have been " * 3000])
    assert time.perf_counter() - begun < 10
