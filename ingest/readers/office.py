"""DOCX and ODT made ready for pandoc, which leaves out what it doesn't expect: fields, text boxes, tables in cells.

What an archive's parts say in elements that pandoc passes over is put into elements that it reads, at its place. What
is left out on purpose (words struck out as tracked changes, files embedded whole) is told in a warning. This file
doesn't know pandoc's tree.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator, Sequence
from copy import copy, deepcopy

from ingest.errors import IngestError
from ingest.readers.epub import member
from ingest.readers.safe_xml import EntitiesError, parse_as_written

Parents = dict[ET.Element, ET.Element]

_MOST_PASSES = 20  # text boxes within text boxes

# ---- DOCX (ECMA-376, part 1, chapter 17) ------------------------------------------------------

_WORD_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
# What pandoc passes over although words of the text stand in it.
_WORD_HOLDERS = frozenset(["w:fldSimple", "w:moveTo", "w:customXml", "w:bdo", "w:dir"])
# What shares a run with words in few files; pandoc then reads the one or the other.
_WORD_SINGLE = frozenset(
    f"w:{name}"
    for name in (
        *("footnoteReference", "endnoteReference", "commentReference", "fldChar", "instrText"),
        *("drawing", "pict", "object", "ruby"),
    )
) | {"mc:AlternateContent"}
_WORD_TOUCHED = re.compile(
    rb"<(?:w:(?:fldSimple|moveTo|customXml|bdo|dir|ruby|txbxContent|cr|ptab|del|altChunk|footnoteReference|endnoteReference"
    rb"|pict|drawing|object|fldChar)|mc:AlternateContent)[\s/>]"
)

# ---- ODT (OpenDocument 1.3, part 3) -----------------------------------------------------------

_WRITER_PARTS = ("content.xml",)
_WRITER_BLOCKS = frozenset(["text:p", "text:h", "text:list", "table:table", "text:section", "text:numbered-paragraph"])
_WRITER_SHAPES = ("draw:text-box", "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:line", "draw:polygon")
_WRITER_FIELDS = frozenset(
    f"text:{name}"
    for name in (
        *("date", "time", "page-number", "page-count", "author-name", "author-initials", "title", "subject"),
        *("keywords", "description", "creator", "initial-creator", "printed-by", "creation-date"),
        *("creation-time", "modification-date", "modification-time", "print-date", "user-field-get"),
        *("user-defined", "user-field-input", "variable-get", "variable-set", "variable-input", "text-input"),
        *("expression", "placeholder", "conditional-text", "chapter", "file-name", "template-name"),
        *("database-display", "meta", "meta-field", "note-ref", "sender-firstname", "sender-lastname"),
        *("sender-initials", "sender-title", "sender-company"),
    )
)
_WRITER_TOUCHED = re.compile(
    rb"<(?:draw:(?:text-box|custom-shape|rect|ellipse|line|polygon)|text:(?:ruby|numbered-paragraph|bibliography|"
    rb"deletion)|table:table|" + b"|".join(sorted(field.encode() for field in _WRITER_FIELDS)) + rb")[\s/>]"
)


def made_ready(data: bytes, format_name: str, name: str) -> tuple[bytes, tuple[str, ...]]:
    """The archive as pandoc reads it whole, and warnings of what is left out all the same."""
    parts, touched, prepare, warn = {
        "docx": (_WORD_PARTS, _WORD_TOUCHED, _prepare_word, _word_warnings),
        "odt": (_WRITER_PARTS, _WRITER_TOUCHED, _prepare_writer, _writer_warnings),
    }[format_name]
    changed: dict[str, ET.Element] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in parts:
                if part not in archive.namelist() or not touched.search(source := member(archive, part, name)):
                    continue
                changed[part] = parse_as_written(source)
            warnings = warn(list(changed.values()))
            for root in changed.values():
                prepare(root)
            return (_rewritten(archive, changed) if changed else data), warnings
    except (zipfile.BadZipFile, EntitiesError, ET.ParseError, LookupError, ValueError, IngestError):
        return data, ()  # pandoc says what is wrong with it


def _rewritten(archive: zipfile.ZipFile, changed: dict[str, ET.Element]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copied:
        for info in archive.infolist():
            root = changed.get(info.filename)
            if root is not None:
                copied.writestr(info.filename, ET.tostring(root, encoding="utf-8", xml_declaration=True))
            elif info.filename.lower().endswith((".xml", ".rels")) or info.filename == "mimetype":
                copied.writestr(info.filename, archive.read(info))  # pictures are no text
    return out.getvalue()


# ---- elements ---------------------------------------------------------------------------------


def _parents(root: ET.Element) -> Parents:
    return {child: parent for parent in root.iter() for child in parent}


def _put(parent: ET.Element, child: ET.Element, others: Sequence[ET.Element]) -> None:
    """Set others in a child's place; the words behind it stay where they are."""
    index = list(parent).index(child)
    if child.tail and others:
        others[-1].tail = (others[-1].tail or "") + child.tail
    elif child.tail and index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent[index : index + 1] = others


