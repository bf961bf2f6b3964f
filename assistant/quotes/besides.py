"""Whether a sentence says of a deed all else that a statement says of it: to whom, where and when.

What follows the verb must follow it in the sentence too, in its order and behind the same prepositions; "it" may stand
for what the sentence before names. Pure functions of strings; this file doesn't know whether the deed is denied.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.questions.clauses import AUXILIARIES, BEFORE_NOUNS, adverb, past
from assistant.quotes.stating import Statement
from assistant.quotes.told import (
    BACK,
    FARTHEST,
    KEPT,
    OWN,
    PRONOUN,
    SOMEBODY_STEMS,
    WEAK,
    Told,
    Word,
    all_stems,
    counts,
    head_phrase,
    is_verb,
    matter,
    parts_of,
    placed,
    told_words,
    verbs_of,
)

GAPPED = re.compile(r",\s+(?:and|or)\b|\s+(?:and|or)\s+[A-Z]")  # "…, and Korver the spoon"
DENIED = re.compile(r"\b(?:not|never|no|nor|without)\b", re.I)
OBJECTS = frozenset({"it", "them", "him", "her", "this", "its", "their", "his"})
APART = 2  # words that may stand among those of one thing


def rest_said(
    statement: Statement, deed: str, told: Told, clause: tuple[int, int], word: Word, subject: frozenset[str]
) -> bool:
    """Whether all else that the statement says stands there: what follows its verb, in its order, behind the deed or
    before the subject; what qualifies its subject before the deed, in the sentences before or in the headings."""
    text, needed = told.text, [w for w in matter(statement.after) if w != deed]
    front = placed(text, clause[0], word.start)
    around = all_stems(" ".join((*told.before[:BACK], *told.above)))
    before = all_stems(text[: word.start])
    qualifiers = [w for w in matter(statement.subject) if w not in SOMEBODY_STEMS]
    if any(w not in before | subject and (w not in around or w[:1].isdigit() or w in KEPT) for w in qualifiers):
        return False
    if not _called(statement, front):
        return False
    behind = placed(text, word.end, _end(text, clause, word))
    lacking = _lacking(needed, behind, _fronted(statement, front))
    if lacking:
        stands_in = next((i for i, w in enumerate(behind[:3]) if w.low in OBJECTS), None)
        known = all_stems(" ".join((text[: word.start], *told.before[:1], *told.above)))
        if stands_in is None or not all(w in known and w not in KEPT and not w.isdigit() for w in lacking):
            return False
        whole_object = behind[stands_in].low in ("it", "them", "him")
        if whole_object and not set(lacking) <= set(matter(_object(statement.after))):
            return False
        return _preposition(behind, stands_in) == _preposition(told_words(statement.after), 0, ahead=True)
    if not _unbroken(statement.after, behind):
        return False
    return _in_order(statement, behind) and not _joined_otherwise(statement.after, [*front, word, *behind])


def _end(text: str, clause: tuple[int, int], word: Word) -> int:
    """Where what belongs to a deed ends: before the next part of its clause that has a verb of its own, or may leave it
    out."""
    verbs = [verb for verb in verbs_of(text) if verb > word.start]
    # "in sandstone, not in limestone"
    own = next((end for start, end in parts_of(text) if start <= word.start < end), len(text))
    denied = DENIED.search(text, own)
    for start, end in parts_of(text):
        if denied and start >= denied.start():
            break
        if start > word.start and (GAPPED.match(text, start) or any(start <= verb < end for verb in verbs)):
            return min(start, clause[1])
    return min(clause[1], denied.start()) if denied else clause[1]


def _fronted(statement: Statement, front: Sequence[Word]) -> list[Word]:
    """The words before a deed that stand before its subject: "in 1899 | the company built"."""
    wanted = matter(head_phrase(statement.subject))
    head = next((i for i, w in enumerate(front) if w.stem in wanted or w.low in PRONOUN), 0)
    return [] if any(is_verb(front, i) for i in range(head)) else list(front[:head])


def _lacking(needed: Sequence[str], behind: Sequence[Word], fronted: Sequence[Word]) -> list[str]:
    """Those of the stems that stand neither behind a deed, in their order, nor before its subject."""
    there, at, out = [w.stem for w in behind], 0, []
    known = [all_stems(w.text) for w in behind]
    early = {stem for w in fronted for stem in all_stems(w.text)}
    for stem in needed:
        place = next((i for i in range(at, len(there)) if stem in known[i]), None)
        if place is not None:
            at = place + 1
        elif stem not in early:
            out.append(stem)
    return out


def _unbroken(after: str, behind: Sequence[Word]) -> bool:
    """Whether the words of one thing ("the silver cup") stand together behind a deed too."""
    phrase: list[str] = []
    for word in (*told_words(after), None):
        if word is not None and word.low not in BEFORE_NOUNS | {"and"}:
            phrase += [word.stem] if counts(word) else []
            continue
        places = [i for i, w in enumerate(behind) if phrase and w.stem == phrase[0]]
        there = [{w.stem for w in behind[i : i + len(phrase) + APART]} for i in places]
        if places and len(phrase) > 1 and not any(set(phrase) <= one for one in there):
            return False
        phrase = []
    return True


def _called(statement: Statement, front: Sequence[Word]) -> bool:
    """Whether a thing is said to be what the statement says it is: with a form of "be" or "have" before it."""
    if statement.verb.lower() not in WEAK and not statement.verb.lower().endswith("er"):
        return True
    return any(w.low in WEAK - OWN - {"in", "as", "there"} or w.low.endswith(("n’t", "n't")) for w in front)


def _object(after: str) -> str:
    """The words right behind a verb, up to the first preposition behind a noun that isn't "of"."""
    words = after.split()
    start = 1 if words and words[0].lower() in BEFORE_NOUNS else 0
    end = next((i for i, one in enumerate(words) if i > start and one.lower() in BEFORE_NOUNS - {"of"}), len(words))
    return " ".join(words[:end])


