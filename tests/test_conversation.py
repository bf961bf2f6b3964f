"""Follow-ups made to stand alone by rules."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Turn
from assistant.conversation import by_rules, leans, standalone
from assistant.inputs import as_question


def user(text: str) -> Turn:
    return Turn("user", text)


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (["When did Japan join the UN?"], "And Brazil?", "When did Brazil join the UN?"),
        (["What did the poll of 1990 find?"], "What about 1992?", "What did the poll of 1992 find?"),
        (["When did it rain in 1990?"], "And in 1992?", "When did it rain in 1992?"),
        (["Did Japan leave the League of Nations?"], "Why?", "Why did Japan leave the League of Nations?"),
        (["What is throat cancer?"], "Is it treatable?", "Is throat cancer treatable?"),
        (["What is throat cancer?", "Is it treatable?"], "What about lung cancer?", "Is lung cancer treatable?"),
        (["Who was Sadako Ogata?"], "What did she write?", "What did Sadako Ogata write?"),
        (["Who was Sadako Ogata?"], "What were her views?", "What were Sadako Ogata’s views?"),
        (
            ["What did Japan think of the ASEAN Regional Forum?"],
            "And why was it disappointed with it?",
            "Why was Japan disappointed with the ASEAN Regional Forum?",
        ),
        (["When did the Japanese minesweepers sail?"], "How many people sailed with them?", None),
    ],
)
def test_what_is_left_out_is_filled_in(history: list[str], question: str, expected: str | None) -> None:
    found = by_rules(question, [user(text) for text in history])
    if expected is None:
        assert "Japanese minesweepers" in found
    else:
        assert found == expected


def told(question: str, answer: str) -> list[Turn]:
    return [user(question), Turn("assistant", answer)]


@pytest.mark.parametrize(
    ("asked", "answer", "question", "expected"),
    [
        # what is counted stays counted
        (
            "How many barns were in the survey?",
            "The survey held 90 [1].",
            "And how many burned?",
            "How many barns burned?",
        ),
        ("How many ferries took part?", "Nine took part [1].", "How many sank?", "How many ferries sank?"),
        (
            "How many clerks want it settled quietly?",
            "Twelve want it settled quietly [1].",
            "How many want it in public?",
            "How many clerks want it settled in public?",
        ),
        # "the one": its number, its side, its place
        (
            "How many valves does the boiler 4 loop hold?",
            "It holds six [1].",
            "And the one on boiler 2?",
            "How many valves does the boiler 2 loop hold?",
        ),
        ("How wide is the left aisle?", "Three metres [1].", "And the right one?", "How wide is the right aisle?"),
        (
            "How many looms did the shed near the quay house?",
            "It housed 40 [1].",
            "And the one in the valley?",
            "How many looms did the one in the valley house?",
        ),
        (
            "What was the pay of the smiths?",
            "Ten marks [1].",
            "And of the potters?",
            "What was the pay of the potters?",
        ),
        ("What was the mean height?", "It was 2 m [1].", "And the mean weight?", "What was the mean weight?"),
        ("What was the first aim?", "To save [1].", "And the second?", "What was the second aim?"),
        (
            "What share supported the levy in 1911?",
            "A third supported the levy [1].",
            "And opposed it?",
            "What share opposed the levy in 1911?",
        ),
        # a pronoun is what the answer names in the place of what was asked for …
        (
            "Which town joined the pact?",
            "Brennau joined the pact [1].",
            "When did it leave?",
            "When did Brennau leave (pact)?",
        ),
        (
            "Which lamp replaced the torch?",
            "In 1820 a gas lamp replaced the torch [1].",
            "How much does it cost?",
            "How much does the gas lamp cost?",
        ),
        (
            "Which pigment fades in light?",
            "Indigo fades in light [1].",
            "Where is it made?",
            "Where is Indigo made (light)?",
        ),
        (
            "Who led the Commission on Dykes?",
            "Marta Olsen led the Commission on Dykes [1].",
            "What report did she write?",
            "What report did Marta Olsen write?",
        ),
        # … or, as an object, the object of that question
        (
            "Which mayor signed the river pact?",
            "Mayor Voss signed it [1].",
            "Who else signed it?",
            "Who else signed the river pact?",
        ),
        (
            "Who led the Commission on Dykes?",
            "Marta Olsen led the Commission on Dykes [1].",
            "What report did it write?",
            "What report did the Commission on Dykes write?",
        ),
        (
            "Who formed the Ring of Nine in 1902?",
            "Bern, Basel and Chur formed the Ring of Nine [1].",
            "What did they want of the canal?",
            "What did the Ring of Nine want of the canal?",
        ),
        (
            "What does Aldo Brandt say of tolls?",
            "They ruin trade [1].",
            "Who gains by it?",
            "Who gains by it (Aldo Brandt, tolls)?",
        ),
        ("How did the blight spread?", "By water [1].", "How fast?", "How fast did the blight spread?"),
        ("What share of women voted in 1946?", "Most [1].", "And of men in 1950?", "What share of men voted in 1950?"),
        # "they" of a study's making
        (
            "Which traits predicted yield?",
            "Height and colour predicted yield [1].",
            "Which software did they use?",
            "Which software did the study use (traits, yield)?",
        ),
        (
            "What did the weavers demand?",
            "Bread [1].",
            "Which methods did they use?",
            "Which methods did the weavers use?",
        ),
        # what the answer denies isn't asked why
        (
            "Did the guild last after 1807?",
            "The guild faded after 1807 [1].",
            "Why?",
            "Why did the guild fade after 1807?",
        ),
        ("Did the guild last?", "No. The guild faded in 1807 [1].", "Why not?", "Why did the guild fade in 1807?"),
        ("Was the mill sold?", "The mill was sold to a bank [1].", "When did that happen?", "When was the mill sold?"),
        ("Who was Ada Holt?", "She was a judge [1].", "Thanks. When was she born?", "When was Ada Holt born?"),
        # a question of few words keeps the other names of the one before
        (
            "Did the guild ever quit the Levant League?",
            "Yes, in 1807 [1].",
            "When did it come back?",
            "When did the guild come back (Levant League)?",
        ),
        ("What does note 7 say?", "It names a book [1].", "What does the next note say?", "What does note 8 say?"),
        ("What does footnote 3 cite?", "A letter [1].", "And the previous one?", "What does footnote 2 cite?"),
    ],
)
def test_what_is_left_out_takes_its_place_in_the_question_before(
    asked: str, answer: str, question: str, expected: str
) -> None:
    assert by_rules(question, told(asked, answer)) == expected


@pytest.mark.parametrize(
    ("asked", "answer", "question", "expected"),
    [
        ("How many votes amend the Charter?", "Two thirds [1].", "And Norway?", "And Norway (Charter, votes amend)?"),
        (
            "Who was Ada Holt?",
            "Former mayor Ada Holt was one of two wardens [1].",
            "And who was the other warden?",
            "Who was the other warden (Ada Holt)?",
        ),
        (
            "Which soil variable had the largest effect?",
            "The largest effect was that of iron [1].",
            "What is its odds ratio?",
            "What is its odds ratio (soil variable, largest)?",
        ),
        (
            "What did Norway send to Chad?",
            "It sent nurses [1].",
            "How long did they stay?",
            "How long did they stay (Norway, Chad)?",
        ),
        # either the law or the strike can be meant
        (
            "Which law ended the strike?",
            "The Harbour Act ended the strike in 1903 [1].",
            "Who wrote it?",
            "Who wrote it (the Harbour Act, strike)?",
        ),
        ("Did the guild survive?", "It had gone by then [1].", "Why?", "Why (guild survive)?"),
    ],
)
def test_what_cannot_be_told_stays_as_typed_with_its_topics(
    asked: str, answer: str, question: str, expected: str
) -> None:
    assert by_rules(question, told(asked, answer)) == expected


def test_a_short_form_finds_its_name_in_the_answer() -> None:
    history = [user("What replaced the failed Cooperation Bill?"), Turn("assistant", "The PKO Law [1].")]
    assert by_rules("When did that law pass?", history) == "When did the PKO Law pass?"


@pytest.mark.parametrize("question", ["When did Japan join the UN?", "What does Simon say about KEDO?", "Who paid?"])
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    history = [user("What is the Quad?"), Turn("assistant", "A group of four.")]
    if question != "Who paid?":
        assert standalone(question, history) == question
    assert standalone(question, ()) == question


def test_leaning_is_seen() -> None:
    assert leans("Why did it leave?")
    assert leans("And Brazil?")
    assert leans("Why?")
    assert not leans("When did the Berlin Wall fall?")


@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=80))
def test_any_text_gives_one_line(history: list[str], question: str) -> None:
    found = standalone(question, [user(text) for text in history])
    assert "\n" not in found
    assert bool(found.strip()) or not question.strip()


@pytest.mark.timeout(60)  # some seconds, else minutes
@pytest.mark.parametrize("piece", ["Aa ", "A. ", "Smit, ", "12 March 1990, "])
def test_a_document_pasted_as_an_earlier_turn_holds_nobody_up(piece: str) -> None:
    pasted = piece * (200_000 // len(piece))
    for texts in ((pasted, "It sat in Lisse."), ("When did the court sit?", pasted)):
        said = [{"role": role, "text": text} for role, text in zip(("user", "assistant"), texts, strict=True)]
        asked = as_question("What did he say about it?", history=said)
        assert standalone(asked.text, asked.history)


NAMED = [f"Ada Holt{chr(97 + n % 26) * (1 + n // 26)}" for n in range(600)]


@pytest.mark.parametrize(
    ("said", "question"),
    [
        (", ".join(NAMED), "What did the first one write?"),
        (" and ".join(NAMED), "And when did he write it?"),
        (" ".join(f"{name} and Ben{n} Lund sailed." for n, name in enumerate(NAMED)), "And when did he write it?"),
        ("A " * 4000, "And when did the first one write it?"),
    ],
)
def test_a_pasted_list_of_names_is_followed_up_in_time(said: str, question: str) -> None:
    history = as_question({"question": question, "history": [user(said), Turn("assistant", said)] * 5}).history
    begun = time.process_time()
    standalone(question, history)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Who were Ada Holt and Ben Lund?", "What did Ada Holt write?"),
        ("Who were Ada Holt, Ben Lund, and Carla Moor?", "What did Ada Holt write?"),
        ("At the Quay, who were Ada Holt and Ben Lund?", "What did Ada Holt write?"),
        ("Did Ada Holt, then at sea, meet Ben Lund and Carla Moor?", "What did Ben Lund write?"),
    ],
)
def test_the_first_one_is_the_first_of_those_joined(before: str, expected: str) -> None:
    assert by_rules("What did the first one write?", [user(before)]) == expected
