"""A statement turned into a question: "The mill closed in 1911" asked "why" is "Why did the mill close in 1911".

English only, by rules over the order and the forms of words; None where they can't tell. This file doesn't know where a
sentence comes from.
"""

from __future__ import annotations

import re
from collections.abc import Container

from assistant.words.verbs import PASTS

TEENS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen twenty thirty"
WORDS = TEENS.split(" ")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


AUXILIARIES = _set("was were is are has have had will would could can may might must should did")
BEFORE_NOUN = _set("the a an its their his her our this that these those of by with and or in on for to no")
STARTS_LOW = frozenset(WORDS) | _set(
    "the a an its their his her our many some few most all both several each every another other no one"
)
# A sentence that leans on the one before it, or whose subject isn't at its start, makes no question of its own.
NO_SUBJECT = _set(
    "it its their his her our they this these those that he she we i you there here but and or however thus "
    "therefore moreover also then so "
    "for yet nor if when while although though because since as after before until during despite with without by from "
    "at to of what which who whose how why where not only even such see cf ibid in on under"
)
INSIDE_SUBJECT = re.compile(r"[,;:()\[\]“”\"–—]|\b(?:that|which|who|whom|whose|when|where|if|because|as|than)\b")

IRREGULAR = PASTS | {"created": "create", "agreed": "agree", "used": "use", "found": "find", "lay": "lie"}
# Stems in -ed whose base ends in e, tried after NO_E: after c, s, u, v, z, after -dg, -rg, -bl and the like, and after
# a single vowel with one consonant (combine, require, decide).
SILENT_E = re.compile(
    r"(?:[csuvz]|[dr]g|(?:cha|ra|ve|lle|lou|plu)ng|[bcdfgkpt]l|quir|[^aeiou][aeiou][bcdgklmnprt]|[ei]at)$"
)
NO_E = re.compile(
    r"(?:sign|[aeo]in|[aeo]{2}[nmlrtdkp]|mit|sit|bit|dit|ibit|ish|ss|oss|press|open|happen|develop|visit|limit|edit|"
    r"offer|enter|cover|answer|consider|remember|reckon|abandon|mention|question|condition|position|function|pardon|"
    r"reason|season|summon|weaken|inform|reform|perform|form|confirm|claim|proclaim|aim|train|remain|explain|contain|"
    r"obtain|maintain|retain|join|gain|return|turn|govern|concern|learn|earn|own|down|appear|clear|hear|fear|near|"
    r"repair|air|pour|labour|honour|favour|occur|add|fund|demand|command|extend|intend|attend|end|found|bind|"
    r"ask|work|look|talk|back|attack|check|link|rank|thank|mark|remark|help|jump|stop|group|deal|reveal|appeal|"
    r"fail|sail|detail|travel|cancel|fulfil|control|call|kill|fill|pull|roll|count|want|grant|plant|print|point|"
    r"appoint|last|request|test|protest|invest|suggest|insist|assist|exist|resist|consist|adopt|accept|attempt|"
    r"interrupt|elect|select|expect|protect|reject|object|project|direct|collect|connect|act|react|contract|conduct|"
    r"lift|drift|shift|draft|start|part|depart|report|support|export|import|sort|convert|alert|assert|desert|insert|"
    r"treat|defeat|repeat|heat|meet|greet|float|boat|await|wait|restrict|predict|conflict|depict|boycott|permit|commit|"
    r"submit|admit|omit|profit|benefit|credit|deposit|exhibit|prohibit|inherit|merit|transit|recruit|exit|"
    r"establish|publish|abolish|finish|push|wish|reach|launch|watch|march|search|approach|teach|pass|discuss|address|"
    r"express|stress|process|access|assess|possess|cross|miss|focus|press|tax|fix|mix|relax|echo|veto|follow|allow|"
    r"show|borrow|narrow|view|review|renew|stay|play|delay|display|employ|deploy|destroy|enjoy|annoy|survey|obey|convey)$"
)


def base_form(past: str) -> str | None:
    """The base of a past tense ("paid": "pay", "promised": "promise"), None where the rules can't tell."""
    if past in IRREGULAR:
        return IRREGULAR[past]
    if not past.endswith("ed") or len(past) < 5:
        return None
    stem = past[:-2]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if NO_E.search(stem):
        return stem
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in "bdgmnprt":
        return stem[:-1]
    return stem + "e" if SILENT_E.search(stem) else stem


def _lowered(subject: str, common: Container[str]) -> str:
    first, space, rest = subject.partition(" ")
    return first.lower() + space + rest if first.lower() in STARTS_LOW or first.lower() in common else subject


def _good_subject(words: list[str]) -> bool:
    return 0 < len(words) <= 9 and words[0].lower() not in NO_SUBJECT and words[-1].lower() not in BEFORE_NOUN


def _one_clause(rest: list[str]) -> bool:
    """Whether no second clause seems to follow, to which what is asked for could belong."""
    for i, word in enumerate(rest):
        if word.endswith((";", ":")) or (word == "and" and i and rest[i - 1].endswith(",")):
            return False
        ahead = rest[i + 1 : i + 6] if word in ("and", "but", "or") else []
        if any(one in AUXILIARIES or base_form(one.rstrip(".,;")) for one in ahead) or (
            i == 0 and word in ("and", "or")
        ):
            return False
    return True


def invert(clause: str, asked: str, common: Container[str] = ()) -> str | None:
    """The question that `asked` ("When", "How much") makes of a clause "subject verb rest"; None where it can't.

    `common` holds words that the text also writes small, so that a first word can be written small too.
    """
    words = clause.split()
    for i, word in enumerate(words[:10]):
        if INSIDE_SUBJECT.search(" ".join(words[:i])):
            return None
        base = base_form(word) if i and word.islower() and words[i - 1].lower() not in BEFORE_NOUN else None
        if not i or not (word in AUXILIARIES or base):
            continue
        rest = words[i + 1 :]
        # "The sum found in most accounts is …": the first verb was a participle.
        participle = base is not None and rest[:1] != ["that"] and not AUXILIARIES.isdisjoint(rest)
        if participle or not _good_subject(words[:i]) or not _one_clause(rest):
            return None
        subject = _lowered(" ".join(words[:i]), common)
        return " ".join([asked, word if base is None else "did", subject, *([base] if base else []), *rest])
    return None
