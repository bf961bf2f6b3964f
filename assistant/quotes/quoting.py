"""Answers with no language model: the fewest of the documents' own sentences that answer.

Where a figure, a date or a name is asked for, the exact words that answer lead.

This file doesn't know how sentences are cited or checked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from assistant.answer import Draft, DraftSentence, Passage, TextEvent
from assistant.citing import sentence_before
from assistant.messages.said_in import saying
from assistant.protocols import Judge, Reader, Reading, Reranker
from assistant.questions import analysis as questions
from assistant.questions.analysis import Asked, Wants
from assistant.questions.comparing import Sides, sides
from assistant.questions.ordering import ordered
from assistant.quotes import identity
from assistant.quotes.alike import of_pair
from assistant.quotes.beside import beside, explaining, itemised
from assistant.quotes.candidates import (
    Candidate,
    Documents,
    Place,
    Scored,
    around,
    gone_on,
    in_context,
    sentences_of,
    words_of,
)
from assistant.quotes.choosing import chosen, fewest
from assistant.quotes.foremost import foremost
from assistant.quotes.in_spite import NO_REASON, told_in_spite
from assistant.quotes.leads import lead, sentence_from
from assistant.quotes.leaning import list_asked_for, whole_thought
from assistant.quotes.listing import announced
from assistant.quotes.persons import person_meant
from assistant.quotes.weighing import weighed
from assistant.quotes.yes_or_no import Decided, decided
from assistant.rereading import Readings, probability
from assistant.table_rows import row_in_words
from assistant.title_page import asks_of_work
from assistant.words.labels import author_label
from assistant.words.wording import content_words, shown
from ingest.document import BlockKind, Document, Sentence, Span

FACTOIDS = (Wants.QUANTITY, Wants.DATE, Wants.PERSON, Wants.PLACE, Wants.NAME)
HE = re.compile(r"(?:he|she)\b", re.I)
SURE = 0.5  # of a reader, to believe its words
SCORED = 14  # sentences given to the cross-encoder: its time is nearly all of a question's
SCORED_EACH = 8  # of each document when comparing
FAR = 6.0  # logits below the best passage at which a passage's sentences are no longer looked at
OF_PASSAGE = 0.4  # of its passage's logit that a sentence gains
HAS_WORDS = 6.0  # logits in favour of a sentence with the words that answer for the reader, if it is sure of them
COVERED = 0.65  # of the question's words, in a table's row and around it, for a cell of it to lead

__all__ = ["Candidate", "QuoteDrafter", "Scored", "fewest"]


class QuoteDrafter:
    """Answers with the documents' own sentences."""

    def __init__(self, reranker: Reranker, reader: Reader | None = None, judge: Judge | None = None) -> None:
        self._reranker, self._reader, self._judge = reranker, reader, judge

    def score(
        self,
        asked: Asked,
        ranked: Sequence[Sequence[Passage]],
        documents: Documents,
        readings: Sequence[Readings] = (),
    ) -> Scored:
        """For each part of the question, the sentences of its passages, best first. `ranked` are the passages of each
        part, best first, `readings` what a reader makes of them."""
        if not any(ranked):
            return ()
        parts = [questions.ask(part) for part in asked.parts] if len(asked.parts) > 1 else [asked]
        queries = [asked.parts[0]] if len(parts) == 1 and asked.parts else [part.text for part in parts]
        both = sides(asked.text) if len(parts) > 1 else None
        things = dict(zip(both.questions, (both.things, both.things[::-1]), strict=True)) if both else {}
        if asked.compares:
            things = {query: (query, "") for query in queries}  # of documents: what they are compared on
        found = []
        for part, query, passages, read in zip(parts, queries, ranked, readings or [{}] * len(parts), strict=True):
            places = self._kept(asked, passages, documents)
            words = _answering(passages, read)
            ranked_ = self._ranked(part, query, places, documents, things.get(query, ("", "")), words)
            found.append(
                (part, _paired(ranked_, both) if both and both.together and part.text == asked.text else ranked_)
            )
        return tuple(found)

    def _kept(self, asked: Asked, passages: Sequence[Passage], documents: Documents) -> list[Place]:
        """The sentences worth scoring: those of the passages near the best."""
        places: dict[tuple[str, int], Place] = {}
        of_work = asks_of_work(asked.text)
        for passage in passages:
            if asked.compares or passage.score >= passages[0].score - FAR:
                behind = gone_on(passage, documents) if passage is passages[0] else ()
                for name, sentence in (*sentences_of(passage, documents, of_work=of_work), *behind):
                    places.setdefault((name, sentence.start), (name, sentence, passage.score))
        if not asked.compares:
            return list(places.values())[:SCORED]
        by_document: dict[str, list[Place]] = {}
        for place in places.values():
            by_document.setdefault(place[0], []).append(place)
        return [place for group in by_document.values() for place in group[:SCORED_EACH]]

    def _ranked(
        self,
        part: Asked,
        query: str,
        places: Sequence[Place],
        documents: Documents,
        things: tuple[str, str] = ("", ""),
        words: Sequence[tuple[str, Span, float]] = (),
    ) -> tuple[Candidate, ...]:
        read = [in_context(query, documents(name), sentence) for name, sentence, _ in places]
        logits = self._reranker.score(query, read)
        candidates = []
        for (name, sentence, near), logit in zip(places, logits, strict=True):
            document = documents(name)
            text = shown(document, sentence.start, sentence.end)
            score = weighed(logit + OF_PASSAGE * near, part, document, sentence, *things)
            sure = next((p for at, span, p in words if at == name and _within(span, sentence)), 0.0)
            answers = HAS_WORDS * sure
            candidates.append(Candidate(name, sentence, text, score + answers, around(document, sentence), answers))
        return tuple(sorted(candidates, key=lambda candidate: -candidate.score))

    def draft(
        self,
        asked: Asked,
        scored: Scored,
        passages: Sequence[Passage],
        documents: Documents,
        doubt: str | None = None,
        *,
        of_words: bool = False,
        silent: Mapping[str, Sequence[str]] = MappingProxyType({}),
        named: Collection[str] = (),
    ) -> Iterator[TextEvent | Draft]:
        """Yields the answer's text and last the Draft: refused where there is no sentence.

        `doubt` says what speaks against an answer; it becomes the draft's notice, and no exact words lead then: a date
        before a sentence that doesn't say what was asked would make it true. `of_words` says that it is only of words
        that the passages lack: a sentence that decides the question all the same settles it. `silent` are documents
        compared that say nothing of what they are compared on: that is said, and none of their sentences is; `named`
        those compared by name, of which it is said where none of their sentences tells enough.
        """
        order = ordered(asked.text)
        if (doubt is None or of_words) and (len(scored) == 1 or order) and not asked.compares:
            settled = decided(asked.text, _of_all(scored), documents, self._judge)
            if settled is not None:
                yield from _settled(settled, documents)
                return
        if silent:
            scored = tuple((part, tuple(c for c in found if c.document not in silent)) for part, found in scored)
        answer = _of_lists(asked, chosen(asked, scored), documents)
        unexplained = bool(answer) and len(scored) == 1 and told_in_spite(scored[0][0], scored[0][1][0].text)
        if not answer or unexplained:
            yield Draft((), refused=True, notice=NO_REASON if unexplained else None)
            return
        drawn_on = {candidate.document for candidate in answer}
        unfound = [name for name in named if name not in {*drawn_on, *silent}] if len(drawn_on) < len(named) else []
        labels = _labels(drawn_on | {*silent, *unfound}, passages, documents)
        led = doubt is None and len(scored) == 1 and not asked.compares
        sentences = list(self._lead(scored[0][0], answer, documents) if led else ())
        told = _foremost(asked, scored, answer) if len(scored) > 1 and doubt is None else None
        sentences += _name_of(told, documents) if told and not order else []
        verdict = "" if not told or not order else "Yes: " if told[1] == order.things[0] else "No: "
        done: set[tuple[str, int]] = set()
        last = ""  # the document of the sentence before, whose label needn't be said again
        for candidate in answer:
            name = candidate.document
            parts = [part for part, found in scored if found[:1] and _same(found[0], candidate)]
            for sentence in _thought(documents(name), candidate.sentence, parts or [asked]):
                if (name, sentence.start) not in done:
                    done.add((name, sentence.start))
                    text, label = words_of(documents(name), sentence), labels.get(name, "") if name != last else ""
                    sentences.append(DraftSentence(text, (name, sentence.start, sentence.end), f"{verdict}{label}"))
                    last, verdict = name, ""
        for item in sentences:
            yield TextEvent(f"{item.label}{item.text} ")
        notices = (_silence(asked, silent, unfound, labels), doubt)
        yield Draft(tuple(sentences), notice=" ".join(filter(None, notices)) or None)

    def _lead(self, asked: Asked, answer: Sequence[Candidate], documents: Documents) -> Iterator[DraftSentence]:
        """The exact words that answer, as a sentence of their own that is cited and checked like any other; none where
        another sentence that may as well answer has other such words, or in a row of figures of several columns."""
        ranked = sorted(answer, key=lambda candidate: -candidate.score)
        if identity.asks(asked.text):
            if who := identity.told(asked.text, ranked[0].text):
                place = ranked[0].sentence
                yield DraftSentence(sentence_from(who), (ranked[0].document, place.start, place.end))
            return
        if not _may_lead(asked, ranked[0], documents(ranked[0].document)):
            return
        readings: list[Reading | None] = [None] * len(ranked)
        if self._reader is not None and asked.wants in FACTOIDS:
            readings = list(self._reader.read(asked.text, [candidate.text for candidate in ranked]))
        best, *others = (lead(asked, one.text, reading) for one, reading in zip(ranked, readings, strict=True))
        place = ranked[0].sentence
        if best is None and asked.wants is Wants.PERSON:
            best, place = _meant(documents(ranked[0].document), ranked[0], readings[0])
        if best and all(other is None or other == best for other in others):
            yield DraftSentence(sentence_from(best), (ranked[0].document, place.start, place.end))


