"""An answer's sentences as claims: each checked against the sentences that it cites.

This file doesn't know how sentences were written, nor how a claim is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant import citing
from assistant.answer import Citation, Claim, unmarked
from assistant.checking import check_claims
from assistant.other_judges import JudgeError
from assistant.protocols import Judge
from assistant.words.wording import shown
from ingest.document import Document

Documents = Callable[[str], Document]


def checked_claims(
    sentences: Sequence[citing.CitedSentence], citations: Sequence[Citation], judge: Judge | None, documents: Documents
) -> tuple[Claim, ...]:
    """Each sentence checked against the sentences it cites; its label says only whose words they are."""
    read = [_as_shown(citation, documents) for citation in citations]
    items = [
        (sentence.text, citing.sources_of(sentence.text, [read[n - 1] for n in sentence.citations]))
        for sentence in sentences
    ]
    try:
        checked = check_claims(items, judge=judge)
    except JudgeError:  # a judge behind an address may fail at any time: the evidence that needs none still counts
        checked = check_claims(items)
    return tuple(
        Claim(unmarked(said.label + said.text), found.verdict, found.score, said.citations, found.reasons)
        for said, found in zip(sentences, checked, strict=True)
    )


def _as_shown(citation: Citation, documents: Documents) -> Citation:
    """The citation with its quote as it is shown: a note's number in the text ("Resolution 331419") is none of its
    words. A table's row stays as it is."""
    if "\t" in citation.quote:
        return citation
    return replace(citation, quote=shown(documents(citation.document), citation.start, citation.end))
