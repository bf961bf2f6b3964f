"""Claims of a few words without a verb ("13 billion dollars.") that stand in their source as they are.

Such a claim says only that these words stand there; whether the sentence around them denies something else is not its
business. A few words with a verb are a claim like another. Pure functions of strings.
"""

from __future__ import annotations

import re

from assistant.claims.matching import ADJECTIVES, WORD, plain
from assistant.words.lexicon import listed
from assistant.words.saying_verbs import FORMS
from assistant.words.verbs import BASE_FORMS, PASTS
from assistant.words.verbs import UNCHANGED as UNCHANGED_PASTS

FRAGMENT_WORDS = 5
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|should|shall"
    r"|not|never|no|(?-i:[a-z]+ed))\b|n[’']t\b",
    re.I,
)
# Before a noun; what follows them is no verb with a subject.
_BEFORE_NOUN = frozenset(
    listed(
        "the a an this these those its his her our their my your of in on at by for from into with without to and or"
        " two three four five six seven eight nine ten many several few some all most both"
    )
)
_OPENS_OBJECT = frozenset(
    listed("the a an this that these those his her its their him them it us me nothing everything")
)
_PLURAL = re.compile(r"(?:[^s]s|men|women|people|children|they|we|you|i)$")
_BASES = frozenset(BASE_FORMS.values()) | frozenset(FORMS.values())
UNCHANGED = UNCHANGED_PASTS - frozenset(listed("bet bid broadcast cost forecast let"))  # mostly nouns in a few words
_SINGULARS = frozenset(listed("he she it who this that everyone nobody everybody nothing somebody"))


def _third(word: str) -> str:
    """The verb of which a word may be the third person: "takes", "goes", "carries"."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("ses", "shes", "ches", "xes", "oes")) else word.removesuffix("s")


def has_verb(text: str) -> bool:
    """Whether a few words have a verb with its subject: an auxiliary, a past form, a third person or, after a plural, a
    verb as it is."""
    if _AUXILIARY.search(text):
        return True
    said = [match[0] for match in WORD.finditer(text)]
    return any(_is_verb(said, at) for at in range(1, len(said)))


def _is_verb(said: list[str], at: int) -> bool:
    word = said[at].lower()
    subject = next((w for w in reversed(said[:at]) if not w.lower().endswith("ly")), "")
    if (
        not subject
        or subject.lower() in _BEFORE_NOUN
        or subject[0].isdigit()
        or said[at][0].isupper()
        or subject in ADJECTIVES
    ):
        return False
    if word in PASTS or (word in FORMS and (word.endswith("ed") or word == "found")):
        return True
    if word in UNCHANGED:
        return True
    if word in _BASES:
        return _PLURAL.search(subject.lower()) is not None
    if not word.endswith("s") or word.endswith("ss"):
        return False
    after = said[at + 1].lower() if at + 1 < len(said) else ""
    known = _third(word) in _BASES or _third(word) in UNCHANGED
    alone = not _PLURAL.search(subject.lower())
    return alone and (known or after in _OPENS_OBJECT or subject.lower() in _SINGULARS)


def quoted_fragment(claim: str, text: str) -> bool:
    """Whether a claim is a few words without a verb that stand in the text as they are."""
    bare = plain(claim)
    if not bare or len(bare.split()) > FRAGMENT_WORDS or has_verb(claim):
        return False
    return re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", plain(text)) is not None
