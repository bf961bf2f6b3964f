"""What a question asks for: the type of its answer, the names and numbers it takes for granted, and whether it compares
or asks for a note. Rules over English words; another language is simply asked "for anything", but for the number of a
note (note_words.py).

Pure functions over strings: this file doesn't know any document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.questions import locating, note_words
from assistant.questions.asking import ORDERS, SENTENCE, unframed
from assistant.questions.clauses import AUXILIARIES, BEFORE_NOUNS, DETERMINERS, PRONOUNS
from assistant.questions.comparing import sides
from assistant.questions.foreign_names import parted, without_opener
from assistant.questions.presuming import presumed, subject_of
from assistant.questions.quotation import quoted_in
from assistant.questions.restating import restated
from assistant.questions.stand_ins import personal, plural, thing_of
from assistant.words.languages import language_of
from assistant.words.number_words import ORDINALS
from assistant.words.verbs import BASE_FORMS, BASES, NOUNS_TOO, third_person
from assistant.words.wording import STOPWORDS, fold, numbers


class Wants(StrEnum):
    """The type of answer a question asks for."""

    QUANTITY = "quantity"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    YES_NO = "yes_no"
    NAME = "name"  # what something is called, which law, which organisation
    LIST = "list"
    ANYTHING = "anything"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, taken apart.

    `names` are runs of capitalised words; `numbers` those in digits. `compares` asks for more than one document's
    view. `notes` asks for a note, source or reference; `note_numbers` names notes; `topic` is the question without
    the words that ask for the note. `quoted` are the words the question quotes. `parts` are the questions that a
    question joins ("When was it founded, and who joined?"): itself where it is one. `several` says that more than one
    name is asked for ("which countries"). `whole` is the question as it was asked, where this is only the matter of it
    ("What does Smit say of tar?" where "tar?" is).
    """

    text: str
    wants: Wants
    names: tuple[str, ...]
    numbers: frozenset[str]
    compares: bool = False
    notes: bool = False
    note_numbers: tuple[str, ...] = ()
    topic: str = ""
    quoted: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    several: bool = False
    whole: str = ""


MOST_PARTS = 12  # questions in one: each is searched for by itself, and takes a quarter of a second
AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)"


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words))


