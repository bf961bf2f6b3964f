"""Where the subject of an English clause ends and its verb begins, told from the forms of its words.

There is no parser: a verb is known by name (verbs.py) or by what stands beside it, and where two readings are as
likely there is none. Pure functions over lists of words; this file doesn't know what a clause is for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.words.number_words import CARDINALS
from assistant.words.verbs import BASE_FORMS, BASES, NOUNS_TOO, PAST_ONLY, past_of, third_person
from assistant.words.wording import STOPWORDS

DO = frozenset({"do", "does", "did"})
BE = frozenset({"is", "are", "was", "were"})
HAVE = frozenset({"has", "have", "had"})
MODAL = frozenset({"can", "could", "will", "would", "should", "may", "might", "must", "shall"})
AUXILIARIES = DO | BE | HAVE | MODAL
WH = frozenset({"when", "where", "why", "how", "what", "which", "who", "whom", "whose"})
DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "any", "some", "each", "both"}
)
PREPOSITIONS = frozenset(
    {
        "of", "in", "on", "at", "by", "for", "from", "to", "with", "about", "over", "after", "before", "during",
        "against", "under", "between", "among", "within", "into", "towards", "toward", "as", "since", "until",
    }
)  # fmt: skip
BEFORE_NOUNS = PREPOSITIONS | {
    "near", "behind", "beside", "above", "below", "across", "along", "off", "without", "through", "around", "beyond",
    "outside", "inside", "like", "per", "upon", "onto", "despite", "throughout", "via", "than",
}  # fmt: skip
CLAUSE_STARTS = WH | {"because", "although", "though", "while", "whilst", "if", "unless", "whereas", "whether", "than"}
_ADVERBS = """first last ever never always often also still once again later finally soon even just only
least most more less best better worst so too very quite rather almost nearly
away off out up down back apart together aside along forward through"""
ADVERBS = frozenset(_ADVERBS.split())
_NO_ADVERBS = """family ally assembly monopoly anomaly supply reply bully apply comply imply rely fly multiply italy
july sicily daily"""
NO_ADVERBS = frozenset(_NO_ADVERBS.split())
_NO_PARTICIPLES = """need feed seed red bed shed hundred sacred wicked naked rugged indeed speed breed creed weed greed
deed king thing evening morning spring ring wing string building meeting wedding ceiling painting nothing something
anything everything"""
NO_PARTICIPLES = frozenset(_NO_PARTICIPLES.split())
_PARTICIPLES = frozenset({"born", "been", "had", "done", "found", "put", "set", "cut", "hit", "laid", "hurt"})
_PRONOUNS = "it they he she we you i him them us me himself herself itself themselves there someone people"
PRONOUNS = frozenset(_PRONOUNS.split())
POINTING = frozenset({"this", "that", "these", "those"})
INFINITIVE_BEHIND = frozenset({"help", "let", "make", "have", "see", "hear", "watch", "dare", "go", "come", "need"})
NO_OBJECT = frozenset({"rise", "fall", "increase", "decrease", "decline", "result", "return", "march", "walk"})
NEVER_PLURAL = frozenset({"a", "an", "this", "that", "each", "every", "another"})
NEVER_SINGULAR = frozenset(
    {"these", "those", "both", "many", "several", "few", "two", "three", "four", "five", "they", "we"}
)
PLURAL = re.compile(r"(?<![sui’'])(?<!ic)(?<!new)(?<!serie)(?<!specie)(?<!mean)(?<!quarter)s$")
FARTHEST = 40  # words behind an auxiliary in which its verb is looked for
PHRASE = 4  # words of a phrase between a noun and its verb: "the rise in the price of oil"


def bare(word: str) -> str:
    """A word without the comma or the quotation marks at it, in small letters."""
    return word.strip(",;:“”\"'‘()").lower()


def adverb(word: str) -> bool:
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NO_ADVERBS)


def participle(word: str) -> bool:
    """Whether a word can stand behind "was" or "had": "sent", "closed", "earning"."""
    if word in NO_PARTICIPLES or word in PAST_ONLY:
        return False
    known = word in BASE_FORMS or word in _PARTICIPLES
    return known or bool(re.fullmatch(r"\w{2,}ed", word)) or (word.endswith("ing") and len(word) > 4)


def past(word: str) -> bool:
    """Whether a word is the past tense of a verb that is known by name."""
    if word in BASE_FORMS:
        return past_of(BASE_FORMS[word]) == word
    bases = {word[:-1], word[:-2], word[:-3], f"{word[:-3]}y"} & BASES if word.endswith("ed") else set()
    return word in ("found", "laid", "put", "set", "cut", "hit") or any(past_of(base) == word for base in bases)


def reach(words: Sequence[str]) -> int:
    """How many of the words belong to no later clause: up to "because", "which", or the "that" behind a noun."""
    for i, word in enumerate(words):
        low = bare(word)
        before = bare(words[i - 1]) if i else ""
        if i and (low in CLAUSE_STARTS or (low == "that" and before not in BEFORE_NOUNS | {"and", "or"})):
            return i
    return len(words)


def verb_behind(rest: Sequence[str], auxiliary: str) -> int | None:
    """The index of the main verb behind the subject of an inverted question ("did | the council of Lisse decide"); None
    where it can't be told."""
    within = rest[: reach(rest[:FARTHEST])]
    places = [i for i in range(1, len(within)) if _may_be_verb(within, i)]
    if auxiliary in BE | HAVE:
        found = next((i for i in places if _goes_with(bare(within[i]), auxiliary)), None)
        return None if found is None or _another_behind(within, found) else found
    known = [i for i in places if within[i] in BASES]
    for place in known:
        if not _noun_here(within, place, known):
            return place
    found = next((i for i in places if _unknown_verb(rest, i)), None)
    given = next((i for i in places if past(within[i])), None)  # "did the town declared war": as it is written
    if found is None or (given is not None and given < found):
        return given
    return None if found + 1 == len(rest) and found - 1 in places else found  # "the engine pump water": which of them?


