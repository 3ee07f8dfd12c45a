"""load.py lectern [--connections 200] [--seconds 60] [--hostile 100]: a served book under load.

Most of the connections listen to the two pages, the rest ask for pages all the time, and the author goes on editing.
Each page has to show each edit after which the author pauses. Meanwhile `--hostile` clients do everything wrong, and
the server's memory has to stay bounded.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import time

from client import CHAPTERS, Book, Connection, Listener

# What the server may use in addition to what each connection of a browser takes.
MOST_MEMORY = 250
MOST_MEMORY_PER_CONNECTION = 1.5


class Load:
    def __init__(self, book, options):
        self.book = book
        self.seconds = options.seconds
        listening = options.connections * 3 // 4
        self.listeners = [Listener(book, list(CHAPTERS)[n % len(CHAPTERS)]) for n in range(listening)]
        self.readers = [Connection(book) for _ in range(options.connections - listening)]
        # In a process of their own: they would otherwise hold up the browsers here, and not in the server.
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hostile.py")
        self.hostiles = subprocess.Popen(
            [sys.executable, script, str(book.place.port), str(options.hostile)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.requests, self.delays, self.memory = [], [], []
        self.edits = 0
        self.failures = []

    def fail(self, text):
        self.failures.append(text)

    async def read(self, connection, number):
        """Asks for pages as fast as a very impatient reader."""
        names = ["one.html", "two.html", "index.html", "glossary.html"]
        while True:
            begin = time.monotonic()
            status, _, text = await connection.get(f"/output/{names[number % len(names)]}")
            self.requests.append(time.monotonic() - begin)
            if status != 200 or "</html>" not in text:
                self.fail(f"{names[number % len(names)]}: status {status}, {len(text)} characters")
            number += 1
            await asyncio.sleep(0.2)

    async def see(self, listener, number, begin):
        while listener.edit < number:
            listener.changed.clear()
            await listener.changed.wait()
        self.delays.append(time.monotonic() - begin)

    async def edit(self):
        """One edit or a burst of them; then every page of the chapter has to show the last."""
        chapter = list(CHAPTERS)[self.edits % len(CHAPTERS)]
        for _ in range(5 if self.edits % 3 == 2 else 1):
            self.edits += 1
            self.book.edit(chapter, self.edits)
            begin = time.monotonic()
            await asyncio.sleep(0.02)
        pages = [each for each in self.listeners if chapter in each.path]
        done, late = await asyncio.wait(
            [asyncio.ensure_future(self.see(each, self.edits, begin)) for each in pages], timeout=60
        )
        for task in late:
            task.cancel()
        if late:
            self.fail(f"edit {self.edits}: {len(late)} of {len(late) + len(done)} pages don't show it")

    async def watch(self):
        while True:
            self.memory.append(self.book.memory())
            await asyncio.sleep(0.5)

    async def run(self):
        tasks = [asyncio.ensure_future(each.run()) for each in self.listeners]
        while not all(each.edit >= 0 for each in self.listeners):
            await asyncio.sleep(0.1)
            self.check(tasks)
        print(f"{len(self.listeners)} pages are open after {self.memory_text()}")
        tasks += [asyncio.ensure_future(self.read(each, n)) for n, each in enumerate(self.readers)]
        tasks.append(asyncio.ensure_future(self.watch()))
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            await self.edit()
            await asyncio.sleep(0.3)
            self.check(tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def check(self, tasks):
        """No connection of a browser may end, whatever the others do."""
        for task in tasks:
            if task.done() and not task.cancelled() and task.exception():
                raise task.exception()

    def memory_text(self):
        return f"{self.book.memory():.0f} MB, {self.book.threads()} threads"

    def report(self):
        fetches = sum(each.fetches for each in self.listeners)
        print(f"{self.edits} edits, seen {len(self.delays)} times: {times(self.delays)}")
        print(f"{len(self.requests)} pages asked for: {times(self.requests)}; by events {fetches}")
        print(
            f"hostile clients: {self.hostiles.communicate()[0].strip()}; browsers asked again {self.book.retries} times"
        )
        print(f"memory: {min(self.memory):.0f} to {max(self.memory):.0f} MB, at the end {self.memory_text()}")
        most = MOST_MEMORY + MOST_MEMORY_PER_CONNECTION * (len(self.listeners) + len(self.readers))
        if max(self.memory) > most:
            self.fail(f"{max(self.memory):.0f} MB of memory are more than {most:.0f}")
        for failure in self.failures:
            print(f"FAIL: {failure}")


def times(seconds):
    ordered = sorted(seconds)
    at = [f"p{p} {ordered[min(len(ordered) - 1, len(ordered) * p // 100)] * 1000:.0f} ms" for p in (50, 99)]
    return ", ".join(at) + f", most {ordered[-1] * 1000:.0f} ms" if ordered else "none"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lectern")
    parser.add_argument("--connections", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--hostile", type=int, default=100)
    options = parser.parse_args()
    book = Book(options.lectern)
    load = None
    try:
        load = Load(book, options)
        asyncio.run(load.run())
        load.report()
    finally:
        if load:
            load.hostiles.kill()
        code = book.close()
    if code != 143:
        print(f"FAIL: the server has ended with {code}")
    sys.exit(1 if load.failures or code != 143 else 0)


if __name__ == "__main__":
    main()
