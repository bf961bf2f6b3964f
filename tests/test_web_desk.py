"""Conversations kept apart by owner, exports with real footnotes, suggestions, and asking as the page sees it."""

import base64
import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.answer import CitedReference, Event, Question
from ingest.document import BlockKind
from tests.fakes_web import FakeChain, FakeLibrary, make_document, named_document
from web.at_work import follow
from web.chat_events import ChatEvents
from web.commands.terminal import citation_text
from web.conversations import (
    Conversation,
    ConversationNotFoundError,
    Conversations,
    Exchange,
    Listed,
    extended,
    from_body,
    switched,
    to_body,
)
from web.desk import ChatDesk, owner_of
from web.exporting import conversation_docx, conversation_markdown, file_name, footnoted, markdown, plain
from web.render import citation_html
from web.suggesting import Outlined, outlined, short_title, suggest
from web.talk import UNFORESEEN, Scope, ask, cut
from web.talks_html import talks_html
from web.visit import Visit, visit_of

ANA, BEN = "a" * 32, "b" * 32


def a_conversation(*questions: str) -> Conversation:
    chain = FakeChain(make_document())
    return Conversation("one", exchanges=tuple(Exchange(q, chain.answer(Question(q))) for q in questions))


def test_a_conversation_survives_the_round_trip() -> None:
    talk = a_conversation("When?", "A fish tax?")
    talk = replace(talk, exchanges=(*talk.exchanges, Exchange("Why?", error="It failed.")))
    assert from_body(to_body(talk)) == talk.exchanges
    refused = talk.exchanges[1].answer
    assert refused is not None and refused.nearest
    told = replace(refused, nearest=(replace(refused.nearest[0], rows=("Year: 1824; Fee: 4 marks.",)),))
    talk = replace(talk, exchanges=(Exchange("A fish tax?", told),))
    assert from_body(to_body(talk)) == talk.exchanges


def test_owners_never_see_each_other(tmp_path: Path) -> None:
    store = Conversations(tmp_path / "talks.sqlite")
    talk = store.save(ANA, a_conversation("When did the court sit?"))
    assert [listed.title for listed in store.listed(ANA)] == ["When did the court sit?"]
    assert store.listed(BEN) == () and store.load(ANA, "one") == talk
    for act in (
        lambda: store.load(BEN, "one"),
        lambda: store.rename(BEN, "one", "Mine"),
        lambda: store.delete(BEN, "one"),
        lambda: store.save(BEN, talk),
    ):
        with pytest.raises(ConversationNotFoundError):
            act()


def test_conversations_are_named_searched_deleted_and_restored(tmp_path: Path) -> None:
    store = Conversations(tmp_path / "talks.sqlite")
    store.save(ANA, a_conversation("When did the court sit?"))
    store.rename(ANA, "one", "  Harbour   court ")
    assert store.listed(ANA)[0].title == "Harbour court"
    assert store.listed(ANA, "NINE judges") and not store.listed(ANA, "zeppelin")
    gone = store.delete(ANA, "one")
    assert not store.listed(ANA)
    store.save(ANA, gone)
    assert store.load(ANA, "one").exchanges == gone.exchanges


def test_the_references_behind_a_quote_are_kept_and_shown(tmp_path: Path) -> None:
    store = Conversations(tmp_path / "talks.sqlite")
    talk = a_conversation("When did the court sit?")
    answer = talk.exchanges[0].answer
    assert answer is not None
    reference = CitedReference("Vries 1999, 4", "4", "Vries, Anna. 1999. <Lisse>.")
    cited = replace(answer.citations[0], references=(reference,))
    answer = replace(answer, citations=(cited, *answer.citations[1:]))
    store.save(ANA, replace(talk, exchanges=(replace(talk.exchanges[0], answer=answer),)))
    kept = store.load(ANA, talk.id).exchanges[0].answer
    assert kept is not None
    assert kept.citations[0].references == (reference,)
    assert type(cited).from_json(cited.to_json()).references == (reference,)
    shown = citation_html(kept.citations[0])
    assert "Vries 1999, 4" in shown
    assert "&lt;Lisse&gt;" in shown
    assert "→ Vries 1999, 4: Vries, Anna. 1999. <Lisse>." in citation_text(cited)


