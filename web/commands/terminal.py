"""Answers, passages and documents as text for a terminal of its width: takes values, gives strings.

This file doesn't know how any of them came about. Control characters from documents and models are
dropped, so that no text can steer the terminal.
"""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Passage
from web.answer_words import answer_parts
from web.render import source_words

if TYPE_CHECKING:
    from ingest.document import Document, Page

WIDTH, NARROWEST = 100, 20  # columns
NAMED = 4  # authors, at most, that are all named before a title


def clean(text: str) -> str:
    """The text without control and format characters, line ends aside; tabs, as between cells, as blanks."""
    return "".join(c for c in text.replace("\t", "  ") if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf"))


def measure() -> int:
    """The columns that text is set in: the terminal's, but no more than can be read well."""
    return max(min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH), NARROWEST)


def wrap(text: str, indent: str = "") -> str:
    """Wrapped to the terminal's measure, each line behind `indent`."""
    paragraphs = clean(text).split("\n")
    width = measure()
    lines = [
        textwrap.fill(p, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False)
        for p in paragraphs
    ]
    return "\n".join(lines)


def pages_named(page: Page | None) -> str:
    """ "p. 164", "PDF page 12", both, or nothing."""
    if page is None:
        return ""
    parts = [page.cited] if page.cited else []
    if page.pdf is not None:
        parts.append(f"PDF page {page.pdf}")
    return ", ".join(parts)


def work_words(title: str | None, authors: tuple[str, ...], year: int | None, source: str) -> str:
    """ "Kristi Govella (2024), The Role of …" with what is known; of more than NAMED authors the first, et al."""
    who = ", ".join(authors) if len(authors) <= NAMED else f"{authors[0]} et al."
    when = f"({year})" if year else ""
    head = " ".join(part for part in (who, when) if part)
    return ", ".join(part for part in (head, title or source) if part)


def citation_text(citation: Citation, *, again: bool = False) -> str:
    """A citation with its quote, its place and the notes that hang on it; of a work cited `again` only who wrote it and
    when, or its title."""
    section = citation.section[1:] if citation.section[:1] == (citation.title,) else citation.section
    where = "; ".join(part for part in (" › ".join(section), pages_named(citation.page)) if part)
    work = work_words(citation.title, citation.authors, citation.year, citation.source)
    if again:
        work = source_words(citation)
    lines = [wrap(f"[{citation.n}] {work}"), wrap(where, "    ")] if where else [wrap(f"[{citation.n}] {work}")]
    lines.append(wrap(f"“{citation.quote}”", "    "))
    for note in citation.notes:
        lines.append(wrap(f"note {note.number}: {note.text}", "    "))
        if note.full_reference:
            meant = f"note {note.refers_to}: " if note.refers_to else ""
            lines.append(wrap(f"→ {meant}{note.full_reference}", "      "))
    behind = [f"→ {one.text}: {one.full_reference}" for one in citation.references if one.full_reference]
    lines += [wrap(line, "      ") for line in behind]
    return "\n".join(lines)


def _citations(citations: Sequence[Citation]) -> list[str]:
    seen: set[str] = set()
    out = []
    for one in citations:
        out.append(citation_text(one, again=one.document in seen))
        seen.add(one.document)
    return out


def answer_text(answer: Answer) -> str:
    """The answer, its doubtful claims with their reasons, and its citations; for a refusal, the nearest passages."""
    parts = [wrap(part) for part in answer_parts(answer)]
    parts += _citations(answer.citations)
    if not answer.answered and answer.nearest:
        parts += ["The nearest passages:", *_citations(answer.nearest)]
    return "\n\n".join(parts)


def passage_text(rank: int, passage: Passage) -> str:
    """A search result."""
    chunk = passage.chunk
    work = work_words(passage.metadata.title, passage.metadata.authors, passage.metadata.year, passage.source)
    where = "; ".join(part for part in (" › ".join(chunk.section), pages_named(chunk.page)) if part)
    kind = "" if chunk.kind.value == "body" else f" ({chunk.kind.value})"
    head = f"{rank}. {work}{kind}  [{passage.score:.1f}]"
    return "\n".join([wrap(head), *([wrap(where, "   ")] if where else []), wrap(chunk.text, "   "), ""])


def document_text(document: Document) -> str:
    """What was read: metadata, outline, and the notes with what their short forms mean."""
    metadata = document.metadata
    lines = [clean(work_words(metadata.title, metadata.authors, metadata.year, document.source))]
    facts = [
        ("id", document.id),
        ("source", document.source),
        ("authors", ", ".join(metadata.authors) if len(metadata.authors) > NAMED else ""),
        ("in", metadata.container),
        ("publisher", metadata.publisher),
        ("doi", metadata.doi),
        ("isbn", ", ".join(metadata.isbn)),
        ("pages", str(document.page_count or "")),
        (
            "size",
            f"{len(document.text):,} characters, {len(document.blocks)} blocks, {len(document.sentences)} sentences",
        ),
    ]
    lines += [f"  {name}: {clean(value)}" for name, value in facts if value]
    lines += [f"  warning: {clean(warning)}" for warning in document.warnings]
    if document.sections:
        lines += ["", "Outline"]
        lines += [f"{'  ' * max(section.level, 1)}{clean(section.title)}" for section in document.sections]
    if document.notes:
        marked = sum(bool(note.markers) for note in document.notes)
        lines += ["", f"Notes ({len(document.notes)}, {marked} linked to their place)"]
    for note in document.notes:
        lines.append(wrap(f"{note.number}. {document.text[note.start : note.end]}", "  "))
        if note.full_reference:
            lines.append(wrap(f"→ note {note.refers_to}: {note.full_reference}", "      "))
        elif note.unresolved:
            lines.append(wrap(f"? {note.unresolved}", "      "))
    cited = document.in_text_citations
    if cited:
        led = sum(len(citation.entries) == 1 for citation in cited)
        lines += ["", f"Author-year citations ({len(cited)}, {led} linked to one entry of the list of works)"]
    for citation in cited:
        if citation.unresolved:
            words = clean(document.text[citation.start : citation.end])
            lines.append(wrap(f"{words}: {clean(citation.unresolved)}", "  ? "))
    return "\n".join(lines)
