"""Follow-ups for what is beside, before or after, for the first or the latter, and for why what was done was done."""

import pytest

from assistant.answer import Turn
from assistant.conversation import by_rules
from assistant.follow_ups.topics import topics
from assistant.prompts import REFUSAL


def told(*said: str) -> list[Turn]:
    return [Turn("user" if i % 2 == 0 else "assistant", text) for i, text in enumerate(said)]


@pytest.mark.parametrize(
    ("asked", "answer", "question", "expected"),
    [
        ("Who led the rising?", "Halvar Dahl led it [1].", "Anyone else?", "Who else led the rising?"),
        ("What did Norway propose?", "A truce [1].", "And what else?", "What else did Norway propose?"),
        ("Which towns joined the pact?", "Lund and Kolm [1].", "Any others?", "Which other towns joined the pact?"),
        ("When did Kolm sign the pact?", "In 1455 [1].", "Who else?", "Who else signed the pact?"),
        ("When did Kolm sign the pact?", "In 1455 [1].", "Any other pacts?", "Any other pacts (Kolm)?"),
        ("Why did the dam fail?", "It leaked [1].", "Any other reasons?", "Why else did the dam fail?"),
        (
            "What happened in Norway after the strike?",
            "On 3 May 1911 the cabinet of Ivar Moe resigned [1].",
            "Before that?",
            "What happened in Norway before the strike?",
        ),
        (
            "What happened in Norway in 1911?",
            "On 3 May 1911 the cabinet of Ivar Moe resigned [1].",
            "And then?",
            "What happened in Norway after 3 May 1911?",
        ),
        (
            "What did Norway do then?",
            "On 3 May 1911 Norway closed its ports [1].",
            "What happened next?",
            "What did Norway do after 3 May 1911?",
        ),
        (
            "When did the guild leave the league?",
            "In 1807 [1].",
            "And before that?",
            "What did the guild do before 1807?",
        ),
        (
            "Why did the guild leave the league?",
            "It was poor [1].",
            "And then?",
            "What happened after the guild left the league?",
        ),
        (
            "Who led the guild in 1950?",
            "Marta Olsen led it [1].",
            "Before that?",
            "Who led the guild before Marta Olsen?",
        ),
        (
            "Who led the guild in 1950?",
            "Marta Olsen led it [1].",
            "And after her?",
            "Who led the guild after Marta Olsen?",
        ),
        (
            "When did Harald burn the abbey?",
            "In 1201 [1].",
            "Where was the seal kept before that?",
            "Where was the seal kept before 1201 (Harald, abbey)?",
        ),
        (
            "When did Harald leave the abbey?",
            "In 1201 [1].",
            "What happened next?",
            "What happened after Harald left the abbey?",
        ),
        # whom several were named together
        (
            "Who are the two geologists in the report?",
            "They are Ada Holt and Ben Krüger [1].",
            "What did the first one write in 1933?",
            "What did Ada Holt write in 1933?",
        ),
        (
            "Which two poets wrote of the flood?",
            "Karin Boe and Nils Ek wrote of it [1].",
            "When did the latter die?",
            "When did Nils Ek die?",
        ),
        (
            "Which two poets wrote of the flood?",
            "Karin Boe and Nils Ek wrote of it [1].",
            "Which of them outlived the other?",
            "Which of Karin Boe and Nils Ek outlived the other?",
        ),
        (
            "Which two poets wrote of the flood?",
            "Karin Boe and Nils Ek wrote of it [1].",
            "What did the former mayor write?",
            "What did the former mayor write (two poets, flood)?",
        ),
        (
            "Compare Ines Roth and Nils Ek on dams",
            "Roth feared them [1].",
            "Which of them was older?",
            "Which of Ines Roth and Nils Ek was older?",
        ),
        # why what was done was done
        (
            "What did Brandt do for Hale?",
            "Brandt wrote to the wardens [1].",
            "Why?",
            "Why did Brandt write to the wardens?",
        ),
        (
            "What did Brandt do for Hale?",
            "He wrote to the wardens [1].",
            "Why?",
            "Why did Brandt write to the wardens?",
        ),
        (
            "What did Roth do in 1921?",
            "In 1921 Roth founded a school in Riga [1].",
            "How?",
            "How did Roth found a school in Riga?",
        ),
        ("What did Norway propose?", "A truce [1].", "Why?", "Why did Norway propose a truce?"),
        (
            "Who burned the mill?",
            "Hale’s men burned the mill in 1702 [1].",
            "Why?",
            "Why did Hale’s men burn the mill in 1702?",
        ),
        ("Who burned the mill?", "Karin Boe [1].", "How come?", "Why did Karin Boe burn the mill?"),
        ("Did the guild last?", "The guild faded in 1807 [1].", "How so?", "Why did the guild fade in 1807?"),
        ("When was the Charter of Lund issued?", "In 1301 [1].", "By whom?", "Who issued the Charter of Lund?"),
        ("Where was the ode written?", "In Lund [1].", "By whom?", "Who wrote the ode?"),
        (
            "What did Brandt hold?",
            "Brandt claimed that the levy was unjust [1].",
            "Why?",
            "Why did Brandt claim that the levy was unjust?",
        ),
        (
            "What did Ines Roth argue in 1911?",
            "Ines Roth argued that the dam would leak [1].",
            "In which book?",
            "In which book did Ines Roth argue that the dam would leak?",
        ),
        ("When: Who governs the fund?", "Since 1999 [1].", "For how long?", "For how long: Who governs the fund?"),
        ("What did Hale argue in 1911?", "That it leaked [1].", "And before 1911?", "What did Hale argue before 1911?"),
        # a deed, and what was made
        (
            "What did Norway do in May?",
            "On 3 May Norway proposed a truce to Kolm [1].",
            "Did it help?",
            "Did Norway’s truce help?",
        ),
        ("What did Norway do?", "It waited [1].", "Did it help?", "Did it help (Norway)?"),
        (
            "What did Ada Holt build?",
            "Ada Holt built Fort Lund in 1562 [1].",
            "Why did it burn down?",
            "Why did Fort Lund burn down?",
        ),
        (
            "When did Kolm sign the Lund Pact?",
            "In 1455 [1].",
            "Was it signed in haste?",
            "Was the Lund Pact signed in haste?",
        ),
        (
            "What did Ribe propose?",
            "Ribe proposed a tax [1].",
            "How was it received?",
            "How was Ribe’s proposal received?",
        ),
        ("What did Ribe try to do?", "Ribe tried to pass a law [1].", "Did it fail?", "Did Ribe fail?"),
        ("What did Ribe promise?", "Ribe promised peace [1].", "Did it help?", "Did Ribe’s promise help?"),
        ("Which rules bind the guild?", "Five do [1].", "Who asked for them?", "Who asked for the rules (guild)?"),
        (
            "Who built the bridge at Sorn?",
            "Nils Ek built it [1].",
            "And who paid for it?",
            "Who paid for the bridge (Nils Ek, Sorn)?",
        ),
        (
            "Who built the bridge?",
            "Nils Ek built the bridge in 1820 [1].",
            "When?",
            "When did Nils Ek build the bridge?",
        ),
        ("Which king signed the pact?", "King Olaf did [1].", "Which bishop?", "Which bishop signed the pact?"),
        (
            "What does Brandt say of the guilds?",
            "That they fail [1].",
            "Who disagrees?",
            "Who disagrees (Brandt, guilds)?",
        ),
        (
            "Why did Ek leave Lund in 1820?",
            "He had quarrelled with Holt [1].",
            "When did he come back after that?",
            "When did Ek come back after Ek left Lund in 1820 (Lund)?",
        ),
        ("What did Ribe build?", "Ribe built Fort Lund [1].", "Why was it sold?", "Why was it sold (Fort Lund, Ribe)?"),
    ],
)
def test_what_is_beside_before_or_after(asked: str, answer: str, question: str, expected: str) -> None:
    assert by_rules(question, told(asked, answer)) == expected


