"""Chapters of openly licensed textbooks, as documents to write questions on.

A book is a folder in the layout of the OpenStax repositories: `collections/*.collection.xml` has the order of chapters,
`modules/NAME/index.cnxml` the text of their sections. Kept of them: titles, paragraphs, lists, quotations, captions and
the boxes that tell something; left out: learning outcomes, summaries, exercises, glossaries, links to films. This file
doesn't know what is asked of the chapters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element  # the type only; reading is by safe_xml

from ingest.readers.safe_xml import parse_untrusted

MOST = 60_000  # code points of a chapter that are taken, in whole sections
FEWEST = 2_500  # of a section; below it is an introduction or an appendix
ASIDE = frozenset({
    "learning-objectives", "review-questions", "summary", "section-summary", "check-understanding",
    "reflection-questions", "own-words", "critical-thinking", "references", "suggested-readings", "further-reading",
    "link-to-learning", "media-video", "media-podcast", "show-data", "write-philosopher", "beyond-book",
    "click-and-explore", "key-terms",
})  # fmt: skip
SKIPPED = frozenset({"metadata", "glossary", "exercise", "media", "table", "cite"})
BLOCKS = frozenset({"para", "item", "quote", "caption"})


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its name (book, number), its title and its text as Markdown."""

    name: str
    title: str
    text: str


def chapters(book: Path) -> Iterator[Chapter]:
    """The chapters of a book, in order, each of at most MOST code points. Raises ParseError or EntitiesError for a
    damaged file."""
    for collection in sorted((book / "collections").glob("*.xml")):
        number = 0
        for part in parse_untrusted(collection.read_bytes()).iter():
            modules = [child.get("document", "") for child in _content(part) if _tag(child) == "module"]
            if _tag(part) != "subcollection" or not modules:
                continue
            title = next((_words(child) for child in part if _tag(child) == "title"), "")
            text = _chapter(title, [book / "modules" / name / "index.cnxml" for name in modules])
            if text:
                number += 1
                yield Chapter(f"{collection.name.removesuffix('.collection.xml')}/{number:02}.md", title, text)


def _content(part: Element) -> Iterator[Element]:
    for child in part:
        if _tag(child) == "content":
            yield from child


def _chapter(title: str, files: list[Path]) -> str:
    taken: list[str] = []
    length = 0
    for file in files:
        blocks = list(_blocks(parse_untrusted(file.read_bytes()), 2))
        section = "\n\n".join(blocks)
        if len(section) < FEWEST:
            continue
        length += len(section)
        if taken and length > MOST:
            break
        taken.append(section)
    return "\n\n".join((f"# {title}", *taken)) + "\n" if taken else ""


def _blocks(part: Element, level: int) -> Iterator[str]:
    for child in part:
        tag = _tag(child)
        if tag in SKIPPED or ASIDE & set((child.get("class") or "").split()):
            continue
        if tag == "title":
            yield f"{'#' * min(level, 6)} {_words(child)}"
        elif tag in BLOCKS:
            if words := _words(child):
                yield f"- {words}" if tag == "item" else words
        elif tag in ("section", "note"):
            yield from _blocks(child, level + 1)
        else:
            yield from _blocks(child, level)


def _words(part: Element) -> str:
    return re.sub(r"\s+", " ", "".join(_text(part))).strip()


def _text(part: Element) -> Iterator[str]:
    yield part.text or ""
    for child in part:
        if _tag(child) not in SKIPPED:
            yield from _text(child)
        yield child.tail or ""


def _tag(part: Element) -> str:
    return part.tag.rpartition("}")[2]
