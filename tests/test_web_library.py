"""The library in a real browser: documents added, dropped, described, replaced, removed and brought back."""

from pathlib import Path
from typing import Any

import pytest

from tests.browsing import left_over, visitor
from tests.fakes_web import named_document
from web.shelf import BIGGEST_UPLOAD

pytestmark = pytest.mark.browser


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


def test_a_filtered_list_stays_filtered_when_it_is_drawn_anew(browser: Any, site: Any) -> None:
    library = site[2]
    for name in ("Lamps of Varn", "Oss and its lamps", "Tides of Mirel"):
        library.add(named_document(name))
    with visitor(browser, site[0]) as page:
        page.get_by_role("tab", name="Library").click()
        page.fill(".shelf-search", "lamps")
        page.wait_for_function("document.querySelectorAll('.book:not([hidden])').length === 2")
        page.locator(".book", has_text="Oss and its lamps").locator("[data-shelf=remove]").click()
        page.wait_for_selector(".shelf-said >> text=Removed")
        shown = "[...document.querySelectorAll('.book:not([hidden]) h3')].map((one) => one.textContent)"
        page.wait_for_function(f"{shown}.join() === 'Lamps of Varn'")
        assert page.input_value(".shelf-search") == "lamps"
        page.fill(".shelf-search", "")
        page.wait_for_function(f"{shown}.length === 3")
    for summary in library.documents():
        if summary.source != "mirel.txt":
            library.remove(summary.id)
