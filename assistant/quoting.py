"""Answers with no language model: the fewest of the documents' own sentences that answer.

Where a figure, a date or a name is asked for, the exact words that answer lead.

This file doesn't know how sentences are cited or checked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant import questions
from assistant.answer import Draft, DraftSentence, Passage, TextEvent
from assistant.belonging import vouched
from assistant.citing import sentence_before
from assistant.comparing import sides
from assistant.labels import author_label
from assistant.leads import enumerated, holds_type, lead, of_type, sentence_from
from assistant.protocols import Reader, Reading, Reranker
from assistant.questions import ORDINALS, Asked, Wants
from assistant.rereading import Readings, probability
from assistant.situating import situated
from assistant.table_rows import row_in_words
from assistant.title_page import asks_of_work, tells
from assistant.wording import content_words, shown
from ingest.document import BlockKind, Document, Sentence, Span

Documents = Callable[[str], Document]
FACTOIDS = (Wants.QUANTITY, Wants.DATE, Wants.PERSON, Wants.PLACE, Wants.NAME)
MANIFOLD = (Wants.REASON, Wants.LIST)
MOST = 3  # sentences of an answer that gives reasons or lists (context drawn in not counted)
MOST_ELSE = 2  # sentences of any other
MOST_EACH = 2  # sentences a document when comparing
MOST_SIDE = 1  # sentences a side when two things are compared
SCORED = 14  # sentences given to the cross-encoder: its time is nearly all of a question's
SCORED_EACH = 8  # of each document when comparing
MARGIN = 2.0  # logits below the best at which a further sentence no longer belongs to the answer
UNSURE, WIDER = 2.0, 3.0  # the best score below which the margin is wider: the words differ, and the scores say less
FLOOR = 0.0  # a document's further sentence, and one for a joined question's second part, must be relevant by itself
APART = 12.0  # logits below the best at which another document has nothing to say in a comparison
FAR = 6.0  # logits below the best passage at which a passage's sentences are no longer looked at
OF_PASSAGE = 0.4  # of its passage's logit that a sentence gains
NEXT = 4.0  # logits below the best at which a joined question's second part may still be answered
CONTEXT = 240  # characters of the sentence before that the cross-encoder reads too
SHORTEST = 6  # words of a line on a title page that may answer
HAS_TYPE = 3.0  # logits in favour of a sentence that holds a figure, a date or a name when that is asked for
HAS_WORDS = 6.0  # logits in favour of a sentence with the words that answer for the reader, if it is sure of them
HAS_LIST = 1.5  # logits in favour of one that lists names when several are asked for
OF_SIDE = 2.0  # logits in favour of a sentence that names the side it is asked for, of two compared
FRAGMENT = 2.0  # logits against a caption or a line of a title page that is no sentence
PROMISE = 3.0  # logits against a sentence that only says what the work will ask
PROMISES = re.compile(
    r"^(?:This|The|My|Our)\s+(?:article|chapter|paper|study|essay|book|section|thesis)\s+(?:\w+ly\s+)?"
    r"(?:asks|examines|explores|discusses|considers|investigates|addresses|looks at|takes up)\b"
)
WORK = re.compile(r"\b(?:article|chapter|paper|study|essay|book|section|thesis)\b", re.I)
ADDRESS = re.compile(r"(?:doi:?\s*)?(?:https?://|www\.|10\.\d{4,9}/)\S+|doi:?\s*\S+", re.I)  # and nothing else
NO_SENTENCES = (BlockKind.CAPTION, BlockKind.FRONT, BlockKind.LABEL)
LONGEST_LIST = 8  # items, or sentences, that follow what announces them
ANNOUNCES = re.compile(r"\b(?:are|were|is|was|as)\s+(?:these|this|the following|follows)\W*$", re.I)
COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNT = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten)\b", re.I)
# "Three differences matter. The first is …": the items' first sentences, in order.
ITEM = re.compile(rf"^(?:The\s+)?(?P<ordinal>{'|'.join(ORDINALS)})(?:ly)?\b", re.I)
LONGEST_ANNOUNCEMENT = 14  # words of a sentence that announces items
ITEMS_WITHIN = 30  # sentences, of one section, in which the items begin
HAS_ITEMS = 4.0  # logits in favour of a sentence that announces items when a list is asked for
REPEATS = 0.8  # share of its content words already said, from which a sentence adds nothing
# A sentence that begins so leans on the one before it.
LEANS = re.compile(
    r"^(?:However|This|These|That|Those|Such|It|They|He|She|Its|Their|His|Her|But|Yet|And|So|Therefore|Thus|Hence"
    r"|Instead|Nevertheless|Nonetheless|Consequently|Accordingly|As a result|In this (?:way|sense|respect)"
    r"|For this reason"
    r"|The (?:first|second|third|fourth|fifth)(?:,[^,]{1,60},)? (?:is|was)"
    r"|For these reasons|Moreover|Furthermore|Similarly|Likewise|The (?:latter|former|same)|Again|Then|Still|Rather"
    r"|In (?:contrast|turn|addition|short|other words)|On the (?:other hand|contrary)|Conversely|Otherwise|Here"
    r"|There)\b"
    r"(?! (?:is|are|was|were) (?:no|a|an|many|several|few)\b)"
)
# What a sentence that is leant on may itself point back to: "on that very day".
POINTS = re.compile(r"\b(?:that|the same) (?:very )?(?:day|week|month|year|night|time|moment|meeting|speech)\b", re.I)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage. `score` is the cross-encoder's logit with what speaks for it besides, `read` what of it
    is the reader's; `around` are the sentence before it, its headings and its document's title, of which it may speak
    without naming them."""

    document: str
    sentence: Sentence
    text: str
    score: float
    around: str = ""
    read: float = 0.0

    @property
    def unread(self) -> float:
        """The score without the reader's part."""
        return self.score - self.read


