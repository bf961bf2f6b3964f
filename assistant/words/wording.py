"""Words of questions and sentences: content words, names, numbers, and text made fit to read.

Pure functions; this file doesn't know where a string or a document comes from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant.words.languages import FUNCTION_WORDS, language_of
from assistant.words.verbs import BASE_FORMS, BASES
from ingest.document import Document
from ingest.whole_numbers import whole_number

# Function words of questions and statements: they say nothing of what a text is about.
_FUNCTION_WORDS = """
a about above after again all also am an and any are as at be because been before being between both but by can could
did do does doing done during each few for from further had has have having he her hers him his how i if in into is it
its itself just like made make many may me might more most much must my no nor not of off on once one only or other
our out over own same say says said she should since so some such tell than that the their them then there these they
this those through to too under until up upon us very was we were what when where whether which while who whom whose
why will with within would you your according author authors chapter paper article document documents text describe
explain give given name mention mentioned state
"""
STOPWORDS = frozenset(_FUNCTION_WORDS.split())
NO_VERBS = STOPWORDS - BASES  # no "herring" comes of "her"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
# "member-states" is two, "u.s" and "3.5" are one each; "strategy.22" is a word and a note's number, and so is
# "strategy.²²": a raised figure is a letter to \w, and no digit to \d.
_SIGN = rf"[^\W_{RAISED}]"
_LETTER = rf"[^\W\d_{RAISED}]"
WORD = re.compile(rf"{_SIGN}+(?:(?:[’']|(?<={_LETTER})\.(?={_LETTER})|(?<=\d)\.(?=\d)){_SIGN}+)*")
CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# A raised figure is a note's marker, unless it is the exponent of a unit or a variable ("km²", "R²").
SUPERSCRIPT = re.compile(rf"(?P<unit>\b(?:[kcmnµμ]?m|ft|yd|mi|[xyzrR])|χ)?(?<=[^\s\d])[{RAISED}]+")
# Markup that a plain-text export left in its tables.
TAGS = re.compile(r"</?(?:i|b|u|em|strong|ul|ol|li|br|p|span|div|small)\b[^<>]*>", re.IGNORECASE)
LISTED = re.compile(r"(?<=[\w)])\s*•\s*")
FIRST_LISTED = re.compile(r"^\s*•\s*")
ESCAPED = re.compile(r"\\([$%&#_*])")
EMPHASIS = re.compile(r"(?<![\w*])\*{1,3}(?=\S)([^*\n]+?)(?<=\S)\*{1,3}(?![\w*])")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
INSIDE = re.compile(r"(?<=[^\W\d_])[‘ʻʼʾʿ`´](?=[^\W\d_])")  # signs that are written for an apostrophe or an ayn
# Of note markers in a text: those that are nothing but markers, brackets with figures, what stands between two that
# are read as one, and what holds words (an author and a year).
FOOTNOTE = re.compile(r"(?:(?:\[\^[^\]]*\]|<sup>[^<]*</sup>|\^\w+\^|[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§]+)[\s,–-]*)+")
BRACKETED = re.compile(r"(?:(?:\[[^\[\]^]*\]|\([^()]*\))[\s,;]*)+")
BETWEEN = re.compile(r"[\s,;–−\-\[\]()]*")
SAID = re.compile(r"(?![ivxlc]+\b)[^\W\d_]{2}", re.IGNORECASE)
BRACKETS = re.compile(r"[\[\]()]")
CLOSING = tuple(".,;:!?)]")
# Words that need another after them, so that a number in brackets behind them is a word of the sentence.
_LEANING_WORDS = """
by in of from to with than per see and or via on at for as like following using cf cf. e.g. i.e. ref ref. refs refs.
reference references is are was were both between through after under within
"""
LEANING = frozenset(_LEANING_WORDS.split())
ENDINGS = (
    *("isations", "izations", "isation", "ization", "ations", "ation", "ements", "ement", "ments", "ment", "ingly"),
    *("ions", "ion", "ings", "ing", "edly", "ied", "ed", "ies", "es", "s", "ly", "al", "e", "y"),
)

NOUN_ENDING = re.compile(r"(?:ation|ement|ment|ion)$")  # of verbs that are nouns too


def fold(text: str) -> str:
    """Lower-cased, without accents, with plain apostrophes, whatever stands for one inside a name: "Sa‘id", "Saʿid"."""
    decomposed = unicodedata.normalize("NFKD", INSIDE.sub("'", text.replace("’", "'")))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def stem(word: str) -> str:
    """A word without its commonest English endings; enough to match "contributed" with "contribution", and "paid" with
    "pay"."""
    word = word.removesuffix("'s").removesuffix("'")
    word = BASE_FORMS.get(word, word)
    if word.endswith("ceed"):
        return word  # "succeed" beside "succeeded"
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            found = word[: -len(ending)]
            if ending == "ly" and word in BASES:
                return word[:-1]  # "supply" beside "supplied"
            if ending in ("ed", "ing") and (noun := NOUN_ENDING.search(found, 4)):
                return found[: noun.start()]  # "mentioned" beside "mention"
            if ending == "y" and found[-1] in "aeou":
                return word  # "destroy" beside "destroyed"
            doubled = ending in ("ed", "ing") and found[-1] == found[-2] and found[-1] in "bdgmnprt"
            return found[:-1] if doubled and found[:-1] not in NO_VERBS else found
    return word if (short := _short_stem(word)) in NO_VERBS else short


_SHORT_FORM = re.compile(r"(?P<base>[a-z]{2,3})(?:ed|ing)")
_SILENT_E = re.compile(r"[^aeiou]?[aeiou][^aeiouwxy]")


def _short_stem(word: str) -> str:
    """The base of a form too short for the rule above: "use" of "used", "vote" of "voting", "end" of "ended"."""
    match = _SHORT_FORM.fullmatch(word)
    if match is None or match["base"][-1] == "e" or not re.search(r"[aeiou]", match["base"]):
        return word
    base = match["base"]
    if _SILENT_E.fullmatch(base):
        return base + "e"
    return base if len(base) == 3 else word


def _parted(text: str) -> str:
    """A text whose raised figures that are notes' markers stand by themselves: "left²" is no word "left2"."""
    return text if text.isascii() else SUPERSCRIPT.sub(lambda m: m[0] if m["unit"] else f" {m[0]}", text)


