// A neuron with a slider for each of its numbers, drawn again at each turn. It has the measures of NeuronDrawing.swift.

// A round step of which 32 to 80 fit.
function knobStep(length) {
  const power = 10 ** Math.floor(Math.log10(length / 80));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= length / 80);
}

// As many decimals as make three digits, and no more than six: what is smaller comes from rounding.
function knobDecimals(value) {
  return Number.isInteger(value) ? 0 : Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(Math.abs(value)))));
}
const knobNumber = (value) => plainNumber(value, knobDecimals(value));

class TurnedNeuron {
  constructor(figure) {
    this.data = JSON.parse(figure.querySelector(".demo-data").textContent);
    this.figure = figure;
    this.count = (this.data.knobs.length - 1) / 2;
    this.names = this.data.knobs.map(({ name }) => name);
    this.thickest = Math.max(...this.data.knobs[this.count].range.map(Math.abs));
    this.picture = new Picture("turned", "");
    this.say = makeSpeaker(figure);
    this.addParts();
    this.restart();
    followWidth(this.place, (width) => {
      this.width = Math.min(width, 560);
      this.draw();
    });
  }

  // MARK: Computing

  get inputs() {
    return this.values.slice(0, this.count);
  }

  get products() {
    return this.inputs.map((input, n) => this.values[this.count + n] * input);
  }

  get bias() {
    return this.values[2 * this.count];
  }

  get sum() {
    return this.bias + total(this.products);
  }

  get output() {
    return sigmoid(this.sum);
  }

  // The end of the scale of colours: no less than at the beginning, where it is the still's.
  get bound() {
    const starts = this.data.knobs.slice(0, this.count).map(({ start }) => start);
    return Math.max(...[...starts, ...this.inputs].map(Math.abs), this.data.outputs[0], this.output);
  }

  // MARK: Words

  // "0.5 · 2 = 1" for an input.
  product(n) {
    const [input, weight] = [this.values[n], this.values[this.count + n]];
    const factor = input < 0 ? `(${knobNumber(input)})` : knobNumber(input);
    return `${knobNumber(weight)} · ${factor} = ${knobNumber(weight * input)}`;
  }

  // The texts in parts, since each name has a direction of its own.
  namedProduct(n) {
    return [this.names[this.count + n], " · ", this.names[n], ` = ${this.product(n)}`];
  }

  get namedBias() {
    return [this.names.at(-1), ` = ${knobNumber(this.bias)}`];
  }

  // "z = 1 − 3 + 1 = −1"
  get sumText() {
    const [first, ...others] = [...this.products, this.bias];
    const terms = others.map((term) => asTerm(term, knobDecimals(term)));
    return `z = ${[knobNumber(first), ...terms].join(" ")} = ${knobNumber(this.sum)}`;
  }

  // The sigmoid never gets to 0 or 1.
  get outputText() {
    const { output } = this;
    return output < 0.001 ? "< 0.001" : output > 0.999 ? "> 0.999" : knobNumber(output);
  }

  // MARK: Changing

  restart() {
    this.values = this.data.knobs.map(({ start }) => start);
    this.change();
  }

  turn(part, value) {
    this.values[part] = value;
    this.change();
  }

  change() {
    this.sliders.forEach(({ input, shown }, part) => {
      input.value = this.values[part];
      shown.textContent = knobNumber(this.values[part]);
      input.setAttribute("aria-valuetext", shown.textContent);
    });
    const products = this.inputs.map((_, n) => this.namedProduct(n).join(""));
    const answer = `σ(z) = ${this.outputText}`.replace(/= (?=[<>])/, "");
    const parts = [...products, this.namedBias.join(""), this.sumText, answer];
    this.picture.svg.setAttribute("aria-label", word("A neuron: #", parts.join("; ")));
    this.say(word("sum #, output #", knobNumber(this.sum), this.outputText));
    if (this.width) this.draw();
  }

  addParts() {
    const lists = [make("div"), make("div"), make("div")];
    this.sliders = this.data.knobs.map(({ name, range: [low, high] }, part) => {
      // The stops are round numbers, whatever the ends are.
      const step = knobStep(high - low);
      const [min, max] = [Math.ceil(low / step - 1e-9) * step, Math.floor(high / step + 1e-9) * step];
      const input = make("input", { type: "range", min, max, step });
      const shown = make("output");
      input.addEventListener("input", () => this.turn(part, Number(input.value)));
      const list = lists[Math.floor(part / this.count)];
      list.append(make("label", {}, make("span", { textContent: name }), input, shown));
      return { input, shown };
    });
    const turns = make("div", { className: "turns" }, ...lists);
    const again = makeButton(word("Start again"), () => this.restart());
    this.place = make("div", { className: "pictured" }, this.picture.svg);
    this.figure.querySelector(".stills").after(turns, this.place, make("div", { className: "buttons" }, again));
  }

  // MARK: Drawing

