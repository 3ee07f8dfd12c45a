"""Connections of served pages: lost, made again, and several at a time."""

import http.server
import threading
import time

from browser import check, wait_until
from served import cell, chapter


def asleep(page, author):
    """The machine sleeps for an hour: the connection is dead, and no event reports it."""
    page.open("one.html")
    page.is_idle()
    page.js(
        "const now = Date.now; Date.now = () => now() + 3600000;document.dispatchEvent(new Event('visibilitychange'))"
    )
    author.save("notebooks/one.md", chapter("After a sleep."))
    check(page.shows("After a sleep.", 10), "the page follows after an hour of sleep")


def restart(page, author):
    page.open("one.html")
    page.is_idle()
    author.end()
    check(wait_until(lambda: "server has ended" in page.bar(), 10), "the page says that the server has ended")
    author.save("notebooks/one.md", chapter("Changed meanwhile."))
    author.serve(author.port)
    check(page.shows("Changed meanwhile.", 15), "after a restart the page shows what has changed")
    check(wait_until(lambda: page.bar() == "", 10), f"and that it is connected: {page.bar()}")


class Impostor:
    """A program of another user that has taken the port of a server that has ended. It answers everything."""

    def __init__(self, port):
        self.requests = []
        impostor = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                impostor.requests.append(f"{self.requestline}\n{self.headers}")
                text = b"0" * 64
                self.send_response(200)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = answer

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def settled(self):
        """How many requests came, once no more come."""
        count = -1
        while count != len(self.requests):
            count = len(self.requests)
            time.sleep(2)
        return count

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def impostor(page, author):
    page.open("one.html")
    page.is_idle()
    secrets = [author.home.split("/")[3], author.address.split("token=")[1]]
    author.end()
    check(wait_until(lambda: "server has ended" in page.bar(), 10), "the page says that the server has ended")
    other = Impostor(author.port)
    check(wait_until(lambda: len(other.requests) >= 2, 20), "the page asks who has the port, and asks again")
    # The page's patience ends after minutes; here at once.
    page.js("connection.pauses = { first: 200, longest: 100 }; connection.check()")
    count = other.settled()
    page.js("window.dispatchEvent(new Event('focus'))")
    check(wait_until(lambda: len(other.requests) > count, 10), "it asks when the reader comes back")
    count = other.settled()
    page.js("document.querySelector('.live-bar button').click()")
    check(wait_until(lambda: len(other.requests) > count, 10), "and when the reader wants it to")
    page.js("trying.send('cell', { item: 0 }, { code: 'print(1)' })")
    other.settled()
    found = [request for request in other.requests if "ookie" in request or any(each in request for each in secrets)]
    check(not found, f"another program learns nothing: {found[:1]}")
    check("server has ended" in page.bar(), f"and isn't taken for the server: {page.bar()}")
    other.close()
    author.save("notebooks/one.md", chapter("Changed once more."))
    author.serve(author.port)
    page.js("document.querySelector('.live-bar button').click()")
    check(page.shows("Changed once more.", 15), "the page's own server is known again")
    check(wait_until(lambda: page.bar() == "", 10), f"and the page is connected: {page.bar()}")


def windows(page, author):
    driver = page.driver
    first = driver.current_window_handle
    driver.switch_to.new_window("window")
    page.open("one.html")
    page.is_idle()
    author.save("notebooks/one.md", chapter("For two windows."))
    check(page.shows("For two windows."), "a second window follows")
    driver.close()
    driver.switch_to.window(first)
    check(page.shows("For two windows."), "and so does the first")
    page.open("index.html")
    check(page.shows("First"), "the front page is served")
    author.save("notebooks/two.md", "# Renamed\n\n" + cell("print(2)"))
    check(page.shows("Renamed"), "the front page follows the chapters' titles")
    page.js("document.querySelector('a[href=\"two.html\"]').click()")
    check(page.shows("Renamed"), "links between pages lead on")
