"""A claim's long names written as its source writes them: "ARF", or "the Forum", for "the ASEAN Regional Forum".

Pure functions of strings. This file doesn't know claims' verdicts, and doesn't look anything up in a document.
"""

from __future__ import annotations

import re

from assistant.matching import STOP

# Unlike in alignment.py a name goes on over "and" and "for", as offices' names do: "Ministry of Trade and Industry".
_LONG = re.compile(r"[A-Z][\w-]*(?: (?:(?:of|the|and|for|on) ){0,2}[A-Z][\w-]*)+")


def as_named(claim: str, source: str) -> str:
    """The claim with each name of several words that the source doesn't have put as the source has it: by its initials,
    or by its last word where that stands there alone with an article, and in no other name."""
    return _LONG.sub(lambda match: _short(match[0], source), claim)


def _short(name: str, source: str) -> str:
    opening, bare = "", name
    first, _, rest = name.partition(" ")
    if first.lower() in STOP:
        opening, bare = f"{first} ", rest
    parts = [word for word in bare.split() if word[0].isupper()]
    if len(parts) < 2 or bare in source:
        return name
    initials = "".join(word[0] for word in parts)
    if re.search(rf"\b{initials}\b", source):
        return opening + initials
    last = re.escape(parts[-1])
    other = re.search(rf"\b[A-Z][\w-]* {last}\b", re.sub(rf"\bThe {last}\b", "", source))
    if other is None and re.search(rf"\b[Tt]he {last}\b(?! [A-Z])", source):
        return opening + parts[-1]
    return name
