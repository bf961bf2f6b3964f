"""The judge (does this source support this claim?) and the reader (does this passage answer, and with which words?).

Each is a small network of the project's own, in weights/ as int8 ONNX, run by onnxruntime without torch; their card is
weights/README.md. They are of one build and began alike, so that the reader is kept as its difference from the judge.
Judges that take its place by name are in other_judges.py.
This file doesn't know of verdicts, citations or deterministic evidence: checking.py weighs those.
"""

from __future__ import annotations

import lzma
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from assistant.claims.matching import gathered, overlap, sentence_spans
from assistant.pairing import Pair, Tokens, pair, tokenize
from assistant.protocols import Judge, Judgement, Reader, Reading
from assistant.shipped import WEIGHTS, manifest
from assistant.workers import workers
from ingest.document import Span
from ingest.once import once

if TYPE_CHECKING:
    from tokenizers import Tokenizer

JUDGE, READER = "judge.onnx", "reader.xz"
OWN = "pincite"
WINDOW = 224  # tokens of a pair, as in training
WINDOWS = 3  # of a long source, the windows read at most: those that share most words with the claim
WORDS_A_TOKEN = 0.7  # in English prose, about
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Examined:
    """A judgement with what it rests on: the claim's words the source does not bear out, worst first, each with its
    probability, and the sentence of the source that speaks to the claim (None where none stands out)."""

    judgement: Judgement
    doubts: tuple[tuple[Span, float], ...]
    support: Span | None


@dataclass(frozen=True, slots=True)
class _Window:
    start: int  # code points of the source
    end: int
    pair: Pair
    tokens: Tokens


