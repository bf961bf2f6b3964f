"""What stands around a question and isn't of it: "Could you tell me …", "What was the reason why …", and what the asker
says of themselves before it ("I'm writing a paper. Who …?").

Rules over English words; pure functions over strings. This file doesn't know what is asked for.
"""

from __future__ import annotations

import re

from assistant.words.wording import content_words

_TELL = (
    r"(?:tell|show|explain to|remind) (?:me|us)(?: again)?|explain|clarify|say|find out|let me know"
    r"|help me (?:to )?understand|outline|identify|describe|discuss|sketch|specify|state|indicate|recount"
)
# Verbs that order an answer; they say nothing of the matter where they open a question ("Define …", "Outline how …").
_ORDERS = """list name identify outline define describe discuss summarise summarize sketch specify state indicate
recount trace enumerate characterise characterize compare contrast give cite mention explain clarify assess evaluate
analyse analyze examine illustrate"""
ORDERS = frozenset(_ORDERS.split())
_ASKS = r"(?=(?:(?:in|at|on|to|for|from|by|with|of) )?(?:when|where|why|how|what|which|who|whom|whose)\b)"
_WISH = r"to (?:know|understand|learn|find out)"
# "Could you please tell me why …", "I'd like to know when …".
FRAME = re.compile(
    r"^(?:(?:please|hello|hi|hey|so|well|ok|okay|and|but|now)[,!]?\s+)*"
    rf"(?:(?:can|could|would|will) (?:you|someone|anyone)(?: please| kindly)? (?:{_TELL})"
    rf"|(?:please\s+)?(?:{_TELL})"
    rf"|i(?:[’']d| would| should)(?: also)? (?:like|love|want|need) {_WISH}"
    rf"|i (?:want|need|wish|am trying|was hoping) {_WISH}"
    r"|i(?:[’']m| am| was)? (?:also )?(?:wonder|wondering|curious|asking)(?: about)?"
    r"|(?:do|does) (?:you|anyone|anybody|the (?:text|author|book|document|essay|article)s?) (?:happen to )?"
    r"(?:know|say|tell|explain|mention)(?: us| me)?"
    r"|may i ask|can i ask|any idea)(?: please)?,?\s+" + _ASKS,
    re.I,
)
ORDERED = re.compile(rf"^(?:please\s+)?(?:{'|'.join(sorted(ORDERS))})(?:\s+(?:for\s+)?(?:me|us))?\s+(?=\S+)", re.I)
# "I need the date of …", "Could you give me the name of …": what the thing is; no summary, nor a list.
WANTED = re.compile(
    r"^(?:(?:please|hello|hi|hey|so|well|ok|okay|and|but|now)[,!]?\s+)*"
    r"(?:i (?:also )?(?:need|want|require)|i(?:[’']m| am) (?:looking for|after)"
    r"|i(?:[’']d| would) (?:also )?(?:like|need)(?: to (?:have|get|see))?"
    r"|(?:(?:can|could|would|will) you )?(?:please )?(?:give|find|get) (?:me|us))(?: please)?\s+"
    r"(?=the (?!(?:main|key|rest)\b|(?:\w+ )?(?:summary|gist|overview|outline|list|essentials?|text|document|paper"
    r"|article|essay|book)(?=\W*$|\s+(?:of|on|about|by|from|in|that)\b)))",
    re.I,
)
# Where a sentence of the asker's own goes over into asking: "I am writing a paper; could you tell me …".
INNER = re.compile(r"\s*[;,:–—]\s+(?:(?:and|so|but)\s+)?(?=" + FRAME.pattern[1:] + ")", re.I)
# What asks for a reason, before a clause in plain order.
REASON = re.compile(
    r"^(?:how come(?: that)?\s+|why (?:is|was) it that\s+"
    r"|what(?:[’']s| is| was| are| were) (?:the|a|one|some)(?: [\w-]+){0,2}? reasons? (?:(?:why|that)\s+"
    r"|(?!.*\b(?:gave|gives?|given|cited|offered|stated)\b)))(?=\S)",
    re.I,
)
PLAIN = re.compile(r"^(?:why|how(?! (?:many|few|much|often|long))|when|where)\s+(?=\S)", re.I)
_SUBJECT = re.compile(
    r"(?!(?:is|was|does|has|as)\b)(?:(?:the|a|an|this|that|these|those|its|their|his|her|our|my|it|they|he|she|we|you"
    r"|there|nobody|no|some|all|most|both|many|few|each|every|several)\b|(?-i:[A-Z])|[a-z-]+s\b)",
    re.I,
)

