// A transformer to follow: the reader's text runs through the whole network, and the picture shows what it finds.

let tours = 0;

class Tour {
  constructor(figure) {
    this.figure = figure;
    this.demo = readTexts(figure);
    this.layers = layersOf(this.demo.networks[0]);
    this.stations = all(figure, ".stations > li");
    this.say = makeSpeaker(figure);
    this.hint = makeHint();
    this.field = make("input", {
      type: "text",
      maxLength: this.demo.limit,
      size: this.demo.limit + 1,
      value: this.demo.examples[0].label,
      spellcheck: false,
      autocomplete: "off"
    });
    this.field.setAttribute("autocapitalize", "off");
    this.writeOn = makeButton(word("Write on"), () => this.writeNext());
    Object.assign(this, { token: Infinity, block: 0, head: 0, station: 0 });
    tours += 1;
    this.number = tours;
  }

  // All that the picture shows of a text.
  follow(numbers) {
    const blocks = [];
    let x = numbers,
      vectors;
    for (const { operation, settings, parts } of this.layers) {
      const isBlock = operation === "causalBlock",
        seen = {};
      if (isBlock) vectors ??= x;
      x = operations[operation](x, settings, parts, seen);
      if (isBlock) blocks.push({ ...seen, left: x });
    }
    return { vectors, blocks, logits: x.data };
  }

  write(text) {
    this.field.value = text;
    this.token = Infinity;
    this.update();
  }

  stop() {}

  update() {
    const { demo } = this;
    const pieces = tokenNumbers(this.field.value, demo);
    tell(this.hint, pieces);
    this.tokens = pieces.filter(([, number]) => number >= 0).slice(-demo.limit);
    this.writeOn.disabled = !this.tokens.length;
    this.seen = this.tokens.length ? this.follow(this.tokens.map(([, number]) => number)) : null;
    this.draw();
  }

  // Marks the chosen token, block and head, and shows their numbers.
  draw() {
    const { figure, tokens, seen } = this;
    const last = Math.max(0, tokens.length - 1);
    const chosen = (this.chosen = Math.min(this.token, last));
    for (const column of all(figure, ".column")) {
      const place = Number(column.dataset.t);
      column.classList.toggle("off", place >= tokens.length);
      column.classList.toggle("chosen", place === chosen);
      const letter = column.querySelector(".letter");
      if (letter) letter.textContent = visible(tokens[place]?.[0] ?? "");
    }
    for (const block of all(figure, ".block")) block.classList.toggle("open", Number(block.dataset.b) === this.block);
    figure.querySelector(".opened .title").textContent = word("Block #", this.block + 1);
    all(figure, "[data-key=chosen] + span").forEach((button, place) => {
      button.textContent = visible(tokens[place]?.[0] ?? "");
      button.parentElement.hidden = place >= tokens.length;
    });
    this.drawStrips();
    this.drawHeads();
    this.drawNext();
    this.mark();
    if (!seen) return this.say(word("Type up to nine characters, or choose an example."));
    const weights = seen.blocks[this.block].weights[this.head][chosen],
      most = weights.indexOf(Math.max(...weights));
    const values = [chosen + 1, visible(tokens[chosen][0]), this.head + 1, this.block + 1];
    values.push(most + 1, visible(tokens[most][0]), asPercent(weights[most]));
    const look = word("Token #, “#”: head # of block # looks most at token #, “#”, with #.", ...values);
    this.say(`${this.hint.textContent} ${look} ${this.likely}`.trim());
  }

  // The first numbers of each token's vector as colours, in units of twice their root mean square.
  drawStrips() {
    const { figure, seen } = this;
    if (!seen) return;
    const cells = figure.querySelector(".strip").querySelectorAll("rect").length;
    const first = ({ shape: [time, n], data }) =>
      Array.from({ length: time }, (_, place) => data.subarray(place * n, place * n + cells));
    const every = [seen.vectors, ...seen.blocks.flatMap(({ attended, left }) => [attended, left])].flatMap(first);
    const squares = every.map((strip) => strip.reduce((sum, a) => sum + a * a, 0));
    const bound = Math.max(1e-6, 2 * Math.sqrt(total(squares) / (cells * every.length)));
    figure.querySelector(".bound").textContent = `±${bound.toFixed(2)}`;
    const { attended, left } = seen.blocks[this.block];
    for (const [name, x] of Object.entries({ vector: seen.vectors, attended, left })) {
      const strips = all(figure, `.strip.${name}`);
      first(x).forEach((numbers, place) => {
        [...strips[place].querySelectorAll("rect")].forEach((cell, index) => {
          const share = Math.max(-1, Math.min(1, numbers[index] / bound));
          cell.setAttribute("class", `d${8 + Math.floor(8 * share + 0.5)}`);
        });
      });
    }
  }

  drawHeads() {
    const { figure, seen, chosen } = this;
    const heads = seen?.blocks[this.block].weights ?? [];
    const cellSize = 5;
    for (const element of all(figure, ".head")) {
      const index = Number(element.dataset.h);
      element.classList.toggle("chosen", index === this.head);
      element.querySelector(".row").setAttribute("y", cellSize * chosen);
      let row = 0,
        place = 0;
      for (const cell of element.querySelectorAll("rect:not(.map, .row)")) {
        cell.setAttribute("opacity", (heads[index]?.[row]?.[place] ?? 0).toFixed(2));
        place += 1;
        if (place > row) [row, place] = [row + 1, 0];
      }
    }
    const arcs = figure.querySelector(".arcs");
    [...arcs.children].forEach((curve, place) => {
      const weight = heads[this.head]?.[chosen]?.[place] ?? 0;
      if (weight < 0.02) return curve.removeAttribute("d");
      curve.setAttribute("d", this.arc(arcs.dataset, place));
      curve.setAttribute("stroke-width", 1 + 9 * weight);
      curve.setAttribute("opacity", 0.55 + 0.45 * weight);
    });
  }

