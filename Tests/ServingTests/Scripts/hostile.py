"""hostile.py port count: clients that have only the server's address and do everything wrong, until the input ends."""

import asyncio
import itertools
import sys

GIANT = b"X: " + b"a" * 200_000


class Hostiles:
    """`count` of them at a time; each begins again, in another way, when the server has ended its connection."""

    def __init__(self, port, count):
        self.port = port
        self.count = count
        self.answers = {}
        self.ways = itertools.cycle(
            [
                self.silent,
                self.slow,
                self.giant,
                self.pipelined,
                self.short,
                self.long,
                self.deaf,
                self.abrupt,
                self.flood,
            ]
        )

    def text(self):
        return ", ".join(f"{status}: {count}" for status, count in sorted(self.answers.items())) or "none"

    def note(self, answer):
        for line in answer.split(b"HTTP/1.1 ")[1:] or [b"closed"]:
            status = line.split(b" ")[0].split(b"\r")[0].decode()
            self.answers[status] = self.answers.get(status, 0) + 1

    async def run(self):
        await asyncio.gather(*(self.go_on() for _ in range(self.count)))

    async def go_on(self):
        while True:
            way = next(self.ways)
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                try:
                    await asyncio.wait_for(way(reader, writer), 70)
                finally:
                    writer.close()
            except (TimeoutError, ConnectionError):
                self.note(b"")
            await asyncio.sleep(0.05)

    def head(self, method="GET", more=b""):
        return f"{method} / HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n".encode() + more

    async def silent(self, reader, _):
        """A connection without a request."""
        self.note(await reader.read())

    async def slow(self, reader, writer):
        """A byte of a request from time to time."""
        for byte in self.head() + GIANT:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.5)
            if reader.at_eof():
                break
        self.note(await reader.read())

    async def giant(self, reader, writer):
        """A header that is too large."""
        writer.write(self.head() + GIANT)
        self.note(await reader.read())

    async def pipelined(self, reader, writer):
        """Many requests at once."""
        writer.write((self.head() + b"\r\n") * 500)
        self.note(await reader.read())

    async def short(self, reader, writer):
        """A body that is shorter than said."""
        writer.write(self.head("POST", b"Content-Length: 100000\r\n\r\nab"))
        self.note(await reader.read())

    async def long(self, reader, writer):
        """A body that is longer than said, and looks like a request."""
        body = b"POST /_lectern/run?page=output/one.html HTTP/1.1\r\n\r\n"
        writer.write(self.head("POST", b"Content-Length: 3\r\n\r\nabc" + body))
        self.note(await reader.read())

    async def deaf(self, _, writer):
        """Requests whose answers nobody reads."""
        writer.write((self.head() + b"\r\n") * 2000)
        await asyncio.sleep(20)
        self.note(b"")

    async def abrupt(self, _, writer):
        """A request that ends in the middle, by a reset."""
        writer.write(self.head())
        writer.transport.abort()
        self.note(b"")

    async def flood(self, *_):
        """Many connections at once."""
        opened = await asyncio.gather(
            *(asyncio.open_connection("127.0.0.1", self.port) for _ in range(30)), return_exceptions=True
        )
        await asyncio.sleep(1)
        for each in opened:
            if isinstance(each, tuple):
                each[1].close()
        self.note(b"")


async def main():
    hostiles = Hostiles(int(sys.argv[1]), int(sys.argv[2]))
    running = asyncio.ensure_future(hostiles.run())
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    running.cancel()
    print(hostiles.text(), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
