"""Files and their copies, edited, swapped and moved: each place shows what was last found there, and nothing older."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.document import Document
from ingest.library import Library
from ingest.shelving import shelved
from tests.documents import make_document
from tests.fakes import WordEmbedder
from tests.test_library import at_path

Arrival = tuple[str, str]
VERSIONS = {name: make_document(("Ferries", (f"The ferry {name} sails on Sundays.",))) for name in "ABCD"}
arrivals = st.tuples(st.sampled_from([f"/shelf/{name}.txt" for name in "pqrs"]), st.sampled_from(sorted(VERSIONS)))
groups = st.lists(st.lists(arrivals, min_size=1, max_size=6), min_size=1, max_size=5)


def found_at(arriving: Sequence[Arrival]) -> dict[str, str]:
    """What is at each path after one arrival upon the other: all there is to know."""
    return dict(arriving)


def by_document(found: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(path for path in found if found[path] == name)) for name in set(found.values())}


@given(st.lists(arrivals), st.lists(arrivals))
def test_what_enters_leaves_and_moves_is_the_difference(before: list[Arrival], arriving: list[Arrival]) -> None:
    old, new = found_at(before), found_at([*before, *arriving])
    touched = {old[path] for path, _ in arriving if path in old} | {name for _, name in arriving}
    change = shelved(arriving, {name: paths for name, paths in by_document(old).items() if name in touched})
    assert set(change.entering) == set(new.values()) - set(old.values())
    assert set(change.leaving) == set(old.values()) - set(new.values())
    assert dict(change.places) == {path: name for path, name in new.items() if old.get(path) != name}
    assert dict(change.losing) == {
        name: paths
        for name, paths in by_document(new).items()
        if set(by_document(old).get(name, ())) - set(paths)
    }  # fmt: skip


@given(st.lists(arrivals), st.lists(arrivals))
def test_outcomes_do_not_depend_on_what_arrives_together(before: list[Arrival], arriving: list[Arrival]) -> None:
    state, one_by_one = found_at(before), []
    for path, name in arriving:
        one_by_one += shelved([(path, name)], by_document(state)).outcomes
        state[path] = name
    assert list(shelved(arriving, by_document(found_at(before))).outcomes) == one_by_one


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory):
    with Library.open(tmp_path_factory.mktemp("shelving") / "library", embedder=WordEmbedder()) as library:
        yield library


def versions(group: Sequence[Arrival]) -> list[Document]:
    return [at_path(VERSIONS[name], path) for path, name in group]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups)
def test_a_library_shows_what_was_last_found_however_it_was_grouped(shelf: Library, made: list[list[Arrival]]) -> None:
    for summary in shelf.documents():
        shelf.remove(summary.id)
    so_far: list[Arrival] = []
    for group in made:
        shelf.add_all(versions(group))
        so_far += group
        wanted = by_document({path: VERSIONS[name].id for path, name in found_at(so_far).items()})
        assert {summary.id: summary.paths for summary in shelf.documents()} == wanted
        for summary in shelf.documents():
            document = shelf.document(summary.id)
            assert document.path in summary.paths
            assert document.source == summary.source == Path(document.path).name
        assert {hit.chunk.document for hit in shelf.full_text("ferry", 50)} == set(wanted)
        assert {hit.chunk.document for hit in shelf.dense("ferry", 50)} == set(wanted)
    assert shelf.verify() == ()