def _unwrapped(root: ET.Element, wanted: Callable[[ET.Element], bool]) -> None:
    """Every such element gives way to what it holds, the innermost first."""
    parents = _parents(root)
    for element in reversed([each for each in root.iter() if wanted(each)]):
        _put(parents[element], element, list(element))
        parents.update((child, parents[element]) for child in element)


def _within(element: ET.Element, parents: Parents, *names: str) -> ET.Element | None:
    """The nearest of its ancestors with one of these names."""
    at = parents.get(element)
    while at is not None and at.tag not in names:
        at = parents.get(at)
    return at


def _set_boxes_out(
    root: ET.Element, boxes: Callable[[ET.Element], Iterator[ET.Element]], anchors: Sequence[str]
) -> None:
    """The paragraphs of a text box stand behind the one that it hangs on; `boxes` takes them out and gives them."""
    for _ in range(_MOST_PASSES):
        parents = _parents(root)
        moved = False
        for anchor in [each for each in root.iter() if each.tag in anchors]:
            if _within(anchor, parents, "w:txbxContent", *_WRITER_SHAPES) is not None:
                continue  # its turn comes when the box around it is out
            found = [block for box in boxes(anchor) for block in box]
            if found:
                parent = parents[anchor]
                index = list(parent).index(anchor) + 1
                parent[index:index] = found
                parents.update((block, parent) for block in found)
                moved = True
        if not moved:
            return


# ---- DOCX -------------------------------------------------------------------------------------


def _word_boxes(paragraph: ET.Element) -> Iterator[ET.Element]:
    """The outermost text boxes of a paragraph, once each, though a file gives them for an old Word too."""
    parents = _parents(paragraph)
    for drawn in [each for each in paragraph.iter() if each.tag in ("mc:AlternateContent", "w:drawing", "w:pict")]:
        if drawn not in parents or _within(drawn, parents, "mc:AlternateContent", "w:drawing", "w:pict") is not None:
            continue
        branches = list(drawn) if drawn.tag == "mc:AlternateContent" else [drawn]
        found = next(filter(None, ([*_outermost(branch, "w:txbxContent")] for branch in branches)), [])
        if found:
            _put(parents[drawn], drawn, [])
            yield from found


def _outermost(element: ET.Element, *names: str) -> Iterator[ET.Element]:
    for child in element:
        if child.tag in names:
            yield child
        else:
            yield from _outermost(child, *names)


def _split_runs(root: ET.Element) -> None:
    """What pandoc reads only where it stands alone in its run gets a run of its own."""
    parents = _parents(root)
    for run in list(root.iter("w:r")):
        parts = [child for child in run if child.tag != "w:rPr"]
        if not any(part.tag in _WORD_SINGLE for part in parts):
            continue
        look = [child for child in run if child.tag == "w:rPr"]
        runs: list[ET.Element] = []
        for part in parts:
            if part.tag == "w:ruby":  # the words, without how they are read
                runs += [base for held in part if held.tag == "w:rubyBase" for base in held]
                continue
            own = copy(run)
            own[:] = [*map(deepcopy, look), part]
            own.tail = None
            runs.append(own)
        if len(parts) > 1 or parts[0].tag == "w:ruby":
            _put(parents[run], run, runs)


