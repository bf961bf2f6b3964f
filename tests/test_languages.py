"""In which language a question is, and what a refusal says of it."""

import pytest

from assistant.languages import apart, language_of


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("When did Japan join the United Nations?", "en"),
        ("Wann trat Japan den Vereinten Nationen bei?", "de"),
        ("Was war der Grund für die Reform?", "de"),
        ("Quand le Japon est-il entré aux Nations unies ?", "fr"),
        ("¿Cuándo fue fundada la comisión?", "es"),
        ("Quando è stata fondata la commissione?", "it"),
        ("Quem foi o autor da reforma?", "pt"),
        ("Wanneer werd het verdrag getekend?", "nl"),
        ("日本はいつ国連に加盟したか", "ja"),
        ("Когда Япония вступила в ООН?", "ru"),
        ("Kishida 1956?", None),
        ("Quad", None),
    ],
)
def test_the_language_of_a_question(question: str, language: str | None) -> None:
    assert language_of(question) == language


def test_a_refusal_names_the_languages_only_where_no_document_is_in_the_questions() -> None:
    german = "Wann trat Japan den Vereinten Nationen bei?"
    assert apart(german, ["en", "en-GB", None]) == (
        "The question seems to be in German, the documents are in English: ask in English."
    )
    assert apart(german, ["en", "de-AT"]) is None
    assert apart(german, [None]) is None and apart("Quad?", ["en"]) is None
    assert apart("When did Japan join the United Nations?", ["en"]) is None
