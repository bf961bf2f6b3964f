"""What stands on every page and belongs to none of the text: running heads, page numbers, stamps. Pure.

A line is furniture where it is the page's outermost and either repeats on other pages (digits aside), or holds the
page's number (one more on each page), or stands in the band where the other pages have theirs. The numbers give each
page's printed label. This file doesn't know notes, columns or paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from ingest.readers.pdf_layout import Line, is_raised
from ingest.readers.pdf_style import LEADERS

_EDGE = 3  # lines looked at, at the top and at the bottom of a page
_LONE = re.compile(
    r"^[\s\-–—|\[(<·•.]*(?:(?:page|seite|p\.|s\.)\s*)?(\d{1,4}|[ivxlcdm]{1,8})[\s\-–—|\])>·•.]*$", re.IGNORECASE
)
_OF = re.compile(r"^(?:page|seite|p\.)?\s*(\d{1,4})\s*(?:/|of|von|de)\s*\d{1,4}$", re.IGNORECASE)
_FIRST = re.compile(r"^[\s\-–—|\[(]*(\d{1,4})(?=[\s\]|)–—-])")
_LAST = re.compile(r"(?<=[\s\[|(–—-])(\d{1,4})[\s\-–—|\])]*$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def strip_furniture(
    pages: Sequence[Sequence[Line]], body: float
) -> tuple[list[list[Line]], list[Line], dict[int, str]]:
    """The pages without their furniture, the furniture, and the label printed on each page (by 1-based index)."""
    edges = [_edges(lines) for lines in pages]
    folios = _folios(pages, edges)
    dropped: set[int] = set()
    said = Counter(words for edge in edges for words in {_words(line) for side in edge for line in side})  # on pages
    for lines, edge in zip(pages, edges, strict=True):
        for line in _of_folio(lines, edge, folios):
            if not _opens_section(line, body) or said[_words(line)] > 1:
                dropped.add(id(line))
    _repeated(pages, edges, body, dropped)
    _banded(pages, edges, body, dropped)
    kept = [[line for line in lines if id(line) not in dropped] for lines in pages]
    if not any(kept):
        return [list(lines) for lines in pages], [], folios
    out = [line for lines in pages for line in lines if id(line) in dropped]
    return kept, out, folios


def _words(line: Line) -> str:
    """What a line says without its numbers; nothing where dots lead to one, as in a table of contents."""
    return "" if LEADERS.search(line.text) else re.sub(r"[\W\d_]+", " ", line.text.casefold()).strip()


def _opens_section(line: Line, body: float) -> bool:
    """Whether a line with the page's number may be a chapter's heading instead: "1 Introduction" on page 1."""
    return bool(re.match(r"\d{1,2}\.?\s+[^\W\d_]", line.text)) and line.size > 1.02 * body


def _edges(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The page's first and last lines by height; lines at one height count as one."""
    by_height = sorted(lines, key=lambda line: (line.y0 + line.y1) / 2)
    top, bottom = _outer(by_height), _outer(by_height[::-1])
    return top, [line for line in bottom if line not in top or len(by_height) <= 2]


def _outer(lines: Sequence[Line]) -> list[Line]:
    found: list[Line] = []
    levels = 0
    for line in lines:
        if not found or abs(line.y1 - found[-1].y1) > 0.6 * line.height:
            levels += 1
        if levels > _EDGE:
            break
        found.append(line)
    return found


def _roman(text: str) -> int | None:
    values = [_ROMAN[c] for c in text.casefold()]
    total = sum(-v if v < max(values[at + 1 :], default=0) else v for at, v in enumerate(values))
    return total if 0 < total < 400 else None


def _number(line: Line) -> list[tuple[int, str, bool]]:
    """Numbers a line may be giving its page: (value, as printed, whether nothing else stands in the line)."""
    text = line.text.strip()
    if alone := _LONE.match(text) or _OF.match(text):
        printed = alone[1]
        value = int(printed) if printed.isdigit() else _roman(printed)
        return [(value, printed, True)] if value is not None else []
    matches = (pattern.search(text) for pattern in (_FIRST, _LAST))
    return [(int(match[1]), match[1], False) for match in matches if match]


def _folios(pages: Sequence[Sequence[Line]], edges: Sequence[tuple[list[Line], list[Line]]]) -> dict[int, str]:
    """Labels from numbers that grow by one with each page, arabic and roman apart."""
    votes: Counter[tuple[int, bool]] = Counter()
    seen: dict[int, dict[tuple[int, bool], str]] = defaultdict(dict)
    for lines, (top, bottom) in zip(pages, edges, strict=True):
        if not lines:
            continue
        for line in (*top[:2], *bottom[:2]):
            for value, printed, _ in _number(line):
                key = (value - lines[0].page, printed.isdigit())
                if key not in seen[lines[0].page]:
                    votes[key] += 1
                    seen[lines[0].page][key] = printed
    needed = max(2, 0.2 * sum(1 for lines in pages if lines))
    steady = {key for key, count in votes.items() if count >= needed or count >= 8}
    if not steady:
        return {}
    found: dict[int, str] = {}
    for page, printed_by_key in seen.items():
        keys = sorted((key for key in printed_by_key if key in steady), key=lambda key: -votes[key])
        if keys:
            found[page] = printed_by_key[keys[0]]
    return _filled(found, [lines[0].page for lines in pages if lines])


