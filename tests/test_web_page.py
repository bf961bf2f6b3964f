"""The page in a real browser: the chat, the source, conversations, the library; and no traffic to anyone else."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.document import BlockKind
from ingest.library import Library
from tests.browsing import ask, left_over, reload, serving, visitor
from tests.fakes import WordEmbedder
from tests.fakes_web import FakeChain, make_document
from web.shelf import BIGGEST_UPLOAD

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>\'"`${window.hacked=3}{{4}}'
IMAGE = "<img src=x onerror=window.hacked=5>"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),  # what Gradio and its server warn of is theirs
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """(address, chain, library) of a served app over the hand-made document."""
    folder = tmp_path_factory.mktemp("web")
    document = make_document()
    with Library.open(folder / "library", embedder=WordEmbedder()) as library:
        library.add(document)
        chain = FakeChain(document, delay=0.05)
        with serving(chain, library, folder=folder / "library") as address:
            yield address, chain, library


@pytest.fixture(scope="module")
def address(site: Any) -> str:
    return str(site[0])


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
    site[1].delay = 2.0
    try:
        page.fill("#question textarea", "A slow one?")
        page.press("#question textarea", "Enter")
        page.wait_for_selector(".stage >> text=searching 1 document")
        over = time.monotonic() + 2.5  # by then the stopped question is no longer at work
        page.click("#stop")
        page.wait_for_selector(".turn.failed")
    finally:
        site[1].delay = 0.05
    assert "Stopped" in page.inner_text(".failure")
    page.click("[data-act=retry]")
    page.wait_for_selector(".turn:not(.live) .answer")
    page.wait_for_timeout(max(0.0, over - time.monotonic()) * 1000)
    assert page.locator(".turn").count() == 1 and page.locator(".turn:not(.live) .answer").count() == 1
    page.wait_for_selector("#send:visible")
    ask(page, "And the next?")


def test_an_answer_goes_into_its_own_conversation_when_the_reader_moves_on(page: Any, site: Any) -> None:
    site[1].delay = 0.6
    try:
        page.fill("#question textarea", "Who moved on?")
        page.press("#question textarea", "Enter")
        page.wait_for_selector(".turn.live .stage")
        page.click(".new-talk")
        page.wait_for_selector(".welcome")
        page.wait_for_selector(".talk-open >> text=Who moved on?")
    finally:
        site[1].delay = 0.05
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


def test_the_library_adds_edits_removes_and_undoes(page: Any, site: Any, tmp_path: Path) -> None:
    good, bad = tmp_path / "tides.txt", tmp_path / "broken.pdf"
    good.write_text("Tides of Mirel\n\nThe tide at Mirel rises four metres in spring.\n")
    bad.write_bytes(b"%PDF-1.4 nothing")
    page.get_by_role("tab", name="Library").click()
    page.set_input_files("input.choose-files", [str(good), str(bad)])
    page.wait_for_selector(".step.failed", timeout=60_000)
    page.wait_for_selector(".adding p >> text=1 added, 1 failed")
    assert "broken.pdf" in page.inner_text(".step.failed") and "tides.txt" in page.inner_text(".step.added")
    book = page.locator(".book", has_text="tides.txt")
    book.locator("[data-shelf=how]").click()
    page.wait_for_selector(".reading dl")
    book.locator("[data-shelf=edit]").click()
    page.fill(".details-form [name=year]", "soon")
    page.click(".details-form .save")
    page.wait_for_selector(".form-said >> text=is not a year")
    page.fill(".details-form [name=title]", "Tides <b>corrected</b>")
    page.fill(".details-form [name=year]", "1902")
    page.click(".details-form .save")
    page.wait_for_selector(".book h3 >> text=Tides <b>corrected</b>")
    good.write_text("Tides of Mirel\n\nThe tide at Mirel rises five metres in spring.\n")
    with page.expect_file_chooser() as chooser:
        page.locator(".book", has_text="tides.txt").locator("[data-shelf=replace]").click()
    chooser.value.set_files(str(good))
    page.wait_for_selector(".shelf-said >> text=Replaced by")
    assert page.locator(".book").count() == 2
    page.locator(".book", has_text="tides").locator("[data-shelf=remove]").click()
    page.wait_for_selector(".shelf-said >> text=Removed")
    assert page.locator(".book").count() == 1
    page.click("[data-shelf=undo]")
    page.wait_for_selector(".shelf-said >> text=is back")
    assert page.locator(".book").count() == 2
    assert left_over() == []
    site[2].remove(site[2].resolve("tides"))


def test_a_folder_is_added_and_what_cannot_be_is_named_as_it_happens(page: Any, site: Any, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    (folder / "old").mkdir(parents=True)
    (folder / "a.txt").write_text("The lamp at Varn was lit in 1802.\n")
    (folder / "old" / "b.txt").write_text("The lamp at Mirel was lit in 1804.\n")
    (folder / "old" / "twin.txt").write_text("The lamp at Mirel was lit in 1804.\n")
    (folder / "old" / "empty.pdf").write_bytes(b"")
    (folder / ".secret.txt").write_text("Not this one.")
    with (tmp_path / "big.pdf").open("wb") as big:
        big.truncate(BIGGEST_UPLOAD + 1)
    page.get_by_role("tab", name="Library").click()
    page.set_input_files("input.choose-folder", str(folder))
    page.wait_for_selector(".adding p >> text=Read 4 of 4 files")
    assert page.inner_text(".step.failed") == "papers/old/empty.pdf failed: empty.pdf is empty."
    assert page.locator(".step").count() == 4 and "secret" not in page.inner_text("#shelf-page")
    page.set_input_files("input.choose-files", str(tmp_path / "big.pdf"))
    page.wait_for_selector(".step.failed >> text=at most 200 MB are taken")
    for summary in site[2].documents():
        if summary.source != "mirel.txt":
            site[2].remove(summary.id)


def test_what_is_dropped_on_the_chat_goes_into_the_library(browser: Any, site: Any, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    (folder / "old").mkdir(parents=True)
    (folder / "old" / "b.txt").write_text("The lamp at Mirel was lit in 1804.\n")
    (tmp_path / "c.txt").write_text("The lamp at Oss was lit in 1806.\n")
    with visitor(browser, site[0]) as page:
        devtools = page.context.new_cdp_session(page)
        data = {"items": [], "files": [str(folder), str(tmp_path / "c.txt")], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            page.wait_for_timeout(200)
            devtools.send("Input.dispatchDragEvent", {"type": kind, "x": 700, "y": 400, "data": data})
        page.wait_for_selector(".adding p >> text=Read 2 of 2 files: 2 added")
        assert sorted(page.locator(".step-name").all_inner_texts()) == ["c.txt", "papers/old/b.txt"]
    for summary in site[2].documents():
        if summary.source != "mirel.txt":
            site[2].remove(summary.id)


def test_hostile_text_stays_text_everywhere(browser: Any, site: Any, page: Any) -> None:
    _, chain, library = site
    document = make_document(((BlockKind.HEADING, HOSTILE), (BlockKind.PARAGRAPH, HOSTILE + " and more words here.")))
    document = replace(
        document,
        source=HOSTILE,
        path="hostile.txt",
        warnings=(HOSTILE,),
        metadata=replace(document.metadata, title=HOSTILE, authors=(HOSTILE,)),
    )
    library.add(document)
    kept, chain.document = chain.document, document
    try:
        ask(page, HOSTILE)
        page.wait_for_selector("mark.cited.current")
        page.hover(".cite")
        page.locator(".verdict-word").first.click()
        reload(page)
        page.wait_for_selector(".talk-open")
        page.click(".talk-open")
        page.wait_for_selector(".answer")
        page.hover(".talk")
        page.click("[data-talk=rename]")
        page.fill(".talk-rename", HOSTILE + "!")
        page.keyboard.press("Enter")
        page.wait_for_selector(".talk-open >> text=window.hacked=2")
        page.hover(".talk")
        page.click("[data-talk=delete]")
        page.click("[data-talk=undo]")
        page.get_by_role("tab", name="Evaluate").click()
        wrong = {"name": IMAGE + ".jsonl", "mimeType": "text/plain", "buffer": b"{" + IMAGE.encode()}
        page.set_input_files("#trial-controls input[type=file]", [wrong])
        page.wait_for_selector("#trial-progress .failed")
        page.get_by_role("tab", name="Library").click()
        wrong = {"name": IMAGE + ".pdf", "mimeType": "text/plain", "buffer": b"x"}
        page.set_input_files("input.choose-files", [wrong])
        page.wait_for_selector(".step.failed")
        assert page.inner_text(".step-name") == IMAGE + ".pdf"
        for what in ("how", "edit"):
            page.locator(".book", has_text="hacked").first.locator(f"[data-shelf={what}]").click()
            page.wait_for_selector(".book-more:visible")
        page.wait_for_timeout(200)
        assert page.evaluate("window.hacked") is None
        assert not page.locator("img[src=x]").count()
    finally:
        chain.document = kept
        library.remove(document.id)


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


def test_only_the_librarys_own_files_are_served(page: Any, site: Any) -> None:
    for path in (
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=" + str(Path(__file__).resolve()),
        "/file=/etc/passwd",
    ):
        assert page.request.get(site[0] + path).status in (403, 404)
    assert re.search("pincite", page.title(), re.IGNORECASE)
