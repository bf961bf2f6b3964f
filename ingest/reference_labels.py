"""Which word of a reference is what: a linear-chain CRF over plain features.

The method is that of ParsCit (Councill, Giles and Kan 2008) and AnyStyle: one label a word, features of the word, of
its punctuation and of its neighbours. The model is trained by eval/training/references.py; its card lies beside it.
This file doesn't know what the labels are made into (references.py), nor where a reference was found.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ingest.document import Span
from ingest.errors import IngestError

MODEL = Path(__file__).parent / "weights" / "references.crfsuite"
MODEL_SHA256 = "4af1c42cfef8b1a1b16ad473a878fdceab351efb5628cd68ddd0fa87d6372795"

_WORD = re.compile(r"\S+")
_YEAR = re.compile(r"\b(1[4-9]|20)\d\d[a-z]?\b")
_RANGE = re.compile(r"\d+\s*[-–—]+\s*\d+")
_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)
_INITIALS = re.compile(r"((?:\w\.-?)+|[A-Z]{1,2})[,;:.]*")
_OPEN = "“„«‹「『"
_CLOSE = "”»›」』"

# Kinds of words, each with its words; small on purpose: the model learns the rest.
_LEXICON = """
month: agosto août apr april aprile aug august autumn avril dec december dicembre fall feb febbraio february
  février gennaio giugno jan januar january janvier juillet juin jul juli july jun june juni luglio maggio mai
  mar march mars marzo may nov november novembre oct october ottobre sep sept september settembre spring
  summer winter
page: col f ff p pag page pages pagg pg pgs pp s ss
volume: band bd h heft jg t tome tomo vol vols volume volumes
issue: fasc iss issue n no nos nr num number
editor: a.c cura ed edited editor editors eds hg hrsg
translator: trad trans transl translated translator translators übers
edition: 1st 2nd 3rd 4th 5th 6th aufl auflage ed edition edizione edn rev revised édition
in: in in:
and: & and e et und with y
publisher: academic books company editions editore editorial edizioni house inc ltd press presses publications
  publishers publishing sons university verlag éditions
publication: annali annals archiv archivio bulletin conf conference j jahrbuch journal letters magazine papers
  proc proceedings quarterly review revue rivista studies symposium trans transactions workshop zeitschrift
place: amsterdam baltimore basingstoke beijing berlin bologna boston brussels ca cal cambridge chicago dc
  delhi dordrecht edinburgh firenze frankfurt geneva genève hague heidelberg ithaca leiden leipzig london ma
  madrid manchester mass melbourne milano münchen nj ny oxford padova paris philadelphia princeton roma rome
  seoul singapore stanford stuttgart sydney tokyo torino toronto venezia venice vienna washington wien york
  zürich
genre: diss dissertation manuscript master's ms paper phd poster report thesis unpublished
access: access accessed available from online retrieved url visited
etal: al al.
"""
_KINDS = [line.split(":", 1) for line in re.sub(r"\n  ", " ", _LEXICON).strip().splitlines()]
_KIND = {word: kind for kind, members in sorted(_KINDS) for word in members.split()}


class ReferenceModelError(IngestError):
    """The reference model is missing or is not the one this version was made with."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Words of a reference with one label: text[start:end], the label, and the least certain word's probability."""

    label: str
    start: int
    end: int
    probability: float


def words(text: str) -> tuple[Span, ...]:
    """The words of a reference: runs without white space."""
    return tuple(Span(*match.span()) for match in _WORD.finditer(text))


def _digits(word: str) -> str:
    if _YEAR.search(word):
        return "year"
    if _RANGE.search(word):
        return "range"
    if word.isdigit():
        return f"digits{min(len(word), 4)}"
    if any(c.isdigit() for c in word):
        return "some"
    return "no"


def _shape(word: str) -> str:
    """Capitals, small letters and figures, runs made one: "McKay2" is "XxXx9"."""
    return re.sub(
        r"(.)\1+",
        r"\1",
        "".join("X" if c.isupper() else "x" if c.islower() else "9" if c.isdigit() else c for c in word),
    )[:6]


