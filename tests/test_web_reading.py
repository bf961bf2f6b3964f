"""The source pane in a real browser: a PDF's pages turned with the sentences' boxes, author-year citations opened."""

from collections.abc import Iterator
from typing import Any

import pytest

from eval.samples import sample_paths
from ingest.reading import read_here
from tests.browsing import ask, served_library

pytestmark = pytest.mark.browser
TOLLS = """# Tolls

The toll at Varn was raised in the same year (Brook 2005, 164), which nobody had foreseen.

Others give a later year for it (Nemo 2001), and see (Lund 2011) for the reasons that were given.

It was lowered again when the harbour froze over for a second time (Lund 2011).

## References

Brook, Anselm. 2005. *The Decade of 1983*. Bergen: Fjord.

Lund, Kim. 2011. *Ice & Tolls*. Oslo: Fjord.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """(address, chain, its two documents: a PDF and one that cites by author and year)."""
    folder = tmp_path_factory.mktemp("reading")
    (folder / "tolls.md").write_text(TOLLS, encoding="utf-8")
    documents = {
        "pdf": read_here(next(path for path in sample_paths() if path.suffix == ".pdf")),
        "tolls": read_here(folder / "tolls.md"),
    }
    with served_library(folder, *documents.values()) as (address, chain, _):
        yield address, chain, documents


def test_the_pages_of_a_pdf_are_turned_beside_the_cited_sentence(page: Any, site: Any) -> None:
    _, chain, documents = site
    chain.document = documents["pdf"]
    count = documents["pdf"].page_count
    ask(page, "What is this?")
    page.wait_for_selector("mark.cited.current")
    page.click("[data-tool=image]")
    page.wait_for_selector(".sheet-box.current")
    assert page.inner_text(".page-words").endswith(f"page 1 of {count}")
    first = page.get_attribute(".sheet img", "src")
    box, sheet = page.locator(".sheet-box.current").first.bounding_box(), page.locator(".sheet").bounding_box()
    assert sheet["x"] <= box["x"] and box["x"] + box["width"] <= sheet["x"] + sheet["width"] + 1
    page.focus("[data-tool=page-after]")
    page.keyboard.press("Enter")
    page.wait_for_selector(f".page-words >> text=page 2 of {count}")
    page.wait_for_function("src => document.querySelector('.sheet img').src !== src", arg=first)
    page.click("[data-tool=page-before]")
    page.wait_for_selector(f".page-words >> text=page 1 of {count}")
    page.click("[data-tool=page-before]")  # there is none before it
    page.wait_for_selector(".page-sheet:not([aria-busy])")
    assert page.inner_text(".page-words").endswith(f"page 1 of {count}")
    page.click("[data-tool=image]")
    assert page.locator(".page-image").is_hidden()


def test_the_text_stays_in_sight_beside_the_page_and_the_outline_and_a_search_moves_it(page: Any, site: Any) -> None:
    _, chain, documents = site
    chain.document = documents["pdf"]
    ask(page, "What is this?")
    page.wait_for_selector("mark.cited.current")
    page.click("[data-tool=image]")
    page.wait_for_selector(".sheet-box.current")
    page.click("[data-tool=outline]")
    page.wait_for_selector(".outline.shown")
    assert page.locator(".source-body").bounding_box()["height"] > 150
    assert page.locator(".page-sheet").bounding_box()["height"] > 150
    page.evaluate("document.querySelector('.source-body').scrollTop = 0")
    page.fill(".find-box", documents["pdf"].text[-200:].split()[-3])
    page.wait_for_selector(".find-count >> text=1 of")
    page.keyboard.press("Shift+Enter")  # the last of them
    page.wait_for_function("document.querySelector('.source-body').scrollTop > 100")


def test_an_author_year_citation_opens_the_work_it_means(page: Any, site: Any) -> None:
    _, chain, documents = site
    chain.document = documents["tolls"]
    ask(page, "When?")
    page.wait_for_selector("mark.cited.current")
    page.wait_for_selector(".work-ref")  # what was read before may still be shown
    assert page.locator(".work-ref").all_inner_texts() == ["Brook 2005, 164", "Nemo 2001", "Lund 2011", "Lund 2011"]
    page.focus(".work-ref >> nth=0")
    page.keyboard.press("Enter")
    shown = page.locator(".note-inline:visible")
    assert "Brook, Anselm. 2005. The Decade of 1983. Bergen: Fjord." in shown.inner_text()
    assert page.get_attribute(".work-ref >> nth=0", "aria-expanded") == "true"
    page.keyboard.press(" ")
    assert not shown.count()
    page.click(".work-ref >> nth=1")
    assert "nothing by Nemo" in shown.inner_text()
    page.click(".work-ref >> nth=1")
    page.click(".work-ref >> nth=3")
    shown.locator(".note-go").click()
    assert "Ice & Tolls" in page.evaluate("document.activeElement.innerText")
