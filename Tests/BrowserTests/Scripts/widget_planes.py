"""A plane with an arrow to turn; `widgets.py` calls it."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

PLANES = """
const { planes } = arguments[0];
let worst = 0;
for (const scene of planes.data.scenes) {
  planes.scene = scene;
  planes.restart();
  planes.outputs.forEach((value, n) => { worst = Math.max(worst, Math.abs(value - scene.outputs[n])); });
}
planes.scene = planes.data.scenes[0];
planes.restart();
return worst;
"""


def try_it(widget):
    widget.repeats(PLANES)

    def state(what):
        return widget.js(f"return arguments[0].planes.{what}")

    picture = widget.one(".pictured svg")

    def drag(end, x, y):
        widget.press("Start again")
        widget.show(picture)
        place, box = state(f"at(arguments[0].planes.{end})"), picture.size
        actions = ActionChains(widget.driver).move_to_element_with_offset(
            picture, place[0] - box["width"] / 2, place[1] - box["height"] / 2
        )
        actions.click_and_hold().move_by_offset(x, y).release().perform()

    start, foot = state("numbers"), state("foot")
    drag("tip", -30, 0)
    moved = [round(b - a, 2) for a, b in zip(start, state("numbers"))]
    widget.check(moved[0] < 0 and moved[1] == 0, f"the arrow's end goes to the left, and its numbers by {moved}")
    if state("isLine"):
        shifted = widget.js("return Math.hypot(...arguments[0].planes.foot.map((x, n) => x - arguments[1][n]))", foot)
        widget.check(shifted < 0.15, f"turning the arrow moves its foot by {shifted}")
        drag("foot", -40, 40)
        less = state("numbers")
        widget.check(less[:2] == start[:2] and less[2] > start[2], f"the line dragged down has {less}")
    widget.press("Start again")
    widget.show(picture)
    length = state("length")
    picture.send_keys(Keys.ARROW_LEFT, Keys.ARROW_UP)
    turned = widget.js("const [x, y] = arguments[0].planes.numbers; return Math.atan2(y, x)")
    before = widget.js("const [x, y] = arguments[0].planes.scene.start; return Math.atan2(y, x)")
    widget.check(abs(turned - before - 0.0873) < 0.001, "the left arrow key does not turn by 5 degrees")
    widget.check(abs(state("length") / length - 1.1) < 0.001, "the up arrow key does not make the arrow longer")
    # In the corner the arrow is longer than it can be along an axis, and a key still does what it can.
    widget.press("Start again")
    place, frame = state("at(arguments[0].planes.tip)"), state("frame")
    drag("tip", round(frame["left"] + frame["side"] - place[0]), round(frame["top"] - place[1]))
    corner = state("length")
    picture.send_keys(Keys.ARROW_DOWN)
    shorter = state("length")
    if state("isLine"):
        widget.check(corner > state("limit"), f"the arrow that is dragged to the corner has a length of {corner}")
    widget.check(abs(corner / shorter - 1.1) < 0.001, f"the down arrow key makes a length of {corner} {shorter}")
    before = state("numbers")
    picture.send_keys(Keys.ARROW_LEFT)
    widget.check(state("numbers") != before, "the left arrow key does not turn a long arrow")
    slider = widget.all("input[type=range]")[0]
    widget.show(slider)
    slider.send_keys(Keys.HOME)
    widget.check(state("numbers[0]") == -state("limit"), "the slider does not reach the least number")
    for name in widget.js("return arguments[0].planes.data.scenes.slice(1).map(({ name }) => name)"):
        widget.choose(widget.js("return arguments[0].planes.data.choice"), name)
        widget.check(state("scene.name") == name, f"{name} can't be chosen")
    widget.press("Start again")
    widget.check(state("numbers") == start, "Start again does not start again")