def words(text: str) -> list[str]:
    """Stems of all words, in order; Chinese and Japanese text as its pairs of characters."""
    found: list[str] = []
    for match in WORD.finditer(fold(_parted(text))):
        word = match.group()
        if CJK.search(word):
            found += [word[i : i + 2] for i in range(max(len(word) - 1, 1))]
        else:
            found.append(stem(word))
    return found


_STOP_STEMS = frozenset(stem(word) for word in STOPWORDS)
_FOREIGN = {
    code: frozenset(form for word in own for form in (fold(word), stem(fold(word))))
    for code, own in FUNCTION_WORDS.items()
}


def content_words(text: str) -> list[str]:
    """The words that say what a text is about: `words` without function words and single letters. Those of another
    language are left out only of a text in it: "die" and "man" are words in English. "WHO" and "US" are no function
    words, except in a text all of capitals."""
    foreign = _FOREIGN.get(language_of(text) or "", frozenset())
    short = set() if text.isupper() else {fold(word) for word in CAPITALS.findall(text)}
    return [
        word
        for word in words(text)
        if word in short
        or (
            word not in STOPWORDS
            and word not in _STOP_STEMS
            and word not in foreign
            and (len(word) > 1 or word.isdigit() or CJK.search(word))
        )
    ]


def numbers(text: str) -> set[str]:
    """The numbers written in digits, without thousands separators."""
    return {re.sub(r",(?=\d{3}\b)", "", match) for match in NUMBER.findall(text)}


_SEPARATORS = (",", ".", " ", "\u00a0", "\u202f", "\u2009", "’", "'")


def spellings(number: str) -> tuple[str, ...]:
    """A number as it may be written: "20000", and with each sign that parts thousands, "20,000" or "20 000"."""
    value = None if len(number) < 4 or number.startswith("0") else whole_number(number)
    if value is None:
        return (number,)
    return (number, *(f"{value:,}".replace(",", sign) for sign in _SEPARATORS))


