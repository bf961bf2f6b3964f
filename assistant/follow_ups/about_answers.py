"""Follow-ups that ask about the last answer itself: where it stands, whether it is sure, which note it has, more of it,
or the same in other words.

Patterns of English words over strings; this file doesn't know any document.
"""

from __future__ import annotations

import re

_THAT = r"(?:that|this|so)"  # "Where was it?" asks of the thing
_WHO = r"(?:it|he|she|they|you|the (?:\w+ )?(?:author|article|text|book|document|paper|chapter|source)s?)"
WHERE = re.compile(
    rf"(?:and )?(?:where (?:does|do) {_WHO} (?:say|write|state|claim|get|find|read) {_THAT}(?: from)?"
    rf"|where (?:is {_THAT} (?:from|said|written|stated)|can i (?:find|read) {_THAT})"
    rf"|(?:on )?(?:which|what) pages?(?: (?:is|was) {_THAT}(?: on)?| does (?:it|he|she) say {_THAT}(?: on)?)?"
    r"|page(?: numbers?)?|(?:which|what) (?:document|article|paper|book|text|chapter|section|passage)"
    rf"(?: is {_THAT}(?: (?:from|in))?| says {_THAT})?"
    rf"|who says {_THAT}|(?:(?:can|could) you )?(?:quote|cite) (?:it|that|the passage|the source)(?: exactly)?"
    r"|(?:show|give) me (?:the )?(?:passage|page|place|source|quote|exact words|evidence)|(?:the )?exact words)",
    re.I,
)
SURE = re.compile(
    r"(?:(?:oh|hm+|no)[, ]+)?"
    rf"(?:really|seriously|(?:are )?you (?:really |quite )?(?:sure|certain)(?: (?:about|of) {_THAT})?"
    rf"|is {_THAT} (?:really )?(?:true|right|correct|so|certain)|how do you know(?: {_THAT})?)",
    re.I,
)
_CITES = r"(?:it|he|she|they|the author)"
NOTE = re.compile(
    r"(?:and )?(?:what (?:does|do|did) (?:the|its|that|this) (?:foot|end)?notes? (?:say|cite)(?: there)?"
    r"|what(?:[’']s| is) in the (?:foot|end)?notes?"
    rf"|(?:what|which|whom|who) (?:source |work |book |note )?(?:does|do|did) {_CITES} cite"
    r"(?: (?:for (?:that|this)|there|here))?"
    rf"|(?:what|which) source (?:does|do|did) {_CITES} (?:give|use|cite)(?: for (?:that|this))?"
    r"|(?:what(?:[’']s| is) (?:the|its|their) )?(?:source|reference|citation)s?(?: for (?:that|this))?"
    rf"|(?:is there|does it have) an? (?:foot|end)?note(?: (?:there|to {_THAT}))?|which (?:foot|end)?note)",
    re.I,
)
ANOTHER = re.compile(
    r"\b(?:else|another|(?:any|what|which|who) (?:other|more|further)|others)\b"
    r"|^(?:(?:tell me|anything|say) )?more\s*[.?]*$|^(?:go on|continue)\s*[.?]*$",
    re.I,
)
_ANSWER = r"(?:that|this|it|(?:your|the|that|this|last) (?:last )?(?:answer|reply|response|sentence|text))"
_WORDS = r"(?:plain|simple|simpler|modern|other|your own|my) (?:[A-Z][a-z]+|words|terms|language)"
_LANGUAGE = rf"(?:to|into|in) (?:{_WORDS}|(?-i:[A-Z][a-z]+))"
REWRITING = re.compile(
    rf"(?:(?:can|could|would|will) you )?"
    rf"(?:(?:translate|shorten|simplify|rephrase|reword|paraphrase|condense)(?: {_ANSWER})?(?: {_LANGUAGE})?"
    rf"|(?:summari[sz]e|sum up) {_ANSWER.replace('|it', '')}(?: {_LANGUAGE})?"
    rf"|(?:say|put|write|explain|repeat|give) (?:me )?{_ANSWER} (?:again )?{_LANGUAGE}"
    rf"|(?:(?:say|put|write|explain|repeat|give) (?:me )?{_ANSWER} (?:again )?)?(?:more )?(?:in {_WORDS}"
    r"|in (?:one|two|three|a|a few|fewer) (?:short )?(?:sentences?|words?|lines?)|as (?:a|an) (?:list|table|outline)"
    r"|in bullet points|(?:in )?bullets|simpl(?:y|er)|briefly|shorter|in short)"
    rf"|make {_ANSWER} (?:shorter|simpler|clearer|longer)|(?:a )?(?:shorter|simpler|longer)(?: (?:one|version|answer))?"
    r"|too long|tl;?dr|eli5)",
    re.I,
)


def _plain(text: str) -> str:
    said = re.sub(r"^(?:please|ok(?:ay)?|and|so|now)[, ]+", "", " ".join(text.split()).strip(" .!?,…"), flags=re.I)
    return re.sub(r"[, ]+(?:please|then|thanks|thank you)$", "", said, flags=re.I)


def asks_where(text: str) -> bool:
    """Whether a turn asks where the last answer stands, or whether it is sure: the words themselves tell both."""
    return bool(WHERE.fullmatch(_plain(text))) or asks_sure(text)


def asks_sure(text: str) -> bool:
    """Whether a turn asks whether the last answer is sure."""
    return bool(SURE.fullmatch(_plain(text)))


def asks_note(text: str) -> bool:
    """Whether a turn asks for the note of what was said last, which it doesn't name."""
    return bool(NOTE.fullmatch(_plain(text)))


def asks_another(text: str) -> bool:
    """Whether a follow-up asks for more than was said: "Who else signed it?"."""
    return bool(ANOTHER.search(text))


def asks_rewriting(text: str) -> bool:
    """Whether a turn asks for the last answer in other words, in another language or form."""
    return bool(REWRITING.fullmatch(_plain(text)))
