"""Whether the passages hold the answer: a calibrated confidence, what is missing, and the words of a refusal.

This file doesn't know how passages were found or how answers are written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.answer import Passage
from assistant.messages.said_in import saying
from assistant.messages.said_sentences import Sentences
from assistant.questions.analysis import COMPARES, Asked, Wants, names_in
from assistant.questions.asking import unordered
from assistant.questions.belonging import of_another, vouched
from assistant.questions.comparing import sides
from assistant.questions.name_forms import Occurs, alike, held, is_known, missing_names, names_held, stands
from assistant.quotes.in_time import times_told
from assistant.quotes.leads import NOT_A_PERSON, PERSON, holds_type
from assistant.quotes.quoting import Candidate, Scored
from assistant.refusals.numbers_held import numbers_held, single_years
from assistant.refusals.premises import EMPTY, Premise
from assistant.refusals.weights import UNREAD_WEIGHTS, WEIGHTS
from assistant.words.kindred import kindred, told_by
from assistant.words.wording import content_words, fold, words

JOINED_MARGIN = 0.4  # of a question whose parts have each their own best passage: as of a simple one, in the median
TIMES_SURE = 4.0  # logits of a sentence that lists each time, where it is asked how often
MOST_HELD = 0.5  # of a question's plain words, in that sentence and its equal, of which it then tells
NEAR_BEST = 2.0  # logits within which a sentence may be the one that answers
BESIDE = 0.3  # of the confidence that is needed, enough for a part of a question whose other part is answered
SURE = 0.75  # confidence from which an answer needs no word of doubt
MOST_READ = 4.0  # log-odds, of the reader: it is seldom as sure as it says
SURELY_NOT = -3.0  # log-odds of the reader that nothing outweighs
CERTAIN, FAR_BEFORE = 8.5, 6.0  # logits of a sentence, and before the next, at which the reader doesn't outweigh it
OPENING = 3  # words before the name of a person whose doing a sentence tells
BY_PREPOSITION = re.compile(r"\b(?:in|on|at|by|for|from|to|with|of|after|before|under|during|since|until)\b", re.I)
MOST_UNBORNE = 3  # words not borne out that a refusal names; with more, the question is in other words altogether


@dataclass(frozen=True, slots=True)
class Assessment:
    """How sure it is that the passages hold the answer (0 to 1), and by which features.

    `missing` are the question's names and numbers that stand in none of the documents searched, `meant` words of the
    best passages that are written nearly as such a name is: (as asked, as there). `compared` says that the parts are of
    two things compared. `unborne` are its other words that
    the best passages don't have, as it writes them: where a question takes something for granted that the documents
    don't say, they are what isn't borne out. `premise` is what it takes for granted, with what the passages
    make of it. Of a question that joins several, each is assessed by itself (`parts`), and the surest counts: what can
    be answered is.
    """

    confidence: float
    missing: tuple[str, ...] = ()
    unborne: tuple[str, ...] = ()
    features: Mapping[str, float] = field(default_factory=dict)
    premise: Premise | None = None
    asked: str = ""
    parts: tuple[Assessment, ...] = ()
    meant: tuple[tuple[str, str], ...] = ()
    compared: bool = False


def coverage(query: str, texts: Sequence[str]) -> float:
    """The share of the question's content words that stand in the texts, 0 to 1; 1 for a question without any."""
    asked = set(content_words(query))
    return len(asked & set(content_words(" ".join(texts)))) / len(asked) if asked else 1.0


# Words that ask, and so needn't stand in an answer.
_ASKING = """year years date day month time number many much amount kind type sort country person people thing name
happen happened today now exactly long big large old often far share percentage place reason cause way main mean meant
differ different difference compare comparison contrast agree disagree similar view treat judge role
aim aims purpose larger longer first come came point main summarise summarize summary argument overview"""
ASKING = frozenset(content_words(_ASKING))