Place = tuple[str, Sentence, float]  # a document's id, its sentence, the logit of the passage
Scored = tuple[tuple[Asked, tuple[Candidate, ...]], ...]


class QuoteDrafter:
    """Answers with the documents' own sentences."""

    def __init__(self, reranker: Reranker, reader: Reader | None = None) -> None:
        self._reranker, self._reader = reranker, reader

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
        things = dict(zip(both.questions, both.things, strict=True)) if both else {}
        found = []
        for part, query, passages, read in zip(parts, queries, ranked, readings or [{}] * len(parts), strict=True):
            places = self._kept(asked, passages, documents)
            words = _answering(passages, read)
            found.append((part, self._ranked(part, query, places, documents, things.get(query, ""), words)))
        return tuple(found)

    def _kept(self, asked: Asked, passages: Sequence[Passage], documents: Documents) -> list[Place]:
        """The sentences worth scoring: those of the passages near the best."""
        places: dict[tuple[str, int], Place] = {}
        of_work = asks_of_work(asked.text)
        for passage in passages:
            if asked.compares or passage.score >= passages[0].score - FAR:
                for name, sentence in _sentences(passage, documents, of_work=of_work):
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
        side: str = "",
        words: Sequence[tuple[str, Span, float]] = (),
    ) -> tuple[Candidate, ...]:
        read = [_in_context(query, documents(name), sentence) for name, sentence, _ in places]
        logits = self._reranker.score(query, read)
        candidates = []
        for (name, sentence, near), logit in zip(places, logits, strict=True):
            document = documents(name)
            text = shown(document, sentence.start, sentence.end)
            score = logit + OF_PASSAGE * near + (HAS_TYPE if holds_type(part, text) else 0.0)
            score += HAS_LIST if part.several and enumerated(part, text) else 0.0
            score += HAS_ITEMS if part.wants is Wants.LIST and items_after(document, sentence) else 0.0
            if document.blocks[sentence.block].kind in NO_SENTENCES and not text.endswith((".", "!")):
                score -= FRAGMENT
            if PROMISES.match(text) and not WORK.search(part.text):
                score -= PROMISE
            if side and set(content_words(side)) & set(content_words(text)):
                score += OF_SIDE
            sure = next((p for at, span, p in words if at == name and _within(span, sentence)), 0.0)
            answers = HAS_WORDS * sure
            candidates.append(Candidate(name, sentence, text, score + answers, _around(document, sentence), answers))
        return tuple(sorted(candidates, key=lambda candidate: -candidate.score))

    def draft(
        self,
        asked: Asked,
        scored: Scored,
        passages: Sequence[Passage],
        documents: Documents,
        doubt: str | None = None,
    ) -> Iterator[TextEvent | Draft]:
        """Yields the answer's text and last the Draft: refused where there is no sentence.

        `doubt` says what speaks against an answer; it becomes the draft's notice, and no exact words lead then: a date
        before a sentence that doesn't say what was asked would make it true.
        """
        answer = self._chosen(asked, scored)
        if not answer:
            yield Draft((), refused=True)
            return
        labels = _labels(answer, passages)
        led = doubt is None and len(scored) == 1 and not asked.compares
        sentences = list(self._lead(scored[0][0], answer, documents) if led else ())
        done: set[tuple[str, int]] = set()
        for candidate in answer:
            for document, sentence in _whole_thought(candidate, documents):
                if (document, sentence.start) not in done:
                    done.add((document, sentence.start))
                    text = _words_of(documents(document), sentence)
                    label = labels.pop(document, "")
                    sentences.append(DraftSentence(text, (document, sentence.start, sentence.end), label))
        for item in sentences:
            yield TextEvent(f"{item.label}{item.text} ")
        yield Draft(tuple(sentences), notice=doubt)

    def _chosen(self, asked: Asked, scored: Scored) -> list[Candidate]:
        """The sentences of the answer, for one part of the question after the other."""
        choose = compared if asked.compares else fewest
        most = MOST if len(scored) < 2 else MOST_SIDE if sides(asked.text) else MOST_EACH
        chosen: dict[tuple[str, int], Candidate] = {}
        before: list[Asked] = []
        for part, candidates in scored:
            picked = choose(part, candidates, most)
            said = bool(picked) and all((c.document, c.sentence.start) in chosen for c in picked)
            if said and not _answers_too(part, before, picked[0].text):
                rest = [c for c in candidates if (c.document, c.sentence.start) not in chosen]
                picked = [c for c in rest[:1] if c.score >= max(candidates[0].score - NEXT, FLOOR)]
            for candidate in picked:
                chosen.setdefault((candidate.document, candidate.sentence.start), candidate)
            before.append(part)
        return list(chosen.values())

    def _lead(self, asked: Asked, answer: Sequence[Candidate], documents: Documents) -> Iterator[DraftSentence]:
        """The exact words that answer, as a sentence of their own that is cited and checked like any other; none where
        another sentence that may as well answer has other such words, or in a row of figures of several columns."""
        ranked = sorted(answer, key=lambda candidate: -candidate.score)
        if row_in_words(documents(ranked[0].document), ranked[0].sentence).count("; ") > 1:
            return
        readings: list[Reading | None] = [None] * len(ranked)
        if self._reader is not None and asked.wants in FACTOIDS:
            readings = list(self._reader.read(asked.text, [candidate.text for candidate in ranked]))
        best, *others = (lead(asked, one.text, reading) for one, reading in zip(ranked, readings, strict=True))
        if best and all(other is None or other == best for other in others):
            yield DraftSentence(
                sentence_from(best), (ranked[0].document, ranked[0].sentence.start, ranked[0].sentence.end)
            )


