"""A book that `lectern serve` shows, and connections to it as browsers make them."""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from urllib.parse import quote

FILLER = "\n\n".join(f"Paragraph {n} of a page that is long enough to be a chapter." for n in range(200))
CHAPTERS = {"one": "print(1)", "two": "print(2)"}


class ServerPlace:
    """Where a server is, and what lets a browser in, from the address that it prints."""

    def __init__(self, address):
        port, self.home, token = re.match(r"http://127\.0\.0\.1:(\d+)(/\w+)/\?token=(\w+)$", address.strip()).groups()
        self.port = int(port)
        self.host = f"127.0.0.1:{port}"
        self.cookie = f"lectern-{port}={token}"


class Book:
    """Two chapters in a folder of their own, and the server that shows them."""

    def __init__(self, lectern):
        self.folder = tempfile.mkdtemp(prefix="lectern-load-")
        os.mkdir(os.path.join(self.folder, "notebooks"))
        self.save("book.yml", "title: The book\nchapters: [one.md, two.md]\n")
        for name in CHAPTERS:
            self.edit(name, 0)
        environment = dict(os.environ, XDG_CACHE_HOME=os.path.join(self.folder, "cache"))
        self.process = subprocess.Popen(
            [os.path.abspath(lectern), "serve", "--no-browser", "notebooks"],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.place = ServerPlace(self.process.stdout.readline())
        # Requests that were sent again because the connection had ended.
        self.retries = 0

    def save(self, name, text):
        """As most editors do: a new file takes the old one's place."""
        fresh = os.path.join(self.folder, name + "~")
        with open(fresh, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(fresh, os.path.join(self.folder, "notebooks", name))

    def edit(self, chapter, number):
        code = f"```{{swift}}\n{CHAPTERS[chapter]}\n```"
        self.save(f"{chapter}.md", f"# Chapter {chapter}\n\nEdit <{number}>.\n\n{FILLER}\n\n{code}\n")

    def memory(self):
        """The server's memory in MB."""
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024

    def threads(self):
        return len(os.listdir(f"/proc/{self.process.pid}/task"))

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(20)
        shutil.rmtree(self.folder)
        return code


def edit_in(text):
    """The number of the edit that a page shows; `None` where a piece of it shows none."""
    found = re.search(r"Edit &lt;(\d+)&gt;", text)
    return int(found.group(1)) if found else None


class Connection:
    """A connection that goes on from request to request, as a browser's do."""

    def __init__(self, book):
        self.book = book
        self.reader = self.writer = None

    async def open(self):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.book.place.port, limit=1 << 24)

    async def send(self, path):
        """Sends a request and reads the answer's head. If the connection ends before, tries again, as browsers do."""
        tries = 1
        while True:
            try:
                return await self.send_once(path)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.close()
                if tries == 5:
                    raise
            tries += 1
            self.book.retries += 1

    async def send_once(self, path):
        if self.writer is None or self.reader.at_eof():
            await self.open()
        place = self.book.place
        head = f"GET {place.home}{path} HTTP/1.1\r\nHost: {place.host}\r\nCookie: {place.cookie}\r\n\r\n"
        self.writer.write(head.encode())
        await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
        return int(head.split(" ")[1]), headers

    async def get(self, path):
        """The status, headers and text of a page."""
        status, headers = await self.send(path)
        text = (await self.reader.readexactly(int(headers["Content-Length"]))).decode()
        if headers["Connection"] == "close":
            self.close()
        return status, headers, text

    def close(self):
        if self.writer:
            self.writer.close()
        self.writer = None


class Listener:
    """A page in a browser: hears events, exchanges what they say, and gets the page when they don't say enough."""

    def __init__(self, book, chapter):
        self.path = f"/output/{chapter}.html"
        self.events = Connection(book)
        self.pages = Connection(book)
        self.shown = None
        self.edit = -1
        self.fetches = 0
        self.changed = asyncio.Event()

    async def fetch(self):
        status, headers, text = await self.pages.get(self.path)
        assert status == 200, f"{self.path}: {status}"
        self.pages.close()
        self.fetches += 1
        self.note(headers["X-Lectern-Version"], edit_in(text))

    def note(self, version, edit):
        self.shown = version
        if edit is not None:
            self.edit = edit
        self.changed.set()

    async def run(self):
        await self.fetch()
        status, _ = await self.events.send(f"/_lectern/events?page={quote(self.path[1:], safe='')}")
        assert status == 200, f"events: {status}"
        while line := await self.events.reader.readline():
            if not line.startswith(b"data: {"):
                continue
            news = json.loads(line[6:])
            patch = news.get("patch")
            if news["version"] == self.shown:
                continue
            if patch and patch["base"] == self.shown:
                self.note(news["version"], edit_in("".join(patch["new"])))
            else:
                await self.fetch()
        raise ConnectionError("the events have ended")

    def close(self):
        self.events.close()
        self.pages.close()
