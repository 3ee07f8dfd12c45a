// The gates of an LSTM's unit to pull, at all steps or at one: what comes in, the cell and what it shows are drawn again at
// once.

const gateNames = {
  f: [word("forget gate f"), (share) => word("keeps #", share)],
  i: [word("input gate i"), (share) => word("writes #", share)],
  o: [word("output gate o"), (share) => word("shows #", share)]
};

class GatedMemory {
  constructor(figure) {
    this.data = JSON.parse(figure.querySelector(".demo-data").textContent);
    Object.assign(this, { figure, chosen: 0, isEverywhere: true });
    this.picture = new Picture("gated", "");
    this.say = makeSpeaker(figure);
    this.addParts();
    this.followReader();
    this.reset(this.data.start);
    followWidth(this.place, (width) => {
      this.width = width;
      this.draw();
    });
  }

  get count() {
    return this.data.candidates.length;
  }

  addParts() {
    this.sliders = {};
    const taps = make("div", { className: "taps" });
    for (const key in gateNames) taps.append(this.tap(key));
    const [everywhere, here] = [word("all steps"), word("the chosen step")];
    const scope = makeSegments(word("Pull at"), [everywhere, here], everywhere, (name) => {
      this.isEverywhere = name === everywhere;
      this.showTaps();
    });
    const buttons = make(
      "div",
      { className: "buttons" },
      makeButton(word("Reset"), () => this.reset(this.data.start)),
      makeButton(word("Remember all"), () => this.reset({ f: 1, i: 1, o: 1 })),
      makeButton(word("Forget at once"), () => this.reset({ f: 0, i: 1, o: 1 }))
    );
    this.line = make("p", { className: "sum" });
    this.place = make("div", { className: "pictured" }, this.picture.svg);
    this.figure.querySelector(".stills").after(scope, taps, this.place, this.line, buttons);
  }

  tap(key) {
    const [name, tell] = gateNames[key];
    const slider = make("input", { type: "range", min: 0, max: 100, step: 1 });
    const shown = make("output", {});
    slider.addEventListener("input", () => this.pull(key, slider.value / 100));
    this.sliders[key] = {
      slider,
      show(value) {
        slider.value = Math.round(100 * value);
        shown.textContent = tell(`${Math.round(100 * value)}\u202f%`);
        slider.setAttribute("aria-valuetext", shown.textContent);
      }
    };
    return make("label", {}, make("span", { textContent: name }), slider, shown);
  }

  reset(gates) {
    this.gates = {};
    for (const key in gateNames) this.gates[key] = this.data.candidates.map(() => gates[key]);
    this.change();
  }

  pull(key, value) {
    for (let t = 0; t < this.count; t += 1) {
      if (this.isEverywhere || t === this.chosen) this.gates[key][t] = value;
    }
    this.change();
  }

  choose(t) {
    this.chosen = Math.max(0, Math.min(this.count - 1, t));
    this.change();
  }

  // c′ = f·c + i·g and h′ = o·tanh(c′), from the cell at the start.
  run() {
    let cell = this.data.cell;
    this.before = [];
    this.cells = this.data.candidates.map((candidate, t) => {
      this.before.push(cell);
      cell = this.gates.f[t] * cell + this.gates.i[t] * candidate;
      return cell;
    });
    this.hidden = this.cells.map((each, t) => this.gates.o[t] * Math.tanh(each));
  }

  change() {
    this.run();
    this.showTaps();
    if (this.width) this.draw();
    const t = this.chosen;
    const [f, i, o] = ["f", "i", "o"].map((key) => plainNumber(this.gates[key][t]));
    const sign = (value) => (value < 0 ? `(${plainNumber(value)})` : plainNumber(value));
    const candidate = this.data.candidates[t];
    const [cell, hidden] = [this.cells[t], this.hidden[t]].map((value) => plainNumber(value));
    const sums = [
      word("cell: #", `${f} · ${sign(this.before[t])} + ${i} · ${sign(candidate)} = ${cell}`),
      word("shown: #", `${o} · tanh(${cell}) = ${hidden}`)
    ].map((text) => make("span", { textContent: text.replaceAll(" ", "\u00a0") }));
    this.line.replaceChildren(make("span", { textContent: word("Step #", t + 1) }), ...sums);
    this.say(word("Step #: cell #, shown #", t + 1, cell, hidden));
  }