def _settled(settled: Decided, documents: Documents) -> Iterator[TextEvent | Draft]:
    """The answer to a question that a sentence decides: the word, or the words of it that do, and the sentence."""
    sentence = settled.sentence
    origin = (settled.document, sentence.start, sentence.end)
    found = [DraftSentence(sentence_from(settled.words), origin)] if settled.words else []
    found.append(DraftSentence(words_of(documents(settled.document), sentence), origin, settled.label))
    for item in found:
        yield TextEvent(f"{item.label}{item.text} ")
    yield Draft(tuple(found))


def _of_all(scored: Scored) -> tuple[Candidate, ...]:
    """The candidates of all parts, each sentence once, best first."""
    found: dict[tuple[str, int], Candidate] = {}
    for candidate in sorted((one for _, each in scored for one in each), key=lambda one: -one.score):
        found.setdefault((candidate.document, candidate.sentence.start), candidate)
    return tuple(found.values())


def _foremost(asked: Asked, scored: Scored, answer: Sequence[Candidate]) -> tuple[Candidate, str] | None:
    """The one of two things that was the first or the largest, with its sentence, where both their sentences tell."""
    both = sides(asked.text)
    scored = tuple(one for one in scored if both and one[0].text in both.questions)
    if both is None or len(scored) != len(both.things):
        return None
    best = [found[0] for _, found in scored if found and any(_same(found[0], one) for one in answer)]
    told = [(one.text, one.around) for one in best]
    at = foremost(asked.text, both.things, told) if len(best) == len(both.things) else None
    return None if at is None else (best[at], both.things[at])


