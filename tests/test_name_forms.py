"""Names stand in a text in other forms than the question's; a name whose words stand each somewhere does not."""

import pytest

from assistant.questions import analysis as questions
from assistant.questions.name_forms import held, missing_names, mistyped, occurs_in, stands_whole, whole_names


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Tokyo", "Japan paid the toll."),
        ("Japanese", "The fleet of Japan sailed."),
        ("Foreign Ministry", "The Ministry of Foreign Affairs wrote."),
        ("Second World War", "It was built after World War II."),
        ("Persian Gulf War", "the Gulf War of 1991"),
        ("Self-Defence Force", "the Self-Defense Forces (SDF)"),
        ("Toll Co-operation Bill", "the Toll Cooperation Bill failed"),
        ("UN Charter", "the Charter of the United Nations"),
        ("Association of North Sea Towns", "the Association of Sea Towns"),
        ("ODA", "more official development assistance than before"),
        ("R2P", "the responsibility to protect"),
        ("OSCE", "the Organization for Security and Co-operation in Europe"),
        ("North Sea Dike Board", "the NSDB met"),
        ("European Union", "The EU agreed."),
        ("General Assembly", "It spoke in the UNGA."),
        ("DPRK", "North Korea tested it."),
        ("Russian Federation", "Russia left."),
        ("German Bundestag", "The Bundestag voted."),
        ("Anneke Vries", "Minister Vries resigned."),
        ("Vries Anneke", "Minister Vries resigned."),
        ("Anneke Oja", "Oja Anneke spoke first."),
        ("Prime Minister Jan de Vries", "Vries resigned."),
        ("Keizō Mori", "Keizo Mori spoke."),
        ("St. Odolf", "the chapel of Odolf"),
    ],
)
def test_a_name_stands_in_the_form_that_the_text_gives_it(name: str, text: str) -> None:
    assert stands_whole(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("American", "Lawyers in the United States taught it."),
        ("Americans", "It was taught in the U.S. by lawyers."),
        ("United States", "American lawyers taught it."),
        ("United States", "Schools of the U.S. taught it."),
        ("British", "The United Kingdom dredged it."),
        ("UK", "A British ship dredged it."),
        ("Swedes", "Sweden dredged it."),
        ("South Korea", "The ROK dredged it."),
    ],
)
def test_a_state_and_its_people_stand_for_one_another(name: str, text: str) -> None:
    assert held(name, text) == 1.0
    assert stands_whole(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Latin American", "Lawyers in the United States taught it."),
        ("American", "Lawyers of us all taught it."),
        ("British", "Ireland dredged it."),
        ("Swedes", "Norway dredged it."),
        ("South Korea", "A ship from Seoul dredged it."),
    ],
)
def test_a_state_is_not_told_by_another(name: str, text: str) -> None:
    assert held(name, text) < 1.0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("World Dike Organization", "The world was at war. Dikes held. The organization of guilds met."),
        ("Lisse Accord", "The harbour of Lisse is deep; by an accord of 1412 it was dredged anew."),
        ("Paris Agreement", "France signed the agreement on tolls."),
        ("Iraq War", "The war with Iran was long."),
        ("European Union", "A union of guilds was wanted, and nowhere more than in the rest of Europe then."),
        ("Prime Minister Vries", "The prime minister resigned."),
        ("Paul Vries", "Paul Oja resigned."),
        ("Hiroshima", "Hiroshi Mori resigned."),
        ("OECD", "The old economies coped."),
        ("General Assembly", "It spoke in the UNGARO, as Ga."),
        ("Dike Court of Appeal", "The court sat. An appeal was made over the dike tolls much later on, in spring."),
    ],
)
def test_the_words_of_a_name_here_and_there_are_not_the_name(name: str, text: str) -> None:
    assert not stands_whole(name, text)


def test_an_abbreviation_stands_only_as_a_word_of_its_own() -> None:
    assert not occurs_in("EU", "Europe and the eulogy")
    assert occurs_in("EU", "the EU’s tolls") and occurs_in("UN", "UN-led")
    assert occurs_in("Japan", "Japanese")


def test_names_are_taken_as_wholes_and_owners_by_themselves() -> None:
    asked = questions.ask("What did Lisse's Court of Tolls say to Bremen?")
    assert set(whole_names(asked)) == {"Lisse", "Court of Tolls", "Bremen"}
    assert whole_names(questions.ask("Describe the dike of 1412 in short, please.")) == ()
    assert whole_names(questions.ask("What does Table 4 say of it?")) == ()
    assert whole_names(questions.ask("HOW DID LISSE BURN?")) == ()


def missing(question: str, text: str) -> tuple[tuple[str, ...], bool]:
    return missing_names(questions.ask(question), text, lambda name: stands_whole(name, text), frozenset({"lind"}))


def test_what_is_missing_is_told_as_a_whole_or_by_its_words() -> None:
    text = "The world met in the organization of trade guilds. Minister Vries wrote to Utrecht in 1412."
    assert missing("What did the World Toll Organization do?", text) == (("World Toll Organization",), True)
    assert missing("What did Minister Bakker do in 1931?", text) == (("Bakker", "1931"), True)
    assert missing("What did Anneke Vries write in 1412?", text) == ((), False)
    assert missing("What does Lind say of Vries?", text) == ((), False)
    assert missing("What did Vries write against Iraq, if I'd ask?", text) == (("Iraq",), False)
    assert missing("When was 1932 a good year for it?", text) == (("1932",), False)
    assert missing("What did Vries write in the 1410s or in 1411-12?", text) == (("1411",), False)


def test_a_mistyped_name_is_told_and_doesnt_count_against_an_answer() -> None:
    assert missing("What did Utrect write?", "It wrote to Utrecht.") == (("Utrect",), False)
    assert not mistyped("Hiroshima", "Hiroshi Mori wrote.")
    assert not mistyped("Bremen", "Emden wrote.")


@pytest.mark.parametrize("text", ["It ground 20,000 sacks.", "It ground 20 000 sacks.", "It ground 20000 sacks."])
@pytest.mark.parametrize("written", ["20,000", "20000"])
def test_a_number_stands_however_its_thousands_are_parted(written: str, text: str) -> None:
    asked = questions.ask(f"Which mill ground {written} sacks?")
    missing, _ = missing_names(asked, text, lambda name: stands_whole(name, text), frozenset())
    assert not [one for one in missing if any(sign.isdigit() for sign in one)]


def test_a_number_that_shares_its_end_with_another_stands_nowhere() -> None:
    text = "It ground 20,000 sacks."
    asked = questions.ask("Which mill ground 25,000 sacks?")
    assert missing_names(asked, text, lambda name: stands_whole(name, text), frozenset())[0] == ("25,000",)
