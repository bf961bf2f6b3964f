"""A printed reference -> a CSL-JSON item; a note with several works -> its works.

Serves footnotes (Chicago notes), author-date lists, APA, MLA and, where they name an act or a resolution, legal notes.
Which word is what is decided by the trained labeller in reference_labels.py; links, dates of access and numbers, which
have a grammar, are read by rule. Nothing here raises on any text: what can't be read is left out. Short forms ("Ibid.")
are not this file's subject: notes.py resolves them first. It doesn't know where a reference stands.
"""

from __future__ import annotations

import re
from pathlib import Path

from ingest.cited_works import AND_WORK, FOR_WORK, SEE_WORK, SINGLE_QUOTED, sentence_gaps
from ingest.document import Span
from ingest.names import has_et_al, is_body, parse_names
from ingest.reference_cjk import is_east_asian, parse_east_asian
from ingest.reference_labels import MODEL, Labelled, label_reference, words
from ingest.reference_leads import is_prose, without_lead
from ingest.reference_numbers import DOI, URL, CslItem, parse_date, read_glued, read_links, read_numbers, read_pages

MAX_LENGTH = 4000  # code points of one reference: longer notes are prose

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
_SMALL_WORDS = {
    language: frozenset(listed.split(" "))
    for language, listed in (
        ("en", "the of and in on for to a an from with its"),
        ("fr", "le la les des du de et en un une dans sur pour au aux l d"),
        ("de", "der die das des und in im zur zum ein eine für von den dem"),
        ("it", "il lo la gli le dei delle della del di e nel nella per un una dell"),
        ("es", "el la los las de del y en un una para por"),
    )
}
_SHORT = re.compile(r"^\W*(ibid|idem|op\.?\s*cit|loc\.?\s*cit|supra|infra)\b", re.IGNORECASE)
_CROSS = re.compile(r"\b(?:supra|above|op\. ?cit|loc\. ?cit)|,\s*(?:no|n|note|fn)\.?\s*\d+\b(?!.*\d{4})", re.IGNORECASE)

# Of these a range of pages is the work's own place; a single page, or any page of a book, is the place cited.
_CONTAINED = ("article-journal", "article-newspaper", "chapter", "paper-conference")


# Where a work ends and "and" or a new "See" begins the next: "…’, 30 (2018), and N. E. Smit, The Mills of …"
_NEXT_WORK = re.compile(rf"(?<=[’”\"»)\d,.])\s+(?={AND_WORK})|{SEE_WORK}|{FOR_WORK}")
# "(Las Palmas, 2006)": where and when a book was published.
_IMPRINT = re.compile(r"\((?P<place>[A-ZÀ-Þ][^():;,\d]{1,40}),?\s+(?P<year>(?:1[4-9]|20)\d\d)\)")
# "1898–1914": what a title is about, not when it was published.
_SPAN = re.compile(r"\b\d{4}\s*[–—-]\s*\d{2,4}\b")

# ---- several works in one note ----------------------------------------------------------------


