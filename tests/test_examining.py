"""What passages make of the parts of a question: of each whole, and of its noun phrases. Sentences made up for these
tests."""

from assistant.refusals.examining import examined
from assistant.refusals.premises import Premise
from ingest.document import Chunk, ChunkKind


def examining(question: str, text: str) -> Premise | None:
    chunk = Chunk(id="c", document="d", start=0, end=len(text), text=text, section=(), kind=ChunkKind.BODY)
    return examined([(question, [text], [chunk])], None)[0]


def test_what_a_noun_phrase_takes_for_granted_counts_too() -> None:
    text = "Bremen did not sign the treaty of Lisse in 1402, and Riga kept it."
    found = examining("What became of the treaty that Bremen signed in 1402?", text)
    assert found is not None
    assert found.spoken_against
    assert found.presumed.clause == "Bremen signed the treaty in 1402"
    assert (
        examining("What became of the treaty that Bremen signed in 1402?", "Bremen signed the treaty in 1402.") is None
    )


def test_a_deed_told_nowhere_is_missing_in_a_noun_phrase() -> None:
    text = "Bremen and Riga met in the league of Lisse in 1402."
    found = examining("What followed Bremen’s withdrawal from the league of Lisse in 1402?", text)
    assert found is not None
    assert found.unsaid > 0.0


def test_a_calling_counts_too() -> None:
    found = examining("What did the architect Anna Vries draw?", "In 1402 the painter Anna Vries drew the gate.")
    assert found is not None
    assert found.said.startswith("The question takes for granted that Anna Vries was an architect")


def test_when_and_where_something_was_done_is_taken_for_granted_where_it_is_asked_what() -> None:
    text = "Anna Vries was mayor of Lisse. In a speech in Bremen in May 1402 she promised a school."
    found = examining("What did Anna Vries promise in her speech in Danzig in May 1402?", text)
    assert found is not None
    assert found.unsaid == 1.0
    assert examining("What did Anna Vries promise in her speech in Bremen in May 1402?", text) is None
    both = f"{text} In Danzig she promised a mill."
    assert examining("What did Anna Vries promise in her speech in Danzig in May 1402?", both) is None
