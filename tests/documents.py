"""Documents built by hand, for tests that need one without a reader."""

import hashlib
import re

from ingest.document import Block, BlockKind, Document, Metadata, Note, Page, PageBreak, Section, Sentence, Span


def make_document(
    *sections: tuple[str, tuple[str, ...]],
    notes: tuple[str, ...] = (),
    source: str = "paper.txt",
    title: str | None = None,
    authors: tuple[str, ...] = (),
    year: int | None = None,
) -> Document:
    """A document of sections, each (heading, paragraphs); sentences end at full stops. Notes hang on the
    body's paragraphs in order. Its sha256 is its text's, so the same words make the same document."""
    text, blocks, made, sentences = "", [], [], []
    marks: list[int] = []

    def put(words: str, kind: BlockKind, section: int | None, paragraph: int | None = None) -> None:
        nonlocal text
        text += "\n\n" if text else ""
        start = len(text)
        text += words
        for match in re.finditer(r"[^.]+(\.|$)", words):
            first = match.start() + len(match[0]) - len(match[0].lstrip())
            if match[0].strip():
                sentences.append(Sentence(start + first, start + match.end(), len(blocks)))
        blocks.append(Block(kind, start, len(text), section, paragraph))

    paragraph = 0
    for index, (heading, paragraphs) in enumerate(sections):
        first = len(text) + (2 if text else 0)
        put(heading, BlockKind.HEADING, index)
        for words in paragraphs:
            paragraph += 1
            put(words, BlockKind.PARAGRAPH, index, paragraph)
            marks.append(len(text))
        made.append(Section(heading, 1, first, len(text)))
    kept = []
    for number, words in enumerate(notes, start=1):
        put(words, BlockKind.NOTE, None)
        at = marks[min(number, len(marks)) - 1]
        kept.append(Note(str(number), len(text) - len(words), len(text), (Span(at, at),)))
    return Document(
        sha256=hashlib.sha256((source + text).encode("utf-8", "surrogatepass")).hexdigest(),
        source=source,
        path=f"/papers/{source}",
        format="text",
        text=text,
        metadata=Metadata(title=title, authors=authors, year=year),
        sections=tuple(made),
        blocks=tuple(blocks),
        notes=tuple(kept),
        sentences=tuple(sentences),
        page_breaks=(PageBreak(0, Page("ix", 1)),),
    )
