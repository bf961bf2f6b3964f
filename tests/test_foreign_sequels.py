"""Follow-ups in other languages than English, made to stand alone."""

import pytest

from assistant.answer import Turn
from assistant.conversation import standalone

TALKS = {
    "de": ("Wurde die Mühle von Lisse verkauft?", "Jan Korver verkaufte die Mühle an die Gilde. [1]"),
    "de_who": ("Wer verkaufte die Mühle?", "Jan Korver verkaufte sie. [1]"),
    "fr": ("Quand le moulin de Lisse brûla-t-il ?", "Il brûla en 1640. [1]"),
    "fr_who": ("Que fit Jean Boom ?", "Jean Boom vendit le moulin. [1]"),
    "es": ("¿Quién vendió el molino?", "El alcalde Diego Smit vendió el molino. [1]"),
    "it": ("Chi comprò il mulino?", "Il mulino fu comprato da Piero Brandi. [1]"),
    "pt": ("Quem fechou a escola?", "O juiz Rui Falcão fechou a escola. [1]"),
    "nl": ("Wie verkocht de molen?", "Dominee Gerrit Smit verkocht hem. [1]"),
    "ja": ("水車は売られましたか？", "水車は1640年に売られた。 [1]"),
    "zh": ("谁卖了水车？", "村长卖了水车。 [1]"),
    "en": ("Who sold the mill?", "Jan Korver sold it. [1]"),
}


@pytest.mark.parametrize(
    ("talk", "question", "made"),
    [
        ("de", "Und warum?", "Warum wurde die Mühle von Lisse verkauft?"),
        ("de_who", "Und wann?", "Wer verkaufte die Mühle, und wann?"),
        ("de_who", "Und an wen?", "Wer verkaufte die Mühle, und an wen?"),
        ("de_who", "Wann starb er?", "Wann starb Jan Korver?"),
        ("de_who", "Und in Riga?", "Wer verkaufte die Mühle, und in Riga?"),
        ("fr", "Et pourquoi ?", "Pourquoi le moulin de Lisse brûla-t-il ?"),
        ("fr_who", "Où mourut-il ?", "Où mourut-il (Jean Boom) ?"),
        ("es", "¿Y cuándo?", "¿Quién vendió el molino, y cuándo?"),
        ("es", "¿Y cuándo murió?", "¿Cuándo murió (Diego Smit)?"),
        ("it", "E perché?", "Chi comprò il mulino, e perché?"),
        ("it", "E quando morì?", "Quando morì (Piero Brandi)?"),
        ("pt", "E por quê?", "Quem fechou a escola, e por quê?"),
        ("nl", "En waarom?", "Wie verkocht de molen, en waarom?"),
        ("nl", "Wanneer stierf hij?", "Wanneer stierf Dominee Gerrit Smit?"),
        ("ja", "それはなぜですか？", "水車は売られましたか？それはなぜですか？"),
        ("zh", "为什么？", "谁卖了水车？为什么？"),
    ],
)
def test_a_follow_up_is_made_whole(talk: str, question: str, made: str) -> None:
    asked, answered = TALKS[talk]
    assert standalone(question, [Turn("user", asked), Turn("assistant", answered)]) == made


@pytest.mark.parametrize(
    ("talk", "question"),
    [
        ("de", "Warum gibt es keine Bienen mehr im Tal?"),
        ("de", "Was können Sie mir über den Zoll sagen?"),
        ("de", "Wann trat Riga der Hanse bei?"),
        ("fr", "Pourquoi le partage provoquait-il des querelles ?"),
        ("fr", "Combien de moulins y a-t-il ?"),
        ("es", "¿Y por qué abandonaron los frailes las salinas?"),
        ("it", "Quando fu aperta la bottega?"),
        ("nl", "Hoe lang was het kanaal door het veen?"),
        ("ja", "それぞれの村は何を作りましたか？"),
        ("zh", "其他商人从福建带来了什么？"),
        ("en", "Wurde die Mühle von Lisse verkauft?"),
    ],
)
def test_a_question_that_needs_nothing_stays_as_it_is(talk: str, question: str) -> None:
    asked, answered = TALKS[talk]
    assert standalone(question, [Turn("user", asked), Turn("assistant", answered)]) == question


@pytest.mark.parametrize("question", ["Und warum?", "Und wer?", "なぜですか"])
def test_nothing_is_made_of_a_question_without_a_word(question: str) -> None:
    assert standalone(question, [Turn("user", "???"), Turn("assistant", "…")]) == question


def test_a_follow_up_to_a_follow_up_needs_the_first_question() -> None:
    asked, answered = TALKS["de"]
    talk = [Turn("user", asked), Turn("assistant", answered), Turn("user", "Und warum?"), Turn("assistant", "Not. [1]")]
    assert standalone("Und wann?", talk) == "Wann wurde die Mühle von Lisse verkauft?"
