"""Whether a sentence tells of what is asked why only as that in spite of which something else is so.

"Although the plan was never carried out, it shows …" gives no reason why it wasn't. Pure functions of strings; this
file doesn't know how sentences are scored.
"""

from __future__ import annotations

import re

from assistant.questions.analysis import Asked, Wants
from assistant.questions.presuming import presumed
from assistant.words.wording import content_words, words

_THOUGH = r"(?:[Ee]ven though|[Aa]lthough|[Tt]hough|[Dd]espite the fact that|[Ii]n spite of the fact that)"
IN_SPITE = re.compile(
    rf"^(?:\w+,?\s+)??{_THOUGH}\s+(?P<deed>[^,;:—–]+),\s+(?P<rest>.+)$"
    rf"|^(?P<main>.+?),\s+{_THOUGH}\s+(?P<last>[^,;:—–]+?)[.!]?$",
    re.S,
)
# What may give a reason; "fearing", "citing" and "having" as well.
REASON = re.compile(
    r"\b(?:because|since|as|for|due|owing|thanks|reasons?|causes?d?|so|therefore|thus|hence|lest|by|after|under|given"
    r"|through|from|on|out of|explain\w*|account\w*|result\w*|led|lead|prompt\w*|forced|fear\w*|\w+ing)\b",
    re.I,
)
NO_REASON = "The nearest passages say that it is so, but not why."
GOES_ON = 1  # words behind the deed with which its clause still says no more than that


def told_in_spite(asked: Asked, text: str) -> bool:
    """Whether a reason is asked for, and a sentence has the deed in a clause of "although" alone, and no reason."""
    if asked.wants is not Wants.REASON:
        return False
    claim, match = presumed(asked.text), IN_SPITE.match(text)
    verb = words(claim.verb)[-1:] if claim else []
    if match is None or not verb:
        return False
    clause, main = match["deed"] or match["last"], match["rest"] or match["main"]
    if verb[0] in words(main) or REASON.search(clause) or REASON.search(main.split(",")[0] if match["deed"] else main):
        return False
    told, known = content_words(clause), set(content_words(asked.text))
    behind = told[told.index(verb[0]) + 1 :] if verb[0] in told else None
    return behind is not None and len([word for word in behind if word not in known]) <= GOES_ON
