"""playgrounds.py page.html…: the networks that readers train.

Each page contains a run of the engine, which the page's own run from the same seed must repeat. Then a playground is
used by mouse, by touch and by keyboard.
"""

import os
import sys

import browser
from browser import check
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

# The page's run beside the engine's: the weights before the first step, each step's loss, and the weights at the end.
COMPARE = """
const data = readPlayground(arguments[0]), { first, last, losses } = data.record;
const set = data.sets.find(({ name }) => name === data.start.points);
const training = new Training(data.start, set.known);
const weights = () => training.layers.flatMap(({ values }) => [...values]);
const furthest = (ours, theirs) => ours.length !== theirs.length ? `${ours.length} for ${theirs.length} numbers`
  : Math.max(...ours.map((value, n) => Math.abs(value - theirs[n])));
const result = [furthest(weights(), floats(first))];
for (const _ of floats(losses)) training.step();
return [...result, furthest(training.losses, floats(losses)), furthest(weights(), floats(last)), training.steps];
"""
TOLERANCE = 1e-5

# How many colours a canvas has.
COLORS = """
const { width, height } = arguments[0];
return new Set(new Uint32Array(arguments[0].getContext('2d').getImageData(0, 0, width, height).data.buffer)).size;
"""

# By how much the curve is wider than its place as soon as the figure becomes narrower, before anything draws it again.
EXCESS = """
const [figure] = arguments, curve = figure.querySelector('.curve');
figure.style.maxWidth = '20rem';
const excess = curve.getBoundingClientRect().width - curve.parentElement.clientWidth;
figure.style.maxWidth = '';
return excess;
"""


class Playground(browser.Figure):
    def press(self, name):
        self.driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", self.button(name))
        self.button(name).click()

    def steps(self):
        return self.js("return arguments[0].playground.training.steps")

    def weights(self):
        return self.js("return arguments[0].playground.training.layers.flatMap(({ values }) => [...values])")

    def choose(self, title, shown):
        for label in self.all(".choices label"):
            if label.text.startswith(title):
                for option in label.find_elements(By.CSS_SELECTOR, "option"):
                    if option.text == shown:
                        option.click()

    def status(self):
        return self.all(".status")[0].text


def compare(playground):
    first, losses, last, steps = playground.js(COMPARE)
    playground.check(first == 0, f"the first weights differ from the engine's by {first}")
    playground.check(steps >= 100, f"only {steps} steps are recorded")
    for what, difference in (("losses", losses), ("weights", last)):
        near = isinstance(difference, (int, float)) and difference <= TOLERANCE
        playground.check(near, f"after {steps} steps the {what} differ from the engine's by {difference}")
    print(f"{playground.name}: {losses:.1e} {last:.1e}", flush=True)


def try_training(playground):
    before = playground.weights()
    playground.press("Step")
    playground.check(playground.steps() == 1 and playground.status().startswith("Step 1 "), "Step takes no step")
    check_wires(playground)
    playground.press("Start")
    playground.check(browser.wait_until(lambda: playground.steps() > 12), "Start does not train")
    playground.press("Pause")
    count = playground.steps()
    playground.check(
        not browser.wait_until(lambda: playground.steps() != count, 0.4) and playground.button("Start"),
        "Pause does not stop",
    )
    plane = playground.all(".plane canvas")[0]
    playground.check(playground.driver.execute_script(COLORS, plane) > 20, "the plane is blank")
    curve = playground.js("return arguments[0].querySelector('.curve .known').getAttribute('d')")
    playground.check(len(curve) > 20, "the loss has no curve")
    playground.press("Reset to the same weights")
    playground.check(playground.steps() == 0 and playground.weights() == before, "Reset does not go back")
    playground.press("New start: other weights")
    playground.check(playground.weights() != before, "New start begins with the same weights")