def split_works(text: str) -> tuple[Span, ...]:
    """The works of one note: the note cut at semicolons outside quotations and brackets, and where "and" or a new "See"
    begins another work.

    A cut needs a figure on both sides, so that lists of authors ("Krezel, A.; Bal, W.") stay whole. Every span is
    trimmed of white space; together they hold all of `text` but the semicolons and space between.
    """
    spans: list[Span] = []
    start = depth = 0
    quoted = False
    begins = {match.start() for match in _NEXT_WORK.finditer(text)} | {gap.start for gap in sentence_gaps(text)}
    for index, char in enumerate(text):
        if index in begins and not quoted and depth == 0 and re.search(r"\d", text[start:index]):
            if re.search(r"\d", text[index:]):
                spans.append(Span(start, index))
                start = index
        elif char in "([":
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

    A quotation is a title, wholly, if the labeller takes most of it for one or it stands between commas behind a name,
    and one phrase and a comma before it are the author; a bracket opened in a title ends in it;
    a book's "(Lisse, 2006)" is its place and year; links are links; an author that is a body goes on to the comma.
    """
    rows = [(word, part.label) for part in parts for word in words(text[: part.end]) if word.start >= part.start]
    out = []
    quotation = _quoted_title(text)
    before = text[: quotation.start].strip() if quotation else ""
    named = (
        before.endswith(",") and before.count(",") == 1 and len(before.split()) < 12 and not re.search(r"\d", before)
    )
    if quotation and not (named and re.match(r",\s+[A-ZÀ-Þ]", text[quotation.end :])):
        inside = [label for word, label in rows if quotation.start <= word.start < quotation.end]
        if inside.count("title") * 2 <= len(inside):
            quotation, named = None, False
    imprint = None if quotation else _IMPRINT.search(text)
    if imprint:
        inside = [label for word, label in rows if imprint.start() <= word.start < imprint.end("place")]
        if len(set(inside)) == 1 and inside[0] != "title":
            imprint = None
    bracket = False
    for word, label in rows:
        token = text[word.start : word.end]
        if URL.search(token):
            label = "url"
        elif DOI.search(token):
            label = "doi"
        elif quotation and quotation.start <= word.start < quotation.end:
            label = "title"
        elif imprint and imprint.start() <= word.start < imprint.end("place"):
            label = "location"
        elif imprint and imprint.start("year") <= word.start < imprint.end():
            label = "date"
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


def _issued(text: str) -> CslItem:
    date = parse_date(text)
    return {"issued": {"date-parts": [date]}} if date else {}


def _imprinted(text: str) -> CslItem:
    """The date of an imprint, "(Lisse, 2006)", which of a book goes before any other in the reference."""
    imprint = _IMPRINT.search(text)
    return _issued(imprint[0]) if imprint else {}


def _issued_beside(text: str, title: str) -> CslItem:
    """The date where none was labelled: one beside the title, whose years aren't the work's, or else, where no
    quotation marks say where the title ends, one that may have been taken for a part of it."""
    if not title:
        return {}
    return _issued(text.replace(title, " ")) or ({} if _quoted_title(text) else _issued(_SPAN.sub(" ", text)))


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


def _language(title: str) -> str | None:
    """A title's language where its small words tell it is not English, whose capitals styles would give it."""
    found = [word.lower() for word in re.findall(r"[^\W\d_]+", title)]
    counts = {language: sum(word in small for word in found) for language, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if best != "en" and counts[best] >= 2 and counts[best] > 2 * counts["en"] else None


def parse_reference(text: str) -> CslItem:
    """One reference as a CSL-JSON item (without `id`): type, names, titles, place, date, numbers, links.

    `custom.locator` holds the page that a note cites of a book, `custom.et-al` that the printed list of authors was cut
    short. Fields that are not found are absent; text with no reference in it gives `{"type": "document"}` and perhaps a
    title. Never raises for any text.
    """
    plain = re.sub(r"(?<![\w*])[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}(?![\w*])", "", text[:MAX_LENGTH])
    plain = SINGLE_QUOTED.sub(r"“\1”", plain.replace("``", "“").replace("''", "”"))
    plain = re.sub(r"(?<=\S) (?=[.,;](?!\.))", "", plain)  # "D .S . Weir", as some pages are set
    if is_east_asian(plain):
        return parse_east_asian(plain)
    item, plain = read_links(plain)
    plain = without_lead(plain)
    if _LEGAL.search(plain) and not _quoted_title(plain):
        return (
            {"type": "legislation", "title": _clean(re.split(r",?\s+(?:arts?|paras?|sec|§)\b", plain)[0])}
            | _issued(plain)
            | item
        )
    fields: dict[str, str] = {}
    last = ""
    for part in reference_parts(plain):
        piece = plain[part.start : part.end]
        if part.label == "genre" and last == "title" and re.match(r"(?:\w+ )?Reports?\b", piece):
            fields["title"] += f" {piece}"  # "Annual Report": a word of the title, and perhaps the kind
        if part.label == "title" and last == "date" and fields.get("date", "").endswith(":"):
            piece = f"{fields.pop('date')} {piece}"  # "July 1914: The Outbreak of the War"
        last = part.label
        if part.label in fields and part.label in ("title", "journal", "container", "date", "author"):
            continue  # the first is the work's own
        fields[part.label] = f"{fields[part.label]} {piece}" if part.label in fields else piece
    if "title" not in fields and "container" in fields:
        fields["title"] = fields.pop("container")
    if re.search(r"\bch(?:ap)?\.", fields.get("volume", "")):
        del fields["volume"]  # "ch. 2" is a place in the work
    paper = fields.get("publisher", "")
    if "journal" not in fields and _NEWSPAPER.search(paper) and len(parse_date(fields.get("date", ""))) == 3:
        fields["journal"] = fields.pop("publisher")
    elif "journal" not in fields and "location" not in fields and paper and read_glued(plain):
        fields["journal"] = fields.pop("publisher")  # "Rev Asian Secur. 1982;41(2):257-8"
    place = _clean(fields.get("journal", ""))
    placed = place.isalpha() or (is_body(fields.get("author", "")) and "pages" not in fields)
    dated = len(parse_date(fields.get("date", ""))) > 1
    if place and placed and dated and "volume" not in fields and not _NEWSPAPER.search(place):
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
    imprint = {} if "journal" in fields else _imprinted(plain)
    result |= imprint or _issued(fields.get("date", "")) or _issued_beside(plain, fields.get("title", ""))
    result |= read_numbers(fields.get("volume", ""), fields.get("edition", ""))
    pages = read_pages(fields.get("pages", ""))
    custom = result.get("custom", {})
    if pages and kind in _CONTAINED and "-" in pages:
        result["page"] = pages
    elif pages:
        custom = custom | {"locator": pages}
    elif kind in _CONTAINED:
        result |= read_glued(" ".join(fields.get(name, "") for name in ("date", "volume", "pages")))
    result |= item
    if language := _language(result.get("title", "")):
        result["language"] = language
    return result | ({"custom": custom} if custom else {})


def is_full_reference(text: str) -> bool:
    """Whether a note's text names a work in full: a year or a link, a title, and neither a short form nor prose in its
    place."""
    if _SHORT.search(text) or not 20 <= len(text) <= MAX_LENGTH:
        return False
    if _CROSS.search(text) or is_prose(text):
        return False
    dated = bool(parse_date(text) or URL.search(text) or DOI.search(text))
    return (dated or _quoted_title(text) is not None) and len(text.split()) >= 5
