"""Documents and answers for the tests of evaluation, made by hand: one sentence a line of the text."""

import hashlib
from typing import Any, ClassVar

from eval.cases import Case
from ingest.document import Block, BlockKind, Document, Metadata, Sentence

GULF = (
    "Japan paid 13 billion dollars for the Gulf War in 1991.\n"
    "The sum was raised by a special tax.\n"
    "No troops were sent to the Gulf.\n"
    "Minesweepers sailed in April 1991."
)
COUNCIL = (
    "Japan has been elected to the Security Council more often than any other state.\nIt doesn't hold a permanent seat."
)


def make_document(source: str, text: str) -> Document:
    """A document whose lines are its paragraphs and its sentences."""
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    at = 0
    for index, line in enumerate(text.split("\n")):
        blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(line), None, index + 1))
        sentences.append(Sentence(at, at + len(line), index))
        at += len(line) + 1
    return Document(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source=source,
        path=f"folder/{source}",
        format="text",
        text=text,
        metadata=Metadata(title=source),
        sections=(),
        blocks=tuple(blocks),
        notes=(),
        sentences=tuple(sentences),
    )


DOCUMENTS = (make_document("gulf.txt", GULF), make_document("council.txt", COUNCIL))

SET = """\
{"id": "sum", "question": "How much did Japan pay?", "answer": "13 billion dollars", "facts": [["13 billion"]], \
"evidence": [{"document": "gulf.txt", "quote": "paid 13 billion"}], "answerable": true, "tags": ["gulf"]}
{"id": "troops", "question": "Did Japan send troops?", "facts": [["no troops", "not"]], \
"evidence": [{"document": "gulf.txt", "quote": "troops were sent"}], "tags": ["gulf", "negation"]}
{"id": "seat", "question": "Does Japan hold a permanent seat?", "facts": [["doesn't hold", "does not hold"]], \
"evidence": [{"document": "council.txt", "quote": "permanent seat"}], "tags": ["council"]}
{"id": "nato", "question": "When did Japan join NATO?", "answerable": false, "tags": ["absent"]}
"""


class QuotingSystem:
    """A system that knows which sentence answers each question: the real protocol, and no model.

    `shift` moves its citations by so many sentences, `refuses` lets it refuse, `negates` keeps negations.
    """

    ANSWERS: ClassVar = {"sum": (0, 0), "troops": (0, 2), "seat": (1, 1)}  # case: (document, sentence)

    def __init__(self, *, shift: int = 0, refuses: bool = True, negates: bool = True) -> None:
        self.shift, self.refuses, self.negates = shift, refuses, negates
        self.asked: list[str] = []

    def __call__(self, case: Case) -> dict[str, Any]:
        self.asked.append(case.id)
        if case.id not in self.ANSWERS and self.refuses:
            return {"answered": False, "answer": "Not in these documents.", "claims": [], "citations": [],
                    "confidence": 0.1, "timings_ms": {"retrieve": 1.0, "total": 2.0}}  # fmt: skip
        document, index = self.ANSWERS.get(case.id, (0, 1))
        source = DOCUMENTS[document]
        said = source.sentences[index]
        text = source.text[said.start : said.end]
        cited = source.sentences[(index + self.shift) % len(source.sentences)]
        quote = source.text[cited.start : cited.end]
        if not self.negates:
            text = text.replace("No troops", "Troops").replace("doesn't hold", "holds")
        supported = "supported" if text == quote else "contradicted"
        return {
            "answered": True,
            "answer": f"{text} [1]",
            "claims": [{"text": text, "verdict": supported, "score": 0.9, "citations": [1], "reasons": []}],
            "citations": [{"n": 1, "document": source.id, "source": source.source, "quote": quote,
                           "start": cited.start, "end": cited.end}],
            "confidence": 0.9,
            "timings_ms": {"retrieve": 1.0, "total": 2.0},
        }  # fmt: skip


def supports(claim: str, sources: Any) -> bool:
    """A judge that goes by the words: the claim stands in a source."""
    return any(claim in source for source in sources)
