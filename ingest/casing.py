"""Titles set in capitals, written as one cites them: each word as the document's own text mostly writes it. Pure.

So names, acronyms and German nouns keep their capitals in any language, without a dictionary. What the text doesn't
use is put in small letters. This file doesn't know styles: those that capitalise English titles do so themselves.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from ingest.document import BlockKind, Document

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_INITIAL = re.compile(r"(?:^|[.!?:…]['”’\")\]]*\s+|[“‘«(]\s?)$")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and as at by for from in of on or the to with de del della di do da das dos du des e et la le les y el "
        "en und der die das für im zur zum",
    )
)
_MOST_TEXT = 400_000  # code points looked at


def is_shouted(text: str) -> bool:
    """Whether a text of two words or more is all in capitals."""
    return text.isupper() and len(_WORD.findall(text)) > 1 and sum(c.isalpha() for c in text) > 8


def recased_title(title: str, document: Document) -> str:
    """A title in capitals with the capitals that the document's paragraphs give its words; others unchanged."""
    if not is_shouted(title):
        return title
    forms = _forms({word.casefold() for word in _WORD.findall(title)}, document)

    def written(match: re.Match[str]) -> str:
        word = match[0]
        if _is_code(title, match):
            return word
        form = forms.get(word.casefold(), word.lower())
        opens = match.start() == 0 or title[: match.start()].rstrip("“‘\"' ").endswith((":", "?", "!", "–", "—"))
        return form[:1].upper() + form[1:] if opens else form

    return _WORD.sub(written, title)


def recased_name(name: str) -> str:
    """The name of a journal or a book in capitals with a capital for each word but the small ones; others unchanged."""
    if not is_shouted(name):
        return name

    def written(match: re.Match[str]) -> str:
        word = match[0].lower()
        return word if word in _SMALL and match.start() else word.capitalize()

    return _WORD.sub(written, name)


def _is_code(title: str, match: re.Match[str]) -> bool:
    """Whether figures or signs are part of the word: "REDD+", "CO2"."""
    after = title[match.end() : match.end() + 1]
    return after.isdigit() or after == "+" or title[max(match.start() - 1, 0) : match.start()].isdigit()


def _forms(wanted: set[str], document: Document) -> dict[str, str]:
    """The commonest way in which the paragraphs write each of the words, not counting those that open a sentence."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    looked = 0
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH or looked > _MOST_TEXT:
            continue
        text = document.text[block.start : block.end]
        looked += len(text)
        if is_shouted(text):
            continue
        for match in _WORD.finditer(text):
            if match[0].casefold() in wanted and not _INITIAL.search(text[max(match.start() - 6, 0) : match.start()]):
                counts[match[0].casefold()][match[0]] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in counts.items()}


__all__ = ["is_shouted", "recased_name", "recased_title"]
