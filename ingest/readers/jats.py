"""A JATS article (ANSI/NISO Z39.96) put as pandoc reads it whole.

Pandoc leaves out what it doesn't expect: labels of figures, a second abstract, statements in lists of footnotes, works
between the ends of a range. Its place in the article is given to each here, in elements that pandoc does read. This
file doesn't know pandoc, nor how references are read (jats_references.py).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import zip_longest

from ingest.readers.jats_front import sections_after_abstract, sections_before, sections_behind
from ingest.readers.jats_references import CITATIONS, citation_text, is_a, named, text_of
from ingest.whole_numbers import whole_number

# Works of their own, by other writers or of another occasion, that a publisher appends to the article they are about.
_PEER_REVIEW = frozenset(
    [
        "aggregated-review-documents",
        "author-comment",
        "community-comment",
        "decision-letter",
        "editor-report",
        "peer-review",
        "referee-report",
        "reply",
        "review-report",
        "reviewer-report",
    ]
)
# What stands behind the text, and its heading where it has none of its own.
_BACK = {
    "ack": "Acknowledgements",
    "app": "Appendix",
    "bio": "About the authors",
    "fn-group": "Author notes",
    "glossary": "Glossary",
    "notes": "Notes",
    "sec": "",
}
_STATEMENTS = {
    "COI-statement": "Competing interests",
    "conflict": "Competing interests",
    "coi-statement": "Competing interests",
    "con": "Author contributions",
    "financial-disclosure": "Funding",
    "supported-by": "Funding",
    "ethics-statement": "Ethics",
}
_LABELLED = frozenset(
    ["fig", "fig-group", "table-wrap", "table-wrap-group", "supplementary-material", "boxed-text", "media"]
)
_DROPPED = frozenset(["object-id", "institution-id"])  # identifiers, which stand glued to the words beside them
_RANGE = re.compile(r"\s*[-‐‑–—−]\s*")
_RANGED = re.compile(r"(\d{1,4})\s*[-‐‑–—−]\s*(\d{1,4})")


def arrange(root: ET.Element) -> tuple[str, ...]:
    """Change the article in place, so that pandoc reads all of it, in the order and under the headings a reader
    expects; what it leaves out is said in the words that are returned."""
    left_out = _without_reviews(root)
    for parent in list(root.iter()):
        for child in list(parent):
            if named(child) in _DROPPED:
                _remove(parent, child)
    for index, reference in enumerate(_all(root, "ref"), start=1):
        if not reference.get("id"):  # pandoc passes over it
            reference.set("id", f"unnamed-{index}")
    _set_labels(root)
    _set_citations(root)
    _fill_ranges(root)
    _set_statements(root)
    _set_sections(root)
    return left_out


def _child(parent: ET.Element | None, *names: str) -> ET.Element | None:
    return next((child for child in parent if named(child) in names), None) if parent is not None else None


def _remove(parent: ET.Element, child: ET.Element) -> None:
    """Take an element out and leave the text behind it where it is."""
    index = list(parent).index(child)
    if child.tail and index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _made(tag: str, text: str = "", children: Iterable[ET.Element] = ()) -> ET.Element:
    element = ET.Element(tag)
    element.text = text
    element.extend(children)
    return element


# ---- other works ------------------------------------------------------------------------------


def _without_reviews(root: ET.Element) -> tuple[str, ...]:
    """Reviewers' reports and the answers to them are taken out, and named."""
    titles: list[str] = []
    for child in list(root):
        if named(child) in ("sub-article", "response") and child.get("article-type", "") in _PEER_REVIEW:
            front = _child(child, "front-stub", "front")
            title = text_of(next(iter(_all(front, "article-title")), None)) or child.get("article-type", "")
            titles.append(title.rstrip("."))
            root.remove(child)
    if not titles:
        return ()
    listed = ", ".join(f"“{title}”" for title in dict.fromkeys(titles))
    return (f"What is printed with the article but is no part of it was left out: {listed}.",)


def _all(element: ET.Element | None, *names: str) -> Iterator[ET.Element]:
    return (each for each in element.iter() if named(each) in names) if element is not None else iter(())


# ---- labels -----------------------------------------------------------------------------------


