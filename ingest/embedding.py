"""Embedding models by name, as LangChain Embeddings.

The default, all-MiniLM-L6-v2, is the packaged one (ingest/packaged.py). Any other name is loaded by
sentence-transformers. This file doesn't know what is embedded, nor where vectors go.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from ingest.batches import BatchEncoder, native_type
from ingest.errors import IngestError
from ingest.packaged import DEFAULT_MODEL, MAX_TOKENS, default_folder, question_vector

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["DEFAULT_MODEL", "MiniLMEmbedder", "SentenceEmbedder", "default_folder", "load_embedder"]

_FEW = 12  # texts for which loading torch would cost more than it saves


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
    def _batches(self) -> BatchEncoder | SentenceEmbedder:
        import torch

        if torch.cuda.is_available():
            return SentenceEmbedder(DEFAULT_MODEL, folder=default_folder)
        return BatchEncoder(default_folder(), max_tokens=MAX_TOKENS)

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
        return question_vector(text)


def load_embedder(name: str = DEFAULT_MODEL) -> Embeddings:
    """The embedding model `name`: the packaged all-MiniLM-L6-v2, or any model sentence-transformers can load."""
    return (
        MiniLMEmbedder()
        if name in (DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}")
        else SentenceEmbedder(name)
    )
