"""Times how long an edited notebook takes until its page is there: `lectern run` beside nbconvert and Jupyter Book.

Usage: python Tests/Comparison/edits.py [RUNS]

The notebook is `quadrants.md`, and the same work in Python. Either a word of prose changes, or the code of the last
cell, or nothing. The three run in turn; Jupyter Book keeps results too (`execute_notebooks: cache`), nbconvert none.
Needs torch, matplotlib, nbconvert, ipykernel and jupyter-book 1 in the Python that runs it, and a release build of
lectern.
"""

import os
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
# What a command finds by name belongs to the Python that runs this.
environment = dict(os.environ, PATH=f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}")


def seconds(*command):
    start = time.perf_counter()
    words = [str(word) for word in command]
    subprocess.run(words, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def write(folder, edit, number):
    """Writes both notebooks with the given edit."""
    text = (here / "quadrants.md").read_text(encoding="utf-8")
    notebook = quadrants.notebook()
    if edit == "prose":
        text += f"\nSentence {number}.\n"
        notebook.cells[0].source += f" Sentence {number}."
    elif edit == "code":
        fence = text.rindex("```{swift}")
        end = text.index("\n```", fence)
        text = f"{text[:end]}\nprint({number}){text[end:]}"
        notebook.cells[-1].source += f"\nprint({number})"
    (folder / "quadrants.md").write_text(text, encoding="utf-8")
    nbformat.write(notebook, folder / "quadrants.ipynb")
    nbformat.write(notebook, folder / "book" / "quadrants.ipynb")


def measure(folder):
    python = [sys.executable, "-m"]
    return (
        seconds(lectern, "run", folder / "quadrants.md", "-o", folder / "ours.html", "--quiet"),
        seconds(*python, "jupyter", "nbconvert", "--execute", "--to", "html", folder / "quadrants.ipynb"),
        seconds(pathlib.Path(sys.executable).parent / "jupyter-book", "build", folder / "book"),
    )


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    environment["XDG_CACHE_HOME"] = str(folder / "cache")
    (folder / "book").mkdir()
    (folder / "book" / "_config.yml").write_text("title: A book\nexecute:\n  execute_notebooks: cache\n")
    (folder / "book" / "_toc.yml").write_text("format: jb-book\nroot: quadrants\n")
    write(folder, "nothing", 0)
    measure(folder)
    print("seconds, medians   lectern run   nbconvert   Jupyter Book")
    for edit in ("nothing", "prose", "code"):
        times = []
        for number in range(1, runs + 1):
            write(folder, edit, number)
            times.append(measure(folder))
        ours, nbconvert, book = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"{edit:16}{ours:14.2f}{nbconvert:12.2f}{book:15.2f}", flush=True)
