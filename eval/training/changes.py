"""Small changes that make a true sentence false, each with the place of the change.

Every operation is pure given its random generator: `(sentence, passage, rng) -> Edit | None`; None where it finds
nothing to
change. This file doesn't know of models or data sets; the training data and the held-out sets are both built with it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from assistant.claims.matching import STOP, names, overlap, sentence_spans
from assistant.claims.quantities import numbers
from assistant.words.lexicon import COMPARATIVES, MODALS, MONTHS, OPPOSITES, QUANTIFIERS, UNITS, WEEKDAYS, listed
from eval.training.substitutes import of_another_sense


@dataclass(frozen=True, slots=True)
class Edit:
    """A changed sentence. `text[start:end]` are the words that are no longer true; `kind` names the operation and
    `label` what the old source says of the new sentence (contradicted or not_found)."""

    text: str
    start: int
    end: int
    kind: str
    label: str = "contradicted"


Operation = Callable[[str, str, Random], Edit | None]

_YEAR = re.compile(r"\b(1[0-9]\d\d|20\d\d)\b(?!\s*(?:people|members|men|soldiers|troops|km|miles))")
_PLACES = listed(
    """
    France Germany Italy Spain Portugal Poland Russia China Japan India Brazil Mexico Canada Australia Egypt Kenya
    Nigeria Turkey Iran Iraq Israel Greece Sweden Norway Denmark Finland Austria Hungary Vietnam Thailand Indonesia
    Malaysia Singapore Pakistan Argentina Chile Peru Cuba Ireland Scotland England Wales Belgium Switzerland
    """
)
_PEOPLE = listed(
    """
    French German Italian Spanish Portuguese Polish Russian Chinese Japanese Indian Brazilian Mexican Canadian
    Australian Egyptian Nigerian Turkish Iranian Israeli Greek Swedish Norwegian Danish Finnish Austrian Hungarian
    Vietnamese Thai Indonesian Korean American British Irish Scottish English Belgian Swiss Dutch
    """
)
_NUMBER_WORDS = listed(
    """
    one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty hundred
    """
)
_ORDINALS = listed(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth
    """
)
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|can|could|will|would|should|may|might|must|do|does|did)\b"
    r"(?!\s+(?:not|never|no|nothing|nobody|neither|hardly|also not)\b|n['’]t)",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][\w'’-]*(?:\s+(?:of\s+the|of|de|van|von|the)?\s*[A-Z][\w'’-]*)*")
_LABELS = frozenset(listed("Article Paragraph Section Chapter Part Figure Table Volume Note Annex Rule Act"))


@dataclass(frozen=True, slots=True)
class _Place:
    text: str
    start: int
    end: int


def _names(text: str) -> list[_Place]:
    """The names of a text, whole, without their possessive: no word that is a capital only for opening a sentence,
    nor the label of a number ("Article 8")."""
    sure = {span.start for span in names(text)}
    out = []
    for match in _NAME.finditer(text):
        start = next((w.start() for w in re.finditer(r"[A-Z]", match[0]) if match.start() + w.start() in sure), None)
        if start is None:
            continue
        found = re.sub(r"['’]s?$", "", match[0][start:])
        at = match.start() + start
        if len(found) > 2 and not (found in _LABELS and re.match(r"\s*\d", text[at + len(found) :])):
            out.append(_Place(found, at, at + len(found)))
    return out


def _put(sentence: str, start: int, end: int, new: str, kind: str, label: str = "contradicted") -> Edit:
    if sentence[start : start + 1].isupper() and not new[:1].isupper():
        new = new[:1].upper() + new[1:]
    return Edit(sentence[:start] + new + sentence[end:], start, start + len(new), kind, label)


def _swap_word(sentence: str, table: dict[str, tuple[str, ...]], rng: Random, kind: str, label: str) -> Edit | None:
    places = [m for m in re.finditer(r"[A-Za-z][A-Za-z'-]*", sentence) if m[0].lower() in table and not m[0].isupper()]
    places = [m for m in places if (m.start() == 0 or not m[0][0].isupper()) and not of_another_sense(m)]
    if not places:
        return None
    match = rng.choice(places)
    return _put(sentence, match.start(), match.end(), rng.choice(table[match[0].lower()]), kind, label)


