"""What Pincite says itself, in the language of the question."""

import re
import string
from dataclasses import fields
from pathlib import Path

import pytest

from assistant.answer import Passage
from assistant.chain import build_chain
from assistant.follow_ups.topics import refuses
from assistant.lookups.about import answer as about
from assistant.messages.other_languages import nearest_in
from assistant.messages.said_in import BY_LANGUAGE, REFUSALS, saying
from assistant.messages.said_in_english import ENGLISH
from assistant.messages.said_sentences import CODES, FIELDS, Sentences
from assistant.refusals import refusing
from assistant.refusals.refusal_text import refusal
from assistant.refusals.refusing import Assessment
from assistant.settings import Settings
from eval.evaluate import throwaway_library
from ingest.chunking import chunk_document
from ingest.document import Metadata
from tests.fakes import make_document

ASKED = {
    "de": "Wann wurde die Brücke von Oudam gebaut?",
    "fr": "Quand le pont d’Oudam fut-il construit ?",
    "es": "¿Cuándo fue construido el puente de Oudam?",
    "it": "Quando fu costruito il ponte di Oudam?",
    "pt": "Quando foi construída a ponte de Oudam?",
    "nl": "Wanneer werd de brug van Oudam gebouwd?",
    "ja": "オウダムの橋はいつ建てられましたか？",
    "zh": "奥达姆的桥是哪一年建的？",
    "en": "When was the bridge at Oudam built?",
}


def passage(text: str, language: str) -> Passage:
    [chunk] = chunk_document(make_document(text))
    return Passage(chunk, 5.0, "a.txt", Metadata(language=language))


def holes(sentence: str) -> list[str]:
    return sorted(name or "" for _, name, *_ in string.Formatter().parse(sentence) if name is not None)


@pytest.mark.parametrize("code", [code for code in BY_LANGUAGE if code != "en"])
def test_every_language_has_every_sentence_with_what_is_filled_in(code: str) -> None:
    for field in fields(Sentences):
        own, english = getattr(BY_LANGUAGE[code], field.name), getattr(ENGLISH, field.name)
        assert own and set(holes(own)) == set(holes(english)), field.name
        assert own.count("|") == english.count("|"), field.name
    assert len({say.refusal for say in BY_LANGUAGE.values()}) == len(BY_LANGUAGE)
    assert len(ENGLISH.labels.split("|")) == len(FIELDS) and len(ENGLISH.names.split("|")) == len(CODES)


@pytest.mark.parametrize(("code", "question"), ASKED.items())
def test_a_refusal_is_in_the_questions_language_and_known_as_one(code: str, question: str) -> None:
    assert saying(question) is BY_LANGUAGE[code]
    said = refusal(2, Assessment(0.1, asked=question, missing=("Oudam",)))
    assert said.startswith(BY_LANGUAGE[code].refusal) and "Oudam" in said and refuses(said)
    assert refusal(0, Assessment(0.0), asked=question) == BY_LANGUAGE[code].empty
    doubt = refusing.doubt(Assessment(0.6, asked=question, unborne=("Oudam",)))
    assert doubt == BY_LANGUAGE[code].unborne.format(BY_LANGUAGE[code].quotes.format("Oudam"))


@pytest.mark.parametrize(
    "question",
    ["Oudam 1871?", "Korver", "What does Marie de la Tour du Pin say of it?", "Who is Juan de la Cruz y Los Ríos?"],
)
def test_where_the_language_is_not_told_it_is_english(question: str) -> None:
    assert saying(question) is ENGLISH


def test_no_refusal_begins_as_another_does() -> None:
    assert len(set(REFUSALS)) == len(REFUSALS) == 3 * len(BY_LANGUAGE)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Wer hat den Aufsatz geschrieben?", "Autor: "),
        ("Qui est l’auteur de l’article ?", "Auteur: "),
        ("¿Quién escribió el artículo?", "Autor: "),
        ("Chi ha scritto l’articolo?", "Autore: "),
        ("Quem escreveu o artigo?", "Autor: "),
        ("Wie schreef het artikel?", "Auteur: "),
        ("この論文の著者は誰ですか？", "著者: "),
        ("这篇文章的作者是谁？", "作者: "),
        ("Who wrote the article?", "Author: "),
    ],
)
def test_what_is_looked_up_is_labelled_in_the_questions_language(question: str, told: str) -> None:
    document = make_document(
        "The Bridge at Oudam\n\nAnna Korver\n\nIt was built of oak.", metadata=Metadata(authors=("Anna Korver",))
    )
    draft = about(question, [document])
    assert draft is not None and [sentence.label for sentence in draft.sentences] == [told]


def test_the_nearest_passages_in_one_other_language_are_told() -> None:
    german = "Wann wurde die Glashütte von Montaubry gegründet?"
    french = passage("La verrerie de Montaubry fut fondée en 1688.", "fr")
    own = passage("Die Hütte von Montaubry brannte ab.", "de")
    other = passage("The kiln was cold.", "en")
    told = "Was am nächsten liegt, ist auf Französisch: fragen Sie auch auf Französisch."
    assert nearest_in(german, [french, other]) == told
    assert nearest_in(german, [french, own]) is None and nearest_in(german, [other]) is None
    assert nearest_in("Montaubry?", [french]) is None


GUT = (
    "Das Gut von Lisse gehörte seit dem Jahr 1640 der Witwe Anna Korver, die es von ihrem Vater hatte. Die Bauern "
    "haben ihr den Zoll in Roggen gezahlt, und der Müller nahm von jedem Sack den zehnten Teil.\n"
)
VERRE = (
    "La verrerie de Montaubry fut fondée en 1688 par un gentilhomme qui avait obtenu le privilège du roi. Les ouvriers "
    "rachetèrent les fours à sa veuve et travaillèrent sans maître pendant quarante ans dans la forêt.\n"
)


def test_a_mixed_library_tells_that_another_language_may_answer(tmp_path: Path) -> None:
    (tmp_path / "gut.txt").write_text(f"Das Gut von Lisse\n\n{GUT * 3}", encoding="utf-8")
    (tmp_path / "verre.txt").write_text(f"La verrerie de Montaubry\n\n{VERRE * 3}", encoding="utf-8")
    with throwaway_library([tmp_path / "gut.txt", tmp_path / "verre.txt"]) as library:
        chain = build_chain(library, Settings())
        other = chain.invoke("Wann wurde die Glashütte von Montaubry gegründet?")
        none = chain.invoke("Wann wurde die Sternwarte auf dem Mond gegründet?")
    assert not other.answered and "fragen Sie auch auf Französisch" in other.text
    assert not none.answered and "Französisch" not in none.text
    assert not re.search(r"\b(?:the|not|these)\b", other.text + none.text)