def plain_words(asked: Asked) -> list[str]:
    """The stems of a question's content words that are no names, no numbers and don't just ask."""
    named = {word for name in asked.names for word in content_words(name)}
    return [
        w for w in dict.fromkeys(content_words(unordered(asked.text))) if w not in named | ASKING and not w[0].isdigit()
    ]


def features(
    asked: Asked,
    passages: Sequence[Passage],
    scored: Scored,
    missing: Sequence[str],
    known: frozenset[str] = frozenset(),
    premise: Premise | None = None,
    reading: float = 0.0,
    *,
    joined: bool = False,
    absent: bool = False,
) -> dict[str, float]:
    """What the confidence is made of; each named, from about -1 to 1.

    Of a comparison in several parts the least sure part counts. `paraphrase` is high where the best passage has
    other words and its embedding is near all the same: the cross-encoder scores such passages low. `against`, `denied`
    and `unsaid` say that what the question takes for granted (`premise`) isn't borne out. `read` is how likely the
    reader takes it that the best passage answers (`reading`, log-odds). `joined` says that it is a part of a question,
    `absent` that it names what no document does: then no words stand for others. `of_another` says that the best
    sentences are told of another thing, which their heading joins with the question's.
    """
    shared = (
        joined or asked.compares or bool(COMPARES.search(asked.text))
    )  # by several passages, none far before the rest
    texts = [_around(passage) for passage in passages[:3]]
    top = passages[0].score if passages else -12.0
    second = passages[1].score if len(passages) > 1 else -12.0
    part, candidates = min(scored, key=lambda item: item[1][0].score if item[1] else -12.0) if scored else (asked, ())
    sentence = candidates[0].text if candidates else passages[0].chunk.text if passages else ""
    near_best = [c.text for c in candidates[:3] if c.score > candidates[0].score - NEAR_BEST] or [sentence]
    best = " ".join(found[0].text for _, found in scored if found) or sentence
    names = [name for name in part.names if not is_known(name, known)]
    own = _around(_passage_of(candidates[0], passages)) if candidates else "".join(texts[:1])
    around = " ".join([sentence, candidates[0].around if candidates else "", own])
    shares = [held(name, around) for name in names]
    first = coverage(part.text, [passage.chunk.text for passage in passages[:1]])
    cosine = max((passage.cosine for passage in passages if passage.cosine is not None), default=0.0)
    # Another passage's nearness excuses no lack of words; one that full text alone found isn't among the near ones.
    alike_first = (passages[0].cosine or 0.0) if passages else 0.0
    plain = plain_words(asked)
    others = 0.0 if shared else max(_of_another(part, candidates, passages), _of_another_year(part, sentence))
    other_words = 0.0 if absent else 1.0 - others
    # A passage that denies it answers too, which the reader has not learnt; nor may it know "contributed" for "paid".
    sure = _certain(part, candidates) and all(
        held(name, f"{sentence} {_untitled(candidates, passages)}") == 1.0 for name in names
    )
    if (part.wants is Wants.YES_NO or sure) and reading > SURELY_NOT:
        reading = max(reading, 0.0)
    if premise is not None and premise.denied:  # the reader takes for granted what the question does
        reading = min(reading, 0.0)
    return {
        "top": max(min(top, 4.0), -6.0) / 10,
        "sentence": max(min(candidates[0].score if candidates else top, 6.0), -6.0) / 10,
        "margin": JOINED_MARGIN if shared or len(scored) > 1 else min(top - second, 10.0) / 10,
        "names_sentence": names_held(names, sentence),
        "names_around": names_held(names, around),
        "name_least": min(shares, default=1.0),
        "subject_absent": _subject_absent(premise, candidates, known),
        "numbers_around": numbers_held(part.text, part.numbers, around),
        "type_absent": float(all(holds_type(part, one) is False for one in near_best)),
        "type_absent_all": float(holds_type(part, " ".join(texts[:2])) is False),
        "missing": float(min(len(missing), 2)),
        "absent": float(absent),
        "of_another": others,
        "plain_own": _held_of(plain, own),
        "kindred_own": _kindred_held(plain, own),
        "nothing_kindred": float(bool(plain) and not _kindred_held(plain, " ".join(texts))),
        "plain_three": _held_of(plain, " ".join(texts)),
        "plain_sentence": _held_of(plain, best),
        "near": max(min(cosine, 0.7), 0.2),
        "far": max(0.0, 0.35 - cosine) * 5 * max(0.0, min(-top - 6.0, 5.0)) / 5,
        "paraphrase": other_words * max(0.0, 0.5 - first) * 2 * max(0.0, min(alike_first - 0.3, 0.3)) / 0.3,
        "against": premise.against if premise else 0.0,
        "denied": premise.denied if premise else 0.0,
        "unsaid": premise.unsaid if premise else 0.0,
        "read": max(min(reading, MOST_READ), -MOST_READ) / 5,
    }


