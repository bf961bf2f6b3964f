"""LaTeX with commands that pandoc doesn't know: their words are read all the same, or the commands are named.

Pandoc passes over a command that only a class or a package defines, and all that stands in its braces. Such commands
are defined here to stand for their words, and the source is read again. This file doesn't know how pandoc is run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Node = dict[str, Any]

_MOST_READINGS = 3  # a command may stand within another
_MOST_NAMED = 5
_SKIPPED = re.compile(
    r"^\[INFO\] Skipped '\\([a-zA-Z@]+)\*?(.*?)' at (?:[^\n]* )?line (\d+) column \d+$", re.MULTILINE | re.DOTALL
)
_INCLUDED = re.compile(r"^\[WARNING\] Could not load include file (\S+)", re.MULTILINE)
_ARGUMENTS = re.compile(r"(\[[^\[\]]*\])?((?:\{(?:[^{}]|\{[^{}]*\})*\})+)", re.DOTALL)
_ARGUMENT = re.compile(r"\{(?:[^{}]|\{[^{}]*\})*\}", re.DOTALL)
# What sets the page or the program, or draws nothing: no words of the text.
_SETTINGS = re.compile(
    r"(?:set|new|renew|provide|declare|define|color|pgf|tikz|tcb|fancy|page|bibliography|print|addto|add|hyper|include|use|"
    r"At|theorem|number|caption|gls|acro|mark|hyphen|line|label|cref|c?ref|nocite|select|foreign|graphics|enlarge|ensure|"
    r"documentclass|input|s?index|[vh]?phantom|[vh]space|thispagestyle|[lcr](?:head|foot)|(?:begin|end)$|def$|let$|"
    r"make|let|document|geometry|lst|allow|raise|resize|scale|rotate|if|else|fi|multi|cline|rule|special|url|verb|font)",
    re.IGNORECASE,
)
_PRINTED = frozenset(["captionof", "newthought", "definition", "lettrine"])  # as a setting begins, and yet words
# What stands for more than the words in its braces.
_MEANT = {
    "textquote": r"[2][]{\enquote{#2} #1}",
    "tablefootnote": r"[1]{\footnote{#1}}",
    "captionof": r"[2]{\par #2\par}",
    "lettrine": r"[3][]{#2#3}",
    "subfloat": r"[2][]{#1 #2}",
}
_FLOATS = (
    (r"\\begin\{wrap(figure|table)\}(?:\[[^\]]*\])?\{[^{}]*\}(?:\[[^\]]*\])?\{[^{}]*\}", r"\\begin{\1}"),
    (r"\\begin\{(?:sideways|SC)(figure|table)\*?\}", r"\\begin{\1}"),
    (r"\\end\{(?:wrap|sideways|SC)(figure|table)\*?\}", r"\\end{\1}"),
)  # fmt: skip


def _unknown(messages: str, source: str) -> dict[str, str]:
    """By the names of the commands that were passed over with words in the text, definitions that stand for these."""
    begun = source.find(r"\begin{document}")
    first = source.count("\n", 0, begun) + 1 if begun >= 0 else 0
    found: dict[str, str] = {}
    for match in _SKIPPED.finditer(messages):
        name, given = match[1], match[2]
        held = _ARGUMENTS.fullmatch(given.strip())
        if held is None or int(match[3]) < first or (_SETTINGS.match(name) and name not in _PRINTED):
            continue
        arguments = _ARGUMENT.findall(held[2])
        if not re.search(r"[^\W\d_]{2}", given) or len(arguments) > 8:
            continue
        optional = held[1] is not None
        shift = 2 if optional else 1
        words = " ".join(f"#{index + shift}" for index in range(len(arguments)))
        meaning = f"[{len(arguments) + optional}]{'[]' if optional else ''}{{{words}}}"
        found.setdefault(name, _MEANT.get(name, meaning))
    return found


def _apart(messages: str) -> tuple[str, ...]:
    """A warning of the files that a source takes in: each document is read from its own file alone."""
    files = list(dict.fromkeys(_INCLUDED.findall(messages)))
    if not files:
        return ()
    named = ", ".join(files[:_MOST_NAMED]) + (
        f" and {len(files) - _MOST_NAMED} more" if len(files) > _MOST_NAMED else ""
    )
    return (f"What it includes from other files is read only where these are added too: {named}.",)


def read_latex(source: str, heard: Callable[[str], tuple[Node, str]]) -> tuple[Node, tuple[str, ...]]:
    """The tree of a LaTeX source, and a warning of commands whose words are left out.

    `heard` gives pandoc's tree of a source and all that pandoc says of it.
    """
    for pattern, right in _FLOATS:
        source = re.sub(pattern, right, source)
    tree, messages = heard(source)
    unknown: dict[str, str] = {}
    for _ in range(_MOST_READINGS):
        more = {name: meaning for name, meaning in _unknown(messages, source).items() if name not in unknown}
        if not more:
            break
        unknown |= more
        told = "".join(f"\\providecommand{{\\{name}}}{meaning}" for name, meaning in unknown.items())
        tree, messages = heard(told + source)  # on the same line: the lines keep their numbers
    warnings = _apart(messages)
    left = list(_unknown(messages, source))
    if not left:
        return tree, warnings
    names = ", ".join(f"\\{name}" for name in left[:_MOST_NAMED]) + (" and others" if len(left) > _MOST_NAMED else "")
    return tree, (*warnings, f"Words within {names} are not read: these commands are not known.")


__all__ = ["read_latex"]
