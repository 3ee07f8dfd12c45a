"""demos.py page.html…: the networks that run in pages.

Compares their numbers for the page's examples with the engine's, which the page contains. Then it draws and types.
"""

import os
import sys

import browser
from browser import check
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

# For each example and network, the largest difference between the page's logits and the engine's, relative to the
# largest logit. Texts are tokenized like a reader's.
COMPARE = """
const demo = readDemo(arguments[0]);
if (demo.vocabulary) demo.numbers = new Map(demo.vocabulary.map((token, index) => [token, index]));
const input = (example) => demo.vocabulary ? tokenNumbers(example.label, demo).map(([, number]) => number)
  : tensor([1, demo.canvas.height, demo.canvas.width], floats(example.pixels));
return demo.examples.flatMap((example) => demo.logits(input(example)).map((ours, index) => {
  const theirs = floats(example.logits[index]);
  if (ours.length !== theirs.length) return `${ours.length} logits, not ${theirs.length}`;
  const greatest = Math.max(...theirs.map(Math.abs));
  return Math.max(...theirs.map((value, place) => Math.abs(value - ours[place]))) / greatest;
}));
"""
TOLERANCE = 3e-6

# The probabilities in the table, in percent, for each network.
SHARES = """
return [...arguments[0].querySelectorAll('.bars tbody tr')].map((row) =>
  [...row.querySelectorAll('.share')].map((share) => share.textContent));
"""


# The numbers in a transformer's picture: colours of cells, weights of heads, widths of curves, and all texts.
PICTURE = """
const list = (selector, read) => [...arguments[0].querySelectorAll('.pictures ' + selector)].map(read);
return {
  cells: list('.column:not(.off) .strip rect', (cell) => Number(cell.getAttribute('class').slice(1))),
  weights: list('.head rect:not(.map, .row)', (cell) => Number(cell.getAttribute('opacity'))),
  curves: list('.arcs path', (curve) => curve.hasAttribute('d') ? Number(curve.getAttribute('stroke-width')) : 0),
  ends: list('.arcs path', (curve) => (curve.getAttribute('d') ?? '').match(/[\\d.]+/g)?.map(Number) ?? []).flat(),
  texts: list('text', (text) => text.textContent),
};
"""


class Demo(browser.Figure):
    def shares(self):
        return self.js(SHARES)

    def picture(self):
        return self.js(PICTURE)

    def settle(self):
        """Waits for the frame that the pen requested."""
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));"
        )


def compare(demo):
    differences = demo.js(COMPARE)
    demo.check(len(differences) > 0, "has no examples to compare")
    for difference in differences:
        demo.check(
            isinstance(difference, (int, float)) and difference <= TOLERANCE,
            f"the page's logits differ from the engine's by {difference}",
        )
    print(f"{demo.name}: {max(each for each in differences if not isinstance(each, str)):.1e}", flush=True)


# The grey values of the small picture, by cell.
SEEN = """
const cells = {};
for (const path of arguments[0].querySelectorAll('.seen path'))
  for (const [, x, y] of path.getAttribute('d').matchAll(/M(\\d+) (\\d+)/g))
    cells[`${x},${y}`] = Number(path.getAttribute('fill-opacity'));
return cells;
"""


def corners(demo):
    """The corners of a seven, as offsets from the middle of the paper."""
    size = demo.one(".paper").size
    return [(round(x * size["width"]), round(y * size["height"])) for x, y in ((-0.2, -0.3), (0.2, -0.3), (0, 0.3))]


def seen(demo):
    demo.settle()
    return demo.js(SEEN)


def is_like_data(demo, name):
    canvas = demo.js("return readDemo(arguments[0]).canvas")
    cells = seen(demo)
    rows = [int(cell.split(",")[1]) for cell in cells]
    demo.check(
        rows and abs(max(rows) - min(rows) + 1 - canvas["inkHeight"]) <= 1.5,
        f"{name}: a drawing doesn't have the data's height",
    )
    demo.check(abs(sum(cells.values()) / canvas["ink"] - 1) < 0.12, f"{name}: a drawing doesn't have the data's ink")
    totals = [sum(float(row[n].split()[0]) for row in demo.shares()) for n in range(len(demo.shares()[0]))]
    demo.check(all(abs(each - 100) < 1 for each in totals), f"{name}: the probabilities add up to {totals}")


