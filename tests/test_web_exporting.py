"""Exports: works named once in full, the notes behind a quote, and a refusal's passages called what they are."""

from dataclasses import replace

from assistant.answer import Citation, CitedNote, Question, Verdict
from tests.fakes_web import FakeChain, make_document
from web.conversations import Conversation, Exchange
from web.exporting import conversation_markdown, file_name, footnoted, full_reference, markdown, plain


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


def a_citation(quote: str, *notes: CitedNote, paragraph: int | None = None) -> Citation:
    return Citation(
        n=1, document="mills", source="mills.epub", title="The Mills", authors=("Anna Smit",), year=1980, start=0,
        end=len(quote), quote=quote, section=("Chapter 2. The Eel Traps", "Notes"), paragraph=paragraph, page=None,
        notes=notes,
    )  # fmt: skip


def test_a_note_that_is_quoted_is_named_and_not_said_again() -> None:
    ibid = CitedNote("40", "Ibid, 64.", "39", "Valerie Boom, The Eel (Oudam, 1990), 9.")
    assert full_reference(a_citation("Ibid, 64.", ibid)) == (
        "Anna Smit, The Mills (1980), in “Chapter 2. The Eel Traps”. Note 40: “Ibid, 64.”"
        " (Valerie Boom, The Eel (Oudam, 1990), 9.)"
    )
    whole = CitedNote("7", "H. Weir, Rye (Oudam, 1991); D. Boom, The Eel (Oudam, 1990).", None, None)
    written = full_reference(a_citation("H. Weir, Rye (Oudam, 1991)", whole))
    assert written.endswith(". Note 7: “H. Weir, Rye (Oudam, 1991)”")


def test_the_numbers_of_notes_are_raised_in_what_is_quoted() -> None:
    notes = (CitedNote("3", "Weir, Rye.", None, None), CitedNote("4", "Boom.", None, None))
    written = full_reference(a_citation("In 1903 the mill burned.3 It had 4 stones.4", *notes, paragraph=6))
    assert "“In 1903 the mill burned.³ It had 4 stones.⁴” Note 3 there: Weir, Rye. Note 4 there: Boom." in written


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
