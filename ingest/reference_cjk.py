"""References printed in Japanese, Chinese or Korean, which have no spaces but brackets that say what is what.

『…』 and 《…》 hold a book or a journal, 「…」 and 〈…〉 an article or chapter in it. This file doesn't know references
in other scripts (references.py).
"""

from __future__ import annotations

import re

from ingest.reference_numbers import CslItem, read_links

_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORK = re.compile(r"『(?P<a>[^』]+)』|《(?P<b>[^》]+)》")
_PART = re.compile(r"「(?P<a>[^「」]*(?:「[^」]*」[^「」]*)*)」|〈(?P<b>[^〉]+)〉")
_YEAR = re.compile(r"(?<!\d)((?:1[4-9]|20)\d\d)\s*年?")
_DATE = re.compile(r"(\d{4})年\s*(\d{1,2})月(?:\s*(\d{1,2})日)?")
_PAGES = re.compile(r"(\d+)(?:\s*[-–—―~～〜]\s*(\d+))?\s*[頁页쪽]|\bpp?\.\s*(\d+)(?:\s*[-–—]\s*(\d+))?")
_VOLUME = re.compile(r"第?\s*(\d+)\s*[巻卷권]")
_ISSUE = re.compile(r"(?:第|通巻)?\s*(\d+)\s*[号號期호]")
_GLUED = re.compile(r"(\d+)\s*[(（](\d+)[)）]")
_IMPRINT = re.compile(
    r"(?:(?P<place>[^\d：:、，,（(）)』》]{1,12})[：:])?(?P<publisher>[^\d：:、，,（(）)『』《》「」]{2,30})[、，,]\s*(?=(?:1[4-9]|20)\d\d)"
)
_ROLES = (
    ("editor", re.compile(r"(?:共?編著?|主编|编|編集|엮음)$")),
    ("translator", re.compile(r"(?:共?訳|译|譯|옮김)$")),
)


def is_east_asian(text: str) -> bool:
    """Whether a reference is printed in an East Asian script: a third of its letters, and a title in brackets."""
    letters = sum(c.isalpha() for c in text)
    return letters > 0 and len(_SCRIPT.findall(text)) * 3 >= letters and bool(_WORK.search(text) or _PART.search(text))


def _people(text: str) -> CslItem:
    item: CslItem = {}
    for piece in re.split(r"[、，,・;；]|\s+と\s+", text):
        name = piece.strip(" 　.:：")
        role = "author"
        for found, pattern in _ROLES:
            if pattern.search(name):
                role, name = found, pattern.sub("", name)
        name = re.sub(r"著$|\s+$", "", name).strip()
        if not name or not _SCRIPT.search(name) or len(name) > 40:
            continue
        parts = re.split(r"[ 　]+", name)
        person = (
            {"family": parts[0], "given": parts[1]}
            if len(parts) == 2 and max(map(len, parts)) < 5
            else {"literal": name}
        )
        item.setdefault(role, []).append(person)
    return item


def parse_east_asian(text: str) -> CslItem:
    """One reference as a CSL-JSON item without `id`; fields that are not found are absent. Never raises."""
    item, text = read_links(text)
    work, part = _WORK.search(text), _PART.search(text)
    if work and part and part.start() > work.start():
        part = None  # a bracket in what follows the title
    first = part or work
    if first is None:
        return {"type": "document", **item}
    title = first["a"] or first["b"]
    result: CslItem = {"type": "book", **_people(text[: first.start()]), "title": title.strip()}
    rest = text[(work or first).end() :]
    if part and work:
        result["container-title"] = (work["a"] or work["b"]).strip()
        result |= {k: v for k, v in _people(text[part.end() : work.start()]).items() if k == "editor"}
        result["type"] = "chapter" if "editor" in result else "article-journal"
    elif part:
        result["type"] = "webpage" if "URL" in item else "document"
    if imprint := _IMPRINT.search(rest):
        result["publisher"] = imprint["publisher"].strip()
        if imprint["place"]:
            result["publisher-place"] = imprint["place"].strip(" （(")
        if result["type"] == "article-journal" and not (_VOLUME.search(rest) or _ISSUE.search(rest)):
            result["type"] = "chapter"
    if date := _DATE.search(rest):
        result["issued"] = {"date-parts": [[int(number) for number in date.groups() if number]]}
    elif year := _YEAR.search(rest):
        result["issued"] = {"date-parts": [[int(year[1])]]}
    for name, pattern in (("volume", _VOLUME), ("issue", _ISSUE)):
        if match := pattern.search(rest):
            result[name] = match[1]
    if "volume" not in result and (glued := _GLUED.search(rest)):
        result |= {"volume": glued[1], "issue": glued[2]}
    if pages := _PAGES.search(rest):
        numbers = [number for number in pages.groups() if number]
        if len(numbers) == 2 and result["type"] != "book":
            result["page"] = "-".join(numbers)
        else:
            result["custom"] = {"locator": "-".join(numbers)}
    return result | item
