"""From the trained network to the shipped file: ONNX, int8 weights, the manifest with sha256 sums and calibration.

This file knows the network and onnxruntime's quantiser; it doesn't know how the network was trained.
"""

from __future__ import annotations

import json
import lzma
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from assistant import shipped
from assistant.judge import JUDGE, READER
from eval.training.model import PairModel

MOST = 5_740_000  # bytes of the reader, so that all of the folder stays within 30 MB
JUDGING = "pool.weight_quantized"  # the judge's head, which the reader has no use for
NAMES = (["ids", "types", "mask"], ["judge", "answer", "tokens"])


def to_onnx(model: PairModel, path: Path) -> None:
    """Writes the network, float32, with free batch and length."""
    model.eval()
    ids = torch.full((2, 12), 2003)
    types = torch.tensor([[0, 2, 4, 0, 0, 0, 1, 3, 5, 1, 1, 1]] * 2)
    axes = {name: {0: "batch", 1: "length"} for name in (*NAMES[0], "tokens")} | {
        "judge": {0: "batch"},
        "answer": {0: "batch"},
    }
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model, (ids, types, torch.ones_like(ids)), str(path), input_names=NAMES[0], output_names=NAMES[1],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip


def to_int8(source: Path, target: Path) -> None:
    """Dynamic quantisation: int8 weights, one scale a column; activations are quantised as they come."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    ready = source.with_suffix(".ready.onnx")
    quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(str(ready), str(target), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
    ready.unlink()


def ship(model: PairModel, tokenizer: Path, folder: Path, calibration: dict[str, list[float]] | None = None) -> None:
    """Writes judge.onnx, tokenizer.json and manifest.json to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / JUDGE
        to_onnx(model, plain)
        to_int8(plain, folder / JUDGE)
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    write_manifest(folder, calibration or {"judge": [1.0, 0.0, 0.0, 0.0], "answer": [1.0, 0.0]})


def write_manifest(folder: Path, calibration: dict[str, list[float]]) -> None:
    """sha256 sums of the files, and the calibration: judge [scale, three biases], answer [scale, bias], on the
    logits."""
    shipped.write_manifest(folder, (JUDGE, READER, "tokenizer.json"), calibration=calibration)


def coarse(steps: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Differences, modulo 256, without single steps of 8-bit weights."""
    found = steps.copy()
    found[np.abs(steps.view(np.int8).astype(np.int16)) <= 1] = 0
    return found


def packed(parts: Sequence[npt.NDArray[Any]], most: int = MOST) -> bytes:
    """The arrays, compressed; where they take more than `most` bytes, those of 8-bit matrices without their single
    steps, from the first on, as many as it takes."""
    matrices = [i for i, part in enumerate(parts) if part.itemsize == 1 and part.ndim > 1]

    def without(left: int) -> bytes:
        given = [coarse(part) if i in matrices[:left] else part for i, part in enumerate(parts)]
        return lzma.compress(b"".join(part.tobytes() for part in given), preset=9)

    if len(whole := without(0)) <= most:
        return whole
    least, enough = 0, len(matrices)
    found = without(enough)
    if len(found) > most:
        return found
    while enough - least > 1:  # each try takes seconds, so the number is halved
        middle = (least + enough) // 2
        if len(data := without(middle)) <= most:
            enough, found = middle, data
        else:
            least = middle
    return found


def ship_reader(trained: Path, folder: Path) -> None:
    """Makes the network in the folder `trained` the reader of the weights in `folder`, whose judge stays: what it
    differs in (assistant.judge.with_difference), and its calibration. The head that judges stays the judge's."""
    import onnx
    from onnx.numpy_helper import to_array

    judge, reader = (onnx.load(str(at / JUDGE)).graph.initializer for at in (folder, trained))
    parts = []
    for one, other in zip(judge, reader, strict=True):
        old, new = to_array(one), to_array(other)
        if (one.name, old.dtype, old.shape) != (other.name, new.dtype, new.shape):
            raise ValueError(f"The networks in {folder} and {trained} are not of one build: {one.name}, {other.name}.")
        differs = new - old if new.itemsize == 1 else new
        parts.append(np.zeros_like(new) if one.name == JUDGING else differs)
    (folder / READER).write_bytes(packed(parts))
    calibration, theirs = (
        json.loads((at / "manifest.json").read_text("utf-8"))["calibration"] for at in (folder, trained)
    )
    write_manifest(folder, {**calibration, "answer": theirs["answer"]})
