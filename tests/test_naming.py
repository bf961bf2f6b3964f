"""The documents a question names: looked up by its words, and always those that a look at every document finds."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.questions.naming import KIND_OF_WORK, SAYS, THE_WORK, TITLE_WORDS, Named, Names, Phrases, names_in
from assistant.words.wording import content_words, fold
from ingest.document import Metadata
from ingest.library import Library
from ingest.rows import DocumentSummary
from tests.documents import make_document
from tests.fakes import WordEmbedder


def summary(name: str, title: str | None, *authors: str) -> DocumentSummary:
    return DocumentSummary(name, f"{name}.txt", name * 8, Metadata(title=title, authors=authors), None, 1, "2026-01-01")


def by_looking_at_each(text: str, summaries: Sequence[DocumentSummary]) -> Named:
    """What `Names.named` promises, as plainly as it can be said."""
    plain = fold(text)
    named: dict[str, None] = {}
    authors: set[str] = set()
    says = False
    for one in summaries:
        for family in {fold(name.split()[-1]) for name in one.metadata.authors if name.split()}:
            if len(family) > 2 and re.search(rf"\b{re.escape(family)}\b", plain):
                named[one.id] = None
                authors.add(family)
                says = says or bool(re.search(SAYS.format(name=re.escape(family)), plain))
        title = one.metadata.title or ""
        forms = {fold(form).strip() for form in (title, title.split(":")[0]) if form.strip()}
        quoted = any(re.search(rf"[\"'‘“«„]{re.escape(form)}[\"'’”»“]", plain) for form in forms)
        written = any(
            len(content_words(form)) >= TITLE_WORDS and re.search(rf"\b{re.escape(form)}\b", plain) for form in forms
        )
        if quoted or written:
            named[one.id] = None
            says = says or quoted
    if match := THE_WORK.search(text):
        about = set(content_words(match["about"]))
        scored = {
            one.id: len(about & set(content_words(f"{one.metadata.title or ''} {one.source}"))) / max(len(about), 1)
            for one in summaries
        }
        best = max(scored.values(), default=0.0)
        if best >= 0.5:
            named |= {name: None for name, score in scored.items() if score == best}
            says = True
    for match in KIND_OF_WORK.finditer(text):
        about = set(content_words(match["about"]))
        held = [
            o.id for o in summaries if about and about <= set(content_words(f"{o.metadata.title or ''} {o.source}"))
        ]
        if len(held) == 1 and not named:
            named[held[0]] = None
            says = says or match["says"] is not None
    return tuple(named), frozenset(authors), says


AUTHORS = [
    "Ana Bruun",
    "Ida d’Orsay",
    "Li Wu",
    "Jan Tor-Hagen",
    "R. Ek Jr.",
    "Åse Møller",
    "Møller",
    "...",
    "O. (Red.)",
]
WORDS = ["Ferry", "the", "of", "Tariff", "Rope:", "a", "C++", "Élan", "Bruun", "“Hemp”", "harbour-master", "…", "2nd"]
titles = st.one_of(st.none(), st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join))
listed = st.lists(st.tuples(titles, st.lists(st.sampled_from(AUTHORS), max_size=2)), max_size=6).map(
    lambda made: [summary(f"d{number}", title, *authors) for number, (title, authors) in enumerate(made)]
)
ASKED = [
    "What does",
    "say",
    "According to",
    "by",
    "the article on",
    "“",
    "”",
    '"',
    "'",
    "?",
    ",",
    "'s view",
    "x",
    "-",
    ":",
]


@st.composite
def questions(draw: st.DrawFn, summaries: Sequence[DocumentSummary]) -> str:
    own = [word for s in summaries for word in (s.metadata.title or "", *s.metadata.authors)]
    own += [word.split()[-1] for word in own if word.split()]
    parts = draw(st.lists(st.sampled_from([*ASKED, *WORDS, *own]), max_size=9))
    glue = draw(st.lists(st.sampled_from(["", " "]), min_size=len(parts), max_size=len(parts)))
    return "".join(part + space for part, space in zip(parts, glue, strict=True))


@given(st.data(), listed)
def test_the_same_documents_are_named_as_by_looking_at_each(data: st.DataObject, summaries: list) -> None:
    question = data.draw(questions(summaries))
    assert Names(summaries).named(question) == by_looking_at_each(question, summaries)
    among = {s.id for s in summaries[::2]}
    assert Names(summaries).named(question, among) == by_looking_at_each(question, summaries[::2])


@pytest.mark.parametrize(
    ("question", "named", "says"),
    [
        ("What does Bruun say about rope?", ("d0", "d1"), True),
        ("Was Bruun’s ferry late?", ("d0", "d1"), False),
        ("Is the rise of the tariff on rope told of?", ("d1",), False),
        ("What does the article on ferries say?", ("d0",), True),
        ("Was “Ferries” well received?", ("d0",), True),
        ("Why were ferries late?", (), False),
    ],
)
def test_authors_titles_and_works_are_known_by_name(question: str, named: tuple[str, ...], says: bool) -> None:
    shelf = [summary("d0", "Ferries", "Ana Bruun"), summary("d1", "The Rise of the Tariff on Rope: A Tale", "Bo Bruun")]
    found = Names(shelf).named(question)
    assert (found[0], found[2]) == (named, says)


def test_only_phrases_whose_words_are_all_there_are_looked_at() -> None:
    phrases = Phrases([(f"the rope of harbour {number}", number) for number in range(500)] + [("...", 500)])
    words = frozenset(["what", "is", "the", "rope", "of", "harbour", "12", "or", "77", "called"])
    assert sorted(phrases.within(words)) == [
        ("...", 500),
        ("the rope of harbour 12", 12),
        ("the rope of harbour 77", 77),
    ]


def test_names_are_made_again_only_when_the_documents_have_changed(tmp_path) -> None:
    ferry = make_document(("Ferries", ("The ferry sails.",)), source="a.txt", authors=("Ana Bruun",))
    rope = make_document(("Rope", ("The rope is new.",)), source="b.txt", authors=("Li Tamm",))
    with Library.open(tmp_path / "library", embedder=WordEmbedder()) as library:
        library.add(ferry)
        names = names_in(library)
        assert names_in(library) is names
        assert names.named("What does Tamm say?") == ((), frozenset(), False)
        library.add(rope)
        assert names_in(library).named("What does Tamm say?")[0] == (rope.id,)
        library.describe(rope.id, Metadata(authors=("Li Oja",)))
        assert names_in(library).named("What does Oja say?")[0] == (rope.id,)
        assert names_in(library).named("What does Tamm say?")[0] == ()


def test_a_work_is_named_by_what_stands_before_its_kind_where_one_title_alone_has_it() -> None:
    held = [
        summary("a", "Failing surveys of filariasis in thirteen countries", "Ana Bruun"),
        summary("b", "The dairy farms of Lisse", "Li Wu"),
        summary("c", "The tolls of Lisse", "Ida d’Orsay"),
    ]
    names = Names(held)
    assert names.named("Who wrote the filariasis paper?") == (("a",), frozenset(), False)
    assert names.named("According to the dairy study, how many cows are there?") == (("b",), frozenset(), True)
    assert names.named("Who wrote the Lisse paper?")[0] == ()  # two of them
    assert names.named("Who wrote the annual report?")[0] == ()
