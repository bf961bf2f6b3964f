"""Whether the passages hold the answer: a calibrated confidence, and the words of a refusal.

This file doesn't know how passages were found or how answers are written.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.answer import Passage
from assistant.wording import content_words


def coverage(query: str, texts: Sequence[str]) -> float:
    """The share of the question's content words that stand in the texts, 0 to 1; 1 for a question without any."""
    asked = set(content_words(query))
    return len(asked & set(content_words(" ".join(texts)))) / len(asked) if asked else 1.0


def confidence(query: str, passages: Sequence[Passage]) -> float:
    """The probability, 0 to 1, that the passages (best first) hold the answer to the question."""
    if not passages:
        return 0.0
    logit = 0.45 * passages[0].score + 3.0 * coverage(query, [passage.chunk.text for passage in passages[:3]])
    return 1 / (1 + math.exp(-logit))
