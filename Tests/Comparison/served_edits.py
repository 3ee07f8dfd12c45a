"""Times edits of every cell of a chapter in `lectern serve`: from the save until the cell prints something new.

Usage: python Tests/Comparison/served_edits.py CHAPTER... [--every N] [--pause SECONDS]

Needs a release build of lectern. For each chapter, such as notebooks/01-feedforward.md, it copies the book, waits
until the page is complete, and then changes one cell after the other, from the last to the first, so that those above
have always run. A line at the cell's beginning prints a word that was not there before; the time is that until the
page shows it. Between two edits is a pause, as whoever edits looks at what came of it. Before that it gives the time
from the first request for the page, of which no results are known, until it shows what a cell gave, and the memory of
all processes of the server, together, beside the most that the process of a plain run has, which it starts first.
"""

import argparse
import asyncio
import json
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

root = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(root / "Tests" / "ServingTests" / "Scripts"))
from client import Connection, ServerPlace  # noqa: E402

LECTERN = root / ".build" / "release" / "lectern"
# What a cell prints, shows, or has in its margin.
RESULT = re.compile('class="(output|plate|values)[ "]')


class Server:
    """A copy of the book, and the server that shows it."""

    def __init__(self, chapter):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lectern-edits-"))
        shutil.copytree(chapter.parent, self.folder / "notebooks")
        self.file = self.folder / "notebooks" / chapter.name
        self.process = subprocess.Popen(
            [LECTERN, "serve", "--no-browser", "notebooks"],
            cwd=self.folder,
            env=dict(os.environ, XDG_CACHE_HOME=str(self.folder / "cache")),
            stdout=subprocess.PIPE,
            text=True,
        )
        self.place = ServerPlace(self.process.stdout.readline())
        self.retries = 0

    def save(self, text):
        """As most editors do: a new file takes the old one's place. Returns when it did."""
        fresh = self.folder / "fresh"
        fresh.write_text(text, encoding="utf-8")
        saved = time.perf_counter()
        os.replace(fresh, self.file)
        return saved

    def memory(self):
        """The memory of the processes that run cells, shared pages once, in MB."""
        processes = descendants(self.process.pid)
        return sum(field(f"/proc/{process}/smaps_rollup", "Pss") for process in processes) / 1024

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        shutil.rmtree(self.folder)


def memory_of_run(chapter):
    """The most memory that the process of a plain run's cells has, in MB."""
    with tempfile.TemporaryDirectory(prefix="lectern-edits-") as folder:
        command = [LECTERN, "run", chapter, "-o", f"{folder}/page.html", "--fresh", "--quiet"]
        environment = dict(os.environ, XDG_CACHE_HOME=folder)
        most = 0
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as run:
            while run.poll() is None:
                for process in descendants(run.pid):
                    if "lectern-host" in read(f"/proc/{process}/comm"):
                        most = max(most, field(f"/proc/{process}/status", "VmHWM"))
                time.sleep(0.05)
    return most / 1024


def descendants(process):
    found = []
    for task in pathlib.Path(f"/proc/{process}/task").glob("*/children"):
        for child in read(task).split():
            found += [int(child), *descendants(int(child))]
    return found


def field(file, name):
    found = re.search(rf"^{name}:\s+(\d+)", read(file), re.MULTILINE)
    return int(found.group(1)) if found else 0


def read(file):
    """A process's file, or nothing if it has ended."""
    try:
        return pathlib.Path(file).read_text()
    except OSError:
        return ""


class Page:
    """What a browser that shows the page would hear."""

    def __init__(self, server, path):
        self.path = path
        self.events = Connection(server)
        self.pages = Connection(server)
        self.shown = self.text = None
        self.is_idle = False

    async def fetch(self):
        _, headers, self.text = await self.pages.get(self.path)
        self.pages.close()
        self.shown = headers["X-Lectern-Version"]

    async def listen(self):
        await self.fetch()
        await self.events.send(f"/_lectern/events?page={self.path[1:].replace('/', '%2F')}")

    async def until(self, holds, seconds):
        """Follows the page until something holds for what it shows, and returns the time of that, or `None`."""
        end = time.perf_counter() + seconds
        while True:
            if holds(self):
                return time.perf_counter()
            try:
                line = await asyncio.wait_for(self.events.reader.readline(), max(0.01, end - time.perf_counter()))
            except TimeoutError:
                return None
            if not line.startswith(b"data: {"):
                continue
            news = json.loads(line[6:])
            self.is_idle = news["state"].get("item") is None
            patch = news.get("patch")
            if news["version"] == self.shown:
                continue
            if patch and patch["base"] == self.shown:
                (self.shown, self.text) = (news["version"], "".join(patch["new"]))
            else:
                await self.fetch()


def cells(lines):
    """For each cell that runs, the line after its options."""
    found = []
    number = 0
    while number < len(lines):
        if lines[number].startswith("```{swift}"):
            start = number + 1
            while lines[start].startswith("//|"):
                start += 1
            options = "\n".join(lines[number:start])
            if not re.search(r"^//\| (exercise|check|solution|eval|error|output):", options, re.MULTILINE):
                found.append(start)
        number += 1
    return found


async def measure(chapter, every, pause):
    alone = memory_of_run(chapter)
    server = Server(chapter)
    try:
        lines = server.file.read_text(encoding="utf-8").split("\n")
        page = Page(server, f"/output/{chapter.stem}.html")
        began = time.perf_counter()
        await page.listen()
        first = await page.until(lambda page: RESULT.search(page.text), 60)
        print(f"{chapter.stem}: first result after {first - began:.3f} s", flush=True)
        await page.until(lambda page: page.is_idle, 600)
        print(f"{chapter.stem}: complete after {time.perf_counter() - began:.1f} s", flush=True)
        # A run from checkpoints needs the processes, which results from the store don't leave.
        together = server.memory()
        print(
            f"  memory {together:.0f} MB with checkpoints, {alone:.0f} MB in a plain run: {together / alone:.2f} times"
        )
        times = {}
        found = cells(lines)
        for number in reversed(range(0, len(found), every)):
            mark = f"mark{number}x{os.getpid()}"
            changed = list(lines)
            changed.insert(found[number], f'print("{mark[:3]}" + "{mark[3:]}")')
            saved = server.save("\n".join(changed))
            seen = await page.until(lambda page, mark=mark: mark in page.text, 120)
            times[number] = seen and seen - saved
            took = f"{seen - saved:.3f} s" if seen else "not seen"
            print(f"  cell {number + 1} of {len(found)}: {took}", flush=True)
            await asyncio.sleep(pause)
        known = sorted(time for time in times.values() if time)
        slow = [f"{number + 1}" for number, time in sorted(times.items()) if not time or time > 1]
        print(
            f"  {len(known)} of {len(times)} cells: {statistics.median(known):.3f} s in the median,"
            f" {known[-1]:.3f} s at most; above 1 s or not seen: {' '.join(slow) or 'none'}"
        )
        page.events.close()
        page.pages.close()
    finally:
        server.close()


parser = argparse.ArgumentParser()
parser.add_argument("chapters", nargs="+", type=pathlib.Path)
parser.add_argument("--every", type=int, default=1, help="change only each Nth cell")
parser.add_argument("--pause", type=float, default=2, help="seconds between two edits")
arguments = parser.parse_args()
for chapter in arguments.chapters:
    asyncio.run(measure(chapter.resolve(), arguments.every, arguments.pause))
