"""The list of references of a JATS article: each entry as one reads it, and as the CSL-JSON item that its fields make.

This file doesn't know the rest of the article.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

from ingest.readers.pieces import ListedWork
from ingest.whole_numbers import whole_number

CITATIONS = frozenset(["mixed-citation", "element-citation", "citation", "nlm-citation"])
_FORMATTING = frozenset(
    re.findall(
        r"\S+",
        "italic bold sup sub sc roman monospace sans-serif underline overline strike styled-content named-content "
        "abbrev inline-formula break x ",
    )
)
_TYPES = {
    "journal": "article-journal",
    "article": "article-journal",
    "book": "book",
    "chapter": "chapter",
    "book-chapter": "chapter",
    "confproc": "paper-conference",
    "conference": "paper-conference",
    "data": "dataset",
    "database": "dataset",
    "gov": "report",
    "report": "report",
    "working-paper": "report",
    "standard": "standard",
    "thesis": "thesis",
    "web": "webpage",
    "webpage": "webpage",
    "website": "webpage",
    "newspaper": "article-newspaper",
    "magazine": "article-magazine",
    "preprint": "article",
    "patent": "patent",
    "software": "software",
}
_PART_TITLES = ("article-title", "chapter-title", "data-title", "part-title", "trans-title")
_ROLES = {role: role for role in ("author", "editor", "translator")} | {"compiler": "editor"}
_NAMES = frozenset(["name", "string-name", "collab", "institution", "on-behalf-of"])
_IDENTIFIERS = {"doi": "doi:", "pmid": "PMID: ", "pmcid": "", "pmc": "PMC"}
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_MOST = 0.4  # of an entry's text that a title alone must be, to stand for the work
_ACCESS = frozenset(["date-in-citation", "access-date"])
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def named(element: ET.Element) -> str:
    """An element's name without its prefix or namespace."""
    return re.split(r"[}:]", str(element.tag))[-1]


def is_a(element: ET.Element, name: str) -> bool:
    return named(element) == name


def text_of(element: ET.Element | None) -> str:
    """An element's words on one line."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _first(element: ET.Element, *names: str) -> ET.Element | None:
    return next((each for name in names for each in element.iter() if is_a(each, name)), None)


def _said(element: ET.Element, *names: str) -> str:
    return next((words for name in names for e in element.iter() if is_a(e, name) and (words := text_of(e))), "")


# ---- as one reads it --------------------------------------------------------------------------


def citation_text(citation: ET.Element) -> str:
    """The line that a reader sees: the publisher's own where the file holds its punctuation, else one made of the
    fields."""
    loose = [citation.text or "", *(child.tail or "" for child in citation)]
    return _printed(citation) if "".join(loose).strip() else _composed(citation)


def _printed(citation: ET.Element) -> str:
    """The citation's own words; fields that nothing parts are parted by a space, bare numbers told what they are."""
    line = ""
    for field, words in _runs(citation):
        words = re.sub(r"\s+", " ", words)
        glued = line[-1:].isalnum() and words[:1].isalnum()
        if field in _IDENTIFIERS:
            said = re.search(r"(?:doi(?:\.org/|[:\s]*)|PMC?(?:ID)?[:\s]*)$", line, re.IGNORECASE)
            words = words if said or words.lower().startswith(("http", "doi", "pmc")) else _IDENTIFIERS[field] + words
            glued = not said and bool(line.strip()) and not line[-1].isspace() and line[-1] not in "([/"
        elif field == "etal" and words.rstrip().endswith("al"):
            words = words.rstrip() + "."
        elif line.endswith("al.") and words.startswith("."):
            words = words[1:]
        line += (" " if field and glued else "") + words
    return " ".join(line.split())


def _runs(element: ET.Element, field: str = "") -> Iterator[tuple[str, str]]:
    """The words of an element in order, each with the field that begins with it, or ""."""
    if element.text:
        yield field, element.text
    for child in element:
        name = named(child)
        name = child.get("pub-id-type", name) if name == "pub-id" else name
        yield from _runs(child, "" if name in _FORMATTING else name)
        if child.tail:
            yield "", child.tail


