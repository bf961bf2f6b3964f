"""What a JATS article prints around its text and pandoc leaves out: the work reviewed, keywords, funding, its authors.

Each becomes a section that pandoc reads. This file doesn't know where in the article they are set.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator

from ingest.readers.jats_references import citation_text, is_a, named, text_of

_LISTED = {"kwd": "Keywords", "compound-kwd": "Keywords"}


def _section(title: str, paragraphs: Iterable[str]) -> list[ET.Element]:
    """A section of these paragraphs; none where there are none."""
    texts = list(dict.fromkeys(text for text in paragraphs if text))
    if not texts:
        return []
    section = ET.Element("sec")
    for tag, text in [("title", title), *(("p", text) for text in texts)]:
        ET.SubElement(section, tag).text = text
    return [section]


def _all(element: ET.Element, name: str) -> Iterator[ET.Element]:
    return (each for each in element.iter() if is_a(each, name))


def _children(element: ET.Element, *names: str) -> list[ET.Element]:
    return [child for child in element if named(child) in names]


def _labelled(element: ET.Element) -> str:
    """An affiliation's words behind its label: "1 University of Hull"."""
    label = next((text_of(child) for child in _children(element, "label")), "")
    whole = text_of(element)
    return f"{label} {whole.removeprefix(label).strip()}".strip()


def sections_before(meta: ET.Element) -> list[ET.Element]:
    """The works that a review is about, stated before its text."""
    products = _children(meta, "product")
    works = [text_of(one) if (one.text or "").strip() else citation_text(one) or text_of(one) for one in products]
    return _section("Reviewed work" if len(works) == 1 else "Reviewed works", works)


def sections_after_abstract(meta: ET.Element) -> list[ET.Element]:
    """The keywords, a list for each group."""
    found: list[ET.Element] = []
    for group in _children(meta, "kwd-group"):
        title = next((text_of(child) for child in _children(group, "title")), "") or "Keywords"
        words = [text_of(one) for one in group.iter() if named(one) in _LISTED and text_of(one)]
        found += _section(title.rstrip(":"), ["; ".join(words)])
    return found


def sections_behind(meta: ET.Element, said: str) -> list[ET.Element]:
    """Funding, authors and their addresses, but for what is `said` already."""
    funding = [text_of(one) for one in _all(meta, "funding-statement")]
    lives = [text_of(one) for one in _all(meta, "bio")]
    places = [_labelled(one) for one in _all(meta, "aff")]
    return [
        section
        for title, texts in (("Funding", funding), ("About the authors", lives), ("Affiliations", places))
        for section in _section(title, [text for text in texts if text not in said])
    ]


__all__ = ["sections_after_abstract", "sections_before", "sections_behind"]
