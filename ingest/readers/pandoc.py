"""DOCX, ODT, EPUB, HTML, Markdown, LaTeX, JATS and the rest through pandoc's tree, without reading anything but the
file itself.

This file knows what pandoc calls the formats and what it misreads; `ingest.readers.pandoc_process` runs it, and
`ingest.readers.tree` knows its tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ingest.archives import check_archive, check_xml
from ingest.document import BlockKind, RawBlock, RawDocument
from ingest.errors import UnreadableError
from ingest.readers.captions import captioned, headed_abstract, titled_tables
from ingest.readers.decoding import decode
from ingest.readers.epub import read_package
from ingest.readers.frontmatter import pairs, split_front
from ingest.readers.jats import arrange
from ingest.readers.jats_references import listed_works
from ingest.readers.latex import read_latex
from ingest.readers.linked_notes import link_pieces
from ingest.readers.loose_notes import (
    as_written,
    calling_markdown,
    headings_left_out,
    kept_all,
    named,
    told_apart,
    unused_keys,
    with_all_called,
)
from ingest.readers.markup import clean_page, joined
from ingest.readers.nesting import check_nesting, many_brackets
from ingest.readers.office import made_ready
from ingest.readers.pandoc_process import SlowError, heard, run
from ingest.readers.pieces import ListedWork
from ingest.readers.raw_parts import templates_left_out, with_raw_read
from ingest.readers.safe_xml import parse_as_written
from ingest.readers.stated import archive_metadata, jats_metadata, page_metadata, remarks_left_out
from ingest.readers.tree import Node, TreeWalker, note_blocks

_MARKDOWN_TIMEOUT = 20
_EXTENDED = {"ipynb": "ipynb+footnotes"}  # formats with what their files hold beyond pandoc's defaults
_WITH_RAW = frozenset({"rst", "org", "ipynb", "textile", "mediawiki"})
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

# What pandoc misreads, put as it reads it rightly: footnotes marked as ignorable, the last foot of a table, notes that
# are set at the end or in the margin.
_REPAIRS: dict[str, tuple[tuple[bytes, bytes], ...]] = {
    "rtf": ((rb"{\\\*\\footnote", rb"{\\footnote"),),
    # the first words of a quotation that stand behind the directive's name
    "rst": ((rb"(?m)^([ \t]*)\.\. (epigraph|highlights|pull-quote|compound)::[ \t]+(?=\S)", rb"\1.. \2::\n\n\1   "),),
    "latex": (
        (rb"\\end(?:last)?foot(?![a-z])", b""),
        (rb"\\(?:footnotetext(?:\[\d+\])?|endnote|sidenote|marginpar|marginnote)\{", rb"\\footnote{"),
    ),
}


def _run_markdown(data: bytes, name: str, *, extensions: str = "-smart") -> tuple[Node, str]:
    """Pandoc's own Markdown, quotes and dashes as they are, and what pandoc warned of.

    Where brackets and the like make that take forever, CommonMark, which can't.
    """
    try:
        if many_brackets(data.decode("utf-8")):
            raise SlowError(name)
        return heard(data, f"markdown{extensions}", name, seconds=_MARKDOWN_TIMEOUT)
    except SlowError:
        return heard(data, f"commonmark_x{extensions}", name)


def _with_every_note(data: bytes, name: str, *, extensions: str = "-smart") -> tuple[Node, tuple[str, ...]]:
    """Markdown's tree with every note that it defines, and warnings of those that hang on nothing or share a key."""
    text, twice = told_apart(data.decode("utf-8"))
    tree, messages = _run_markdown(text.encode("utf-8"), name, extensions=extensions)
    warnings: list[str] = []
    if twice:
        warnings.append(f"It defines {named(twice)} more than once; a marker is taken to mean the next definition.")
    if unused := unused_keys(messages):
        whole, _ = _run_markdown(calling_markdown(text, unused).encode("utf-8"), name, extensions=extensions)
        kept = kept_all(whole)
        tree = whole if kept else tree
        left_out = "" if kept else ", and can't be read"
        warnings.append(f"Nothing in it refers to {named(unused)}{left_out}.")
    tree, unread = with_raw_read(tree, _reading(name))
    return as_written(tree) if twice else tree, (*warnings, *unread)


def _reading(name: str) -> Callable[[bytes, str], Node]:
    """Pandoc for parts of this file, raw in another language."""
    return lambda data, format_name: run(data, format_name, name)


