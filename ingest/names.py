"""Names of people and bodies as printed in references and on title pages -> CSL names.

Knows four ways to print a list of names: "Given Family and Given Family", "Family, Given, and Given Family",
"Family, G. H., & Family, G." and "Family GH, Family G". This file doesn't know where a list of names was found.
"""

from __future__ import annotations

import re

Name = dict[str, str]

_BODIES = re.compile(
    r"\b(Ministry|Office|Department|Universit\w+|Nations|Programme|Program|Agency|Committee|Commission|Council|Institut(?:e|es|ion|ions|o|ut)|"
    r"Organi[sz]ation|Secretariat|Association|Bank|Government|Cabinet|Forum|Fund|Bureau|Assembly|Parliament|Foundation|"
    r"Society|Centre|Center|Group|Board|Authority|Service|Company|Corporation|Federation|Union|Headquarters|"
    r"Team|Workgroup|Working Group|Consortium|Initiative|Network|Administration|Inquiry|Court|Academy)\b"
)
_PARTICLES = frozenset(
    (
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "ten",
        "ter",
        "zu",
        "bin",
        "ibn",
        "al",
        "el",
    )
)
# The commonest first surnames of Spanish names, which have two; none that is often a given name.
_FIRST_SURNAMES = frozenset(
    re.findall(
        r"\w+",
        "aguilar almeida álvarez arias ávila benítez bermúdez blanco bravo caballero cabrera calderón campos cano "
        "carrasco castillo castro chávez contreras cortés crespo delgado díaz díez domínguez durán espinosa estévez "
        "fernández ferrer flores fuentes gallardo gallego garcía garrido gómez gonzález guerrero gutiérrez guzmán "
        "hernández herrera herrero hidalgo ibáñez iglesias jiménez lópez lozano maldonado marín márquez martínez "
        "medina méndez mendoza molina montero mora morales moreno moya muñoz navarro nieto núñez ojeda ortega ortiz "
        "padilla parra peña peralta pérez ponce prieto quintana ramírez ramos reyes ríos rivas rivera "
        "rodríguez rojas romero rubio ruiz sáez salazar sánchez sanz serrano soler sosa soto suárez "
        "toledo torres valdés valencia vargas vázquez vega velasco vera ",
    )
)
_SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
_ROLE = re.compile(
    r"^\s*(?:in:?\s+)?(?:edited|ed\.|eds\.?|translated|trans\.)\s+(?:and\s+(?:edited|translated)\s+)?by\s+|^\s*in:?\s+(?=[A-Z])|"
    r"[(\[]?\s*\b(?:eds?|editors?|edited by|hrsg|hg|trans(?:l|lators?)?|translated by|a cura di|org)\b\.?\s*[)\]]?",
    re.IGNORECASE,
)
_ET_AL = re.compile(r",?\s*\b(?:et\.?\s+al\b\.?|and others\b|u\.\s?a\.)", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]*)+|[A-Z]{1,3}|[A-Z](?:-[A-Z])?\.?|(?:[A-Z]\s)+[A-Z]")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def is_body(text: str) -> bool:
    """Whether a name is that of a body (a ministry, a university) and not of a person."""
    return bool(_BODIES.search(text)) or (text.isupper() and " " not in text.strip() and len(text.strip()) > 3)


def _initials(text: str) -> bool:
    return bool(_INITIALS.fullmatch(text.strip()))


def _dotted(given: str) -> str:
    """ "HA" and "H A" as "H. A.", so that styles know them for initials; any other given name as it is."""
    return " ".join(f"{c}." for c in given.replace(" ", "")) if re.fullmatch(r"[A-Z](?: ?[A-Z]){0,2}", given) else given


def direct_name(text: str) -> Name:
    """A name in its natural order, "Sadako Ogata" or "Ludwig van Beethoven", as family and given name."""
    words = text.split()
    if not words:
        return {}
    suffix = words.pop().strip(".,") if len(words) > 2 and words[-1].lower() in _SUFFIXES else ""
    if len(words) == 1 or _EAST_ASIAN.search(text):
        return {"literal": text.strip()} if _EAST_ASIAN.search(text) else {"family": text.strip()}
    if len(words) == 2 and words[0].lower() in _FIRST_SURNAMES:
        name = {"family": " ".join(words)}  # "García Cabrera": no given name
    elif not _initials(words[0]) and len(words) <= 3 and _initials(" ".join(words[1:])):
        name = {"family": words[0], "given": _dotted(" ".join(words[1:]))}  # "Heidegger M." and "Arias A"
    else:
        cut = len(words) - 1
        if cut > 1 and words[cut - 1].lower() in _FIRST_SURNAMES:
            cut -= 1  # "Marta García Cabrera"
        while cut > 1 and words[cut - 1].lower() in _PARTICLES and words[cut - 1].islower():
            cut -= 1
        name = {"family": " ".join(words[cut:]), "given": " ".join(words[:cut])}
    return name | ({"suffix": suffix} if suffix else {})


def family_name(text: str) -> str:
    """What a name is cited by: "García Cabrera" of "Marta García Cabrera"; all of a body's name."""
    if is_body(text) and len(text.split()) > 2:
        return text.strip()
    name = direct_name(text)
    return name.get("family") or name.get("literal", "")


def _inverted(family: str, given: str) -> Name:
    return {"family": family.strip(), "given": _dotted(given.strip())}


def _single_family(text: str) -> bool:
    words = [word for word in text.split() if word.lower() not in _PARTICLES]
    return len(words) == 1 and not _initials(text)


def _from_commas(text: str) -> list[Name]:
    """Names from a list in which commas part the names, or the family from the given name."""
    parts = [part.strip() for part in re.split(r",\s*|\s+(?:and|&|und|et|y)\s+", text) if part and part.strip(" .")]
    names: list[Name] = []
    index = 0
    inverted = True  # the last name was printed "Family, Given", or none has been seen
    while index < len(parts):
        part = re.sub(r"^(?:and|&|und|et)\s+", "", parts[index])
        following = parts[index + 1] if index + 1 < len(parts) else ""
        if part.lower().strip(".") in {s.strip(".") for s in _SUFFIXES} and names:
            names[-1]["suffix"] = part
            index += 1
        elif (following and _initials(following) and not _initials(part) and not _initials(part.split()[-1])) or (
            following and inverted and _single_family(part) and len(following.split()) <= 3
        ):
            names.append(_inverted(part, following))
            inverted = True
            index += 2
        else:
            names.append(direct_name(part))
            inverted = False
            index += 1
    return names


def parse_names(text: str) -> list[Name]:
    """A printed list of names as CSL names; bodies and names in East Asian script stay whole, as `literal`."""
    text = _ET_AL.sub("", _ROLE.sub(" ", text))
    text = re.sub(r"\([^()]*\)", " ", text)
    text = re.sub(r"\s+", " ", text).strip(" ,;:&()[]*_—-")
    if re.search(r"\s[A-Z]{1,3}\.$|[\s.][A-Z]\.$|\b(?:Jr|Sr)\.$", text) is None:
        text = text.rstrip(".").strip()
    if not text or not any(c.isalpha() for c in text):
        return []
    if is_body(text):
        return [{"literal": part.strip()} for part in text.split(";") if part.strip()]
    if ";" in text:
        groups = [re.sub(r"^\s*(?:and|&)\s+", "", group) for group in text.split(";")]
        return [name for group in groups if group.strip(" .") for name in _from_commas(group)]
    return _from_commas(text)


def has_et_al(text: str) -> bool:
    """Whether a printed list of names ends in "et al."."""
    return bool(_ET_AL.search(text))
