"""Whether sentences tell a deed of another than is presumed: "Bremen, Lisse and Riga formed the league" of Bremen,
Lisse and Tallinn, "Lisse kept away; Bremen paid" of Lisse's paying.

Pure functions over strings and what is presumed. This file doesn't know what speaks for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.questions.analysis import names_in
from assistant.questions.name_forms import held
from assistant.questions.presuming import NEGATED, Presumed
from assistant.refusals import deeds
from assistant.words.lexicon import PLACES
from assistant.words.wording import content_words, words

FEWEST = 3  # names of a list
_CAPITAL = r"[A-ZÀ-Ý][\w’'-]*"
_ONE = rf"(?:the\s+)?{_CAPITAL}(?:\s+(?:(?:of|de|van|von)\s+(?:the\s+)?)?{_CAPITAL}){{0,4}}"
LIST = re.compile(rf"{_ONE}(?:,\s+{_ONE}){{1,20}},?\s+and\s+{_ONE}")
APART = re.compile(r",?\s+and\s+|,\s+")
# Where another's doing begins: "…; Bremen paid", "…, while Bremen paid".
OTHERS = re.compile(
    r";\s+(?:(?:and|but)\s+)?|,\s+(?:while|whereas|but|and)\s+(?=(?:the\s+)?[A-Z])|\s+(?:while|whereas)\s+"
)
OPENS = re.compile(rf"(?:The|the)?\s*(?P<name>{_CAPITAL}(?:\s+{_CAPITAL})*)\s+(?P<next>[a-z]+)")
MOST = 2 / 3  # of what else is said, and more, stands in the clause that tells it of another


def told(presumed: Presumed, sentences: Sequence[str], read: Sequence[str]) -> bool:
    """Whether one of the nearest sentences tells it of others, and none of those `read` of who is presumed."""
    if NEGATED.search(presumed.clause):
        return False
    return _in_another_list(presumed, sentences, read) or _in_another_clause(presumed, sentences, read)


def _in_another_list(presumed: Presumed, sentences: Sequence[str], read: Sequence[str]) -> bool:
    """Whether a sentence that tells of the deed lists as many, and all but one of those who are presumed."""
    match, deed = LIST.search(presumed.clause), _deed(presumed)
    if match is None or not deed:
        return False
    claimed = _names(match.group())
    for text in sentences:
        if deed not in words(text):
            continue
        for listed in LIST.finditer(text):
            there = _names(listed.group())
            lacking = [name for name in claimed if held(name, text) < 1.0]
            same = len(claimed) - len(lacking)
            if len(lacking) == 1 and len(there) == len(claimed) and same >= FEWEST - 1:
                return not any(deed in words(one) and held(lacking[0], one) == 1.0 for one in read)
    return False


def _names(listed: str) -> list[str]:
    return [re.sub(r"^the\s+", "", name.strip(), flags=re.I) for name in APART.split(listed) if name.strip()]


def _in_another_clause(presumed: Presumed, sentences: Sequence[str], read: Sequence[str]) -> bool:
    """Whether one sentence names the doer in one clause and tells the very deed in another, which begins with another
    name; "it" is told of that one too."""
    doer, deed = content_words(presumed.subject), _deed(presumed)
    named = names_in(presumed.subject)
    rest = set(content_words(presumed.clause)) - set(doer) - {deed}
    if not named or not deed or len(rest) < 2:
        return False
    for text in sentences:
        clauses = OTHERS.split(text)
        own = [one for one in clauses if all(deeds.same_word(word, words(one)) for word in doer)]
        for clause in clauses:
            opens = OPENS.match(clause)
            there = set(words(clause))
            if opens is None or _of_state(opens["name"]) != _of_state(named[0]):  # a minister's act is his state's
                continue
            if not own or clause in own or deed not in there or len(rest & there) < MOST * len(rest):
                continue
            affirmed = any(_tells(one, doer, deed) for one in read if one != text)
            if not affirmed and not any(deed in words(one) for one in own):
                return True
    return False


def _of_state(name: str) -> bool:
    return any(word in PLACES for word in name.split())


def _tells(text: str, doer: Sequence[str], deed: str) -> bool:
    there = words(text)
    return deed in there and all(deeds.same_word(word, there) for word in doer)


def _deed(presumed: Presumed) -> str:
    return (words(presumed.verb) or [""])[-1]
