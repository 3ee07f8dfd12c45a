// A plane with an arrow to turn: a neuron's weights at right angles to its line, or a query among keys.

const planeRules = {
  // z = w·x + b, and σ(z). The arrow begins where the line is nearest to the plane's middle.
  neuron: { parts: ["w₁", "w₂", "b"], answers: (sums) => sums.map(sigmoid) },
  // q·k / √2, and their softmax.
  attention: { parts: ["q₁", "q₂"], answers: softmax }
};

class TurnedPlane {
  constructor(figure) {
    this.data = JSON.parse(figure.querySelector(".demo-data").textContent);
    this.figure = figure;
    this.rule = planeRules[this.data.rule];
    this.isLine = this.data.rule === "neuron";
    this.scene = this.data.scenes[0];
    this.picture = new Picture(`plane ${this.data.rule}`, "");
    this.say = makeSpeaker(figure);
    const [low, high] = this.data.range;
    this.middle = (low + high) / 2;
    // The largest weights have an arrow that is half as long as the plane is wide, and there is room beyond the first ones.
    const first = 1.1 * Math.max(...this.data.scenes.map(({ start: [x, y] }) => Math.hypot(x, y)));
    const half = (high - low) / 2 / this.data.scale;
    const power = Math.floor(Math.log10(Math.max(half, first)));
    // The first digit of the limit; a slider has 20 steps for each.
    this.unit = 10 ** power;
    this.limit = Math.max(Math.floor(half / this.unit), Math.ceil(first / this.unit)) * this.unit;
    this.decimals = Math.max(0, 2 - power);
    this.addParts();
    this.followReader();
    this.restart();
    followWidth(this.place, (width) => {
      this.width = width;
      this.draw();
    });
  }

  // MARK: Computing

  get bias() {
    return this.isLine ? this.numbers[2] : 0;
  }

  get length() {
    return Math.hypot(this.numbers[0], this.numbers[1]);
  }

  get sums() {
    const [x, y] = this.numbers;
    return this.scene.points.map(([a, b]) => (this.isLine ? x * a + y * b + this.bias : (x * a + y * b) / Math.SQRT2));
  }

  get outputs() {
    return this.rule.answers(this.sums);
  }

  get right() {
    return this.outputs.map((answer, n) => answer > 0.5 === (this.scene.values[n] === 1));
  }

  // Where the arrow begins: on the line, but never outside of the plane.
  get foot() {
    if (!this.isLine) return [0, 0];
    const [low, high] = this.data.range;
    const [x, y] = this.numbers;
    const far = this.length ? (x * this.middle + y * this.middle + this.bias) / this.length ** 2 : 0;
    return [x, y].map((part) => Math.max(low, Math.min(high, this.middle - far * part)));
  }

  get tip() {
    return this.foot.map((start, axis) => start + this.data.scale * this.numbers[axis]);
  }

  // MARK: Changing

  restart() {
    this.numbers = [...this.scene.start];
    this.change();
  }

  set(part, value) {
    const limit = this.limits[part];
    const rounded = Math.round((value * 20) / this.unit) / (20 / this.unit);
    this.numbers[part] = Math.max(-limit, Math.min(limit, rounded));
  }

  get limits() {
    return [this.limit, this.limit, 2 * this.limit];
  }

  // Turns the arrow about its foot, which stays on the line.
  pointTo(place) {
    const foot = this.foot;
    foot.forEach((start, axis) => this.set(axis, (place[axis] - start) / this.data.scale));
    if (this.isLine) this.set(2, this.biasAt(foot));
    this.change();
  }

  // Moves the line, which keeps its direction.
  cutAt(place) {
    this.set(2, this.biasAt(place));
    this.change();
  }

  // The bias with which the line goes through a place.
  biasAt([x, y]) {
    return -(this.numbers[0] * x + this.numbers[1] * y);
  }

  turn(angle, factor) {
    const [x, y] = this.numbers;
    const [across, along] = [factor * Math.cos(angle), factor * Math.sin(angle)];
    const foot = this.foot;
    // Numbers that are rounded would not turn by small angles.
    const turned = [x * across - y * along, x * along + y * across];
    // An arrow that gets too long for the sliders is made as long as they allow.
    const excess = Math.max(1, ...turned.map((part) => Math.abs(part) / this.limit));
    turned.forEach((part, axis) => (this.numbers[axis] = part / excess));
    if (this.isLine) this.numbers[2] = this.biasAt(foot);
    this.change();
  }

