"""What each part of a question takes for granted, as a whole and within its noun phrases, and what passages make of it.

This file puts the rules of premises.py and of the files beside it together; it doesn't know what speaks for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.other_judges import JudgeError
from assistant.protocols import Judge
from assistant.questions.noun_phrases import claims_within
from assistant.questions.presuming import Presumed, presumed
from assistant.refusals import lasting, offices, otherwise
from assistant.refusals.premises import NEAREST, Premise, examine
from ingest.document import Chunk

# What was done is asked for; when and where it was done is presumed all the same.
WHAT_DID = re.compile(r"^what\s+(?P<did>did|does|do)\b", re.I)


def examined(
    parts: Sequence[tuple[str, Sequence[str], Sequence[Chunk]]], judge: Judge | None
) -> tuple[Premise | None, ...]:
    """What each part of a question takes for granted, and what its sentences and its passages (best first) make of it;
    None for a part that takes nothing for granted. What is spoken against counts before what isn't told."""
    found: list[Premise | None] = []
    for part, sentences, chunks in parts:
        passages = [chunk.text for chunk in chunks]
        elsewhere = {chunk.text for chunk in chunks if chunk.document != chunks[0].document}
        whole = _examined(presumed(part), sentences, passages, judge, elsewhere)
        if whole is None or not whole.spoken_against:
            whole = _within(part, sentences, passages, judge, elsewhere) or whole
        found.append(whole)
    return tuple(found)


def _examined(
    claim: Presumed | None,
    sentences: Sequence[str],
    passages: Sequence[str],
    judge: Judge | None,
    elsewhere: Collection[str],
) -> Premise | None:
    try:
        return examine(claim, sentences, passages, judge, elsewhere) if claim else None
    except JudgeError:  # a judge behind an address may fail at any time
        return examine(claim, sentences, passages, None, elsewhere) if claim else None


def _within(
    part: str, sentences: Sequence[str], passages: Sequence[str], judge: Judge | None, elsewhere: Collection[str]
) -> Premise | None:
    """What a noun phrase, a title or a "no longer" takes for granted and the passages tell otherwise; None where they
    tell nothing otherwise."""
    other = lasting.lasting(part, sentences[:NEAREST]) or offices.miscalled(part, presumed(part), passages)
    if other is not None:
        return Premise(other, denied=1.0)
    done = presumed(WHAT_DID.sub("why \\g<did>", part)) if WHAT_DID.match(part) else None
    if done is not None and otherwise.told_elsewhere(done, passages):
        return Premise(done, unsaid=1.0)
    for claim in claims_within(part):
        found = _examined(claim, sentences, passages, judge, elsewhere)
        if found is not None and found.doubtful:
            return found
    return None
