"""Headings by their text alone: is a line one, and how deep does it stand?

Numbers, Markdown signs and capitals tell the level where there are any; otherwise parallel headings do ("Regional
Initiatives", "Global Initiatives"). This file doesn't know fonts, pages or documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MAX_WORDS = 20
MAX_LENGTH = 160


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SMALL = _words(
    "a an the and or nor but of in on at to for from by with as into over under via vs vis-à-vis und der "
    "die das de la le et du des del y e "
)
# Sections that stand at the top and are not divided by the headings that follow them.
_TOP = re.compile(
    r"(?:introduction|conclusions?|concluding remarks|epilogue|abstract|summary|notes|endnotes|"
    r"footnotes|references(?: cited)?|bibliography|works cited|literature cited|"
    r"acknowledge?ments?|preface|foreword|appendix|appendices|index|contents|einleitung|schluss|fazit|anmerkungen|literatur(?:verzeichnis)?|"
    r"résumé|はじめに|おわりに|注|註|参考文献|序論|結論)\b",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    _TOP.pattern + r"|(?:background|methods?|methodology|results|discussion|findings|overview|data|limitations)$",
    re.IGNORECASE,
)
_NUMBERS: tuple[tuple[re.Pattern[str], int | None], ...] = (
    (
        re.compile(
            r"(?:part|book|volume|teil|partie)\s+(?:\d+|[ivxlc]+|one|two|three|four|five|six|seven|eight|nine|ten)\b",
            re.IGNORECASE,
        ),
        1,
    ),
    (
        re.compile(
            r"(?:chapter|kapitel|chapitre|capítulo|capitolo)\s+(?:\d+|[ivxlc]+|\w+)\b|第\s*[\d一二三四五六七八九十百]+\s*[部章]",
            re.IGNORECASE,
        ),
        1,
    ),
    (re.compile(r"第\s*[\d一二三四五六七八九十]+\s*[節]"), 2),
    (re.compile(r"(?P<dots>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[^\W\d_])"), None),
    (re.compile(r"(?:[IVX]{1,5})\.\s+(?=\S)"), 1),
    (re.compile(r"[A-Z]\.\s+(?=\S)"), 2),
)
_WIKI = re.compile(r"\s*(?P<open>(?:=\s?){1,6})(?=[^=\s]).*[^=\s]\s*(?:=\s?){1,6}")
_NO_HEADING = re.compile(
    r"[.,;:…。、，—–-]$|[.,;][”’\"'»]$|https?://|@|^\W*$|\d{5,}\)?$|\s{3,}|^[-*•]\s|^[(\[].*[)\]]$"
)
_CHAPTER = re.compile(
    r"(?:chapter|part|book|section|kapitel|teil|chapitre|capítulo|capitolo)\s+(?:\d+|[ivxlc]+|[a-z]+)\.?", re.IGNORECASE
)
_SPEAKER = re.compile(r"[A-Z][A-Z.’' -]{2,30}:\s")  # "AUDIENCE: …": who speaks, in a transcript
_MARKS = re.compile(r"(?P<hash>#{1,6})\s+\S")


def plain_title(text: str) -> str:
    """A heading's words: without Markdown's signs, underlines and the white space of line ends."""
    title = re.sub(r"\n[=~^-]{3,}\s*$", "", text.strip())
    title = re.sub(r"^#{1,6}\s+|\s+#{1,6}$|^(?:=\s?){1,6}(?=[^=\s])|(?:\s?=){1,6}$", "", title)
    title = re.sub(r"</?(?:b|i|em|strong|u|sup|sub|span)\b[^>]*>", "", title)
    title = re.sub(r"(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1", r"\2", title)
    return " ".join(title.split()).strip("* ")


def level_of_number(text: str) -> int | None:
    """The level a heading's own number or its sign (Markdown's, a wiki's) states, or None."""
    marks = _MARKS.match(text)
    if marks:
        return len(marks["hash"])
    wiki = _WIKI.fullmatch(text)
    if wiki:
        return wiki["open"].count("=")
    under = re.search(r"\n([=-])\1{2,}\s*$", text)
    if under:
        return 1 if under[1] == "=" else 2
    title = plain_title(text)
    for pattern, level in _NUMBERS:
        match = pattern.match(title)
        if match:
            return level if level is not None else match["dots"].count(".") + 1
    return None