  change() {
    this.show();
    if (this.width) this.draw();
  }

  // MARK: Parts

  addParts() {
    const stills = this.figure.querySelector(".stills");
    const names = this.data.scenes.map(({ name }) => name);
    const choice = this.data.choice
      ? makeSegments(this.data.choice, names, names[0], (name) => {
          this.scene = this.data.scenes.find((each) => each.name === name);
          this.change();
        })
      : "";
    const sliders = make("div", { className: "numbers" });
    this.sliders = this.rule.parts.map((name, part) => {
      const [limit, step] = [this.limits[part], this.unit / 20];
      const input = make("input", { type: "range", step, min: -limit, max: limit });
      const shown = make("output", {});
      input.addEventListener("input", () => {
        this.set(part, Number(input.value));
        this.change();
      });
      sliders.append(make("label", {}, make("span", { textContent: name }), input, shown));
      return { input, shown };
    });
    const buttons = make(
      "div",
      { className: "buttons" },
      makeButton(word("Start again"), () => this.restart())
    );
    this.line = make("p", { className: "sum" });
    this.place = make("div", { className: "pictured" }, this.picture.svg);
    stills.after(choice, this.place, sliders, this.line, buttons);
  }

  show() {
    this.sliders.forEach(({ input, shown }, part) => {
      input.value = this.numbers[part];
      shown.textContent = this.text(this.numbers[part]);
      input.setAttribute("aria-valuetext", shown.textContent);
    });
    const text = this.isLine ? this.lineWords : this.lookWords;
    this.line.replaceChildren(...text.map((part) => make("span", { textContent: part })));
    const { outputs } = this;
    const shares = this.scene.names.map((name, n) => `${name} ${asPercent(outputs[n])}`);
    this.say([...text, shares.join(", ")].join("; "));
  }

  // One of the arrow's numbers or the bias.
  text(number) {
    return plainNumber(number, this.decimals);
  }

  get lineWords() {
    const [x, y, b] = this.numbers;
    const { decimals } = this;
    const sum = `z = ${this.text(x)} · x₁ ${asTerm(y, decimals)} · x₂ ${asTerm(b, decimals)}`.replaceAll(" ", "\u00a0");
    const right = this.right.filter((each) => each).length;
    return [sum, word("# of # points right", right, this.right.length)];
  }

  get lookWords() {
    const { values } = this.scene;
    const shares = this.outputs;
    if (!values.length) return [];
    const terms = values.map((value, n) => `${shares[n].toFixed(2)} · ${plainNumber(value)}`.replaceAll(" ", "\u00a0"));
    const mean = total(values.map((value, n) => value * shares[n]));
    return [`${terms.join(" + ")} = ${plainNumber(mean)}`];
  }

  // MARK: Following the reader

  followReader() {
    const { svg } = this.picture;
    svg.setAttribute("role", "application");
    svg.setAttribute("tabindex", "0");
    svg.setAttribute(
      "aria-label",
      word("A plane with an arrow. Left and right arrow keys turn it, up and down change its length.")
    );
    svg.addEventListener("keydown", (event) => {
      const step = Math.PI / 36;
      const move = { ArrowLeft: [step, 1], ArrowRight: [-step, 1], ArrowUp: [0, 1.1], ArrowDown: [0, 1 / 1.1] }[
        event.key
      ];
      if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.turn(...move);
    });
    svg.addEventListener("pointerdown", (event) => {
      const name = event.target.getAttribute("data-end");
      if (!name) return;
      this.dragged = name;
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", (event) => {
      if (!this.dragged) return;
      const place = this.whereIs(event);
      if (this.dragged === "tip") this.pointTo(place);
      else this.cutAt(place);
    });
    for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => (this.dragged = ""));
  }

  whereIs(event) {
    const [x, y] = pointerIn(this.picture.svg, event);
    const [low, high] = this.data.range;
    const { left, top, side } = this.frame;
    const share = [(x - left) / side, 1 - (y - top) / side];
    return share.map((part) => low + (high - low) * Math.max(0.02, Math.min(0.98, part)));
  }
}

additions.push((part) => {
  all(part, ".widget.planes").forEach((figure) => {
    figure.planes = new TurnedPlane(figure);
  });
});
