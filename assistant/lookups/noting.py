"""Questions about notes and sources.

From a note's number, its words, or the passage it hangs on, to the full reference.

This file doesn't know how passages are found or how sentences are checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answer import Draft, DraftSentence, Passage
from assistant.lookups import note_chapters
from assistant.lookups.titled import without_lead
from assistant.messages.said_in import saying
from assistant.messages.said_in_english import ENGLISH
from assistant.messages.said_sentences import Sentences
from assistant.protocols import Reranker
from assistant.questions import note_words, sections
from assistant.questions.analysis import LAST_NOTE, STAR_NOTE, Asked
from assistant.words.labels import called
from assistant.words.wording import content_words, fold, readable, shown
from ingest.document import BlockKind, ChunkKind, Document, Note, Sentence, Span
from ingest.names import family_name
from ingest.notes import NoteWork, works_of
from ingest.whole_numbers import whole_number

Documents = Callable[[str], Document]
Place = tuple[str, int, int]  # document id, start, end
AHEAD = 2  # sentences after the one that answers, in which its note may hang
MOST_DOCUMENTS = 3  # with a note of the number asked for
MOST_CHAPTERS = 20  # of a document, each with a note of that number
MOST_NAMING = 30  # notes of a document that name a person asked for, and works of its list
LONGEST_LABEL = 80  # code points of a short form that a label quotes
ENOUGH = -4.0  # logit of a sentence below which it isn't what the question means


_STARS = {"∗": STAR_NOTE, "＊": STAR_NOTE}  # as some fonts print an asterisk


@dataclass(frozen=True, slots=True)
class Found:
    """A note, and the sentence it hangs on where the question came from there."""

    document: Document
    note: Note
    sentence: Sentence | None = None


def by_number(asked: Asked, scope: Sequence[Document]) -> tuple[list[Found], str | None]:
    """The notes with the numbers asked for, and a sentence to say when there is none."""
    found: list[Found] = []
    missing: str | None = None
    say, chapter = saying(asked.text), note_chapters.chapter_asked(asked.text)
    for document in scope:
        notes: Sequence[Note] = document.notes
        name = repr(document.source)
        if chapter is not None and note_chapters.begin_again(document):
            at = note_chapters.find(chapter, document)
            if at is None:
                missing = _lacks(chapter, document, say)
                continue
            notes, name = note_chapters.in_chapter(document, at), f"“{document.sections[at].title}”"
        last = max((whole_number(n.number) or 0 for n in notes), default=0)
        numbers = [str(last) if number == LAST_NOTE else number for number in asked.note_numbers]
        own = [Found(document, note) for note in notes if _STARS.get(note.number, note.number) in numbers]
        if not own and document.notes:
            missing = say.no_note.format(say.either.join(asked.note_numbers), name, last)
        found += own[:MOST_CHAPTERS]
    quoted = [fold(words) for words in asked.quoted]
    exact = [f for f in found if any(words.strip(" .,") in fold(_text(f)) for words in quoted)]
    kept = {f.document.id for f in (exact or found)[: MOST_DOCUMENTS * 2]}
    return [f for f in exact or found if f.document.id in kept], missing


def _lacks(chapter: sections.Part, document: Document, say: Sentences) -> str:
    """That a document has no such chapter."""
    name = chapter.number or say.quotes.format(chapter.title)
    return say.no_section.format(document.metadata.title or document.source, name)


def by_words(asked: Asked, scope: Sequence[Document]) -> list[Found]:
    """The notes whose own words the question quotes."""
    quoted = [" ".join(fold(readable(words)).split()).strip(" .,") for words in asked.quoted]
    return [
        Found(document, note)
        for document in scope
        for note in document.notes
        if any(len(words) > 4 and words in fold(shown(document, note.start, note.end)) for words in quoted)
    ]


_PERSON = r"[A-ZÀ-ÝĀ-Ž][\w’'.-]*(?:\s+(?:de|van|von|der|la|le|di|da|[A-ZÀ-ÝĀ-Ž][\w’'.-]*))*"
# "Does Korver cite a work by Anna Smit?", "Which of Smit's books does she cite?", "Is Smit cited?"
_CITED = re.compile(
    rf"\b(?:works?|books?|articles?|chapters?|stud(?:y|ies)|papers?|anything|something)\s+(?:\w+\s+)?by\s+(?P<by>{_PERSON})"
    rf"|\b(?:[Cc]ites?|refers? to)\s+(?P<named>{_PERSON})|^Is\s+(?P<cited>{_PERSON})\s+cited\b"
)


# "Which notes cite Smit?", "In which endnotes does she refer to Anna Smit's book?"
_WHICH_NOTES = re.compile(
    r"\b(?:[Ww]hich|[Ww]hat)\s+(?:other\s+)?(?:end|foot)?notes?\b[^?]{0,40}?"
    r"\b(?:cites?|names?|mentions?|quotes?|refers?(?: back)? to)"
    rf"\s+(?P<person>{_PERSON})"
)


def cited_person(asked: Asked) -> str | None:
    """The family name of the person of whom a question asks whether, where or with what a document cites them."""
    if elsewhere := note_words.person_cited(asked.text):
        return family_name(elsewhere)
    if which := _WHICH_NOTES.search(asked.text):
        return re.sub(r"[’']s?$", "", family_name(re.sub(r"[’']s$", "", which["person"].rstrip(" .,?")))) or None
    match = _CITED.search(asked.text) if re.search(r"\bcit(?:e|es|ed|ing|ation)\b|\brefers? to\b", asked.text) else None
    name = next(filter(None, match.groups()), "") if match else ""
    return re.sub(r"[’']s?$", "", family_name(name.rstrip(" .,?"))) or None


def by_person(name: str, scope: Sequence[Document], say: Sentences = ENGLISH, *, labelled: bool = False) -> Draft:
    """The works of the notes, and of the list of works, that name a person, `labelled` with whose document cites them;
    refused where none does."""
    named = re.compile(rf"(?<!\w){re.escape(fold(name))}(?!\w)")
    told: list[Place] = []
    sentences: list[DraftSentence] = []
    for document in scope:
        found = list(_naming(document, named, told, say))
        entries = [b for b in document.blocks if b.kind is BlockKind.REFERENCE]
        works = [b for b in entries if named.search(fold(document.text[b.start : b.end]))]
        for block in works[:MOST_NAMING]:
            place = (document.id, block.start, block.end)
            if place not in told:
                found.append(DraftSentence(shown(document, block.start, block.end), place, say.this_in_list))
        whose = f"{called(document)}, " if labelled else ""
        sentences += [replace(one, label=f"{whose}{one.label}") for one in found]
    if sentences:
        return Draft(tuple(sentences))
    where = f"of {scope[0].source!r}" if len(scope) == 1 else "of these documents"
    none = f"No note or list of works {where} names {name}." if say is ENGLISH else say.no_naming.format(name)
    return Draft((), refused=True, notice=none)


def _naming(document: Document, named: re.Pattern[str], told: list[Place], say: Sentences) -> Iterator[DraftSentence]:
    """The works of a document's notes that name a person, each once: the notes that cite it again are in its label.

    Works of which the name is part of a reference ("Smit, …", "Smit and …") go before those that speak of the person.
    """
    cited: dict[Place, list[str]] = {}
    first: dict[Place, tuple[str, bool]] = {}
    for note, works in zip(document.notes, works_of(document), strict=True):
        for work in works:
            text = document.text[work.start : work.end]
            if not (match := named.search(folded := fold(text))):
                continue
            span = without_lead(document.text, work.reference or Span(work.start, work.end))
            place = (document.id, *span)
            by = bool(re.match(r"[,:]| (?:and|&|und|et|\w\.) |\s*\((?:eds?|hrsg)\b", folded[match.end() :]))
            if work.reference is None:
                why = f" ({work.unresolved})" if work.unresolved else ""
                first.setdefault(place, (f"{_numbered(document, note, say)}{why}", by))
            else:
                chapter = _numbered(document, note, say).removeprefix(say.note.format(note.number))
                number = f"{work.refers_to}{chapter}" if work.refers_to else _in_earlier_chapter(document, work)
                first.setdefault(place, (say.note.format(number) if number else say.this_in_list.rstrip(" :："), True))
                cited.setdefault(place, []).append(note.number)
    inner = [place for place in first if not any(_is_told(other, [place]) for other in first if other != place)]
    for place in sorted(inner, key=lambda place: (not first[place][1], place))[:MOST_NAMING]:
        again = cited.get(place, [])
        told.append(place)
        where, noted = first[place][0], listed(again, say)
        in_list = where == say.this_in_list.rstrip(" :：")
        more = f" ({noted if in_list else say.again_in.format(noted)})" if again else ""
        yield DraftSentence(shown(document, place[1], place[2]), place, f"{where}{more}: ")


def listed(numbers: Sequence[str], say: Sentences) -> str:
    """ "note 3", or "notes 3, 4 and 7"."""
    *most, last = dict.fromkeys(numbers) or ("",)
    if say is not ENGLISH:
        return say.note.format(f"{', '.join(most)}{say.joining}{last}" if most else last)
    return f"notes {', '.join(most)} and {last}" if most else f"note {last}"


def _text(found: Found) -> str:
    """A note's words, with those of the reference it stands for."""
    note = found.note
    return f"{found.document.text[note.start : note.end]} {note.full_reference or ''}"


