"""Which chapters of a book mention someone or something, and where it does so first: "In which chapters is Smit
discussed?", "Where does the book first mention the mill?".

Looked for word by word in its running text, notes left out. This file doesn't know which document is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Draft, DraftSentence
from assistant.lookups import outline
from assistant.lookups.about import WORK
from assistant.questions import locating
from assistant.words.wording import content_words, fold, shown
from ingest.document import BlockKind, Document, Section, Sentence

LONGEST = 60  # code points of what is mentioned
_TEXT = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM)
_TOLD = (
    r"(?:discussed|mentioned|treated|described|dealt with|named|spoken of|talked about|introduced|referred to|cited)"
)
_TELLS = (
    r"(?:discuss|mention|deal with|treat|name|describe|refer to|talk about|speak of|cover|introduce)(?:e?s)?"
    r"|(?:deals? with|refers? to|talks? about|speaks? of)"
)
_IT = rf"(?:it|they|he|she|(?:the|this) (?:authors?|{WORK})|[A-ZÀ-Ý][\w’'-]+)"
_CHAPTERS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^in (?:which|what) chapters? (?:is|are|was|were) (?P<what>.+?) {_TOLD}$",
        rf"^(?:in )?(?:which|what) chapters? (?:of .{{1,40}} )?(?:{_TELLS}) (?P<what>.+)$",
        rf"^in (?:which|what) chapters? (?:does|do|did) {_IT} (?:{_TELLS}) (?P<what>.+)$",
        r"^in welche[mn] kapiteln? (?:wird|werden) (?P<what>.+?) (?:behandelt|erwähnt|besprochen|genannt|diskutiert)$",
        r"^welche kapitel (?:behandeln|erwähnen|nennen|besprechen) (?P<what>.+)$",
        r"^quels? chapitres? (?:mentionnent?|traitent? d[eu’']|parlent? d[eu’']|évoquent?) ?(?P<what>.+)$",
    )
)
_FIRST = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^where (?:exactly )?(?:does|do|did) {_IT} first (?:{_TELLS}) (?P<what>.+)$",
        rf"^where (?:exactly )?(?:is|are|was|were) (?P<what>.+?) first {_TOLD}$",
        r"^where (?:does|do|did) (?P<what>.+?) first (?:appear|occur)s?$",
    )
)
_IN_WORK = re.compile(rf"\s+(?:in|by) (?:the|this) {WORK}$", re.I)


def answer(text: str, scope: Sequence[Document]) -> Draft | None:
    """The first sentence of each chapter that mentions what is asked for, with how many do, or the first of all; None
    where something else is asked, the one document meant has no numbered chapters, or it nowhere has these words."""
    plain = _IN_WORK.sub("", " ".join(text.split()).strip(" ?.!"))
    chapters, first = _what(_CHAPTERS, plain), _what(_FIRST, plain)
    what = chapters or first
    if what is None or len(scope) != 1 or len(what) > LONGEST or not content_words(what):
        return None
    document = scope[0]
    found = list(_mentioning(what, document))
    if not found:
        return None
    if first and not chapters:
        place = locating.place_of(document, found[0].start)
        return Draft((_quoted(document, found[0], f"{place[:1].upper()}{place[1:]}: " if place else ""),))
    parts = outline.chapter_sections(document)
    sentences = []
    for part in parts:
        own = [s for s in found if part.start <= s.start < part.end]
        if own:
            many = f" ({len(own)})" if len(own) > 1 else ""
            sentences.append(_quoted(document, own[0], f"{_title(part)}{many}: "))
    return Draft(tuple(sentences)) if sentences else None


def _what(patterns: Sequence[re.Pattern[str]], plain: str) -> str | None:
    match = next((found for pattern in patterns if (found := pattern.match(plain))), None)
    return match["what"].strip(" \"'“”‘’«»") if match else None


def _mentioning(what: str, document: Document) -> Iterator[Sentence]:
    """The sentences of running text that have these words as they stand, in any case."""
    bare = re.sub(r"^(?:the|a|an|der|die|das|le|la|les|l[’'])\s*", "", fold(what))
    words = r"\s+".join(map(re.escape, bare.split()))
    pattern = re.compile(rf"(?<!\w){words}(?!\w)")
    for sentence in document.sentences:
        if document.blocks[sentence.block].kind in _TEXT and pattern.search(
            fold(document.text[sentence.start : sentence.end])
        ):
            yield sentence


def _quoted(document: Document, sentence: Sentence, label: str) -> DraftSentence:
    place = (document.id, sentence.start, sentence.end)
    return DraftSentence(shown(document, sentence.start, sentence.end), place, label)


def _title(part: Section) -> str:
    return " ".join(part.title.split()).rstrip(" :")
