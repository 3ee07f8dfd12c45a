// A network that the reader trains: data, layers and optimizer to choose; the plane, the units and the loss live.

const planeSize = 60,
  unitSize = 20,
  lastStep = 3000;

// What a hidden unit's value is drawn as, from −1 to 1.
const shades = { tanh: (y) => y, relu: (y) => Math.tanh(y), sigmoid: (y) => 2 * y - 1 };

const layerNames = [word("first layer"), word("second layer"), word("third layer")];

function readPlayground(figure) {
  const data = JSON.parse(figure.querySelector(".demo-data").textContent);
  const points = ({ places, labels }) => ({ x: floats(places), labels: [...labels].map(Number) });
  for (const set of data.sets) {
    set.known = points(set.known);
    set.later = points(set.later);
  }
  return data;
}

// A labelled control.
const labelled = (text, control) => make("label", {}, make("span", { textContent: text }), control);

function makeChoice(text, options, value, action) {
  const select = make("select", {});
  for (const [name, shown] of options) select.append(make("option", { value: name, textContent: shown }));
  select.value = value;
  select.addEventListener("change", () => action(select.value));
  return labelled(text, select);
}

// A slider over some numbers.
function makeLadder(text, numbers, value, action) {
  const slider = make("input", { type: "range", min: 0, max: numbers.length - 1, value: numbers.indexOf(value) });
  const shown = make("output", { textContent: value });
  const tell = () => {
    shown.textContent = numbers[slider.value];
    slider.setAttribute("aria-valuetext", shown.textContent);
  };
  slider.addEventListener("input", () => {
    tell();
    action(numbers[slider.value]);
  });
  tell();
  return labelled(text, make("span", { className: "ladder" }, slider, shown));
}

class Playground {
  constructor(figure) {
    const data = readPlayground(figure);
    Object.assign(this, { figure, data, isRunning: false, isSeen: true, chosen: null, palette: readPalette() });
    this.isSmall = "small" in figure.dataset;
    this.settings = { ...data.start };
    this.plane = new Field(planeSize);
    this.say = makeSpeaker(figure);
    this.frame = make("div", { className: "plane" }, this.plane.canvas);
    this.plane.canvas.setAttribute("role", "img");
    this.net = make("div", { className: "net" });
    this.curve = shape("svg", { class: "curve", role: "img" });
    this.status = make("p", { className: "status" });
    this.addParts();
    this.restart();
    this.watch();
  }

  get set() {
    return this.data.sets.find(({ name }) => name === this.settings.points);
  }

  addParts() {
    const known = make("b", { textContent: word("these points") });
    const fresh = make("i", { textContent: word("new ones") });
    const words = this.isSmall ? around(word("Loss on #"), known) : around(word("Loss on # and on #"), known, fresh);
    const key = make("p", { className: "key" }, ...words);
    const right = make("div", { className: "inside" }, this.net, this.curve, key);
    const left = make("div", { className: "view" }, this.frame, this.buttons());
    const parts = [make("div", { className: "lesson" }, left, right), this.status];
    if (!this.isSmall) parts.unshift(this.dataChoice(), this.choices());
    this.figure.querySelector(".drawing").after(...parts);
  }

  buttons() {
    this.play = makeButton("", () => this.run(!this.isRunning));
    this.play.className = "go";
    const step = makeButton(word("Step"), () => {
      this.run(false);
      this.step();
      this.show();
      this.tell();
    });
    const reset = makeButton(word("Reset"), () => this.change({}), word("Reset to the same weights"));
    const fresh = makeButton(
      word("New start"),
      () => this.change({ seed: this.settings.seed + 1 }),
      word("New start: other weights")
    );
    const row = make("div", { className: "buttons" }, this.play, ...(this.isSmall ? [] : [step, reset]), fresh);
    if (this.isSmall) row.append(this.rate());
    return row;
  }

  rate() {
    return makeLadder(word("Learning rate"), this.data.rates, this.settings.rate, (rate) => {
      this.settings.rate = rate;
    });
  }

