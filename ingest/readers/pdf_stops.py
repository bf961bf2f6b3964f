"""Stops that a document's type sets apart from their words ("U .S .", "p . 55"), closed up. Pure.

Type of one width, and what was made of it by OCR, leaves a space before the stop; read as it is, every initial ends a
sentence. Only documents that do so throughout are touched, and neither ellipses (" . . .") nor decimals (" .5") in
them. This file doesn't know what a sentence is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.pdf_layout import Line, make_line
from ingest.readers.pdf_page import Run

_APART = re.compile(r"[^\W\d_]{2} \.(?= [^\W_]|$)")
_CLOSE = re.compile(r"[^\W\d_]{2}\.(?= [^\W_]|$)")
_STOP = re.compile(r"[.,](?![\d.])")
_LEAST = 10  # stops set apart, from which it may be the document's way
_SHARE = 0.25  # of its stops


def close_stops(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The lines of each page, the stops closed up to their words where the document sets many apart."""
    texts = [line.text for lines in pages for line in lines]
    apart = sum(len(_APART.findall(text)) for text in texts)
    close = sum(len(_CLOSE.findall(text)) for text in texts)
    if apart < _LEAST or apart < _SHARE * (apart + close):
        return list(pages)
    return [[_closed(line) for line in lines] for lines in pages]


def _closed(line: Line) -> Line:
    runs: list[Run] = []
    for at, run in enumerate(line.runs):
        following = line.runs[at + 1].text[:1] if at + 1 < len(line.runs) else ""
        if runs and _belongs(runs[-1], run, following):
            last = runs.pop()
            run = replace(last, text=last.text + run.text, x1=run.x1, y0=min(last.y0, run.y0), y1=max(last.y1, run.y1))
        runs.append(run)
    return make_line(line.page, runs, line.column) if len(runs) < len(line.runs) else line


def _belongs(last: Run, run: Run, following: str) -> bool:
    """Whether the run opens with the stop of the word before it, from which a space parts it."""
    word = last.text[-1:].isalnum() or last.text[-1:] in ")]”’\"'"
    alone = run.text == "." and following == "."  # the first of an ellipsis
    return word and bool(_STOP.match(run.text)) and not alone and last.size == run.size


__all__ = ["close_stops"]
