"""Claims about documents, true and changed, made at run time; and the hand-written ones of sets/claims.jsonl.

The generated ones come from the documents' own sentences (reworded, or changed by one operation), so nothing of a
document
is kept. This file doesn't know who checks the claims.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from eval.cases import find_document, find_quote
from eval.json_lines import numbered_lines
from eval.training.changes import OPERATIONS, changed
from eval.training.rewordings import reworded
from ingest.document import BlockKind, Document
from ingest.errors import PinciteError

CLAIMS = Path(__file__).parent / "sets" / "claims.jsonl"
_PROSE = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM)


class ClaimSetError(PinciteError):
    """A claim's document is missing, or its quote is not in it once."""


@dataclass(frozen=True, slots=True)
class MadeClaim:
    """A claim and the paragraph it is to be checked against. `kind` is the operation, or paraphrase or copy where
    true."""

    id: str
    claim: str
    source: str
    supported: bool
    kind: str


def make_claims(documents: Sequence[Document], *, seed: int = 11) -> list[MadeClaim]:
    """For each sentence of prose a true claim, reworded where a rule applies, and a false one, changed by an operation
    drawn evenly among those that apply."""
    rng = Random(seed)
    out: list[MadeClaim] = []
    for document in documents:
        for sentence in document.sentences:
            block = document.blocks[sentence.block]
            text = document.text[sentence.start : sentence.end].strip()
            if block.kind not in _PROSE or not 7 <= len(text.split()) <= 60 or text[-1] not in '.”"':
                continue
            source = document.text[block.start : block.end]
            name = f"{document.source}:{sentence.start}"
            true = reworded(text, rng)
            out.append(MadeClaim(f"{name}:true", true or text, source, True, "reworded" if true else "copy"))
            edit = changed(true or text, source, rng, kinds=tuple(OPERATIONS))
            if edit is not None:
                out.append(MadeClaim(f"{name}:{edit.kind}", edit.text, source, False, edit.kind))
    return out


def written_claims(documents: Sequence[Document], path: Path = CLAIMS) -> list[MadeClaim]:
    """The hand-written claims about the given documents, each with the paragraph that holds its quote."""
    out = []
    for line, row in numbered_lines(path.read_text(encoding="utf-8")):
        value = json.loads(row)
        document = find_document(value["document"], documents)
        if document is None:
            continue
        places = find_quote(document.text, value["quote"])
        if len(places) != 1:
            where = f"{path.name}, line {line}: the quote stands {len(places)} times in {value['document']}."
            raise ClaimSetError(where)
        index = document.block_at(places[0][0])
        if index is None:
            raise ClaimSetError(f"{path.name}, line {line}: the quote is not in a paragraph of {value['document']}.")
        block = document.blocks[index]
        source = document.text[block.start : block.end]
        out.append(MadeClaim(value["id"], value["claim"], source, value["label"] == "supported", value["kind"]))
    return out
