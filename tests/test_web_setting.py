"""How the page is set, in a real browser: words whole in a table, markers beside their words, the contrast of marks."""

from typing import Any

import pytest

from ingest.document import BlockKind, Document
from tests.browsing import ask, visitor
from tests.fakes_web import make_document

pytestmark = pytest.mark.browser

# The contrast of an element's words with the nearest background behind them, as WCAG 2.2 defines it.
CONTRAST = """node => {
  const parts = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  let behind = node;
  while (parts(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const [dark, bright] = [getComputedStyle(node).color, getComputedStyle(behind).backgroundColor]
    .map((colour) => light(parts(colour))).sort((a, b) => a - b);
  return (bright + .05) / (dark + .05);
}"""


def show(page: Any, document: Document, *cited: tuple[int, int]) -> None:
    """Open the document beside the chat with these spans marked, the first of them as the one cited."""
    rows = [[n, start, end] for n, (start, end) in enumerate(cited, 1)]
    page.evaluate(
        "(detail) => document.dispatchEvent(new CustomEvent('pincite:open', { detail }))",
        {"document": document.id, "n": 1, "cited": rows, "quote": "", "focus": False},
    )
    page.wait_for_selector("mark.cited.current")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_marked_can_be_read_in_a_note_as_in_the_text(browser: Any, site: Any, scheme: str) -> None:
    document = site[2].document(site[2].resolve("mirel.txt"))
    first = next(block for block in document.blocks if block.kind is BlockKind.PARAGRAPH)
    note = document.notes[0]
    with visitor(browser, site[0], color_scheme=scheme) as page:
        show(page, document, (note.start, note.end), (first.start, first.end))
        marked = page.locator("mark.cited")
        assert marked.count() >= 2
        for mark in [*marked.all(), *page.locator("mark.cited .note-ref").all()]:
            assert mark.evaluate(CONTRAST) >= 4.5
        page.evaluate("document.querySelectorAll('mark.cited').forEach((mark) => mark.classList.toggle('current'))")
        for mark in [*marked.all(), *page.locator("mark.cited .note-ref").all()]:
            assert mark.evaluate(CONTRAST) >= 4.5


def test_words_and_numbers_stay_whole_in_a_table(browser: Any, site: Any) -> None:
    heads = ("Announcement", "Multilateral", "Neighbouring", "Contribution", "Reimbursed", "Outstanding", "Remaining")
    rows = "\n".join("\t".join(cells) for cells in (heads, ("1,234,567,890",) * len(heads)))
    document = make_document(
        ((BlockKind.PARAGRAPH, "The sums are these."), (BlockKind.TABLE, rows)), source="sums.txt", path="sums.txt"
    )
    site[2].add(document)
    lines = "(cell) => { const all = new Range(); all.selectNodeContents(cell); return all.getClientRects().length; }"
    try:
        with visitor(browser, site[0]) as page:
            show(page, document, (0, 8))
            cells = page.locator(".document td")
            assert cells.count() == 2 * len(heads)
            assert all(cell.evaluate(lines) == 1 for cell in cells.all())
    finally:
        site[2].remove(document.id)


# How many of these stand lower than the last character before them, at any of many widths.
ASTRAY = """([parts, box]) => {
  let astray = 0;
  for (let width = 180; width < 420; width += 7) {
    document.querySelector(box).style.width = width + 'px';
    for (const part of document.querySelectorAll(parts)) {
      const words = part.previousSibling;
      if (words?.nodeType !== Node.TEXT_NODE) continue;
      const last = document.createRange();
      last.setStart(words, words.length - 1);
      last.setEnd(words, words.length);
      astray += part.querySelector('button').getBoundingClientRect().top > last.getBoundingClientRect().bottom - 2;
    }
  }
  return astray;
}"""


def test_no_line_begins_with_a_marker(page: Any) -> None:
    ask(page, "When did the court first sit?")
    page.wait_for_selector("mark.cited.current")
    page.evaluate("document.querySelectorAll('mark.cited').forEach((mark) => mark.replaceWith(...mark.childNodes))")
    assert page.locator(".document .note-at").count() and page.locator(".said .cite-wrap").count()
    assert page.evaluate(ASTRAY, [".document .note-at", ".document"]) == 0
    assert page.evaluate(ASTRAY, [".said .cite-wrap", ".said"]) == 0
    assert page.locator(".document").inner_text().count("\u2060") == 0
