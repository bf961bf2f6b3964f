"""Questions to begin with, made from what the documents say of themselves: titles, headings, captions, notes.

Pure and without a model. It doesn't know the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Document, Section

DULL = re.compile(
    r"^(introduction|conclusions?|notes?|references|bibliography|abstract|contents|acknowledge?ments?|index|appendix.*|"
    r"about .*|figures?|tables?|endnotes|footnotes|summary|keywords|further reading|works cited|preface|foreword)$",
    re.IGNORECASE,
)
NUMBERING = re.compile(r"^(chapter\s+)?[\divxlc]+[.):]?\s+", re.IGNORECASE)
SHORTEST, LONGEST = 8, 90


def topic(section: Section) -> str | None:
    """The heading's words without numbering, or None where it names no topic of its own."""
    words = NUMBERING.sub("", " ".join(section.title.split())).strip(" .:*#")
    if DULL.match(words) or not SHORTEST <= len(words) <= LONGEST or not any(c.islower() for c in words):
        return None
    return words


def short_title(document: Document) -> str:
    """The title without its subtitle, else the file's name."""
    title = (document.metadata.title or document.source).strip()
    head = re.split(r":\s|\s[–—]\s", title)[0]
    return head if len(head) >= SHORTEST else title


def suggest(documents: Sequence[Document], most: int = 4) -> tuple[str, ...]:
    """Up to `most` questions, taken in turn from each document, different from one another."""
    lists: list[list[str]] = []
    for document in documents:
        name = short_title(document)
        topics = [words for words in map(topic, document.sections) if words and words.casefold() != name.casefold()]
        questions = [f"What does the text say about {_lower(words)}?" for words in topics[1:4] or topics[:1]]
        if not questions:
            questions = [f"What is the main point of “{name}”?"]
        lists.append(questions)
    out: list[str] = []
    if len(documents) > 1:
        first, second = (short_title(d) for d in documents[:2])
        out.append(f"Where do “{first}” and “{second}” agree and differ?")
    for row in range(max(map(len, lists), default=0)):
        for questions in lists:
            if row < len(questions) and questions[row] not in out:
                out.append(questions[row])
    return tuple(out[:most])


def _lower(words: str) -> str:
    """The heading as it reads inside a sentence: a first word that is plainly a common word loses its capital."""
    first, _, rest = words.partition(" ")
    common = {"the", "a", "an", "how", "why", "what", "when", "fees", "towards", "from", "on", "of", "in", "between"}
    return f"{first.lower()} {rest}".strip() if first.lower() in common else words
