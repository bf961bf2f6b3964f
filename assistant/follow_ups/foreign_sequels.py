"""A follow-up in another language than English made to stand alone: "Und warum?", "Et à Brest ?", "E quando morì?",
それはなぜですか.

Only what needs the question before and whom it or its answer names: a question word goes before that question or behind
it, a pronoun is given the name. Words and their order; this file doesn't know any document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.questions.analysis import names_in
from assistant.questions.foreign import content
from assistant.words.languages import language_of

MOST_WORDS, LONGEST = 7, 14  # of a follow-up; characters of one without spaces
MOST_CONTENT = 2  # words that say something, in a follow-up that leans by its pronoun or its "and"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's: what joins a follow-up to what went before, what asks of a circumstance (it may go before a whole
    question), what asks for a person or thing, and the pronouns for someone or something named before."""

    joins: re.Pattern[str]
    circumstance: re.Pattern[str]
    thing: re.Pattern[str]
    pronoun: re.Pattern[str]
    and_: str


def _words(joins: str, circumstance: str, thing: str, pronoun: str, and_: str) -> Words:
    joined = rf"^(?:{joins})(?:\s*,)?\s+"
    thing = rf"(?:\w{{1,5}} )?{thing}"  # "von wem"
    asks = (re.compile(one, re.I) for one in (joined, circumstance, thing, pronoun))
    joining, of_circumstance, of_thing, standing_for = asks
    return Words(joining, of_circumstance, of_thing, standing_for, and_)


WORDS = {
    "de": _words(
        "und|aber",
        r"(?:warum|wieso|weshalb|wann|wo|wohin|woher|wie|wozu|seit wann|bis wann|in welchem jahr)",
        r"(?:wer|wen|wem|was|welche[rsmn]?|womit|wodurch|wie ?viele?)(?: \w+)?",
        r"\b(?:er|(?-i:sie)|ihn|ihm)\b",
        "und",
    ),
    "fr": _words(
        "et|mais|alors",
        r"(?:pourquoi|quand|où|comment|depuis quand|en quelle année)",
        r"(?:qui|quoi|que|lequel|laquelle|combien|quel(?:le)?s?)(?: \w+)?",
        r"(?<![\w-])(?:(?:il|elle)s?|lui)\b(?! (?:y a|faut)\b)"
        r"|^(?:(?:qu[ie]|où|quand|pourquoi|comment|combien) |qu[’'])?(?!y )[\w’]+-(?:t-)?(?P<it>(?:il|elle)s?)\b",
        "et",
    ),
    "es": _words(
        "y|e|pero|entonces",
        r"(?:por qu[ée]|cu[áa]ndo|d[óo]nde|c[óo]mo|desde cu[áa]ndo|en qu[ée] año|adónde)",
        r"(?:qui[ée]n(?:es)?|qu[ée]|cu[áa]l(?:es)?|cu[áa]nt[oa]s?)(?: \w+)?",
        r"\b(?:él|ella|ellos|ellas)\b",
        "y",
    ),
    "it": _words(
        "e|ed|ma|allora",
        r"(?:perch[ée]|quando|dove|come|da quando|in (?:che|quale) anno)",
        r"(?:chi|che cosa|cosa|che|quale|quali|quant[oaie])(?: \w+)?",
        r"\b(?:lui|lei|egli|ella|essi)\b",
        "e",
    ),
    "pt": _words(
        "e|mas|então",
        r"(?:por ?qu[eê]|quando|onde|como|desde quando|em que ano)",
        r"(?:quem|o qu[eê]|qual|quais|quant[oa]s?)(?: \w+)?",
        r"\b(?:ele|ela|eles|elas)\b",
        "e",
    ),
    "nl": _words(
        "en|maar",
        r"(?:waarom|wanneer|waar|hoe|waarheen|sinds wanneer|in welk jaar)",
        r"(?:wie|wat|welke?|hoeveel)(?: \w+)?",
        r"\b(?:hij|zij|ze|hem)\b",
        "en",
    ),
    "ja": _words(
        "では|それで|じゃあ",
        r"(?:それは)?(?:なぜ|どうして|いつ|どこ(?:で|に)?|どのように|何年(?:に)?)(?:ですか|でしたか)?",
        r"(?:それは)?(?:誰|だれ|何|どれ|いくつ|いくら)(?:が|を|に)?(?:ですか|でしたか)?",
        r"彼女?ら?|それ(?!ぞれ)|その人",
        "",
    ),
    "zh": _words(
        "那么?|还有",
        r"(?:那么?|这是|那是)?(?:为什么|为何|什么时候|何时|哪(?:一)?年|在?哪里|怎么)(?:呢)?",
        r"(?:那么?|还有|那是)?(?:谁|什么|哪个|多少)(?:呢)?",
        r"(?<![其吉])[他她它]们?",
        "",
    ),
}
_PERSON = re.compile(r"^[^\W\d_]+(?:\s+(?:de|du|van|von|di|da|der|[A-ZÀ-Ý])[^\s]*)+$")


