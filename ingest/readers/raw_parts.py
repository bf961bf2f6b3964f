"""LaTeX and HTML set raw within a manuscript (Markdown, reStructuredText, Org, notebooks), read in their own way.

Pandoc hands raw parts on as they stand; here those that hold words are read by pandoc too, all of one language at
once, and set in their places. This file doesn't know files or how pandoc is run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from ingest.errors import UnreadableError
from ingest.readers.markup import clean_page, joined

Node = dict[str, Any]
Read = Callable[[bytes, str], Node]  # a source and its format -> pandoc's tree

_LANGUAGES = {"tex": "latex", "latex": "latex", "html": "html", "html4": "html", "html5": "html"}
_TEMPLATE = re.compile(r'\["mediawiki", "\{\{([^|}"\\]{1,60})')
_MOST_NAMED = 5
_PART = "pincite-part-"
_TAG = re.compile(r"<[^<>]*>")
_WORDLESS = re.compile(  # LaTeX that sets the page, points elsewhere or draws no words
    r"\\(?:(?:page|eq)?ref|label|[vh]space|setlength|pagestyle|thispagestyle|index|input|include|usepackage|"
    r"includegraphics|bibliography|bibliographystyle|addcontentsline|setcounter|renewcommand|newcommand)"
    r"\*?(?:\[[^\]]*\]|\{[^{}]*\})+|\\[a-zA-Z]+\*?|\\."
)


def _language(node: Any) -> str:
    """In which language a raw part with words in it is written; "" of anything else."""
    if not isinstance(node, dict) or node.get("t") not in ("RawBlock", "RawInline"):
        return ""
    language, text = _LANGUAGES.get(node["c"][0], ""), node["c"][1]
    bare = _TAG.sub("", re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)) if language == "html" else text
    bare = _WORDLESS.sub("", bare) if language == "latex" else bare
    return language if re.search(r"\w", bare) else ""


def _raw(node: Any) -> Iterator[Node]:
    """The raw parts with words in them, in order."""
    waiting = [node]
    while waiting:
        at = waiting.pop()
        if _language(at):
            yield at
        elif isinstance(at, dict):
            waiting += reversed(list(at.values()))
        elif isinstance(at, list):
            waiting += reversed(at)


def with_raw_read(tree: Node, read: Read) -> tuple[Node, tuple[str, ...]]:
    """The tree with its raw parts read, and a warning where some can't be. The tree that is given is changed."""
    warnings: list[str] = []
    parts = list(_raw(tree["blocks"])) + list(_raw(tree["meta"]))
    for language, name in (("latex", "LaTeX"), ("html", "HTML")):
        own = [part for part in parts if _language(part) == language]
        if not own:
            continue
        try:
            found = _read_apart([part["c"][1] for part in own], language, read)
        except UnreadableError:
            found = []
        if len(found) != len(own):
            warnings.append(f"The {name} in it can't be read, and is left out.")
            continue
        for part, blocks in zip(own, found, strict=True):
            _set(part, blocks)
    return tree, tuple(warnings)


def templates_left_out(tree: Node) -> tuple[str, ...]:
    """A warning where a page of a wiki calls for templates: what these say stands elsewhere."""
    raw = json.dumps([tree["blocks"]], ensure_ascii=False)
    found = list(dict.fromkeys(name.strip() for name in _TEMPLATE.findall(raw)))
    if not found:
        return ()
    names = ", ".join(f"{{{{{name}}}}}" for name in found[:_MOST_NAMED])
    more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    return (f"Templates in it are not read: {names}{more}.",)


def _read_apart(sources: list[str], language: str, read: Read) -> list[list[Node]]:
    """The blocks of each source; they are parted by headings that no source holds."""
    if language == "latex":
        pieces = [f"\\section{{{_PART}{index}}}\n\n{source}\n\n" for index, source in enumerate(sources)]
        tree = read("".join(pieces).encode("utf-8"), "latex")
    else:
        bodies = [
            f"<h1>{_PART}{index}</h1>{clean_page(source, drop_furniture=False).body}"
            for index, source in enumerate(sources)
        ]
        tree = read(joined(bodies).encode("utf-8"), "html")
    found: list[list[Node]] = []
    for block in tree["blocks"]:
        if block["t"] == "Header" and block["c"][2] == [{"t": "Str", "c": f"{_PART}{len(found)}"}]:
            found.append([])
        elif found:
            found[-1].append(block)
    return found


def _set(part: Node, blocks: list[Node]) -> None:
    """What was read takes the place of a raw part: in a line its words and notes, else its blocks."""
    if part["t"] == "RawBlock":
        part["t"], part["c"] = "Div", [["", [], []], blocks]
        return
    inlines: list[Node] = []
    for block in blocks:
        if block["t"] in ("Para", "Plain"):
            inlines += [{"t": "Space"}] * bool(inlines) + block["c"]
    part["t"], part["c"] = "Span", [["", [], []], inlines]


__all__ = ["templates_left_out", "with_raw_read"]
