"""Yes/no questions: their statement, the sentences that decide it, and the word that leads the answer."""

import time
from collections.abc import Sequence
from typing import Any

import pytest

from assistant.answer import Answer, Turn
from assistant.chain import build_chain
from assistant.conversation import standalone
from assistant.protocols import Judge, Judgement
from assistant.quotes.deciding import decides
from assistant.quotes.foremost import foremost
from assistant.quotes.stating import statement
from assistant.quotes.told import Told
from assistant.settings import Settings
from ingest.document import Document
from tests.fakes import FakeLibrary, OverlapReranker, make_document

PLAIN = Settings(judge="none", reader=False)


class Believing:
    """A judge that finds every claim borne out."""

    name = "believing"

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        return [Judgement(0.9, 0.05, 0.05) for _ in pairs]


def ask(question: str, *documents: Document, judge: Judge | None = None) -> Answer:
    library: Any = FakeLibrary(*documents)
    return build_chain(library, PLAIN, reranker=OverlapReranker(), judge=judge).invoke(question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Did the guild of Lisse pay the toll?", "The guild of Lisse paid the toll."),
        ("Was the mill ever restored?", "The mill was restored."),
        ("Is the nave longer than the choir?", "The nave is longer than the choir."),
        ("Was Korver a member of the guild?", "Korver was a member of the guild."),
        ("Was Korver in favour of the toll?", "Korver was in favour of the toll."),
        ("Was Agnes Tilly beaten at the polls?", "Agnes Tilly was beaten at the polls."),
        ("Has the mill in Riga ever been rebuilt?", "The mill in Riga has been rebuilt."),
        ("Can the gate carry a cart?", "The gate can carry a cart."),
        ("The mill closed in 1911, didn't it?", "The mill closed in 1911."),
        ("Is it true that Korver forged the letter?", "Korver forged the letter."),
        ("Could you tell me whether the mill closed?", "The mill closed."),
        ("Was anybody in the mill hurt?", "Somebody in the mill was hurt."),
        ("Was there a fire in 1820?", "There was a fire in 1820."),
        ("Didn't the mill close?", None),  # "yes" might mean either
        ("Was the mill built of stone or of brick?", None),
        ("Can you explain the toll?", None),
        ("Is it true that the mill was never closed?", None),
        ("When did the mill close?", None),
        ("I wonder if ?", None),
        ("Is it true that ,,?", None),
        (", right?", None),
    ],
)
def test_a_yes_no_question_is_made_the_statement_of_its_yes(question: str, said: str | None) -> None:
    found = statement(question)
    assert (found.text if found else None) == said