def test_only_a_real_key_is_an_owner() -> None:
    assert owner_of(ANA) == ANA
    assert [owner_of(x) for x in (None, "", "a" * 31, "g" * 32, ANA + "'", 7)] == [""] * 6


def test_copies_carry_the_citations() -> None:
    answer = a_conversation("When?").exchanges[0].answer
    assert answer is not None
    assert "[1]" in plain(answer) and "Ana Torvald, Harbour law in Mirel (1991), p. 57" in plain(answer)
    assert "\\[1\\]" in markdown(answer) and "1.  Ana Torvald" in markdown(answer)
    assert "[^1]" in footnoted(answer) and "[^1]: Ana Torvald" in footnoted(answer)
    hostile = replace(answer, text="<script>alert(1)</script> ![x](javascript:alert(2)) [1]", claims=())
    for written in (markdown(hostile), footnoted(hostile)):
        assert not re.search(r"(?<!\\)(<script|!\[x)", written) and "alert(1)" in written
    refusal = a_conversation("A fish tax?").exchanges[0].answer
    assert refusal is not None and "Nearest passages" in plain(refusal)


def test_a_word_export_has_real_footnotes_and_its_words_are_no_markup() -> None:
    talk = a_conversation("When *did* <b>it</b> ![x](file:///etc/passwd) sit?")
    with zipfile.ZipFile(io.BytesIO(conversation_docx(talk))) as word:
        notes = word.read("word/footnotes.xml").decode()
        body = word.read("word/document.xml").decode()
        assert not [name for name in word.namelist() if name.startswith("word/media")]
    assert notes.count("Harbour law in Mirel") == 3 and "&lt;b&gt;it&lt;/b&gt;" in body
    assert b"[^3]:" in conversation_markdown(talk)


def test_file_names_are_tame() -> None:
    assert file_name("../../etc: passwd?", "md") == "etc passwd.md"
    assert file_name("///", "docx") == "conversation.docx"


def test_exports_and_copies_are_the_owners_alone(tmp_path: Path) -> None:
    document = make_document()
    desk = ChatDesk(FakeChain(document), FakeLibrary({document.id: document}), Conversations(tmp_path / "t.sqlite"))
    desk.store.save(ANA, a_conversation("When?"))
    request = {"owner": ANA, "conversation": "one", "turn": 0, "style": "plain", "format": "md"}
    assert "[1]" in desk.copy_text(request)["text"]
    assert b"# When?" in base64.b64decode(desk.export(request)["data"])
    for wrong in ({"owner": BEN}, {"owner": None}, {"turn": 9, "format": "exe"}, {"turn": "x", "format": None}):
        assert "error" in desk.copy_text({**request, **wrong}) and "error" in desk.export({**request, **wrong})


def test_suggestions_come_from_headings_and_titles() -> None:
    one = make_document()
    other = make_document(((BlockKind.HEADING, "Pilots"), (BlockKind.PARAGRAPH, "Text.")), source="b.txt")
    other = replace(other, metadata=replace(other.metadata, title="Lighthouses of Mirel: a history"))
    assert suggest([]) == ()
    assert suggest([outlined(one)]) == ("What is said about fees and their collection?",)
    both = suggest([outlined(one), outlined(other)])
    assert both[0] == "Where do “Harbour law in Mirel” and “Lighthouses of Mirel” agree and differ?" and len(
        set(both)
    ) == len(both)


def test_two_documents_that_share_words_are_compared_and_capitals_are_lowered() -> None:
    names = ("Tides of Mirel", "Bread in Varn", "Pilots of Mirel")
    assert (
        suggest([Outlined(name) for name in names])[0]
        == "Where do “Tides of Mirel” and “Pilots of Mirel” agree and differ?"
    )
    loud = make_document()
    loud = replace(loud, metadata=replace(loud.metadata, title="HARBOUR LAW IN MIREL"))
    assert short_title(loud) == "Harbour Law in Mirel"


