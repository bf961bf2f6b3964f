"""Works that a question sets beside one another, and on what: "How do the chapter and the Lisse history see the toll?"

A work may be named by its kind alone, or by its kind and words of its title, where another is named beside it and there
is one work of such a name only. This file doesn't know what the works say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.words.wording import content_words, fold

_KIND = (
    r"(?:article|chapter|book|paper|essay|study|report|abstract|lectures?|history|memoirs?|handbook|manual|guide|thesis"
    r"|dissertation|review|monograph|survey|text|document|account(?!\s+for\b)|page)"
)
_NO_NAME = r"the|a|an|and|or|of|in|on|by|to|from|with|for|this|that|other|two|three|do|does|did|is|are"
OF_KIND = re.compile(
    rf"\b(?:the|this|that)\s+(?P<about>(?:(?!(?:{_NO_NAME})\b)[\w’'-]+\s+){{0,4}}?)(?P<kind>{_KIND}(?:\s+{_KIND})?)\b"
    r"(?![’']s?\s)(?=(?:\s+(?:on|about)\s+(?P<on>[^?,;]{3,80}))?)",
    re.I,
)
# Its author may stand for a work: "the authors of the article", "the writer on the toll".
_AUTHOR = r"\b(?:the\s+)?(?:author|writer)s?"
AUTHOR_OF = re.compile(rf"{_AUTHOR}\s+of\s+$", re.I)
AUTHOR_ON = re.compile(rf"{_AUTHOR}\s+(?:on|about)\s+(?P<on>[^?,;]{{3,80}})", re.I)
WITHIN_NAMES = frozenset({"the", "a", "an", "of", "in", "on", "at", "for", "to", "from", "and", "its", "their"})
# What a kind is called in the metadata.
_TYPES = {
    "article": "article-journal", "chapter": "chapter", "book": "book", "report": "report", "thesis": "thesis",
    "dissertation": "thesis", "monograph": "book",
}  # fmt: skip
# "How do they differ" may be about two things in one document; these ask for what each document says.
EACH_OF = re.compile(
    r"\b(?:authors?|documents?|texts|sources|scholars|papers|articles|chapters|writers|accounts|both|each of)\b", re.I
)
# "scholars" alone may be any; "the scholars", "both authors", "the two documents" are those of the documents.
ALL_WORKS = re.compile(
    r"\b(?:(?:(?:all|both|each)\s+(?:of\s+)?)?(?:the|these|those|my|our)\s+(?:(?:two|three|four|five)\s+)?|(?:all|both|two)\s+)"
    r"(?:authors|documents|texts|sources|scholars|papers|articles|chapters|writers|accounts)\b",
    re.I,
)
COMPARING_WORDS = re.compile(
    r"\b(?:compare|contrast|differences? between|both authors|the two authors|two authors|both|each"
    r"|respectively|agree(?: that)?|differ)\b",
    re.I,
)
_SAY = (
    r"(?:says?|thinks?|writes?|describes?|sees?|judges?|views?|treats?|regards?|explains?|argues?|names?|mentions?"
    r"|reports?|tells?|discuss(?:es)?|interprets?|assess(?:es)?|evaluates?|presents?|portrays?|characteri[sz]es?"
    r"|accounts? for|deals? with|makes? of|thinks? (?:of|about)|ha(?:s|ve) to say (?:of|about|on))"
)
_AGREES = (
    r"(?:disagrees?|diverges?|converges?|concurs?|quarrels?|clash(?:es)?|conflicts?|contrasts?|contradicts?|overlaps?"
    r"|parts? (?:company|ways)|stands? apart|at odds|of one mind|different|alike)"
)
_TAKES = r"(?:shares?|accepts?|adopts?|rejects?|disputes?|contradicts?|challenges?|confirms?|supports?|opposes?)"
_VIEWS = (
    r"(?:views?|accounts?|treatments?|opinions?|ideas?|pictures?|understandings?|assessments?|judge?ments?|discussions?"
    r"|readings?|explanations?|interpretations?|attitudes?|stances?|positions?|verdicts?|arguments?|evaluations?"
    r"|criticisms?|scepticism|skepticism|optimism|pessimism)"
)
_ON = r"(?:on|about|over|in|as to|regarding|concerning|when it comes to|of|to|towards?|for)"
_HEAD = (
    r"(?:(?:in|on|at|to)\s+)?(?:(?:how|what|which|where|why|who)\s+)?"
    r"(?:far\s+|(?:respects?|ways?|points?|matters?|questions?|extent|things?)\s+)?"
)
_DOES = r"(?:do|does|did|are|is)"
# What is left of a comparing question without those compared, before what they are compared on.
FRAMES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^(?:(?:what|how|where|why|which)\s+)?(?:{_DOES}\s+)?(?:and\s+)*{_SAY}\b\s*(?:(?:each|both|us|of|as)\s+)*"
        r"(?:(?:about|on)\s+)?",
        rf"^{_HEAD}{_DOES}\s+(?:(?:and|with|from)\s+)*(?:{_AGREES}\s+)?(?:(?:with|from)\s+)*"
        r"(?:on|about|over|in|as to|regarding|concerning|when it comes to)\s+",
        rf"^(?:{_HEAD}{_DOES}\s+)?(?:and\s+)*(?:{_TAKES}\s+)?(?:and\s+)*(?:the\s+)?{_VIEWS}\s+(?:and\s+)?{_ON}\s+"
        rf"(?:(?:and\s+)+{_ON}\s+)?",
        rf"^(?:(?:who|which|is|are|was|were)\s+)+(?:the\s+)?(?:more|less)\s+[\w-]+\s+(?:than\s+)?{_ON}\s+",
        r"^(?:and\s+)*(?:on|about|over)\s+",
        rf"^{_DOES}\s+(?:and\s+)+",
    )
)
HOW_MUCH = re.compile(
    r"^how (?:\w+ly )?(?!many\b|much\b|long\b|often\b|far\b)[a-z]+ (?P<thing>\S.*?)"
    r" (?:was|is|were|are|had been|has been|have been)$"
)
LEFT_OVER = re.compile(r"\s*\b(?:according to|from|than|beside|besides|with|versus|vs\.?|and|or|as)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Work:
    """A document that a question names by its kind, and where the question does."""

    document: str
    start: int
    end: int


def works(
    text: str, titles: Mapping[str, str], types: Mapping[str, str], known: Sequence[str] = ()
) -> tuple[Work, ...]:
    """The works that a question names by their kind; none unless it names two, those that are `known` counted. `titles`
    and `types` are the documents' by their ids."""
    stems = {name: frozenset(content_words(title)) for name, title in titles.items()}
    found: list[Work] = []
    bare: list[re.Match[str]] = []
    for match in OF_KIND.finditer(text):
        if found and match.start() < found[-1].end:  # "the article on the Quad report"
            continue
        name, end = _meant(match, stems, types)
        if name:
            author = AUTHOR_OF.search(text, 0, match.start())
            found.append(Work(name, author.start() if author else match.start(), end))
        elif not match["about"] and not match["on"]:
            bare.append(match)
    for match in AUTHOR_ON.finditer(text):
        told = _on(match["on"], stems)
        if told and not any(work.start <= match.start() < work.end for work in found):
            found.append(Work(told[0], match.start(), match.start("on") + told[1]))
    rest = set(stems) - {work.document for work in found} - set(known)
    if len(bare) == 1 and len(stems) == 2 and len(rest) == 1:  # of two, the other
        found.append(Work(rest.pop(), *bare[0].span()))
    together = {work.document for work in found} | set(known)
    return tuple(sorted(found, key=lambda work: work.start)) if found and len(together) > 1 else ()