def _untitled(candidates: Sequence[Candidate], passages: Sequence[Passage]) -> str:
    """The passage of the best sentence with its document's title: headings may join what is told apart."""
    passage = _passage_of(candidates[0], passages)
    return f"{passage.chunk.text} {passage.metadata.title or ''}"


def _certain(asked: Asked, candidates: Sequence[Candidate]) -> bool:
    """Whether the cross-encoder is sure of one sentence far before all others, and it holds what is asked for; or one
    of the best tells how often by listing each time, which the reader has not learnt to take for a number."""
    best = [one.text for one in candidates[:2] if one.score >= max(candidates[0].score - NEAR_BEST, TIMES_SURE)]
    if any(times_told(asked.text, text) for text in best):
        return _kindred_held(plain_words(asked), " ".join(best)) >= MOST_HELD
    if not candidates or holds_type(asked, candidates[0].text) is not True:
        return False
    scores = sorted((candidate.unread for candidate in candidates), reverse=True)
    return candidates[0].unread == scores[0] >= CERTAIN and (len(scores) < 2 or scores[0] - scores[1] >= FAR_BEFORE)


def _of_another(part: Asked, candidates: Sequence[Candidate], passages: Sequence[Passage]) -> float:
    """The share of the sentences that may be the one that answers which are told of another thing than the question's;
    0 where the best isn't."""
    found = []
    for one in (c for c in candidates[:3] if c.score > candidates[0].score - NEAR_BEST):
        chunk = _passage_of(one, passages).chunk
        before = chunk.text[: max(0, one.sentence.start - chunk.start)]
        found.append(of_another(part.names, one.text, before, chunk.section[::-1], one.around))
    return sum(found) / len(found) if found and found[0] else 0.0


def _of_another_year(part: Asked, sentence: str) -> float:
    """Whether a figure is asked for a year, and the best sentence gives one for other years alone."""
    asked, there = single_years(part.text), single_years(sentence)
    return float(part.wants is Wants.QUANTITY and bool(asked and there) and not asked & there)


def _passage_of(candidate: Candidate, passages: Sequence[Passage]) -> Passage:
    """The passage that a sentence stands in; the first where it stands in none."""
    place = candidate.document, candidate.sentence.start
    inside = (p for p in passages if p.chunk.document == place[0] and p.chunk.start <= place[1] < p.chunk.end)
    return next(inside, passages[0])


def _around(passage: Passage) -> str:
    """A passage with its headings and its document's title; without the names that these join and it doesn't name."""
    text = passage.chunk.text
    return " ".join(
        [text, *(vouched(heading, text) for heading in passage.chunk.section), passage.metadata.title or ""]
    )


def _held_of(stems: Sequence[str], text: str) -> float:
    return len(set(stems) & set(content_words(text))) / len(stems) if stems else 1.0


def _kindred_held(stems: Sequence[str], text: str) -> float:
    """The share of the stems that stand in a text, or another word for them does."""
    there = set(words(text))
    return sum(bool(kindred(stem) & there) for stem in stems) / len(stems) if stems else 1.0


