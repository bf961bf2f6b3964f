"""A question that asks two things of one deed, one of them a reason or a way, as two questions: "When was the mill
built, and why?" asks when the mill was built, and why the mill was built; "How and why was it built?" likewise.

When, where and by whom a thing was done mostly stands in one sentence: such questions are left as one.

Rules over the order of English words. Pure functions over strings; this file doesn't know any document.
"""

from __future__ import annotations

import re

_PREPOSITION = r"(?:in|on|by|at|for|from|to|since|until|under|with|of|through|against)"
_NOUN = (
    r"(?:years?|reasons?|purposes?|grounds?|results?|effects?|consequences?|means|conditions?|outcomes?|success|cost"
    r"|terms|circumstances|aims?|age)"
)
# What is asked besides, with no deed of its own: "and by whom", "and for what reasons".
_BARE = (
    rf"(?:(?:{_PREPOSITION}\s+)?(?:why|when|where|whom)|how(?:\s+(?:long|often|far|soon))?"
    rf"|{_PREPOSITION}\s+(?:what|which)\s+{_NOUN})"
)
_HELPING = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must)"
_HEAD = (
    r"(?:when|where|why|what|who|whom|how(?:\s+(?:long|often|far|soon|much|many))?|(?:what|which|how\s+(?:much|many))"
    rf"(?:\s+(?!{_HELPING}\b)[\w’'-]+){{1,3}}|{_PREPOSITION}\s+(?:whom|what\s+{_NOUN}))"
)
BESIDES = re.compile(
    rf"^(?P<head>{_HEAD})\s+(?P<rest>{_HELPING}\s+.{{4,}}?),?\s+and\s+(?P<other>{_BARE})$",
    re.I,
)
BOTH = re.compile(rf"^(?P<head>{_BARE}),?\s+and\s+(?P<other>{_BARE})\s+(?P<rest>{_HELPING}\s+.{{4,}})$", re.I)
# What takes more than a few words to tell, and so mostly a sentence of its own.
TOLD_APART = re.compile(
    r"^(?:why|how|\w+\s+(?:what|which)\s+(?:reasons?|purposes?|grounds?|results?|effects?|consequences?|means|outcomes?"
    r"|success|aims?))$",
    re.I,
)
# More than two are joined, or the second has a deed of its own.
BOUND = re.compile(r"\b(?:and|or)\s+(?:how|why|when|where|what|who|which|whom)\b|,\s+(?:how|why|who|what)\b|[?;]", re.I)
# "Who was killed, and why?", "What is the toll, and why?": what the second is of, only the answer to the first says.
UNKNOWN = re.compile(r"^(?:who|what|which|(?:what|which)\s.*)$", re.I)
BEING = re.compile(r"^(?P<being>is|are|was|were|has been|have been|had been)\s+", re.I)
COUNTED = re.compile(r"^how\s+(?:many|much)\s+(?P<noun>.+)$", re.I)


def restated(question: str) -> tuple[str, str] | None:
    """The two questions that one asks of the same deed; None where it asks one thing, more than two, or two
    that one sentence tells."""
    text = " ".join(question.split()).rstrip(" ?.!")
    match = BESIDES.match(text) or BOTH.match(text)
    if match is None or BOUND.search(match["rest"]):
        return None
    head, rest, other = match["head"], match["rest"], match["other"]
    being, counted = BEING.match(rest), COUNTED.match(head)
    if (being and UNKNOWN.match(head)) or not (TOLD_APART.match(other) or TOLD_APART.match(head)):
        return None
    deed = rest
    if counted:  # "how many ships were sent": when were ships sent
        noun = counted["noun"]
        deed = f"{being['being']} {noun} {rest[being.end() :]}" if being else f"{rest} ({noun})"
    return f"{head} {rest}?", f"{other[:1].upper()}{other[1:]} {deed}?"
