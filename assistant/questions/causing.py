"""What a question of a cause takes for granted: "What led Bremen to leave the league?" asks why it left, "What made the
harbour so busy?" why it was.

Rules over the order of English words. This file doesn't know any document.
"""

from __future__ import annotations

import re

from assistant.words.verbs import BASES

_TO = (
    r"led|leads|prompted|prompts|caused|causes|drove|drives|induced|induces|moved|forced|forces|compelled|compels"
    r"|persuaded|persuades|convinced|convinces|encouraged|encourages|inspired|inspires|motivated|motivates|enabled"
    r"|enables|allowed|allows|provoked|provokes|spurred|pushed|obliged|obliges|impelled|tempted"
)
LED_TO = re.compile(
    rf"^what\s+(?:(?:first|finally|then|\w+ly)\s+)?(?P<cause>{_TO})\s+(?!(?:him|her|them|us|me)\b)(?P<who>\S.*?)\s+to\s+(?P<deed>[a-z]+)(?P<rest>\s.*)?$",
    re.I,
)
MADE = re.compile(
    r"^what\s+(?:(?:first|finally|then|\w+ly)\s+)?(?P<cause>made|makes|let|lets)\s+(?!(?:him|her|them|us|me)\b)(?P<what>\S.*)$",
    re.I,
)
# "made Japan | such a partner", "made the harbour | so busy"
SUCH = re.compile(r"^(?P<who>.+?)\s+(?P<being>(?:such\s+an?|so|too|as)\s+[a-z-]+(?:\s.*)?)$")
_NAMED = r"(?:[A-Z][\w’'-]*[\w-]\s+)+?"
# "was | Anna Vries | chairwoman of the bank", "was | the harbour | so busy": where no verb stands behind.
BEING = re.compile(
    rf"^(?P<who>(?:.+?\s+)(?=(?:such\s+an?|so|too|more|less)\s+[a-z-]+\b|[a-z]+er\s+than\s)|{_NAMED}(?=(?:an?\s|the\s)?[a-z]))"
    r"(?P<being>\S.*)$"
)
MOST_WORDS = 9  # of who is led to it
# "the opposition | to reform": what follows is of the noun, no deed.
_TOWARD = "opposition resistance objection reaction response return way road access approach answer threat damage"
TOWARD = frozenset(_TOWARD.split())
DESCRIBED = re.compile(r"[a-z]+(?:ing|al|ive|ous|ic|able|ible|ful|less)")  # "made the limit | lasting"
PRESENT = re.compile(r"(?:leads|makes|lets|[a-z]+s)$", re.I)


def as_why(question: str) -> str:
    """A question of what led to a deed, or made a thing what it is, as one of why; empty where it is none."""
    led = LED_TO.match(question)
    if led is not None and led["deed"] in BASES - {"be", "have"} and _someone(led["who"].split()):
        return f"why {_asks(led['cause'])} {led['who']} {led['deed']}{led['rest'] or ''}"
    made = MADE.match(question)
    if made is None:
        return ""
    such = SUCH.match(made["what"])
    if such is not None:
        being = f"why {_asks(made['cause'], 'be')} {such['who']} {such['being']}"
        return being if _someone(such["who"].split()) else ""
    return "" if DESCRIBED.fullmatch(made["what"].split()[-1]) else f"why {_asks(made['cause'])} {made['what']}"


def _someone(who: list[str]) -> bool:
    """Whether words can name who is led to a deed."""
    return len(who) <= MOST_WORDS and who[-1].lower() not in TOWARD


def _asks(cause: str, deed: str = "do") -> str:
    """The auxiliary of the same tense."""
    present = PRESENT.fullmatch(cause) is not None
    return ("is" if present else "was") if deed == "be" else ("does" if present else "did")


def being(rest: str) -> tuple[str, str] | None:
    """The subject of an inverted question of what is or was, and what it is: of "Anna Vries chairwoman of the bank";
    None where that can't be told."""
    match = BEING.match(rest)
    return None if match is None or len(match["who"].split()) > MOST_WORDS else (match["who"].strip(), match["being"])
