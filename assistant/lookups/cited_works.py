"""The works that a document cites: the entries of its list of works, or else each work of its notes once.

A note's work is counted again for each note that refers back to it, an entry for each place and note that cites it.
This file doesn't know which documents a question names, nor how works are found in notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Draft, DraftSentence
from assistant.lookups import note_chapters
from assistant.lookups.noting import listed
from assistant.lookups.titled import without_lead
from assistant.messages.said_sentences import Sentences
from assistant.words.labels import called
from assistant.words.wording import fold, shown
from ingest.cited_works import is_published
from ingest.document import BlockKind, Document, Note, Span
from ingest.notes import works_of

MOST_TOLD = 60  # works that are quoted
SAME = 60  # code points, folded, by which two full references begin alike that are to one work
SHORT = re.compile(r"\b(?:supra|ibid|op\. ?cit|loc\. ?cit|a\. ?a\. ?O)\b", re.I)  # that leads to no reference
_WORKS = (
    r"(?:works?|sources?|literature|books?|articles?|papers?|studies|references?|authors?|scholars?|writers?|publications?"
    r"|authorities|people|persons)"
)
_LIST = r"(?:references|works\s+cited|cited\s+works|sources|bibliography|reference\s+list|list\s+of\s+works|citations)"
_CITE = r"(?:cites?|quotes?|uses?|draws?\s+(?:up)?on|rel(?:y|ies)\s+(?:up)?on|refers?\s+to|references?|consults?)"
_CITED = r"(?:cited|quoted|used|referenced|listed|referred\s+to|drawn\s+(?:up)?on|consulted)"
_ASKS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^(?:which|what|whose)\s+(?:other\s+)?{_WORKS}\s+(?:does|do|did)\s+(?P<subject>.{{2,80}}?)\s+{_CITE}"
        r"(?P<often>\s+(?:the\s+)?most(?:\s+often)?)?$",
        r"^(?:whom|who|what)\s+(?:does|do|did)\s+(?P<subject>.{2,80}?)\s+(?:cites?|quotes?)"
        r"(?P<often>\s+(?:the\s+)?most(?:\s+often)?)?$",
        rf"^(?:which|what|whose)\s+{_WORKS}\s+(?:is|are|was|were)\s+(?P<often>(?:the\s+)?most\s+(?:often\s+)?)?{_CITED}"
        r"(?P<often2>\s+(?:the\s+)?most(?:\s+often)?)?\s+(?:in|by)\s+(?P<subject>.{2,80})$",
        rf"^how\s+many\s+{_WORKS}\s+(?:does|do|did)\s+(?P<subject>.{{2,80}}?)\s+{_CITE}$",
        rf"^how\s+many\s+{_WORKS}\s+(?:is|are|was|were)\s+{_CITED}\s+(?:in|by)\s+(?P<subject>.{{2,80}})$",
        rf"^(?:please\s+)?(?:list|show|give|name)\s+(?:me\s+)?(?:all\s+)?(?:of\s+)?(?:the\s+)?{_LIST}\s+(?:of|in|from|for|by)"
        r"\s+(?P<subject>.{2,80})$",
        rf"^what\s+(?:is|are)\s+(?:in\s+)?the\s+{_LIST}\s+(?:of|in|for)\s+(?P<subject>.{{2,80}})$",
        r"^welche\s+(?:werke|quellen|literatur|bücher|aufsätze|autoren)\s+(?:zitiert|zitieren|benutzt|nutzt|verwendet)\s+"
        r"(?P<subject>.{2,80})$",
        r"^wen\s+zitiert\s+(?P<subject>.{2,80})$",
        r"^quels?\s+(?:ouvrages?|sources?|auteurs?|travaux|livres?|articles?)\s+(?:cite|utilise)\s+(?P<subject>.{2,80})$",
    )
)
# What a note or a passage cites, notes tell.
_PLACE = re.compile(
    r"^(?:the\s+|this\s+|that\s+|these\s+)?(?:\w+\s+)?(?:(?:end|foot)?notes?|sentences?|passages?|pages?|paragraphs?|lines?"
    r"|tables?|figures?|claims?)\b",
    re.I,
)
_CITES = re.compile(
    r"^(?:who|(?:which|what)\s+(?:(?:of\s+)?(?:the|these|my)\s+)?(?:documents?|texts?|sources?|authors?|articles|papers"
    r"|works|scholars))\s+(?:else\s+)?(?:cites?|quotes?|refers?\s+to)\s+(?P<cited>.{2,80})$",
    re.I,
)
_WORK_OF = re.compile(r"[’']s?\s+(?:article|book|chapter|paper|essay|study|work|report|thesis)s?$|[’']s?$", re.I)


@dataclass(frozen=True, slots=True)
class CitedBy:
    """What is asked of the works that a document cites: how the question names it, and whether those cited most."""

    subject: str
    most: bool = False


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work that a document cites: text[start:end], the label to quote it by, and how many places cite it."""

    start: int
    end: int
    label: str
    count: int


