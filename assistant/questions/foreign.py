"""How far a passage holds the words of a question in another language than English.

The cross-encoder, the reader and the embeddings that are carried know English: of other languages they say little, and
their confidence is no measure there. Shared words are: content words by their beginnings (German and Romance words
change at their ends), Chinese and Japanese by pairs of characters. This file doesn't know how passages are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil

from assistant.answer import Passage
from assistant.words.languages import COMMON, FUNCTION_WORDS
from assistant.words.wording import fold

SHORTEST = 3  # letters of a word that says something
STEM = 0.7  # of a word's letters that its other forms share
SLOPE, LESS = 0.85, 0.02  # of the share, for a confidence: more than half of the words must be there to answer
_WORD = re.compile(r"[^\W_]+")
# Hiragana are endings and particles; the rest carries the meaning.
_CONTENT = re.compile(r"[\u30a0-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[a-z0-9]+")
# What only asks, or binds words, in Chinese, which writes it with the same characters as all else.
_ASKING_CHINESE = re.compile(
    r"什么时候|为什么|是什么|什么|怎么样?|哪里|哪儿|哪个|哪些|哪一?年|何时|为何|如何|多少|有多|是谁|谁|吗|呢|的|了|于|在|被|由"
)
_ASKING = frozenset(["何", "誰", "何年", "何歳", "作品", "言葉", "意味"])
_EMPTY = {
    "de": "jahr jahre jahren gibt heute genannt steht sagt heißt heisst schreibt aufsatz artikel text hoch gab",
    "fr": "année an ans dit article texte auteur selon écrit appelle nomme",
    "es": "año años dice artículo texto según escribió llama hay",
    "it": "anno anni dice articolo testo secondo scrisse chiama",
    "pt": "ano anos diz artigo texto segundo escreveu chama",
    "nl": "jaar jaren zegt artikel tekst volgens schreef heet genoemd",
}


def content(question: str, language: str) -> tuple[str, ...]:
    """What a question in that language is about: the beginnings of its content words, or pairs of characters."""
    if language in ("ja", "zh", "ko"):
        plain = _ASKING_CHINESE.sub(" ", question) if language == "zh" else question
        runs = [run for run in _CONTENT.findall(fold(plain)) if run not in _ASKING]
        return tuple(dict.fromkeys(pair for run in runs for pair in _pairs(run)))
    common = FUNCTION_WORDS.get(language) or COMMON.get(language, "").split()
    empty = {fold(word) for word in common} | set(fold(_EMPTY.get(language, "")).split())
    words = (word for word in _WORD.findall(fold(question)) if word not in empty)
    kept = [word for word in words if len(word) >= SHORTEST or word.isdigit()]
    return tuple(
        dict.fromkeys(word if word.isdigit() else word[: max(ceil(STEM * len(word)), SHORTEST)] for word in kept)
    )


def _pairs(run: str) -> Iterable[str]:
    return ["".join(pair) for pair in pairwise(run)] or [run]


def cover(question: str, language: str, text: str) -> float:
    """The share, 0 to 1, of what a question is about that stands in a text; 0 for a question that says nothing."""
    wanted = content(question, language)
    plain = fold(text)
    if language in ("ja", "zh", "ko"):
        held = sum(pair in plain for pair in wanted)
    else:
        words = set(_WORD.findall(plain))
        begun = {word[:at] for word in words for at in {len(one) for one in wanted}}
        held = sum(word in (words if word.isdigit() else begun) for word in wanted)
    return held / len(wanted) if wanted else 0.0


def confidence(question: str, language: str, passages: Sequence[Passage]) -> float:
    """How sure it is, 0 to 1, that the first passage answers a question in a language that no model reads."""
    if not passages:
        return 0.0
    first = passages[0]
    text = " ".join([first.chunk.text, *first.chunk.section, first.metadata.title or ""])
    return max(SLOPE * cover(question, language, text) - LESS, 0.0)
