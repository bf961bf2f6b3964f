"""The sentences that Pincite says around the documents' words, as one language has them.

This file doesn't know any language (said_in.py has them), nor when anything is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# The order of a language's `labels` and `names`.
FIELDS = ("doi", "isbn", "pages", "issue", "editors", "licence", "funding", "publisher", "container", "authors", "year",
          "title")  # fmt: skip
CODES = ("en", "de", "fr", "es", "it", "pt", "nl", "ja", "ko", "zh", "ru")


@dataclass(frozen=True, slots=True)
class Sentences:
    """One language's sentences; `{0}`, `{1}` are filled in. `labels` and `names` are each one line, in the order of
    FIELDS and of CODES, parted by "|"."""

    quotes: str
    joining: str
    refusal: str
    empty: str
    limited: str
    missing_one: str
    missing_many: str
    meant: str
    nothing_of: str
    silent: str
    unfound: str
    mentions: str
    cited: str
    unanswered: str
    less_sure: str
    absent_one: str
    absent_many: str
    unborne: str
    apart: str
    across: str
    nearest_in: str
    names: str
    either: str
    labels: str
    unstated: str
    note: str
    passage: str
    is_note: str
    this_is_note: str
    in_list: str
    this_in_list: str
    again_in: str
    no_note: str
    no_naming: str
    no_section: str
    no_pages: str
    several_paged: str
    no_page: str
    pages: str
    goes_on: str
    hangs_none: str
    checked: str

    def quoted(self, words: Sequence[str], most: int = 3) -> str:
        """The first words, each in quotation marks, joined."""
        return self.joining.join(self.quotes.format(word) for word in words[:most])

    def label(self, field: str) -> str:
        """What a field of the metadata is called."""
        return self.labels.split("|")[FIELDS.index(field)]

    def language(self, code: str) -> str:
        """What a language is called, as it stands in these sentences."""
        return self.names.split("|")[CODES.index(code)]
