"""Where the `pincite` command begins: it can be stopped from the first, while the rest is still being imported."""

from __future__ import annotations

import sys

STOPPED = 130  # exit status, as cli.py has it


def main() -> int:
    """Run the command line and give its exit status."""
    try:
        from web.cli import main as run

        return run()
    except KeyboardInterrupt:
        print("pincite: stopped", file=sys.stderr)
        return STOPPED
