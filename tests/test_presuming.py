"""What a question takes for granted, and whether passages bear it out."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.protocols import Judgement
from assistant.questions import analysis as questions
from assistant.questions.presuming import Presumed, presumed, subject_of
from assistant.refusals.premises import examine


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Why did Lisse leave the league in 1905?", "Lisse left the league in 1905."),
        ("When was the harbour of Lisse abolished?", "The harbour of Lisse was abolished."),
        ("How many ships did the guild send to Riga?", "The guild sent ships to Riga."),
        ("How many ships sank while the mole was built?", "Ships sank while the mole was built."),
        ("How many of the weavers voted?", "Some of the weavers voted."),
        ("Why were the two lost ships raised?", "The two lost ships were raised."),
        ("Why were two sent home?", "Two were sent home."),
        ("Which charter did the statute of the league draw on?", "The statute of the league drew on charter."),
        ("In which year has the town council met in Riga?", "The town council has met in Riga."),
        ("Who chaired the assembly of 1902?", "Someone chaired the assembly of 1902."),
        ("Which minister resigned over the flood?", "Minister resigned over the flood."),
        ("When did the Vries administration admit the weavers?", "The Vries administration admitted the weavers."),
        ("Why did Lisse send combat troops to Riga?", "Lisse sent combat troops to Riga."),
        ("Why does the public welcome the canal?", "The public welcomes the canal."),
        ("Why did the guild fade away?", "The guild faded away."),
        ("When did Riga overtake Lisse?", "Riga overtook Lisse."),
        (
            "How did Marsh reassure mill hands in his first Lent talk?",
            "Marsh reassured mill hands in his first Lent talk.",
        ),
        ("Why did the two drafts never merge?", "The two drafts never merged."),
        ("Where is the sea wall least mended?", "The sea wall is least mended."),
        (
            "How come the guild was earning less after Lisse left the league?",
            "The guild was earning less after Lisse left the league.",
        ),
        ("What was the real reason why the mill closed in 1911?", "The mill closed in 1911."),
        ("How come wool traders were losing money after 1402?", "Wool traders were losing money after 1402."),
        ("What is the reason that Korver resigned?", "Korver resigned."),
        ("Could you please tell me why the council sold the quay?", "The council sold the quay."),
        ("why the harbour silted up", "The harbour silted up."),
        ("Why did the oil price rise hurt the weavers?", "The oil price rise hurt the weavers."),
        ("Why did the sharp rise in tolls affect the weavers?", "The sharp rise in tolls affected the weavers."),
        ("Why did the first modern ships sink?", "The first modern ships sank."),
        ("Why did the old miller stop the wheel?", "The old miller stopped the wheel."),
        ("Why did the guild set the price?", "The guild set the price."),
        ("Why did Marsh call war a crime?", "Marsh called war a crime."),
        ("How long did the siege of 1402 last?", "The siege of 1402 lasted."),
        ("When does the fair start and end?", "The fair starts and ends."),
        ("Why had the council been warned?", "The council had been warned."),
        ("Why did the weavers declared war on the guild?", "The weavers declared war on the guild."),
        ("How much would the toll bring in?", "The toll would bring in something."),
        ("How much did prices rise?", "Prices rose."),
        ("Who claimed the throne of Lisse?", "Someone claimed the throne of Lisse."),
        ("Whom did Korver write to?", "Korver wrote to someone."),
        ("Who did Korver praise for the dam?", "Korver praised someone for the dam."),
        ("Whose book did Korver review?", "Korver reviewed someone’s book."),
        ("Which of the towns left the league?", "Some of the towns left the league."),
        ("Where did the weavers come from?", "The weavers came."),
        ("What title did Korver give her book?", "Korver gave her book title."),
        ("Which three towns built the weir, and in what year?", "Three towns built the weir."),
    ],
)
def test_a_question_is_turned_into_the_claim_it_takes_for_granted(question: str, claim: str) -> None:
    found = presumed(question)
    assert found is not None
    assert found.claim == claim


@pytest.mark.parametrize(
    "question",
    [
        "Was the harbour dug in 1412?",
        "What is the harbour?",
        "How old was Korver when the weir broke?",
        "How many votes are needed before the council can act?",
        "What did Lisse offer?",
        "harbour of Lisse",
        "",
        "Why?",
        "いつ開港しましたか",
        # what isn't done
        "What was the real reason why nobody renewed the pact of Lisse?",
        "Why did no one read the letter?",
        "Why did hardly any ships sail?",
        "Why did few weavers vote?",
        # a clause of its own in the subject
        "Why did the miller who owed money to the guild leave?",
        "Why did the fact that the harbour silted up matter?",
        "Which minister who had opposed the pact resigned?",
        # what is asked for is missing
        "What was the harbour built of?",
        "What happened after the miller turned to the weavers?",
        "What is the name of the ship Korver built?",
        "How did the miller feel when the weir broke?",
        "Who was it that wrote to the council?",
        "Who were the weavers?",
        "Could you tell me who the first miller of Lisse was?",
        "How long did it take to dig the mole?",
        "How many times a year changed the toll?",
        # only that somebody holds it
        "Who says that the guild should sell the quay?",
        "Who thinks the letter was forged?",
        # of two readings neither is surer
        "Why was the letter found in 1926 tested in Lisse?",
    ],
)
def test_a_question_that_takes_nothing_for_granted_has_no_claim(question: str) -> None:
    assert presumed(question) is None


def test_a_chosen_thing_is_told_with_some_before_it() -> None:
    told = {q: found.told for q in (
        "Which minister resigned over the flood?",
        "What role did the price of salt play?",
        "Which towns left the league?",
        "Why did Lisse leave the league?",
    ) if (found := presumed(q))}  # fmt: skip
    assert list(told.values()) == [
        "some minister resigned over the flood",
        "the price of salt played some role",
        "towns left the league",
        "Lisse left the league",
    ]


def test_what_a_question_is_about_is_named_whole() -> None:
    assert subject_of("When did the harbour of Lisse open?") == "the harbour of Lisse"
    assert subject_of("Who led the revival of the guild in 1902?") == "the revival of the guild"
    assert subject_of("What is it?") == ""


WORDS = st.sampled_from(
    [
        "Why",
        "did",
        "when",
        "was",
        "the",
        "of",
        "Lisse",
        "it",
        "and",
        "how many",
        "which",
        "ones",
        "’s",
        "(",
        "?",
        "1905",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join)))
def test_any_words_can_be_asked(text: str) -> None:
    asked = questions.ask(text)
    assert asked.parts or not text.split()
    for part in asked.parts:
        found = presumed(part)
        assert found is None or (found.clause and found.verb in part)


class FakeJudge:
    name = "fake"

    def __init__(self, contradicted: float) -> None:
        self.contradicted = contradicted

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        return [Judgement(1 - self.contradicted, self.contradicted, 0.0) for _ in pairs]


LEFT = presumed("Why did Bremen send any troops to Lisse?") or Presumed("", "")


def test_a_sentence_that_denies_the_claim_is_seen_without_a_judge() -> None:
    text = "Bremen did not send any troops to Lisse, and paid in time."
    found = examine(LEFT, [text], [text], None)
    assert found.denied
    assert found.doubtful
    assert "speak against it" in found.said


def test_what_is_done_and_stands_nowhere_is_told() -> None:
    claim = presumed("When did Bremen dissolve the league of Lisse?")
    assert claim is not None
    found = examine(claim, ["Bremen joined the league of Lisse."], ["Bremen joined the league of Lisse in 1402."], None)
    assert found.unsaid == 1.0
    assert found.said == "The passages found do not say that Bremen dissolved the league of Lisse."


def test_a_kindred_word_bears_the_claim_out() -> None:
    claim = presumed("When did Bremen leave the league of Lisse?")
    assert claim is not None
    text = "The withdrawal of Bremen from the league of Lisse came in 1402."
    assert not examine(claim, [text], [text], None).doubtful


def test_a_verb_with_a_hyphen_is_known_by_its_last_part() -> None:
    claim = presumed("Who co-chaired the league of Lisse?")
    assert claim is not None
    text = "Anna Vries co-chaired the league of Lisse."
    assert examine(claim, [text], [text], None).unsaid == 0.0


def test_the_judge_counts_where_it_is_sure() -> None:
    text = "Bremen kept its six hundred troops out of Lisse."
    assert examine(LEFT, [text], [text], FakeJudge(0.95)).against == pytest.approx(0.9)
    assert examine(LEFT, [text], [text], FakeJudge(0.4)).against == 0.0
    assert examine(LEFT, [], [], FakeJudge(0.95)).against == 0.0


def test_a_like_thing_of_another_does_not_speak_against_what_a_passage_bears_out() -> None:
    class OnNames:
        def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
            return [
                Judgement(0.85, 0.1, 0.05) if "Bremen" in text else Judgement(0.02, 0.97, 0.01) for _, text in pairs
            ]

    there, other = "Bremen sent troops to Lisse in 1402.", "Hoorn sent troops to Varn in 1410."
    assert examine(LEFT, [there, other], [there, other], OnNames()).against == 0.0
    assert examine(LEFT, [other], [other], OnNames()).against > 0.9


def test_what_a_sentence_says_was_not_done_is_denied() -> None:
    text = "Bremen was blamed at Lisse for its decision not to send any soldiers there."
    assert examine(LEFT, [text], [text], None).denied
    assert presumed("Why did Bremen not send any troops to Lisse?") is None


def test_the_opposite_denies_only_where_no_near_sentence_says_it() -> None:
    claim = presumed("Why did Bremen oppose the league of Lisse?")
    assert claim is not None
    backed, fought = "Bremen supported the league of Lisse.", "Bremen first opposed the league of Lisse."
    assert examine(claim, [backed], [backed], None).denied
    assert not examine(claim, [backed, fought], [backed, fought], None).denied


def test_another_deed_denied_of_the_same_people_does_not_speak_against_the_claim() -> None:
    claim = presumed("How did the settlers of Lisse repay Governor Schmidt?")
    assert claim is not None
    assert claim.claim == "The settlers of Lisse repaid Governor Schmidt."
    sentences = [
        "Governor Schmidt refused to intern the settlers.",
        "The settlers of Lisse repaid Governor Schmidt by signing a letter in his praise.",
    ]
    assert not examine(claim, sentences, [" ".join(sentences)], None).doubtful


def test_a_sentence_that_denies_it_in_other_words_still_speaks_against_the_claim() -> None:
    claim = presumed("Why did Bremen send any troops to Lisse?")
    assert claim is not None
    text = "Bremen never had troops in Lisse."
    assert examine(claim, [text], [text], None).denied


class OverlooksSentences(FakeJudge):
    """Finds a claim contradicted in a passage and supported by the sentence of it that says so."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        long = Judgement(0.1, 0.9, 0.0)
        return [Judgement(0.9, 0.1, 0.0) if source.count(".") == 1 else long for _, source in pairs]


