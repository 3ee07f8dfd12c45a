"""How the processor time of `lectern check` grows with a notebook's cells, and with the values in its prose.

Usage: python Tests/Comparison/growth.py [COUNT ...]

The counts are 250, 500, 1000 and 2000 unless others are given. Each line has a count, the seconds of lectern and of the
compilers that it starts, and the exponent between this line and the one before: 1 is proportional growth, 2 a square's.
Needs a release build of lectern.
"""

import math
import os
import pathlib
import subprocess
import sys
import tempfile

lectern = pathlib.Path(__file__).resolve().parent.parent.parent / ".build" / "release" / "lectern"
forms = {
    "cells": lambda number: f"```{{swift}}\nlet v{number} = {number}\nprint(v{number})\n```\n\n",
    "values": lambda number: f"Value `{{swift}} 1 + {number}`.\n\n",
}


def seconds(notebook):
    """The processor time of a check, its compilers included."""
    check = subprocess.Popen([lectern, "check", notebook], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(check.pid, 0)
    if status != 0:
        sys.exit(f"lectern check {notebook}: status {status}")
    return usage.ru_utime + usage.ru_stime


counts = [int(word) for word in sys.argv[1:]] or [250, 500, 1000, 2000]
with tempfile.TemporaryDirectory() as folder:
    for name, piece in forms.items():
        before = None
        for count in counts:
            notebook = pathlib.Path(folder) / f"{name}-{count}.md"
            notebook.write_text("".join(map(piece, range(count))), encoding="utf-8")
            time = seconds(notebook)
            growth = ""
            if before:
                growth = f"{math.log(time / before[1]) / math.log(count / before[0]):6.2f}"
            print(f"{count:6} {name:6} {time:7.2f} s {growth}", flush=True)
            before = (count, time)
