"""A claim without its apparatus: references in brackets, note numbers and the marks of a list are no part of what it
says.

Only what can't be taken for content goes: "(Marn 2010, p. 4)" and "[3]", not "(Geneva, 1949)" or "(by 1950)". What the
source has in the same words stays. Pure functions of strings. This file doesn't know of verdicts.
"""

from __future__ import annotations

import re

from assistant.words.lexicon import MONTHS, PLACES
from assistant.words.saying_verbs import FORMS

LONGEST = 4000  # characters of a claim: what is longer is a text, and read as it is
_YEAR = r"(?:(?:1[5-9]|20)\d\d[a-z]?|n\.\s?d\.|forthcoming)"
_RANGE = r"\d{1,4}[a-z]?(?:\s?[-–—]\s?\d{1,4})?"
_PAGES = rf"(?:(?:pp?|S|fols?|ch|chap|vol|no|n|fn|para|§)\.?\s?)?{_RANGE}(?:,\s?{_RANGE})*"
_NAME = r"[A-ZÀ-ÞŁŚŻČŠŽ][\w’'-]+"
_AUTHORS = rf"(?P<first>{_NAME})(?:,? {_NAME}| [A-Z]\.){{0,3}}(?:,? (?:and|&|et) {_NAME})?(?:,? et al\.?)?"
_WORK = rf"(?:(?:see|cf\.?|e\.g\.,?|also|as in) ){{0,2}}{_AUTHORS},?\s{_YEAR}(?:[,:]\s?{_PAGES})?"
_REFERENCE = re.compile(rf"\s*[(\[]{_WORK}(?:;\s?{_WORK.replace('(?P<first>', '(?:')})*[)\]]")
_PLACE = re.compile(
    rf"\s*[(\[](?:(?:see|ibid\.?|op\. cit\.?),?\s)?(?:pp?\.|ibid\.?,?(?: pp?\.)?|S\.)\s?{_RANGE}[)\]]", re.IGNORECASE
)
_BESIDE = re.compile(
    rf"(?<=\w)\s[(\[]{_YEAR}(?P<pages>[,:]\s?{_PAGES})?[)\]](?=(?P<after>(?:['’]s)?(?:,? \w+){{0,3}}))"
)
_NOTE = re.compile(
    r"(?<=\S)\s?\[(?:\^?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)\]|(?:(?<=[.,;:!?”’\"'])|(?<=[a-z]{3}))[⁰¹²³⁴-⁹]+"
)
_ITEM = re.compile(r"^[ \t]*(?:[-*•–]|\d{1,2}[.)]|\([a-z\d]\)|[a-z]\))[ \t]+(?=\S)", re.MULTILINE)


def _says(words: str) -> bool:
    """Whether a verb of saying in the present stands among a few words: "Marn (2010) argues", not "(1997) proposed"."""
    return any(word in FORMS and not word.endswith("ed") for word in re.findall(r"[a-z]+", words))


def without_apparatus(claim: str, source: str) -> str:
    """A claim without what only refers or counts off; whole where nothing else would be left of it."""
    if len(claim) > LONGEST:
        return claim

    def unless_there(match: re.Match[str]) -> str:
        return match[0] if match[0].strip() in source else ""

    def unless_content(match: re.Match[str]) -> str:
        first = match["first"]
        place = re.search(rf"\b(?:in|at|near|of|from|to) {re.escape(first)}\b", source) is not None
        known = place or first in PLACES or first in MONTHS
        return match[0] if known and not re.search(r"\d[,:]\s?\S", match[0]) else unless_there(match)

    def unless_dated(match: re.Match[str]) -> str:
        return unless_there(match) if match["pages"] or _says(match["after"]) else match[0]

    text = _REFERENCE.sub(unless_content, claim)
    text = _BESIDE.sub(unless_dated, _PLACE.sub(unless_there, text))
    text = _ITEM.sub("", _NOTE.sub(unless_there, text))
    return text if re.search(r"\w", text) else claim
