"""What a reader tries in a served page, and what must come of it."""

import os
import re

import browser
from browser import check, wait_until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from served import cell

PARAMETERS = """---
params:
  rate: 0.5
  steps: 3
  name: Ada
  loud: false
  optimizer: {value: adam, choices: [adam, sgd]}
---

"""
PRINTED = 'print("rate", rate, "steps", steps, name, loud, optimizer)'
EXERCISE = "\n\n".join(
    [
        "An exercise.",
        cell("//| exercise: ex-double\nfunc double(_ x: Int) -> Int {\n  x\n}"),
        cell('//| check: ex-double\nclaim("double(3) is 6", double(3) == 6)'),
        cell("//| solution: ex-double\nfunc double(_ x: Int) -> Int {\n  2 * x\n}"),
    ]
)


def notebook(first="let answer = 6 * 7\nprint(answer)", prose="Some prose.", more=""):
    parts = ["# First", prose, cell(first), "The answer is `{swift} answer`.", cell("print(answer + 1)")]
    parts += [cell(PRINTED), "- In a list:\n\n  " + cell('print("in", "a list")').replace("\n", "\n  ").rstrip()]
    return PARAMETERS + "\n\n".join(parts + [EXERCISE, more]) + "\n"


def runs(reader, author):
    """Edits, breaks, mends, stops and resets, with the mouse."""
    page = reader.page
    source = author.read("notebooks/one.md")
    reader.edit(0, "let answer = 50\nprint(answer)")
    check(page.shows("The answer is 50."), "values below an edited cell follow it")
    check(wait_until(lambda: "51" in reader.output(1), 30), "cells below an edited cell run again")
    check(reader.says("Done."), f"the editor says that the run is over: {reader.note()}")
    check("Edited by you" in reader.output(0), "an edited cell says so")
    check(author.read("notebooks/one.md") == source, "the notebook's file stays as it is")
    reader.type('let answer = 50\nlet text: Int = "no"\nprint(answer)').send_keys(Keys.CONTROL, Keys.ENTER)
    check(wait_until(reader.messages, 60), "the compiler's messages are in the editor")
    check(any("Line 2" in each for each in reader.messages()), f"at their line: {reader.messages()}")
    check("Does not compile" in reader.output(0), "and the cell shows the error as it would in a run")
    check(reader.js("return document.querySelector('.editor-lines .error').innerText") == "2", "the line is marked")
    reader.press("Line 2", ".editor-messages")
    check(
        reader.js("const area = document.activeElement; return area.value.slice(0, area.selectionStart)").count("\n")
        == 1,
        "a message leads to its line",
    )
    violations = browser.axe_violations(page.driver)
    check(not violations, f"axe finds nothing in an editor with an error: {violations}")
    reader.js("document.querySelector('.trying textarea').focus()")
    reader.type("let answer = [50][0]\nprint(answer)").send_keys(Keys.CONTROL, Keys.ENTER)
    check(page.shows("The answer is 50.", 60), "a mended cell runs")
    check(wait_until(lambda: not reader.messages(), 10), "and its messages go")
    reader.type("let answer = [50][1]\nprint(answer)").send_keys(Keys.CONTROL, Keys.ENTER)
    check(wait_until(lambda: "trap" in reader.output(0), 60), "a trap shows in its cell")
    check(reader.says("This cell fails."), f"and the editor says so: {reader.note()}")
    check(reader.visible("Reset") == 1, f"there is one button that resets: {reader.visible('Reset')}")
    check(any("Line 1" in each for each in reader.messages()), f"with its line: {reader.messages()}")
    reader.type("var answer = 0\nwhile answer >= 0 { answer = (answer + 1) % 7 }").send_keys(Keys.CONTROL, Keys.ENTER)
    check(wait_until(lambda: "cell 1" in page.bar(), 60), f"a loop without an end runs: {page.bar()}")
    reader.press("Stop")
    check(reader.says("Stopped.", 20), f"it can be stopped: {reader.note()}")
    check(wait_until(lambda: not author.hosts(), 10), "its process has ended")
    reader.press("Reset")
    check(page.shows("The answer is 42.", 60), "the author's version is back")
    check("author’s version is back" in reader.note() or "author’s version" in reader.note(), reader.note())
    check(reader.text() == "let answer = 6 * 7\nprint(answer)", "in the editor as well")
    reader.driver.switch_to.active_element.send_keys(Keys.CONTROL, "z")
    check("while answer" in reader.text(), "undoing brings the reader's text back")
    reader.press("Reset")
    reader.press("Close")
    check(wait_until(lambda: "Edited" not in reader.output(0)), "a reset cell is no longer marked")
    reader.edit(0, "let answer = 60\nprint(answer)")
    check(page.shows("The answer is 60.", 60), "the cell runs")
    reader.press("Save to notebook")
    check(reader.says("Saved to the notebook."), reader.note())
    check(author.read("notebooks/one.md") == source.replace("6 * 7", "60"), "saving changes the cell's code alone")
    check(wait_until(lambda: "Edited" not in reader.output(0)), "a saved cell is the notebook's")
    reader.close()


