"""Which documents a question names: by an author's family name, by a title, or as "the article on …".

Names are looked up by the words that the question has, so that a question costs as much over a thousand documents as
over ten. This file doesn't know how a library keeps its documents or what is searched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol
from weakref import WeakKeyDictionary

from assistant.questions.foreign import cover
from assistant.questions.set_beside import Work, works
from assistant.words.about_words import WORKS
from assistant.words.languages import language_of
from assistant.words.wording import CJK, content_words, fold
from ingest.document import Metadata

if TYPE_CHECKING:
    from ingest.store import DocumentSummary

TITLE_WORDS = 3
TITLED = 0.6  # of the words of what a work is said to be on, in a title in another language than English
# "According to Simon", "what does Simon say", "Simon's view": the answer must come from Simon.
SAYS = (
    r"(?:according to|in the (?:view|words|opinion|account) of|(?:do|does|did)) {name}\b"
    r"|\b{name}(?:[’']s?)? (?:\w+ly )?(?:say|says|said|argue|argues|think|thinks|claim|claims|write|writes|describe"
    r"|describes|view|account|opinion|article|chapter|paper|book|abstract|essay|report)\b|\bby {name}\b"
)
THE_WORK = re.compile(
    r"\b(?:article|author|chapter|book|paper|report|essay|abstract|study|document|text|page|writer)s?\s+(?:on|about|called"
    r"|titled|entitled)"
    r"\s+(?P<about>(?:the\s+)?[^?,;]{3,80}?)(?=[?,;]|$|\s(?:agree|differ|disagree|say|explain|describe|judge|and)s?\b)",
    re.I,
)
# "the filariasis paper", "in the two chapters on …" are works too, by what stands before their kind.
KIND_OF_WORK = re.compile(
    r"(?P<says>\b(?:according to|in|does|do|did|by)\s+)?\b(?:the|this|that|my)\s+(?P<about>(?:[\w’'-]+\s+){1,4}?)"
    r"(?:article|chapter|book|paper|essay|study|report)\b",
    re.I,
)
# The same in other languages: "der Aufsatz über …", "l’article sur …", "以…为题的文章" has its title in quotes.
_ON = {
    "de": r"(?:über|zu(?:m|r)?|von)", "fr": r"(?:sur|de|du|des|d[’'])", "es": r"(?:sobre|de|del)",
    "it": r"(?:su\w*|di|del\w*)", "pt": r"(?:sobre|d[oae]s?)", "nl": r"(?:over|van)",
}  # fmt: skip
# What may follow a title: the end of a question that asks who wrote the work, when, where it came out.
_END = (
    r"(?=[?,;]|$|\s+(?:geschrieben|verfasst|erschienen|veröffentlicht|publiziert|a-t-il|a-t-elle|a été|est|fut|parut"
    r"|paru|publié|fue|ha sido|se|è|fu|foi|saiu|geschreven|verschenen|gepubliceerd|verscheen)\b)"
)
WORK_ON = {
    code: re.compile(rf"\b{WORKS[code]}\s+{on}(?:\s+|(?<=[’']))(?P<about>[^?,;]{{3,80}}?){_END}", re.I)
    for code, on in _ON.items()
}
_RUN = re.compile(r"\w+")

Named = tuple[tuple[str, ...], frozenset[str], bool]


class Phrases:
    """Phrases (folded), each with the position of its document, found by their rarest word.

    A phrase that stands in a text between word boundaries, or between quotation marks, has all its words in the text's.
    """

    def __init__(self, phrases: Iterable[tuple[str, int]]) -> None:
        entries = [(phrase, at, frozenset(_RUN.findall(phrase))) for phrase, at in phrases]
        common = Counter(word for _, _, words in entries for word in words)
        self._by_word: dict[str, list[tuple[str, int, frozenset[str]]]] = {}
        for entry in entries:
            rarest = min(entry[2], key=lambda word: (common[word], word), default="")  # "": to be looked at always
            self._by_word.setdefault(rarest, []).append(entry)

    def within(self, words: frozenset[str]) -> list[tuple[str, int]]:
        """The phrases all of whose words are among these, with their positions."""
        return [
            (phrase, at)
            for word in ("", *words)
            for phrase, at, needed in self._by_word.get(word, ())
            if needed <= words
        ]


class Names:
    """The names of documents, ready to be looked up. Safe to share between threads."""

    def __init__(self, summaries: Sequence[DocumentSummary]) -> None:
        self.summaries = tuple(summaries)
        self._families = Phrases(
            (family, at) for at, s in enumerate(self.summaries) for family in families(s.metadata) if len(family) > 2
        )
        self._titles = Phrases(
            (form, at) for at, s in enumerate(self.summaries) for form in forms(s.metadata.title or "")
        )

    @cached_property
    def _about(self) -> list[frozenset[str]]:
        return [frozenset(content_words(f"{s.metadata.title or ''} {s.source}")) for s in self.summaries]

    def named(self, text: str, among: Container[str] | None = None) -> Named:
        """The documents a question names, the family names it names them by, and whether it asks for what they say.

        A document is named by its author's family name, by its title in full (or what of it stands before a colon), or
        as "the article on …", "the … article" by the words of its title. `among` are the ids it may be; None for all.
        """
        plain = fold(text)
        words = frozenset(_RUN.findall(plain))
        code = language_of(text) or ""
        genitive = "s?" if code in ("de", "nl") else ""  # "Brandts Aufsatz"
        words |= {word.removesuffix("s") for word in words} if genitive else frozenset()
        ids = [summary.id for summary in self.summaries]
        found: set[int] = set()
        authors: set[str] = set()
        says = False
        for family, at in self._families.within(words):
            if (among is None or ids[at] in among) and re.search(rf"\b{re.escape(family)}{genitive}\b", plain):
                found.add(at)
                authors.add(family)
                says = says or bool(re.search(SAYS.format(name=re.escape(family)), plain))
        for form, at in self._titles.within(words):
            if among is not None and ids[at] not in among:
                continue
            if quoted(form, plain):
                found.add(at)
                says = True
            elif written_out(form, plain):
                found.add(at)
        found |= {at for at in self._written_through(plain) if among is None or ids[at] in among}
        named = dict.fromkeys(ids[at] for at in sorted(found))
        if not named and code in WORK_ON and (match := WORK_ON[code].search(text)):
            named |= dict.fromkeys(self._told_of(match["about"], code, among))
        if match := THE_WORK.search(text):
            about = set(content_words(match["about"]))
            scored = {
                ids[at]: len(about & own) / max(len(about), 1)
                for at, own in enumerate(self._about)
                if among is None or ids[at] in among
            }
            best = max(scored.values(), default=0.0)
            if best >= 0.5:
                named |= {name: None for name, score in scored.items() if score == best}
                says = True
        for match in KIND_OF_WORK.finditer(text):
            about = set(content_words(match["about"]))
            held = [ids[at] for at, own in enumerate(self._about) if about and about <= own]
            if len(held) == 1 and (among is None or held[0] in among) and not named:
                named[held[0]] = None
                says = says or match["says"] is not None
        return tuple(named), frozenset(authors), says

    def beside(self, text: str, among: Sequence[str], named: Sequence[str]) -> tuple[Work, ...]:
        """The documents that a question names by their kind beside one another, or beside one that it names otherwise
        (`named`)."""
        own = [s for s in self.summaries if s.id in among]
        titles = {s.id: f"{s.metadata.title or ''} {s.source}" for s in own}
        return works(text, titles, {s.id: s.metadata.type for s in own}, named)

    def _written_through(self, plain: str) -> set[int]:
        """The positions of the documents whose Chinese or Japanese title, or author, stands in a question (folded),
        which has no spaces between words."""
        if not CJK.search(plain):
            return set()
        said = [
            (fold(name), at)
            for at, s in enumerate(self.summaries)
            for name in (s.metadata.title, *s.metadata.authors)
            if name
        ]
        return {at for name, at in said if CJK.search(name) and len(name) > 2 and name in plain}

    def _told_of(self, about: str, code: str, among: Container[str] | None) -> list[str]:
        """The one document whose title has nearly all words of what a work is said to be on."""
        summaries = [s for s in self.summaries if among is None or s.id in among]
        held = {s.id: cover(about, code, f"{s.metadata.title or ''} {s.source}") for s in summaries}
        best = max(held.values(), default=0.0)
        found = [name for name, share in held.items() if share == best >= TITLED]
        return found if len(found) == 1 else []


def families(metadata: Metadata) -> frozenset[str]:
    """The last words of its authors' names, folded."""
    return frozenset(fold(name.split()[-1]) for name in metadata.authors if name.split())


def forms(title: str) -> set[str]:
    """A title (folded) in full and what of it stands before a colon."""
    return {fold(form).strip() for form in (title, title.split(":")[0]) if form.strip()}


def quoted(form: str, question: str) -> bool:
    """Whether a question (folded) has a title between quotation marks: it asks what that document says."""
    return bool(re.search(rf"[\"'‘“«„]{re.escape(form)}[\"'’”»“]", question))


def written_out(form: str, question: str) -> bool:
    """Whether a question (folded) writes out a title; one of fewer than TITLE_WORDS content words may be a mere phrase,
    unless it is quoted."""
    return len(content_words(form)) >= TITLE_WORDS and bool(re.search(rf"\b{re.escape(form)}\b", question))


class _Listing(Protocol):
    def documents(self) -> tuple[DocumentSummary, ...]: ...


_known: WeakKeyDictionary[_Listing, Names] = WeakKeyDictionary()


def names_in(library: _Listing) -> Names:
    """The names of a library's documents, made again only when these have changed."""
    summaries = library.documents()
    known = _known.get(library)
    if known is None or known.summaries != summaries:
        known = _known[library] = Names(summaries)
    return known


__all__ = ["Named", "Names", "Phrases", "names_in"]
