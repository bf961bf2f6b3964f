"""True claims made from true sentences by rule: shorter, reordered, with other words, but saying nothing new.

Pure functions of a sentence and a random generator. This file knows nothing of models or data sets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from assistant.claims.quantities import numbers
from assistant.words.lexicon import MONTHS, listed
from assistant.words.number_words import CARDINALS
from assistant.words.verbs import BASE_FORMS
from eval.training.substitutes import exchanged

Rewording = Callable[[str, Random], str | None]

_NEGATED = re.compile(r"\b(?:not|no|never|none|without|neither|nor|few|only|less|if|unless|cannot)\b|n['’]t", re.I)
# Opens a clause that needs another one after it.
_SUBORDINATE = re.compile(
    r"^(?:If|Unless|When|Whenever|Although|While|Whereas|Because|Since|As|Though|Despite|Given|Neither|Not|Both|Either|"
    r"Whether|Rather|For|In|On|At|By|With|From|To|After|Before|During|Until|Under|Once)\b"
)
_AUXILIARIES = frozenset(
    listed("is are was were has have had will would can could may might must should shall did does do cannot")
)
_PAST = re.compile(r"[a-z]{3,}ed")


def _says(text: str) -> bool:
    """Whether a text has a finite verb, as far as its form shows, and so is a clause."""
    spoken = re.findall(r"[a-z]+", text)
    return any(word in _AUXILIARIES or word in BASE_FORMS or _PAST.fullmatch(word) for word in spoken)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    """Lower-cases the first letter unless the first word looks like a name."""
    word = re.match(r"\w+", text)
    common = listed(
        "The A An It He She They This These Those That There In His Her Their Its We Some Many Such Both All"
    )
    return text[:1].lower() + text[1:] if word and word[0] in common else text


def drop_parentheses(sentence: str, rng: Random) -> str | None:
    """Without what stands in brackets; those inside a word are a part of it: "[t]he", "member(s)"."""
    text = re.sub(r"(?:\s+|(?<!\w))(?:\([^()]*\)|\[[^\[\]]*\])(?!\w)", "", sentence)
    return text if text != sentence and len(text) > 20 else None


def drop_opening(sentence: str, rng: Random) -> str | None:
    """Without an opening connective: however, moreover, therefore."""
    text = re.sub(
        r"^(?:However|Moreover|Furthermore|Therefore|Thus|In addition|As a result|For example|For instance|Also|Indeed|"
        r"In fact|"
        r"Nevertheless|Consequently|Meanwhile|And|But|So(?= (?:the|he|it|we)\b)|Then|"
        r"At the same time|On the other hand|Additionally|"
        r"Finally),?\s+",
        "",
        sentence,
    )
    return _upper(text) if text != sentence else None


def move_opening(sentence: str, rng: Random) -> str | None:
    """An opening time or place goes to the end: "In 1990, X did Y." becomes "X did Y in 1990."."""
    match = re.match(
        r"^((?:In|On|At|During|After|Before|By|Since|Until|Under|From|Following) [^,;:.]{3,60}), ([^;:]+)\.$", sentence
    )
    return f"{_upper(match[2])} {_lower_first(match[1])}." if match else None


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def move_ending(sentence: str, rng: Random) -> str | None:
    """A closing date goes to the front."""
    match = re.match(
        r"^([^,;:.]{20,160}?) (in (?:[A-Z][a-z]+ )?\d{4}|on \d{1,2} [A-Z][a-z]+ \d{4}|during the [^,.]{5,40})\.$",
        sentence,
    )
    return f"{_upper(match[2])}, {_lower(match[1])}." if match else None


# What goes on after a comma with another thing of the same kind: the aside was one of a list, or has one in it.
_LISTED = re.compile(r"\s*(?:and|or|nor|as well as|the|an?|its|his|her|their|[A-Z]|\w+ing\b)")


def drop_appositive(sentence: str, rng: Random) -> str | None:
    """Without a relative clause or aside between commas."""
    options = [
        m
        for m in re.finditer(
            r", (?:who|which|whose|where|a|an|the|formerly|also|including|such as|known as) [^,.;]{5,120},(?= )",
            sentence,
        )
        if not _LISTED.match(sentence[m.end() :])
    ]
    if not options:
        options = list(re.finditer(r", (?:who|which|whose|where|including|such as) [^,.;]{5,140}(?=\.$)", sentence))
    if not options or _NEGATED.search(sentence):
        return None
    match = rng.choice(options)
    return sentence[: match.start()] + sentence[match.end() :]


def make_copula(sentence: str, rng: Random) -> str | None:
    """The aside alone: "X, a Y of Z, did W" becomes "X is a Y of Z."."""
    match = re.match(r"((?:[A-Z][\w'’-]+ ?){1,4}), ((?:a|an|the) [^,.;()]{6,80}), (?=(\w+))", sentence)
    if not match or _says(match[2]) or not _says(match[3]):
        return None
    verb = rng.choice(("is", "was"))
    return f"{match[1].strip()} {verb} {match[2]}."


def first_clause(sentence: str, rng: Random) -> str | None:
    """One of two clauses joined by "and", "but", "while" or a semicolon."""
    match = re.match(r"^(.{25,}?)(?:, (?:and|but|while|although|so(?! that\b)|whereas)|;) (\D.{24,})$", sentence)
    if not match or _SUBORDINATE.match(sentence) or not _says(match[1]) or not _says(match[2].partition(",")[0]):
        return None
    if re.match(r"^(?:he|she|they|it|the|this|these|there|we|in|[A-Z])\b", match[2]) and rng.random() < 0.5:
        return _upper(match[2])
    return match[1].rstrip(",") + "."


def drop_trailing(sentence: str, rng: Random) -> str | None:
    """Without a closing participle or prepositional clause after a comma."""
    match = re.match(
        r"^(.{25,}), (?:[a-z]+ing|with|after|before|because|although|though|since|as|when|where|despite|following) "
        r"[^.]{8,}\.$",
        sentence,
    )
    if not match or _NEGATED.search(match[1]) or match[1].count(",") >= 3 or not _says(match[1]):
        return None
    if match[1].endswith("ing"):  # "reading, copying and binding"
        return None
    return None if _SUBORDINATE.match(match[1]) and "," not in match[1] else match[1] + "."


# Words in -ly without which a sentence says more than it did, and those that are no adverbs.
_TELLING = frozenset(
    listed(
        """
        nearly hardly barely partly partially allegedly probably possibly likely unlikely only rarely reportedly
        mostly mainly largely approximately roughly relatively apparently usually generally typically normally commonly
        occasionally frequently primarily chiefly predominantly supposedly seemingly ostensibly purportedly presumably
        arguably potentially virtually merely simply solely exclusively scarcely slightly marginally formerly previously
        initially originally temporarily falsely wrongly unsuccessfully nominally theoretically increasingly reputedly
        respectively equally similarly badly poorly newly publicly legally politically technically formally practically
        early family supply apply reply rely fly assembly holy italy ally rally tally bully july comply imply multiply
        friendly deadly costly daily weekly monthly yearly elderly lively lonely scholarly orderly worldly cowardly
        timely bodily melancholy anomaly monopoly butterfly lovely ugly silly
        """
    )
)
_MEASURED = re.compile(
    r"\b(?:quite|very|so|as|too|more|most|less|least|how|rather|that|extremely|be|is|are|was|were|been|being)\s*$"
)  # what goes before an adverb that it needs


def drop_adverb(sentence: str, rng: Random) -> str | None:
    """Without an -ly adverb or an intensifier, where nothing is denied or limited."""
    if _NEGATED.search(sentence):
        return None
    words = [
        m
        for m in re.finditer(r"(?<![\w-])(?:[a-z]{3,}ly|very|also|quite|rather|indeed|then)(?= )", sentence)
        if m[0] not in _TELLING and not _MEASURED.search(sentence[: m.start()]) and not _bound(m)
    ]
    if not words:
        return None
    match = rng.choice(words)
    return sentence[: match.start()] + sentence[match.end() + 1 :]


def _bound(match: re.Match[str]) -> bool:
    """Whether a word is half of a phrase: "rather than", "since then", "the very man"."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if match[0] == "rather":
        return re.match(r"\s+than\b", after) is not None or re.search(r"\b(?:or|would|had)\s$", before) is not None
    if match[0] == "then":
        return re.search(r"\b(?:since|by|until|till|from|even|the|and|now)\s$", before) is not None
    if match[0] in ("very", "quite"):
        return re.search(r"\b(?:the|this|that|these|those|its|his|her|their|our|my|your|not)\s$", before) is not None
    return False


