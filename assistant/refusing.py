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
from assistant.protocols import Reading
from assistant.questions import Asked
from assistant.quoting import Scored
from assistant.wording import content_words, fold, stem

Occurs = Callable[[str], bool]
# A capital or a short form may be asked for where the document writes the country or the full name.
METONYMS = {
    "beijing": ("China",),
    "moscow": ("Russia", "Soviet"),
    "washington": ("United States", "US", "America"),
    "tokyo": ("Japan",),
    "seoul": ("South Korea", "Korea", "ROK"),
    "pyongyang": ("North Korea", "DPRK"),
    "delhi": ("India",),
    "canberra": ("Australia",),
    "london": ("Britain", "United Kingdom", "UK"),
    "paris": ("France",),
    "berlin": ("Germany",),
    "brussels": ("European Union", "EU", "NATO"),
    "un": ("United Nations",),
    "us": ("United States", "America"),
    "usa": ("United States", "US"),
    "uk": ("United Kingdom", "Britain"),
    "eu": ("European Union",),
    "ussr": ("Soviet",),
    "britain": ("United Kingdom", "UK"),
    "america": ("United States", "US"),
}


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


def features(
    asked: Asked,
    passages: Sequence[Passage],
    scored: Scored,
    missing: Sequence[str],
    known: frozenset[str] = frozenset(),
) -> dict[str, float]:
    """What the confidence is made of; each named, from about -1 to 1."""
    texts = [passage.chunk.text for passage in passages]
    top = passages[0].score if passages else -12.0
    second = passages[1].score if len(passages) > 1 else -12.0
    part, candidates = min(scored, key=lambda item: item[1][0].score if item[1] else -12.0) if scored else (asked, ())
    sentence = candidates[0].text if candidates else texts[0] if texts else ""
    names = [name for name in part.names if not set(fold(name).removesuffix("'s").split()) <= known]
    around = " ".join([sentence, *texts[:1], *(" ".join(p.chunk.section) for p in passages[:1])])
    return {
        "top": top / 10,
        "margin": min(top - second, 10.0) / 10,
        "sentence": (candidates[0].score if candidates else top) / 10,
        "covered_sentence": coverage(part.text, [sentence]),
        "covered_first": coverage(part.text, texts[:1]),
        "covered_three": coverage(part.text, texts[:3]),
        "names_sentence": _names_held(names, sentence),
        "names_around": _names_held(names, around),
        "numbers_sentence": _numbers_held(part, sentence),
        "numbers_around": _numbers_held(part, around),
        "type_absent": float(holds_type(part, sentence) is False),
        "type_absent_all": float(holds_type(part, " ".join(texts[:2])) is False),
        "missing": float(min(len(missing), 2)),
    }


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _stands(word: str, text: str) -> bool:
    """Whether a word of a name, or what it also goes by, stands in a text."""
    return any(occurs_in(form, text) for form in (word, *METONYMS.get(fold(word), ())))


def _held(name: str, text: str) -> float:
    """The share of a name's words that stand in a text; 1 where its initials do, or the words it is initials of."""
    words_ = name.split()
    if len(words_) > 1 and re.search(rf"\b{re.escape(_initials(name))}s?\b", text):
        return 1.0
    if name.isupper() and len(name) > 1:
        spelt = r"\w*(?:\s(?:of|the|and|for|on))*[\s-]".join(map(re.escape, name))
        if re.search(rf"\b{spelt}", text):
            return 1.0
    return sum(_stands(word, text) for word in words_) / len(words_)


def _names_held(names: Sequence[str], text: str) -> float:
    return sum(_held(name, text) for name in names) / len(names) if names else 1.0


def _numbers_held(asked: Asked, text: str) -> float:
    return sum(number in text for number in asked.numbers) / len(asked.numbers) if asked.numbers else 1.0


# Log-odds. Chosen by a grid over the tuning halves of eval/sets (58 questions), on the condition that a question whose
# best passage has a logit near -10 is refused; eval/training/refusal.py fits them on larger sets.
WEIGHTS = {
    "bias": -3.5,
    "top": 1.5,
    "covered_three": 1.0,
    "names_around": 2.5,
    "numbers_around": 1.5,
    "type_absent": -2.0,
    "missing": -2.5,
    "reader": 1.0,
}


def assess(
    asked: Asked,
    passages: Sequence[Passage],
    scored: Scored,
    occurs: Occurs,
    known: frozenset[str] = frozenset(),
    readings: Sequence[Reading] = (),
) -> Assessment:
    """How sure it is that the passages (best first) hold the answer.

    `scored` are their sentences for each part of the question. `occurs` tells whether a word stands anywhere in the
    documents searched; `known` are words (folded) that need not, such as the names of their authors. `readings` are a
    reader's of the best passages, where there is a reader.
    """
    if not passages:
        return Assessment(0.0)
    read = " ".join(passage.chunk.text for passage in passages)
    wanted = [word for word in name_words(asked) if fold(word).removesuffix("'s") not in known] + sorted(asked.numbers)
    missing = tuple(
        word
        for word in wanted
        if not any(occurs_in(name, read) or occurs(name) for name in (word, *METONYMS.get(fold(word), ())))
    )
    values = features(asked, passages, scored, missing, known)
    if readings:
        values["reader"] = max(reading.answerable for reading in readings) - 0.5
    logit = WEIGHTS["bias"] + sum(weight * values.get(name, 0.0) for name, weight in WEIGHTS.items() if name != "bias")
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
