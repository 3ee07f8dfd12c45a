// Turns the reader's drawings into pictures like those in the data. The unit of length is a cell of the picture; a
// stroke is a list of points.

const clamp = (x, low, high) => Math.min(high, Math.max(low, x));

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

function strokePath(stroke) {
  const points = stroke.map((point) => point.map((v) => v.toFixed(2)).join(" "));
  return shape("path", { class: "stroke", d: `M${points.join("L")}${stroke.length > 1 ? "" : "h0.01"}` });
}

// What is in the field: the reader's strokes or an example, moved by the shift.
function makePicture(canvas) {
  let strokes = [],
    example = null,
    shift = [0, 0];
  const unshifted = (point) => point.map((v, axis) => v - shift[axis]);
  function show(pixels) {
    [example, strokes, shift] = [pixels, [], [0, 0]];
  }
  return {
    show,
    begin(point) {
      if (example) show(null);
      strokes.push([unshifted(point)]);
    },
    extend(point) {
      const stroke = strokes.at(-1),
        next = unshifted(point),
        last = stroke.at(-1);
      if (Math.hypot(next[0] - last[0], next[1] - last[1]) > 0.12) stroke.push(next);
    },
    undo() {
      if (example) show(null);
      else strokes.pop();
    },
    move(way) {
      shift = shift.map((v, axis) => clamp(v + way[axis], -canvas.width, canvas.width));
    },
    draw(ink) {
      ink.replaceChildren(...(example ? cellPaths(example, canvas.width) : strokes.map(strokePath)));
      ink.setAttribute("transform", `translate(${shift})`);
    },
    pixels: () => moved(example ?? likeData(strokes, canvas), canvas, shift)
  };
}

function followPointer(paper, { width, height }, picture, pen, update) {
  let wanted = 0;
  const place = (event) => {
    const box = paper.getBoundingClientRect();
    return [
      clamp((event.clientX - box.left) / box.width, 0, 1) * width,
      clamp((event.clientY - box.top) / box.height, 0, 1) * height
    ];
  };
  // At most once a frame, however fast the pen moves.
  const later = () => {
    cancelAnimationFrame(wanted);
    wanted = requestAnimationFrame(update);
  };
  paper.addEventListener("pointerdown", (event) => {
    if (event.button || !event.isPrimary) return;
    event.preventDefault();
    paper.focus({ preventScroll: true });
    paper.classList.add("by-hand");
    paper.setPointerCapture(event.pointerId);
    picture.begin((pen.at = place(event)));
    later();
  });
  paper.addEventListener("pointermove", (event) => {
    if (!paper.hasPointerCapture(event.pointerId)) return;
    picture.extend((pen.at = place(event)));
    later();
  });
}

// The ways of the arrow keys: right and down, and the button for each.
const arrows = {
  ArrowLeft: [-1, 0, "←", word("Move left")],
  ArrowUp: [0, -1, "↑", word("Move up")],
  ArrowDown: [0, 1, "↓", word("Move down")],
  ArrowRight: [1, 0, "→", word("Move right")]
};

function followKeys(paper, { width, height }, picture, pen, { show, undo, update }) {
  const keys = {
    " "() {
      pen.isDown = !pen.isDown;
      if (pen.isDown) picture.begin(pen.at);
    },
    Backspace: undo,
    Delete: () => show(null)
  };
  paper.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const way = arrows[event.key];
    if (!way && !keys[event.key]) return;
    event.preventDefault();
    paper.classList.remove("by-hand");
    if (way) {
      pen.at = [clamp(pen.at[0] + way[0] / 2, 0, width), clamp(pen.at[1] + way[1] / 2, 0, height)];
      if (pen.isDown) picture.extend(pen.at);
    } else {
      keys[event.key]();
    }
    update();
  });
  paper.setAttribute("role", "application");
  paper.setAttribute("tabindex", "0");
  paper.setAttribute(
    "aria-label",
    word("Field to draw in. Arrow keys move the pen, Space puts it down or lifts it, Backspace undoes, Delete clears.")
  );
}

function moveButtons({ x, y }, move) {
  if (x[0] === x[1] && y[0] === y[1]) return [];
  const buttons = Object.values(arrows).map((way) => makeButton(way[2], () => move(way), way[3]));
  return [make("span", { className: "moves" }, ...buttons)];
}

function exampleButtons({ examples, canvas: { width, height } }, show) {
  return examples.map(({ label, pixels }, index) => {
    const numbers = [...floats(pixels)];
    const button = makeButton("", () => show(numbers), word("Example #, class #", index + 1, label));
    const picture = shape("svg", { viewBox: `0 0 ${width} ${height}` });
    picture.append(...cellPaths(numbers, width));
    button.append(picture);
    return button;
  });
}

// The most likely output of each network, in words.
function guesses({ networks, outputs }, shares) {
  return shares.map((list, n) => {
    const best = list.indexOf(Math.max(...list));
    return `${networks[n].name}: ${outputs[best]}, ${asPercent(list[best])}`;
  });
}

function makeDrawing(figure) {
  const demo = readDemo(figure);
  const { canvas } = demo;
  const { width, height } = canvas;
  const [paper, table] = [".paper", ".bars"].map((name) => figure.querySelector(name));
  const say = makeSpeaker(figure);
  const [ink, mark] = [shape("g", {}), shape("circle", { class: "pen", r: 0.35 })];
  const seen = shape("svg", { viewBox: `0 0 ${width} ${height}`, class: "seen", "aria-hidden": true });
  const picture = makePicture(canvas);
  const pen = { at: [width / 2, height / 2], isDown: false };

  function update() {
    picture.draw(ink);
    mark.setAttribute("cx", pen.at[0]);
    mark.setAttribute("cy", pen.at[1]);
    mark.classList.toggle("down", pen.isDown);
    const pixels = picture.pixels();
    seen.replaceChildren(...cellPaths(pixels, width));
    const shares = demo.logits(tensor([1, height, width], Float32Array.from(pixels))).map(softmax);
    fillBars(table, shares);
    say(guesses(demo, shares).join("; "));
  }
  const edit = (action) => (value) => {
    picture[action](value);
    if (action !== "move") pen.isDown = false;
    update();
  };
  const [show, undo, move] = ["show", "undo", "move"].map(edit);
  paper.replaceChildren(ink, mark);
  followPointer(paper, canvas, picture, pen, update);
  followKeys(paper, canvas, picture, pen, { show, undo, update });
  const sees = make("div", { className: "sees" }, seen, make("span", { textContent: word("what the network sees") }));
  const edits = [makeButton(word("Clear"), () => show(null)), makeButton(word("Undo"), undo)];
  const tools = make("div", { className: "tools-row" }, ...edits, ...moveButtons(canvas, move));
  paper.parentElement.append(make("div", { className: "below" }, sees, tools));
  const title = make("span", { textContent: word("Examples") });
  table.after(make("div", { className: "samples" }, title, ...exampleButtons(demo, show)));
  show([...floats(demo.examples[0].pixels)]);
}

additions.push((part) => {
  all(part, ".demo.drawing").forEach(makeDrawing);
});
