"""trying.py lectern [part...]: a reader edits cells, answers an exercise and sets parameters in a page that is served.

The notebook's file changes only when the reader saves a cell, and what is built from it has nothing of the edits.
"""

import os
import subprocess
import sys

import browser
from browser import check, wait_until
from selenium.webdriver.common.keys import Keys
from served import Author, Page
from trying_cases import answers, authors, keyboard, limits, notebook, parameters, restarts, runs, windows
from trying_reader import Reader


def built(author):
    """The pages that `lectern build` makes now."""
    folder = author.path("built")
    environment = dict(os.environ, XDG_CACHE_HOME=author.path("cache"), XDG_STATE_HOME=author.path("state"))
    command = [author.lectern, "build", "notebooks/book.yml", "--output-dir", folder, "--quiet"]
    subprocess.run(command, cwd=author.folder, env=environment, check=True)
    return {name: open(os.path.join(folder, name), "rb").read() for name in sorted(os.listdir(folder))}


def main(lectern, names):
    author = Author(lectern)
    author.save("notebooks/one.md", notebook())
    before = built(author)
    driver = browser.start(reaches_own_machine=True)
    try:
        browser.resize(driver, 1280)
        driver.get(author.serve())
        page = Page(driver, author)
        reader = Reader(page)
        for part in (runs, keyboard, parameters, answers, authors, limits, windows, restarts):
            if names and part.__name__ not in names:
                continue
            author.save("notebooks/one.md", notebook())
            page.open("one.html")
            page.is_idle()
            reader.forget()
            print(part.__name__, flush=True)
            part(reader, author)
        reader.forget()
        author.save("notebooks/one.md", notebook())
        page.open("one.html")
        reader.edit(1, "print(6 * 7)")
        check(page.shows("42"), "an edited cell runs")
        check(built(author) == before, "pages that are built have nothing of what a reader tries")
        driver.switch_to.active_element.send_keys(Keys.ESCAPE)
        console, _ = browser.messages(driver)
        expected = (
            "ERR_CONNECTION",
            "ERR_INCOMPLETE",
            "status of 409",
            "status of 413",
            "status of 422",
            "status of 404",
        )
        console = [line for line in console if not any(each in line for each in expected)]
        check(not console, f"the console is quiet: {console[:3]}")
        check(wait_until(page.is_idle, 30) and author.end() == 143, "a signal ends the server")
    finally:
        driver.quit()
        author.close()
    browser.finish()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
