"""The word that a yes/no question is led with, where a sentence found for it surely decides it; else none.

What a sentence decides is told by rules (deciding.py); a judge, where there is one, may only forbid the word. Sentences
that decide differently leave the question open. This file doesn't know how an answer's other sentences are chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.candidates import Candidate, Documents
from assistant.citing import neighbours, sentence_before
from assistant.deciding import decides
from assistant.evidence import findings
from assistant.other_judges import JudgeError
from assistant.protocols import Judge
from assistant.stating import Statement, statement
from assistant.told import BACK, Told
from assistant.wording import shown
from ingest.document import Document, Sentence

LOOKED_AT = 8  # of the best sentences, that may decide
FAR = 10.0  # logits below the best at which a sentence no longer speaks of what is asked
BESIDE = 3  # of the best sentences, whose neighbours may decide too
OTHERWISE = 0.6  # a judge's share for the other side, from which the word isn't given

Place = tuple[str, Sentence]  # a document's id, and its sentence


@dataclass(frozen=True, slots=True)
class Decided:
    """Whether the answer is yes, and the sentence that says so: its "it" is what the question names."""

    yes: bool
    document: str
    sentence: Sentence

    @property
    def label(self) -> str:
        return "Yes: " if self.yes else "No: "


def decided(
    question: str, candidates: Sequence[Candidate], documents: Documents, judge: Judge | None = None
) -> Decided | None:
    """The decision of the candidates, best first, on a question; None where it asks for no yes or no, or none of them,
    or not all alike, surely decide it."""
    said = statement(question)
    if said is None or not candidates:
        return None
    found = []
    for name, sentence in _places(candidates, documents):
        told = _told(documents(name), sentence)
        verdict = decides(said, told)
        if verdict is not None:
            found.append((verdict, name, sentence, told))
    if len({verdict for verdict, *_ in found}) != 1:
        return None
    yes, name, sentence, told = found[0]
    if _forbidden(said, yes, told, judge):
        return None
    return Decided(yes, name, sentence)


def _places(candidates: Sequence[Candidate], documents: Documents) -> list[Place]:
    """The sentences that may decide: the best, then those beside the very best."""
    near = [one for one in candidates[:LOOKED_AT] if one.score >= candidates[0].score - FAR]
    places = {(one.document, one.sentence.start): (one.document, one.sentence) for one in near}
    for one in near[:BESIDE]:
        for other in neighbours(documents(one.document), one.sentence):
            places.setdefault((one.document, other.start), (one.document, other))
    return list(places.values())


def _told(document: Document, sentence: Sentence) -> Told:
    before, one = [], sentence_before(document, sentence)
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
    if yes and any(one.conflict for one in findings(said.text, told.text)):
        return True
    if judge is None:
        return False
    try:
        [judged] = judge.judge([(said.text, source)])
    except JudgeError:  # a judge behind an address may fail at any time
        return True
    return (judged.contradicted if yes else judged.supported) >= OTHERWISE
