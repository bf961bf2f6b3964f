"""Conversations in a real browser: kept, named, found, exported, deleted - and each reader's own."""

from typing import Any

import pytest

from tests.browsing import ask, new_talk, reload, visitor

pytestmark = pytest.mark.browser


def test_an_answer_goes_into_its_own_conversation_when_the_reader_moves_on(page: Any, site: Any) -> None:
    with site[1].held():
        page.fill("#question textarea", "Who moved on?")
        page.press("#question textarea", "Enter")
        page.wait_for_selector(".turn.live .stage")
        page.click(".new-talk")
        page.wait_for_selector(".welcome")
    page.wait_for_selector(".talk-open >> text=Who moved on?")
    assert page.locator(".welcome").count() == 1
    page.click(".talk-open >> text=Who moved on?")
    page.wait_for_selector(".turn:not(.live) .answer")


def test_conversations_are_kept_named_found_exported_and_deleted(page: Any) -> None:
    ask(page, "When did the court first sit?")
    reload(page)
    page.wait_for_selector(".talk-open")
    page.click(".talk-open")
    page.wait_for_selector(".answer")
    page.fill(".talk-search", "")
    with page.expect_download() as download:
        page.click("[data-format=docx]")
    assert download.value.suggested_filename == "When did the court first sit.docx"
    page.hover(".talk")
    page.click("[data-talk=rename]")
    page.fill(".talk-rename", "Harbour court")
    page.keyboard.press("Enter")
    page.wait_for_selector(".talk-open >> text=Harbour court")
    page.fill(".talk-search", "zeppelin")
    page.wait_for_selector(".talk-none", state="attached")
    page.fill(".talk-search", "nine judges")
    page.wait_for_selector(".talk-open")
    page.hover(".talk")
    page.click("[data-talk=delete]")
    page.click("[data-talk=undo]")
    page.wait_for_selector(".talk-open >> text=Harbour court")


def test_two_people_never_see_each_other(browser: Any, site: Any, page: Any) -> None:
    ask(page, "What of Zanzibar?")
    with visitor(browser, site[0]) as other:
        ask(other, "Another one?")
        assert other.locator(".talk-open").all_inner_texts() == ["Another one?"]
        assert "Zanzibar" not in other.content()
    assert page.locator(".talk-open").first.inner_text() == "What of Zanzibar?"


def test_what_was_searched_for_stays_listed_while_its_finds_are_opened_and_one_is_deleted(page: Any) -> None:
    for question in ("Who kept the northern beacon?", "Who paid for the northern mole?", "When was the quay built?"):
        new_talk(page)
        ask(page, question)
    listed = "[...document.querySelectorAll('.talk-open')].map((one) => one.textContent)"
    page.fill(".talk-search", "northern")
    page.wait_for_function(f"{listed}.length === 2")
    assert page.locator("[data-format=docx]").count() == 1  # the conversation shown isn't among them
    page.click(".talk-open >> text=beacon")
    page.wait_for_selector(".asked >> text=beacon")
    assert page.evaluate(f"{listed}.length") == 2
    page.hover(".talk.current")
    page.click(".talk.current [data-talk=delete]")
    page.wait_for_selector(".undo")
    assert page.evaluate(listed) == ["Who paid for the northern mole?"]
    ask(page, "How deep is the basin?")
    page.wait_for_selector(".talk-open >> text=basin")
    page.wait_for_function("document.querySelector('.talk-search').value === ''")
    assert page.evaluate(f"{listed}.length") >= 3
