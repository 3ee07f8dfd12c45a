// What a playground draws: the plane, each hidden unit's part of it, and the loss.

// The colours of numbers from −1 to 1, as red, green and blue one after the other.
function readPalette() {
  const style = getComputedStyle(root);
  return Array.from({ length: 17 }, (_, level) => {
    const color = style.getPropertyValue(`--chart-d${level}`).trim();
    return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  }).flat();
}

// A square of numbers from −1 to 1. It has few pixels, and the browser smooths between them.
class Field {
  constructor(size) {
    this.canvas = make("canvas", { width: size, height: size });
    this.context = this.canvas.getContext("2d");
    this.image = this.context.createImageData(size, size);
    this.image.data.fill(255);
  }
  // `strength` is the number of the ramp's levels to each side: its ends are too dark for points upon them.
  put(place, value, palette, strength) {
    const at = Number.isFinite(value) ? 8 + strength * Math.max(-1, Math.min(1, value)) : 8;
    const [level, share] = [Math.floor(at), at % 1];
    for (let c = 0; c < 3; c += 1) {
      const [a, b] = [palette[3 * level + c], palette[3 * level + 3 + c]];
      this.image.data[4 * place + c] = a + (b - a) * share;
    }
  }
  show() {
    this.context.putImageData(this.image, 0, 0);
  }
}

// The points of a set: circles for class 0 and squares for class 1.
function drawPoints({ x, labels }, extent, size) {
  const scale = (value) => ((value / extent + 1) / 2) * size;
  const svg = shape("svg", { viewBox: `0 0 ${size} ${size}`, "aria-hidden": true });
  labels.forEach((label, n) => {
    const [left, top] = [scale(x[2 * n]), size - scale(x[2 * n + 1])];
    const mark = label
      ? shape("rect", { class: "one", x: left - 3, y: top - 3, width: 6, height: 6 })
      : shape("circle", { class: "none", cx: left, cy: top, r: 3.4 });
    svg.append(mark);
  });
  return svg;
}

// The half width of the square that holds all points.
const extentOf = ({ x }) => 1.06 * x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

function label(x, y, text, anchor) {
  const element = shape("text", { x, y, "text-anchor": anchor });
  element.textContent = text;
  return element;
}

// The loss at the points that are learned from, and at new ones: `later` has [step, loss] pairs.
function drawLoss(svg, losses, later) {
  const width = Math.max(160, svg.parentElement.clientWidth),
    height = 112;
  const [left, right, top, bottom] = [26, width - 6, 8, height - 20];
  const steps = Math.max(200, losses.length);
  const x = (step) => left + ((right - left) * step) / steps;
  const y = (loss) => bottom - ((bottom - top) * Math.min(0.8, loss)) / 0.8;
  const line = (places, name) => shape("path", { class: name, d: places.length ? `M${places.join("L")}` : "" });
  const spot = (step, loss) => `${x(step).toFixed(1)} ${y(loss).toFixed(1)}`;
  const stride = Math.ceil(losses.length / 240);
  const known = losses.map((loss, step) => [step, loss]).filter(([step]) => step % stride === 0);
  const draw = (pairs) => pairs.filter(([, loss]) => Number.isFinite(loss)).map(([step, loss]) => spot(step, loss));
  const grid = [0, 0.4, 0.8].flatMap((loss) => [
    shape("path", { class: "grid", d: `M${left} ${y(loss)}H${right}` }),
    label(left - 5, y(loss) + 4, loss || "0", "end")
  ]);
  const ends = [label(left, height - 5, "0", "start"), label(right, height - 5, word("# steps", steps), "end")];
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }))
    svg.setAttribute(name, value);
  svg.replaceChildren(...grid, ...ends, line(draw(later), "new"), line(draw(known), "known"));
}
