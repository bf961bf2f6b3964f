"""Parts of decades, centuries and years beside dates, and the time that lies between two."""

import pytest

from assistant.checking import check_claim
from assistant.claims.evidence import findings
from assistant.claims.paraphrase import as_read
from assistant.claims.periods import lies_between, periods

MILL = "The mill at Orrin was built in 1941 by the guild. It burned down on 3 May 1956 and was never rebuilt."
PRESS = "Keller founded the press in 1875 and sold it in 1902."
STRIKE = "The strike began on 2 March 1893. It ended on 30 March. The leaders were tried in September of the same year."


@pytest.mark.parametrize(
    ("claim", "source", "read"),
    [
        ("The mill was built in the early 1940s.", MILL, "The mill was built in 1941."),
        ("The mill burned down in the spring of 1956.", MILL, "The mill burned down in May 1956."),
        ("The press was founded in the second half of the nineteenth century.", PRESS, "in 1875."),
        ("Keller sold the press in the early 20th century.", PRESS, "in 1902."),
    ],
)
def test_a_period_is_read_as_the_date_that_lies_in_it(claim: str, source: str, read: str) -> None:
    assert as_read(claim, source).text.endswith(read)
    assert check_claim(claim, [source]).verdict == "supported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The mill was built in the late 1940s.", MILL),
        ("The mill was built in the 1930s.", MILL),
        ("The mill burned down in the autumn of 1956.", MILL),
        ("Keller sold the press in the late 19th century.", PRESS),
        ("Keller founded the press in the early 1870s.", PRESS),
    ],
)
def test_a_date_outside_the_period_gainsays_it(claim: str, source: str) -> None:
    assert check_claim(claim, [source]).verdict != "supported"
    assert any(f.kind in ("date", "number") and f.conflict for f in findings(as_read(claim, source).text, source))


@pytest.mark.parametrize(
    "claim", ["It ran throughout the 1940s.", "It was well known by the early 1940s.", "It had run since the 1940s."]
)
def test_one_year_bears_out_no_length_of_time(claim: str) -> None:
    assert as_read(claim, MILL).text == claim


def test_a_decade_of_which_a_year_is_told_is_no_number_of_its_own() -> None:
    source = "Tarn lost its charter in 1944. The charter was restored to Tarn in 1948, after two appeals."
    assert not any(f.conflict for f in findings("Tarn lost its charter and regained it in the 1940s.", source))


def test_a_winter_has_two_years() -> None:
    (winter,) = periods("the winter of 1890")
    assert winter.holds(1890, 12) and winter.holds(1891, 2) and not winter.holds(1890, 7)


@pytest.mark.parametrize(
    ("count", "unit", "lies"),
    [
        (4, "week", True),
        (28, "day", True),
        (1, "month", True),
        (6, "month", True),
        (2, "week", False),
        (4, "month", False),
    ],
)
def test_the_time_between_two_dates_is_worked_out(count: float, unit: str, lies: bool) -> None:
    assert lies_between(count, unit, STRIKE) is lies


def test_a_length_of_time_that_lies_between_dates_is_not_missed() -> None:
    assert not any("four is not" in f.reason for f in findings("The strike lasted four weeks.", STRIKE))
    assert any("three is not" in f.reason for f in findings("The leaders waited three weeks.", STRIKE))
    assert not any(
        "quarter" in f.reason for f in findings("He had it for a quarter of a century.", PRESS) if f.kind == "number"
    )