SHORTEST, FEWEST = 3, 2  # words, and content words, of a question that may stand alone
# Not the stop of "Dr. Vries", "No. 5" or "A. Vries".
SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bProf\.)(?<!\bSt\.)(?<!\bNo\.)\s+(?=[“\"'A-ZÀ-Ý])"
)
ASKS = re.compile(
    r"^(?:(?:so|and|but|now|please|then)[,]?\s+)*(?:when|where|why|how|what|which|who|whom|whose|in (?:what|which)"
    r"|compare|contrast|summari[sz]e|sum up|outline|list|name|explain|describe|discuss|tell|give|show|find)\b",
    re.I,
)
# What the asker says of themselves, or of asking.
OF_ASKER = re.compile(
    r"^(?:(?:so|well|hello|hi|hey|dear \w+|good (?:morning|afternoon|evening)|ok|okay|but|and|also|now)[,!]?\s+)*"
    r"(?:(?:i|we|my|our|let me|let us|sorry|apologies|thanks?|hello|hi|hey|greetings|please help)\b"
    r"|as an? (?:\w+ )?(?:student|teacher|historian|scholar|librarian|journalist|lawyer|reader|beginner|layman)\b"
    r"|for (?:my|our|an? (?:\w+ )?(?:class|paper|essay|seminar|thesis|talk|exam|assignment|project)))",
    re.I,
)
# What the asker reports of the matter: "my teacher mentioned that | the mill closed".
REPORTED = re.compile(
    r"^.*\b(?:i|we|my \w+|someone|somebody)\b[^.;]{0,40}?\b(?:mention(?:s|ed)?|sa(?:ys|id)|told (?:me|us)|read|heard"
    r"|know|wrote|thinks?|believes?|claims?|claimed|learnt|learned|understand|gather)(?: \w+)? that (?P<said>\S.+)$",
    re.I,
)
_NAMED_BEFORE = r"the (?:first|second|third|other|latter|former|same|two)"
LEANS = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those|there|then|so|such|one|ones)\b"
    rf"|\b{_NAMED_BEFORE}(?=\W*$|\s+(?:is|was|are|were|do|does|did|has|have|had|think|thought|say|said|hold|held|one|two)\b)",
    re.I,
)
SEVERAL = re.compile(r"\b(?:they|them|their)\b", re.I)
THANKS = re.compile(r"^(?:(?:many |so |with )?thanks?\b|thank you\b|cheers\b|sorry\b|please help\b)", re.I)
_OWN = r"his|her(?=\s+(?!(?:in|on|at|for|to|by|from|and)\b)[a-z])"
PERSON = re.compile(rf"\b(?:(?P<own>{_OWN})|he|she|him|her)\b", re.I)
NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-ZÀ-Ý][\w-]+(?:\s+(?:(?:of|de|van|von)\s+)?[A-ZÀ-Ý][\w-]+)*")


def asked_part(text: str) -> str:
    """A question without what the asker says of themselves before it, or of thanks behind it. Where the question leans
    on that, what they report of the matter, or the one name they speak of, is kept; else all is."""
    text = " ".join(text.split())
    pieces = SENTENCE.split(text)
    first = next((i for i, piece in enumerate(pieces) if piece.endswith("?") or ASKS.match(piece)), len(pieces))
    before, asking = pieces[:first], " ".join(_without_thanks(pieces[first:]))
    if OF_ASKER.match(asking) and (inner := INNER.search(asking)):
        before, asking = [*before, asking[: inner.start()]], asking[inner.end() :]
        asking = asking[:1].upper() + asking[1:]
    own = [piece for piece in before if OF_ASKER.match(piece)]
    context = [piece for piece in before if piece not in own]
    if not asking or len(asking.split()) < SHORTEST:
        return text
    thin = len(content_words(asking)) < FEWEST and not NAME.search(asking)  # "What reason is given?"
    if not own or not (thin or LEANS.search(asking)):
        return " ".join([*context, asking])
    if said := [_sentence(found["said"]) for piece in own if (found := REPORTED.match(piece))]:
        return " ".join([*said, *context, asking])
    names = list(dict.fromkeys(name for piece in own for name in NAME.findall(piece)))
    if len(names) == 1 and PERSON.search(asking):
        return PERSON.sub(lambda found: f"{names[0]}’s" if found["own"] else names[0], asking, count=1)
    if len(names) > 1 and SEVERAL.search(asking):
        return f"{asking.rstrip(' ?')} ({', '.join(names)})?"
    return text


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip(' .;,')}."


def _without_thanks(pieces: list[str]) -> list[str]:
    return [piece for i, piece in enumerate(pieces) if not i or not THANKS.match(piece)]


def unframed(question: str) -> str:
    """A question without the words that only ask to be told: "Why did it close?" of "Could you tell me why …", "What is
    the date of …" of "I need the date of …"."""
    text = " ".join(question.split())
    return WANTED.sub("What is ", FRAME.sub("", text, count=1), count=1)


def unordered(question: str) -> str:
    """A question, `unframed`, without the verb that orders an answer: "the conditions" of "List the conditions"."""
    return ORDERED.sub("", unframed(question), count=1)


def plain_clause(question: str) -> str:
    """The clause in plain order that a question asks the reason, the time or the place of: "the mill closed" of "how
    come the mill closed"; empty where it asks in another order."""
    if found := REASON.match(question):
        return question[found.end() :]
    found = PLAIN.match(question)
    rest = question[found.end() :] if found else ""
    return rest if _SUBJECT.match(rest) else ""
