"""What is said where a question and the documents are in different languages.

This file doesn't know how either is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answer import Passage
from assistant.messages.said_in import saying
from assistant.messages.said_sentences import CODES
from assistant.questions.foreign import cover
from assistant.words.languages import COMMON, FUNCTION_WORDS, language_of

LEAST = 4  # letters of a word that tells
_WORD = re.compile(r"[^\W_]+")


def apart(question: str, languages: Iterable[str | None]) -> str | None:
    """What to say where a question is in another language than all documents of known language; else None."""
    found = _foreign(question, languages)
    return found and saying(question).apart.format(*found)


def across(question: str, languages: Iterable[str | None]) -> str | None:
    """What to say where nothing that an answer cites is in the question's language, as the `languages` of what it cites
    show; else None."""
    found = _foreign(question, languages)
    return found and saying(question).across.format(*found)


def nearest_in(question: str, passages: Sequence[Passage]) -> str | None:
    """What to say where all of the nearest passages that have any word of the question are in one other language: it
    may be asked in that one too; else None."""
    code = language_of(question)
    near = [p.metadata.language for p in passages if code and _shares(question, code, p.chunk.text)]
    found = _foreign(question, near) if len(set(near)) == 1 else None
    return found and saying(question).nearest_in.format(found[1])


def _shares(question: str, code: str, text: str) -> bool:
    """Whether a text has a word of a question as it is: between languages only names and numbers stay the same."""
    if code in ("ja", "zh", "ko"):
        return cover(question, code, text) > 0
    own = FUNCTION_WORDS.get(code, frozenset(COMMON.get(code, "").split()))
    asked = {word for word in _WORD.findall(question.casefold()) if len(word) >= LEAST and word not in own}
    return bool(asked & set(_WORD.findall(text.casefold())))


def _foreign(question: str, languages: Iterable[str | None]) -> tuple[str, str] | None:
    """The names of the question's language and of the others, where it is none of them and all are known."""
    own = language_of(question)
    theirs = list(dict.fromkeys(tag.split("-")[0].lower() for tag in languages if tag))
    if own is None or not theirs or own in theirs or not all(code in CODES for code in theirs):
        return None
    say = saying(question)
    return say.language(own), say.either.join(map(say.language, theirs))