def _name_of(told: tuple[Candidate, str], documents: Documents) -> list[DraftSentence]:
    """The name of a thing as a sentence of its own, where one that has it is near."""
    candidate, thing = told
    place = _naming(candidate, thing, documents)
    origin = None if place is None else (candidate.document, place.start, place.end)
    return [DraftSentence(sentence_from(thing), origin)] if origin else []


def _naming(candidate: Candidate, thing: str, documents: Documents) -> Sentence | None:
    """The sentence that has a thing's name: the candidate's own, or the one before it."""
    document = documents(candidate.document)
    near = (candidate.sentence, sentence_before(document, candidate.sentence))
    wanted = set(content_words(thing))
    return next((s for s in near if s and wanted <= set(content_words(shown(document, s.start, s.end)))), None)


def _paired(ranked: Sequence[Candidate], both: Sides) -> tuple[Candidate, ...]:
    """The candidates with what speaks for those that tell two things apart, or what they share, best first."""
    told = (of_pair(one.text, one.around, both.things, alike=both.alike) for one in ranked)
    scored = (replace(one, score=one.score + more) for one, more in zip(ranked, told, strict=True))
    return tuple(sorted(scored, key=lambda one: -one.score))


def _same(one: Candidate, other: Candidate) -> bool:
    return (one.document, one.sentence.start) == (other.document, other.sentence.start)


