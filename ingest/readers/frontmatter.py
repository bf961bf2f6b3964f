"""The metadata block at the top of a Markdown file, where it isn't YAML that can be parsed. Pure.

People write `title: One: Two` and forget a closing quote or bracket; the block is then read line by line. This file
doesn't know YAML: what it can't make out stays text.
"""

from __future__ import annotations

import re

_BLOCK = re.compile(r"\A\ufeff?\s*---[ \t]*\n(?P<lines>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w-]{0,40})[ \t]*:[ \t]+(?P<value>\S.*)")
_MOST_LINES = 200


def split_front(text: str) -> tuple[str, str]:
    """The lines of the metadata block that opens `text`, and the text after it; ("", text) where there is none.

    >>> split_front("---\\ntitle: A: B\\n---\\nText")
    ('title: A: B', 'Text')
    """
    block = _BLOCK.match(text.replace("\r\n", "\n"))
    if block is None or block["lines"].count("\n") >= _MOST_LINES:
        return "", text
    return block["lines"].strip("\n"), text.replace("\r\n", "\n")[block.end() :]


def pairs(lines: str) -> dict[str, str]:
    """What `key: value` lines say, keys in small letters, values without quotes around them.

    >>> pairs('title: "A: B\\nauthor: [C. Dee]')
    {'title': 'A: B', 'author': 'C. Dee'}
    """
    found: dict[str, str] = {}
    for line in lines.splitlines():
        pair = _PAIR.fullmatch(line.rstrip())
        if pair is not None and (value := pair["value"].strip("\"'[] ")):
            found.setdefault(pair["key"].lower(), value)
    return found


__all__ = ["pairs", "split_front"]
