"""What a document says of itself: what its file states first, then what its front matter and its labels tell.

Pure. Names become "Given Family". This file doesn't know files or offsets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.bylines import clean, given_family, names_in
from ingest.csl import to_csl
from ingest.document import BlockKind, Metadata
from ingest.hasty import plausible
from ingest.imprint import find_doi, find_isbns, find_licence, language_of, language_tag
from ingest.roles import IMPRINT, is_label

Piece = tuple[BlockKind | None, int | None, str]  # kind, heading level, text

_DATE_LINE = re.compile(r"(?:\d{1,2}\.?\s+)?(?:[^\W\d_]{3,12}\.?\s+)?(?:\d{1,2},\s+)?(?:1[5-9]|20)\d\d(?:-\d\d){0,2}")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_DATED = re.compile(
    r"(?:first published|published(?: online)?|publication date|©|\bcopyright(?: \(c\))?|"
    r"state\s?published|\bissued\b|\bdate\b)\D{0,40}?(?P<y>(?:1[5-9]|20)\d\d)"
    r"|(?:©|copyright)[^\n]{0,80}?(?P<z>(?:1[5-9]|20)\d\d)",
    re.IGNORECASE,
)
_FUNDING = re.compile(
    r"\bfund(?:er|ers|ed|ing)\b|\bgrant (?:no|number|agreement)|supported by (?:a |"
    r"the )?.{0,60}(?:grant|foundation|council)",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(
    r"(?:abstract|summary|keywords?|resumo|palavras-chave|resumen|palabras clave|résumé|mots-clés|"
    r"zusammenfassung|schlüsselwörter|riassunto|parole chiave)\b",
    re.IGNORECASE,
)
_SERIES_LINE = re.compile(r"(?:number|no\.?|vol(?:ume)?\.?|issue|nr\.?|paper)\s*\d+(?:\s*[,(].*)?$", re.IGNORECASE)
_SERIES_NAME = re.compile(
    r"\b(?:working papers?|discussion papers?|occasional papers?|papers (?:on|in)|policy briefs?|"
    r"research reports?|lecture series)\b",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:table of )?contents|abstract|keywords?|index|inhalt(?:sverzeichnis)?|resumo|resumen|notes?|"
    r"introduction|preface|foreword|(?:\d+|chapter|part|[ivx]+\.)[.\s].*",
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
    (re.compile(r"(?i:journal)(?:\s*[:\t]\s*|(?=[A-Z][a-z]))(.+)"), "container"),
    (re.compile(r"(?i:title of host publication)\s*(.+)"), "container"),
    (re.compile(r"(?i:original language)\s*(.+)"), "language"),
    (re.compile(r"(?i:issue number)\s*(.+)"), "issue"),
    (re.compile(r"(?i:volume)\s*(\d.*)"), "volume"),
    (re.compile(r"(?i:pages \(from-to\))\s*(.+)"), "pages"),
    (re.compile(r"(?i:state|status|publication status)\s*(?i:published)\s*-?\s*(.+)"), "date"),
    (re.compile(r"(?i:publisher)\s*(?=[A-Z])(.+)"), "publisher"),
    (re.compile(r"(?i:dois?)\s*(?:https?://doi\.org/)?(10\..+)"), "doi"),
)


def _first(values: Sequence[str]) -> str | None:
    return next((clean(value) for value in values if clean(value)), None)


def _year(text: str) -> int | None:
    match = _YEAR.search(text)
    return int(match[1]) if match else None


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
    return [
        line
        for line in lines
        if re.search(r"[^\W\d_]{2}", clean(line)) and not is_label(clean(line)) and not _KEY_VALUE.match(clean(line))
    ]


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
    series = next((index for index, line in enumerate(lines) if _SERIES_LINE.fullmatch(clean(line))), None)
    if chapter is None and candidates and (series in (1, 2) or _SERIES_NAME.search(clean(candidates[0]))):
        found["container"] = (clean(candidates[0]),)
        number = re.search(r"\d+", lines[series]) if series is not None else None
        if number:
            found["issue"] = (number.group(),)
        candidates = [line for line in candidates[1:] if not _SERIES_LINE.fullmatch(clean(line))]
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


def _from_headings(pieces: Sequence[Piece], *, printed: bool) -> dict[str, tuple[str, ...]]:
    """Title and authors where a document opens with headings: the highest of them, and the names that stand by it."""
    front = (BlockKind.FRONT, BlockKind.LABEL, BlockKind.TABLE)
    first = next((index for index, (kind, _, _) in enumerate(pieces) if kind not in front), 0)
    first = max(first - 3, 0) if printed and first > 10 else 0  # behind the cover and the imprint of an issue
    opening = [(kind, level or 9, clean(text)) for kind, level, text in pieces[first : first + 10] if len(text) < 400]
    titles = [
        (level, index, text)
        for index, (kind, level, text) in enumerate(opening)
        if kind is BlockKind.HEADING
        and (not names_in(text) or (index == 0 and not printed and _above_all(pieces)))
        and not _CONTENTS.fullmatch(text)
        and not IMPRINT.search(text)
    ]
    if not printed:  # what follows "Introduction" on its level is a section
        named = [
            (level, index)
            for index, (kind, level, text) in enumerate(opening)
            if kind is BlockKind.HEADING and _CONTENTS.fullmatch(text)
        ]
        titles = [title for title in titles if not any(level <= title[0] and at < title[1] for level, at in named)]
    found: dict[str, tuple[str, ...]] = {}
    at = 0
    if (
        len(opening) > 2
        and opening[0][0] is BlockKind.PARAGRAPH
        and names_in(opening[1][2])
        and len(opening[0][2]) < 200
        and (printed or opening[2][0] in (BlockKind.HEADING, BlockKind.FRONT))
    ):
        found["title"] = (opening[0][2],)
    elif titles:
        _, at, title = min(titles)
        found["title"] = (re.sub(r"(?<=[^\W\d_)])[∗*†‡]+$|(?<=[a-zß-ÿ)])1$", "", title).strip(),)
    elif (
        opening
        and opening[0][0] is BlockKind.PARAGRAPH
        and len(opening[0][2]) < 150
        and opening[0][2][-1:] not in ".!?"
    ):
        rest = opening[1][2] if len(opening) > 1 and opening[0][2].endswith(":") and len(opening[1][2]) < 150 else ""
        found["title"] = (f"{opening[0][2]} {rest}".strip(),)
    by_title = printed or (found.get("title") == (opening[0][2],) if opening else False)
    near = [
        text
        for kind, _, text in [*opening[at + 1 : at + 4], *reversed(opening[max(at - 2, 0) : at])]
        if by_title or kind is BlockKind.FRONT or re.match(r"by\s", text, re.IGNORECASE)
    ]
    people = next((names_in(text) for text in near if names_in(text)), ())
    if not people and re.search(r",", " ".join(near)):  # "Harun Pačić, Wien"
        people = next(
            (names_in(text.split(",")[0]) for text in near if len(text) < 60 and names_in(text.split(",")[0])), ()
        )
    if not people and printed:
        people = _by_the_abstract(pieces[first : first + 10])
    if people:
        found["author"] = people
    return found


def _only_named(name: str, title: Sequence[str], opening: Sequence[Piece]) -> bool:
    """Whether what might be an author's name is the title or a part of it, or part of a heading that is no line of
    names: "Bed Rails" of a guide to their use."""
    own = clean(name).casefold()
    headings = [clean(text) for kind, _, text in opening if kind is BlockKind.HEADING and not names_in(text)]
    said = [text.casefold() for text in (*map(clean, title), *headings)]
    return any(re.search(rf"(?<!\w){re.escape(own)}(?!\w)", text) for text in said)


def _above_all(pieces: Sequence[Piece]) -> bool:
    """Whether a document opens with its only heading of the highest level, above several of the next: "Cold War
    Conflicts" is then its title, though it might be a name."""
    first, *others = (level or 9 for kind, level, _ in pieces if kind is BlockKind.HEADING)
    return min(others, default=0) > first and others.count(min(others)) > 1


