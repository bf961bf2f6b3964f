"""What a question asks about, without whom it asks to say it: "What does Lind say about tolls?" asks about tolls.

The author chooses the documents; left in what is searched and read, the name would outweigh the topic, for no document
says of its author's words whose they are. A question for the author alone ("Who is Lind?") stays as it is.
Rules over the order of English words. Pure functions over strings; this file doesn't know any document.
"""

from __future__ import annotations

import re
from collections.abc import Container

from assistant.words.wording import STOPWORDS, content_words, fold

_WORK = r"(?:author|writer|chapter|article|paper|text|essay|abstract|document)"  # a report may be one that is told of
_THE_WORK = rf"(?:the|this)\s+{_WORK}(?:[’']s)?(?![\w-])(?!\s+(?:on|about|called|titled|entitled|by|of)\b)"
_TITLE = r"(?:(?:professor|prof\.?|dr\.?|mr\.?|mrs\.?|ms\.?)\s+)?"
_FIRST_NAMES = r"(?-i:(?:[A-Z][\w.’'-]*\s+){0,3})"
_VIEW = (
    r"(?:views?|opinions?|accounts?|words|eyes|judge?ment|reading|analysis|assessment|understanding|telling|positions?"
    r"|stances?|attitudes?|thoughts?|comments?|interpretation|evaluation|description|explanation|take"
    rf"|{_WORK})"
)
_SAY = (
    r"(?:say|said|write|written|think|thought|argue[ds]?|claim(?:ed)?|report(?:ed)?|mention(?:ed)?|conclude[d]?"
    r"|discuss(?:ed)?|observe[d]?|note[d]?|remark(?:ed)?|state[d]?|tell|told|suggest(?:ed)?|find|found|believe[d]?"
    r"|have to say|make)"
)
_ABOUT = r"(?:about|on|of|regarding|concerning|as to)"
_MENTIONS = (
    r"(?:mention(?:ed)?|discuss(?:ed)?|address(?:ed)?|cover(?:ed)?|treat(?:ed)?|consider(?:ed)?|describe[d]?|examine[d]?"
    r"|analy[sz]e[d]?|name[d]?|refer(?:red)? to|deal[t]? with|touch(?:ed)? (?:on|upon)|comment(?:ed)? on"
    r"|(?:speak|spoken|talk(?:ed)?|write|written) (?:about|of|on)"
    rf"|(?:say|said|write|written) (?:anything|something|much|more) {_ABOUT})"
)
_ADVERB = r"(?:(?:\w+ly|also|ever|even|actually|anywhere|have|us)\s+)*"
_DOES = r"(?:does|do|did|has|have|had|would)"
PASSIVES = {
    "describe": "described", "explain": "explained", "define": "defined", "characterise": "characterised",
    "characterize": "characterised", "present": "presented",
    "interpret": "interpreted", "understand": "understood", "account for": "explained", "discuss": "discussed",
    "summarise": "summarised", "summarize": "summarised", "justify": "justified",
}  # fmt: skip
# Whoever asks how someone judges a thing asks for what is said of it, and not for a sentence that has the verb.
_JUDGE = (
    r"(?:judge[d]?|see|saw|view(?:ed)?|assess(?:ed)?|evaluate[d]?|rate[d]?|regard(?:ed)?|treat(?:ed)?|portray(?:ed)?"
    r"|depict(?:ed)?|appraise[d]?|feel about|felt about|look (?:at|on|upon)|think (?:of|about))"
)
_LEANING = (
    r"(?:critical|sceptical|skeptical|optimistic|pessimistic|hopeful|positive|negative|favou?rable|supportive|doubtful"
    r"|enthusiastic|suspicious|confident|dismissive|appreciative)"
)
_VERDICT = (
    r"(?:an?\s+)?(?:\w+ly\s+)?(?:success(?:ful)?|failures?|mistakes?|errors?|achievements?|wastes?|triumphs?|blunders?"
    r"|useful|useless|effective|ineffective|important|unimportant|necessary|unnecessary|good|bad|wise|unwise|legitimate"
    r"|illegitimate|justified|fair|unfair|adequate|inadequate|sufficient|insufficient|worthwhile|decisive|harmful)"
)
ABOUT_IT = "What about {topic}?"  # of short questions the one by which the reader best tells what a text speaks of


def as_question(topic: str) -> str:
    """A bare topic as a question for a reader, who knows nothing but questions."""
    return topic if topic.endswith("?") else ABOUT_IT.format(topic=topic)


def topic_of(text: str, authors: Container[str]) -> str:
    """What a question asks about, a question or a bare topic; the question itself where it attributes nothing to one of
    the authors (family names, folded) or to "the chapter", or asks for nothing beside them."""
    asked = " ".join(text.split())
    who = _who(asked, authors)
    found = _framed(_unattributed(asked, who), who)
    return found if found != asked and _says_enough(found, asked, authors) else text


def _who(text: str, authors: Container[str]) -> str:
    """What matches those that a question may attribute something to."""
    names = dict.fromkeys(re.sub(r"[’'](?:s|)$", "", word) for word in re.findall(r"[^\W_][\w’'-]*", text))
    found = "|".join(re.escape(name) for name in names if fold(name) in authors)
    if not found:
        return rf"(?:{_THE_WORK})"
    named = rf"{_TITLE}{_FIRST_NAMES}(?:{found})(?![\w-])"
    works = rf"{_WORK[:-1]}|report|study|book)"
    return rf"(?:{named}(?:[’']s?\s+{works})?|(?:the|this)\s+{works}\s+by\s+{named}|{_THE_WORK})"


