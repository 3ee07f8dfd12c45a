"""Measures the benchmark's cases with PyTorch (eager, compiled), JAX (compiled), numpy and pyarrow.

    python Sources/bench/Peers/peers.py [--peer eager|compile|jax|numpy|pyarrow|all] [--only NAME] [--case LINE]
        [--seconds S] [--threads N] [--memory-after LINE] [--limit S]

Prints one line for each case: its name, the peer, `us=` the microseconds of a step (the median of windows), `weights=`
the number of elements in the model's matrices, and the loss, `first=` before and `last=` after all steps; `absent` if
the peer has no such case, or `failed:` and why. With --memory-after it prints `bytes=`: how far the process grew in
three steps, after three steps of that other case. The cases are those of Sources/BenchmarkModels/cases.txt, or a line
in its form. Needs torch==2.13.0, jax==0.10.2, numpy and pyarrow. `bench against` runs it in turn with the engine and
prints the ratios.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import signal
import statistics
import time
from collections.abc import Callable

import table
from step import Step

PEERS = ["eager", "compile", "jax", "numpy", "pyarrow"]


def timed(step: Callable[[], object], seconds: float) -> float:
    """The median of windows of about a tenth of a second, in microseconds."""
    for _ in range(5):
        step()
    start, count = time.perf_counter(), 0
    while time.perf_counter() - start < 0.1:
        step()
        count += 1
    windows, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(windows) < 3:
        start = time.perf_counter()
        for _ in range(count):
            step()
        windows.append((time.perf_counter() - start) / count)
    return statistics.median(windows) * 1e6


def make(peer: str, case: table.Case, threads: int) -> Step | None:
    """A case ready to run; None if the peer has no such case."""
    if (case.mode == "load") != (peer in ("numpy", "pyarrow")):
        return None
    if case.mode == "load":
        import peers_loading

        return peers_loading.make(case, peer)
    if peer == "jax":
        import peers_jax

        return peers_jax.make(case)
    import peers_torch

    if threads:
        peers_torch.torch.set_num_threads(threads)
    return peers_torch.make(case, peer == "compile")


def time_report(step: Step, seconds: float) -> str:
    """The line for a timed case, after its name and the peer's."""
    first = float(step.run()) if step.has_loss else None
    microseconds = timed(step.run, seconds)
    losses = "" if first is None else f" first={first:.6g} last={float(step.run()):.6g}"
    return f"us={microseconds:.2f} weights={step.weights}{losses}"


def resident(field: str) -> int:
    """The memory of this process in bytes: now (VmRSS) or at most so far (VmHWM)."""
    with open("/proc/self/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith(field))
    return int(line.split()[1]) * 1024


def memory_report(first: Callable[[], Step | None], second: Callable[[], Step | None]) -> str:
    """How far the process grew in the second case, after the first had loaded the code."""

    def run(maker: Callable[[], Step | None]) -> None:
        step = maker()
        for _ in range(3 if step else 0):
            step.run()

    run(first)
    # What is free goes back to the system: otherwise a small case would find enough memory without growing.
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")  # Linux: resets the maximum to the current value
    before = resident("VmRSS")
    run(second)
    return f"bytes={max(0, resident('VmHWM') - before)}"


def report(peer: str, case: table.Case, options: argparse.Namespace) -> str:
    """The line for a case, after its name and the peer's."""

    def maker(case: table.Case) -> Callable[[], Step | None]:
        return lambda: make(peer, case, options.threads)

    try:
        if options.memory_after:
            return memory_report(maker(table.parse(options.memory_after)), maker(case))
        step = maker(case)()
        return time_report(step, options.seconds) if step else "absent"
    except Exception as error:  # one case must not stop the others, whatever a library does
        return f"failed: {type(error).__name__}: {' '.join(str(error).split())[:200]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", default="all", choices=[*PEERS, "all"])
    parser.add_argument("--only", help="the name of a case")
    parser.add_argument("--case", help="a case that is not in the table, as a line of it")
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--memory-after", metavar="LINE")
    parser.add_argument("--limit", type=int, default=0, help="seconds after which the process ends itself")
    options = parser.parse_args()
    if options.limit:
        signal.alarm(options.limit)
    cases = [table.parse(options.case)] if options.case else table.read()
    for peer in PEERS if options.peer == "all" else [options.peer]:
        for case in cases:
            if options.only in (None, case.name):
                print(f"{case.name:16s} {peer:8s} {report(peer, case, options)}", flush=True)


if __name__ == "__main__":
    main()