def asked_for(text: str) -> CitedBy | None:
    """Whose cited works a question asks for; None where it asks for anything else."""
    plain = " ".join(text.split()).strip(" ?.!")
    for pattern in _ASKS:
        match = pattern.match(plain)
        if match and not _PLACE.match(match["subject"]) and note_chapters.chapter_asked(match["subject"]) is None:
            found = match.groupdict()
            return CitedBy(found["subject"].strip(), bool(found.get("often") or found.get("often2")))
    return None


def asked_who_cites(text: str) -> str | None:
    """Whom a question asks to be told the citing documents of: "Smit" of "Which documents cite Smit’s book?"."""
    match = _CITES.match(" ".join(text.split()).strip(" ?.!"))
    name = _WORK_OF.sub("", match["cited"]).strip(" “”\"'") if match else ""
    return name if name[:1].isupper() and len(name.split()) <= 4 else None


def works_cited(document: Document, say: Sentences, notes: Sequence[Note] | None = None) -> list[CitedWork]:
    """The works that a document cites, in order: the entries of its list of works, or else those of its notes; those of
    some notes (`notes`) alone where they are given."""
    entries = [(at, block) for at, block in enumerate(document.blocks) if block.kind is BlockKind.REFERENCE]
    if notes is not None or not entries:
        return list(_of_notes(document, document.notes if notes is None else notes, say))
    in_text = Counter(at for citation in document.in_text_citations for at in set(citation.entries))
    noted = Counter(work.reference for works in works_of(document) for work in works)
    counts = {at: in_text[at] + noted[Span(block.start, block.end)] for at, block in entries}
    return [CitedWork(block.start, block.end, say.this_in_list, counts[at]) for at, block in entries]


def _of_notes(document: Document, notes: Sequence[Note], say: Sentences) -> Iterator[CitedWork]:
    """Each work of the notes where it is first told in full, with the notes that refer back to it."""
    numbers: dict[tuple[int, int], list[str]] = {}
    known: dict[str, tuple[int, int]] = {}
    meant = {(note.start, note.end) for note in notes}
    for note, works in zip(document.notes, works_of(document), strict=True):
        for work in works if (note.start, note.end) in meant else ():
            words = document.text[work.start : work.end]
            in_full = work.reference is not None or (is_published(words) and not SHORT.search(words))
            if work.unresolved or not in_full:
                continue
            place = without_lead(document.text, work.reference or Span(work.start, work.end))
            place = known.setdefault(fold(document.text[slice(*place)])[:SAME], place)
            numbers.setdefault(place, []).append(note.number)
    for (start, end), cited in numbers.items():
        again = [number for number in dict.fromkeys(cited) if number != cited[0]]
        more = f" ({say.again_in.format(listed(again, say))})" if again else ""
        yield CitedWork(start, end, f"{say.note.format(cited[0])}{more}: ", len(cited))


def answer(asked: CitedBy, documents: Sequence[Document], say: Sentences, notes: Sequence[Note] | None = None) -> Draft:
    """The works cited, and how many there are; those cited most come first where they are asked for. Refused where
    there is none. `notes` are those of a chapter, where one is meant."""
    found = [(document, work) for document in documents for work in works_cited(document, say, notes)]
    names = ", ".join(called(document) for document in documents)
    if asked.most:
        found.sort(key=lambda one: -one[1].count)
    told = found[:MOST_TOLD]
    counts = say.cited.format(names, len(found), len(told))
    if not told:
        return Draft((), refused=True, notice=counts)
    sentences = []
    for document, work in told:
        whose = f"{called(document)}, " if len(documents) > 1 else ""
        text = shown(document, work.start, work.end)
        sentences.append(DraftSentence(text, (document.id, work.start, work.end), f"{whose}{work.label}"))
    return Draft(tuple(sentences), notice=counts)
