"""widgets.py page.html…: the pictures that readers change.

Each page contains what the engine computes from the first numbers, which the page must repeat. Then each picture is
used by mouse, by touch and by keyboard, wide and narrow.
"""

import os
import sys

import browser
import widget_knobs
import widget_layers
import widget_planes
from browser import check
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

TOLERANCE = 1e-5

# The largest difference between each window's sum, as the picture writes it out, and the engine's map.
WINDOWS = """
const { windows } = arguments[0];
let worst = 0;
for (const scene of windows.data.scenes) {
  windows.scene = scene;
  for (const setting of scene.settings) {
    windows.change(setting);
    for (let row = 0; row < windows.rows; row += 1) {
      for (let column = 0; column < windows.columns; column += 1) {
        windows.move(row, column);
        scene.kernels.forEach((kernel, number) => {
          const sums = kernel.weights.map((_, index) => total(windows.products(kernel, index).flat()));
          const difference = Math.abs(total(sums) + kernel.bias - setting.sums[number][row][column]);
          worst = Math.max(worst, difference);
        });
      }
    }
  }
}
windows.scene = windows.data.scenes[0];
windows.change(windows.scene.settings[windows.data.start.setting]);
windows.move(...windows.data.start.place);
return worst;
"""

# The page's filtered picture beside the engine's, and its cells beside the engine's.
KERNELS = """
const { kernels } = arguments[0], engine = kernels.data.filtered;
return Math.max(...engine.map((value, place) => Math.abs(value - kernels.values[place])));
"""
GATES = """
const { gates } = arguments[0], furthest = (a, b) => Math.max(...a.map((value, t) => Math.abs(value - b[t])));
return Math.max(furthest(gates.cells, gates.data.cells), furthest(gates.hidden, gates.data.hidden));
"""
SURFACES = """
const { surfaces } = arguments[0];
let worst = 0;
for (const surface of surfaces.data.surfaces) {
  Object.assign(surfaces, { surface, rate: surfaces.data.rate });
  surfaces.drop(surface.start);
  while (surfaces.steps + 1 < surface.paths[0].length) surfaces.step();
  surfaces.balls.forEach(({ path }, index) => path.forEach((place, step) => place.forEach((value, i) => {
    worst = Math.max(worst, Math.abs(value - surface.paths[index][step][i]));
  })));
}
surfaces.surface = surfaces.data.surfaces[0];
surfaces.drop(surfaces.surface.start);
return worst;
"""

BENDS = """
const { bends } = arguments[0];
let worst = 0;
for (const scene of bends.data.scenes) {
  bends.scene = scene;
  for (const network of [scene.start, scene.found]) {
    bends.take(network);
    bends.outputs.forEach((value, n) => { worst = Math.max(worst, Math.abs(value - network.outputs[n])); });
  }
}
bends.scene = bends.data.scenes[0];
bends.take(bends.scene.start);
return worst;
"""


class Widget(browser.Figure):
    def press(self, name):
        self.show(self.button(name))
        self.button(name).click()

    def show(self, element):
        self.driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", element)

    def choose(self, legend, option):
        for fieldset in self.all("fieldset"):
            if fieldset.find_element(By.CSS_SELECTOR, "legend").text == legend:
                for each in fieldset.find_elements(By.CSS_SELECTOR, "label"):
                    if each.text == option:
                        self.show(each)
                        each.click()
                        return True
        return False

    def repeats(self, code):
        difference = self.js(code)
        self.check(difference <= TOLERANCE, f"its numbers differ from the engine's by {difference}")
        print(f"{self.name}: {difference:.1e}", flush=True)


def try_windows(widget):
    widget.repeats(WINDOWS)

    def place():
        return widget.js("const w = arguments[0].windows; return [w.row, w.column]")

    start = place()
    picture = widget.one(".pictured svg")
    widget.show(picture)
    picture.send_keys(Keys.ARROW_DOWN, Keys.ARROW_RIGHT)
    widget.check(place() == [start[0] + 1, start[1] + 1], "the arrow keys do not move the window")
    slider = widget.one("input[type=range]")
    slider.send_keys(Keys.HOME)
    widget.check(place() == [0, 0], "the slider does not go to the first place")
    slider.send_keys(Keys.ARROW_RIGHT)
    widget.check(place() == [0, 1], "the slider does not go on")
    said = widget.one("output").text
    widget.check(said == "row 1, column 2", f"the place is called “{said}”")
    # A tap on a map's cell puts the window there.
    area = widget.js("const w = arguments[0].windows; return w.areas.find((each) => each.at(1, 0).join() === '1,0')")
    box = picture.size
    x, y = area["x"] + area["cell"] / 2, area["y"] + area["cell"] * 1.5
    actions = ActionChains(widget.driver).move_to_element_with_offset(
        picture, x - box["width"] / 2, y - box["height"] / 2
    )
    actions.click().perform()
    widget.check(place() == [1, 0], f"a click on the map's second row moves the window to {place()}")
    widget.press("Next")
    widget.check(place() == [1, 1], "with reduced motion, Next does not take one place")
    if widget.choose("Stride", "2") and widget.choose("Padding", "1"):
        rows = widget.js("return arguments[0].windows.rows")
        slider.send_keys(Keys.END)
        widget.check(place() == [rows - 1, rows - 1], "with a stride of 2 the window does not reach the last place")
    if widget.choose("Inks", "2"):
        sheets = widget.js("return arguments[0].windows.slots.length")
        kernels = widget.js("return arguments[0].windows.scene.kernels.length")
        widget.check(sheets == 2 * kernels, f"two inks have {sheets} sheets of products")


