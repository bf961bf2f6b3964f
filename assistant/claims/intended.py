"""What a source tells only as hoped, planned, promised, asked for or supposed, and a claim as done.

Unlike force.py, where the claim has the very verb that is hedged, this asks whether nearly all that the claim says
stands within what somebody hoped for, in whatever words, and nowhere else. Pure functions of strings, for English. This
file doesn't know of verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.claims.finding import Finding
from assistant.claims.matching import WORD, sentence_spans, stem, stems
from assistant.words.verbs import BASE_FORMS, UNCHANGED

WITHIN = 0.6  # of the claim's words must stand in what is hoped for
LEAST = 3
TAKEN = 0.4  # of them, where it is only taken for so
ELSEWHERE = 0.75  # as many of them, in another clause, tell that it is told there too
LONGEST = 1200  # characters of a sentence: what is longer is a list or a page without stops
_HOPES = (
    r"hope|aim|plan|intention|proposal|wish|dream|ambition|goal|expectation|promise|pledge|demand|suggestion|scheme"
    r"|desire|purpose"
)
_WANTED = (
    r"hop(?:es?|ed|ing)|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|propos(?:es?|ed|ing)|promis(?:es?|ed|ing)"
    r"|pledg(?:es?|ed|ing)|expect(?:s|ed|ing)?|wish(?:es|ed|ing)?|demand(?:s|ed|ing)?|urg(?:es?|ed|ing)|want(?:s|ed|ing)?"
    r"|suggest(?:s|ed|ing)?|recommend(?:s|ed|ing)?|ask(?:s|ed|ing)?|agreed|undertook|threaten(?:s|ed|ing)?"
)
_OPEN_CLAUSE = r"that\b(?=[^.;:]* (?:would|should|could|might|be)\b)"
_IRREAL = re.compile(
    rf"\b(?:(?:{_HOPES})s? (?:(?:was|were|is|are|had been) )?(?:{_OPEN_CLAUSE}|to\b)"
    rf"|(?:{_WANTED})(?: \w+){{0,3}}? {_OPEN_CLAUSE}"
    r"|(?:wanted|wished|asked|urged|pressed|begged|expected|requested|meant|intended)(?= (?:[\w’'-]+ ){1,5}?to \w+)"
    r"|(?:promised|pledged|agreed|undertook|meant|aimed|vowed|offered|hoped|planned|intended|proposed) to\b"
    r"|(?:call(?:s|ed|ing)?|demand(?:s|ed|ing)?|plans?|proposals?) for\b"
    r"|(?:would|could|might) have(?= (?:\w+ly )?(?:been |\w+ed\b|[a-z]+n\b|[a-z]+t\b))"
    r"|(?P<taken>took (?:for|to be)|mistook for|alleged(?:ly)?|purported(?:ly)?|supposed(?:ly)?|reportedly|rumou?red))",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:so it (?:was|came|happened|turned out|did)|(?:and|which|as) (?:it|they|he|she) (?:did|was|were|had)"
    r"|in \d{4},? (?:it|they|this|these) (?:was|were)|(?:it|they|this|these) (?:was|were)(?: \w+)?(?= in \d)"
    r"|(?:was|were) (?:carried out|fulfilled|kept|realised|realized|granted|met|built|done)"
    r"|came (?:true|about)|succeeded)\b",
    re.IGNORECASE,
)  # that what was hoped for came about
_OPEN = re.compile(
    r"\b(?:may|might|should|ought|could|can|would|will|must|shall|seem\w*|appear\w*|apparent\w*|alleg\w*|suppos\w*|report\w*"
    r"|suspect\w*|believ\w*|thought|claim\w*|said|argu\w*|likely|perhaps|possib\w*|probab\w*|if|unless|whether|not|no"
    r"|never|neither|nor|nothing|nobody|none|without|fail\w*|refus\w*|inten\w*|to be|call\w* for|dream\w*|goal|idea"
    rf"|{_HOPES}|{_WANTED}|undertak\w*|meant|aimed|vow\w*|offer\w*|tr(?:y|ies|ied)|attempt\w*|seek\w*|sought|prepar\w*"
    r"|took for|taken for|rumou?r\w*)\b|n['’]t\b",
    re.IGNORECASE,
)  # with which the claim tells it as no more either, or denies it
_ENDS = re.compile(
    r"[;:]|[.!?]\S*\s|, (?:but|and|which|who|whom|so|though|although|while|whereas|because)\b", re.IGNORECASE
)


def _past(claim: str) -> bool:
    """Whether a claim has a verb in a past form."""
    said = [word.lower() for word in WORD.findall(claim)]
    return any(word in BASE_FORMS or word in UNCHANGED or (word.endswith("ed") and len(word) > 4) for word in said) or (
        "was" in said or "were" in said
    )


def _scopes(sentence: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Each word by which something is only hoped for, what it reaches over, and the rest of the sentence."""
    for match in _IRREAL.finditer(sentence):
        ends = _ENDS.search(sentence, match.end())
        end = ends.start() if ends is not None else len(sentence)
        yield match, sentence[match.end() : end], f"{sentence[: match.start()]} {sentence[end:]}"


def _verbs(text: str) -> frozenset[str]:
    said = (word.lower() for word in WORD.findall(text))
    return frozenset(stem(BASE_FORMS.get(w, w)) for w in said if w in BASE_FORMS or (w.endswith("ed") and len(w) > 4))


def check_intended(claim: str, near: str, source: str) -> list[Finding]:
    """A claim that tells as done what the passage tells only as hoped, planned, promised, asked for or supposed."""
    if _OPEN.search(claim) or not _past(claim):
        return []
    mine = stems(claim)
    sentences = [source[span.start : span.end] for span in sentence_spans(source)]
    for at, sentence in enumerate(sentences):
        if len(sentence) > LONGEST or len(mine & stems(sentence)) < 2:
            continue
        for match, scope, rest in _scopes(sentence):
            if mine & stems(match[0]):
                continue  # the claim hopes for it too
            shared = mine & stems(scope)
            least, within = (2, TAKEN) if match["taken"] else (LEAST, WITHIN)
            if len(shared) < max(least, within * len(mine)):
                continue
            others = [rest, *sentences[:at], *sentences[at + 1 :]]
            if _DONE.search(" ".join([rest, *sentences[at + 1 : at + 2]])):
                continue
            if not any(_told(claim, mine, shared, other) for other in others):
                reason = f"the passage says “{' '.join(match[0].split())}”, the claim says it as a fact"
                return [Finding("force", False, reason, None)]
    return []


def _told(claim: str, mine: frozenset[str], shared: frozenset[str], other: str) -> bool:
    """Whether another clause tells what is hoped for: most of its words, or the claim's verb with some of them."""
    there = stems(other)
    verb = _verbs(claim) & _verbs(other)
    return len(shared & there) >= ELSEWHERE * len(shared) or bool(verb and len(mine & there) >= 0.5 * len(mine))
