"""A printed reference -> a CSL-JSON item; a note with several works -> its works.

Serves footnotes (Chicago notes), author-date lists, APA, MLA and, where they name an act or a resolution, legal notes.
Which word is what is decided by the trained labeller in reference_labels.py; links, dates of access and numbers, which
have a grammar, are read by rule. Nothing here raises on any text: what can't be read is left out. Short forms ("Ibid.")
are not this file's subject: notes.py resolves them first. It doesn't know where a reference stands.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ingest.document import Span
from ingest.names import has_et_al, is_body, parse_names
from ingest.reference_labels import MODEL, Labelled, label_reference, words

MAX_LENGTH = 4000  # code points of one reference: longer notes are prose

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
    r"(?P<volume>\d+|[IVXLC]+)\s*(?:[(:/]\s*(?P<issue>[\w./–-]+)\s*\)?|,?\s*\b(?:nos?|nr|issue|number|n|Heft|H)\b\.?\s*(?P<number>[\w/–-]+))?"
)
_LEAD = re.compile(
    r"^\s*(?:\[?\(?\d{1,3}[\])]\s+|\d{1,3}\.?\s+(?=[A-Z“\"])|[•–—-]\s+)?"
    r"(?:(?:(?:on|for|as to) [^.;]{1,60}?,?\s+(?:see|cf\.)|on [^,.;]{1,40},|see|cf\.?|compare|"
    r"quoted in|cited in|also|but|e\.g\.|"
    r"for (?:an? )?(?:example|instance|overview|discussion)|among them|in particular)[,:]?\s+)*",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\b(?:Act|Law|Decree|Ordinance|Statute)\s+(?:No\.?|Nr\.?|Number)\s*\d+|\bresolution\s+(?:[A-Z]/RES/)?\d+|\b[AS]/(?:RES|\d+)/|"
    r"\b\d+\s+(?:U\.S\.C|U\.N\.T\.S|UNTS|Stat)\b"
)
_TREATY = re.compile(r"\b(Treaty|Convention|Framework|Agreement|Protocol|Charter)\b")
_NEWSPAPER = re.compile(
    r"\b(Times|Shimbun|Post|Herald|Guardian|Daily|Newspaper|Zeitung|Monde|Nikkei|Tribune|Gazette|News)\b|新聞"
)
_MEETING = re.compile(r"\b(Proc(?:eedings|\.)|Conference|Conf\.|Symposium|Workshop|Congress|Kongress)", re.IGNORECASE)
_THESIS = re.compile(r"\b(thesis|dissertation)\b", re.IGNORECASE)
_SPEECH = re.compile(
    r"\b(Statement|Address|Speech|Remarks|Lecture) (?:by|of|at|to)\b|\b(?:speech|address) (?:by|at|to)\b"
)
_SHORT = re.compile(r"^\W*(ibid|idem|op\.?\s*cit|loc\.?\s*cit|supra|infra)\b", re.IGNORECASE)
_CROSS = re.compile(r"\b(?:supra|above|op\. ?cit|loc\. ?cit)|,\s*(?:no|n|note|fn)\.?\s*\d+\b(?!.*\d{4})", re.IGNORECASE)

CslItem = dict[str, Any]


# ---- several works in one note ----------------------------------------------------------------


def split_works(text: str) -> tuple[Span, ...]:
    """The works of one note: the note cut at semicolons outside quotations and brackets.

    A cut needs a figure on both sides, so that lists of authors ("Krezel, A.; Bal, W.") stay whole. Every span is
    trimmed of white space; together they hold all of `text` but the semicolons and space between.
    """
    spans: list[Span] = []
    start = depth = 0
    quoted = False
    for index, char in enumerate(text):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char in "“„«":
            quoted = True
        elif char in "”»":
            quoted = False
        elif char == ";" and not quoted and depth == 0:
            left, right = text[start:index], text[index + 1 :]
            whole = any(c.isdigit() for c in left) and any(c.isdigit() for c in right)
            if (whole or _SHORT.search(left)) and right.strip():
                spans.append(Span(start, index))
                start = index + 1
    spans.append(Span(start, len(text)))
    return tuple(trimmed for span in spans if (trimmed := _trim(text, span)).end > trimmed.start)


def _trim(text: str, span: Span) -> Span:
    piece = text[span.start : span.end]
    left = len(piece) - len(piece.lstrip())
    return Span(span.start + left, max(span.start + left, span.end - (len(piece) - len(piece.rstrip()))))


# ---- the parts of one work --------------------------------------------------------------------


def _quoted_title(text: str) -> Span | None:
    """The first quotation of two words or more, if it isn't closed by nothing."""
    for match in re.finditer(r"“(?:[^“”]|“[^“”]*”)+”|\"[^\"]+\"|„[^“”]+[“”]|«[^»]+»|「[^」]+」", text):
        if len(match[0].split()) > 1 or not match[0].isascii():
            return Span(*match.span())
    return None


