// Units of one input that the reader bends: their outputs, weighted, add up to a curve.

const bendRules = {
  sigmoid,
  relu: (z) => Math.max(0, z),
  none: (z) => z
};
const bendSigns = { sigmoid: "σ", relu: "relu", none: "" };
// A unit's numbers, in the order in which they come.
const bendParts = [word("weight w"), word("bias b"), word("weight in the sum v")];
const mostUnits = 5;

class BentUnits {
  constructor(figure) {
    this.data = JSON.parse(figure.querySelector(".demo-data").textContent);
    this.figure = figure;
    const [from, to] = this.data.range;
    this.inputs = this.data.target.map((_, n) => from + ((to - from) * n) / (this.data.target.length - 1));
    this.scene = this.data.scenes[0];
    this.picture = new Picture("bent", "");
    this.say = makeSpeaker(figure);
    this.addParts();
    this.followReader();
    this.take(this.scene.start);
    followWidth(this.place, (width) => {
      this.width = width;
      this.draw();
    });
  }

  // MARK: Computing

  bend(z) {
    return bendRules[this.scene.rule](z);
  }

  part([w, b, v], x) {
    return v * this.bend(w * x + b);
  }

  get outputs() {
    return this.inputs.map((x) => this.bias + total(this.units.map((unit) => this.part(unit, x))));
  }

  get error() {
    const { target } = this.data;
    return total(this.outputs.map((y, n) => Math.abs(y - target[n]))) / target.length;
  }

  // MARK: Changing

  take(network) {
    this.units = network.units.map((unit) => [...unit]);
    this.bias = network.bias;
    this.chosen = Math.min(this.chosen ?? 0, this.units.length - 1);
    this.change();
  }

  choose(index) {
    this.chosen = Math.max(0, Math.min(this.units.length - 1, index));
    this.change();
  }

  // A unit whose bend is where none of the first ones has it.
  add() {
    const [from, to] = this.data.range;
    const [w, , v] = this.scene.start.units[0];
    const place = from + (to - from) * [0.5, 0.25, 0.75, 0.4, 0.9][this.units.length];
    this.units.push([w, -w * place, v / 2]);
    this.choose(this.units.length - 1);
  }

  remove() {
    this.units.splice(this.chosen, 1);
    this.choose(this.chosen);
  }

  change() {
    this.show();
    if (this.width) this.draw();
  }

  // MARK: Parts

  addParts() {
    const names = this.data.scenes.map(({ name }) => name);
    const choice = makeSegments(word("Bend"), names, names[0], (name) => {
      this.scene = this.data.scenes.find((each) => each.name === name);
      this.take(this.scene.start);
    });
    const sliders = make("div", { className: "weights" });
    this.sliders = bendParts.map((_, part) => this.slider(sliders, (value) => (this.units[this.chosen][part] = value)));
    this.sliders.push(this.slider(sliders, (value) => (this.bias = value)));
    this.adding = makeButton(word("Add a unit"), () => this.add());
    this.removing = makeButton(word("Take the unit away"), () => this.remove());
    const buttons = make(
      "div",
      { className: "buttons" },
      this.adding,
      this.removing,
      makeButton(word("Start again"), () => this.take(this.scene.start)),
      makeButton(word("What training finds"), () => this.take(this.scene.found))
    );
    this.line = make("p", { className: "sum" });
    this.place = make("div", { className: "pictured" }, this.picture.svg);
    this.figure.querySelector(".stills").after(choice, sliders, this.place, this.line, buttons);
  }

  slider(list, set) {
    const input = make("input", { type: "range", min: -200, max: 200, step: 1 });
    const [title, shown] = [make("span", {}), make("output", {})];
    list.append(make("label", {}, title, input, shown));
    const slider = {
      show(value, limit, text) {
        slider.limit = limit;
        input.value = Math.round((200 * value) / limit);
        title.textContent = text;
        shown.textContent = plainNumber(value);
        input.setAttribute("aria-valuetext", shown.textContent);
      }
    };
    input.addEventListener("input", () => {
      set((input.value * slider.limit) / 200);
      this.change();
    });
    return slider;
  }