def _meant(match: re.Match[str], stems: Mapping[str, frozenset[str]], types: Mapping[str, str]) -> tuple[str, int]:
    """The one document of such a name, and where its name ends; none where there are several."""
    kinds = match["kind"].lower().split()
    about = set(content_words(match["about"]))
    if about:
        called = about | set(content_words(kinds[-1]))
        for wanted in (called, about):
            if len(held := [name for name, own in stems.items() if wanted <= own]) == 1:
                return held[0], match.end("kind")
        return "", 0
    if match["on"]:
        told = _on(match["on"], stems)
        return (told[0], match.start("on") + told[1]) if told else ("", 0)
    of_type = [name for name, kind in types.items() if kind == _TYPES.get(kinds[-1])]
    return (of_type[0], match.end("kind")) if len(of_type) == 1 else ("", 0)


def _on(said: str, stems: Mapping[str, frozenset[str]]) -> tuple[str, int] | None:
    """The one document whose name has the most of the words that a text begins with, and where these end."""
    held = {name: _leading(said, own) for name, own in stems.items()}
    most = max((count for count, _ in held.values()), default=0)
    best = [name for name, (count, _) in held.items() if count == most]
    return (best[0], held[best[0]][1]) if most and len(best) == 1 else None


def _leading(said: str, own: frozenset[str]) -> tuple[int, int]:
    """How many content words a text begins with that are among these, and where the last of them ends."""
    count = end = 0
    for word in re.finditer(r"[\w’'-]+", said):
        found = set(content_words(word.group()))
        if found and not found <= own:
            break
        if found:
            count, end = count + 1, word.end()
        elif word.group().lower() not in WITHIN_NAMES:
            break
    return count, end


