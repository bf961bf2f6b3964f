"""What reviewers remark in the margin of a manuscript is no part of its text; that it is left out is said."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from ingest.reading import read_here
from tests.test_pandoc_reader import write


def with_part_changed(path: Path, part: str, change: Callable[[str], str]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b"").decode()).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_comments_in_the_margin_are_left_out_with_a_word(tmp_path: Path) -> None:
    docx, odt = write(tmp_path / "lake.docx", "docx"), write(tmp_path / "lake.odt", "odt")
    assert not read_here(docx).warnings and not read_here(odt).warnings
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    remark = '<w:comment w:id="{}"><w:p><w:r><w:t>Doubtful.</w:t></w:r></w:p></w:comment>'
    remarks = f'<w:comments xmlns:w="{word}">{remark.format(7)}{remark.format(8)}</w:comments>'
    with_part_changed(docx, "word/comments.xml", lambda _: remarks)
    assert read_here(docx).warnings == ("2 comments in its margin are not read.",)
    remark = "<office:annotation><text:p>Doubtful.</text:p></office:annotation>The last words"
    with_part_changed(odt, "content.xml", lambda text: text.replace("The last words", remark))
    document = read_here(odt)
    assert document.warnings == ("A comment in its margin is not read.",)
    assert "The last words" in document.text and "Doubtful" not in document.text
