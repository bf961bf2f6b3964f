"""Fixtures that several test modules share."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


def shared_folder() -> Path | None:
    """The folder with the real documents and the public sets, beside the repository, or None."""
    named = os.environ.get("PINCITE_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = shared_folder()
    if folder is None:
        pytest.skip("needs the folder ../shared (or PINCITE_SHARED), which is not part of the repository")
    return folder


@pytest.fixture(scope="session")
def real_documents(shared: Path) -> Path:
    folder = shared / "documents"
    if not folder.is_dir():
        pytest.skip("needs ../shared/documents, which is not part of the repository")
    return folder


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library of the shipped samples, read with the real models; no test changes it."""
    from eval.samples import sample_paths
    from tests.commanding import as_json

    folder = tmp_path_factory.mktemp("samples") / "library"
    report = as_json(folder, "add", *sample_paths())
    assert len(report["added"]) == len(sample_paths())
    assert report["replaced"] == report["unchanged"] == report["failed"] == []
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those in a browser come last: once it is open, Playwright's event loop runs in the tests' own thread."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real Chromium, opened once; each visitor of it has a context, and so a storage, of their own."""
    from tests.browsing import chromium

    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """(address, chain, library) of a page served over the hand-made document; a module may serve another."""
    from tests.browsing import served_library
    from tests.fakes_web import make_document

    with served_library(tmp_path_factory.mktemp("site"), make_document(), delay=0.05) as found:
        yield found


@pytest.fixture(scope="module")
def address(site: Any) -> str:
    return str(site[0])


@pytest.fixture(scope="module")
def reader(browser: Any, address: str) -> Iterator[Any]:
    """A visitor of the module's `address`, whose page its tests share."""
    from tests.browsing import visitor

    with visitor(browser, address) as found:
        yield found


@pytest.fixture
def page(reader: Any) -> Any:
    """The visitor's page, at a new conversation."""
    from tests.browsing import new_talk

    return new_talk(reader)


@pytest.fixture(scope="session", autouse=True)
def uploads(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is sent to a served page lies in a folder of the tests' own."""
    os.environ["GRADIO_TEMP_DIR"] = str(tmp_path_factory.mktemp("uploads"))
