"""Scanned pages read by optical character recognition, with the `ocr` extra (RapidOCR, whose wheel carries its models).

A page is drawn as a picture and its recognised lines are handed on as glyph runs, so that everything after (columns,
notes, headings) works as it does on pages of text. This file doesn't know what the text is for.
"""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import Any

from ingest.isolation import seconds_left
from ingest.readers.pdf_page import PageGlyphs, Run

INSTALL = "pip install 'pincite[ocr]'"
_DPI = 200
_MOST_PIXELS = 2000  # along a side
_SURE = 0.5  # least confidence of a line that is kept
_RESERVE = 10.0  # seconds kept back for what comes after
_LEAST = 5.0  # seconds without which no page is begun


def available() -> bool:
    """Whether the `ocr` extra is installed."""
    return importlib.util.find_spec("rapidocr") is not None


def read_scans(document: Any, pages: Iterable[PageGlyphs], reserve: float = 0.0) -> Iterator[PageGlyphs]:
    """Each of the scanned pages of a `pypdfium2.PdfDocument` with the text recognised on it.

    Stops early, with the pages it has, when the time given to the file (`ingest.isolation`) is up but for `reserve`
    seconds.
    """
    for page in pages:
        left = seconds_left() - max(_RESERVE, reserve)
        if left < _LEAST:
            return
        scale = min(_DPI / 72, _MOST_PIXELS / max(page.width, page.height, 1.0))
        result = _within(left, partial(_recognise, _picture(document, page, scale)))
        if result is None:
            return
        yield _with_text(page, result, scale)


def _within(seconds: float, call: Callable[[], Any]) -> Any:
    """What the call returns, or None where it isn't done in time (its thread is then left to itself)."""
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(call()), daemon=True)
    thread.start()
    thread.join(None if seconds == float("inf") else seconds)
    return answers[0] if answers else None


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})


def _picture(document: Any, page: PageGlyphs, scale: float) -> Any:
    import numpy as np

    source = document[page.number - 1]
    try:
        return np.ascontiguousarray(source.render(scale=scale).to_numpy()[:, :, :3])
    finally:
        source.close()


def _recognise(picture: Any) -> Any:
    return _engine()(picture)


def _with_text(page: PageGlyphs, result: Any, scale: float) -> PageGlyphs:
    import numpy as np

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
