"""All that a document cites: "Which works does Korver cite?", "List the works cited".

Asked of the one document meant, or of a chapter of it. This file doesn't know which document is meant, how its works
are told (cited_works.py), nor how those by one person are found (noting.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Draft
from assistant.lookups import cited_works, note_chapters
from assistant.lookups.about import WORK
from assistant.messages.said_in import saying
from assistant.questions import sections
from assistant.questions.analysis import names_in
from assistant.questions.name_forms import held
from ingest.document import Document

_WORKS = (
    r"(?:other |primary |secondary )?(?:works?|books?|articles?|sources?|literature|publications?|references?|studies"
    r"|texts?|authors?|scholars?)"
)
_WERKE = r"(?:werke|bücher|literatur|quellen|aufsätze|arbeiten|autoren)"
_OUVRAGES = r"(?:ouvrages|livres|articles|travaux|œuvres|sources|auteurs)"
_LIST = r"(?:works cited|cited works|references|bibliography|list of (?:works(?: cited)?|references)|sources)"
_ASKS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^(?:what|which) {_WORKS} (?:does|do|did) (?P<who>[^,;]{{1,60}}?) (?:cite|use|reference|refer to|draw on)"
        r"(?P<where> (?:in|as) .+)?$",
        rf"^(?:what|which) {_WORKS} (?:is|are) (?:cited|used|referenced)(?P<where> (?:in|by) .+)?$",
        rf"^(?:list|name|give|show)(?: me)?(?: all)?(?: of)?(?: the)? (?:{_LIST}|(?:works|sources|literature)"
        r"(?: that)?(?: are)? cited)(?P<where> (?:of|in|by) .+)?$",
        rf"^what (?:are|is)(?: in)? the {_LIST}(?P<where> (?:of|in) .+)?$",
        rf"^welche {_WERKE} (?:zitiert|nennt|verwendet|benutzt) (?P<who>.{{1,60}})$",
        rf"^welche {_WERKE} (?:werden|wird) (?P<where>.*)(?:zitiert|genannt|verwendet)$",
        rf"^quel(?:le)?s {_OUVRAGES} cite(?:-t-(?:il|elle))? ?(?P<who>.{{0,60}})$",
        rf"^quel(?:le)?s {_OUVRAGES} sont cité(?:e?s)(?P<where> .+)?$",
    )
)
# One thing is asked for that the works are cited for.
_OF_ONE = re.compile(
    r"\b(?:for|about|on|against|regarding|concerning|support|claim|argue|that|who|which|(?:end|foot)?notes?)\b", re.I
)


# A work, or who wrote it, as no name says it.
_KINDS = re.compile(
    rf"\b(?:{WORK}|{sections.CHAPTER}|thesis|he|she|it|they|the authors?"
    r"|buch(?:es)?|aufsatz(?:es)?|artikels?|textes|werks?|er|sie|es"
    r"|der autor|die autorin|livre|ouvrage|texte|mémoire|il|elle|l[’']auteure?|there|gibt|y a-t-il)\b",
    re.I,
)


def asks(text: str) -> str | None:
    """Of what a question asks for all that it cites: its words for that, which may be empty; None where it doesn't."""
    plain = " ".join(text.split()).strip(" ?.!\xa0")
    match = next((found for pattern in _ASKS if (found := pattern.match(plain))), None)
    if match is None:
        return None
    of = " ".join(part.strip() for part in match.groupdict().values() if part)
    return None if _OF_ONE.search(of) else of


def answer(text: str, scope: Sequence[Document]) -> Draft | None:
    """The works that the one document meant cites; None where something else is asked, or it has none. Of a chapter,
    those of its notes."""
    of = asks(text)
    if of is None or len(scope) != 1 or not means(of, scope[0]):
        return None
    document, say = scope[0], saying(text)
    chapter = note_chapters.chapter_asked(of)
    at = sections.find(chapter, document) if chapter else None
    if chapter is not None and at is None:
        return Draft(
            (), refused=True, notice=say.no_section.format(document.metadata.title or document.source, chapter.number)
        )
    notes = None if at is None else note_chapters.in_chapter(document, at)
    works = cited_works.answer(cited_works.CitedBy(of), [document], say, notes)
    return None if works.refused else works


def means(of: str, document: Document) -> bool:
    """Whether words for a work mean the document: none, its kind or a chapter of it, one who wrote it, its title; and
    no one and nothing else is named."""
    meta = document.metadata
    known = " ".join(filter(None, (meta.title, meta.container, *meta.authors, document.source)))
    rest = _KINDS.sub(" ", of)
    names = [name for name in names_in(f"what {rest}") if not sections.NUMBERED.match(name)]
    return all(held(name, known) >= 1.0 for name in names) and (bool(names) or not of or rest != of)
