"""The cell of a table that a question asks for: the row whose cells it names, in the column that it asks about.

A look-up by rules: a row counts when the question has all words of one of its cells, a column when the question has
the words of its head, or asks for what stands there (a place, a date). Nothing is said where two cells would do as
well, or where the question speaks of things that the table and what stands around it don't.
This file doesn't know how documents are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Draft, DraftSentence
from assistant.questions.analysis import Asked, Wants
from assistant.quotes.leads import sentence_from
from assistant.table_rows import row_cells, row_in_words
from assistant.words.kindred import kindred
from assistant.words.lexicon import PLACES
from assistant.words.wording import content_words, fold, stem
from ingest.document import BlockKind, Document, Sentence

COVERED = 0.65  # of the question's words must stand in the row, the heads or around the table
AROUND = 2  # blocks before a table, and one behind it, that may say what it shows
LONGEST = 12  # words of a cell that can answer
_HEADS = {
    Wants.PLACE: "place country city location venue where seat site",
    Wants.DATE: "date year day when period",
    Wants.PERSON: "name who person author chair president minister",
}
HEADS = {wants: frozenset(stem(word) for word in words.split()) for wants, words in _HEADS.items()}
_NO_CELL = (Wants.REASON, Wants.YES_NO)
_ASKS = re.compile(
    r"(?:^|[,;:]\s+|\b(?:in|on|at|for|by|with)\s)(?:what|which|where|when|who|how (?:many|much|large|long))\b"
    r"[^.!?]*\??$",
    re.I,
)
_CONTRASTS = re.compile(r"\b(?:as against|as opposed to|rather than|instead of|unlike|except|besides|not)\b", re.I)
_RANGE = re.compile(r"^((?:1\d|20)\d\d)\s*[–-]\s*((?:1\d|20)?\d\d)$")
_SPANS = re.compile(r"(?<![\d–-])((?:1\d|20)\d\d)\s*[–/-]\s*((?:1\d|20)?\d\d)(?![\d–-])")
_FIGURE = r"[\d.,\s%€$£¥<>≤≥±()–-]*"
_NUMERIC = re.compile(rf"^{_FIGURE}\d{_FIGURE}(?:(?:thousand|million|billion|per cent|km|kg|m|h)\.?)?$", re.I)
_ADJECTIVES = {stem(fold(adjective)): stem(fold(place)) for place, adjective in PLACES.items()}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that answers, in its row; `named` counts the question's words that the row and the heads have."""

    document: Document
    row: Sentence
    text: str
    named: int


def answer(asked: Asked, documents: Sequence[Document]) -> Draft | None:
    """The one cell that the question asks for, and its row; None where there is none, or more than one."""
    if asked.compares or len(asked.parts) > 1 or asked.wants in _NO_CELL:
        return None
    if not _ASKS.search(asked.text) or _CONTRASTS.search(asked.text):
        return None
    found = [cell for document in documents for cell in _cells(asked, document)]
    most = max((cell.named for cell in found), default=0)
    best = [cell for cell in found if cell.named == most]
    if not best or len({cell.text for cell in best}) > 1:
        return None
    cell = best[0]
    place = (cell.document.id, cell.row.start, cell.row.end)
    words = row_in_words(cell.document, cell.row)
    return Draft((DraftSentence(sentence_from(cell.text), place), DraftSentence(words, place)))


def _cells(asked: Asked, document: Document) -> Iterator[Cell]:
    """The cells of a document's tables that the question may ask for, one a row."""
    wanted = set(content_words(asked.text))
    for index, block in enumerate(document.blocks):
        if block.kind is not BlockKind.TABLE:
            continue
        around: frozenset[str] | None = None
        for row in document.sentences_in(block.start, block.end):
            if told := row_cells(document, row):
                around = words_around(document, index) if around is None else around
                if found := _cell(asked, wanted, [head for head, _ in told], [cell for _, cell in told], around):
                    yield Cell(document, row, *found)


