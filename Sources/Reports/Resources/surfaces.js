// A ball to drop on a loss surface: optimizers roll it down from the same place, by the engine's rules. Places and means
// are stored in 32 bits as in the engine.

const rates = Array.from({ length: 31 }, (_, index) => 10 ** (index / 10 - 3));
const [kept, adamSquare, rmsSquare] = [0.9, 0.999, 0.99].map(Math.fround);

// One step of each rule; `steps` counts from 1.
const rollingRules = {
  sgd(ball, g, rate) {
    ball.w.forEach((w, i) => {
      ball.w[i] = w - rate * g[i];
    });
  },
  momentum({ w, mean }, g, rate) {
    w.forEach((place, i) => {
      mean[i] = kept * mean[i] + g[i];
      w[i] = place - rate * mean[i];
    });
  },
  rmsprop({ w, square }, g, rate) {
    w.forEach((place, i) => {
      square[i] = rmsSquare * square[i] + (1 - rmsSquare) * g[i] * g[i];
      w[i] = place - (rate * g[i]) / (Math.sqrt(square[i]) + 1e-8);
    });
  },
  adam({ w, mean, square, steps }, g, rate) {
    const [first, second] = [1 - kept ** steps, 1 - adamSquare ** steps];
    w.forEach((place, i) => {
      mean[i] = kept * mean[i] + (1 - kept) * g[i];
      square[i] = adamSquare * square[i] + (1 - adamSquare) * g[i] * g[i];
      w[i] = place - (rate * mean[i]) / first / (Math.sqrt(square[i] / second) + 1e-8);
    });
  }
};

// What marks each runner beside its colour.
const balls = ["M0 -6a6 6 0 1 0 .01 0z", "M-5.5 -5.5h11v11h-11z", "M0 -7l7 7l-7 7l-7 -7z", "M0 -7l6.5 11.5h-13z"];

class RollingBalls {
  constructor(figure) {
    this.data = JSON.parse(figure.querySelector(".demo-data").textContent);
    this.figure = figure;
    this.surface = this.data.surfaces[0];
    this.rate = this.data.rate;
    this.picture = new Picture("rolling", "");
    this.say = makeSpeaker(figure);
    this.addParts();
    this.followReader();
    this.drop(this.surface.start);
    followWidth(this.place, (width) => {
      this.width = width;
      this.drawSurface();
    });
  }

  // MARK: Rolling

  loss([x, y]) {
    return total(this.surface.terms.map(([c, a, b]) => c * x ** a * y ** b));
  }

  slope([x, y]) {
    const along = (u, p, v, q, c) => (p ? c * p * u ** (p - 1) * v ** q : 0);
    const { terms } = this.surface;
    return [
      total(terms.map(([c, a, b]) => along(x, a, y, b, c))),
      total(terms.map(([c, a, b]) => along(y, b, x, a, c)))
    ];
  }

  drop(place) {
    this.pause();
    this.start = place;
    this.steps = 0;
    this.balls = this.data.runners.map(({ name, rule }) => {
      const [w, mean, square] = [place, [0, 0], [0, 0]].map((numbers) => Float32Array.from(numbers));
      return { name, rule, w, mean, square, steps: 0, path: [[...w]] };
    });
    this.show();
  }

  isOutside({ w }) {
    return !w.every((value, i) => Math.abs(value) <= 3 * this.surface.size[i]);
  }

  step() {
    this.steps += 1;
    for (const ball of this.balls) {
      if (this.isOutside(ball)) continue;
      ball.steps += 1;
      rollingRules[ball.rule](ball, this.slope(ball.w), this.rate);
      ball.path.push([...ball.w]);
    }
  }

  // Whether nothing more will happen: every ball has left, or hardly moves.
  get isOver() {
    if (this.steps >= 300) return true;
    return this.balls.every((ball) => {
      const [a, b] = ball.path.slice(-2);
      return this.isOutside(ball) || (b && Math.hypot(a[0] - b[0], a[1] - b[1]) < 1e-4);
    });
  }

  // Ten steps at once where nothing may move.
  roll() {
    if (this.timer) return this.pause();
    if (this.isOver) this.drop(this.start);
    if (isStill()) {
      for (let n = 0; n < 10 && !this.isOver; n += 1) this.step();
      return this.show();
    }
    this.button.textContent = word("Pause");
    this.timer = setInterval(() => {
      this.step();
      if (this.isOver) this.pause();
      this.show();
    }, 90);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    this.button.textContent = isStill() ? word("Ten steps") : word("Roll");
  }

  // MARK: Parts

  addParts() {
    const names = this.data.surfaces.map(({ name }) => name);
    const choice = makeSegments(word("Surface"), names, names[0], (name) => {
      this.surface = this.data.surfaces.find((each) => each.name === name);
      this.drop(this.surface.start);
      this.drawSurface();
    });
    const nearest = rates.reduce((best, rate, n) => {
      const off = (each) => Math.abs(Math.log(each / this.rate));
      return off(rate) < off(rates[best]) ? n : best;
    }, 0);
    const slider = make("input", { type: "range", min: 0, max: rates.length - 1, step: 1, value: nearest });
    const shown = make("output", {});
    const tell = () => {
      shown.textContent = plainNumber(this.rate, 3);
      slider.setAttribute("aria-valuetext", shown.textContent);
    };
    slider.addEventListener("input", () => {
      this.rate = rates[slider.value];
      tell();
      this.drop(this.start);
    });
    tell();
    const rate = make(
      "label",
      { className: "rate" },
      make("span", { textContent: word("Learning rate") }),
      slider,
      shown
    );
    this.button = makeButton(word("Roll"), () => this.roll());
    this.count = make("output", {});
    const single = makeButton(word("One step"), () => {
      this.pause();
      this.step();
      this.show();
    });
    const again = makeButton(word("Drop again"), () => this.drop(this.start));
    const buttons = make("div", { className: "buttons" }, this.button, single, again, this.count);
    this.list = make("ul", { className: "runners" });
    this.lines = this.data.runners.map(({ name }, index) => {
      const mark = shape("svg", { viewBox: "-8 -8 16 16", "aria-hidden": "true" });
      mark.append(this.mark(index));
      const line = make("span", {});
      this.list.append(make("li", {}, mark, make("b", { textContent: name }), line));
      return line;
    });
    this.place = make("div", { className: "pictured" }, this.picture.svg);
    this.figure.querySelector(".stills").after(choice, rate, this.place, buttons, this.list);
  }

