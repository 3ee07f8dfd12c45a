"""Runs chapters with files of the reader's own: the digits of MNIST, a table of irises, names, a play.

Usage: python Tests/Comparison/dropins.py [WORD ...]

Makes small files in those formats and gives each to its chapters by `-P`, as the table in `notebooks/README.md` says.
With words it runs only the cases whose name contains one of them. The digits and the irises are those of the course,
written as MNIST and UCI write theirs, so every claim has to hold. Chapter 4 claims nothing of names and of a play:
there a claim may fail, and any other error counts. Files that are wrong have to be refused with the place of the
mistake. Needs a release build of lectern, and minutes: it runs whole chapters.
"""

import pathlib
import random
import re
import struct
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field

root = pathlib.Path(__file__).resolve().parent.parent.parent
lectern = root / ".build" / "release" / "lectern"
bundled = root / "Sources" / "Datasets" / "Bundled"


@dataclass
class Case:
    name: str
    chapter: str
    files: dict = field(default_factory=dict)  # parameter -> path
    holds: bool = True  # whether the claims have to hold
    refusal: str = ""  # what the run has to say when it refuses the file


def quoted(file):
    """The words of the text between triple quotes in a Swift file."""
    return re.search(r'"""\n(.*?)"""', (bundled / file).read_text(encoding="utf-8"), re.DOTALL).group(1).split()


def idx(file, shape, numbers):
    """Bytes in the format of MNIST: a type, the sizes, the numbers."""
    file.write_bytes(struct.pack(f">HBB{len(shape)}I", 0, 8, len(shape), *shape) + bytes(numbers))


def picture(digit):
    """A digit of 8 by 8 cells as one of 28 by 28 pixels: blocks of 3 by 3, and a border of 2."""
    ink = [0 if cell == "." else round((ord(cell) - ord("a") + 1) * 255 / 16) for cell in digit[1:]]
    pixels = []
    for row in range(-2, 26):
        for column in range(-2, 26):
            inside = 0 <= row < 24 and 0 <= column < 24
            pixels.append(ink[8 * (row // 3) + column // 3] if inside else 0)
    return pixels


def irises():
    """A flower a line, as UCI's file has them, an empty line at the end included."""
    flowers = quoted("IrisData.swift")
    kinds = ["Iris-setosa", "Iris-versicolor", "Iris-virginica"]
    lines = []
    for place, flower in enumerate(flowers):
        lengths = [f"{flower[k]}.{flower[k + 1]}" for k in range(0, 8, 2)]
        lines.append(",".join([*lengths, kinds[place // 50]]))
    return "\n".join(lines) + "\n\n"


def names(chance):
    """A name a line, in small letters, about 40 000 characters; there is no space in the file."""
    starts = ["b", "d", "k", "l", "m", "n", "r", "s", "t", "v", "j"]
    lines = []
    while sum(map(len, lines)) < 40_000:
        syllables = [chance.choice(starts) + chance.choice("aeiou") for _ in range(chance.randint(1, 4))]
        lines.append("".join(syllables) + chance.choice(["", "n", "s", "h"]))
    return "\n".join(lines) + "\n"


def play(chance):
    """Speakers in capitals and short lines below them, about 40 000 characters."""
    words = ["the", "a", "king", "queen", "night", "sword", "letter", "comes", "goes", "never", "always", "my", "to"]
    speeches = []
    while sum(map(len, speeches)) < 40_000:
        lines = [" ".join(chance.choices(words, k=6)).capitalize() + chance.choice(",.!?;") for _ in range(3)]
        speeches.append(chance.choice(["ANNA", "BRUNO", "CLARA"]) + ":\n" + "\n".join(lines) + "\n")
    return "\n".join(speeches)


def write(folder):
    """The files, by what they are."""
    digits = quoted("DigitsData.swift")
    files = {
        name: folder / name
        for name in [
            "train-images-idx3-ubyte",
            "train-labels-idx1-ubyte",
            "iris.data",
            "iris.csv",
            "names.txt",
            "play.txt",
        ]
    }
    idx(
        files["train-images-idx3-ubyte"], [len(digits), 28, 28], [pixel for digit in digits for pixel in picture(digit)]
    )
    idx(files["train-labels-idx1-ubyte"], [len(digits)], [int(digit[0]) for digit in digits])
    files["iris.data"].write_text(irises(), encoding="utf-8")
    files["iris.csv"].write_text("length,width,length,width,species\n" + irises(), encoding="utf-8")
    files["names.txt"].write_text(names(random.Random(1)), encoding="utf-8")
    files["play.txt"].write_text(play(random.Random(2)), encoding="utf-8")
    return files


def cases(files):
    images, labels = files["train-images-idx3-ubyte"], files["train-labels-idx1-ubyte"]
    digits = {"mnistImages": images, "mnistLabels": labels}
    swapped = {"mnistImages": labels, "mnistLabels": images}
    return [
        Case("01 digits and irises", "01-feedforward", digits | {"irisTable": files["iris.data"]}),
        Case("02 digits", "02-training", digits),
        Case("03 digits", "03-cnn", digits),
        Case("04 names", "04-rnn", {"text": files["names.txt"]}, holds=False),
        Case("04 play", "04-rnn", {"text": files["play.txt"]}, holds=False),
        Case("05 play", "05-lstm", {"text": files["play.txt"]}),
        Case(
            "01 irises with a header",
            "01-feedforward",
            {"irisTable": files["iris.csv"]},
            refusal="expected a number in field 1",
        ),
        Case("02 labels for images", "02-training", swapped, refusal="expected images: 3 axes"),
        Case("04 no such text", "04-rnn", {"text": "/nowhere/play.txt"}, refusal="/nowhere/play.txt"),
    ]


def fault(case, folder):
    """What is wrong with the run of a case; nothing if all is well. Claims that may fail are counted."""
    page = folder / "page.html"
    page.unlink(missing_ok=True)
    command = [lectern, "run", "--quiet", f"notebooks/{case.chapter}.md", "-o", page]
    for name, value in case.files.items():
        command += ["-P", f"{name}:{value}"]
    run = subprocess.run([str(word) for word in command], check=False, cwd=root, capture_output=True, text=True)
    errors = [line for line in (run.stdout + run.stderr).splitlines() if " error: " in line]
    claims = [line for line in errors if "claim does not hold" in line]
    others = [line for line in errors if line not in claims]
    if case.refusal:
        return (
            "" if any(case.refusal in line for line in others) else f"not refused with “{case.refusal}”: {others[:3]}"
        )
    if others or (claims and case.holds):
        return "\n    ".join(others + (claims if case.holds else []))
    if run.returncode != 0 and not claims:
        return f"status {run.returncode}: {(run.stderr or run.stdout)[-400:]}"
    if not page.exists():
        return "no page"
    if claims:
        print(f"    {len(claims)} claims about the course's own text don't hold")
    return ""


def main():
    words = sys.argv[1:]
    failed = 0
    with tempfile.TemporaryDirectory(prefix="lectern-dropins-") as name:
        folder = pathlib.Path(name)
        files = write(folder)
        chosen = [case for case in cases(files) if not words or any(word in case.name for word in words)]
        if not chosen:
            sys.exit(f"no case has one of {words} in its name")
        for case in chosen:
            problem = fault(case, folder)
            failed += bool(problem)
            print(
                f"{'FAILED' if problem else 'ok':6} {case.name}" + (f"\n    {problem}" if problem else ""), flush=True
            )
    if failed:
        sys.exit(f"{failed} of {len(chosen)} failed")


if __name__ == "__main__":
    main()
