"""The shipped samples are what their sources say, and the binary ones can be built again byte for byte."""

import re
import zipfile
from pathlib import Path

import pytest

from eval.samples import sample_paths
from eval.samples.build import build


def test_there_are_six_samples_in_six_formats() -> None:
    paths = sample_paths()
    assert all(path.is_file() for path in paths)
    assert {path.suffix for path in paths} == {".md", ".html", ".txt", ".docx", ".epub", ".pdf"}


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    pytest.importorskip("reportlab", reason="needs the dev extra")
    return {path.name: path.read_bytes() for path in build(tmp_path_factory.mktemp("built"))}


def test_two_builds_are_the_same_bytes(rebuilt: dict[str, bytes], tmp_path: Path) -> None:
    assert {path.name: path.read_bytes() for path in build(tmp_path)} == rebuilt


def _parts(path: Path) -> str:
    """The words of a DOCX or EPUB, without its markup, in the order of its parts."""
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if re.search(r"(document|notes|ch\d+)\.x", name))
        bodies = [archive.read(name).decode() for name in names]
    return " ".join(re.sub(r"<[^>]+>", " ", body) for body in bodies).strip()


def _pdf_text(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_committed_binaries_have_the_text_of_their_sources(rebuilt: dict[str, bytes], tmp_path: Path) -> None:
    for path in sample_paths():
        if path.name in rebuilt:
            again = tmp_path / path.name
            again.write_bytes(rebuilt[path.name])
            words = _pdf_text if path.suffix == ".pdf" else _parts
            assert words(again) == words(path), f"{path.name}: run `python -m eval.samples.build` and commit the result"


def test_the_pdf_has_printed_pages_running_heads_and_footnotes_at_the_foot() -> None:
    (path,) = (p for p in sample_paths() if p.suffix == ".pdf")
    pages = _pdf_text(path).replace("\r\n", " ").split("From Confluence to Quad 213")
    assert len(pages) == 2, "page 213 opens with its running head"
    assert "Ibid., p. 44." in pages[1]
