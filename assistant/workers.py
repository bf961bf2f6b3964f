"""The threads that the networks run on: one for each core, shared by all who ask.

Networks run one thread each: threads that share a batch wait for each other at every layer. This file knows no
network.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

MOST = 4


@lru_cache(maxsize=1)
def workers() -> ThreadPoolExecutor:
    """The pool, for all who ask: more threads would only take the cores from each other. What runs on it must not
    wait for something else that does."""
    return ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, MOST), thread_name_prefix="network")
