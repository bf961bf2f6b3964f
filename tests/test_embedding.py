"""The packaged model: its vectors, its check, and no torch for a question."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.batches import BatchEncoder
from ingest.embedding import MiniLMEmbedder, SentenceEmbedder, default_folder, load_embedder
from ingest.encoder import QueryEncoder
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
        "import sys; from ingest.packaged import question_vector; question_vector('Who paid?'); "
        "assert 'langchain_core' not in sys.modules; "
        "from ingest.embedding import load_embedder; load_embedder().embed_query('Who paid?'); "
        "assert 'torch' not in sys.modules and 'transformers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.slow
def test_a_model_that_is_not_there_is_named(tmp_path) -> None:
    with pytest.raises(IngestError, match="can't be loaded"):
        load_embedder(str(tmp_path)).embed_query("x")


def _model_folder(folder: Path, *, loud: float) -> Path:
    """A BERT of one layer with random weights, every score of whose attention is about `loud`, as a folder."""
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer, models, pre_tokenizers

    rng, width, inner = np.random.default_rng(1), 32, 64
    words = {word: n for n, word in enumerate(["[UNK]", *"abcdefghij"])}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {"num_attention_heads": 2, "hidden_size": width, "layer_norm_eps": 1e-12, "num_hidden_layers": 1}
    (folder / "config.json").write_text(json.dumps(config))
    weights = {
        "embeddings.word_embeddings.weight": rng.standard_normal((len(words), width)),
        "embeddings.position_embeddings.weight": rng.standard_normal((64, width)) / 4,
        "embeddings.token_type_embeddings.weight": np.zeros((2, width)),
    }
    shapes = {
        "attention.self.query": (width, width),
        "attention.self.key": (width, width),
        "attention.self.value": (width, width),
        "attention.output.dense": (width, width),
        "intermediate.dense": (inner, width),
        "output.dense": (width, inner),
    }
    for name, shape in shapes.items():
        weights[f"encoder.layer.0.{name}.weight"] = rng.standard_normal(shape) / 8
        weights[f"encoder.layer.0.{name}.bias"] = np.zeros(shape[0])
    for name in ("query", "key"):
        weights[f"encoder.layer.0.attention.self.{name}.weight"] /= 16
        weights[f"encoder.layer.0.attention.self.{name}.bias"] += (loud / 4) ** 0.5
    for name in ("embeddings", "encoder.layer.0.attention.output", "encoder.layer.0.output"):
        weights[f"{name}.LayerNorm.weight"], weights[f"{name}.LayerNorm.bias"] = np.ones(width), np.zeros(width)
    save_file({name: array.astype(np.float32) for name, array in weights.items()}, folder / "model.safetensors")
    return folder


# The loudest is beyond float32's powers; bfloat16 then rounds scores to whole numbers.
@pytest.mark.parametrize(("loud", "alike"), [(0, 0.999), (10, 0.999), (200, 0.98)])
def test_attention_to_scores_of_any_size(loud: float, alike: float, tmp_path: Path) -> None:
    folder = _model_folder(tmp_path, loud=loud)
    texts = ["a b c", "d e f g h i j", "j j j a", "c"]
    alone = np.array([QueryEncoder(folder, max_tokens=64).encode(text) for text in texts])
    together = BatchEncoder(folder, max_tokens=64).encode(texts)
    assert ((alone * together).sum(axis=1) > alike).all()


def test_a_question_is_encoded_as_torchs_own_layer_would(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    folder = _model_folder(tmp_path, loud=1)
    weights = load_file(folder / "model.safetensors")
    layer = torch.nn.TransformerEncoderLayer(32, 2, 64, 0.0, "gelu", 1e-12, batch_first=True)
    parts = [f"encoder.layer.0.attention.self.{part}" for part in ("query", "key", "value")]
    own = {
        "self_attn.out_proj": "attention.output.dense",
        "linear1": "intermediate.dense",
        "linear2": "output.dense",
        "norm1": "attention.output.LayerNorm",
        "norm2": "output.LayerNorm",
    }
    state = {
        f"{a}.{kind}": weights[f"encoder.layer.0.{b}.{kind}"] for a, b in own.items() for kind in ("weight", "bias")
    }
    state |= {
        f"self_attn.in_proj_{kind}": torch.cat([weights[f"{p}.{kind}"] for p in parts]) for kind in ("weight", "bias")
    }
    layer.load_state_dict(state)
    ids = torch.tensor([1, 4, 2, 2, 9, 0])
    embedded = weights["embeddings.word_embeddings.weight"][ids] + weights["embeddings.position_embeddings.weight"][:6]
    with torch.no_grad():
        found = layer.eval()(torch.nn.functional.layer_norm(embedded, (32,), eps=1e-12)[None])[0].mean(0)
    expected = (found / found.norm()).numpy()
    assert np.allclose(QueryEncoder(folder, max_tokens=64).encode("a d b b i ?"), expected, atol=1e-5)
