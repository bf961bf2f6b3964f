"""What a group of lines is, by how it is set and how it begins: heading, caption, quotation. Pure.

This file doesn't know pages other than through its margins, nor how groups were made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.pdf_layout import Line
from ingest.readers.pdf_notes import NOTES_HEADING, is_references_heading
from ingest.whole_numbers import whole_number

NUMBERED = re.compile(
    r"^(?:(?:chapter|part|section|kapitel|teil|chapitre|capítulo|capitolo)\s+)?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}|[IVX]{1,6}|[A-Z])(?P<dot>[.):]|\s[-–—])?\s+(?=[^\W\d_]|[“‘\"'¿¡(])"
)
_CAPTION = re.compile(
    r"^(?:fig(?:ure|s?\.)?|table|tab\.|abb(?:ildung|\.)|tabelle|map|plate|chart|graph|scheme|exhibit|photo|box|figura|tabla|"
    r"tabela|quadro|gráfico|gráfica|mapa|carte|tableau|diagram|illustration|listing|algorithm|図|表)(?![^\W\d_])\s*"
    r"(?:\d+(?:[.\-]\d+)*[a-z]?|(?-i:[IVXLC]+)|(?-i:[A-Z])\.?\d+)\s*(?:[.:–—|\-)]|\s(?=(?-i:[A-Z“‘\"(]))|$)",
    re.IGNORECASE,
)
_SECTION_WORDS = (
    "introduction|abstract|summary|conclusions?|concluding remarks|discussion|results|methods?|background|preface|"
    "foreword|índice|sumario|sumário|sommaire|inhalt(?:sverzeichnis)?|indice|spis treści|"
    "acknowledge?ments?|epilogue|prologue|appendix|keywords|contents|table of contents|einleitung|fazit|schluss|"
    "zusammenfassung|introducción|conclusión|conclusiones|resumen|resumo|introdução|conclusão|considerações finais|"
    "introduzione|conclusioni|conclusione|riassunto|introduction générale|conclusion générale|résumé"
)
_SECTIONS = re.compile(rf"^(?:{_SECTION_WORDS})\s*:?$", re.IGNORECASE)
LEADERS = re.compile(r"(?:[.…]\s?){5,}|…\s?…")
_PAGE = re.compile(r"[A-Z]?-?\d{1,4}|[ivxlcdm]{1,7}", re.IGNORECASE)
_DOTS = re.compile(r"[.…]+")
_BULLET = re.compile(r"^[•▪◦‣●○■□–—\-*✓➢]\s+\S")


@dataclass(frozen=True, slots=True)
class Look:
    """How the document's text is set: its size, whether it is bold, and its usual step from line to line."""

    size: float
    bold: bool
    leading: float


@dataclass(frozen=True, slots=True)
class Margins:
    """The left and right edges of the text by page and column, and the size most of each page is set in."""

    edges: dict[tuple[int, int], tuple[float, float]]
    sizes: dict[int, float]

    def of(self, line: Line) -> tuple[float, float]:
        """The edges of the line's column."""
        return self.edges.get((line.page, line.column), (line.x0, line.x1))