def code_of(question: str, previous: str) -> str | None:
    """The language of a follow-up: its own, or that of the question before where its few words don't tell it; None for
    English, and after an English question or one without a word."""
    before = language_of(previous)
    if before == "en" or not re.search(r"\w", previous):
        return None
    own = language_of(question)
    code = own if own is not None and (own == before or own not in WORDS or before not in WORDS) else before
    return code if code in WORDS else None


def leans_on(question: str, previous: str) -> bool:
    """Whether a question in another language than English needs the one before it."""
    code = code_of(question, previous)
    if code is None:
        return False
    words, bare = WORDS[code], _bare(question)
    rest = words.joins.sub("", bare)
    if words.circumstance.fullmatch(rest) or words.thing.fullmatch(rest):
        return True
    if names_in(question) and _asks(rest, words):
        return False
    short = len(rest) <= LONGEST if code in ("ja", "zh") else len(rest.split()) <= MOST_WORDS
    if words.pronoun.search(rest):
        return short and (code in ("ja", "zh") or len(content(rest, code)) <= MOST_CONTENT)
    # "¿Y por qué cerró la escuela?" has all it needs.
    return rest != bare and short and (not _asks(rest, words) or len(content(rest, code)) < MOST_CONTENT)


def _bare(question: str) -> str:
    return " ".join(question.split()).strip(" ¿?？。!！.")


def stands_alone(question: str, previous: str, answer: str) -> str:
    """The follow-up with what it leaves to the question before, or to its answer, filled in."""
    code = code_of(question, previous)
    if code is None:
        return question
    words, bare = WORDS[code], _bare(question)
    rest = words.joins.sub("", bare)
    if words.circumstance.fullmatch(rest) or words.thing.fullmatch(rest):
        return _asked_anew(rest, previous, code)
    if words.pronoun.search(rest) or _asks(rest, words):
        return _of_whom(rest, previous, answer, code)
    return _behind(rest, previous, code)


def _asks(rest: str, words: Words) -> bool:
    return bool(words.circumstance.match(rest) or words.thing.match(rest))


def _asked_anew(asks: str, previous: str, code: str) -> str:
    """The question before, asked for something else: "Wurde das Amt aufgehoben?", and "Und warum?", as "Warum wurde das
    Amt aufgehoben?"; behind it where it asks for a person or thing, which it would lose."""
    words, before = WORDS[code], _bare(previous)
    if code in ("ja", "zh") or not words.circumstance.fullmatch(asks):
        return _behind(asks, previous, code)
    opening = re.match(rf"(?:{words.circumstance.pattern})\b\s*", before, re.I)
    if opening:
        after = before[opening.end() :]
    elif words.thing.match(before) or language_of(before.split()[0]) == code:
        return _behind(asks, previous, code)
    else:
        after = before[:1].lower() + before[1:] if not names_in(f"{before.split()[0]} x.") or code == "de" else before
    return _question(f"{asks[:1].upper()}{asks[1:]} {after}", code)


def _behind(asks: str, previous: str, code: str) -> str:
    """The question before, and behind it what the follow-up asks: "Wer hob das Amt auf, und wann?"."""
    if code in ("ja", "zh"):
        return f"{_bare(previous)}？{asks}？"
    return _question(f"{_bare(previous)}, {WORDS[code].and_} {asks[:1].lower()}{asks[1:]}", code)


def _question(words: str, code: str) -> str:
    mark = {"es": ("¿", "?"), "fr": ("", " ?")}.get(code, ("", "?"))
    return f"{mark[0]}{words}{mark[1]}"


def _of_whom(rest: str, previous: str, answer: str, code: str) -> str:
    """A follow-up of someone or something named before, with the name for its pronoun, or behind it; behind the
    question before where no name can be meant."""
    found = [name for text in (previous, answer) for name in names_in(text)]
    people = [name for name in found if _PERSON.match(name)]
    meant = next(iter(people or found), "")
    if not meant or code in ("ja", "zh"):
        return _behind(rest, previous, code)
    asked = rest[:1].upper() + rest[1:]
    pronoun = WORDS[code].pronoun.search(asked)
    if pronoun and code in ("de", "nl") and pronoun.start():
        return _question(f"{asked[: pronoun.start()]}{meant}{asked[pronoun.end() :]}", code)
    return _question(f"{asked} ({meant})", code)