def _answers_too(part: Asked, before: Sequence[Asked], text: str) -> bool:
    """Whether a sentence that is already said can answer this part of a question as well: it holds a figure, a date or
    a person for each part that asks for one."""
    found = of_type(part, text)
    return found is not None and len(found) > sum(other.wants is part.wants for other in before)


def fewest(asked: Asked, candidates: Sequence[Candidate], most: int = MOST) -> list[Candidate]:
    """The sentences of the answer, `most` at most: the best, and others that add something and that the cross-encoder
    alone thinks about as likely as its own best: where reader and cross-encoder differ, both are heard."""
    if not candidates:
        return []
    best = candidates[0]
    chosen = [best]
    said = set(content_words(best.text))
    if asked.wants not in MANIFOLD:
        most = min(most, MOST_ELSE)
    first = max(candidate.unread for candidate in candidates)
    least = first - (WIDER if first < UNSURE else MARGIN)
    for candidate in sorted(candidates[1:], key=lambda candidate: -candidate.unread):
        own = set(content_words(candidate.text))
        new = not own or len(own & said) < REPEATS * len(own)
        if len(chosen) < most and new and candidate.unread >= least:
            chosen.append(candidate)
            said |= own
    order = {name: i for i, name in reversed(list(enumerate(c.document for c in chosen)))}
    return sorted(chosen, key=lambda c: (order[c.document], c.sentence.start))


def compared(asked: Asked, candidates: Sequence[Candidate], most: int = MOST_EACH) -> list[Candidate]:
    """Up to MOST_EACH sentences of each document, the document with the best sentence first."""
    by_document: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        group = by_document.setdefault(candidate.document, [])
        close = not group or candidate.score >= max(group[0].score - MARGIN, FLOOR)
        if close and len(group) < min(most, MOST_EACH) and candidate.score >= candidates[0].score - APART:
            group.append(candidate)
    return [c for group in by_document.values() for c in sorted(group, key=lambda c: c.sentence.start)]


def _answering(passages: Sequence[Passage], readings: Readings) -> list[tuple[str, Span, float]]:
    """The words by which a reader says that passages answer: their document, their place, how likely they do."""
    found = ((p.chunk.document, *readings[p.chunk.id]) for p in passages if p.chunk.id in readings)
    return [(document, span, probability(odds)) for document, odds, span in found if span is not None]


def _within(span: Span, sentence: Sentence) -> bool:
    return sentence.start <= span.start < sentence.end


