"""What stands before a reference in a note, "See also", "On its mills see", and notes that are prose alone.

Pure, over the text of one work of a note. This file doesn't know the parts of a reference (references.py).
"""

from __future__ import annotations

import re

from ingest.cited_works import NAME, parts_quoted

_SIGNALS = re.compile(
    r"^\s*(?:\[?\(?\d{1,3}[\])]\s+|\d{1,3}\.?\s+(?=[A-Z“\"])|[•–—-]\s+)?"
    r"(?:(?:(?:on|for|as to) [^.;]{1,60}?,?\s+(?:see|cf\.)|on [^,.;]{1,40},|see|cf\.?|compare|vgl\.?|siehe|"
    r"quoted in|cited in|also|auch|but|e\.g\.|z\.\s?b\.|[–—-]|"
    r"for (?:an? )?(?:example|instance|overview|discussion)|among them|in particular|"
    r"(?:and|und|et|y|e)(?=\s+[A-ZÀ-Þ][^,]*,\s)|in(?=\s+[A-ZÀ-Þ]\.))[,:]?\s+)*",
    re.IGNORECASE,
)
_INITIALED = r"(?:[A-ZÀ-Þ]\.[\s-]?)+\s?(?:[a-z]{1,4}\s)?[A-ZÀ-Þ][\w’'-]+"
_AUTHORED = rf"(?:{_INITIALED}(?:,| and | und | et )|{NAME},\s+[‘“\"«A-ZÀ-Þ])"
_ALSO = r"(?:also|auch|here|for (?:example|instance)|e\.g\.|z\.\s?[Bb]\.)"
_SEES = rf"(?:see|siehe|vgl\.|cf\.|voir)[\s,:–—-]*(?:{_ALSO}[\s,:]*)?"
# What ends the prose before an author: a signal, or the author's initials themselves; "in" and "by" lead in an editor.
_AUTHOR_NEXT = (
    rf"(?:\b{_SEES}(?=[“\"]|{_AUTHORED})"
    rf"|(?<!\bin)(?<!\bby)(?<!\band)(?<!\bund)(?<!\bet)(?<!\bvon)(?<![.,;])[\s:]\s*(?={_INITIALED},\s))"
)
_PROSE_LEAD = re.compile(rf"^[^\d“”\"„«‘]{{0,400}}?{_AUTHOR_NEXT}")
_LONG_LEAD = re.compile(rf"^.{{0,400}}?{_AUTHOR_NEXT}", re.DOTALL)
_OPENS_WORK = re.compile(rf"^(?:[“\"„«‘]|{_AUTHORED})")
_SMALL = re.compile(r"(?<!\S)[a-zà-þ][\w’'-]*")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|been|will|should|ist|sind|war|waren|wurden?|hat|haben|thanks?|thanked)\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"(?<=[a-zà-þ’”)]{2})\.\s+(?=[A-ZÀ-Þ])")
# A quotation that is a title: a comma ends it, and a year follows.
_TITLE = re.compile(
    r"(?:“[^“”]{12,}?,”|[“„][^“”„]{12,}?[“”],|\"[^\"]{12,}?(?:,\"|\"\s?,)|(?<!\w)‘[^‘’]{12,}?’,|«[^«»]{12,}»,)[^“\"‘«]{0,200}?\b(?:1[5-9]|20)\d\d\b"
)
_FEW = 3  # words in small letters that a title or a list of names may have before a figure or a quotation
_PROSE = 8  # … and a sentence has


def _small_words(text: str) -> int:
    """How many words in small letters stand outside its quotations."""
    return sum(len(_SMALL.findall(piece)) for piece, quoted in parts_quoted(text) if not quoted)


def without_lead(text: str) -> str:
    """A reference without its number, and without the signals or the prose that lead it in."""
    rest = text[match.end() :] if (match := _SIGNALS.match(text)) else text
    if _OPENS_WORK.match(rest):
        return rest
    if (lead := _PROSE_LEAD.match(rest)) and _small_words(lead[0]) > _FEW:
        return rest[lead.end() :]
    if (lead := _LONG_LEAD.match(rest)) and _small_words(lead[0]) >= _PROSE:
        return rest[lead.end() :]
    if (
        (title := _TITLE.search(rest))
        and _small_words(before := rest[: title.start()]) >= _PROSE
        and _VERB.search(before)
    ):
        return rest[title.start() :]
    return rest


def is_prose(text: str) -> bool:
    """Whether a note says something, and names no work that could be read: its first sentence has a verb, its first two
    many words in small letters, and it opens with neither an author nor a title in quotation marks."""
    rest = without_lead(text)
    if _OPENS_WORK.match(rest):
        return False
    sentences = _SENTENCE_ENDS.split(rest, maxsplit=2)
    return _small_words(" ".join(sentences[:2])) >= _PROSE and bool(_VERB.search(sentences[0]))


__all__ = ["is_prose", "without_lead"]
