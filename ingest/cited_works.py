"""The works that a note names, as text: where one ends and the next begins, its words and its names.

Pure, over strings. This file doesn't know what short forms mean (short_forms.py), nor the parts of a reference
(references.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ingest.document import Span

NAME = r"(?:[A-ZÀ-Þ][\w.’'-]*\s+){0,4}[A-ZÀ-Þ][\w’'-]+"
_YEAR = r"(?:1[5-9]|20)\d\d"
# Where another work begins: "and" before its author and title, or a new "See" behind a stop.
AND_WORK = rf"(?:and|und|et|y|e)\s+(?={NAME},\s+[‘“\"«A-ZÀ-Þ])"
SEE_WORK = r"(?<=\.)\s+(?=(?:See|Cf\.|Compare|Vgl\.?|Siehe|Voir)\s+(?:also\s+|auch\s+|aussi\s+)?[A-ZÀ-Þ])"
FOR_WORK = r"(?<=\.)\s+(?=(?:On|For)\s[^.;]{3,160}?\bsee\b)"
_WORKS = re.compile(
    r";\s+(?:(?:and|und|et|y|e)\s+)?(?=[A-ZÀ-Þ“\"«‘'*_]|ibid|id\.|see |cf\. |[\u3040-\u9fff])"
    # "‘Etappe Kanaren’, and N. E. Sopolsky, The German …", but "A. Szanajda and D. Messenger, ‘The …"
    rf"|(?<=[’”\"»)\d]),?\s+{AND_WORK}|(?<=[’”\"»)\d],)\s+{AND_WORK}|{SEE_WORK}"
    rf"|{FOR_WORK}"
)
# A work told in full, "(Lisse, 1980)." or "pp. 4–9.": not "(1980).", behind which a title may follow.
_TOLD = re.compile(rf"(?:\([^()]*[A-ZÀ-Þ][^()\d]*\b{_YEAR}\)|\bpp?\.\s*\d[\d–-]*(?:\s\d+)?)\.(?P<gap>\s+)(?=[A-ZÀ-Þ])")
_TELLS = re.compile(rf"[^;()]{{10,700}}\([^();]{{0,60}}{_YEAR}\)")
_TITLED = re.compile(r",\s+[‘“\"«A-ZÀ-Þ]")

_CLOSES = r"’(?=\s*(?:[,.;:)\](]|in\b|$))"
# A title in single quotation marks, as British and Continental publishers set it.
SINGLE_QUOTED = re.compile(rf"(?<!\w)‘((?:[^‘’“”]|“[^“”]*”|(?!{_CLOSES})’|‘[^‘’]*’){{1,400}}){_CLOSES}")
_QUOTED = re.compile(rf"(?<!\w)‘(?:[^‘’]|(?!{_CLOSES})’|‘[^‘’]*’){{1,400}}{_CLOSES}|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»")
_ANY_QUOTED = re.compile(rf"{_QUOTED.pattern}|\"[^\"]*\"")
_PUBLISHED = re.compile(rf"\b{_YEAR}\b|https?://|\bdoi\b")
_STOPWORDS = frozenset(
    re.findall(r"\w+", "the a an of in on and to for der die das le la les de du des von van et und")
)
_NEVER_NAMES = frozenset(
    re.findall(
        r"\w+",
        "see also the as in for discussion cf above supra eds ed trans references reference sources literature text",
    )
)


def sentence_gaps(text: str) -> Iterator[Span]:
    """The white space behind a work told in full after which a sentence tells of another: "(Lisse, 1980). The best
    account is A. Smit, … (1990)"."""
    for match in _TOLD.finditer(text):
        told = _TELLS.match(text, match.end())
        if told and _TITLED.search(told[0]):
            yield Span(*match.span("gap"))


def works_in(text: str) -> list[Span]:
    """The works a note names, as spans of its text: several are parted by semicolons outside brackets, by "and" between
    the end of one and the author of the next, by a new "See", or by a new sentence that tells of another."""
    spans: list[Span] = []
    start = 0
    gaps = {match.start(): match.end() for match in _WORKS.finditer(text)}
    gaps |= {gap.start: gap.end for gap in sentence_gaps(text)}
    for begin, end in sorted(gaps.items()):
        if begin < start or text.count("(", start, begin) > text.count(")", start, begin):
            continue  # "(Oxford; New York: …"
        spans.append(Span(start, begin))
        start = end
    return [*spans, Span(start, len(text))]


def plain(text: str) -> str:
    """The text without emphasis, and without the spaces that some print before their stops ("p . 55")."""
    bare = " ".join(re.sub(r"</?(?:i|b|em|strong|sup)>|(?<!\w)[*_]+|[*_]+(?!\w)", "", text).split())
    return re.sub(r"(?<=\S) (?=[.,;:](?!\.))", "", bare)


def parts_quoted(text: str) -> list[tuple[str, bool]]:
    """The text cut at its quotations, and of each piece whether it is one: what stands in a quoted title isn't the
    reference's own name or year."""
    pattern = _QUOTED if text.count('"') % 2 else _ANY_QUOTED
    pieces: list[tuple[str, bool]] = []
    start = 0
    for match in pattern.finditer(text):
        pieces += [(text[start : match.start()], False), (match[0], True)]
        start = match.end()
    return [*pieces, (text[start:], False)]


def is_published(text: str) -> bool:
    """Whether a text says when or where a work was published: a year outside quoted titles, or a link."""
    return any(_PUBLISHED.search(piece) for piece, quoted in parts_quoted(text) if not quoted)


def fold(text: str) -> str:
    """The text in small letters, without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def words(text: str) -> list[str]:
    """The telling words of a text, folded."""
    found = re.findall(r"[^\W\d_][\w-]*(?:[’'][^\W\d_]+)?|\d+", fold(text))
    return [word for word in found if word not in _STOPWORDS]


def surnames(author: str) -> list[str]:
    """The surnames in a short form: "Mohan and Govella" -> mohan, govella; "Liang Pan" -> pan.

    A part of more than three words is a title ("Majone, Rethinking the Union of Europe"), and ends the names; a part
    whose last of several words is in small letters ("the judgment in the") is none.
    """
    cleaned = re.sub(r"\bet al\.?|\band others\b|\b(?:eds?|trans)\.|[“\"«‘].*$", "", plain(author))
    names: list[str] = []
    for part in re.split(r",|;|\band\b|&|\bund\b|\bet\b|/|・", cleaned):
        found = [word for word in re.findall(r"[^\W\d_][\w’'-]*", part) if word.lower() not in _NEVER_NAMES]
        if len(found) > 3 and names:
            break
        if found and not (len(found) > 2 and found[-1][0].islower()):
            names.append(fold(found[-1]))
    return names


def quoted_title(text: str) -> list[str]:
    """The words of the first quotation."""
    quoted = re.search(r"[“\"«‘]([^”\"»]+)", text)
    return words(quoted[1]) if quoted else []


def named(among: Sequence[str], name: str) -> bool:
    """Whether a surname is among these words."""
    return any(word == name or name in word.split("-") for word in among)


def in_order(among: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the words of a short title stand in a reference, in their order."""
    remaining = iter(among)
    return all(any(word == own for own in remaining) for word in wanted)


__all__ = [
    "AND_WORK",
    "FOR_WORK",
    "NAME",
    "SEE_WORK",
    "SINGLE_QUOTED",
    "fold",
    "in_order",
    "is_published",
    "named",
    "parts_quoted",
    "plain",
    "quoted_title",
    "sentence_gaps",
    "surnames",
    "words",
    "works_in",
]