def _sentences(passage: Passage, documents: Documents, *, of_work: bool) -> Iterator[tuple[str, Sentence]]:
    """The sentences of a passage: no headings, and no lines of a title page, which answer nothing by themselves unless
    they say of the work what is asked of it (`of_work`)."""
    document = documents(passage.chunk.document)
    for sentence in document.sentences_in(passage.chunk.start, passage.chunk.end):
        kind, text = document.blocks[sentence.block].kind, document.text[sentence.start : sentence.end].strip()
        short = len(text.split()) < SHORTEST
        asks = text.rstrip("”\"’' ").endswith("?")  # a question is no answer
        if kind is BlockKind.HEADING or asks or ADDRESS.fullmatch(text):
            continue
        if kind is BlockKind.FRONT and not of_work and not tells(text):
            continue
        if not (kind in (BlockKind.FRONT, BlockKind.LABEL) and short):
            yield passage.chunk.document, sentence


def _around(document: Document, sentence: Sentence) -> str:
    """The sentence before, the headings and the title."""
    previous = sentence_before(document, sentence)
    before = shown(document, previous.start, previous.end) if previous else ""
    section = document.section_path(document.blocks[sentence.block].section)
    near = f"{before} {shown(document, sentence.start, sentence.end)}"
    return " ".join((before, *(vouched(heading, near) for heading in section), document.metadata.title or ""))


def _in_context(query: str, document: Document, sentence: Sentence) -> str:
    """What the cross-encoder reads of a sentence: after the one before it where it leans on it, else after what its
    paragraph, heading and title name of the query and it doesn't."""
    text = _words_of(document, sentence)
    previous = sentence_before(document, sentence)
    before = shown(document, previous.start, previous.end) if previous else ""
    if before and LEANS.match(text):
        text = f"{before[-CONTEXT:]} {text}"
    section = document.section_path(document.blocks[sentence.block].section)
    above = (vouched(heading, f"{before} {text}") for heading in reversed(section))
    return situated(query, text, (before, *above, document.metadata.title or ""))


def _asks(document: Document, sentence: Sentence) -> bool:
    return shown(document, sentence.start, sentence.end).endswith("?")


def _words_of(document: Document, sentence: Sentence) -> str:
    """A sentence as it is read and shown."""
    return row_in_words(document, sentence) or shown(document, sentence.start, sentence.end)


def _whole_thought(candidate: Candidate, documents: Documents) -> Iterator[tuple[str, Sentence]]:
    """The sentence, after the one it leans on, and before the list it announces."""
    document, sentence = documents(candidate.document), candidate.sentence
    index = bisect_left(document.sentences, sentence.start, key=lambda other: other.start)
    previous = sentence_before(document, sentence)
    if previous is not None and LEANS.match(candidate.text) and not _asks(document, previous):
        earlier = sentence_before(document, previous)
        text = shown(document, previous.start, previous.end)
        if earlier is not None and POINTS.search(text) and not _asks(document, earlier):
            yield candidate.document, earlier
        yield candidate.document, previous
    yield candidate.document, sentence
    if items := items_after(document, sentence):
        yield from ((candidate.document, item) for item in items)
    elif candidate.text.endswith(":") or ANNOUNCES.search(candidate.text):
        count = COUNT.search(candidate.text)
        length = COUNTS.index(count.group().lower()) if count else LONGEST_LIST
        for item in document.sentences[index + 1 : index + 1 + length]:
            if document.blocks[item.block].kind is not BlockKind.LIST_ITEM and item.block != sentence.block:
                break
            yield candidate.document, item


def items_after(document: Document, sentence: Sentence) -> tuple[Sentence, ...]:
    """The sentences that begin the items which a sentence announces: "The first is cost." after "Three differences
    matter."; none where it announces none."""
    index = bisect_left(document.sentences, sentence.start, key=lambda other: other.start)
    words = document.text[sentence.start : sentence.end].split()
    count = COUNT.search(" ".join(words))
    if count is None or len(words) > LONGEST_ANNOUNCEMENT:
        return ()
    section = document.blocks[sentence.block].section
    items: list[Sentence] = []
    for other in document.sentences[index + 1 : index + 1 + ITEMS_WITHIN]:
        if document.blocks[other.block].section != section:
            break
        if not items and other is not document.sentences[index + 1]:
            break
        match = ITEM.match(document.text[other.start : other.end])
        if match and match["ordinal"].lower() == ORDINALS[len(items)]:
            items.append(other)
            if len(items) == COUNTS.index(count.group().lower()):
                break
    return tuple(items) if len(items) > 1 else ()


def _labels(chosen: Sequence[Candidate], passages: Sequence[Passage]) -> dict[str, str]:
    """A label a document, where the answer draws on more than one."""
    names = {candidate.document for candidate in chosen}
    if len(names) < 2:
        return {}
    return {p.chunk.document: author_label(p.metadata, p.source) for p in passages if p.chunk.document in names}
