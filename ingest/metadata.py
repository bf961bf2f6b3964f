"""What a document says of itself: what its file states first, then what its front matter and its labels tell.

Pure. Names become "Given Family". This file doesn't know files or offsets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.document import BlockKind, Metadata
from ingest.headings import plain_title
from ingest.roles import IMPRINT, is_label

Piece = tuple[BlockKind | None, int | None, str]  # kind, heading level, text

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>\[\]{}|]+")
_ISBN = re.compile(r"(?:97[89][-\s]?)?\d{1,5}[-\s]?\d{1,7}[-\s]?\d{1,7}[-\s]?[\dXx]\b")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_DATED = re.compile(
    r"(?:first published|published(?: online)?|publication date|©|\bcopyright(?: \(c\))?|"
    r"state\s?published|\bissued\b|\bdate\b)\D{0,40}?(?P<y>(?:1[5-9]|20)\d\d)"
    r"|(?:©|copyright)[^\n]{0,80}?(?P<z>(?:1[5-9]|20)\d\d)",
    re.IGNORECASE,
)
_CC = re.compile(r"\(?\b(CC)[- ]?\(?(BY(?:[- ]?(?:NC|ND|SA))*|0|ZERO)\)?\)?[- ]*([1-4]\.\d)?", re.IGNORECASE)
_CC_LONG = re.compile(
    r"creative commons ((?:attribution|zero|noncommercial|non-commercial|sharealike|noderivatives|"
    r"noderivs|no derivatives|[- ,0-9.])+)",
    re.IGNORECASE,
)
_CC_URL = re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/(\d\.\d)", re.IGNORECASE)
_FUNDING = re.compile(
    r"\bfund(?:er|ers|ed|ing)\b|\bgrant (?:no|number|agreement)|supported by (?:a |"
    r"the )?.{0,60}(?:grant|foundation|council)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Mrs|Ms)\.?\s+)?[^\W\d_a-zß-ÿ][\w.’'‐-]*(?:\s+(?:(?:de|von|van|der|den|la|le|du|da|di|del|el|al|bin|ibn|ter|ten|of|y)\s+)*"
    r"[^\W\d_a-zß-ÿ][\w.’'‐-]*){1,4}(?:,?\s+(?:Jr|Sr|II|III)\.?)?$"
)
_NOT_NAMES = re.compile(
    r"\b(?:university|institute|press|journal|review|department|school|college|chapter|part|volume|edition|series|abstract|introduction|"
    r"the|and its|united|nations|published|rights|reserved|open|access|article|paper|report|research|"
    r"conference|proceedings|ltd|inc|contents|"
    r"security|policy|history|studies|society|centre|center|ministry|office|edited|editors|international|law|table|new|works?|project|ebook)\b",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"(?:chapter|kapitel|chapitre|part)\s+(\d{1,3}|[ivxlc]+|\w+)\s*[.:]?\s*$", re.IGNORECASE)
_KEY_VALUE = re.compile(r"^\s*(?P<key>[A-Za-z][A-Za-z \-()/]{1,30}?)\s*:\s+(?P<value>\S.*)$")
_KEYS: dict[str, str] = {
    "title": "title",
    "author": "author",
    "authors": "author",
    "by": "author",
    "editor": "editor",
    "editors": "editor",
    "date": "date",
    "published": "date",
    "publication date": "date",
    "release date": "date",
    "year": "date",
    "journal": "container",
    "in": "container",
    "publisher": "publisher",
    "volume": "volume",
    "issue": "issue",
    "number": "issue",
    "pages": "pages",
    "language": "language",
    "licence": "licence",
    "license": "licence",
    "subject": "title",
    "from": "author",
    "url": "url",
    "doi": "doi",
    "series": "container",
}
# Field names of repository pages (Elsevier's Pure and its like), whose values stand right after them.
_FIELDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?i:journal)\s*(?=[A-Z])(.+)"), "container"),
    (re.compile(r"(?i:title of host publication)\s*(.+)"), "container"),
    (re.compile(r"(?i:original language)\s*(.+)"), "language"),
    (re.compile(r"(?i:issue number)\s*(.+)"), "issue"),
    (re.compile(r"(?i:volume)\s*(\d.*)"), "volume"),
    (re.compile(r"(?i:pages \(from-to\))\s*(.+)"), "pages"),
    (re.compile(r"(?i:state|status|publication status)\s*(?i:published)\s*-?\s*(.+)"), "date"),
    (re.compile(r"(?i:publisher)\s*(?=[A-Z])(.+)"), "publisher"),
    (re.compile(r"(?i:dois?)\s*(?:https?://doi\.org/)?(10\..+)"), "doi"),
)
_LANGUAGES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "italian": "it",
    "italiano": "it",
    "japanese": "ja",
    "日本語": "ja",
    "korean": "ko",
    "chinese": "zh",
    "portuguese": "pt",
    "dutch": "nl",
    "russian": "ru",
    "arabic": "ar",
}
_REGIONS = {"us": "US", "united states": "US", "uk": "GB", "gb": "GB", "australia": "AU", "canada": "CA"}


def clean(text: str) -> str:
    """A line without Markdown's signs and HTML tags, on one line."""
    return plain_title(re.sub(r"<[^>\n]{1,200}>", "", text))


