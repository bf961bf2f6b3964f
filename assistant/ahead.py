"""A judge asked beforehand, in a thread, so that its network runs beside another's. This file doesn't know what is
judged, nor why."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from assistant.protocols import Judge, Judgement

Pairs = tuple[tuple[str, str], ...]


class JudgeAhead:
    """The judge of one question: what was begun is waited for, anything else asked at once."""

    def __init__(self, judge: Judge, threads: ThreadPoolExecutor) -> None:
        self.name = judge.name
        self._judge, self._threads = judge, threads
        self._begun: dict[Pairs, Future[list[Judgement]]] = {}

    def begin(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Start judging these (claim, source) pairs, which are likely to be asked about together."""
        if (key := tuple(pairs)) and key not in self._begun:
            self._begun[key] = self._threads.submit(self._judge.judge, key)

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        """One judgement a pair, in order. Raises what the judge raises."""
        begun = self._begun.get(tuple(pairs))
        return begun.result() if begun else self._judge.judge(pairs)
