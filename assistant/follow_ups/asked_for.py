"""What a "which", "what", "who" or "how many" question asks for, and what its answer puts in that place: "Which test
replaced the biopsy?" asks for a test, and "A blood test replaced it" names it.

Rules over the order and forms of English words; pure functions over strings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.follow_ups.topics import SENTENCES, names_said
from assistant.questions.analysis import names_in
from assistant.questions.clauses import DO
from assistant.questions.inverting import base_form
from assistant.questions.presuming import AUXILIARIES, BE, DETERMINERS, HAVE, PREPOSITIONS
from assistant.words.verbs import BASE_FORMS
from assistant.words.wording import content_words, fold, stem

PLURALS = frozenset({"people", "men", "women", "children", "staff", "police", "data"})
VERBS = frozenset(BASE_FORMS.values())
LONGEST_NOUN = 5  # words of what is asked for
LONGEST_NAMED = 6  # words of what an answer puts in its place
LEAD = re.compile(r"^[^:.?!]{2,80}: (?=[A-Z“\"])|^(?:yes|no)[,.:;]?\s+", re.I)
DATED = re.compile(r"^(?:in|by|since|after|from|on)\s+(?:\w+\s+){0,3}\d{4},?\s+", re.I)
# "What did Norway do then?", and the thing of its answer: "proposed a truce", "closed its ports".
DID_WHAT = re.compile(
    r"^(?:and\s+|so\s+)?what\s+(?:did|does|do|has|have|had)\s+(?P<who>[^?]+?)(?<!\bto)\s+(?:do|done)\b", re.I
)
_GOES_ON = "that|which|who|to|and|or|not"
THE_DONE = re.compile(
    rf"^(?P<article>a|an|the|its|his|her|their)\s+(?P<thing>(?:(?!(?:{_GOES_ON})\b)[\w’'-]+\s+){{0,3}}?"
    rf"(?!(?:{_GOES_ON})\b)[\w’'-]+)"
    rf"(?=[.,;:]|$|\s+[“\"(]|\s+(?:(?:{'|'.join(sorted(PREPOSITIONS))}|{_GOES_ON})\b|\w+(?:ing|ed)\b))"
)
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
ON_A_DAY = re.compile(
    rf"^(?:on|in|by)\s+(?:\d{{1,2}}\s+)?(?:{MONTH})(?:\s+\d{{1,4}})?(?:,?\s+\d{{4}})?,?\s+(?=\S)", re.I
)
SUBJECTLESS = frozenset(
    {"it", "they", "he", "she", "this", "that", "these", "those", "there", "we", "i", "you", "when", "while", "if"}
)


@dataclass(frozen=True, slots=True)
class AskedFor:
    """`noun` is what is asked for ("patients" of "How many patients were enrolled"; empty after a bare "who"), `verb`
    the word that it does or that is done to it; `subject` tells whether it is the subject of that verb."""

    noun: str
    verb: str
    subject: bool
    counted: bool


def _participle(word: str) -> bool:
    return word.islower() and (base_form(word) is not None or word in BASE_FORMS)


def _is_verb(word: str) -> bool:
    return word.islower() and (word in AUXILIARIES or base_form(word) is not None)


def _present(words: list[str], i: int) -> bool:
    """Whether words[i] is a verb in the present: "rises" of "which hormone rises at night"."""
    after = words[i + 1] if i + 1 < len(words) else ""
    object_ = after in (PREPOSITIONS - {"of"}) | DETERMINERS or after[:1].isupper()
    return bool(
        i
        and re.fullmatch(r"[a-z]+[^s]s", words[i])
        and not words[i - 1].endswith("s")
        and object_
        and AUXILIARIES.isdisjoint(words[i:])
    )


def _plural_present(words: list[str], i: int) -> bool:
    """Whether words[i] is a verb in the present behind a plural: "govern" of "which principles govern the law"."""
    after = words[i + 1] if i + 1 < len(words) else ""
    return bool(
        i
        and re.fullmatch(r"[a-z]{3,}[^s]", words[i])
        and words[i] not in PREPOSITIONS | {"and", "that", "which", "who"}
        and words[i - 1].islower()
        and re.search(r"[^sui]s$", words[i - 1])
        and (after in DETERMINERS or after[:1].isupper())
        and AUXILIARIES.isdisjoint(words[i:])
    )


def _head_end(words: list[str], counted: bool) -> int | None:
    """The index of the verb behind the noun that begins at words[0]."""
    for i, word in enumerate(words[: LONGEST_NOUN + 1]):
        if _is_verb(word) and not (i == 0 and counted and word not in AUXILIARIES):
            return i
        if not counted and (_present(words, i) or _plural_present(words, i)):
            return i
        if counted and i and (words[i - 1] in PLURALS or re.search(r"[^s]s$", words[i - 1])):
            return i if word in VERBS or (word.islower() and word not in PREPOSITIONS) else None
    return None


def asked_for(question: str) -> AskedFor | None:
    """What a question asks for and its verb; None where it asks for no thing, or that can't be told."""
    words = question.strip(" ?").split()
    if words and words[0].lower() in PREPOSITIONS:
        words = words[1:]
    counted = [word.lower() for word in words[:2]] in (["how", "many"], ["how", "much"])
    if not words or not (counted or words[0].lower() in ("which", "what", "who")):
        return None
    words = words[2 if counted else 1 :]
    end = _head_end(words, counted)
    if end is None:
        return None
    noun = [word for word in words[:end] if not word.endswith("ly") and word != "best"]
    verb, rest = words[end], words[end + 1 :]
    if verb not in AUXILIARIES:
        return AskedFor(" ".join(noun), verb, True, counted)
    if not rest or (not noun and verb in BE and not _participle(rest[0])):
        return None  # "who was Ogata": it names its subject
    if verb in BE | HAVE and _participle(rest[0]):
        return AskedFor(" ".join(noun), rest[0], True, counted)
    # "Which variable had the largest effect", "which island is the largest"
    plain = verb in BE | HAVE and rest[0] not in SUBJECTLESS and not any(map(_participle, rest))
    return AskedFor(" ".join(noun), verb, plain, counted)