def _prepare_word(root: ET.Element) -> None:
    _unwrapped(root, lambda element: element.tag in _WORD_HOLDERS and element is not root)
    for element in root.iter():
        element.tag = {"w:cr": "w:br", "w:ptab": "w:tab"}.get(element.tag, element.tag)
    _set_boxes_out(root, _word_boxes, ("w:p",))
    _split_runs(root)


def _word_warnings(roots: Sequence[ET.Element]) -> tuple[str, ...]:
    struck = sum(any(part.text for part in each.iter("w:delText")) for root in roots for each in root.iter("w:del"))
    embedded = sum(1 for root in roots for _ in root.iter("w:altChunk"))
    files = f"{embedded} files embedded in it are" if embedded > 1 else "A file embedded in it is"
    return (*_struck(struck), *((f"{files} not read.",) if embedded else ()))


def _struck(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    what = "A deletion tracked in it is taken" if count == 1 else f"{count} deletions tracked in it are taken"
    return (f"{what} as made: the deleted words are not read.",)


# ---- ODT --------------------------------------------------------------------------------------


def _writer_boxes(paragraph: ET.Element) -> Iterator[ET.Element]:
    """What a paragraph's frames and shapes say, but for pictures with their captions, which pandoc reads."""
    parents = _parents(paragraph)
    for shape in list(_outermost(paragraph, *_WRITER_SHAPES)):
        if any(True for _ in shape.iter("draw:image")) or not any(each.tag in _WRITER_BLOCKS for each in shape.iter()):
            continue
        frame = parents[shape] if parents[shape].tag == "draw:frame" else shape
        _put(parents.get(frame, paragraph), frame, [])
        held = ET.Element("held")
        held.extend(child for child in shape if child.tag in _WRITER_BLOCKS)
        yield held


def _prepare_writer(root: ET.Element) -> None:
    bodies = [each for each in root.iter() if each.tag in ("text:bibliography", "text:index-body")]
    kept = {body for index in bodies if index.tag == "text:bibliography" for body in index.iter()}
    titles = ("text:bibliography", "text:index-body", "text:index-title")
    for index in bodies:
        for source in [each for each in index if each.tag == "text:bibliography-source"]:
            index.remove(source)
    _unwrapped(root, lambda element: element in kept and element.tag in titles)
    _unwrapped(root, lambda element: element.tag == "text:numbered-paragraph")
    for element in list(root.iter("text:ruby")):
        for reading in [child for child in element if child.tag == "text:ruby-text"]:
            _put(element, reading, [])
    for element in root.iter():
        if element.tag in _WRITER_FIELDS or element.tag in ("text:ruby", "text:ruby-base"):
            element.tag, element.attrib = "text:span", {}
    parents = _parents(root)
    for frame in [each for each in root.iter("draw:frame") if parents[each].tag in ("office:text", "text:section")]:
        held = [block for box in frame if box.tag == "draw:text-box" for block in box]
        if held:
            _put(parents[frame], frame, held)
            parents.update((block, parents[frame]) for block in held)
    _set_boxes_out(root, _writer_boxes, ("text:p", "text:h"))
    _set_tables_flat(root)


def _set_tables_flat(root: ET.Element) -> None:
    """Of a table within a table's cell the cells' paragraphs stand in that cell."""
    parents = _parents(root)
    for table in reversed(list(root.iter("table:table"))):
        if _within(table, parents, "table:table-cell") is None:
            continue
        cells = [each for each in table.iter() if each.tag in ("table:table-cell", "table:covered-table-cell")]
        _put(parents[table], table, [block for cell in cells for block in cell])


def _writer_warnings(roots: Sequence[ET.Element]) -> tuple[str, ...]:
    return _struck(sum(bool("".join(each.itertext()).strip()) for root in roots for each in root.iter("text:deletion")))


__all__ = ["made_ready"]
