"""Which language a question is in, by its script and its commonest words: so that a refusal can say that question and
documents are in different ones. This file doesn't know any document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "ja": "Japanese", "ko": "Korean", "zh": "Chinese", "ru": "Russian",
}  # fmt: skip
# The first that a question has some of decides: Japanese is written with Chinese characters too.
SCRIPTS = (("ja", "[\u3040-\u30ff]"), ("ko", "[\uac00-\ud7af]"), ("zh", "[\u4e00-\u9fff]"), ("ru", "[\u0400-\u04ff]"))
COMMON = {
    "en": "what when where which who whose why how did does do is are was were has have had the of and in on to by",
    "de": "was wann wer wen wem wie warum wieso wo welche welcher welches welchen wurde wurden wird ist sind hat haben "
    "hatte der die das den dem des und von vom im zum ein eine einer nicht für über",
    "fr": "quand qui que quoi pourquoi comment où quel quelle quels quelles est sont était fut le la les des du de et "
    "une un dans au aux par pour il elle",
    "es": "qué cuándo quién quiénes cómo dónde cuál cuáles por para el la los las un una fue es son era del de en se y",
    "it": "quando chi perché come dove quale quali quanti il gli la le un una della del dei di che è sono era fu nel",
    "pt": "quando quem como porque onde qual quais quantos o os a as um uma da do das dos de que é são foi era não na",
    "nl": "wanneer wie waarom hoe waar welke wat het de een is zijn was werd van en in op door niet",
}
LEAST = 2  # common words of a language that a question in it has


def language_of(question: str) -> str | None:
    """The code of the question's language (BCP 47); None where it isn't clear."""
    for code, characters in SCRIPTS:
        if re.search(characters, question):
            return code
    words = re.findall(r"[^\W\d_]+", question.casefold())
    counts = {code: sum(word in common.split() for word in words) for code, common in COMMON.items()}
    best = max(counts, key=lambda code: counts[code])
    clear = counts[best] >= LEAST and all(counts[best] > count for code, count in counts.items() if code != best)
    return best if clear else None


def apart(question: str, languages: Iterable[str | None]) -> str | None:
    """What to say where a question is in another language than all documents of known language; else None."""
    own = language_of(question)
    theirs = list(dict.fromkeys(tag.split("-")[0].lower() for tag in languages if tag))
    if own is None or not theirs or own in theirs or not all(code in NAMES for code in theirs):
        return None
    named = " or ".join(NAMES[code] for code in theirs)
    return f"The question seems to be in {NAMES[own]}, the documents are in {named}: ask in {named}."
