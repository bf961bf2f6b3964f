"""What questions in other languages than English name and quote, and which document they mean."""

import time
from dataclasses import dataclass

import pytest

from assistant.lookups import about
from assistant.questions.analysis import ask, names_in
from assistant.questions.foreign import cover
from assistant.questions.naming import names_in as names_of
from ingest.document import Metadata
from ingest.store import DocumentSummary


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Wer verkaufte die alte Mühle an Jan Korver?", ("Jan Korver",)),
        ("Warum brannte der Speicher von Lisse?", ("Lisse",)),
        ("Welche Bauern zahlten im Dorf keinen Zoll?", ()),
        ("Wie hieß der Hund des Deichgrafen Tjark Smit?", ("Tjark Smit",)),
        ("Pourquoi le conseil de Lisse vendit-il le moulin ?", ("Lisse",)),
        ("Combien de sacs prit le meunier ?", ()),
        ("Que décida l’Assemblée ?", ("Assemblée",)),
        ("L’affaire fut-elle jugée à Lisse ?", ("Lisse",)),
        ("¿Quién compró el molino de Lisse?", ("Lisse",)),
        ("¿Cuántos barcos llegaron?", ()),
        ("Perché bruciò il mulino di Anna Korver?", ("Anna Korver",)),
        ("Quantos barcos chegaram ao porto?", ()),
        ("Hoeveel boeren betaalden de tol?", ()),
        ("Which Mill did Jan Korver sell?", ("Mill", "Jan Korver")),
        ("Why did Lisse burn?", ("Lisse",)),
    ],
)
def test_names_without_words_that_only_open_a_question_or_are_nouns(question: str, names: tuple[str, ...]) -> None:
    assert names_in(question) == names


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Wer nennt die Mühle „das Herz des Dorfes“?", ("das Herz des Dorfes",)),
        ("Wer nennt sie »das Herz« und wer „den Magen“ des Dorfes?", ("das Herz", "den Magen")),
        ("Qui parle du « cœur du village » et de la « tête » ?", ("cœur du village", "tête")),
        ("¿Quién habla de «el corazón del pueblo»?", ("el corazón del pueblo",)),
        ("誰が水車を「村の心」と呼びましたか？", ("村の心",)),
        ("谁写了《水车与村庄》？", ("水车与村庄",)),
        (
            'Who calls it “the heart of the village”, and who "its stomach"?',
            ("the heart of the village", "its stomach"),
        ),
    ],
)
def test_quoted_words_in_the_marks_of_many_languages(question: str, quoted: tuple[str, ...]) -> None:
    assert ask(question).quoted == quoted


@dataclass(frozen=True, eq=False)
class Shelf:
    summaries: tuple[DocumentSummary, ...]

    def documents(self) -> tuple[DocumentSummary, ...]:
        return self.summaries


def summary(name: str, title: str, *authors: str) -> DocumentSummary:
    return DocumentSummary(
        id=name,
        source=f"{name}.md",
        sha256=name,
        metadata=Metadata(title=title, authors=authors),
        chunks=1,
        pages=None,
        added_at="",
    )


SHELF = Shelf(
    (
        summary("a", "Mühlenrecht und Fischerei am Lauf der Lisse", "Anna Korver"),
        summary("b", "Les meuniers de Lisse", "Jean Boom"),
        summary("c", "水車と村の共有林", "森田千代"),
        summary("d", "水车与清代的村庄", "陆远山"),
        summary("e", "Los molineros de la ribera", "Inés Smit"),
    )
)


@pytest.mark.parametrize(
    ("question", "named", "field"),
    [
        ("Wer hat den Aufsatz über das Mühlenrecht geschrieben?", ("a",), "authors"),
        ("In welchem Jahr erschien Korvers Aufsatz?", ("a",), "year"),
        ("Qui est l’auteur de l’article sur les meuniers ?", ("b",), "authors"),
        ("Dans quelle revue l’article de Boom a-t-il paru ?", ("b",), "container"),
        ("¿En qué revista se publicó el artículo sobre los molineros?", ("e",), "container"),
        ("「水車と村の共有林」の著者は誰ですか？", ("c",), "authors"),
        ("《水车与清代的村庄》的作者是谁？", ("d",), "authors"),
        ("森田千代の論文の題名は何ですか？", ("c",), "title"),
        # Of what is told in a work, nothing is looked up.
        ("Wer schrieb den Brief an den Müller?", (), None),
        ("Que dit l’auteur de la tempête ?", (), None),
        ("作者认为茶行为什么关门？", (), None),
        ("著者は水車についてどう考えていますか？", (), None),
        ("¿Cuándo se publicó el edicto?", (), None),
        ("Wer hat den Aufsatz über den Walfang geschrieben?", (), "authors"),
    ],
)
def test_which_document_and_what_of_it_is_asked_for(question: str, named: tuple[str, ...], field: str | None) -> None:
    assert names_of(SHELF).named(question)[0] == named
    assert (about.field_asked(question) or (None,))[0] == field


def test_a_text_without_spaces_is_covered_in_a_moment() -> None:
    begun = time.process_time()
    assert cover("Welche Brücke steht im Hafen?", "de", f"{'x' * 50_000} Brückenzoll") > 0.3
    assert time.process_time() - begun < 1