def try_mouse(demo):
    start, paper = demo.shares(), demo.one(".paper")
    demo.js("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })")
    points = corners(demo)
    hand = ActionChains(demo.driver, duration=20).move_to_element_with_offset(paper, *points[0]).click_and_hold()
    for (x, y), (next_x, next_y) in zip(points, points[1:]):
        hand.move_by_offset(next_x - x, next_y - y)
    hand.release().perform()
    is_like_data(demo, "by mouse")
    demo.check(demo.shares() != start, "a drawing changes nothing")
    demo.check(
        len(demo.js("return arguments[0].querySelectorAll('.stroke')")) == 1, "a line by mouse is not one stroke"
    )
    demo.button("Undo").click()
    demo.check(seen(demo) == {}, "Undo does not remove the stroke")
    demo.button("Example 1, class " + demo.js("return readDemo(arguments[0]).examples[0].label")).click()
    demo.check(demo.shares() == start, "the example does not come back")
    demo.button("Clear").click()
    demo.check(seen(demo) == {}, "Clear leaves ink")


def try_keys(demo):
    paper = demo.one(".paper")
    # Space puts the pen down although an example is shown.
    demo.button("Example 1, class " + demo.js("return readDemo(arguments[0]).examples[0].label")).click()
    paper.send_keys(Keys.SPACE, *[Keys.ARROW_DOWN] * 4, *[Keys.ARROW_RIGHT] * 2, Keys.SPACE, Keys.ARROW_LEFT)
    is_like_data(demo, "by keys")
    demo.check(
        demo.js("return getComputedStyle(arguments[0].querySelector('.pen')).visibility") == "visible",
        "the pen for the keyboard is not visible",
    )
    paper.send_keys(Keys.BACKSPACE)
    demo.check(seen(demo) == {}, "Backspace does not remove the stroke")


def try_touch(demo):
    demo.js("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })")
    scrolled, points = demo.js("return scrollY"), corners(demo)
    middle = demo.js(
        "const box = arguments[0].querySelector('.paper').getBoundingClientRect();"
        "return [box.left + box.width / 2, box.top + box.height / 2];"
    )
    for index, (x, y) in enumerate(points):
        demo.driver.execute_cdp_cmd(
            "Input.dispatchTouchEvent",
            {"type": "touchMove" if index else "touchStart", "touchPoints": [{"x": middle[0] + x, "y": middle[1] + y}]},
        )
    demo.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    is_like_data(demo, "by touch")
    demo.check(demo.js("return scrollY") == scrolled, "drawing by touch scrolls the page")


def try_moving(demo):
    if not demo.figure.find_elements(By.CSS_SELECTOR, ".moves"):
        return
    before = seen(demo)
    demo.button("Move right").click()
    after = seen(demo)
    width = demo.js("return readDemo(arguments[0]).canvas.width")
    expected = {}
    for cell, ink in before.items():
        x, y = map(int, cell.split(","))
        if x + 1 < width:
            expected[f"{x + 1},{y}"] = ink
    demo.check(after == expected, "Move right does not move")


def engine_shares(demo, example):
    """The engine's probabilities at the last position, in percent like the table's."""
    return demo.js(
        """
      const demo = readDemo(arguments[0]), logits = floats(demo.examples[arguments[1]].logits[0]);
      return softmax(logits.slice(-demo.outputs.length)).map(asPercent);
    """,
        example,
    )


def empty(field):
    field.send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.DELETE)


def hint(demo):
    return demo.js("const line = arguments[0].querySelector('.hint'); return line.hidden ? '' : line.textContent")


def is_spoken(demo, words):
    """Whether the line for screen readers says the words, which it does after a while."""
    line = "return arguments[0].querySelector('.unseen[aria-live]').textContent"
    return browser.wait_until(lambda: words in demo.js(line), 5)


def has_button(demo, name):
    return any(each.text == name for each in demo.all("button"))


