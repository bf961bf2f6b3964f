"""Which capitals name nothing in other languages than English: those of a question's first word and of German nouns.

Words only; questions.py finds the runs of capitalised words. This file doesn't know any document.
"""

from __future__ import annotations

import re

from assistant.words.languages import FUNCTION_WORDS

_ELIDED = re.compile(r"(?<!\w)(?:[ldcsjnmt]|qu|(?:d|n)ell|all|dall|sull|un|quest|quell)[’'](?=\w)", re.I)
# "die alte | Brücke", "zum | Markt": what stands before a common noun.
_BEFORE_NOUN = re.compile(
    r"\b(?:der|die|das|dem|den|des|ein(?:e[mnrs]?)?|kein(?:e[mnrs]?)?|im|am|zum|zur|beim|vom|ins|ans|aufs|wie ?viele?"
    r"|viele[nr]?|alle[nr]?|diese[mnrs]?|jede[mnrs]?|jene[mnrs]?|welche[mnrs]?|(?:sein|ihr|unser|mein)(?:e[mnrs]?)?"
    r"|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)\s+(?:[a-zäöüß-]+\s+)?$",
    re.I,
)


def parted(text: str, language: str) -> str:
    """A text in French or Italian with spaces for the articles and particles that run together with the next word
    ("l’Assemblée"), so that all places stay."""
    return _ELIDED.sub(lambda found: " " * len(found[0]), text) if language in ("fr", "it") else text


def without_opener(run: str, before: str, question: str, language: str) -> str:
    """A run of capitalised words without those of its first that are no name's: function words, a question's first
    word, in German a noun behind its article. `before` is the text
    before it; empty where nothing is left."""
    own, parts = FUNCTION_WORDS.get(language, frozenset()), run.split()
    opens = question.rstrip().endswith("?") and not re.search(r"\w", before)
    if opens:
        before, parts = f"{parts[0]} ", parts[1:]
    if language == "de" and _BEFORE_NOUN.search(before):
        parts = parts[1:]
    while parts and (parts[0].casefold().strip(".'’") in own or not parts[0][:1].isupper()):
        parts = parts[1:]
    return " ".join(parts)
