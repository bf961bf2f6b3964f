"""Questions for the gist of a document: "Summarise Korver's article", "What is the main argument of this chapter?".

Without a model the document's own words must do: its abstract, or the sentences in which it announces or sums up what
it says, in its order. This file doesn't know how documents are named or found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Draft, DraftSentence
from assistant.lookups import overview_words
from assistant.questions.sections import part_of
from assistant.words.labels import author_label
from assistant.words.wording import CJK, shown
from ingest.document import BlockKind, Document, Sentence

MOST = 3  # sentences of one document
MOST_OF_SEVERAL = 1  # of each, where several are summed up
MOST_DOCUMENTS = 6
WORDS = range(8, 70)  # of a sentence that may stand for a document
CHARACTERS = range(12, 200)  # of one without spaces
OPENING = 0.2  # of the text, in which a work says what it is about

_WORK = (
    r"(?:articles?|chapters?|books?|papers?|reports?|essays?|documents?|texts?|volumes?|works?|stud(?:y|ies)|reviews?"
    r"|thesis|contributions?)"
)
_SECTION = r"(?:sub-?section|section|chapter|part)"
_GIST = (
    r"(?:points?|arguments?|ideas?|thesis|theses|claims?|messages?|findings?|conclusions?|topics?|themes?"
    r"|gist|results?)"
)
_MAIN = r"(?:main|central|key|core|overall|principal|general|basic|chief)"
_POLITE = r"(?:please\s+)?(?:(?:can|could|would|will) you (?:please )?)?"
_SAYS = r"(?:argue|say|show|find|conclude|discuss|examine|claim|cover)"
ASKS = re.compile(
    rf"^{_POLITE}(?:summari[sz]e|sum up|outline|(?:give (?:me )?|write )?(?:a|an|the) (?:short |brief |quick )?"
    r"(?:summary|overview|outline|synopsis|gist) of|(?:summary|overview|outline|synopsis|gist) of)\s+(?P<what>.+)$"
    rf"|^{_POLITE}(?:give|tell|list) (?:me )?(?:the )?(?:{_MAIN} )?{_GIST} (?:of|in)\s+(?P<points>.+)$"
    rf"|^what(?:[’']s|\s+is|\s+are)\s+(?:the\s+)?{_MAIN}\s+{_GIST}\s+(?:of|in)\s+(?P<of>.+)$"
    rf"|^what(?:[’']s|\s+is|\s+are)\s+(?:the\s+)?{_GIST}\s+of\s+(?P<work>.+)$"
    rf"|^what(?:[’']s|\s+is|\s+are)\s+(?P<its>.+?[’']s?)\s+{_MAIN}\s+{_GIST}$"
    rf"|^what(?:[’']s|\s+is|\s+are)\s+the (?:author|writer)(?:[’']s|s[’'])?\s+(?:{_MAIN}\s+)?{_GIST}\s+(?:of|in)"
    r"\s+(?P<authors>.+)$"
    rf"|^what\s+(?:is|are)\s+(?P<about>(?:the|this|that|these|my)\b.+|{_SECTION}.*"
    rf"|(?-i:[A-Z])[\w.’' -]*?[’']s?\s+(?:[\w-]+\s+){{0,2}}{_WORK}|[“\"‘'].+[”\"’'])\s+about$"
    rf"|^what\s+(?:does|do)\s+(?P<says>(?:the|this|that|these)\s+(?:[\w-]+\s+){{0,3}}{_WORK}|(?-i:[A-Z])[\w’'-]+[’']s?\s+{_WORK}"
    rf"|(?:the\s+)?{_SECTION}(?:\s.+)?|the\s+(?:introduction|conclusion)(?:\s.+)?"
    rf"|the\s+(?:authors?|writer)|(?-i:[A-Z])[\w’'-]+)\s+{_SAYS}$",
    re.I,
)
# What is said of the summary, not of the work.
TAIL = re.compile(
    r",?\s+(?:for me|for us|briefly|shortly|in short|please|in brief|in detail"
    r"|in (?:a|one|two|three|four|five|\d+|a few|a couple of)(?: short)?"
    r" (?:words?|sentences?|paragraphs?|lines?|points?))$",
    re.I,
)
# "the argument of the essay": its gist, where it is a work's.
OF_WORK = re.compile(rf"^(?:the\s+)?(?:{_MAIN}\s+)?{_GIST}\s+(?:of|in)\s+(?P<work>.+)$", re.I)
ITS = re.compile(rf"^(?P<work>.+?\b{_WORK})[’']s?\s+(?:{_MAIN}\s+)?{_GIST}$", re.I)
IS_WORK = re.compile(
    rf"^(?:(?:the|this|that|these|my)\s+(?:[\w’'-]+\s+){{0,4}}?|[\w.’' -]+[’']s?\s+(?:[\w-]+\s+){{0,2}}){_WORK}"
    r"(?:\s+(?:of|by|on|about|called|titled|entitled)\b.*)?$",
    re.I,
)
BARE_KIND = re.compile(
    rf"\b(?:the|this)\s+(?P<kind>{_WORK})\b(?![’']?s?\s+(?:of|on|about|by|from|called|titled|entitled|with)\b)", re.I
)
_TOPIC = re.compile(r"\b(?:about|on|regarding|concerning|of)\b")
_ALL = re.compile(rf"^(?:all\s+)?(?:of\s+)?(?:the|these|my)?\s*(?:{_WORK}|files|library|collection|sources)$", re.I)
_ABSTRACT = re.compile(
    r"^\W*(?:abstract|summary|author summary|zusammenfassung|résumé|resumen|sommario|要旨|概要)\W*$", re.I
)
_CLOSING = re.compile(
    r"\b(?:conclu\w+|summary|closing|final remarks|discussion|schluss\w*|fazit|ergebnis\w*|おわりに|結論)\b", re.I
)
_DOES = (
    r"(?:argues?|shows?|examines?|explores?|analy[sz]es?|investigates?|demonstrates?|contends?|suggests?|discuss(?:es)?"
    r"|considers?|finds?|asks?|traces?|reviews?|aims?|attempts?|seeks?|offers?|presents?|provides?|describes?|assess(?:es)?"
    r"|proposes?|claims?|maintains?|concludes?|addresses|outlines?|compares?|evaluates?|surveys?|reports?"
    r"|is an attempt)"
)
_ANNOUNCES = re.compile(
    rf"\b(?:this|the present|the following|our|my)\s+(?:\w+\s+)?{_WORK}\b(?:\s+\w+){{0,3}}?\s+{_DOES}\b"
    rf"|\b(?:I|we)\s+(?:\w+\s+)?{_DOES}\b|\b(?:article|chapter|paper|essay|study)\s+(?:has|have)\s+(?:shown|argued|examined)\b"
    rf"|\bthe\s+(?:article|chapter|paper|essay|study)\s+(?:\w+\s+)?{_DOES}\b"
    rf"|\b(?:the\s+)?(?:aim|purpose|object|goal|subject)\s+of\s+th(?:is|e)\s+(?:\w+\s+)?{_WORK}\b"
    r"|^(?:in conclusion|to conclude|in sum|in short|to sum up|overall|taken together|on the whole)\b",
    re.I,
)
_IMPRINT = re.compile(
    r"\b(?:funder|funded|funding|open access|copyright|licen[cs]e|ISBN|DOI|received|accepted|e-?mail|correspond\w+"
    r"|acknowledg\w+|thank|grateful|university of|department of)\b|@|https?:",
    re.I,
)
# The types of CSL by what they are called.
_TYPES = {"article": "article-journal", "chapter": "chapter", "book": "book", "report": "report"}
_PROSE = (BlockKind.PARAGRAPH, BlockKind.QUOTE)


def asked_for(text: str) -> str | None:
    """What a question wants the gist of, as it names it; None where it asks for something else, or for what a work says
    on one matter."""
    plain = " ".join(text.split()).strip(" ?.!")
    while (shorter := TAIL.sub("", plain)) != plain:
        plain = shorter
    match = ASKS.match(plain)
    if match is None:
        return overview_words.asked_for(text)
    what: str = next(filter(None, match.groups()))
    if part_of(what):
        return what
    if whole := OF_WORK.match(what) or ITS.match(what):
        what = whole["work"] if _is_work(whole["work"]) else what
    elif match["work"] or match["points"]:  # "what is the argument of Korver": it may be on anything
        what = what if _is_work(what) else ""
    bare = re.sub(r"^[“\"‘'].*?[”\"’']$", "", what)
    titled = bare != what or re.match(rf"(?:the\s+)?{_WORK}\s+(?:of|by|on|about)\b", bare)
    return None if not what or (_TOPIC.search(bare) and not titled) else what


def _is_work(what: str) -> bool:
    return IS_WORK.match(what) is not None or part_of(what) is not None


def names_a_work(what: str) -> bool:
    """Whether it is a work by its kind ("this article") that the gist is wanted of."""
    return re.search(rf"\b(?:{_WORK}|authors?|writers?)\b", what, re.I) is not None


def calls_itself(kind: str, document: Document) -> int:
    """How surely a document is such a work: 2 where its metadata say so, or it calls itself so ("this essay"), 1 where
    it does and its metadata say that it is another, 0 where it doesn't."""
    if is_of_type(kind, document.metadata.type):
        return 2
    if not re.search(rf"\b(?:this|the present) (?:[\w-]+ )?{kind}\b", document.text, re.I):
        return 0
    return 2 if document.metadata.type in ("document", _TYPES.get(kind)) else 1


