"""serving.py lectern: a book that `lectern serve` shows while its author edits it, in the reader's browser.

What changes is exchanged in place, soon, and once for each change; everything else stays as the reader has left it.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import browser
from browser import check, wait_until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

FENCE = "```"


def cell(code):
    return f"{FENCE}{{swift}}\n{code}\n{FENCE}\n"


FILLER = "\n\n".join(f"Paragraph {n} of the text, which has to be long enough to be scrolled." for n in range(40))
FRAMES = """frames(over: (0..<5).map { k in
  ("moment \\(k)", Chart { LineMark(x: .value("x", [0, 1]), y: .value("y", [0, Double(k + 1)])) })
})"""
FOLD = '//| code-fold: true\nlet folded = "folded"'


class Author:
    """A book in a folder of its own, and the server that shows it."""

    def __init__(self, lectern):
        self.lectern = lectern
        self.folder = tempfile.mkdtemp(prefix="lectern-serving-")
        self.process = None
        os.mkdir(self.path("notebooks"))
        self.save("notebooks/book.yml", "title: The book\nchapters:\n  - one.md\n  - two.md\n")
        self.save("notebooks/data.txt", "7")
        self.save("notebooks/two.md", "# Second\n\nText of the second.\n\n" + cell("print(2)"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def save(self, name, text):
        """As most editors do: a new file takes the old one's place."""
        fresh = self.path(name) + "~"
        with open(fresh, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(fresh, self.path(name))
        return time.time()

    def write(self, name, text):
        """Into the file itself."""
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def serve(self, port=None):
        command = [self.lectern, "serve", "--no-browser", "notebooks"]
        if port:
            command += ["--port", str(port)]
        environment = dict(os.environ, XDG_CACHE_HOME=self.path("cache"))
        self.process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        self.port = int(re.search(r":(\d+)/", self.address).group(1))
        return self.address

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)

    def close(self):
        if self.process.poll() is None:
            self.end()
        shutil.rmtree(self.folder)


class Page:
    def __init__(self, driver, author):
        self.driver = driver
        self.author = author

    def open(self, name):
        self.driver.get(f"http://127.0.0.1:{self.author.port}/output/{name}")

    def js(self, code, *arguments):
        return self.driver.execute_script(code, *arguments)

    def text(self):
        return self.js("return document.querySelector('main').innerText")

    def updates(self):
        return int(self.js("return document.documentElement.dataset.updates ?? 0"))

    def shows(self, text, seconds=30):
        return wait_until(lambda: text in self.text(), seconds)

    def is_idle(self, seconds=60):
        return wait_until(
            lambda: self.js("return !document.querySelector('.busy, .pending')"),
            seconds,
        )

    def served(self):
        """The markup of the page without what a script may change."""
        return self.js(
            "const copy = document.body.cloneNode(true);"
            "copy.querySelectorAll('button, .controls, .live-bar, .preview').forEach((each) => each.remove());"
            "for (const each of copy.querySelectorAll('*'))"
            " for (const name of ['tabindex', 'open', 'class', 'style', 'aria-current']) each.removeAttribute(name);"
            "return copy.innerHTML.replaceAll(/>\\s+</g, '><')"
        )

    def bar(self):
        return self.js("const bar = document.querySelector('.live-bar'); return bar.hidden ? '' : bar.innerText")

    def watch_for(self, text):
        """Notes when the text appears, by the machine's clock."""
        self.js(
            "window.seen = null;"
            "const look = () => { if (document.querySelector('main').textContent.includes(arguments[0])) "
            "{ window.seen ??= (performance.timeOrigin + performance.now()) / 1000; observer.disconnect(); } };"
            "const observer = new MutationObserver(look);"
            "observer.observe(document.body, { subtree: true, childList: true, characterData: true });",
            text,
        )

    def seen(self, seconds=30):
        wait_until(lambda: self.js("return window.seen") is not None, seconds)
        return self.js("return window.seen")


def chapter(prose="Some prose.", code="let answer = 6 * 7\nprint(answer)", last="print(answer + 1)", more=""):
    parts = ["# First", prose, cell(code), "The answer is `{swift} answer`.", FILLER]
    parts += [cell(FOLD), cell(f"//| label: fig-frames\n{FRAMES}"), "More text.", cell(last), more]
    return "\n\n".join(parts)