  mark(index) {
    return shape("path", { class: "ball", d: balls[index % balls.length], fill: `var(--chart-${index + 2})` });
  }

  followReader() {
    const { svg } = this.picture;
    svg.setAttribute("role", "application");
    svg.setAttribute("tabindex", "0");
    svg.setAttribute(
      "aria-label",
      word("A loss surface from above. Arrow keys move the place of the drop, Enter rolls.")
    );
    svg.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const move = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] }[event.key];
      if (!move && event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      if (move) this.dropAt(this.start.map((value, i) => value + move[i]));
      else this.roll();
    });
    svg.addEventListener("pointerdown", (event) => {
      const [width, height] = this.surface.size;
      const [x, y] = pointerIn(svg, event);
      this.dropAt([x / this.scale - width, height - y / this.scale]);
    });
  }

  dropAt(place) {
    const within = (value, bound) => Math.max(-bound, Math.min(bound, Math.round(value * 100) / 100));
    this.drop(place.map((value, i) => within(value, this.surface.size[i])));
  }

  // MARK: Drawing

  at([x, y]) {
    const [width, height] = this.surface.size;
    return [(x + width) * this.scale, (height - y) * this.scale];
  }

  // The surface in rows of runs of one colour: one path for each step of the ramp, by the root of the loss above its
  // lowest.
  drawSurface() {
    const [width, height] = this.surface.size;
    this.scale = this.width / (2 * width);
    const side = 4;
    const [columns, rows] = [Math.ceil(this.width / side), Math.ceil((2 * height * this.scale) / side)];
    const level = (column, row) =>
      this.loss([((column + 0.5) * side) / this.scale - width, height - ((row + 0.5) * side) / this.scale]);
    const levels = Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (__, n) => level(n, row)));
    const [low, high] = [Math.min(...levels.flat()), Math.max(...levels.flat())];
    const paths = Array(12).fill("");
    levels.forEach((numbers, row) => {
      const steps = numbers.map((each) => Math.round(11 * Math.sqrt((each - low) / (high - low))));
      for (let from = 0, to = 1; from < columns; from = to) {
        for (to = from + 1; to < columns && steps[to] === steps[from];) to += 1;
        paths[steps[from]] += `M${from * side} ${row * side}h${(to - from) * side}v${side}h${(from - to) * side}z`;
      }
    });
    const { picture } = this;
    picture.svg.replaceChildren();
    const clip = shape("clipPath", { id: `surface-${this.figure.id}` });
    clip.append(shape("rect", { width: this.width, height: 2 * height * this.scale }));
    picture.svg.append(clip);
    const ground = { "clip-path": `url(#surface-${this.figure.id})`, "shape-rendering": "crispEdges" };
    picture.group(ground, () => {
      paths.forEach((d, step) => d && picture.add("path", { d, fill: `var(--chart-s${step})` }));
    });
    picture.box(0, 0, this.width, 2 * height * this.scale, { class: "edge" });
    this.layer = picture.group({ "clip-path": ground["clip-path"] }, () => {});
    picture.size(this.width, Math.round(2 * height * this.scale));
    this.show();
  }

  show() {
    const losses = this.balls.map((ball) =>
      this.isOutside(ball) ? word("has left the map") : word("loss #", plainNumber(this.loss(ball.w), 4))
    );
    losses.forEach((text, index) => {
      this.lines[index].textContent = text;
    });
    this.count.textContent = word("Step #", this.steps);
    if (!this.timer) {
      const [x, y] = this.start.map((value) => plainNumber(value));
      const results = this.balls.map(({ name }, index) => `${name} ${losses[index]}`);
      this.say(word("Dropped at #, #. Step #: #", x, y, this.steps, results.join(", ")));
    }
    if (!this.layer) return;
    const { picture } = this;
    this.layer.replaceChildren();
    picture.layer = this.layer;
    this.balls.forEach(({ path }, index) => {
      const d = `M${path.map((place) => this.at(place).map((each) => each.toFixed(1))).join("L")}`;
      picture.add("path", { class: "under", d });
      picture.add("path", { class: "path", d, stroke: `var(--chart-${index + 2})` });
    });
    this.balls.forEach((ball, index) => {
      if (this.isOutside(ball)) return;
      const mark = this.mark(index);
      moveTo(mark, ...this.at(ball.w));
      this.layer.append(mark);
    });
    const [x, y] = this.at(this.start);
    picture.group({ class: "ring focus" }, () =>
      picture.add("rect", { x: x - 7, y: y - 7, width: 14, height: 14, rx: 7 })
    );
    picture.layer = picture.svg;
  }
}

additions.push((part) => {
  all(part, ".widget.surfaces").forEach((figure) => {
    figure.surfaces = new RollingBalls(figure);
  });
});