def _unattributed(text: str, who: str) -> str:
    """A question without "according to Lind" or "in the author's view"."""
    attribution = (
        rf"(?:according to|as per|(?:in|from) the {_VIEW} of|as told by)\s+{who}(?:[’']s? {_VIEW})?"
        rf"|(?:in|from)\s+{who}(?:[’']s?)?\s+(?:own\s+)?{_VIEW}(?!\s+of\b)|in\s+{who}|as {who} (?:sees|puts|tells) it"
        rf"|(?:for|to) {who}(?=,)"
    )
    opening, inside = rf"^(?:{attribution})\s*[,:]?\s+", rf"\s*,?\s*\b(?:{attribution})(?=[\s,?.]|$),?"
    kept = re.sub(f"{opening}|{inside}", " ", text, flags=re.I)
    if kept == text:
        return text
    kept = " ".join(kept.split()).replace(" ?", "?").strip(" ,")
    return kept[:1].upper() + kept[1:]


def _framed(text: str, who: str) -> str:
    """What is asked about in a question for what someone says, mentions, thinks or gives."""
    bare = text.rstrip(" ?.!")
    if match := re.match(
        rf"^{_DOES}\s+{who}\s+{_ADVERB}(?:consider|regard|see|view|judge|deem|find|think|call)\s+(?P<topic>.+?)\s+"
        rf"(?:(?:as|to be)\s+)?(?P<verdict>{_VERDICT})$",
        bare,
        re.I,
    ):
        return f"Was {match['topic']} {match['verdict']}?"
    for pattern in (
        rf"^what(?: else| exactly)?\s+{_DOES}\s+{who}\s+{_ADVERB}{_SAY}\s+{_ADVERB}{_ABOUT}\s+(?P<topic>.+)$",
        rf"^(?:{_DOES}|is|are)\s+{who}\s+{_ADVERB}{_MENTIONS}\s+(?P<topic>.+)$",
        rf"^(?:where|how)\s+{_DOES}\s+{who}\s+{_ADVERB}mention(?:ed)?\s+(?P<topic>.+)$",
        rf"^how\s+{_DOES}\s+{who}\s+{_ADVERB}{_JUDGE}\s+(?P<topic>.+)$",
        rf"^how\s+{_LEANING}\s+(?:is|are|was|were)\s+{who}\s+(?:{_ABOUT}|towards?)\s+(?P<topic>.+)$",
        rf"^what(?:[’']s|\s+(?:is|was|are|were))\s+{who}(?:[’']s?)?\s+{_VIEW}\s+(?:{_ABOUT}|towards?)\s+(?P<topic>.+)$",
        rf"^what(?:[’']s|\s+(?:is|was|are|were))\s+the\s+{_VIEW}\s+of\s+{who}\s+(?:{_ABOUT}|towards?)\s+(?P<topic>.+)$",
    ):
        if match := re.match(pattern, bare, re.I):
            return match["topic"]
    if match := re.match(
        rf"^what\s+(?:exactly\s+)?{_DOES}\s+{who}\s+{_ADVERB}(?:mean|understand)\s+(?:by|under)\s+"
        r"(?:the\s+(?:terms?|words?|phrase|expression|notion|concept)\s+(?:of\s+)?)?[“\"'‘]?(?P<topic>[^“”\"]+?)[”\"'’]?$",
        bare,
        re.I,
    ):
        return f"What is {match['topic']}?"
    if match := re.match(
        rf"^how\s+{_DOES}\s+{who}\s+{_ADVERB}(?P<verb>{'|'.join(PASSIVES)})\s+(?P<topic>.+)$", bare, re.I
    ):
        return f"How is {match['topic']} {PASSIVES[match['verb'].lower()]}?"
    if match := re.match(
        rf"^(?P<asks>(?:what|which)\s+(?:[\w-]+\s+){{1,3}}?){_DOES}\s+{who}\s+{_ADVERB}"
        r"(?:give|name|mention|list|offer|identify|see|find)\s+(?P<topic>.+)$",
        bare,
        re.I,
    ):
        return f"{match['asks']}{match['topic']}?"
    if match := re.match(
        rf"^(?P<asks>what|when|where|who|which(?:\s+[\w-]+){{1,2}})\s+{_DOES}\s+{who}\s+{_ADVERB}"
        rf"(?:say|said|think|argue|claim|believe|hold|maintain|suggest|write|report|state|find)\s+(?:that\s+)?"
        rf"(?!{_ABOUT}\b|so\b|for\b|against\b|in\b|to\b)(?P<clause>\S+\s.*\S)$",
        bare,
        re.I,
    ):
        return f"{match['asks']} {match['clause']}?"
    return text


def _says_enough(found: str, asked: str, authors: Container[str]) -> bool:
    """Whether something is left to ask about, and no pronoun that would stand for those who are gone."""
    left = [word for word in re.findall(r"[^\W_][\w’'-]*", found) if fold(word) not in STOPWORDS]
    gone = not re.search(r"\b(?:himself|herself|his|her)\b", asked, re.I)
    return gone and bool(content_words(found)) and any(fold(word) not in authors for word in left)


__all__ = ["as_question", "topic_of"]
