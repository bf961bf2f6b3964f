"""The parts of a reference that have a grammar: links, dates, volume and issue, pages.

This file doesn't know where in a reference they stand; references.py does.
"""

from __future__ import annotations

import re
from typing import Any

CslItem = dict[str, Any]

DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>“”]+)", re.IGNORECASE)
URL = re.compile(r"(?:https?://|\bwww\.)[^\s<>“”]+", re.IGNORECASE)
ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s*([\d][\d\s-]{8,16}[\dXx])")
_ACCESS = re.compile(
    r"[(\[]?\s*\b(?:last\s+)?(?:accessed|retrieved|visited|viewed|consulted)(?:\s+on)?:?\s+"
    r"(?P<date>(?:\d{1,2}\.?\s+[^\W\d_]+\.?,?\s+\d{4})|(?:[^\W\d_]+\.?\s+\d{1,2},?\s+\d{4})|(?:\d{4}-\d\d-\d\d)|(?:[^\W\d_]+\s+\d{4}))"
    r"\s*[)\]]?",
    re.IGNORECASE,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_PAGES = re.compile(
    r"[A-Za-z]?\d+[a-z]?(?:\s*[-–—]+\s*[A-Za-z]?\d+)?(?:,\s*\d+(?:\s*[-–—]+\s*\d+)?)*|\b[ivxlc]+(?:\s*[-–—]\s*[ivxlc]+)?\b"
)
_ISSUE = re.compile(
    r"(?P<volume>\d+|\b[IVXLC]+\b)\s*(?:[(:/]\s*(?P<issue>[\w./–-]+)\s*\)?|,?\s*\b(?:nos?|nr|issue|number|n|Heft|H)\b\.?\s*(?P<number>[\w/–-]+))?",
    re.IGNORECASE,
)

_MONTH_NAMES = frozenset(
    re.findall(
        r"\w+",
        "january february march april august september october november december januar februar oktober dezember "
        "janvier septembre octobre novembre marzo aprile agosto settembre ottobre novembre dicembre octubre noviembre "
        "janeiro março abril setembro outubro novembro",
    )
)
# "1982;41: 257-8" and "249(3):29–38": what Vancouver and BibTeX styles print without spaces
_GLUED = re.compile(
    r"(?:(?:1[4-9]|20)\d\d\s*;\s*)?(?P<volume>\d+)\s*(?:\((?P<issue>[\w-]+)\))?\s*:\s*(?P<pages>[A-Za-z]?\d+\s*[-–—]+\s*[A-Za-z]?\d+)"
)


def _month(word: str) -> bool:
    """Whether a word is a month's name or its abbreviation, and doesn't only begin like one ("Mariner")."""
    return word[:3] in _MONTHS and (len(word) <= 4 or word in _MONTH_NAMES)


def parse_date(text: str) -> list[int]:
    """The year, and the month and day where they are named: [2018, 5, 2]; empty where there is no year."""
    if iso := re.search(r"\b(\d{4})-(\d\d)-(\d\d)\b", text):
        return [int(iso[1]), int(iso[2]), int(iso[3])]
    year = _YEAR.search(text)
    if not year:
        return []
    rest = text[: year.start()] + " " + text[year.end() :]
    months = [word.lower()[:3] for word in re.findall(r"[^\W\d_]{3,}", rest) if _month(word.lower())]
    if not months:
        return [int(year[1])]
    date = [int(year[1]), _MONTHS.index(months[0]) + 1]
    day = re.search(
        r"(?<![\d/])([12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|\.)?\s+[^\W\d_]{3}|[^\W\d_]{3}\.?\s+([12]\d|3[01]|0?[1-9])\b",
        rest,
    )
    return [*date, int(day[1] or day[2])] if day else date


def read_links(text: str) -> tuple[CslItem, str]:
    """DOI, URL, ISBN and date of access, read by rule, and the text without the date of access."""
    item: CslItem = {}
    if access := _ACCESS.search(text):
        date = parse_date(access["date"])
        if date:
            item["accessed"] = {"date-parts": [date]}
            text = text[: access.start()] + " " + text[access.end() :]
    if doi := DOI.search(text):
        item["DOI"] = doi[1].rstrip(".,;)]")
    elif url := URL.search(text):
        item["URL"] = url[0].rstrip(".,;)]>")
    if isbn := ISBN.search(text):
        item["ISBN"] = re.sub(r"[\s-]", "", isbn[1])
    return item, text


def read_numbers(volume: str, edition: str = "") -> CslItem:
    """Volume, issue and edition from what is printed for them: "37 (1)", "vol. 12, no. 3", "n°59", "2nd ed."."""
    item: CslItem = {}
    volume = re.sub(r"\b(?:vols?|volume|bd|band|tome|t)\b\.?\s*", "", volume, flags=re.IGNORECASE)
    volume = re.sub(r"\(\s*(?:1[4-9]|20)\d\d\s*\)", "", volume)
    if alone := re.match(r"\W*(?:(?:no|nr|issue|number)\b\.?|n[°º])\s*(\w+)\W*$", volume, re.IGNORECASE):
        item["issue"] = alone[1]
    elif pair := re.fullmatch(r"\W*(\d+),\s*(\d+(?:[–/-]\d+)?)\W*", volume):
        item["volume"], item["issue"] = pair[1], pair[2]  # "83, 3", as British journals are cited
    elif match := _ISSUE.search(volume):
        item["volume"] = match["volume"]
        if issue := match["issue"] or match["number"]:
            item["issue"] = issue.strip(".")
    if number := re.search(r"\d+", edition):
        item["edition"] = number[0]
    return item


def read_glued(text: str) -> CslItem:
    """Volume, issue and pages printed in one word, "1982;41:257-8" or "249(3):29–38"; empty where there are none."""
    match = _GLUED.search(text)
    if not match:
        return {}
    found = {"volume": match["volume"], "issue": match["issue"], "page": re.sub(r"\s*[–—-]+\s*", "-", match["pages"])}
    return {name: value for name, value in found.items() if value}


def read_pages(value: str) -> str:
    """A page or range of pages with a plain hyphen: "pp. 33–34" is "33-34"; empty where there is none."""
    found = _PAGES.search(re.sub(r"\b(?:pp?|pages?|pag|pagg|S)\b\.?", "", value))
    return re.sub(r"\s*[–—-]+\s*", "-", found[0]).strip() if found else ""
