"""What the deterministic evidence reports of a claim: one thing its source has, lacks or says otherwise.

This file doesn't know how things are found (evidence.py, number_checks.py) or weighed (checking.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the evidence says of a claim. `kind` is number, date, unit, name, negation, antonym, quantifier,
    comparative, modality, force, role, holder, addition or words; `supports` is False where the source lacks it or says
    otherwise, and `conflict` True where it says otherwise. `reason` is for a person; `span` are the claim's words it
    is about."""

    kind: str
    supports: bool
    reason: str
    span: Span | None = None
    conflict: bool = False
