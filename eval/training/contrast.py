"""Contrast sets: two texts and a word of each exchanged, so that only how the texts match says what is true.

A changed question or claim alone often reads oddly, and a network learns the oddness instead of the match. Where the
passage exchanges the same two words, the odd text is the true one and the plain text is not; all four pairs hold the
same words. After Gardner et al. 2020, "Evaluating Models' Local Decision Boundaries via Contrast Sets". This file
knows strings and examples, no model and no data set. Few of them do: a third of the pairs taught that shared words say
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from assistant.claims.matching import STOP
from eval.training.examples import UNSUPPORTED, Example
from ingest.document import Span

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two words (as they stand in the passage) that change places."""

    one: str
    other: str

    def apply(self, text: str, kept: Sequence[Span | None] = ()) -> tuple[str, list[Span | None]]:
        """The text with the two exchanged, and where the `kept` spans lie then."""
        both = {self.one.lower(): self.other, self.other.lower(): self.one}
        pattern = re.compile(rf"\b(?:{re.escape(self.one)}|{re.escape(self.other)})\b", re.IGNORECASE)
        pieces: list[str] = []
        moves: list[tuple[int, int]] = []  # (where the old text goes on, the shift from there)
        at, shift = 0, 0
        for match in pattern.finditer(text):
            new = both[match[0].lower()]
            if match[0][:1].isupper() and not new[:1].isupper():
                new = new[:1].upper() + new[1:]
            pieces += [text[at : match.start()], new]
            shift += len(new) - len(match[0])
            moves.append((match.end(), shift))
            at = match.end()
        pieces.append(text[at:])

        def moved(place: int) -> int:
            return place + next((s for end, s in reversed(moves) if end <= place), 0)

        return "".join(pieces), [Span(moved(s.start), moved(s.end)) if s else None for s in kept]


def exchange(first: str, second: str, rng: Random, *, answer: Span | None = None) -> Exchange | None:
    """Two words of one kind (name, number or long common word): one that both texts have, and one that only the second
    has, neither inside the answer; None where there are no such two."""
    told = {m[0].lower() for m in _WORD.finditer(second[answer.start : answer.end])} if answer else set()
    there: dict[str, tuple[str, str]] = {}
    for match in _WORD.finditer(second):
        opens = match.start() == 0 or second[match.start() - 2 : match.start() - 1] in ".!?"
        there.setdefault(match[0].lower(), (match[0], _kind(match[0], opens=opens)))
    asked = {m[0].lower() for m in _WORD.finditer(first)}
    shared = [w for w in sorted(asked) if w in there and there[w][1] and w not in told]
    only = [w for w in there if there[w][1] and w not in asked and w not in told]
    rng.shuffle(shared)
    for word in shared:
        kind = there[word][1]
        alike = [w for w in only if there[w][1] == kind and w[:4] != word[:4] and not w.startswith(word)]
        ending = [w for w in alike if kind == "number" or w[-1] == word[-1]]
        if ending or (alike and kind == "name"):
            return Exchange(there[word][0], there[rng.choice(ending or alike)][0])
    return None


def _kind(word: str, *, opens: bool) -> str:
    if any(c.isdigit() for c in word):
        return "number"
    if word[:1].isupper():
        return "" if opens or len(word) < 3 else "name"
    return "" if len(word) < 5 or word in STOP else "word"


CONTRASTED = 0.05  # of answered questions and supported claims get a contrast set


def contrasts(example: Example, rng: Random, *, rate: float = CONTRASTED) -> Iterator[Example]:
    """Three pairs beside an answered question or a supported claim: the first text with a word exchanged, the second
    with it exchanged, both. Only the last is answered or supported."""
    if rng.random() >= rate:
        return
    found = exchange(example.first, example.second, rng, answer=example.words)
    if found is None:
        return
    second, [words, sentence] = found.apply(example.second, (example.words, example.sentence))
    first, _ = found.apply(example.first)
    lost = UNSUPPORTED if example.task == "judge" else 0
    doubted = [_places(first, found.other), _places(example.first, found.one)] if lost else [None, None]
    origin = f"{example.origin}:contrast"
    yield replace(
        example, first=first, label=lost, origin=origin, bad=doubted[0], words=None,
        sentence=example.sentence if example.task == "judge" else None,
    )  # fmt: skip
    yield replace(
        example, second=second, label=lost, origin=origin, bad=doubted[1], words=None,
        sentence=sentence if example.task == "judge" else None,
    )  # fmt: skip
    yield replace(example, first=first, second=second, origin=origin, words=words, sentence=sentence)


def _places(text: str, word: str) -> tuple[Span, ...] | None:
    return tuple(Span(*m.span()) for m in re.finditer(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)) or None
