"""By what two things are compared: "larger", "more often", "less important", "mattered more".

Pure functions of strings. This file doesn't know what is compared (order.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.claims.matching import STOP, WORD, stem
from assistant.words.lexicon import listed

_MORE = frozenset(listed("more less fewer better worse rather"))
_LESS = frozenset(listed("less fewer worse"))
_ALIKE = {"times": "often", "frequently": "often", "frequent": "often", "significant": "important"}
_SCALE = {stem(word): stem(other) for word, other in _ALIKE.items()}  # what measures one thing
_WEIGHING = frozenset(listed("matter matters mattered count counts counted weigh weighs weighed"))


def _weight(said: Sequence[re.Match[str]]) -> str:
    """ "Important" where something matters or counts more, without an adjective."""
    return "important" if said and said[-1][0].lower() in _WEIGHING else ""


def comparative(before: str) -> tuple[str, int] | None:
    """By what is compared, and whether less of it: the last comparative before "than", with its adjective after "more"
    and "less"."""
    found = list(WORD.finditer(before))[-8:]
    for at in range(len(found) - 1, -1, -1):
        word = found[at][0].lower()
        if word in _MORE:
            following = next((m[0] for m in found[at + 1 : at + 2] if m[0].lower() not in STOP), "")
            after = following or _weight(found[:at])
            return _SCALE.get(stem(after), stem(after)) if after and word in ("more", "less") else word.replace(
                "fewer", "less"
            ).replace("less", "more"), -1 if word in _LESS else 1
        if (
            word.endswith("er")
            and len(word) > 4
            and word not in ("other", "another", "rather", "whether", "under", "over", "after")
        ):
            return stem(word), 1
    return None
