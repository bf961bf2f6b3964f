"""The words that a question quotes, between the quotation marks of many languages. This file doesn't know whose they
are."""

from __future__ import annotations

import re

# The marks that a language opens and closes a quotation with; „ and » close with marks that open others.
QUOTED = re.compile(
    r"„\s*([^„“”\"]{4,200}?)\s*[“”\"]|»([^«»]{4,200})«|«\s*([^«»]{4,200}?)\s*»|[“\"]([^”\"]{4,200})[”\"]"
    r"|「([^「」]{2,200})」|『([^『』]{2,200})』|《([^《》]{2,200})》"
)


def quoted_in(text: str) -> tuple[str, ...]:
    """What stands between quotation marks, in order."""
    return tuple(next(filter(None, match.groups())) for match in QUOTED.finditer(text))
