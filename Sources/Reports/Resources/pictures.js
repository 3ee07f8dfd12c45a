// What pictures that the reader changes have in common: numbers in cells, rings, arrows, and a width to be laid out for.

// A number with at most this many decimals and a true minus sign.
function plainNumber(value, decimals = 2) {
  const text = String(Number(value.toFixed(decimals)));
  return (text === "-0" ? "0" : text).replace("-", "−");
}

// A number as a later term of a sum, with its sign apart.
function asTerm(value, decimals) {
  return `${value < 0 ? "−" : "+"} ${plainNumber(Math.abs(value), decimals)}`;
}

// Where the pointer is in a picture, in pixels from its left and its top.
function pointerIn(svg, event) {
  const box = svg.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

class Picture {
  constructor(name, label) {
    this.svg = shape("svg", { class: `live ${name}`, role: "img", "aria-label": label });
    this.layer = this.svg;
  }
  add(name, attributes) {
    const element = shape(name, attributes);
    this.layer.append(element);
    return element;
  }
  // Draws into a group of its own.
  group(attributes, draw) {
    const outer = this.layer;
    this.layer = shape("g", attributes);
    draw();
    const group = this.layer;
    this.layer = outer;
    outer.append(group);
    return group;
  }
  // A line of text, or of parts that have classes of their own: [text, class].
  text(x, y, content, name = "", anchor = "start", size) {
    const element = this.add("text", { x, y, class: name, "text-anchor": anchor });
    if (size) element.setAttribute("font-size", size);
    for (const [text, part] of typeof content === "string" ? [[content, ""]] : content) {
      const span = shape("tspan", part ? { class: part } : {});
      // A formula is read from the left even beside a name that is read from the right.
      span.textContent = text.replace(/\S(.*\S)?/, (inner) => isolated("\u2068", inner));
      element.append(span);
    }
    return element;
  }
  box(x, y, width, height, attributes) {
    return this.add("rect", { x, y, width, height, ...attributes });
  }
  number(x, y, { width, height }, text, fill, size) {
    const element = this.text(x + width / 2, y + height / 2 + size * 0.36, text, "", "middle", size);
    if (fill) element.setAttribute("fill", fill);
  }
  // A signed number in a cell, coloured from −bound to bound.
  signed(x, y, cell, value, bound, text = plainNumber(value)) {
    const level = 8 + Math.round(8 * Math.max(-1, Math.min(1, value / (bound || 1))));
    const ink = Math.abs(level - 8) < 5 ? "weak" : "strong";
    this.box(x, y, cell.width, cell.height, { fill: `var(--chart-d${level})`, class: "line" });
    const color = value ? `var(--chart-on-${ink})` : "var(--muted)";
    this.number(x, y, cell, text, color, cell.size);
  }
  // An amount of ink in a cell.
  ink(x, y, cell, value, most) {
    const share = Math.round((88 * value) / (most || 1));
    const fill = `color-mix(in srgb, var(--ink) ${share}%, var(--paper))`;
    this.box(x, y, cell.width, cell.height, { fill, class: "line" });
    this.number(x, y, cell, plainNumber(value), value ? (share > 55 ? "var(--paper)" : "") : "var(--muted)", cell.size);
  }
  // A place outside: padding, or what pooling drops.
  outside(x, y, cell, text) {
    this.box(x + 0.5, y + 0.5, cell.width - 1, cell.height - 1, { class: "outside" });
    this.number(x, y, cell, text, "var(--muted)", cell.size);
  }
  frame(x, y, width, height, name) {
    this.box(x, y, width, height, { class: `frame ${name}`, rx: 2 });
  }
  // A ring of this size, with the paper around it; it is moved with `moveTo`.
  ring(width, height, name) {
    return this.group({ class: `ring ${name}` }, () => {
      this.box(0, 0, width, height, { rx: 3, class: "halo" });
      this.box(0, 0, width, height, { rx: 3 });
    });
  }
  arrow(x, y, length, name = "") {
    this.add("path", { class: `wire ${name}`, d: `M${x} ${y}h${length - 6}` });
    this.add("path", { class: `tip ${name}`, d: `M${x + length} ${y}l-8 -4v8z` });
  }
  size(width, height) {
    const box = { width, height, viewBox: `0 0 ${width} ${height}` };
    for (const key in box) this.svg.setAttribute(key, box[key]);
  }
}

const moveTo = (element, x, y) => element.setAttribute("style", `transform: translate(${x}px, ${y}px)`);

// Calls `draw` with the width of an element, now and whenever it changes.
function followWidth(element, draw) {
  let width = 0;
  const look = () => {
    const now = Math.floor(element.clientWidth);
    if (now && now !== width) draw((width = now));
  };
  new ResizeObserver(look).observe(element);
  look();
}

// Choices side by side, one of which is pressed.
let choices = 0;
function makeSegments(title, options, chosen, action) {
  const list = make("fieldset", { className: "controls segments" }, make("legend", { textContent: title }));
  choices += 1;
  for (const option of options) {
    const input = make("input", { type: "radio", name: `choice-${choices}`, checked: option === chosen });
    input.addEventListener("change", () => action(option));
    list.append(make("label", {}, input, make("span", { textContent: option })));
  }
  return list;
}

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
