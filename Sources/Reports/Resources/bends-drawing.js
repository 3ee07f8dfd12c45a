// How units that bend are drawn: a network of one layer, and over its inputs what each unit adds to the sum.

const bentDrawing = {
  // The plot's coordinates.
  along(x) {
    const [from, to] = this.data.range;
    return this.plot.x + (this.plot.width * (x - from)) / (to - from);
  },

  up(y) {
    return this.plot.y + (this.plot.height * (this.plot.high - y)) / (this.plot.high - this.plot.low);
  },

  inputAt(x) {
    const [from, to] = this.data.range;
    return from + ((to - from) * Math.max(0, Math.min(this.plot.width, x - this.plot.x))) / this.plot.width;
  },

  outputAt(y) {
    return this.plot.high - ((this.plot.high - this.plot.low) * (y - this.plot.y)) / this.plot.height;
  },

  // Where a unit bends, if that is in the plot.
  handle([w, b, v]) {
    const [from, to] = this.data.range;
    const [place, height] = [-b / w, v * this.bend(0)];
    const isInside = place >= from && place <= to && height >= this.plot.low && height <= this.plot.high;
    return isInside ? [this.along(place), this.up(height)] : null;
  },

  draw() {
    const { picture, width } = this;
    const isNarrow = width < 560;
    const most = Math.max(...this.data.target.map(Math.abs));
    const x = isNarrow ? 40 : 284;
    this.plot = {
      x,
      y: isNarrow ? 188 : 10,
      width: width - x - 12,
      height: isNarrow ? 230 : 290,
      low: -1.2 * most,
      high: 1.45 * most
    };
    picture.svg.replaceChildren();
    this.drawNetwork(isNarrow);
    this.drawPlot();
    picture.size(width, this.plot.y + this.plot.height + 24);
  },

  // MARK: The network

  // From left to right where there is room, else from the top down.
  drawNetwork(isNarrow) {
    const { picture, units, width } = this;
    const at = (depth, side) => (isNarrow ? [width / 2 + side, depth] : [depth, 163 + side]);
    const pitch = isNarrow ? Math.min(66, width / units.length) : 60;
    this.nodes = units.map((_, index) => at(isNarrow ? 82 : 112, (index - (units.length - 1) / 2) * pitch));
    const [input, sum] = isNarrow ? [at(14, 0), at(158, 0)] : [at(16, 0), at(212, 0)];
    this.nodes.forEach((node, index) => {
      this.drawEdge(input, node, units[index][0] / this.scene.limits[0]);
      this.drawEdge(node, sum, units[index][2] / this.scene.limits[2]);
    });
    picture.add("path", {
      class: "stub",
      d: `M${sum[0] + (isNarrow ? 16 : 0)} ${sum[1] - (isNarrow ? 0 : 16)}${isNarrow ? "h14" : "v-14"}`
    });
    picture.text(
      sum[0] + (isNarrow ? 36 : 0),
      sum[1] - (isNarrow ? -4 : 36),
      "c",
      "b c-weight",
      isNarrow ? "start" : "middle"
    );
    picture.add("circle", { class: "node", cx: input[0], cy: input[1], r: 13 });
    picture.text(input[0], input[1] + 4.5, "x", "b c-value", "middle");
    picture.add("circle", { class: "node", cx: sum[0], cy: sum[1], r: 15 });
    picture.text(sum[0], sum[1] + 5, "+", "b c-value", "middle", 17);
    this.nodes.forEach((node, index) => this.drawUnit(node, index));
    if (isNarrow) return;
    picture.add("path", { class: "wire value", d: `M${sum[0] + 17} ${sum[1]}h16` });
    picture.add("path", { class: "tip value", d: `M${sum[0] + 39} ${sum[1]}l-8 -4v8z` });
  },

  drawEdge([x1, y1], [x2, y2], share) {
    this.picture.add("path", {
      class: share < 0 ? "edge negative" : "edge",
      d: `M${x1} ${y1}L${x2} ${y2}`,
      "stroke-width": (1 + 5 * Math.min(1, Math.abs(share))).toFixed(1)
    });
  },

  // A unit with its curve inside, without the weight in the sum.
  drawUnit([x, y], index) {
    const { picture, units } = this;
    const [w, b] = units[index];
    const values = this.inputs.map((each) => this.bend(w * each + b));
    const [low, high] = this.scene.rule === "sigmoid" ? [0, 1] : [Math.min(0, ...values), Math.max(0, ...values)];
    const points = values.map((value, n) => {
      const height = high > low ? (value - low) / (high - low) : 0;
      return `${(x - 14 + (28 * n) / (values.length - 1)).toFixed(1)} ${(y + 9 - 18 * height).toFixed(1)}`;
    });
    const name = index === this.chosen ? "unit here" : "unit";
    picture.add("circle", { class: name, cx: x, cy: y, r: 22 });
    picture.add("path", { class: "bend", d: `M${points.join("L")}` });
    picture.text(x + 18, y - 18, String(index + 1), index === this.chosen ? "b c-focus halo" : "mu halo", "start", 12);
  },

  // MARK: The plot

  drawPlot() {
    const { picture, plot, units } = this;
    const [from, to] = this.data.range;
    const step = niceStep(plot.high - plot.low);
    for (let n = Math.ceil(plot.low / step); n * step <= plot.high; n += 1) {
      const y = this.up(n * step);
      picture.add("path", { class: n ? "grid" : "zero", d: `M${plot.x} ${y.toFixed(1)}h${plot.width}` });
      picture.text(plot.x - 14, y + 4, plainNumber(n * step), "mu", "end", 12);
    }
    [from, (from + to) / 2, to].forEach((x, n) => {
      const anchor = ["start", "middle", "end"][n];
      picture.text(this.along(x), plot.y + plot.height + 17, plainNumber(x), "mu", anchor, 12);
    });
    const clip = shape("clipPath", { id: `bends-${this.figure.id}` });
    clip.append(shape("rect", { x: plot.x, y: plot.y, width: plot.width, height: plot.height }));
    picture.svg.append(clip);
    picture.group({ "clip-path": `url(#bends-${this.figure.id})` }, () => {
      units.forEach((unit, index) => {
        if (index !== this.chosen)
          this.drawLine(
            "part",
            this.inputs.map((x) => this.part(unit, x))
          );
      });
      this.drawLine("target", this.data.target);
      this.drawLine("total", this.outputs);
      this.drawLine(
        "part here",
        this.inputs.map((x) => this.part(units[this.chosen], x))
      );
    });
    units.forEach((unit, index) => index !== this.chosen && this.drawHandle(unit, index));
    this.drawHandle(units[this.chosen], this.chosen);
  },

  drawLine(name, values) {
    const points = values.map((y, n) => `${this.along(this.inputs[n]).toFixed(1)} ${this.up(y).toFixed(1)}`);
    this.picture.add("path", { class: name, d: `M${points.join("L")}` });
  },

  drawHandle(unit, index) {
    const place = this.handle(unit);
    if (!place) return;
    const name = index === this.chosen ? "handle here" : "handle";
    this.picture.add("circle", { class: name, cx: place[0], cy: place[1], r: 9 });
    this.picture.text(place[0], place[1] + 4, String(index + 1), name, "middle", 11);
  }
};

// A round step of which three to seven fit.
function niceStep(length) {
  const power = 10 ** Math.floor(Math.log10(length / 3));
  return power * [5, 2, 1].find((factor) => factor * power <= length / 3);
}

Object.assign(BentUnits.prototype, bentDrawing);
