"""What "it" and "they" stand for in the second of two joined questions: "What tax does Korver propose, and how much
would it raise?" asks how much the tax would raise, not how much Korver would.

Rules over English words; pure functions over strings. This file doesn't know how questions are joined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.questions.asking import SENTENCE, unframed
from assistant.questions.clauses import (
    AUXILIARIES,
    BEFORE_NOUNS,
    CLAUSE_STARTS,
    DETERMINERS,
    DO,
    adverb,
    bare,
    past,
    verb_behind,
    whole,
)
from assistant.words.lexicon import PLACES
from assistant.words.verbs import past_of, third_person

LONGEST = 5  # words of a noun with what stands before it
CHOSEN = re.compile(r"^(?:what|which|how (?P<counted>many))\s+(?P<noun>.+)$", re.I)
DEFINED = re.compile(r"^what (?:is|was|are|were) (?P<thing>(?:the|an?|its|their|his|her)\s.+|(?-i:[A-Z]).*)$", re.I)
PLAIN = re.compile(r"^what (?P<thing>(?:the|its|their|his|her|this|that)\s.+?)\s+(?:is|was|are|were)$", re.I)
# "the purpose of the dam": the dam
WHAT_OF = re.compile(
    r"^the (?:\w+ )?(?:purposes?|aims?|points?|reasons?|causes?|origins?|meaning|effects?|results?|role)"
    r" (?:of|for|behind) "
    r"(?P<thing>(?:the|this|that|these|those|its|their|[A-Z]).*)$"
)
DID = re.compile(r"^what (?P<auxiliary>did|does|do) (?P<rest>.+)$", re.I)
ARTICLE = re.compile(r"^an?\s+", re.I)
# Of which a second question asks nothing: "in what year did it open, and when did it close".
NO_THINGS = re.compile(
    r"^(?:years?|date|day|month|decade|century|times?|ways?|number|amount|sum|percentage|share|extent|kinds?|types?|sorts?"
    r"|reasons?|role|effects?|person|people|man|woman|one|ones)\b",
    re.I,
)
# What only people do, so that "it" is something else.
_PERSONAL = """die marry write argue say think live teach believe reside quarrel love hate weep praise blame criticise
criticize conclude remark complain"""
OF_NOUN = frozenset({"for", "against", "with", "about"})
PERSONAL = frozenset(_PERSONAL.split())
PLURALS = re.compile(r"(?<![sui])(?<!ic)(?<!new)s$|^(?:people|men|women|children)$")


def thing_of(first: str) -> str:
    """What "it" or "they" means behind a question: the noun it chooses, what it asks to be defined, or what someone
    did; empty where it may as well be its subject."""
    text = unframed(SENTENCE.split(" ".join(first.split()))[-1]).strip(" ?.,")
    return _chosen(text) or _defined(text) or _done(text)


def plural(thing: str) -> bool:
    """Whether a thing is several."""
    head = re.split(r"\s(?:of|in|on|for|from|with|to)\s", thing)[0]
    return PLURALS.search(head) is not None


def personal(first: str, name: str) -> bool:
    """Whether who a question names does in it what only people do, so that "it" isn't they."""
    if not name[:1].isupper() or name.split()[0] in PLACES or name.split()[0].lower() in DETERMINERS:
        return False
    low = {bare(word) for word in first.split()}
    return bool(low & PERSONAL) or bool({past_of(verb) for verb in PERSONAL} & low)


def _chosen(text: str) -> str:
    """The noun that "which" or "how many" stands before, up to its verb: "the tax" of "which tax did …"."""
    match = CHOSEN.match(text)
    if match is None or NO_THINGS.match(match["noun"]):
        return ""
    words: list[str] = []
    for word in match["noun"].split():
        low = bare(word)
        if low in AUXILIARIES or low in CLAUSE_STARTS or (words and word.islower() and past(low)):
            break
        if low in BEFORE_NOUNS - {"of"} or (low in DETERMINERS and words[-1:] != ["of"]) or (not words and past(low)):
            return ""
        words.append(word.rstrip(","))
    else:
        return ""  # no verb that can be told
    if not words or words[0] == "of" or len(words) > LONGEST or any(adverb(word) for word in words):
        return ""
    return f"the {' '.join(words)}{_of_it(match['noun'].split()[len(words) :])}"


def _of_it(behind: Sequence[str]) -> str:
    """What is said of a chosen noun behind the verb: "for ships" of "what toll | does Korver propose for ships"."""
    at = next((i for i, word in enumerate(behind) if word in OF_NOUN), len(behind))
    tail = behind[at:]
    own = 1 < len(tail) <= LONGEST and behind[:1] and behind[0] in DO and not any(past(bare(word)) for word in tail)
    return f" {' '.join(tail)}" if own and bare(tail[-1]) not in BEFORE_NOUNS and whole(tail) else ""


def _defined(text: str) -> str:
    match = DEFINED.match(text) or PLAIN.match(text)
    thing = match["thing"] if match else ""
    if of := WHAT_OF.match(thing):
        thing = of["thing"]
    if not thing or len(thing.split()) > LONGEST or not whole(thing.split()) or past(bare(thing.split()[-1])):
        return ""
    if bare(thing.split()[-1]) in BEFORE_NOUNS:
        return ""  # "what was the mill used for"
    return ARTICLE.sub("the ", thing)


def _done(text: str) -> str:
    """ "What did Korver propose": what Korver proposed, where only people propose."""
    match = DID.match(text)
    if match is None or match["auxiliary"].lower() not in DO:
        return ""
    rest = match["rest"].split()
    end = verb_behind(rest, match["auxiliary"].lower())
    if end is None or end + 1 < len(rest) or not personal(text, " ".join(rest[:end])):
        return ""
    verb = {"did": past_of, "does": third_person}.get(match["auxiliary"].lower(), str)(rest[end])
    return f"what {' '.join(rest[:end])} {verb}"