_NO_NOUNS = _any(BEFORE_NOUNS | DETERMINERS | AUXILIARIES | PRONOUNS | {"and", "or"})
_VERBS = _any({*BASE_FORMS, "found", "put", "set", "cut", *map(third_person, BASES - NOUNS_TOO)})
# What "what" or "which" chooses: the noun ends its phrase ("which total | war" asks for a war), and no auxiliary stands
# before it ("what did the population …" asks for something else).
_OF = rf"(?:of (?:the|these|those) )?(?:(?!(?:{_NO_NOUNS})\b)[\w-]+ ){{0,2}}"
_HEAD = rf"(?=\W*$|[,;:?]|\s+(?:(?:{_NO_NOUNS}|first|ever|else|that|which|who|bce?|{_VERBS})\b|(?-i:[A-Z])|\d|\w+ed\b))"
_IS = r"(?:[’']s|\s+(?:is|was|are|were|has been|had been))? (?:(?:the|its|their|his|her|\S+[’']s) )?"
# How far something is so, not how many miles.
_DEGREES = "trust|differ|agree|disagree|depend|matter|care|know|influence|like|believe"
_DEGREE = (
    rf"(?!(?:much|far|deep|high) {AUXILIARY} (?:\S+ ){{1,5}}?(?-i:{_DEGREES})\b"
    rf"|(?:far|high|deep) {AUXILIARY} (?:\S+ ){{0,5}}?(?:get|succeed|follow|feelings?|emotions)\b)"
)
TYPES: tuple[tuple[Wants, re.Pattern[str]], ...] = tuple(
    (wants, re.compile(pattern, re.I))
    for wants, pattern in (
        (
            Wants.QUANTITY,
            r"\bwh(?:at|ich) ?%"
            rf"|\bhow {_DEGREE}(?:much|many|large|big|old|far|long|high|tall|often|wide|deep|fast|heavy)\b"
            rf"|\bwh(?:at|ich){_IS}{_OF}"
            r"(?:percentage|per ?cent|proportion|share|number|amount|sum|rate|total|figure|price|cost|size|population"
            rf"|length|height|width|depth|area|distance|age|budget|ratio|fraction|density)\b{_HEAD}"
            r"|\b(?:differ|disagree|agree|say|compare)\w*\b.{0,30}\bthe (?:size|amount|sum|cost|price|number|share) "
            r"of\b"
            r"|\bwhat (?:did|does|do|has|have) (?!.*\b(?:on|for|with|by|from)\W*$)(?:"
            r".{2,50}\b(?:spend|spent)\b(?=\W*$|\s+(?:on|for|in|at|to|per|each|every|during|by)\b)"
            r"|.{2,50}(?<!\bthe )(?<!\bof )\b(?:pay|paid|earn|earned)\b"
            rf"|.{{2,50}}(?<!\bthe )\bcost\b(?=\W*$|\s+(?:(?:to|in|per|{_any(DETERMINERS)}|him|them|us)\b|(?-i:[A-Z])))"
            r")|\bat what (?:rate|price|cost)\b|\bwhat majority\b|\bby what (?:margin|factor)\b",
        ),
        (
            Wants.DATE,
            r"(?:^|[,;]\s*|\b(?:and|or|since|where and|until)\s)when\b(?! asked)"
            rf"|\b(?:wh(?:at|ich)|whose) (?:(?!{AUXILIARY}\b)\w+ )?(?:years?\b"
            rf"|(?:date|day|month|decade|century|period|era)\b{_HEAD})"
            r"|\bsince what\b|\bhow (?:recently|long ago|early|late)\b",
        ),
        (
            Wants.PERSON,
            rf"\bwho\b|\bwhom\b|\bwhose\b|\b(?:wh(?:at|ich)) {_OF}(?:person|author|scholars?|politician|president"
            r"|prime minister|minister|official|commissioner|king|queen|leader|emperor|general|writer|editor|scientist"
            rf"|engineer|architect|philosopher|mathematician|historian)\b{_HEAD}",
        ),
        (
            Wants.PLACE,
            rf"\bwhere\b|\b(?:wh(?:at|ich)){_IS}{_OF}(?:country|countries|city|cities|place|region|state|states|island"
            rf"|river|town|continent|location|province|capital)\b{_HEAD}",
        ),
        (
            Wants.REASON,
            rf"\bwhy\b|\bhow come\b|\bfor what reasons?\b|\bwhat (?:ha(?:s|ve|d) )?(?:(?!{AUXILIARY}\b)\w+ )?"
            r"(?:reasons?|causes?|caused|led|explains)\b"
            r"|\bwhat(?:[’']s| is| was) (?:the|one|a) (?:[\w-]+ ){0,2}(?:reason|cause)\b",
        ),
        (
            Wants.LIST,
            r"^(?:list|name|enumerate)\b|\bwhat (?:are|were) the (?!same)\w*(?:\w+ )?\w+s\b"
            r"|\bwhich (?:\w+ ){1,3}(?:are|were)\b"
            r"|\bwhat (?:two|three|four|five|six|seven|eight|nine|ten)\b|\bwhich (?:two|three|four|five|six|seven)\b",
        ),
        (
            Wants.NAME,
            r"\bwhat (?:is|was|are|were) .{0,60}\b(?:called|named|known as)\b|\b(?:name|title|term|word"
            r"|nickname|label) "
            r"(?:of|for|given)\b|^which\b|\bin which\b|\bof which\b|\bwhat (?:kind|type|sort|law|act|treaty"
            r"|bill|war|agency"
            r"|organi[sz]ation|institution|party|journal|publisher|book|poll|term|name|title|doi|isbn|language"
            rf"|licen[cs]e)\b{_HEAD}",
        ),
        (Wants.YES_NO, rf"^{AUXILIARY}\b"),
    )
)
SEVERAL = re.compile(
    r"\bwhich\s+(?!of\b)(?:(?!is|was|has|does|did)[\w-]+\s+)?(?!(?:is|was|has|does|years?|pages|kinds|sorts|types)\b)"
    r"[a-z-]+(?:ies|[^\Wusi]s)\s+(?!(?:the|a|an)\b)",
    re.I,
)
COMPARES = re.compile(
    r"\bcompar\w+|\bcontrast\w*|\bdiffer(?:s|ed|ence|ences|ent|ently)?\b|\b(?:both|each|either|two"
    r"|all) (?:of )?(?:the )?"
    r"(?:authors?|documents?|texts?|sources?|scholars?|papers?|articles?|chapters?|writers?)\b|\b(?:agree|disagree)\b"
    r"|\bversus\b|\bvs\b|\bunlike\b|\b(?:authors|documents|texts|sources|scholars|papers|articles) (?:say|agree"
    r"|differ|think)"
    r"|\bdo (?:the )?(?:authors|documents|texts|sources|scholars|papers|articles)\b|\bin common\b"
    r"|\bsimilar(?:ly|ities)?\b",
    re.I,
)
_WORK = (
    r"(?:sources?|references?|works?|books?|articles?|publications?|literature|notes?|footnotes?|endnotes?|citations?"
    r"|stud(?:y|ies)|papers?|pages?|evidence)"
)
_CITES = (
    r"(?:cite[sd]?|give[ns]?|use[sd]?|quote[sd]?|rel(?:y|ies|ied)|support(?:s|ed)?|refer(?:s|red)?|back(?:s|ed)?|behind"
    r"|stands? behind|invoke[sd]?)"
)
_LINK = r"(?:\s+(?:for|of|about|when|on|in|as|behind|to))*"
# Each asks for a source; what is left after taking it out is the topic.
ASKS_SOURCE = re.compile(
    rf"^(?:(?:on|to|from)\s+)?(?:what|which|whose)\s+(?:\S+\s+){{0,2}}?{_WORK}\s+(?:\S+\s+){{0,6}}?{_CITES}\b"
    rf"(?:\s+(?:as|in)\s+(?:(?:a|the|its|his|her)\s+)?(?:source|support|evidence)\w*)?{_LINK}"
    rf"|^(?:what|whom|who|which)\s+(?:does|do|did|is|are|was|were)\s+(?:\S+\s+){{0,4}}?cited?\b"
    rf"(?:\s+(?:as|in)\s+(?:(?:a|the|its|his|her)\s+)?(?:source|support|evidence)\w*)?{_LINK}"
    rf"|^(?:what|which)\s+(?:is|are|was|were)\s+(?:the\s+)?(?:full\s+)?{_WORK}{_LINK}"
    rf"|^(?:give|show|find)\s+(?:me\s+)?(?:the\s+)?(?:full\s+)?{_WORK}{_LINK}"
    r"|^where\s+can\s+(?:i|we|one)\s+(?:read|find|learn)\s+(?:more\s+)?(?:on|about|of)\b"
    r"|^(?:from\s+)?(?:where|what|which \w+)\s+(?:does|do|did|is|are|was|were)\s+(?P<topic>.{0,120}?)\s+"
    r"(?:taken|come|comes|quoted|drawn)\s+from\b",
    re.I,
)
ABOUT_NOTES = re.compile(
    r"\b(?:foot|end)?notes?\s+\d|\b(?:foot|end)notes?\b"
    rf"|{note_words.ASKS.pattern}|\bcit(?:e|es|ed|ing|ation|ations)\b"
    # "a reference to the court" in a treaty and "terms of reference" are of no note
    r"|(?<!terms of )(?<!frame of )\breferences?\b(?!\s+to\b)"
    r"|\b(?:the|its|his|her|their|full|this|that|what|which)\s+(?:\w+\s+)?references?\s+to\b"
    r"|\bbibliograph\w+"
    # "about the sources of the war" asks what is written of them, and for no reference
    r"|\bworks? cited\b"
    r"|(?<!about )(?<!about the )(?<!on the )\bsources?\s+(?:is|are|was|does|do|did|for|of|given|cited|used)\b"
    r"|\bibid\b",
    re.I,
)
LAST_NOTE = "last"  # stands among note numbers for whatever the last one of a document is
STAR_NOTE = "*"
ASKS_STAR = re.compile(r"\b(?:asterisk(?:ed)?|starred|star)\s+(?:foot|end)?-?note\b", re.I)
ORDINAL_NOTE = re.compile(rf"\b({'|'.join(ORDINALS)}|last|final)\s+(?:foot|end)-?note\b", re.I)
THE_CLAIM = re.compile(
    r"^\s*(?:the\s+)?(?:(?:claim|statement|fact|figure|assertion|argument|idea|view|sentence|passage"
    r"|phrase)s?\b)?\s*(?:that\b"
    r"|of\b)?\s*",
    re.I,
)
NAME = re.compile(
    r"(?<![\w’'])[A-ZÀ-ÝĀ-Ž](?:[\w’'.\-]|–(?=[A-Z]))*(?:\s+(?:(?:of|for|the|on|de|van|von)\s+)?[A-ZÀ-ÝĀ-Ž][\w’'.\-]*)*"
)
OPENERS = STOPWORDS | {
    "yes",
    "list",
    "compare",
    "contrast",
    "summarise",
    "summarize",
    "please",
    "find",
    "show",
    "is",
    "was",
    "did",
}