def try_kernels(widget):
    widget.repeats(KERNELS)

    def weights():
        return widget.js("return arguments[0].kernels.kernel")

    widget.press("All 0")
    widget.check("0 everywhere" in widget.one(".part-note").text, "a kernel of zeros does not say so")
    field = widget.all(".kernel input")[4]
    widget.show(field)
    field.click()
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("-1/4")
    widget.check(weights()[4] == -0.25, f"the fraction −1/4 is read as {weights()[4]}")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("abc")
    widget.check(
        field.get_attribute("aria-invalid") == "true" and weights()[4] == -0.25, "letters are taken for a weight"
    )
    field.send_keys(Keys.TAB)
    widget.check(field.get_attribute("value") == "−0.25", "what is no number stays in the field")
    field.click()
    field.send_keys(Keys.ARROW_UP)
    widget.check(weights()[4] == 0.75, "the up arrow does not add 1")
    widget.press("Chosen weight: other sign")
    widget.check(weights()[4] == -0.75, "the sign does not change")
    widget.press("do nothing")
    same = widget.js("const k = arguments[0].kernels, p = k.pixels(); return p.every((v, n) => v === k.values[n])")
    widget.check(same and weights()[4] == 1, "the kernel that does nothing changes the picture")
    widget.press("Clear")
    widget.press("Undo")
    widget.check("0 everywhere" in widget.one(".part-note").text, "an empty drawing has ink")
    paper = widget.one(".paper")
    widget.show(paper)
    actions = ActionChains(widget.driver).move_to_element_with_offset(paper, -20, 0).click_and_hold()
    actions.move_by_offset(40, 10).release().perform()
    drawn = browser.wait_until(lambda: widget.js("return arguments[0].kernels.values.some((value) => value > 0)"))
    widget.check(drawn, "what is drawn does not show")
    paper.send_keys(Keys.DELETE, " ", Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, " ")
    strokes = widget.js("return arguments[0].kernels.strokes.length")
    widget.check(strokes == 1, f"the keyboard draws {strokes} strokes")


def try_gates(widget):
    widget.repeats(GATES)

    def last():
        return widget.js("return arguments[0].gates.cells.at(-1)")

    widget.press("Remember all")
    everything = widget.js("return total(arguments[0].gates.data.candidates)")
    widget.check(abs(last() - everything) < 1e-9, "with all gates open the cell is not the sum of what came in")
    picture = widget.one(".pictured svg")
    widget.show(picture)
    picture.send_keys(Keys.END)
    widget.choose("Pull at", "the chosen step")
    forget = widget.all("input[type=range]")[0]
    widget.show(forget)
    forget.send_keys(Keys.HOME)
    newest = widget.js("return arguments[0].gates.data.candidates.at(-1)")
    widget.check(abs(last() - newest) < 1e-9, "a shut forget gate at the last step keeps something")
    before = widget.js("return arguments[0].gates.gates.f.slice(0, -1).every((gate) => gate === 1)")
    widget.check(before, "pulling at one step pulls at others")
    count = widget.js("return arguments[0].gates.count")
    widget.check(widget.one(".sum").text.startswith(f"Step {count}"), "the chosen step has no sum")
    widget.press("Reset")
    widget.repeats(GATES)


