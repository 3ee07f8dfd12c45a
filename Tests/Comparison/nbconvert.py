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

CELLS = [
    """import torch
torch.manual_seed(0)
x = torch.rand(256, 2) * 2 - 1
labels = (x[:, :1] * x[:, 1:] > 0).float()
x.shape""",
    """model = torch.nn.Sequential(
    torch.nn.Linear(2, 16), torch.nn.Tanh(), torch.nn.Linear(16, 16), torch.nn.Tanh(), torch.nn.Linear(16, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)""",
    """losses = []
for _ in range(1000):
    optimizer.zero_grad()
    loss = torch.nn.functional.binary_cross_entropy_with_logits(model(x), labels)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print("last loss:", losses[999])""",
    """import matplotlib.pyplot as plt
plt.plot(losses)
plt.xlabel("step"); plt.ylabel("loss"); plt.show()""",
    """with torch.no_grad():
    accuracy = ((model(x) > 0).float() == labels).float().mean().item()""",
    """assert accuracy >= 0.95
accuracy""",
]

here = pathlib.Path(__file__).resolve().parent
lectern = here.parent.parent / ".build" / "release" / "lectern"
runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5


def seconds(command):
    start = time.perf_counter()
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    nbformat.write(notebook, folder / "quadrants.ipynb")
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
