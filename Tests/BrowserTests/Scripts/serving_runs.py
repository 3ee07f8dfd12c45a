"""Runs of a served notebook: results as they come, a run that is stopped, and errors."""

import os

import browser
from browser import check, wait_until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from served import cell, chapter


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
    check(wait_until(author.hosts, 10), "a process runs the cells")
    page.js("document.querySelector('.skip').focus()")
    ActionChains(page.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    if page.js("return document.activeElement.closest('.live-bar') === null"):
        # The focus may pass through the browser's own controls first.
        ActionChains(page.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    check(page.js("return document.activeElement.textContent") == "Stop", "the keyboard reaches the button")
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    check(wait_until(lambda: "stopped" in page.bar(), 10), f"a run can be stopped: {page.bar()}")
    check(wait_until(lambda: not author.hosts(), 10), "the process that ran the cells has ended")
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
