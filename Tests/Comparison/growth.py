"""How the processor time of `lectern check` grows with a notebook's cells, their lines, values, links and exercises.

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
# What each notebook begins with, what it has again and again, and what it ends with.
forms = {
    "cells": ("", lambda number: f"```{{swift}}\nlet v{number} = {number}\nprint(v{number})\n```\n\n", ""),
    "values": ("", lambda number: f"Value `{{swift}} 1 + {number}`.\n\n", ""),
    # In a function, because the compiler's own time grows with the square of the statements at the top level.
    "lines": (
        "```{swift}\nfunc f() {\n",
        lambda number: "".join(f"  print({number}, {line})\n" for line in range(10)),
        "}\n```\n",
    ),
    "links": ("", lambda number: f"[text][name{number}] ", "\n\n```{swift}\n1\n```\n"),
    "exercises": (
        "",
        lambda number: (
            f"```{{swift}}\n//| exercise: ex-a{number}\nlet a{number} = 1\n```\n\n"
            f'```{{swift}}\n//| check: ex-a{number}\nclaim("it is 2", a{number} == 2)\n```\n\n'
            f"```{{swift}}\n//| solution: ex-a{number}\nlet a{number} = 2\n```\n\n"
        ),
        "",
    ),
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
    for name, (head, piece, tail) in forms.items():
        before = None
        for count in counts:
            notebook = pathlib.Path(folder) / f"{name}-{count}.md"
            notebook.write_text(head + "".join(map(piece, range(count))) + tail, encoding="utf-8")
            time = seconds(notebook)
            growth = ""
            if before:
                growth = f"{math.log(time / before[1]) / math.log(count / before[0]):6.2f}"
            print(f"{count:6} {name:9} {time:7.2f} s {growth}", flush=True)
            before = (count, time)
