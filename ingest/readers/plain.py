"""Plain text -> raw blocks: paragraphs, list items, tables, and the pages that form feeds cut.

This file finds where one block ends and the next begins. It doesn't know what the blocks are: `ingest.roles` tells
headings, notes, captions and front matter apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from ingest.document import BlockKind, Page, RawBlock, RawDocument, RawPage
from ingest.readers.decoding import read_text

_BULLET = re.compile(
    r"\s*(?:[-*+•‣◦▪–—·●○■]|\(?\d{1,3}[.)]|\[\^?\d{1,4}\]:?|\(?[a-z][.)]|\^\d{1,4}\^?|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s+\S"
)
_RULE = re.compile(r"\s*(?:[-=*_~#.]\s?){3,}\s*$")
_PAGE_NUMBER = re.compile(
    r"\s*[-–—\[(]?\s*(?:p(?:age|\.)?\s*)?(\d{1,4}|[ivxlcdm]{1,7})\s*(?:/\s*\d+|of \d+)?\s*[-–—\])]?\s*$", re.IGNORECASE
)
_WRAP_LIMIT = 120  # lines longer than this are paragraphs, not lines of a paragraph set to a width
_WRAP_SLACK = 12  # how much shorter than the width a line may stay although the next word would have fitted


def _wrap_width(lines: list[str]) -> int | None:
    """The width a text is hard-wrapped to, or None where each line is a paragraph of its own."""
    lengths = sorted(len(line.rstrip()) for line, after in pairwise(lines) if line.strip() and after.strip())
    if not lengths:
        return None
    width = lengths[int(len(lengths) * 0.95)]
    median = lengths[len(lengths) // 2]
    return width if 40 <= width <= _WRAP_LIMIT and median >= 0.6 * width else None


def _goes_on(line: str, following: str, width: int | None) -> bool:
    """Whether `following` carries on the paragraph that `line` is part of."""
    if width is None or _BULLET.match(following) or _RULE.match(line) or _RULE.match(following):
        return False
    indent = len(following) - len(following.lstrip())
    if indent >= 2 and indent > len(line) - len(line.lstrip()):
        return False
    word = following.split(maxsplit=1)[0]
    return len(line.rstrip()) + 1 + len(word) > width - _WRAP_SLACK


def _is_table(lines: list[str]) -> bool:
    rows = [line for line in lines if line.strip()]
    tabbed = sum("\t" in line.strip(" ") for line in rows)
    piped = sum(line.count("|") >= 2 for line in rows)
    return len(rows) >= 2 and max(tabbed, piped) >= 0.8 * len(rows)


def _paragraphs(lines: list[str], width: int | None) -> Iterator[tuple[str, BlockKind | None]]:
    """The blocks of a run of lines that no blank line cuts."""
    if _is_table(lines):
        yield "\n".join(line.rstrip() for line in lines), BlockKind.TABLE
        return
    longest = max(len(line) for line in lines)
    if len(lines) > 1 and longest < 60 and not any(_BULLET.match(line) for line in lines):
        yield "\n".join(line.rstrip() for line in lines), _kind(lines)  # verse, an address, a list of labels
        return
    current: list[str] = []
    for line in lines:
        if current and not (_goes_on(current[-1], line, width) or _item_goes_on(current, line)):
            yield "\n".join(current), _kind(current)
            current = []
        current.append(line.rstrip())
    if current:
        yield "\n".join(current), _kind(current)


def _item_goes_on(current: list[str], line: str) -> bool:
    """Whether `line` is the hanging part of the list item in `current`."""
    opening = _BULLET.match(current[0])
    return bool(opening) and not _BULLET.match(line) and len(line) - len(line.lstrip()) >= 2


def _kind(lines: list[str]) -> BlockKind | None:
    if all(line.lstrip().startswith(">") for line in lines) or (
        len(lines) > 1 and all(re.match(r"(?: {4}|\t)\s*\S", line) for line in lines)
    ):
        return BlockKind.QUOTE
    return BlockKind.LIST_ITEM if re.match(r"\s*[-*+•‣◦▪●○■]\s+\S", lines[0]) else None


def _runs(lines: list[str]) -> Iterator[list[str]]:
    run: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            run.append(line)
        elif run:
            yield run
            run = []


def _shape(line: str) -> str:
    """A line without its numbers, which stand left on one page and right on the next."""
    return " ".join(re.sub(r"\d+|\b[ivxlc]+\b|[|·•—–-]", " ", line.lower()).split()) or "#"


def _furniture(pages: list[list[str]]) -> set[str]:
    """The shapes of first and last lines that stand on at least a third of three or more pages: running heads."""
    counts: Counter[str] = Counter()
    for page in pages:
        filled = [line for line in page if line.strip()]
        counts.update({_shape(line) for line in filled[:2] + filled[-2:] if len(line.strip()) < 100})
    least = max(3, len(pages) // 3)
    return {shape for shape, count in counts.items() if count >= least}


def _stripped(page: list[str], furniture: set[str]) -> tuple[list[str], str | None]:
    """A page without its running head and number, and the number printed on it."""
    filled = [index for index, line in enumerate(page) if line.strip()]
    printed: str | None = None
    dropped: set[int] = set()
    for index in filled[:2] + filled[-2:]:
        number = _PAGE_NUMBER.match(page[index])
        if number or _shape(page[index]) in furniture:
            found = number[1] if number else next(iter(re.findall(r"^\d{1,4}\b|\b\d{1,4}$", page[index].strip())), None)
            printed = printed or found
            dropped.add(index)
    return [line for index, line in enumerate(page) if index not in dropped], printed


def _blocks(lines: list[str], width: int | None, page: Page | None) -> Iterator[RawBlock]:
    for run in _runs(lines):
        for text, kind in _paragraphs(run, width):
            body = text.strip("\n") if kind is BlockKind.TABLE else text.strip()
            if body.strip():
                yield RawBlock(body, kind, pages=(RawPage(0, page),) if page else ())


def read(path: Path, *, format_name: str = "text") -> RawDocument:
    """The blocks of a text file, roles unknown; raises `UnreadableError` where the file is no text."""
    text = read_text(path)
    pages = [page.split("\n") for page in text.split("\f")]
    if pages and not any(line.strip() for line in pages[-1]):
        pages.pop()
    paged = len(pages) >= 2
    furniture = _furniture(pages) if len(pages) >= 3 else set()
    width = _wrap_width([line for page in pages for line in [*page, ""]])
    blocks: list[RawBlock] = []
    for index, lines in enumerate(pages, start=1):
        printed = None
        if paged:
            lines, printed = _stripped(lines, furniture)
        blocks.extend(_blocks(lines, width, Page(printed, index) if paged else None))
    return RawDocument(tuple(blocks), format=format_name, page_count=len(pages) if paged else None)


__all__ = ["read"]
