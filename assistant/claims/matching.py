"""Words, names and sentences of a text: the small tools that evidence, judge and training share.

Pure functions of strings, for English. This file knows nothing of claims or verdicts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from assistant.words.lexicon import MONTHS, PLACES, WEEKDAYS, listed
from assistant.words.number_words import CARDINALS
from ingest.document import Span

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
STOP = frozenset(
    listed(
        """
        a an the of to in on at by for with from as and or but nor so yet that this these those it its he she they
        them his her their our we i you your is are was were be been being am do does did has have had having will
        would can could shall should may might must which who whom whose what when where why how than then there
        here also into over under about after before between during through against not no s t such both each other
        more most some any all only own same too very just
        """
    )
)

# Numbers are compared by value in quantities.py, so their words don't count as words.
_COUNTS = frozenset((*CARDINALS[2:11], "hundred", "thousand", "million", "billion", "trillion"))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending: crude, for telling "reforms" and "reforming" to be one."""
    word = re.sub(r"['’]s?$", "", word.lower())
    if len(word) <= 3:
        return word
    for ending in ("isations", "izations", "isation", "ization", "ations", "ation", "ements", "ement", "ingly", "edly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    for ending in ("ions", "ing", "ies", "ied", "ion", "ely", "ed", "es", "er", "ly", "al", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            root = word[: -len(ending)]
            return root[:-1] if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "aeiouls" else root
    return word


def words(text: str) -> tuple[str, ...]:
    """All words, lower-cased, in order."""
    return tuple(match[0].lower() for match in WORD.finditer(text))


_CONTRACTED = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")


def plays_no_part(word: str) -> bool:
    """Whether a word is a function word, contracted ones too: "weren't", "they've"."""
    word = word.lower()
    return word in STOP or _CONTRACTED.sub("", word) in STOP or word in ("won't", "won’t", "can't", "can’t", "cannot")


def content_words(text: str) -> tuple[str, ...]:
    """The words that carry meaning, lower-cased, in order."""
    return tuple(word for word in words(text) if not plays_no_part(word))


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(text) if not word[0].isdigit() and word not in _COUNTS)


def overlap(claim: str, source: str) -> float:
    """The share, 0 to 1, of the claim's content words (by stem) that stand in the source; 1.0 where it has none."""
    wanted = stems(claim)
    return len(wanted & stems(source)) / len(wanted) if wanted else 1.0


def _pairs(text: str) -> set[tuple[str, str]]:
    there = [stem(word) for word in words(text)]
    return set(pairwise(there))


def pair_overlap(claim: str, source: str) -> float:
    """The share of the claim's pairs of neighbouring words that stand so in the source."""
    wanted = _pairs(claim)
    return len(wanted & _pairs(source)) / len(wanted) if wanted else 1.0


# Words that open a sentence before a name and are no part of it: "Every Norman", "Five American states".
_OPENING = _COUNTS | frozenset(
    listed(
        """
        every several few many much one eleven twelve twenty thirty forty fifty no none another either neither although
        though while whereas since because unless until once if despite unlike like according given thanks however
        moreover yet still thus hence meanwhile even today later earlier soon eventually finally first second third
        among amid beyond near within without upon
        """
    )
)


def names(text: str) -> tuple[Span, ...]:
    """Capitalised words that don't merely open a sentence (unless they are known places), and words of capitals."""
    found = []
    for match in WORD.finditer(text):
        word = match[0]
        if not word[0].isupper() or word.lower() in STOP or word in MONTHS or word in WEEKDAYS or len(word) < 2:
            continue
        before = text[: match.start()].rstrip(" \"'“‘([")
        opens = not before or before[-1] in ".!?:;\n"
        if opens and word.lower() in _OPENING and word not in PLACES:
            continue
        known = (bare := re.sub(r"['’]s?$", "", word)) in PLACES or bare in ADJECTIVES
        if not opens or known or word[1:] != word[1:].lower() or _next_is_capital(text, match.end()):
            found.append(Span(match.start(), match.end()))
    return tuple(found)


ADJECTIVES = {adjective: place for place, adjective in PLACES.items()}


def _next_is_capital(text: str, end: int) -> bool:
    return bool(re.match(r" [A-Z][a-z]", text[end:]))


