"""Lines of all pages made into blocks: paragraphs joined over lines and pages, headings by their style. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.document import BlockKind, RawBlock
from ingest.readers.pdf_layout import Line, page_lines
from ingest.readers.pdf_page import PageGlyphs
from ingest.readers.pdf_text import join_lines, vocabulary

_ENDS = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*\d{0,3}$")


def build_blocks(pages: Sequence[PageGlyphs], labels: dict[int, str | None]) -> list[RawBlock]:
    """The blocks of the document in reading order."""
    lines = [line for page in pages for line in page_lines(page)]
    words = vocabulary(lines)
    body = body_size(lines)
    blocks = []
    for group in paragraphs(lines, body):
        joined = join_lines(group, words, labels)
        if not joined.text.strip():
            continue
        heading = is_heading(group, body)
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        blocks.append(RawBlock(joined.text, kind, 1 if heading else None, pages=joined.pages, boxes=joined.boxes))
    return blocks


def body_size(lines: Sequence[Line]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def is_heading(lines: Sequence[Line], body: float) -> bool:
    text = " ".join(line.text for line in lines)
    return len(text) < 250 and len(lines) < 5 and all(line.size >= 1.12 * body for line in lines)


def paragraphs(lines: Sequence[Line], body: float) -> list[list[Line]]:
    """Lines grouped into paragraphs."""
    margins = _margins(lines)
    leading = _leading(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _starts(groups[-1], line, margins, leading, body):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _margins(lines: Sequence[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    """The left and right edge of each page's columns."""
    sides: dict[tuple[int, int], tuple[Counter[int], list[float]]] = {}
    for line in lines:
        left, right = sides.setdefault((line.page, line.column), (Counter(), []))
        left[round(line.x0)] += 1
        right.append(line.x1)
    return {key: (float(left.most_common(1)[0][0]), max(right)) for key, (left, right) in sides.items()}


def _leading(lines: Sequence[Line]) -> float:
    steps = [b.y1 - a.y1 for a, b in pairwise(lines) if a.page == b.page and 0 < b.y1 - a.y1 < 40]
    return median(steps) if steps else 12.0


def _starts(
    group: list[Line], line: Line, margins: dict[tuple[int, int], tuple[float, float]], leading: float, body: float
) -> bool:
    last = group[-1]
    if abs(last.size - line.size) > 0.08 * last.size:
        return True
    left, _ = margins[line.page, line.column]
    _, right = margins[last.page, last.column]
    here = last.page == line.page and last.column == line.column
    if here and not 0 < line.y1 - last.y1 < 1.45 * max(leading, 1.1 * line.size):
        return True
    indented = line.x0 > left + 0.8 * line.size
    if indented and (not here or last.x0 < line.x0 - 0.5 * line.size):
        return True
    short = last.x1 < right - 2 * last.size
    return bool(short and _ENDS.search(last.text)) or (line.size > 1.12 * body) != (last.size > 1.12 * body)