def test_a_sentence_that_says_it_bears_the_claim_out_where_the_judge_overlooks_it_in_the_passage() -> None:
    said = "Bremen sent any troops it had to Lisse."
    passage = f"{said} Riga sent none. The weavers stayed."
    assert examine(LEFT, [said], [passage], OverlooksSentences(0.9)).against == 0.0
    assert examine(LEFT, ["Riga sent none. The weavers stayed."], [passage], OverlooksSentences(0.9)).against > 0.5


@pytest.mark.parametrize(("verb", "said"), [("rely", "relies"), ("play", "plays"), ("carry", "carries")])
def test_a_verb_is_given_its_ending(verb: str, said: str) -> None:
    claim = presumed(f"Why does the guild {verb} on the weavers?")
    assert claim is not None
    assert claim.verb == verb
    assert f" {said} " in claim.claim


def test_a_sentence_with_the_same_doer_and_verb_outweighs_a_judge_that_finds_it_contradicted() -> None:
    claim = presumed("When did the guild of Lisse join the league?")
    assert claim is not None
    said = "The guild of Lisse joined it in 1402, and nine other towns did so in the course of time."
    assert examine(claim, [said], [f"{said} Riga stayed out."], FakeJudge(0.95)).against == 0.0
    other = "In 1402 Riga joined Bremen in the league."
    assert examine(claim, [other], [f"{other} Riga stayed in."], FakeJudge(0.95)).against > 0.5


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("With the exception of Riga, all towns joined the league.", True),
        ("All towns but Riga joined the league in 1402.", True),
        ("Every town joined the league, except Riga and Lisse.", True),
        ("With the exception of Bremen, all towns joined the league, and Riga was the first.", False),
        ("Riga joined the league in 1402, apart from its weavers.", False),
    ],
)
def test_who_is_excepted_is_denied_what_the_others_do(sentence: str, denied: bool) -> None:
    claim = presumed("Why did Riga join the league?")
    assert claim is not None
    assert bool(examine(claim, [sentence], [sentence], None).denied) is denied


