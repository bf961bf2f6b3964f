"""The shipped samples: six short scholarly documents written for this project, in six formats.

Their authors and the works they cite are invented; dates, sums and events are real, and opinions are the
invented authors' own. This file doesn't know how a document is read or how the binary ones are built.
"""

from pathlib import Path

NAMES = (
    "confluence-to-quad.pdf",
    "gulf-war-contribution.md",
    "human-security-forum.txt",
    "kedo-reactors.epub",
    "peacekeeping-law.html",
    "security-council-seat.docx",
)


def sample_paths() -> tuple[Path, ...]:
    """The six sample documents, sorted by name."""
    folder = Path(__file__).parent
    return tuple(folder / name for name in NAMES)
