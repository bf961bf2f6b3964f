"""Figures of speech that hold a negation and deny nothing, put in plain words: "at least" for "no fewer than".

Claims and sources are read so before anything is compared in them. Pure functions of strings; this file doesn't know
what a text denies (statements.py) or of verdicts.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial

_NUMBER = r"(?=\s+[$€£¥]?\d|\s+(?:a|an|two|three|four|five|six|seven|eight|nine|ten|twelve|once|twice|half)\b)"
_UNSAID = r"(?:doubt|dispute|question|den)(?:y|s|ies|ed|ied)?"
# Adjectives that are no more than denied by their prefix: "not unknown" is known.
_PREFIXED = r"un(?P<un>common|known|usual|aware|important|likely|friendly|reasonable|willing|related)"
_FURTHER = r"i(?:m(?P<im>possible|probable|portant(?!\w)|proper)|n(?P<in>frequent|considerable|significant))"

# (what is written, what it says): the first letter's case is kept.
_FIGURES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE), plain)
    for pattern, plain in (
        # an answer's yes or no, before the sentence that says so
        (r"^(?:yes|no)(?:,|:|;| [–—-]) (?=\w)", ""),
        # "not only": what follows is said, and what follows "but also" too
        (r"\b(?:did|does|do) not (?:only|merely|simply|just|solely)(?= \w+)", "indeed did"),
        (r"(?:\bnot|n['’]t) (?:only|merely|simply|just|solely)\b", "indeed"),
        (r"(?<!\s),? but (?:also|likewise)\b", " and also"),
        # quantities
        (rf"\b(?:no|not) (?:fewer|less) than{_NUMBER}", "at least"),
        (rf"\b(?:no|not) more than{_NUMBER}", "at most"),
        # what can't but be
        (r"\b(?:can|could)(?:not| not|n['’]t) (?:help )?but\b", "will"),
        (r"\b(?:can|could)(?:not| not|n['’]t) help (?=\w+ing\b)", "keeps "),
        (r"\b(?:nothing|none) (?:but|(?:other|less) than)\b", "only"),
        # what nobody doubts
        (r"\b(?:there|it) (?:is|was|can be|could be) (?:no|little) (?:doubt|question|denying) that\b", "surely"),
        (rf"\bit (?:cannot|can hardly|can not|could not) be {_UNSAID} that\b", "surely"),
        (rf"\b(?:few|nobody|no one|none|hardly any(?:one|body)) (?:\w+ )?{_UNSAID} that\b", "it was known that"),
        (r"\b(?:did|does|do) not doubt that\b", "were sure that"),
        (r"\b(?:without|beyond) (?:a |any |all |(?:a )?reasonable )?doubt\b|\bno doubt\b|\bundoubtedly\b", "surely"),
        (r"\b(?:did|does|do) not (?:deny|dispute|question) that\b", "accepted that"),
        (r"\b(?:did|does|do) not manage to\b", "failed to"),
        # what is denied with more than one word, and what is left out
        (r"\b(?:by no means|in no way|not in the least|not at all|anything but)(?= \w)", "not"),
        (r"\b(?:did|does|do) not (?:include|mention)\b", "left out"),
        # two denials of one thing
        (rf"\bnot (?:{_PREFIXED}|{_FURTHER})\b", r"\g<un>\g<im>\g<in>"),
        (r"\bnot without\b", "with"),
        # what denies nothing
        (r"\bneedless to say,? |\bnot surprisingly,? |\bto say nothing of\b|\bnot to mention\b", "and "),
        (r"\bwhether or not\b", "whether"),
        (r"\bno matter (?=how|what|who|where|when|which)", "whatever "),
    )
)


@lru_cache(maxsize=256)
def plainly(text: str) -> str:
    """A text without figures of speech that hold a negation and deny nothing."""
    for pattern, plain in _FIGURES:
        text = pattern.sub(partial(_put, plain=plain), text)
    return text


def _put(match: re.Match[str], plain: str) -> str:
    """What a figure of speech says, with a capital where it has one."""
    said = match.expand(plain)
    return said[:1].upper() + said[1:] if match[0][:1].isupper() else said
