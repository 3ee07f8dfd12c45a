"""serving.py lectern: a book that `lectern serve` shows while its author edits it, in the reader's browser.

Changes are exchanged in place, soon, and once each; everything else stays as the reader has left it.
"""

import sys

import browser
from browser import check
from served import Author, Page, chapter
from serving_connections import asleep, impostor, restart, windows
from serving_edits import changes, edits, prose
from serving_runs import code, errors, progress


def main(lectern):
    author = Author(lectern)
    author.save("notebooks/one.md", chapter())
    driver = browser.start(reaches_own_machine=True)
    try:
        browser.resize(driver, 1280)
        driver.get(author.serve())
        page = Page(driver, author)
        check(page.shows("The book"), "the printed address opens the front page")
        for part in (prose, changes, code, progress, errors, edits, asleep, restart, impostor, windows):
            part(page, author)
        console, _ = browser.messages(driver)
        console = [line for line in console if "ERR_CONNECTION" not in line and "ERR_INCOMPLETE" not in line]
        check(not console, f"the console is quiet: {console[:3]}")
        check(author.end() == 143, "a signal ends the server")
    finally:
        driver.quit()
        author.close()
    browser.finish()


if __name__ == "__main__":
    main(sys.argv[1])
