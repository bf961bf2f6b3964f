"""What the figures of a table's column say: the row of the highest, the rows above a bound, two cells put side by side.

The cells are quoted with their rows, and the notice says how they were found; what is reckoned from them (a difference)
is said there alone, as it stands in no row. Nothing is said where no one column is meant, and refused where its cells
aren't figures or are of several units.
This file doesn't know how documents are found, nor how a single cell is looked up (tables.py).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Draft, DraftSentence
from assistant.lookups.figures import Figure, figures_of, scale_of
from assistant.lookups.reckoning import Reckoning, Task, asked_for
from assistant.lookups.tables import AROUND, words_around
from assistant.questions.analysis import Asked
from assistant.table_rows import group_titles, in_words, row_cells, row_in_words
from assistant.words.kindred import kindred
from assistant.words.verbs import BASE_FORMS, BASES
from assistant.words.wording import content_words, fold, readable
from ingest.document import Block, BlockKind, Document, Sentence

MOST = 10  # rows in an answer
TIED = 3
_PAIRED = (Task.DIFFERENCE, Task.SUM, Task.COMPARE)
_SUMMED = re.compile(  # "All towns", and not "All Saints"
    r"\W*(?:(?:(?:sub|grand )?totals?|overall|sum|mean|median|average|insgesamt|summe|gesamt|totale?s?)\b"
    r"|all(?:\W*$|\s+(?-i:[^\W\dA-Z])))",
    re.I,
)
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
_AROUND_SCALED = re.compile(r"\bin (?:hundreds|thousands|millions|billions)\b|[’']000s?\b", re.I)
_PERCENT = re.compile(r"%|\bper ?cent|\b(?:share|rate|percentage|proportion)s?\b", re.I)
_SIGNS = re.compile(r"[$€£¥]")
# Heads under which 1 is the highest, and those of the year in which something began: what "oldest" asks for.
_RANKS = frozenset(content_words("rank ranking position place standing"))
_BEGINNINGS = frozenset(
    content_words(
        "built founded foundation established opened opening erected constructed begun started made launched year date "
        "dated since first created born birth introduced published written printed consecrated dedicated chartered "
        "commissioned laid completed finished installed planted cast composed painted"
    )
)
_LAYING = frozenset(
    word for text in ("column row table number figure value amount list name") for word in content_words(text)
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its heads and cells, and the title that it stands under."""

    sentence: Sentence
    told: tuple[tuple[str, str], ...]
    group: str = ""

    @property
    def key(self) -> str:
        return self.told[0][1]


@dataclass(frozen=True, slots=True)
class Column:
    """The rows of a table that the question is about, and the one column whose figures it asks for. `named` counts the
    words of the question that its head, the rows' cells and what stands around the table have; `scaled` says that a
    text beside the table gives its figures in thousands."""

    document: Document
    rows: tuple[Row, ...]
    at: int
    named: int
    scaled: bool = False

    @property
    def head(self) -> str:
        return readable(self.rows[0].told[self.at][0])

    def figures(self) -> list[Figure | None] | None:
        """The figure in each row, None where the cell is empty; None where a cell holds anything else."""
        return figures_of([row.told[self.at][1] for row in self.rows], self.document.metadata.language)


def answer(asked: Asked, documents: Sequence[Document]) -> Draft | None:
    """The rows that the question's reckoning finds; None where it asks for none, or no one column is meant."""
    reckoning = asked_for(asked.text)
    if reckoning is None or not reckoning.sure or (len(asked.parts) > 1 and reckoning.task not in _PAIRED):
        return None
    found = [column for document in documents for column in _columns(reckoning, document)]
    most = max((column.named for column in found), default=0)
    best = [column for column in found if column.named == most]
    if len(best) != 1:
        return None
    [column] = best
    figures = column.figures()
    if figures is None:
        return Draft((), refused=True, notice=f"Not all cells of the column “{column.head}” can be read as figures.")
    if len({figure.unit for figure in figures if figure}) > 1:
        return Draft((), refused=True, notice=f"The figures in the column “{column.head}” are of different units.")
    return _told(reckoning, column, figures)


def asks(asked: Asked) -> bool:
    """Whether the question asks for the rows of a column's highest figures, or of those above a bound: no row says by
    itself that it is one."""
    reckoning = asked_for(asked.text)
    return reckoning is not None and reckoning.task in (Task.MOST, Task.LEAST, Task.ABOVE, Task.BELOW)


