"""Files that have come through the browser, in Gradio's folder of uploads until they are dealt with.

This file doesn't know what is done with them.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import PinciteError

SWEPT = (3600, 24 * 3600)  # every hour, what has lain there for a day: files that were sent and never dealt with


def _folder() -> Path:
    from gradio.utils import get_upload_folder

    return Path(get_upload_folder()).resolve()


def uploaded(path: object) -> Path:
    """The path of a file that came through the browser; PinciteError for any other path."""
    found = Path(str(path)).resolve()
    if not found.is_relative_to(_folder()) or not found.is_file():
        raise PinciteError("This file did not arrive; please choose it again.")
    return found


def forget(path: Path) -> None:
    """An upload that has been dealt with goes, and the folder that was made for it; any other file stays."""
    found = path.resolve()
    if found.is_relative_to(_folder()):
        found.unlink(missing_ok=True)
        if found.parent != _folder() and found.parent.is_dir() and not any(found.parent.iterdir()):
            found.parent.rmdir()


@contextmanager
def private_uploads() -> Iterator[None]:
    """Uploads in a folder of this process's owner alone, gone at the end; where GRADIO_TEMP_DIR is set, there."""
    if os.environ.get("GRADIO_TEMP_DIR"):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="pincite-uploads-", ignore_cleanup_errors=True) as folder:
        os.environ["GRADIO_TEMP_DIR"] = folder
        try:
            yield
        finally:
            del os.environ["GRADIO_TEMP_DIR"]
