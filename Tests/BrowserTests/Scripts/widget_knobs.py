"""A neuron with a slider for each of its numbers; `widgets.py` calls it."""

import browser
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

# The page's outputs beside the engine's: at the beginning, and with each number at its least and at its greatest.
KNOBS = """
const { knobs } = arguments[0], engine = [...knobs.data.outputs];
let worst = Math.abs(knobs.output - engine.shift());
knobs.data.knobs.forEach(({ range }, part) => range.forEach((end) => {
  knobs.restart();
  knobs.turn(part, end);
  worst = Math.max(worst, Math.abs(knobs.output - engine.shift()));
}));
knobs.restart();
return worst;
"""

# The texts of the picture, and those of the still that it stands for.
TEXTS = """
const texts = (picture) => [...picture.querySelectorAll('text')].map((text) => text.textContent).sort();
return [texts(arguments[0].querySelector('.pictured svg')), texts(arguments[0].querySelector('.stills .chart-wide'))];
"""

# Labels that meet or leave the picture, without the space above and below their letters.
CROWDED = """
const svg = arguments[0].querySelector('.pictured svg'), frame = svg.getBoundingClientRect();
const boxes = [...svg.querySelectorAll('text')].map((text) => {
  const { left, right, top, bottom, height } = text.getBoundingClientRect();
  return { name: text.textContent, left, right, top: top + height / 4, bottom: bottom - height / 4 };
});
const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const leaves = ({ left, right, top, bottom }) =>
  left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom;
return boxes.flatMap((a, index) => [
  ...(leaves(a) ? [`${a.name} is cut`] : []),
  ...boxes.slice(index + 1).filter((b) => meet(a, b)).map((b) => `${a.name} meets ${b.name}`)
]);
"""


def tap(widget, element, share):
    """A finger on a slider, at a share of its width."""
    box = widget.js(
        "const box = arguments[1].getBoundingClientRect(); return [box.left, box.top, box.width, box.height];", element
    )
    place = {"x": box[0] + share * box[2], "y": box[1] + box[3] / 2}
    for kind, points in (("touchStart", [place]), ("touchEnd", [])):
        widget.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def try_it(widget):
    widget.repeats(KNOBS)

    def state(what):
        return widget.js(f"return arguments[0].knobs.{what}")

    def edge(number):
        return widget.js("return arguments[0].querySelectorAll('.pictured .edge')[arguments[1]].outerHTML", number)

    sliders = widget.all("input[type=range]")
    start, ranges, count = state("values"), state("data.knobs.map(({ range }) => range)"), state("count")
    widget.check(len(sliders) == len(start), f"{len(start)} numbers have {len(sliders)} sliders")
    if state("width") == 560:
        shown, still = widget.js(TEXTS)
        widget.check(shown == still, f"the picture begins with {shown} and its still with {still}")

    # By keyboard: each number to both of its ends, and only that one.
    for part, (slider, (low, high)) in enumerate(zip(sliders, ranges)):
        widget.show(slider)
        slider.send_keys(Keys.HOME)
        least = state("values")
        widget.check(least == start[:part] + [low] + start[part + 1 :], f"Home turns number {part + 1} to {least}")
        slider.send_keys(Keys.ARROW_RIGHT)
        widget.check(low < state("values")[part] < high, f"an arrow key goes from {low} to {state('values')}")
        slider.send_keys(Keys.END)
        widget.check(state("values")[part] == high, f"End turns number {part + 1} to {state('values')[part]}")
        widget.press("Start again")
        widget.check(state("values") == start, "Start again does not start again")

    # A weight is a line: dashed below 0, as thick as it can be at the end, and a hair at 0.
    weight = sliders[count]
    widget.show(weight)
    weight.send_keys(Keys.HOME)
    widget.check("negative" in edge(0), "the line of a weight below 0 is not dashed")
    weight.send_keys(Keys.END)
    thick = 'stroke-width="6"' in edge(0) and "negative" not in edge(0)
    widget.check(thick, f"the line of the largest weight is {edge(0)}")
    widget.js("arguments[0].knobs.turn(arguments[1], 0)", count)
    widget.check('stroke-width="1"' in edge(0), f"the line of a weight of 0 is {edge(0)}")

    # With the mouse, from the middle to the right by a quarter of the slider.
    bias = sliders[-1]
    widget.press("Start again")
    widget.show(bias)
    low, high = ranges[-1]
    grip = ActionChains(widget.driver).move_to_element(bias).click_and_hold()
    grip.move_by_offset(bias.size["width"] // 4, 0).release().perform()
    share = (state("bias") - low) / (high - low)
    widget.check(abs(share - 0.75) < 0.1, f"dragged to three quarters, the bias is at {share}")
    said = browser.wait_until(lambda: state("outputText") in widget.one(".unseen").get_attribute("textContent"))
    widget.check(said, "the new output is not said")
    label = widget.one(".pictured svg").get_attribute("aria-label")
    widget.check(state("sumText") in label and state("outputText") in label, f"the picture is called “{label}”")

    # By touch.
    if widget.js("return navigator.maxTouchPoints > 0"):
        tap(widget, bias, 0.25)
        moved = browser.wait_until(lambda: abs((state("bias") - low) / (high - low) - 0.25) < 0.1)
        widget.check(moved, f"a finger at a quarter of the slider makes a bias of {state('bias')}")

    # Long numbers have room.
    for side in (0, 1):
        for part, (slider, ends) in enumerate(zip(sliders, ranges)):
            widget.show(slider)
            slider.send_keys(*((Keys.HOME, Keys.ARROW_RIGHT) if side == 0 else (Keys.END, Keys.ARROW_LEFT)))
            inside = ends[0] < state("values")[part] < ends[1]
            widget.check(inside, f"one step from an end, number {part + 1} is {state('values')[part]}")
        for problem in widget.js(CROWDED):
            widget.check(False, problem)
    widget.press("Start again")
    widget.repeats(KNOBS)
