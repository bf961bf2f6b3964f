"""What a text tells of a deed: whether it was done, or only wished, proposed and asked for ("he proposed that the mill
be sold"), refused, or done by the one it is said to be done to.

Pure functions over strings, by the order of English words. This file doesn't know any question, nor what speaks for an
answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from assistant.claims.matching import sentence_spans
from assistant.claims.order import only_symmetric
from assistant.questions.analysis import names_in
from assistant.words.kindred import kindred
from assistant.words.lexicon import OPPOSITES
from assistant.words.number_words import ORDINALS
from assistant.words.verbs import BASES
from assistant.words.wording import WORD, content_words, fold, stem, words

# Of what is wished, proposed or asked for it isn't said that it was done; of what is decided, agreed or begun it is.
_WISHES = (
    r"(?:propos(?:e[sd]?|ing|als?)|wish(?:e[sd]|ing)?|want(?:s|ed|ing)?|hop(?:e[sd]?|ing)|intend(?:s|ed|ing)?|intentions?"
    r"|meant|threat(?:en\w*|s)?|ask(?:s|ed|ing)?|request\w*|recommend\w*|suggest\w*|urg(?:e[sd]?|ing)"
    r"|refus(?:e[sd]?|ing|als?)|fail(?:s|ed|ing|ure)?|sought|seek(?:s|ing)?|declin(?:e[sd]?|ing)|bids?|pleas?|pleaded"
    r"|budgeted|forb[ai]d\w*|advis(?:e[sd]?|ing)|unwilling|reluctant|eager|impatient|supposed|expected|petition\w*"
    r"|motions?|call(?:s|ed)?)"
)
# Between the wish and what is wished stand its own words alone: no verb of another clause.
WISHED = re.compile(
    rf"\b{_WISHES}\b(?:(?!\b(?:was|were|is|are|has|had|did|who|which|when|because|and|but|then)\b)[^.;:!?]){{0,90}}?"
    r"\b(?:to|be|should|might|of|from|against)\s+(?:(?:have|be|been|having|being|not|never|ever|\w+ly)\s+){0,3}$",
    re.I,
)
# "They proposed that the guild | sell it": what was done would be in the past.
WISHED_OF = re.compile(
    r"\b(?:propos|recommend|suggest|demand|request|ask|urg|insist|advis)\w*\s+that\s+(?:[\w’'-]+\s+){1,5}$", re.I
)
EXCEPTED = re.compile(
    r"\b(?:with the (?:sole |single |only )?exception of|except(?:ing)?(?: for)?|excluding|apart from|other than"
    r"|(?:all|every\w*|each)(?: \w+){0,2} but)\s+(?P<who>[^,.;:()]{2,80})",
    re.I,
)
PREFIX = 4  # letters that "Japan" and "Japanese", "China" and "Chinese" share
BEFORE = 200  # characters before a deed in which a wish for it stands
NOTHING = re.compile(
    r"\b(?:nothing|none(?:\s+of\s+(?:them|it|these|those|this))?|nobody|no one)\s+"
    r"(?:(?:was|were|is|are|has|have|had)\s+)?(?:(?:been|ever|\w+ly)\s+)*(?P<deed>\w+)",
    re.I,
)
_AGAINST = (
    r"(?:oppos(?:e[sd]?|ing)|refus(?:e[sd]?|ing)|declin(?:e[sd]?|ing)|reject(?:s|ed|ing)?|resist(?:s|ed|ing)?"
    r"|(?:vot|advis|argu|spoke|speak|protest|warn|fought)\w*\s+against|object(?:s|ed|ing)?\s+to|turn(?:s|ed|ing)?\s+down"
    r"|block(?:s|ed|ing)?|prevent(?:s|ed|ing)?|forb[ai]d(?:e|s|den|ding)?|veto(?:es|ed|ing)?)"
)
STOOD_AGAINST = re.compile(rf"\b{_AGAINST}\s+(?P<what>[^.;:,!?]{{1,60}})", re.I)
CLAUSE_ENDS = re.compile(r"[.;:!?]|,\s+(?:and|but|while|whereas)\b|\b(?:because|although|while|whereas|which)\b", re.I)

ORDERED = frozenset((*ORDINALS, "last"))
APART = re.compile(r"\b(?=([A-Za-z]{3,})\s+([a-z]{3,}))")
GETTING = frozenset(stem(word) for word in ("get", "receive", "obtain", "win", "gain", "secure", "grant"))
WITHHELD = re.compile(r"\b(?:was|were|been|being)\s+(?:refused|denied)\s+(?P<what>[^.;:,!?]{1,60})", re.I)
OBJECT = re.compile(r"\s+(?:(?i:the|an?|its|their|his|her|any|some|each|both|all)\s|(?!I\b)[A-Z])")
PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being)\s+(?:\w+ly\s+)?$", re.I)
NOUN = re.compile(r"\b(?:the|an?|this|that|these|those|his|her|its|their|no|any|of|in|by|for|with|’s|'s)\s+$", re.I)
# Nothing that the deed is done to: "the mill closed in 1911" is the mill's own closing.
NO_OBJECT = re.compile(
    r"\s*(?:$|[,(–—]|(?:in|on|at|by|with|for|from|of|after|before|during|until|when|as|and|or|again)\b)", re.I
)

# What isn't lessened is there: "they did not end the quarrel".
LESSENED = re.compile(
    r"\b(?:(?:did|does|do|could|would|had|has|have)\s+)?(?:not|never)\s+(?:\w+ly\s+)?(?P<verb>(?:reduc|lessen|diminish|weaken"
    r"|eas(?=e)|sooth|calm|quell|curb|halt|prevent|stop|end(?=ed|s|\b)|remov|overc[ao]m|resolv|settl|silenc|hid(?=e|den|\b)"
    r"|conceal|deter)\w*)",
    re.I,
)


def unlessened(deed: Collection[str], text: str) -> str:
    """A sentence without the negatives of what would lessen a thing: "did not reduce the anger" denies no anger; those
    of words for the deed itself stay."""
    return LESSENED.sub(lambda match: match[0] if set(deed) & set(words(match["verb"])) else " ", text)


def done(deed: Collection[str], text: str) -> bool:
    """Whether a text tells of a deed (the stems of the words for it) other than as wished for, proposed or asked."""
    return any(not _wished(*found) for found in _found(deed, text))


def _found(deed: Collection[str], text: str) -> Iterator[tuple[str, str]]:
    """Each word for a deed, and what stands before it."""
    for match in WORD.finditer(text):
        if stem(fold(match.group())) in deed:
            yield match.group(), text[max(0, match.start() - BEFORE) : match.start()]


def _wished(word: str, before: str) -> bool:
    return bool(WISHED.search(before) or (word in BASES and WISHED_OF.search(before)))


def same_word(word: str, there: Sequence[str]) -> bool:
    """Whether a word, or a country's adjective for it, is among stems."""
    return any(word == other or (len(word) > PREFIX and other.startswith(word[:PREFIX])) for other in there)


