"""Lines that name people: is one a byline, and whom does it name? Pure; this file doesn't know where a line stands."""

from __future__ import annotations

import re

from ingest.headings import plain_title

_NAME = re.compile(
    r"(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Mrs|Ms)\.?\s+)?[^\W\d_a-zß-ÿ][\w.’'‐-]*(?:\s+(?:(?:de|von|van|der|den|la|le|du|da|di|del|el|al|bin|ibn|ter|ten|of|y)\s+)*"
    r"[^\W\d_a-zß-ÿ][\w.’'‐-]*){1,4}(?:,?\s+(?:Jr|Sr|II|III)\.?)?$"
)
_PARTICLES = frozenset(
    ["de", "von", "van", "der", "den", "la", "le", "du", "da", "di", "del", "dos", "das", "do", "e", "y"]
)
_NOT_NAMES = re.compile(
    r"\b(?:university|institute|press|journal|review|department|school|college|chapter|part|volume|edition|series|abstract|introduction|"
    r"the|and its|united|nations|published|rights|reserved|open|access|article|paper|report|research|"
    r"conference|proceedings|ltd|inc|contents|"
    r"security|policy|history|studies|society|centre|center|ministry|office|edited|editors|international|law|table|new|works?|project|ebook|"
    r"guide|guidelines|handbook|manual|version|presentation|committee|subcommittee|agency|administration|region|affairs|"
    r"january|february|july|september|october|november|december|"
    r"universi(?:dad|dade|té|tät|teit)|università|institut[oe]?|departamento|facul(?:tad|dade|té)|fakultät|revista|revue|"
    r"zeitschrift|rivista|derecho|direito|diritto|droit|recht|internacional|internazionale)\b",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(
    r"(?<=[^\W\d_]),?(?:\d{1,2}|[*∗†‡§¶])(?:,(?:\d{1,2}|[*∗†‡§¶]))*(?=[\s,;]|$)"
)  # "A. Writer,1,2 B. …"
LONGEST = 2000  # code points of a line that names people, with their addresses


# "E-mail: a.writer@lake.org", alone or in brackets: how to reach those named, and no name.
_ADDRESS = re.compile(
    r"[(<\[]?\s*(?:\be-?mails?\b:?\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[)>\]]?|\be-?mails?:", re.IGNORECASE
)


def clean(text: str) -> str:
    """A line without Markdown's signs and HTML tags, on one line."""
    return plain_title(re.sub(r"<[^>\n]{1,200}>", "", text))


def given_family(name: str) -> str:
    """ "Pan, Liang" -> "Liang Pan"; other names as they are, without degrees and affiliation marks."""
    name = clean(name)
    name = _ADDRESS.sub("", name).strip()
    name = re.sub(r"^(?:by|edited by|translated by|author:?)\s+", "", name, flags=re.IGNORECASE)
    name = re.sub(r"(?<=[^\W\d_])\s?[∗*†‡§¶+\d][\d,∗*†‡§¶+]*\s*$", "", name)  # a note's marker
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
    if len(line) > LONGEST:
        return ()
    text = clean(line)
    text = re.sub(r"^(?:by|edited by|translated by|authors?:?|editors?:?|von|par|di)\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(r",?\s*\((?:eds?|hrsg|dir)s?\.?\)\s*$|,?\s+eds?\.?$", "", text, flags=re.IGNORECASE)
    text = _AFFILIATION.sub(",", _ADDRESS.sub("", text).strip()).strip(" ,")
    if not text or len(text) > 300 or _NOT_NAMES.search(text) or re.search(r"[:?!/]|\d{3,}|https?", text):
        return ()
    if re.fullmatch(r"[\u3040-\u30ff\u4e00-\u9fff々]{1,4}[ \u3000][\u3040-\u30ff\u4e00-\u9fff々]{1,4}", text):
        return (text,)
    parts = [
        part.strip()
        for part in re.split(r"\s*(?:;|,(?!\s*(?:Jr|Sr|II|III)\b)|&|\band\b|\bund\b|\bet\b)\s*", text)
        if part.strip()
    ]
    names = [given_family(part) for part in parts]
    if not names or not all(_NAME.match(name) for name in names):
        return ()
    return tuple(_spelled(name) for name in names)


def _spelled(name: str) -> str:
    """A name in capitals as one writes it: "TÂNIA MARIA DOS SANTOS" -> "Tânia Maria dos Santos"."""
    if not name.isupper() or len(name.replace(".", "")) <= 4:
        return name
    words = [word if len(word.rstrip(".")) == 1 else word.title() for word in name.split()]
    return " ".join(word.lower() if word.lower() in _PARTICLES else word for word in words)


__all__ = ["clean", "given_family", "names_in"]
