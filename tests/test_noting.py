"""Questions about notes: each short form with its own full reference, in three languages, with no model."""

from dataclasses import replace

import pytest

from assistant.lookups import noting
from assistant.questions import analysis as questions
from ingest.document import Document
from ingest.notes import works_of
from tests.asking import ask
from tests.fakes import make_document

WEIR = "H. Weir, The Rise of the Rye Mills, 1860–1914 (London, 1980)."
SLUICES = "See also A. Smit, ‘The Last Sluices of Lisse’, Mill Journal, 6, 1 (1963), pp. 59–90."
MIXED = "Ibid., p. 60; D. Boom, The Eel (Oudam, 1990); Weir, Rise of the Rye Mills, p. 2."


def noted(*notes: str, body: str = "") -> Document:
    marks = "".join(f" Claim {n} of the mill.[^{n}]" for n in range(1, len(notes) + 1))
    listed = "\n\n".join(f"[{n}] {note}" for n, note in enumerate(notes, start=1))
    return make_document(f"{body or marks.strip()}\n\n{listed}", source="noted.txt", notes=True)


def test_the_works_of_a_note_lie_where_the_document_has_them() -> None:
    document = noted(WEIR, SLUICES, MIXED)
    works = works_of(document)[2]
    assert [document.text[work.start : work.end] for work in works] == MIXED.split("; ")
    assert [(work.refers_to, work.full_reference) for work in works] == [("2", SLUICES), (None, None), ("1", WEIR)]
    assert [document.text[w.reference.start : w.reference.end] for w in works if w.reference] == [SLUICES, WEIR]


def test_each_short_form_of_a_note_is_told_with_its_own_reference() -> None:
    text = ask("What does note 3 cite?", noted(WEIR, SLUICES, MIXED)).text
    assert f"Note 3: {MIXED}" in text
    assert "“Ibid., p. 60” is note 2: A. Smit, ‘The Last Sluices" in text  # behind its "See also"
    assert "“Weir, Rise of the Rye Mills, p. 2” is note 1: H. Weir" in text


def test_a_link_that_the_resolver_denies_is_not_stated() -> None:
    text = ask("What does note 3 cite?", noted(SLUICES, WEIR, "Smit, note 2 above, p. 7.")).text
    assert "Note 3 (note 2 names no 'Smit'; note 1 does): Smit" in text
    assert "That is" not in text and "Weir" not in text


def test_a_reference_told_before_is_named_by_its_note() -> None:
    text = ask("What do notes 1 and 2 say?", noted(WEIR, "Ibid., p. 9.")).text
    assert "Note 2 (that is note 1): Ibid., p. 9." in text
    assert text.count("Rye Mills") == 1


def test_a_person_is_answered_with_the_works_of_that_name_alone() -> None:
    document = noted(
        "The author thanks Hendrik Weir for his advice on many things.",
        WEIR,
        SLUICES,
        MIXED,
        "Weir, Rise of the Rye Mills, p. 8.",
        "H. Weir, Rye and Water (Oudam, 1991), p. 3.",
    )
    answer = ask("Which works by Weir does it cite?", document)
    assert answer.text.startswith("Note 2 (again in notes 4 and 5): H. Weir, The Rise")
    assert "Note 6: H. Weir, Rye and Water" in answer.text
    assert "Smit" not in answer.text and "Boom" not in answer.text
    assert answer.text.index("Rye and Water") < answer.text.index("thanks")


def test_of_the_notes_of_a_sentence_the_one_behind_the_claim_is_told() -> None:
    body = "The mill of Lisse burnt down,[^1] and the sluice was drained by hand.[^2] Nobody knows why."
    document = noted(WEIR, SLUICES, body=body)
    text = ask("What source is given for the claim that the sluice was drained by hand?", document).text
    assert "Note 2: " in text and "Note 1" not in text
    both = ask("What source is given for the claim that the mill burnt and the sluice was drained?", document).text
    assert "Note 1: " in both and "Note 2: " in both


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("Was steht in Fußnote 2?", "Anmerkung 2"),
        ("Was zitiert Fussnote Nr. 2?", "Anmerkung 2"),
        ("Worauf verweist Anmerkung 2?", "Anmerkung 2"),
        ("Was zitiert Korver in Fn. 2?", "Anmerkung 2"),
        ("Que dit la note de bas de page 2 ?", "Note 2"),
        ("Que cite la note n° 2 ?", "Note 2"),
        ("¿Qué dice la nota al pie 2?", "Nota 2"),
        ("Che cosa dice la nota n. 2?", "Nota 2"),
        ("O que diz a nota de rodapé 2?", "Nota 2"),
        ("Wat staat er in voetnoot 2?", "Noot 2"),
        ("注２には何が書かれていますか？", "注2"),
        ("注释2说了什么？", "注2"),
    ],
)
def test_a_note_may_be_asked_for_in_other_languages(question: str, label: str) -> None:
    assert questions.ask(question).note_numbers == ("2",)
    assert ask(question, noted(WEIR, SLUICES)).text.startswith(f"{label}: See also A. Smit")


