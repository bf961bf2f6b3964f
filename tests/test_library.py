"""The library through its public functions, with a fake embedder."""

import os
from dataclasses import replace
from pathlib import Path, PurePosixPath
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.document import ChunkKind, Document
from ingest.errors import DocumentNotFoundError, LibraryError
from ingest.library import Library, SearchFilter
from ingest.vectors import failure
from tests.documents import make_document
from tests.fakes import WordEmbedder

PEACE = make_document(
    ("Peacekeeping", ("Japan sent engineers to Cambodia in 1992. They repaired roads.", "Voters were wary at first.")),
    notes=("Pan, Peacekeeping, p. 164.",),
    source="peace.txt",
    title="Peacekeeping and Japan",
    authors=("Kristi Govella",),
    year=2024,
)
TRADE = make_document(
    ("Trade", ("The tariff on rice was kept. Farmers welcomed the tariff.",)),
    source="trade.txt",
    title="Rice and tariffs",
    authors=("Sheldon W. Simon",),
    year=1999,
)


def at_path(document: Document, path: str) -> Document:
    """The same bytes, found there."""
    return replace(document, path=path, source=PurePosixPath(path).name)


def places(library: Library) -> dict[str, tuple[str, ...]]:
    return {summary.id: summary.paths for summary in library.documents()}


# Chroma's HTTP client leaves its sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"),
]


def use_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let libraries be in a new schema of the PostgreSQL, and in the Chroma server, that are named for tests."""
    database, chroma = (os.environ.get(f"PINCITE_TEST_{name}_URL") for name in ("DATABASE", "CHROMA"))
    if not (database and chroma):
        pytest.skip("needs PINCITE_TEST_DATABASE_URL and PINCITE_TEST_CHROMA_URL")
    psycopg = pytest.importorskip("psycopg")
    schema = f"test_{uuid4().hex}"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"create schema {schema}")
    monkeypatch.setenv("PINCITE_DATABASE_URL", f"{database}?options=-csearch_path%3D{schema}")
    monkeypatch.setenv("PINCITE_CHROMA_URL", chroma)


@pytest.fixture(params=["folder", "servers"])
def library(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A new library: in a folder alone, and again in PostgreSQL and a Chroma server where they are named."""
    if request.param == "servers":
        use_servers(monkeypatch)
    with Library.open(tmp_path / "library", embedder=WordEmbedder()) as opened:
        yield opened


def test_a_document_comes_back_as_it_was(library: Library) -> None:
    assert library.add(PEACE) == "added"
    assert library.document(PEACE.id) == PEACE
    (summary,) = library.documents()
    assert summary.to_json()["title"] == "Peacekeeping and Japan"
    assert summary.to_json()["document"] == PEACE.id
    assert summary.chunks == 2


def test_the_same_bytes_change_nothing(library: Library) -> None:
    library.add(PEACE)
    assert library.add(PEACE) == "unchanged"
    assert len(library.documents()) == 1


def test_searches_find_by_words_and_by_meaning(library: Library) -> None:
    library.add_all([PEACE, TRADE])
    assert library.full_text("Who repaired the roads?", 5)[0].chunk.document == PEACE.id
    assert library.dense("tariff on rice", 5)[0].chunk.document == TRADE.id
    for hit in library.dense("engineers", 10):
        document = library.document(hit.chunk.document)
        assert document.text[hit.chunk.start : hit.chunk.end] == hit.chunk.text


def test_scores_fall(library: Library) -> None:
    library.add_all([PEACE, TRADE])
    for hits in (library.dense("tariff Japan", 10), library.full_text("tariff Japan", 10)):
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (SearchFilter(documents=(TRADE.id,)), {TRADE.id}),
        (SearchFilter(authors=("govella",)), {PEACE.id}),
        (SearchFilter(authors=("Govella, Kristi",)), {PEACE.id}),
        (SearchFilter(years=(1999,)), {TRADE.id}),
        (SearchFilter(years=(1901,)), set()),
        (SearchFilter(documents=("nothing",)), set()),
    ],
)
def test_filters(library: Library, where: SearchFilter, found: set[str]) -> None:
    library.add_all([PEACE, TRADE])
    assert set(library.allowed(where) or ()) == found
    for search in (library.dense, library.full_text):
        assert {hit.chunk.document for hit in search("Japan tariff", 10, where=where)} == found