def _subject_absent(premise: Premise | None, candidates: Sequence[Candidate], known: Container[str]) -> float:
    """How much of the name of who does what is taken for granted neither the best sentence has nor what stands around
    it: "Russia promised oil" of a sentence that names another giver. What stands around one that begins with a person's
    name doesn't count: it is that person's doing."""
    if premise is None or not candidates:
        return 0.0
    best = candidates[0]
    text = best.text if _of_a_person(best.text) else f"{best.text} {best.around}"
    names = [(name, re.findall(r"[^\W_][\w’'.\-]*", name)) for name in names_in(premise.presumed.subject)]
    wanted = [(name, word) for name, own in names for word in own if fold(word).removesuffix("'s") not in known]
    absent = [word for name, word in wanted if not stands(word, text) and held(name, text) < 1.0]  # nor its initials
    return len(absent) / len(wanted) if wanted else 0.0


def _of_a_person(sentence: str) -> bool:
    """Whether a sentence begins with a person's name: "The second, Baron Storck, did it"."""
    match = PERSON.search(sentence)
    if match is None or NOT_A_PERSON.search(match.group()):
        return False
    before = sentence[: match.start()]
    return len(before.split()) <= OPENING and not BY_PREPOSITION.search(before)


def assess(
    asked: Asked,
    passages: Sequence[Passage],
    scored: Scored,
    occurs: Occurs,
    known: frozenset[str] = frozenset(),
    premises: Sequence[Premise | None] = (),
    each: Sequence[Sequence[Passage]] = (),
    readings: Sequence[float] = (),
    *,
    joined: bool = False,
) -> Assessment:
    """How sure it is that the passages (best first) hold the answer.

    `scored` are their sentences for each part of the question, `each` the passages, `premises` what is taken for
    granted and `readings` how likely the reader takes it that the best passage answers (log-odds), of each; `joined`
    says that this is such a part. `occurs` tells whether a word stands anywhere in the documents searched; `known` are
    words (folded) that need not, such as the names of their authors.
    """
    if not passages:
        return Assessment(0.0)
    if len(scored) > 1 and len(each) == len(scored) and not asked.compares:
        own_readings: list[tuple[float, ...]] = [(one,) for one in readings] or [()] * len(scored)
        parts = tuple(
            assess(part[0], own, (part,), occurs, known, (premise,), readings=reading, joined=True)
            for part, own, premise, reading in zip(
                scored, each, premises or [None] * len(scored), own_readings, strict=True
            )
        )
        # The whole question beside its sides isn't a part that could be named.
        named = tuple(replace(part, asked="") if part.asked == asked.text else part for part in parts)
        best = max(parts, key=lambda part: part.confidence)
        return replace(best, parts=named, compared=sides(asked.text) is not None)
    read = " ".join(passage.chunk.text for passage in passages)
    missing, absent = missing_names(asked, read, occurs, known)
    premise = next((one for one in premises if one is not None), None)
    reading = sum(readings) / len(readings) if readings else 0.0
    values = features(asked, passages, scored, missing, known, premise, reading, joined=joined, absent=absent)
    weights = WEIGHTS if readings else UNREAD_WEIGHTS
    logit = weights["bias"] + sum(weight * values.get(name, 0.0) for name, weight in weights.items() if name != "bias")
    unborne = _unborne(asked, passages, (*missing, *known))
    confidence = 1 / (1 + math.exp(-logit))
    return Assessment(confidence, missing, unborne, values, premise, asked.text, meant=alike(missing, read))