def is_of_type(kind: str, of: str | None) -> bool:
    """Whether a type of CSL is what a work of such a kind has."""
    return kind in _TYPES and _TYPES[kind] == of


def kinds_in(text: str) -> tuple[str, ...]:
    """The kinds by which a question calls works of which it says no more: "the chapter", not "the book on tolls"."""
    return tuple(dict.fromkeys(match["kind"].lower().removesuffix("s") for match in BARE_KIND.finditer(text)))


def kind_of(what: str) -> str:
    """The kind of work that is named by nothing else: "essay" of "the essay"; empty where more is said of it."""
    match = re.match(rf"^(?:the|this|that)\s+(?P<kind>{_WORK})$", what.strip(), re.I)
    return match["kind"].lower() if match else ""


def of_all(what: str) -> bool:
    """Whether the gist of every document is wanted."""
    return _ALL.match(what) is not None


def answer(documents: Sequence[Document]) -> Draft | None:
    """The sentences that stand for each document, quoted; None where none has any."""
    most = MOST if len(documents) == 1 else MOST_OF_SEVERAL
    sentences: list[DraftSentence] = []
    for document in documents[:MOST_DOCUMENTS]:
        label = author_label(document.metadata, document.source) if len(documents) > 1 else ""
        for n, sentence in enumerate(gist(document, most)):
            text = shown(document, sentence.start, sentence.end)
            origin = (document.id, sentence.start, sentence.end)
            sentences.append(DraftSentence(text, origin, label if n == 0 else ""))
    left = len(documents) - MOST_DOCUMENTS
    notice = f"{left} more documents are left out: name one to have it summed up." if left > 0 else None
    return Draft(tuple(sentences), notice=notice) if sentences else None