def _set_labels(root: ET.Element) -> None:
    """ "Figure 3" stands before its caption."""
    for element in list(_all(root, *_LABELLED)):
        label, caption = _child(element, "label"), _child(element, "caption")
        if label is None:
            continue
        words = text_of(label).rstrip(".: ")
        _remove(element, label)
        if not words:
            continue
        if caption is None:
            caption = _made("caption")
            element.insert(0, caption)
        first = _child(caption, "title", "p")
        if first is None:
            caption.insert(0, _made("p", f"{words}."))
        else:  # a colon, since a stop would make the label a sentence
            first.text = f"{words}: {(first.text or '').lstrip()}"
    for parent in list(root.iter()):  # a file named within a caption's paragraph: its parts are words of it
        for child in list(parent) if is_a(parent, "p") else ():
            if is_a(child, "supplementary-material"):
                flat = _made("named-content", " ".join(filter(None, (text_of(e) for e in _all(child, "title", "p")))))
                flat.tail = child.tail
                parent[list(parent).index(child)] = flat


# ---- citations --------------------------------------------------------------------------------


def _set_citations(root: ET.Element) -> None:
    """A reference outside the list of references is the line that one reads there."""
    for parent in list(root.iter()):
        if is_a(parent, "ref"):
            continue
        for child in list(parent):
            if named(child) in CITATIONS:
                line = _made("named-content", citation_text(child))
                line.tail = child.tail
                parent[list(parent).index(child)] = line


def _fill_ranges(root: ET.Element) -> None:
    """ "[14–20]" leads to the works between its ends too."""
    listed = [ref.get("id", "") for ref in _all(root, "ref")]
    places = {key: index for index, key in enumerate(listed)}
    for parent in list(root.iter()):
        children = list(parent)
        for child, following in zip_longest(children, children[1:]):
            rids = child.get("rid", "").split() if is_a(child, "xref") else []
            if not rids or rids[0] not in places:
                continue
            ends: tuple[str, str, str] | None = None
            if whole := _RANGED.fullmatch(text_of(child)):
                ends = whole[1], whole[2], ""
            elif following is not None and is_a(following, "xref") and _RANGE.fullmatch(child.tail or ""):
                ends = text_of(child), text_of(following), following.get("rid", "")
            if ends and (between := _between(listed, places, rids[0], ends)):
                child.set("rid", " ".join(dict.fromkeys([*rids, *between])))


def _between(listed: Sequence[str], places: dict[str, int], first: str, ends: tuple[str, str, str]) -> Sequence[str]:
    """The keys after `first`, as many as the printed numbers (from, to, the last one's key or "") say; none where the
    list doesn't bear them out."""
    begin, end = whole_number(ends[0]), whole_number(ends[1])
    if begin is None or end is None:
        return ()
    count = end - begin
    keys = listed[places[first] + 1 : places[first] + 1 + count]
    if len(keys) != count or count < 1 or (ends[2] and keys[-1] != ends[2]):
        return ()
    return keys[:-1] if ends[2] else keys


# ---- sections ---------------------------------------------------------------------------------


def _set_sections(root: ET.Element) -> None:
    """Abstracts, statements and all that stands behind the text are sections of the body; the lists of references
    and the notes that the text calls for stay behind it."""
    front, back = _child(root, "front"), _child(root, "back")
    meta = _child(front, "article-meta")
    body = _child(root, "body")
    if body is None:
        body = _made("body")
        root.insert(list(root).index(front) + 1 if front is not None else 0, body)
    opening: list[ET.Element] = []
    behind: list[ET.Element] = []
    for abstract in list(_all(meta, "abstract", "trans-abstract")):
        if meta is not None and abstract in list(meta):
            meta.remove(abstract)
            opening.append(_section(abstract, "Abstract"))
    if meta is not None:
        opening = [*sections_before(meta), *opening, *sections_after_abstract(meta)]
    for group in [child for child in back or () if is_a(child, "app-group")]:
        assert back is not None
        at = list(back).index(group)
        back[at : at + 1] = list(group)
    for child in [child for child in back or () if named(child) in _BACK and len(child)]:
        assert back is not None
        if is_a(child, "fn-group"):
            continue  # the notes that the text calls for
        back.remove(child)
        behind.append(_section(child, _BACK[named(child)]))
    for notes in [child for child in front or () if is_a(child, "notes")]:
        assert front is not None
        front.remove(notes)
        behind.append(_section(notes, _BACK["notes"]))
    author_notes = _child(meta, "author-notes")
    if author_notes is not None:
        behind += _statements(author_notes, _people(meta))
    if meta is not None:
        behind += sections_behind(meta, " ".join(map(text_of, [body, *behind])))
    for floats in [child for child in root if is_a(child, "floats-group")]:
        root.remove(floats)
        behind.append(_section(floats, "Figures and tables"))
    for other in [child for child in root if named(child) in ("sub-article", "response")]:
        root.remove(other)
        behind.append(_other_work(other))
    for index, section in enumerate(opening):
        body.insert(index, section)
    body.extend(behind)


