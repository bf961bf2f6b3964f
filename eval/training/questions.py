"""Questions made claims, and answerable questions made unanswerable, by rule.

Pure functions of strings and a random generator. This file knows nothing of models or data sets.
"""

from __future__ import annotations

import re
from random import Random

from assistant.words.lexicon import OPPOSITES
from eval.training.changes import change_date, change_name, change_number

_COMMON = frozenset(
    [
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "why",
        "how",
        "many",
        "much",
        "does",
        "did",
        "do",
        "is",
        "are",
        "was",
        "were",
        "the",
        "and",
        "for",
        "with",
        "from",
        "that",
        "this",
        "have",
        "has",
        "had",
        "been",
        "being",
        "into",
        "their",
        "there",
        "they",
        "them",
        "his",
        "her",
        "its",
        "about",
        "after",
        "before",
        "between",
        "during",
        "than",
        "then",
        "more",
        "most",
        "some",
        "first",
        "name",
        "type",
        "kind",
        "year",
        "people",
        "time",
        "used",
        "called",
        "according",
        "term",
        "word",
        "part",
        "other",
    ]
)


def declarative(question: str, answer: str) -> str | None:
    """A claim that says what the question and its answer say; None where no rule fits the question."""
    text = question.strip().rstrip("?").strip()
    answer = answer.strip().rstrip(".")
    lowered = text[:1].lower() + text[1:]
    for pattern, form in _RULES:
        if match := re.match(pattern, lowered):
            claim = match.expand(form.replace("{}", "\x00")).replace("\x00", answer)
            return claim[:1].upper() + claim[1:] + "."
    return None


_BE, _DO = "(is|are|was|were)", "(?:did|does|do)"
_RULES = (
    (rf"^(?:who|what) {_BE} ((?:the|a|an|his|her|its|their|one)\b.+)$", r"\2 \1 {}"),
    (rf"^(?:who|what|which \w+|what \w+|how many \w+) (?!{_DO}\b)"
     r"(is|are|was|were|has|have|had|can|will|would|\w+ed|\w+s|led|won|made|took|"
     r"became|wrote|gave|held|said|got|began) (.+)$", r"{} \1 \2"),
    (rf"^who (?!{_DO}\b)(.+)$", r"{} \1"),
    (rf"^where {_BE} (.+?) ((?:\w+ed|held|born|built|found|made|taken|located)\b.*)$", r"\2 \1 \3 {}"),
    (rf"^where {_BE} (.+)$", r"\2 \1 {}"),
    (rf"^when {_BE} (.+?) (\w+ed|born|built|founded|made|written|held)(.*)$", r"\2 \1 \3\4 {}"),
    (rf"^(?:when|where) {_DO} (.+)$", r"\1 {}"),
    (rf"^(?:in )?(?:what|which) (?:year|month|century|decade|day|date|city|country|state) {_DO} (.+)$", r"\1 in {}"),
    (rf"^how (?:many|much) (\w+(?: \w+)?) {_DO} (.+)$", r"\2 {} \1"),
    (rf"^what {_DO} (.+)$", r"\1 {}"),
    (rf"^(?:what|which) (.{{3,40}}?) {_DO} (.+)$", r"\2 the \1 {}"),
)  # fmt: skip
_ASKING = re.compile(
    r"\b(how (?:many|much|long|far|old|often|large|big|fast|high)|what|which|whose|whom|who|where|when|why|how)\b", re.I
)
_ODD = re.compile(r"\b(?:did|does|do)\b|\b(?:is|are|was|were) \w+ (?:is|are|was|were)\b", re.I)


def stated(question: str, answer: str) -> str | None:
    """As declarative, and where no rule fits with the answer in the question word's place; None where what comes of it
    is still a question in form, or too short to say anything."""
    claim = declarative(question, answer)
    text, said = question.strip().rstrip("?").strip(), answer.strip().rstrip(".")
    if claim is None and (match := _ASKING.search(text)):
        claim = f"{text[: match.start()]}{said}{text[match.end() :]}."
        claim = claim[:1].upper() + claim[1:]
    return None if claim is None or _ODD.search(claim) or len(claim.split()) < 4 else claim


def unanswerable(question: str, context: str, rng: Random) -> str | None:
    """The question with one thing changed, so that the passage about it no longer answers it."""
    lowered = context.lower()
    tries = [_opposite, _other_word, _other_word, _number]
    rng.shuffle(tries)
    for attempt in tries:
        new = attempt(question, lowered, rng)
        if new and new != question:
            return new
    return None


def _number(question: str, context: str, rng: Random) -> str | None:
    edit = (change_date if rng.random() < 0.5 else change_number)(question, context, rng)
    if edit is None and question != question.lower():
        edit = change_name(question, context, rng)
    return edit.text if edit else None


def _opposite(question: str, context: str, rng: Random) -> str | None:
    if rng.random() < 0.25:
        match = re.search(r"\b(did|does|do|was|were|is|are|can|could)\b(.*?)(\s+\w+)", question)
        if match and question.split()[0].lower() in ("what", "who", "which", "where", "when", "why"):
            words = question.rstrip("?").split()
            verbs = [i for i, word in enumerate(words) if word in ("was", "were", "is", "are", "can", "could", "will")]
            if verbs:
                words.insert(verbs[0] + 1, rng.choice(("not", "never", "n't")))
                return " ".join(words) + "?"
    places = [m for m in re.finditer(r"[a-z]+", question) if m[0] in OPPOSITES and m.start() > 0]
    if not places:
        return None
    match = rng.choice(places)
    new = rng.choice(OPPOSITES[match[0]])
    return question[: match.start()] + new + question[match.end() :]


def _other_word(question: str, context: str, rng: Random) -> str | None:
    """A word of the question that stands in the passage too, changed for a word of another sentence of it."""
    words = [
        m
        for m in re.finditer(r"[a-z][a-z'-]{4,}", question)
        if m[0] not in _COMMON
        and re.search(rf"\b{re.escape(m[0][:5])}", context)
        and not m[0].endswith(("ed", "ing", "ly"))
    ]
    if not words:
        return None
    match = rng.choice(words)
    ending = match[0][-2:]
    others = [
        word
        for word in dict.fromkeys(re.findall(r"[a-z][a-z'-]{4,}", context))
        if word not in _COMMON
        and word not in question
        and word[:4] != match[0][:4]
        and not word.endswith(("ed", "ing", "ly"))
    ]
    alike = [word for word in others if word[-2:] == ending or word[-1] == match[0][-1]]
    pool = alike or others
    return question[: match.start()] + rng.choice(pool) + question[match.end() :] if pool else None
