"""Exports: works named once in full, the notes behind a quote, and a refusal's passages called what they are."""

from dataclasses import replace

from assistant.answer import Question, Verdict
from tests.fakes_web import FakeChain, make_document
from web.conversations import Conversation, Exchange
from web.exporting import conversation_markdown, file_name, footnoted, markdown, plain


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


def test_what_the_page_warns_of_goes_with_every_form() -> None:
    talk = a_conversation("When?")
    answer = talk.exchanges[0].answer
    assert answer is not None
    doubted = replace(answer.claims[0], verdict=Verdict.CONTRADICTED, reasons=("the passage says 9, the claim 12",))
    warned = replace(
        answer,
        standalone_question="When did the court of Mirel sit?",
        notice="See whether it answers.",
        claims=(doubted, *answer.claims[1:]),
    )
    whole = replace(talk, exchanges=(replace(talk.exchanges[0], answer=warned),))
    for written in (plain(warned), markdown(warned), footnoted(warned), conversation_markdown(whole).decode()):
        assert "Understood as: When did the court of Mirel sit?" in written
        assert "See whether it answers." in written
        assert "is contradicted by its source" in written and "the passage says 9, the claim 12" in written
    quiet = plain(replace(answer, standalone_question=answer.question, notice=None, claims=()))
    assert "Understood as" not in quiet and "its source" not in quiet


def test_a_files_name_keeps_its_apostrophe_and_whole_words() -> None:
    assert file_name("Japan's road: to 1956?", "md") == "Japan’s road to 1956.md"
    assert file_name("harbour " * 12, "md") == "harbour harbour harbour harbour harbour harbour harbour.md"
    assert file_name("???", "docx") == "conversation.docx"
