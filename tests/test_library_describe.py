"""What a person says of a document stands in place of what was read; text, chunks and vectors stay."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import DocumentNotFoundError
from ingest.library import Library
from tests.fakes import WordEmbedder, make_document


def test_described_metadata_is_kept_and_searched(tmp_path: Path) -> None:
    document = make_document("A ship paid four marks.")
    with Library.open(tmp_path / "library", embedder=WordEmbedder()) as library:
        library.add(document)
        before = library.full_text("marks", 5)
        library.describe(document.id, replace(document.metadata, title="Zanzibar harbours", year=1901))
    with Library.open(tmp_path / "library", embedder=WordEmbedder()) as library:
        assert library.documents()[0].metadata.year == 1901
        assert library.document(document.id).metadata.title == "Zanzibar harbours"
        assert library.document(document.id).text == document.text
        assert [hit.chunk for hit in library.full_text("marks", 5)] == [hit.chunk for hit in before]
        assert library.full_text("Zanzibar", 5)
        with pytest.raises(DocumentNotFoundError):
            library.describe("0" * 16, document.metadata)