def heading_strength(text: str) -> int:
    """How much a block on its own looks like a heading: 2 by its signs or capitals, 1 by its shortness, 0 not."""
    if _MARKS.match(text) or _WIKI.fullmatch(text) or re.fullmatch(r"\S.*\n([=-])\1{2,}\s*", text):
        return 2
    title = plain_title(text)
    words = title.split()
    if not words or "\n" in text.strip() or len(title) > MAX_LENGTH or len(words) > MAX_WORDS or "\t" in text:
        return 0
    if _CHAPTER.fullmatch(title):
        return 2
    title = re.sub(r"(?:\[\d+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)$", "", title)  # a note may hang on a heading
    words = title.split()
    if words and _KNOWN.match(title) and len(words) <= 6 and title[-1] not in ".,;":
        return 2
    if not words or _NO_HEADING.search(title) or (_SPEAKER.match(title) and not title.isupper()):
        return 0
    numbered = level_of_number(text) is not None
    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", title):
        return 2 if len(title) <= 40 and numbered else 0
    bare = re.sub(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.|[A-Z]\.)\s+", "", title)
    if not bare.lstrip("\"'“‘«¿(")[:1].isupper():
        return 0
    content = [word.strip("\"'“”‘’(),:;?!") for word in bare.split()]
    content = [word for word in content if word and word.lower() not in _SMALL and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in content)
    if content and capitals >= 0.7 * len(content):
        return 2 if numbered or len(title) >= 4 else 0
    if numbered and len(words) <= 12:
        return 2
    return 1 if len(words) <= 9 and content else 0


def is_heading(text: str) -> bool:
    """Whether a block that stands alone may be a heading: short, without a stop, opening with a capital."""
    return heading_strength(text) > 0


def _families(title: str) -> tuple[str, ...]:
    """The shapes a heading may share with its parallels, the tellingest first."""
    head, colon, _ = title.partition(":")
    words = head.lower().split()
    shapes: list[str] = []
    if colon and len(words) == 1:
        shapes.append("label:")
    if 2 <= len(words) <= 4:
        shapes.append(f"…{words[-1]}")
        if words[0] not in _SMALL:
            shapes.append(f"{words[0]}…")
    return tuple(shapes)


def _grouped(titles: Sequence[str]) -> list[str | None]:
    """For each title the family it shares with at least one other title, or None."""
    shapes = [() if _TOP.match(title) else _families(title) for title in titles]
    counts: dict[str, int] = {}
    for own in shapes:
        for shape in own:
            counts[shape] = counts.get(shape, 0) + 1
    return [next((shape for shape in own if counts[shape] >= 2), None) for own in shapes]


def _parallel_levels(titles: Sequence[str]) -> list[int]:
    """Levels of headings that have neither numbers nor type: a family of parallels divides the section it begins in."""
    families = _grouped(titles)
    last: dict[str, int] = {family: index for index, family in enumerate(families) if family}
    open_families: list[str] = []
    levels: list[int] = []
    base = 1
    for index, (title, family) in enumerate(zip(titles, families, strict=True)):
        if _TOP.match(title):
            open_families, base = [], 1
            levels.append(1)
            continue
        while (
            open_families
            and open_families[-1] != family
            and (family in open_families or last[open_families[-1]] < index)
        ):
            if family in open_families or not _within(families, last, open_families, index):
                open_families.pop()
            else:
                break
        if family is None:
            open_families, base = [], 1
            levels.append(1)
            continue
        if family not in open_families:
            divides = bool(open_families) or (
                index > 0 and families[index - 1] is None and not _TOP.match(titles[index - 1])
            )
            if not open_families:
                base = 2 if divides else 1
            open_families.append(family)
        levels.append(base + open_families.index(family))
    return levels


def _within(families: Sequence[str | None], last: dict[str, int], open_families: Sequence[str], index: int) -> bool:
    """Whether the heading at `index`, after the last of the open family, still belongs under it.

    It does where its own family already stood under that one ("Bilateral: …" under "Regional Initiatives", and again
    "Multilateral: …" under "Global Initiatives").
    """
    family = families[index]
    if family is None:
        return False
    first = next(i for i, own in enumerate(families) if own == family)
    outer = next(i for i, own in enumerate(families) if own == open_families[-1])
    return outer < first < last[open_families[-1]]


def heading_levels(titles: Sequence[str]) -> list[int]:
    """A level for each heading, 1 the highest, from its number, its capitals, or its parallels."""
    plain = [plain_title(title) for title in titles]
    stated = [level_of_number(title) for title in titles]
    if any(level is not None for level in stated) and sum(level is not None for level in stated) >= 0.3 * len(titles):
        return _filled(plain, stated)
    shouted = [title.isupper() for title in plain]
    if any(shouted) and not all(shouted):
        return [1 if up or _TOP.match(title) else 2 for up, title in zip(shouted, plain, strict=True)]
    return _parallel_levels(plain)


def _filled(titles: Sequence[str], stated: Sequence[int | None]) -> list[int]:
    """Headings without a number among numbered ones stand under the last number, unless they are always at the top."""
    least = min(level for level in stated if level is not None)
    levels: list[int] = []
    above = least - 1
    for title, level in zip(titles, stated, strict=True):
        if level is not None:
            above = level
            levels.append(level)
        else:
            levels.append(least if _TOP.match(title) else above + 1)
    return [max(level, 1) for level in levels]


__all__ = ["heading_levels", "heading_strength", "is_heading", "level_of_number", "plain_title"]
