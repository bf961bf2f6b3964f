"""To which of the things that a heading joins ("The Guild of Lisse and the Toll") a passage or a sentence below it
belongs: the heading doesn't say; the one that was named last does.

Pure functions over strings; this file doesn't know any document, nor what speaks for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.questions.analysis import NAME, OPENERS
from assistant.questions.name_forms import COUNTRIES, initials
from assistant.words.lexicon import PLACES
from assistant.words.wording import content_words, fold

_JOIN = re.compile(r"\s*(?:,|,?\s+(?:and|or|versus|vs\.?)|\s&)\s+(?:the\s+)?", re.I)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.I)
_OFFICE = re.compile(r"\s(?:of|for)\s")


def joined_names(heading: str) -> tuple[str, ...]:
    """The names that a heading joins by "and"; none where the first may be a common noun ("Trade and Lisse"), where
    both may be an office's ("the Ministry of Trade and Industry"), and no countries, of which all below it may tell."""
    kept: dict[str, None] = {}
    for one, other in pairwise(NAME.finditer(heading)):
        join = _JOIN.fullmatch(heading, one.end(), other.start())
        office = _OFFICE.search(one.group()) and join is not None and not join.group().rstrip().endswith(" the")
        if join and not office and _is_name(heading, one) and _is_name(heading, other):
            kept |= {_bare(one.group()): None, _bare(other.group()): None}
    return tuple(kept)


def vouched(heading: str, text: str) -> str:
    """A heading without the names it joins and a text below it doesn't name: what is told there of the one isn't told
    of the other."""
    for name in joined_names(heading):
        if _last((name,), text) < 0:
            heading = heading.replace(name, " ")
    return " ".join(heading.split())


def of_another(names: Sequence[str], sentence: str, before: str, headings: Sequence[str], around: str = "") -> bool:
    """Whether a sentence is told of another thing than the question's, under a heading that joins the two.

    The one that the sentence names, or else was named last `before` it, is what it is told of; where neither names one,
    the one that alone stands `around` it. `names` are the question's.
    """
    for heading in headings:
        joined = joined_names(heading)
        own = [name for name in joined if any(_same(name, asked) for asked in names)]
        others = [name for name in joined if name not in own]
        if len(own) != 1 or not others:
            continue
        for text in (sentence, before, around):
            mine, theirs = _last(own, text), _last(others, text)
            if max(mine, theirs) >= 0:
                return theirs > mine if text is before else theirs >= 0 > mine
    return False


def _is_name(heading: str, match: re.Match[str]) -> bool:
    """Whether capitals make a name: not those of a lone word that opens a heading, which may be a common noun."""
    bare = _bare(match.group())
    opens = not re.search(r"\w\W*$", heading[: match.start()].rpartition(":")[2])
    alone = " " not in bare and bare == match.group()
    short = bare[1:] != bare[1:].lower()
    country = bare in PLACES or fold(bare) in COUNTRIES
    return fold(bare) not in OPENERS and not country and (short or not (opens and alone))


def _bare(name: str) -> str:
    return re.sub(r"[’']s?$", "", _ARTICLE.sub("", name))


def _forms(name: str) -> tuple[str, ...]:
    short = initials(name)
    return (name, short) if len(short) > 2 else (name,)


def _same(name: str, asked: str) -> bool:
    """Whether a question's name is one that a heading joins: in full, in part, or by its initials."""
    own, other = set(content_words(name)), set(content_words(_bare(asked)))
    return bool(other) and (own <= other or other <= own or asked in _forms(name) or name in _forms(asked))


def _last(names: Sequence[str], text: str) -> int:
    """Where in a text the last of the names ends; -1 where none stands there."""
    patterns = (rf"(?<![^\W_]){re.escape(form)}(?![^\W_])" for name in names for form in _forms(name))
    return max((match.end() for pattern in patterns for match in re.finditer(pattern, text)), default=-1)