@pytest.mark.parametrize(
    "question",
    [
        "In welchen Fußnoten wird Anna Smit zitiert?",
        "Welche Werke von Smit zitiert Korver?",
        "Quels ouvrages de Smit sont cités ?",
        "¿Qué obras de Smit cita Korver?",
        "Quali note citano Smit?",
        "Welke werken van Smit worden genoemd?",
    ],
)
def test_the_works_of_a_person_may_be_asked_for_in_other_languages(question: str) -> None:
    asked = questions.ask(question)
    assert asked.notes and noting.cited_person(asked) == "Smit"


def test_works_that_are_not_cited_are_no_notes() -> None:
    assert noting.cited_person(questions.ask("Welches Buch von Smit wird verbrannt?")) is None


@pytest.mark.parametrize(
    "question",
    ["霧谷では1733年の注文は何件でしたか？", "Quante note 1733?", "He denote 2 mills?", "作者关注3个问题吗？"],
)
def test_other_numbers_are_no_notes(question: str) -> None:
    assert questions.ask(question).note_numbers == ()


def test_several_notes_may_be_asked_for_in_german() -> None:
    assert questions.ask("Was steht in den Fußnoten 3 und 4?").note_numbers == ("3", "4")


def test_the_asterisk_note_may_be_asked_for() -> None:
    document = noted(WEIR, "The author thanks nobody.")
    starred = replace(document, notes=(document.notes[0], replace(document.notes[1], number="∗")))
    assert ask("What does the asterisk note say?", starred).text.startswith("Note ∗: The author thanks")


def test_which_notes_name_a_person_is_told_with_those_that_cite_the_work_again() -> None:
    document = noted(WEIR, SLUICES, "Weir, Rise of the Rye Mills, p. 8.")
    for question in ("Which notes cite Weir?", "In which footnotes does it refer to Hendrik Weir's book?"):
        assert ask(question, document).text.startswith("Note 1 (again in note 3): H. Weir, The Rise")


NOTED = make_document(
    "The bill was called a panacea.[^2] It failed anyway.[^3]\n\n"
    "[1] Liang Pan, The United Nations (Cambridge, 2005), p. 143.\n\n[2] Ibid., p. 164.\n\n[3] Ogata, Policy, 1987.",
    source="noted.txt",
    notes=True,
)
NOTED = replace(
    NOTED,
    notes=tuple(
        replace(note, refers_to="1", full_reference="Liang Pan, The United Nations") if note.number == "2" else note
        for note in NOTED.notes
    ),
)


def test_a_note_asked_for_by_number_is_followed_to_its_reference() -> None:
    answer = ask("Which work does note 2 cite?", NOTED)
    assert "Note 2: Ibid., p. 164." in answer.text
    assert "That is note 1: Liang Pan" in answer.text
    assert [citation.quote for citation in answer.citations] == [
        "Ibid., p. 164.",
        "Liang Pan, The United Nations (Cambridge, 2005), p. 143.",
    ]


def test_a_question_for_the_source_of_a_claim_goes_from_the_passage_to_its_note() -> None:
    answer = ask("What source is given for the claim that the bill was called a panacea?", NOTED)
    assert "Note 2: " in answer.text
    assert "Liang Pan" in answer.text
    assert any("panacea" in citation.quote for citation in answer.citations)


def test_a_note_that_does_not_exist_is_refused_by_name() -> None:
    answer = ask("What does note 27 cite?", NOTED)
    assert not answer.answered
    assert "27" in answer.text
    assert "3" in answer.text


def test_a_notes_place_may_be_past_the_tenth() -> None:
    assert questions.ask("What does the eleventh footnote say?").note_numbers == ("11",)


@pytest.mark.parametrize(("ordinal", "words"), [("first", "Note 1: Liang Pan"), ("last", "Note 3: Ogata")])
def test_a_note_may_be_asked_for_by_its_place(ordinal: str, words: str) -> None:
    assert words in ask(f"What does the {ordinal} footnote say?", NOTED).text


@pytest.mark.parametrize("question", ["Does it cite a work by Sadako Ogata?", "Which works by Ogata does it cite?"])
def test_whom_a_document_cites_is_looked_up_by_name(question: str) -> None:
    answer = ask(question, NOTED)
    assert answer.answered and "Note 3: Ogata, Policy, 1987." in answer.text and "Liang" not in answer.text


def test_whom_no_note_names_is_said_to_be_named_by_none() -> None:
    answer = ask("Does it cite a work by Anna Korver?", NOTED)
    assert not answer.answered and "names Korver" in answer.text


@pytest.mark.parametrize(
    ("question", "notes"),
    [
        ("What does Korver say about the sources of the Eel River?", False),
        ("What does she write on the sources of wealth?", False),
        ("What is the source of the claim that the mill burned?", True),
        ("Which sources are given for the fall in tolls?", True),
        ("Why did the guild want a reference to the court in the treaty?", False),
        ("What were the terms of reference of the board?", False),
        ("What is the full reference to Pan's book?", True),
        ("Which reference supports the figure?", True),
    ],
)
def test_sources_that_are_written_about_are_no_references(question: str, notes: bool) -> None:
    assert questions.ask(question).notes is notes