def test_questions_are_suggested_from_the_whole_library_or_the_chosen_documents() -> None:
    documents = [
        make_document(
            ((BlockKind.HEADING, f"Harbour {i}"), (BlockKind.HEADING, f"Lamps of port {i}")), source=f"{i}.txt"
        )
        for i in range(40)
    ]
    desk = ChatDesk(None, FakeLibrary({d.id: d for d in documents}), Conversations(None))
    seen = {number for _ in range(30) for number in re.findall(r"port (\d+)", desk.welcome())}
    assert len(seen) > 20 and "40 documents" in desk.welcome()
    chosen = desk.welcome((documents[33].id,))
    assert "1 chosen document." in chosen and re.findall(r"port (\d+)", chosen) == ["33", "33"]


class BrokenChain:
    def stream(self, question):
        raise RuntimeError("secret path")


def test_documents_of_one_title_are_offered_by_their_files() -> None:
    first = make_document(source="a.md", path="a.md")
    second = replace(first, sha256="2" * 64, source="a.pdf", path="a.pdf")
    third = replace(named_document("Tides of Mirel"), sha256="3" * 64)
    fourth = replace(third, sha256="4" * 64, path="old/Tides.txt")
    library = FakeLibrary({one.id: one for one in (first, second, third, fourth)})
    desk = ChatDesk(None, library, Conversations(None))
    assert [words for words, _ in desk.document_choices()] == [
        "Harbour law in Mirel (a.md)",
        "Harbour law in Mirel (a.pdf)",
        "Tides of Mirel (333333)",
        "Tides of Mirel (444444)",
    ]


def test_what_goes_wrong_is_one_sentence(caplog) -> None:
    steps = list(ask(BrokenChain(), Conversation("x"), "When?", Scope()))
    assert steps[-1].done == Exchange("When?", error=UNFORESEEN) and "secret" not in UNFORESEEN
    assert list(ask(BrokenChain(), Conversation("x"), " ", Scope()))[-1].done.error == "Write a question first."
    assert "longer than 4,000" in list(ask(BrokenChain(), Conversation("x"), "x" * 4001, Scope()))[-1].done.error


def test_a_halted_run_keeps_its_question_and_no_answer_and_one_left_keeps_its_answer(tmp_path: Path) -> None:
    document = make_document()
    desk = ChatDesk(FakeChain(document), FakeLibrary({document.id: document}), Conversations(tmp_path / "t.sqlite"))
    talk = Conversation("one")
    key, run = desk.start(talk, "When?")
    steps = desk.converse("When?", talk, Scope(), ANA, run)
    next(steps)
    halted = desk.halt(key, talk, ANA)
    assert list(steps) == [] and not run.superseded and desk.halt(key, talk, ANA) is halted
    assert desk.store.load(ANA, "one").exchanges == (Exchange("When?", error="Stopped before it was answered."),)
    again, retried = desk.start(halted, "When?", at=0)
    assert run.superseded and not retried.superseded
    desk.leave("one", "two")
    assert retried.away == "two" and list(desk.converse("When?", talk, Scope(), ANA, retried))[-1][0] == ""
    assert desk.store.load(ANA, "one").exchanges[0].answer is not None
    desk.finish(again)
    assert desk.halt("unknown", talk, ANA) is talk


def test_a_follow_up_carries_the_history_and_a_retry_forgets_what_came_after() -> None:
    chain = FakeChain(make_document())
    talk = a_conversation("When?", "Who?")
    list(ask(chain, talk, "And then?", Scope(documents=("x",), model="m")))
    question = chain.seen[0]
    assert [t.text for t in question.history if t.role == "user"] == ["When?", "Who?"]
    assert (question.documents, question.model) == (("x",), "m")
    assert [e.question for e in cut(talk, 1).exchanges] == ["When?"] and cut(talk, -3).exchanges == ()


