"""Build the binary samples (DOCX, EPUB, PDF) from their Markdown sources, byte for byte the same each time.

    python -m eval.samples.build [FOLDER]

Needs the `dev` extra (reportlab). Doesn't know what the documents say.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from eval.samples import pdf_pages

SOURCES = Path(__file__).parent / "sources"
EPOCH = "1700000000"  # SOURCE_DATE_EPOCH: any fixed moment serves
ZIP_DATE = (2023, 11, 14, 22, 13, 20)

_PAGE = re.compile(r'id="(page_(\w+))"')
_NAV_END = '<nav epub:type="landmarks"'


def _pandoc(source: Path, target: str) -> bytes:
    import pypandoc

    command = [pypandoc.get_pandoc_path(), str(source), "--from=markdown", f"--to={target}", "--output=-"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    return subprocess.run(command, env=environment, check=True, capture_output=True).stdout  # noqa: S603


def _rezip(data: bytes, *, page_list: bool = False) -> bytes:
    """The same archive with fixed dates, and, for an EPUB, a list of the printed pages in its navigation."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(item.filename, archive.read(item), item.compress_type) for item in archive.infolist()]
    pages = [
        f'<li><a href="{name.removeprefix("EPUB/")}#{anchor}">{label}</a></li>'
        for name, body, _ in parts
        if name.endswith(".xhtml")
        for anchor, label in _PAGE.findall(body.decode())
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body, compression in parts:
            if page_list and name.endswith("nav.xhtml"):
                listing = f'<nav epub:type="page-list" hidden="hidden"><ol>{"".join(pages)}</ol></nav>\n'
                body = body.decode().replace(_NAV_END, listing + _NAV_END).encode()
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = compression
            archive.writestr(info, body)
    return out.getvalue()


def build(folder: Path) -> tuple[Path, ...]:
    """Write the three binary samples into `folder` and return their paths."""
    made = {
        "security-council-seat.docx": _rezip(_pandoc(SOURCES / "security-council-seat.md", "docx")),
        "kedo-reactors.epub": _rezip(_pandoc(SOURCES / "kedo-reactors.md", "epub3"), page_list=True),
        "confluence-to-quad.pdf": pdf_pages.render((SOURCES / "confluence-to-quad.md").read_text("utf-8")),
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return tuple(folder / name for name in made)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for path in build(target):
        print(f"{path.name}: {path.stat().st_size} bytes")
