"""A trained CNN, map by map; `widgets.py` calls it."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

# The scores beside the engine's, and each number of a convolution beside the sum of its windows and kernels.
LAYERS = """
const { layers } = arguments[0];
let worst = 0;
for (const example of layers.data.examples) {
  layers.read(example);
  const engine = floats(example.logits[0]);
  layers.stages.at(-1).out.data.forEach((value, n) => { worst = Math.max(worst, Math.abs(value - engine[n])); });
  layers.stages.forEach(({ operation, before }, stage) => {
    if (operation !== "conv2D") return;
    const [maps, rows, columns] = before.shape;
    for (let map = 0; map < maps; map += 1) {
      for (const [row, column] of [[0, 0], [rows - 1, columns - 1], [rows >> 1, columns >> 1]]) {
        const { products, bias } = layers.sums(stage, map, [row, column]);
        const number = before.data[(map * rows + row) * columns + column];
        worst = Math.max(worst, Math.abs(total(products) + bias - number));
      }
    }
  });
}
layers.read(layers.data.examples[0]);
return worst;
"""


def try_it(widget):
    widget.repeats(LAYERS)

    def state(what):
        return widget.js(f"return arguments[0].layers.{what}")

    overview, made = widget.all(".pictured svg")
    if widget.js("return innerWidth") > 1200:
        room = widget.js("return document.querySelector('main').clientWidth")
        widget.check(overview.size["width"] > 1.2 * room, "the maps don't use the margin of a wide page")
    widget.show(overview)
    overview.send_keys(Keys.ARROW_RIGHT)
    widget.check(state("stage") == 2, "the right arrow does not choose the next layer")
    state("choose(1, 0)")
    overview.send_keys(Keys.ARROW_DOWN)
    widget.check([state("stage"), state("map")] == [1, 1], "the down arrow does not choose the next map")
    widget.show(made)
    state("put([0, 0])")
    made.send_keys(Keys.ARROW_DOWN, Keys.ARROW_RIGHT)
    widget.check(state("at") == [1, 1], "the arrow keys do not move the place")
    widget.check("row 2, column 2" in widget.one(".sum").text, "the place has no sum")
    place = state("enlarged")
    actions = ActionChains(widget.driver).move_to_element_with_offset(
        made,
        place["x"] + 0.5 * place["cell"] - made.size["width"] / 2,
        place["y"] + 2.5 * place["cell"] - made.size["height"] / 2,
    )
    actions.click().perform()
    widget.check(state("at") == [2, 0], f"a tap on the enlarged map goes to {state('at')}")
    widget.show(overview)
    last = state("stages.length") - 1
    box = state(f"boxOf({last}, 0)")
    actions = ActionChains(widget.driver).move_to_element_with_offset(
        overview,
        box["x"] + box["width"] / 2 - overview.size["width"] / 2,
        box["y"] + box["height"] / 2 - overview.size["height"] / 2,
    )
    actions.click().perform()
    widget.check([state("stage"), state("map")] == [last, 0], "a tap does not choose a score")
    for stage in range(last + 1):
        state(f"choose({stage}, 0)")
        widget.check(widget.one(".sum b").is_displayed(), f"layer {stage} has no words")
    labels = state("data.examples.map(({ label }) => label)")
    before = state("shares")
    widget.choose("Picture", labels[-1])
    widget.check(len(labels) == 1 or state("shares") != before, "another picture changes nothing")