def test_a_judge_that_finds_support_elsewhere_does_not_outweigh_a_sentence_that_denies() -> None:
    said = "Bremen did not send any troops to Lisse until 1402."
    other = "Its troops stood at the border of Lisse."
    assert examine(LEFT, [said, other], [f"{said} {other} They stayed."], OverlooksSentences(0.9)).against > 0.5


def test_that_something_cannot_or_should_not_be_done_does_not_deny_that_it_was() -> None:
    claim = presumed("How did Korver use the Lisse memorandum?")
    assert claim is not None
    said = "The Lisse memorandum cannot be used, as Korver has done, as a statement of the guild."
    assert not examine(claim, [said], [said], None).denied
    able = presumed("Why can the Lisse memorandum be used?")
    assert able is not None
    assert examine(able, [said], [said], None).denied


def test_the_opposite_deed_speaks_against_a_claim_that_no_sentence_makes() -> None:
    claim = presumed("When did Riga leave the league?")
    assert claim is not None
    text = "Nine towns joined the league in the course of time, among them Riga."
    assert examine(claim, [text], [text], None).denied


def test_a_negative_of_another_verb_denies_nothing_and_a_refusal_is_no_deed_that_it_could_deny() -> None:
    said = "Korver said that the guild should keep nothing and print the charter whole."
    claim = presumed("Why did Korver print the charter of the guild whole?")
    assert claim is not None
    assert not examine(claim, [said], [said], None).denied
    refused = presumed("Why does Korver refuse to judge the guild?")
    assert refused is not None
    thought = "Korver thought that one should not judge the guild at all."
    assert not examine(refused, [thought], [thought], None).doubtful