def _read_markdown(data: bytes, name: str) -> RawDocument:
    """Markdown; where its metadata block is no YAML, the block is front matter and the rest is read all the same."""
    try:
        tree, warnings = _with_every_note(data, name)
        return RawDocument(tuple(blocks_of(tree)), stated_metadata(tree["meta"]), format="markdown", warnings=warnings)
    except SlowError:
        raise
    except UnreadableError:  # pandoc refuses Markdown for nothing else
        lines, rest = split_front(data.decode("utf-8"))
    tree, warnings = _with_every_note(rest.encode("utf-8"), name, extensions="-smart-yaml_metadata_block")
    found: dict[str, tuple[str, ...]] = {}
    for key, value in pairs(lines).items():
        if key in _NAMES:
            found.setdefault(_NAMES[key], (value,))
    front = [RawBlock(lines, BlockKind.FRONT)] if lines.strip() else []
    warnings = ("Its metadata block is not valid YAML, so it was read line by line.", *warnings)
    return RawDocument((*front, *blocks_of(tree)), found, format="markdown", warnings=warnings)


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


def blocks_of(tree: Node, *, with_front: bool = True, references: Sequence[ListedWork] = ()) -> list[RawBlock]:
    """The blocks of a tree, the notes that the format holds as notes gathered at the end.

    `with_front`: the title, authors and abstract that pandoc took out of the text stand before it again.
    `references`: the file's bibliography, where pandoc doesn't give it whole.
    """
    references = references or [ListedWork(key, "", text) for key, text in _references(tree["meta"]).items()]
    walker = TreeWalker(frozenset(work.key for work in references))
    if with_front:
        _front(tree["meta"], walker)
    walker.blocks(tree["blocks"], BlockKind.PARAGRAPH)
    bibliography = [
        RawBlock(
            work.text, BlockKind.REFERENCE, note_id=f"ref-{work.key}", number=work.label or str(index), work=work.item
        )
        for index, work in enumerate(references, start=1)
    ]
    return [*link_pieces(headed_abstract(titled_tables(captioned(walker.pieces)))), *bibliography, *note_blocks(walker)]


def _references(meta: Node) -> dict[str, str]:
    """The bibliography that JATS and YAML keep as data: key -> the reference as text."""
    listed = meta.get("references", {"t": "MetaList", "c": []})
    found: dict[str, str] = {}
    for item in listed["c"] if listed["t"] == "MetaList" else []:
        if item["t"] == "MetaMap" and "id" in item["c"]:
            found["".join(_plain(item["c"]["id"]))] = _reference_text(item["c"])
    return {key: text for key, text in found.items() if key and text}


def _reference_text(item: Node) -> str:
    def said(*names: str) -> str:
        return next((text for name in names if name in item for text in [" ".join(_plain(item[name]))] if text), "")

    people = (
        ", ".join(_plain(item["author"]))
        if "author" in item
        else ", ".join(_plain(item["editor"]))
        if "editor" in item
        else ""
    )
    year = re.search(r"\d{4}[a-z]?", said("issued"))
    volume = said("volume") + (f"({said('issue')})" if said("issue") else "")
    place = " ".join(part for part in (said("container-title"), volume) if part) + (
        f": {said('page')}" if said("page") else ""
    )
    link = f"https://doi.org/{said('DOI')}" if said("DOI") else said("URL")
    parts = [
        f"{people} ({year.group()})" if year and people else people or (year.group() if year else ""),
        said("title"),
        place,
        said("publisher"),
        link,
    ]
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())


def _front(meta: Node, walker: TreeWalker) -> None:
    for key in ("title", "subtitle", "author", "date", "thanks"):
        text = ", ".join(_plain(meta[key])) if key in meta else ""
        if text.strip():
            walker.blocks([{"t": "Para", "c": _content(meta[key]) or [{"t": "Str", "c": text}]}], BlockKind.FRONT)
    abstract = meta.get("abstract")
    if abstract and any(text.strip() for text in _plain(abstract)):
        walker.blocks([{"t": "Header", "c": [1, ["", [], []], [{"t": "Str", "c": "Abstract"}]]}], BlockKind.HEADING)
        inner = abstract["c"] if abstract["t"] == "MetaBlocks" else [{"t": "Para", "c": _content(abstract)}]
        walker.blocks(inner, BlockKind.PARAGRAPH)


