"""Several training processes of one thread each that average their weights now and then: on a busy CPU they waste less
than one process of as many threads. This file knows no network and no data.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

import torch
from torch import Tensor


def start_workers(
    module: str, options: argparse.Namespace, arguments: Sequence[str] | None
) -> list[subprocess.Popen[bytes]]:
    """The other processes of the command `python -m module`, each a rank of its own, and this one's place among them.
    `options` has `out`, `rank` and `workers`."""
    if options.workers == 1:
        return []
    meeting = options.out / "meeting"
    started = []
    if options.rank == 0:
        meeting.unlink(missing_ok=True)
        given = list(arguments if arguments is not None else sys.argv[1:])
        started = [
            subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, "-m", module, *given, "--rank", str(rank)],
                env=os.environ | {"OMP_NUM_THREADS": "1"},
                start_new_session=True,  # so that a busy machine gives each of them a share of its own
            )
            for rank in range(1, options.workers)
        ]
    torch.distributed.init_process_group(
        "gloo", init_method=f"file://{meeting.resolve()}", rank=options.rank, world_size=options.workers
    )
    return started


def average(weights: Sequence[Tensor], done: float, world: int) -> bool:
    """Averages the weights over all processes; whether any of them is done."""
    if world == 1:
        return done >= 1
    flat = torch.cat([p.detach().flatten() for p in weights] + [torch.tensor([float(done >= 1)])])
    torch.distributed.all_reduce(flat)
    flag = float(flat[-1])
    flat /= world
    at = 0
    for p in weights:
        p.data.copy_(flat[at : at + p.numel()].view_as(p))
        at += p.numel()
    return flag > 0
