"""Answers and documents as HTML: nothing unescaped, every word shown, markers and verdicts where they belong."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Answer, CitedNote, Claim, Question, Verdict, marked_text
from eval.compare import CaseChange, Comparison
from ingest.document import BlockKind, Note, Page, PageBreak, Span, Styled, TextStyle
from tests.fakes_web import FakeChain, FakeSummary, cite, make_document, make_run
from web.conversations import Listed
from web.document_html import Cited, document_html, outline_html
from web.library_html import form_html, reading_html, shelf_html
from web.library_html import progress_html as adding_html
from web.render import (
    answer_html,
    citation_html,
    citations_html,
    esc,
    pieces,
    place_words,
    quoted_html,
    strip_markers,
    summary_words,
)
from web.shelf import Step
from web.source_pane import pane_html
from web.talks_html import talks_html
from web.text_styles import signed_html
from web.trials_html import comparison_html, progress_html, run_html
from web.turns_html import error_html, live_html, turn_html, welcome_html

HOSTILE = '</p><script>alert(1)</script><img src=x onerror="alert(2)">\'"${alert(3)}{{4}}&amp;'
VOID = {"br", "input", "img"}


class Text(HTMLParser):
    """The text of some markup, its tags, and whether they nest."""

    def __init__(self, markup: str, skip: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.words, self.tags, self.stack, self.skip = "", [], [], skip
        self.feed(markup)
        self.close()
        assert not self.stack

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            classes = (dict(attributes).get("class") or "").split()
            self.stack.append((tag, any(c in self.skip for c in classes)))

    def handle_endtag(self, tag):
        assert self.stack and self.stack[-1][0] == tag, (tag, self.stack)
        self.stack.pop()

    def handle_data(self, data):
        if not any(skipped for _, skipped in self.stack):
            self.words += data


FURNITURE = ("page-mark", "note-inline", "note-full", "note-number")


def squeeze(text: str) -> str:
    return "".join(text.split())


def test_the_whole_document_is_shown_word_for_word() -> None:
    document = make_document()
    shown = Text(document_html(document), FURNITURE).words
    assert squeeze(shown) == squeeze(document.text)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6), st.data())
@settings(max_examples=60, deadline=None)
def test_any_text_is_shown_whole_with_any_words_marked(texts: list[str], data: st.DataObject) -> None:
    kinds = st.sampled_from([k for k in BlockKind if k is not BlockKind.TABLE])
    document = make_document(tuple((data.draw(kinds), words) for words in texts))
    length = len(document.text)
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    shown = Text(document_html(document, (Cited(1, start, end),)), FURNITURE)
    assert squeeze(shown.words) == squeeze(Text(esc(document.text)).words)
    assert all(tag != "script" for tag, _ in shown.tags)


def test_cited_words_are_marked_exactly() -> None:
    document = make_document()
    start = document.text.index("nine judges")
    markup = document_html(document, (Cited(7, start, start + 11),))
    assert re.findall(r'<mark class="cited" data-n="7"[^>]*>([^<]*)</mark>', markup) == ["nine judges"]


def test_a_note_opens_in_place_with_the_reference_behind_its_short_form() -> None:
    markup = document_html(make_document())
    button = markup.index('aria-label="Note 2"')
    aside = markup.index('class="note-inline"', button)
    assert "The Courts of Mirel" in markup[aside : markup.index("Fees and", aside)]


def test_pages_and_outline() -> None:
    document = make_document()
    assert 'data-page="58"' in document_html(document)
    assert outline_html(document.sections).count("<li") == 3
    assert outline_html(document.sections[:1]) == ""


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.SUPPORTED])
def test_a_claim_that_lacks_support_is_marked_and_says_why(verdict: Verdict) -> None:
    document = make_document()
    claim = Claim("Nine sat.", verdict, 0.2, (1,), ("9 is not there",))
    answer = Answer("q", "q", True, "Nine sat. [1]", None, (claim,), (cite(document, 1, "nine judges"),))
    markup = answer_html(answer)
    assert f'class="claim {verdict.value}"' in markup and "9 is not there." in markup
    supported = answer_html(replace(answer, claims=(replace(claim, verdict=Verdict.SUPPORTED),)))
    assert "verdict-word" not in supported and 'class="claim' not in supported


def test_markers_come_after_their_words_and_unknown_ones_are_dropped() -> None:
    document = make_document()
    answer = Answer("q", "q", True, "Nine [1] sat [9].", None, (), (cite(document, 1, "nine judges"),))
    text = Text(answer_html(answer), ("cite-card", "references", "checked")).words
    assert text == "Nine1 sat."


@given(st.text(), st.lists(st.text(min_size=1, max_size=10), max_size=3))
def test_pieces_put_together_are_the_text_without_markers(text: str, claims: list[str]) -> None:
    made = [Claim(words, Verdict.PARTIAL, 0.5, ()) for words in claims]
    assert "".join(piece.text for piece in pieces(text, made)) == strip_markers(text)[0]


def test_hostile_text_is_harmless_wherever_it_is_shown() -> None:
    document = make_document(((BlockKind.HEADING, HOSTILE), (BlockKind.PARAGRAPH, HOSTILE), (BlockKind.TABLE, HOSTILE)))
    document = replace(document, source=HOSTILE, metadata=replace(document.metadata, title=HOSTILE, authors=(HOSTILE,)))
    cited_note = CitedNote(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    citation = replace(cite(document, 1, HOSTILE, (cited_note,)), section=(HOSTILE,))
    claim = Claim(HOSTILE, Verdict.CONTRADICTED, 0.1, (1,), (HOSTILE,))
    answer = Answer(HOSTILE, HOSTILE, True, HOSTILE + " [1]", HOSTILE, (claim,), (citation,), notice=HOSTILE)
    refusal = replace(answer, answered=False, nearest=(citation,))
    run = make_run("run-01", False, document)
    for case in run["cases"]:
        case.update(question=HOSTILE, id=HOSTILE, error=HOSTILE, tags=[HOSTILE])
    run["run"].update(set=HOSTILE, id=HOSTILE, warnings=[HOSTILE])
    start = document.blocks[1].start
    full = Note(HOSTILE, start, start + 9, (Span(0, 4), Span(9, 9)), refers_to=HOSTILE, full_reference=HOSTILE)
    lost = Note(HOSTILE, start + 10, start + 20, (Span(5, 5),), unresolved=HOSTILE)
    read = replace(
        document,
        notes=(full, lost),
        warnings=(HOSTILE,),
        format=HOSTILE,
        styles=(Styled(0, 12, TextStyle.STRONG), Styled(3, 20, TextStyle.CODE)),
        metadata=replace(document.metadata, language=HOSTILE, container=HOSTILE, doi=HOSTILE, type=HOSTILE),
        page_breaks=(PageBreak(0, Page(HOSTILE, 1)),),
    )
    change = CaseChange("q", HOSTILE, "worse", (), (HOSTILE,))
    compared = Comparison(run, run, (), (change,), 1, (HOSTILE,), ())
    summary = FakeSummary("x", HOSTILE, "x", document.metadata, 1, 1, warnings=(HOSTILE,))
    for markup in (
        run_html(run),
        comparison_html(compared, (HOSTILE, HOSTILE)),
        progress_html(1, 2, 0, HOSTILE),
        signed_html(f"*{HOSTILE}* **{HOSTILE}** `{HOSTILE}`"),
        quoted_html(HOSTILE, (cited_note,)),
        document_html(read, (Cited(1, 0, 20),)),
        pane_html(read, (Cited(1, 2, 7),)),
        talks_html((Listed(HOSTILE, HOSTILE, ""),), HOSTILE, undo=HOSTILE),
        shelf_html((summary,), message=HOSTILE, undo=HOSTILE),
        adding_html(1, 2, (Step(HOSTILE, "failed", HOSTILE),)),
        reading_html(read),
        form_html(read),
        live_html(HOSTILE, HOSTILE, HOSTILE),
        error_html(HOSTILE, HOSTILE, 0),
        pane_html(document, (Cited(1, 0, 20),)),
        turn_html(HOSTILE, answer, 0, remark=HOSTILE, evidence=(citation,)),
        turn_html(HOSTILE, answer, 0),
        turn_html(HOSTILE, refusal, 0),
        welcome_html((HOSTILE,), 1),
        document_html(document, (Cited(1, 0, 20),)),
        outline_html(document.sections),
    ):
        tags = Text(markup).tags
        assert not {"script", "img", "iframe"} & {tag for tag, _ in tags}
        assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]


def test_a_refusal_shows_the_nearest_passages() -> None:
    chain = FakeChain(make_document())
    markup = answer_html(chain.answer(Question("fish tax?")))
    assert "Nearest passages" in markup and "Searched 1 document." in markup and "open-cite" in markup


def test_a_note_that_is_cited_itself_is_named_and_not_repeated() -> None:
    document = make_document()
    first, second = (document.text[note.start : note.end] for note in document.notes)
    full = CitedNote("1", first)
    short = CitedNote("2", second, refers_to="1", full_reference=first)
    cited = replace(cite(document, 1, first, (full,)), paragraph=None, section=("What is left.",), page=None)
    assert place_words(cited) == "What is left, note 1"
    shown = citation_html(cited)
    assert ", What is left, note 1<" in shown and "cited-notes" not in shown
    shown = citation_html(replace(cite(document, 1, second, (short,)), paragraph=None))
    assert "note 2<" in shown and "cited-notes" in shown and shown.count(first) == 1  # what Ibid. stands for
    hung = cite(document, 1, "It had nine judges", (CitedNote("1", "It had nine judges, as Torvald says."),))
    assert place_words(hung).endswith("paragraph 1 of the text") and "cited-notes" in citation_html(hung)
    assert place_words(replace(cited, section=("Trade with the U.S.",))) == "Trade with the U.S., note 1"
    gathered = replace(cited, section=("Chapter 2. The Eel Traps", "Notes"))  # at the chapter's end
    assert place_words(gathered) == "Chapter 2. The Eel Traps, note 1"
    assert place_words(replace(cited, section=(cited.title or "", "Notes"))) == "Notes, note 1"
    deep = replace(cited, section=(cited.title or "", "Chapter 2. Eels", "Traps", "Weirs."))  # a book without pages
    assert place_words(deep) == "Chapter 2. Eels, Weirs, note 1"
    assert place_words(replace(deep, page=Page("7", 9))).removeprefix("p. 7, ") == "Weirs, note 1"


@pytest.mark.parametrize(
    ("quote", "number", "shown"),
    [
        ("A council of 18 (the C18) met.18", "18", "A council of 18 (the C18) met.<sup>18</sup>"),
        ("A council of 18 (the C18) met.¹⁸", "18", "A council of 18 (the C18) met.¹⁸"),
        ("The F-15 flew, see article (15).", "15", "The F-15 flew, see article (15)."),
        ("It cost $5 in the “treaty”5 of Oss.", "5", "It cost $5 in the “treaty”<sup>5</sup> of Oss."),
        ("The treaty4 was kept.", "4", "The treaty<sup>4</sup> was kept."),
        ("It sat first in 1824.1 It had nine judges.", "1", "It sat first in 1824.<sup>1</sup> It had nine judges."),
    ],
)
def test_only_a_notes_marker_is_raised_in_a_quote(quote: str, number: str, shown: str) -> None:
    assert quoted_html(quote, (CitedNote(number, "Torvald, p. 4."),)) == shown


def test_documents_that_go_by_the_same_words_are_told_apart_where_both_are_cited() -> None:
    document = make_document()
    one = cite(document, 1, "It had nine judges")
    other = replace(one, n=2, document="0" * 16, source="mirel.pdf")
    both = citations_html((one, other), label="Sources")
    assert ">Torvald 1991 (mirel.txt)<" in both and ">Torvald 1991 (mirel.pdf)<" in both
    assert "(mirel.txt)" not in citations_html((one, replace(one, n=2)), label="Sources")


def test_a_table_among_the_nearest_passages_is_shown_by_rows_with_their_heads() -> None:
    citation = cite(make_document(), 1, "1824\t4 marks\n1831\t6 marks")
    told = replace(citation, rows=("Year: 1824; Fee: 4 marks.", "Year: <1831>; Fee: 6 marks."))
    refusal = Answer("q", "q", False, "Not in these documents.", None, nearest=(told,))
    assert "Year: 1824; Fee: 4 marks.<br>Year: &lt;1831&gt;; Fee: 6 marks." in answer_html(refusal)
    assert "1824\t4 marks" in answer_html(replace(refusal, nearest=(citation,)))


def test_words_quoted_are_called_so_and_a_models_are_said_to_be_checked() -> None:
    document = make_document()
    claim = Claim("It had nine judges", Verdict.SUPPORTED, 1.0, (1,))
    answer = Answer("q", "q", True, "It had nine judges [1]", None, (claim,), (cite(document, 1, "nine judges"),))
    assert "1 sentence quoted word for word" in answer_html(answer) and "supported" not in answer_html(answer)
    assert "1 of 1 sentence checked and supported" in answer_html(replace(answer, model="m"))


def test_words_led_with_out_of_a_sentence_that_follows_are_not_counted_as_one_quoted() -> None:
    document = make_document()
    cited = tuple(cite(document, n, words) for n, words in ((1, "nine judges"), (2, "three were pilots")))

    def shown(*claims: tuple[str, tuple[int, ...]]) -> str:
        told = tuple(Claim(text, Verdict.SUPPORTED, 1.0, numbers) for text, numbers in claims)
        return summary_words(Answer("q", "q", True, marked_text(told), None, told, cited))

    whole = ("The harbour court had nine judges, of whom three were pilots.", (1,))
    other = ("Nine judges sat.", (2,))
    assert shown(("Nine judges.", (1,)), whole) == "1 sentence quoted word for word"
    assert shown(("Nine judges.", (1,)), other, whole) == "2 sentences quoted word for word"
    assert shown(("Nine judges.", (2,)), whole) == "2 sentences quoted word for word"  # from another place
    assert shown(("The council met.", (1,)), whole) == "2 sentences quoted word for word"
    assert (
        shown(whole, other) == "2 sentences quoted word for word" and shown(whole) == "1 sentence quoted word for word"
    )


def test_how_a_follow_up_was_understood_is_shown_where_it_differs() -> None:
    answer = FakeChain(make_document()).answer(Question("And who judged?"))
    assert "Understood as" not in answer_html(replace(answer, standalone_question="and  who judged?"))
    shown = answer_html(replace(answer, standalone_question="Who judged at <Mirel>?"))
    assert "Understood as: Who judged at &lt;Mirel&gt;?" in shown