def as_written(number: str, text: str) -> str:
    """A number of a text as the text has it, with the letters it hangs on, "Chr13.2" for "13.2"; alone where it stands
    alone there."""
    number = next((one for one in spellings(number) if one in text), number)
    match = re.search(rf"[^\W\d_]\w*?(?<!\d){re.escape(number)}\b", text)
    alone = re.search(rf"(?<![\w.,]){re.escape(number)}\b", text)
    return match[0] if match and not alone else number


def readable(text: str) -> str:
    """A source's words fit for an answer: one line, without note markers, Markdown emphasis and escapes, and tags.

    Only what is shown is changed; a citation's quote stays the source's own text.
    """
    text = LISTED.sub(", ", FIRST_LISTED.sub("", TAGS.sub(" ", text))) if "<" in text else text
    text = ESCAPED.sub(r"\1", EMPHASIS.sub(r"\1", SUPERSCRIPT.sub(lambda m: m[0] if m["unit"] else "", text)))
    return re.sub(r"\s+", " ", text).strip()


def shown(document: Document, start: int, end: int) -> str:
    """text[start:end] of a document as `readable` words, also without the note markers that are figures or signs: bare
    ones ("rank.11" in a PDF) and whole brackets of them ("rank [4, 7]").

    Words stay: an author and a year, and the number that a preposition needs ("the protocol of [4]"), in round brackets
    then, since square ones are an answer's own.
    """
    markers = sorted(
        {
            (marker.start, marker.end)
            for note in document.notes
            for marker in note.markers
            if start < marker.start < marker.end <= end
        }
    )
    pieces, at = [], start
    for first, last in _runs(document.text, markers):
        opened, closed = _bracketed(document.text, first, last)
        if opened < at:
            continue
        before, inner = document.text[at:opened], document.text[first:last]
        if opened == closed or FOOTNOTE.fullmatch(inner):
            gone = bool(FOOTNOTE.fullmatch(inner)) or _hangs(document.text, start, first)
            before, after, at = document.text[at:first], "" if gone else inner, last
        else:
            gone = not _leans(document.text[start:opened])
            after, at = "" if gone else f"({BRACKETS.sub('', inner)})", closed
        followed = document.text[at : at + 1]
        pieces += [before.rstrip() if gone and followed.startswith(CLOSING) else before, after]
    return readable("".join([*pieces, document.text[at:end]]))


def _runs(text: str, markers: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The markers that hold no words, those with nothing but commas and dashes between them as one."""
    runs: list[tuple[int, int]] = []
    for first, last in markers:
        if SAID.search(text, first, last) and not FOOTNOTE.fullmatch(text, first, last):
            continue
        if runs and BETWEEN.fullmatch(text, min(runs[-1][1], first), first):
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        else:
            runs.append((first, last))
    return runs


def _bracketed(text: str, first: int, last: int) -> tuple[int, int]:
    """The brackets that a marker is, or that hold it alone; an empty range where there are none."""
    if BRACKETED.fullmatch(text, first, last):
        return first, last
    if first and text[first - 1 : first] + text[last : last + 1] in ("[]", "()"):
        return first - 1, last + 1
    return first, first


def _hangs(text: str, start: int, marker: int) -> bool:
    """Whether a bare figure hangs on the word before it, and is no part of a bracket with words."""
    before = text[start:marker]
    if before[-1:] in ",;–-":  # "peace,11", but "[Table 2;11]"
        return before.rfind("[") <= before.rfind("]") and before.rfind("(") <= before.rfind(")")
    if before[-1:].isspace():  # "… the north. 30 The office"
        return before.rstrip()[-1:] in tuple('.!?,;:”’"»')
    return before[-1:] not in "(["


def _leans(before: str) -> bool:
    """Whether a sentence's words before a number need it: "as shown in [4]", "[4] shows" at its beginning."""
    last = before.rsplit(maxsplit=1)[-1:]
    return not last or last[0].endswith((";", "(", "–")) or fold(last[0]).lstrip("([") in LEANING
