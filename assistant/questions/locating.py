"""Where a document says something: "Where does it say that Korver was right?" asks for a place in the text.

The sentence is the answer, with its section and page before it; no place that the sentence itself names leads. This
file doesn't know how sentences are chosen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.answer import Draft, TextEvent
from assistant.questions.asking import unframed
from assistant.questions.sections import is_whole
from ingest.document import Document, Page

_WORK = r"(?:text|article|chapter|book|paper|report|essay|document|volume|work|study|speech|source|author|writer)s?"
_SAYS = (
    r"(?:say|state|write|mention|claim|argue|discuss|explain|speak of|talk about|describe|quote|refer to|deal with|tell"
    r"|side|conclude|admit|concede|deny|suggest|define|introduce)s?"
)
_TOLD = (
    r"(?:mentioned|discussed|described|explained|quoted|stated|spoken of|talked about|treated|said|defined|argued"
    r"|dealt with)"
)
_IN_WORK = rf"(?:in|of) (?:the|this|that|my|\S+[’']s) (?:\S+ ){{0,3}}?{_WORK}"
_PART = r"(?:in|on|under) (?:which|what) (?:section|chapter|page|paragraph|passage|heading|note)s?"
_IT = rf"(?:it|(?:the|this|that) (?:\S+ )?{_WORK})"
_NAME = r"(?:he|she|they|(?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+)?)"
_WHERE = r"^where(?: exactly| precisely)?"
ASKS = re.compile(
    # the text is named: "where in the essay", "on which page"
    rf"(?:{_WHERE} {_IN_WORK}|^{_PART}) (?:do|does|did|is|are|was|were|can|has|have)\b"
    # what a text does: "where does it say", "where it says"
    rf"|{_WHERE} (?:(?:do|does|did) )?{_IT} (?:\w+ly |also |ever )?{_SAYS}\b"
    # what people do in what they write, and not in a town: in the present, or "that …"
    rf"|{_WHERE} (?:do|does) {_NAME} (?:\w+ly |also |ever )?{_SAYS}\s(?!(?:her|his|their)\b)"
    rf"|{_WHERE} did {_NAME} {_SAYS} that\b"
    rf"|{_WHERE} (?:is|are) .{{2,80}}? {_TOLD}\W*$"
    r"|^where (?:can|do) (?:i|we|one) (?:find|read)"
    r" (?:the (?:passage|sentence|part|section|place|page)|where|that|about|more)\b",
    re.I,
)


def asks(question: str) -> bool:
    """Whether a question asks where in a text something stands."""
    return ASKS.match(unframed(question)) is not None


def placed(draft: Draft, documents: Callable[[str], Document]) -> Iterator[TextEvent | Draft]:
    """A draft's text and the draft, each sentence with its place before it, once where several stand there."""
    before, sentences = "", []
    for sentence in draft.sentences:
        place = place_of(documents(sentence.origin[0]), sentence.origin[1]) if sentence.origin else ""
        label = f"{sentence.label.removesuffix(': ')}, {place}: " if sentence.label and place else sentence.label
        label = label or (f"{place[:1].upper()}{place[1:]}: " if place and place != before else "")
        sentences.append(replace(sentence, label=label))
        before = place
    for item in sentences:
        yield TextEvent(f"{item.label}{item.text} ")
    yield replace(draft, sentences=tuple(sentences))


def place_of(document: Document, offset: int) -> str:
    """The section and the page at an offset, as they are read; empty where neither is known."""
    block = document.block_at(offset)
    section = document.blocks[block].section if block is not None else None
    own = section is not None and not is_whole(document, section)
    title = document.sections[section].title if own and section is not None else ""
    page = _page(document.page_at(offset))
    return ", ".join(filter(None, (f"in the section “{title}”" if title else "", page)))


def _page(page: Page | None) -> str:
    if page is None or (page.printed is None and page.pdf is None):
        return ""
    return f"p. {page.printed}" if page.printed is not None else f"page {page.pdf} of the file"
