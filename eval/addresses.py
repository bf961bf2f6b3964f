"""Addresses as they may be kept and shown: where, and not with which key. Pure."""

from __future__ import annotations

import re

ADDRESS = re.compile(
    r"(?P<scheme>\b[a-z][a-z0-9+.-]*://)(?:[^/\s\"']*@)?(?P<place>[^\s?#\"']*)(?:[?#][^\s\"']*)?", re.I
)


def without_keys(text: str) -> str:
    """The text, each address in it without user, password, query and fragment, any of which may be a key."""
    return ADDRESS.sub(r"\g<scheme>\g<place>", text)
