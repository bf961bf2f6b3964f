"""What a text says and what it denies, statement by statement: how far each negation reaches.

"It was the bishop, not the council, who dissolved it" says it of the bishop and denies it of the council; "they were
not paid until May" says that they were. A clause without a subject has that of the one before. Pure functions of
strings, for English. This file doesn't know of claims (telling.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.claims.matching import WORD, sentence_spans
from assistant.claims.pieces import (
    EXCEPTING,
    NEGATION,
    RELATIVE,
    Piece,
    content_stems,
    denies_oddly,
    piece_of,
    pieces_of,
    says_who,
    unwrapped,
    verb_at,
    verb_of,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """The stems of a clause with its subject's, and whether it is denied.

    With a `focus` it is said of that alone ("not in 1848" denies it of 1848). `onset` holds the stems of the time until
    which it wasn't so, `bound` those of the time before or until which it was, `holder` those of who denies it, `whole`
    the word of which a part only is denied ("not all")."""

    stems: frozenset[str]
    denied: bool
    verb: str = ""
    focus: frozenset[str] = frozenset()
    onset: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()
    holder: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    reason: bool = False
    supposed: bool = False
    whole: str = ""


_SHORT_NOT = re.compile(r"\b(\w+?)n['’]t\b", re.IGNORECASE)
LONGEST = 4000  # characters of a sentence: what is longer is a list or a page without stops, and isn't divided
_LONG_FORMS = {"ca": "can", "wo": "will", "sha": "shall"}
_ASIDE = re.compile(r"\(([^()]*)\)")
_MAIN = frozenset(("", "unlike", "nor", "neither", "not"))
_CLEFT = re.compile(r"it (?:is|was)\b", re.IGNORECASE)
_PARTLY = re.compile(
    r"\bnot(?: \w+)? (?P<whole>all|every\w*|always|entirely|wholly|completely|necessarily|quite|fully)\b", re.IGNORECASE
)
_HOLDING = re.compile(
    r"\b(?:(?:den(?:y|ies|ied)|doubt(?:s|ed)?|disput(?:es|ed))(?= (?:that|whether)\b)|"
    r"(?:reject|dismiss|disput)(?:s|es|ed)?(?= the (?:view|idea|claim|notion|theory|belief|suggestion) that))\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"if|unless|whether", re.IGNORECASE)
_ELLIPSIS = re.compile(r"\b(?:has|have|had) (?:neither|none|both)\W*$", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:until|till|before)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:nobody|no one|none|nothing|no other \w+|no \w+)(?: else)? (?:before|but|save|like)\s+(?P<but>[^,;]*)",
    re.IGNORECASE,
)


def _cleft(pieces: Sequence[Piece], i: int) -> bool:
    """Whether the piece at a place is of the kind "it was the bishop (who …)"."""
    piece = pieces[i]
    opens = _CLEFT.match(f"{piece.subject} {piece.rest}") is not None
    return opens and any(later.key in RELATIVE for later in pieces[i + 1 : i + 3])


def _main(pieces: Sequence[Piece], i: int) -> Piece | None:
    """The clause that the piece at a place belongs to: the last one before it, else the next; after "it was the bishop"
    what is said of him."""
    places = (*range(i - 1, -1, -1), *range(i + 1, len(pieces)))
    at = next((n for n in places if pieces[n].rest and pieces[n].key in _MAIN), None)
    if at is not None and _cleft(pieces, at):
        told = next(later for later in pieces[at + 1 :] if later.key in RELATIVE)
        return Piece(told.key, told.text, "", told.rest)
    if at is None:  # its verb wasn't told from a noun
        at = next((n for n in places if pieces[n].key == ""), None)
    found: Piece | None = None if at is None else pieces[at]
    return found


def _another_reason(piece: Piece, later: Sequence[Piece]) -> bool:
    """Whether what is denied of one reason is said of another: "not because it was old; … because …"."""
    verb = verb_of(piece.rest)
    if not later or later[0].key != "because":
        return False
    return any(not denies_oddly(p.text) and (p.key == "because" or verb_of(p.rest) == verb) for p in later[1:])


def _said(piece: Piece, subject: str) -> Statement:
    """What a clause says or denies, with its own subject or the one before."""
    inherited = "" if says_who(piece.subject) and piece.key not in RELATIVE else subject
    stems = content_stems(f"{inherited} {piece.text}")
    denied = denies_oddly(f"{piece.key} {piece.text}")
    who = content_stems(inherited or (piece.subject if piece.rest and says_who(piece.subject) else ""))
    verb, supposed = verb_of(piece.rest or piece.text), _SUPPOSED.match(piece.key) is not None
    return Statement(stems, denied, verb, subject=who, reason="because" in piece.key, supposed=supposed)


def _against(piece: Piece, main: Piece, subject: str) -> list[Statement]:
    """What is said of a phrase that is set against its clause: denied where that is said, and said where an exception
    is made of what is denied."""
    own = _said(main, subject)
    focus = content_stems(piece.text) - own.stems
    denied = not own.denied if EXCEPTING.match(piece.key) else True
    return [Statement(own.stems | focus, denied, own.verb, focus)] if focus else []


def _instead(piece: Piece, main: Piece, subject: str) -> list[Statement]:
    """What is said of the phrase after "but", where its clause denies it of another."""
    own = _said(main, subject)
    focus = content_stems(piece.text) - own.stems
    if not own.denied or not focus:
        return []
    stems = content_stems(f"{main.subject or subject}") | {own.verb} | focus
    return [Statement(stems, denies_oddly(f"{piece.key} {piece.text}"), own.verb, focus)]


def _denied_for_another(pieces: Sequence[Piece], i: int) -> frozenset[str]:
    """What a clause denies and the next phrase puts another thing for: "not the first but the second"."""
    piece, later = pieces[i], pieces[i + 1 : i + 2]
    negation = re.search(r"\bnot\b", piece.rest, re.IGNORECASE)
    if negation is None or not later or not later[0].but or later[0].key or piece.key not in _MAIN:
        return frozenset()
    if later[0].rest and not later[0].subject.lower().endswith(" to"):
        return frozenset()  # a clause of its own
    return content_stems(piece.rest[negation.end() :])


def _to_verb(text: str) -> str:
    """A text up to its first verb."""
    found = list(WORD.finditer(text))
    return text[: next((found[i].start() for i in range(len(found)) if verb_at(found, i)), len(text))]


def _plain(piece: Piece, subject: str) -> list[Statement]:
    """What a clause says: denied of all others said of the one ("nobody before him"), denied until a time said then."""
    own = _said(piece, subject)
    if not own.stems:
        return []
    others = _OTHERS.search(piece.text)
    if others is not None:
        focus = content_stems(_to_verb(others["but"]))
        return [replace(own, stems=own.stems - focus), replace(own, denied=False, focus=focus)]
    until = UNTIL.search(piece.text)
    if own.denied and until is not None and (piece.key == "not" or NEGATION.search(piece.text, 0, until.start())):
        return [replace(own, denied=False, onset=content_stems(_to_verb(piece.text[until.end() :])))]
    if until is not None and not own.denied:
        return [replace(own, bound=content_stems(_to_verb(piece.text[until.end() :])))]
    partly = _PARTLY.search(piece.text)
    if partly is not None and own.denied:
        return [replace(own, whole=partly["whole"].lower())]
    holder = _HOLDING.search(piece.text)
    if holder is not None and own.denied:
        return [replace(own, holder=content_stems(piece.text[: holder.start()]) or content_stems(subject))]
    return [own]


def _filled(short: Statement, before: Statement) -> Statement:
    """A clause that says "has neither" or "had both" with what the one before says of its own subject."""
    said = before.stems - before.subject
    return replace(short, stems=short.stems | said, verb=before.verb) if said else short


def _of_sentence(sentence: str, subject: str) -> tuple[list[Statement], str]:
    """The statements of a sentence and its last subject, given that of the one before."""
    out: list[Statement] = []
    pieces = pieces_of(sentence)
    refused: list[Piece] = []
    for i, piece in enumerate(pieces):
        if piece.rest and piece.key in _MAIN and says_who(piece.subject):
            subject = piece.subject
        main = _main(pieces, i)
        if piece.set_against and main is not None:
            out += _against(piece, main, subject)
        elif not piece.rest and piece.key == "" and main is not None and main in pieces[:i]:
            out += _instead(piece, main, subject)
        elif (focus := _denied_for_another(pieces, i)) and (own := _said(piece, subject)).denied:
            out.append(replace(own, stems=own.stems | focus, focus=focus))
        elif denies_oddly(piece.text) and _another_reason(piece, pieces[i + 1 :]):
            out.append(replace(_said(piece, subject), denied=False))
            refused.append(pieces[i + 1])
        elif piece.key in RELATIVE and i and not pieces[i - 1].set_against and not _cleft(pieces, i - 1):
            out += _plain(piece, " ".join(WORD.findall(pieces[i - 1].text)[-4:]))
        else:
            plain = _plain(piece, subject)
            if _ELLIPSIS.search(piece.text) and out and len(plain) == 1:
                plain = [_filled(plain[0], out[-1])]
            out += [replace(one, denied=one.denied != (piece in refused)) for one in plain]
        if _cleft(pieces, i):
            subject = piece.rest
    return out, subject


@lru_cache(maxsize=256)
def statements(text: str) -> tuple[Statement, ...]:
    """What a text says and denies, in order."""
    out: list[Statement] = []
    subject = ""
    text = _SHORT_NOT.sub(lambda match: f"{_LONG_FORMS.get(match[1].lower(), match[1])} not", text)
    text = unwrapped(text)
    for span in sentence_spans(text):
        if span.end - span.start > LONGEST:
            continue
        sentence = text[span.start : span.end]
        made, subject = _of_sentence(_ASIDE.sub(" ", sentence), subject)
        out += made
        for aside in _ASIDE.finditer(sentence):
            out += [one for one in _of_sentence(aside[1], subject)[0] if piece_of(aside[1]).rest]
    return tuple(out)
