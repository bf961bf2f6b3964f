"""A section of a document, as a question names it ("section 4", "the section on dredging", "the conclusion"), and its
gist in its own words.

This file doesn't know how a question asks for a gist, nor which document it means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Draft, DraftSentence
from assistant.words.number_words import CARDINALS, ORDINALS
from assistant.words.wording import content_words, shown
from ingest.document import Document, Sentence
from ingest.whole_numbers import whole_number

MOST = 4  # sentences of a section
NEARLY_ALL = 0.8  # of the text, from which a section is the document under its title
LAST = ("last", "final", "closing", "concluding")
_KIND = r"(?:sub-?section|section|chapter|part)"
_OF = r"(?:\s+(?:of|in|from)\s+(?P<whole>.+))?"
_NUMBER = rf"(?P<number>\d+(?:\.\d+)*|(?-i:[IVXL]+|[A-Z])|{'|'.join(CARDINALS[1:])})"
NAMED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^(?:the\s+)?{_KIND}\s+(?:no\.?\s*|number\s+)?{_NUMBER}{_OF}$",
        rf"^(?:the|its)\s+(?P<ordinal>{'|'.join((*ORDINALS, *LAST))})\s+{_KIND}{_OF}$",
        rf"^(?:the\s+)?{_KIND}\s+(?:on|about|called|named|titled|entitled|headed|concerning)\s+(?P<title>.+?)"
        r"(?:\s+(?:of|in|from)\s+(?P<whole>(?:the|this|that|\S+[’']s)\s+(?:\S+\s+){0,3}(?:article|chapter|book|paper"
        r"|report|essay|document|text|study)\b.*))?$",
        rf"^(?:the\s+)?{_KIND}\s+[“\"‘'«](?P<quoted>.+?)[”\"’'»]{_OF}$",
        rf"^the\s+(?P<place>introduction|conclusions?|closing remarks|abstract|methods|results|discussion){_OF}$",
        rf"^the\s+(?P<heading>[\w’'-]+(?:\s+[\w’'-]+){{0,2}})\s+{_KIND}{_OF}$",
    )
)
# What a chapter or a section is called before its number.
CHAPTER = (
    r"chapters?|ch\.|chap\.|kapitel|kap\.|chapitres?|cap[ií]tulos?|cap\.|capitol[oi]|hoofdstuk|rozdział|глав[аеуы]"
)
_KINDS = rf"(?:{_KIND}|{CHAPTER}|abschnitt|teil|section|partie|secci[oó]n|sezione|§)"
NUMBERED = re.compile(
    rf"^{_KINDS}\s*(?P<named>\d+(?:\.\d+)*|[IVXL]+|[A-Z]|{'|'.join(CARDINALS[1:])})(?:[.):]|(?=\s)|$)"
    r"|^(?P<number>\d+(?:\.\d+)*|[IVXL]+|[A-Z])[.):]?\s+\S",
    re.I,
)
BESIDE_THE_TEXT = re.compile(
    r"^\W*(?:abstract|summary|contents|table of contents|notes|endnotes|footnotes|references|bibliography|works cited"
    r"|(?:suggested|further|recommended|additional|selected) readings?|key terms|glossary|acknowledg\w+"
    r"|appendix\b.*)\W*$",
    re.I,
)
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True, slots=True)
class Part:
    """A section as a question names it: by a number, by its place among the sections (from 0, -1 the last), or by words
    of its heading. `whole` is what it is said to be a section of; empty where that isn't said."""

    number: str = ""
    place: int | None = None
    title: str = ""
    whole: str = ""


def part_of(what: str) -> Part | None:
    """The section that is named; None where none is."""
    match = next((found for pattern in NAMED if (found := pattern.match(what.strip()))), None)
    if match is None:
        return None
    said = match.groupdict()
    whole = said.get("whole") or ""
    if number := said.get("number"):
        return Part(str(CARDINALS.index(number.lower())) if number.lower() in CARDINALS else number, whole=whole)
    if ordinal := said.get("ordinal"):
        return Part(place=-1 if ordinal.lower() in LAST else ORDINALS.index(ordinal.lower()), whole=whole)
    title = said.get("title") or said.get("quoted") or said.get("place") or said.get("heading") or ""
    return Part(title=title, whole=whole)