# ---- versions of a question, and several pages over one store -----------------------------------


def questions(talk: Conversation) -> list[str]:
    return [exchange.question for exchange in talk.exchanges]


def test_a_question_asked_anew_sets_aside_what_stood_there_and_every_version_comes_back() -> None:
    talk = a_conversation("When?", "Who?", "Why?")
    answer = talk.exchanges[0].answer
    second = extended(talk, Exchange("Where?", answer), 0)
    third = extended(second, Exchange("Whence?", answer), 0)
    assert questions(third) == ["Whence?"] and [len(version) for version in third.exchanges[0].aside] == [1, 3]
    seen = []
    for _ in range(3):
        third = switched(third, 0)
        seen.append(questions(third))
    assert seen == [["Where?"], ["When?", "Who?", "Why?"], ["Whence?"]]
    assert from_body(to_body(third)) == third.exchanges
    assert switched(talk, 0) is talk and switched(talk, 9) is talk


def test_a_question_that_only_failed_is_not_set_aside_by_its_retry_but_another_question_is() -> None:
    failed = Conversation("one", exchanges=(Exchange("When?", error="Stopped."),))
    assert extended(failed, Exchange("When?", error="Again."), 0).exchanges[0].aside == ()
    assert extended(failed, Exchange("Where?", error="Again."), 0).exchanges[0].aside == (failed.exchanges,)


def test_a_title_from_a_first_question_goes_with_it_and_ones_own_stays(tmp_path: Path) -> None:
    store = Conversations(tmp_path / "talks.sqlite")
    talk = store.save(ANA, a_conversation("When?"))
    assert store.add(ANA, talk, Exchange("Where?", error="x"), 0).title == "Where?"
    store.rename(ANA, "one", "Mine")
    assert store.add(ANA, talk, Exchange("Whence?", error="x"), 0).title == "Mine"


@pytest.mark.parametrize("kept", [True, False])
def test_what_one_page_asks_is_added_to_what_another_kept(tmp_path: Path, kept: bool) -> None:
    store = Conversations(tmp_path / "talks.sqlite" if kept else None)
    seen = store.save(ANA, a_conversation("When?"))
    store.add(ANA, seen, Exchange("In one window?", error="x"))
    both = store.add(ANA, seen, Exchange("In the other?", error="x"))
    assert questions(both) == ["When?", "In one window?", "In the other?"] == questions(store.load(ANA, "one"))
    with pytest.raises(ConversationNotFoundError):
        store.add(BEN, Conversation("one"), Exchange("Mine?", error="x"))
    store.delete(ANA, "one")
    apart = store.add(ANA, seen, Exchange("After all?", error="x"))
    assert apart.id != "one" and questions(apart) == ["After all?"]
    with pytest.raises(ConversationNotFoundError):
        store.load(ANA, "one")
    store.close()


@pytest.mark.parametrize("kept", [True, False])
def test_many_threads_add_to_one_conversation_and_none_is_lost(tmp_path: Path, kept: bool) -> None:
    store = Conversations(tmp_path / "talks.sqlite" if kept else None)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: store.add(ANA, Conversation("one"), Exchange(str(i), error="x")), range(24)))
    assert sorted(questions(store.load(ANA, "one")), key=int) == [str(i) for i in range(24)]
    store.close()


def test_an_answer_that_came_before_the_stop_stays(tmp_path: Path) -> None:
    document = make_document()
    desk = ChatDesk(FakeChain(document), FakeLibrary({document.id: document}), Conversations(tmp_path / "t.sqlite"))
    talk = Conversation("one")
    key, run = desk.start(talk, "When?", tab="a")
    assert desk.refusal(Visit(ANA, "a", "one"), "Who?") and not desk.refusal(Visit(ANA, "b", "one"), "Who?")
    list(desk.converse("When?", talk, Scope(), ANA, run))
    assert desk.halt(key, talk, ANA).exchanges[0].answer is not None
    assert len(desk.store.load(ANA, "one").exchanges) == 1


