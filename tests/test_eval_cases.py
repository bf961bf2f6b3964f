"""The question-set format: what is accepted, where quotes are placed, and which line is named when it isn't."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.cases import Case, Evidence, QuestionSetError, dump_cases, find_document, find_quote, load_cases, parse_cases
from ingest.errors import PinciteError
from tests.fakes_eval import DOCUMENTS, SET, make_document


def line(**values: object) -> str:
    return json.dumps({"id": "a", "question": "What?", **values})


def test_a_set_is_read_and_its_quotes_are_placed() -> None:
    questions = parse_cases(SET, documents=DOCUMENTS)
    assert [case.id for case in questions.cases] == ["sum", "troops", "seat", "nato"]
    evidence = questions.cases[0].evidence[0]
    text = DOCUMENTS[0].text
    assert text[evidence.start : evidence.end] == "paid 13 billion"
    assert text[evidence.sentence_start : evidence.sentence_end] == text.split("\n")[0]
    assert evidence.document_id == DOCUMENTS[0].id
    assert not questions.cases[3].answerable


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("{", "not JSON"),
        ("[1]", "must be a JSON object"),
        ('{"question": "What?"}', "'id' is missing"),
        ('{"id": "a"}', "'question' is missing"),
        (line(answerable="yes"), "'answerable' must be true or false"),
        (line(facts="x"), "'facts' must be a list"),
        (line(facts=[[]]), "at least one alternative"),
        (line(facts=[[""]]), "none may be empty"),
        (line(facts=[[3]]), "must be text"),
        (line(evidence=[{"document": "gulf.txt"}]), "evidence's quote must be text"),
        (line(evidence=[{"document": "gulf.txt", "quote": " "}]), "not empty"),
        (line(evidence=["x"]), "evidence must be a list"),
        (line(evidence=[{"document": "gulf.txt", "quote": "paid 14 billion"}]), "is not in gulf.txt"),
        (line(evidence=[{"document": "gulf.txt", "quote": "1991"}]), "stands 2 times in gulf.txt"),
        (line(evidence=[{"document": "other.txt", "quote": "x"}]), "no document 'other.txt'"),
        (line(history=[{"role": "system", "text": "x"}]), "history must be"),
        (line(documents=["gulf.txt"]), "'documents' must map"),
        (line(id="sum"), "already that of line 1"),
    ],
)
def test_a_bad_line_is_refused_with_its_number(bad: str, words: str) -> None:
    good = SET.split("\n")[0]
    with pytest.raises(QuestionSetError) as caught:
        parse_cases(f"{good}\n\n{bad}\n", name="mine.jsonl", documents=DOCUMENTS)
    assert caught.value.problems[0][0] == 3
    assert "line 3: " in str(caught.value)
    assert words in str(caught.value)
    assert "mine.jsonl" in str(caught.value)
    assert isinstance(caught.value, PinciteError)


def test_all_bad_lines_are_named() -> None:
    with pytest.raises(QuestionSetError) as caught:
        parse_cases("x\n" * 5)
    assert [number for number, _ in caught.value.problems] == [1, 2, 3, 4, 5]
    assert "lines 4, 5" in str(caught.value)


def test_files_that_are_no_sets(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00")
    for name, words in (("empty.jsonl", "holds no question"), ("binary.jsonl", "not UTF-8"), ("none", "can't be read")):
        with pytest.raises(QuestionSetError, match=words):
            load_cases(tmp_path / name)


def test_an_unknown_key_and_a_changed_document_are_noticed() -> None:
    text = line(evidense=[], documents={"gulf.txt": "0" * 64, "gone.txt": "0" * 64})
    noticed = " ".join(parse_cases(text, documents=DOCUMENTS).warnings)
    assert "'evidense' ignored" in noticed
    assert "gulf.txt has changed" in noticed
    assert "gone.txt was there" in noticed
    assert not parse_cases(line(documents={"gulf.txt": DOCUMENTS[0].sha256}), documents=DOCUMENTS).warnings


def test_a_quote_may_differ_in_white_space_alone() -> None:
    assert find_quote("one\ntwo  three", "one two three") == [(0, 14)]
    assert find_quote("one two", "One two") == []
    assert find_quote("aXa aXa", "a") == [(0, 1), (2, 3), (4, 5), (6, 7)]
    assert find_quote("aaa", "aa") == [(0, 2), (1, 3)]
    assert find_quote("abc", "  ") == []


@given(st.text(min_size=1), st.text(), st.text())
def test_a_quote_that_is_there_is_found(quote: str, before: str, after: str) -> None:
    import unicodedata

    text = unicodedata.normalize("NFC", before + quote + after)
    for start, end in find_quote(text, quote):
        assert text[start:end].split() == unicodedata.normalize("NFC", quote).split()


@given(
    st.builds(
        Case,
        id=st.text(st.characters(categories=["L", "N"]), min_size=1),
        question=st.text(st.characters(categories=["L", "N"]), min_size=1),
        answer=st.text(),
        facts=st.lists(st.lists(st.text(st.characters(categories=["L"]), min_size=1), min_size=1).map(tuple)).map(
            tuple
        ),
        answerable=st.booleans(),
        tags=st.lists(st.text()).map(tuple),
        evidence=st.just((Evidence("d", "q"),)),
    )
)
def test_a_set_survives_being_written_and_read(case: Case) -> None:
    (back,) = parse_cases(dump_cases([case])).cases
    assert back.to_json() == case.to_json()


def test_a_document_is_found_by_its_names() -> None:
    gulf = DOCUMENTS[0]
    for name in ("gulf.txt", "GULF.TXT", "gulf", "folder/gulf.txt", gulf.id, gulf.sha256, "elsewhere/gulf.txt"):
        assert find_document(name, DOCUMENTS) is gulf
    assert find_document("nothing", DOCUMENTS) is None
    twins = (make_document("a/x.txt", "one"), make_document("b/x.txt", "two"))
    assert find_document("x.txt", twins) is None