def _notes_on(document: Document, sentence: Sentence) -> list[Note]:
    return [
        note
        for note in document.notes
        if any(
            sentence.start < marker.start <= sentence.end + 1 or sentence.start == marker.start
            for marker in note.markers
        )
    ]


def _notes_for(document: Document, index: int, topic: str) -> Iterator[Found]:
    """The notes of a sentence: those that hang on it, or on the next ones of its block.

    Of several on one sentence, those that hang on the words of the topic, where these stand before one marker alone.
    """
    sentence = document.sentences[index]
    for other in document.sentences[index : index + 1 + AHEAD]:
        if other.block == sentence.block and (notes := _notes_on(document, other)):
            yield from (Found(document, note, sentence) for note in _behind(document, other, notes, topic))
            return


def _behind(document: Document, sentence: Sentence, notes: Sequence[Note], topic: str) -> Sequence[Note]:
    ends = sorted({m.start for note in notes for m in note.markers if sentence.start < m.start <= sentence.end + 1})
    asked = set(content_words(topic))
    shares = [asked & set(content_words(document.text[a:b])) for a, b in pairwise([sentence.start, *ends])]
    holding = [end for end, share in zip(ends, shares, strict=True) if share]
    if len(holding) != 1:
        return notes
    return [note for note in notes if any(marker.start == holding[0] for marker in note.markers)]