def _by_structure(text: str, parts: tuple[Labelled, ...]) -> list[tuple[Span, str]]:
    """The words and their labels, put right where the print leaves no doubt.

    A quotation is a title, wholly, if the labeller takes most of it for one, and one phrase and a comma before it are
    the author; a bracket opened in a title ends in it;
    links are links; an author that is a body goes on to the comma.
    """
    rows = [(word, part.label) for part in parts for word in words(text[: part.end]) if word.start >= part.start]
    out = []
    quotation = _quoted_title(text)
    if quotation:
        inside = [label for word, label in rows if quotation.start <= word.start < quotation.end]
        if inside.count("title") * 2 <= len(inside):
            quotation = None
    before = text[: quotation.start].strip() if quotation else ""
    named = (
        before.endswith(",") and before.count(",") == 1 and len(before.split()) < 12 and not re.search(r"\d", before)
    )
    bracket = False
    for word, label in rows:
        token = text[word.start : word.end]
        if DOI.search(token):
            label = "doi"
        elif URL.search(token):
            label = "url"
        elif quotation and quotation.start <= word.start < quotation.end:
            label = "title"
        elif quotation and named and word.start < quotation.start:
            label = "author"
        elif quotation and named and label == "title":
            label = "note"
        elif bracket:
            label = "title"
        if label == "title" and "[" in token:
            bracket = "]" in text[word.start :]
        bracket = bracket and "]" not in token
        out.append((word, label))
    comma = next((i for i, (word, _) in enumerate(out) if text[word.start : word.end].endswith((",", "."))), -1)
    first = text[: out[comma][0].end] if comma > 0 else ""
    unsigned = not any(label in ("author", "editor") for _, label in out) and not first.startswith(
        ("The ", "A ", "An ")
    )
    known = out[0][1] == "author" if out else False
    if 0 < comma < (12 if known else 7) and (known or (unsigned and first.endswith(","))) and is_body(first):
        out[: comma + 1] = [(word, "author") for word, _ in out[: comma + 1]]
    return out


def reference_parts(text: str, *, model: Path = MODEL) -> tuple[Labelled, ...]:
    """The labelled parts of one reference, as offsets into `text`. Raises ReferenceModelError without a model."""
    parts = label_reference(text[:MAX_LENGTH], model=model)
    sure = {part.start: part.probability for part in parts}
    merged: list[Labelled] = []
    for word, label in _by_structure(text, parts):
        if merged and merged[-1].label == label:
            merged[-1] = Labelled(label, merged[-1].start, word.end, merged[-1].probability)
        else:
            merged.append(Labelled(label, word.start, word.end, sure.get(word.start, 1.0)))
    return tuple(merged)


# ---- one work ---------------------------------------------------------------------------------


def _clean(value: str) -> str:
    value = re.sub(r"\s+", " ", value).strip()
    value = re.sub(r"^[\s,.:;)\]]+|[\s,;:(\[]+$", "", value)
    if value.count(")") > value.count("("):
        value = value.rstrip(").,")
    if value.startswith("(") and value.count("(") > value.count(")"):
        value = value[1:]
    if len(value) > 2 and value[-1] == "." and not re.search(r"\b(?:[A-Z]|Inc|Ltd|Co|Jr|St|U\.S|D\.C)\.$", value):
        value = value[:-1]
    return value.strip()