def find(part: Part, document: Document) -> int | None:
    """The index of the section that is meant; None where the document has none, or more than one might be."""
    if part.number:
        numbered = [(i, _number(section.title)) for i, section in enumerate(document.sections)]
        same = [i for i, number in numbered if number and _value(number) == _value(part.number)]
        if same or any(number for _, number in numbered):
            return min(same, key=lambda i: document.sections[i].level) if same else None
        place = whole_number(part.number)
        return None if place is None else _nth(document, place - 1)
    if part.place is not None:
        return _nth(document, part.place)
    wanted = set(content_words(part.title)) or {part.title.lower()}
    held = [i for i, s in enumerate(document.sections) if wanted <= _words(s.title) and not is_whole(document, i)]
    fewest = min((len(_words(document.sections[i].title)) for i in held), default=0)
    best = [i for i in held if len(_words(document.sections[i].title)) == fewest]
    return best[0] if len(best) == 1 else None


def _words(title: str) -> set[str]:
    return set(content_words(title)) | {title.lower().strip(" .:")}


def _number(title: str) -> str:
    match = NUMBERED.match(title)
    if match is not None and match["named"]:
        word = match["named"].lower()
        return str(CARDINALS.index(word)) if word in CARDINALS else match["named"]
    # "A Farewell to Arms", "I Claudius": no number without its stop
    bare = match is not None and len(match["number"]) == 1 and match["number"].isalpha()
    if match is None or (bare and title[match.end("number")] not in ".):"):
        return ""
    return match["number"]


def _value(number: str) -> str:
    """A number as it is compared: "4" of "IV"."""
    if not re.fullmatch(r"[IVXL]+", number):
        return number.upper()
    values = [ROMAN[letter] for letter in number]
    after = [*values[1:], 0]
    return str(sum(-value if value < following else value for value, following in zip(values, after, strict=True)))


def is_whole(document: Document, index: int) -> bool:
    """Whether a section is the document itself, under its title."""
    section = document.sections[index]
    return section.parent is None and section.end - section.start >= NEARLY_ALL * len(document.text)


def _nth(document: Document, place: int) -> int | None:
    """The section at a place among those of the highest level."""
    own = [
        i
        for i, section in enumerate(document.sections)
        if not is_whole(document, i) and not BESIDE_THE_TEXT.match(section.title)
    ]
    top = min((document.sections[i].level for i in own), default=0)
    high = [i for i in own if document.sections[i].level == top]
    return high[place] if -len(high) <= place < len(high) else None


def answer(document: Document, index: int, prose: Sequence[Sentence]) -> Draft | None:
    """The sentences that stand for a section, quoted; None where it has none. `prose` are the document's sentences of
    running text."""
    chosen = gist(document, index, prose)
    sentences = tuple(DraftSentence(shown(document, s.start, s.end), (document.id, s.start, s.end)) for s in chosen)
    return Draft(sentences) if sentences else None


def gist(document: Document, index: int, prose: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that tell what a section says, in its order: its first, those that open its paragraphs, and its
    last."""
    section = document.sections[index]
    beside = [
        part
        for part in document.sections
        if part is not section and section.start <= part.start < section.end and BESIDE_THE_TEXT.match(part.title)
    ]
    inside = [s for s in prose if section.start <= s.start < section.end]
    own = [s for s in inside if not any(part.start <= s.start < part.end for part in beside)] or inside
    if not own:
        return []
    opening = [s for i, s in enumerate(own) if i and s.block != own[i - 1].block]
    opening = [s for s in opening if s is not own[-1]][: MOST - 2] or own[1 : MOST - 2]
    chosen = {s.start: s for s in (own[0], *opening, own[-1])}
    return [chosen[start] for start in sorted(chosen)]
