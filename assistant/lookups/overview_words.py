"""What asks for the gist of a work, or of a section of it, in other languages than English: words only.

What is asked for is told as overview.py and sections.py name it: "this article", "section 3". This file doesn't know
which document is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.words.about_words import WORKS
from assistant.words.languages import language_of

WORK = "this article"
_NUMBER = r"(?P<number>\d+(?:\.\d+)*|(?-i:[IVXL]+))"
_DIGITS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Asking:
    """One language's ways to ask what a work says, and what it is about: a "what" that is no work nor section is a
    matter. `of_work` and `of_part` match a "what" that is one."""

    says: re.Pattern[str]
    about: re.Pattern[str]
    of_work: re.Pattern[str]
    of_part: re.Pattern[str]
    on: re.Pattern[str]


def _asking(code: str, articles: str, sections: str, places: str, says: str, about: str, on: str) -> Asking:
    the = rf"^(?:(?:{articles})\s*)?"
    patterns = (
        rf"^(?:{says})\s+(?P<what>.+)$",
        rf"^(?:{about})\s+(?P<what>.+?)(?:\s+zusammen|\s+samen|\s+over)?$",
        rf"{the}(?:[\w’'-]+\s+)??{WORKS[code]}(?![\w-])",
        rf"{the}(?:(?:{sections})\s+{_NUMBER}(?![\w])|(?P<place>{places})(?![\w-]))",
        rf"\b(?:{on})\b",
    )
    compiled = (re.compile(pattern, re.I) for pattern in patterns)
    of_says, of_about, of_work, of_part, matter = compiled
    return Asking(of_says, of_about, of_work, of_part, matter)


ASKING = {
    "de": _asking(
        "de",
        "der|die|das|dem|den|diese[rmns]?|mein\\w*",
        "abschnitt|kapitel|teil",
        "einleitung|schluss|schlussteil|fazit|zusammenfassung",
        "was (?:sagt|steht|besagt|behauptet|heißt es)(?: in| im)?",
        "worum geht es in|worum geht es im|wovon handelt|worüber schreibt|fasse?|fassen sie"
        "|(?:gib mir |gib )?(?:eine |die )?(?:kurze )?zusammenfassung (?:von|des|der)"
        "|was ist der inhalt (?:von|des|der)",
        "über|zu|zum|zur",
    ),
    "fr": _asking(
        "fr",
        "le|la|les|l[’']|cette?|ce",
        "section|chapitre|partie",
        "introduction|conclusion",
        "que (?:dit|disent|contient)|qu[’'](?:affirme|y a-t-il dans)",
        "de quoi (?:parle|traite|s[’']agit-il dans)|résume[rz]?|(?:fais |faites )?(?:un |le )?résumé (?:de|du)"
        "|sur quoi porte",
        "sur|de la|des|à propos",
    ),
    "es": _asking(
        "es",
        "el|la|los|las|este|esta",
        "sección|seccion|capítulo|capitulo|parte|apartado",
        "introducción|conclusión|conclusiones",
        "qu[ée] (?:dice|contiene|afirma)(?: en)?",
        "de qu[ée] (?:trata|habla|va)|resume|resuma|resumir|(?:un )?resumen (?:de|del)",
        "sobre|acerca",
    ),
    "it": _asking(
        "it",
        "il|lo|la|l[’']|questo|questa|nel|nella|nell[’']",
        "sezione|capitolo|parte|paragrafo",
        "introduzione|conclusione|conclusioni",
        "(?:che )?cosa (?:dice|contiene|afferma)|che dice",
        "di (?:che )?cosa (?:parla|tratta)|riassumi|riassuma|(?:un )?riassunto (?:di|del|della|dell[’'])",
        "su|sul|sulla|sui|sulle|sugli|riguardo",
    ),
    "pt": _asking(
        "pt",
        "o|a|este|esta|no|na",
        "secção|seção|capítulo|parte",
        "introdução|conclusão|conclusões",
        "(?:o )?que (?:diz|contém|afirma)",
        "de que (?:trata|fala)|resume|resuma|resumo d[oa]|(?:um )?resumo (?:de|do|da)",
        "sobre|acerca",
    ),
    "nl": _asking(
        "nl",
        "het|de|dit|deze",
        "paragraaf|hoofdstuk|sectie|deel",
        "inleiding|conclusie|slot",
        "wat (?:zegt|staat(?: er)?|beweert)(?: in)?",
        "waar (?:gaat|handelt)|vat|(?:geef )?(?:een )?samenvatting van",
        "over|aan",
    ),
}
_EASTERN = re.compile(
    rf"(?:第\s*(?P<number>\d+|[{_DIGITS}]+)|(?P<own>\d+))\s*(?:節|章|部分?|节)(?:には|では|は|に|で)?"
    r"(?:何が(?:書|述べ)|何について|何を(?:述べ|論じ)|の(?:内容|要約)|(?:说|讲|写|论述)(?:了|的是)?(?:什么|些什么)|主要内容|是关于什么)"
)
_EASTERN_WORK = re.compile(
    rf"(?:{WORKS['ja']}|{WORKS['zh']})(?:は何について|の(?:要旨|要約|概要)|を要約|(?:主要)?(?:讲|说)(?:了|的是)?什么|的(?:主要内容|摘要))"
)


def asked_for(text: str) -> str | None:
    """What the gist is wanted of: "this article", "section 3", "the section on conclusion"; None where something else
    is asked, or what a work says on one matter."""
    code = language_of(text)
    if code in ("ja", "zh"):
        return _asked_in_characters(text)
    asking = ASKING.get(code or "")
    plain = " ".join(text.split()).strip(" ¿?.!")
    if asking is None or (match := asking.says.match(plain) or asking.about.match(plain)) is None:
        return None
    what = match["what"]
    if part := asking.of_part.match(what):
        on_matter = match.re is asking.says and asking.on.search(what[part.end() :]) and code != "fr"
        named = f"section {part['number']}" if part["number"] else f"the section on {part['place']}"
        return None if on_matter else named
    work = asking.of_work.match(what)
    if work is None or (match.re is asking.says and asking.on.search(what[work.end() :])):
        return None
    return WORK


def _asked_in_characters(text: str) -> str | None:
    if part := _EASTERN.search(text):
        number = part["number"] or part["own"]
        return f"section {_DIGITS.index(number) + 1 if number in _DIGITS else number}"
    return WORK if _EASTERN_WORK.search(text) else None