def _preposition(words: Sequence[Word], i: int, *, ahead: bool = False) -> str:
    """The preposition before a word, or that the words begin with; empty where there is none."""
    word = words[i] if ahead and i < len(words) else words[i - 1] if i else None
    return word.low if word is not None and word.low in BEFORE_NOUNS else ""


def _in_order(statement: Statement, behind: Sequence[Word]) -> bool:
    """Whether the direct object of the statement follows the deed in the sentence, with no preposition between."""
    first = next(iter(told_words(statement.after)), None)
    if first is None or first.low in BEFORE_NOUNS or adverb(first.low) or statement.verb.lower() in WEAK:
        return True
    thing = matter(head_phrase(statement.after))
    place = next((i for i, w in enumerate(behind) if thing and w.stem == thing[-1]), None)
    return not thing or (place is not None and not any(w.low in BEFORE_NOUNS for w in behind[:place]))


_ALIKE = ({"in", "at", "on", "during", "within", "of"}, {"to", "into", "towards"}, {"for", "of"}, {"with", "by", "of"})


def _joined_otherwise(after: str, there: Sequence[Word]) -> bool:
    """Whether a noun of the statement stands behind another preposition in the sentence: "for the tax", "against it";
    "in 1911", "before 1911"."""
    mine = told_words(after)
    for i, word in enumerate(mine):
        own = _governed(mine, i)
        places = [k for k, w in enumerate(there) if w.stem == word.stem and own]
        others = {_governed(there, k) for k in places} - {""}
        if others and not any(own == other or any({own, other} <= alike for alike in _ALIKE) for other in others):
            return True
    return False


def _governed(words: Sequence[Word], i: int) -> str:
    """The preposition that a word stands behind, with no verb and no other thing between; empty where there is none."""
    if not counts(words[i]):
        return ""
    for word in reversed(words[max(i - FARTHEST, 0) : i]):
        if word.low in BEFORE_NOUNS:
            return word.low
        if word.low in AUXILIARIES or past(word.low):
            return ""
    return ""
