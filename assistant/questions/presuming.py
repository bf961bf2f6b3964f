"""What a question takes for granted, as a claim: "Why did Japan leave the forum in 2005?" presumes "Japan left the
forum in 2005".

Rules over the order of English words: where the subject ends and the verb begins is told by clauses.py, and where it
can't be told nothing is presumed. Pure functions over strings; this file doesn't know any document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.questions import locating
from assistant.questions.asking import plain_clause, unframed
from assistant.questions.causing import as_why, being
from assistant.questions.clauses import (
    AUXILIARIES,
    BE,
    CLAUSE_STARTS,
    DETERMINERS,
    DO,
    HAVE,
    MODAL,
    NO_OBJECT,
    PREPOSITIONS,
    PRONOUNS,
    WH,
    adverb,
    agrees,
    bare,
    participle,
    past,
    plain_verb,
    reach,
    unknown_past,
    verb_behind,
    whole,
)
from assistant.words.verbs import BASES, past_of, third_person

__all__ = [
    "ADJECTIVE",
    "AUXILIARIES",
    "BE",
    "DETERMINERS",
    "HAVE",
    "MODAL",
    "PREPOSITIONS",
    "Presumed",
    "inflected",
    "presumed",
    "subject_of",
]

NO_VERBS = DETERMINERS | PREPOSITIONS | PRONOUNS
LONGEST_SUBJECT = 7  # words
# What follows a thing and isn't of it: when, where and why.
ENDS = re.compile(
    r"\s(?:in|on|at|during|after|before|when|because|over|from|to|by|with|since|until|for|as|while|and)\s", re.I
)
LONGEST_HEAD = 8  # words before the auxiliary
ADJECTIVE = re.compile(r"\w+(?:ing|al|ive|ous|ic|ese|ish|ian|able|ible|ful|less|ary|ed)|\w+-\w+")
CUT = re.compile(
    r",\s+(?:according to|in the view of)\b.*$|\s+according to\b.*$"
    r"|,\s+and\s+(?:\w+\s+)?(?:when|where|why|how|what|which|who)\b.*$",
    re.I,
)
ASIDE = re.compile(r"\s*\([^)]*\)")
# "Which soldiers did …", "how many ships did …": what is counted or chosen is presumed to be there.
COUNTED = re.compile(r"^how (?:many|much)\s+(?P<thing>.+)$", re.I)
CHOSEN = re.compile(r"^(?:(?P<preposition>in|on|at|by|for|from|to|with|of|under|during|through)\s+)?"
                    r"(?:which|what)\s+(?P<thing>.+)$", re.I)  # fmt: skip
OWNED = re.compile(r"^whose\s+(?P<thing>.+)$", re.I)
MEASURED = re.compile(r"how (?:old|long|large|big|tall|high|deep|far|wide|heavy|important|likely|close)\b", re.I)
NEEDED = frozenset({"needed", "required", "necessary"})  # of which no text says that they are not there
# What isn't done is no claim that a passage denies by saying so.
NEGATED = re.compile(
    r"\bnot\b|n[’']t\b|\bno(?!\.)\b|\bno one\b|\b(?:nobody|none|nothing|nowhere|neither|nor|hardly|scarcely|barely)\b"
    r"|(?<!\ba )\bfew\b",
    re.I,
)
TIMES = re.compile(
    r"^(?:years?|date|day|month|decade|century|times?|ways?|number|amount|sum|percentage|share|extent)\b", re.I
)
_STRANDED = "to from with for of by about at into against"
LOST = frozenset(_STRANDED.split())  # "where did it come from": "it came"
STRANDED = LOST | {"upon", "around", "through", "on", "in", "over", "as"}
_TO_SOMEONE = "give send offer pay show tell teach lend grant award promise ask cost owe hand sell call"
TO_SOMEONE = frozenset(_TO_SOMEONE.split())
_NO_SUM = "be matter differ agree disagree depend care happen last drop shrink grow"
NO_SUM = NO_OBJECT | frozenset(_NO_SUM.split())  # "how much did prices rise"
SETTING_ABOUT = frozenset(
    {"begin", "begun", "start", "come", "continue"}
)  # "begin to doubt": what is done is the doubting
SEEMING = frozenset({"feel", "look", "sound", "smell", "taste", "seem"})  # "how did he feel": what it is, is asked for


@dataclass(frozen=True, slots=True)
class Presumed:
    """A claim that a question takes for granted, as a clause. `verb` is its main verb as the question writes it,
    `subject` who or what does it; empty where the question asks for that. `thing` is what it chooses or counts."""

    clause: str
    verb: str
    subject: str = ""
    thing: str = ""

    @property
    def claim(self) -> str:
        """The clause as a sentence."""
        return f"{self.clause[:1].upper()}{self.clause[1:]}."

    @property
    def told(self) -> str:
        """The clause as it is read within a sentence: "some minister resigned" for "which minister resigned"."""
        alone = self.thing.islower() and not self.thing.endswith("s") and not self.thing.startswith(("some", "one "))
        return self.clause.replace(self.thing, f"some {self.thing}", 1) if self.thing and alone else self.clause


# Of who holds something it is only presumed that somebody does.
HOLDING = re.compile(
    r"^who\s+(?:(?:has|have|had|first|also|ever|once|still|\w+ly)\s+)*(?:says?|said|thinks?|thought|holds?|held|believes?"
    r"|believed|argues?|argued|claims?|claimed|den(?:y|ies|ied)|wrote|writes?|hope[sd]?|conclude[sd]?|point(?:s|ed) out"
    r"|(?:maintain|assert|contend|insist|doubt|fear|suggest|complain|warn)(?:s|ed)?)\s+(?P<held>.+)$",
    re.I,
)


def presumed(question: str) -> Presumed | None:
    """The claim that a question takes for granted; None where it takes nothing for granted that can be told."""
    text = _bare_question(question)
    text = as_why(text) or text
    words = text.split()
    # "what was it built of": the claim would lack what is asked
    lacks = _lacks(words, BE | HAVE) and not plain_clause(text)
    held = HOLDING.match(text)
    if lacks or locating.asks(text) or NEGATED.search(text) or (held and _clause(held["held"])):
        return None
    return _taken(words)


def _clause(held: str) -> bool:
    """Whether what someone holds is a clause: "that it was forged", "the letter was forged"."""
    return held.lower().startswith("that ") or plain_verb(held.split()) is not None


def subject_of(question: str) -> str:
    """What a question is about, as it names it: the subject of an inverted question ("the Quad" of "When did the Quad
    come into being"), or what someone did something to ("the revival of the Quad" of "who led the revival of the
    Quad"). Empty where that can't be told."""
    text = _bare_question(question)
    found = None if NEGATED.search(text) else _taken(text.split())
    if found is None:
        return ""
    if found.subject:
        words = found.subject.split()
        while words and adverb(words[-1].lower()):
            words.pop()
        return " ".join(words) if len(words) <= LONGEST_SUBJECT else ""
    after = found.clause.split(f" {found.verb} ", 1)
    if len(after) < 2 or not (after[1][:1].isupper() or after[1].split()[0].lower() in DETERMINERS):
        return ""
    thing = ENDS.split(after[1], maxsplit=1)[0].strip(" ,")
    return thing if len(thing.split()) <= LONGEST_SUBJECT else ""


def _lacks(words: Sequence[str], auxiliaries: frozenset[str]) -> bool:
    """Whether a bare "what" is asked for with one of these auxiliaries."""
    return len(words) > 1 and words[0].lower() == "what" and words[1].lower() in auxiliaries


def _bare_question(question: str) -> str:
    return ASIDE.sub("", CUT.sub("", unframed(question))).strip(" ?.!")


def _taken(words: list[str]) -> Presumed | None:
    clause = plain_clause(" ".join(words)).split()
    if clause:
        return _plain(clause)
    if len(words) < 3 or not any(word.lower() in WH for word in words[:2]) or _lacks(words, DO):
        return None
    at = next((i for i, word in enumerate(words[:LONGEST_HEAD]) if word.lower() in AUXILIARIES), None)
    asked = _subject_asked(words)
    if at is None or (asked is not None and at > asked):
        return _of_subject(words, asked)
    if not at or not _head(words[:at]) or at + 1 >= len(words):
        return None
    auxiliary, rest = words[at].lower(), words[at + 1 :]
    thing, bare_who = _thing(" ".join(words[:at])), words[0].lower() in ("who", "whom") and at == 1
    if auxiliary in BE and (MEASURED.match(" ".join(words)) or rest[0] in NEEDED):
        return None
    if thing and auxiliary not in DO and (first := _skipped(rest)) is not None and _of_thing(rest[first], auxiliary):
        one = auxiliary in ("is", "was", "has") and words[0].lower() == "which"
        some = re.sub(r"^some of\b", "one of", thing) if one else thing
        return Presumed(f"{some} {auxiliary} {' '.join(rest)}", rest[first], thing=some)  # "which ships were sent"
    stranded = bare(rest[-1]) in STRANDED
    if bare_who and auxiliary in BE and not stranded:
        return _someone(auxiliary, rest)
    if auxiliary in MODAL and words[0].lower() in ("what", "who", "which") and at == 1:
        return None
    asking = "how much" if " ".join(words[:at]).lower() == "how much" else words[0].lower()
    return _inverted(asking, auxiliary, rest, thing, bare_who)


def _plain(clause: list[str]) -> Presumed | None:
    """What a clause in plain order says: "how come | the mill closed"."""
    at = plain_verb(clause)
    return None if at is None or not whole(clause[: max(at - 1, 1)]) else Presumed(" ".join(clause), clause[at])


def _inverted(asking: str, auxiliary: str, rest: list[str], thing: str, bare_who: bool) -> Presumed | None:
    """The claim of an inverted question: its subject, its verb in the auxiliary's tense, and what it chooses."""
    end = verb_behind(rest, auxiliary)
    if end is None:
        return _being(rest, auxiliary) if auxiliary in BE and asking in ("why", "when") else None
    verb, after = rest[end].strip(","), rest[end + 1 :]
    noun = end
    while noun > 1 and adverb(bare(rest[noun - 1])):
        noun -= 1
    subject, adverbs = rest[:noun], rest[noun:end]
    if verb == "take" and after[:1] == ["to"] and subject == ["it"]:
        return None  # "how long did it take to dig it": what is presumed has no doer
    if not whole(subject) or not agrees(subject, auxiliary) or (asking == "how" and verb in SEEMING and not thing):
        return None
    said = [verb] if auxiliary not in DO else [inflected(verb, auxiliary)]
    if auxiliary in DO and len(after) > 1 and after[0] in ("and", "or") and after[1] in BASES:  # "did it start and end"
        after = [after[0], inflected(after[1], auxiliary), *after[2:]]
    group = [*([auxiliary] if auxiliary not in DO else []), *adverbs, *said]
    if bare_who and (auxiliary in DO or after):  # "whom did she write to"
        if AUXILIARIES & set(after):
            return None  # "who did they think it was"
        after = _with_someone(after)
    elif thing and auxiliary in DO:
        after = _with_thing(thing, verb, after)
    elif asking == "where" and len(after) and bare(after[-1]) in LOST:
        after = after[:-1]
    elif asking == "how much":  # "how much did it bring in": it brought in something
        after = _with_amount(verb, after)
    main = verb
    if verb in SETTING_ABOUT and len(after) > 1 and after[0] == "to" and after[1] in BASES:
        main = after[1]
    elif verb in ("be", "been", "being") and after and participle(bare(after[0])):
        main = bare(after[0])
    return Presumed(" ".join([*subject, *group, *after]), main, " ".join(subject), thing)


def _being(rest: Sequence[str], auxiliary: str) -> Presumed | None:
    """The claim of what someone or something is: "Anna Vries | was | chairwoman of the bank"."""
    found = being(" ".join(rest))
    if found is None or not whole(found[0].split()) or not agrees(found[0].split(), auxiliary):
        return None
    return Presumed(f"{found[0]} {auxiliary} {found[1]}", auxiliary, found[0])


def _with_amount(verb: str, after: list[str]) -> list[str]:
    """What follows the verb, with the sum that is asked for in its place, unless it has an object."""
    particle = 1 if (after and adverb(bare(after[0]))) or (after[:1] == ["in"] and len(after) == 1) else 0
    rest = after[particle:]
    if verb in NO_SUM or (rest and bare(rest[0]) not in PREPOSITIONS):
        return after
    return [*after[:particle], "something", *rest]


def _with_thing(thing: str, verb: str, after: list[str]) -> list[str]:
    """What follows the verb, with the thing that a question chooses in its place: "drew on | a charter"."""
    first = after[0] if after else ""
    given = verb in TO_SOMEONE and (
        bare(first) in DETERMINERS | {"him", "her", "them", "us", "it"} or first[:1].isupper()
    )
    if not given and len(after) > 1 and bare(after[0]) in STRANDED and bare(after[1]) in CLAUSE_STARTS | PREPOSITIONS:
        return [after[0], thing, *after[1:]]  # "agreed on | a toll | in 1402"
    last = bool(after) and (bare(after[-1]) in STRANDED or (after[-2:-1] == ["to"] and after[-1] in BASES))
    return [*after, thing] if given or last else [thing, *after]


def _with_someone(after: list[str]) -> list[str]:
    """What follows the verb, with the one who is asked for in their place: "wrote to | someone"."""
    if after and bare(after[-1]) in STRANDED:
        return [*after, "someone"]
    place = len(after) > 1 and bare(after[0]) in STRANDED and bare(after[1]) in CLAUSE_STARTS | PREPOSITIONS
    return [after[0], "someone", *after[1:]] if place else ["someone", *after]


def _someone(auxiliary: str, rest: list[str]) -> Presumed | None:
    """The claim of "who was …": that someone was, where more than a name follows."""
    named = all(word[:1].isupper() or word in ("of", "the", "de", "van", "von") for word in rest)
    if (
        auxiliary in ("are", "were")
        or named
        or rest[0].lower() in ("it", "he", "she", "they", "this", "that", "you", "i")
    ):
        return None
    first = _skipped(rest)
    verb = rest[first] if first is not None and participle(bare(rest[first])) else auxiliary
    return Presumed(f"someone {auxiliary} {' '.join(rest)}", verb)


def _skipped(rest: Sequence[str]) -> int | None:
    """The index of the first word that is no adverb."""
    return next((i for i, word in enumerate(rest) if not adverb(bare(word))), None)


def _of_thing(word: str, auxiliary: str) -> bool:
    """Whether a word behind the auxiliary is the verb of what is chosen: "which ships were | sent"."""
    return word in ("be", "have") if auxiliary in MODAL else participle(bare(word))


def _head(head: Sequence[str]) -> bool:
    """Whether the words before the auxiliary ask with one phrase: "in which year", "how many ships"."""
    if len(head) == 1:
        return True
    inner = [bare(word) for word in head[1:]]
    if bare(head[0]) in ("when", "where", "why"):
        return inner[0] in PREPOSITIONS
    behind = any(one in WH and before not in PREPOSITIONS for before, one in pairwise(inner))
    return not behind and _phrase(inner) and not (bare(head[0]) in ("who", "whom") and len(head) > 1)


def _phrase(inner: Sequence[str]) -> bool:
    """Whether words are one noun's: no verb first, no article in the middle ("what | happened when the dog")."""
    articles = any(
        word in DETERMINERS and i and inner[i - 1] not in PREPOSITIONS | WH | {"and"} for i, word in enumerate(inner)
    )
    return bool(inner) and not past(inner[0]) and not articles


def _thing(head: str) -> str:
    """What is counted or chosen, as a thing that is there: "ships" of "how many ships"."""
    if owned := OWNED.match(head):
        return f"someone’s {owned['thing']}"
    match = COUNTED.match(head) or CHOSEN.match(head)
    if not match or TIMES.match(match["thing"]):
        return ""
    if "preposition" in match.groupdict() and match["preposition"]:
        return ""
    return _one_of(str(match["thing"]))


def _one_of(thing: str) -> str:
    """ "Which of the towns": some of the towns."""
    return f"some {thing}" if thing.lower().startswith("of ") else thing


def _subject_asked(words: list[str]) -> int | None:
    """The index of the verb where the subject is asked for: "who resigned", "how many ministers resigned"."""
    if words[0].lower() == "who" and words[1].lower() not in AUXILIARIES:
        first = next((i for i, word in enumerate(words) if i and not adverb(word.lower())), None)
        noun = first is not None and (bare(words[first]) in NO_VERBS or words[first][:1].isupper())
        return None if noun else first  # "who the first miller was"
    head = 2 if COUNTED.match(" ".join(words)) else 1
    if words[0].lower() in ("which", "what") or head == 2:
        for i, word in enumerate(words[head:LONGEST_HEAD], start=head):
            lower = word.lower()
            if lower in AUXILIARIES or reach(words[head : i + 1]) < i + 1 - head:
                return None
            if (
                i > head
                and word.islower()
                and (past(lower) or unknown_past(words, i))
                and _phrase([bare(one) for one in words[head:i]])
            ):
                return i
    return None


def _of_subject(words: list[str], verb: int | None) -> Presumed | None:
    if verb is None:
        return None
    after = " ".join(words[verb:])
    if words[0].lower() == "who":
        return Presumed(f"{' '.join(['someone', *words[1:verb]])} {after}", words[verb])
    head = " ".join(words[:verb])
    thing = _thing(head) if COUNTED.match(head) else _one_of(" ".join(words[1:verb]))
    return Presumed(f"{thing} {after}", words[verb], thing=thing) if thing else None


def inflected(verb: str, auxiliary: str) -> str:
    """The verb in the auxiliary's tense: "leave" with "did" is "left"."""
    if auxiliary == "do" or (past(verb) and verb not in BASES):
        return verb
    return third_person(verb) if auxiliary == "does" else past_of(verb)
