"""What is cited, written out: BibTeX, RIS, CSL-JSON, or formatted in a citation style.

Items are CSL-JSON (schema 1.0.2). This file doesn't know how references are read (references.py), nor how styles work
(citeproc.py).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from ingest.casing import recased_name, recased_title
from ingest.citeproc import BibliographyError, CslItem, Markup, format_citations, format_entries, run_pandoc
from ingest.document import BlockKind, Document, Note
from ingest.metadata import to_csl
from ingest.notes import NoteWork, works_of
from ingest.references import is_full_reference, parse_reference, split_works
from ingest.whole_numbers import whole_number

FORMATS = ("bibtex", "ris", "csl-json")
STYLES = ("chicago", "apa", "mla")

_STOP = frozenset(
    ("a", "an", "the", "der", "die", "das", "le", "la", "les", "un", "une", "de", "on", "of", "in", "and")
)
_SAME = re.compile(r"^\W*(?:[—–]|[-_]{2})[—–_-]*\s*[.,:]?\s*")  # "———. Title": the same author again
_RIS_TYPES = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "article-magazine": "MGZN",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
    "legislation": "STAT",
    "speech": "SLIDE",
}


# ---- cite keys --------------------------------------------------------------------------------


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    return re.sub(r"[^a-z0-9]", "", plain.encode("ascii", "ignore").decode().lower())


def _key(item: CslItem) -> str:
    people = item.get("author") or item.get("editor") or []
    first = people[0] if people else {}
    name = _ascii(first.get("family") or (first.get("literal") or "").split(" ")[0])
    year = str(item.get("issued", {}).get("date-parts", [[""]])[0][0])
    words = [_ascii(word) for word in re.split(r"[\s—–-]+", item.get("title", ""))]
    word = next((w for w in words if w and w not in _STOP), "")
    return (name + year + word) or "item"


def with_keys(items: Iterable[CslItem]) -> list[CslItem]:
    """The items with cite keys as their ids: family name, year and first word of the title ("ogata1983changing"), a
    letter after it where two are alike. The same items in the same order always get the same keys; equal items
    (the same but for their id and the place cited) are given once."""
    out: list[CslItem] = []
    seen: set[str] = set()
    used: dict[str, int] = {}
    for item in items:
        body = {name: value for name, value in item.items() if name not in ("id", "custom")}
        same = json.dumps(body, sort_keys=True, ensure_ascii=False)
        if same in seen:
            continue
        seen.add(same)
        key = _key(item)
        count = used.get(key, 0)
        used[key] = count + 1
        out.append({"id": key if not count else f"{key}{_letters(count)}", **body})
    return out


def _letters(count: int) -> str:
    """1 -> b, 2 -> c, … 25 -> z, 26 -> aa: what is put after the second key of a name, the third, …"""
    text = ""
    while count >= 0:
        text = chr(ord("a") + count % 26) + text
        count = count // 26 - 1
    return text


# ---- items ------------------------------------------------------------------------------------


def document_item(document: Document) -> CslItem:
    """The document itself as a CSL item; its file's name stands for a title it doesn't state.

    What is printed in capitals gets those that one cites it with.
    """
    item: CslItem = dict(to_csl(document.metadata, document.id))
    if title := item.get("title"):
        item["title"] = recased_title(str(title), document)
    if container := item.get("container-title"):
        item["container-title"] = recased_name(str(container))
    for name in ("volume", "issue"):
        if (number := whole_number(str(item.get(name, "")))) is not None:
            item[name] = str(number)  # "01"
    if not item.get("title"):
        item["title"] = document.source
    return item


def _works(text: str) -> list[CslItem]:
    """The works that a note or an entry names in full."""
    works = [text[span.start : span.end] for span in split_works(text)]
    return [item for work in works if is_full_reference(work) and (item := parse_reference(work)).get("title")]


def _references(document: Document, works: Sequence[NoteWork]) -> Iterator[str]:
    """The words in which a note names its works in full: of a short form those of the work it means."""
    for short, group in groupby(works, key=lambda work: work.short):
        own = list(group)
        if short:
            yield from (work.full_reference or document.text[work.start : work.end] for work in own)
        else:  # side by side, so that a list of authors that semicolons part stays whole
            yield document.text[own[0].start : own[-1].end]


def stated_items(document: Document) -> dict[str, CslItem]:
    """The references whose parts the file itself names: an entry's text -> its item."""
    return {document.text[work.start : work.end]: work.item for work in document.stated_works}


