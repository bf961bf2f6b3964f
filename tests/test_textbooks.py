"""Chapters of textbooks: what is kept of them, and the questions that find their passages in them again."""

import json
from pathlib import Path
from random import Random

import pytest

from eval.training.searched import Pool, Searched, from_chapters, mark
from eval.training.textbooks import MOST, chapters
from ingest.document import Span

COLLECTION = """<col:collection xmlns:col="http://cnx.rice.edu/collxml" xmlns:md="http://cnx.rice.edu/mdml"><col:content>
<col:module document="m0"/><col:subcollection><md:title>Water</md:title><col:content>
<col:subcollection><md:title>Weirs &amp; Mills</md:title><col:content>
<col:module document="m1"/><col:module document="m2"/></col:content></col:subcollection>
</col:content></col:subcollection></col:content></col:collection>"""
FILLER = "".join(f"<para>It rained in Lisse on day {day} of the month, and the river rose.</para>" for day in range(60))
MODULE = f"""<document xmlns="http://cnx.rice.edu/cnxml"><title>The Weir</title>
<metadata xmlns:md="http://cnx.rice.edu/mdml"><md:title>Not twice</md:title></metadata><content>
<section class="learning-objectives"><title>Learning Outcomes</title><para>Know weirs.</para></section>
<para>The <term>weir</term> at Lisse was built in 1871 by
  <emphasis>Anna Korver</emphasis><link document="m2"/>, her brother<cite>9</cite> against it.</para>
<section><title>Its end</title><para>It closed in 1931.</para><list><item>The river had silted up.</item></list>
<note class="link-to-learning"><para>Watch a film.</para></note>
<note class="history americana"><title>A box</title><para>Eels were sold there.</para></note>
<figure><media alt="x"><image/></media><caption>The weir in 1900.</caption></figure></section>
<exercise><problem><para>Who built it?</para></problem></exercise>{FILLER}
<section class="history review-questions"><title>Review</title><para>When?</para></section></content>
<glossary><definition><term>weir</term><meaning>a low dam</meaning></definition></glossary></document>"""


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """A folder with one book of one chapter."""
    book = tmp_path / "books" / "waters"
    (book / "collections").mkdir(parents=True)
    (book / "collections" / "waters.collection.xml").write_text(COLLECTION, encoding="utf-8")
    for name, text in (("m0", MODULE), ("m1", MODULE), ("m2", MODULE.replace(FILLER, ""))):
        (book / "modules" / name).mkdir(parents=True)
        (book / "modules" / name / "index.cnxml").write_text(text, encoding="utf-8")
    return tmp_path / "books"


def test_a_chapter_keeps_what_it_tells_and_leaves_out_what_it_asks(books: Path) -> None:
    [chapter] = chapters(books / "waters")
    assert (chapter.name, chapter.title) == ("waters/01.md", "Weirs & Mills")
    assert chapter.text.startswith("# Weirs & Mills\n\n## The Weir\n\nThe weir at Lisse was built in 1871 by Anna")
    assert "### Its end\n\nIt closed in 1931.\n\n- The river had silted up." in chapter.text
    assert "#### A box\n\nEels were sold there." in chapter.text and "The weir in 1900." in chapter.text
    for left in ("Learning", "Know weirs", "Not twice", "film", "Who built", "Review", "a low dam", "brother9"):
        assert left not in chapter.text
    assert chapter.text.count("built in 1871") == 1, "m0 is of no chapter, and m2 is too short for a section"


