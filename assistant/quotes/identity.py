"""Who someone is, and what letters stand for: the words of a sentence that tell it, beside the name itself.

"Japanese prime minister Shinzo Abe", "Abe, then head of the cabinet," and "Abe was a lawyer" tell who he is; "the
Harbour Trade Council (HTC)" what HTC stands for. Rules over English words; pure functions over strings. This file
doesn't know how sentences are found.
"""

from __future__ import annotations

import re

from assistant.questions.name_forms import TITLES, initials

_NAME = r"[A-ZÀ-Ý][\w’'-]*(?: (?:(?:de|van|von|der|bin|al|la) )?[A-ZÀ-Ý][\w.’'-]*)*"
WHO = re.compile(rf"^\W*(?i:who)(?:[’']s| (?:is|was|were|are)) (?:(?i:this|the) )?(?P<name>{_NAME})\W*$")
_SHORT = r"[A-Z][A-Za-z&]*[A-Z]\w*"
_CALLED = r"(?:the )?(?:letters |abbreviation |acronym |initials )?"
LETTERS = re.compile(
    rf"^\W*(?i:what) (?:does|do|did) {_CALLED}(?P<a>{_SHORT}) (?:stand for|mean)\W*$"
    rf"|^\W*(?i:what) is {_CALLED}(?P<b>{_SHORT}) (?:short|an abbreviation|an acronym) (?:for|of)\W*$"
    rf"|^\W*(?i:what) is the (?:full|long) (?:name|form) of (?:the )?(?P<c>{_SHORT})\W*$"
)
_CAPITAL = r"(?!The\s)[A-ZÀ-Ý][\w’'-]*"
RUN = re.compile(rf"{_CAPITAL}(?:\s(?:(?:of|for|on|and)\s(?:the\s)?)?{_CAPITAL})+")
_OFFICES = """minister president secretary ambassador emperor king queen prince princess pope chancellor chairman chair
chairwoman director governor mayor judge general admiral colonel captain commissioner professor historian scholar
economist lawyer philosopher poet novelist writer author journalist painter architect engineer physician doctor bishop
archbishop cardinal merchant banker diplomat envoy delegate senator leader founder head commander officer scientist
physicist chemist biologist critic editor publisher politician statesman sociologist anthropologist"""
OFFICES = frozenset(_OFFICES.split()) | (TITLES - {"former", "late", "then", "foreign", "general", "saint", "st"})
_NOUNS = "|".join(sorted(map(re.escape, OFFICES), key=len, reverse=True))
_SMALL = r"(?:of|the|and|for|on|in|to|at|de|des|du|la)"


def asks(question: str) -> bool:
    """Whether it is asked who someone is, or what letters stand for."""
    return WHO.match(question) is not None or LETTERS.match(question) is not None


def letters_asked(question: str) -> str | None:
    """The letters of which it is asked what they stand for."""
    match = LETTERS.match(question)
    return next(filter(None, match.groups())) if match else None


def told(question: str, text: str) -> str | None:
    """The words of a text that tell who the one is, or what the letters stand for; None where none do."""
    if match := WHO.match(question):
        return _person(match["name"], text)
    letters = letters_asked(question)
    return spelt(letters, text) if letters else None


def _person(name: str, text: str) -> str | None:
    """An office before a name, or what is said of it right behind: "foreign minister, | Nakayama", "Abe, a lawyer,"."""
    last = re.escape(re.sub(r"[’']s?$", "", name).split()[-1])
    whole = rf"(?:[A-ZÀ-Ý][\w.’'-]*\s){{0,2}}{last}\b(?![’'])(?:\s[A-ZÀ-Ý][\w-]+)?"
    before = re.search(
        rf"(?:(?:[A-Z][A-Za-z]+|then|former|late|deputy|vice|foreign|prime|defence|defense|finance|general|first)[\s-]){{0,4}}"
        rf"\b(?i:{_NOUNS})\b(?:\s(?:of|for)\s(?:the\s)?[A-Z]\w+(?:\s(?:of\s)?[A-Z]\w+)*)?,?\s{whole}",
        text,
    )
    if before and not re.search(rf"\b{_SMALL}$", before[0]):
        return re.sub(r"^(?:The|A|An|In|As|When|But|And|Later|Then|By|At|For|While)\s", "", before[0])
    behind = re.search(
        rf"{whole}(?:,\s(?:(?:who (?:was|is)|then|later|formerly|himself|herself)\s)?(?:an?|the|then|former)\s"
        rf"[^,;.]{{3,80}}"
        rf"|\s(?:was|is)\s(?:an?|the)\s(?:[\w’'-]+\s){{0,6}}?(?:{_NOUNS})\b[^,;.]{{0,60}})",
        text,
    )
    return behind[0].strip() if behind else None


def spelt(letters: str, text: str) -> str | None:
    """The name before letters in brackets or behind "or", or beside them in brackets or commas, that they stand for."""
    short = re.escape(letters)
    before = re.search(rf"(?:\(\s?(?:(?:the|or|hereafter)\s)?|,?\sor\s(?:the\s)?|,\s(?:the\s)?)[“\"‘']?{short}\b", text)
    if before and (found := _long_form(letters, text[: before.start()].rstrip(" “\"‘'”’"))):
        return found
    behind = re.search(
        rf"\b{short}(?:\s\((?P<in>[^()]{{6,90}})\)|,\s(?:or\s)?(?:the\s)?(?P<long>[^,;.()]{{6,90}})[,;.])", text
    )
    long = (behind["in"] or behind["long"]) if behind else ""
    found = _long_form(letters, long) if long else None
    return found if found == long.removeprefix("the ") else None


def with_initials(letters: str, text: str) -> tuple[str, int] | None:
    """The first name in a text that has these initials, or one more within, and where it begins."""
    for match in RUN.finditer(text):
        own = initials(match[0])
        between = iter(own)
        inside = all(letter in between for letter in letters)  # in their order
        if inside and own[0] == letters[0] and own[-1] == letters[-1] and len(own) - len(letters) <= 1:
            return match[0], match.start()
    return None


def _long_form(letters: str, before: str) -> str | None:
    """The words at the end of a text that letters are short for: each letter, from the last one on, stands in them, the
    first at a word's beginning (Schwartz and Hearst 2003)."""
    words = before.split(" ")
    text = " ".join(words[-min(len(letters) + 5, 2 * len(letters)) :])
    at = len(text)
    for k, letter in reversed(list(enumerate(letters.lower()))):
        at -= 1
        while at >= 0 and (text[at].lower() != letter or (k == 0 and at > 0 and text[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    found = re.sub(r"[’']s?$", "", text[at:].strip())
    return found if " " in found or "-" in found else None