_END = re.compile(
    r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])"
    r"|(?<=[a-z][a-z)])[.!?][\"'”’)\]]*(?P<note>\[\^?\d{1,3}\]|\d{1,3})\s+(?=[\"'“‘(\[]?[A-Z])"
    r"|\n\s*\n|\n(?=[A-Z\"“])"
)
# Less than 8 characters, from a word's beginning.
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|No|no|pp?|vol|ed|eds|cf|Jr|Sr|Gen|Col|U\.S|U\.N|i\.e|e\.g)|\b[A-Z])\.$"
)
# Before a number that is no note's: "para.12 TEU".
_NUMBERING = re.compile(
    r"\b(?:arts?|paras?|sect?|chap|ch|figs?|figures?|tabs?|tables?|vols?|nos|regs?|cl|nn?|fn|note|page)\.$", re.I
)


@lru_cache(maxsize=64)
def sentence_spans(text: str) -> tuple[Span, ...]:
    """Sentence boundaries of a source that comes as a bare string; each line that begins with a capital is taken for a
    sentence, as it may be a heading or an item."""
    spans, start = [], 0
    for match in _END.finditer(text):
        end = match.start() + 1
        if _ABBREVIATED.search(text[max(start, end - 8) : end]) or (
            match["note"] and _NUMBERING.search(text[max(start, end - 8) : end])
        ):
            continue
        if text[start:end].strip():
            spans.append(_trim(text, start, match.end()))
            start = match.end()
    if text[start:].strip():
        spans.append(_trim(text, start, len(text)))
    return tuple(spans)


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))


def nearest_sentences(claim: str, source: str, most: int = 3) -> tuple[Span, ...]:
    """The source's sentences that together hold the claim's words, greedily, best first; none where nothing is
    shared."""
    wanted = set(stems(claim))
    spans = sentence_spans(source)
    bags = [stems(source[span.start : span.end]) for span in spans]
    chosen: list[int] = []
    while wanted and len(chosen) < most:
        left = [i for i in range(len(spans)) if i not in chosen]
        if not left:
            break
        best = max(left, key=lambda i: (len(wanted & bags[i]), -len(bags[i])))
        gain = len(wanted & bags[best])
        if gain == 0 or (chosen and gain < 2 and gain < 0.2 * len(stems(claim))):
            break
        chosen.append(best)
        wanted -= bags[best]
    return tuple(spans[i] for i in chosen)


def gathered(claim: str, source: str, room: int) -> tuple[Span, ...]:
    """The source's sentences to read for a claim where not all can be, in their order: those that together hold its
    words, each with the one before it, then those that share most, until `room` words are full."""
    spans = sentence_spans(source)
    places = {span: i for i, span in enumerate(spans)}
    first = [places[span] for span in nearest_sentences(claim, source, most=6)]
    rest = sorted(range(len(spans)), key=lambda i: -overlap(claim, source[spans[i].start : spans[i].end]))
    chosen: set[int] = set()
    used = 0
    for i in [*first, *(i - 1 for i in first if i), *rest]:
        size = len(source[spans[i].start : spans[i].end].split())
        if i not in chosen and (used + size <= room or not chosen):
            chosen.add(i)
            used += size
    return tuple(spans[i] for i in sorted(chosen))


_NUMBERED = re.compile(r"(?:\W*\d{1,4}\W*\s)?")


def plain(text: str) -> str:
    """A text folded, on one line, without quotation marks, emphasis and the stop at its end."""
    return " ".join(re.sub(r"[\\*“”\"‘’']", "", text).casefold().split()).strip(" .!?,;:")


def quoted_sentences(claim: str, text: str) -> bool:
    """Whether a claim is one or more whole sentences of the text, word for word, in their order; a note's number may
    stand before them."""
    bare = plain(claim)
    spans = sentence_spans(text) if bare else ()
    for first in range(len(spans)):
        for last in range(first, len(spans)):
            run = plain(text[spans[first].start : spans[last].end])
            if run.endswith(bare) and _NUMBERED.fullmatch(run[: len(run) - len(bare)]):
                return True
            if len(run) >= len(bare):
                break
    return False
