"""What DOCX, ODT, JATS and HTML files state of themselves beside their text. This file doesn't know pandoc or
blocks."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from ingest.errors import IngestError
from ingest.readers.epub import local, member, open_archive, parse_xml
from ingest.readers.markup import Page

Stated = dict[str, tuple[str, ...]]

# Part of the archive, and which of its elements mean what.
_PARTS: dict[str, tuple[str, dict[str, str]]] = {
    "docx": (
        "docProps/core.xml",
        {
            "title": "title",
            "creator": "author",
            "language": "language",
            "identifier": "identifier",
            "created": "created",
        },
    ),
    "odt": (
        "meta.xml",
        {
            "title": "title",
            "initial-creator": "author",
            "creator": "author",
            "language": "language",
            "creation-date": "created",
        },
    ),
}
# Names that programs and offices put where the author's should stand.
_NO_AUTHOR = re.compile(
    r"(?:user|admin\w*|author|owner|unknown|microsoft|windows|pandoc|python-docx|apache poi|docx\d?|\w+@\w.*|.*\d.*)",
    re.IGNORECASE,
)


def archive_metadata(path: Path, format_name: str) -> Stated:
    """The document properties of a DOCX (ECMA-376, part 2, core properties) or an ODT; empty where there are none.

    "created" is when the file was made, which need not be when the text was published.
    """
    part, names = _PARTS[format_name]
    found: Stated = {}
    try:
        with open_archive(path, format_name.upper()) as archive:
            if part not in archive.namelist():
                return {}
            root = parse_xml(member(archive, part, path.name), path.name, part)
    except IngestError:
        return {}
    for element in root.iter():
        name, text = names.get(local(element), ""), " ".join((element.text or "").split())
        if name and text and name not in found and not (name == "author" and _NO_AUTHOR.fullmatch(text)):
            found[name] = (text,)
    identifier = " ".join(found.pop("identifier", ()))
    if re.search(r"\b10\.\d{4,9}/", identifier):
        found["doi"] = (identifier,)
    if "author" in found:
        found["author"] = tuple(part.strip() for part in re.split(r";", found["author"][0]) if part.strip())
    return found


# Where an archive keeps what its readers remarked in the margin, and as which element.
_REMARKS = {"docx": ("word/comments.xml", "comment"), "odt": ("content.xml", "annotation")}


def remarks_left_out(path: Path, format_name: str) -> tuple[str, ...]:
    """A warning where a DOCX or an ODT holds comments: what reviewers remark is no part of the text, and isn't read."""
    part, element = _REMARKS[format_name]
    try:
        with open_archive(path, format_name.upper()) as archive:
            if part not in archive.namelist():
                return ()
            root = parse_xml(member(archive, part, path.name), path.name, part)
    except IngestError:
        return ()
    count = sum(local(one) == element for one in root.iter())
    if not count:
        return ()
    return ("A comment in its margin is not read." if count == 1 else f"{count} comments in its margin are not read.",)