def test_that_it_was_done_does_not_bear_out_that_it_never_was() -> None:
    claim = presumed("Why has Riga never been elected to the council?")
    assert claim is not None
    assert claim.claim == "Riga has never been elected to the council."
    said = "Riga has been elected to the council of the league more often than any other town."
    assert examine(claim, [said], [f"{said} Lisse stayed out."], FakeJudge(0.95)).against > 0.5
    assert examine(claim, [said], [said], None).denied
    never = "Riga has never been elected to the council of the league."
    assert not examine(claim, [never], [never], None).doubtful


@pytest.mark.parametrize(
    ("question", "sentence", "denied"),
    [
        (
            "Why did Korver lead the weavers?",
            "Korver was hanged with the weavers, though he had taken no part in it.",
            True,
        ),
        ("Why did Korver take part in the rising?", "Korver had taken no part in the rising.", True),
        ("Why did Bremen join the war?", "Bremen stayed out of the war.", True),
        ("Why did Smit lead the rising?", "Smit led the rising; Korver took no part in the rising.", False),
        ("Why did Korver leave the league?", "Korver took no part in the league after he had left.", False),
        ("Why did Korver praise the rising?", "Korver took no part in the rising, which he praised.", False),
    ],
)
def test_who_took_no_part_did_not_lead_or_join(question: str, sentence: str, denied: bool) -> None:
    claim = presumed(question)
    assert claim is not None
    assert bool(examine(claim, [sentence], [sentence], None).denied) is denied


@pytest.mark.parametrize(
    ("question", "sentence", "denied"),
    [
        ("Why did Smit revoke the charter?", "The charter of Lisse was revoked by Korver.", True),
        ("Why was the charter revoked by Smit?", "The charter of Lisse was revoked by Korver.", True),
        ("Why did the Danes build the fort?", "The fort was built by the Swedes in 1402.", True),
        ("Why was the charter revoked by Korver?", "The charter of Lisse was revoked by Korver.", False),
        ("Why did Smit build the mill?", "The mill was built by Korver and Smit.", False),
        ("Why did Smit build the mill?", "The mill was built by March 1402.", False),
        ("Why did Smit publish the letter?", "The essay was published by Korver.", False),
        # a king's act is his country's
        ("Why did the Danes revoke the charter?", "The charter of Lisse was revoked by Korver.", False),
    ],
)
def test_what_another_did_in_the_passive_is_denied_of_who_is_presumed_to(
    question: str, sentence: str, denied: bool
) -> None:
    claim = presumed(question)
    assert claim is not None
    assert bool(examine(claim, [sentence], [sentence], None).denied) is denied