def _section(element: ET.Element, title: str) -> ET.Element:
    """The element as a section under its own title, or the one given; with the label of an appendix."""
    section = deepcopy(element)
    section.tag, section.tail = "sec", None
    label, own = _child(section, "label"), _child(section, "title")
    words = text_of(own) or title
    if label is not None and is_a(element, "app"):
        words = f"{text_of(label).rstrip('. ')}. {words}" if own is not None else text_of(label)
    for child in (label, own):
        if child is not None:
            _remove(section, child)
    if words:
        section.insert(0, _made("title", words))
    return section


def _people(meta: ET.Element | None) -> dict[str, str]:
    """By the id of a footnote, the contributors whom it is about; none for one that is about all of them."""
    found: dict[str, list[str]] = {}
    contributors = [each for each in _all(meta, "contrib") if each.get("contrib-type", "author") == "author"]
    for contributor in contributors:
        name = next(_all(contributor, "name", "string-name", "collab"), None)
        parts = [text_of(next(_all(name, part), None)) for part in ("given-names", "surname")]
        for xref in _all(contributor, "xref"):
            found.setdefault(xref.get("rid", ""), []).append(" ".join(filter(None, parts)) or text_of(name))
    return {key: ", ".join(names) for key, names in found.items() if len(names) < len(contributors)}


def _paragraphs(note: ET.Element, people: dict[str, str]) -> list[ET.Element]:
    """A footnote's paragraphs, the first after the names of those whom it is about."""
    paragraphs = [deepcopy(child) for child in note if is_a(child, "p")]
    names = people.get(note.get("id", ""), "")
    if paragraphs and names:
        paragraphs[0].text = f"{names}: {paragraphs[0].text or ''}"
    return paragraphs


def _statements(notes: Iterable[ET.Element], people: dict[str, str]) -> list[ET.Element]:
    """The sections that footnotes make, one for each sort of statement."""
    sections: dict[str, ET.Element] = {}
    for note in notes:
        if is_a(note, "fn") and (paragraphs := _paragraphs(note, people)):
            title = _STATEMENTS.get(note.get("fn-type", ""), _BACK["fn-group"])
            sections.setdefault(title, _made("sec", children=[_made("title", title)])).extend(paragraphs)
    return list(sections.values())


def _set_statements(root: ET.Element) -> None:
    """Lists of footnotes become sections of statements, but for the notes that the text calls for."""
    people = _people(_child(_child(root, "front"), "article-meta"))
    texts = [part for part in root if named(part) in ("body", "back")]
    called = {rid for part in texts for xref in _all(part, "xref") for rid in xref.get("rid", "").split()}
    for parent in [each for part in texts for each in part.iter()]:
        for group in [child for child in parent if is_a(child, "fn-group")]:
            told = [note for note in group if is_a(note, "fn") and note.get("id", "") not in called]
            title, at = _child(group, "title"), list(parent).index(group)
            sections = _statements(told, people)
            for note in told:
                _remove(group, note)
            left = [group] if _child(group, "fn") is not None else []
            if title is not None and not left:
                paragraphs = [child for section in sections for child in list(section)[1:]]
                sections = [_made("sec", children=[title, *paragraphs])] if paragraphs else []
            parent[at : at + 1] = [*sections, *left]


def _other_work(work: ET.Element) -> ET.Element:
    """Another work in the same file (a translation, a reply) as a section under its title."""
    front = _child(work, "front-stub", "front")
    title = text_of(next(_all(front, "article-title"), None)) or work.get("article-type", "").replace("-", " ").title()
    abstracts = [_section(abstract, "Abstract") for abstract in _all(front, "abstract", "trans-abstract")]
    parts = [deepcopy(child) for name in ("body", "back") for child in _child(work, name) or ()]
    kept = [_section(part, _BACK[named(part)]) if named(part) in _BACK else part for part in parts]
    return _made("sec", children=[_made("title", title), *abstracts, *(p for p in kept if not is_a(p, "ref-list"))])


__all__ = ["arrange"]
