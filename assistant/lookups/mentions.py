"""Which documents mention a thing, and how often: counted in their sentences, not chosen among passages.

A sentence mentions a name that stands in it as a whole, and other words where it has them all, in whatever form. This
file doesn't know which documents a question names, nor how passages are found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Draft, DraftSentence
from assistant.messages.said_sentences import Sentences
from assistant.questions.analysis import names_in
from assistant.questions.name_forms import stands_whole
from assistant.quotes.leaning import leans
from assistant.words.labels import called
from assistant.words.wording import content_words, fold, shown, words
from ingest.document import BlockKind, Document, Sentence

MOST_TOLD = 8  # documents whose first sentence is quoted
MOST_WORDS = 7  # of what is mentioned: more is a matter, of which a sentence tells in words of its own
# "Which article deals with it?" may mean one of a treaty's; "which of my articles" doesn't.
_KINDS = (
    r"(?:(?:documents?|texts?|sources?|files?|pdfs?|authors?)|(?:(?:of\s+)?(?:all\s+)?(?:the|these|those|my|our|your)\s+)"
    r"(?:(?:two|three|four|five|other)\s+)?(?:documents|texts|sources|files|pdfs|authors|papers|articles|chapters|books|works"
    r"|essays|studies|reports|writers))"
)
_ALL = rf"(?:(?:of\s+)?(?:all\s+)?{_KINDS})"
_TELLS = (
    r"(?:mentions?|discuss(?:es)?|deals?\s+with|writes?\s+(?:about|on|of)|speaks?\s+(?:of|about)|talks?\s+about|treats?"
    r"|covers?|address(?:es)?|refers?\s+to|names?|contains?|touch(?:es)?\s+on|is\s+about|are\s+about"
    r"|(?:ha(?:s|ve)|says?|contains?)\s+anything\s+(?:on|about)|uses?\s+the\s+(?:word|term|phrase|expression))"
)
# "Does Vries treat the toll as a tax?" asks for more than whether it is mentioned.
_ONLY_MENTIONS = (
    r"(?:mention|discuss|deal\s+with|write\s+about|speak\s+of|talk\s+about|refer\s+to|touch\s+on"
    r"|(?:have|say|contain)\s+anything\s+(?:on|about)|use\s+the\s+(?:word|term|phrase|expression))"
)
_TOLD = (
    r"(?:mentioned|discussed|named|dealt\s+with|talked\s+about|treated|covered|referred\s+to|spoken\s+of|found|used"
    r"|appear(?:s|ing)?|occur(?:s|ring)?|come(?:s)?\s+up)"
)
_OFTEN = r"how\s+(?:often|frequently|many\s+times)"
_IN = rf"(?:\s+(?:anywhere|at\s+all|ever))*(?:\s+(?:in|by)\s+(?:any\s+(?:of\s+)?)?(?P<subject>{_ALL}|[^?]{{2,80}}?))?"
_WHICH = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^(?:which|what)\s+{_ALL}\s+(?:do\s+|does\s+)?{_TELLS}\s+(?P<topic>.+)$",
        rf"^(?:which|who)\s+(?:among|of|in)\s+{_ALL}\s+(?:do\s+|does\s+)?{_TELLS}\s+(?P<topic>.+)$",
        rf"^(?:in\s+)?(?:which|what|how\s+many)\s+(?:of\s+)?{_ALL}\s+(?:is|are|was|were|does|do)\s+(?P<topic>.+?)\s+{_TOLD}$",
        rf"^how\s+many\s+(?:of\s+)?{_ALL}\s+{_TELLS}\s+(?P<topic>.+)$",
        rf"^(?:list|show|give|find|name)\s+(?:me\s+)?(?:all\s+)?{_ALL}\s+(?:that|which|who)\s+{_TELLS}\s+(?P<topic>.+)$",
    )
)
_WHETHER = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^(?:{_OFTEN}\s+)?(?:do|does|did)\s+(?:any\s+(?:of\s+)?)?(?P<subject>.{{2,80}}?)\s+(?:ever\s+|also\s+)?"
        rf"{_ONLY_MENTIONS}\s+(?P<topic>.+?)(?:\s+(?:anywhere|at\s+all))?$",
        rf"^(?:{_OFTEN}\s+|where\s+)?(?:is|are|was|were|does|do)\s+(?P<topic>.+?)\s+(?:ever\s+)?(?:mentioned|discussed"
        rf"|named|referred\s+to|spoken\s+of|talked\s+about|appear|occur|come\s+up){_IN}$",
        rf"^(?:is|are)\s+there\s+(?:any|a)\s+mentions?\s+of\s+(?P<topic>.+?){_IN}$",
    )
)
_ANY = re.compile(rf"^{_ALL}$", re.I)
_CLAUSE = re.compile(r"^(?:why|how|whether|that|what|when|who|whom|whose|where|which|if|as|it|them|this|these)\b", re.I)
_CALLED = re.compile(
    r"^(?:the\s+)?(?:word|words|term|phrase|expression|name|topic|subject|issue|question)s?\s+(?:of\s+)?", re.I
)
_ARTICLE = re.compile(r"^(?:the|a|an|any|some)\s+", re.I)
_MORE = re.compile(r"\s(?:and|or|but|as|because|when|while|which|that|who|than|if)\s|[,;:]", re.I)
_TITLES = (BlockKind.HEADING, BlockKind.FRONT, BlockKind.LABEL)
_BODY = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM)


@dataclass(frozen=True, slots=True)
class Mention:
    """What is asked after, and whose mention of it: `subject` is how the question names the document, empty where it
    asks of all of them."""

    topic: str
    subject: str = ""


def asked_for(text: str) -> Mention | None:
    """What a question asks the mentions of; None where it asks for anything else."""
    plain = " ".join(text.split()).strip(" ?.!")
    for pattern in _WHICH:
        if match := pattern.match(plain):
            return _mention(match["topic"], "")
    for pattern in _WHETHER:
        if match := pattern.match(plain):
            subject = (match["subject"] or "").strip()
            return _mention(match["topic"], "" if _ANY.match(subject) else subject)
    return None


def _mention(topic: str, subject: str) -> Mention | None:
    """The mention, if what it is of is a thing and no statement."""
    if _CLAUSE.match(topic):
        return None
    topic = _ARTICLE.sub("", _CALLED.sub("", topic)).strip(" “”\"'‘’«»")
    if _MORE.search(topic) or not 0 < len(content_words(topic)) <= MOST_WORDS:
        return None
    return Mention(topic, subject)


def sentences_with(topic: str, document: Document) -> list[Sentence]:
    """The sentences of a document that mention a thing, in order; of its title page and headings only
    where nothing else does."""
    names, stems = names_in(f"Of {topic}"), set(content_words(topic))
    whole = len(names) == 1 and fold(names[0]) == fold(topic)

    def has(text: str) -> bool:
        return stands_whole(topic, text) if whole else stems <= set(words(text))

    if not has(document.text):
        return []
    found = [s for s in document.sentences_in(0, len(document.text)) if has(shown(document, s.start, s.end))]
    return [s for s in found if document.blocks[s.block].kind not in _TITLES] or found


def answer(mention: Mention, documents: Sequence[Document], say: Sentences, *, all_of_them: bool) -> Draft:
    """The documents that mention a thing, those that do most often first, each with how many of its sentences do and
    one of them; refused where none does. `all_of_them` says that these are all that are asked after: those that don't
    mention it are then named."""
    found = [(document, sentences_with(mention.topic, document)) for document in documents]
    told = sorted((one for one in found if one[1]), key=lambda one: -len(one[1]))
    quoted = say.quoted([mention.topic])
    if not told and not mention.subject:
        return Draft((), refused=True, notice=say.missing_one.format(quoted))
    silent = [called(document) for document, there in found if not there] if all_of_them else []
    nowhere = say.silent.format(", ".join(silent), quoted) if 0 < len(silent) <= MOST_TOLD else ""
    if not told:
        return Draft((), refused=True, notice=nowhere or None)
    sentences = [_one(document, there) for document, there in told[:MOST_TOLD]]
    more = [f"{called(document)} ({len(there)}×)" for document, there in told[MOST_TOLD:]]
    also = f"{', '.join(more)}." if more else ""
    return Draft(tuple(sentences), notice=" ".join(filter(None, (say.mentions.format(quoted), also, nowhere))))


def _one(document: Document, there: Sequence[Sentence]) -> DraftSentence:
    """The first sentence of the text that can be read by itself, else of its notes and tables, behind whose it is and
    how many there are."""
    body = [s for s in there if document.blocks[s.block].kind in _BODY] or list(there)
    one = next((s for s in body if not leans(shown(document, s.start, s.end))), body[0])
    text = shown(document, one.start, one.end)
    return DraftSentence(text, (document.id, one.start, one.end), f"{called(document)}, {len(there)}×: ")
