"""Which candidates make the answer: the fewest that say it, and each side's where two are compared.

This file doesn't know how they were scored.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from assistant.questions.analysis import Asked, Wants
from assistant.questions.comparing import sides
from assistant.questions.name_forms import held
from assistant.quotes.alike import tells_likeness
from assistant.quotes.candidates import Candidate, Scored
from assistant.quotes.leads import enumerated, of_type
from assistant.quotes.leaning import leans
from assistant.words.kindred import told_by
from assistant.words.wording import content_words, words

MANIFOLD = (Wants.REASON, Wants.LIST)
MOST = 3  # sentences of an answer that gives reasons or lists (context drawn in not counted)
MOST_ELSE = 2  # sentences of any other
MOST_EACH = 2  # sentences a document when comparing
MOST_SIDE = 1  # sentences a side when two things are compared
MARGIN = 2.0  # logits below the best at which a further sentence no longer belongs to the answer
AS_WELL = 1.0  # logits below the best within which another sentence may answer as well
CARRIED = 1.0  # logits above the sentence it leans on that one needs to be told with it
UNSURE, WIDER = 2.0, 3.0  # the best score below which the margin is wider: the words differ, and the scores say less
FLOOR = 0.0  # a document's further sentence, and one for a joined question's second part, must be relevant by itself
APART = 12.0  # logits below the best at which another document has nothing to say in a comparison
NEXT = 4.0  # logits below the best at which a joined question's second part may still be answered
# What is asked of each of two, or how something is done, which takes more than one step.
SEVERAL = re.compile(
    r"\b(?:each|both|versus|vs|respectively)\b|\bhow (?:do|can|should|could|would|must) (?:I|you|we|one)\b"
    r"|\bwhat (?:should|must|can) (?:I|you|we|one) do\b",
    re.I,
)
REPEATS = 0.8  # share of its content words already said, from which a sentence adds nothing


def chosen(asked: Asked, scored: Scored) -> list[Candidate]:
    """The sentences of the answer, for one part of the question after the other."""
    choose = compared if asked.compares else fewest
    both = sides(asked.text)
    most = MOST if len(scored) < 2 else MOST_SIDE if both else MOST_EACH
    chosen: dict[tuple[str, int], Candidate] = {}
    before: list[Asked] = []
    if both and both.ordered and len(scored) > len(both.things):
        scored = tuple(one for one in scored if one[0].text in both.questions)  # what tells one alone decides nothing
    for part, candidates in scored:
        picked = choose(part, candidates, most)
        said = bool(picked) and all((c.document, c.sentence.start) in chosen for c in picked)
        if said and not _answers_too(part, before, picked[0].text):
            rest = [c for c in candidates if (c.document, c.sentence.start) not in chosen]
            least = max(candidates[0].score - NEXT, FLOOR)
            picked = [c for c in rest if c.score >= least and c.unread >= FLOOR][:1]
        for candidate in picked:
            chosen.setdefault((candidate.document, candidate.sentence.start), candidate)
        if both and both.alike and picked and tells_likeness(picked[0].text, picked[0].around, both.things):
            break  # what each is by itself tells nothing of what they share
        before.append(part)
    return list(chosen.values())


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
    if asked.wants not in MANIFOLD and not asked.several:
        most = min(most, MOST_ELSE)
    first = max(candidate.unread for candidate in candidates)
    least = first - (WIDER if first < UNSURE else MARGIN)
    for candidate in sorted(candidates[1:], key=lambda candidate: -candidate.unread):
        own = set(content_words(candidate.text))
        new = not own or len(own & said) < REPEATS * len(own)
        near = candidate.unread >= max(least, _carried(asked, candidate, chosen)) and _of_matter(asked, candidate)
        if len(chosen) < most and new and near and _adds(asked, best, candidate, first):
            chosen.append(candidate)
            said |= own
    order = {name: i for i, name in reversed(list(enumerate(c.document for c in chosen)))}
    return sorted(chosen, key=lambda c: (order[c.document], c.sentence.start))


def _carried(asked: Asked, other: Candidate, chosen: Sequence[Candidate]) -> float:
    """The least that a sentence must have which leans on a chosen one before it: it was read behind that, whose words
    speak for it too. Of reasons, ways and items each may go on from the one before."""
    if _several(asked) or not leans(other.text):
        return -math.inf
    before = (one.unread for one in chosen if one.document == other.document and other.around.startswith(one.text))
    return max(before, default=-math.inf) + CARRIED


def _several(asked: Asked) -> bool:
    """Whether more than one sentence is likely to be asked for."""
    told = asked.several or SEVERAL.search(asked.text) or asked.text.lower().startswith("how")
    return bool(told) or asked.wants in MANIFOLD


def _of_matter(asked: Asked, other: Candidate) -> bool:
    """Whether a further sentence has a word of the question, or one for it, or goes on from the one before: another may
    only follow one that names what is asked about. Of reasons, ways and items there needn't be any."""
    if _several(asked) or leans(other.text):
        return True
    there = set(words(other.text))
    return any(told_by(word) & there for word in content_words(asked.text))


def _adds(asked: Asked, best: Candidate, other: Candidate, first: float) -> bool:
    """Whether a further sentence adds a part of the answer: it may answer as well as the best, or has words of the
    question that the best lacks; any may where the cross-encoder has another best (`first`), or several are asked for.
    """
    listed = asked.several and enumerated(asked, best.text)  # one sentence has them all
    several = asked.wants is Wants.LIST or (asked.several and not listed) or SEVERAL.search(asked.text)
    if several or best.unread < first or other.score >= best.score - AS_WELL:
        return True
    lacking = set(content_words(asked.text)) - set(content_words(best.text))
    return other.score >= best.score - MARGIN and bool(lacking & set(content_words(other.text)))


def compared(asked: Asked, candidates: Sequence[Candidate], most: int = MOST_EACH) -> list[Candidate]:
    """Up to MOST_EACH sentences of each document, the document with the best sentence first."""
    by_document: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        group = by_document.setdefault(candidate.document, [])
        close = not group or candidate.score >= max(group[0].score - MARGIN, FLOOR)
        speaks = candidate.score >= candidates[0].score - APART
        if not speaks and not group:  # however little it says of it, it names it
            speaks = any(held(name, candidate.text) == 1.0 for name in asked.names)
        if close and speaks and len(group) < min(most, MOST_EACH):
            group.append(candidate)
    return [c for group in by_document.values() for c in sorted(group, key=lambda c: c.sentence.start)]