def _columns(reckoning: Reckoning, document: Document) -> Iterator[Column]:
    """The one column of each table that the question may mean."""
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.TABLE:
            rows = list(_rows(document, block))
            nameless = [row for row in rows[:-1] if not row.key]  # the last may be a sum
            rows = [row for row in rows if row.key and not _sums_up(row)]
            column = _column(reckoning, document, rows, words_around(document, index)) if len(rows) > 1 else None
            if column and not any(re.search(r"\d", row.told[column.at][1]) for row in nameless):
                yield replace(column, scaled=_scaled_around(document, index))


def _rows(document: Document, block: Block) -> Iterator[Row]:
    titles = group_titles(document, block)
    for sentence in document.sentences_in(block.start, block.end):
        if told := row_cells(document, sentence):
            above = bisect(titles, (sentence.start, ""))
            yield Row(sentence, tuple(told), titles[above - 1][1] if above else "")


def _sums_up(row: Row) -> bool:
    """Whether a row is of all others: "Total", "All towns" under the head "Town"; not "All Saints"."""
    head, key = set(content_words(row.told[0][0])), row.key
    return bool(_SUMMED.match(key)) or (key.lower().startswith("all ") and set(content_words(key[4:])) <= head)


def _scaled_around(document: Document, index: int) -> bool:
    near = [block for block in document.blocks[max(0, index - AROUND) : index + 2] if block.kind is not BlockKind.TABLE]
    return any(_AROUND_SCALED.search(document.text[block.start : block.end]) for block in near)


def _column(reckoning: Reckoning, document: Document, rows: Sequence[Row], around: frozenset[str]) -> Column | None:
    """The column of a table that the question names, with the rows it is about."""
    wanted = set(content_words(reckoning.rest))
    meant = _meant(rows, wanted, pair=reckoning.task in _PAIRED)
    if len(meant) < 2:
        return None
    keys = {word for row in meant for word in _said(row, wanted)}
    heads = [set(content_words(head)) or {fold(head).strip()} for head, _ in rows[0].told]
    numeric = [at for at in range(1, len(heads)) if _of_figures([row.told[at][1] for row in rows])]
    if reckoning.years:
        numeric = [at for at in numeric if all(_YEAR.fullmatch(row.told[at][1]) for row in meant if row.told[at][1])]
    named = [{word for word in wanted - keys if kindred(word) & head} for head in heads]
    most = max(len(named[at]) for at in range(1, len(heads)))
    best = [at for at in (range(1, len(heads)) if most else numeric) if len(named[at]) == most]
    best = [at for at in best if at in numeric] if reckoning.years else best
    if len(best) != 1 or best[0] not in numeric:
        return None
    head = heads[best[0]]
    if reckoning.aged and not head & wanted and not head & _BEGINNINGS:
        return None
    if reckoning.task in (Task.MOST, Task.LEAST) and head & _RANKS:
        return None
    told = set().union(*heads) | around | keys
    missing = [word for word in wanted if not kindred(word) & told and word not in _LAYING]
    if any(not _is_verb(word, reckoning.rest) for word in missing):
        return None
    years = {word for word in wanted if _YEAR.fullmatch(word)}
    if years - keys - head - around:
        return None
    return Column(document, tuple(meant), best[0], most + len(keys) + len(wanted & around))


def _of_figures(cells: Sequence[str]) -> bool:
    """Whether most cells that aren't empty hold a digit."""
    held = [cell for cell in cells if re.search(r"\w", cell)]
    return bool(held) and sum(bool(re.search(r"\d", cell)) for cell in held) > 0.5 * len(held)


def _meant(rows: Sequence[Row], wanted: set[str], *, pair: bool) -> list[Row]:
    """The rows that the question names by a cell; those under the title that it names; all where it names none."""
    named = [row for row in rows if set(content_words(row.key)) and set(content_words(row.key)) <= wanted]
    if pair:
        return named if len(named) == 2 else []
    if named:
        return []  # one row is asked for, not the highest of several
    grouped = [row for row in rows if row.group and set(content_words(row.group)) <= wanted]
    kept = grouped or rows
    holding = [row for row in kept if _said(row, wanted) - set(content_words(row.group))]
    return holding or list(kept)


def _said(row: Row, wanted: set[str]) -> set[str]:
    """The words of the question by which it names a row: those of its title, and of cells that are no figures."""
    cells = [
        cell for _, cell in row.told if not cell.replace(",", "").replace(".", "").isdigit() or _YEAR.fullmatch(cell)
    ]
    cells = [cell for at, cell in enumerate(cells) if at == 0 or not _YEAR.fullmatch(cell)]
    texts = [set(content_words(text)) for text in (row.group, *cells)]
    return {word for words in texts if words and words <= wanted for word in words}


