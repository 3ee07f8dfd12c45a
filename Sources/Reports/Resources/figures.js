// Figures that show one panel at a time. All panels are on the page; without this script all or some of them show.
// The class is set before the first paint, so that nothing moves when the controls appear.
root.classList.add("scripted");

function makeStage(figure) {
  const stage = figure.querySelector(":scope > .stage");
  const panels = [...stage.children];
  let current = panels.findIndex((panel) => panel.classList.contains("current"));
  const listeners = [];
  figure.stage = {
    element: stage,
    panels,
    get index() {
      return current;
    },
    whenChanged(listener) {
      listeners.push(listener);
      listener(current);
    },
    show(index) {
      const next = Math.max(0, Math.min(panels.length - 1, index));
      // Keeps the text after the figure in place when a shorter panel appears.
      stage.style.minHeight = `${stage.offsetHeight}px`;
      panels[current].classList.remove("current");
      current = next;
      panels[current].classList.add("current");
      releaseStops();
      for (const listener of listeners) listener(current);
    }
  };
  return figure.stage;
}

// Arrow keys, Home and End on the controls; sliders and radio buttons handle them already.
function addArrowKeys(controls, stage, before = () => {}) {
  controls.addEventListener("keydown", (event) => {
    if (event.target.matches("input") || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = { ArrowLeft: stage.index - 1, ArrowRight: stage.index + 1, Home: 0, End: Infinity }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    before();
    stage.show(target);
  });
}

// A horizontal swipe changes the panel, except on something that scrolls that way.
function addSwipe(stage) {
  let start = null;
  stage.element.addEventListener(
    "touchstart",
    (event) => {
      start = event.touches.length === 1 && !event.target.closest(".scroll, pre") ? event.touches[0] : null;
    },
    { passive: true }
  );
  stage.element.addEventListener(
    "touchend",
    (event) => {
      if (!start) return;
      const end = event.changedTouches[0];
      const [dx, dy] = [end.clientX - start.clientX, end.clientY - start.clientY];
      if (Math.abs(dx) > 48 && Math.abs(dx) > 2 * Math.abs(dy)) stage.show(stage.index + (dx < 0 ? 1 : -1));
      start = null;
    },
    { passive: true }
  );
}

// A button that shows one panel after the other, up to the last; each stays for `pause(index)` milliseconds.
// Whatever else changes the panel calls `stop`, so that the reader's choice stays.
function makePlayer(stage, pause) {
  const last = stage.panels.length - 1;
  const play = make("button", { type: "button", textContent: word("Play") });
  let timer = 0;
  const stop = () => {
    clearTimeout(timer);
    timer = 0;
    play.textContent = word("Play");
  };
  const wait = () => {
    timer = setTimeout(() => {
      if (!stage.element.isConnected) return;
      stage.show(stage.index + 1);
      if (stage.index === last) stop();
      else wait();
    }, pause(stage.index));
  };
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (stage.index === last) stage.show(0);
    play.textContent = word("Pause");
    wait();
  });
  stage.element.addEventListener("touchstart", stop, { passive: true });
  return { play, stop };
}

// Frames: a slider, a play button, and the arrow keys.
function addFrameControls(figure) {
  const stage = makeStage(figure);
  const last = stage.panels.length - 1;
  if (last < 1) return;
  const slider = make("input", { type: "range", min: 0, max: last });
  slider.setAttribute("aria-label", word("Moment"));
  const { play, stop } = makePlayer(stage, () => Math.max(120, Math.min(700, 6000 / (last + 1))));
  const label = make("output", { className: "moment" });
  slider.addEventListener("input", () => {
    stop();
    stage.show(Number(slider.value));
  });
  stage.whenChanged((index) => {
    slider.value = index;
    label.textContent = stage.panels[index].dataset.label;
    slider.setAttribute("aria-valuetext", stage.panels[index].dataset.label);
  });
  const controls = make("div", { className: "controls" }, play, slider, label);
  addArrowKeys(controls, stage, stop);
  addSwipe(stage);
  stage.element.after(controls);
}

// Steps: back and forward. The buttons are above, where they don't move when the steps differ in height.
function addStepControls(figure) {
  const stage = makeStage(figure);
  const count = stage.panels.length;
  if (count < 2) return;
  const back = make("button", { type: "button", textContent: word("Back") });
  const on = make("button", { type: "button" });
  const place = make("span", { className: "place" });
  const bar = make("span", { className: "bar" }, make("span"));
  bar.setAttribute("aria-hidden", "true");
  // Each step stays for as long as its sentence takes to read.
  const lettersOf = (panel) => panel.firstElementChild.textContent.length;
  const { play, stop } = makePlayer(stage, (index) => Math.min(8000, 1500 + 40 * lettersOf(stage.panels[index])));
  play.classList.add("play");
  const go = (index) => {
    stop();
    stage.show(index);
  };
  back.addEventListener("click", () => go(stage.index - 1));
  on.addEventListener("click", () => go((stage.index + 1) % count));
  stage.element.setAttribute("aria-live", "polite");
  let height = 0;
  stage.whenChanged((index) => {
    // A short sentence takes as much room as a long one, so that the pictures do not jump.
    const sentence = stage.panels[index].firstElementChild;
    height = Math.max(height, sentence.offsetHeight);
    sentence.style.minHeight = `${height}px`;
    place.textContent = word("Step # of #", index + 1, count);
    bar.firstChild.style.width = `${(100 * index) / (count - 1)}%`;
    back.setAttribute("aria-disabled", String(index === 0));
    on.textContent = index === count - 1 ? word("Again") : word("Next");
  });
  const controls = make("div", { className: "controls" }, back, on, play, bar, place);
  addArrowKeys(controls, stage, stop);
  addSwipe(stage);
  stage.element.before(controls);
}