# Each weight's line: how wide it is, whether it is dashed, and how far its ends are from what it joins.
WIRES = """
const { playground } = arguments[0], net = arguments[0].querySelector('.net'), origin = net.getBoundingClientRect();
const inputs = [...net.querySelectorAll('.ends')[0].children], output = [...net.querySelectorAll('.ends')[1].children];
const rows = [inputs, ...[...net.querySelectorAll('.units')].map((row) => [...row.children]), output];
const lines = [...net.querySelectorAll('.wires line')];
return playground.training.layers.flatMap((layer, l) => [...layer.values].slice(0, layer.inputs * layer.outputs)
  .map((weight, n) => {
    const line = lines.shift(), from = rows[l][n % layer.inputs].getBoundingClientRect();
    const to = rows[l + 1][Math.floor(n / layer.inputs)].getBoundingClientRect();
    const off = (name, place) => Math.abs(Number(line.getAttribute(name)) - place);
    return [weight, parseFloat(line.style.strokeWidth), getComputedStyle(line).strokeDasharray !== 'none',
      Math.max(off('x1', (from.left + from.right) / 2 - origin.left), off('y1', from.bottom - origin.top),
        off('x2', (to.left + to.right) / 2 - origin.left), off('y2', to.top - origin.top))];
  })).concat(lines.length ? [[0, 0, true, 'too many lines']] : []);
"""


def check_wires(playground):
    """A line for each weight, as wide as it is large, dashed below 0, from what is read to who reads."""
    wires = playground.js(WIRES)
    playground.check(len(wires) > 0, "no lines join the units")
    for weight, width, is_dashed, distance in wires:
        fits = abs(width - min(6, 0.5 + 1.1 * abs(weight))) < 0.06 and is_dashed == (weight < 0)
        playground.check(fits, f"the line of the weight {weight} is {width} px wide, dashed: {is_dashed}")
        playground.check(isinstance(distance, (int, float)) and distance < 1, f"a line is off by {distance}")


def try_choices(playground):
    playground.choose("Hidden layers", "2")
    for name in ("sigmoid", "ReLU", "tanh"):
        playground.choose("Activation", name)
        playground.press("Step")
    for name in ("SGD", "momentum 0.9", "Adam"):
        playground.choose("Optimizer", name)
        playground.press("Step")
        playground.check(playground.steps() == 1, f"{name} does not begin again")
    playground.choose("Hidden layers", "3")
    playground.check(len(playground.all(".units")) == 3, "a third layer does not come")
    units = len(playground.all(".units button"))
    playground.press("One unit less in layer 2")
    playground.check(len(playground.all(".units button")) == units - 1, "no unit goes")
    check_wires(playground)
    focus = playground.driver.switch_to.active_element.get_attribute("aria-label")
    playground.check(focus == "One unit less in layer 2", f"the focus is lost to {focus}")
    playground.choose("Hidden layers", "0")
    playground.press("Step")
    check_wires(playground)
    playground.check("No hidden layer" in playground.all(".net")[0].text, "no word about the missing layers")
    for radio in playground.all(".segments input"):
        radio.find_element(By.XPATH, "..").click()
        playground.check(playground.steps() == 0, "other data do not begin again")


def try_extremes(playground):
    """Too large a rate breaks the network, and the page says so and goes on."""
    playground.choose("Hidden layers", "2")
    playground.choose("Activation", "ReLU")
    playground.choose("Optimizer", "momentum 0.9")
    playground.choose("Weight decay (L2)", "0.03")
    playground.js("const { playground } = arguments[0]; playground.settings.rate = 300; playground.run(true);")
    playground.check(
        browser.wait_until(lambda: "broken" in playground.status(), 20), f"no word of a break: {playground.status()}"
    )
    playground.check(playground.button("Start").is_enabled(), "a broken network runs on")
    playground.all("input[type=range]")[0].send_keys(Keys.HOME)
    playground.press("Reset to the same weights")
    playground.check("broken" not in playground.status(), "Reset does not mend the network")
    playground.choose("Weight decay (L2)", "none")


