"""The documents that are asked: one line, a list that opens by keyboard, and a choice that outlives a reload."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browsing import ask, reload, served_library, settle, visitor
from tests.fakes_web import make_document, named_document
from web.choice_html import choice_html

NAMES = ("Bread in Varn", "Lamps of the long northern quay and those who were paid to light them", "Pilots", "Tides")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """(address, chain, library) of a served app over five documents."""
    folder = tmp_path_factory.mktemp("choice")
    others = [named_document(name) for name in NAMES]
    with served_library(folder, make_document(), *others) as found:
        yield found


def test_the_choice_says_how_many_documents_there_are_and_escapes_their_titles() -> None:
    markup = choice_html([("<b>Tides</b>", "a"), ("Bread", 'b"')])
    assert ">All 2 documents<" in markup and "&lt;b&gt;Tides" in markup and 'value="b&quot;"' in markup
    assert ">1 document<" in choice_html([("Tides", "a")])
    assert ">No documents<" in choice_html([]) and "disabled" in choice_html([]) and "disabled" not in markup


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.className || document.activeElement.parentElement.textContent"))


@pytest.mark.browser
def test_documents_are_filtered_ticked_and_left_by_keyboard_and_the_line_stays_one(browser: Any, site: Any) -> None:
    address, chain, library = site
    with visitor(browser, address) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.wait_for_selector(".choice-open >> text=All 5 documents")
        before = page.locator("#scope").bounding_box()["height"]
        page.focus(".choice-open")
        page.keyboard.press("Enter")
        assert focused(page) == "choice-find"
        page.keyboard.type("of")
        assert page.locator(".choice-list li:visible").count() == 1
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        assert page.inner_text(".choice-open").startswith("1 of 5 documents: Lamps of the long")
        page.fill(".choice-find", "zeppelin")
        assert page.locator(".choice-none:visible").count() == 1
        page.fill(".choice-find", "")
        for key in ("ArrowDown", "ArrowDown", "Space", "End", "Space"):
            page.keyboard.press(key)
        assert focused(page) == "Tides"
        page.keyboard.press("Escape")
        page.wait_for_selector(".choice-menu", state="hidden")
        assert focused(page) == "choice-open" and page.inner_text(".choice-open") == "3 of 5 documents"
        assert page.locator("#scope").bounding_box()["height"] == before
        page.wait_for_selector(".welcome >> text=3 chosen documents")
        reload(page)
        page.wait_for_selector(".choice-open >> text=3 of 5 documents")
        ask(page, "When?")
        assert set(chain.seen[-1].documents) == {library.resolve(f"{n[:5]}.txt") for n in ("Lamps", "Tides")} | {
            library.resolve("mirel.txt")
        }
        page.click(".choice-open")
        page.click(".choice-all")
        page.click(".choice-done")
        page.wait_for_selector(".choice-open >> text=All 5 documents")
        ask(page, "And now?")
        assert chain.seen[-1].documents == ()


@pytest.mark.browser
def test_a_chosen_document_that_leaves_the_library_is_no_longer_asked(browser: Any, site: Any) -> None:
    address, chain, library = site
    gone = library.document(library.resolve("Pilot.txt"))
    with visitor(browser, address) as page:
        page.click(".choice-open")
        for name in ("Pilots", "Tides"):
            page.click(f".choice-list label >> text={name}")
        library.remove(gone.id)
        try:
            ask(page, "When?")
            assert chain.seen[-1].documents == (library.resolve("Tides.txt"),)
            settle(page)
            reload(page)
            page.wait_for_selector(".choice-open >> text=1 of 4 documents: Tides")
        finally:
            library.add(gone)