def use_synonym(sentence: str, rng: Random) -> str | None:
    """One to three words exchanged for words that may stand for them."""
    return exchanged(sentence, rng.randint(1, 3), rng)


# What goes before a number that counts nothing: "Article 8", "K-12", "s. 4", a note's number.
_LABEL = re.compile(
    r"(?:[^\s“\"‘$€£(]|\b[A-Z][a-z]*\.?\s|\b(?:section|article|paragraph|chapter|part|page|note|grade|number|no|pp?|vol|ss?|"
    r"table|figure|rule|annex|line|step|type|phase|level|class|items?|arts?)\.?\s|[(\[])$"
)


# What comes after it: the rest of a word or a larger number, a paragraph, a month.
_LABELLING = re.compile(r"\w|[-–/]|[.,:]\d|\s*\(|\s+(?:" + "|".join(MONTHS) + r")\b")


def respell_number(sentence: str, rng: Random) -> str | None:
    """The same number, written otherwise: 13 billion and 13,000,000,000, three and 3, 50% and 50 percent."""
    words = CARDINALS[:13]
    options: list[tuple[int, int, str]] = []
    for number in numbers(sentence):
        if re.fullmatch(r"1[0-9]\d\d|20\d\d", number.text) or number.value != int(number.value):
            continue
        if _LABEL.search(sentence[: number.start]) or _LABELLING.match(sentence[number.end :]):
            continue
        value = int(number.value)
        if number.text.isdigit() and 2 <= value <= 12 and sentence[number.end : number.end + 1] == " ":
            options.append((number.start, number.end, words[value]))
        elif number.text.lower() in words[2:]:
            options.append((number.start, number.end, str(value)))
        elif re.search(r"(?i)million|billion|thousand", number.text) and number.text[0].isdigit():
            options.append((number.start, number.end, f"{value:,}"))
        elif value >= 1_000_000 and value % 100_000 == 0 and "," in number.text:
            scale, name = (1_000_000_000, "billion") if value >= 1_000_000_000 else (1_000_000, "million")
            options.append((number.start, number.end, f"{value / scale:g} {name}"))
    for match in re.finditer(r"(?<=\d)( percent| per cent|%)", sentence):
        options.append((match.start(), match.end(), "%" if "%" not in match[0] else " percent"))  # noqa: PERF401
    if not options:
        return None
    start, end, new = rng.choice(options)
    return sentence[:start] + new + sentence[end:]