def test_a_chapter_is_cut_between_its_sections(books: Path) -> None:
    long = MODULE.replace(FILLER, FILLER * (MOST // len(FILLER)))
    for name in ("m1", "m2"):
        (books / "waters" / "modules" / name / "index.cnxml").write_text(long, encoding="utf-8")
    [chapter] = chapters(books / "waters")
    assert chapter.text.count("built in 1871") == 1 and len(chapter.text) > MOST / 2


def test_questions_on_chapters_find_their_passages_again(books: Path, tmp_path: Path) -> None:
    rows = [
        {
            "document": "waters/01.md", "question": "Who put up the dam?", "passage": mark("The weir at Lisse"),
            "answer": mark("Anna Korver"), "also": [], "held": True,
        },
        {"document": "waters/01.md", "question": "Its cost?", "answer": None, "near": [mark("It closed in 1931.")]},
        {"document": "other/01.md", "question": "?", "answer": None, "near": []},
    ]  # fmt: skip
    (tmp_path / "chapters.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    pool = Pool()
    asked, other = from_chapters(books, pool, file=tmp_path / "chapters.jsonl")
    assert asked.words and asked.held and asked.origin == "chapters" and asked.title == "Weirs & Mills"
    assert pool.texts[asked.answers[0]][asked.words.start : asked.words.end] == "Anna Korver"
    assert "closed in 1931" in pool.texts[other.near[0]] and not other.answers


def test_the_reader_is_shown_the_answer_and_a_near_passage_without_it() -> None:
    from eval.training.reading import pairs

    pool = Pool()
    weir = "It was built in 1871 by Anna Korver. It closed in 1931."
    for text in (weir, "The mill at Oudam ground rye.", "It rained in Lisse."):
        pool.add(text)
    at = weir.index("Anna")
    asked = Searched("Who built the Lisse weir?", (0,), Span(at, at + 11), "chapters", False, title="Lisse Papers")
    unasked = Searched("What did it cost?", (), None, "chapters", True, near=(0,))
    answered, near, unanswered = pairs(pool, [asked, unasked], [[1, 2], [0, 1]], Random(1))
    assert answered.words and answered.sentence and answered.second == f"Lisse Papers: {weir}"
    assert answered.second[answered.words.start : answered.words.end] == "Anna Korver"
    assert answered.second[answered.sentence.start : answered.sentence.end].endswith("1871 by Anna Korver.")
    assert near.second.removeprefix("Lisse Papers: ") in pool.texts[1:]
    assert [example.label for example in (answered, near, unanswered)] == [1, 0, 0]
    assert (unanswered.second, unanswered.key, answered.key) == (weir, "held", "seen")


@pytest.mark.slow  # it packs a whole network
def test_the_reader_trained_here_is_shipped_calibrated(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("onnx")
    import shutil

    from assistant.judge import OwnJudge, OwnReader, PairNetwork
    from eval.training.__main__ import SHIPPED
    from eval.training.examples import Example
    from eval.training.model import PairModel
    from eval.training.reading import ship

    for name in ("judge.onnx", "tokenizer.json", "manifest.json", "reader.xz"):
        shutil.copyfile(SHIPPED / name, tmp_path / name)
    before = json.loads((tmp_path / "manifest.json").read_text("utf-8"))["calibration"]
    aside = [Example("read", f"Is it {n}?", f"It is {n % 2}.", n % 2, "searched:chapters", "held") for n in range(8)]
    torch.manual_seed(1)
    model = PairModel()
    for weights in model.parameters():  # equal ones would be kept as one
        weights.data.add_(torch.randn_like(weights) * 0.02)
    ship(model, aside, tmp_path)
    after = json.loads((tmp_path / "manifest.json").read_text("utf-8"))["calibration"]
    assert after["judge"] == before["judge"] and after["answer"] != before["answer"]
    [reading] = OwnReader(PairNetwork(tmp_path, reader=True)).read("Is it 1?", ["It is 1."])
    assert 0 <= reading.answerable <= 1
    assert OwnJudge(PairNetwork(tmp_path)).judge([("It rained.", "It rained in Lisse.")])


def test_the_refusal_is_tuned_on_chapters_that_no_training_sees(
    books: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eval.training import refusal

    rows = [
        {"document": "waters/01.md", "question": "Who put up the dam?", "answer": [2, "0"], "held": True},
        {"document": "waters/01.md", "question": "What did it cost?", "answer": None, "held": True},
        {"document": "streams/01.md", "question": "Seen in training?", "answer": None},
    ]
    (tmp_path / "chapters.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.setattr(refusal, "CHAPTERS", tmp_path / "chapters.jsonl")
    paths, asked = refusal.chapter_questions(books, tmp_path)
    assert [path.name for path in paths] == ["waters-01.md"] and "built in 1871" in paths[0].read_text("utf-8")
    assert [(text, kind, answerable) for text, kind, answerable, *_ in asked] == [
        ("Who put up the dam?", "chapters, answerable", True), ("What did it cost?", "chapters, unanswerable", False),
    ]  # fmt: skip
