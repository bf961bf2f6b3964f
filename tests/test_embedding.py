"""The packaged model: its vectors, its check, and no torch for a question."""

import subprocess
import sys

import numpy as np
import pytest

from ingest.embedding import MiniLMEmbedder, SentenceEmbedder, default_folder, load_embedder
from ingest.errors import IngestError

TEXTS = [
    "How much was paid?",
    "Japan’s contribution to the United Nations budget, and what followed from it in 1992.",
    "国際連合 and the Élysée.",
    "",
    "peacekeeping " * 400,
]


def test_questions_and_documents_get_the_same_vectors() -> None:
    packaged = MiniLMEmbedder()
    alone = np.array([packaged.embed_query(text) for text in TEXTS])
    together = np.array(packaged.embed_documents(TEXTS * 4))[: len(TEXTS)]
    assert alone.shape == (len(TEXTS), 384)
    assert np.allclose(np.linalg.norm(alone, axis=1), 1, atol=1e-5)
    assert ((alone * together).sum(axis=1) > 0.999).all()


def test_texts_of_any_length_share_a_batch_and_keep_their_own_vectors() -> None:
    packaged = MiniLMEmbedder()
    texts = ["province " * n + "of the treaty" for n in (0, 1, 1, 2, 3, 5, 8, 13, 60, 60, 61, 140, 250, 400, 0)]
    alone = np.array([packaged.embed_query(text) for text in texts])
    assert ((alone * np.array(packaged.embed_documents(texts))).sum(axis=1) > 0.999).all()


@pytest.mark.slow
def test_vectors_are_those_of_sentence_transformers() -> None:
    ours = np.array(MiniLMEmbedder().embed_documents(TEXTS * 4))
    theirs = np.array(SentenceEmbedder("bulk", folder=default_folder).embed_documents(TEXTS * 4))
    assert ((ours * theirs).sum(axis=1) > 0.999).all()


def test_a_question_needs_no_torch() -> None:
    script = (
        "import sys; from ingest.embedding import load_embedder; load_embedder().embed_query('Who paid?'); "
        "assert 'torch' not in sys.modules and 'transformers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.slow
def test_a_model_that_is_not_there_is_named(tmp_path) -> None:
    with pytest.raises(IngestError, match="can't be loaded"):
        load_embedder(str(tmp_path)).embed_query("x")