  arc({ read, add }, place) {
    const spot = (index) => 18 + 21 * index;
    const [start, end, top, height] = [spot(place), spot(this.chosen), Number(read), add - read];
    if (place === this.chosen) return `M${end} ${top}c15 30 15 ${height - 30} 7 ${height - 5}`;
    const bends = `${start + 6} ${top + height * 0.55} ${end - 14} ${top + height * 0.4}`;
    return `M${start} ${top}C${bends} ${end - 6} ${add - 6}`;
  }

  // The likeliest tokens after the chosen one.
  drawNext() {
    const { figure, demo, seen, chosen } = this;
    const rows = all(figure, ".next"),
      count = demo.outputs.length;
    const shares = seen ? softmax(seen.logits.subarray(chosen * count, (chosen + 1) * count)) : [];
    const order = [...shares.keys()].sort((a, b) => shares[b] - shares[a] || a - b).slice(0, rows.length - 1);
    const rest = 1 - total(order.map((token) => shares[token]));
    const text = this.tokens.slice(0, chosen + 1).map(([token]) => token);
    figure.querySelector(".after").textContent = seen ? word("next after “#”", text.join("")) : "";
    rows.forEach((row, index) => {
      const isRest = index === rows.length - 1;
      const share = isRest ? rest : (shares[order[index]] ?? 0);
      const [name, number] = row.querySelectorAll("text");
      if (!isRest) {
        name.textContent = visible(demo.outputs[order[index]] ?? "");
        row.dataset.token = order[index] ?? "";
      }
      row.querySelector("rect").setAttribute("width", Math.max(1, 190 * (seen ? share : 0)).toFixed(1));
      number.textContent = seen ? asPercent(share) : "–";
    });
    if (seen)
      this.likely = word("Most likely next: #, #", visible(demo.outputs[order[0]]), asPercent(shares[order[0]]));
  }

  // The likeliest token follows the last one.
  writeNext() {
    this.token = Infinity;
    this.draw();
    this.goOn(Number(this.figure.querySelector(".next").dataset.token));
  }

  // The likely token follows the chosen one; where there is no room, the first tokens go.
  goOn(index) {
    const text = this.tokens.slice(0, this.chosen + 1).map(([token]) => token);
    this.write([...text, this.demo.outputs[index]].slice(-this.demo.limit).join(""));
  }

  // The sentence of the present station, and the part of the picture that it speaks of.
  mark() {
    this.stations.forEach((sentence, index) => sentence.classList.toggle("current", index === this.station));
    this.figure.dataset.station = this.station + 1;
    if (this.place) this.place.textContent = word("Part # of #", this.station + 1, this.stations.length);
    for (const input of all(this.figure, ".choosing input"))
      input.checked = Number(input.value) === this[input.dataset.key];
  }

  turn(by) {
    this.station = (this.station + by + this.stations.length) % this.stations.length;
    this.block = this.station === 5 && all(this.figure, ".block").length > 1 ? 1 : this.block;
    this.draw();
  }

  walk() {
    const back = makeButton(word("Back"), () => this.turn(-1));
    const on = makeButton(word("Next"), () => this.turn(1));
    this.place = make("span", { className: "place" });
    return make("div", { className: "controls" }, back, on, this.place);
  }

  // Buttons of which one is pressed.
  choices(name, key, texts) {
    const list = make("fieldset", { className: "controls segments choosing" }, make("legend", { textContent: name }));
    texts.forEach((text, value) => {
      const input = make("input", { type: "radio", name: `tour-${this.number}-${key}`, value });
      input.dataset.key = key;
      input.addEventListener("change", () => this.choose(key, value));
      list.append(make("label", {}, input, make("span", { textContent: text })));
    });
    return list;
  }

  choose(key, value) {
    if (key === "chosen") this.token = value;
    else this[key] = value;
    this.draw();
  }

  // What is tapped in the picture.
  tap(target) {
    const { t, b, h, token } = target.closest("[data-t], [data-b], [data-h], [data-token]")?.dataset ?? {};
    if (t) this.choose("chosen", Number(t));
    else if (b) this.choose("block", Number(b));
    else if (h) this.choose("head", Number(h));
    else if (token) this.goOn(Number(token));
  }
}

function makeTour(figure) {
  const tour = new Tour(figure);
  const numbers = (selector) => all(figure, selector).map((_, index) => index + 1);
  const places = numbers(".whole .column");
  const picture = figure.querySelector(".pictures");
  const write = make(
    "label",
    { className: "typed" },
    make("span", { textContent: word("A text to follow") }),
    tour.field
  );
  const chosen = [
    tour.choices(word("token"), "chosen", places),
    tour.choices(word("block"), "block", numbers(".block")),
    tour.choices(word("head"), "head", numbers(".head"))
  ];
  tour.field.addEventListener("input", () => {
    tour.token = Infinity;
    tour.update();
  });
  figure
    .querySelector(".stations")
    .before(
      make(
        "div",
        { className: "typing" },
        write,
        tour.hint,
        make("div", { className: "controls" }, tour.writeOn, typingExamples(tour))
      ),
      tour.walk()
    );
  picture.before(make("div", { className: "chosen-parts" }, ...chosen));
  picture.addEventListener("click", (event) => tour.tap(event.target));
  tour.update();
}

additions.push((part) => {
  all(part, ".demo.transformer").forEach(makeTour);
});