def _composed(citation: ET.Element) -> str:
    """People (year). Title. Container volume(issue): pages. Publisher. Link."""
    people = ", ".join(_printed_name(name) for _, name in _people(citation))
    item = citation_item(citation)
    year = _said(citation, "year")
    volume = item.get("volume", "") + (f"({item['issue']})" if "issue" in item else "")
    pages = item.get("page", "").replace("-", "–")
    place = " ".join(filter(None, (item.get("container-title", ""), volume))) + (f": {pages}" if pages else "")
    publisher = ": ".join(filter(None, (item.get("publisher-place", ""), item.get("publisher", ""))))
    link = f"https://doi.org/{item['DOI']}" if "DOI" in item else item.get("URL", "")
    opening = f"{people} ({year})" if people and year else people or year
    number = "" if "DOI" in item else _identifier(citation)
    sentences = (opening, item.get("title", ""), place, publisher, number, link)
    return ". ".join(sentence.strip().rstrip(".") for sentence in sentences if sentence.strip())


def _identifier(citation: ET.Element) -> str:
    """The number of a data set or the like in its archive."""
    kinds = ("accession", "archive", "ark", "handle", "other")
    ids = (e for e in citation.iter() if is_a(e, "pub-id") and e.get("pub-id-type") in kinds)
    return text_of(next(ids, None))