def reference_items(document: Document, notes: Sequence[Note] | None = None) -> list[CslItem]:
    """The works a document cites: those its notes name in full (of each short form, the work it means), then those of
    its list of references; each once, in order. An entry that opens with a dash has the authors of the entry before it.
    What the file itself names the parts of is not read again.

    `notes` narrows to some of the document's notes, without the list.
    """
    items: list[CslItem] = []
    wanted = None if notes is None else {note.start for note in notes}
    stated = stated_items(document)
    for note, works in zip(document.notes, works_of(document), strict=True):
        if wanted is not None and note.start not in wanted:
            continue
        whole = note.full_reference or document.text[note.start : note.end]
        if whole in stated:
            items.append(stated[whole])
        else:
            items += [item for reference in _references(document, works) for item in _works(reference)]
    before: CslItem = {}
    for block in document.blocks if notes is None else ():
        if block.kind is not BlockKind.REFERENCE:
            continue
        entry = document.text[block.start : block.end]
        named = _SAME.sub("", entry)
        found = [stated[entry]] if entry in stated else _works(entry if named == entry else named.strip())
        if found and named != entry:
            people: CslItem = {role: before[role] for role in ("author", "editor") if role in before}
            found[0] = found[0] | people
        before = found[0] if found else before
        items += found
    return with_keys(items)


# ---- formats ----------------------------------------------------------------------------------


def _date(item: CslItem, name: str) -> list[int]:
    parts = item.get(name, {}).get("date-parts") or [[]]
    return list(parts[0])


def _ris_name(name: Mapping[str, str]) -> str:
    if literal := name.get("literal"):
        return literal
    parts = [name.get("family", ""), name.get("given", ""), name.get("suffix", "")]
    return ", ".join(part for part in parts if part)


def _ris(item: CslItem) -> str:
    """One record (RIS specification 2012): lines "TG  - value", names as "Family, Given"."""
    rows: list[tuple[str, str]] = [("TY", _RIS_TYPES.get(item.get("type", ""), "GEN")), ("ID", item.get("id", ""))]
    rows += [("AU", _ris_name(name)) for name in item.get("author", [])]
    rows += [("ED", _ris_name(name)) for name in item.get("editor", [])]
    rows += [("TI", item.get("title", "")), ("T2", item.get("container-title", ""))]
    issued = _date(item, "issued")
    if issued:
        month_day = "/".join(f"{part:02d}" for part in issued[1:])
        rows += [("PY", str(issued[0]))] + ([("DA", f"{issued[0]}/{month_day}")] if month_day else [])
    rows += [
        ("VL", str(item.get("volume", ""))),
        ("IS", str(item.get("issue", ""))),
        ("ET", str(item.get("edition", ""))),
    ]
    first, _, last = str(item.get("page", "")).replace("–", "-").partition("-")
    rows += [("SP", first.strip()), ("EP", last.strip())]
    rows += [("PB", item.get("publisher", "")), ("CY", item.get("publisher-place", ""))]
    rows += [
        ("DO", item.get("DOI", "")),
        ("UR", item.get("URL", "")),
        ("SN", item.get("ISBN", "")),
        ("LA", item.get("language", "")),
    ]
    if accessed := _date(item, "accessed"):
        rows.append(("Y2", "/".join(f"{part:02d}" for part in accessed)))
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\n".join([*lines, "ER  - ", ""])


def _bibtex(items: Sequence[CslItem]) -> str:
    """By pandoc, which escapes what TeX would take amiss; the DOI, which classic BibTeX lacks, is put in."""
    written = run_pandoc(["--from=csljson", "--to=bibtex", "--wrap=none"], json.dumps(list(items)))
    by_key = {item["id"]: item for item in items}
    entries = []
    for entry in re.split(r"\n(?=@\w+\{)", written.strip()):
        item = by_key[entry[entry.index("{") + 1 :].split(",", 1)[0].split("\n", 1)[0].rstrip("}")]
        extra = {"doi": item.get("DOI", ""), "url": item.get("URL", "")}
        extra["isbn"] = ", ".join(item.get("ISBN", "").split())
        if accessed := _date(item, "accessed"):
            extra["urldate"] = "-".join(f"{part:02d}" for part in accessed)
        lines = [
            f"  {name} = {{{value}}}"
            for name, value in ((name, re.sub(r"[{}]", "", value)) for name, value in extra.items())
            if value and not re.search(rf"^\s*{name} =", entry, re.MULTILINE)
        ]
        if lines:
            entry = entry.removesuffix("}").rstrip().rstrip(",") + ",\n" + ",\n".join(lines) + "\n}"
        entries.append(entry)
    return "\n\n".join(entries) + "\n"


