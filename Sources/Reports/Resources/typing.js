// Texts that the reader types: networks that read them, and networks that continue them.

// The tokens of a text with their numbers; -1 for tokens that are not in the vocabulary.
function tokenNumbers(text, demo) {
  const known = (piece) =>
    demo.numbers.get(piece) ?? demo.numbers.get(piece.toLowerCase()) ?? demo.numbers.get("<unk>") ?? -1;
  if (demo.areCharacters) return Array.from(text.normalize("NFC"), (piece) => [piece, known(piece)]);
  return text
    .split(/\s+/)
    .flatMap((piece) => (demo.numbers.has(piece) ? [piece] : (piece.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu) ?? [])))
    .map((piece) => [piece, known(piece)]);
}

// How surprising a token is, from 0 for a certain one to 1 for a probability of 0.01 or less.
const surprise = (share) => Math.min(1, -Math.log(share) / Math.log(100));
const visible = (token) => ({ " ": "␣", "\n": "⏎" })[token] ?? token;

// What keeps a network from reading a text: tokens that it doesn't know, or that there are no others.
function obstacle(pieces) {
  const unknown = pieces.filter(([, number]) => number < 0).map(([token]) => visible(token));
  const skipped = unknown.length ? word("Not in the vocabulary, so skipped: #", [...new Set(unknown)].join(" ")) : "";
  if (unknown.length < pieces.length) return skipped;
  return `${skipped} ${word("Type the beginning of a text, or choose an example.")}`.trim();
}

// Says so below the field.
function tell(hint, pieces) {
  hint.textContent = obstacle(pieces);
  hint.hidden = !hint.textContent;
}
const makeHint = () => make("p", { className: "moment hint", hidden: true });

// Buttons that write a token, while there is no text to write it after.
function withdraw(rows) {
  for (const row of rows) Object.assign(row.cells[0].firstElementChild, { textContent: "–", disabled: true });
}

function offer(row, index, token) {
  const button = row.cells[0].firstElementChild;
  Object.assign(button, { textContent: visible(token), disabled: false });
  button.dataset.token = index;
}

// A figure's networks over tokens.
function readTexts(figure) {
  const demo = readDemo(figure);
  demo.numbers = new Map(demo.vocabulary.map((token, index) => [token, index]));
  return demo;
}

// A field to type in, and what the networks make of the text.
class Typing {
  constructor(figure) {
    this.demo = readTexts(figure);
    this.isWriting = figure.classList.contains("writing");
    this.table = figure.querySelector(".bars");
    this.rows = [...this.table.tBodies[0].rows];
    this.line = figure.querySelector(".tokens");
    this.say = makeSpeaker(figure);
    this.hint = makeHint();
    this.field = make("textarea", {
      rows: 2,
      maxLength: 1000,
      value: this.demo.examples[0].label,
      spellcheck: false,
      autocomplete: "off"
    });
    this.field.setAttribute("autocapitalize", "off");
    this.heat = make("input", { type: "range", min: 0, max: 2, step: 0.1, value: this.isWriting ? 1 : 0 });
    this.writeOn = makeButton(word("Write on"), () => this.toggle());
    this.timer = 0;
    this.logits = [];
  }

  // The probabilities of the outputs after a token.
  shares(place) {
    const count = this.demo.outputs.length;
    return softmax(this.logits.subarray(place * count, (place + 1) * count));
  }

  chip(token, note, tint) {
    const element = make("span", { className: "token", textContent: token });
    if (tint !== undefined) element.style.setProperty("--tint", `${Math.round(100 * tint)}%`);
    if (note && !this.demo.areCharacters) element.append(make("small", { textContent: note }));
    if (note) element.title = note;
    return element;
  }

  // A token with its probability, given those before it.
  writtenChip(token, number, place) {
    if (place === 0) return this.chip(token, "");
    const share = this.shares(place - 1)[number];
    return this.chip(token, asPercent(share), surprise(share));
  }

  // A token with the probability of the class, given the text up to it.
  readChip(token, place) {
    const { outputs } = this.demo;
    const shares = this.shares(place);
    const best = Math.max(...shares);
    const note = `${outputs[shares.indexOf(best)]} ${asPercent(best)}`;
    return this.chip(token, note, (best - 1 / outputs.length) / (1 - 1 / outputs.length));
  }

  chips(pieces) {
    let place = -1;
    return pieces.flatMap(([token, number], index) => {
      const space = this.demo.areCharacters || index === 0 ? [] : [" "];
      if (number < 0)
        return [...space, make("s", { textContent: visible(token), title: word("not in the vocabulary") })];
      place += 1;
      return [...space, this.isWriting ? this.writtenChip(token, number, place) : this.readChip(token, place)];
    });
  }

