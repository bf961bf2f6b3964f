"""Networks written as ONNX, so that onnxruntime runs weights which come in another format.

Only what ingest/encoder.py needs of onnx.proto (github.com/onnx/onnx): nodes with numbers as attributes, weights in
float32, one input and one output of float32. The package onnx writes all of it, and takes longer to import than a
question to embed. This file doesn't know any network.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

IR_VERSION = 8
OPSETS = (("", 17), ("com.microsoft", 1))  # of the standard's operators, and of onnxruntime's own
_FLOAT = 1  # TensorProto.FLOAT, and AttributeProto.FLOAT
_INT = 2  # AttributeProto.INT
_EXTERNAL = 1  # TensorProto.EXTERNAL

Shape = Sequence[int | str]  # a name stands for any length


@dataclass(frozen=True, slots=True)
class Node:
    """One operator. `domain` is empty for the standard's, "com.microsoft" for onnxruntime's own."""

    operator: str
    inputs: Sequence[str]
    outputs: Sequence[str]
    domain: str = ""
    attributes: Mapping[str, int | float] = field(default_factory=dict)


def model(
    nodes: Sequence[Node],
    weights: Mapping[str, NDArray[np.float32]],
    given: tuple[str, Shape],
    found: tuple[str, Shape],
) -> bytes:
    """An ONNX model without its weights, which are to be given to onnxruntime beside it (`add_external_initializers`).

    `nodes` stand in the order they are run; `given` and `found` are its input and its output.
    """
    graph = b"".join(
        [
            *(_message(1, _node(node)) for node in nodes),
            _text(2, "network"),
            *(_message(5, _tensor(name, array)) for name, array in weights.items()),
            _message(11, _value(*given)),
            _message(12, _value(*found)),
        ]
    )
    opsets = b"".join(_message(8, _text(1, domain) + _number(2, version)) for domain, version in OPSETS)
    return _number(1, IR_VERSION) + opsets + _message(7, graph)


# ---- the messages of onnx.proto, by the numbers of their fields -----------------------------------------


def _node(node: Node) -> bytes:
    names = b"".join([*(_text(1, name) for name in node.inputs), *(_text(2, name) for name in node.outputs)])
    kept = b"".join(_message(5, _attribute(*item)) for item in node.attributes.items())
    return names + _text(4, node.operator) + _text(7, node.domain) + kept


def _attribute(name: str, value: int | float) -> bytes:
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, _INT)
    return _text(1, name) + _varint(2 << 3 | 5) + struct.pack("<f", value) + _number(20, _FLOAT)


def _tensor(name: str, array: NDArray[np.float32]) -> bytes:
    sizes = b"".join(_number(1, size) for size in array.shape)
    elsewhere = _message(13, _text(1, "location") + _text(2, name)) + _number(14, _EXTERNAL)
    return sizes + _number(2, _FLOAT) + _text(8, name) + elsewhere


def _value(name: str, shape: Shape) -> bytes:
    sizes = (_text(2, size) if isinstance(size, str) else _number(1, size) for size in shape)
    dimensions = b"".join(_message(1, size) for size in sizes)
    return _text(1, name) + _message(2, _message(1, _number(1, _FLOAT) + _message(2, dimensions)))


# ---- the wire format of protocol buffers ----------------------------------------------------------------


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _message(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _text(number: int, value: str) -> bytes:
    return _message(number, value.encode())
