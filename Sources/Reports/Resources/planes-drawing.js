// How a plane with an arrow is drawn, and beside it what becomes of its points.

const planeDrawing = {
  at([x, y]) {
    const [low, high] = this.data.range;
    const { left, top, side } = this.frame;
    return [left + (side * (x - low)) / (high - low), top + (side * (high - y)) / (high - low)];
  },

  draw() {
    const { picture, width } = this;
    const isNarrow = width < 560;
    const left = isNarrow ? 20 : 24;
    this.frame = {
      left,
      top: 8,
      side: Math.floor(isNarrow ? Math.min(330, width - left - 4) : Math.min(340, width * 0.54))
    };
    const beside = isNarrow
      ? { x: 0, y: this.frame.side + 62, width }
      : { x: left + this.frame.side + 40, y: 8, width: width - left - this.frame.side - 44 };
    picture.svg.replaceChildren();
    this.drawPlane();
    const bottom = this.isLine ? this.drawSums(beside) : this.drawShares(beside);
    picture.size(width, Math.max(this.frame.top + this.frame.side + 24, bottom));
  },

  // MARK: The plane

  drawPlane() {
    const { picture, isLine } = this;
    const { left, top, side } = this.frame;
    const clip = shape("clipPath", { id: `plane-${this.figure.id}` });
    clip.append(shape("rect", { x: left, y: top, width: side, height: side }));
    picture.svg.append(clip);
    picture.box(left, top, side, side, { class: "ground" });
    picture.group({ "clip-path": `url(#plane-${this.figure.id})` }, () => {
      if (isLine) this.drawSides();
      else this.drawAxes();
    });
    this.drawNumbers();
    const scene = this.scene;
    if (!isLine) scene.points.forEach((point) => this.drawArrow([0, 0], point, "value"));
    const { foot, tip } = this;
    if (this.length) this.drawArrow(foot, tip, isLine ? "weight" : "focus");
    if (isLine) this.drawMarks(scene.points.map((point) => this.at(point)));
    else scene.points.forEach((point, n) => this.drawName(point, scene.names[n], "b c-value"));
    if (isLine) this.drawHandle("foot", foot, "b");
    this.drawHandle("tip", tip, isLine ? "w" : "q");
  },

  // The neuron's answer at each place, which changes only along the arrow, and the line where it is one half.
  drawSides() {
    const { picture, numbers, foot } = this;
    const { left, top, side } = this.frame;
    const level = (z) => 8 + Math.round(5 * (2 * sigmoid(z) - 1));
    if (!this.length) {
      picture.box(left, top, side, side, { fill: `var(--chart-d${level(this.bias)})` });
      return;
    }
    // The place on the arrow's line where the sum is z.
    const sum = numbers[0] * foot[0] + numbers[1] * foot[1] + this.bias;
    const place = (z) => this.at(foot.map((start, axis) => start + ((z - sum) * numbers[axis]) / this.length ** 2));
    const [[x1, y1], [x2, y2]] = [place(-4), place(4)];
    const ramp = shape("linearGradient", {
      id: `ramp-${this.figure.id}`,
      gradientUnits: "userSpaceOnUse",
      x1,
      y1,
      x2,
      y2
    });
    // Each level of the scale of colours is where the sigmoid has its share.
    for (let step = 3; step <= 13; step += 1) {
      const share = Math.max(0.02, Math.min(0.98, (step - 3) / 10));
      const offset = (Math.log(share / (1 - share)) + 4) / 8;
      ramp.append(shape("stop", { offset, "stop-color": `var(--chart-d${step})` }));
    }
    picture.svg.append(ramp);
    picture.box(left, top, side, side, { fill: `url(#ramp-${this.figure.id})` });
    const [x, y] = place(0);
    const [dx, dy] = [(2 * side * numbers[1]) / this.length, (2 * side * numbers[0]) / this.length];
    picture.add("path", { class: "cut", d: `M${x - dx} ${y - dy}L${x + dx} ${y + dy}` });
    const [ux, uy] = [(14 * numbers[0]) / this.length, (-14 * numbers[1]) / this.length];
    picture.add("path", { class: "corner", d: `M${x + ux} ${y + uy}l${-uy} ${ux}l${-ux} ${-uy}` });
  },

  drawAxes() {
    const { left, top, side } = this.frame;
    const [x, y] = this.at([0, 0]);
    this.picture.add("path", { class: "axis", d: `M${left} ${y}h${side}M${x} ${top}v${side}` });
  },

  drawNumbers() {
    const { picture } = this;
    const { left, top, side } = this.frame;
    const [low, high] = this.data.range;
    // The least of 1, 2 and 5 times a power of ten that leaves four steps or fewer.
    const power = Math.ceil(Math.log10((high - low) / 4)) - 1;
    const step = [1, 2, 5, 10, 20].map((factor) => factor * 10 ** power).find((each) => (high - low) / each <= 4);
    for (let count = Math.ceil(low / step); count * step <= high; count += 1) {
      const [x, y] = this.at([count * step, count * step]);
      const text = plainNumber(count * step, Math.max(0, -power));
      picture.text(x, top + side + 16, text, "mu", "middle", 12);
      picture.text(left - 7, y + 4, text, "mu", "end", 12);
    }
    if (!this.isLine) return;
    picture.text(left + side - 4, top + side - 7, "x₁", "b halo", "end", 12.5);
    picture.text(left + 6, top + 16, "x₂", "b halo", "start", 12.5);
  },

  drawArrow(from, to, name) {
    const [[x1, y1], [x2, y2]] = [this.at(from), this.at(to)];
    const length = Math.hypot(x2 - x1, y2 - y1);
    if (length < 9) return;
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
    const [x, y] = [x2 - 9 * ux, y2 - 9 * uy];
    this.picture.add("path", { class: `shaft ${name}`, d: `M${x1} ${y1}L${x} ${y}` });
    this.picture.add("path", {
      class: `head ${name}`,
      d: `M${x2} ${y2}L${x - 5 * uy} ${y + 5 * ux}L${x + 5 * uy} ${y - 5 * ux}z`
    });
  },

  // A name beyond the end of an arrow from the middle.
  drawName(point, name, style) {
    const [[x, y], [x0, y0]] = [this.at(point), this.at([0, 0])];
    const length = Math.hypot(x - x0, y - y0) || 1;
    const across = (x - x0) / length;
    const anchor = across > 0.35 ? "start" : across < -0.35 ? "end" : "middle";
    this.picture.text(x + 7 * across, y + (9 * (y - y0)) / length + 4, name, `${style} halo`, anchor, 12.5);
  },

  // Circles should get no, squares yes; those on the wrong side have a thick rim.
  drawMarks(places) {
    const { picture, scene, right } = this;
    places.forEach(([x, y], n) => {
      const style = right[n] ? "mark" : "mark wrong";
      if (scene.values[n]) picture.box(x - 11, y - 11, 22, 22, { class: style });
      else picture.add("circle", { class: style, cx: x, cy: y, r: 12 });
      picture.text(x, y + 4, scene.names[n], "b", "middle", 11);
    });
  },

  drawHandle(end, place, name) {
    const [x, y] = this.at(place);
    this.picture.text(x + 13, y - 10, name, `b halo ${this.isLine ? "c-weight" : "c-focus"}`, "start", 13);
    this.picture.add("circle", { class: "handle", cx: x, cy: y, r: 7 });
    this.picture.add("circle", { class: "reach", cx: x, cy: y, r: 20, "data-end": end });
  },

  // MARK: What becomes of the points

  // The sums of all points on their line, under the sigmoid.
  drawSums({ x, y, width }) {
    const { picture, sums, outputs } = this;
    const [bound, height] = [6, 130];
    const along = (z) => x + 22 + ((width - 40) * (Math.max(-bound, Math.min(bound, z)) + bound)) / (2 * bound);
    const up = (answer) => y + 24 + height * (1 - answer);
    picture.text(x, y + 8, [["σ(z)", "b c-value"]]);
    for (const answer of [0, 0.5, 1]) {
      picture.add("path", { class: "axis", d: `M${along(-bound)} ${up(answer)}H${along(bound)}` });
      picture.text(along(-bound) - 5, up(answer) + 4, answer === 0.5 ? "½" : String(answer), "mu", "end", 12);
    }
    const points = Array.from({ length: 61 }, (_, n) => (n / 30 - 1) * bound);
    const curve = points.map((z) => `${along(z).toFixed(1)} ${up(sigmoid(z)).toFixed(1)}`);
    picture.add("path", { class: "bend", d: `M${curve.join("L")}` });
    picture.add("path", { class: "cut", d: `M${along(0)} ${up(1)}V${up(0) + 8}` });
    for (const z of [-bound, 0, bound]) picture.text(along(z), up(0) + 22, plainNumber(z), "mu", "middle", 12);
    picture.text(along(bound), up(0) + 40, "z", "b", "middle");
    // Points that have nearly one sum stand under each other.
    const rows = [];
    const places = sums.map((z) => {
      const place = along(z);
      let row = 0;
      while ((rows[row] ?? []).some((other) => Math.abs(other - place) < 27)) row += 1;
      (rows[row] ??= []).push(place);
      return [place, up(0) + 44 + 28 * row];
    });
    places.forEach(([place, below], n) => {
      picture.add("path", { class: "stem", d: `M${place} ${up(outputs[n])}V${below}` });
    });
    this.drawMarks(places);
    return up(0) + 44 + 28 * Math.max(sums.length > 4 ? 3 : 4, rows.length);
  },

  // Each key's score, and its share as a bar.
  drawShares({ x, y, width }) {
    const { picture, scene, sums, outputs } = this;
    const named = width > 260 ? 74 : 62;
    picture.text(x + named + 30, y + 8, "q·k / √2", "mu", "end", 12);
    picture.text(x + width, y + 8, word("weights"), "b c-focus", "end", 12);
    scene.names.forEach((name, n) => {
      const top = y + 22 + 30 * n;
      const value = scene.values.length ? [[` ${plainNumber(scene.values[n])}`, "mu"]] : [];
      picture.text(x, top + 15, [[name, "b c-value"], ...value]);
      picture.text(x + named + 30, top + 15, sums[n].toFixed(2).replace("-", "−"), "", "end");
      const room = width - named - 42 - 50;
      picture.box(x + named + 42, top + 3, room, 16, { class: "whole" });
      picture.box(x + named + 42, top + 3, room * outputs[n], 16, { class: "share" });
      picture.text(x + width, top + 15, asPercent(outputs[n]), "b", "end");
    });
    return y + 30 + 30 * scene.names.length;
  }
};

Object.assign(TurnedPlane.prototype, planeDrawing);