  // The sets, each as a small picture.
  dataChoice() {
    const list = make("fieldset", { className: "controls segments" }, make("legend", { textContent: word("Data") }));
    playgrounds += 1;
    for (const { name, title, known } of this.data.sets) {
      const checked = name === this.settings.points;
      const input = make("input", { type: "radio", name: `playground-${playgrounds}`, checked });
      input.addEventListener("change", () => this.change({ points: name }));
      const picture = drawPoints({ x: known.x, labels: known.labels }, extentOf(known), 130);
      list.append(make("label", {}, input, make("span", {}, picture, title)));
    }
    return list;
  }

  choices() {
    const { settings, data } = this;
    const set = (name) => (value) => this.change({ [name]: value });
    const depth = makeChoice(
      word("Hidden layers"),
      [0, 1, 2, 3].map((n) => [n, n]),
      settings.layers.length,
      (count) => {
        const size = settings.layers.at(-1) ?? 8;
        this.change({ layers: Array.from({ length: count }, (_, l) => this.settings.layers[l] ?? size) });
      }
    );
    const activations = [
      ["tanh", "tanh"],
      ["relu", "ReLU"],
      ["sigmoid", "sigmoid"]
    ];
    const optimizers = [
      ["sgd", "SGD"],
      ["momentum", `${word("momentum")} 0.9`],
      ["adam", "Adam"]
    ];
    const decays = data.decays.map((decay) => [decay, decay || word("none")]);
    return make(
      "div",
      { className: "choices" },
      depth,
      makeChoice(word("Activation"), activations, settings.activation, set("activation")),
      makeChoice(word("Optimizer"), optimizers, settings.optimizer, set("optimizer")),
      this.rate(),
      makeChoice(word("Weight decay (L2)"), decays, settings.decay, (decay) => {
        this.settings.decay = Number(decay);
      })
    );
  }

  // Begins again with some other settings.
  change(settings) {
    Object.assign(this.settings, settings);
    this.chosen = null;
    this.restart();
    this.tell();
  }

  restart() {
    const { set, settings } = this;
    this.training = new Training(settings, set.known);
    Object.assign(this, { isDone: false, isBroken: false });
    this.extent = extentOf(set.known);
    this.later = [];
    this.result = this.training.measure(set.known);
    this.measureLater();
    this.frame.replaceChildren(this.plane.canvas, drawPoints(set.known, this.extent, 300));
    this.addUnits();
    this.show();
    this.run(this.isRunning);
  }

  run(isRunning) {
    this.isRunning = isRunning;
    this.play.textContent = isRunning ? word("Pause") : word("Start");
    cancelAnimationFrame(this.request);
    if (isRunning) this.request = requestAnimationFrame(() => this.go());
  }

  // One frame: a step, or a few once the first hundred have been seen.
  go() {
    if (!this.figure.isConnected) return;
    this.request = requestAnimationFrame(() => this.go());
    if (!this.isSeen) return;
    const count = Math.min(4, 1 + Math.floor(this.training.steps / 200));
    for (let n = 0; n < count && this.isRunning; n += 1) this.step();
    this.turn = !this.turn;
    if (this.turn || !this.isRunning) this.show();
  }

  step() {
    const { training, set } = this;
    const loss = training.step();
    this.result = { loss, right: training.right };
    if (training.steps % 5 === 0) this.measureLater();
    this.isDone = training.right === set.known.labels.length && loss < 0.02;
    this.isBroken = !(loss < 1e6);
    if (!this.isRunning || !(this.isDone || this.isBroken || training.steps >= lastStep)) return;
    this.run(false);
    this.tell();
  }

  measureLater() {
    this.fresh = this.training.measure(this.set.later);
    this.later.push([this.training.steps, this.fresh.loss]);
  }

  // Draws again when the theme changes or the width, and rests outside the screen.
  watch() {
    const repaint = () => {
      this.palette = readPalette();
      this.show();
    };
    new MutationObserver(repaint).observe(root, { attributeFilter: ["data-theme"] });
    theme.system.addEventListener("change", repaint);
    new ResizeObserver(() => {
      this.showLoss();
      this.placeWires();
    }).observe(this.net);
    new IntersectionObserver(([entry]) => {
      this.isSeen = entry.isIntersecting;
    }).observe(this.figure);
    if (this.isSmall && !matchMedia("(prefers-reduced-motion: reduce)").matches) this.run(true);
  }
}

let playgrounds = 0;
additions.push((part) => {
  all(part, ".playground").forEach((figure) => {
    figure.playground = new Playground(figure);
  });
});
