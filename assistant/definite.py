"""What "The Edict" at the beginning of a sentence means: the edict that its section last named in full.

This file doesn't know how sentences are scored.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from assistant.questions.analysis import names_in
from assistant.words.wording import content_words, shown
from ingest.document import Document, Sentence

DEFINITE = re.compile(r"^(?:The|This|That)\s+(?P<noun>[^\W\d_]{3,})\b(?!\s+(?:of|for|on)\b)")
BACK = 8  # sentences before, of the section, in which the full name may stand


def of_another(question: str, document: Document, sentence: Sentence) -> bool:
    """Whether a sentence speaks of "the edict" and means another one than the question names: its section last named
    "the Edict of Lisse", and the Edict of Bremen is asked for."""
    text = shown(document, sentence.start, sentence.end)
    match = DEFINITE.match(text)
    if match is None:
        return False
    noun = set(content_words(match["noun"]))
    asked = [rest for name in names_in(question) if (rest := _besides(name, noun))]
    if not asked or any(rest & set(content_words(text)) for rest in asked):
        return False
    meant = _named_before(document, sentence, noun)
    return bool(meant) and not any(rest & meant for rest in asked)


def _besides(name: str, noun: set[str]) -> set[str]:
    """The other words of a full name that has a noun: of "Edict of Lisse" the last; none of a name without it."""
    words = set(content_words(name))
    return words - noun if noun and noun <= words else set()


def _named_before(document: Document, sentence: Sentence, noun: set[str]) -> set[str]:
    """The other words of the full name with a noun that stands nearest before a sentence, in its section."""
    index = bisect_left(document.sentences, sentence.start, key=lambda other: other.start)
    section = document.blocks[sentence.block].section
    for other in reversed(document.sentences[max(0, index - BACK) : index]):
        if document.blocks[other.block].section != section:
            return set()
        for name in reversed(names_in(shown(document, other.start, other.end))):
            if rest := _besides(name, noun):
                return rest
    return set()
