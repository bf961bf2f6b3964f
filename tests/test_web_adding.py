"""Files that are not added at once: an encrypted PDF opens with its password; what has no reader is told by kind."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.library import Library
from tests.browsing import left_over
from tests.fakes import WordEmbedder
from web.library_html import progress_html, step_html
from web.page_image import page_image
from web.shelf import Shelf, Step, kind_words

PASSWORD = "sesame-4711"


def encrypted(path: Path, line: str = "The lamp at Varn was lit in 1802 by order of the harbour court.") -> Path:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas").Canvas(str(path), encrypt=PASSWORD)
    for at in range(4):
        canvas.drawString(72, 700 - 14 * at, line)
    canvas.save()
    return path


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with Library.open(tmp_path / "library", embedder=WordEmbedder()) as library:
        yield Shelf(library, tmp_path / "files")


def test_an_encrypted_pdf_asks_for_its_password_and_opens_with_it(shelf: Shelf, tmp_path: Path, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    path = encrypted(tmp_path / "lamps.pdf")
    (failed,) = [step for _, _, step in shelf.add([(path, "lamps.pdf")]) if step]
    assert (failed.outcome, failed.asks) == ("failed", "password") and "--password" not in failed.reason
    wrong = shelf.unlock(path, "lamps.pdf", "open")
    assert (wrong.outcome, wrong.asks) == ("failed", "password") and "doesn't open" in wrong.reason
    assert not shelf.library.documents() and not list((tmp_path / "files").iterdir())
    assert shelf.unlock(path, "lamps.pdf", PASSWORD) == Step("lamps.pdf", "added")
    (summary,) = shelf.library.documents()
    document = shelf.library.document(summary.id)
    assert "lit in 1802" in document.text
    with pytest.raises(Exception, match="encrypted, and its password isn't kept"):
        page_image(document, 1, ())
    kept = [one for one in tmp_path.rglob("*") if one.is_file() and PASSWORD.encode() in one.read_bytes()]
    assert not kept and PASSWORD not in caplog.text


def test_an_archive_that_no_password_opens_asks_for_none(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "old.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (failed,) = [step for _, _, step in shelf.add([(path, "old.docx")]) if step]
    assert failed.outcome == "failed" and not failed.asks and "without a password" in failed.reason


def test_what_cannot_be_read_is_told_by_its_kind_and_the_endings_stand_folded(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "quay.png"
    path.write_bytes(b"\x89PNG")
    (failed,) = [step for _, _, step in shelf.add([(path, "quay.png")]) if step]
    assert failed == Step("quay.png", "failed", "Pictures can't be read.", "kinds")
    assert kind_words("a.qqz") == "Files of the kind .qqz can't be read."
    assert kind_words("Makefile") == "Files whose name has no ending can't be read."
    before, folded = step_html(failed).split("<details")
    assert ".docx" not in before and ".docx" in folded


def test_nothing_is_asked_while_other_files_are_read() -> None:
    locked = (Step("<b>.pdf", "failed", "It is encrypted.", "password"),)
    assert "<form" not in progress_html(1, 2, locked)
    over = progress_html(1, 1, locked)
    assert 'type="password"' in over and "<b>" not in over and "<form" not in progress_html(1, 1, [Step("a", "added")])


@pytest.mark.browser
def test_a_reader_opens_encrypted_files_in_their_lines(page: Any, site: Any, tmp_path: Path) -> None:
    paths = [
        encrypted(tmp_path / "one.pdf"),
        encrypted(tmp_path / "two.pdf", "The pilots of Oss were paid by the tide."),
        tmp_path / "quay.png",
    ]
    paths[2].write_bytes(b"\x89PNG")
    page.get_by_role("tab", name="Library").click()
    page.set_input_files("input.choose-files", [str(path) for path in paths])
    one, two = (page.locator(".step", has_text=f"{name}.pdf") for name in ("one", "two"))
    one.locator("input[type=password]").fill("open")
    page.keyboard.press("Enter")
    one.locator(".step-said >> text=doesn't open it").wait_for()
    assert one.locator("input[type=password]").evaluate("field => field === document.activeElement")
    one.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".step.added >> text=one.pdf")
    page.wait_for_selector(".book >> text=one.pdf")
    assert two.locator("input[type=password]").evaluate("field => field === document.activeElement")
    two.locator("input[type=password]").fill(PASSWORD)
    two.locator("button").click()
    page.wait_for_selector(".book >> text=two.pdf")
    assert page.locator("form.unlock").count() == 0 and left_over() == []
    picture = page.locator(".step", has_text="quay.png")
    assert not picture.locator("p").is_visible()
    picture.locator("summary").click()
    assert ".epub" in picture.locator("p").inner_text()
    assert not page.evaluate(
        "password => JSON.stringify([{...localStorage}, {...sessionStorage}]).includes(password)", PASSWORD
    )
