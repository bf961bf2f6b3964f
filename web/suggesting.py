"""Questions to begin with, made from what the documents say of themselves: titles, headings, captions, notes.

Pure and without a model. It doesn't know the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, islice

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
        questions = [_about(words) for words in topics[1:4] or topics[:1]]
        if not questions:
            questions = [f"What is the main point of “{name}”?"]
        lists.append(questions)
    out: list[str] = []
    names = [short_title(document) for document in documents]
    pairs = ((a, b) for a, b in combinations(names, 2) if a != b and len(a) + len(b) <= LONGEST)
    for first, second in islice(pairs, 1):
        out.append(f"Where do “{first}” and “{second}” agree and differ?")
    for row in range(max(map(len, lists), default=0)):
        for questions in lists:
            if row < len(questions) and questions[row] not in out:
                out.append(questions[row])
    return tuple(out[:most])


def _about(words: str) -> str:
    """A question about a heading: as it reads in a sentence, quoted where it is long or holds a colon."""
    quoted = ":" in words or len(words) > 45
    return f"What is said about {f'“{words}”' if quoted else _lower(words)}?"


def _lower(words: str) -> str:
    """The heading as it reads inside a sentence: a first word that is plainly a common word loses its capital."""
    first, _, rest = words.partition(" ")
    common = {"the", "a", "an", "how", "why", "what", "when", "fees", "towards", "from", "on", "of", "in", "between"}
    return f"{first.lower()} {rest}".strip() if first.lower() in common else words
