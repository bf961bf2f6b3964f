"""Notes that a manuscript defines and pandoc would drop: those that nothing refers to, and those that share a key.

Pandoc keeps a note only where a marker calls for it, and of several notes with one key only the last. Here the source
is rewritten before pandoc reads it: shared keys are told apart, and a division at the end calls for the loose notes.
This file knows how Markdown, reStructuredText, Org and Textile write notes, and neither files nor how pandoc is run.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

LOOSE = "pincite-loose-notes"  # the class of the division that calls for notes which nothing else refers to
MOST_NAMED = 5  # keys in a warning
_MARK = "\ue000"  # a private code point, which tells keys apart that the file gives twice
_MARKED = re.compile(_MARK + r"\d+")
_KEY = re.compile(r"\[\^([^\s\[\]^]{1,80})\]")
_DEFINED = re.compile(r" {0,3}\[\^([^\s\[\]^]{1,80})\]:")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_UNUSED = re.compile(r"\[WARNING\] Note with key '(.+)' defined at .* but not used")
_RST_DEFINED = re.compile(r"^\.\. \[(#[\w.-]*|\d+|\*)\](?=\s)", re.MULTILINE)
_RST_CALLED = re.compile(r"\[(#[\w.-]*|\d+|\*)\]_(?!\w)")
_ORG_DEFINED = re.compile(r"^\[fn:([\w-]+)\](?=\s)", re.MULTILINE)
_ORG_UNPRINTED = re.compile(r"^\*+ (?:COMMENT\b.*|.*:noexport:(?:\S*:)?[ \t]*)$", re.MULTILINE)
_TEXTILE_DEFINED = re.compile(r"^fn(\d+)(?:\([^)\n]*\))?\. ", re.MULTILINE)
_TEXTILE_CALLED = re.compile(r"\[(\d+)\]")
_ORG_CALLED = re.compile(r"(?<!^)\[fn:([\w-]+)[\]:]", re.MULTILINE)


def _outside_fences(text: str) -> Iterator[tuple[int, str]]:
    """The lines, with their offsets, that stand in no fenced code."""
    fence, at = "", 0
    for line in text.splitlines(keepends=True):
        opened = _FENCE.match(line)
        if not fence and not opened:
            yield at, line
        elif not fence and opened:
            fence = opened[1]
        elif opened and opened[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        at += len(line)


def told_apart(text: str) -> tuple[str, tuple[str, ...]]:
    """Markdown whose keys given twice are told apart, and these keys; `as_written` takes the difference out again.

    A marker means the definition that follows it, as in chapters put together, each with its notes at its end; where
    none follows, the last.
    """
    starts: dict[str, list[int]] = {}
    for at, line in _outside_fences(text):
        if defined := _DEFINED.match(line):
            starts.setdefault(defined[1], []).append(at)
    twice = {key: places for key, places in starts.items() if len(places) > 1}
    if not twice or _MARK in text:
        return text, ()

    def renamed(match: re.Match[str]) -> str:
        places = twice.get(match[1])
        if places is None:
            return match[0]
        after = bisect_right(places, match.start())
        own = after > 0 and not text[places[after - 1] : match.start()].strip()  # the definition itself
        index = after - 1 if own else min(after, len(places) - 1)
        return f"[^{match[1]}{_MARK}{index}]"

    return _KEY.sub(renamed, text), tuple(twice)


def as_written(tree: Any) -> Any:
    """The tree of a text that was `told_apart`, wherever its keys stand as words, as the file wrote them."""
    return json.loads(_MARKED.sub("", json.dumps(tree, ensure_ascii=False)))


def unused_keys(messages: str) -> tuple[str, ...]:
    """The keys of the Markdown notes of which pandoc says that nothing refers to them."""
    return tuple(match[1] for match in _UNUSED.finditer(messages))


def named(keys: Sequence[str]) -> str:
    """Keys as a reader of the file knows them: "[^a], [^b]"; of many the first."""
    shown = list(dict.fromkeys(f"[^{_MARKED.sub('', key)}]" for key in keys))
    more = f" and {len(shown) - MOST_NAMED} more" if len(shown) > MOST_NAMED else ""
    return ", ".join(shown[:MOST_NAMED]) + more


def calling_markdown(text: str, keys: Sequence[str]) -> str:
    """Markdown that calls for these notes at its end."""
    return f"{text}\n\n::: {LOOSE}\n{''.join(f'[^{key}]' for key in keys)}\n:::\n"


def _called_rst(text: str) -> str:
    missing = Counter(_RST_DEFINED.findall(text)) - Counter(_RST_CALLED.findall(text))
    numbered = {key for key in missing if key not in ("#", "*")}
    labels = [label for key in missing for label in [key] * (1 if key in numbered else missing[key])]
    if not labels:
        return text
    return f"{text}\n\n.. container:: {LOOSE}\n\n   {' '.join(f'[{label}]_' for label in labels)}\n"


def _called_org(text: str) -> str:
    called = set(_ORG_CALLED.findall(text))
    keys = [key for key in dict.fromkeys(_ORG_DEFINED.findall(text)) if key not in called]
    if not keys:
        return text
    calls = f"\n\n\n#+begin_{LOOSE}\n{' '.join(f'[fn:{key}]' for key in keys)}\n#+end_{LOOSE}\n"
    unprinted = _ORG_UNPRINTED.search(text)  # what stands below such a heading is left out whole
    at = unprinted.start() if unprinted else len(text)
    return text[:at] + calls + text[at:]


def headings_left_out(text: str) -> tuple[str, ...]:
    """A warning where an Org file says of parts of it that they are not to be printed."""
    count = len(_ORG_UNPRINTED.findall(text))
    parts = "A part of it is" if count == 1 else f"{count} parts of it are"
    return (f"{parts} marked as not to be printed (noexport, COMMENT), and not read.",) if count else ()


def _called_textile(text: str) -> str:
    called = set(_TEXTILE_CALLED.findall(text))
    keys = [key for key in dict.fromkeys(_TEXTILE_DEFINED.findall(text)) if key not in called]
    return f"{text}\n\np({LOOSE}). {' '.join(f'[{key}]' for key in keys)}\n" if keys else text


def with_all_called(text: str, format_name: str) -> str:
    """A source in which every note that reStructuredText, Org or Textile defines is called for."""
    calls = {"rst": _called_rst, "org": _called_org, "textile": _called_textile}.get(format_name)
    return calls(text) if calls else text


def kept_all(tree: Any) -> bool:
    """Whether pandoc read the division that calls for the loose notes as one, with notes alone in it."""
    last = tree["blocks"][-1] if tree["blocks"] else None
    if last is None or last["t"] != "Div" or LOOSE not in last["c"][0][1]:
        return False
    inlines = [inline["t"] for block in last["c"][1] for inline in block.get("c", ())]
    return bool(inlines) and set(inlines) == {"Note"}


__all__ = [
    "LOOSE",
    "as_written",
    "calling_markdown",
    "headings_left_out",
    "kept_all",
    "named",
    "told_apart",
    "unused_keys",
    "with_all_called",
]
