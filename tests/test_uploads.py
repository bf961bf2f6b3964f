"""Files that come through the browser lie in a folder of the owner's alone, and only until they are dealt with."""

import os
import stat
from pathlib import Path

import pytest

from ingest.errors import PinciteError
from tests.fakes_web import FakeChain, FakeLibrary, in_loop, make_document
from web.app import build_app
from web.uploads import SWEPT, forget, private_uploads, uploaded


def sent(name: str) -> Path:
    path = Path(os.environ["GRADIO_TEMP_DIR"]) / "5f" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("The lamp at Varn was lit in 1802.")
    return path


def test_uploads_are_the_owners_alone_and_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADIO_TEMP_DIR", raising=False)
    with private_uploads():
        folder = Path(os.environ["GRADIO_TEMP_DIR"])
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert uploaded(sent("lamp.txt")).name == "lamp.txt"
    assert not folder.exists() and "GRADIO_TEMP_DIR" not in os.environ


def test_a_folder_that_was_named_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    with private_uploads():
        sent("lamp.txt")
    assert (tmp_path / "5f" / "lamp.txt").exists()


def test_what_is_dealt_with_goes_and_nothing_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    (tmp_path / "uploads").mkdir()
    own = tmp_path / "own.txt"
    own.write_text("Mine.")
    one, other = sent("lamp.txt"), sent("tide.txt")
    for path in (own, one, one, tmp_path / "uploads" / ".." / "own.txt"):
        forget(path)
    assert own.exists() and other.exists() and not one.exists()
    forget(other)
    assert list((tmp_path / "uploads").iterdir()) == []
    with pytest.raises(PinciteError, match="did not arrive"):
        uploaded(own)


def test_what_was_sent_and_never_dealt_with_is_swept_away(tmp_path: Path) -> None:
    document = make_document()
    library, chain = FakeLibrary({document.id: document}), FakeChain(document)
    assert in_loop(lambda: build_app(chain, library, folder=tmp_path)).delete_cache == SWEPT
    assert in_loop(lambda: build_app(chain, library)).delete_cache is None  # the uploads are all that there is
