"""What stands around a question and isn't of it: "Could you tell me …", "What was the reason why …".

Rules over English words; pure functions over strings. This file doesn't know what is asked for.
"""

from __future__ import annotations

import re

_TELL = (
    r"(?:tell|show|explain to|remind) (?:me|us)(?: again)?|explain|clarify|say|find out|let me know"
    r"|help me (?:to )?understand"
)
_ASKS = r"(?=(?:(?:in|at|on|to|for|from|by|with|of) )?(?:when|where|why|how|what|which|who|whom|whose)\b)"
_WISH = r"to (?:know|understand|learn|find out)"
# "Could you please tell me why …", "I'd like to know when …".
FRAME = re.compile(
    r"^(?:(?:please|hello|hi|hey|so|well|ok|okay|and|but|now)[,!]?\s+)*"
    rf"(?:(?:can|could|would|will) (?:you|someone|anyone)(?: please| kindly)? (?:{_TELL})"
    rf"|(?:please\s+)?(?:{_TELL})"
    rf"|i(?:[’']d| would| should)(?: also)? (?:like|love|want|need) {_WISH}"
    rf"|i (?:want|need|wish|am trying|was hoping) {_WISH}"
    r"|i(?:[’']m| am| was)? (?:also )?(?:wonder|wondering|curious|asking)(?: about)?"
    r"|(?:do|does) (?:you|anyone|anybody|the (?:text|author|book|document|essay|article)s?) (?:happen to )?"
    r"(?:know|say|tell|explain|mention)(?: us| me)?"
    r"|may i ask|can i ask|any idea)(?: please)?,?\s+" + _ASKS,
    re.I,
)
# What asks for a reason, before a clause in plain order.
REASON = re.compile(
    r"^(?:how come(?: that)?\s+|why (?:is|was) it that\s+"
    r"|what(?:[’']s| is| was| are| were) (?:the|a|one|some)(?: [\w-]+){0,2}? reasons? (?:(?:why|that)\s+)?)(?=\S)",
    re.I,
)
PLAIN = re.compile(r"^(?:why|how(?! (?:many|few|much|often|long))|when|where)\s+(?=\S)", re.I)
_SUBJECT = re.compile(
    r"(?!(?:is|was|does|has|as)\b)(?:(?:the|a|an|this|that|these|those|its|their|his|her|our|my|it|they|he|she|we|you"
    r"|there|nobody|no|some|all|most|both|many|few|each|every|several)\b|(?-i:[A-Z])|[a-z-]+s\b)",
    re.I,
)


def unframed(question: str) -> str:
    """A question without the words that only ask to be told: "Why did it close?" of "Could you tell me why …"."""
    text = " ".join(question.split())
    return FRAME.sub("", text, count=1)


def plain_clause(question: str) -> str:
    """The clause in plain order that a question asks the reason, the time or the place of: "the mill closed" of "how
    come the mill closed"; empty where it asks in another order."""
    found = REASON.match(question) or PLAIN.match(question)
    rest = question[found.end() :] if found else ""
    return rest if _SUBJECT.match(rest) else ""