# What goes before a number that counts nothing: a note's, an item's.
_NOTED = re.compile(r"(?:(?<!\d)[.,;:”\"’)]|[A-Za-z])$")
_ITEM = re.compile(r"\d+[.)](?:\s|$)")


def _no_count(sentence: str, start: int) -> bool:
    before = sentence[:start]
    return bool(_NOTED.search(before) or (re.search(r"(?:^|[:.]\s)$", before) and _ITEM.match(sentence[start:])))


def change_number(sentence: str, passage: str, rng: Random) -> Edit | None:
    """Another count, share or sum: a near value, a slipped or swapped digit, or another number of the passage."""
    years = {(m.start(), m.end()) for m in _YEAR.finditer(sentence)}
    options: list[tuple[int, int, str]] = []
    for number in numbers(sentence):
        if (number.start, number.end) in years or _no_count(sentence, number.start):
            continue
        if re.match(r"\d0s\b", sentence[number.end - 2 :]):  # a decade
            continue
        word = re.match(r"[A-Za-z]+$", number.text)
        if word and number.text.lower() in _NUMBER_WORDS:
            if number.text.lower() != "one":
                options.append(
                    (number.start, number.end, rng.choice([w for w in _NUMBER_WORDS if w != number.text.lower()]))
                )
            continue
        digits = re.match(r"\d[\d,]*(?:\.\d+)?", number.text)
        if not digits:
            continue
        options.append((number.start, number.start + len(digits[0]), _other_number(digits[0], passage, rng)))
    for match in re.finditer(r"\b(" + "|".join(_ORDINALS) + r")\b", sentence):
        options.append((match.start(), match.end(), rng.choice([w for w in _ORDINALS if w != match[0]])))  # noqa: PERF401
    options = [o for o in options if o[2] != sentence[o[0] : o[1]]]
    if not options:
        return None
    start, end, new = rng.choice(options)
    return _put(sentence, start, end, new, "number")


def _other_number(text: str, passage: str, rng: Random) -> str:
    others: list[str] = [
        m for m in re.findall(r"\b\d[\d,]*(?:\.\d+)?\b", passage) if m != text and not _YEAR.fullmatch(m)
    ]
    way = rng.random()
    if others and way < 0.3:
        return rng.choice(others)
    plain = text.replace(",", "")
    if len(plain) > 1 and way < 0.6 and "." not in plain:
        digits = list(plain)
        i = rng.randrange(len(digits) - 1)
        if digits[i] != digits[i + 1] and not (i == 0 and digits[i + 1] == "0"):
            digits[i], digits[i + 1] = digits[i + 1], digits[i]
        else:
            digits[-1] = str((int(digits[-1]) + rng.randint(1, 9)) % 10)
        value = "".join(digits)
    elif "." in plain:
        value = f"{float(plain) * rng.choice((0.5, 1.5, 2, 3)) + 0.1:.1f}"
    else:
        value = str(max(2, round(int(plain) * rng.choice((0.5, 0.8, 1.2, 1.5, 2, 3, 10)))) + rng.randint(0, 2))
    return f"{int(value):,}" if "," in text and "." not in value else value


def change_date(sentence: str, passage: str, rng: Random) -> Edit | None:
    """Another year, month, weekday or day of the month."""
    options: list[tuple[int, int, str]] = []
    others = _YEAR.findall(passage)
    for match in _YEAR.finditer(sentence):
        near = str(int(match[0]) + rng.choice((-20, -10, -5, -3, -2, -1, 1, 2, 3, 5, 10, 20)))
        there = [year for year in others if year != match[0]]
        options.append((match.start(), match.end(), rng.choice(there) if there and rng.random() < 0.4 else near))
    for row in (MONTHS, WEEKDAYS):
        for match in re.finditer(r"\b(" + "|".join(row) + r")\b", sentence):
            if match[0] != "May" or re.match(r"May\s+\d|May,", sentence[match.start() :]):
                options.append((match.start(), match.end(), rng.choice([name for name in row if name != match[0]])))  # noqa: PERF401
    for match in re.finditer(r"\b\d0s\b|\b1\d\d0s\b", sentence):
        decade = int(match[0][:-1]) + rng.choice((-20, -10, 10, 20))
        options.append((match.start(), match.end(), f"{decade}s"))
    if not options:
        return None
    start, end, new = rng.choice(options)
    return _put(sentence, start, end, new, "date")


