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

function makeDrawing(figure) {
  const demo = readDemo(figure),
    { canvas } = demo,
    { width, height } = canvas;
  const paper = figure.querySelector(".paper"),
    table = figure.querySelector(".bars");
  const ink = shape("g", {}),
    pen = shape("circle", { class: "pen", r: 0.35 });
  const seen = shape("svg", { viewBox: `0 0 ${width} ${height}`, class: "seen", "aria-hidden": true });
  paper.replaceChildren(ink, pen);
  const say = makeSpeaker(figure);
  let strokes = [],
    example = null,
    shift = [0, 0],
    at = [width / 2, height / 2],
    isDown = false,
    wanted = 0;

  function pixels() {
    const own = strokes.length ? likeData(strokes, canvas) : new Array(width * height).fill(0);
    return moved(example ?? own, canvas, shift);
  }
  function update() {
    const line = (stroke) =>
      "M" +
      stroke.map((point) => point.map((v) => v.toFixed(2)).join(" ")).join("L") +
      (stroke.length > 1 ? "" : "h0.01");
    ink.replaceChildren(
      ...(example
        ? cellPaths(example, width)
        : strokes.map((stroke) => shape("path", { class: "stroke", d: line(stroke) })))
    );
    ink.setAttribute("transform", `translate(${shift})`);
    pen.setAttribute("cx", at[0]);
    pen.setAttribute("cy", at[1]);
    pen.classList.toggle("down", isDown);
    const picture = pixels();
    seen.replaceChildren(...cellPaths(picture, width));
    const shares = demo.logits(tensor([1, height, width], Float32Array.from(picture))).map(softmax);
    fillBars(table, shares);
    say(
      shares
        .map((list, n) => {
          const best = list.indexOf(Math.max(...list));
          return `${demo.networks[n].name}: ${demo.outputs[best]}, ${asPercent(list[best])}`;
        })
        .join("; ")
    );
  }
  // At most once a frame, however fast the pen moves.
  const later = () => {
    cancelAnimationFrame(wanted);
    wanted = requestAnimationFrame(update);
  };
  function show(pixels) {
    [example, strokes, shift, isDown] = [pixels, [], [0, 0], false];
    update();
  }
  function begin(point) {
    if (example) show(null);
    strokes.push([point.map((v, axis) => v - shift[axis])]);
  }
  function extend(point) {
    const stroke = strokes[strokes.length - 1],
      next = point.map((v, axis) => v - shift[axis]),
      last = stroke[stroke.length - 1];
    if (Math.hypot(next[0] - last[0], next[1] - last[1]) > 0.12) stroke.push(next);
  }

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
    begin((at = place(event)));
    later();
  });
  paper.addEventListener("pointermove", (event) => {
    if (!paper.hasPointerCapture(event.pointerId)) return;
    extend((at = place(event)));
    later();
  });

  function undo() {
    if (example) return show(null);
    strokes.pop();
    isDown = false;
    update();
  }
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const keys = {
    " "() {
      isDown = !isDown;
      if (isDown) begin(at);
    },
    Backspace: undo,
    Delete() {
      show(null);
    }
  };
  paper.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const way = arrows[event.key];
    if (!way && !keys[event.key]) return;
    event.preventDefault();
    paper.classList.remove("by-hand");
    if (way) {
      at = [clamp(at[0] + way[0] / 2, 0, width), clamp(at[1] + way[1] / 2, 0, height)];
      if (isDown) extend(at);
    } else {
      keys[event.key]();
    }
    update();
  });

  const tools = make(
    "div",
    { className: "tools-row" },
    makeButton(word("Clear"), () => show(null)),
    makeButton(word("Undo"), undo)
  );
  if (canvas.x[0] < canvas.x[1] || canvas.y[0] < canvas.y[1]) {
    const names = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
    const buttons = Object.entries({ ArrowLeft: "←", ArrowUp: "↑", ArrowDown: "↓", ArrowRight: "→" }).map(
      ([key, sign]) =>
        makeButton(
          sign,
          () => {
            shift = shift.map((v, axis) => clamp(v + arrows[key][axis], -width, width));
            update();
          },
          `Move ${names[key]}`
        )
    );
    tools.append(make("span", { className: "moves" }, ...buttons));
  }
  const examples = make(
    "div",
    { className: "samples" },
    make("span", { textContent: word("Examples") }),
    ...demo.examples.map(({ label, pixels }, index) => {
      const numbers = [...floats(pixels)];
      const button = makeButton("", () => show(numbers), `Example ${index + 1}, class ${label}`);
      const picture = shape("svg", { viewBox: `0 0 ${width} ${height}` });
      picture.append(...cellPaths(numbers, width));
      button.append(picture);
      return button;
    })
  );
  paper.setAttribute("role", "application");
  paper.setAttribute("tabindex", "0");
  paper.setAttribute(
    "aria-label",
    "Field to draw in. Arrow keys move the pen, Space puts it down or lifts it, " +
      "Backspace takes the last stroke back, Delete clears."
  );
  const sees = make("div", { className: "sees" }, seen, make("span", { textContent: "what the network sees" }));
  paper.parentElement.append(make("div", { className: "below" }, sees, tools));
  table.after(examples);
  show([...floats(demo.examples[0].pixels)]);
}

additions.push((part) => {
  all(part, ".demo.drawing").forEach(makeDrawing);
});
