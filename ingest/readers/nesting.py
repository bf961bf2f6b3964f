"""How deep the lists of a manuscript are nested, told before pandoc spends minutes on them.

Pandoc's time grows with a power of the depth of lists and of brackets; nobody writes any so deep, but what programs
write and what is damaged may be. This file doesn't know how pandoc is run.
"""

from __future__ import annotations

import re

from ingest.errors import LimitError

MOST = 150  # levels: pandoc takes a second for them
_INDENTED = frozenset({"markdown", "rst", "org"})
_MARKED = frozenset({"mediawiki", "textile"})
_BULLET = re.compile(r"([ \t]*)(?:[-*+•]|[0-9a-zA-Z#]{1,9}[.)])[ \t]")
_MARKS = re.compile(r"[*#:;]+")
_BRACKETS = re.compile(r"\[(?:[^\S\n]*\[){59}")


def deepest_list(text: str, format_name: str) -> int:
    """How many levels its deepest list has, as far as the beginnings of lines tell."""
    if format_name in _MARKED:
        return max((len(marks[0]) for line in text.splitlines() if (marks := _MARKS.match(line))), default=0)
    deepest = 0
    open_at: list[int] = []
    for line in text.splitlines() if format_name in _INDENTED else ():
        bullet = _BULLET.match(line)
        if bullet is None:
            if line.strip() and not line[0].isspace():
                open_at.clear()
            continue
        indent = len(bullet[1].expandtabs(4))
        while open_at and open_at[-1] >= indent:
            open_at.pop()
        open_at.append(indent)
        deepest = max(deepest, len(open_at))
    return deepest


def check_nesting(text: str, format_name: str, name: str) -> None:
    """Raise `LimitError` where lists are nested deeper than can be read in a reasonable time."""
    if (depth := deepest_list(text, format_name)) > MOST:
        raise LimitError(
            f"{name!r} is not read: its lists are nested {depth:,} deep, more than the limit of {MOST}; "
            "save it with flatter lists, or as plain text (.txt)."
        )


def many_brackets(text: str) -> bool:
    """Whether brackets are opened in such a heap that pandoc's own Markdown would look for their ends for minutes."""
    return _BRACKETS.search(text) is not None


__all__ = ["MOST", "check_nesting", "deepest_list", "many_brackets"]