def _text(element: ET.Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _first(root: ET.Element, *names: str) -> ET.Element | None:
    return next((element for name in names for element in root.iter() if local(element) == name), None)


def jats_metadata(root: ET.Element) -> Stated:
    """The front matter of a JATS article (ANSI/NISO Z39.96), under our names."""
    front = _first(root, "front", "front-stub")
    if front is None:
        return {}
    meta = _first(front, "article-meta")
    meta = front if meta is None else meta
    found: Stated = {}
    plain = {
        "title": _first(meta, "article-title"),
        "container": _first(front, "journal-title", "abbrev-journal-title"),
        "publisher": _first(front, "publisher-name"),
        "volume": next((child for child in meta if local(child) == "volume"), None),
        "issue": next((child for child in meta if local(child) == "issue"), None),
    }
    found.update({name: (_text(element),) for name, element in plain.items() if _text(element)})
    for element in meta:
        if local(element) == "article-id" and element.get("pub-id-type") == "doi":
            found["doi"] = (_text(element),)
    years = [_text(_first(element, "year")) for element in meta.iter() if local(element) == "pub-date"]
    if any(years):
        found["date"] = (min(year for year in years if year),)
    first, last = (
        _text(next((c for c in meta if local(c) == "fpage"), None)),
        _text(next((c for c in meta if local(c) == "lpage"), None)),
    )
    if first:
        found["pages"] = (f"{first}–{last}" if last and last != first else first,)
    for role, name in (("author", "author"), ("editor", "editor")):
        people = [_person(e) for e in meta.iter() if local(e) == "contrib" and e.get("contrib-type", "author") == role]
        if any(people):
            found[name] = tuple(person for person in people if person)
    licence = _first(meta, "license")
    if licence is not None:
        links = " ".join(
            value for element in licence.iter() for key, value in element.attrib.items() if key.endswith("href")
        )
        found["licence"] = (f"{links} {_text(licence)}".strip(),)
    funding = _first(meta, "funding-statement")
    if _text(funding):
        found["funding"] = (_text(funding),)
    language = next((value for key, value in root.attrib.items() if key.endswith("lang")), "")
    if language:
        found["language"] = (language,)
    found["type"] = ("article-journal" if "container" in found else "document",)
    return found


def _person(contributor: ET.Element) -> str:
    if local(contributor) == "collab":
        return _text(contributor)
    family, given = _text(_first(contributor, "surname")), _text(_first(contributor, "given-names"))
    return f"{given} {family}".strip() or _text(_first(contributor, "collab", "string-name"))


_META_NAMES: dict[str, str] = {
    "citation_title": "title",
    "dc.title": "title",
    "dcterms.title": "title",
    "og:title": "title",
    "citation_author": "author",
    "citation_authors": "author",
    "dc.creator": "author",
    "dcterms.creator": "author",
    "author": "author",
    "article:author": "author",
    "citation_editor": "editor",
    "citation_journal_title": "container",
    "citation_inbook_title": "container",
    "citation_book_title": "container",
    "citation_conference_title": "container",
    "prism.publicationname": "container",
    "citation_publication_date": "date",
    "citation_date": "date",
    "citation_online_date": "date",
    "dc.date": "date",
    "dc.date.issued": "date",
    "dcterms.issued": "date",
    "dcterms.date": "date",
    "date": "date",
    "article:published_time": "date",
    "datepublished": "date",
    "citation_volume": "volume",
    "prism.volume": "volume",
    "citation_issue": "issue",
    "prism.number": "issue",
    "citation_doi": "doi",
    "prism.doi": "doi",
    "citation_isbn": "isbn",
    "citation_publisher": "publisher",
    "dc.publisher": "publisher",
    "dcterms.publisher": "publisher",
    "citation_language": "language",
    "dc.language": "language",
    "dc.rights": "licence",
    "dcterms.license": "licence",
    "license": "licence",
    "canonical": "url",
    "og:url": "url",
    "citation_public_url": "url",
}


def page_metadata(page: Page) -> dict[str, tuple[str, ...]]:
    """What a page's `<meta>` elements and title state (Highwire Press, Dublin Core, PRISM, Open Graph), under our
    names.

    For each name the first vocabulary that speaks of it is taken.
    """
    found: dict[str, tuple[str, ...]] = {}
    sources: dict[str, str] = {}
    for key, value in page.meta:
        name = _META_NAMES.get(key)
        if name is None or (name == "author" and value.startswith("http")):
            if key == "dc.identifier" and re.search(r"\b10\.\d{4,9}/", value):
                found.setdefault("doi", (value,))
            continue
        if sources.setdefault(name, key) == key:
            found[name] = (*found.get(name, ()), value)
        elif key.startswith("citation_") and not sources[name].startswith("citation_"):
            sources[name], found[name] = key, (value,)
    pages = [
        value for wanted in ("citation_firstpage", "citation_lastpage") for key, value in page.meta if key == wanted
    ]
    if pages:
        found["pages"] = ("–".join(dict.fromkeys(pages)),)
    if page.title:
        found.setdefault("title", (page.title,))
    if page.language:
        found.setdefault("language", (page.language,))
    keys = {key for key, _ in page.meta}
    found["type"] = (
        "article-journal"
        if "citation_journal_title" in keys
        else "chapter"
        if "citation_inbook_title" in keys
        else "webpage",
    )
    return found


__all__ = ["archive_metadata", "jats_metadata", "page_metadata", "remarks_left_out"]