@pytest.mark.parametrize(
    ("said", "question", "expected"),
    [
        (
            ["Who are the two poets?", "Karin Boe and Nils Ek [1].", "What did the first one write?", "An ode [1]."],
            "And the second?",
            "What did Nils Ek write?",
        ),
        (
            ["Who ruled Ostby?", "Anna of Varn ruled it [1].", "When did she die?", "In 1722 [1]."],
            "Who succeeded her?",
            "Who succeeded Anna of Varn?",
        ),
        (
            ["What is the Sorn Dam?", "A dam [1].", "Who opposed it?", "Ines Roth opposed the dam [1]."],
            "Why did she oppose it?",
            "Why did Ines Roth oppose the Sorn Dam?",
        ),
        (
            ["What did Hale think of the levy?", "It was a crime [1].", "And Brandt?", "Brandt defended it [1]."],
            "What did he write for her later?",
            "What did Brandt write for her later (Hale, levy)?",
        ),
        (
            ["When did Olaf die?", "In 1301 [1].", "Which page?", "Chronicle, p. 4: In 1301 [1]."],
            "And Harald?",
            "When did Harald die?",
        ),
        (
            ["When did Olaf die?", "In 1301 [1].", "shorter please", "It can't be shortened."],
            "Are you sure?",
            "When did Olaf die?",
        ),
        (
            ["When did Olaf die?", "In 1301 [1]."],
            "Not in 1302?",
            "Not in 1302 (Olaf)?",
        ),
        (
            ["When did Olaf die?", "In 1301 [1].", "ok thanks", "You are welcome."],
            "And Harald?",
            "When did Harald die?",
        ),
        (
            ["Who spoke for Lund?", "Its chancellor, Ada de Mere, spoke [1].", "When did she die?", "In 1722 [1]."],
            "What did she hide when she read it aloud?",
            "What did Ada de Mere hide when Ada de Mere read it aloud?",
        ),
        (
            ["Who ruled Lund?", "Ada de Mere ruled [1].", "When was it written?", "In 1722 [1]."],
            "And where did she die?",
            "Where did Ada de Mere die?",
        ),
        (
            ["Did the guild last?", f"{REFUSAL} The nearest passages say nothing of “guild”."],
            "Why?",
            "Why did the guild last?",
        ),
    ],
)
def test_over_several_turns(said: list[str], question: str, expected: str) -> None:
    found = by_rules(question, told(*said))
    assert found[:1].upper() + found[1:] == expected


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("When did he die?", "die"),
        ("Where was it written?", "written"),
        ("When did Ada de Lund sail?", "sail"),
        ("Why did the British continue it?", "continue"),
    ],
)
def test_the_verb_behind_a_pronoun_or_name_is_no_topic(text: str, verb: str) -> None:
    assert not any(verb in topic for topic in topics(text))


def test_a_noun_behind_an_adjective_that_is_a_name_stays_a_topic() -> None:
    assert "minesweepers" in topics("When did the Danish minesweepers sail to Lund?")[0]


@pytest.mark.parametrize(
    "question",
    [
        "Which of the two authors treats Lund?",
        "When did the last of the workforce leave Kolm?",
        "Who designed Kolm?",
        "Who were wardens?",
        "How do I write the letter to Kolm?",
        "Which bishop signed the pact of Kolm?",
        "What happened in Kolm next to the mill?",
        "Who else signed the pact of Kolm in 1455?",
    ],
)
def test_a_question_with_words_of_its_own_is_left_alone(question: str) -> None:
    assert by_rules(question, told("When did Ada Holt and Nils Ek meet?", "In 1402 [1].")) == question


def test_they_is_no_one_of_several_and_no_person() -> None:
    asked = told("When did Ada Holt build the mill at Lund?", "In 1402 [1].")
    assert by_rules("How did they fare?", asked) == "How did they fare (Ada Holt, mill)?"
