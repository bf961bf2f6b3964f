"""Lines of a PDF joined into the text of a block: hyphens at line ends resolved, every line's box kept. Pure.

A hyphen at a line's end is dropped where the joined word stands elsewhere in the document, kept where the hyphened one
does, and else judged by its parts and a little of what English and German do with theirs. This file doesn't know what
a block is for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.document import Page, RawBox, RawPage
from ingest.readers.pdf_layout import Line, is_raised, pieces
from ingest.readers.pdf_page import HYPHEN

_WORD = re.compile(r"[^\W\d_]+(?:[-‐'’][^\W\d_]+)*")
_HYPHENS = (HYPHEN, "\xad", "-", "‐")
_TAIL = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*$")
_HEAD = re.compile(r"^[^\W_]+(?:[-‐'’][^\W_]+)*")
# English words that open a compound without a hyphen ("somewhat", "whatever"), and such as keep it ("mid-century").
_CLOSED = {
    "some",
    "any",
    "every",
    "no",
    "what",
    "when",
    "where",
    "who",
    "whom",
    "how",
    "there",
    "here",
    "with",
    "through",
}
_OPEN = {"mid", "self", "half"}
_UNITS = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines as one text. `raised` are the superscripts in it, as [start, end)."""

    text: str
    boxes: tuple[RawBox, ...] = ()
    pages: tuple[RawPage, ...] = ()
    raised: tuple[tuple[int, int], ...] = ()


def vocabulary(lines: Iterable[Line]) -> Counter[str]:
    """How often each word stands in the lines, words that a line's end may cut left out."""
    words: Counter[str] = Counter()
    cut = False
    for line in lines:
        found = _WORD.findall(line.text.casefold())
        words.update(found[1 if cut else 0 : len(found) - 1 if line.hyphened else None])
        cut = line.hyphened
    return words


def joint(before: str, after: str, words: Counter[str]) -> tuple[str, str]:
    """What becomes of `before` at the end of a line and the space after it: its new text, and the joiner.

    >>> joint("the inter\\x02", "est of", Counter({"interest": 2}))
    ('the inter', '')
    >>> joint("the Anglo\\x02", "German war", Counter())
    ('the Anglo-', '')
    >>> joint("the late\\x02", "twentieth-century war", Counter({"late": 3, "twentieth": 1}))
    ('the late-', '')
    """
    if not before.endswith(_HYPHENS):
        return before, "" if before.endswith(("—", "–")) and after[:1].isalpha() and before[-2:-1] != " " else " "
    stem, hyphen = before[:-1], before[-1]
    plain = "-" if hyphen in (HYPHEN, "\xad") else hyphen
    tail, head = _TAIL.search(stem), _HEAD.match(after)
    if tail is None or head is None:
        return stem + plain, " " if tail is None and stem[-1:] in ("", " ") else ""
    one, two = tail[0].casefold(), head[0].casefold()
    if hyphen == "\xad":
        return stem, ""
    whole, hyphened = words[one + two], words[f"{one}-{two}"] + words[f"{one}‐{two}"]
    if whole or hyphened:
        return (stem, "") if whole >= hyphened else (stem + plain, "")
    begun = two.split("-")[0]
    if not head[0][0].islower() or not tail[0][-1].isalpha() or two in ("and", "und", "or", "oder", "et", "y", "e"):
        return stem + plain, " " if two in ("and", "und", "or", "oder") and head[0][0].islower() else ""
    if one.endswith("ty") and begun in _UNITS:  # "thirty-six"
        return stem + plain, ""
    known = words[one] and (words[two] or words[begun]) and not words[one + begun]
    if not known or one in _CLOSED or words["und"] > words["and"]:  # German joins its compounds
        return stem, ""
    return (stem + plain if (len(one) > 3 and len(two) > 3) or one in _OPEN else stem), ""


def join_lines(lines: Sequence[Line], words: Counter[str], labels: Mapping[int, str | None] | None = None) -> Joined:
    """The lines as one text; `labels` maps 1-based page indexes to the label printed on the page."""
    labels = labels or {}
    text = ""
    joiner = ""
    boxes: list[RawBox] = []
    pages: list[RawPage] = []
    raised: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        start = len(text) + len(joiner)
        kept, following = line.text, ""
        if at + 1 < len(lines):
            kept, following = joint(line.text, lines[at + 1].text, words)
        kept = kept.replace(HYPHEN, "-").replace("\xad", "")
        raised.extend((start + at, min(start + end, start + len(kept))) for at, end in _raised(line))
        text += joiner + kept
        joiner = following
        boxes.append(RawBox(start, len(text), line.page, *(round(v, 2) for v in (line.x0, line.y0, line.x1, line.y1))))
        if not pages or pages[-1].page.pdf != line.page:
            pages.append(RawPage(start, Page(labels.get(line.page), line.page)))
    return Joined(text, tuple(boxes), tuple(pages), tuple(raised))


def _raised(line: Line) -> list[tuple[int, int]]:
    """The superscripts of a line as [start, end) of its text, runs that touch put together."""
    found: list[tuple[int, int]] = []
    for (offset, _), run in zip(pieces(line.runs), line.runs, strict=True):
        if not is_raised(line, run):
            continue
        if found and found[-1][1] == offset:
            found[-1] = (found[-1][0], offset + len(run.text))
        else:
            found.append((offset, offset + len(run.text)))
    return found