@pytest.mark.parametrize(
    ("question", "sentence", "before", "yes"),
    [
        # said of the same subject, by its name or as "it"
        ("Was the west gate restored?", "It was restored in 1871 by Strand.", "The west gate fell in 1644.", True),
        ("Did the council approve the toll?", "After a debate the council approved it.", "A toll was asked for.", True),
        ("Was the mill closed in 1911?", "In 1911 the mill was closed.", "", True),
        ("Was the mill closed?", "The mill, which was closed in 1911, burnt.", "", True),
        ("Did Korver sell the barge?", "Korver bought the mill and sold the barge.", "", True),
        # denied
        ("Was the south gate finished?", "The south gate was begun in 1265 and never finished.", "", False),
        ("Did Lisse send ships to Riga?", "Lisse sent no ships to Riga.", "", False),
        ("Did Lisse send ships to Riga?", "Lisse, which sent no ships to Riga, paid.", "", False),
        ("Was anybody in the mill hurt?", "Nobody in the mill was hurt.", "", False),
        ("Did the council accept the offer?", "The council heard of the offer and declined it.", "", False),
        ("Did the motion pass?", "Put to the vote, the motion failed.", "", False),
        ("Did the reeve vote for the toll?", "The reeve, Jan Smit, voted against the toll.", "", False),
        ("Can the gate carry a cart?", "The gate can't carry a cart.", "", False),
        # of another, or of it something else
        ("Was the west gate restored?", "It was restored in 1871.", "The east gate fell in 1644.", None),
        ("Did Korver sign the deed?", "Korver's brother signed the deed.", "", None),
        ("Did the council of Lisse approve the toll?", "The council of Riga approved the toll.", "", None),
        ("Did the abbot join the rising?", "The second abbot joined the rising.", "", None),
        ("Was Hanno sown in rows?", "Tilde was sown in rows and Hanno was broadcast.", "", None),
        ("Did Smit win the cup in Riga?", "Smit won the cup in Lisse, and Korver the spoon in Riga.", "", None),
        ("Was the mill closed in 1911?", "The mill was closed before 1911.", "", None),
        ("Was the mill closed in 1911?", "The mill was closed in 1920.", "", None),
        ("Was the mill built in brick?", "The mill was built in stone from Ryle, not in brick.", "", None),
        ("Did Lisse beat Riga?", "Riga beat Lisse.", "", None),
        ("Did all the towns pay the toll?", "The towns paid the toll.", "", None),
        ("Did Smit win the silver cup?", "Smit won the cup for barley, and Korver the silver cup.", "", None),
        ("Was the gate a gift of Riga to Lisse?", "The gate was a gift of Lisse to Riga.", "", None),
        ("Did the bill of 1902 pass?", "The bill of 1902 was read; the bill that passed was another.", "", None),
        ("Did Korver play six days before the feast?", "He played six days after it.", "Korver came before the feast.",
         None),
        # meant, said, hoped, almost
        ("Was the hall replaced?", "In 1914 the council decided to replace the hall.", "", None),
        ("Was the hall to be replaced in 1914 built?", "The hall was to be built in 1914.", "", None),
        ("Was the gate made in Riga?", "Some say that the gate was made in Riga.", "", None),
        ("Was the gate made in Riga?", "Whether the gate was made in Riga is not known.", "", None),
        ("Will the farmers sow Tilde?", "The farmers will sow Tilde if the price holds.", "", None),
        ("Was the mill finished?", "The mill was almost finished.", "", None),
        ("Was the promise kept?", "The promise was not kept in full.", "", None),
        ("Did the nets fail?", "The nets might fail.", "", None),
        ("Was the toll paid?", "The toll was not only paid but doubled.", "", None),
        ("Did Korver add a chapter?", "Korver had hoped to add a chapter.", "", None),
        ("Did Lisse send ships?", "Lisse sent no new ships.", "", None),
    ],
)  # fmt: skip
def test_a_sentence_decides_only_what_it_plainly_says(
    question: str, sentence: str, before: str, yes: bool | None
) -> None:
    said = statement(question)
    assert said is not None
    assert decides(said, Told(sentence, (before,) if before else ())) is yes


def test_a_sentence_of_hundreds_of_clauses_is_read_in_a_moment() -> None:
    said = statement("Was the mill sold?")
    assert said is not None
    clauses = ", ".join(f"the {number}th barn was sold" for number in range(300))
    begun = time.process_time()
    assert decides(said, Told(f"The mill was sold, {clauses}.")) is True
    assert time.process_time() - begun < 2


def test_a_month_is_no_modal() -> None:
    said = statement("Was the mill closed in May?")
    assert said is not None and decides(said, Told("The mill was closed in May 1911.")) is True


MILL = make_document(
    "# The mill\n\nThe mill of Lisse was begun in 1801. It was finished in 1804 and restored by Anna Korver in 1871. "
    "The miller did not pay the toll. Some say that the mill burnt in 1850.",
    source="mill.txt",
)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Was the mill of Lisse ever restored?",
            "Yes: It was finished in 1804 and restored by Anna Korver in 1871. [1]",
        ),
        ("Did the miller pay the toll?", "No: The miller did not pay the toll. [1]"),
    ],
)
def test_the_answer_to_a_yes_no_question_leads_with_the_word_and_cites_what_decides(question: str, text: str) -> None:
    answer = ask(question, MILL)
    assert answer.text == text
    assert answer.claims[0].verdict.value == "supported"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Was the tower built in stone or in brick?", "In stone."),
        ("Was the tower built in brick or in stone?", "In stone."),
        ("Was the tower built of stone or of brick?", None),  # it says "in"
        ("Was the tower begun in 1801 or in 1804?", "In 1801."),
        ("Was the tower begun in 1799 or in 1804?", None),
    ],
)
def test_of_two_alternatives_the_right_one_leads_in_the_sentences_own_words(question: str, words: str | None) -> None:
    tower = make_document(
        "The tower was begun in 1801. The tower was built in stone from Ryle, not in brick. It burnt in 1804."
    )
    led = [claim.text for claim in ask(question, tower).claims if len(claim.text.split()) == 2]
    assert led == ([words] if words else [])


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Which was lit first, Skarn Point or Hollow Head?", "Skarn Point."),
        ("Which was lit earlier, Hollow Head or Skarn Point?", "Skarn Point."),
        ("Which was lit last, Skarn Point or Hollow Head?", "Hollow Head."),
        ("Which is taller, Skarn Point or Hollow Head?", None),  # of one no figure stands in its sentence
        ("Which was painted first, Skarn Point or Hollow Head?", None),
    ],
)
def test_which_was_first_leads_with_the_name_where_both_sentences_tell(question: str, name: str | None) -> None:
    lights = make_document("Skarn Point was lit in 1832.\n\nHollow Head was lit on 12 June 1847.")
    answer = ask(question, lights)
    named = [claim.text for claim in answer.claims if claim.text in ("Skarn Point.", "Hollow Head.")]
    assert named[:1] == ([name] if name else [])


