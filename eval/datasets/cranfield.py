"""The Cranfield collection (Cleverdon 1967): 1,400 abstracts on aerodynamics, 225 queries with graded relevance."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from eval.datasets.files import find, read_text
from eval.datasets.records import RankedQuery, RankedText

FIELD = re.compile(r"^\.([TABW])\n(.*?)(?=^\.[TABW]\n|\Z)", re.MULTILINE | re.DOTALL)
GRADES = {"1": 4, "2": 3, "3": 2, "4": 1}  # the collection's codes run from 1, the best, to 4


def _records(text: str) -> Iterator[tuple[str, str]]:
    for record in re.split(r"^\.I ", text, flags=re.MULTILINE)[1:]:
        number, _, rest = record.partition("\n")
        yield number.strip(), rest


def load_texts(folder: Path) -> Iterator[RankedText]:
    """The abstracts."""
    for number, rest in _records(read_text(find(folder, "cranfield", "cran", "cran.all.1400"), "latin-1")):
        parts = {name: " ".join(words.split()) for name, words in FIELD.findall(rest)}
        yield RankedText(number, parts.get("T", ""), parts.get("W", ""))


def load_queries(folder: Path) -> Iterator[RankedQuery]:
    """The queries. The judgements count them in the file's order, not by the numbers written there."""
    grades: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for line in read_text(find(folder, "cranfield", "cran", "cranqrel")).splitlines():
        query, document, code = line.split()[:3]
        if code in GRADES:
            grades[query].append((document, GRADES[code]))
    text = read_text(find(folder, "cranfield", "cran", "cran.qry"))
    for n, (_, rest) in enumerate(_records(text), 1):
        words = " ".join(rest.split(".W", 1)[-1].split())
        yield RankedQuery(str(n), words, tuple(grades[str(n)]))