def prose(page, author):
    author.save("notebooks/one.md", chapter())
    page.open("one.html")
    check(page.shows("The answer is 42."), "results appear without a reload")
    check(page.is_idle(), "the page says when all results are there")
    page.js("document.querySelector('details.fold').open = true")
    page.js(
        "const slider = document.querySelector('input[type=range]'); slider.value = 1;"
        "slider.dispatchEvent(new Event('input')); slider.focus();"
        "slider.scrollIntoView({ block: 'center', behavior: 'instant' }); window.mark = slider"
    )
    place = page.js("return document.querySelector('input[type=range]').getBoundingClientRect().top")
    times = []
    for number in range(8):
        before = page.updates()
        page.watch_for(f"Changed prose {number}.")
        # A line more and a line less, so that everything below moves.
        more = "\n\nAnother line." * (number % 2)
        saved = author.save("notebooks/one.md", chapter(f"Changed prose {number}.{more}"))
        seen = page.seen()
        if check(seen is not None, "changed prose appears"):
            times.append(1000 * (seen - saved))
        wait_until(lambda before=before: page.updates() > before, 5)
        check(page.updates() == before + 1, f"a change of prose is one update, not {page.updates() - before}")
    times.sort()
    print("prose, ms from the save: " + " ".join(f"{t:.0f}" for t in times))
    check(times and times[0] < 150, f"changed prose appears within 150 ms: {times[:1]}")
    check(page.bar() == "", "a change of prose runs nothing")
    moved = page.js("return document.querySelector('input[type=range]').getBoundingClientRect().top") - place
    check(abs(moved) < 2, f"what the reader looks at stays where it is: {moved}")
    check(page.js("return document.querySelector('input[type=range]') === window.mark"), "the figure stays itself")
    check(page.js("return document.activeElement === window.mark && mark.value === '1'"), "focus and slider stay")
    check(page.js("return document.querySelector('details.fold').open"), "what was unfolded stays so")


def changes(page, author):
    """One update for each change of content, none for others."""
    text = chapter("Settled prose.")
    author.save("notebooks/one.md", text)
    page.shows("Settled prose.")
    time.sleep(0.5)
    before = page.updates()
    os.utime(author.path("notebooks/one.md"))
    author.save("notebooks/one.md", text)
    author.write("notebooks/one.md", text)
    os.makedirs(author.path("output"), exist_ok=True)
    author.save("output/one.html", "<p>a page")
    author.save("notebooks/other.txt", "something else")
    time.sleep(1.5)
    check(page.updates() == before, "touches, equal saves and other files change nothing")
    for number in range(30):
        author.save("notebooks/one.md", chapter(f"Burst {number}."))
        time.sleep(0.005)
    check(page.shows("Burst 29."), "the last of a burst of saves is shown")
    time.sleep(0.5)
    # A busy machine may take a save for the last of a burst.
    check(page.updates() < before + 10, f"a burst of saves is one change, not {page.updates() - before}")


def code(page, author):
    author.save("notebooks/one.md", chapter())
    page.is_idle()
    page.js(
        "const slider = document.querySelector('input[type=range]'); slider.value = 2;"
        "slider.dispatchEvent(new Event('input'))"
    )
    author.save("notebooks/one.md", chapter(last='print("new " + "output")'))
    check(page.shows("new output"), "a changed cell shows its new output")
    check(page.is_idle(), "the run ends")
    check(page.js("return document.querySelector('input[type=range]').value") == "2", "a slider stays through a run")
    author.save("notebooks/one.md", chapter(code="let answer = 50 - 1\nprint(answer)"))
    check(page.shows("The answer is 49."), "values in the text follow the code")
    page.is_idle()
    reading = 'import Foundation\nprint("data " + (try String(contentsOfFile: "data.txt", encoding: .utf8)))'
    author.save("notebooks/one.md", chapter(last=reading))
    check(page.shows("data 7"), "a cell reads a file")
    page.is_idle()
    author.save("notebooks/data.txt", "8")
    check(page.shows("data 8"), "a changed data file runs the notebook")
    page.is_idle()