def gist(document: Document, most: int = MOST) -> list[Sentence]:
    """The sentences that say what a document says, in its order: those of its abstract, or else those that announce or
    sum up, or else its first."""
    prose = list(prose_of(document))
    abstract = [s for s in prose if _section(document, s, _ABSTRACT)]
    if abstract:
        telling = [s for s in abstract if _ANNOUNCES.search(_words(document, s))]
        chosen = [*telling, *(s for s in abstract if s not in telling)][:most]
        return sorted(chosen, key=lambda s: s.start)
    end = OPENING * len(document.text)
    announcing = [s for s in prose_of(document, (*_PROSE, BlockKind.FRONT)) if _ANNOUNCES.search(_words(document, s))]
    opening = [s for s in announcing if s.start < end]
    closing = [s for s in announcing if s not in opening and _section(document, s, _CLOSING)]
    found = [*opening[: max(most - 1, 1)], *closing[: most - 1 if opening else most]][:most]
    found = found or announcing[:most] or prose[: min(most, 2)]
    if len(found) < most and not closing:
        found += [s for s in prose if s not in found and _section(document, s, _CLOSING)][:1]
    return sorted(found, key=lambda s: s.start)


def prose_of(document: Document, kinds: Sequence[BlockKind] = _PROSE) -> Iterator[Sentence]:
    """Its sentences of running text, long enough to say something, without what is said of the publication."""
    for sentence in document.sentences:
        text = _words(document, sentence)
        if (
            document.blocks[sentence.block].kind in kinds
            and (len(text) in CHARACTERS if CJK.search(text) else len(text.split()) in WORDS)
            and text[-1:] in '.!?”"’)。！？」»“'
            and not _IMPRINT.search(text)
        ):
            yield sentence


def _words(document: Document, sentence: Sentence) -> str:
    return " ".join(document.text[sentence.start : sentence.end].split())


def _section(document: Document, sentence: Sentence, title: re.Pattern[str]) -> bool:
    """Whether a sentence stands under a heading of that kind."""
    return any(title.search(name) for name in document.section_path(document.blocks[sentence.block].section))
