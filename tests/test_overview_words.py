"""What asks for a gist, a section or a page in other languages than English."""

import pytest

from assistant.lookups.overview import asked_for
from assistant.lookups.placed import page_asked


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Worum geht es in Abschnitt 3 des Aufsatzes von Korver?", "section 3"),
        ("Fasse den Aufsatz von Korver zusammen.", "this article"),
        ("Worum geht es in dem Aufsatz über das Mühlenrecht?", "this article"),
        ("Was steht im Fazit?", "the section on Fazit"),
        ("Que dit la conclusion de l’article de Korver ?", "the section on conclusion"),
        ("De quoi parle l’article de Korver ?", "this article"),
        ("¿De qué trata el artículo de Korver?", "this article"),
        ("¿Qué dice la sección 2?", "section 2"),
        ("Di che cosa parla la sezione 2?", "section 2"),
        ("De que trata o capítulo 2?", "section 2"),
        ("Waar gaat het artikel van Korver over?", "this article"),
        ("第2節には何が書かれていますか？", "section 2"),
        ("第二节说了什么？", "section 2"),
        # what a work says on one matter, and what is no work
        ("Was sagt der Aufsatz über Bienen?", None),
        ("Was steht in der Einleitung über den Deich?", None),
        ("Que dit l’article sur les verriers ?", None),
        ("Que dit le roi ?", None),
        ("¿Qué dice el artículo sobre la sal?", None),
        ("Quand la section 3 fut-elle creusée ?", None),
    ],
)
def test_what_the_gist_is_wanted_of(question: str, what: str | None) -> None:
    assert asked_for(question) == what


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("¿Qué dice la página 12?", "12"),
        ("Cosa dice a pagina 5?", "5"),
        ("O que diz a página 7?", "7"),
        ("Wat staat er op bladzijde 3?", "3"),
        ("12ページには何が書かれていますか？", "12"),
        ("第12页写了什么？", "12"),
        ("¿Qué dice Korver de la página?", None),
        ("12年には何がありましたか？", None),
    ],
)
def test_a_page_may_be_asked_for(question: str, page: str | None) -> None:
    assert page_asked(question) == page
