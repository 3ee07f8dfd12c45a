// A kernel to edit, on the reader's own drawing: the picture and what the kernel makes of it, at once.

const kernelPresets = [
  [word("edge, left to right"), [1, 0, -1, 2, 0, -2, 1, 0, -1]],
  [word("edge, top to bottom"), [1, 2, 1, 0, 0, 0, -1, -2, -1]],
  [word("outline"), [-1, -1, -1, -1, 8, -1, -1, -1, -1]],
  [word("sharpen"), [0, -1, 0, -1, 5, -1, 0, -1, 0]],
  [word("blur"), Array(9).fill(1 / 9)],
  [word("do nothing"), [0, 0, 0, 0, 1, 0, 0, 0, 0]]
];

class KernelPad {
  constructor(figure) {
    this.data = JSON.parse(figure.querySelector(".demo-data").textContent);
    const { size } = this.data;
    Object.assign(this, { figure, canvas: { width: size, height: size }, strokes: [], kernel: [], chosen: 4 });
    this.pen = { at: [size / 2, size / 2], isDown: false };
    this.say = makeSpeaker(figure);
    this.palette = readPalette();
    this.filtered = new Field(size);
    this.filtered.canvas.setAttribute("role", "img");
    this.filtered.canvas.setAttribute("aria-label", word("The filtered picture"));
    this.addParts();
    this.take(this.data.kernel.map(Number));
    this.show(this.data.drawings[0]);
    this.watch();
  }

  addParts() {
    const part = (title, ...content) =>
      make("div", { className: "part" }, make("p", { className: "part-name", textContent: title }), ...content);
    this.note = make("p", { className: "part-note" });
    const board = this.board();
    const bench = make(
      "div",
      { className: "filtering" },
      part(word("your drawing"), board, this.drawingButtons()),
      part(word("kernel"), this.grid(), this.stepper()),
      part(word("what it makes of it"), make("div", { className: "result" }, this.filtered.canvas), this.note)
    );
    this.figure.querySelector(".stills").after(this.presets(), bench);
  }

  // MARK: The drawing

  board() {
    const { width, height } = this.canvas;
    const paper = shape("svg", { viewBox: `0 0 ${width} ${height}`, class: "paper" });
    [this.inkLayer, this.mark] = [shape("g", {}), shape("circle", { class: "pen", r: 0.6 })];
    paper.append(this.inkLayer, this.mark);
    const update = () => this.update();
    const picture = {
      begin: (point) => this.strokes.push([point]),
      extend: (point) => {
        const stroke = this.strokes.at(-1);
        const last = stroke.at(-1);
        if (Math.hypot(point[0] - last[0], point[1] - last[1]) > 0.25) stroke.push(point);
      }
    };
    followPointer(paper, this.canvas, picture, this.pen, update);
    const undo = () => this.undo();
    followKeys(paper, this.canvas, picture, this.pen, { show: () => this.show([]), undo, update });
    return paper;
  }

  drawingButtons() {
    const row = make("div", { className: "buttons" });
    row.append(
      makeButton(word("Clear"), () => this.show([])),
      makeButton(word("Undo"), () => this.undo())
    );
    this.data.drawings.forEach((strokes, index) => {
      const button = makeButton("", () => this.show(strokes), word("Example #", index + 1));
      const small = shape("svg", { viewBox: `0 0 ${this.canvas.width} ${this.canvas.height}` });
      small.append(...strokes.map(strokePath));
      button.append(small);
      row.append(button);
    });
    return row;
  }

  show(strokes) {
    this.strokes = strokes.map((stroke) => stroke.map((point) => [...point]));
    this.pen.isDown = false;
    this.update();
  }

  undo() {
    this.strokes.pop();
    this.pen.isDown = false;
    this.update();
  }

  // MARK: The kernel

  presets() {
    const row = make("div", { className: "buttons" });
    this.presetButtons = kernelPresets.map(([name, weights]) => makeButton(name, () => this.take(weights)));
    row.append(...this.presetButtons);
    return row;
  }

  grid() {
    const grid = make("div", { className: "kernel" });
    this.fields = Array.from({ length: 9 }, (_, index) => {
      const field = make("input", { type: "text", inputMode: "decimal", autocomplete: "off", size: 4 });
      const place = word("Weight in row #, column #", Math.floor(index / 3) + 1, (index % 3) + 1);
      field.setAttribute("aria-label", place);
      field.addEventListener("focus", () => this.choose(index));
      field.addEventListener("input", () => this.type(index));
      field.addEventListener("blur", () => this.write(index));
      field.addEventListener("keydown", (event) => this.press(event, index));
      return field;
    });
    grid.append(...this.fields);
    return grid;
  }