def change_unit(sentence: str, passage: str, rng: Random) -> Edit | None:
    """Another unit or scale beside a number."""
    options = []
    for row in UNITS:
        first = row[0]
        pattern = re.escape(first) if not first[0].isalpha() else rf"(?<=[\d\s-]){re.escape(first)}\b"
        for match in re.finditer(pattern, sentence):
            around = sentence[max(0, match.start() - 14) : match.end() + 3]
            if any(c.isdigit() for c in around) or re.search(
                r"\b(two|three|four|five|six|seven|eight|nine|ten|several|many|few)\b", around
            ):
                options.append((match.start(), match.end(), rng.choice(row[1:])))
    if not options:
        return None
    start, end, new = rng.choice(options)
    return Edit(sentence[:start] + new + sentence[end:], start, start + len(new), "unit")


def change_name(sentence: str, passage: str, rng: Random) -> Edit | None:
    """Another name in a name's place: of the passage where it has one, else a well-known one."""
    places = [m for m in re.finditer(r"\b[A-Z][\w-]+\b", sentence) if m[0] in _PLACES or m[0] in _PEOPLE]
    spans = [name for name in _names(sentence) if name.start > 0]
    if places and rng.random() < 0.4:
        match = rng.choice(places)
        row = _PLACES if match[0] in _PLACES else _PEOPLE
        return _put(sentence, match.start(), match.end(), rng.choice([w for w in row if w != match[0]]), "name")
    if not spans:
        return None
    name = rng.choice(spans)
    known = {w.lower() for w in re.findall(r"\w+", name.text)}
    others = [o for o in dict.fromkeys(other.text for other in _names(passage)) if o not in sentence]
    others = [o for o in others if not known & {w.lower() for w in re.findall(r"\w+", o)}]
    if others and rng.random() < 0.8:
        return _put(sentence, name.start, name.end, rng.choice(others), "name")
    return _put(sentence, name.start, name.end, rng.choice([w for w in _PLACES if w not in passage]), "name")


_PAST = re.compile(
    r"(?<=[a-z)] )(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bits )(?<!\bof )(?<!\bhis )([a-z]{3,}ed)\b(?! by\b)"
)


def change_negation(sentence: str, passage: str, rng: Random) -> Edit | None:
    """A "not" put in or taken out."""
    gone = list(re.finditer(r"(?<!\bor )\b(not |never |no longer )(?!to mention\b)|(?<=[a-z])n['’]t\b", sentence))
    if gone and rng.random() < 0.8:
        match = rng.choice(gone)
        text = sentence[: match.start()] + sentence[match.end() :]
        after = re.compile(r"\S+").search(text, match.start())
        end = after.end() if after else len(text)
        start = max(0, text.rfind(" ", 0, max(0, match.start() - 1)) + 1)
        return Edit(text, start, end, "negation")
    places = list(_AUXILIARY.finditer(sentence))
    if places and (rng.random() < 0.7 or not _PAST.search(sentence)):
        match = places[0] if rng.random() < 0.8 else rng.choice(places)
        end = match.end()
        new = rng.choice((" not", " not", " never", " no longer"))
        return Edit(sentence[:end] + new + sentence[end:], match.start(), end + len(new), "negation")
    verbs = list(_PAST.finditer(sentence))
    if not verbs:
        return None
    match = verbs[0]
    new = rng.choice(("never ", "refused to have ", "failed to have ", "never "))
    return Edit(
        sentence[: match.start()] + new + sentence[match.start() :], match.start(), match.end() + len(new), "negation"
    )


def change_antonym(sentence: str, passage: str, rng: Random) -> Edit | None:
    """A word's opposite in its place."""
    return _swap_word(sentence, OPPOSITES, rng, "antonym", "contradicted")


def change_quantifier(sentence: str, passage: str, rng: Random) -> Edit | None:
    """All for some, most for few, always for often."""
    return _swap_word(sentence, QUANTIFIERS, rng, "quantifier", "contradicted")


