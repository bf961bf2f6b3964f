"""“The Edict” is the one that its section last named in full."""

import pytest

from assistant.definite import of_another
from tests.asking import ask
from tests.fakes import make_document

LISSE = "The guilds signed the Edict of Lisse in 1602. It was short. The Edict freed the poor of all tolls."


def another(question: str, text: str = LISSE) -> bool:
    document = make_document(text)
    return of_another(question, document, document.sentences[-1])


def test_the_edict_is_another_where_its_section_named_another_last() -> None:
    assert another("What did the Edict of Bremen do?")
    assert not another("What did the Edict of Lisse do?")


@pytest.mark.parametrize(
    "text",
    [
        "It was short. The Edict freed the poor of all tolls.",
        "The guilds signed the Edict of Lisse. They then signed the Edict of Bremen. The Edict freed the poor.",
        "The guilds signed the Edict of Lisse. The Edict freed the poor of Bremen too.",
        "The guilds signed the Edict of Lisse.\n\n# Bremen\n\nThe Edict freed the poor.",
        "The guilds signed the Edict of Lisse. The harbour of the poor was free.",
    ],
)
def test_where_none_or_the_one_asked_for_was_named_it_may_be_meant(text: str) -> None:
    assert not another("What did the Edict of Bremen do?", text)


def test_what_another_edict_did_does_not_answer() -> None:
    document = make_document(
        f"{LISSE}\n\nBremen had one too. In 1685 the Edict of Bremen took it back.", source="edicts.txt"
    )
    answer = ask("What did the Edict of Bremen do to all the poor?", document, least=0.0)
    assert [citation.quote for citation in answer.citations] == ["In 1685 the Edict of Bremen took it back."]