def excepted(subject: str, text: str) -> bool:
    """Whether a sentence excepts someone from what it says: "all towns but Riga joined"."""
    doer = content_words(subject)
    named = [words(match["who"]) for match in EXCEPTED.finditer(text)]
    return bool(doer) and any(all(same_word(word, there) for word in doer) for there in named)


def nothing_done(deed: str, text: str) -> bool:
    """Whether a text says that the deed was done to nothing or by nobody ("nothing was sold"), and nowhere that it was
    done."""
    sentences = [text[span.start : span.end] for span in sentence_spans(text)]
    denying = [any(stem(fold(m["deed"])) == deed for m in NOTHING.finditer(one)) for one in sentences]
    return any(denying) and not any(done({deed}, one) for one, no in zip(sentences, denying, strict=True) if not no)


def stood_against(doer: str, deed: str, text: str) -> bool:
    """Whether a text says of the doer that they opposed, refused or forbade the very deed ("Marsh opposed the gift" of
    Marsh's giving), and nowhere that they did it."""
    who, alike = content_words(doer)[-1:], kindred(deed)
    found = False
    for clause in CLAUSE_ENDS.split(text):
        own = words(clause)
        if not who or who[0] not in own:
            continue
        match = STOOD_AGAINST.search(clause)
        if match and alike & set(words(match["what"])) and who[0] in words(clause[: match.start()]):
            found = True
        elif deed in own and own.index(who[0]) < own.index(deed) and done({deed}, clause):
            return False
    return found


def wished_where_told(deed: Collection[str], rest: Collection[str], texts: Sequence[str]) -> bool:
    """Whether the sentences that have most of the rest of what is said tell of the deed as wished for alone, and none
    that has at least half as much tells of it as done."""
    sentences = [text[span.start : span.end] for text in texts for span in sentence_spans(text)]
    shared = [len(set(rest) & set(content_words(one))) for one in sentences]
    most = max(shared, default=0)
    told = [one for one, share in zip(sentences, shared, strict=True) if most and 2 * share >= most]
    best = [one for one, share in zip(sentences, shared, strict=True) if most and share == most]
    return any(set(deed) & set(words(one)) for one in best) and not any(done(deed, one) for one in told)


