// A playground's hidden units: what each computes over the plane, how many there are, and what the chosen one reads.
// Each weight is a line from what is read to who reads: as wide as it is large, dashed below 0.

Object.assign(Playground.prototype, {
  addUnits() {
    this.units = this.training.layers
      .slice(0, -1)
      .map(({ outputs }) =>
        Array.from({ length: outputs }, () => ({ field: new Field(unitSize), weight: make("i", {}) }))
      );
    const rows = this.units.map((units, layer) => this.unitRow(units, layer));
    if (!rows.length)
      rows.push(make("p", { textContent: word("No hidden layer: one neuron, which cuts along a line.") }));
    this.ends = [["x₁", "x₂"], ["σ"]].map((names) => names.map((textContent) => make("span", { textContent })));
    const [inputs, output] = this.ends.map((spans) => make("div", { className: "ends", ariaHidden: "true" }, ...spans));
    this.wires = shape("svg", { class: "wires", "aria-hidden": true });
    this.net.replaceChildren(this.wires, inputs, ...rows, output);
    this.buttonsOfUnits = this.units.flat().map(({ button }) => button);
    this.buttonsOfUnits.slice(1).forEach((button) => {
      button.tabIndex = -1;
    });
    this.wires.replaceChildren(
      ...this.training.layers.flatMap(({ inputs, outputs }) =>
        Array.from({ length: inputs * outputs }, () => shape("line", {}))
      )
    );
    this.placeWires();
  },

  // The lines' ends, from the places of what they join.
  placeWires() {
    const origin = this.net.getBoundingClientRect();
    const [inputs, outputs] = this.ends;
    const rows = [inputs, ...this.units.map((list) => list.map(({ button }) => button)), outputs];
    const places = rows.map((row) => row.map((element) => element.getBoundingClientRect()));
    const middle = (box) => ((box.left + box.right) / 2 - origin.left).toFixed(1);
    let next = 0;
    this.training.layers.forEach((layer, index) => {
      for (const reader of places[index + 1]) {
        for (const read of places[index]) {
          const line = this.wires.children[next];
          line.setAttribute("x1", middle(read));
          line.setAttribute("y1", (read.bottom - origin.top).toFixed(1));
          line.setAttribute("x2", middle(reader));
          line.setAttribute("y2", (reader.top - origin.top).toFixed(1));
          next += 1;
        }
      }
    });
  },

  // What the chosen unit reads is stronger than the rest.
  showWires() {
    let next = 0;
    this.training.layers.forEach(({ inputs, outputs, values }, index) => {
      for (let n = 0; n < inputs * outputs; n += 1) {
        const size = Math.abs(values[n]);
        const isRead = index === this.chosen?.layer && Math.floor(n / inputs) === this.chosen.unit;
        const line = this.wires.children[next];
        line.style.strokeWidth = Math.min(6, 0.5 + 1.1 * (size || 0)).toFixed(1);
        line.style.opacity = isRead ? 1 : ((this.chosen ? 0.12 : 0.25) * Math.min(3, 0.6 + size || 0)).toFixed(2);
        line.setAttribute("class", values[n] < 0 ? "less" : "");
        next += 1;
      }
    });
  },

  unitRow(units, layer) {
    const title = make("span", {
      textContent: `${layerNames[layer]}, ${word("# units", units.length).replaceAll(" ", "\u00a0")}`
    });
    const head = make("div", { className: "row-head" }, title);
    if (!this.isSmall) head.append(this.sizeButton(layer, -1), this.sizeButton(layer, 1));
    const row = make("div", { className: "units" });
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", layerNames[layer]);
    units.forEach((unit, index) => {
      unit.button = makeButton("", () => this.choose(layer, index), word("Layer #, unit #", layer + 1, index + 1));
      unit.button.append(unit.field.canvas, unit.weight);
      unit.button.addEventListener("keydown", (event) => this.moveAlong(event));
      row.append(unit.button);
    });
    return make("div", {}, head, row);
  },

  sizeButton(layer, change) {
    const { layers } = this.settings;
    const name = change > 0 ? word("One unit more in layer #", layer + 1) : word("One unit less in layer #", layer + 1);
    const button = makeButton(
      change > 0 ? "+" : "−",
      () => {
        this.change({ layers: layers.map((size, l) => size + (l === layer ? change : 0)) });
        this.net.querySelector(`[aria-label="${name}"]:not(:disabled)`)?.focus();
      },
      name
    );
    button.disabled = change > 0 ? layers[layer] >= 8 : layers[layer] <= 1;
    return button;
  },

  // All units are one tab stop; arrow keys move among them.
  moveAlong(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = this.buttonsOfUnits[this.buttonsOfUnits.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  },

  // The plane shows what one unit computes, or the network's answer again.
  choose(layer, unit) {
    const isSame = this.chosen?.layer === layer && this.chosen.unit === unit;
    this.chosen = isSame ? null : { layer, unit };
    this.show();
    this.tell();
  },

  show() {
    this.paint();
    this.showWeights();
    this.showWires();
    this.showLoss();
    this.showStatus();
  },

  paint() {
    const { training, chosen, extent, palette, plane, units } = this;
    const shade = shades[this.settings.activation];
    const place = (n) => ((2 * n + 1) / planeSize - 1) * extent;
    const ratio = planeSize / unitSize;
    for (let row = 0; row < planeSize; row += 1) {
      for (let column = 0; column < planeSize; column += 1) {
        const logit = training.run(place(column), -place(row));
        const value = chosen ? shade(training.layers[chosen.layer].y[chosen.unit]) : Math.tanh(logit / 2);
        plane.put(row * planeSize + column, value, palette, 4.5);
        if (row % ratio !== 1 || column % ratio !== 1) continue;
        const at = Math.floor(row / ratio) * unitSize + Math.floor(column / ratio);
        units.forEach((list, layer) =>
          list.forEach(({ field }, unit) => field.put(at, shade(training.layers[layer].y[unit]), palette, 6))
        );
      }
    }
    for (const { field } of [{ field: plane }, ...units.flat()]) field.show();
  },

  // A bar under each unit that the chosen one reads, or that the output reads: its weight.
  showWeights() {
    const { units, training, chosen } = this;
    const reader = chosen ? training.layers[chosen.layer] : training.layers.at(-1);
    const unit = chosen?.unit ?? 0;
    const readLayer = training.layers.indexOf(reader) - 1;
    units.forEach((list, layer) =>
      list.forEach(({ button, weight }, index) => {
        const w = layer === readLayer ? reader.values[unit * reader.inputs + index] : 0;
        weight.style.height = w ? `${Math.min(8, 1 + 3 * Math.abs(w)).toFixed(1)}px` : "0";
        weight.className = w < 0 ? "less" : "";
        button.setAttribute("aria-pressed", chosen?.layer === layer && chosen.unit === index);
      })
    );
  },

  showLoss() {
    drawLoss(this.curve, this.training.losses, this.isSmall ? [] : this.later);
  },

  showStatus() {
    const { training, chosen, set, result, fresh } = this;
    const parts = [
      word("Step #", training.steps),
      word("loss #", result.loss.toFixed(3)),
      word("# of # points right", result.right, set.known.labels.length)
    ];
    if (!this.isSmall) parts.push(word("of new points, # of #", fresh.right, set.later.labels.length));
    this.status.replaceChildren(make("span", { textContent: parts.join(" · ") }), ` ${this.remark()}`);
    const what = chosen
      ? word("The plane: what unit # of layer # computes.", chosen.unit + 1, chosen.layer + 1)
      : word("The plane: the network’s answer.");
    this.plane.canvas.setAttribute("aria-label", `${what} ${parts.join(", ")}.`);
    const curve = word("The loss over # steps, now #.", training.steps, result.loss.toFixed(3));
    this.curve.setAttribute("aria-label", curve);
  },

  // What to notice at this moment.
  remark() {
    const { training, chosen } = this;
    if (this.isBroken) return word("It has broken: the numbers are too large. Choose a smaller rate, then Reset.");
    if (chosen?.layer === 0) return word("This unit of the first layer bends along one straight line.");
    if (chosen) return word("This unit adds up units of the layer before it: the bars under them are its weights.");
    if (training.steps === 0)
      return word("Its weights are random, so it guesses. Circles should be on blue, squares on orange.");
    if (this.isDone) return word("Learned: every point is on its own side. Choose a unit to see its part in it.");
    return training.steps >= lastStep ? word("Enough: this is what it has found.") : "";
  },

  tell() {
    this.say(this.status.textContent);
  }
});