class PairNetwork:
    """The ONNX session and tokenizer: checked against the manifest's sha256 sums now, loaded when first used. With
    `reader` the reader's network, where the folder has one of its own."""

    def __init__(self, folder: Path = WEIGHTS, *, reader: bool = False) -> None:
        self._folder, self._reader = folder, reader
        self.calibration: dict[str, list[float]] = manifest(folder)["calibration"]
        self._session, self._tokenizer = once(self._load_session), once(self._load_tokenizer)

    @property
    def session(self) -> Any:
        """The network, as onnxruntime runs it."""
        return self._session()

    @property
    def tokenizer(self) -> Tokenizer:
        """Texts to tokens, neither cut nor padded."""
        return self._tokenizer()

    def prepare(self) -> None:
        """Load both now."""
        _ = self.session, self.tokenizer

    def _load_session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        judge, difference = self._folder / JUDGE, self._folder / READER
        network = with_difference(judge, difference) if self._reader and difference.is_file() else str(judge)
        return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])

    def _load_tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def run(self, pairs: Sequence[Pair]) -> Iterator[tuple[Floats, float, Floats]]:
        """(judge logits (3,), answer logit, token logits (length, 5)) a pair, in order.

        Each pair runs by itself, on a thread of its own: what is said of it doesn't depend on what it is asked with.
        """

        def one(some: Pair) -> tuple[Floats, float, Floats]:
            ids, types = (np.array([row], dtype=np.int64) for row in (some.ids, some.types))
            judge, answer, tokens = self.session.run(None, {"ids": ids, "types": types, "mask": np.ones_like(ids)})
            return judge[0], float(answer[0]), tokens[0]

        return workers().map(one, pairs)

    def windows(self, first: Tokens, text: str, query: str, *, gather: bool = False) -> list[_Window]:
        """The text as one window where it fits, else runs of whole sentences that overlap by one, at most WINDOWS of
        them, those that share most with the query; with `gather` also one window of sentences from anywhere in the
        text that together speak to the query."""
        [whole] = tokenize(self.tokenizer, [text])
        room = WINDOW - 3 - min(len(first.ids), 96)
        if len(whole.ids) <= room:
            return [_Window(0, len(text), pair(first.ids, whole.ids, limit=WINDOW), whole)]
        runs: list[tuple[int, int]] = []
        starts = [offset[0] for offset in whole.offsets]
        spans = sentence_spans(text)
        firsts = [int(np.searchsorted(starts, span.start)) for span in spans] + [len(starts)]
        at = 0
        while at < len(spans):
            end = at + 1
            while end < len(spans) and firsts[end + 1] - firsts[at] <= room:
                end += 1
            if firsts[end] - firsts[at] > room:  # one sentence longer than the window
                step = firsts[at]
                while step < firsts[end]:
                    runs.append((step, min(step + room, firsts[end])))
                    step += max(room // 2, 1)
            else:
                runs.append((firsts[at], firsts[end]))
            if end >= len(spans):
                break
            at = max(end - 1, at + 1)
        bounds = [(whole.offsets[a][0], whole.offsets[b - 1][1], a, b) for a, b in runs if b > a]
        if len(bounds) > WINDOWS:
            bounds = sorted(bounds, key=lambda b: -overlap(query, text[b[0] : b[1]]))[:WINDOWS]
        out = []
        for start, end, a, b in bounds:
            piece = Tokens(whole.ids[a:b], tuple((s - start, e - start) for s, e in whole.offsets[a:b]))
            out.append(_Window(start, end, pair(first.ids, piece.ids, limit=WINDOW), piece))
        if gather:
            chosen = [spans.index(span) for span in gathered(query, text, int(room * WORDS_A_TOKEN))]
            indices = [t for i in chosen for t in range(firsts[i], firsts[i + 1])][:room]
            piece = Tokens(tuple(whole.ids[t] for t in indices), tuple(whole.offsets[t] for t in indices))
            out.append(_Window(0, len(text), pair(first.ids, piece.ids, limit=WINDOW), piece))
        return out


class OwnJudge:
    """The project's own judge. It says nothing of texts in other languages than English that can be relied on."""

    def __init__(self, network: PairNetwork) -> None:
        self.name = OWN
        self.network = network

    def prepare(self) -> None:
        """Load the network now."""
        self.network.prepare()

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        """One calibrated judgement a (claim, source) pair; long sources are read in windows and the best is taken."""
        return [examined.judgement for examined in self.examine(pairs)]

    def examine(self, pairs: Sequence[tuple[str, str]]) -> list[Examined]:
        """As judge, with the doubted words of the claim and the place in the source that speaks to it."""
        firsts = tokenize(self.network.tokenizer, [claim for claim, _ in pairs])
        windows = [
            (index, window)
            for index, (claim, source) in enumerate(pairs)
            if claim.strip() and source.strip()
            for window in self.network.windows(firsts[index], source, claim, gather=True)
        ]
        scale, *bias = self.network.calibration["judge"]
        found: dict[int, list[tuple[Floats, _Window, Floats]]] = {}
        results = self.network.run([window.pair for _, window in windows])
        for (index, window), (judge, _, tokens) in zip(windows, results, strict=True):
            logits = judge * scale + np.array(bias, dtype=np.float32)
            found.setdefault(index, []).append((softmax(logits), window, tokens))
        nothing = Examined(Judgement(0.0, 0.0, 1.0), (), None)
        return [_examined(found[i], firsts[i]) if i in found else nothing for i in range(len(pairs))]


def _examined(found: Sequence[tuple[Floats, _Window, Floats]], first: Tokens) -> Examined:
    best = max(found, key=lambda f: float(f[0][0]))
    nearest = min(found, key=lambda f: float(f[0][2]))
    supported = float(best[0][0])
    against, lacking = float(nearest[0][1]), float(nearest[0][2])
    rest = (1 - supported) / ((against + lacking) or 1.0)
    judgement = Judgement(supported, against * rest, lacking * rest)
    _, window, tokens = best if supported >= 0.5 else nearest
    count = window.pair.first
    doubted = 1 / (1 + np.exp(-tokens[1 : 1 + count, 0]))
    doubts = sorted(
        ((Span(*first.offsets[i]), float(doubted[i])) for i in range(count) if doubted[i] >= 0.3), key=lambda d: -d[1]
    )
    support = None
    if place := _best_span(tokens[count + 2 : count + 2 + window.pair.second, 3:5], longest=120):
        start, end = window.tokens.offsets[place[0]][0], window.tokens.offsets[place[1]][1]
        support = Span(window.start + start, window.start + end)
    return Examined(judgement, tuple(doubts), support)


class OwnReader:
    """The project's own reader, for questions and passages in English."""

    def __init__(self, network: PairNetwork) -> None:
        self.name = OWN
        self.network = network

    def prepare(self) -> None:
        """Load the network now."""
        self.network.prepare()

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """One reading a passage, in order; of a long passage, its most promising window's."""
        [first] = tokenize(self.network.tokenizer, [question])
        windows = [
            (index, window)
            for index, passage in enumerate(passages)
            if passage.strip() and question.strip()
            for window in self.network.windows(first, passage, question)
        ]
        scale, bias = self.network.calibration["answer"]
        best = [Reading(0.0, 0, 0)] * len(passages)
        results = self.network.run([window.pair for _, window in windows])
        for (index, window), (_, answer, tokens) in zip(windows, results, strict=True):
            probability = 1 / (1 + math.exp(-(answer * scale + bias)))
            if probability <= best[index].answerable:
                continue
            begin = window.pair.first + 2
            place = _best_span(tokens[begin : begin + window.pair.second, 1:3], longest=24)
            if place is None:
                best[index] = Reading(probability, 0, 0)
                continue
            start, end = window.tokens.offsets[place[0]][0], window.tokens.offsets[place[1]][1]
            start, end = _whole_words(passages[index], window.start + start, window.start + end)
            best[index] = Reading(probability, start, end)
        return best


def _best_span(logits: Floats, longest: int) -> tuple[int, int] | None:
    """The (start, end), inclusive, with the highest sum of start and end logits."""
    size = len(logits)
    if not size:
        return None
    starts, ends = logits[:, 0], logits[:, 1]
    best, place = -math.inf, (0, 0)
    for start in np.argsort(-starts)[:8]:
        until = min(size, int(start) + longest)
        end = int(start) + int(np.argmax(ends[start:until]))
        if float(starts[start] + ends[end]) > best:
            best, place = float(starts[start] + ends[end]), (int(start), end)
    return place


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def softmax(logits: Floats) -> Floats:
    """Probabilities of logits, along the only axis."""
    powers = np.exp(logits - logits.max())
    result: Floats = powers / powers.sum()
    return result


def with_difference(path: Path, difference: Path) -> bytes:
    """The ONNX network that differs from the one at `path` in its weights as `difference` says: xz of each tensor's
    bytes in turn, for 8-bit integers what is to be added to them, modulo 256, for others the bytes themselves."""
    import onnx
    from onnx.numpy_helper import from_array, to_array

    network = onnx.load(str(path))
    data, at = lzma.decompress(difference.read_bytes()), 0
    for tensor in network.graph.initializer:
        array = to_array(tensor)
        part = np.frombuffer(data, array.dtype, array.size, at).reshape(array.shape)
        at += part.nbytes
        tensor.CopyFrom(from_array(array + part if array.itemsize == 1 else part, tensor.name))
    result: bytes = network.SerializeToString()
    return result


@lru_cache(maxsize=2)
def _own_network(*, reader: bool = False) -> PairNetwork:
    return PairNetwork(reader=reader)


def load_judge(name: str | None = None) -> Judge:
    """The project's own judge, or another by name.

    None or "pincite" is the shipped one. "chat:MODEL" asks a chat model ("chat:openai:gpt-4o-mini", as LangChain's
    init_chat_model names them). Any other name is an NLI cross-encoder on the hub or in a local folder.
    Raises WeightsError or JudgeError.
    """
    if name is None or name == OWN:
        return OwnJudge(_own_network())
    from assistant.other_judges import load_other_judge

    return load_other_judge(name)


def load_reader() -> Reader:
    """The project's own reader. Raises WeightsError."""
    return OwnReader(_own_network(reader=True))