def of_the_other(clause: str, deed: str, text: str) -> bool:
    """Whether a sentence tells of a deed with another of things told apart by their order or as opposites: "the first
    lock burst" of "the second lock burst", "the western gate" of "the eastern gate"."""
    low = set(re.findall(r"\w+", text.lower()))
    wanted = [(one, thing) for one, thing in _told_apart(clause) if one not in low]
    there = [_told_apart(f"{before} {after}") for before, after in _told(deed, text)]
    return any((other, thing) in pairs for one, thing in wanted for other in _others(one) for pairs in there)


def _told_apart(text: str) -> set[tuple[str, str]]:
    """Each word with the stem of the word behind it, where that says something: what tells a thing from others."""
    return {(one.lower(), word) for one, thing in APART.findall(text) for word in content_words(thing)}


def _others(word: str) -> frozenset[str]:
    """What tells another thing of the kind: another place in a row, an opposite."""
    return (ORDERED - {word}) if word in ORDERED else frozenset(OPPOSITES.get(word, ()))


def went_without(clause: str, doer: str, deed: str, text: str) -> bool:
    """Whether a text says that who is said to get something was refused it: "the plan was refused consent"."""
    who = content_words(doer)[-1:]
    rest = set(content_words(clause)) - {deed, *content_words(doer)}
    if deed not in GETTING or not who:
        return False
    return any(
        who[0] in words(text[: match.start()]) and rest & set(words(match["what"])) for match in WITHHELD.finditer(text)
    )


def done_the_other_way(acted_on: str, doer: str, deed: str, text: str) -> bool:
    """Whether a text tells of a deed as done by a name that stands in `acted_on`, what is said of it behind its verb
    ("Rook demanded rent" of the town's demanding it from Rook), and nowhere as done by the doer."""
    named, who = {word for name in names_in(acted_on) for word in words(name)}, set(content_words(doer)[-1:])
    claimed = list(_told(deed, acted_on))
    if not who or any(PASSIVE.search(before) for before, _ in claimed) or only_symmetric(deed):
        return False
    transitive = any(OBJECT.match(after) for _, after in claimed)
    found = False
    for before, after in _told(deed, text):
        last = next(iter(words((names_in(before) or ("",))[-1])[-1:]), "")
        if who & set(words(before)):
            if transitive and PASSIVE.search(before) and _heads(doer, before):
                found = True  # "farmers were paid" of the farmers' paying
                continue
            return False
        found = found or (last in named and not PASSIVE.search(before) and not NO_OBJECT.match(after))
    return found


def opposite_done(clause: str, doer: str, deed: str, text: str) -> bool:
    """Whether a text says that the doer did the opposite of a deed, to some of what the clause speaks of ("asked to
    borrow the press" of lending it), and nowhere that they did the deed."""
    who, rest = content_words(doer)[-1:], set(content_words(clause)) - {deed, *content_words(doer)}
    forms = [word for word in re.findall(r"\w+", clause.lower()) if stem(word) == deed]
    opposite = {stem(other) for word in forms for other in OPPOSITES.get(word, ())} - {deed}
    if not who or (kindred(deed) - {deed} - opposite) & set(words(text)):
        return False  # told in another word: "Japan's withdrawal"
    if any(who[0] in words(before) for before, _ in _told(deed, text)):
        return False
    told = [pair for other in opposite for pair in _told(other, text)]
    return any(who[0] in words(before) and rest & set(words(after.split(",")[0])) for before, after in told)


def _told(deed: str, text: str) -> Iterator[tuple[str, str]]:
    """What stands before and after each verb for a deed in its clause."""
    start = 0
    for end in [*(match.start() for match in CLAUSE_ENDS.finditer(text)), len(text)]:
        for match in WORD.finditer(text, start, end):
            before = text[start : match.start()]
            if stem(fold(match.group())) == deed and not NOUN.search(before):
                yield before, text[match.end() : end]
        start = end


def _heads(doer: str, before: str) -> bool:
    """Whether a clause begins with the doer, so that it isn't "the mill of the doer" of which something is said."""
    wanted, there = content_words(doer), content_words(before)
    return bool(wanted) and there[: len(wanted)] == wanted