def _goes_with(word: str, auxiliary: str) -> bool:
    return participle(word) and not (auxiliary in HAVE and word.endswith("ing"))


def _may_be_verb(words: Sequence[str], i: int) -> bool:
    """Whether the place is one for a verb: a noun stands before it, and no article, preposition or "and" directly."""
    word, before = words[i], bare(words[i - 1])
    follows = bare(words[i + 1]) if i + 1 < len(words) else ""
    lasts = bare(word) == "last" and (not follows or follows in BEFORE_NOUNS | DETERMINERS)  # else "did it last close"
    if not word[:1].islower() or (adverb(bare(word)) and not lasts) or word.endswith(("’s", "'s", "s’", "s'")):
        return False
    if words[i - 1].endswith(("’s", "'s", "s’", "s'")) or before in BEFORE_NOUNS | {"and", "or"}:
        return False
    if before in CARDINALS and PLURAL.search(follows):
        return False  # "the two | lost | farms"
    if before in DETERMINERS:
        return i == 1 and before in POINTING
    return any(_nounlike(bare(one)) for one in words[:i])


def _nounlike(word: str) -> bool:
    return word not in DETERMINERS | BEFORE_NOUNS | {"and", "or"} and not adverb(word)


def _noun_here(words: Sequence[str], i: int, known: Sequence[int]) -> bool:
    """Whether a word that is a verb or a noun is a noun here: another verb follows, at once or behind a phrase."""
    word = words[i]
    if word not in NOUNS_TOO:
        return False
    if i + 1 in known:
        other, behind = words[i + 1], words[i + 2] if i + 2 < len(words) else ""
        if word in INFINITIVE_BEHIND:
            return False
        if other not in NOUNS_TOO or word in NO_OBJECT:
            return True
        return bare(behind) in DETERMINERS | PRONOUNS or behind[:1].isupper()  # "the price rise hurt the poor"
    phrase = i + 1 < len(words) and bare(words[i + 1]) in BEFORE_NOUNS
    plural = words[i - 1].endswith("s") or words[i - 1][:1].isupper() or bare(words[i - 1]) in PRONOUNS
    if not phrase or plural or len(words[:i]) < 2:
        return False
    later = next((k for k in known if i + 2 < k <= i + 2 + PHRASE and words[k] not in NOUNS_TOO), None)
    between = words[i + 1 : later] if later else []
    return bool(later) and "and" not in between and not INFINITIVE_BEHIND & set(between)


def _unknown_verb(rest: Sequence[str], i: int) -> bool:
    """Whether a word that isn't known as a verb is one by what follows: nothing, an article, a preposition, a name."""
    word, follows = bare(rest[i]), rest[i + 1] if i + 1 < len(rest) else ""
    if word in STOPWORDS | CLAUSE_STARTS | PRONOUNS or word in BASE_FORMS or not rest[i].strip(",").isalpha():
        return False
    if word.endswith(("ed", "ing")) or (word.endswith("s") and not word.endswith(("ss", "us"))):
        return False
    low = bare(follows)
    return low != "of" and (
        not follows or low in DETERMINERS | BEFORE_NOUNS | PRONOUNS | ADVERBS or not follows[:1].islower()
    )