def try_surfaces(widget):
    widget.repeats(SURFACES)

    def state(what):
        return widget.js(f"return arguments[0].surfaces.{what}")

    picture = widget.one(".pictured svg")
    start = state("start")
    widget.show(picture)
    picture.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_UP)
    moved = [round(b - a, 2) for a, b in zip(start, state("start"))]
    widget.check(moved == [0.1, 0.1], f"the arrow keys move the place of the drop by {moved}")
    picture.send_keys(Keys.ENTER)
    widget.check(state("steps") == 10, "with reduced motion, Enter does not take ten steps")
    widget.press("One step")
    widget.check(state("steps") == 11, "a single step is not one step")
    box = picture.size
    actions = ActionChains(widget.driver).move_to_element_with_offset(picture, box["width"] / 4, 0)
    actions.click().perform()
    x, y = state("start")
    widget.check(abs(x - state("surface.size")[0] / 2) < 0.05 and abs(y) < 0.05, f"a tap drops the ball at {x}, {y}")
    widget.check(state("steps") == 0, "a new drop does not begin at step 0")
    slider = widget.one("input[type=range]")
    widget.show(slider)
    slider.send_keys(Keys.END)
    widget.press("Ten steps")
    widget.check("has left the map" in widget.one(".runners").text, "with a rate of 1 no ball leaves the gutter")
    widget.press("Drop again")
    widget.check("has left" not in widget.one(".runners").text, "the balls don't come back")
    widget.choose("Surface", "saddle")
    widget.check(state("surface.name") == "saddle" and state("steps") == 0, "the surface does not change")


def try_bends(widget):
    widget.repeats(BENDS)

    def state(what):
        return widget.js(f"return arguments[0].bends.{what}")

    picture = widget.one(".pictured svg")
    widget.show(picture)
    picture.send_keys(Keys.HOME, Keys.ARROW_RIGHT)
    widget.check(state("chosen") == 1, "the right arrow does not choose the next unit")
    weight = widget.all("input[type=range]")[0]
    widget.show(weight)
    before = state("units[1][0]")
    weight.send_keys(Keys.ARROW_LEFT)
    widget.check(state("units[1][0]") < before, "the slider does not make the weight smaller")
    # A bend is dragged by a tenth of the plot's width.
    picture.send_keys(Keys.HOME)
    widget.press("Start again")
    widget.show(picture)
    handle = state("handle(arguments[0].bends.units[0])")
    box, step = picture.size, state("plot.width") / 10
    actions = ActionChains(widget.driver).move_to_element_with_offset(
        picture, handle[0] - box["width"] / 2, handle[1] - box["height"] / 2
    )
    actions.click_and_hold().move_by_offset(step, 0).release().perform()
    start, end = state("data.range")
    place = state("units[0]")
    first = state("scene.start.units[0]")
    moved = first[1] / first[0] - place[1] / place[0]
    widget.check(abs(moved - (end - start) / 10) < 0.02 * (end - start), f"the bend follows the pointer by {moved}")
    for _ in range(3):
        widget.press("Add a unit")
    widget.check(state("units.length") == 5 and not widget.button("Add a unit").is_enabled(), "five are not the most")
    for _ in range(4):
        widget.press("Take the unit away")
    widget.check(not widget.button("Take the unit away").is_enabled(), "the last unit can be taken away")
    widget.press("What training finds")
    widget.check(state("units.length") == 5, "training finds no five units")
    trained = state("error")
    widget.choose("Bend", "no bend")
    widget.press("What training finds")
    widget.check(state("error") > 3 * trained, "without a bend the sum meets the curve")
    widget.choose("Bend", "sigmoid")
    widget.repeats(BENDS)


TRIALS = {
    "windows": try_windows,
    "kernels": try_kernels,
    "gates": try_gates,
    "surfaces": try_surfaces,
    "bends": try_bends,
    "layers": widget_layers.try_it,
    "planes": widget_planes.try_it,
    "knobs": widget_knobs.try_it,
}


def main(paths):
    driver = browser.start()
    try:
        for path in paths:
            name = os.path.basename(path)
            browser.theme(driver, "light")
            browser.scripts(driver, False)
            driver.get(browser.address(path))
            stills = driver.find_elements(By.CSS_SELECTOR, ".widget .drawing")
            check(stills and all(each.is_displayed() for each in stills), f"{name}: without a script no still shows")
            browser.scripts(driver, True)
            for width, touch in ((390, True), (1440, False)):
                browser.resize(driver, width, touch=touch)
                browser.forget_logs(driver)
                driver.get(browser.address(path))
                for figure in driver.find_elements(By.CSS_SELECTOR, ".widget"):
                    kind = figure.get_attribute("class").split()[2]
                    widget = Widget(driver, figure, f"{name} {figure.get_attribute('id')} at {width}")
                    widget.check(not widget.one(".drawing").is_displayed(), "the still shows beside the picture")
                    widget.check_sliders()
                    TRIALS[kind](widget)
                    widget.check_sliders()
                browser.check_quiet(driver, name)
    finally:
        driver.quit()
    browser.finish()


main(sys.argv[1:])