def is_idle(demo):
    """Whether no button can write a token."""
    buttons = "return [...arguments[0].querySelectorAll('.bars tbody button')].every((button) => button.disabled)"
    names = [name for name in ("Write on", "Draw again") if has_button(demo, name)]
    return demo.js(buttons) and not any(demo.button(name).is_enabled() for name in names)


def try_dead_ends(demo):
    """Where there is nothing to go on from, the figure says so, and what could be pressed can't be."""
    example = demo.js("return readDemo(arguments[0]).examples[0].label")
    is_open = demo.js("return readDemo(arguments[0]).vocabulary.includes('<unk>')")
    is_reading = "reading" in demo.figure.get_attribute("class").split()
    field = demo.one("textarea, .typed input")

    def show_example():
        demo.button("Example 1: " + example).click()
        demo.check(hint(demo) == "", f"the example has the hint {hint(demo)!r}")
        demo.check(is_reading or not is_idle(demo), "after the example no token can be written")

    show_example()
    empty(field)
    demo.check("example" in hint(demo), "an empty text does not say what to do")
    demo.check(is_reading or is_idle(demo), "after an empty text a token can be written")
    demo.check(is_spoken(demo, "choose an example"), "a screen reader hears of an empty text as of the last one")
    if has_button(demo, "Clear"):
        show_example()
        demo.button("Clear").click()
        demo.check("example" in hint(demo), "Clear does not say what to do")
        demo.check(is_reading or is_idle(demo), "after Clear a token can be written")
    if not is_open:
        field.send_keys("\u4e2d")
        demo.check("\u4e2d" in hint(demo) and "example" in hint(demo), "an unknown token alone: no hint")
        demo.check(is_reading or is_idle(demo), "after an unknown token alone a token can be written")
        show_example()
        before = demo.shares()
        if demo.js("return arguments[1].maxLength > arguments[1].value.length", field):
            field.send_keys("\u4e2d" if demo.js("return Boolean(readDemo(arguments[0]).areCharacters)") else " \u4e2d")
            demo.check("\u4e2d" in hint(demo) and "example" not in hint(demo), "an unknown token gives no hint")
            demo.check(is_reading or not is_idle(demo), "an unknown token stops the writing")
            demo.check(demo.shares() == before, "an unknown token is not skipped")
    show_example()


def try_typing(demo):
    field = demo.one("textarea")
    is_writing = "writing" in demo.figure.get_attribute("class")
    for index in reversed(range(min(2, demo.js("return readDemo(arguments[0]).examples.length")))):
        text = demo.js("return readDemo(arguments[0]).examples[arguments[1]].label", index)
        empty(field)
        demo.check(demo.shares()[0] == ["–"], "an empty text shows probabilities")
        field.send_keys(text)
        ours, theirs = [row[0] for row in demo.shares()], engine_shares(demo, index)
        if is_writing:
            theirs = sorted(theirs, key=lambda share: -float(share.split()[0]))[: len(ours)]
        demo.check(ours == theirs, f"typing “{text}” gives {ours}, not {theirs}")
    field.send_keys(" \u4e2d")
    is_open = demo.js("return readDemo(arguments[0]).vocabulary.includes('<unk>')")
    demo.check(
        is_open or len(demo.figure.find_elements(By.CSS_SELECTOR, ".tokens s")) == 1, "an unknown token is not marked"
    )


def try_writing(demo):
    demo.button("Example 1: " + demo.js("return readDemo(arguments[0]).examples[0].label")).click()
    length = "return [...arguments[0].querySelectorAll('.token')].length"
    first, count = demo.one(".bars tbody button").text, demo.js(length)
    demo.one(".bars tbody button").click()
    tokens = demo.figure.find_elements(By.CSS_SELECTOR, ".token")
    demo.check(len(tokens) == count + 1, "clicking a likely token does not append it")
    heat = demo.one("input[type=range]")
    heat.send_keys(Keys.HOME)
    text = demo.one("textarea").get_attribute("value")
    likeliest = demo.one(".bars tbody button").get_attribute("data-token")
    demo.button("Write on").click()
    written = demo.one("textarea").get_attribute("value")
    token = demo.js("return readDemo(arguments[0]).outputs[arguments[1]]", int(likeliest))
    demo.check(
        written.startswith(text) and written[len(text) :].lstrip(" ").startswith(token.lstrip(" ")),
        f"at temperature 0 the likeliest token does not follow: {written!r}, not {token!r} after {first!r}",
    )
    again = demo.one("textarea")
    empty(again)
    again.send_keys(text)
    demo.button("Write on").click()
    demo.check(again.get_attribute("value") == written, "at temperature 0 two texts differ")