def names_in(text: str) -> tuple[str, ...]:
    """Runs of capitalised words; a capital that only begins the sentence doesn't count for a function word."""
    found: list[str] = []
    language = language_of(text) or "en"
    text = parted(text, language)
    for match in NAME.finditer(text):
        run = match.group()
        if language != "en":
            run = without_opener(run, text[: match.start()], text, language)
        parts = run.split()
        if parts and fold(parts[0]) in ORDERS and not text[: match.start()].strip():
            parts = parts[1:]
        while parts and fold(parts[0]).strip(".'") in OPENERS:
            parts = parts[1:]
        name = re.sub(r"[’']s?$", "", " ".join(parts).strip(".,'’-"))
        if name and len(name) > 1 and fold(name) not in OPENERS:
            found.append(name)
    return tuple(dict.fromkeys(found))


def wanted(text: str) -> Wants:
    """The type of answer a question asks for: the rule that matches earliest; a name only where nothing else fits."""
    text = unframed(text)
    if locating.asks(text):  # a place in the text, of which no words of the text tell
        return Wants.ANYTHING
    hits = [(match.start(), order, wants) for order, (wants, p) in enumerate(TYPES) if (match := p.search(text))]
    telling = [hit for hit in hits if hit[2] is not Wants.NAME] or hits
    return min(telling)[2] if telling else Wants.ANYTHING


