"""Questions about a document itself: its author, editor, year, journal, DOI, ISBN, licence, …

Answered from its metadata, each value cited where the document states it.

This file doesn't know how metadata are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Draft, DraftSentence
from assistant.messages.said_in import saying
from assistant.messages.said_in_english import ENGLISH
from assistant.messages.said_sentences import Sentences
from assistant.questions.analysis import names_in
from assistant.questions.name_forms import held
from assistant.words import about_words
from assistant.words.languages import language_of
from assistant.words.wording import content_words, readable
from ingest.document import BlockKind, Document

WORK = r"(?:article|chapter|book|paper|report|essay|abstract|document|text|volume|work|study)"
# field of Metadata, what to call it, what asks for it
FIELDS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (field, label, re.compile(pattern, re.I))
    for field, label, pattern in (
        ("doi", "DOI", r"\bdoi\b"),
        ("isbn", "ISBN", r"\bisbn"),
        ("pages", "Pages", rf"\bpages?\b.*\b(?:{WORK}|fill|run|span|occup)|\b{WORK}\b.*\bpages\b"),
        ("issue", "Issue", rf"\bissue number\b|\b(?:which|what) issue\b.*\b{WORK}\b"),
        ("editors", "Editors", rf"\bwho edited\b|\beditors?\b.*\b{WORK}\b|\bedited\b.*\bby\b"),
        ("licence", "Licence", rf"\blicen[cs]e[ds]?\b.*\b{WORK}\b|\b(?:which|what) licen[cs]e\b"),
        ("funding", "Funding", rf"\bfund(?:ed|er|ing)\b.*\b(?:{WORK}|open access)\b"),
        ("publisher", "Publisher", rf"\bwho published\b.*\b{WORK}\b|\bpublisher\b"),
        (
            "container",
            "Published in",
            r"\b(?:which|what) journal\b"
            r"|\b(?:which|what) (?:book|volume|collection)\b.*\b(?:chapter|essay|contribution)\b"
            rf"|\bjournal\b.*\b{WORK}\b|\b{WORK}\b.*\b(?:appear|published|printed) in\b"
            r"|\bwhat (?:book|volume) (?:is|does|did)\b.*\b(?:part of|belong|appear)",
        ),
        ("authors", "Author", rf"\bwho (?:wrote|is the author|are the authors)\b.*|\bwhose {WORK}\b is\b"),
        ("year", "Year", rf"\b(?:when|what year|which year)\b.*\b{WORK}\b.*\b(?:published|appear|written)"),
        ("title", "Title", rf"\btitle of\b.*\b{WORK}\b|\b{WORK}\b.*\bcalled\b"),
    )
)
# "Who wrote the chapter?", "Who is the author of Tolls of Lisse?": of that work, and of no other.
WROTE = re.compile(r"^\W*who\s+(?:wrote|(?:is|are|was|were)\s+the\s+authors?\s+of)\s+(?P<what>\S.*?)\W*$", re.I)
# "Who is Korver?", of a document's author: what that document states.
WHO_IS = re.compile(
    r"^\W*(?i:who) (?:is|was) (?:the (?:author|historian|writer|scholar) )?(?P<name>[A-ZÀ-Ý][^?]*?)\W*$"
)
# What a question that asks for one field asks for besides: "In which journal and year …", "…, and which year is given?"
_BESIDES = {
    "authors": "authors?|who wrote (?:it|this)",
    "title": "title",
    "container": "journal",
    "year": "year|date|when was it (?:published|written|printed)|when did it appear",
    "issue": "issue",
    "publisher": "publisher",
    "doi": "doi",
}
BESIDES = tuple(
    (
        field,
        re.compile(
            rf"\band (?:(?:in|on) )?(?:(?:which|what|the|its) )?(?:{words})\b"
            rf"|\b(?:which|what|the|its) (?:{words}) and (?:{'|'.join(_BESIDES.values())})\b",
            re.I,
        ),
    )
    for field, words in _BESIDES.items()
)
LABELS = {field: label for field, label, _ in FIELDS}
STATED = (BlockKind.FRONT, BlockKind.LABEL)
# Asked for and not stated, these are nowhere else in a document either.
NOWHERE_ELSE = ("doi", "isbn", "pages", "issue", "editors", "licence")
# Asked for of a work that doesn't state it, this is told.
UNSTATED = (*NOWHERE_ELSE, "publisher")


def field_asked(text: str) -> tuple[str, str] | None:
    """The field of the metadata a question asks for, and its label."""
    for field, label, pattern in FIELDS:
        if pattern.search(text):
            return field, label
    elsewhere = about_words.FIELDS.get(language_of(text) or "", ())
    return next(((field, LABELS[field]) for field, pattern in elsewhere if pattern.search(text)), None)


def fields_asked(text: str) -> tuple[str, ...]:
    """The field that a question asks for, and those that it asks for besides."""
    first = field_asked(text)
    if first is None:
        return ()
    parts = (field_asked(part) for part in re.split(r",?\s+and\s+", text))
    more = [field for field, pattern in BESIDES if pattern.search(text)]
    return tuple(dict.fromkeys((first[0], *(part[0] for part in parts if part), *more)))


def _of_author(text: str, scope: Sequence[Document]) -> tuple[str, ...]:
    """The fields that tell who a document's author is, where that is asked and its text doesn't speak of them."""
    match, authors = WHO_IS.match(text), " ".join(name for document in scope for name in document.metadata.authors)
    if match is None or not authors or held(match["name"], authors) < 1.0:
        return ()
    last = match["name"].split()[-1]
    prose = (d.text[b.start : b.end] for d in scope for b in d.blocks if b.kind is BlockKind.PARAGRAPH)
    spoken_of = sum(re.search(rf"\b{re.escape(last)}\b", one) is not None for one in prose)
    return () if spoken_of > 1 else ("authors", "title")


def _left(text: str) -> list[str]:
    """The further questions that a question joins with one for a field, and that ask for none."""
    _, *parts = re.split(r",?\s+and\s+(?=(?:(?:in|on|by|at|for|to) )?(?:when|why|where|who|what|which|how)\b)", text)
    bare = [part.strip(" ?.") for part in parts]
    return [f"{p}?" for p in bare if not (field_asked(p) or any(more.search(f"and {p}") for _, more in BESIDES))]


def _is_work(what: str, document: Document) -> bool:
    """Whether what someone is asked to have written is the document: it is called "it" or by its kind, and by no name
    that its metadata lack, or by words of its title."""
    meta = document.metadata
    known = " ".join(filter(None, (meta.title, meta.container, *meta.authors, document.source)))
    if any(held(name, known) < 1.0 for name in names_in(what)):
        return False
    of_kind = re.search(rf"\b{WORK}s?\b|^(?:it|this|that|these|them)$", what, re.I)
    return of_kind is not None or set(content_words(what)) <= set(content_words(known))


def answer(text: str, scope: Sequence[Document]) -> Draft | None:
    """The answer from the metadata of the one document meant, or None where the question is about something else.

    Refused where the field is asked for and the document doesn't state it.
    """
    asked = fields_asked(text) or _of_author(text, scope)
    if not asked or len(scope) != 1:
        return None
    document, field, say = scope[0], asked[0], saying(text)
    if (match := WROTE.match(text)) and not _is_work(match["what"], document):
        return None
    sentences = tuple(one for field in asked for one in _stated(document, field, say.label(field)))
    if sentences:
        lost = _left(text)
        notices = (_unplaced(document, field, say), say.unanswered.format(say.quoted(lost)) if lost else "")
        return Draft(sentences, notice=" ".join(filter(None, notices)) or None)
    if field in UNSTATED and not getattr(document.metadata, field):
        name = say.label(field)
        name = name.lower() if say is ENGLISH and not name.isupper() else name
        told = say.unstated.format(repr(document.source), name)
        return Draft((), refused=True, notice=told)
    return None


def _stated(document: Document, field: str, label: str) -> Iterator[DraftSentence]:
    """The values of a field, each where the document states it."""
    value = getattr(document.metadata, field)
    values = [str(v) for v in value] if isinstance(value, tuple) else [str(value)] if value is not None else []
    for i, v in enumerate(values):
        if place := _place(document, v):
            yield DraftSentence(readable(v), (document.id, *place), f"{label}: " if i == 0 else "")


def _unplaced(document: Document, field: str, say: Sentences) -> str:
    """All values of a field where the text states only some, so that a book of three authors isn't given one; else
    empty."""
    value = getattr(document.metadata, field)
    if not isinstance(value, tuple) or all(_place(document, one) for one in value):
        return ""
    named = f"{say.label(field)}: {', '.join(map(readable, value))}."
    return f"Not all of them stand in the text. As the file itself has it, {named}" if say is ENGLISH else named


def _place(document: Document, value: str) -> tuple[int, int] | None:
    """Where a value stands as a word of its own: on the title page or among a page's labels if it does there. A page
    may have run a label and its number together ("Issue number2"), or set a title in two lines."""
    tokens = re.findall(r"[^\W_]+", value)
    apart = r"[\W_]{1,6}".join(map(re.escape, tokens))
    pattern = rf"(?<![^\W_a-z]){re.escape(value)}(?![^\W_])|(?<![^\W_]){apart}(?![^\W_])"
    found = [match.span() for match in re.finditer(pattern, document.text)] if tokens else []
    stated = [(block.start, block.end) for block in document.blocks if block.kind in STATED]
    inside = (place for start, end in stated for place in found if start <= place[0] < end)
    return next(inside, found[0] if found else None)