def _filled(found: dict[int, str], numbers: Sequence[int]) -> dict[int, str]:
    """Pages that don't print their number (first pages, plates) take it from their neighbours."""
    filled = dict(found)
    for page in numbers:
        if page in found:
            continue
        near = min(found, key=lambda other: abs(other - page))
        if found[near].isdigit() and abs(near - page) <= 3 and int(found[near]) + page - near > 0:
            filled[page] = str(int(found[near]) + page - near)
    return filled


def _of_folio(lines: Sequence[Line], edge: tuple[list[Line], list[Line]], folios: dict[int, str]) -> list[Line]:
    """Edge lines that give the page's number, and nothing but furniture beyond them."""
    if not lines:
        return []
    label = folios.get(lines[0].page)
    found = []
    for side in edge:
        for at, line in enumerate(side[:2]):
            for value, printed, alone in _number(line):
                outermost = at == 0 or abs(line.y1 - side[0].y1) < line.height or side[0] in found
                if (
                    alone and (printed == label or (outermost and label is None and value < 3000 and len(lines) > 3))
                ) or (printed == label and outermost and len(line.text) < 120):
                    found.append(line)
    return found


_NOTE = re.compile(
    r"^\W*\d+\W+(?:ibid|id\b|idem|op\b|loc\b|see|cf|vgl|siehe|ebd|ver\b|voir|véase|supra|infra)", re.IGNORECASE
)


def _is_note(line: Line) -> bool:
    """Whether the line is a short note ("7 Ibid.") that happens to stand at the foot of several pages."""
    return is_raised(line, line.runs[0]) or bool(_NOTE.match(line.text))


_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?(?=\s+[^\W\d_])")


def _key(line: Line) -> str:
    """What a line says, its numbers aside but for a section's: "3.1 Purpose" and "4.1 Purpose" are two headings."""
    text = " ".join(line.text.casefold().split())
    number = _SECTION.match(text)
    kept = number[0] if number else ""
    return kept + re.sub(r"\d+|\b[ivxlc]+\b", "#", text[len(kept) :])


def _repeated(
    pages: Sequence[Sequence[Line]], edges: Sequence[tuple[list[Line], list[Line]]], body: float, dropped: set[int]
) -> None:
    count = sum(1 for lines in pages if lines)
    places: dict[tuple[int, str], list[Line]] = defaultdict(list)
    for edge in edges:
        for side, lines in enumerate(edge):
            for line in lines:
                if not _is_note(line):
                    places[side, _key(line)].append(line)
    for (_, text), lines in places.items():
        on = {line.page for line in lines}
        level = median(line.y0 for line in lines)
        level_lines = [line for line in lines if abs(line.y0 - level) < 12]
        enough = 3 if count > 5 else 2
        small = "#" in text or count > 3 or all(line.size < 0.95 * body for line in lines)
        if small and len(on) >= enough and len(level_lines) >= enough and len(on) > 0.05 * count:
            dropped.update(id(line) for line in level_lines)
    if count < 4:
        return
    anywhere: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for page in pages:
        for line in page:
            anywhere[_key(line), round(line.y0 / 4)].append(line)
    for (text, _), lines in anywhere.items():
        if len({line.page for line in lines}) >= 0.6 * count and len(text) > 3:
            dropped.update(id(line) for line in lines)


def _banded(
    pages: Sequence[Sequence[Line]], edges: Sequence[tuple[list[Line], list[Line]]], body: float, dropped: set[int]
) -> None:
    """Outermost lines at the height where other pages have furniture (a head that changes with the chapter)."""
    for side in (0, 1):
        bands = [line.y1 for edge in edges for line in edge[side] if id(line) in dropped]
        if len(bands) < 3 or len(bands) < 0.3 * len(pages):
            continue
        for edge in edges:
            for at, line in enumerate(edge[side][:2]):
                if id(line) in dropped or _is_note(line) or (at and id(edge[side][at - 1]) not in dropped):
                    continue
                near = sum(abs(band - line.y1) < 2.5 for band in bands)
                if near >= max(3, 0.25 * len(bands)) and not _flows(edge[side], at, body):
                    dropped.add(id(line))


def _flows(side: Sequence[Line], at: int, body: float) -> bool:
    """Whether the line is of the text's size and runs on in the line next to it."""
    line = side[at]
    if abs(line.size - body) > 0.04 * body or len(side) <= at + 1:
        return False
    after = side[at + 1]
    return abs(after.y1 - line.y1) < 1.6 * line.size and abs(after.size - line.size) < 0.5
