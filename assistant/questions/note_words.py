"""How notes are asked for by their number, in several languages: "note 3", "Fn. 12", "nota 4", "voetnoot 2", "注12".

Words only; this file doesn't know any note.
"""

from __future__ import annotations

import re
import unicodedata

_LATIN = (
    r"(?:(?:end|foot)?notes?(?:\s+de\s+(?:bas\s+de\s+page|fin))?|(?:fu(?:ß|ss)|end)note[n]?|fn\.?|anm(?:\.|erkung(?:en)?)?"
    r"|notas?(?:\s+(?:al|a|de|no|em|in|a\s+pi[èe]\s+di)\s+(?:pie|final|fim|p[ée]|rodap[ée]|fine|pagina|página)"
    r"(?:\s+de\s+p[áa]gina)?)?|not[ae]\s+a\s+pi[èe](?:\s+di)?\s+pagina|(?:voet|eind)?no(?:ot|ten))"
)
NUMBERED = re.compile(
    rf"\b{_LATIN}\s*(?:n[or]?[.º]?\s*|n[°º]\s*|núm\.?\s*|num(?:ber|mer|éro|ero)\s*|nummer\s*)?(?<!\w)(\d{{1,3}})"
    r"(?:\s*(?:and|und|et|y|e|en|,|&)\s*(\d{1,3}))?\b",
    re.I,
)
# Not 关注 ("pay heed to"), 专注, 倾注, 投注, which end in the same character.
_EASTERN = re.compile(
    r"(?<![关關専专專倾傾投灌押])[注註](?:釈|释|釋)?(?:の|第)?\s*(\d{1,3})(?!\d|年)(?:\s*[と和、]\s*[注註]?(\d{1,3})(?!\d|年))?"
)
_PERSON = r"(?P<person>(?-i:[A-ZÀ-Ý])[\w’'.-]*(?:\s+(?:de|van|von|der|la|le|di|da|(?-i:[A-ZÀ-Ý])[\w’'.-]*))*)"
_NOTES = r"(?:fu(?:ß|ss)noten?|anmerkung(?:en)?|endnoten?)"
# "Welche Fußnoten nennen Smit?", "Quels ouvrages de Smit sont cités ?"
CITED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?:in )?welche[nr]? {_NOTES}\b[^?]{{0,40}}?\b(?:nenn|zitier|erwähn)\w+ {_PERSON}",
        rf"\bin welche[nr]? {_NOTES} wird {_PERSON} (?:genannt|zitiert|erwähnt)",
        rf"\bwelches? (?:werke?|bücher|buch|aufs[aä]tze?|arbeiten|artikel) von {_PERSON} (?:zitier|nenn"
        r"|(?:werden|wird) (?:genannt|zitiert|erwähnt))",
        rf"\bquel(?:le)?s? notes? (?:citent?|mentionnent?|nomment?) {_PERSON}",
        rf"\bquel(?:le)?s? (?:ouvrages?|livres?|articles?|travaux|œuvres?) (?:de |d[’']){_PERSON}"
        r" (?:cite|sont cité|est cité)",
        rf"\bqu[ée] notas? (?:citan?|mencionan?|nombran?) a {_PERSON}",
        rf"\bqu[ée] (?:obras?|libros?|artículos?) de {_PERSON} (?:cita|se citan?|son citad)",
        rf"\bqual[ei] not[ae] (?:cita(?:no)?|menzionan?o?|nomina(?:no)?) {_PERSON}",
        rf"\bqual[ei] (?:oper[ae]|libr[io]|articol[io]) di {_PERSON} (?:cita|sono citat|è citat)",
        rf"\bqu(?:e|ais) notas? (?:citam?|mencionam?|nomeiam?) (?:a |o )?{_PERSON}",
        rf"\bqu(?:e|ais) (?:obras?|livros?|artigos?) de {_PERSON} (?:cita|são citad|é citad)",
        rf"\bwelke (?:voet|eind)?no(?:ot|ten) (?:noem|citer|vermeld)\w+ {_PERSON}",
        rf"\bwelke? (?:werk(?:en)?|boek(?:en)?|artikel(?:en|s)?) van {_PERSON}"
        r" (?:citeert|noemt|(?:worden|wordt) (?:geciteerd|genoemd))",
    )
)
ASKS = re.compile(
    r"\b(?:fu(?:ß|ss)|end)noten?\b|\bnotes? de bas de page\b|\bnotas? (?:al pie|a pie de página|de rodapé)\b"
    r"|\bnot[ae] a piè di pagina\b|\b(?:voet|eind)no(?:ot|ten)\b|脚注|尾注|注釈|注释",
    re.I,
)


def numbers_of(text: str) -> tuple[str, ...]:
    """The numbers of the notes that a question names."""
    plain = unicodedata.normalize("NFKC", text)
    found = (*NUMBERED.finditer(plain), *_EASTERN.finditer(plain))
    return tuple(number for match in found for number in match.groups() if number)


def person_cited(text: str) -> str | None:
    """The person of whom a question asks with what, or where, a document cites them, as it names them."""
    found = next((match for pattern in CITED if (match := pattern.search(text))), None)
    return found["person"].rstrip(" .,?") if found else None


def without_numbers(text: str) -> str:
    """A question without the notes that it names by their number."""
    return _EASTERN.sub(" ", NUMBERED.sub(" ", unicodedata.normalize("NFKC", text)))
