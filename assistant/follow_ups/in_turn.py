"""The first, the second, the latter of those whom a conversation names together: "What did the first one write?" after
"Ada Holt and Ben Krüger".

Pure functions over strings; this file doesn't know what else a follow-up leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from assistant.follow_ups.topics import SENTENCES, names_said
from assistant.questions.analysis import NAME, names_in
from assistant.questions.presuming import AUXILIARIES, DETERMINERS, PREPOSITIONS
from assistant.words.number_words import ORDINALS

COMMA, AND = re.compile(r",\s+"), re.compile(r",?\s+and\s+")  # between two names
NTH = re.compile(
    rf"\bthe\s+(?:(?P<nth>{'|'.join(ORDINALS[:4])}|last)(?:\s+one\b|\s+of\s+(?:them|these|those|the\s+(?:two|three|four))\b(?!\s+[a-z]+s\b))"
    r"|(?P<way>former|latter))(?P<owner>[’']s)?(?=(?P<after>[^?]*))",
    re.I,
)
OF_THEM = re.compile(r"\b(?P<some>which|who|one|both|either|neither|each) of (?:them|these two|those two)\b", re.I)
SENTENCES_READ = 2  # of an answer


def _joined(text: str) -> Iterator[str]:
    """The stretches of names that commas and a last "and" join. The names are found first: a pattern of whole stretches
    would read a long list without an "and" anew from each of its names."""
    first: re.Match[str] | None = None
    end = 0
    for name in NAME.finditer(text):
        between = text[end : name.start()]
        end = name.end()
        if first is not None and AND.fullmatch(between):
            yield text[first.start() : end]
            first = None
        elif first is None or not COMMA.fullmatch(between):
            first = name


def _known_name(piece: str, known: Collection[str]) -> str:
    """The longest known name that a piece ends with; empty where there is none."""
    return piece if piece in known else max((one for one in known if piece.endswith(one)), key=len, default="")


def together(previous: str, answer: str) -> tuple[str, ...]:
    """The names that the question before, or else its answer, joins with an "and", in their order."""
    for text in (previous, *SENTENCES.split(answer)[:SENTENCES_READ]):
        known = set(names_in(text)) | set(names_said(text))
        for joined in _joined(text):
            pieces = [piece.strip(" .,") for piece in re.split(r",\s+(?:and\s+)?|\s+and\s+", joined) if piece]
            names = [_known_name(piece, known) for piece in pieces]
            if len(names) > 1 and all(names):
                return tuple(names)
    return ()


def _noun_follows(after: str, question: str) -> bool:
    """Whether "the former" goes before a noun ("the former mayor"): what follows is neither the end of a question's
    clause nor the verb that its "did" goes with."""
    words = [word.strip(",;").lower() for word in after.split()]
    if not words or words[0] in AUXILIARIES | PREPOSITIONS or after.startswith((",", ";")):
        return False
    ended = len(words) == 1 or words[1] in PREPOSITIONS | DETERMINERS or after.split()[1][:1].isupper()
    return not (re.search(r"\b(?:did|does|do)\s+the\s", question, re.I) and ended)


def is_in_turn(question: str) -> bool:
    """Whether a question asks for one of several that were named in turn."""
    return any(
        not match["way"] or match["owner"] or not _noun_follows(match["after"], question)
        for match in NTH.finditer(question)
    ) or bool(OF_THEM.search(question))


def in_turn(question: str, previous: str, answer: str) -> str:
    """The question with "the first one", "the latter" as the name that it means; as typed where none is known."""
    names = together(previous, answer)
    if len(names) > 1:
        listed = f"{', '.join(names[:-1])} and {names[-1]}"
        question = OF_THEM.sub(lambda match: f"{match['some']} of {listed}", question)

    def filled(match: re.Match[str]) -> str:
        way = (match["way"] or "").lower()
        if way and (len(names) != 2 or (not match["owner"] and _noun_follows(match["after"], question))):
            return match.group()
        nth = (match["nth"] or "").lower()
        place = {"former": 0, "latter": 1, "last": -1}.get(way or nth)
        place = ORDINALS.index(nth) if place is None else place
        if place >= len(names) or not names:
            return match.group()
        return f"{names[place]}{'’s' if match['owner'] else ''}"

    return NTH.sub(filled, question)