def _printed_name(name: dict[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    given = name.get("given", "")
    given = re.sub(r"[.\s]", "", given) if _is_initials(given) else given
    return " ".join(filter(None, (name["family"], given, name.get("suffix", ""))))


# ---- as data ----------------------------------------------------------------------------------


def _is_initials(given: str) -> bool:
    return bool(re.fullmatch(r"(?:[^\W\d_]\.[\s-]?)+|[^\W\d_a-zß-ÿ]{1,4}(?:-[^\W\d_a-zß-ÿ])?", given))


def _dotted(given: str) -> str:
    """ "TL" as "T. L." and "M-A" as "M.-A.", so that styles know them for initials."""
    if not re.fullmatch(r"[^\W\d_a-zß-ÿ]{1,4}(?:[ -][^\W\d_a-zß-ÿ]{1,2})*", given):
        return given
    return re.sub(r"\s*-\s*", "-", " ".join(c if c == "-" else f"{c}." for c in given.replace(" ", "")))


def _name(element: ET.Element) -> dict[str, str]:
    family, given = _said(element, "surname"), _said(element, "given-names")
    if not family:
        return {"literal": given or text_of(element)}
    name = {"family": family, "given": _dotted(given), "suffix": _said(element, "suffix")}
    return {key: value for key, value in name.items() if value}


def _people(element: ET.Element, role: str = "author") -> Iterator[tuple[str, dict[str, str]]]:
    """Those whom a citation names, in order, each with the role."""
    for child in element:
        if is_a(child, "person-group"):
            yield from _people(child, _ROLES.get(child.get("person-group-type", role), "author"))
        elif named(child) in _NAMES and text_of(child) and not (is_a(child, "institution") and role != "author"):
            yield role, _name(child)


def _date(citation: ET.Element) -> list[int]:
    fields = (e for child in citation if named(child) not in _ACCESS for e in child.iter())
    part = {named(field): text_of(field) for field in reversed([*fields])}
    year = re.search(r"\d{4}", part.get("year", ""))
    if year is None:
        return []
    date = [int(year[0])]
    month = part.get("month", "").lower()
    number = whole_number(month) or (_MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else 0)
    day = whole_number(part.get("day", ""))
    if 1 <= number <= 12:
        date.append(number)
        if day is not None and 1 <= day <= 31:
            date.append(day)
    return date


def _accessed(citation: ET.Element) -> list[int]:
    stated = next((e for e in citation.iter() if named(e) in _ACCESS), None)
    if stated is None:
        return []
    iso = re.match(r"(\d{4})-(\d\d)-(\d\d)", stated.get("iso-8601-date", ""))
    return [int(part) for part in iso.groups()] if iso else _date(stated)


def _pages(citation: ET.Element) -> str:
    first, last = _said(citation, "fpage"), _said(citation, "lpage")
    if first:
        return f"{first}-{last}" if last and last != first else first
    return re.sub(r"\s*[–—]\s*", "-", _said(citation, "page-range", "elocation-id"))


def _links(citation: ET.Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for element in citation.iter():
        if is_a(element, "pub-id") and element.get("pub-id-type") == "doi":
            found["DOI"] = _DOI_PREFIX.sub("", text_of(element))
        elif named(element) in ("uri", "ext-link") and "URL" not in found:
            linked = next((value for key, value in element.attrib.items() if key.endswith("href")), "")
            target = linked if linked.startswith("http") else text_of(element)
            if doi := re.search(r"(?:doi\.org/|^)(10\.\d{4,9}/\S+)", target):
                found.setdefault("DOI", doi[1])
            elif re.match(r"(?:https?|ftp)://|www\.", target):
                found["URL"] = target
    return {"DOI": found["DOI"]} if found.get("DOI") else found


def _kind(citation: ET.Element, *, contained: bool) -> str:
    """The CSL type that the file states, or that the fields tell."""
    stated = citation.get("publication-type") or citation.get("citation-type") or ""
    kind = _TYPES.get(stated.lower(), "")
    if not kind:
        paged = _said(citation, "volume") or _pages(citation)
        journal = contained and paged and not _said(citation, "publisher-name")
        kind = "article-journal" if journal else "book" if _said(citation, "source") else "document"
    return "chapter" if kind == "book" and contained else kind


def citation_item(citation: ET.Element) -> dict[str, Any]:
    """The CSL-JSON item (without `id`) of a citation's fields; empty where they name no work."""
    title, source = _said(citation, *_PART_TITLES), _said(citation, "source")
    kind = _kind(citation, contained=bool(title and source))
    article = kind.startswith("article-")
    item: dict[str, Any] = {"type": kind, "title": title or ("" if article else source)}
    if source and (title or article):
        item["container-title"] = source
    for role, name in _people(citation):
        item.setdefault(role, []).append(name)
    if _first(citation, "etal") is not None:
        item["custom"] = {"et-al": True}
    for field, date in (("issued", _date(citation)), ("accessed", _accessed(citation))):
        if date:
            item[field] = {"date-parts": [date]}
    item |= {
        "volume": _said(citation, "volume"),
        "issue": _said(citation, "issue"),
        "page": _pages(citation),
        "edition": (re.search(r"\d+", _said(citation, "edition")) or [""])[0],
        "publisher": _said(citation, "publisher-name"),
        "publisher-place": _said(citation, "publisher-loc"),
        "ISBN": _said(citation, "isbn"),
    }
    language = next((v for e in citation.iter() for k, v in e.attrib.items() if k.endswith("lang")), "")
    item |= _links(citation) | {"language": language}
    return {name: value for name, value in item.items() if value} if title or source else {}


def _is_whole(item: dict[str, Any], text: str) -> bool:
    """Whether the fields hold what the text says, and are not a few parts marked in prose."""
    title = item.get("title") or item.get("container-title", "")
    people = item.get("author") or item.get("editor")
    return bool(title) and (bool(people and item.get("issued")) or len(title) > _MOST * len(text))


def listed_works(root: ET.Element) -> list[ListedWork]:
    """The entries of the list of references that have a text, in order."""
    works: list[ListedWork] = []
    for reference in root.iter():
        if not is_a(reference, "ref") or not reference.get("id"):
            continue
        citations = [
            element
            for child in reference
            for element in (list(child)[:1] if is_a(child, "citation-alternatives") else [child])
            if named(element) in CITATIONS
        ]
        text = " ".join(filter(None, map(citation_text, citations)))
        text = " ".join(filter(None, [text, *(text_of(child) for child in reference if is_a(child, "note"))]))
        item = citation_item(citations[0]) if len(citations) == 1 else {}
        label = next((text_of(child) for child in reference if is_a(child, "label")), "").strip(" .[]()")
        if text:
            works.append(ListedWork(reference.get("id", ""), label, text, item if _is_whole(item, text) else None))
    return works


__all__ = ["CITATIONS", "citation_item", "citation_text", "is_a", "listed_works", "named", "text_of"]
