"""What a journal prints about an article at the head of its pages: the journal, volume, issue, year, pages, DOI.

"Asian Survey, Vol. 27, No. 9, September 1987", "Goettingen Journal of International Law 2 (2010) 2, 689-711". This file
doesn't know where such lines stand in a file; readers pass it the lines at a page's edge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.reference_numbers import DOI

_LONGEST = 160  # code points of a line that may be such; longer ones are prose
_VOLUME = re.compile(r"\b(?:vol(?:umen?)?|v|band|bd|tome)\b\.?\s*(?P<volume>\d{1,4}|[ivxlc]{1,8})\b", re.IGNORECASE)
_ISSUE = re.compile(
    r"(?:\b(?:no|nr|n|núm|issue|heft)\b\.?|n[°º])\s*(?P<issue>\d{1,3}(?:[/–-]\d{1,2})?)\b", re.IGNORECASE
)
_PAIR = re.compile(r"(?<!\d)(?P<volume>\d{1,3})\s*\((?P<issue>\d{1,2}(?:[/–-]\d{1,2})?)\)")
_YEARED = re.compile(r"(?<!\d)(?P<volume>\d{1,3})\s*\((?P<year>(?:19|20)\d\d)\)\s*(?:(?P<issue>\d{1,2}),)?")
_PLAIN = re.compile(r"(?<!\d)(?P<volume>\d{1,3})\s+(?=(?:19|20)\d\d\b)")
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)")
_PAGES = re.compile(r"(?:\b(?:pp?|s)\.\s*|[,:]\s*)(?P<pages>\d{1,5}\s*[–-]\s*\d{1,5})(?!\d)", re.IGNORECASE)
_START = re.compile(
    r"[,;:|.\s]*(?:\b(?:vol(?:umen?)?|v|no|nr|n|issue|band|bd|special issue|issn|doi)\b\.?\s*[\d(:ivxlc]|"
    r"\b(?:19|20)\d\d\b|\d|\((?:19|20)\d\d\)|special issue)",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"\b(journal|review|quarterly|studies|history|annals|bulletin|proceedings|transactions|zeitschrift|revista|rivista|revue|"
    r"archiv\w*|jahrbuch|survey|affairs|law|science|politics|papers|diritto|cultura)\b",
    re.IGNORECASE,
)


def _numbers(rest: str) -> dict[str, str]:
    """Volume, issue, year and pages in what follows the journal's name; absent where not printed."""
    found: dict[str, str] = {}
    for pattern in (_YEARED, _PAIR, _VOLUME, _ISSUE, _PLAIN, _YEAR, _PAGES):
        if match := pattern.search(rest):
            found |= {name: value for name, value in match.groupdict().items() if value and name not in found}
    if "pages" in found:
        found["pages"] = re.sub(r"\s*[–-]\s*", "–", found["pages"])
    return found


def _of_line(line: str) -> dict[str, str]:
    """What one line says, empty where it is none: a name, then two numbers of the right kind or more."""
    start = _START.search(line)
    if start is None or len(line) > _LONGEST or re.search(r"[“”«»‘\"]|https?://(?!\S*doi)|[©]", line):
        return {}
    name = line[: start.start()].split("|")[0].strip(" ,;:.|–-")
    rest = re.sub(r"\bISSN[\s:]*[\d-]+", " ", line[start.start() :])
    if "," in name:
        return {}
    marked = bool(_VOLUME.search(rest) or _PAIR.search(rest) or _YEARED.search(rest))
    found = _numbers(rest)
    if not (4 <= len(name) <= 90 and name[0].isupper() and len(name.split()) <= 12) or len(found) < 2:
        special = re.search(r"special issue", rest, re.IGNORECASE) and "year" in found
        if not (special and 4 <= len(name) <= 90):
            return {}
    if not (_JOURNAL.search(name) or marked):
        return {}
    return {"container": name, **found}


def read_running_head(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What the lines say of journal (`container`), volume, issue, year (`date`), pages and DOI, under the names of
    `RawDocument.metadata`; empty where no line says it. The first line that says a thing is believed."""
    found: dict[str, str] = {}
    for raw in lines:
        line = " ".join(raw.split())
        told = _of_line(line)
        if "container" in found and told.get("container", "").casefold() != found["container"].casefold():
            told = {}
        for name, value in told.items():
            found.setdefault("date" if name == "year" else name, value)
        if "doi" not in found and "Downloaded from" not in line and (doi := DOI.search(line)):
            found["doi"] = doi[1].rstrip(".,;)]")
    return {name: (value,) for name, value in found.items()}