def chosen_shares(demo):
    return [float(row[1].split()[0]) for row in demo.shares()]


def set_knob(demo, name, *keys):
    demo.one(f".knobs label:nth-child({['temperature', 'top-k', 'top-p'].index(name) + 1}) input").send_keys(*keys)


def drawn(demo):
    """The text that is drawn, when all of it has come."""
    read = "return arguments[0].querySelector('.drawn')?.textContent ?? ''"
    browser.wait_until(lambda: len(demo.js(read)) > 0, 20)
    return demo.js(read)


def try_sampling(demo):
    first = drawn(demo)
    demo.button("Draw again").click()
    again = drawn(demo)
    demo.check(again != first, "another seed draws the same text")
    set_knob(demo, "top-p", Keys.END)
    set_knob(demo, "top-k", Keys.HOME)
    demo.check(chosen_shares(demo)[:2] == [100, 0], "top-k of 1 leaves more than the likeliest token")
    set_knob(demo, "top-k", Keys.END)
    set_knob(demo, "temperature", Keys.HOME)
    demo.check(chosen_shares(demo)[:2] == [100, 0], "temperature 0 leaves more than the likeliest token")
    sure = drawn(demo)
    demo.button("Draw again").click()
    demo.check(drawn(demo) == sure, "at temperature 0 two seeds draw different texts")
    set_knob(demo, "temperature", Keys.END)
    wild = demo.shares()
    demo.check(
        all(float(row[1].split()[0]) <= float(row[0].split()[0]) for row in wild[:1]),
        "a temperature of 2 makes the likeliest token likelier",
    )
    set_knob(demo, "temperature", Keys.HOME, *[Keys.ARROW_RIGHT] * 10)
    demo.check(all(row[0] == row[1] for row in demo.shares()), "temperature 1, all kept, is not the model's")
    text = demo.one("textarea").get_attribute("value")
    token = demo.one(".bars tbody button")
    word = demo.js("return readDemo(arguments[0]).outputs[arguments[1]]", int(token.get_attribute("data-token")))
    token.click()
    demo.check(demo.one("textarea").get_attribute("value").endswith(word), f"{word!r} is not written after {text!r}")
    demo.button("Clear").click()
    demo.check(demo.shares()[0] == ["–", "–"], "an empty text shows probabilities")
    demo.button("Example 1: " + demo.js("return readDemo(arguments[0]).examples[0].label")).click()
    demo.check(demo.shares()[0] != ["–", "–"], "an example shows no probabilities")


def press(demo, key, value):
    demo.js(
        "arguments[0].querySelector(`.choosing input[data-key=${arguments[1]}][value='${arguments[2]}']`).click()",
        key,
        value,
    )