def _content(value: Node) -> Any:
    """The inlines of a metadata value that holds nothing else (they may carry notes), or None."""
    if value["t"] == "MetaInlines":
        return value["c"]
    if value["t"] == "MetaList" and all(item["t"] == "MetaInlines" for item in value["c"]):
        return [inline for item in value["c"] for inline in ({"t": "Str", "c": ", "}, *item["c"])][1:]
    if value["t"] == "MetaBlocks" and len(value["c"]) == 1 and value["c"][0]["t"] in ("Para", "Plain"):
        return value["c"][0]["c"]
    return [{"t": "Str", "c": value["c"]}] if value["t"] == "MetaString" else None


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


def _read_book(path: Path) -> RawDocument:
    page, stated = read_package(path)
    tree = run(page.encode("utf-8"), "html", path.name)
    return RawDocument(tuple(blocks_of(tree, with_front=False)), metadata=stated, format="epub")


def _read_page(data: bytes, name: str) -> RawDocument:
    page = clean_page(decode(data, name))
    tree = run(joined([page.body]).encode("utf-8"), "html", name)
    return RawDocument(tuple(blocks_of(tree, with_front=False)), metadata=page_metadata(page), format="html")


def _read_archive(path: Path, data: bytes, format_name: str) -> RawDocument:
    ready, left_out = made_ready(data, format_name, path.name)
    tree = run(ready, format_name, path.name)
    metadata = {**archive_metadata(path, format_name), **stated_metadata(tree["meta"])}
    warnings = (*remarks_left_out(path, format_name), *left_out)
    return RawDocument(tuple(blocks_of(tree)), metadata=metadata, format=format_name, warnings=warnings)


def _read_jats(data: bytes, text: bytes, name: str) -> RawDocument:
    """A JATS article, put in order for pandoc where its XML is well-formed; else pandoc says what is wrong with it."""
    try:
        article = parse_as_written(data)
    except (ElementTree.ParseError, LookupError, ValueError):
        tree = run(text, "jats", name)
        return RawDocument(tuple(blocks_of(tree)), metadata=stated_metadata(tree["meta"]), format="jats")
    stated = jats_metadata(article)
    left_out = arrange(article)
    tree = run(ElementTree.tostring(article, encoding="utf-8"), "jats", name)
    return RawDocument(
        tuple(blocks_of(tree, references=listed_works(article))),
        metadata={**stated_metadata(tree["meta"]), **stated},
        format="jats",
        warnings=left_out,
    )


def _read_manuscript(text: str, format_name: str, name: str) -> RawDocument:
    """LaTeX, reStructuredText, Org, notebooks and other formats that are text."""
    warnings: tuple[str, ...] = ()
    if format_name == "latex":
        tree, warnings = read_latex(text, lambda source: heard(source.encode(), "latex", name, verbose=True))
    else:
        called = with_all_called(text, format_name)
        tree, messages = heard(called.encode(), _EXTENDED.get(format_name, format_name), name)
        if unused := unused_keys(messages):
            warnings = (f"Nothing in it refers to {named(unused)}: not read.",)
        if format_name == "org":
            warnings += headings_left_out(text)
        if format_name == "mediawiki":
            warnings += templates_left_out(tree)
    if format_name in _WITH_RAW:
        tree, unread = with_raw_read(tree, _reading(name))
        warnings = (*warnings, *unread)
    return RawDocument(tuple(blocks_of(tree)), stated_metadata(tree["meta"]), format=format_name, warnings=warnings)


def read(path: Path, *, format_name: str) -> RawDocument:
    """The blocks of a file in one of pandoc's formats. Raises `UnreadableError` with the file's name and the reason."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path.name!r} can't be read: {error.strerror or error}.") from error
    if format_name in _ARCHIVES:
        check_archive(path)
        if not data.startswith(b"PK"):
            raise UnreadableError(f"{path.name!r} is not a {format_name.upper()} file: it is no ZIP archive.")
        return _read_book(path) if format_name == "epub" else _read_archive(path, data, format_name)
    if format_name in ("xml", "jats", "docbook", "fb2"):
        check_xml(path)
    if format_name == "xml":
        format_name = _xml_format(data, path.name)
    if format_name == "html":
        return _read_page(data, path.name)
    text = decode(data, path.name).encode("utf-8")
    for wrong, right in _REPAIRS.get(format_name, ()):
        text = re.sub(wrong, right, text)
    check_nesting(text.decode("utf-8"), format_name, path.name)
    if format_name == "markdown":
        return _read_markdown(text, path.name)
    if format_name == "jats":
        return _read_jats(data, text, path.name)
    return _read_manuscript(text.decode("utf-8"), format_name, path.name)


__all__ = ["blocks_of", "read", "run", "stated_metadata"]
