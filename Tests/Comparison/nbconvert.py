"""Times `lectern run quadrants.md` against `jupyter nbconvert --execute --to html` on the same work.

Usage: python Tests/Comparison/nbconvert.py [RUNS]
Needs torch, matplotlib, nbformat, nbconvert and ipykernel in the Python that runs it, and a release build of
lectern. The two run in turn; it prints both medians and the median of the ratios.
"""

import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import nbformat
import quadrants

here = pathlib.Path(__file__).resolve().parent
lectern = here.parent.parent / ".build" / "release" / "lectern"
runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5


def seconds(command):
    start = time.perf_counter()
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    nbformat.write(quadrants.notebook(), folder / "quadrants.ipynb")
    ours = [lectern, "run", here / "quadrants.md", "-o", folder / "ours.html", "--quiet", "--fresh"]
    theirs = [
        sys.executable,
        "-m",
        "jupyter",
        "nbconvert",
        "--execute",
        "--to",
        "html",
        folder / "quadrants.ipynb",
        "--output",
        "theirs.html",
    ]
    seconds(ours), seconds(theirs)
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]

ratios = [theirs / ours for ours, theirs in pairs]
print(f"lectern run        {statistics.median(ours for ours, _ in pairs):6.2f} s")
print(f"jupyter nbconvert  {statistics.median(theirs for _, theirs in pairs):6.2f} s")
print(f"ratio              {statistics.median(ratios):6.1f}  ({min(ratios):.1f} to {max(ratios):.1f})")