def words_around(document: Document, index: int) -> frozenset[str]:
    """The words of the headings, the title and the blocks about a table."""
    block = document.blocks[index]
    near = document.blocks[max(0, index - AROUND) : index + 2]
    texts = [document.text[b.start : b.end] for b in near if b.kind is not BlockKind.TABLE]
    texts += [*document.section_path(block.section), document.metadata.title or ""]
    return frozenset(_places(content_words(" ".join(texts))))


def _places(words: Sequence[str]) -> list[str]:
    """The words, and the countries whose adjectives they are."""
    return [*words, *(_ADJECTIVES[word] for word in words if word in _ADJECTIVES)]


def _cell(
    asked: Asked, wanted: set[str], heads: Sequence[str], cells: Sequence[str], around: frozenset[str]
) -> tuple[str, int] | None:
    """The cell of a row that is asked for, and how many of the question's words the row and its head have."""
    keys = [i for i, cell in enumerate(cells) if _named(cell, wanted, asked)]
    if not keys:
        return None
    found = _column(asked, wanted, heads, cells, keys)
    if found is None:
        return None
    column, headed = found
    if not cells[column] or len(cells[column].split()) > LONGEST:
        return None
    own = {word for i in keys for word in content_words(cells[i])} | set(content_words(heads[column]))
    years = {n for i in keys for n in asked.numbers if _within(n, cells[i])}
    there = around | set(_places([w for head in heads for w in content_words(head)])) | own | years
    told = [word for word in wanted if kindred(word) & there or _ADJECTIVES.get(word, word) in there]
    if len(told) < (COVERED if headed else 1.0) * len(wanted):
        return None
    return cells[column], len(wanted & own) + len(years)


def _named(cell: str, wanted: set[str], asked: Asked) -> bool:
    """Whether the question names what a cell says: all its words, or a year of its years."""
    words = set(content_words(cell))
    if _RANGE.match(cell):
        if spans := _SPANS.findall(asked.text):  # "2021–22" isn't 2020–21, though both have 2021
            return any(_within(year, cell) and _within(_last_year(year, end), cell) for year, end in spans)
        return any(_within(number, cell) for number in asked.numbers)
    if _NUMERIC.match(cell) and not re.match(r"^(?:1\d|20)\d\d$", cell):
        return False  # that 3 is asked about names no row
    return bool(words) and words <= wanted


def _within(number: str, cell: str) -> bool:
    """Whether a year lies in a cell's years: "2005" in "2004–2006"."""
    match = _RANGE.match(cell)
    if match is None or not number.isdecimal() or len(number) != len(match[1]):
        return False
    return int(match[1]) <= int(number) <= int(_last_year(match[1], match[2]))


def _last_year(first: str, end: str) -> str:
    """The last year of years as they are written: 2022 of "2021" and "22"."""
    return first[: 4 - len(end)] + end


def _column(
    asked: Asked, wanted: set[str], heads: Sequence[str], cells: Sequence[str], keys: Sequence[int]
) -> tuple[int, bool] | None:
    """The column that is asked for, and whether the question names its head: the one of what it wants, a place or a
    date, or whose head it names best, or the only one of figures."""
    others = [i for i in range(len(heads)) if i not in keys]
    shares = {i: _share(heads[i], wanted) for i in others}
    kinds = HEADS.get(asked.wants, frozenset())
    fitting = [i for i in others if kinds & set(content_words(heads[i]) or [stem(fold(heads[i]))])]
    if len(fitting) == 1:
        return fitting[0], True
    figures = [i for i in others if _NUMERIC.match(cells[i]) and not _RANGE.match(cells[i])]
    best = [i for i in others if shares[i] == max(shares.values()) > 0]
    if len(best) == 1:
        return (best[0], True) if asked.wants is not Wants.QUANTITY or best[0] in figures else None
    return (figures[0], False) if asked.wants is Wants.QUANTITY and len(figures) == 1 else None


def _share(head: str, wanted: set[str]) -> float:
    """How much of a column's head the question has."""
    words = set(_places(content_words(head)))
    named = {word for word in words if word in wanted or any(_ADJECTIVES.get(w) == word for w in wanted)}
    return len(named) / len(words) if words else 0.0