def _word_features(token: str) -> dict[str, str]:
    bare = token.strip(".,;:()[]{}“”„«»‘’'\"*_-–—")
    low = bare.lower()
    features = {
        "w": low,
        "shape": _shape(token),
        "digits": _digits(bare),
        "kind": _KIND.get(low.strip("."), _KIND.get(low, "-")),
        "end": token[-1] if not token[-1].isalnum() else "a",
        "begin": token[0] if not token[0].isalnum() else "a",
        "case": "upper"
        if bare.isupper()
        else "title"
        if bare[:1].isupper()
        else "lower"
        if bare.islower()
        else "other",
    }
    if _INITIALS.fullmatch(token) and bare[:1].isupper():
        features["initial"] = "1"
    if bare and _ROMAN.fullmatch(bare):
        features["roman"] = "1"
    if low.startswith(("http", "www.", "doi", "10.")):
        features["link"] = low[:3]
    if not bare.isascii():
        features["foreign"] = "1"
    return features


def _states(tokens: list[str]) -> list[tuple[str, str]]:
    """For each word: before, in or after the first quotation; in or out of brackets."""
    states = []
    quote, depth, seen = False, 0, False
    for token in tokens:
        if token[0] in _OPEN or token.lstrip("([")[:1] in ('"', "“"):
            quote = True
        depth += token.count("(") + token.count("[")
        states.append(("in" if quote else "after" if seen else "before", "in" if depth > 0 else "out"))
        depth = max(0, depth - token.count(")") - token.count("]"))
        tail = token.rstrip(".,;:)")
        if quote and (any(c in token for c in _CLOSE) or (len(tail) > 1 and tail.endswith('"'))):
            quote, seen = False, True
    return states


def features(tokens: list[str]) -> list[list[str]]:
    """The features of each word, as strings "name=value"."""
    own = [_word_features(token) for token in tokens]
    states = _states(tokens)
    quoted = "yes" if any(state == "in" for state, _ in states) else "no"
    first_year = next((i for i, f in enumerate(own) if f["digits"] == "year"), -1)
    dating = "none" if first_year < 0 else "early" if first_year * 3 < len(tokens) else "late"
    rows = []
    for i, f in enumerate(own):
        low = f["w"]
        row = [f"{name}={value}" for name, value in f.items()]
        row += [f"p{n}={low[:n]}" for n in (1, 2, 3)] + [f"s{n}={low[-n:]}" for n in (1, 2, 3, 4)]
        row.append(f"place={min(i * 12 // len(tokens), 11)}")
        row.append(f"left={min(i, 4)}")
        row.append(f"right={min(len(tokens) - 1 - i, 4)}")
        row.append(f"quote={quoted}:{states[i][0]}")
        row.append(f"bracket={states[i][1]}")
        row.append(f"dating={dating}:{'before' if i < first_year else 'at' if i == first_year else 'after'}")
        for step in (-3, -2, -1, 1, 2, 3):
            if 0 <= i + step < len(own):
                near = own[i + step]
                row += [f"{step}:{name}={near[name]}" for name in ("kind", "end", "digits", "case", "begin")]
                if abs(step) < 3:
                    row.append(f"{step}:w={near['w']}")
                if abs(step) == 1:
                    row.append(f"{step}:quote={states[i + step][0]}")
                    row.append(f"{step}&0:{near['end']}{near['case']}{near['kind']}|{f['case']}{f['end']}{f['kind']}")
            else:
                row.append(f"{step}:none")
        rows.append(row)
    return rows


@cache
def _tagger(path: Path) -> Any:
    import pycrfsuite

    if not path.is_file():
        raise ReferenceModelError(f"the reference model {path.name!r} is missing: install pincite again")
    if path == MODEL and hashlib.sha256(path.read_bytes()).hexdigest() != MODEL_SHA256:
        raise ReferenceModelError(f"the reference model {path.name!r} is not the one shipped: install pincite again")
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def label_reference(text: str, *, model: Path = MODEL) -> tuple[Labelled, ...]:
    """The parts of one reference, in order, as offsets into `text`; words side by side with one label are one part.

    Raises ReferenceModelError where the model file is missing or altered.
    """
    spans = words(text)
    if not spans:
        return ()
    tagger = _tagger(model)
    labels = tagger.tag(features([text[s.start : s.end] for s in spans]))
    parts: list[Labelled] = []
    for index, (label, span) in enumerate(zip(labels, spans, strict=True)):
        probability = float(tagger.marginal(label, index))
        if parts and parts[-1].label == label:
            last = parts[-1]
            parts[-1] = Labelled(label, last.start, span.end, min(last.probability, probability))
        else:
            parts.append(Labelled(label, span.start, span.end, probability))
    return tuple(parts)
