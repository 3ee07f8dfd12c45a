// Turns the reader's drawings into pictures like those in the data. The unit of length is a cell of the picture; a
// stroke is a list of points.

const clamp = (x, low, high) => Math.min(high, Math.max(low, x));

function shape(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  return element;
}

// The cells of a picture, with one path for all cells of the same grey.
function cellPaths(pixels, width) {
  const paths = new Map();
  pixels.forEach((ink, index) => {
    if (ink > 0) paths.set(ink, `${paths.get(ink) ?? ""}M${index % width} ${Math.floor(index / width)}h1v1h-1z`);
  });
  return [...paths].map(([ink, d]) => shape("path", { d, "fill-opacity": ink }));
}

const range = (values) => [Math.min(...values), Math.max(...values)];

// The strokes scaled and moved to where the data has its ink, for a pen of this radius.
function placed(strokes, canvas, radius) {
  const points = strokes.flat();
  const [[left, right], [top, bottom]] = [0, 1].map((axis) => range(points.map((point) => point[axis])));
  const [width, height] = [right - left, bottom - top];
  // A dot has no size to scale.
  const tall = height > 0.3 ? (canvas.inkHeight - 2 * radius) / height : 1;
  const wide = Math.min((canvas.inkWidth - 2 * radius) / Math.max(width, 0.3), 1.5 * tall);
  const [x, y] = [clamp((left + right) / 2, ...canvas.x), clamp((top + bottom) / 2, ...canvas.y)];
  return strokes.map((stroke) =>
    stroke.map((point) => [x + (point[0] - (left + right) / 2) * wide, y + (point[1] - (top + bottom) / 2) * tall])
  );
}

function distance(x, y, [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = clamp(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1), 0, 1);
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

// The picture of strokes: for each cell, the share of its 4 × 4 points that a pen of this radius touches.
function pictured(strokes, { width, height }, radius) {
  const points = new Uint8Array(16 * width * height);
  const side = 4 * width;
  for (const stroke of strokes) {
    stroke.forEach((to, index) => {
      const from = stroke[Math.max(0, index - 1)];
      const [[left, right], [top, bottom]] = [0, 1].map((axis) =>
        range([from[axis], to[axis]]).map((v, end) =>
          clamp(Math.round(4 * (v + (end ? radius : -radius))), 0, 4 * (axis ? height : width))
        )
      );
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1) {
          if (distance((x + 0.5) / 4, (y + 0.5) / 4, from, to) <= radius) points[y * side + x] = 1;
        }
      }
    });
  }
  const pixels = new Array(width * height).fill(0);
  points.forEach((on, index) => {
    pixels[Math.floor(index / side / 4) * width + Math.floor((index % side) / 4)] += on / 16;
  });
  return pixels;
}

// The picture that the network sees. The pen's thickness is chosen to match the amount of ink in the data.
function likeData(strokes, canvas) {
  let [thin, thick] = [0.25, Math.min(canvas.inkHeight, canvas.inkWidth) / 4];
  let pixels = [];
  for (let attempt = 0; attempt < 7; attempt += 1) {
    const radius = (thin + thick) / 2;
    pixels = pictured(placed(strokes, canvas, radius), canvas, radius);
    if (total(pixels) < canvas.ink) thin = radius;
    else thick = radius;
  }
  return pixels;
}

function moved(pixels, { width, height }, [right, down]) {
  return pixels.map((_, index) => {
    const [x, y] = [(index % width) - right, Math.floor(index / width) - down];
    return x >= 0 && x < width && y >= 0 && y < height ? pixels[y * width + x] : 0;
  });
}

// A field to draw in, and what the networks make of the picture.
class Drawing {
  constructor(figure) {
    this.demo = readDemo(figure);
    this.paper = figure.querySelector(".paper");
    this.table = figure.querySelector(".bars");
    this.say = makeSpeaker(figure);
    const { width, height } = this.demo.canvas;
    this.ink = shape("g", {});
    this.pen = shape("circle", { class: "pen", r: 0.35 });
    this.seen = shape("svg", { viewBox: `0 0 ${width} ${height}`, class: "seen", "aria-hidden": true });
    this.paper.replaceChildren(this.ink, this.pen);
    // Either the reader's strokes or the pixels of an example, moved by the shift.
    this.strokes = [];
    this.example = null;
    this.shift = [0, 0];
    this.at = [width / 2, height / 2];
    this.isDown = false;
    this.wanted = 0;
  }

  // The picture that the networks see.
  pixels() {
    const { width, height } = this.demo.canvas;
    const own = this.strokes.length ? likeData(this.strokes, this.demo.canvas) : new Array(width * height).fill(0);
    return moved(this.example ?? own, this.demo.canvas, this.shift);
  }

  update() {
    const { width, height } = this.demo.canvas;
    this.ink.replaceChildren(...(this.example ? cellPaths(this.example, width) : this.strokes.map(strokePath)));
    this.ink.setAttribute("transform", `translate(${this.shift})`);
    this.pen.setAttribute("cx", this.at[0]);
    this.pen.setAttribute("cy", this.at[1]);
    this.pen.classList.toggle("down", this.isDown);
    const picture = this.pixels();
    this.seen.replaceChildren(...cellPaths(picture, width));
    const shares = this.demo.logits(tensor([1, height, width], Float32Array.from(picture))).map(softmax);
    fillBars(this.table, shares);
    this.say(shares.map((list, network) => this.guess(list, network)).join("; "));
  }

