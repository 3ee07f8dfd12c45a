// How a language model's next token is drawn: temperature, top-k and top-p, and a text that is drawn so.

// The probabilities that a choice leaves, as the engine's `Sampling` computes them.
function chosenShares(logits, { temperature, topK, topP }) {
  const order = [...logits.keys()].sort((a, b) => logits[b] - logits[a] || a - b);
  const kept = new Array(logits.length).fill(0);
  if (temperature === 0) {
    kept[order[0]] = 1;
    return kept;
  }
  let powers = order.slice(0, topK).map((token) => Math.exp((logits[token] - logits[order[0]]) / temperature));
  if (topP < 1) {
    const enough = topP * total(powers);
    let reached = 0;
    const last = powers.findIndex((power) => (reached += power) >= enough);
    if (last >= 0) powers = powers.slice(0, last + 1);
  }
  const sum = total(powers);
  powers.forEach((power, place) => {
    kept[order[place]] = power / sum;
  });
  return kept;
}

// Numbers in 0 … 1, the same for each seed.
function drawsFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Sampler {
  constructor(figure) {
    this.demo = readTexts(figure);
    this.choice = this.demo.choice;
    this.table = figure.querySelector(".bars");
    this.rows = [...this.table.tBodies[0].rows];
    this.line = figure.querySelector(".tokens");
    this.say = makeSpeaker(figure);
    this.hint = makeHint();
    this.again = makeButton(word("Draw again"), () => {
      this.seed += 1;
      this.update();
    });
    this.field = make("textarea", {
      rows: 1,
      maxLength: 200,
      value: this.demo.examples[0].label,
      spellcheck: false,
      autocomplete: "off"
    });
    this.field.setAttribute("autocapitalize", "off");
    this.seed = 1;
    this.seedText = make("output", { className: "moment" });
    this.kept = make("p", { className: "moment kept" });
    this.timer = 0;
  }

  // The logits after a text, as a list.
  logits(numbers) {
    const { demo } = this;
    return demo.logits(numbers.slice(-(demo.limit ?? Infinity)))[0].slice(-demo.outputs.length);
  }

  write(text) {
    this.field.value = text;
    this.update();
  }

  update() {
    const { demo, choice, rows } = this;
    const pieces = tokenNumbers(this.field.value, demo);
    this.given = pieces.filter(([, number]) => number >= 0);
    this.stop();
    tell(this.hint, pieces);
    this.again.disabled = !this.given.length;
    if (!this.given.length) return this.showNothing();
    const logits = this.logits(this.given.map(([, number]) => number));
    const [shares, chosen] = [softmax(logits), chosenShares(logits, choice)];
    const order = [...shares.keys()].sort((a, b) => shares[b] - shares[a] || a - b).slice(0, rows.length);
    order.forEach((token, row) => {
      offer(rows[row], token, demo.outputs[token]);
      rows[row].classList.toggle("cut", chosen[token] === 0);
    });
    fillBars(
      this.table,
      [shares, chosen].map((list) => order.map((token) => list[token]))
    );
    const count = chosen.filter((share) => share > 0).length;
    this.kept.textContent = word("# of # tokens can be drawn.", count, chosen.length);
    const likely = word("Most likely next: #, #", visible(demo.outputs[order[0]]), asPercent(chosen[order[0]]));
    this.say(`${this.hint.textContent} ${this.kept.textContent} ${likely}`.trim());
    this.go();
  }

  showNothing() {
    withdraw(this.rows);
    for (const row of this.rows) row.classList.remove("cut");
    fillBars(this.table, [[], []]);
    for (const text of [this.kept, this.seedText, this.line]) text.textContent = "";
    this.say(this.hint.textContent);
  }

  stop() {
    clearTimeout(this.timer);
  }

  // Draws a text, a token at a time; with reduced motion it shows as a whole.
  go() {
    const { demo } = this;
    const space = demo.areCharacters ? "" : " ";
    const numbers = this.given.map(([, number]) => number);
    const draw = drawsFrom(this.seed);
    const drawn = make("span", { className: "drawn" });
    const isQuiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.seedText.textContent = word("seed #", this.seed);
    this.line.replaceChildren(this.given.map(([token]) => token).join(space), drawn);
    let left = demo.areCharacters ? 70 : 20,
      text = "";
    const next = () => {
      const shares = chosenShares(this.logits(numbers), this.choice);
      let rest = draw();
      const found = shares.findIndex((share) => (rest -= share) < 0);
      const token = found < 0 ? shares.indexOf(Math.max(...shares)) : found;
      numbers.push(token);
      text += space + demo.outputs[token];
      left -= 1;
      if (!isQuiet || !left) drawn.textContent = text;
      if (left) this.timer = setTimeout(next, isQuiet ? 0 : 16);
    };
    this.timer = setTimeout(next, 120);
  }

  // A slider with its number.
  knob(name, key, properties, shown) {
    const { choice } = this;
    const input = make("input", { type: "range", ...properties });
    input.value = choice[key];
    const number = make("output", { className: "moment" });
    const tell = () => {
      number.textContent = shown(choice[key]);
      input.setAttribute("aria-valuetext", number.textContent);
    };
    input.addEventListener("input", () => {
      choice[key] = Number(input.value);
      tell();
      this.update();
    });
    tell();
    return make("label", {}, make("span", { textContent: name }), input, number);
  }

  knobs() {
    const count = this.demo.outputs.length;
    return make(
      "div",
      { className: "controls knobs" },
      this.knob(word("temperature"), "temperature", { min: 0, max: 2, step: 0.1 }, (value) => value.toFixed(1)),
      this.knob("top-k", "topK", { min: 1, max: count, step: 1 }, (value) =>
        value < count ? `${value}` : word("all")
      ),
      this.knob("top-p", "topP", { min: 0.05, max: 1, step: 0.05 }, (value) =>
        value < 1 ? value.toFixed(2) : word("all")
      )
    );
  }

  buttons() {
    const clear = makeButton(word("Clear"), () => {
      this.write("");
      this.field.focus();
    });
    return make("div", { className: "controls" }, this.again, this.seedText, clear, typingExamples(this));
  }
}

function makeSampler(figure) {
  const sampler = new Sampler(figure);
  for (const row of sampler.rows) {
    const button = makeButton(row.cells[0].textContent, () => {
      const isTight = sampler.demo.areCharacters || /(^|\s)$/.test(sampler.field.value);
      sampler.write(sampler.field.value + (isTight ? "" : " ") + sampler.demo.outputs[button.dataset.token]);
    });
    button.title = word("Write this");
    row.cells[0].replaceChildren(button);
  }
  sampler.field.addEventListener("input", () => sampler.update());
  sampler.line.before(
    make("label", { className: "typed" }, make("span", { textContent: word("The text so far") }), sampler.field),
    sampler.hint
  );
  figure.querySelector(".settings").replaceWith(sampler.knobs());
  sampler.table.after(sampler.kept);
  // The text that comes is below what it is drawn from.
  sampler.kept.after(sampler.buttons(), sampler.line);
  sampler.update();
}

additions.push((part) => {
  all(part, ".demo.sampling").forEach(makeSampler);
});