class HeldChain(FakeChain):
    """Goes on after its first stage only when it is let go."""

    go = threading.Event()

    def stream(self, question: Question) -> Iterator[Event]:
        for number, event in enumerate(FakeChain.stream(self, question)):
            yield event
            if number == 0:
                self.go.wait(30)


def at_a_desk(folder: Path) -> ChatDesk:
    document = make_document()
    HeldChain.go.clear()
    return ChatDesk(HeldChain(document), FakeLibrary({document.id: document}), Conversations(folder / "t.sqlite"))


def test_a_question_is_answered_whether_anybody_follows_it_or_not(tmp_path: Path) -> None:
    desk, visit = at_a_desk(tmp_path), Visit(ANA, "a", "one")
    run = desk.answering("When?", Conversation("one"), Scope(), visit, None)
    assert run.step is not None and 'turn live"' in run.step.markup
    assert desk.under_way(visit) is run
    for other in (Visit(BEN, "a", "one"), Visit(ANA, "b", "one"), Visit(ANA, "a", "two")):
        assert desk.under_way(other) is None
    first, second = follow(run, 1), follow(run, 2)
    assert next(first).markup and next(second).markup
    HeldChain.go.set()
    assert list(first) == []  # the page that came last is shown it
    assert list(second)[-1].markup == "" and run.done is not None and desk.under_way(visit) is None
    assert questions(desk.store.load(ANA, "one")) == ["When?"]


def test_a_page_that_comes_back_is_shown_the_question_under_way_and_then_its_answer(tmp_path: Path) -> None:
    desk, visit = at_a_desk(tmp_path), Visit(ANA, "a", "one")
    said = json.dumps({"owner": ANA, "tab": "a", "conversation": "one", "turns": 0})
    events = ChatEvents(desk)
    desk.answering("When?", Conversation("one"), Scope(), visit, None)
    assert 'turn live"' in events.begin(said)[0] and "isn't here any more" not in str(events.begin(said)[1])
    HeldChain.go.set()
    rows = list(events.attend(said))
    assert 'turn live"' in rows[0][0] and "data-stage" in rows[0][1] and "Answered, with 3" in rows[-2][1]
    assert len(list(events.attend(said))) == 1  # nothing is under way any more


def test_an_answer_that_can_be_kept_nowhere_is_said_to_have_failed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk = at_a_desk(tmp_path)
    desk.store.save(BEN, a_conversation("Whose?"))
    HeldChain.go.set()
    run = desk.answering("When?", Conversation("one"), Scope(), Visit(ANA, "a", "one"), None)
    rows = list(ChatEvents(desk).followed(run, Visit(ANA, "a", "one")))
    assert UNFORESEEN.partition(";")[0] in rows[-2][1] and "told" in rows[-2][1]


def test_a_page_says_where_it_stands_and_nonsense_is_nobody() -> None:
    said = {"owner": ANA, "tab": "t", "conversation": "one", "turns": 2, "documents": ["d"], "model": "m"}
    assert visit_of(json.dumps(said)) == Visit(ANA, "t", "one", 2, ("d",), "m")
    wrong = {"owner": "x", "conversation": "../x", "turns": "2", "documents": "d", "model": 7}
    assert visit_of(json.dumps(wrong)) == Visit() == visit_of("[1]") == visit_of(None)


def test_the_list_is_parted_by_days() -> None:
    now = datetime.now().astimezone()
    talks = [Listed(str(i), f"Talk {i}", (now - timedelta(days=days)).isoformat()) for i, days in enumerate((0, 0, 1))]
    markup = talks_html([*talks, Listed("9", "Old", "2019-03-05T12:00:00+00:00")], "")
    assert re.findall(r'talk-day">([^<]*)', markup) == ["Today", "Yesterday", "5 March 2019"]
