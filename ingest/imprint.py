"""What an imprint says, found by its own signs: DOI, ISBN, licence, language. Pure.

This file doesn't know where in a document a text stands.
"""

from __future__ import annotations

import re

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>\[\]{}|]+")
_ISBN = re.compile(r"(?:97[89][-\s]?)?\d{1,5}[-\s]?\d{1,7}[-\s]?\d{1,7}[-\s]?[\dXx]\b")
_CC = re.compile(r"\(?\b(CC)[- ]?\(?(BY(?:[- ]?(?:NC|ND|SA))*|0|ZERO)\)?\)?[- ]*([1-4]\.\d)?", re.IGNORECASE)
_CC_LONG = re.compile(
    r"creative commons ((?:attribution|zero|noncommercial|non-commercial|sharealike|noderivatives|"
    r"noderivs|no derivatives|[- ,0-9.])+)",
    re.IGNORECASE,
)
_CC_URL = re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/(\d\.\d)", re.IGNORECASE)
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
_COMMON = {
    "en": ("the", "of", "and", "to", "in", "that", "is"),
    "de": ("der", "die", "und", "das", "den", "nicht", "ist"),
    "fr": ("le", "la", "les", "et", "des", "une", "est"),
    "es": ("el", "los", "que", "una", "del", "las", "por"),
    "it": ("il", "che", "di", "della", "per", "una", "sono"),
}
_REGIONS = {"us": "US", "united states": "US", "uk": "GB", "gb": "GB", "australia": "AU", "canada": "CA"}


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


def guess_language(text: str, *, clearly: bool = False) -> str | None:
    """The language of a text by its script or its commonest words; None where unsure. `clearly`: only where there is
    enough of it, and it is like no other, to go against what a file states of itself."""
    sample = text[:20000]
    if len(re.findall(r"[\u3040-\u30ff]", sample)) > 0.1 * max(len(sample), 1):
        return "ja"
    if len(re.findall(r"[\uac00-\ud7af]", sample)) > 0.2 * max(len(sample), 1):
        return "ko"
    words = re.findall(r"[^\W\d_]+", sample.lower())
    fewest, least, above = (200, 0.12, 3.0) if clearly else (40, 0.08, 1.5)
    if len(words) < fewest:
        return None
    shares = {tag: sum(word in own for word in words) / len(words) for tag, own in _COMMON.items()}
    best = max(shares, key=lambda tag: shares[tag])
    others = max(share for tag, share in shares.items() if tag != best)
    return best if shares[best] > least and shares[best] > above * others else None


def language_of(text: str, stated: str | None) -> str | None:
    """The language a file states, unless its text is clearly in another (a journal's settings, not the article's), or
    else the text's own."""
    found = guess_language(text, clearly=stated is not None)
    return stated if stated and (found is None or stated.split("-")[0] == found) else found


__all__ = ["find_doi", "find_isbns", "find_licence", "guess_language", "language_of", "language_tag"]
