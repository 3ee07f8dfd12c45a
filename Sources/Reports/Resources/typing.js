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

function makeTyping(figure) {
  const demo = readDemo(figure),
    isWriting = figure.classList.contains("writing");
  demo.numbers = new Map(demo.vocabulary.map((token, index) => [token, index]));
  const table = figure.querySelector(".bars"),
    line = figure.querySelector(".tokens"),
    say = makeSpeaker(figure);
  const rows = [...table.tBodies[0].rows],
    count = demo.outputs.length;
  const field = make("textarea", {
    rows: 2,
    maxLength: 1000,
    value: demo.examples[0].label,
    spellcheck: false,
    autocomplete: "off"
  });
  field.setAttribute("autocapitalize", "off");
  let timer = 0,
    logits = [];

  function chip(token, note, tint) {
    const element = make("span", { className: "token", textContent: token });
    if (tint !== undefined) element.style.setProperty("--tint", `${Math.round(100 * tint)}%`);
    if (note && !demo.areCharacters) element.append(make("small", { textContent: note }));
    if (note) element.title = note;
    return element;
  }
  const at = (place) => softmax(logits.subarray(place * count, (place + 1) * count));

  // Each token with a probability: of that token given those before it, or of the class given the text so far.
  function chips(pieces) {
    let place = -1;
    return pieces.flatMap(([token, number], index) => {
      const space = demo.areCharacters || index === 0 ? [] : [" "];
      if (number < 0) return [...space, make("s", { textContent: visible(token), title: "not in the vocabulary" })];
      place += 1;
      if (isWriting) {
        const share = place > 0 ? at(place - 1)[number] : undefined;
        return [
          ...space,
          chip(token, share === undefined ? "" : asPercent(share), share === undefined ? undefined : surprise(share))
        ];
      }
      const shares = at(place),
        best = Math.max(...shares);
      return [
        ...space,
        chip(token, `${demo.outputs[shares.indexOf(best)]} ${asPercent(best)}`, (best - 1 / count) / (1 - 1 / count))
      ];
    });
  }

  function showNext(shares) {
    const order = shares
      .map((_, index) => index)
      .sort((a, b) => shares[b] - shares[a])
      .slice(0, rows.length);
    order.forEach((index, row) => {
      const button = rows[row].cells[0].firstElementChild;
      button.textContent = visible(demo.outputs[index]);
      button.dataset.token = index;
    });
    fillBars(table, [order.map((index) => shares[index])]);
    return demo.outputs[order[0]];
  }

  function update() {
    const pieces = tokenNumbers(field.value, demo).slice(-(demo.limit ?? Infinity));
    const known = pieces.filter(([, number]) => number >= 0);
    logits = known.length ? demo.logits(known.map(([, number]) => number))[0] : new Float32Array(0);
    line.replaceChildren(...chips(pieces));
    if (!known.length) return fillBars(table, [[]]);
    const shares = at(known.length - 1);
    if (isWriting) return say(`Most likely next: ${showNext(shares)}, ${asPercent(Math.max(...shares))}`);
    fillBars(table, [shares]);
    say(`${demo.outputs[shares.indexOf(Math.max(...shares))]}, ${asPercent(Math.max(...shares))}`);
  }
  function write(text) {
    field.value = text;
    update();
  }
  function add(index) {
    const text = field.value,
      space = demo.areCharacters || !text || text.endsWith(" ") ? "" : " ";
    write(text + space + demo.outputs[index]);
  }
  field.addEventListener("input", () => {
    stop();
    update();
  });

  const controls = make(
    "div",
    { className: "controls" },
    makeButton(word("Clear"), () => {
      stop();
      write("");
      field.focus();
    })
  );
  const examples = demo.examples.map(({ label }, index) =>
    makeButton(
      `${index + 1}`,
      () => {
        stop();
        write(label);
      },
      `Example ${index + 1}: ${label}`
    )
  );
  function stop() {
    clearInterval(timer);
    timer = 0;
    if (isWriting) on.textContent = word("Write on");
  }
  const heat = make("input", { type: "range", min: 0, max: 2, step: 0.1, value: isWriting ? 1 : 0 });
  function draw() {
    if (!logits.length) return stop();
    const last = logits.subarray(-count);
    if (heat.value === "0") return add(last.indexOf(Math.max(...last)));
    let rest = Math.random();
    const shares = softmax(last.map((a) => a / heat.value));
    const drawn = shares.findIndex((share) => (rest -= share) < 0);
    add(drawn < 0 ? last.indexOf(Math.max(...last)) : drawn);
  }
  const on = makeButton(word("Write on"), () => {
    if (timer) return stop();
    let left = demo.areCharacters ? 40 : 12;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      while (left) {
        draw();
        left -= 1;
      }
      return;
    }
    on.textContent = word("Stop");
    timer = setInterval(() => {
      draw();
      left -= 1;
      if (!left) stop();
    }, 90);
  });
  if (isWriting) {
    const number = make("output", { className: "moment", textContent: "1.0" });
    heat.addEventListener("input", () => {
      number.textContent = Number(heat.value).toFixed(1);
    });
    controls.prepend(on, make("label", {}, "temperature ", heat, number));
    for (const row of rows) {
      const button = makeButton(row.cells[0].textContent, () => {
        stop();
        add(Number(button.dataset.token));
      });
      button.title = "Write this";
      row.cells[0].replaceChildren(button);
    }
  }
  controls.append(make("span", { className: "samples" }, make("span", { textContent: word("Examples") }), ...examples));
  line.before(
    make(
      "label",
      { className: "typed" },
      make("span", { textContent: isWriting ? "Type, and the network goes on" : "Type a text for the network" }),
      field
    )
  );
  line.after(controls);
  update();
}

additions.push((part) => {
  all(part, ".demo:is(.reading, .writing)").forEach(makeTyping);
});
