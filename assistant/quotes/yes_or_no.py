"""What leads the answer to a yes/no question, or to one that leaves a choice, where a sentence surely decides it; else
nothing.

What a sentence decides is told by rules (deciding.py); a judge, where there is one, may only forbid the word. Sentences
that decide differently leave the question open. This file doesn't know how an answer's other sentences are chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.citing import neighbours, sentence_before
from assistant.claims.evidence import findings
from assistant.other_judges import JudgeError
from assistant.protocols import Judge
from assistant.quotes.candidates import Candidate, Documents
from assistant.quotes.deciding import as_told, decides
from assistant.quotes.stating import Statement, alternatives, statement
from assistant.quotes.told import BACK, Told
from assistant.words.wording import shown
from ingest.document import Document, Sentence

LOOKED_AT = 8  # of the best sentences, that may decide
FAR = 10.0  # logits below the best at which a sentence no longer speaks of what is asked
BESIDE = 3  # of the best sentences, whose neighbours may decide too
OTHERWISE = 0.6  # a judge's share for the other side, from which the word isn't given

Place = tuple[str, Sentence]  # a document's id, and its sentence


@dataclass(frozen=True, slots=True)
class Decided:
    """The sentence that decides a question, and what it is led with: `label` a yes or a no, or `words` of its own, the
    right one of two alternatives. Its "it" is what the question names."""

    document: str
    sentence: Sentence
    label: str = ""
    words: str = ""


def decided(
    question: str, candidates: Sequence[Candidate], documents: Documents, judge: Judge | None = None
) -> Decided | None:
    """The decision of the candidates, best first, on a question; None where it asks for no yes or no and no choice, or
    none of them, or not all alike, surely decide it."""
    if not candidates:
        return None
    if said := statement(question):
        found = _decision(said, candidates, documents, judge)
        return None if found is None else Decided(found[1], found[2], label="Yes: " if found[0] else "No: ")
    choice = alternatives(question)
    return _chosen(choice, candidates, documents, judge) if choice else None


def _decision(
    said: Statement, candidates: Sequence[Candidate], documents: Documents, judge: Judge | None
) -> tuple[bool, str, Sentence] | None:
    """Whether the candidates bear a statement out, with the sentence that says so."""
    found: list[tuple[bool, str, Sentence, Told]] = []
    for name, sentence in _sentences(candidates, documents):
        told = _told(documents(name), sentence)
        verdict = decides(said, told)
        if verdict is not None:
            found.append((verdict, name, sentence, told))
    if len({verdict for verdict, *_ in found}) != 1:
        return None
    yes, name, sentence, told = found[0]
    return None if _forbidden(said, yes, told, judge) else (yes, name, sentence)


def _chosen(
    choice: Sequence[tuple[str, str]], candidates: Sequence[Candidate], documents: Documents, judge: Judge | None
) -> Decided | None:
    """The alternative that the candidates bear out, where they bear out one alone, in the sentence's own words."""
    right: list[Decided] = []
    for question, words in choice:
        said = statement(question)
        found = _decision(said, candidates, documents, judge) if said else None
        if said is None:
            return None
        if found is not None and found[0]:
            _, name, sentence = found
            text = shown(documents(name), sentence.start, sentence.end)
            there = re.search(rf"\b{re.escape(words)}\b", text, re.I)
            right.append(Decided(name, sentence, words=there.group() if there else ""))
    return right[0] if len(right) == 1 and right[0].words else None


def _sentences(candidates: Sequence[Candidate], documents: Documents) -> list[Place]:
    """The sentences that may decide: the best, then those beside the very best."""
    near = [one for one in candidates[:LOOKED_AT] if one.score >= candidates[0].score - FAR]
    places = {(one.document, one.sentence.start): (one.document, one.sentence) for one in near}
    for one in near[:BESIDE]:
        for other in neighbours(documents(one.document), one.sentence):
            places.setdefault((one.document, other.start), (one.document, other))
    return list(places.values())


def _told(document: Document, sentence: Sentence) -> Told:
    before: list[str] = []
    one = sentence_before(document, sentence)
    while one is not None and len(before) < BACK:
        before.append(shown(document, one.start, one.end))
        one = sentence_before(document, one)
    section = document.section_path(document.blocks[sentence.block].section)
    above = (*reversed(section), document.metadata.title or "")
    return Told(shown(document, sentence.start, sentence.end), tuple(before), above)


def _forbidden(said: Statement, yes: bool, told: Told, judge: Judge | None) -> bool:
    """Whether something speaks against the word: a conflict that the claim checker finds, or a judge who is rather sure
    of the other side."""
    source = " ".join((*reversed(told.before[:1]), told.text))
    said = as_told(said, told.text)
    if yes and any(one.conflict for one in findings(said.text, told.text)):
        return True
    if judge is None:
        return False
    try:
        [judged] = judge.judge([(said.text, source)])
    except JudgeError:  # a judge behind an address may fail at any time
        return True
    return (judged.contradicted if yes else judged.supported) >= OTHERWISE
