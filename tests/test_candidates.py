"""Which sentences may answer: those of the passages, and what the best passage's last one goes on with."""

from assistant.answer import Passage
from assistant.quotes.candidates import gone_on
from ingest.document import Chunk, ChunkKind, Document
from tests.fakes import make_document


def behind(document: Document, last: int) -> list[str]:
    """The sentences that go on a passage which ends with a sentence of the document."""
    end = document.sentences[last].end
    chunk = Chunk("one", document.id, ChunkKind.BODY, 0, end, document.text[:end])
    found = gone_on(Passage(chunk, 5.0, document.source, document.metadata), lambda _: document)
    return [document.text[one.start : one.end] for _, one in found]


def test_a_sentence_that_goes_on_behind_a_passage_may_answer() -> None:
    document = make_document("The Watch was a body of forty men. It was to keep the gate by night. Bremen had none.")
    assert behind(document, 0) == ["It was to keep the gate by night."]


def test_one_that_speaks_of_something_else_asks_or_begins_a_paragraph_is_not_looked_at() -> None:
    document = make_document("The Watch had men. Bremen had none. It asked. They were who?\n\nIt was burnt in 1402.")
    assert behind(document, 0) == []
    assert behind(make_document("The Watch had men. However, Bremen had none."), 0) == []
    assert behind(document, 2) == []
    assert behind(document, 3) == []
    assert behind(document, 4) == []