  showTaps() {
    for (const key in gateNames) this.sliders[key].show(this.gates[key][this.chosen]);
  }

  followReader() {
    const { svg } = this.picture;
    svg.setAttribute("role", "application");
    svg.setAttribute("tabindex", "0");
    svg.setAttribute("aria-label", word("The steps of a sequence. Arrow keys choose one."));
    svg.addEventListener("keydown", (event) => {
      const target = { ArrowLeft: this.chosen - 1, ArrowRight: this.chosen + 1, Home: 0, End: this.count - 1 }[
        event.key
      ];
      if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.choose(target);
    });
    svg.addEventListener("pointerdown", (event) => {
      const [x] = pointerIn(svg, event);
      this.choose(Math.floor((x - this.left) / this.pitch));
    });
  }

  // MARK: Drawing

  draw() {
    const { picture, width, count } = this;
    const isNarrow = width < 560;
    this.left = isNarrow ? 0 : 104;
    this.pitch = Math.min(60, Math.floor((width - this.left - 2) / count));
    const cell = { width: this.pitch, height: isNarrow ? 24 : 28, size: isNarrow ? 11 : 12.5 };
    this.cell = cell;
    picture.svg.replaceChildren();
    const rows = [
      [word("comes in, g"), "value", this.data.candidates],
      [word("forget f"), "gate", this.gates.f],
      [word("input i"), "gate", this.gates.i],
      [word("cell c"), "value", this.cells],
      [word("output o"), "gate", this.gates.o],
      [word("shown h"), "value", this.hidden]
    ];
    for (let t = 0; t < count; t += 1) {
      const style = t === this.chosen ? "b c-focus" : "mu";
      picture.text(this.left + (t + 0.5) * cell.width, 12, String(t + 1), style, "middle", 12);
    }
    let y = 20;
    for (const [name, kind, values] of rows) {
      // Names keep clear of the rings above and below them.
      if (isNarrow) y += 20;
      const style = `b c-${kind}`;
      if (isNarrow) picture.text(0, y - 6, name, style, "start", 12);
      else picture.text(this.left - 10, y + cell.height / 2 + 4.5, name, style, "end");
      this.drawRow(kind, values, y);
      y += cell.height + (isNarrow ? 4 : kind === "gate" ? 6 : 10);
      if (values === this.cells) y = this.drawCurve(y);
    }
    picture.size(this.left + count * cell.width + 3, y);
  }

  drawRow(kind, values, y) {
    const { picture, cell, left } = this;
    values.forEach((value, t) => {
      const x = left + t * cell.width;
      const text = value ? value.toFixed(2).replace("-", "−") : "0";
      if (kind === "value") return picture.signed(x, y, cell, value, 1.2, text);
      picture.box(x, y, cell.width, cell.height, { class: "empty line" });
      picture.box(x + 1, y + cell.height - 5, (cell.width - 2) * value, 4, { class: "full" });
      picture.number(x, y - 2, cell, text, "", cell.size);
    });
    picture.frame(left, y, cell.width * values.length, cell.height, kind);
    moveTo(picture.ring(cell.width, cell.height, "focus"), left + this.chosen * cell.width, y);
  }

  // The cell as a belt that rises and falls, and what is shown of it.
  drawCurve(y) {
    const { picture, cell, left, count } = this;
    const height = 84;
    const bound = Math.max(1, ...this.cells.map(Math.abs), Math.abs(this.data.cell));
    const at = (value) => y + height / 2 - ((height / 2 - 5) * value) / bound;
    const line = (values) => values.map((value, t) => `${left + (t + 0.5) * cell.width} ${at(value).toFixed(1)}`);
    picture.add("path", { class: "zero", d: `M${left} ${at(0)}h${count * cell.width}` });
    picture.add("path", { class: "shown", d: `M${line(this.hidden).join("L")}` });
    picture.add("path", {
      class: "belt",
      d: `M${left} ${at(this.data.cell).toFixed(1)}L${line(this.cells).join("L")}`
    });
    return y + height + 6;
  }
}

additions.push((part) => {
  all(part, ".widget.gates").forEach((figure) => {
    figure.gates = new GatedMemory(figure);
  });
});
