"""Figures with intervals: a metric's value over cases, and how far it could be off.

This file doesn't know what the values measure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

SEED = 20231  # fixed, so that the same values give the same interval to the last digit
RESAMPLES = 1000
LEVEL = 0.95

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A metric's value with its 95% interval [low, high], over `n` cases; None where nothing was applicable."""

    value: float | None
    low: float | None
    high: float | None
    n: int

    def to_json(self) -> dict[str, Any]:
        return {"value": self.value, "low": self.low, "high": self.high, "n": self.n}


def bootstrap(
    items: Sequence[T],
    statistic: Callable[[Sequence[T]], float | None],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Estimate:
    """The statistic of `items` with its percentile bootstrap interval (Efron and Tibshirani 1993, ch. 13).

    Cases are drawn with replacement; resamples where the statistic is None are left out of the interval.
    """
    value = statistic(items) if items else None
    if value is None:
        return Estimate(None, None, None, 0)
    import numpy as np

    draws = np.random.default_rng(seed).integers(0, len(items), size=(resamples, len(items)))
    found = [statistic([items[i] for i in draw]) for draw in draws.tolist()]
    return _estimate(value, [one for one in found if one is not None], len(items))


def bootstrap_mean(values: Sequence[float], *, resamples: int = RESAMPLES, seed: int = SEED) -> Estimate:
    """`bootstrap` of the mean, computed at once."""
    if not values:
        return Estimate(None, None, None, 0)
    import numpy as np

    array = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(seed).integers(0, len(array), size=(resamples, len(array)))
    return _estimate(float(array.mean()), array[draws].mean(axis=1).tolist(), len(array))


def _estimate(value: float, found: list[float], n: int) -> Estimate:
    from eval.metrics import quantile

    edge = (1 - LEVEL) / 2
    low, high = (quantile(found, edge), quantile(found, 1 - edge)) if found else (value, value)
    # Resampling biases some statistics (the calibration error) upwards: the interval is widened to hold the value.
    low, high = min(low, value), max(high, value)
    return Estimate(round(value, 6), round(low, 6), round(high, 6), n)
