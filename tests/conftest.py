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


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real Chromium. Of a module: Playwright keeps an event loop running as long as it is open."""
    from tests.browsing import chromium

    with chromium() as found:
        yield found


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
