"""Sets made: imported from elsewhere, drafted from documents, gone through by a person, grown from the chat."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.language_models import FakeListChatModel

from assistant.questions.inverting import base_form
from eval.cases import Case, find_quote, load_cases, parse_cases
from eval.drafting_sets import DraftingError, candidates, draft_set, model_case, unique_quote
from eval.importing import ImportingError, import_file, write_import
from eval.questioning import questions_from
from eval.review import ReviewError, mended, review, save_set, shown
from ingest.document import Metadata, Note, Span
from tests.fakes_eval import DOCUMENTS, SET, make_document

HISTORY = make_document(
    "history.txt",
    "The Treaty of Utrecht ended a long war in 1713.\n"
    "The observatory was founded in Greenwich on 22 June 1675 by the king.\n"
    "In 1851 Britain opened the Great Exhibition in London.\n"
    "It was later moved.\n"
    "Six ships left the harbour that autumn.\n"
    "The canal was finished and in 1869 the first ship passed.\n"
    "The bridge cost the city 4.6 million pounds.",
)


# ---- rules ----------------------------------------------------------------------------------------


def test_sentences_become_questions() -> None:
    made = [(m.kind, m.question, m.answer) for s in HISTORY.text.split("\n") for m in questions_from(s)]
    questions = [question for kind, question, _ in made if kind != "gap"]
    assert ("date", "When did the Treaty of Utrecht end a long war?", "1713") in made
    assert ("date", "When was the observatory founded in Greenwich by the king?", "22 June 1675") in made
    assert ("date", "When did Britain open the Great Exhibition in London?", "1851") in made
    assert ("count", "How many ships left the harbour that autumn?", "Six") in made
    assert len(questions) == 4  # nothing of "It was later moved", nor of the two clauses of the canal


@pytest.mark.parametrize(
    ("past", "base"),
    [("paid", "pay"), ("promised", "promise"), ("carried", "carry"), ("stopped", "stop"), ("established", "establish"),
     ("visited", "visit"), ("created", "create"), ("required", "require"), ("agreed", "agree"), ("changed", "change"),
     ("red", None), ("peace", None)],
)  # fmt: skip
def test_past_tenses_have_their_base(past: str, base: str | None) -> None:
    assert base_form(past) == base


@given(st.text(st.sampled_from("abc de. In 1991on Was the "), max_size=80))
def test_rules_never_fail_and_answers_are_the_sentences_own_words(sentence: str) -> None:
    for made in questions_from(sentence):
        assert sentence[made.start : made.end] == made.answer


@given(st.lists(st.sampled_from(["one", "two", "three"]), min_size=1, max_size=30), st.data())
def test_a_unique_quote_stands_once_and_holds_the_place(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    at = data.draw(st.integers(0, len(text) - 1))
    quote = unique_quote(text, at, at + 1, 0, len(text))
    if quote is not None:
        ((start, end),) = find_quote(text, quote)
        assert start <= at <= end


# ---- drafting ---------------------------------------------------------------------------------------


def test_a_drafted_set_is_valid_and_the_same_every_time() -> None:
    cases = draft_set([HISTORY, *DOCUMENTS], 8)
    assert cases == draft_set([*DOCUMENTS, HISTORY], 8)
    from eval.cases import dump_cases

    again = parse_cases(dump_cases(cases), documents=[HISTORY, *DOCUMENTS])
    assert not again.warnings
    assert [case.to_json() for case in again.cases] == [case.to_json() for case in cases]
    for case in cases:
        for evidence in case.evidence:
            document = next(d for d in (HISTORY, *DOCUMENTS) if d.id == evidence.document_id)
            assert evidence.sentence_start is not None
            sentence = document.text[evidence.sentence_start : evidence.sentence_end]
            assert any(alternative in sentence for alternative in case.facts[0])


def test_a_quarter_is_absent_and_truly_so() -> None:
    cases = draft_set([HISTORY, *DOCUMENTS], 8)
    absent = [case for case in cases if not case.answerable]
    assert len(absent) == 2
    answerable = {case.question for case in cases if case.answerable}
    for case in absent:
        assert case.question not in answerable
        assert len(case.documents) == 3  # all of them: any may come to hold the answer


def test_a_changed_document_is_noticed_in_a_drafted_set() -> None:
    from eval.cases import dump_cases

    text = dump_cases([case for case in draft_set([HISTORY], 4) if case.answerable])
    changed = make_document("history.txt", HISTORY.text + "\nA line more.")
    assert any("has changed" in one for one in parse_cases(text, documents=[changed]).warnings)


def test_documents_without_a_question_are_named() -> None:
    with pytest.raises(DraftingError, match="No question"):
        draft_set([make_document("empty.txt", "Hm.")], 4)


def test_no_document_is_said_to_be_none() -> None:
    with pytest.raises(DraftingError, match="There is no document"):
        draft_set([], 4)


def test_a_body_is_named_whole_in_a_fact() -> None:
    text = "Rents fell.1 Wages rose.2\nHarbour Development Programme, Rents (Oslo, 1990).\nA. Lind, Wages (Oslo, 1991)."
    plain = make_document("rents.txt", text)
    second, third = text.index("Harbour"), text.index("A. Lind")
    notes = (
        Note("1", second, third - 1, (Span(text.index("1"), text.index("1") + 1),)),
        Note("2", third, len(text), (Span(text.index("2"), text.index("2") + 1),)),
    )
    about = Metadata(title="Rents", authors=("Harbour Development Programme",))
    made = [case for _, case in candidates(replace(plain, notes=notes, metadata=about))]
    facts = {case.tags[-1] + case.facts[0][0] for case in made if case.tags[-1] in ("note", "about")}
    assert facts == {"noteHarbour Development Programme", "noteLind", "aboutHarbour Development Programme"}
    assert all(case.facts == (("Harbour Development Programme",),) for case in made if case.tags[-1] == "about")


GOOD = {
    "question": "Who founded it?",
    "answer": "The king did.",
    "fact": "the king",
    "quote": "on 22 June 1675 by the king",
}


def test_a_models_question_is_kept_only_if_the_passage_proves_it() -> None:
    low, high = HISTORY.sentences[1].start, HISTORY.sentences[1].end

    def kept(**changes: Any) -> Case | None:
        return model_case("Here:\n" + json.dumps({**GOOD, **changes}), HISTORY, low, high)

    good = kept()
    assert good is not None and good.facts == (("the king",),)
    assert kept(quote="on 23 June 1675 by the king") is None
    assert kept(quote="ended a long war in") is None  # another passage
    assert kept(fact="the queen") is None
    assert kept(question="Say it") is None
    assert model_case("no JSON", HISTORY, low, high) is None
    assert model_case("[1]", HISTORY, low, high) is None


def test_with_a_model_its_questions_come_first() -> None:
    text = (
        "The lighthouse of the northern cape was lit for the first time in 1822. " + "Its keeper wrote each day. " * 9
    )
    document = make_document("cape.txt", text)
    said = {"question": "When was it lit?", "answer": "In 1822.", "fact": "1822", "quote": "first time in 1822"}
    model = FakeListChatModel(responses=[json.dumps(said)])
    cases = draft_set([document], 4, model=model)
    assert cases[0].question == "When was it lit?"
    assert "model" in cases[0].tags


# ---- going through a set ------------------------------------------------------------------------------


def typed(*lines: str) -> Callable[[str], str]:
    waiting = iter(lines)

    def read(_: str) -> str:
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    return read


def test_a_person_accepts_mends_and_drops() -> None:
    cases = parse_cases(SET, documents=DOCUMENTS).cases
    said: list[str] = []
    accepted = review(
        cases,
        DOCUMENTS,
        read=typed("?", "q", "How much was paid?", "f", "13 billion | thirteen billion; 1991", "a",
                   "d", "e", "council.txt", "not there", "e", "council.txt", "Security Council", "a", "u", "a"),
        write=said.append,
    )  # fmt: skip
    assert [case.id for case in accepted] == ["sum", "seat", "nato"]
    assert accepted[0].question == "How much was paid?"
    assert accepted[0].facts == (("13 billion", "thirteen billion"), ("1991",))
    assert [evidence.quote for evidence in accepted[1].evidence] == ["permanent seat", "Security Council"]
    assert accepted[1].evidence[1].start is not None
    assert accepted[2].answerable
    assert any("is not in council.txt" in one for one in said)
    assert any("in: Japan paid 13 billion" in one for one in said)


def test_stopping_keeps_what_was_accepted() -> None:
    cases = parse_cases(SET, documents=DOCUMENTS).cases
    for end in (("a", "s"), ("a",)):
        assert len(review(cases, DOCUMENTS, read=typed(*end), write=lambda _: None)) == 1
    back = review(cases, DOCUMENTS, read=typed("a", "b", "d", "a", "s"), write=lambda _: None)
    assert [case.id for case in back] == ["troops"]


def test_a_mended_case_must_still_be_one() -> None:
    case = parse_cases(SET, documents=DOCUMENTS).cases[0]
    with pytest.raises(ReviewError, match="'question' is missing"):
        mended(case, DOCUMENTS, question="")
    assert "refusal" in shown(mended(case, DOCUMENTS, answerable=False), DOCUMENTS)


def test_a_saved_set_is_read_again(tmp_path: Path) -> None:
    cases = parse_cases(SET, documents=DOCUMENTS).cases
    save_set(cases, tmp_path / "set.jsonl")
    assert [c.to_json() for c in load_cases(tmp_path / "set.jsonl").cases] == [c.to_json() for c in cases]


# ---- importing ----------------------------------------------------------------------------------------


def write(path: Path, value: Any) -> Path:
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def test_squad_brings_its_documents(tmp_path: Path) -> None:
    context = "The sea is salt. The sea is wide,  and the moon is far away."
    questions = [
        {"id": "a", "question": "How is the moon?", "answers": [{"text": "far away", "answer_start": 52}]},
        {"id": "b", "question": "Who lives there?", "is_impossible": True, "answers": []},
    ]
    squad = {"data": [{"title": "Sea & Moon", "paragraphs": [{"context": context, "qas": questions}]}]}
    imported = import_file(write(tmp_path / "squad.json", squad))
    target = write_import(imported, tmp_path / "out" / "set.jsonl")
    text = (tmp_path / "out" / "documents" / "sea-moon.txt").read_text()
    read = load_cases(target, documents=[make_document("sea-moon.txt", text)])
    assert [case.answerable for case in read.cases] == [True, False]
    evidence = read.cases[0].evidence[0]
    assert "far away" in text[evidence.start : evidence.end]


def squad_of(context: str) -> dict[str, Any]:
    answers = [{"text": "salt", "answer_start": context.index("salt")}]
    question = {"id": "a", "question": "What is it?", "answers": answers}
    return {"data": [{"title": "Court", "paragraphs": [{"context": context, "qas": [question]}]}]}


def test_a_second_import_does_not_write_over_the_texts_of_the_first(tmp_path: Path) -> None:
    first = import_file(write(tmp_path / "one.json", squad_of("The court sells salt.")))
    second = import_file(write(tmp_path / "two.json", squad_of("Another court hoards salt.")))
    text = write_import(first, tmp_path / "one.jsonl").parent / "documents" / "court.txt"
    with pytest.raises(ImportingError, match=r"court\.txt' is there already"):
        write_import(second, tmp_path / "two.jsonl")
    assert text.read_text() == "The court sells salt.\n"
    assert not (tmp_path / "two.jsonl").exists()
    write_import(first, tmp_path / "again.jsonl")  # the same text is no other
    write_import(second, tmp_path / "two.jsonl", force=True)
    assert text.read_text() == "Another court hoards salt.\n"


@pytest.mark.parametrize(
    ("answer", "fact"),
    [("In 1993.", "In 1993"), ("Acme Inc.", "Acme Inc."), ("In the U.S.", "In the U.S."), ("No …", "No …"), (".", ".")],
)
def test_a_short_answer_is_a_fact_without_its_full_stop(tmp_path: Path, answer: str, fact: str) -> None:
    (case,) = import_file(write(tmp_path / "set.json", [{"question": "When?", "answer": answer}])).cases
    assert case.answer == answer
    assert case.facts == ((fact,),)


@pytest.mark.slow
def test_the_real_squad_comes_over(shared: Path) -> None:
    path = shared / "data" / "squad2" / "data" / "dev-v2.0.json"
    if not path.is_file():
        pytest.skip("needs ../shared/data/squad2, which is not part of the repository")
    imported = import_file(path)
    assert len(imported.cases) + len(imported.skipped) == 3708
    assert len(imported.skipped) < 40
    documents = [make_document(name, text) for name, text in imported.documents.items()]
    from eval.cases import dump_cases

    placed = parse_cases(dump_cases(imported.cases[::8]), documents=documents)
    by_id = {document.id: document for document in documents}
    for case in placed.cases:
        for one in case.evidence:
            assert one.document_id is not None and one.start is not None
            words = by_id[one.document_id].text[one.start : one.end].split()
            assert " ".join(case.answer.split()).split()[0] in " ".join(words)


def test_csv_with_its_own_names(tmp_path: Path) -> None:
    text = (
        "Question;Expected Answer;Source;Quote;Facts;Tags\n"
        "How much?;Japan paid 13 billion dollars.;gulf.txt;paid 13 billion;13 billion | thirteen billion;a, b\n"
        ";nothing;;;;\n"
        "How was it raised?;a tax;;The sum was raised by a special tax.;;\n"
        "Who?;someone;;not in there;;\n"
    )
    imported = import_file(write(tmp_path / "set.csv", text), DOCUMENTS)
    one, two, three = imported.cases
    assert one.facts == (("13 billion", "thirteen billion"),)
    assert one.tags == ("a", "b")
    assert one.evidence[0].start is not None
    assert two.evidence[0].document == "gulf.txt"
    assert two.facts == (("a tax",),)
    assert not three.evidence
    assert [why for _, why in imported.skipped] == [
        "it has no question",
        "its context 'not in there' stands in no document; the question is kept",
    ]


RAGAS = {"user_input": "Did Japan send troops?", "reference": "No troops were sent to the Gulf by Japan in that war.",
         "reference_contexts": ["The sum was raised by a special tax.\nNo troops were sent to the Gulf."]}  # fmt: skip
DEEPEVAL = {"input": RAGAS["user_input"], "expected_output": RAGAS["reference"], "context": RAGAS["reference_contexts"]}


@pytest.mark.parametrize(
    "value",
    [
        [RAGAS],
        {"samples": [RAGAS]},
        {"goldens": [{**DEEPEVAL, "source_file": "gulf.txt"}]},
        {"testCases": [DEEPEVAL]},
        {key: [inner] for key, inner in RAGAS.items()},
        {key: {"0": inner} for key, inner in RAGAS.items()},
        {"question": RAGAS["user_input"], "ground_truth": RAGAS["reference"], "contexts": RAGAS["reference_contexts"]},
    ],
)
def test_ragas_and_deepeval_in_all_their_shapes(tmp_path: Path, value: Any) -> None:
    imported = import_file(write(tmp_path / "set.json", value), DOCUMENTS)
    (case,) = imported.cases
    assert case.question == RAGAS["user_input"]
    assert case.answer == RAGAS["reference"]
    (evidence,) = case.evidence
    assert evidence.sentence_start == DOCUMENTS[0].text.index("No troops")  # the sentence nearest to the answer
    assert not imported.skipped


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("x.json", "{", "not what its name says"),
        ("x.json", "3", "holds no rows"),
        ("x.json", '{"a": 1}', "holds no rows"),
        ("x.json", '{"data": [{"paragraphs": [{}]}]}', "format of SQuAD"),
        ("x.csv", "a,b\n1,2\n", "no question"),
        ("x.jsonl", "[]\n", "holds no rows"),
        ("x.csv", "", "no question"),
    ],
)
def test_a_file_that_cannot_be_imported_is_named(tmp_path: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(ImportingError, match=words):
        import_file(write(tmp_path / name, text), DOCUMENTS)
    with pytest.raises(ImportingError, match="can't be read"):
        import_file(tmp_path / "nothing.csv")
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(ImportingError, match="not UTF-8"):
        import_file(tmp_path / "binary.csv")