def _thought(document: Document, sentence: Sentence, parts: Sequence[Asked]) -> list[Sentence]:
    """A sentence with what it can't be read without, and the neighbour that answers a part of the question which it is
    the best for and only repeats, and what explains a verdict of a few words; as they stand."""
    found = list(whole_thought(document, sentence, parts[0]))
    found += [one for part in parts if (one := beside(part, document, sentence)) is not None]
    found += [one for terse in (sentence, *found) if (one := explaining(parts, document, terse)) is not None]
    found += itemised(parts, document, sentence)
    return sorted(found, key=lambda one: one.start)


def _meant(document: Document, best: Candidate, reading: Reading | None) -> tuple[str | None, Sentence]:
    """The name for which a "he" or "she" that answers stands, and the sentence that has it."""
    he = best.text[reading.start : reading.end] if reading and reading.answerable >= SURE else best.text
    meant = person_meant(document, best.sentence) if HE.match(he.strip()) else None
    return meant or (None, best.sentence)


def _of_lists(asked: Asked, answer: Sequence[Candidate], documents: Documents) -> list[Candidate]:
    """The answer; where a list is asked for, and a sentence of it announces or heads one, that alone."""
    if asked.wants is not Wants.LIST or len(asked.parts) > 1 or asked.compares:
        return list(answer)
    listing = (one for one in answer if _lists(documents(one.document), one, asked))
    return list(islice(listing, 1)) or list(answer)


def _lists(document: Document, candidate: Candidate, asked: Asked) -> bool:
    sentence = candidate.sentence
    return bool(announced(document, sentence) or list_asked_for(document, sentence, asked))


def _may_lead(asked: Asked, best: Candidate, document: Document) -> bool:
    """Whether words of a sentence may lead: of a table's row only where it has few columns, and it, their heads and
    what stands around them have most of what the question is about."""
    if document.blocks[best.sentence.block].kind is not BlockKind.TABLE:
        return True
    row, wanted = row_in_words(document, best.sentence), set(content_words(asked.text))
    there = wanted & set(content_words(f"{row} {best.around}"))
    return bool(row) and row.count("; ") <= 1 and len(there) >= COVERED * len(wanted)


def _answering(passages: Sequence[Passage], readings: Readings) -> list[tuple[str, Span, float]]:
    """The words by which a reader says that passages answer: their document, their place, how likely they do."""
    found = ((p.chunk.document, *readings[p.chunk.id]) for p in passages if p.chunk.id in readings)
    return [(document, span, probability(odds)) for document, odds, span in found if span is not None]


def _within(span: Span, sentence: Sentence) -> bool:
    return sentence.start <= span.start < sentence.end


def _labels(names: Collection[str], passages: Sequence[Passage], documents: Documents) -> dict[str, str]:
    """A label a document, where the answer draws on more than one, or tells of one that says nothing."""
    if len(names) < 2:
        return {}
    known = {p.chunk.document: (p.metadata, p.source) for p in passages}
    found = {name: known.get(name) or (documents(name).metadata, documents(name).source) for name in names}
    return {name: author_label(metadata, source) for name, (metadata, source) in found.items()}


def _silence(
    asked: Asked, silent: Mapping[str, Sequence[str]], unfound: Sequence[str], labels: Mapping[str, str]
) -> str | None:
    """What is said of the documents compared that say nothing of what they are compared on, or too little."""
    say, called = saying(asked.text), {name: label.removesuffix(": ") for name, label in labels.items()}
    told = [say.silent.format(called[name], say.quoted(of)) for name, of in silent.items()]
    told += [say.unfound.format(called[name]) for name in unfound]
    return " ".join(told) or None
