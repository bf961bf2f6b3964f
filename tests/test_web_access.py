"""The page for every eye and hand, in a real browser: at 400 %, in the system's colours, by touch, from the right."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from assistant.answer import Answer, Question
from ingest.document import BlockKind
from tests.browsing import ask, served_library, serving, settle, visitor
from tests.fakes_web import FakeChain, make_document
from web.library_html import progress_html

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HEBREW = "מי ישב בבית הדין של הנמל?"
ZOOMED = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %: WCAG 1.4.10
SEEN = "node => { const box = node.getBoundingClientRect(); return [box.top, box.bottom]; }"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """(address, chain, library) of a served app over a document in English and one in Hebrew."""
    folder = tmp_path_factory.mktemp("access")
    hebrew = make_document(
        ((BlockKind.HEADING, "בית הדין"), (BlockKind.PARAGRAPH, "שלושה שופטים ישבו בבית הדין של הנמל."))
    )
    hebrew = replace(hebrew, source="kol.txt", path="kol.txt", metadata=replace(hebrew.metadata, title="קול הנמל"))
    with served_library(folder, make_document(), hebrew) as found:
        yield found


def test_at_400_percent_the_answer_has_the_screen_and_everything_is_reached(browser: Any, site: Any) -> None:
    with visitor(browser, site[0]) as page:
        page.set_viewport_size(ZOOMED)
        ask(page, "When did the court sit?")
        settle(page)
        top, bottom = page.evaluate(f"({SEEN})(document.querySelector('#talk'))")
        assert bottom - top > 0.75 * ZOOMED["height"]
        asked, _ = page.evaluate(f"({SEEN})(document.querySelector('.asked'))")
        field, _ = page.evaluate(f"({SEEN})(document.querySelector('#ask-row'))")
        assert top <= asked < top + 40 and field > bottom  # the answer alone, its field below it
        assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]
        for tab in ("Chat", "Library", "Evaluate"):
            assert page.get_by_role("tab", name=tab).is_visible()
        page.focus(".choice-open")
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.matches('.choice-find')")
        top, bottom = page.evaluate(f"({SEEN})(document.activeElement)")
        assert top >= 0 and bottom <= ZOOMED["height"]
        page.keyboard.press("Escape")
        page.locator(".cite").nth(1).click()
        page.wait_for_selector("mark.cited.current")
        page.wait_for_timeout(400)
        top, _ = page.evaluate(f"({SEEN})(document.querySelector('mark.cited.current'))")
        assert 0 <= top < ZOOMED["height"]
        page.click(".source-head .close")
        page.wait_for_selector("#reading", state="hidden")


def test_the_files_being_added_are_scrolled_by_keyboard() -> None:
    assert '<ul tabindex="0"' in progress_html(0, 1, ())


def test_the_systems_own_colours_keep_what_is_chosen_and_where_to_press(browser: Any, site: Any) -> None:
    with visitor(browser, site[0], forced_colors="active") as page:
        ask(page, "When?")
        page.wait_for_selector("mark.cited.current")
        style = "([where, what]) => getComputedStyle(document.querySelector(where))[what]"
        for where in ("button.cite.current", ".open-cite.current", ".talk.current"):
            assert page.evaluate(style, [where, "outlineStyle"]) == "solid", where
        assert page.evaluate(style, ["#tabs button[aria-selected=true]", "borderBottomStyle"]) == "solid"
        assert page.evaluate(style, ["#tabs button[aria-selected=false]", "borderBottomStyle"]) != "solid"
        for where in ("#send", "#trial-run"):
            if where == "#trial-run":
                page.get_by_role("tab", name="Evaluate").click()
                page.wait_for_selector(where)
            assert page.evaluate(style, [where, "borderTopStyle"]) == "solid"
            assert page.evaluate(style, [where, "borderTopWidth"]) == "1px"


TARGETS = """() => [...document.querySelectorAll('button, input, select, textarea')]
  .filter((node) => node.offsetParent && !node.closest('#scope-model') && !node.matches('.skip'))
  .map((node) => [node.className || node.id, node.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
  .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""


def test_fingers_find_targets_of_24_pixels(browser: Any, site: Any) -> None:
    with visitor(browser, site[0], has_touch=True) as page:
        assert page.evaluate("matchMedia('(pointer: coarse)').matches")
        ask(page, "When?")
        page.wait_for_selector("mark.cited.current")
        page.click(".choice-open")
        page.click(".source-body .note-ref[aria-label='Note 2']")
        assert page.evaluate(TARGETS) == []
        page.get_by_role("tab", name="Library").click()
        page.wait_for_selector(".book")
        page.locator("[data-shelf=edit]").first.click()
        page.wait_for_selector(".details-form")
        assert page.evaluate(TARGETS) == []


def test_words_from_the_right_run_from_the_right(browser: Any, site: Any) -> None:
    _, chain, library = site
    kept, chain.document = chain.document, library.document(library.resolve("kol.txt"))
    side = "where => getComputedStyle(document.querySelector(where)).direction"
    try:
        with visitor(browser, site[0]) as page:
            page.fill("#question textarea", HEBREW)
            assert page.evaluate(side, "#question textarea") == "rtl"
            ask(page, HEBREW)
            page.wait_for_selector("mark.cited.current")
            for where in (".asked", ".said", ".ref-quote", ".source-title h2", ".document .paragraph", ".talk-open"):
                assert page.evaluate(side, where) == "rtl", where
            assert page.evaluate(side, ".checked") == "ltr"
            page.get_by_role("tab", name="Library").click()
            page.wait_for_selector(".book")
            assert sorted(page.evaluate(side, f".book:nth-child({n}) h3") for n in (1, 2)) == ["ltr", "rtl"]
    finally:
        chain.document = kept


def test_the_first_tab_stop_skips_to_the_question_and_the_theme_is_named(browser: Any, site: Any) -> None:
    with visitor(browser, site[0], color_scheme="light") as page:
        page.get_by_role("tab", name="Library").click()
        page.wait_for_selector(".book")
        page.evaluate("document.activeElement.blur()")
        page.focus(".skip")
        assert page.locator(".skip").bounding_box()["height"] >= 24
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.matches('#question textarea')")
        assert page.get_by_role("button", name="Dark theme", pressed=False).count() == 1
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.get_by_role("button", name="Dark theme").is_visible()
        order = page.evaluate(
            "[...document.querySelectorAll('button, a[href], input, textarea')].findIndex((n) => n.matches('.skip'))"
        )
        assert order == 0


class NoticingChain(FakeChain):
    """Gives each answer a notice with one long word."""

    def answer(self, question: Question) -> Answer:
        return replace(FakeChain.answer(self, question), notice=f"Nothing is known of {'x' * 400}.")


def test_a_long_word_in_a_notice_breaks(browser: Any, site: Any) -> None:
    chain = NoticingChain(site[1].document)
    with serving(chain, site[2]) as address, visitor(browser, address) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        ask(page, "When?")
        page.wait_for_selector(".notice")
        assert page.evaluate("(n => n.scrollWidth - n.clientWidth)(document.querySelector('.notice'))") <= 0
