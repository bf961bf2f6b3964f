"""Whether a sentence tells two things apart, or what they have in common: by naming both, and by its words for it.

Pure functions over strings; this file doesn't know how else a sentence is scored.
"""

from __future__ import annotations

import re

from assistant.words.wording import content_words

NAMES_BOTH = 3.0  # logits in favour of a sentence that names both of two things compared
SAYS_SO = 3.0  # logits in favour of one that has words for what they share, or for what parts them, as is asked
LIKE = re.compile(
    r"\b(?:both|alike|likewise|similar(?:ly|ity|ities)?|the same|in common|shared?|sharing|as well as|equally|each of"
    r"|complement(?:s|ary)?|resembles?|resembled|comparable)\b"
    r"|\btoo\b(?=[,.;]|$)|^\W*(?:There|Here|So|It|They|He|She) too\b",
    re.I,
)
UNLIKE = re.compile(
    r"\b(?:but|whereas|while|unlike|differ(?:s|ed|ent|ently|ence|ences)?|than|by contrast|in contrast|however|rather"
    r"|on the other hand|instead|neither|lack(?:s|ed)?|opposite|although|though|only)\b|;",
    re.I,
)


PARTING = re.compile(
    r"\b(?:but|whereas|unlike|differ(?:s|ed|ent|ence|ences)?|than|in contrast|by contrast|neither)\b", re.I
)


def of_pair(text: str, around: str, things: tuple[str, str], *, alike: bool) -> float:
    """What speaks for a sentence that is to set two things beside one another, in logits; `around` is what it may speak
    of without naming it."""
    own, near = set(content_words(text)), set(content_words(f"{around} {text}"))
    stems = [set(content_words(thing)) for thing in things]
    says = (LIKE if alike else UNLIKE).search(text) is not None
    if alike and not says and PARTING.search(text):
        return 0.0
    if all(one <= own for one in stems):
        return NAMES_BOTH + (SAYS_SO if says else 0.0)
    return SAYS_SO if alike and says and all(one <= near for one in stems) else 0.0


def tells_likeness(text: str, around: str, things: tuple[str, str]) -> bool:
    """Whether a sentence tells what two things have in common."""
    return LIKE.search(text) is not None and of_pair(text, around, things, alike=True) > 0