def _another_behind(words: Sequence[str], i: int) -> bool:
    """Whether a second participle stands behind a phrase of the first, which then belongs to the subject: "was | the
    letter found in 1926 tested"."""
    if i + 1 >= len(words) or bare(words[i + 1]) not in BEFORE_NOUNS - {"to", "by", "after", "before"}:
        return False
    behind = range(i + 3, min(i + 3 + PHRASE, len(words)))
    return any(
        participle(words[k]) and not words[k].endswith("ing") and _may_be_verb(words, k) and words[k - 1][-1:] != ","
        and not {"and", "to", "after", "before", "by"} & {bare(word) for word in words[i + 1 : k]}
        and (k + 1 == len(words) or bare(words[k + 1]) in BEFORE_NOUNS)
        for k in behind
    )  # fmt: skip


def plain_verb(words: Sequence[str]) -> int | None:
    """The index of the verb of a clause in plain order ("the mill closed in 1911"); None where it has no verb that can
    be told, or no subject before it."""
    if not words or bare(words[0]) in AUXILIARIES | BEFORE_NOUNS | CLAUSE_STARTS:
        return None
    for i in range(1, reach(words[:FARTHEST])):
        low = bare(words[i])
        if low in AUXILIARIES and words[i].islower() and _nounlike(bare(words[i - 1])):
            ahead = next((k for k in range(i + 1, len(words)) if not adverb(bare(words[k]))), None)
            main = ahead is not None and _completes(bare(words[ahead]), low)
            return ahead if main else i
        if _may_be_verb(words, i) and (past(low) or _present(words, i) or unknown_past(words, i)):
            return i
    return None


def unknown_past(words: Sequence[str], i: int) -> bool:
    """Whether a word that isn't known has the ending of a past tense and no noun behind it: "silted up"."""
    follows = bare(words[i + 1]) if i + 1 < len(words) else ""
    ends = re.fullmatch(r"[a-z]{3,}ed", words[i]) is not None and words[i] not in NO_PARTICIPLES
    return ends and (not follows or adverb(follows) or follows in BEFORE_NOUNS | DETERMINERS)


def _completes(word: str, auxiliary: str) -> bool:
    if auxiliary in BE | HAVE:
        return _goes_with(word, auxiliary)
    return word in BASES


def _present(words: Sequence[str], i: int) -> bool:
    """Whether words[i] is a known verb in the present that goes with the noun before it: "closes", "they close"."""
    word, before = bare(words[i]), bare(words[i - 1])
    plural = before in PRONOUNS or (before.endswith("s") and not before.endswith("ss"))
    if word in BASES:
        return plural and word not in NOUNS_TOO
    bases = {word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y"} & BASES
    return not plural and any(third_person(base) == word for base in bases)


def agrees(subject: Sequence[str], auxiliary: str) -> bool:
    """Whether a subject can go with the auxiliary, as far as its own words tell: no "these … was", no "a … were"."""
    low = [bare(word) for word in subject]
    if not low or "and" in low:
        return bool(low)
    if auxiliary in ("is", "was", "has", "does"):
        phrase = next((i for i, word in enumerate(low) if i and word in BEFORE_NOUNS), len(low))
        return low[0] not in NEVER_SINGULAR and not (subject[phrase - 1].islower() and PLURAL.search(low[phrase - 1]))
    return low[0] not in NEVER_PLURAL or auxiliary not in ("are", "were", "have", "do")


def _leads_on(word: str) -> bool:
    return word.endswith(",") or bare(word) in BEFORE_NOUNS | {"and", "or", "all", "both", "half", "not"}


def whole(subject: Sequence[str]) -> bool:
    """Whether words can be one subject: without a clause of their own ("the dollar left gold")."""
    if reach(subject) < len(subject) or AUXILIARIES & {word for word in subject if word.islower()}:
        return False
    for i in range(1, len(subject)):
        if bare(subject[i]) in DETERMINERS and not _leads_on(subject[i - 1]):
            return False
        word, follows = subject[i], bare(subject[i + 1]) if i + 1 < len(subject) else ""
        finite = word in PAST_ONLY or (past(word) and follows and follows not in BEFORE_NOUNS and not adverb(follows))
        if finite and _may_be_verb(subject, i):
            return False
    return True
