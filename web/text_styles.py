"""How a document's words are set: as its source said, and in plain text by the Markdown signs that stand in it.

The signs are part of the text and stay in it; they are only shown unobtrusively. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import Block, BlockKind, Document, Styled, TextStyle
from web.markup import esc

SIGNS = re.compile(
    r"(?<![\w*\\])(?P<stars>\*{1,3})(?=[^\s*])(?P<starred>[^*]{1,400}?)(?<=\S)(?P=stars)(?![\w*])"
    r"|(?<![\w_\\])(?P<lines>_{1,2})(?=[^\s_])(?P<lined>[^_\n]{1,400}?)(?<=\S)(?P=lines)(?!\w)"
    r"|(?<!`)`(?P<code>[^`\n]{1,400})`(?!`)"
)
NUMBERED = re.compile(r"\s*(?:[-–•*+·◦▪]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])")
LEAD = re.compile(r"(?:[-*+]\s+)(?=\S)")
MARKS = {1: (TextStyle.EMPHASIS,), 2: (TextStyle.STRONG,), 3: (TextStyle.EMPHASIS, TextStyle.STRONG)}
TAGS = {TextStyle.EMPHASIS: "em", TextStyle.STRONG: "strong", TextStyle.CODE: "code"}


@dataclass(frozen=True, slots=True)
class Run:
    """Code points [start, end) of the text shown inside this element; `sign` runs are markup, not words."""

    start: int
    end: int
    tag: str = ""
    sign: bool = False


def signed_runs(text: str, start: int) -> Iterator[Run]:
    """The runs that Markdown's signs make of `text`, which stands at `start` of the document."""
    for match in SIGNS.finditer(text):
        a, b = start + match.start(), start + match.end()
        width = 1 if match["code"] else len(match["stars"] or match["lines"])
        yield Run(a, a + width, sign=True)
        yield Run(b - width, b, sign=True)
        for style in (TextStyle.CODE,) if match["code"] else MARKS[width]:
            yield Run(a + width, b - width, TAGS[style])


def signed_html(text: str, more: Sequence[Run] = ()) -> str:
    """Text by itself as markup, with Markdown's signs set, and `more` runs of its own."""
    runs = [*more, *signed_runs(text, 0)]
    cuts = sorted({0, len(text), *(edge for run in runs for edge in (run.start, run.end))})
    return "".join(wrapped(esc(text[a:b]), a, b, runs) for a, b in pairwise(cuts))


class Styles:
    """A document's styles by their offsets, so that a block finds its own at once."""

    def __init__(self, document: Document) -> None:
        self._inline = [s for s in document.styles if s.style in TAGS]
        self._starts = [s.start for s in self._inline]
        self._items = {s.start: s for s in document.styles if s.style is TextStyle.ITEM}
        self._signs = document.format == "text"
        self._text = document.text

    def of(self, block: Block) -> tuple[Run, ...]:
        """The block's runs."""
        if block.kind is BlockKind.CODE:
            return ()
        first = bisect_left(self._starts, block.start)
        last = bisect_left(self._starts, block.end)
        runs = [Run(s.start, min(s.end, block.end), TAGS[s.style]) for s in self._inline[first:last]]
        if self._signs:
            text = self._text[block.start : block.end]
            lead = LEAD.match(text) if block.kind in (BlockKind.NOTE, BlockKind.REFERENCE) else None
            if lead:
                runs.append(Run(block.start, block.start + lead.end(), sign=True))
            runs += signed_runs(text, block.start)
        return tuple(runs)

    def item(self, block: Block) -> tuple[str, int] | None:
        """(bullet or number, depth) to show before a list item that doesn't begin with its own; None for any other."""
        if block.kind is not BlockKind.LIST_ITEM:
            return None
        stated: Styled | None = self._items.get(block.start)
        if NUMBERED.match(self._text[block.start : block.end]):
            return None if stated is None else ("", stated.level)
        if stated is None:  # a further paragraph of an item, or a format that doesn't tell
            return ("", 1) if self._items else ("•", 1)
        return (f"{stated.value}." if stated.value else "•", stated.level)


def wrapped(markup: str, start: int, end: int, runs: Sequence[Run]) -> str:
    """The markup of text[start:end] inside the elements of the runs that hold it."""
    for run in runs:
        if run.start <= start and end <= run.end:
            markup = f'<span class="sign">{markup}</span>' if run.sign else f"<{run.tag}>{markup}</{run.tag}>"
    return markup