def _unborne(asked: Asked, passages: Sequence[Passage], besides: Sequence[str]) -> tuple[str, ...]:
    """The question's plain words and names, as written, of which none of the best passages tells; none of `besides`."""
    around = " ".join(_around(passage) for passage in passages[:3])
    there, read = set(content_words(around)), set(words(around))
    wanted = (set(plain_words(asked)) - EMPTY) | {word for name in asked.names for word in content_words(name)}
    words_ = [re.sub(r"[’']s?$", "", word.strip(".,:;?!()'’\"“”")) for word in COMPARES.sub(" ", asked.text).split()]
    lacking = [w for w in words_ if (stems := set(content_words(w))) and stems <= wanted and not stems & there]
    lacking = [w for w in lacking if not (w.islower() and any(told_by(one) & read for one in content_words(w)))]
    lacking = [w for w in lacking if not (w.isupper() and stands(w, around))]
    short = {word for name in asked.names if " " in name and held(name, around) == 1 for word in name.split()}
    others = {fold(word) for word in (*besides, *short)}  # "the UNSC" tells of the Security Council
    return tuple(dict.fromkeys(word for word in lacking if fold(word) not in others))


def answerable(assessment: Assessment, least: float) -> tuple[bool, ...]:
    """Which parts of a question seem to be answered, where one is surer than `least`: beside it less is enough; never
    that about one of two things compared which is named in no document."""
    nothing = _of_nothing(assessment)
    return tuple(part.confidence >= least * BESIDE and part not in nothing for part in assessment.parts)


def _of_nothing(assessment: Assessment) -> list[Assessment]:
    """The parts of a comparison that are about what no document names."""
    parts = assessment.parts if assessment.compared else ()
    return [part for part in parts if part.missing and part.features.get("absent")]


def doubt(assessment: Assessment, least: float = 0.0) -> str | None:
    """What speaks against an answer that is given all the same: a part of the question that none was found to, or is
    answered less surely, a name or number that stands nowhere, something taken for granted that isn't borne out, or
    words that no passage near it has."""
    if said := _grave_doubt(assessment, least):
        return said
    if not doubts_words(assessment, least):
        return None
    say = saying(assessment.asked)
    return say.unborne.format(say.quoted(assessment.unborne))


def doubts_words(assessment: Assessment, least: float = 0.0) -> bool:
    """Whether all that speaks against an answer is that no passage near it has some words of the question."""
    sure = assessment.confidence >= SURE or not 0 < len(assessment.unborne) <= MOST_UNBORNE
    return not sure and _grave_doubt(assessment, least) is None


def _grave_doubt(assessment: Assessment, least: float) -> str | None:
    """What speaks against an answer besides words that are lacking."""
    kept = list(zip(assessment.parts, answerable(assessment, least), strict=True))
    whole = any(not part.asked and part.confidence >= least for part in assessment.parts)  # tells both sides apart
    parts = [] if whole else [(part, sure) for part, sure in kept if part.asked]
    nothing = _of_nothing(assessment)
    nowhere = tuple(dict.fromkeys(name for part in nothing for name in part.missing))
    lost = [_bare(part.asked) for part, sure in parts if not sure and part not in nothing]
    unsure = [_bare(part.asked) for part, sure in parts if sure and part.confidence < least]
    say = saying(assessment.asked)
    if kept and any(sure for _, sure in kept) and (lost or unsure or nowhere):
        told = [say.unanswered.format(say.quoted(lost))] if lost else []
        told += [_absent(say, nowhere)] if nowhere else []
        return " ".join([*told, *([say.less_sure.format(say.quoted(unsure))] if unsure else [])])
    if assessment.missing:
        return _absent(say, assessment.missing)
    premise = None if kept else assessment.premise
    if premise and premise.doubtful and (premise.spoken_against or assessment.confidence < SURE):
        return f"{premise.doubt} See whether they answer the question."
    return None


def _absent(say: Sentences, names: Sequence[str]) -> str:
    return (say.absent_one if len(names) == 1 else say.absent_many).format(say.quoted(names))


def _bare(question: str) -> str:
    """A part of a question as it was asked: without the names that it leaves to the part before."""
    return re.sub(r"\s*\([^()]*\)(?=\??$)", "", question)
