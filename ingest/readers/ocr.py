"""Scanned pages read by optical character recognition, with the `ocr` extra (RapidOCR, whose wheel carries its models).

A page is drawn as a picture and its recognised lines are handed on as glyph runs, so that everything after (columns,
notes, headings) works as it does on pages of text. This file doesn't know what the text is for.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from ingest.isolation import seconds_left
from ingest.readers.pdf_page import PageGlyphs, Run

INSTALL = "pip install 'pincite[ocr]'"
_DPI = 200
_MOST_PIXELS = 2000  # along a side
_SURE = 0.5  # least confidence of a line that is kept
_RESERVE = 10.0  # seconds kept back for what comes after
_FIRST = 30.0  # seconds that the first page may take on a slow machine, models loaded


def available() -> bool:
    """Whether the `ocr` extra is installed."""
    return importlib.util.find_spec("rapidocr") is not None


def read_scans(document: Any, pages: Iterable[PageGlyphs]) -> Iterator[PageGlyphs]:
    """Each of the scanned pages of a `pypdfium2.PdfDocument` with the text recognised on it.

    Stops early, with the pages it has, when the time given to the file (`ingest.isolation`) is nearly up.
    """
    longest = _FIRST
    for page in pages:
        before = seconds_left()
        if before < _RESERVE + longest:
            return
        yield _recognised(document, page)
        took = before - seconds_left()
        longest = took if longest == _FIRST else max(longest, took)


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})


def _recognised(document: Any, page: PageGlyphs) -> PageGlyphs:
    import numpy as np

    scale = min(_DPI / 72, _MOST_PIXELS / max(page.width, page.height, 1.0))
    source = document[page.number - 1]
    try:
        picture = np.ascontiguousarray(source.render(scale=scale).to_numpy()[:, :, :3])
    finally:
        source.close()
    result = _engine()(picture)
    if result.boxes is None or result.txts is None or result.scores is None:
        return page
    runs = []
    for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        if score < _SURE or not text.strip():
            continue
        (x0, y0), (x1, y1) = np.min(box, axis=0) / scale, np.max(box, axis=0) / scale
        if x1 - x0 < 0.5 * (y1 - y0) and len(text) > 2:
            continue  # text that runs up the page
        runs.append(Run(text.strip(), float(x0), float(y0), float(x1), float(y1), round(0.8 * float(y1 - y0)) or 1.0))
    return PageGlyphs(page.number, page.width, page.height, _even(runs), page.rules, page.sideways, page.images)


def _even(runs: list[Run]) -> tuple[Run, ...]:
    """Sizes measured from a picture waver from line to line: those near the most common one become it."""
    if not runs:
        return ()
    common = sorted(run.size for run in runs)[len(runs) // 2]
    return tuple(
        Run(run.text, run.x0, run.y0, run.x1, run.y1, common if abs(run.size - common) <= 0.18 * common else run.size)
        for run in runs
    )
