"""Nothing typed or answered is lost silently: the page in a real browser, edited, doubled, reloaded, cut off."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ingest.library import Library
from tests.browsing import ERRORS, ask, reload, serving, settle, visitor
from tests.fakes import WordEmbedder
from tests.fakes_web import FakeChain, in_loop, make_document
from web.app import build_app
from web.server import create_server, running

pytestmark = pytest.mark.browser
FIELD = "#question textarea"


def asked(page: Any) -> list[str]:
    return list(page.locator(".turn:not(.live) .asked").all_inner_texts())


def wait_for_turns(page: Any, count: int) -> None:
    page.wait_for_function(
        f"document.querySelectorAll('.turn:not(.live)').length === {count} && !document.querySelector('.turn.live')"
    )


def test_an_earlier_question_asked_anew_sets_the_later_ones_aside_and_brings_them_back(page: Any) -> None:
    for question in ("When?", "Who judged?", "And what was paid?"):
        ask(page, question)
    page.locator("[data-act=edit]").first.click()
    page.wait_for_selector(".editing >> text=Editing question 1")
    assert "2 questions after it are kept" in page.inner_text(".editing")
    assert page.evaluate("document.activeElement.matches('#question textarea')")
    page.fill(FIELD, "Where did it sit?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".aside-note")
    assert asked(page) == ["Where did it sit?"] and not page.locator(".editing").count()
    assert page.locator(".talk-open").first.inner_text() == "Where did it sit?"
    page.locator("[data-act=switch]").click()
    wait_for_turns(page, 3)
    assert asked(page) == ["When?", "Who judged?", "And what was paid?"]
    assert page.locator(".talk-open").first.inner_text() == "When?"
    page.locator("[data-act=switch]").click()
    wait_for_turns(page, 1)
    assert asked(page) == ["Where did it sit?"]


def test_a_retry_keeps_what_followed(page: Any) -> None:
    for question in ("When?", "Who judged?"):
        ask(page, question)
    page.locator("[data-act=retry]").first.click()
    page.wait_for_selector(".aside-note >> text=with the question after it")
    reload(page)
    page.wait_for_selector("[data-act=switch]")
    page.click("[data-act=switch]")
    wait_for_turns(page, 2)
    assert asked(page) == ["When?", "Who judged?"]


@pytest.mark.parametrize("way", ["Escape", "Cancel"])
def test_an_edit_is_left_and_gives_back_what_stood_in_the_field(page: Any, way: str) -> None:
    ask(page, "When?")
    page.fill(FIELD, "half a thought")
    page.click("[data-act=edit]")
    page.wait_for_function("document.querySelector('#question textarea').value === 'When?'")
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.click(".editing button")
    assert page.input_value(FIELD) == "half a thought" and not page.locator(".editing").count()
    ask(page, "half a thought, and the rest?")
    assert asked(page) == ["When?", "half a thought, and the rest?"]


@pytest.mark.parametrize("wait", [0, 80, 250])
def test_a_second_question_waits_in_its_field_while_the_first_is_answered(page: Any, site: Any, wait: int) -> None:
    with site[1].held():
        page.fill(FIELD, "The first?")
        page.press(FIELD, "Enter")
        page.wait_for_timeout(wait)
        page.fill(FIELD, "The second?")
        page.press(FIELD, "Enter")
        page.wait_for_selector(".composer-said >> text=still being written")
    wait_for_turns(page, 1)
    assert asked(page) == ["The first?"] and page.input_value(FIELD) == "The second?"
    page.press(FIELD, "Enter")
    wait_for_turns(page, 2)
    assert asked(page) == ["The first?", "The second?"] and page.input_value(FIELD) == ""


@pytest.mark.slow
def test_two_windows_of_one_conversation_keep_both_their_questions(page: Any) -> None:
    ask(page, "In the first window?")
    other = page.context.new_page()
    other.set_default_timeout(90_000)
    other.goto(page.url)
    other.wait_for_selector(".turn")
    ask(page, "In the first again?")
    other.fill(FIELD, "In the second window?")
    other.press(FIELD, "Enter")
    wait_for_turns(other, 3)
    every = ["In the first window?", "In the first again?", "In the second window?"]
    assert asked(other) == every
    other.hover(".talk.current")
    other.click(".talk.current [data-talk=delete]")
    other.wait_for_selector(".undo")
    page.fill(FIELD, "After it was deleted?")
    page.press(FIELD, "Enter")
    page.wait_for_selector(".told >> text=deleted in another window")
    assert page.input_value(FIELD) == "After it was deleted?" and len(asked(page)) == 2
    other.click("[data-talk=undo]")
    wait_for_turns(other, 3)
    page.press(FIELD, "Enter")
    wait_for_turns(page, 4)
    assert asked(page) == [*every, "After it was deleted?"]
    other.close()


def served_anew(site: Any, folder: Path) -> Any:
    """A server of its own over the same library, which knows nothing of those before it but what they wrote down."""
    return in_loop(lambda: create_server(build_app(site[1], site[2], folder=folder), site[1], site[2]))


@pytest.mark.slow
def test_a_page_goes_on_where_the_server_was_started_anew(browser: Any, site: Any, tmp_path: Path) -> None:
    with ExitStack() as first:
        address = first.enter_context(running(served_anew(site, tmp_path)))
        with visitor(browser, address) as page:
            ask(page, "Before?")
            settle(page)
            first.close()
            with running(served_anew(site, tmp_path), int(address.rsplit(":", 1)[1])):
                ask(page, "And after?")
                assert asked(page) == ["Before?", "And after?"]
                assert page.locator(".talk-open").all_inner_texts() == ["Before?"]
                page.get_by_role("tab", name="Library").click()
                page.get_by_role("tab", name="Chat").click()
                settle(page)
                assert asked(page) == ["Before?", "And after?"]
                settle(page)
            ERRORS[page].clear()


@pytest.mark.slow
def test_while_the_server_is_away_what_fails_is_said_and_what_is_asked_stays(
    browser: Any, site: Any, tmp_path: Path
) -> None:
    with ExitStack() as first:
        address = first.enter_context(running(served_anew(site, tmp_path)))
        with visitor(browser, address) as page:
            ask(page, "Before?")
            settle(page)
            first.close()
            page.click("[data-act=copy-plain]")
            page.wait_for_selector("[data-act=copy-plain] >> text=The server does not answer")
            page.click("[data-format=md]")
            page.wait_for_selector(".export-said >> text=The server does not answer")
            assert page.inner_text("[data-format=md]") == "Markdown"
            page.fill(FIELD, "Asked of nobody?")
            page.press(FIELD, "Enter")
            page.wait_for_selector("text=Connection to the server was lost")
            assert page.input_value(FIELD) == "Asked of nobody?"
            with running(served_anew(site, tmp_path), int(address.rsplit(":", 1)[1])):
                # Gradio loads the page again by itself once the server is there
                page.wait_for_selector(".turn:not(.live) .answer")
                page.wait_for_function("document.querySelector('#question textarea')?.value === 'Asked of nobody?'")
                page.wait_for_function("!document.body.innerText.includes('Connection to the server was lost')")
                page.wait_for_selector(".talk-open >> text=Before?")
                page.press(FIELD, "Enter")
                wait_for_turns(page, 2)
                assert asked(page) == ["Before?", "Asked of nobody?"]
                settle(page)
            ERRORS[page].clear()


def test_a_reload_keeps_the_conversation_the_tab_the_choice_and_what_is_typed(browser: Any, site: Any) -> None:
    with visitor(browser, site[0]) as page:
        page.click(".choice-open")
        page.click(".choice-list label >> text=Harbour law in Mirel")
        page.keyboard.press("Escape")
        page.wait_for_selector(".welcome >> text=1 document")
        ask(page, "Where did it sit?")
        page.fill(FIELD, "not sent yet")
        page.get_by_role("tab", name="Library").click()
        page.wait_for_selector(".book:visible")
        reload(page)
        page.wait_for_selector(".book:visible")
        assert page.get_by_role("tab", name="Library").get_attribute("aria-selected") == "true"
        page.get_by_role("tab", name="Chat").click()
        wait_for_turns(page, 1)
        page.wait_for_selector(".choice-open >> text=1 of 1 document: Harbour law in Mirel")
        assert asked(page) == ["Where did it sit?"] and page.input_value(FIELD) == "not sent yet"
        page.wait_for_selector(".talk.current")
        page.press(FIELD, "Enter")
        wait_for_turns(page, 2)
        assert site[1].seen[-1].documents == (site[2].resolve("mirel.txt"),)


def test_a_kept_conversation_that_is_not_drawn_yet_is_no_empty_one(browser: Any, site: Any) -> None:
    with visitor(browser, site[0]) as page:
        ask(page, "Where did it sit?")
        page.evaluate(
            "const where = pincite.where; pincite.where = () => where().replace('\"turns\":1', '\"turns\":0')"
        )
        assert '"turns":0' in page.evaluate("pincite.where()")
        page.get_by_role("tab", name="Library").click()
        page.wait_for_selector(".book:visible")
        page.get_by_role("tab", name="Chat").click()
        settle(page)
        assert asked(page) == ["Where did it sit?"] and not page.locator(".welcome").count()


def test_a_question_cut_off_by_a_reload_comes_back_into_the_field(browser: Any, site: Any) -> None:
    with visitor(browser, site[0]) as page:
        settle(page)
        page.route("**/queue/join*", lambda route: None)  # it never reaches the server
        page.fill(FIELD, "Cut off?")
        page.press(FIELD, "Enter")
        page.wait_for_timeout(300)
        page.unroute("**/queue/join*")
        page.reload()
        page.wait_for_function("document.querySelector('#question textarea')?.value === 'Cut off?'")
        assert not page.locator(".turn").count()
        ERRORS[page].clear()


def test_a_question_sent_before_the_page_was_drawn_stays_until_it_is_taken(browser: Any, site: Any) -> None:
    with visitor(browser, site[0]) as page:
        settle(page)
        page.route("**/queue/join*", lambda route: None)  # it never reaches the server
        drawn = page.evaluate(
            "() => { const data = document.querySelector('.thread').dataset, was = data.conversation;"
            " delete data.conversation; return was; }"
        )
        page.fill(FIELD, "Sent early?")
        page.press(FIELD, "Enter")
        page.evaluate(
            "was => { document.querySelector('.thread').dataset.conversation = was;"
            " document.dispatchEvent(new CustomEvent('pincite:thread')); }",
            drawn,
        )
        assert page.input_value(FIELD) == "Sent early?"
        ERRORS[page].clear()


@pytest.mark.parametrize("before", [0, 1])
def test_an_answer_under_way_is_shown_again_after_a_reload_and_its_question_stands_once(
    browser: Any, site: Any, before: int
) -> None:
    with visitor(browser, site[0]) as page:
        for _ in range(before):
            ask(page, "Before?")
        with site[1].held():
            page.fill(FIELD, "Under way?")
            page.press(FIELD, "Enter")
            page.wait_for_selector(".turn.live .stage >> text=searching")
            page.reload()
            page.wait_for_selector(".turn.live .asked >> text=Under way?")
            page.wait_for_selector("#stop:visible")
            assert page.input_value(FIELD) == ""
        wait_for_turns(page, before + 1)
        assert asked(page) == ["Before?"] * before + ["Under way?"] and page.locator(".answer").count() == before + 1
        page.wait_for_selector(".talk.current")
        assert page.input_value(FIELD) == "" and page.evaluate("sessionStorage['pincite-unanswered']") is None
        page.reload()
        wait_for_turns(page, before + 1)
        settle(page)
        assert page.input_value(FIELD) == ""
        ERRORS[page].clear()


def test_an_answer_under_way_is_stopped_after_a_reload(browser: Any, site: Any) -> None:
    with visitor(browser, site[0]) as page:
        with site[1].held():
            page.fill(FIELD, "Stopped later?")
            page.press(FIELD, "Enter")
            page.wait_for_selector(".turn.live .stage >> text=searching")
            page.reload()
            page.wait_for_selector(".turn.live")
            page.click("#stop")
            page.wait_for_selector(".turn.failed >> text=Stopped before it was answered")
        ask(page, "And the next?")
        assert asked(page) == ["Stopped later?", "And the next?"]
        ERRORS[page].clear()


@pytest.mark.slow
def test_an_answer_that_came_while_nobody_looked_is_shown_and_its_question_leaves_the_field(
    browser: Any, site: Any
) -> None:
    with visitor(browser, site[0]) as page:
        ask(page, "Seen by nobody?")
        settle(page)
        page.evaluate("sessionStorage['pincite-unanswered'] = 'Seen  by nobody?'")
        reload(page)
        wait_for_turns(page, 1)
        settle(page)
        assert page.input_value(FIELD) == ""
        page.click(".new-talk")
        page.wait_for_selector(".welcome")
        with site[1].held():
            page.fill(FIELD, "Come back to?")
            page.press(FIELD, "Enter")
            page.wait_for_selector(".turn.live .stage >> text=searching")
            page.click(".talk-open >> text=Seen by nobody?")
            page.wait_for_selector(".turn:not(.live) .answer")
            page.go_back()
            page.wait_for_selector(".turn.live .asked >> text=Come back to?")
        wait_for_turns(page, 1)
        assert asked(page) == ["Come back to?"]


def test_escape_stops_an_answer(page: Any, site: Any) -> None:
    with site[1].held():
        page.fill(FIELD, "A slow one?")
        page.press(FIELD, "Enter")
        page.wait_for_selector(".turn.live .stage")
        page.keyboard.press("Escape")
        page.wait_for_selector(".turn.failed >> text=Stopped before it was answered")
    page.wait_for_selector("#send:visible")


def test_a_question_that_is_too_long_stays_whole_in_its_field_and_says_so(page: Any, site: Any) -> None:
    long, before = "word " * 900, len(site[1].seen)
    page.fill(FIELD, long)
    page.wait_for_selector(".composer-said >> text=4,500 characters; a question may have 4,000")
    page.press(FIELD, "Enter")
    assert page.input_value(FIELD) == long and page.locator(".welcome").count()
    page.fill(FIELD, "Short?")
    page.wait_for_function("document.querySelector('.composer-said').textContent === ''")
    page.press(FIELD, "Enter")
    wait_for_turns(page, 1)
    assert [question.text for question in site[1].seen[before:]] == ["Short?"]


def test_an_empty_library_is_not_asked_and_no_conversation_is_kept(browser: Any, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", embedder=WordEmbedder()) as library:
        chain = FakeChain(make_document())
        with serving(chain, library, folder=tmp_path / "library") as address, visitor(browser, address) as page:
            page.fill(FIELD, "Is anything there?")
            page.press(FIELD, "Enter")
            page.wait_for_selector(".told >> text=add documents to the library first")
            assert page.input_value(FIELD) == "Is anything there?"
            assert not chain.seen and not page.locator(".talk-open").count()
            page.get_by_role("tab", name="Library").click()
            page.wait_for_selector(".shelf-empty")
            (tmp_path / "tides.txt").write_text("Tides\n\nThe tide at Mirel rises four metres in spring.\n")
            page.set_input_files("input.choose-files", [str(tmp_path / "tides.txt")])
            page.wait_for_selector(".book")
            page.get_by_role("tab", name="Chat").click()
            ask(page, "Is anything there?")
            settle(page)
