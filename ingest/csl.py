"""A document's metadata as a CSL-JSON item. Pure; this file doesn't know how the metadata were found."""

from __future__ import annotations

import re

from ingest.document import Metadata
from ingest.names import direct_name, is_body


def _csl_name(name: str) -> dict[str, str]:
    family_first = re.fullmatch(r"([\u3040-\u30ff\u4e00-\u9fff々]+)[ \u3000]([\u3040-\u30ff\u4e00-\u9fff々]+)", name)
    if family_first:
        return {"family": family_first[1], "given": family_first[2]}
    if not name.strip() or is_body(name) or re.search(r"[\d(),;®™]", name):
        return {"literal": name}
    return direct_name(name)


def to_csl(metadata: Metadata, item_id: str) -> dict[str, object]:
    """The document as a CSL-JSON item (citeproc-js schema 1.0) with the id `item_id`."""
    item: dict[str, object] = {"id": item_id, "type": metadata.type}
    plain = {
        "title": metadata.title,
        "container-title": metadata.container,
        "publisher": metadata.publisher,
        "volume": metadata.volume,
        "issue": metadata.issue,
        "page": metadata.pages,
        "DOI": metadata.doi,
        "ISBN": " ".join(metadata.isbn) or None,
        "URL": metadata.url,
        "language": metadata.language,
    }
    item.update({name: value for name, value in plain.items() if value})
    if metadata.authors:
        item["author"] = [_csl_name(name) for name in metadata.authors]
    if metadata.editors:
        item["editor"] = [_csl_name(name) for name in metadata.editors]
    if metadata.year:
        item["issued"] = {"date-parts": [[metadata.year]]}
    return item


__all__ = ["to_csl"]
