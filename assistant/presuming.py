"""What a question takes for granted, as a claim: "Why did Japan leave the forum in 2005?" presumes "Japan left the
forum in 2005".

Rules over the order of English words, without a parser: the subject of an inverted question ends where its verb begins,
which is told from the forms of the words. Pure functions over strings; this file doesn't know any document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.verbs import BASE_FORMS, PASTS
from assistant.wording import STOPWORDS

DO = frozenset({"do", "does", "did"})
BE = frozenset({"is", "are", "was", "were"})
HAVE = frozenset({"has", "have", "had"})
MODAL = frozenset({"can", "could", "will", "would", "should", "may", "might", "must", "shall"})
AUXILIARIES = DO | BE | HAVE | MODAL
PAST = {verb: past for past, verb in PASTS.items()} | {
    "do": "did", "be": "was", "have": "had", "found": "founded", "find": "found",
}  # fmt: skip
WH = frozenset({"when", "where", "why", "how", "what", "which", "who", "whom", "whose"})
LONGEST_SUBJECT = 7  # words
# What follows a thing and isn't of it: when, where and why.
ENDS = re.compile(
    r"\s(?:in|on|at|during|after|before|when|because|over|from|to|by|with|since|until|for|as|while|and)\s", re.I
)
LONGEST_HEAD = 8  # words before the auxiliary
DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "any", "some", "each", "both"}
)
PREPOSITIONS = frozenset(
    {
        "of", "in", "on", "at", "by", "for", "from", "to", "with", "about", "over", "after", "before", "during",
        "against", "under", "between", "among", "within", "into", "towards", "toward", "as", "since", "until",
    }
)  # fmt: skip
ADJECTIVE = re.compile(r"\w+(?:ing|al|ive|ous|ic|ese|ish|ian|able|ible|ful|less|ary|ed)|\w+-\w+")
# Nouns that end as adjectives do.
_NO_ADJECTIVES = """public republic official capital arrival renewal proposal refusal approval withdrawal rival topic
traffic critic initiative executive objective perspective alternative building meeting beginning training tribunal
journal hospital canal signal animal material general admiral historian politician representative"""
NO_ADJECTIVES = frozenset(_NO_ADJECTIVES.split())
PARTICIPLE = re.compile(r"\w{2,}ed$")
CUT = re.compile(r",\s+(?:according to|in the view of)\b.*$|\s+according to\b.*$", re.I)
ASIDE = re.compile(r"\s*\([^)]*\)")
# "Which soldiers did …", "how many ships did …": what is counted or chosen is presumed to be there.
COUNTED = re.compile(r"^how (?:many|much)\s+(?P<thing>.+)$", re.I)
CHOSEN = re.compile(r"^(?:(?P<preposition>in|on|at|by|for|from|to|with|of|under|during|through)\s+)?"
                    r"(?:which|what)\s+(?P<thing>.+)$", re.I)  # fmt: skip
MEASURED = re.compile(r"how (?:old|long|large|big|tall|high|deep|far|wide|heavy|important|likely|close)\b", re.I)
NEEDED = frozenset({"needed", "required", "necessary"})  # of which no text says that they are not there
NEGATED = re.compile(r"\bnot\b|n[’']t\b", re.I)  # what isn't done is no claim that a passage denies by saying so
TIMES = re.compile(
    r"^(?:year|years|date|day|month|decade|century|time|number|amount|sum|percentage|share|extent)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Presumed:
    """A claim that a question takes for granted, as a clause. `verb` is its main verb as the question writes it,
    `subject` who or what does it; empty where the question asks for that."""

    clause: str
    verb: str
    subject: str = ""

    @property
    def claim(self) -> str:
        """The clause as a sentence."""
        return f"{self.clause[:1].upper()}{self.clause[1:]}."


def presumed(question: str) -> Presumed | None:
    """The claim that a question takes for granted; None where it takes nothing for granted that can be told."""
    text = ASIDE.sub("", CUT.sub("", " ".join(question.split()))).strip(" ?.!")
    words = text.split()
    if len(words) < 3 or not any(word.lower() in WH for word in words[:2]) or NEGATED.search(text):
        return None
    at = next((i for i, word in enumerate(words[:LONGEST_HEAD]) if word.lower() in AUXILIARIES), None)
    asked = _subject_asked(words)
    if at is None or (asked is not None and at > asked):
        return _of_subject(words, asked)
    auxiliary, rest = words[at].lower(), words[at + 1 :]
    thing = _thing(" ".join(words[:at]))
    if auxiliary in BE and (MEASURED.match(text) or (rest and rest[0] in NEEDED)):
        return None
    if thing and auxiliary not in DO and rest and _participle(rest[0]):
        return Presumed(f"{thing} {auxiliary} {' '.join(rest)}", rest[0])  # "which ships were sent out"
    if words[0].lower() == "who" and auxiliary in BE and not _participle(rest[-1]):
        return Presumed(f"someone {auxiliary} {' '.join(rest)}", auxiliary)
    if auxiliary in DO and words[0].lower() == "what" and at == 1:
        return None  # "what did it offer": the claim would lack what is asked for
    end = _subject_end(rest, auxiliary)
    if end is None or (auxiliary in MODAL and words[0].lower() in ("what", "who", "which") and at == 1):
        return None
    verb, after = rest[end], rest[end + 1 :]
    noun = end
    while noun > 1 and rest[noun - 1].lower() in ADVERBS:
        noun -= 1
    subject, adverbs = " ".join(rest[:noun]), rest[noun:end]
    if auxiliary not in DO:
        said = [auxiliary, *adverbs, verb, *after]
    elif thing and after and after[-1].lower() in PREPOSITIONS:  # "which resolution did it draw on"
        said = [*adverbs, _inflected(verb, auxiliary), *after, thing]
    else:
        said = [*adverbs, _inflected(verb, auxiliary), *([thing] if thing else []), *after]
    return Presumed(" ".join([subject, *said]), verb, subject)


def subject_of(question: str) -> str:
    """What a question is about, as it names it: the subject of an inverted question ("the Quad" of "When did the Quad
    come into being"), or what someone did something to ("the revival of the Quad" of "who led the revival of the
    Quad"). Empty where that can't be told."""
    found = presumed(question)
    if found is None:
        return ""
    if found.subject:
        words = found.subject.split()
        while words and words[-1].lower() in ADVERBS:
            words.pop()
        return " ".join(words) if len(words) <= LONGEST_SUBJECT else ""
    after = found.clause.split(f" {found.verb} ", 1)
    if len(after) < 2 or not (after[1][:1].isupper() or after[1].split()[0].lower() in DETERMINERS):
        return ""
    thing = ENDS.split(after[1], maxsplit=1)[0].strip(" ,")
    return thing if len(thing.split()) <= LONGEST_SUBJECT else ""


def _thing(head: str) -> str:
    """What is counted or chosen, as a thing that is there: "ships" of "how many ships"."""
    match = COUNTED.match(head) or CHOSEN.match(head)
    if not match or TIMES.match(match["thing"]):
        return ""
    if "preposition" in match.groupdict() and match["preposition"]:
        return ""
    return str(match["thing"])


def _subject_asked(words: list[str]) -> int | None:
    """The index of the verb where the question word is the subject: "who resigned", "which minister resigned"."""
    if words[0].lower() == "who" and words[1].lower() not in AUXILIARIES:
        return 1
    if words[0].lower() in ("which", "what"):
        for i, word in enumerate(words[1:LONGEST_HEAD], start=1):
            lower = word.lower()
            if lower in AUXILIARIES:
                return None
            if i > 1 and word.islower() and (PARTICIPLE.fullmatch(lower) or lower in PASTS):
                return i
    return None


def _of_subject(words: list[str], verb: int | None) -> Presumed | None:
    if verb is None:
        return None
    thing = " ".join(words[1:verb])
    return Presumed(f"{thing or 'someone'} {' '.join(words[verb:])}", words[verb])


def _participle(word: str) -> bool:
    return bool(PARTICIPLE.fullmatch(word) or word in BASE_FORMS or word == "born")


def _subject_end(rest: list[str], auxiliary: str) -> int | None:
    """The index of the main verb behind the subject of an inverted question; None where it can't be told.

    A name, or a noun behind its article and adjectives, is a subject; "of" or "and" make it go on.
    """
    noun, open_ = False, True  # whether a noun has come, and whether its phrase may go on
    for i, word in enumerate(rest):
        bare = word.strip(",")
        lower = bare.lower()
        following = rest[i + 1] if i + 1 < len(rest) else ""
        if lower in DETERMINERS or lower in ("and", "or") or (lower in PREPOSITIONS and noun):
            noun, open_ = False, True
        elif lower in PREPOSITIONS:
            return None
        elif bare[:1].isupper() or bare[:1].isdigit() or bare.endswith(("’s", "'s", "s’", "s'")):
            noun = not bare.endswith(("’s", "'s", "s’", "s'")) and (not bare[:1].isdigit() or len(bare) == 4)
            open_ = not noun or _noun_next(following, rest[i + 2 :], auxiliary)
        elif noun and not open_ and _is_verb(lower, auxiliary):
            return i
        elif noun and not open_:
            continue  # "first", "also"
        else:
            adjective = bool(ADJECTIVE.fullmatch(lower)) and lower not in NO_ADJECTIVES
            more = following.islower() and following not in PREPOSITIONS and len(rest) > i + 2
            noun = not (adjective and (more or following[:1].isupper()))
            open_ = not noun
    return None


def _noun_next(following: str, after: list[str], auxiliary: str) -> bool:
    """Whether the next word is a noun of the same phrase, with its verb behind it: "the Biden administration dissolve",
    "the security treaty end"."""
    lower = following.lower()
    if not lower.isalpha() or lower in STOPWORDS - NOUNS | PREPOSITIONS | NEVER_NOUNS or not following.islower():
        return False
    if not after:
        return False
    then = after[0].strip(",").lower()
    return (
        then.isalpha()
        and after[0].islower()
        and then not in PREPOSITIONS | DETERMINERS
        and (then not in STOPWORDS or then in SAYING)
        and _is_verb(then, auxiliary)
    ) or (lower.endswith("s") and not lower.endswith("ss") and auxiliary in DO)


# Verbs that are no nouns: "Japan send combat troops" has its verb before "combat".
_NEVER_NOUNS = """send give make bring buy sell build become begin choose forbid forget get grow keep know lose meet
seek spend teach tell think throw understand undertake uphold withdraw withhold write join create provide"""
NEVER_NOUNS = frozenset(_NEVER_NOUNS.split())
SAYING = frozenset({"say", "make", "give", "describe", "explain", "mention", "state", "do", "have"})  # also stopwords
NOUNS = frozenset({"authors", "author", "chapter", "paper", "article", "document", "text", "state"})  # also stopwords
LY_VERBS = frozenset({"apply", "supply", "reply", "comply", "imply", "rely", "fly", "multiply", "ally"})
_ADVERBS = """first last ever never always often also still once again later finally soon even just only
least most more less best better worst most so too very quite rather almost nearly
away off out up down back apart together aside along forward through"""
ADVERBS = frozenset(_ADVERBS.split())


def _is_verb(word: str, auxiliary: str) -> bool:
    """Whether a word behind a noun can be the verb that the auxiliary goes with."""
    if word in ADVERBS or (word.endswith("ly") and word not in LY_VERBS):
        return False
    if auxiliary in DO or auxiliary in MODAL:
        return not (word.endswith("s") and not word.endswith(("ss", "us")))
    return _participle(word) or word.endswith("ing")


def _inflected(verb: str, auxiliary: str) -> str:
    """The verb in the auxiliary's tense: "leave" with "did" is "left"."""
    if auxiliary == "do":
        return verb
    if auxiliary == "does" and verb == "have":
        return "has"
    if auxiliary == "does" and re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    if auxiliary == "does":
        return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")
    if verb in PAST:
        return PAST[verb]
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + ("ted" if verb in ("admit", "commit", "permit", "submit") else "ed")