def language_tag(value: str) -> str | None:
    """A BCP 47 tag from a tag ("en_GB") or a name ("English (US)"); None where neither."""
    match = re.match(r"\s*([^\W\d_]+)\s*(?:\(([^)]+)\))?", value)
    if match is None:
        return None
    name = match[1].lower()
    if name in _LANGUAGES:
        region = _REGIONS.get((match[2] or "").strip().lower())
        return f"{_LANGUAGES[name]}-{region}" if region else _LANGUAGES[name]
    tag = re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2,8}))?(?:[-_.@].*)?\s*", value)
    if tag is None or tag[1].lower() in ("und", "zxx", "mul"):
        return None
    region = tag[2]
    return tag[1].lower() + (f"-{region.upper() if len(region) == 2 else region.title()}" if region else "")


def given_family(name: str) -> str:
    """ "Pan, Liang" -> "Liang Pan"; other names as they are, without degrees and affiliation marks."""
    name = clean(name)
    name = re.sub(r"^(?:by|edited by|translated by|author:?)\s+", "", name, flags=re.IGNORECASE)
    name = re.sub(
        r"\s*(?:[*†‡§¶]|[⁰¹²³⁴⁵⁶⁷⁸⁹]|\[\d+\])[\d,*†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹]*\s*$|\s*<[^>]*>|\s*\([^)]*@[^)]*\)", "", name
    ).strip(" ,;")
    parts = [part.strip() for part in name.split(",")]
    if (
        len(parts) == 2
        and parts[1]
        and not re.fullmatch(r"(?:jr|sr|ii|iii|phd|ph\.d|md|m\.d|ma|esq)\.?", parts[1], re.IGNORECASE)
    ):
        return f"{parts[1]} {parts[0]}"
    if len(parts) >= 2 and re.fullmatch(r"(?:ph\.?d|m\.?d|m\.?a|esq)\.?", parts[-1], re.IGNORECASE):
        return ", ".join(parts[:-1])
    return name