def by_passage(asked: Asked, passages: Sequence[Passage], documents: Documents, reranker: Reranker) -> list[Found]:
    """The notes of the sentence that the question describes; a name the question gives decides between sentences."""
    places: list[tuple[Document, int]] = []
    for passage in passages:
        document = documents(passage.chunk.document)
        inside = set(document.sentences_in(passage.chunk.start, passage.chunk.end))
        places += [
            (document, i)
            for i, sentence in enumerate(document.sentences)
            if sentence in inside and document.blocks[sentence.block].kind is not BlockKind.HEADING
        ]
    texts = [shown(d, d.sentences[i].start, d.sentences[i].end) for d, i in places]
    scores = reranker.score(asked.topic, texts) if texts else []
    authors = {fold(name.split()[-1]) for document, _ in places for name in document.metadata.authors if name.split()}
    names = {fold(word) for name in asked.names for word in name.split()} - authors - set(fold(asked.topic).split())
    best: tuple[float, list[Found]] = (ENOUGH, [])
    for (document, i), score in zip(places, scores, strict=True):
        block = document.blocks[document.sentences[i].block]
        if block.kind is BlockKind.NOTE:
            found = [
                Found(document, note) for note in document.notes if note.start <= document.sentences[i].start < note.end
            ]
        else:
            found = list(_notes_for(document, i, asked.topic))
        named = any(re.search(rf"\b{re.escape(name)}\b", fold(_text(f))) for f in found for name in names)
        score += 4.0 if named else 0.0
        if found and score > best[0]:
            best = (score, found)
    return best[1]


def _sentences(found: Found, *, told: list[Place], say: Sentences) -> Iterator[DraftSentence]:
    """A note's own words, then the full reference of each short form in it; no words twice."""
    document, note = found.document, found.note
    works = works_of(document)[document.notes.index(note)]
    alone = len(works) == 1
    asides = "; ".join(filter(None, (_aside(document, work, told, alone=alone) for work in works)))
    own_label = _numbered(document, note, say)
    label = f"{own_label} ({asides}): " if asides else f"{own_label}: "
    own = (document.id, note.start, note.end)
    if not _is_told(own, told):
        told.append(own)
        yield DraftSentence(shown(document, note.start, note.end), own, label)
    for work in works:
        if work.reference is None:
            continue
        start, end = without_lead(document.text, work.reference)
        if not _is_told((document.id, start, end), told):
            told.append((document.id, start, end))
            yield DraftSentence(shown(document, start, end), told[-1], _place(document, work, say, alone=alone))


def _numbered(document: Document, note: Note, say: Sentences) -> str:
    """What a note is called: by its number, and by its chapter where others have notes of that number."""
    chapter = note_chapters.heading_of(document, note)
    return say.note.format(note.number) + (f", {chapter}" if chapter else "")