def _is_verb(stemmed: str, text: str) -> bool:
    """Whether a word of the question is a verb: what is done with the figures ("earned", "carried")."""
    for word in re.findall(r"[^\W\d_]+", fold(text)):
        if stemmed in content_words(word):
            bases = {
                word,
                word.removesuffix("s"),
                word.removesuffix("ed"),
                word.removesuffix("d"),
                BASE_FORMS.get(word, ""),
            }
            bases |= {word[:-3] + "y" if word.endswith("ied") else ""}
            return bool(bases & BASES)
    return False


# ---- what is said ---------------------------------------------------------------------------


def _told(reckoning: Reckoning, column: Column, figures: Sequence[Figure | None]) -> Draft | None:
    held = [(row, figure) for row, figure in zip(column.rows, figures, strict=True) if figure is not None]
    without = len(column.rows) - len(held)
    if reckoning.task in (Task.MOST, Task.LEAST):
        return _extreme(reckoning, column, held, without)
    if reckoning.task in (Task.ABOVE, Task.BELOW):
        return _bounded(reckoning, column, held, without)
    if without or len(held) != 2:
        return None
    return _paired(reckoning, column, held)


def _extreme(reckoning: Reckoning, column: Column, held: list[tuple[Row, Figure]], without: int) -> Draft | None:
    if len(held) < 2:
        return None
    pick = max if reckoning.task is Task.MOST else min
    value = pick(figure.value for _, figure in held)
    best = [row for row, figure in held if figure.value == value]
    if len(best) > TIED:
        return None
    word = {(Task.MOST, False): "largest", (Task.LEAST, False): "smallest", (Task.MOST, True): "latest"}.get(
        (reckoning.task, reckoning.years), "earliest"
    )
    kind = "years" if reckoning.years else "figures"
    notice = f"It is the {word} of the {len(held)} {kind} in the column “{column.head}”"
    return _draft(column, best, f"{notice}{_lacking(without)}.")


def _bounded(reckoning: Reckoning, column: Column, held: list[tuple[Row, Figure]], without: int) -> Draft | None:
    bound, above = reckoning.bound, reckoning.task is Task.ABOVE
    written = " ".join([column.head, *(figure.unit for _, figure in held[:1])])
    scale = scale_of(written)
    if not _same_unit(reckoning.unit, written) or (column.scaled and scale == 1) or (scale > 1 and bound < scale):
        return None
    values = [(row, figure.value * scale) for row, figure in held]
    found = [
        row
        for row, value in values
        if (value > bound if above else value < bound) or (reckoning.included and value == bound)
    ]
    if not found or len(found) > MOST:
        return None
    side = ("at least" if above else "at most") if reckoning.included else ("above" if above else "below")
    which = "It is the only one" if len(found) == 1 else f"These are {len(found)}"
    notice = f"{which} of the {len(held)} figures in the column “{column.head}” {side} {reckoning.written}"
    return _draft(column, found, f"{notice}{_lacking(without)}.")


def _same_unit(asked: str, written: str) -> bool:
    """Whether figures with these words about them can be those of the question's unit: they may leave it unsaid."""
    if asked == "%":
        return _PERCENT.search(written) is not None
    return not asked or not (signs := _SIGNS.findall(written)) or asked in signs


def _paired(reckoning: Reckoning, column: Column, held: list[tuple[Row, Figure]]) -> Draft:
    (one, first), (two, second) = sorted(held, key=lambda pair: -pair[1].value)
    if reckoning.task is Task.SUM:
        said = f"{first.text} + {second.text} = {first.written(first.value + second.value)}"
    elif first.value == second.value:
        said = f"Both have {first.text}"
    elif reckoning.task is Task.DIFFERENCE:
        said = f"{first.text} − {second.text} = {first.written(first.value - second.value)}"
    else:
        said = f"{first.text} is more than {second.text}"
    return _draft(column, [one, two], f"Reckoned from two cells of the column “{column.head}”: {said}.")


def _lacking(without: int) -> str:
    return f"; {without} {'row has' if without == 1 else 'rows have'} none" if without else ""


def _draft(column: Column, rows: Sequence[Row], notice: str) -> Draft:
    """What names each row with its cell, both with their heads; a row that is alone is also told whole."""
    sentences = []
    for row in rows:
        place = (column.document.id, row.sentence.start, row.sentence.end)
        sentences.append(DraftSentence(in_words([row.told[0], row.told[column.at]]), place))
        if len(rows) == 1 and len(row.told) > 2:
            sentences.append(DraftSentence(row_in_words(column.document, row.sentence), place))
    return Draft(tuple(sentences), notice=notice)


__all__ = ["Column", "Row", "answer", "asks"]
