"""Exports: works named once in full, the notes behind a quote, and a refusal's passages called what they are."""

from assistant.answer import Question
from tests.fakes_web import FakeChain, make_document
from web.conversations import Conversation, Exchange
from web.exporting import conversation_markdown, footnoted, markdown, plain


def a_conversation(*questions: str) -> Conversation:
    chain = FakeChain(make_document())
    return Conversation("one", exchanges=tuple(Exchange(q, chain.answer(Question(q))) for q in questions))


def test_a_work_is_named_in_full_once_and_a_place_quoted_once() -> None:
    talk = a_conversation("When?", "When again?")
    written = conversation_markdown(talk).decode()
    notes = [line for line in written.splitlines() if line.startswith("[^")]
    assert len(notes) == 6
    assert "Ana Torvald, Harbour law in Mirel (1991), p. 57" in notes[0]
    assert all("Torvald, Harbour law in Mirel, p. 57" in note and "1991" not in note for note in notes[1:])
    assert "nine judges" in notes[1] and all("as quoted above" in note and "“" not in note for note in notes[3:])


def test_the_notes_behind_a_quote_go_with_it() -> None:
    answer = a_conversation("When?").exchanges[0].answer
    assert answer is not None
    words = footnoted(answer)
    assert "Note 2 there: Ibid., p. 40. (Ana Torvald, The Courts of Mirel" in words


def test_the_nearest_passages_of_a_refusal_are_called_so_in_every_form() -> None:
    talk = a_conversation("A fish tax?")
    refusal = talk.exchanges[0].answer
    assert refusal is not None
    for written in (plain(refusal), markdown(refusal), footnoted(refusal), conversation_markdown(talk).decode()):
        assert written.index("which do not answer the question") < written.index("Torvald")
