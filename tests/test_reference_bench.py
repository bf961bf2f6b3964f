"""The measure of reference parsing counts what it says it counts, and reads the two sets' formats."""

from pathlib import Path

from eval.reference_bench import baseline, gold_fields, ours, score
from eval.training.references import anystyle, linked_books, training_examples

EXAMPLE = (
    ["Lemelin,", "Farid.", "“Two", "Humans.”", "Northern", "Diplomacy,", "18", "(1),", "2004,", "pp.", "55–73."],
    ["author", "author", "title", "title", "journal", "journal", "volume", "volume", "date", "pages", "pages"],
)


def test_a_field_is_right_by_its_letters_and_figures() -> None:
    gold = gold_fields(EXAMPLE)
    assert gold["container"] == "Northern Diplomacy,"
    perfect = score([EXAMPLE], lambda _: {name: value.upper().strip(",.") for name, value in gold.items()})
    assert (perfect["micro"], perfect["whole"]) == ({"precision": 1.0, "recall": 1.0, "f1": 1.0, "n": 6}, 1.0)
    half = score([EXAMPLE], lambda _: {"author": "Lemelin, Farid", "title": "Three Humans", "url": "x"})
    assert half["micro"] == {"precision": 0.3333, "recall": 0.1667, "f1": 0.2222, "n": 6}


def test_ours_beats_the_baseline_on_a_plain_note() -> None:
    text = "Farid Lemelin, “Two Humans,” Northern Diplomacy, 18 (1), 2004, pp. 55–73."
    assert ours(text)["container"].strip(",") == "Northern Diplomacy"
    assert baseline(text)["date"] == "2004"
    assert baseline("") == {}


def test_the_formats_of_the_two_sets(tmp_path: Path) -> None:
    folder = tmp_path / "anystyle" / "res" / "parser"
    folder.mkdir(parents=True)
    entry = "<dataset><sequence><author>Oda, H.</author><title>{}</title><date>2004.</date></sequence></dataset>"
    (folder / "core.xml").write_text(entry.format("Quays and Piers."))
    (folder / "gold.xml").write_text(entry.format("Quays and Piers."))
    assert anystyle(folder / "core.xml") == [
        (["Oda,", "H.", "Quays", "and", "Piers.", "2004."], ["author"] * 2 + ["title"] * 3 + ["date"])
    ]
    assert training_examples(tmp_path, ("core",)) == [], "what stands in gold is never trained on"
    rows = [
        "Oda author b-secondary b-r",
        ", author i-secondary i-r",
        "Quays title i-secondary i-r",
        "2004 year e-secondary e-r",
    ]
    (tmp_path / "books.txt").write_text("-DOCSTART- -X- -X- o\n\n" + "\n".join(rows) + "\n")
    assert linked_books(tmp_path / "books.txt") == [(["Oda,", "Quays", "2004"], ["author", "title", "date"])]
