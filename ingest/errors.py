"""Errors of reading and keeping documents.

    PinciteError                      every error a user may be shown; its text is one clear sentence
    └── IngestError                   a document could not be read or kept
        ├── UnreadableError           the file is damaged, empty, or not what its name says
        ├── UnsupportedFormatError    no reader for this kind of file
        ├── PasswordError             the file is encrypted and no (or a wrong) password was given
        ├── LimitError                reading passed its limit of time, size or memory
        └── LibraryError              the library's folder can't be used
            └── DocumentNotFoundError no such document in the library

This file doesn't know how errors are shown; callers print `str(error)`.
"""


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


def first_line(error: Exception, most: int = 160) -> str:
    """The first line of an error's text, of at most `most` characters; the name of its class where it has none."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:most]