def keyboard(reader, author):
    """The same with the keyboard alone, and what its keys do."""
    page = reader.page
    for _ in range(60):
        reader.keys(Keys.TAB)
        if reader.js("return document.activeElement.textContent") == "Edit":
            break
    check(reader.js("return document.activeElement.textContent") == "Edit", "the keyboard reaches a cell's button")
    reader.keys("e")
    check(wait_until(lambda: reader.js("return document.activeElement.tagName") == "TEXTAREA"), "E opens the editor")
    keys = ["func f(", Keys.ENTER, "x: Int", Keys.ENTER, ") {", Keys.ENTER, "if x > 0 {", Keys.ENTER, "print(x)"]
    keys += [Keys.ENTER, "}", Keys.ENTER, "}"]
    reader.driver.switch_to.active_element.send_keys(Keys.CONTROL, "a")
    reader.keys(Keys.DELETE, *keys)
    wanted = "func f(\n  x: Int\n  ) {\n    if x > 0 {\n      print(x)\n    }\n  }"
    check(reader.text() == wanted, f"lines are indented: {reader.text()!r}")
    area = reader.driver.switch_to.active_element
    area.send_keys(Keys.CONTROL, "a")
    reader.keys(Keys.TAB)
    check(reader.text() == "\n".join("  " + line for line in wanted.split("\n")), "Tab indents the selected lines")
    ActionChains(reader.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    check(reader.text() == wanted, "Shift and Tab move them back")
    ActionChains(reader.driver).key_down(Keys.CONTROL).send_keys("/").key_up(Keys.CONTROL).perform()
    check(reader.text().startswith("// func f("), f"Control and / make a comment: {reader.text()!r}")
    for _ in range(90):
        ActionChains(reader.driver).key_down(Keys.CONTROL).send_keys("z").key_up(Keys.CONTROL).perform()
        if reader.text() == "let answer = 6 * 7\nprint(answer)":
            break
    check(reader.text() == "let answer = 6 * 7\nprint(answer)", f"all of it can be undone: {reader.text()!r}")
    reader.type("let answer = 70\nprint(answer)")
    ActionChains(reader.driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    check(page.shows("The answer is 70.", 60), "Control and Enter run the cell")
    check(reader.js("return document.activeElement.tagName") == "TEXTAREA", "the focus stays in the editor")
    reader.keys(Keys.ESCAPE)
    check(reader.js("return document.querySelector('.trying') === null"), "Escape leaves the editor")
    check(reader.js("return document.activeElement.textContent") == "Edit", "the focus is at the cell again")
    reader.keys(Keys.ENTER)
    wait_until(lambda: reader.js("return document.activeElement.tagName") == "TEXTAREA")
    reader.keys(" ", "/", "/")
    reader.keys(Keys.ESCAPE)
    check("begun to edit" in reader.output(0) or "Edited" in reader.output(0), "what was typed is a draft")
    page.driver.refresh()
    page.is_idle()
    reader.open(0)
    check(reader.text().endswith(" //"), f"which a reload keeps: {reader.text()!r}")
    drafts = "Object.keys(localStorage).filter((key) => key.startsWith('lectern-drafts'))"
    keys, secret = reader.js(f"return [{drafts}, location.pathname.split('/')[1]]")
    check(
        all(re.fullmatch(r"lectern-drafts \d+ .*", key) and secret not in key for key in keys) and keys,
        f"under a name that tells books apart and has no secret: {keys}",
    )
    reader.press("Reset")
    reader.press("Close")


def parameters(reader, author):
    page = reader.page
    there = "document.querySelector('.parameters')"
    check(wait_until(lambda: reader.js(f"return {there} !== null")), "parameters have controls")
    kinds = reader.js(f"return [...{there}.querySelectorAll('input, select')].map((each) => each.type)")
    check(kinds == ["number", "number", "text", "checkbox", "select-one"], f"by their types: {kinds}")
    check(page.shows("rate 0.5 steps 3 Ada false adam"), "they begin with the author's values")

    def find(name):
        return page.driver.find_element("id", f"parameter-{name}")

    field = find("rate")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("0.25", Keys.ENTER)
    check(page.shows("rate 0.25 steps 3", 60), "a number that is typed runs the notebook")
    check(reader.js("return document.activeElement.id") == "parameter-rate", "the focus stays in its field")
    find("loud").send_keys(" ")
    check(page.shows("Ada true adam", 60), "a switch does, by the keyboard")
    find("optimizer").send_keys(Keys.ARROW_DOWN)
    check(page.shows("Ada true sgd", 60), "a choice does")
    find("name").send_keys(" Lovelace", Keys.ENTER)
    check(page.shows("Ada Lovelace true sgd", 60), "and so does a text")
    field = find("steps")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("1.5", Keys.ENTER)
    told = wait_until(lambda: "must be a whole number" in reader.js(f"return {there}.innerText"))
    check(told, f"a wrong value is told: {reader.js(f'return {there}.innerText')}")
    violations = browser.axe_violations(page.driver)
    check(not violations, f"axe finds nothing in a page with controls: {violations}")
    page.driver.refresh()
    check(page.shows("rate 0.25 steps 3 Ada Lovelace true sgd", 60), "a reload keeps them")
    for name in ("rate", "loud", "optimizer", "name"):
        wait_until(lambda name=name: reader.js("return document.getElementById(arguments[0])", f"parameter-{name}"))
        reader.js(f'{there}.querySelector(`[data-name="${{arguments[0]}}"] button`).click()', name)
        wait_until(lambda: False, 0.2)
    check(page.shows("rate 0.5 steps 3 Ada false adam", 60), "each can be reset")


def answers(reader, author):
    """An exercise, answered with the keyboard alone."""
    page = reader.page
    reader.js("document.querySelector('.exercise.stub .edit').focus()")
    reader.keys(Keys.ENTER)
    check(
        wait_until(lambda: reader.js("return document.activeElement.tagName") == "TEXTAREA"),
        "an exercise has an editor",
    )
    check(reader.text().startswith("func double"), "with its stub")
    reader.driver.switch_to.active_element.send_keys(Keys.CONTROL, Keys.ENTER)
    check(reader.says("Not solved yet.", 60), f"the stub isn't an answer: {reader.note()}")
    check(reader.js("return document.querySelector('.outcome .fails') !== null"), "the claim that fails is there")
    reader.type("func double(_ x: Int) -> Int {\n  y\n}").send_keys(Keys.CONTROL, Keys.ENTER)
    check(wait_until(lambda: any("Line 2" in each for each in reader.messages()), 60), f"errors: {reader.messages()}")
    endless = "func double(_ x: Int) -> Int {\n  var n = x\n  while n < 1000 { n = (n + 1) % 7 }\n  return n\n}"
    reader.type(endless).send_keys(Keys.CONTROL, Keys.ENTER)
    wait_until(author.hosts, 30)
    reader.press("Stop")
    check(reader.says("Stopped.", 20), f"an answer without an end can be stopped: {reader.note()}")
    check(wait_until(lambda: not author.hosts(), 10), "its process has ended")
    reader.js("document.querySelector('.trying textarea').focus()")
    reader.type("func double(_ x: Int) -> Int {\n  x + x\n}").send_keys(Keys.CONTROL, Keys.ENTER)
    check(reader.says("Solved", 60), f"an answer is checked: {reader.note()}")
    violations = browser.axe_violations(page.driver)
    check(not violations, f"axe finds nothing at a solved exercise: {violations}")
    reader.keys(Keys.ESCAPE)
    check("✓ Solved" in reader.js("return document.querySelector('.exercise.stub').innerText"), "the page says it")
    page.driver.refresh()
    there = "document.querySelector('.exercise.stub')"
    solved = wait_until(lambda: "✓ Solved" in reader.js(f"return {there}?.innerText ?? ''"))
    check(solved, "after a reload too")
    reader.js(f"{there}.querySelector('.edit').click()")
    wait_until(reader.text)
    check("x + x" in reader.text(), "and the answer is there")
    reader.press("Start again")
    reader.js("document.querySelector('.trying textarea').focus()")
    reader.driver.switch_to.active_element.send_keys(Keys.CONTROL, Keys.ENTER)
    check(reader.says("Not solved yet.", 60), "it can be begun again")
    reader.close()


def authors(reader, author):
    """The author goes on writing while a reader edits."""
    page = reader.page
    reader.edit(1, "print(answer + 2)")
    check(wait_until(lambda: "44" in reader.output(1), 60), "the reader's cell runs")
    author.save("notebooks/one.md", notebook(first="let answer = 100\nprint(answer)", prose="Other prose."))
    check(page.shows("Other prose.") and page.shows("The answer is 100.", 60), "the author's changes appear")
    check(wait_until(lambda: "102" in reader.output(1), 60), "with the reader's cell")
    check(reader.text() == "print(answer + 2)", "the open editor stays as it is")
    reader.type("print(answer + 3)")
    author.save("notebooks/one.md", notebook().replace("print(answer + 1)", "print(answer - 1)"))
    outdated = wait_until(lambda: "author has changed it since" in reader.output(1), 30)
    check(outdated, f"a cell that both have changed says so: {reader.output(1)}")
    check(reader.text() == "print(answer + 3)", "what is being typed stays")
    reader.press("Save to notebook")
    check(reader.says("The author has changed this cell too"), f"it isn't saved over the author's: {reader.note()}")
    check("answer - 1" in author.read("notebooks/one.md"), "the author's version is in the file")
    reader.press("Keep mine", ".tried")
    check(wait_until(lambda: "Edited by you" in reader.output(1)), "the reader may keep the own version")
    # Another kind of page would be loaded again, without its editors.
    author.save("notebooks/one.md", "# First\n\nNothing is left.\n\n" + cell("print(1)") + "\n" + EXERCISE)
    check(page.shows("no longer in the notebook", 30), "a change that has lost its cell is shown")
    check("print(answer + 3)" in page.text(), "with its text")
    check(reader.says("no longer in the notebook"), f"and so says its editor: {reader.note()}")
    author.save("notebooks/one.md", notebook())
    check(wait_until(lambda: "45" in reader.output(1), 60), "with the cell the change is back")
    os.remove(author.path("notebooks/one.md"))
    check(page.shows("there is no such file"), "a notebook that is deleted says so")
    author.save("notebooks/one.md", notebook())
    check(wait_until(lambda: reader.cell(1) and "45" in reader.output(1), 60), "its changes are there when it is back")
    reader.js("document.querySelectorAll('.trying').forEach((each) => each.remove())")
    page.driver.refresh()
    page.is_idle()


def limits(reader, author):
    page = reader.page
    # Time grows with what a notebook has, not with its square: each of these took seconds.
    slow = """
      const heading = document.createElement("h2");
      heading.textContent = `a${" ".repeat(60000)}b #`;
      const cases = {
        "hashes": () => colouredSwift("#".repeat(60000)),
        "raw strings": () => colouredSwift('#"a'.repeat(20000)),
        "a heading": () => headingText(heading),
        "braces": () => new CodeEditor("{".repeat(60000), "", { changed() {} }).breakLine(),
      };
      const time = (run) => { const start = performance.now(); run(); return performance.now() - start; };
      return Object.keys(cases).filter((name) => time(cases[name]) > 500);
    """
    found = reader.js(slow)
    check(found == [], f"the page's scripts take long: {found}")
    reader.open(1)
    reader.type("// " + "x" * 300_000 + "\nprint(1)").send_keys(Keys.CONTROL, Keys.ENTER)
    check(reader.says("256 KB", 20), f"a text that is too large is refused: {reader.note()[:200]}")
    reader.type("\n".join(f"let v{n} = {n} // line" for n in range(300)) + "\nprint(v299)")
    reader.driver.switch_to.active_element.send_keys(Keys.CONTROL, Keys.ENTER)
    check(wait_until(lambda: "299" in reader.output(1)[-300:], 120), "a large one runs")
    reader.press("Reset")
    check(wait_until(lambda: reader.text() == "print(answer + 1)"), "the author's text is back")
    fence = 'print("a fence")\n```\n# Heading\n```{swift}\nprint("more")'
    reader.type(fence).send_keys(Keys.CONTROL, Keys.ENTER)
    check(wait_until(lambda: "Does not compile" in reader.output(1), 60), "a fence in the text stays in the cell")
    check(
        "Heading" not in reader.js("return [...document.querySelectorAll('h1, h2')].map((h) => h.innerText).join()"), ""
    )
    reader.press("Reset")
    reader.press("Close")
    page.is_idle()
    browser.resize(page.driver, 390, touch=True)
    for theme in ("dark", "light"):
        browser.theme(page.driver, theme)
        reader.open(3)
        reader.type('print("in", "a list", "and a long line that is wider than a narrow screen is")')
        wide = reader.js("return document.documentElement.scrollWidth - innerWidth")
        check(wide <= 0, f"at 390 px nothing is wider than the screen: {wide}")
        violations = browser.axe_violations(page.driver)
        check(not violations, f"axe finds nothing at 390 px, {theme}: {violations}")
        reader.press("Reset")
        reader.press("Close")
    browser.resize(page.driver, 1280)
    reader.open(3)
    reader.type('print("in a list,")\nprint("edited")').send_keys(Keys.CONTROL, Keys.ENTER)
    check(wait_until(lambda: "edited" in reader.output(3).split("\n"), 60), "a cell in a list can be edited")
    reader.press("Save to notebook")
    check(reader.says("Saved"), reader.note())
    check(
        '  print("in a list,")\n  print("edited")\n  ```' in author.read("notebooks/one.md"), "and saved in its place"
    )
    reader.close()


def windows(reader, author):
    """Two windows that show the same cell."""
    page, driver = reader.page, reader.driver
    first = driver.current_window_handle
    reader.open(0)
    reader.type("let answer = 1\nprint(answer)")
    driver.switch_to.new_window("window")
    page.open("one.html")
    page.is_idle()
    reader.open(0)
    check(reader.text() is not None, "a second window has an editor too")
    reader.type("let answer = 2\nprint(answer)").send_keys(Keys.CONTROL, Keys.ENTER)
    check(page.shows("The answer is 2.", 60), "and runs its text")
    driver.close()
    driver.switch_to.window(first)
    check(page.shows("The answer is 2.", 30), "the first window shows it")
    check(reader.says("changed meanwhile"), f"its editor says that another one was faster: {reader.note()}")
    check("let answer = 1" in reader.text(), "and keeps its own text")
    reader.js("document.querySelector('.trying textarea').focus()")
    driver.switch_to.active_element.send_keys(Keys.CONTROL, Keys.ENTER)
    check(reader.says("changed meanwhile"), "which isn't run by accident")
    reader.press("Run mine")
    check(page.shows("The answer is 1.", 60), "but when it is wanted")
    reader.press("Reset")
    reader.press("Close")


def restarts(reader, author):
    page = reader.page
    reader.edit(0, "let answer = 80\nprint(answer)")
    check(page.shows("The answer is 80.", 60), "the edited cell runs")
    page.driver.refresh()
    check(page.shows("The answer is 80.", 60), "a reload keeps the edit")
    author.end()
    check(wait_until(lambda: "server has ended" in page.bar(), 10), "the server has ended")
    author.serve(author.port)
    check(wait_until(lambda: page.bar() == "", 20), "and is back")
    check(page.shows("The answer is 80.", 60) and "Edited" in reader.output(0), "a restart keeps the edit")
    author.end()
    author.save("notebooks/one.md", notebook(prose="Changed meanwhile."))
    author.serve(author.port)
    check(page.shows("Changed meanwhile.", 20) and page.shows("The answer is 80.", 60), "and follows its cell")