  draw() {
    const { picture, width, count } = this;
    const isNarrow = width < 480;
    this.radius = isNarrow ? 44 : 56;
    this.size = isNarrow ? 11 : 12.5;
    this.cell = { width: isNarrow ? 44 : 52, height: 26, size: isNarrow ? 11.5 : 12.5 };
    const half = Math.max(this.radius + 48, 42 * (count - 1) + 44);
    this.center = [4 + (width - 8) * (isNarrow ? 0.63 : 0.66), 4 + half];
    picture.svg.replaceChildren();
    for (let n = 0; n < count; n += 1) this.drawInput(n);
    this.drawUnit();
    // On narrow pages the sum has a line of its own, since the last product may get long.
    this.drawSum(this.center[1] + this.radius + this.size + (isNarrow ? 24 : 8));
    const [x, y] = [this.center[0] + this.radius, this.center[1]];
    const left = width - 4 - this.cell.width;
    picture.arrow(x, y, left - 3 - x, "value");
    this.drawCell("σ(z)", left, y, this.output, this.outputText);
    picture.size(width, 4 + 2 * half);
  }

  // An input's cell, and its weight as a line to the unit.
  drawInput(n) {
    const { picture, cell, radius, size, count } = this;
    const [x, y] = this.center;
    const shift = n - (count - 1) / 2;
    const level = y + 84 * shift;
    const end = Math.max(-0.8, Math.min(0.8, 0.4 * shift)) * radius;
    const [from, to] = [4 + cell.width, x - Math.sqrt(radius ** 2 - end ** 2)];
    const middle = (from + to) / 2;
    const weight = this.values[count + n];
    picture.add("path", {
      class: weight < 0 ? "edge negative" : "edge",
      d: `M${from} ${level}C${middle} ${level} ${middle} ${y + end} ${to} ${y + end}`,
      "stroke-width": 1 + 5 * Math.min(1, Math.abs(weight) / this.thickest)
    });
    this.drawCell(this.names[n], 4, level, this.values[n], knobNumber(this.values[n]));
    const height = shift > 0 ? level + size + 8 : level - 8;
    this.drawNamed(this.namedProduct(n), this.product(n), x - radius - from - 12, (text) =>
      picture.text(from + 9, height, text, "c-weight", "start", size)
    );
  }

  // A text with its names where there is room for them.
  drawNamed(parts, short, room, add) {
    const named = add(parts.map((part) => [part, ""]));
    if (named.getComputedTextLength() < room) return;
    named.remove();
    add(short);
  }

  // A number in its cell, with its name above.
  drawCell(name, x, middle, value, text) {
    const { picture, cell } = this;
    const top = middle - cell.height / 2;
    const title = picture.text(x + cell.width / 2, top - 7, name, "b c-value", "middle");
    const [length, room] = [title.getComputedTextLength(), this.center[0] - this.radius - x];
    if (x < room && length > room) {
      const letters = [...name];
      title.textContent = `${letters.slice(0, Math.floor((letters.length * room) / length) - 1).join("")}…`;
    }
    if (length > cell.width) {
      title.setAttribute("x", x);
      title.setAttribute("text-anchor", "start");
    }
    picture.signed(x, top, cell, value, this.bound, text);
    picture.frame(x, top, cell.width, cell.height, "value");
  }

  // The bias from above, and the circle with the curve and the place of the sum inside.
  drawUnit() {
    const { picture, radius, sum, output } = this;
    const [x, y] = this.center;
    picture.add("path", { class: "stub", d: `M${x} ${y - radius - 22}v22` });
    this.drawNamed(this.namedBias, knobNumber(this.bias), 2 * Math.min(x, this.width - x) - 8, (text) =>
      picture.text(x, y - radius - 28, text, "b c-weight", "middle", this.size)
    );
    picture.add("circle", { class: "unit", cx: x, cy: y, r: radius });
    const reach = Math.max(6, 1.2 * Math.abs(sum));
    const most = sigmoid(reach);
    const line = (name, ...places) => {
      const points = places.map(([across, up]) => {
        return `${(x + 0.68 * radius * across).toFixed(2)} ${(y + 0.84 * radius * (0.5 - up)).toFixed(2)}`;
      });
      picture.add("path", { class: name, d: `M${points.join("L")}` });
      return points.at(-1).split(" ");
    };
    line("axis", [-1, 0], [1, 0]);
    line("axis", [0, -0.1], [0, 1.1]);
    const curve = Array.from({ length: 49 }, (_, n) => (n - 24) / 24);
    line("curve", ...curve.map((across) => [across, sigmoid(across * reach) / most]));
    const [cx, cy] = line("stem", [sum / reach, 0], [sum / reach, output / most]);
    picture.add("circle", { class: "dot", cx, cy, r: 5 });
  }

  // Under the unit, as far as there is room to both sides.
  drawSum(y) {
    const { picture, width } = this;
    const text = picture.text(0, y, this.sumText, "", "middle", this.size);
    const half = 4 + text.getComputedTextLength() / 2;
    text.setAttribute("x", Math.max(half, Math.min(this.center[0], width - half)));
  }
}

additions.push((part) => {
  all(part, ".widget.knobs").forEach((figure) => {
    figure.knobs = new TurnedNeuron(figure);
  });
});
