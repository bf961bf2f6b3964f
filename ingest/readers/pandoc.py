"""DOCX, ODT, EPUB, HTML, Markdown, LaTeX, JATS and the rest through pandoc's tree, without reading anything but the
file itself.

`--sandbox` keeps pandoc from every other file and from the network. This file knows how pandoc is run and what it calls
the formats; `ingest.readers.tree` knows its tree.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

from ingest.document import BlockKind, RawBlock, RawDocument
from ingest.errors import UnreadableError
from ingest.readers.decoding import decode
from ingest.readers.linked_notes import link_pieces
from ingest.readers.tree import Node, Piece, TreeWalker, note_blocks

_HEAP = "-M2G"  # pandoc's own heap limit
_TIMEOUT = 120  # seconds
_ARCHIVES = frozenset({"docx", "odt", "epub"})
# Names of pandoc's metadata, of Word's and of YAML front matter -> ours.
_NAMES = {
    "title": "title",
    "author": "author",
    "creator": "author",
    "editor": "editor",
    "date": "date",
    "year": "date",
    "publisher": "publisher",
    "lang": "language",
    "language": "language",
    "rights": "licence",
    "license": "licence",
    "licence": "licence",
    "copyright": "licence",
    "identifier": "identifier",
    "doi": "doi",
    "isbn": "isbn",
    "container-title": "container",
    "journal": "container",
    "volume": "volume",
    "issue": "issue",
    "pages": "pages",
    "page": "pages",
    "url": "url",
    "type": "type",
}


def run(data: bytes, format_name: str, name: str) -> Node:
    """Pandoc's tree of `data`. Raises `UnreadableError`, naming the file `name`, where pandoc can't read it."""
    from pypandoc import get_pandoc_path  # late: only these formats need it

    command = [get_pandoc_path(), "+RTS", _HEAP, "-RTS", "--sandbox", "-f", format_name, "-t", "json"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_TIMEOUT, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"{name!r} can't be read: it takes pandoc more than {_TIMEOUT} seconds.") from error
    if done.returncode != 0:
        raise UnreadableError(
            f"{name!r} can't be read as {format_name.partition('+')[0].partition('-')[0]}: {_reason(done.stderr)}"
        )
    tree: Node = json.loads(done.stdout)
    return tree


def _reason(stderr: bytes) -> str:
    lines = [
        line.strip()
        for line in stderr.decode("utf-8", errors="replace").splitlines()
        if line.strip() and not line.startswith("[WARNING]")
    ]
    text = " ".join(lines)[:200].rstrip(". ")
    return (text or "it is damaged") + "."


def _plain(value: Any) -> list[str]:
    """The strings that a metadata value holds."""
    tag, content = value["t"], value.get("c")
    if tag == "MetaString":
        return [content]
    if tag == "MetaBool":
        return []
    if tag == "MetaList":
        return [text for item in content for text in _plain(item)]
    if tag == "MetaMap":
        named = {key: " ".join(_plain(item)) for key, item in content.items()}
        if "given" in named and "family" in named:
            return [f"{named['given']} {named['family']}"]
        return [
            next(
                (named[key] for key in ("name", "literal", "text", "title") if named.get(key)), " ".join(named.values())
            )
        ]
    walker = TreeWalker()
    if tag == "MetaInlines":
        walker.blocks([{"t": "Plain", "c": content}], BlockKind.PARAGRAPH)
    elif tag == "MetaBlocks":
        walker.blocks(content, BlockKind.PARAGRAPH)
    return [" ".join(piece.text for piece in walker.pieces)] if walker.pieces else []


def stated_metadata(meta: Node) -> dict[str, tuple[str, ...]]:
    """What the tree's metadata states, under our names."""
    found: dict[str, tuple[str, ...]] = {}
    for key, value in meta.items():
        name = _NAMES.get(key.lower())
        values = tuple(text.strip() for text in _plain(value) if text.strip())
        if name == "identifier":
            for text in values:
                if re.search(r"\b10\.\d{4,9}/", text):
                    found["doi"] = (text,)
                elif re.search(r"97[89][\d-]{10,}", text):
                    found["isbn"] = (*found.get("isbn", ()), text)
        elif name and values:
            found[name] = (*found.get(name, ()), *values)
    return found


def blocks_of(tree: Node) -> list[RawBlock]:
    """The blocks of a tree, the notes that the format holds as notes gathered at the end."""
    walker = TreeWalker()
    walker.blocks(tree["blocks"], BlockKind.PARAGRAPH)
    front: list[Piece] = []
    return [*link_pieces([*front, *walker.pieces]), *note_blocks(walker)]


def _xml_format(data: bytes, name: str) -> str:
    """Which XML it is, by its root element."""
    head = re.sub(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>", b"", data[:20000], flags=re.DOTALL)
    root = re.search(rb"<(?:\w+:)?([\w-]+)", head)
    tag = root[1].decode().lower() if root else ""
    formats = {
        "article": "jats",
        "html": "html",
        "book": "docbook",
        "chapter": "docbook",
        "fictionbook": "fb2",
        "book-part-wrapper": "bits",
    }
    if tag not in formats:
        raise UnreadableError(
            f"{name!r} can't be read: its XML is <{tag or '?'}>, not JATS, DocBook, FictionBook or XHTML."
        )
    if tag == "article" and (b"docbook" in data[:2000].lower() or b"<articleinfo" in data[:5000]):
        return "docbook"
    return formats[tag]


def read(path: Path, *, format_name: str) -> RawDocument:
    """The blocks of a file in one of pandoc's formats. Raises `UnreadableError` with the file's name and the reason."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path.name!r} can't be read: {error.strerror or error}.") from error
    if format_name in _ARCHIVES:
        if not data.startswith(b"PK"):
            raise UnreadableError(f"{path.name!r} is not a {format_name.upper()} file: it is no ZIP archive.")
    else:
        if format_name == "xml":
            format_name = _xml_format(data, path.name)
        data = decode(data, path.name).encode("utf-8")
    tree = run(data, format_name, path.name)
    return RawDocument(tuple(blocks_of(tree)), metadata=stated_metadata(tree["meta"]), format=format_name)


__all__ = ["blocks_of", "read", "run", "stated_metadata"]