@pytest.mark.parametrize(
    ("question", "one", "other", "first"),
    [
        ("Which is taller, Skarn or Hollow?", "Skarn is 41 metres tall.", "Hollow is 27 metres tall.", 0),
        ("Which is shorter, Skarn or Hollow?", "Skarn is 41 metres tall.", "Hollow is 27 metres tall.", 1),
        ("Which is taller, Skarn or Hollow?", "Skarn is 41 metres tall.", "Hollow is 27 feet tall.", None),
        (
            "Which began first, Skarn or Hollow?",
            "Skarn began in 1832, and ended in 1900.",
            "Hollow began in 1847.",
            None,
        ),
        ("Which began first, Skarn or Hollow?", "Skarn began in 1832.", "It began in 1847.", None),
    ],
)
def test_of_two_things_dates_that_overlap_and_figures_of_other_units_tell_nothing(
    question: str, one: str, other: str, first: int | None
) -> None:
    assert foremost(question, ("Skarn", "Hollow"), ((one, ""), (other, ""))) == first


def test_what_is_only_said_to_be_so_is_quoted_with_no_word_before_it() -> None:
    assert ask("Was the mill burnt in 1850?", MILL).text.startswith("Some say")


def test_documents_that_decide_differently_leave_the_question_open() -> None:
    other = make_document("The miller paid the toll in coin.", source="other.txt")
    assert not ask("Did the miller pay the toll?", MILL, other).text.startswith(("Yes", "No"))


def test_a_judge_who_is_sure_of_the_other_side_forbids_the_word() -> None:
    answer = ask("Did the miller pay the toll?", MILL, judge=Believing())
    assert not answer.text.startswith(("Yes", "No"))


@pytest.mark.parametrize("word", ["Yes", "No"])
def test_the_word_that_leads_is_no_name_that_a_follow_up_may_mean(word: str) -> None:
    said = (
        Turn("user", "Was the mill of Lisse ever restored?"),
        Turn("assistant", f"{word}: It was restored in 1871 by the glazier Anna Korver. [1]"),
    )
    assert word not in standalone("Did she get a pension?", said)


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Did Lisse join the League of Towns in 1456?", "Lisse joined the LT in 1456.", True),
        ("Did Lisse join the CBT in 1456?", "Lisse joined the Council of Baltic Towns in 1456.", True),
        ("Did Lisse join the CBT in 1456?", "Lisse did not join the Council of Baltic Towns in 1456.", False),
        ("Did Norway join the UN in 1945?", "Norway joined the United Nations in November 1945.", True),
        ("Did Lisse join the UN in 1456?", "Lisse joined the Upper Nidd in 1456.", None),
        ("Was the guild founded in 1493?", "Founded in 1493, the guild was the first of its kind.", True),
        ("Was the guild founded in 1490?", "Founded in 1493, the guild was the first of its kind.", None),
        ("Was the guild founded by Vries?", "Founded perhaps by Vries, the guild has grown.", None),
        ("Was the guild founded by Vries?", "Founded by Vries, the house of the guild has grown.", None),
        ("Was the mill restored in 1890?", "The roof of the mill was restored in 1890.", None),
        ("Was the roof of the mill restored in 1890?", "The roof of the mill was restored in 1890.", True),
    ],
)
def test_a_name_may_be_told_by_its_initials_and_a_deed_before_its_subject(
    question: str, sentence: str, said: bool | None
) -> None:
    asked = statement(question)
    assert asked is not None and decides(asked, Told(sentence)) is said
