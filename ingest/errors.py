"""Errors of reading and keeping documents.

    PinciteError                      every error a user may be shown; its text is one clear sentence
    └── IngestError                   a document could not be read or kept
        ├── UnreadableError           the file is damaged, empty, or not what its name says
        ├── UnsupportedFormatError    no reader for this kind of file
        ├── PasswordError             the file is encrypted and no (or a wrong) password was given
        ├── LimitError                reading passed its limit of time, size or memory
        └── LibraryError              the library's folder can't be used
            └── DocumentNotFoundError no such document in the library

What other programs say in their errors is told in one line, without keys. This file doesn't know how errors are shown;
callers print `str(error)`.
"""

import os
import re
from collections.abc import Mapping

# Names of variables with something secret in them, and the look of the usual keys, also where a server has starred
# their middle out.
SECRET_NAME = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD|AUTH)$")
SECRET = re.compile(r"\b(?:sk|pk|rk|gsk|xai|hf|ghp|AIza)[-_][\w*.…-]{6,}|\bBearer\s+[^\s\"',}]{6,}")
SHORTEST_SECRET = 6  # characters; shorter values may be words


class PinciteError(Exception):
    """Base of every error whose text is meant for a user: one sentence naming the thing and the way out."""


class IngestError(PinciteError):
    """A document could not be read or kept."""


class UnreadableError(IngestError):
    """The file is damaged, empty, or not what its name says."""


class UnsupportedFormatError(IngestError):
    """There is no reader for this kind of file."""


class PasswordError(IngestError):
    """The file is encrypted and no password, or a wrong one, was given."""


class LimitError(IngestError):
    """Reading passed its limit of time, size or memory."""


class LibraryError(IngestError):
    """The library's folder can't be used."""


class DocumentNotFoundError(LibraryError):
    """No document of that name is in the library."""


def redacted(text: str, env: Mapping[str, str] | None = None) -> str:
    """The text with [key] for what looks like a key and for every value of a variable whose name says that it is
    secret (OPENAI_API_KEY, PINCITE_AUTH, …): a server may repeat in an error what it was sent."""
    secrets = (value for name, value in (os.environ if env is None else env).items() if SECRET_NAME.search(name))
    for value in sorted((v.strip() for v in secrets), key=len, reverse=True):
        if len(value) >= SHORTEST_SECRET:
            text = text.replace(value, "[key]")
    return SECRET.sub("[key]", text)


def first_line(error: Exception, most: int = 160) -> str:
    """The first line of an error's text without keys, of at most `most` characters; the name of its class where it has
    none."""
    lines = redacted(str(error)).strip().splitlines() or [type(error).__name__]
    return lines[0][:most]
