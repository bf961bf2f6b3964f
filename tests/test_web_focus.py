"""The keyboard in a real browser: where focus is after a redraw, the drawer, Back and Forward, and what is said."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import ask, served_library, settle, visitor
from tests.fakes_web import make_document, named_document

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIELD = "#question textarea"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """(address, chain, library) of a served app over five documents."""
    folder = tmp_path_factory.mktemp("focus")
    others = [named_document(name) for name in ("Bread in Varn", "Lamps", "Pilots", "Tides")]
    with served_library(folder, make_document(), *others, delay=0.05) as found:
        yield found


def press(page: Any, where: str, *keys: str) -> None:
    """Press Enter on what is there, then these keys."""
    page.locator(where).first.focus()
    for key in ("Enter", *keys):
        page.keyboard.press(key)
        page.wait_for_timeout(60)


def wait_for_focus(page: Any, where: str) -> None:
    page.wait_for_function("where => document.activeElement.matches(where)", arg=where)
    settle(page)
    page.wait_for_timeout(100)
    assert page.evaluate("where => document.activeElement.matches(where)", where)


def wait_until_said(page: Any, words: str) -> None:
    page.wait_for_function("words => document.querySelector('#pincite-voice')?.textContent.includes(words)", arg=words)


def test_focus_stays_where_one_was_in_the_list_of_conversations(page: Any) -> None:
    for question in ("First?", "Second?", "Third?"):
        ask(page, question)
        press(page, ".new-talk")
        wait_for_focus(page, FIELD)
        page.wait_for_selector(".welcome")
    press(page, ".talk:has-text('Second?') [data-talk=rename]")
    page.fill(".talk-rename", "Harbours")
    page.keyboard.press("Enter")
    wait_for_focus(page, ".talk:has([data-title='Harbours']) [data-talk=rename]")
    wait_until_said(page, "Renamed")
    press(page, ".talk:has-text('Third?') [data-talk=rename]", "Escape")
    wait_for_focus(page, "[data-title='Third?'][data-talk=rename]")
    press(page, ".talk:has-text('Third?') [data-talk=delete]")
    wait_for_focus(page, "[data-talk=undo]")
    wait_until_said(page, "Deleted “Third?”")
    page.keyboard.press("Enter")
    wait_for_focus(page, ".talk.current .talk-open")
    wait_until_said(page, "is back")
    press(page, ".talk-open >> text=Harbours")
    wait_for_focus(page, ".talk.current .talk-open")
    page.focus(".talk-search")
    page.keyboard.type("zeppelin")
    wait_until_said(page, "Nothing found.")
    assert page.input_value(".talk-search") == "zeppelin"
    page.fill(".talk-search", "")


def test_focus_goes_on_in_the_conversation(page: Any, site: Any) -> None:
    press(page, ".suggestion")
    page.wait_for_selector(".turn:not(.live) .answer")
    wait_for_focus(page, FIELD)
    wait_until_said(page, "Answered, with 3 citations.")
    press(page, "[data-act=retry]")
    page.wait_for_selector(".aside-note")
    wait_for_focus(page, FIELD)
    press(page, "[data-act=switch]")
    wait_for_focus(page, "[data-act=switch]")
    press(page, "[data-act=copy-plain]")
    wait_until_said(page, "Copied")
    with site[1].held():
        page.fill(FIELD, "A slow one?")
        page.press(FIELD, "Enter")
        page.wait_for_selector("#stop:visible")
        wait_until_said(page, "searching 1 document")
        press(page, "#stop")
        wait_for_focus(page, FIELD)
        wait_until_said(page, "Stopped.")


def test_a_quick_answer_is_said_without_its_stages(page: Any, site: Any) -> None:
    page.evaluate(
        "window.heard = []; const voice = document.querySelector('#pincite-voice') || (pincite.say('x'),"
        " document.querySelector('#pincite-voice'));"
        "new MutationObserver(() => heard.push(voice.textContent)).observe(voice, {childList: true})"
    )
    ask(page, "When?")
    wait_until_said(page, "Answered")
    assert not [words for words in page.evaluate("heard") if "search" in words or "reading" in words]


def test_what_is_done_in_the_library_is_said_in_the_rows_place_and_taken_back_there(page: Any) -> None:
    page.get_by_role("tab", name="Library").click()
    page.wait_for_selector(".book")
    titles = page.locator(".book h3").all_inner_texts()
    last = page.locator(".book").last.get_attribute("data-id")
    press(page, f"[data-shelf=remove][data-id='{last}']")
    wait_for_focus(page, "[data-shelf=undo]")
    wait_until_said(page, f"Removed “{titles[-1]}”")
    assert page.locator(".books > li").last.get_attribute("class") == "book-said"
    box = page.locator("[data-shelf=undo]").bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 900
    page.keyboard.press("Enter")
    wait_for_focus(page, f"[data-shelf=read][data-id='{last}']")
    assert "is back" in page.inner_text(f".book-said:has(+ .book[data-id='{last}'])")
    second = page.locator(".book").nth(1).get_attribute("data-id")
    page.click(f"[data-shelf=remove][data-id='{second}']")
    wait_for_focus(page, "[data-shelf=undo]")
    page.click("[data-shelf=undo]")
    wait_for_focus(page, f"[data-shelf=read][data-id='{second}']")
    third = page.locator(".book").nth(2).get_attribute("data-id")
    press(page, f"[data-shelf=edit][data-id='{third}']")
    wait_for_focus(page, ".details-form [name=title]")
    page.keyboard.press("Enter")
    page.wait_for_selector(f".book-said:has(+ .book[data-id='{third}']) >> text=Saved.")
    wait_for_focus(page, f"[data-shelf=edit][data-id='{third}']")
    press(page, f"[data-shelf=edit][data-id='{third}']")
    page.wait_for_selector(".details-form")
    press(page, "[data-shelf=cancel]")
    wait_for_focus(page, f"[data-shelf=edit][data-id='{third}']")


def test_a_replaced_document_is_told_of_in_its_new_place(page: Any, site: Any, tmp_path: Path) -> None:
    page.get_by_role("tab", name="Library").click()
    page.wait_for_selector(".book")
    (tmp_path / "tides.txt").write_text("Tides of Oss\n\nThe tide at Oss rises five metres in spring.\n")
    with page.expect_file_chooser() as chooser:
        page.locator(".book", has_text="Tides").locator("[data-shelf=replace]").click()
    chooser.value.set_files(str(tmp_path / "tides.txt"))
    page.wait_for_selector(".book-said >> text=Replaced by")
    assert "tides.txt" in page.inner_text(".book-said + .book")


@pytest.mark.parametrize("tab", ["Chat", "Library", "Evaluate"])
def test_the_drawer_opens_from_every_tab_and_holds_the_focus(browser: Any, site: Any, tab: str) -> None:
    with visitor(browser, site[0]) as page:
        page.set_viewport_size(PHONE)
        page.get_by_role("tab", name=tab).click()
        settle(page)
        press(page, ".talks-toggle")
        wait_for_focus(page, ".talk-close")
        assert page.get_attribute(".talks-toggle", "aria-expanded") == "true"
        assert page.evaluate("document.querySelector('#talk').inert && document.querySelector('#brand').inert")
        for _ in range(8):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.matches('body, #talks *')")
        page.keyboard.press("Escape")
        page.wait_for_selector("#talks", state="hidden")
        wait_for_focus(page, ".talks-toggle")
        assert page.get_attribute(".talks-toggle", "aria-expanded") == "false"
        page.click(".talks-toggle")
        page.click(".talk-close")
        page.wait_for_selector("#talks", state="hidden")
        page.click(".talks-toggle")
        page.wait_for_selector("#talks:visible")
        page.mouse.click(380, 400)
        page.wait_for_selector("#talks", state="hidden")
        assert not page.evaluate("document.querySelector('#talk').inert")


def test_back_and_forward_lead_through_conversations_and_tabs(page: Any) -> None:
    here = page.url.split("#")[0]
    ask(page, "The first of all?")
    first = page.url
    assert "#" in first
    press(page, ".new-talk")
    page.wait_for_selector(".welcome")
    assert page.url == here
    ask(page, "The second of all?")
    second = page.url
    page.get_by_role("tab", name="Library").click()
    page.wait_for_selector(".book")
    page.wait_for_timeout(500)
    page.go_back()
    page.wait_for_selector("#tabs button[aria-selected=true] >> text=Chat")
    assert page.url == second
    page.go_back()
    page.wait_for_selector(".asked >> text=The first of all?")
    assert page.url == first and page.locator(".turn").count() == 1
    page.go_forward()
    page.wait_for_selector(".asked >> text=The second of all?")
    assert page.url == second
    page.go_forward()
    page.wait_for_selector(".book:visible")


def test_a_kept_conversation_opens_at_its_last_question_and_the_source_pane_is_emptied(page: Any) -> None:
    for question in ("One?", "Two?", "Three?"):
        ask(page, question)
    page.wait_for_selector("mark.cited.current")
    press(page, ".new-talk")
    page.wait_for_selector(".source-empty:visible")
    page.click(".talk-open >> text=One?")
    page.wait_for_selector(".turn[data-turn='2']")
    settle(page)
    top = page.locator(".turn[data-turn='2'] .asked").bounding_box()["y"]
    assert 0 < top < 400
    assert page.locator(".source-empty").is_visible() and not page.locator(".cite.current").count()


def test_reading_from_the_library_unmarks_the_citation_and_escape_leads_back_to_the_row(page: Any, site: Any) -> None:
    library = site[2]
    ask(page, "When?")
    page.wait_for_selector(".cite.current")
    page.get_by_role("tab", name="Library").click()
    read = f"[data-shelf=read][data-id='{library.resolve('Lamps.txt')}']"
    press(page, read)
    page.wait_for_selector(".source-title >> text=Lamps")
    assert not page.locator(".cite.current, .open-cite.current").count()
    wait_for_focus(page, ".source-body")
    page.keyboard.press("Escape")
    page.wait_for_selector(".book:visible")
    wait_for_focus(page, read)


def test_on_a_phone_closing_what_was_read_from_the_library_leads_back_to_it(browser: Any, site: Any) -> None:
    read = f"[data-shelf=read][data-id='{site[2].resolve('Lamps.txt')}']"
    with visitor(browser, site[0]) as page:
        page.set_viewport_size(PHONE)
        for way in ("close", "back"):
            page.get_by_role("tab", name="Library").click()
            page.wait_for_selector(".book:visible")
            page.wait_for_timeout(500)
            press(page, read)
            page.wait_for_selector("#reading:visible .source-title >> text=Lamps")
            if way == "close":
                page.click(".source-head .close")
            else:
                page.go_back()
            page.wait_for_selector("#reading", state="hidden")
            page.wait_for_selector(".book:visible")
            wait_for_focus(page, read)
            page.get_by_role("tab", name="Chat").click()


def test_the_pane_is_emptied_when_its_document_leaves_the_library(page: Any, site: Any) -> None:
    gone = site[2].document(site[2].resolve("mirel.txt"))
    ask(page, "When?")
    page.wait_for_selector("mark.cited.current")
    page.get_by_role("tab", name="Library").click()
    page.wait_for_selector(".book")
    press(page, f"[data-shelf=remove][data-id='{gone.id}']")
    page.wait_for_selector("[data-shelf=undo]")
    page.get_by_role("tab", name="Chat").click()
    page.wait_for_selector(".source-empty:visible")
    site[2].add(gone)


def test_a_note_leads_back_to_each_of_its_markers(page: Any) -> None:
    ask(page, "When?")
    page.wait_for_selector("mark.cited.current")
    page.click(".source-body .note-ref[aria-label='Note 2']")
    page.click(".note-inline:visible .note-go")
    press(page, ".note-back[aria-label='Back to note 2']")
    wait_for_focus(page, ".note-ref[aria-label='Note 2']")