def try_transformer(demo):
    start = demo.picture()
    for element, name in (("[data-h='1'] .map", "head"), (".column[data-t='1'] .token", "token")):
        demo.js(
            "arguments[0].querySelector(arguments[1]).dispatchEvent(new MouseEvent('click', { bubbles: true }))",
            element,
        )
        demo.check(demo.picture()["curves"] != start["curves"], f"tapping a {name} changes no curve")
    curves = demo.picture()["curves"]
    demo.check(not any(curves[2:]), "a token looks at those after it")
    last = len(demo.js("return [...arguments[0].querySelectorAll('.whole .column:not(.off)')].map(() => 1)")) - 1
    press(demo, "head", 0)
    press(demo, "chosen", last)
    demo.check(demo.picture() == start, "the choices do not lead back")
    demo.one(".choosing input[data-key=chosen]:checked").send_keys(Keys.ARROW_LEFT)
    chosen = demo.js("return arguments[0].querySelectorAll('.whole .column.chosen').length")
    demo.check(chosen == 1, "no token is chosen")
    demo.check(demo.picture() != start, "an arrow key chooses no other token")
    count = demo.js("return arguments[0].querySelectorAll('.stations li').length")
    for _ in range(count):
        demo.button("Next").click()
        shown = [each for each in demo.figure.find_elements(By.CSS_SELECTOR, ".stations li") if each.is_displayed()]
        demo.check(len(shown) == 1, "not one sentence is shown")
    demo.check(demo.one(".place").text == f"Part 1 of {count}", "the walk does not begin again")
    demo.button("Write on").click()
    field = demo.one("input[type=text]")
    limit = demo.js("return readDemo(arguments[0]).limit")
    demo.check(0 < len(field.get_attribute("value")) <= limit, "the text has no room")
    empty(field)
    demo.check(not any(demo.picture()["weights"]), "an empty text has weights")
    field.send_keys("\u4e2d")
    demo.check(not any(demo.picture()["weights"]), "an unknown token has weights")
    demo.button("Example 1: " + demo.js("return readDemo(arguments[0]).examples[0].label")).click()
    press(demo, "block", 0)
    demo.check(demo.picture() == start, "the example does not come back")


def same_picture(demo, still):
    """The script finds what the engine has found; a number on the edge of two colours may take either."""
    ours = demo.picture()
    for name, tolerance in (("cells", 1), ("weights", 0.011), ("curves", 0.02), ("ends", 0.02)):
        demo.check(
            len(ours[name]) == len(still[name]) > 0
            and all(abs(a - b) <= tolerance for a, b in zip(ours[name], still[name])),
            f"{name} differ from the still's",
        )
    cells = [a == b for a, b in zip(ours["cells"], still["cells"])]
    demo.check(sum(cells) >= 0.98 * len(cells), f"only {sum(cells)} of {len(cells)} cells have the still's colour")
    demo.check(ours["texts"] == still["texts"], f"the texts are {ours['texts']}, not {still['texts']}")


def without_script(driver, page, name):
    """Without JavaScript the same numbers are shown."""
    browser.scripts(driver, False)
    driver.get(browser.address(page))
    demos = [Demo(driver, figure, name) for figure in driver.find_elements(By.CSS_SELECTOR, ".demo")]
    still = [(demo.shares(), demo.picture()) for demo in demos]
    browser.scripts(driver, True)
    return still


def try_demo(driver, figure, name):
    demo = Demo(driver, figure, name)
    compare(demo)
    demo.check_sliders()
    kinds = demo.figure.get_attribute("class").split()
    if demo.figure.find_elements(By.CSS_SELECTOR, ".paper"):
        for attempt in (try_mouse, try_keys, try_touch, try_moving):
            attempt(demo)
    elif "transformer" in kinds:
        try_transformer(demo)
        try_dead_ends(demo)
    elif "sampling" in kinds:
        try_sampling(demo)
        try_dead_ends(demo)
    else:
        try_typing(demo)
        if "writing" in kinds:
            try_writing(demo)
        try_dead_ends(demo)


def main(paths):
    driver = browser.start()
    try:
        for path in paths:
            name = os.path.basename(path)
            browser.theme(driver, "light")
            still = without_script(driver, path, name)
            browser.resize(driver, 390, touch=True)
            browser.forget_logs(driver)
            driver.get(browser.address(path))
            figures = driver.find_elements(By.CSS_SELECTOR, ".demo")
            check(len(figures) == len(still) > 0, f"{name} has no networks")
            for figure, (shares, picture) in zip(figures, still):
                demo = Demo(driver, figure, name)
                check(demo.shares() == shares, f"{name}: the still shows {shares}")
                if picture["cells"]:
                    same_picture(demo, picture)
            for figure in figures:
                try_demo(driver, figure, f"{name} {figure.get_attribute('id')}")
            browser.check_quiet(driver, name)
    finally:
        driver.quit()
    browser.finish()


main(sys.argv[1:])