JOINED = re.compile(
    r",?\s+and\s+(?=(?:(?:in|on|by|at|for|from|to|since|until|under|with|of|through)\s+)?(?:when|why|where|who|whom|whose|what|which"
    r"|how)\b(?!\s*\?))|\?\s+(?=[A-Z])",
    re.I,
)


# "What did South Korea and Japan each spend": two questions.
EACH = re.compile(
    r"^(?P<head>.*?\b(?:did|do|does|was|were|is|are|has|have|had))\s+(?P<one>[^,;:?]{2,40}?)\s+and\s+"
    r"(?P<other>[^,;:?]{2,40}?)\s+(?:each(?!\s+other)|both|respectively)\s+(?P<rest>.{4,})$",
    re.I,
)


def parts_of(text: str) -> tuple[str, ...]:
    """The questions that a question joins: itself where it is one."""
    parts = tuple(dict.fromkeys(each for part in joined(text) for each in _of_each(part)))
    both = sides(text) if len(parts) == 1 else None
    if both is None:
        return parts
    return (text, *both.questions) if both.together else both.questions


def _of_each(text: str) -> tuple[str, ...]:
    """ "What did A and B each spend?" as a question of A and one of B."""
    match = EACH.match(text)
    if not match:
        return (text,)
    head = match["head"].rsplit(": ", 1)[-1]
    return tuple(f"{head} {match[who]} {match['rest']}" for who in ("one", "other"))


def joined(text: str) -> tuple[str, ...]:
    """The questions joined with "and when", "and what", …: each with the names of the first; itself where it is one."""
    if both := restated(text):
        return both
    pieces = [piece.strip(" ,?") for piece in JOINED.split(text)]
    pieces = [piece for piece in pieces if len(piece.split()) > 2]
    if len(pieces) < 2:
        return (text,)
    *before, first = SENTENCE.split(pieces[0])  # "The guild split the tolls. What was the aim of this, and …?"
    context = "".join(f"{sentence} " for sentence in before)
    names = names_in(first)
    meant = subject_of(first)
    person = personal(first, meant or (names[0] if names else ""))
    filled = [_with_thing(first, _with_noun(first, piece)) for piece in pieces[1:]]
    return (f"{pieces[0]}?", *(f"{context}{_with_names(piece, names, meant, person=person)}?" for piece in filled))


