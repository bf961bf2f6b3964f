"""The chat in a real browser: answers, citations, the source beside them, its look; no traffic to anyone else."""

from typing import Any

import pytest

from tests.browsing import ask, reload, settle, visitor

pytestmark = pytest.mark.browser


def test_an_answer_opens_its_first_citation_beside_it(page: Any) -> None:
    ask(page, "When did the court first sit?")
    page.wait_for_selector("mark.cited.current")
    marked = page.inner_text("mark.cited.current")
    assert marked == page.inner_text(".open-cite[data-n='1'] .ref-quote")
    assert "p. 57" in page.inner_text(".source-place")
    page.hover(".cite[data-n='2']")
    page.wait_for_function("getComputedStyle(document.querySelectorAll('.cite-card')[1]).visibility === 'visible'")
    for cite in page.locator(".cite").all():
        cite.hover()
        inside, card = (page.locator(where).bounding_box() for where in ("#talk-scroll", ".cite:hover + .cite-card"))
        assert inside["x"] <= card["x"] and card["x"] + card["width"] <= inside["x"] + inside["width"]
        assert inside["y"] <= card["y"] and card["y"] + card["height"] <= inside["y"] + inside["height"]
    page.click(".cite[data-n='2']")
    page.wait_for_function("document.querySelector('mark.cited.current')?.dataset.n === '2'")
    page.click("[data-tool=next]")
    assert page.inner_text(".step-words") == "[3]: place 3 of 3"


def test_a_citation_opens_by_keyboard_and_escape_leads_back(page: Any) -> None:
    ask(page, "When?")
    page.wait_for_selector("mark.cited.current")
    page.focus(".cite[data-n='3']")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('mark.cited[data-n=\"3\"]')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.n") == "3"


def test_verdicts_say_why_and_supported_is_plain(page: Any) -> None:
    ask(page, "When?")
    assert page.locator(".verdict-word").all_inner_texts() == ["partly supported", "contradicted"]
    page.locator(".verdict-word").first.click()
    assert page.locator(".why:visible").inner_text() == "1899 is not in the passage."


def test_notes_open_in_place_and_the_document_is_searched(page: Any) -> None:
    ask(page, "When?")
    page.wait_for_selector("mark.cited.current")
    page.click(".source-body .note-ref[aria-label='Note 2']")
    assert "The Courts of Mirel" in page.locator(".note-inline:visible").inner_text()
    page.fill(".find-box", "fee")
    page.wait_for_function("document.querySelector('.find-count').textContent.startsWith('1 of')")
    page.fill(".find-box", "zeppelin")
    page.wait_for_function("document.querySelector('.find-count').textContent === 'not found'")
    page.click("[data-tool=outline]")
    page.click(".outline button >> text=Notes")


def test_a_refusal_shows_passages_that_open(page: Any) -> None:
    ask(page, "Was there a fish tax?")
    assert "Nearest passages".upper() in page.inner_text(".refusal").upper()
    page.click(".refusal .open-cite")
    page.wait_for_selector("mark.cited.current")


def test_a_passage_near_a_refused_question_is_not_opened_by_itself_nor_marked_as_evidence(page: Any) -> None:
    colour = "getComputedStyle(document.querySelector('mark.cited.current')).backgroundColor"
    ask(page, "Was there a fish tax?")
    page.wait_for_timeout(500)
    assert not page.locator("mark.cited, .open-cite.current").count()
    page.click(".refusal .open-cite")
    page.wait_for_selector("mark.cited.current")
    near = page.evaluate(colour)
    assert page.inner_text(".source-place").startswith("Near the question, no answer to it")
    ask(page, "When did the court first sit?")
    page.wait_for_selector(".source:not(.near) mark.cited.current[data-n='1']")
    assert page.evaluate(colour) != near and "p. 57" in page.inner_text(".source-place")
    assert "no answer" not in page.inner_text(".source-place")
    ask(page, "Was there a window tax?")
    page.wait_for_timeout(500)
    assert page.locator(".turn").last.locator(".open-cite.current").count() == 0
    assert page.locator(".source:not(.near) mark.cited.current").count()  # what is read stays open
    assert page.evaluate(colour) == near  # and is no evidence of this question
    assert page.inner_text(".source-place").startswith("Shown for an earlier question · p. 57")


