"""Hostile text, in a document, a file's name or a question, stays text; no file but the library's own is served."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.document import BlockKind
from tests.browsing import ask, reload
from tests.fakes_web import make_document

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>\'"`${window.hacked=3}{{4}}'
IMAGE = "<img src=x onerror=window.hacked=5>"
pytestmark = pytest.mark.browser


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


def test_only_the_librarys_own_files_are_served(page: Any, site: Any) -> None:
    for path in (
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=" + str(Path(__file__).resolve()),
        "/file=/etc/passwd",
    ):
        assert page.request.get(site[0] + path).status in (403, 404)
    assert re.search("pincite", page.title(), re.IGNORECASE)