def try_keys(playground):
    playground.choose("Hidden layers", "2")
    units = playground.all(".units button")
    stops = [unit for unit in units if unit.get_attribute("tabindex") != "-1"]
    playground.check(len(stops) == 1, f"the units are {len(stops)} tab stops")
    units[0].send_keys(Keys.ARROW_RIGHT)
    second = playground.driver.switch_to.active_element
    playground.check(second == units[1], "the arrow key does not go to the next unit")
    second.send_keys(Keys.ENTER)
    playground.check(units[1].get_attribute("aria-pressed") == "true", "Enter does not choose a unit")
    playground.check("unit 2 of layer 1" in playground.all(".plane canvas")[0].get_attribute("aria-label"), "not named")
    spoken = playground.all("[aria-live]")[0]
    said = browser.wait_until(lambda: "straight line" in spoken.get_attribute("textContent"))
    playground.check(said, "a screen reader does not hear about the unit")
    second.send_keys(Keys.ENTER)
    playground.check(units[1].get_attribute("aria-pressed") == "false", "Enter again does not go back")
    slider = playground.all("input[type=range]")[0]
    slider.send_keys(Keys.HOME, Keys.ARROW_RIGHT)
    playground.check(playground.js("return arguments[0].playground.settings.rate") == 0.001, "the slider does nothing")


def try_touch(playground):
    small = playground.js("""
      return [...arguments[0].querySelectorAll('button, select')].map((each) => [each, each.getBoundingClientRect()])
        .filter(([each, box]) => box.width > 0 && (box.height < 36 || box.width < 32))
        .map(([each]) => each.textContent || each.ariaLabel);
    """)
    playground.check(not small, f"too small to touch: {small}")
    unit = playground.all(".units button")[2]
    playground.js("arguments[1].scrollIntoView({ block: 'center', behavior: 'instant' })", unit)
    box = playground.js("const { x, y } = arguments[1].getBoundingClientRect(); return [x + 9, y + 9];", unit)
    for kind, points in (("touchStart", [{"x": box[0], "y": box[1]}]), ("touchEnd", [])):
        playground.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    chosen = browser.wait_until(lambda: unit.get_attribute("aria-pressed") == "true")
    playground.check(chosen, "a touch does not choose a unit")


def try_small(playground):
    """The front page's one begins by itself, but not for readers who want little motion."""
    wants_little = playground.driver.execute_script("return matchMedia('(prefers-reduced-motion: reduce)').matches")
    if wants_little:
        playground.check(playground.steps() == 0, "it begins by itself")
        said = playground.one("figcaption").text
        playground.check(said.startswith("Press Start"), f"while it rests, its caption says “{said}”")
        playground.press("Start")
    playground.check(browser.wait_until(lambda: playground.steps() > 3), "it does not train")
    playground.press("Pause")
    count, before = playground.steps(), playground.weights()
    playground.check(not browser.wait_until(lambda: playground.steps() != count, 0.4), "Pause does not stop")
    playground.press("New start: other weights")
    playground.check(playground.weights() != before, "New start begins with the same weights")


def without_script(driver, page, name):
    browser.scripts(driver, False)
    driver.get(browser.address(page))
    for figure in driver.find_elements(By.CSS_SELECTOR, ".playground"):
        still = figure.find_element(By.CSS_SELECTOR, ".drawing")
        check(still.is_displayed() and still.size["height"] > 100, f"{name}: no still without JavaScript")
    browser.scripts(driver, True)


def main(paths):
    driver = browser.start()
    try:
        for path in paths:
            name = os.path.basename(path)
            browser.theme(driver, "light")
            without_script(driver, path, name)
            browser.resize(driver, 1280)
            browser.forget_logs(driver)
            driver.get(browser.address(path))
            found = driver.find_elements(By.CSS_SELECTOR, ".plate.playground")
            check(found, f"{name} has no playground")
            playgrounds = [Playground(driver, figure, f"{name} {figure.get_attribute('id')}") for figure in found]
            for playground in playgrounds:
                compare(playground)
                excess = playground.js(EXCESS)
                playground.check(excess <= 0, f"in a narrower place the curve is {excess} px too wide")
            if playgrounds[0].figure.get_attribute("data-small") is not None:
                try_small(playgrounds[0])
            else:
                for attempt in (try_training, try_choices, try_extremes, try_keys):
                    attempt(playgrounds[0])
                check(not browser.axe_violations(driver), f"{name}: axe finds {browser.axe_violations(driver)}")
                browser.resize(driver, 390, touch=True)
                try_touch(playgrounds[0])
                browser.resize(driver, 1280)
            browser.check_quiet(driver, name)
    finally:
        driver.quit()
    browser.finish()


main(sys.argv[1:])