  showNext(shares) {
    const order = shares
      .map((_, index) => index)
      .sort((a, b) => shares[b] - shares[a])
      .slice(0, this.rows.length);
    order.forEach((index, row) => offer(this.rows[row], index, this.demo.outputs[index]));
    fillBars(this.table, [order.map((index) => shares[index])]);
    return this.demo.outputs[order[0]];
  }

  showNothing() {
    if (this.isWriting) withdraw(this.rows);
    fillBars(this.table, [[]]);
    this.say(this.hint.textContent);
  }

  update() {
    const { demo } = this;
    const pieces = tokenNumbers(this.field.value, demo).slice(-(demo.limit ?? Infinity));
    const known = pieces.filter(([, number]) => number >= 0);
    this.logits = known.length ? demo.logits(known.map(([, number]) => number))[0] : new Float32Array(0);
    this.line.replaceChildren(...this.chips(pieces));
    tell(this.hint, pieces);
    this.writeOn.disabled = !known.length;
    if (!known.length) return this.showNothing();
    const shares = this.shares(known.length - 1);
    const best = Math.max(...shares);
    const found = this.isWriting
      ? word("Most likely next: #, #", visible(this.showNext(shares)), asPercent(best))
      : `${demo.outputs[shares.indexOf(best)]}, ${asPercent(best)}`;
    if (!this.isWriting) fillBars(this.table, [shares]);
    this.say(`${this.hint.textContent} ${found}`.trim());
  }

  write(text) {
    this.field.value = text;
    this.update();
  }

  add(index) {
    const text = this.field.value;
    const space = this.demo.areCharacters || !text || text.endsWith(" ") ? "" : " ";
    this.write(text + space + this.demo.outputs[index]);
  }

  // Adds a token that is drawn by its probability, or at temperature 0 the most likely one.
  draw() {
    if (!this.logits.length) return this.stop();
    const last = this.logits.subarray(-this.demo.outputs.length);
    const best = last.indexOf(Math.max(...last));
    if (this.heat.value === "0") return this.add(best);
    let rest = Math.random();
    const drawn = softmax(last.map((a) => a / this.heat.value)).findIndex((share) => (rest -= share) < 0);
    this.add(drawn < 0 ? best : drawn);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.writeOn.textContent = word("Write on");
  }

  // Writes on, a token at a time, or stops that.
  toggle() {
    if (this.timer) return this.stop();
    let left = this.demo.areCharacters ? 40 : 12;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      for (; left; left -= 1) this.draw();
      return;
    }
    this.writeOn.textContent = word("Stop");
    this.timer = setInterval(() => {
      this.draw();
      left -= 1;
      if (!left) this.stop();
    }, 90);
  }
}

function typingExamples(typing) {
  const buttons = typing.demo.examples.map(({ label }, index) =>
    makeButton(
      `${index + 1}`,
      () => {
        typing.stop();
        typing.write(label);
      },
      word("Example #: #", index + 1, label)
    )
  );
  return make("span", { className: "samples" }, make("span", { textContent: word("Examples") }), ...buttons);
}

function typingControls(typing) {
  const { heat } = typing;
  const clear = makeButton(word("Clear"), () => {
    typing.stop();
    typing.write("");
    typing.field.focus();
  });
  const controls = make("div", { className: "controls" }, clear);
  if (typing.isWriting) {
    const number = make("output", { className: "moment", textContent: "1.0" });
    heat.addEventListener("input", () => {
      number.textContent = Number(heat.value).toFixed(1);
    });
    controls.prepend(typing.writeOn, make("label", {}, `${word("temperature")} `, heat, number));
  }
  controls.append(typingExamples(typing));
  return controls;
}

// The tokens in the table become buttons that write them.
function makeRowsWrite(typing) {
  for (const row of typing.rows) {
    const button = makeButton(row.cells[0].textContent, () => {
      typing.stop();
      typing.add(Number(button.dataset.token));
    });
    button.title = word("Write this");
    row.cells[0].replaceChildren(button);
  }
}

function makeTyping(figure) {
  const typing = new Typing(figure);
  if (typing.isWriting) makeRowsWrite(typing);
  typing.field.addEventListener("input", () => {
    typing.stop();
    typing.update();
  });
  const title = typing.isWriting ? word("Type, and the network goes on") : word("Type a text for the network");
  typing.line.before(
    make("label", { className: "typed" }, make("span", { textContent: title }), typing.field),
    typing.hint
  );
  typing.line.after(typingControls(typing));
  typing.update();
}

additions.push((part) => {
  all(part, ".demo:is(.reading, .writing)").forEach(makeTyping);
});