def test_edit_retry_and_copy(page: Any, site: Any) -> None:
    ask(page, "When?")
    page.click("[data-act=edit]")
    page.wait_for_function("document.querySelector('#question textarea').value === 'When?'")
    ask(page, "Who judged?", edited=True)
    assert page.locator(".asked").all_inner_texts() == ["Who judged?"]
    before = len(site[1].seen)
    page.click("[data-act=retry]")
    page.wait_for_selector(".turn.live")
    page.wait_for_selector(".turn:not(.live) .actions")
    assert [q.text for q in site[1].seen[before:]] == ["Who judged?"] and page.locator(".turn").count() == 1
    for style, words in (("plain", "[1] "), ("footnoted", "[^1]: Ana Torvald")):
        page.click(f"[data-act=copy-{style}]")
        page.wait_for_selector(f"[data-act=copy-{style}]:has-text('Copied')")
        assert words in page.evaluate("navigator.clipboard.readText()")


def test_a_suggested_question_is_asked_of_the_chosen_documents(browser: Any, site: Any) -> None:
    address, chain, library = site
    with visitor(browser, address) as page:
        page.click(".choice-open")
        page.click(".choice-list label >> text=Harbour law in Mirel")
        page.keyboard.press("Escape")
        words = page.inner_text(".suggestion >> nth=0")
        page.click(".suggestion >> nth=0")
        page.wait_for_selector(".turn:not(.live) .answer")
        assert page.inner_text(".asked") == words == chain.seen[-1].text
        assert chain.seen[-1].documents == (library.resolve("mirel.txt"),)


def test_stop_keeps_the_question_for_a_retry_and_the_next_is_heard(page: Any, site: Any) -> None:
    with site[1].held():
        page.fill("#question textarea", "A slow one?")
        page.press("#question textarea", "Enter")
        page.wait_for_selector(".stage >> text=searching 1 document")
        page.click("#stop")
        page.wait_for_selector(".turn.failed")
    assert "Stopped" in page.inner_text(".failure")
    page.click("[data-act=retry]")
    page.wait_for_selector(".turn:not(.live) .answer")
    while site[1].at_work:  # the stopped question may be, until it is heard of no more
        page.wait_for_timeout(20)
    settle(page)
    assert page.locator(".turn").count() == 1 and page.locator(".turn:not(.live) .answer").count() == 1
    page.wait_for_selector("#send:visible")
    ask(page, "And the next?")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_accessibility_violation(browser: Any, site: Any, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with visitor(browser, site[0], color_scheme=scheme) as page:
        found = []
        ask(page, "When?")
        page.wait_for_selector("mark.cited.current")
        views = ("Chat", "Library", "Evaluate")
        for view in views:
            page.get_by_role("tab", name=view, exact=True).click()
            if view == "Library":
                page.locator("[data-shelf=edit]").first.click()
                page.wait_for_selector(".details-form")
            result = axe.run(page).response["violations"]
            found += [
                (view, v["id"], [node["target"] for node in v["nodes"]][:4])
                for v in result
                if v["impact"] in ("serious", "critical")
            ]
        assert not found


def test_the_reader_chooses_the_dark_look_and_it_stays(browser: Any, site: Any) -> None:
    with visitor(browser, site[0], color_scheme="light") as page:
        paper = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(paper)
        page.focus("button.look")
        page.keyboard.press("Enter")
        page.wait_for_selector("button.look[aria-pressed=true]")
        dark = page.evaluate(paper)
        assert dark != light
        reload(page)
        page.wait_for_selector("button.look[aria-pressed=true]")
        assert page.evaluate(paper) == dark
        page.click("button.look")
        assert page.evaluate(paper) == light


def test_a_phone_shows_the_source_over_the_chat(page: Any) -> None:
    page.set_viewport_size({"width": 380, "height": 800})
    page.evaluate("document.querySelector('.source-head .close')?.click()")  # an earlier reader may have left it open
    try:
        ask(page, "When?")
        assert not page.locator("#reading").is_visible()
        page.locator(".cite").first.click()
        page.wait_for_selector("#reading:visible mark.cited.current")
        page.click(".source-head .close")
        page.wait_for_selector("#reading", state="hidden")
        for view in ("Chat", "Library", "Evaluate"):
            page.get_by_role("tab", name=view, exact=True).click()
            assert page.evaluate("document.documentElement.scrollWidth") <= 380
        page.get_by_role("tab", name="Chat").click()
        page.click(".talks-toggle")
        page.wait_for_selector("#talks:visible .talk-open")
        page.keyboard.press("Escape")
        page.wait_for_selector("#talks", state="hidden")
    finally:
        page.set_viewport_size({"width": 1440, "height": 900})
