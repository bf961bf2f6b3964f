"""Parts of a whole: a claim's "two fifths", "most" and "none" beside the figures of its source."""

import pytest

from assistant.checking import check_claim
from assistant.claims.evidence import findings
from assistant.claims.paraphrase import as_read
from assistant.claims.shares import shares

GUILD = (
    "The guild asked its masters about the new tariff. 14 of the 30 masters welcomed it, 9 rejected it, and 7 gave no "
    "answer. The journeymen were not asked. Three of the five judges had studied in Tarn. All five judges were married."
)
RENT = (
    "In the survey, 62 per cent of the tenants said that the rent was fair; 21 per cent called it too high, and 17 per "
    "cent did not reply. Of the 200 letters, 83 were written in Latin and 117 in the vernacular."
)
WOOL = "In 1890, 70 per cent of the exports were wool. By 1910 only 35 per cent of the exports were wool."
TOWN = "In 1950 every second house had electricity; in the town nine in ten had it."
ABSTAINED = "None of the nine members voted against it; three of the nine members abstained."


@pytest.mark.parametrize(
    ("text", "values", "others"),
    [
        ("Roughly two fifths of them left.", (0.36, 0.42), (0.3, 0.5)),
        ("More than half of them left.", (0.51, 0.9), (0.5, 0.45)),
        ("Nearly half of them left.", (0.47,), (0.5, 0.3)),
        ("Three in ten smiths left.", (0.3,), (0.4,)),
        ("A minority of them left.", (0.2,), (0.5, 0.6)),
        ("Most of them left.", (0.6,), (0.5, 1.0)),
    ],
)
def test_a_share_is_borne_by_a_range_of_values(text: str, values: tuple[float, ...], others: tuple[float, ...]) -> None:
    (share,) = shares(text)
    assert all(share.borne_by(value) for value in values)
    assert not any(share.borne_by(value) for value in others)


@pytest.mark.parametrize("text", ["Three in ten years.", "He came in two of May.", "At half past ten."])
def test_what_only_looks_so_is_no_share(text: str) -> None:
    assert shares(text) == ()


@pytest.mark.parametrize(
    ("claim", "read"),
    [
        ("Nearly half of the masters welcomed the new tariff.", "14 of the 30 masters welcomed the new tariff."),
        ("Most of the judges had studied in Tarn.", "Three of the five judges had studied in Tarn."),
        ("Just under a third of the masters rejected it.", "9 of the masters rejected it."),
    ],
)
def test_a_share_is_read_as_the_source_states_it(claim: str, read: str) -> None:
    assert as_read(claim, GUILD).text == read


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Nearly half of the masters welcomed the new tariff.", GUILD),
        ("A minority of the masters rejected the tariff.", GUILD),
        ("All of the judges were married.", GUILD),
        ("Roughly three fifths of the tenants thought the rent fair.", RENT),
        ("More than half of the letters were written in the vernacular.", RENT),
        ("Most of the exports were wool in 1890.", WOOL),
        ("None of the members voted against it.", ABSTAINED),
    ],
)
def test_a_share_that_the_source_states_is_borne_out(claim: str, source: str) -> None:
    assert check_claim(claim, [source]).verdict == "supported"
    assert not any(f.conflict for f in findings(as_read(claim, source).text, source))


@pytest.mark.parametrize(
    ("claim", "source", "said"),
    [
        ("More than half of the masters welcomed the new tariff.", GUILD, "14 of the 30"),
        ("Most of the masters rejected the tariff.", GUILD, "9"),
        ("All of the judges had studied in Tarn.", GUILD, "Three of the five"),
        ("None of the judges had studied in Tarn.", GUILD, "Three of the five"),
        ("Most of the tenants called the rent too high.", RENT, "21 per cent"),
        ("More than half of the letters were in Latin.", RENT, "83"),
    ],
)
def test_a_share_that_is_another_is_named(claim: str, source: str, said: str) -> None:
    checked = check_claim(claim, [source])
    assert checked.verdict != "supported"
    assert any(f"the passage says “{said}”, the claim" in reason for reason in checked.reasons)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Half of the houses had electricity in 1950.", TOWN),
        ("None of the members voted against it.", ABSTAINED),
        ("Every judge was married.", GUILD),
        (
            "Almost half of the young smiths had left, compared to 33 per cent ten years before.",
            "Surveys found that 33 per cent of the young smiths had left ten years before. It is far worse now.",
        ),
        ("No journeyman was asked.", GUILD),
    ],
)
def test_a_figure_of_something_else_gainsays_no_share(claim: str, source: str) -> None:
    assert not any(f.kind == "number" and f.conflict for f in findings(claim, source))


def test_the_reason_quotes_the_claims_own_words() -> None:
    checked = check_claim("Two fifths of the tenants of Orrin said that the rent was fair.", [RENT])
    assert not any("per cent of the tenants of Orrin" in reason for reason in checked.reasons)
    assert any("Two fifths" in reason for reason in checked.reasons)