def names_in(line: str) -> tuple[str, ...]:
    """The persons a line names ("A. Writer, B. Scholar and C. Third"), or () where it isn't a line of names."""
    text = clean(line)
    text = re.sub(r"^(?:by|edited by|translated by|authors?:?|editors?:?|von|par|di)\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(r",?\s*\((?:eds?|hrsg|dir)s?\.?\)\s*$|,?\s+eds?\.?$", "", text, flags=re.IGNORECASE)
    if not text or len(text) > 300 or _NOT_NAMES.search(text) or re.search(r"[:?!/]|\d{3,}|https?", text):
        return ()
    if re.fullmatch(r"[\u3040-\u30ff\u4e00-\u9fff々]{2,4}[ \u3000]?[\u3040-\u30ff\u4e00-\u9fff々]{1,4}", text):
        return (text,)
    parts = [
        part.strip()
        for part in re.split(r"\s*(?:;|,(?!\s*(?:Jr|Sr|II|III)\b)|&|\band\b|\bund\b|\bet\b)\s*", text)
        if part.strip()
    ]
    names = [given_family(part) for part in parts]
    if not names or not all(_NAME.match(name) for name in names):
        return ()
    return tuple(names)


def _first(values: Sequence[str]) -> str | None:
    return next((clean(value) for value in values if clean(value)), None)


def _year(text: str) -> int | None:
    match = _YEAR.search(text)
    return int(match[1]) if match else None


def find_doi(text: str) -> str | None:
    """The first DOI in `text`, without the stop or bracket that follows it."""
    match = _DOI.search(text)
    if match is None:
        return None
    doi = match.group().rstrip(".,;:*_”’")
    while doi.endswith(")") and doi.count("(") < doi.count(")"):
        doi = doi[:-1].rstrip(".,;")
    return doi


def find_isbns(text: str) -> tuple[str, ...]:
    """The ISBNs whose line says so and whose check digit is right (ISO 2108), as printed."""
    found: list[str] = []
    for line in text.split("\n"):
        if not re.search(r"isbn", line, re.IGNORECASE):
            continue
        for match in _ISBN.finditer(re.sub(r"isbn(?:-1[03])?", "", line, flags=re.IGNORECASE)):
            digits = re.sub(r"[-\s]", "", match.group()).upper()
            if _valid_isbn(digits) and match.group().strip() not in found:
                found.append(match.group().strip())
    return tuple(found)


def _valid_isbn(digits: str) -> bool:
    if len(digits) == 13 and digits.isdigit():
        return sum(int(d) * (1 if i % 2 == 0 else 3) for i, d in enumerate(digits)) % 10 == 0
    if len(digits) == 10 and re.fullmatch(r"\d{9}[\dX]", digits):
        return sum((10 if d == "X" else int(d)) * (10 - i) for i, d in enumerate(digits)) % 11 == 0
    return False


def find_licence(text: str) -> str | None:
    """A Creative Commons licence named in `text`, as "CC BY-NC-ND 4.0"; None where there is none."""
    url = _CC_URL.search(text)
    if url:
        return "CC0 1.0" if url[1].lower() == "zero" else f"CC {url[1].upper()} {url[2]}"
    short = _CC.search(text)
    if short:
        kind = short[2].upper().replace(" ", "-")
        kind = "0" if kind in ("0", "ZERO") else kind
        version = f" {short[3]}" if short[3] else ""
        return ("CC0" if kind == "0" else f"CC {kind}") + version
    long = _CC_LONG.search(text)
    if long:
        words = long[1].lower()
        parts = ["BY"] if "attribution" in words else []
        parts += ["NC"] if re.search(r"non-?commercial", words) else []
        parts += ["SA"] if "sharealike" in words else []
        parts += ["ND"] if re.search(r"no ?deriv", words) else []
        number = re.search(r"\d\.\d", words)
        return ("CC0" if "zero" in words else f"CC {'-'.join(parts)}") + (f" {number.group()}" if number else "")
    return None


def _stated(front: str) -> dict[str, list[str]]:
    """What "Key: value" lines and a repository's fields state."""
    found: dict[str, list[str]] = {}
    for line in front.split("\n"):
        pair = _KEY_VALUE.match(clean(line))
        if pair and pair["key"].lower() in _KEYS:
            found.setdefault(_KEYS[pair["key"].lower()], []).append(pair["value"])
            continue
        for pattern, name in _FIELDS:
            match = pattern.fullmatch(line.strip())
            if match:
                found.setdefault(name, []).append(match[1].strip())
    return found


def _title_lines(pieces: Sequence[Piece]) -> list[str]:
    """The lines of the front matter that could be titles, in order."""
    lines: list[str] = []
    for kind, _, text in pieces:
        if kind is BlockKind.FRONT and not text.lstrip().lower().startswith(("**edited", "edited by")):
            lines += (
                [text]
                if "\n" not in text or (len(text) < 200 and not _KEY_VALUE.match(text) and not names_in(text))
                else text.split("\n")
            )
    return [line for line in lines if clean(line) and not is_label(clean(line)) and not _KEY_VALUE.match(clean(line))]


def _unnumbered(line: str) -> str:
    return re.sub(r"^(?:\d{1,3}|[IVXLC]+)[.:]?\s+(?=\S)", "", clean(line))


def _from_front(pieces: Sequence[Piece]) -> dict[str, tuple[str, ...]]:
    """Title, authors, editors and container from the order of a title page's lines."""
    lines = _title_lines(pieces)
    found: dict[str, tuple[str, ...]] = {}
    editors = [
        text
        for kind, _, text in pieces
        if kind is BlockKind.FRONT and re.match(r"\W*edited\s+by\b", text, re.IGNORECASE)
    ]
    for text in editors:
        people = names_in(re.sub(r"^\W*edited\s+by\s*", "", clean(text), flags=re.IGNORECASE))
        found["editor"] = found.get("editor", ()) + people
    chapter = next((index for index, line in enumerate(lines) if _CHAPTER.match(clean(line))), None)
    candidates = [
        line
        for line in lines
        if not IMPRINT.search(clean(line)) and not _CHAPTER.match(clean(line)) and len(clean(line)) < 300
    ]
    if chapter is not None and chapter + 1 < len(lines):
        book = [clean(line) for line in lines[:chapter] if line in candidates and not names_in(line)]
        if book:
            found["container"] = (": ".join(book[:2]),)
        candidates = [line for line in lines[chapter + 1 :] if line in candidates]
        found["type"] = ("chapter",)
    if not candidates:
        return found
    titles = [line for line in candidates if not names_in(line)] or candidates[:1]
    title = next(
        (line for line in titles if sum(_unnumbered(other) == _unnumbered(line) for other in candidates) > 1), titles[0]
    )
    found["title"] = (_unnumbered(title) if chapter is not None else clean(title),)
    after = candidates[candidates.index(title) + 1 :] or candidates
    people = next((names_in(line) for line in after if line is not title and names_in(line)), ())
    if not people:
        people = next((names_in(line) for line in candidates if line is not title and names_in(line)), ())
    if people:
        found["author"] = people
    return found


def _front_text(pieces: Sequence[Piece]) -> str:
    """The text in which a document speaks of itself: front matter, labels, and the first few blocks."""
    front = [text for kind, _, text in pieces if kind in (BlockKind.FRONT, BlockKind.LABEL)]
    opening = [
        text
        for kind, _, text in pieces[:12]
        if kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and IMPRINT.search(text) and len(text) < 500
    ]
    return "\n".join(front + opening)


def _guess_language(text: str) -> str | None:
    """The language of a text by its script or its commonest words; None where unsure."""
    sample = text[:20000]
    if len(re.findall(r"[\u3040-\u30ff]", sample)) > 0.1 * max(len(sample), 1):
        return "ja"
    if len(re.findall(r"[\uac00-\ud7af]", sample)) > 0.2 * max(len(sample), 1):
        return "ko"
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if len(words) < 40:
        return None
    common = {
        "en": ("the", "of", "and", "to", "in", "that", "is"),
        "de": ("der", "die", "und", "das", "den", "nicht", "ist"),
        "fr": ("le", "la", "les", "et", "des", "une", "est"),
        "es": ("el", "los", "que", "una", "del", "las", "por"),
        "it": ("il", "che", "di", "della", "per", "una", "sono"),
    }
    shares = {tag: sum(word in own for word in words) / len(words) for tag, own in common.items()}
    best = max(shares, key=lambda tag: shares[tag])
    others = max(share for tag, share in shares.items() if tag != best)
    return best if shares[best] > 0.08 and shares[best] > 1.5 * others else None


def extract_metadata(stated: Mapping[str, Sequence[str]], pieces: Sequence[Piece]) -> Metadata:
    """What the file states (`RawDocument.metadata`) goes before what its text tells.

    `pieces` are the (kind, heading level, text) of the document's blocks in order.
    """
    front = _front_text(pieces)
    told: dict[str, Sequence[str]] = {**_from_front(pieces), **_stated(front)}
    if not told.get("title"):
        head = next(((level, text) for kind, level, text in pieces[:6] if kind is BlockKind.HEADING), None)
        if head is not None:
            told["title"] = (clean(head[1]),)
    values = {
        name: [value for value in stated.get(name, ()) if value.strip()] or list(told.get(name, ()))
        for name in {*stated, *told}
    }
    doi = find_doi(" ".join(values.get("doi", ()))) or find_doi(front)
    dated = _DATED.search(front)
    year = next(filter(None, map(_year, values.get("date", ()) or values.get("year", ()))), None)
    year = year or (int(dated["y"] or dated["z"]) if dated else None)
    licence = _first(values.get("licence", ()))
    isbn = tuple(
        dict.fromkeys(
            re.sub(r"^(?:urn:)?isbn:?\s*", "", value, flags=re.IGNORECASE) for value in values.get("isbn", ())
        )
    ) or find_isbns(front)
    container = _first(values.get("container", ()))
    language = next(filter(None, map(language_tag, values.get("language", ()))), None)
    body = "\n".join(text for kind, _, text in pieces if kind is BlockKind.PARAGRAPH)
    return Metadata(
        title=_first(values.get("title", ())),
        authors=_people(values.get("author", ())),
        editors=_people(values.get("editor", ())),
        year=year,
        container=container,
        publisher=_first(values.get("publisher", ())),
        volume=_first(values.get("volume", ())),
        issue=_first(values.get("issue", ())),
        pages=_first(values.get("pages", ())),
        doi=doi,
        isbn=isbn,
        url=_first(values.get("url", ())),
        licence=(find_licence(licence) or licence) if licence else find_licence(front),
        funding=next((clean(line) for line in front.split("\n") if _FUNDING.search(line)), None),
        language=language or _guess_language(body),
        type=_first(values.get("type", ())) or _type(front, container, isbn),
    )


def _people(values: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    for value in values:
        # "Pan, Liang" is one person; "A. Writer, B. Scholar" are two.
        people = (
            [given_family(value)]
            if re.fullmatch(r"[^\s,]+(?:\s[^\s,]+)?,\s+[^\s,]+(?:\s[\w.]+)?", value.strip())
            else list(names_in(value))
        )
        found += people or [part for part in (given_family(piece) for piece in re.split(r";|\s+and\s+", value)) if part]
    return tuple(dict.fromkeys(found))


def _type(front: str, container: str | None, isbn: Sequence[str]) -> str:
    if re.search(r"contribution to journal|\bjournal\b", front, re.IGNORECASE) and container:
        return "article-journal"
    if (
        re.search(r"^chapter \w+\s*$|contribution to book|chapter in", front, re.IGNORECASE | re.MULTILINE)
        and container
    ):
        return "chapter"
    if re.search(r"\b(?:working paper|policy brief|report)\b", front, re.IGNORECASE) and not container:
        return "report"
    return "book" if isbn and not container else ("article-journal" if container and not isbn else "document")


def _csl_name(name: str) -> dict[str, str]:
    if re.fullmatch(r"[\u3040-\u30ff\u4e00-\u9fff々]+[ \u3000][\u3040-\u30ff\u4e00-\u9fff々]+", name):
        family, given = re.split(r"[ \u3000]", name)
        return {"family": family, "given": given}
    match = re.match(
        r"(?P<given>.+?)\s+(?P<family>(?:(?:de|von|van|der|den|la|le|du|da|di|del|ter|ten)\s+)*[^\s]+(?:\s+(?:Jr|Sr|II|III)\.?)?)$",
        name,
    )
    if match is None or _NOT_NAMES.search(name):
        return {"literal": name}
    return {"family": match["family"], "given": match["given"]}


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


__all__ = [
    "extract_metadata",
    "find_doi",
    "find_isbns",
    "find_licence",
    "given_family",
    "language_tag",
    "names_in",
    "to_csl",
]
