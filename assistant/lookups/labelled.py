"""What a page states of a work beside its labels: "Original language: English", "Subject areas" and a list, counts.

Such lines are no prose, and are not searched; a question is answered with one where all that it asks for stands in
the line or its label. Pages print label and value run together ("Number of pages12"), so the value begins where small
letters end. This file doesn't know which document is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Draft, DraftSentence
from assistant.lookups.about import WORK
from assistant.questions.asking import unframed
from assistant.words.wording import content_words, readable, stem
from ingest.document import BlockKind, Document, Span

# Words by which a question and a label may mean one thing.
_ALIKE = """
language written write
page long length
citation cite cited
subject area field discipline category topic classify classified indexed keyword
type kind sort form output publication contribution
date day published publish state
"""
_ALIKE_STEMS = tuple(frozenset(stem(word) for word in line.split()) for line in _ALIKE.strip().split("\n"))
# What only asks, or says that it stands there.
_EMPTY = "list listed give given state stated say said name many often time times do under original number count carry"
EMPTY = frozenset(stem(word) for word in _EMPTY.split())
ITEM = re.compile(r"\s*[•‣▪*–-]\s+(?=\S)")
# "Language: English", "Original languageEnglish", "Number of pages12"
PARTS = re.compile(r"(?P<label>[^:]{2,40}?)(?::\s+|(?<=[a-z)])(?=[A-Z\d]))(?P<value>\S.*)")
HOW_MANY = re.compile(r"\bhow (?:many|much|often)\b|\b(?:number|count)\b", re.I)
COUNTED = re.compile(r"\d+ [A-Za-z]")
OF_WORK = re.compile(rf"\b{WORK}s?\b", re.I)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label as it is written, and where its values stand, one a line."""

    label: str
    values: tuple[Span, ...]


def labelled(document: Document) -> tuple[Labelled, ...]:
    """The labels of a page that have values, in order; a count ("4 citations") has no label."""
    found: list[Labelled] = []
    for line in _lines(document):
        text = document.text[line.start : line.end]
        parts = PARTS.fullmatch(text)
        if (item := ITEM.match(text)) and found:
            last = found[-1]
            found[-1] = Labelled(last.label, (*last.values, Span(line.start + item.end(), line.end)))
        elif COUNTED.match(text):
            found.append(Labelled("", (line,)))
        elif parts:
            found.append(Labelled(parts["label"].strip(), (Span(line.start + parts.start("value"), line.end),)))
        else:
            found.append(Labelled(text.rstrip(" :"), ()))
    return tuple(one for one in found if one.values)


def _lines(document: Document) -> Iterator[Span]:
    """The lines of the blocks that are labels, without the spaces around them."""
    for block in document.blocks:
        if block.kind is BlockKind.LABEL:
            for match in re.finditer(r"\S[^\n]*", document.text[block.start : block.end]):
                start = block.start + match.start()
                yield Span(start, start + len(match[0].rstrip()))


def answer(text: str, scope: Sequence[Document], *, named: bool) -> Draft | None:
    """What stands beside the label that a question asks for, of the one document meant; None where it asks for none.
    `named`: the question names the document, and need not say that it is about a work."""
    if len(scope) != 1 or not (named or OF_WORK.search(text)):
        return None
    document = scope[0]
    wanted = _wanted(text, document)
    if not wanted:
        return None
    for one in labelled(document):
        if not one.label and not HOW_MANY.search(text):
            continue
        values = [document.text[span.start : span.end] for span in one.values]
        there = set(content_words(" ".join([_spaced(one.label), *map(_spaced, values)])))
        if all(_forms(word) & there for word in wanted):
            return Draft(
                tuple(
                    DraftSentence(
                        readable(value),
                        (document.id, span.start, span.end),
                        f"{one.label}: " if one.label and i == 0 else "",
                    )
                    for i, (value, span) in enumerate(zip(values, one.values, strict=True))
                )
            )
    return None


def _wanted(text: str, document: Document) -> set[str]:
    """The stems of what is asked for: without the work's names and kind, and what only asks."""
    meta = document.metadata
    names = set(content_words(" ".join(filter(None, (meta.title, *meta.authors)))))
    plain = OF_WORK.sub(" ", unframed(text))
    return {word for word in content_words(plain) if word not in EMPTY | names}


def _forms(word: str) -> frozenset[str]:
    """A stem and those that may stand for it."""
    return frozenset({word}).union(*(line for line in _ALIKE_STEMS if word in line))


def _spaced(text: str) -> str:
    """Words that a page has run together, apart: "journalArticlepeer-review"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("peer-review", " peer-review")
