"""Text made safe for markup: everything that came from a document, a model or a person goes through `esc`. Pure."""

from __future__ import annotations

import html


def esc(text: object) -> str:
    """Text made safe for element content and quoted attributes; control characters that HTML forbids are dropped."""
    kept = "".join(c for c in str(text) if c in "\n\t" or (ord(c) >= 32 and not 0x7F <= ord(c) < 0xA0))
    return html.escape(kept, quote=True)


def attrs(**values: object) -> str:
    """Attributes, escaped; underscores in names become hyphens; None is left out, True stands bare."""
    parts = []
    for name, value in values.items():
        if value is None or value is False:
            continue
        name = name.rstrip("_").replace("_", "-")
        parts.append(name if value is True else f'{name}="{esc(value)}"')
    return (" " + " ".join(parts)) if parts else ""
