"""Whose view a sentence gives: its author's own, or that of someone who is reported; and whether it judges.

Rules over English words; what stands in quotation marks is nobody's here. This file doesn't know how sentences are
scored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

QUOTED = re.compile(r"[“\"«‘][^”\"»’]{2,400}[”\"»’]")
_AUTHOR = r"the\s+(?:author|writer|essayist|narrator)s?"
_THINKS = (
    r"(?:think|argue|believe|hold|conclude|claim|maintain|contend|suggest|criticise|criticize|reject|object|defend|judge"
    r"|regard|expect|concede|admit|grant|prefer|doubt|agree|disagree)"
)
_VIEW = r"(?:view|opinion|position|argument|judgement|judgment|conclusion|thesis|side|stance|criticism|critique)"
_SAYS = (
    r"(?:argue[sd]?|held|holds?|thought|thinks?|claim(?:s|ed)?|believe[sd]?|writes?|wrote|said|says?|contend(?:s|ed)?"
    r"|maintain(?:s|ed)?|replie[sd]|conclude[sd]?|suggest(?:s|ed)?|insist(?:s|ed)?|object(?:s|ed)?|warn(?:s|ed)?"
    r"|concur(?:s|red)?|assert(?:s|ed)?)"
)
OWN = re.compile(
    rf"(?<![\w’'])(?:I|[Mm]y|[Mm]e)(?![\w’'.])|\b[Ww]e (?:\w+ly |also |have )?(?:{_SAYS}|draw|take|prefer|incline|doubt"
    r"|see|read|regard|reject|accept|share)\b"
    r"|\b[Tt]his (?:article|chapter|essay|paper|study|book) (?:\w+ly )?"
    rf"{_SAYS}\b"
)
REPORTED = re.compile(
    rf"\b(?!(?:I|We|It|This|That|The|And|But|Here|There)\b)[A-ZÀ-Ý][\w’'-]+,?\s(?:\w+ly,?\s|also\s|has\s|have\s|had\s)*{_SAYS}\b"
    rf"|\b(?:[Hh]is|[Hh]er|[Tt]heir) (?:book|article|essay|study|thesis|theory) (?:\w+ly )?{_SAYS}\b"
    rf"|\b(?:[Hh]e|[Ss]he|[Tt]hey),? (?:\w+ly |also |once )?{_SAYS}\b"
    r"|\b(?:[Ss]ome|[Mm]any|[Mm]ost|[Oo]thers|[Cc]ritics|[Oo]pponents)\b(?:\s(?:have|of \w+|\w+s))*\s"
    rf"(?:\w+ly\s|often\s)*{_SAYS}\b"
    r"|\b[Ii]t (?:may|might|has|is|was|could) (?:be |been )?(?:\w+ )?(?:objected|said|argued|held|claimed|suggested)\b"
    r"|\b[Aa]ccording to\b"
)
CRITICISES = re.compile(
    r"\b(?:do|does|did)\s.{2,60}?\b(?:critici[sz]e|object to|find fault with|attack|reject)\b"
    r"|\b(?:criticisms?|critique) of\b",
    re.I,
)
JUDGES = re.compile(
    r"\b(?:one-sided|mislead\w*|flaw\w*|wrong\w*|fail(?:s|ed|ure)?|overlook\w*|ignor(?:e|es|ed|ing)|unwilling|unable"
    r"|distort\w*|na[iï]ve\w*|simplis\w*|mistak\w*|errors?|weak\w*|inadequate\w*|misread\w*|misunderst\w+|outdated"
    r"|exaggerat\w*|neglect\w*|unconvinc\w*|problematic\w*|collapses?|teleolog\w*|naturali[sz]\w*|crowd\w* out"
    r"|untenable|too (?:narrow|simple|far|little|much|crude)|no (?:evidence|proof|right))\b",
    re.I,
)

_JUDGE = r"(?:judge|assess|evaluate|rate|see|view|regard|appraise|feel about|think (?:of|about))"
_LEANING = (
    r"(?:critical|sceptical|skeptical|optimistic|pessimistic|hopeful|positive|negative|favou?rable|supportive|doubtful)"
)
ASSESSES = re.compile(
    rf"\bhow\s+(?:do|does|did)\s.{{2,60}}?\s{_JUDGE}\b|\b(?:a|an?\s\w+)\s(?:success|failure|mistake|achievement)\b"
    r"|\bwhat\s+(?:do|does|did)\s.{2,60}?\s(?:think|make) of\b|\bwhat\s+(?:is|was)\s.{2,60}?[’']s?\s+(?:\w+\s+)?"
    rf"(?:{_VIEW}|assessment|evaluation|attitude|verdict)\s+(?:of|on|about|to|towards?)\b"
    rf"|\bhow\s+(?:{_LEANING}|successful|useful|effective|important)\b"
    rf"|\b(?:more|less) {_LEANING} (?:of|about|than|towards?)\b",
    re.I,
)
EVALUATES = re.compile(
    r"\b(?:success\w*|succeed\w*|useful|useless|effective\w*|important|importance|significan\w+|valuable|worth\w*"
    r"|promising|disappoint\w*|limit(?:ed|s|ations?)|marginal|peripheral|essential|best|worst|better|worse|greater"
    r"|stronger|opposite|wise|clever|costly|merits?|achiev\w+|benefit\w*|vain|irrelevan\w+|instructive|complementary|crucial"
    r"|controversial|narrow|sceptic\w*|skeptic\w*|hope[ds]?|hopes|doubt\w*|criticis\w+|criticiz\w+|praise\w*|lesson"
    r"|never been able|never functioned|proved|turned out)\b",
    re.I,
)


def asks_own_view(question: str, authors: Sequence[str]) -> bool:
    """Whether a question asks what the author of a work thinks; `authors` are the family names of the work's."""
    author = "|".join([_AUTHOR, *map(re.escape, authors)])
    asks = (
        rf"\b(?:do|does|did)\s+(?:{author})(?:\s+(?:him|her|them)sel(?:f|ves))?\s+(?:\w+ly\s+)?{_THINKS}\b"
        rf"|\b(?:{author})\b.*\b(?:differ|agree|disagree|diverge|at odds|part (?:company|ways))\b"
        rf"|\b(?:compare|contrast)\b.*\b(?:{author})\b"
        rf"|\bhow\s+(?:does|do|did)\s+(?:{author})\s+{_JUDGE}\b|\bhow\s+{_LEANING}\s+(?:is|are|was)\s+(?:{author})\b"
        rf"|\b(?:{author})[’']s?\s+(?:own\s+)?{_VIEW}\b|\baccording to (?:{author})\b|\bwhose side (?:does|do)\b"
    )
    return re.search(asks, question, re.I) is not None


def asks_for_criticism(question: str) -> bool:
    """Whether a question asks what someone finds fault with."""
    return CRITICISES.search(question) is not None


def asks_for_assessment(question: str) -> bool:
    """Whether a question asks what someone thinks a thing is worth."""
    return ASSESSES.search(question) is not None


def evaluates(text: str) -> bool:
    """Whether a sentence has words that say what a thing is worth, well or ill."""
    return judges(text) or EVALUATES.search(text) is not None


def own(text: str) -> bool:
    """Whether a sentence is in its author's own voice: "I", "my", "this article argues"."""
    return OWN.search(QUOTED.sub(" ", text)) is not None


def reported(text: str, authors: Sequence[str] = ()) -> bool:
    """Whether a sentence tells what someone other than its author (`authors`, family names) says or thinks."""
    found = (match.group() for match in REPORTED.finditer(QUOTED.sub(" ", text)))
    return any(not one.startswith(tuple(authors)) for one in found)


def judges(text: str) -> bool:
    """Whether a sentence has words that find fault."""
    return JUDGES.search(text) is not None