def progress(page, author):
    slow = 'import Foundation\nfor k in 0..<2 { print("step", k); Thread.sleep(forTimeInterval: 0.6) }'
    end = cell(f'print("the " + "end")\n{slow}')
    author.save("notebooks/one.md", chapter(code=f"let answer = 1\n{slow}", more=end))
    page.watch_for("step 0")
    check(page.seen(60) is not None and "step 1" not in page.text(), "output appears while a cell runs")
    check("cell 1 of" in page.bar() or "compiling" in page.bar(), f"the bar says what runs: {page.bar()}")
    check(page.js("return document.querySelectorAll('.pending').length > 0"), "results to come are marked")
    check(page.shows("the end", 60), "results appear cell by cell")
    violations = browser.axe_violations(page.driver)
    check(not violations, f"axe finds nothing in a page that runs: {violations}")
    check(page.is_idle(), "the run ends")
    # Stopped by the keyboard alone.
    forever = "var n = 0\nwhile true { n &+= 1; if n == 0 { print(n) } }"
    author.save("notebooks/one.md", chapter(last=f'print("before")\n{forever}'))
    check(wait_until(lambda: "cell 4" in page.bar(), 60), f"a cell runs and runs: {page.bar()}")
    page.js("document.querySelector('.skip').focus()")
    ActionChains(page.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    if page.js("return document.activeElement.closest('.live-bar') === null"):
        # Before the page's first link comes the browser's own part, then its last one.
        ActionChains(page.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    check(page.js("return document.activeElement.textContent") == "Stop", "the keyboard reaches the button")
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    check(wait_until(lambda: "stopped" in page.bar(), 10), f"a run can be stopped: {page.bar()}")
    check(page.shows("before") and "The answer is 42" in page.text(), "what has run before it was stopped stays")
    check("Not run" in page.text(), "what has not run says so")
    author.save("notebooks/one.md", chapter("Prose of a stopped run.", last=f'print("before")\n{forever}'))
    check(page.shows("Prose of a stopped run."), "a stopped notebook's prose can be changed")
    check("stopped" in page.bar(), "which doesn't start the run again")


def errors(page, author):
    author.save("notebooks/one.md", chapter(code='let answer: Int = "no"\nprint(answer)'))
    check(page.shows("Does not compile"), "an error of the compiler appears in the page")
    check(page.is_idle(), "the run ends")
    author.save("notebooks/one.md", chapter())
    check(page.shows("The answer is 42."), "a mended cell runs")
    check(wait_until(lambda: "Does not compile" not in page.text(), 5), "and its error goes")
    author.save("notebooks/one.md", chapter("A [link](missing.md) to nothing."))
    check(page.shows("there is no file"), "a link that leads nowhere appears in the page")
    author.save("notebooks/one.md", chapter())
    check(wait_until(lambda: "there is no file" not in page.text(), 5), "and goes when it is mended")
    os.remove(author.path("notebooks/one.md"))
    check(page.shows("there is no such file"), "a notebook that is deleted says so")
    author.save("notebooks/one.md", chapter("Back again."))
    check(page.shows("Back again.") and page.shows("The answer is 42."), "and is there again when it is back")
    author.save("notebooks/book.yml", "title: [\n")
    check(wait_until(lambda: "book.yml" in page.bar(), 5), f"a broken list is told: {page.bar()}")
    author.save("notebooks/book.yml", "title: The book\nchapters:\n  - one.md\n  - two.md\n")
    check(wait_until(lambda: page.bar() == "", 5), f"until it is mended: {page.bar()}")


def edits(page, author):
    """After each of many edits, the page in the browser is the one that a reload gives."""
    source = random.Random(7)
    blocks = [f"Paragraph {n} with *some* words and $x_{n}^2$." for n in range(12)] + ["## A section", "## Another"]
    blocks += [
        "- one\n- two",
        "> [!NOTE]\n> A note.",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "Text[^n].\n\n[^n]: A footnote.",
    ]
    cells = [cell("let a = 2\nprint(a)"), cell("print(a + 1)"), "A value: `{swift} a`."]
    page.open("one.html")
    for number in range(40):
        kind = source.choice(["add", "change", "move", "remove", "code"])
        place = source.randrange(len(blocks))
        if kind == "add":
            blocks.insert(place, f"New paragraph {number}.")
        elif kind == "change":
            blocks[place] = f"Changed by edit {number}."
        elif kind == "move":
            blocks.insert(source.randrange(len(blocks)), blocks.pop(place))
        elif kind == "remove" and len(blocks) > 4:
            blocks.pop(place)
        elif kind == "code":
            cells[source.randrange(2)] = cell(f"let a = {number}\nprint(a)")
            cells[1] = cells[1] if "let" not in cells[1] else cell(f"print(a * {number})")
        middle = source.randrange(len(blocks))
        text = blocks[:middle] + cells + blocks[middle:] + [f"The end of edit {number}."]
        author.save("notebooks/one.md", "# First\n\n" + "\n\n".join(text))
        if not check(page.shows(f"The end of edit {number}."), f"edit {number} appears"):
            return
        check(page.is_idle(), f"the run of edit {number} ends")
        if number % 4 == 3:
            there = page.served()
            page.driver.refresh()
            here = page.served()
            check(there == here, f"after edit {number} ({kind}) the page differs from a reloaded one")
    author.save("notebooks/one.md", chapter())
    page.shows("The answer is 42.")
    page.is_idle()


def asleep(page, author):
    """The machine sleeps for an hour: the connection is dead and says nothing."""
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


def main(lectern):
    author = Author(lectern)
    author.save("notebooks/one.md", chapter())
    driver = browser.start(reaches_own_machine=True)
    try:
        browser.resize(driver, 1280)
        driver.get(author.serve())
        page = Page(driver, author)
        check(page.shows("The book"), "the printed address opens the front page")
        for part in (prose, changes, code, progress, errors, edits, asleep, restart, windows):
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