def _by_the_abstract(opening: Sequence[Piece]) -> tuple[str, ...]:
    """Names in capitals beside an abstract or its keywords, where some journals print their authors."""
    for index, (_, _, text) in enumerate(opening):
        around = [opening[at][2] for at in (index - 1, index + 1) if 0 <= at < len(opening)]
        if text.isupper() and any(_ABSTRACT.match(clean(other)) for other in around) and names_in(text):
            return names_in(text)
    return ()


def _front_text(pieces: Sequence[Piece]) -> str:
    """The text in which a document speaks of itself: front matter, labels, and the first few blocks."""
    front = [text for kind, _, text in pieces if kind in (BlockKind.FRONT, BlockKind.LABEL)]
    opening = [
        text
        for kind, _, text in pieces[:12]
        if kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and IMPRINT.search(text) and len(text) < 500
    ]
    return "\n".join(front + opening)


def extract_metadata(
    stated: Mapping[str, Sequence[str]], pieces: Sequence[Piece], *, printed: bool = False
) -> Metadata:
    """What the file states (`RawDocument.metadata`) goes before what its text tells.

    `pieces` are the (kind, heading level, text) of the document's blocks in order. `printed`: they come from a page's
    look (PDF), where a line of names by the title is the authors'.
    """
    front = _front_text(pieces)
    own = plausible(stated)
    headed = _from_headings(pieces, printed=printed)
    told: dict[str, Sequence[str]] = {**headed, **_from_front(pieces), **_stated(front)}
    values = {name: own.get(name) or list(told.get(name, ())) for name in {*own, *told}}
    people = [name for name in told.get("author", ()) if not _only_named(name, values.get("title", ()), pieces[:20])]
    if not own.get("author"):
        values["author"] = people
    if printed and headed.get("author") and people:  # a PDF's properties name whoever typeset it
        values["author"] = people
    doi = find_doi(" ".join(values.get("doi", ()))) or find_doi(front)
    dated = _DATED.search(front)
    year = next(filter(None, map(_year, values.get("date", ()) or values.get("year", ()))), None)
    year = year or (int(dated["y"] or dated["z"]) if dated else None)
    year = year or next((_year(text) for kind, _, text in pieces[:6] if is_date(kind, text)), None)
    year = year or _year_of_making(values.get("created", ()), pieces)
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
        language=language_of(body, language),
        type=_first(values.get("type", ())) or _type(front, container, isbn),
    )


def is_date(kind: BlockKind | None, text: str) -> bool:
    """Whether a line at a document's start is its date and nothing else: "2012", "3 May 2012", "May 3, 2012"."""
    return kind in (BlockKind.PARAGRAPH, BlockKind.FRONT) and bool(_DATE_LINE.fullmatch(text.strip()))


def _year_of_making(created: Sequence[str], pieces: Sequence[Piece]) -> int | None:
    """The year in which a file was made, where the years its text names agree that it was written then."""
    year = next(filter(None, map(_year, created)), None)
    if year is None:
        return None
    named = [int(found) for _, _, text in pieces for found in _YEAR.findall(text) if int(found) <= year]
    return year if named and max(named) >= year - 3 else None


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
    if re.search(r"\b(?:working papers?|policy brief|report)\b", front, re.IGNORECASE):
        return "report"
    return "book" if isbn and not container else ("article-journal" if container and not isbn else "document")


__all__ = [
    "extract_metadata",
    "find_doi",
    "find_isbns",
    "find_licence",
    "given_family",
    "is_date",
    "language_tag",
    "names_in",
    "to_csl",
]
