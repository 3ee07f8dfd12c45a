"""Edits of a served notebook: each is shown soon, in place, and once."""

import os
import random
import time

from browser import check, wait_until
from served import cell, chapter


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


def edits(page, author):
    """After each of many edits, the page is the same as after a reload."""
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
