"""In which language a question is, and what a refusal says of it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant import retrieval
from assistant.answer import Passage
from assistant.chain import build_chain
from assistant.messages.other_languages import across, apart
from assistant.questions import foreign
from assistant.settings import Settings
from assistant.words.languages import language_of
from eval.evaluate import throwaway_library
from ingest.chunking import chunk_document
from ingest.document import Metadata
from tests.fakes import make_document


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
        ("Worauf verweist Fußnote 11?", "de"),
        ("Pourquoi Kishida?", "fr"),
        ("Was the son of Mit Bei an heir in Quando?", "en"),
        ("Kishida 1956?", None),
        ("Quad", None),
        ("What does Marie de la Tour du Pin say?", "en"),
        ("In welchem Jahr erschien Korvers Aufsatz?", "de"),
        ("Was zitiert Korver in Fn. 2?", "de"),
        ("Waarom?", "nl"),
        ("Quanto costava una campana a Lisse?", "it"),
    ],
)
def test_the_language_of_a_question(question: str, language: str | None) -> None:
    assert language_of(question) == language


def test_a_refusal_names_the_languages_only_where_no_document_is_in_the_questions() -> None:
    german = "Wann trat Japan den Vereinten Nationen bei?"
    assert apart(german, ["en", "en-GB", None]) == (
        "Die Frage scheint auf Deutsch zu sein, die Dokumente sind auf Englisch: fragen Sie auf Englisch."
    )
    assert apart(german, ["en", "de-AT"]) is None
    assert apart(german, [None]) is None and apart("Quad?", ["en"]) is None
    assert apart("When did Japan join the United Nations?", ["en"]) is None


def test_an_answer_names_the_languages_only_where_nothing_cited_is_in_the_questions() -> None:
    english = "When did the council of the town close the bridge?"
    assert across(english, ["de-DE", "de", None]) == (
        "The question seems to be in English, what is cited is in German: see whether it answers."
    )
    assert across(english, ["de", "en-GB"]) is None
    assert across(english, [None]) is None and across(english, []) is None and across("Bridge?", ["de"]) is None


def test_an_answer_out_of_a_german_document_to_an_english_question_says_so(tmp_path: Path) -> None:
    german = (
        "Die Brücke von Oudam, the bridge at Oudam, wurde 1871 von der Ingenieurin Anna Korver gebaut, die in dem Jahr "
        "zuvor in die Stadt gekommen war. Sie ist nicht der einzige Weg zum Markt von Lisse, aber der beste, und die "
        "Bauern haben das Geld für den Bau und die Straße selbst gesammelt, was ihnen der Rat der Stadt nicht vergaß.\n"
    )
    english = "The ferry at Lisse is older than the mill of the town, and it was in the hands of the family Smit.\n" * 3
    (tmp_path / "brücke.txt").write_text(f"Die Brücke von Oudam\n\n{german}", encoding="utf-8")
    (tmp_path / "ferry.txt").write_text(f"The Ferry at Lisse\n\n{english}", encoding="utf-8")
    with throwaway_library([tmp_path / "brücke.txt", tmp_path / "ferry.txt"]) as library:
        chain = build_chain(library, Settings(min_confidence=0.0))
        told = chain.invoke("When was the bridge at Oudam built by Anna Korver?")
        assert [citation.source for citation in told.citations] == ["brücke.txt"]
        assert told.notice is not None and "what is cited is in German" in told.notice
        plain = chain.invoke("What is the ferry at Lisse older than?")
    assert {citation.source for citation in plain.citations} == {"ferry.txt"} and plain.notice is None


def test_a_question_in_a_language_that_no_document_is_in_is_refused_with_a_word_on_it(tmp_path: Path) -> None:
    text = (
        "The bridge at Oudam was built in 1871 by the engineer Anna Korver, who had come there in the year before. It "
        "replaced a ferry that was the only way to the market of Lisse. It was closed in 1931, when the river had "
        "moved to the east and the road was of no use to the farmers any more.\n"
    )
    (tmp_path / "bridge.txt").write_text(f"The Bridge at Oudam\n\n{text}", encoding="utf-8")
    with throwaway_library([tmp_path / "bridge.txt"]) as library:
        chain = build_chain(library, Settings())
        assert chain.invoke("When was the bridge at Oudam built?").answered
        refused = chain.invoke("Wann wurde die Brücke von Oudam im Jahr 1871 gebaut?")
    assert not refused.answered and "auf Deutsch" in refused.text and "fragen Sie auf Englisch" in refused.text


BAUERN = (
    "Die Brücke von Oudam wurde im Jahr 1871 von der Ingenieurin Anna Korver gebaut, die ein Jahr vorher gekommen war. "
    "Sie ersetzte eine Fähre, die der einzige Weg zum Markt von Lisse war. Die Bauern haben das Geld selbst gesammelt."
)


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("Wann wurde die Brücke von Oudam gebaut?", True),
        ("Was ersetzte die Fähre zum Markt von Lisse?", True),
        ("Wer sammelte das Geld der Bauern?", True),
        ("Warum wurde der Bürgermeister von Utrecht abgesetzt?", False),
        ("Wie viele Schiffe verlor die Flotte im Sturm?", False),
        ("Wie hoch ist der höchste Berg der Alpen?", False),
    ],
)
def test_in_a_language_that_no_model_reads_shared_words_decide(tmp_path: Path, question: str, answered: bool) -> None:
    (tmp_path / "brücke.txt").write_text(f"Die Brücke von Oudam\n\n{BAUERN}\n", encoding="utf-8")
    with throwaway_library([tmp_path / "brücke.txt"]) as library:
        assert build_chain(library, Settings()).invoke(question).answered is answered


@pytest.mark.parametrize(
    ("question", "language", "text", "share"),
    [
        ("Welche Gilden zahlten den Zoll?", "de", "Der Zoll wurde von der Gilde bezahlt.", 2 / 3),
        ("Quels notaires passèrent ces contrats ?", "fr", "Le contrat fut passé par le notaire.", 2 / 3),
        ("橋は何年に建てられましたか？", "ja", "橋は1871年に建設された。", 1.0),
        ("Was ist das?", "de", "Das ist es.", 0.0),
        ("村长什么时候关闭水闸？", "zh", "村长于1789年关闭了水闸。", 0.75),
        ("谁关闭了水闸？", "zh", "村长关闭水闸。", 1.0),
        ("Сколько стоил мост в Риге?", "ru", "Мост в Риге стоил дорого.", 0.75),
    ],
)
def test_the_share_of_a_questions_words_in_a_text(question: str, language: str, text: str, share: float) -> None:
    assert foreign.cover(question, language, text) == pytest.approx(share)


@pytest.mark.parametrize("question", ["Wer führte das Schleusenbuch ein?", "水車の帳簿はなぜ焼かれたのですか？"])
def test_of_passages_that_no_model_reads_the_one_with_the_shared_words_is_first(question: str) -> None:
    texts = ("Der Rat wählte den Müller.", "Ein Deichgraf führte das Schleusenbuch ein.", "帳簿は村で焼かれた。")
    chunks = [chunk for text in texts for chunk in chunk_document(make_document(text))]
    found = [Passage(chunk, 0.0, "a.txt", Metadata(), full_text_rank=at) for at, chunk in enumerate(chunks, start=1)]

    class Misled:
        def score(self, query: str, texts: Sequence[str]) -> list[float]:
            return [2.0 - at for at in range(len(texts))]

    own = {"Wer": texts[1]}.get(question[:3], texts[2])
    assert retrieval.rank(question, found, Misled())[0].chunk.text == own
    plain = retrieval.rank("Who kept the book of the sluice?", found, Misled())
    assert [passage.score for passage in plain] == [2.0, 1.0, 0.0]