def look(lines: Sequence[Line]) -> Look:
    """How most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    size = _text_size(sizes)
    body = [line for line in lines if abs(line.size - size) < 0.5]
    bold = sum(line.bold for line in body) > 0.5 * len(body)
    steps = [b.y1 - a.y1 for a, b in pairwise(body) if a.page == b.page and 0.8 * size < b.y1 - a.y1 < 4 * size]
    return Look(size, bold, median(steps) if steps else 1.2 * size)


def _text_size(sizes: Counter[float]) -> float:
    """The size of the text: the most common, or a larger one that is common too (long notes can outweigh the text)."""
    if not sizes:
        return 10.0
    common, count = sizes.most_common(1)[0]
    near: Counter[float] = Counter()
    for size, letters in sizes.items():
        near[size] = sum(other for one, other in sizes.items() if abs(one - size) < 0.25) if letters else 0
    larger = [size for size in sizes if 1.06 * common < size <= 1.6 * common and near[size] > 0.3 * count]
    return max(larger, key=lambda size: sizes[size]) if larger else common


def find_margins(lines: Iterable[Line], size: float) -> Margins:
    """Where most lines of each page and column begin, and where the longest end."""
    sides: dict[tuple[int, int], tuple[Counter[int], list[float]]] = {}
    sizes: dict[int, Counter[float]] = {}
    for line in lines:
        left, right = sides.setdefault((line.page, line.column), (Counter(), []))
        weight = len(line.text) if abs(line.size - size) < 0.05 * size else 1
        left[round(line.x0)] += weight
        right.append(line.x1)
        sizes.setdefault(line.page, Counter())[line.size] += len(line.text)
    edges = {}
    for key, (left, right) in sides.items():
        best = max(left.values())
        edges[key] = (float(min(x for x, count in left.items() if count >= 0.4 * best)), max(right))
    return Margins(edges, {page: counts.most_common(1)[0][0] for page, counts in sizes.items()})


def is_section_name(text: str) -> bool:
    """Whether the text is the usual name of a section: "Introduction"."""
    return bool(_SECTIONS.match(text.strip()) or NOTES_HEADING.match(text.strip()) or is_references_heading(text))


def is_caption(group: Sequence[Line]) -> bool:
    """Whether the group begins as a caption does: "Figure 3. …"."""
    return bool(_CAPTION.match(group[0].text)) and len(group) < 15


def is_contents(group: Sequence[Line]) -> bool:
    """Whether the group is of a table of contents: dots that lead to a page number, which grows from line to line."""
    found = [leads_to_page(line) for line in group]
    pages = [number for page in found if page and (number := whole_number(page)) is not None]
    falls = sum(later < earlier for earlier, later in pairwise(pages))
    return sum(page is not None for page in found) > 0.4 * len(group) and falls <= 0.2 * len(pages)


def leads_to_page(line: Line) -> str | None:
    """The page that the line's dots lead to, empty where it stands in another line; None where they lead to something
    else or there are none: the figures of a table's row."""
    *_, last = [None, *LEADERS.finditer(line.text)]
    rest = line.text[last.end() :].strip(" .…") if last else None
    return rest if rest is not None and (not rest or _PAGE.fullmatch(rest)) else None


def leaders(line: Line) -> frozenset[int]:
    """Which of the line's runs are dots that lead from one cell to the next."""
    found: set[int] = set()
    row: list[int] = []
    for at, run in enumerate((*line.runs, None)):
        if run is not None and _DOTS.fullmatch(run.text):
            row.append(at)
            continue
        if sum(len(line.runs[dots].text.replace("…", "...")) for dots in row) >= 3:
            found.update(row)
        row = []
    return frozenset(found)


def is_bullet(line: Line) -> bool:
    """Whether the line begins an item of a list."""
    return bool(_BULLET.match(line.text))


def is_quote(group: Sequence[Line], how: Look, margins: Margins) -> bool:
    """Whether the group is a block quotation: smaller than the text, or set in from both sides."""
    if len(group) < 2:
        return False
    size = min(how.size, margins.sizes.get(group[0].page, how.size))
    if all(0.75 * size < line.size < 0.955 * size for line in group):
        return True
    lefts = [line.x0 - margins.of(line)[0] for line in group]
    return min(lefts) > 0.9 * how.size and max(lefts) - min(lefts) < 1.5 * how.size