def _in_earlier_chapter(document: Document, work: NoteWork) -> str:
    """The number and the chapter of the note with a work's reference; empty where that stands in no note."""
    place = work.reference.start if work.reference else -1
    note = next((note for note in document.notes if note.start <= place < note.end), None)
    return f"{note.number}, {note_chapters.heading_of(document, note)}".rstrip(", ") if note else ""


def _place(document: Document, work: NoteWork, say: Sentences, *, alone: bool) -> str:
    """The label of a full reference: where it stands."""
    if number := work.refers_to or _in_earlier_chapter(document, work):
        return say.this_is_note.format(number) if alone else say.is_note.format(_short(document, work), number)
    if not alone:
        return say.in_list.format(_short(document, work))
    return "That is in the list of works: " if say is ENGLISH else say.this_in_list


def _is_told(place: Place, told: Sequence[Place]) -> bool:
    return any(name == place[0] and start <= place[1] and place[2] <= end for name, start, end in told)


def _short(document: Document, work: NoteWork) -> str:
    """A short form as a label names it."""
    words = readable(shown(document, work.start, work.end)).rstrip(" .;,")
    return words if len(words) <= LONGEST_LABEL else words[:LONGEST_LABEL].rsplit(" ", 1)[0] + " …"


def _aside(document: Document, work: NoteWork, told: Sequence[Place], *, alone: bool) -> str:
    """What a label says of a short form that leads nowhere, or to words that were given before."""
    which = "" if alone else f"“{_short(document, work)}”: "
    if work.unresolved:
        return which + work.unresolved
    reference = work.reference
    again = reference and work.refers_to and _is_told((document.id, reference.start, reference.end), told)
    return f"{which}that is note {work.refers_to}" if again else ""


def scope_of(
    named: Sequence[str], passages: Sequence[Passage], every: Sequence[str], documents: Documents
) -> list[Document]:
    """The documents whose notes a question may mean: those it names, else all of a small library, else those found."""
    ids = list(named) or (list(every) if len(every) <= 8 else list(dict.fromkeys(p.chunk.document for p in passages)))
    return [documents(name) for name in ids]


def answer(
    asked: Asked, passages: Sequence[Passage], scope: Sequence[Document], documents: Documents, reranker: Reranker
) -> Draft | None:
    """The answer to a question about notes, or None where it turns out to be about something else.

    A question for a note that doesn't exist is refused, and the draft's notice says so.
    """
    body = [p for p in passages if p.chunk.kind is not ChunkKind.FRONT]
    about = asked.topic != asked.text  # "the article by Smit cited for …" means one of them
    which = _WHICH_NOTES.search(asked.text) is not None
    person = None if asked.note_numbers or asked.quoted or (about and not which) else cited_person(asked)
    if person is not None:
        cites = [document for document in scope if document.notes or _lists_works(document)]
        return by_person(person, cites or scope, saying(asked.text))
    if asked.note_numbers:
        found, missing = by_number(asked, scope)
        if not found:
            return Draft((), refused=True, notice=missing)
    elif not (found := by_words(asked, scope)):
        found = by_passage(asked, body, documents, reranker)
    if not found:
        return None
    say = saying(asked.text)
    told: list[Place] = []
    sentences = [sentence for item in found for sentence in _sentences(item, told=told, say=say)]
    for item in found:
        if item.sentence is None:
            continue
        place = (item.document.id, item.sentence.start, item.sentence.end)
        if place not in told:
            told.append(place)
            sentences.append(DraftSentence(shown(item.document, *place[1:]), place, say.passage))
    return Draft(tuple(sentences))


def hanging_on(places: Sequence[Place], documents: Documents, say: Sentences = ENGLISH) -> Draft | None:
    """The notes that hang on these places, with the references behind their short forms; None where none does."""
    told: list[Place] = []
    sentences: list[DraftSentence] = []
    for name, start, end in places:
        document = documents(name)
        for sentence in document.sentences_in(start, end):
            for note in _notes_on(document, sentence):
                sentences += _sentences(Found(document, note, sentence), told=told, say=say)
    return Draft(tuple(sentences)) if sentences else None


def _lists_works(document: Document) -> bool:
    return any(block.kind is BlockKind.REFERENCE for block in document.blocks)


def asks_for_notes(asked: Asked) -> bool:
    """Whether a question is one for notes: it names one, quotes one, or asks for a source."""
    return bool(asked.notes and (asked.note_numbers or asked.quoted or content_words(asked.topic)))