def respell_date(sentence: str, rng: Random) -> str | None:
    """April 27, 2018 and 27 April 2018; the month and year alone; the year alone."""
    months = "|".join(MONTHS)
    match = re.search(rf"\b(?:({months}) (\d{{1,2}}), (\d{{4}})|(\d{{1,2}}) ({months}) (\d{{4}}))", sentence)
    if not match:
        return None
    month, day, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    new = f"{day} {month} {year}" if match[1] else f"{month} {day}, {year}"
    if re.search(r"\bon $", sentence[: match.start()]) and rng.random() < 0.4:
        return sentence[: match.start()][:-3] + f"in {rng.choice((f'{month} {year}', year))}" + sentence[match.end() :]
    return sentence[: match.start()] + new + sentence[match.end() :]


def expand_contraction(sentence: str, rng: Random) -> str | None:
    """didn't and did not, and the like."""
    if re.search(r"\b(?:did|does|do|was|were|is|are|has|had|could|would|should) not\b", sentence):
        return re.sub(r"\b(did|does|do|was|were|is|are|has|had|could|would|should) not\b", r"\1n't", sentence, count=1)
    text = re.sub(r"\b(did|does|do|was|were|is|are|has|had|could|would|should)n['’]t\b", r"\1 not", sentence, count=1)
    return text if text != sentence else None


# After "by" is no doer: a time, a means, a doing.
_DOER = re.compile(r"(?!(?:\w+ing|means|way|the (?:end|time|use|beginning)|then|now|\d+|" + "|".join(MONTHS) + r")\b)")
_PERSONAL = re.compile(r"(?:He|She|They|We|I|Who|There|This|That)\b")


def passive(sentence: str, rng: Random) -> str | None:
    """ "X was built by Y." and "Y built X."."""
    match = re.match(
        r"^([^,;:()]{4,60}?) (?:was|were) ((?:[a-z]+ly )?[a-z]{3,}ed|written|built|made|found|sold|led|won) by "
        r"([^,;:()]{3,50})\.$",
        sentence,
    )
    if not match or _NEGATED.search(sentence) or not _DOER.match(match[3]) or _PERSONAL.match(match[1]):
        return None
    if _says(match[1]):
        return None
    verb = {"written": "wrote"}.get(match[2], match[2])
    return f"{_upper(match[3])} {verb} {_lower(match[1])}."


REWORDINGS: tuple[Rewording, ...] = (
    drop_parentheses, drop_opening, move_opening, move_ending, drop_appositive, make_copula, first_clause,
    drop_trailing,
    drop_adverb, use_synonym, use_synonym, use_synonym, respell_number, respell_date, expand_contraction, passive,
)  # fmt: skip


def reworded(sentence: str, rng: Random, *, times: int = 3) -> str | None:
    """The sentence after up to `times` rewordings that apply; None where none does."""
    text, done = sentence, 0
    order = list(REWORDINGS)
    rng.shuffle(order)
    for operation in dict.fromkeys(order):  # once each: a synonym's synonym may be neither's
        if done >= times:
            break
        new = operation(text, rng)
        if new and new != text and len(new.split()) >= 4 and new.count("(") == new.count(")"):
            text, done = new, done + 1
    return re.sub(r"\s+", " ", text).strip() if done else None