def heading_strength(group: Sequence[Line], how: Look, margins: Margins, above: float, below: float) -> int:
    """How surely the group is a heading: 0 no, 1 by place and form, 2 by its weight, 3 by its size or name.

    `above` and `below` are the gaps to the lines around it, in the text's own line steps.
    """
    text = " ".join(line.text for line in group)
    letters = sum(c.isalpha() for c in text)
    if letters < 2 or len(text) > 240 or len(group) > 4 or is_contents(group) or is_caption(group):
        return 0
    if all(line.size >= 1.09 * how.size for line in group):
        return 3 if letters > 0.4 * len(text.replace(" ", "")) else 0
    if NOTES_HEADING.match(text) or is_references_heading(text) or (_SECTIONS.match(text) and len(group) == 1):
        return 3
    ends = text.rstrip()[-1:] in ".,;:" and not text.rstrip().endswith("...")
    if any(line.size < 0.9 * how.size for line in group) or (ends and not _all_caps(text)) or len(text) > 160:
        return 0
    apart = above > 1.2 and below > 0.9
    if all(line.bold for line in group) and not how.bold:
        return 2 if above > 1.05 or below > 1.05 else 0
    if apart and is_numbered_in_capitals(group):
        return 1
    if len(group) > 2 or not apart or (not text[:1].isupper() and not text[:1].isdigit()):
        return 0
    left, right = margins.of(group[0])
    short = all(line.x1 - line.x0 < 0.85 * (right - left) for line in group)
    centred = short and all(abs((line.x0 + line.x1) - (left + right)) < 2 * how.size for line in group)
    italic = all(run.italic for line in group for run in line.runs if any(c.isalpha() for c in run.text))
    numbered = bool(NUMBERED.match(text)) and len(text) < 100
    return int(short and (_all_caps(text) or italic or (numbered and above > 1.3) or (centred and above > 1.3)))


def is_numbered_in_capitals(group: Sequence[Line]) -> bool:
    """Whether the group reads "IV. THE RULE IN LAW": its number, stop and capitals need no short or heavy line."""
    text = " ".join(line.text for line in group)
    number = NUMBERED.match(text)
    return number is not None and bool(number["dot"]) and _all_caps(text[number.end() :])


def _all_caps(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.9 * len(letters)


def style_of(group: Sequence[Line]) -> tuple[float, bool, bool, bool]:
    """What headings of one level share: size, weight, capitals, italics."""
    line = group[0]
    text = " ".join(one.text for one in group)
    italic = all(run.italic for run in line.runs if any(c.isalpha() for c in run.text))
    return (round(line.size * 2) / 2, line.bold, _all_caps(text), italic)


def heading_levels(
    headings: Sequence[Sequence[Line]], outline: Sequence[int | None], title: Sequence[Line] | None = None
) -> list[int]:
    """The level of each heading: from the file's outline, else by rank of style and depth of number.

    `title` is the one of `headings` that is the document's own, alone on its level.
    """
    ranked = [group for group in headings if group is not title]
    styles = sorted({style_of(group) for group in ranked}, key=lambda s: (-s[0], -s[2], -s[1], s[3]))
    rank = {style: at + (1 if title is None else 2) for at, style in enumerate(styles)}
    levels: list[int] = []
    chapters = Counter(rank[style_of(group)] for group in ranked if _depth(group) == 1)
    top = chapters.most_common(1)[0][0] if chapters else 0
    for group, known in zip(headings, outline, strict=True):
        level = 1 if group is title else top if top and _depth(group) == 1 else rank[style_of(group)]
        if _depth(group) > 1:
            level = top + _depth(group) - 1 if top else level
        levels.append(min(known if known is not None else level, 6))
    return _without_gaps(levels)


def _without_gaps(levels: Sequence[int]) -> list[int]:
    """The same tree with every heading one level below the one it stands under; the others keep theirs.

    >>> _without_gaps([1, 4, 4, 2, 3])
    [1, 2, 2, 2, 3]
    """
    found: list[int] = []
    above: list[tuple[int, int]] = []  # the level found by rank, and the one given
    for level in levels:
        while above and above[-1][0] >= level:
            above.pop()
        given = above[-1][1] + 1 if above else level
        above.append((level, given))
        found.append(given)
    return found


def _depth(group: Sequence[Line]) -> int:
    """How deep the heading's arabic number goes: 1 for "3.", 2 for "3.1", 0 for none."""
    number = NUMBERED.match(group[0].text)
    return number["number"].count(".") + 1 if number and number["number"][0].isdigit() else 0


def cells(line: Line) -> list[float]:
    """Where the line's pieces begin that wide gaps or leading dots part."""
    starts = [line.x0]
    dots = leaders(line)
    for at, (before, run) in enumerate(pairwise(line.runs), 1):
        if at not in dots and (at - 1 in dots or run.x0 - before.x1 > 1.5 * line.size):
            starts.append(run.x0)
    return starts
