"""Lines at the head of a journal's pages, and lines that only look like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.samples import sample_paths
from ingest.readers import read
from ingest.running_head import read_running_head


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Maritime History Vol. 42, No. 4, pp. 540–558",
            {"container": "Maritime History", "volume": "42", "issue": "4", "pages": "540–558"},
        ),
        (
            "Journal of Maritime Orders 9 (2), 2023",
            {"container": "Journal of Maritime Orders", "volume": "9", "issue": "2", "date": "2023"},
        ),
        (
            "Harbour Journal of Law 2 (2010) 2, 689-711",
            {"container": "Harbour Journal of Law", "volume": "2", "date": "2010", "issue": "2", "pages": "689–711"},
        ),
        (
            "REVISTA DE PUERTOS | LIMA | V.10 N.01 2018 P. 195-220",
            {"container": "REVISTA DE PUERTOS", "volume": "10", "issue": "01", "date": "2018", "pages": "195–220"},
        ),
        (
            "Pacific Survey, Vol. XXVII, No. 9, September 1987",
            {"container": "Pacific Survey", "volume": "XXVII", "issue": "9", "date": "1987"},
        ),
        ("doi: 10.5555/jmo.2023.0902", {"doi": "10.5555/jmo.2023.0902"}),
        ("https://doi.org/10.5555/jmo.2023.0902.", {"doi": "10.5555/jmo.2023.0902"}),
    ],
)
def test_running_heads(line: str, expected: dict[str, str]) -> None:
    assert read_running_head([line]) == {name: (value,) for name, value in expected.items()}


@pytest.mark.parametrize(
    "line",
    [
        "In May 2007 the four countries met for the first time.",
        "Assessment of Intelligence on Torch’, Cryptologia, 13, 2 (1989), pp. 135–42.",
        "212 Ines Tarkowski",
        "© The Author(s) 2024. Published by a press.",
        "Introduction",
        "From the modest and recent beginning - a collection of articles",
        "Table 1. Meetings of the leaders of the Quad, 2021-2023",
        "",
    ],
)
def test_what_is_no_running_head(line: str) -> None:
    assert read_running_head([line]) == {}


@given(st.lists(st.text(max_size=200), max_size=5))
def test_no_line_raises(lines: list[str]) -> None:
    assert all(value and value[0] for value in read_running_head(lines).values())


def test_the_sample_pdf_says_where_it_was_printed() -> None:
    (path,) = (path for path in sample_paths() if path.suffix == ".pdf")
    stated = read(path).metadata
    assert stated["container"] == ("Journal of Maritime Orders",)
    assert (stated["volume"], stated["issue"], stated["date"]) == (("9",), ("2",), ("2023",))
    assert stated["doi"] == ("10.5555/jmo.2023.0902",)