def change_modality(sentence: str, passage: str, rng: Random) -> Edit | None:
    """Must for may, certainly for probably: what was possible or meant is made certain, or the other way."""
    return _swap_word(sentence, MODALS, rng, "modality", "not_found")


def change_comparative(sentence: str, passage: str, rng: Random) -> Edit | None:
    """More than for less than, at most for at least."""
    options = [
        (m, new)
        for old, new in COMPARATIVES
        for m in re.finditer(rf"\b{old}\b(?=\s+\S*\d)|\b{old}\b(?<=than)", sentence)
    ]
    if not options:
        return None
    match, new = rng.choice(options)
    return _put(sentence, match.start(), match.end(), new, "comparative")


def change_role(sentence: str, passage: str, rng: Random) -> Edit | None:
    """Who did what to whom, turned round: two names with a verb or preposition between them change places."""
    spans = _names(sentence)
    pairs = []
    for one, other in itertools.pairwise(spans):
        between = sentence[one.end : other.start]
        if (
            len(between) > 4
            and not re.fullmatch(r"[\s,]*(?:and|or|,|&|\()[\s,]*(?:the\s*)?", between)
            and "," not in between
            and not (re.fullmatch(r" to (?:the )?", between) and re.search(r"\bfrom (?:the )?$", sentence[: one.start]))
        ):
            pairs.append((one, other))
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    a, b = one.text, other.text
    if a in b or b in a:
        return None
    text = sentence[: one.start] + b + sentence[one.end : other.start] + a + sentence[other.end :]
    return Edit(text, one.start, one.start + len(b) + other.start - one.end + len(a), "role")


_ADDED = (
    "according to a government report", "for the first time in history", "against the advice of experts", "in secret",
    "with the help of local volunteers", "after years of negotiation", "at a cost of several million dollars",
    "within a week",
    "despite strong protests", "as part of a larger plan", "in front of a large crowd", "because of the bad weather",
    "without telling anyone", "on the orders of the king", "for religious reasons", "to everyone's surprise",
)  # fmt: skip


# A phrase that adds nothing to what a sentence tells, only joins it to others.
_CONNECTING = re.compile(
    r"(?:on|in|at|for|by|during|after) (?:(?:the|this|that|these|those|its|their|his|her) )?"
    r"(?:(?:one|other|same|first|latter|former|own) )?(?:hand|instance|example|particular|general|addition|turn|"
    r"contrast|case|context|respect|regard|way|sense|fact|time|all|order|which|whom|what|others?|themselves|itself)\b|"
    r"for (?:a|some) "
)


def change_addition(sentence: str, passage: str, rng: Random) -> Edit | None:
    """A detail the source does not give, put at the end; from elsewhere in the passage or made up."""
    body = sentence.rstrip()
    if not body or body[-1] not in ".":
        return None
    tails = [
        m[0] for m in re.finditer(r"\b(?:in|on|at|during|after|because of|for|by) [^,.;()]{8,45}(?=[.,;])", passage)
    ]
    own = max(
        (passage[s.start : s.end] for s in sentence_spans(passage)), key=lambda s: overlap(sentence, s), default=""
    )
    tails = [t for t in tails if t not in own and not _CONNECTING.match(t) and t.split()[-1].lower() not in STOP]
    tails = [t for t in tails if t not in sentence]
    new = " " + (rng.choice(tails) if tails and rng.random() < 0.6 else rng.choice(_ADDED))
    return Edit(body[:-1] + new + ".", len(body) - 1, len(body) - 1 + len(new), "addition", "not_found")


OPERATIONS: dict[str, Operation] = {
    "number": change_number, "date": change_date, "unit": change_unit, "name": change_name, "negation": change_negation,
    "antonym": change_antonym, "quantifier": change_quantifier, "modality": change_modality,
    "comparative": change_comparative, "role": change_role, "addition": change_addition,
}  # fmt: skip


def changed(sentence: str, passage: str, rng: Random, *, kinds: tuple[str, ...] = tuple(OPERATIONS)) -> Edit | None:
    """One change of a kind drawn evenly among those that find something to change; None where none does."""
    order = list(kinds)
    rng.shuffle(order)
    for kind in order:
        edit = OPERATIONS[kind](sentence, passage, rng)
        if edit is not None and edit.text.lower() != sentence.lower():
            return edit
    return None
