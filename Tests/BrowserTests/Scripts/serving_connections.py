"""Connections of served pages: lost, made again, and several at a time."""

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