def named(question: str, asked: AskedFor, answer: str) -> str:
    """What the answer puts in the place of what was asked for, as the question's own words go; empty where that can't
    be told."""
    sentence = DATED.sub("", SENTENCES.split(LEAD.sub("", answer))[0].strip())
    of_question = set(content_words(question))
    if asked.subject and (subject := _subject_before(sentence, asked.verb)) and _new(subject, asked.noun, of_question):
        return subject
    names = [name for name in names_said(answer, 1) if _new(name, asked.noun, of_question)]
    return names[0] if names else ""


def plain_start(sentence: str) -> str:
    """A sentence of an answer from its subject on: without whose words it is, and without the day before it."""
    return ON_A_DAY.sub("", DATED.sub("", LEAD.sub("", sentence).strip()))


def given(question: str, answer: str) -> str:
    """The name that an answer gives for what someone is asked to have done something to: "Fort Lund" of "He built Fort
    Lund", where it was asked what he built. Empty where it gives none."""
    asked = asked_for(question)
    if asked is None or asked.noun or asked.subject or fold(asked.verb) not in DO or not answer:
        return ""
    words = plain_start(SENTENCES.split(answer)[0]).split()
    at = next((i for i, word in enumerate(words) if i and word.islower() and _participle(word)), len(words))
    behind = " ".join(words[at + 1 :])
    named_ = next(iter(names_in(behind)), "")
    new = named_ and not set(content_words(named_)) & set(content_words(question))
    return named_ if new and re.match(rf"(?:(?:the|an?)\s+)?{re.escape(named_)}", behind) else ""


def deed(question: str, answer: str) -> str:
    """What was done, as a thing, where it is asked what someone did: "Norway’s truce" of "Norway proposed a truce".
    Empty where the answer's verb has no such object."""
    asked = DID_WHAT.match(question)
    if asked is None or not answer:
        return ""
    words = plain_start(SENTENCES.split(answer)[0]).split()
    verbs = (i for i, word in enumerate(words) if word.islower() and word not in AUXILIARIES and _participle(word))
    at = next(verbs, None)
    done = THE_DONE.match(" ".join(words[at + 1 :])) if at is not None else None
    if done is None:
        return ""
    who = asked["who"]
    if done["article"] == "the" or who.split()[0].lower() in SUBJECTLESS:
        return f"the {done['thing']}"
    return f"{who}’{'' if who.endswith('s') else 's'} {done['thing']}"


def _new(name: str, noun: str, of_question: set[str]) -> bool:
    """Whether a name says more than the question did: its words, but for the noun asked for, aren't the question's."""
    own = set(content_words(name))
    return bool(own - of_question) and not own & (of_question - set(content_words(noun)))


def _subject_before(sentence: str, verb: str) -> str:
    """The words before the question's verb in an answer, as a noun phrase to stand inside a sentence."""
    words = sentence.split()
    wanted = stem(fold(verb))
    at = next((i for i, word in enumerate(words) if stem(fold(word.strip(".,;"))) == wanted), None)
    if not at:
        return ""
    subject = words[:at]
    while subject and (subject[-1].endswith("ly") or subject[-1] in ("best", "also", "first", "alone", *AUXILIARIES)):
        subject.pop()
    low = {word.lower().strip(",") for word in subject}
    first = subject[0].lower() if subject else ""
    if not 0 < len(subject) <= LONGEST_NAMED or low & (SUBJECTLESS | AUXILIARIES) or first in PREPOSITIONS:
        return ""
    if any(word.endswith(",") for word in subject):
        return ""
    if first in ("a", "an", "the"):
        return " ".join(["the", *subject[1:]])
    if len(subject) > 1 and subject[1][0].islower() and subject[1] not in PREPOSITIONS | {"and"}:
        return " ".join([subject[0].lower(), *subject[1:]])
    return " ".join(subject)
