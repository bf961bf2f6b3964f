"""Whether the passages hold the answer: a calibrated confidence, what is missing, and the words of a refusal.

This file doesn't know how passages were found or how answers are written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant import prompts
from assistant.answer import Passage
from assistant.leads import holds_type
from assistant.questions import Asked
from assistant.wording import content_words, fold, stem

Occurs = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Assessment:
    """How sure it is that the passages hold the answer (0 to 1); `missing` are the question's names and numbers that
    stand in none of the documents searched."""

    confidence: float
    missing: tuple[str, ...] = ()


def coverage(query: str, texts: Sequence[str]) -> float:
    """The share of the question's content words that stand in the texts, 0 to 1; 1 for a question without any."""
    asked = set(content_words(query))
    return len(asked & set(content_words(" ".join(texts)))) / len(asked) if asked else 1.0


def name_words(asked: Asked) -> list[str]:
    """The words of the question's names, each once, as written."""
    return list(dict.fromkeys(word for name in asked.names for word in re.findall(r"[^\W_][\w’'.\-]*", name)))


def occurs_in(word: str, text: str) -> bool:
    """Whether a name stands in a text, also as its adjective or plural ("Japan" in "Japanese")."""
    plain = fold(word).removesuffix("'s").strip(".'")
    key = stem(plain) if len(plain) > 4 else plain
    return re.search(rf"(?<![^\W_]){re.escape(key)}", fold(text)) is not None


def features(asked: Asked, passages: Sequence[Passage], missing: Sequence[str]) -> dict[str, float]:
    """What the confidence is made of; each named, about -1 to 1 or a logit over 10."""
    texts = [passage.chunk.text for passage in passages]
    top = passages[0].score if passages else -12.0
    second = passages[1].score if len(passages) > 1 else -12.0
    best = texts[0] if texts else ""
    names = name_words(asked)
    return {
        "top": top / 10,
        "margin": min(top - second, 10.0) / 10,
        "covered_first": coverage(asked.text, [best]),
        "covered_three": coverage(asked.text, texts[:3]),
        "names_first": sum(occurs_in(name, best) for name in names) / len(names) if names else 1.0,
        "numbers_first": sum(n in best for n in asked.numbers) / len(asked.numbers) if asked.numbers else 1.0,
        "type_absent": float(holds_type(asked, " ".join(texts[:2])) is False),
        "missing": float(min(len(missing), 2)),
    }


# Log-odds: see eval/refusal.py, which fits and measures them.
WEIGHTS = {
    "bias": -1.0,
    "top": 4.0,
    "margin": 0.5,
    "covered_first": 1.5,
    "covered_three": 1.5,
    "names_first": 0.5,
    "numbers_first": 0.5,
    "type_absent": -1.0,
    "missing": -3.0,
}


def assess(
    asked: Asked, passages: Sequence[Passage], occurs: Occurs, known: frozenset[str] = frozenset()
) -> Assessment:
    """How sure it is that the passages (best first) hold the answer.

    `occurs` tells whether a word stands anywhere in the documents searched; `known` are words (folded) that need not,
    such as the names of their authors.
    """
    if not passages:
        return Assessment(0.0)
    read = " ".join(passage.chunk.text for passage in passages)
    wanted = [word for word in name_words(asked) if fold(word).removesuffix("'s") not in known] + sorted(asked.numbers)
    missing = tuple(word for word in wanted if not occurs_in(word, read) and not occurs(word))
    values = features(asked, passages, missing)
    logit = WEIGHTS["bias"] + sum(WEIGHTS[name] * value for name, value in values.items())
    return Assessment(1 / (1 + math.exp(-logit)), missing)


def refusal(searched: int, missing: Sequence[str] = (), notice: str | None = None) -> str:
    """The words of a refusal: one plain sentence, and what stands nowhere where that is known."""
    if not searched:
        return prompts.REFUSAL_EMPTY
    if notice:
        return f"{prompts.REFUSAL} {notice}"
    if missing:
        words = " and ".join(f"“{word}”" for word in missing[:3])
        return f"{prompts.REFUSAL} {words} {'stands' if len(missing) == 1 else 'stand'} in none of them."
    return prompts.REFUSAL
