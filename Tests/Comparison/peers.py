"""Times the benchmark's cases with PyTorch (eager, compiled) and JAX (compiled).

    python Tests/Comparison/peers.py [--peer eager|compile|jax|all] [--only CASE] [--seconds S] [--threads N]

Prints a line a case: case, peer, microseconds a step (the median of windows). A step is forward, loss, backward and
Adam, with the gradients clipped to the global norm 1 for the recurrent and attention models; the cases that end in
"-one" are a forward pass of one sample. Needs torch==2.13.0 and jax==0.10.2. `bench against` runs it in turn with
the engine and prints the ratios.
"""
import argparse
import statistics
import time


def timed(step, seconds):
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


def cases(peer, threads):
    if peer == "jax":
        import peers_jax

        return peers_jax.cases()
    import peers_torch

    if threads:
        peers_torch.torch.set_num_threads(threads)
    return peers_torch.cases(peer == "compile")


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--peer", default="all", choices=["eager", "compile", "jax", "all"])
parser.add_argument("--only")
parser.add_argument("--seconds", type=float, default=1.0)
parser.add_argument("--threads", type=int, default=0)
arguments = parser.parse_args()

for peer in ["eager", "compile", "jax"] if arguments.peer == "all" else [arguments.peer]:
    for name, make in cases(peer, arguments.threads):
        if arguments.only in (None, name):
            print(f"{name:14s} {peer:8s} {timed(make(), arguments.seconds):10.1f}", flush=True)
