"""BEGIN (Dziri et al. 2022): responses of dialogue models against the knowledge they were given. CC BY, CDLA.

Generic responses make no claim and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eval.datasets.files import find, read_table, value
from eval.datasets.records import Label, LabelledClaim

PARTS = (("wow", "begin_dev_wow.tsv"), ("cmu-dog", "begin_dev_cmu.tsv"), ("topicalchat", "begin_dev_tc.tsv"))


def load(folder: Path) -> Iterator[LabelledClaim]:
    """The development responses of all three parts."""
    for part, name in PARTS:
        for i, row in enumerate(read_table(find(folder, "begin", part, name), tabs=True)):
            said = value(dict(row), "begin_label", "begin")
            if said == "Generic":
                continue
            label = Label.SUPPORTED if said == "Fully attributable" else Label.UNSUPPORTED
            yield LabelledClaim(f"{part}-{i}", row["response"], row["knowledge"], label, group=row["knowledge"])