def export(items: Iterable[CslItem], fmt: str) -> str:
    """The items as "bibtex", "ris" or "csl-json", with stable cite keys; equal items once.

    Raises BibliographyError for another format.
    """
    keyed = with_keys(items)
    if not keyed and fmt in ("bibtex", "ris"):
        return ""
    if fmt == "csl-json":
        return json.dumps(keyed, ensure_ascii=False, indent=2) + "\n"
    if fmt == "ris":
        return "\n".join(_ris(item) for item in keyed)
    if fmt == "bibtex":
        return _bibtex(keyed)
    raise BibliographyError(f"there is no format {fmt!r}: one of {', '.join(FORMATS)}")


# ---- what the command line and the page call -----------------------------------------------------


def cite_document(document: Document, form: str, *, locator: str | None = None, markup: Markup = "plain") -> str:
    """A document's reference in a format ("bibtex", "ris", "csl-json") or a citation style ("chicago", "apa", "mla", or
    any other CSL style by name), in a style with the place cited ("p. 164"). Raises BibliographyError."""
    item = document_item(document)
    if form in FORMATS:
        return export([item], form).strip()
    return format_citations([item], form, locators=[locator], markup=markup)[0]


def cite_references(document: Document, form: str, *, markup: Markup = "plain") -> str:
    """The works a document cites, in a format or a style, a line each; empty where it names none. Raises
    BibliographyError for an unknown form."""
    items = reference_items(document)
    if form in FORMATS:
        return export(items, form).strip()
    return "\n".join(format_entries(items, form, markup=markup))


def _locator(citation: Mapping[str, Any]) -> str | None:
    page = citation.get("page") or {}
    if page.get("printed"):
        return f"p. {page['printed']}"
    if citation.get("paragraph"):
        return f"para. {citation['paragraph']}"
    return None


def _works_behind(citations: Iterable[Mapping[str, Any]], documents: Mapping[str, Document]) -> list[CslItem]:
    """The works named by the notes that hang on the cited sentences."""
    items: list[CslItem] = []
    stated = {name: stated_items(document) for name, document in documents.items()}
    for citation in citations:
        known = stated[citation["document"]]
        for note in citation.get("notes") or []:
            text = note.get("full_reference") or note.get("text") or ""
            items += [known[text]] if text in known else _works(text)
    return with_keys(items)


def cite_answer(
    answer: Mapping[str, Any], documents: Mapping[str, Document], form: str, *, markup: Markup = "plain"
) -> str:
    """All that an answer (the contract's JSON) cites; where it has no citation, the nearest passages.

    In a format: the documents, then the works named in the notes of the cited passages. In a style: a line "[n] …" a
    citation, with its page or paragraph, then those works under a line of their own. `documents` maps the document ids
    of the answer to documents. Raises BibliographyError for an unknown style or a document that is absent.
    """
    citations = list(answer.get("citations") or answer.get("nearest") or [])
    for citation in citations:
        if citation["document"] not in documents:
            raise BibliographyError(
                f"the document {citation.get('source', citation['document'])!r} is not in the library"
            )
    items = [document_item(documents[citation["document"]]) for citation in citations]
    behind = _works_behind(citations, documents)
    if form in FORMATS:
        return export([*items, *behind], form).strip()
    lines = format_citations(items, form, locators=[_locator(c) for c in citations], markup=markup)
    text = "".join(f"[{citation['n']}] {line}\n" for citation, line in zip(citations, lines, strict=True))
    if behind:
        text += "\nCited in these passages:\n" + "".join(
            f"{line}\n" for line in format_entries(behind, form, markup=markup)
        )
    return text.strip()


__all__ = [
    "FORMATS",
    "STYLES",
    "BibliographyError",
    "cite_answer",
    "cite_document",
    "cite_references",
    "document_item",
    "export",
    "format_citations",
    "format_entries",
    "reference_items",
    "stated_items",
    "with_keys",
]