def without(text: str, named: Sequence[Work]) -> str:
    """A question without the works that it names."""
    for work in sorted(named, key=lambda one: -one.start):
        text = f"{text[: work.start]} {text[work.end :]}"
    return " ".join(text.split())


def without_names(text: str, authors: frozenset[str], names: Collection[str] = ()) -> str:
    """A comparing question without the authors compared, of whom `names` are the whole names: what it compares them on.
    What is left of a name ("García" of García Cabrera, a first name) would be looked for as if it were the matter."""
    for name in names:
        own = [re.escape(word) for word in name.split()]
        if len(own) > 1 and fold(own[-1]) in authors:
            before = "".join(rf"(?:{word}\s+)?" for word in own[:-1])
            text = re.sub(rf"(?<!\w){before}(?={own[-1]}(?!\w))", "", text)
    words = text.split()
    kept = " ".join(word for word in words if not all(_is_name(part, authors) for part in word.split("/")))
    kept = re.sub(r"\baccording to and (?=according to\b)", "", ALL_WORKS.sub(" ", kept))
    kept = COMPARING_WORDS.sub(" ", kept).strip(" ?.,!")
    kept = re.sub(r"(?:^|(?<=\s))and(?=\s+(?:and|say|describe|on|what)\b)", " ", kept)
    kept = " ".join(kept.split())
    ends = fold(words[-1]).strip(" ?.,!") if words else ""  # "where does the law come from?"
    while (shorter := LEFT_OVER.sub("", kept)) != kept and not (ends and fold(kept).endswith(f" {ends}")):
        kept = shorter.strip(" ?.,")
    frame = next((match for frame in FRAMES if (match := frame.match(kept))), None)
    kept = kept[frame.end() :].strip(" ?.,") if frame else kept
    worth = HOW_MUCH.match(kept)
    kept = worth["thing"] if worth else kept
    return kept if len(content_words(kept)) >= 1 else text


def spelt_out(topic: str, texts: Sequence[str]) -> str:
    """A topic with each of its abbreviations that one of the texts doesn't have, and another explains, explained."""
    for short in dict.fromkeys(re.findall(r"(?<![\w-])[A-Z]{3,6}(?![\w-])", topic)):
        if all(re.search(rf"\b{short}\b", text) for text in texts):
            continue
        long = r"(?:\s(?:of|the|and|for|on))*[\s-]".join(rf"{letter}[\w-]*" for letter in short)
        found = (re.search(rf"\b(?P<long>{long})\s\({short}\)", text) for text in texts)
        if meant := next(filter(None, found), None):
            topic = re.sub(rf"\b{short}\b", f"{short} ({' '.join(meant['long'].split())})", topic, count=1)
    return topic


def _is_name(word: str, authors: frozenset[str]) -> bool:
    return bool({_bare(word), fold(word).strip(".,?")} & authors)


def _bare(word: str) -> str:
    """A word, folded, without what stands at it and without its owner's "s": "simon" of "Simon’s?"."""
    return re.sub(r"[’']s?$", "", fold(word).strip('.,;:?!“”"()'))
