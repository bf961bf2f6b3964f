"""The lines of a title page: what they say of the work itself is an answer only where the work is asked about.

A title says of what a text speaks in the very words of many a question, and the line of a funder or an affiliation
names the author; neither tells anything of the matter. This file doesn't know what is looked up in a document's
metadata (about.py).
"""

from __future__ import annotations

import re

from assistant.lookups.about import field_asked
from ingest.roles import IMPRINT

ASKS_OF_WORK = re.compile(
    r"\b(?:authors?|authored|written by|wrote|who writes|writers?|edit(?:s|ed|or|ors|ion)|publish\w*|publication"
    r"|funder|funded|funding|open access|licen[cs]e\w*|copyright|doi|isbn|issn|titled?|subtitle|affiliat\w+"
    r"|universit(?:y|ies)|professor|teach\w*|journal|volume|series|keywords?|e-?mail|correspond\w+|imprint|title page"
    r"|released|dated)\b"
    r"|\b(?:date|number|name) of (?:the|this) (?:\w+ )?"
    r"(?:article|chapter|paper|report|essay|document|text|work|study|book)\b",
    re.I,
)
_SENTENCE = re.compile(r"^\W*\w.*[.!?][\"'”’)\]]*$", re.S)
FEWEST = 4  # words of a line that may be a sentence


def asks_of_work(question: str) -> bool:
    """Whether a question may be for what a title page says of its work: its author, year, publisher, funder …"""
    return bool(ASKS_OF_WORK.search(question)) or field_asked(question) is not None


def tells(line: str) -> bool:
    """Whether a line of a title page says something of the matter: a sentence that is no imprint."""
    bare = line.strip(" *_#\t")
    return len(bare.split()) >= FEWEST and bool(_SENTENCE.match(bare)) and not IMPRINT.search(bare)