def test_notes_are_searched_apart(library: Library) -> None:
    library.add(PEACE)
    for search in (library.dense, library.full_text):
        (hit,) = search("Peacekeeping", 10, where=SearchFilter(kinds=(ChunkKind.NOTE,)))
        assert hit.chunk.kind is ChunkKind.NOTE
        assert hit.chunk.notes == ("1",)


def test_a_changed_file_replaces_its_old_version(library: Library) -> None:
    library.add(PEACE)
    changed = make_document(("Peacekeeping", ("Japan sent nobody.",)), source="peace.txt")
    assert library.add(changed) == "replaced"
    assert [summary.id for summary in library.documents()] == [changed.id]
    assert {hit.chunk.document for hit in library.dense("engineers Cambodia", 10)} == {changed.id}
    assert library.full_text("Cambodia", 10) == ()
    with pytest.raises(DocumentNotFoundError):
        library.document(PEACE.id)


def test_bytes_found_at_two_places_stay_while_one_is_left(library: Library) -> None:
    library.add(PEACE)
    library.add(replace(PEACE, path="/elsewhere/peace.txt"))
    changed = make_document(("Peacekeeping", ("Japan sent nobody.",)), source="peace.txt")
    assert library.add(changed) == "replaced"
    assert {summary.id for summary in library.documents()} == {PEACE.id, changed.id}


def test_a_version_that_both_its_places_lost_at_once_is_gone(library: Library) -> None:
    library.add(at_path(PEACE, "/a/x.txt"))
    library.add(at_path(PEACE, "/b/x.txt"))
    first = make_document(("Peacekeeping", ("Japan sent nobody.",)), source="first.txt")
    second = make_document(("Peacekeeping", ("Japan sent doctors.",)), source="second.txt")
    assert library.add_all([at_path(first, "/a/x.txt"), at_path(second, "/b/x.txt")]) == ["replaced", "replaced"]
    assert places(library) == {first.id: ("/a/x.txt",), second.id: ("/b/x.txt",)}
    assert library.full_text("Cambodia", 10) == ()
    assert {hit.chunk.document for hit in library.dense("engineers Cambodia", 10)} == {first.id, second.id}


def test_copies_that_come_together_keep_their_places(library: Library) -> None:
    copies = [at_path(PEACE, "/a/x.txt"), at_path(PEACE, "/b/y.txt")]
    assert library.add_all(copies) == ["added", "unchanged"]
    assert places(library) == {PEACE.id: ("/a/x.txt", "/b/y.txt")}
    assert library.document(PEACE.id).source == "x.txt"
    library.add(at_path(TRADE, "/b/y.txt"))
    assert places(library) == {PEACE.id: ("/a/x.txt",), TRADE.id: ("/b/y.txt",)}


def test_files_that_swap_their_contents_swap_their_names(library: Library) -> None:
    library.add_all([at_path(PEACE, "/a.txt"), at_path(TRADE, "/b.txt")])
    swapped = [at_path(TRADE, "/a.txt"), at_path(PEACE, "/b.txt")]
    assert library.document(PEACE.id).source == "a.txt"
    assert library.add_all(swapped) == ["replaced", "replaced"]
    assert places(library) == {TRADE.id: ("/a.txt",), PEACE.id: ("/b.txt",)}
    assert [library.document(document.id) for document in swapped] == swapped
    assert library.resolve("a.txt") == TRADE.id
    assert library.verify() == ()


def test_a_removed_document_leaves_nothing(library: Library) -> None:
    library.add_all([PEACE, TRADE])
    library.remove(PEACE.id)
    assert [summary.id for summary in library.documents()] == [TRADE.id]
    assert {hit.chunk.document for hit in library.dense("Japan sent engineers", 10)} == {TRADE.id}
    assert library.full_text("engineers", 10) == ()
    with pytest.raises(DocumentNotFoundError):
        library.remove(PEACE.id)


def test_what_was_added_is_there_after_reopening(tmp_path: Path) -> None:
    with Library.open(tmp_path / "new", embedder=WordEmbedder()) as library:
        library.add(PEACE)
    with Library.open(tmp_path / "new", embedder=WordEmbedder(), create=False) as library:
        assert library.dense("engineers to Cambodia", 1)[0].chunk.document == PEACE.id


