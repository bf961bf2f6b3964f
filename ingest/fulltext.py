"""Text and questions made ready for a full-text index: pure functions.

Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese runs become overlapping pairs of characters (as in Lucene's
CJKBigramFilter), because they aren't parted by spaces; everything else is left to the index's own tokenizer.
This file doesn't know which database holds the index.
"""

from __future__ import annotations

import re
import unicodedata

# A question's words beyond this many add time and no precision.
MAX_TERMS = 48

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u3005\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_WORD = re.compile(r"\w+")

# Words that say nothing about what is asked. Question words are among them; "not", "who" as a name of the
# World Health Organization and the like are the dense search's business.
_STOP_WORDS = """
a about after again all also am an and any are as at be because been before being between both but by can could
did do does doing done during each either for from further had has have having he her here hers him his how however
i if in into is it its itself just let like many may me might more most much must my nor of off on one only or other
our out over own per please s said same say says shall she should since so some such tell than that the their them
then there these they this those through thus to too under until up upon us very via was we were what when where
whether which while who whom whose why will with would you your according author describe discuss explain mention
document documents text passage chapter article
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def indexed_text(text: str) -> str:
    """The words of `text` as the index should see them: NFKC, unspaced scripts cut into overlapping pairs."""
    folded = unicodedata.normalize("NFKC", text)
    return _UNSPACED.sub(lambda run: " " + " ".join(_pairs(run[0])) + " ", folded)


def query_terms(question: str) -> tuple[str, ...]:
    """The distinct words of a question worth looking up, in order; stop-words go unless nothing else is left."""
    words = dict.fromkeys(word.casefold() for word in _WORD.findall(indexed_text(question[:20_000])))
    telling = [word for word in words if word not in STOP_WORDS]
    return tuple(telling or words)[:MAX_TERMS]