  guess(shares, network) {
    const best = shares.indexOf(Math.max(...shares));
    return `${this.demo.networks[network].name}: ${this.demo.outputs[best]}, ${asPercent(shares[best])}`;
  }

  // Updates at most once a frame, however fast the pen moves.
  updateSoon() {
    cancelAnimationFrame(this.wanted);
    this.wanted = requestAnimationFrame(() => this.update());
  }

  // Shows an example, or with null an empty field.
  show(example) {
    this.example = example;
    this.strokes = [];
    this.shift = [0, 0];
    this.isDown = false;
    this.update();
  }

  unshifted(point) {
    return point.map((v, axis) => v - this.shift[axis]);
  }

  begin(point) {
    if (this.example) this.show(null);
    this.at = point;
    this.strokes.push([this.unshifted(point)]);
  }

  extend(point) {
    this.at = point;
    const stroke = this.strokes.at(-1);
    const [next, last] = [this.unshifted(point), stroke.at(-1)];
    if (Math.hypot(next[0] - last[0], next[1] - last[1]) > 0.12) stroke.push(next);
  }

  undo() {
    if (this.example) return this.show(null);
    this.strokes.pop();
    this.isDown = false;
    this.update();
  }

  toggle() {
    const isDown = !this.isDown;
    // An example goes first, which lifts the pen.
    if (isDown) this.begin(this.at);
    this.isDown = isDown;
  }

  movePen([right, down]) {
    const { width, height } = this.demo.canvas;
    this.at = [clamp(this.at[0] + right / 2, 0, width), clamp(this.at[1] + down / 2, 0, height)];
    if (this.isDown) this.extend(this.at);
  }

  movePicture(way) {
    const { width } = this.demo.canvas;
    this.shift = this.shift.map((v, axis) => clamp(v + way[axis], -width, width));
    this.update();
  }
}

function strokePath(stroke) {
  const points = stroke.map((point) => point.map((v) => v.toFixed(2)).join(" "));
  return shape("path", { class: "stroke", d: `M${points.join("L")}${stroke.length > 1 ? "" : "h0.01"}` });
}

function followPointer(drawing) {
  const { paper } = drawing;
  const { width, height } = drawing.demo.canvas;
  const place = (event) => {
    const box = paper.getBoundingClientRect();
    return [
      clamp((event.clientX - box.left) / box.width, 0, 1) * width,
      clamp((event.clientY - box.top) / box.height, 0, 1) * height
    ];
  };
  paper.addEventListener("pointerdown", (event) => {
    if (event.button || !event.isPrimary) return;
    event.preventDefault();
    paper.focus({ preventScroll: true });
    paper.classList.add("by-hand");
    paper.setPointerCapture(event.pointerId);
    drawing.begin(place(event));
    drawing.updateSoon();
  });
  paper.addEventListener("pointermove", (event) => {
    if (!paper.hasPointerCapture(event.pointerId)) return;
    drawing.extend(place(event));
    drawing.updateSoon();
  });
}

const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function followKeys(drawing) {
  const { paper } = drawing;
  const keys = { " ": () => drawing.toggle(), Backspace: () => drawing.undo(), Delete: () => drawing.show(null) };
  paper.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const way = arrows[event.key];
    if (!way && !keys[event.key]) return;
    event.preventDefault();
    paper.classList.remove("by-hand");
    if (way) drawing.movePen(way);
    else keys[event.key]();
    drawing.update();
  });
  paper.setAttribute("role", "application");
  paper.setAttribute("tabindex", "0");
  paper.setAttribute(
    "aria-label",
    "Field to draw in. Arrow keys move the pen, Space puts it down or lifts it, " +
      "Backspace takes the last stroke back, Delete clears."
  );
}

function drawingTools(drawing) {
  const { canvas } = drawing.demo;
  const tools = make(
    "div",
    { className: "tools-row" },
    makeButton(word("Clear"), () => drawing.show(null)),
    makeButton(word("Undo"), () => drawing.undo())
  );
  if (canvas.x[0] < canvas.x[1] || canvas.y[0] < canvas.y[1]) {
    const names = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
    const signs = { ArrowLeft: "←", ArrowUp: "↑", ArrowDown: "↓", ArrowRight: "→" };
    const buttons = Object.keys(signs).map((key) =>
      makeButton(signs[key], () => drawing.movePicture(arrows[key]), `Move ${names[key]}`)
    );
    tools.append(make("span", { className: "moves" }, ...buttons));
  }
  return tools;
}

function drawingExamples(drawing) {
  const { width, height } = drawing.demo.canvas;
  return make(
    "div",
    { className: "samples" },
    make("span", { textContent: word("Examples") }),
    ...drawing.demo.examples.map(({ label, pixels }, index) => {
      const numbers = [...floats(pixels)];
      const button = makeButton("", () => drawing.show(numbers), `Example ${index + 1}, class ${label}`);
      const picture = shape("svg", { viewBox: `0 0 ${width} ${height}` });
      picture.append(...cellPaths(numbers, width));
      button.append(picture);
      return button;
    })
  );
}

function makeDrawing(figure) {
  const drawing = new Drawing(figure);
  followPointer(drawing);
  followKeys(drawing);
  const caption = make("span", { textContent: "what the network sees" });
  const sees = make("div", { className: "sees" }, drawing.seen, caption);
  drawing.paper.parentElement.append(make("div", { className: "below" }, sees, drawingTools(drawing)));
  drawing.table.after(drawingExamples(drawing));
  drawing.show([...floats(drawing.demo.examples[0].pixels)]);
}

additions.push((part) => {
  all(part, ".demo.drawing").forEach(makeDrawing);
});