  // Buttons that change the chosen weight: telephones may have no minus sign among their digits.
  stepper() {
    const change = (text, label, by) =>
      makeButton(text, () => this.set(this.chosen, by(this.kernel[this.chosen])), label);
    return make(
      "div",
      { className: "buttons" },
      change("− 1", word("Chosen weight minus 1"), (weight) => weight - 1),
      change("+ 1", word("Chosen weight plus 1"), (weight) => weight + 1),
      change("±", word("Chosen weight: other sign"), (weight) => -weight),
      makeButton(word("All 0"), () => this.take(Array(9).fill(0)))
    );
  }

  take(weights) {
    this.kernel = [...weights];
    this.fields.forEach((_, index) => this.write(index));
    this.update();
  }

  choose(index) {
    this.chosen = index;
    this.fields.forEach((field, at) => field.classList.toggle("chosen", at === index));
  }

  // What has been typed so far counts as soon as it is a number.
  type(index) {
    const text = this.fields[index].value.trim().replace("−", "-").replace(",", ".");
    const fraction = text.match(/^(-?\d+)\/([1-9]\d*)$/);
    const value = fraction ? fraction[1] / fraction[2] : Number(text);
    const isNumber = text !== "" && Number.isFinite(value);
    this.fields[index].setAttribute("aria-invalid", String(!isNumber));
    if (!isNumber) return;
    this.kernel[index] = clamp(value, -99, 99);
    this.update();
  }

  write(index) {
    this.fields[index].value = plainNumber(this.kernel[index], 2);
    this.fields[index].removeAttribute("aria-invalid");
  }

  set(index, weight) {
    this.kernel[index] = clamp(Math.round(weight * 1000) / 1000, -99, 99);
    this.write(index);
    this.choose(index);
    this.update();
  }

  press(event, index) {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.set(index, this.kernel[index] + step * (event.shiftKey ? 0.1 : 1));
  }

  // MARK: The result

  pixels() {
    return pictured(this.strokes, this.canvas, this.data.radius);
  }

  // The picture with the kernel at each of its places; a ring of zeros around it keeps its size.
  filter(pixels) {
    const { width, height } = this.canvas;
    const settings = { outputs: 1, groups: 1, kernelHeight: 3, kernelWidth: 3, paddingX: 1, paddingY: 1 };
    Object.assign(settings, { strideX: 1, strideY: 1, dilationX: 1, dilationY: 1 });
    const image = tensor([1, height, width], Float32Array.from(pixels));
    return operations.conv2D(image, settings, [Float32Array.from(this.kernel), []]).data;
  }

  update() {
    this.inkLayer.replaceChildren(...this.strokes.map(strokePath));
    this.mark.setAttribute("cx", this.pen.at[0]);
    this.mark.setAttribute("cy", this.pen.at[1]);
    this.mark.classList.toggle("down", this.pen.isDown);
    this.presetButtons.forEach((button, index) => {
      const isSame = kernelPresets[index][1].every((weight, at) => Math.abs(weight - this.kernel[at]) < 1e-6);
      button.setAttribute("aria-pressed", String(isSame));
    });
    this.values = this.filter(this.pixels());
    this.paint();
    const [low, high] = [Math.min(...this.values), Math.max(...this.values)].map((value) => plainNumber(value, 1));
    const sum = plainNumber(total(this.kernel), 2);
    const range = this.values.some(Boolean) ? word("From # (blue) to # (orange).", low, high) : word("0 everywhere.");
    this.note.textContent = `${range} ${word("The weights add up to #.", sum)}`;
    this.say(`${word("The filtered picture")}: ${range}`);
  }

  paint() {
    const bound = this.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    this.values.forEach((value, place) => this.filtered.put(place, bound ? value / bound : 0, this.palette, 7.99));
    this.filtered.show();
  }

  // Draws again when the theme changes.
  watch() {
    const repaint = () => {
      this.palette = readPalette();
      this.paint();
    };
    new MutationObserver(repaint).observe(root, { attributeFilter: ["data-theme"] });
    theme.system.addEventListener("change", repaint);
  }
}

additions.push((part) => {
  all(part, ".widget.kernels").forEach((figure) => {
    figure.kernels = new KernelPad(figure);
  });
});
