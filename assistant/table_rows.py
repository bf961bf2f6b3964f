"""The rows of a table with the heads of their columns: as pairs, and as words a person reads.

A table's block has a line a row and tabs between cells; its first line is the head, or as many lines as the file says.
This file doesn't know questions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from assistant.words.wording import readable
from ingest.document import Block, BlockKind, Document, Sentence, Styled, TextStyle


def columns(heads: str, row: str) -> list[tuple[str, str]]:
    """(head, cell) of each column; empty where they don't fit. Heads on several lines are read downwards."""
    lines = [line.split("\t") for line in heads.split("\n")]
    cells = row.split("\t")
    count = max(map(len, lines))
    if count < 2 or count != len(cells) or cells in lines:
        return []
    names = [" ".join(filter(None, (line[at].strip() for line in lines if at < len(line)))) for at in range(count)]
    return [(name, cell.strip()) for name, cell in zip(names, cells, strict=True)]


def in_words(told: Sequence[tuple[str, str]]) -> str:
    """Cells with their heads: "Country: Haiti; Strength: 350."; "" for none."""
    pairs = [(readable(name), readable(cell)) for name, cell in told]
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell) + "." if told else ""


def row_with_heads(heads: str, row: str) -> str:
    """A table's row with the heads of its columns, both with tabs between cells: "Country: Haiti; Strength: 350.";
    "" where they don't fit."""
    return in_words(columns(heads, row))


def row_in_words(document: Document, sentence: Sentence) -> str:
    """A table's row with the heads of its columns; "" for any other sentence."""
    return in_words(row_cells(document, sentence))


def row_cells(document: Document, sentence: Sentence) -> list[tuple[str, str]]:
    """(head, cell) of each column of a table's row; empty for any other sentence."""
    block = document.blocks[sentence.block]
    if block.kind is not BlockKind.TABLE or sentence.start < heads_end(document, block):
        return []
    heads = _spread_heads(document, block)
    first = max(block.start, document.text.rfind("\n", 0, sentence.start) + 1)  # with the empty cells around it
    last = document.text.find("\n", sentence.end, block.end)
    row = document.text[first : last if last >= 0 else block.end]
    if last < 0 and "\t" in row:  # empty cells that end a table are not in its text
        row += "\t" * (heads.split("\n")[0].count("\t") - row.count("\t"))
    return columns(heads, row)


def group_titles(document: Document, block: Block) -> list[tuple[int, str]]:
    """The titles that stand alone in a line among a table's rows, each with its place."""
    found, at = [], heads_end(document, block)
    for line in document.text[at : block.end].split("\n"):
        if line.strip() and "\t" not in line:
            found.append((at, line.strip()))
        at += len(line) + 1
    return found


def heads_end(document: Document, block: Block) -> int:
    """Where the head of a table ends: its first line, or as many as the file says; its start where it has none."""
    heads = _heads(document, block)
    if heads and all(style.start == style.end for style in heads):
        return block.start
    styled = [style.end for style in heads]
    end = document.text.find("\n", max(styled, default=block.start), block.end)
    return end if end >= 0 else block.end


def _heads(document: Document, block: Block) -> list[Styled]:
    first = bisect_left(document.styles, block.start, key=lambda style: style.start)
    last = bisect_left(document.styles, block.end, key=lambda style: style.start)
    return [style for style in document.styles[first:last] if style.style is TextStyle.HEAD]


def _spread_heads(document: Document, block: Block) -> str:
    """The lines of a table's head, each head in all the columns that it stands over."""
    text = document.text[block.start : heads_end(document, block)]
    lines = [line.split("\t") for line in text.split("\n")]
    for head in _heads(document, block):
        before = text[: head.start - block.start].split("\n")
        line, column = lines[len(before) - 1], before[-1].count("\t")
        for at in range(column + 1, min(column + head.level, len(line))):
            line[at] = line[column]
    return "\n".join("\t".join(line) for line in lines)
