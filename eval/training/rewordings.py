"""True claims made from true sentences by rule: shorter, reordered, with other words, but saying nothing new.

Pure functions of a sentence and a random generator. This file knows nothing of models or data sets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from assistant.claims.quantities import numbers
from assistant.words.lexicon import MONTHS, SYNONYMS
from assistant.words.number_words import CARDINALS

Rewording = Callable[[str, Random], str | None]

_NEGATED = re.compile(r"\b(?:not|no|never|none|without|neither|nor|few|only|less|if|unless|cannot)\b|n['’]t", re.I)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    """Lower-cases the first letter unless the first word looks like a name."""
    word = re.match(r"\w+", text)
    common = {
        "The",
        "A",
        "An",
        "It",
        "He",
        "She",
        "They",
        "This",
        "These",
        "There",
        "In",
        "His",
        "Her",
        "Their",
        "Its",
        "We",
        "Some",
        "Many",
    }
    return text[:1].lower() + text[1:] if word and word[0] in common else text


def drop_parentheses(sentence: str, rng: Random) -> str | None:
    """Without what stands in brackets."""
    text = re.sub(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]", "", sentence)
    return text if text != sentence and len(text) > 20 else None


def drop_opening(sentence: str, rng: Random) -> str | None:
    """Without an opening connective: however, moreover, therefore."""
    text = re.sub(
        r"^(?:However|Moreover|Furthermore|Therefore|Thus|In addition|As a result|For example|For instance|Also|Indeed|"
        r"In fact|"
        r"Nevertheless|Consequently|Meanwhile|And|But|So|Then|At the same time|On the other hand|Additionally|"
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


def drop_appositive(sentence: str, rng: Random) -> str | None:
    """Without a relative clause or aside between commas."""
    options = list(
        re.finditer(
            r", (?:who|which|whose|where|a|an|the|formerly|also|including|such as|known as) [^,.;]{5,120},(?= )",
            sentence,
        )
    )
    if not options:
        options = list(re.finditer(r", (?:who|which|whose|where|including|such as) [^,.;]{5,140}(?=\.$)", sentence))
    if not options or _NEGATED.search(sentence):
        return None
    match = rng.choice(options)
    return sentence[: match.start()] + sentence[match.end() :]


def make_copula(sentence: str, rng: Random) -> str | None:
    """The aside alone: "X, a Y of Z, did W" becomes "X is a Y of Z."."""
    match = re.search(r"((?:[A-Z][\w'’-]+ ?){1,4}), ((?:a|an|the) [^,.;()]{6,80}),", sentence)
    if not match:
        return None
    verb = rng.choice(("is", "was"))
    return f"{match[1].strip()} {verb} {match[2]}."


def first_clause(sentence: str, rng: Random) -> str | None:
    """One of two clauses joined by "and", "but", "while" or a semicolon."""
    match = re.match(r"^(.{25,}?)(?:, (?:and|but|while|although|so|whereas)|;) (.{25,})$", sentence)
    if not match or re.match(r"^(?:If|Unless|When|Although|While|Because|Since|As|Though|Neither|Not)\b", sentence):
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
    return match[1] + "." if match and not _NEGATED.search(match[1]) and match[1].count(",") < 3 else None


def drop_adverb(sentence: str, rng: Random) -> str | None:
    """Without an -ly adverb or an intensifier, where nothing is denied or limited."""
    if _NEGATED.search(sentence):
        return None
    words = [
        m
        for m in re.finditer(r"\b(?:[a-z]{3,}ly|very|also|quite|rather|indeed|then) ", sentence)
        if not re.match(
            r"nearly|hardly|barely|partly|allegedly|probably|possibly|likely|only|early|family|supply|apply|rarely|"
            r"reportedly|mostly|mainly|largely|approximately|roughly|relatively|apparently|usually|generally|reply|rely|fly|"
            r"assembly|holy|italy|ally",
            m[0],
        )
    ]
    if not words:
        return None
    match = rng.choice(words)
    return sentence[: match.start()] + sentence[match.end() :]


def use_synonym(sentence: str, rng: Random) -> str | None:
    """One to three words exchanged for words that may stand for them."""
    text, done = sentence, 0
    places = [m for m in re.finditer(r"\b[a-z]{3,}\b", sentence) if m[0] in SYNONYMS]
    rng.shuffle(places)
    for match in sorted(places[: rng.randint(1, 3)], key=lambda m: -m.start()):
        text = text[: match.start()] + rng.choice(SYNONYMS[match[0]]) + text[match.end() :]
        done += 1
    return text if done else None


def respell_number(sentence: str, rng: Random) -> str | None:
    """The same number, written otherwise: 13 billion and 13,000,000,000, three and 3, 50% and 50 percent."""
    words = CARDINALS[:13]
    options: list[tuple[int, int, str]] = []
    for number in numbers(sentence):
        if re.fullmatch(r"1[0-9]\d\d|20\d\d", number.text) or number.value != int(number.value):
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


def passive(sentence: str, rng: Random) -> str | None:
    """ "X was built by Y." and "Y built X."."""
    match = re.match(
        r"^([^,;:()]{4,60}?) (?:was|were) ((?:[a-z]+ly )?[a-z]{3,}ed|written|built|made|found|sold|led|won) by "
        r"([^,;:()]{3,50})\.$",
        sentence,
    )
    if not match or _NEGATED.search(sentence):
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
    for operation in order:
        if done >= times:
            break
        new = operation(text, rng)
        if new and new != text and len(new.split()) >= 4:
            text, done = new, done + 1
    return re.sub(r"\s+", " ", text).strip() if done else None