  show() {
    const unit = this.units[this.chosen];
    const { limits } = this.scene;
    const owned = (text) => word("Unit #: #", this.chosen + 1, text);
    this.sliders.forEach((slider, part) => {
      if (part < 3) slider.show(unit[part], limits[part], owned(bendParts[part]));
      else slider.show(this.bias, limits[2], word("bias of the sum c"));
    });
    this.adding.disabled = this.units.length === mostUnits;
    this.removing.disabled = this.units.length === 1;
    const terms = this.units.map(([w, b, v], index) => {
      const scaled = Math.abs(w) === 1 ? (w < 0 ? "−x" : "x") : `${plainNumber(w)}x`;
      const inner = `(${scaled} ${asTerm(b)})`.replaceAll(" ", "\u00a0");
      const factor = index || v < 0 ? asTerm(v).replace(" ", "\u00a0") : plainNumber(v);
      const text = `${factor}\u00a0·\u00a0${bendSigns[this.scene.rule]}${inner}`;
      return make("span", { textContent: text, className: index === this.chosen ? "here" : "" });
    });
    const off = plainNumber(this.error, 3);
    const parts = terms.flatMap((term) => [term, " "]);
    this.line.replaceChildren("y = ", ...parts, asTerm(this.bias).replace(" ", "\u00a0"));
    this.line.append(make("b", { textContent: word("off by # on average", off) }));
    const numbers = bendParts.map((name, part) => `${name} ${plainNumber(unit[part])}`);
    this.say(`${owned(numbers.join(", "))}; ${word("off by # on average", off)}`);
  }

  // MARK: Following the reader

  followReader() {
    const { svg } = this.picture;
    svg.setAttribute("role", "application");
    svg.setAttribute("tabindex", "0");
    svg.setAttribute("aria-label", word("Units, and the curve that they add up to. Arrow keys choose a unit."));
    svg.addEventListener("keydown", (event) => {
      const target = { ArrowLeft: this.chosen - 1, ArrowUp: this.chosen - 1, Home: 0, End: mostUnits }[event.key];
      const next = { ArrowRight: this.chosen + 1, ArrowDown: this.chosen + 1 }[event.key];
      if ((target ?? next) === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.choose(target ?? next);
    });
    svg.addEventListener("pointerdown", (event) => this.grasp(event));
    svg.addEventListener("pointermove", (event) => this.dragged && this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => (this.dragged = false));
  }

  // Chooses the unit under the pointer; one that is taken at its bend follows.
  grasp(event) {
    const [x, y] = pointerIn(this.picture.svg, event);
    const nearest = (places) =>
      places.reduce(
        (best, place, index) => {
          const distance = place ? Math.hypot(place[0] - x, place[1] - y) : Infinity;
          return distance < best.distance ? { index, distance } : best;
        },
        { distance: 26 }
      ).index;
    const handle = nearest(this.units.map((unit) => this.handle(unit)));
    const index = handle ?? nearest(this.nodes);
    if (index === undefined) return;
    this.choose(index);
    if (handle === undefined) return;
    this.dragged = true;
    this.picture.svg.setPointerCapture(event.pointerId);
  }

  // Moves the chosen unit's bend: sideways by its bias, up and down by its weight in the sum.
  drag(event) {
    const [x, y] = pointerIn(this.picture.svg, event);
    const unit = this.units[this.chosen];
    const { limits } = this.scene;
    const within = (value, limit) => Math.max(-limit, Math.min(limit, Math.round(value * 100) / 100));
    unit[1] = within(-unit[0] * this.inputAt(x), limits[1]);
    const middle = this.bend(0);
    if (middle) unit[2] = within(this.outputAt(y) / middle, limits[2]);
    this.change();
  }
}

additions.push((part) => {
  all(part, ".widget.bends").forEach((figure) => {
    figure.bends = new BentUnits(figure);
  });
});