_AT = r"(?:in|on|at|by|for|from|to|of)"
_HELPING = r"(?:is|are|was|were|do|does|did|has|have|had)"
COUNTING = re.compile(rf"^how (?:many|much)\s+(?P<noun>(?:[\w-]+\s+){{1,3}}?)(?={_HELPING}\b)", re.I)
UNCOUNTED = re.compile(rf"^(how (?:many|much))\s+(?={_HELPING}\b)", re.I)
UNCHOSEN = re.compile(rf"^((?:{_AT}\s+)?which) ones?\b", re.I)


def _with_noun(first: str, piece: str) -> str:
    """A joined question with the noun it leaves to the one before: "how many has it now", "and which one lost"."""
    if counted := COUNTING.match(first):
        return UNCOUNTED.sub(rf"\1 {counted['noun'].strip()} ", piece)
    chosen = re.match(r"which\s", first, re.I) and presumed(first)
    if chosen and not chosen.subject:
        noun = chosen.clause.split(f" {chosen.verb} ")[0]
        return UNCHOSEN.sub(rf"\1 {noun}", piece)
    return piece


def _with_thing(first: str, piece: str) -> str:
    """A joined question with "it" or "they" filled with what the one before chooses or defines, and "it" never with a
    person."""
    thing = thing_of(first)
    if not thing:
        return piece
    one, owner = ("they|them", "their") if plural(thing) else ("it", "its")
    filled = re.sub(rf"\b(?:{one})\b", thing, piece, count=1)
    own = f"{thing}’" if thing.endswith("s") else f"{thing}’s"
    return filled if filled != piece else re.sub(rf"\b{owner}\b", own, piece, count=1)


def _with_names(piece: str, names: Sequence[str], meant: str = "", *, person: bool = False) -> str:
    """A joined question with its pronoun, or its end, filled with what the question before is about: its subject, or
    its names; of a `person` no "it"."""
    if not (names or meant):
        return piece
    stands_for = meant or names[0]
    if names_in(piece):  # a second name: only an object is left to the question before
        return piece if not meant or meant in piece else re.sub(r"\b(?:them|it)\b", meant, piece, count=1)
    filled = re.sub(rf"\b(?:{'' if person else 'it|'}they|he|she)\b", stands_for, piece, count=1)
    if filled == piece:
        owner = names[0] if names else stands_for
        ending = "’" if owner.endswith("s") else "’s"
        filled = re.sub(rf"\b(?:{'' if person else 'its|'}their|his|her)\b", f"{owner}{ending}", piece, count=1)
    rest = [name for name in names if name not in filled]
    return f"{filled} ({', '.join(rest)})" if rest else filled


def ask(text: str) -> Asked:
    """Takes a question apart."""
    text = " ".join(text.split())
    note_numbers = note_words.numbers_of(text)
    if not note_numbers:
        ordinals = [match[1].lower() for match in ORDINAL_NOTE.finditer(text)]
        note_numbers = tuple(str(ORDINALS.index(o) + 1) if o in ORDINALS else LAST_NOTE for o in ordinals)
        note_numbers += (STAR_NOTE,) if ASKS_STAR.search(text) else ()
    asks_source = ASKS_SOURCE.search(text)
    topic = text
    if asks_source:
        rest = asks_source["topic"] or text[asks_source.end() :]
        topic = THE_CLAIM.sub("", rest, count=1).strip(" ?.,") or text
    return Asked(
        text=text,
        wants=wanted(text),
        names=names_in(text),
        numbers=frozenset(numbers(note_words.without_numbers(text))),
        compares=bool(COMPARES.search(text)),
        notes=bool(note_numbers or asks_source or ABOUT_NOTES.search(text) or note_words.person_cited(text)),
        note_numbers=note_numbers,
        topic=topic,
        quoted=quoted_in(text),
        parts=parts_of(text),
        several=bool(SEVERAL.search(text)),
    )


def too_many(text: str) -> str | None:
    """What is said to more questions at once than are answered; None to fewer."""
    count = len(ask(text).parts)
    return f"These are {count} questions at once: please ask up to {MOST_PARTS}." if count > MOST_PARTS else None
