"""Questions to begin with, made from what the documents say of themselves: their titles and headings.

Pure and without a model. It doesn't know the page or the library.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from ingest.document import Document, Section

DULL = re.compile(
    r"^(introduction|conclusions?|notes?|references|bibliography|abstract|contents|acknowledge?ments?|index|appendix.*|"
    r"about .*|figures?|tables?|endnotes|footnotes|summary|keywords|further reading|works cited|preface|foreword)$",
    re.IGNORECASE,
)
NUMBERING = re.compile(r"^(?:(?:chapter\s+)?[\divxlc]+(?:\.\d+)*[.):]?|[a-z][.)])\s+", re.IGNORECASE)
SMALL = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
SHORTEST, LONGEST = 8, 90
FROM_ONE = 3  # headings of one document that become questions


@dataclass(frozen=True, slots=True)
class Outlined:
    """What a document says of itself: its title without the subtitle (empty for none), and the headings that name a
    topic; `foreign` where these are in another language than the questions."""

    title: str
    topics: tuple[str, ...] = ()
    foreign: bool = False


def topic(section: Section) -> str | None:
    """The heading's words without numbering, or None where it names no topic of its own."""
    words = NUMBERING.sub("", " ".join(section.title.split())).strip(" .:*#")
    if DULL.match(words) or not SHORTEST <= len(words) <= LONGEST or not any(c.islower() for c in words):
        return None
    return words


def short_title(document: Document) -> str:
    """The title without its subtitle, else the file's name; capitals throughout are lowered."""
    title = " ".join((document.metadata.title or document.source).split())
    head = re.split(r":\s|\s[–—]\s", title)[0]
    title = head if len(head) >= SHORTEST else title
    if not title.isupper() or " " not in title:
        return title
    words = [word if i and word in SMALL else word.capitalize() for i, word in enumerate(title.lower().split())]
    return " ".join(words)


def outlined(document: Document) -> Outlined:
    """The document's outline, as far as questions are made of it."""
    title = short_title(document) if document.metadata.title else ""  # a file's name is nothing to ask about
    topics = [words for words in map(topic, document.sections) if words and words.casefold() != title.casefold()]
    foreign = not (document.metadata.language or "en").casefold().startswith("en")
    return Outlined(title, tuple(topics[1 : FROM_ONE + 1] or topics[:1]), foreign)


def _words(outline: Outlined) -> set[str]:
    text = " ".join((outline.title, *outline.topics)).casefold()
    return {word for word in re.findall(r"\w{4,}", text) if word not in SMALL}


def related(outlines: Sequence[Outlined]) -> tuple[str, str] | None:
    """The titles of the two documents whose titles and headings share most words; None where no two share any."""
    words = {outline.title: _words(outline) for outline in outlines if outline.title}
    pairs = [(a, b) for a, b in combinations(words, 2) if len(a) + len(b) <= LONGEST]
    pairs = [(a, b) for a, b in pairs if words[a] & words[b]]
    return max(pairs, key=lambda pair: len(words[pair[0]] & words[pair[1]]), default=None)


def suggest(outlines: Sequence[Outlined], most: int = 4) -> tuple[str, ...]:
    """Up to `most` questions, taken in turn from each document, different from one another. Of several documents each
    names its own: a heading's few words may be found in any."""
    out: list[str] = []
    several = len(outlines) > 1
    pair = related(outlines)
    if pair:
        out.append(f"Where do “{pair[0]}” and “{pair[1]}” agree and differ?")
    lists = [
        [_about(words, outline.title if several else "", foreign=outline.foreign) for words in outline.topics]
        or ([f"What is the main point of “{outline.title}”?"] if outline.title else [])
        for outline in outlines
    ]
    for row in range(max(map(len, lists), default=0)):
        for questions in lists:
            if row < len(questions) and questions[row] not in out:
                out.append(questions[row])
    return tuple(out[:most])


def _about(words: str, title: str = "", *, foreign: bool = False) -> str:
    """A question about a heading, in the document of this title where one is given: as it reads in a sentence, quoted
    where it is long, in another language or holds a colon. A heading that is a question is asked as it is."""
    if words.endswith(("?", "？")):
        return words
    quoted = foreign or ":" in words or len(words) > 45
    where = f" in “{title}”" if title else ""
    return f"What is said about {f'“{words}”' if quoted else _lower(words)}{where}?"


def _lower(words: str) -> str:
    """The heading as it reads inside a sentence: a first word that is plainly a common word loses its capital."""
    first, _, rest = words.partition(" ")
    common = {"how", "why", "what", "when", "fees", "towards", "between", *SMALL}
    return f"{first.lower()} {rest}".strip() if first.lower() in common else words