def test_another_library_sees_what_this_one_adds(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l", embedder=WordEmbedder()) as one:
        one.add(PEACE)
        with Library.open(tmp_path / "l", embedder=WordEmbedder()) as two:
            assert two.dense("engineers", 1)
            one.add(TRADE)
            assert two.dense("tariff on rice", 1)[0].chunk.document == TRADE.id


@pytest.mark.parametrize(
    "name", [PEACE.id, PEACE.id[:6], "peace.txt", "PEACE.TXT", "peace", "Peacekeeping and", "/papers/peace.txt"]
)
def test_names_resolve(library: Library, name: str) -> None:
    library.add_all([PEACE, TRADE])
    assert library.resolve(name) == PEACE.id


@pytest.mark.parametrize("name", [PEACE.id, PEACE.sha256, PEACE.id[:4], "peace.txt", "/papers/peace.txt"])
def test_what_names_a_document_exactly(library: Library, name: str) -> None:
    library.add_all([PEACE, TRADE])
    assert library.resolve(name, exact=True) == PEACE.id


@pytest.mark.parametrize("name", ["peace", "Peacekeeping and", "eac", "txt", PEACE.id[:3], ""])
def test_a_part_of_a_name_names_nothing_exactly(library: Library, name: str) -> None:
    library.add(PEACE)
    with pytest.raises(DocumentNotFoundError) as error:
        library.resolve(name, exact=True)
    assert ("did you mean peace.txt" in str(error.value)) is (name in ("peace", "Peacekeeping and", "eac", "txt"))


def test_an_unknown_name_is_answered_with_near_ones(library: Library) -> None:
    library.add_all([PEACE, TRADE])
    with pytest.raises(DocumentNotFoundError, match=r"did you mean peace\.txt"):
        library.resolve("paece.txt")
    with pytest.raises(DocumentNotFoundError, match="may mean"):
        library.resolve(".txt")


def test_folders_that_are_no_library_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(LibraryError, match="is a file"):
        Library.open(file)
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.docx").write_bytes(b"")
    with pytest.raises(LibraryError, match="holds other files"):
        Library.open(other)
    with pytest.raises(LibraryError, match="no library"):
        Library.open(tmp_path / "absent", create=False)
    assert not (tmp_path / "absent").exists()
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "library.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(LibraryError, match="can't be used"):
        Library.open(broken)


def test_a_database_without_a_library_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_servers(monkeypatch)
    for _ in range(2):
        with pytest.raises(LibraryError, match="no library in the database"):
            Library.open(tmp_path / "absent", create=False)
    assert not (tmp_path / "absent").exists()
    with Library.open(tmp_path / "here", embedder=WordEmbedder()) as library:
        library.add(PEACE)
    with Library.open(tmp_path / "elsewhere", embedder=WordEmbedder(), create=False) as library:
        assert library.dense("engineers to Cambodia", 1)[0].chunk.document == PEACE.id


def test_a_full_disk_is_not_called_damage(tmp_path: Path) -> None:
    full = failure(tmp_path, "(code: 13) database or disk is full", 10**9)
    assert "is full" in full and str(tmp_path) in full and "repair" not in full
    assert "repair" not in failure(tmp_path, "no bindings", 0)
    assert "lost or damaged (no bindings): run `pincite repair`" in failure(tmp_path, "no bindings", 10**9)


def test_vectors_of_two_models_are_never_mixed(tmp_path: Path) -> None:
    class Other(WordEmbedder):
        name = "other"

    with Library.open(tmp_path / "l", embedder=WordEmbedder()) as library:
        library.add(PEACE)
    with pytest.raises(LibraryError, match="words-64"):
        Library.open(tmp_path / "l", embedder=Other())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(), max_size=80))
def test_any_text_is_a_valid_query(library: Library, query: str) -> None:
    library.add(PEACE)
    library.full_text(query, 5)
    library.full_text(query + ' AND "NEAR(a b*', 5)


def test_words_are_found_across_scripts(library: Library) -> None:
    japanese = make_document(("外交", ("日本の平和維持活動は一九九二年に始まった。",)), source="ja.txt")
    french = make_document(("Résumé", ("L’Élysée a décidé.",)), source="fr.txt")
    library.add_all([japanese, french])
    assert library.full_text("平和維持", 1)[0].chunk.document == japanese.id
    assert library.full_text("日本", 1)[0].chunk.document == japanese.id
    assert library.full_text("elysee", 1)[0].chunk.document == french.id