def _unquote(value: str) -> str:
    value = _clean(value)
    inner = value.strip('“”„"«»「」『』,. ')
    if len(inner) == len(value):
        return value
    if inner.count("“") > inner.count("”"):
        inner += "”"
    elif inner.count("”") > inner.count("“"):
        inner = "“" + inner
    if inner.count('"') % 2:
        inner = value[1:] if value.startswith('"') else value
    return inner.strip(",. ")


def _title(value: str) -> str:
    """A title without its quotation marks and without the comma of American style inside them."""
    return re.sub(r",$", "", _unquote(re.sub(r"[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}", "", value))).strip()


def parse_date(text: str) -> list[int]:
    """The year, and the month and day where they are named: [2018, 5, 2]; empty where there is no year."""
    if iso := re.search(r"\b(\d{4})-(\d\d)-(\d\d)\b", text):
        return [int(iso[1]), int(iso[2]), int(iso[3])]
    year = _YEAR.search(text)
    if not year:
        return []
    rest = text[: year.start()] + " " + text[year.end() :]
    months = [word.lower()[:3] for word in re.findall(r"[^\W\d_]{3,}", rest) if word.lower()[:3] in _MONTHS]
    if not months:
        return [int(year[1])]
    date = [int(year[1]), _MONTHS.index(months[0]) + 1]
    day = re.search(
        r"(?<![\d/])([12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|\.)?\s+[^\W\d_]{3}|[^\W\d_]{3}\.?\s+([12]\d|3[01]|0?[1-9])\b",
        rest,
    )
    return [*date, int(day[1] or day[2])] if day else date


def _issued(text: str) -> CslItem:
    date = parse_date(text)
    return {"issued": {"date-parts": [date]}} if date else {}


def _links(text: str) -> tuple[CslItem, str]:
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


def _numbers(fields: dict[str, str]) -> CslItem:
    """Volume, issue and edition."""
    item: CslItem = {}
    volume = re.sub(r"\b(?:vols?|volume|bd|band|tome|t)\b\.?\s*", "", fields.get("volume", ""), flags=re.IGNORECASE)
    volume = re.sub(r"\(\s*(?:1[4-9]|20)\d\d\s*\)", "", volume)
    if alone := re.match(r"\W*(?:no|nr|issue|number)\b\.?\s*(\w+)\W*$", volume, re.IGNORECASE):
        item["issue"] = alone[1]
    elif match := _ISSUE.search(volume):
        item["volume"] = match["volume"]
        if issue := match["issue"] or match["number"]:
            item["issue"] = issue.strip(".")
    if edition := re.search(r"\d+", fields.get("edition", "")):
        item["edition"] = edition[0]
    return item


def _kind(fields: dict[str, str], text: str, *, linked: bool) -> str:
    container = fields.get("journal", "") or fields.get("container", "")
    if _THESIS.search(fields.get("genre", "") or text):
        return "thesis"
    if _MEETING.search(container):
        return "paper-conference"
    if container:
        date = parse_date(fields.get("date", ""))
        if _NEWSPAPER.search(container) and len(date) == 3 and "volume" not in fields:
            return "article-newspaper"
        return (
            "article-journal"
            if "journal" in fields or ("volume" in fields and "publisher" not in fields)
            else "chapter"
        )
    if _TREATY.search(fields.get("title", "") or text) and "author" not in fields and "publisher" not in fields:
        return "treaty"
    if linked and "publisher" not in fields:
        return "webpage"
    if _quoted_title(text):
        signed = "publisher" in fields or is_body(fields.get("author", ""))
        return "speech" if _SPEECH.search(text) else "report" if signed else "document"
    return "book" if "publisher" in fields or "location" in fields else "document"


