"""The page on narrow screens and by keyboard, in a real browser: menus at their field, the source over the chat."""

from pathlib import Path
from typing import Any

import pytest

from tests.browsing import ask, new_talk, visitor

pytestmark = pytest.mark.browser
SIZES = [(1440, 900), (390, 844), (320, 640)]


def box_of(page: Any, where: str) -> dict[str, float]:
    return dict(page.locator(where).bounding_box())


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_menu_opens_at_its_field_and_closes_when_focus_goes_on(
    browser: Any, site: Any, width: int, height: int
) -> None:
    with visitor(browser, site[0]) as page:
        page.set_viewport_size({"width": width, "height": height})
        for opener, shown, beside in (
            (".choice-open", ".choice-menu", "#composer"),  # neither the question nor Ask is hidden by it
            ("#scope-model input", "#scope-model .options", "#scope-model .wrap:has(> .wrap-inner)"),
        ):
            page.click(opener)
            page.wait_for_selector(f"{shown}:visible")
            menu, field = box_of(page, shown), box_of(page, beside)
            assert abs(menu["y"] + menu["height"] - field["y"]) < 8
            assert menu["x"] >= 0 and menu["x"] + menu["width"] <= width and menu["y"] >= 0
            for _ in range(4):  # the list's filter, its two buttons and one of its documents
                page.keyboard.press("Tab")
            page.wait_for_selector(shown, state="hidden")
        assert page.evaluate("document.documentElement.scrollHeight") <= height


@pytest.mark.parametrize(("width", "height"), SIZES[1:])
def test_the_source_takes_focus_and_escape_and_back_put_it_away(
    browser: Any, site: Any, width: int, height: int
) -> None:
    with visitor(browser, site[0]) as page:
        page.emulate_media(reduced_motion="no-preference")
        page.set_viewport_size({"width": width, "height": height})
        ask(page, "When?")
        here = page.url
        page.locator(".cite").nth(1).click()
        page.wait_for_function("document.activeElement.matches('mark.cited[data-n=\"2\"]')")
        assert page.evaluate("document.querySelector('#talk').inert")
        page.click("[data-tool=outline]")
        page.keyboard.press("Escape")
        page.wait_for_selector("#reading", state="hidden")
        page.wait_for_function("document.activeElement.dataset.n === '2' && !document.querySelector('#talk').inert")
        page.locator(".cite").nth(1).click()
        page.wait_for_selector("#reading:visible mark.cited.current")
        page.go_back()
        page.wait_for_selector("#reading", state="hidden")
        assert page.url == here and page.locator(".turn").count() == 1
        page.evaluate("document.querySelector('#talk-scroll').scrollLeft = 500")
        assert page.evaluate("document.querySelector('#talk-scroll').scrollLeft") == 0


def test_a_citation_of_a_removed_document_names_it(browser: Any, site: Any) -> None:
    _, _, library = site
    with visitor(browser, site[0]) as page:
        ask(page, "When?")
        page.wait_for_selector("mark.cited.current")
        document = library.document(library.resolve("mirel.txt"))
        library.remove(document.id)
        try:
            page.reload()
            page.wait_for_selector(".turn .cite")
            page.locator(".cite").nth(1).click()
            page.wait_for_selector(".source-failed >> text=“Harbour law in Mirel” is no longer in the library")
            assert "nine judges" in page.inner_text(".source-failed blockquote")
        finally:
            library.add(document)


def test_the_library_says_when_nothing_matches_and_escape_closes_an_unchanged_form(browser: Any, site: Any) -> None:
    with visitor(browser, site[0]) as page:
        page.get_by_role("tab", name="Library").click()
        page.fill(".shelf-search", "zeppelin")
        page.wait_for_selector(".shelf-none:visible")
        page.fill(".shelf-search", "")
        page.wait_for_selector(".shelf-none", state="hidden")
        page.click("[data-shelf=edit]")
        page.wait_for_function("document.activeElement.matches('.details-form [name=title]')")
        page.keyboard.press("Escape")
        page.wait_for_selector(".details-form", state="detached")
        page.wait_for_function("document.activeElement.matches('[data-shelf=edit]')")
        page.click("[data-shelf=edit]")
        page.wait_for_function("document.activeElement.matches('.details-form [name=title]')")
        page.fill(".details-form [name=title]", "Half a title")
        page.keyboard.press("Escape")
        page.wait_for_selector(".form-said >> text=Not saved yet")
        assert page.input_value(".details-form [name=title]") == "Half a title"


def test_a_form_keeps_what_is_typed_when_documents_arrive(browser: Any, site: Any, tmp_path: Path) -> None:
    _, _, library = site
    (tmp_path / "tides.txt").write_text("Tides\n\nThe tide at Mirel rises four metres in spring.\n")
    with visitor(browser, site[0]) as page:
        page.get_by_role("tab", name="Library").click()
        page.click("[data-shelf=edit]")
        page.fill(".details-form [name=title]", "Half a title")
        page.set_input_files("input.choose-files", [str(tmp_path / "tides.txt")])
        page.wait_for_selector(".book:nth-child(2)")
        page.wait_for_function("document.querySelector('.details-form [name=title]')?.value === 'Half a title'")
    library.remove(library.resolve("tides.txt"))


def test_a_pane_that_was_emptied_covers_nothing_when_the_window_gets_narrow(page: Any) -> None:
    ask(page, "When did the court first sit?")
    page.wait_for_selector("mark.cited.current")
    new_talk(page)
    page.wait_for_selector(".source-empty:visible")
    page.set_viewport_size({"width": 390, "height": 844})
    try:
        assert not page.locator("#reading").is_visible()
        assert not page.evaluate("document.querySelector('#talk').inert")
        ask(page, "When?")
    finally:
        page.set_viewport_size({"width": 1440, "height": 900})


def test_a_source_that_comes_after_its_conversation_was_left_is_not_shown(page: Any) -> None:
    page.evaluate(
        "() => { const call = pincite.call; window.back = () => { pincite.call = call; };"
        " pincite.call = async (...given) => { const reply = await call(...given);"
        " if (reply.places) await new Promise((go) => { window.deliver = go; }); return reply; }; }"
    )
    try:
        ask(page, "When did the court first sit?")
        page.wait_for_function("() => Boolean(window.deliver)")
        new_talk(page)
        page.evaluate(
            "new Promise((shown) => { deliver(); requestAnimationFrame(() => requestAnimationFrame(shown)); })"
        )
        assert page.locator(".source-empty").is_visible() and not page.locator("mark.cited").count()
    finally:
        page.evaluate("() => window.back()")