// A sweep: a button for each variant, one of which is pressed.
let sweeps = 0;
function addSweepControls(figure) {
  sweeps += 1;
  const stage = makeStage(figure);
  if (stage.panels.length < 2) return;
  const segments = make("fieldset", { className: "controls segments" });
  segments.append(make("legend", { textContent: stage.element.dataset.name }));
  const inputs = stage.panels.map((panel, index) => {
    const input = make("input", { type: "radio", name: `sweep-${sweeps}`, checked: index === stage.index });
    input.addEventListener("change", () => stage.show(index));
    segments.append(make("label", {}, input, make("span", { textContent: panel.dataset.label })));
    return input;
  });
  stage.whenChanged((index) => {
    inputs[index].checked = true;
  });
  addSwipe(stage);
  stage.element.before(segments);
}

// A figure's drawing and numbers as files.
function addDownloads(details) {
  const name = details.closest("figure[id]")?.id || "figure";
  const row = make("div", { className: "downloads" });
  const add = (label, ending, type, text) => {
    const button = make("button", { type: "button", textContent: label });
    button.addEventListener("click", () => save(`${name}.${ending}`, type, text()));
    row.append(button);
  };
  add(word("Save as SVG"), "svg", "image/svg+xml", () => drawingText(drawingAbove(details)));
  add(word("Save as CSV"), "csv", "text/csv", () => tableText(details));
  details.append(row);
}

// The drawing that the numbers belong to: if there are several moments, the visible one.
function drawingAbove(details) {
  for (let before = details.previousElementSibling; before; before = before.previousElementSibling) {
    const drawing = before.matches(".drawing") ? before : before.querySelector(".panel.current .drawing");
    if (drawing) return drawing.querySelector("svg");
  }
  return null;
}

function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// The drawing takes its colours from the page, so the file must include them.
function drawingText(svg) {
  const copy = svg.cloneNode(true);
  const style = getComputedStyle(svg);
  const names = new Set(copy.outerHTML.match(/--[\w-]+/g));
  for (const name of names) copy.style.setProperty(name, style.getPropertyValue(name).trim());
  const size = svg.getBoundingClientRect();
  copy.setAttribute("width", Math.round(size.width));
  copy.setAttribute("height", Math.round(size.height));
  // Keep the visible one of two drawings for two widths.
  const parts = copy.querySelectorAll("svg");
  svg.querySelectorAll("svg").forEach((part, index) => {
    if (getComputedStyle(part).display === "none") parts[index].remove();
  });
  // The parts that several drawings share are elsewhere on the page.
  for (const use of copy.querySelectorAll("use")) {
    const part = document.getElementById(use.getAttribute("href").slice(1));
    if (part) use.replaceWith(...part.cloneNode(true).children);
  }
  copy.style.background = style.getPropertyValue("--paper").trim();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}

function tableText(details) {
  const whole = details.querySelector(".csv");
  if (whole) return whole.textContent;
  // Other programs read a hyphen as the minus sign, and C's "inf".
  const plain = (text) => text.replace(/^−(?=[\d.∞])/, "-").replace(/^(-?)∞$/, "$1inf");
  const field = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [...details.querySelectorAll("tr")].map((row) =>
    [...row.cells].map((cell) => field(plain(cell.textContent))).join(",")
  );
  return lines.join("\n") + "\n";
}

// The sort key of a cell: the number that it begins with, otherwise its text.
function sortKey(text) {
  const plain = text
    .trim()
    .replaceAll("−", "-")
    .replace(/[,\u2009\u202f](?=\d)/g, "")
    .replace("∞", "Infinity");
  const power = plain.match(/^(-?[\d.]+)?\s*[·×]?\s*10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/);
  if (power) {
    const digits = [...power[2]].map((digit) => (digit === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit))).join("");
    return Number(`${power[1] ?? 1}e${digits}`);
  }
  const number = plain.match(/^-?(\d[\d.]*(e[-+]?\d+)?|Infinity)/i);
  return number ? Number(number[0]) : text.trim();
}

function compareKeys(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

// Clicking a column's title sorts by that column: up, then down, then back to the original order.
function addSorting(table) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  if (rows.length < 3) return;
  const titles = [...table.tHead.rows[0].cells];
  titles.forEach((title, column) => {
    if (!title.textContent.trim()) return;
    const button = make("button", { type: "button", className: "sort" }, ...title.childNodes);
    title.append(button);
    button.addEventListener("click", () => {
      const next = { ascending: "descending", descending: null }[title.getAttribute("aria-sort")];
      for (const each of titles) each.removeAttribute("aria-sort");
      const order = next === undefined ? "ascending" : next;
      const sorted = [...rows];
      if (order) {
        title.setAttribute("aria-sort", order);
        const sign = order === "ascending" ? 1 : -1;
        const keys = new Map(rows.map((row) => [row, sortKey(row.cells[column].textContent)]));
        sorted.sort((a, b) => sign * compareKeys(keys.get(a), keys.get(b)));
      }
      body.append(...sorted);
    });
  });
}

function addUnfolding(table) {
  const count = table.tBodies[0].rows.length;
  const button = make("button", { type: "button", className: "show-all", textContent: word("Show all # rows", count) });
  button.addEventListener("click", () => {
    table.classList.remove("folded");
    button.remove();
    releaseStops();
  });
  table.closest(".scroll").after(button);
}

additions.push((part) => {
  all(part, "table.sortable").forEach(addSorting);
  all(part, "table.folded").forEach(addUnfolding);
  all(part, ".data").forEach(addDownloads);
  all(part, ".walk.frames").forEach(addFrameControls);
  all(part, ".walk.steps").forEach(addStepControls);
  all(part, ".walk.sweep").forEach(addSweepControls);
});