def _people(fields: dict[str, str]) -> CslItem:
    item: CslItem = {}
    for name in ("author", "editor", "translator"):
        if people := parse_names(fields.get(name, "")):
            item[name] = people
    if "editor" not in item and re.search(r"[(\[]\s*eds?\.?\s*[)\]]", fields.get("author", "")):
        item["editor"] = item.pop("author", [])
    if has_et_al(fields.get("author", "")):
        item["custom"] = {"et-al": True}
    return {name: value for name, value in item.items() if value}


def _pages(value: str, kind: str) -> CslItem:
    """A range is the work's own place in its container; a single page, or any page of a book, is the place cited."""
    found = _PAGES.search(re.sub(r"\b(?:pp?|pages?|pag|pagg|S)\b\.?", "", value))
    if not found:
        return {}
    pages = re.sub(r"\s*[–—-]+\s*", "-", found[0]).strip()
    if kind in ("article-journal", "article-newspaper", "chapter", "paper-conference") and "-" in pages:
        return {"page": pages}
    return {"custom": {"locator": pages}}


def parse_reference(text: str) -> CslItem:
    """One reference as a CSL-JSON item (without `id`): type, names, titles, place, date, numbers, links.

    `custom.locator` holds the page that a note cites of a book, `custom.et-al` that the printed list of authors was cut
    short. Fields that are not found are absent; text with no reference in it gives `{"type": "document"}` and perhaps a
    title. Never raises for any text.
    """
    plain = re.sub(r"(?<![\w*])[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}(?![\w*])", "", text[:MAX_LENGTH])
    item, plain = _links(plain)
    plain = plain[_LEAD.match(plain).end() :] if _LEAD.match(plain) else plain  # type: ignore[union-attr]
    if _LEGAL.search(plain) and not _quoted_title(plain):
        return (
            {"type": "legislation", "title": _clean(re.split(r",?\s+(?:arts?|paras?|sec|§)\b", plain)[0])}
            | _issued(plain)
            | item
        )
    fields: dict[str, str] = {}
    for part in reference_parts(plain):
        piece = plain[part.start : part.end]
        if part.label in fields and part.label in ("title", "journal", "container", "date", "author"):
            continue  # the first is the work's own
        fields[part.label] = f"{fields[part.label]} {piece}" if part.label in fields else piece
    paper = fields.get("publisher", "")
    if "journal" not in fields and _NEWSPAPER.search(paper) and len(parse_date(fields.get("date", ""))) == 3:
        fields["journal"] = fields.pop("publisher")
    place = _clean(fields.get("journal", ""))
    if (
        place.isalpha()
        and len(parse_date(fields.get("date", ""))) == 3
        and not _NEWSPAPER.search(place)
        and "volume" not in fields
    ):
        fields["location"] = fields.pop("journal")  # "“Address,” Nairobi, 27 August 2016"
    kind = _kind(fields, plain, linked=bool(item.get("URL")))
    result: CslItem = {"type": kind, **_people(fields)}
    if title := _title(fields.get("title", "")):
        result["title"] = title
    if container := _title(re.sub(r"^\W*[Ii]n:?\s+", "", fields.get("journal") or fields.get("container", ""))):
        result["container-title"] = container
    for label, name in (
        ("publisher", "publisher"),
        ("location", "publisher-place"),
        ("collection", "collection-title"),
    ):
        if value := _clean(fields.get(label, "")):
            result[name] = value
    result |= _issued(fields.get("date", "")) or _issued(plain if "title" in fields else "")
    result |= _numbers(fields)
    pages = _pages(fields.get("pages", ""), kind)
    custom = result.get("custom", {}) | pages.pop("custom", {})
    result |= pages | item
    return result | ({"custom": custom} if custom else {})


def is_full_reference(text: str) -> bool:
    """Whether a note's text names a work in full: a year or a link, a title, and no short form in its place."""
    if _SHORT.search(text) or not 20 <= len(text) <= MAX_LENGTH:
        return False
    if _CROSS.search(text):
        return False
    dated = bool(_YEAR.search(text) or URL.search(text) or DOI.search(text))
    return (dated or _quoted_title(text) is not None) and len(text.split()) >= 5
