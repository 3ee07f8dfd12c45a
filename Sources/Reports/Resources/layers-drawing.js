// How an open network is drawn: its layers from left to right, or from the top down where it is narrow, and below them the
// chosen map, enlarged, with what made one of its numbers.

const openDrawing = {
  draw() {
    this.isNarrow = this.width < 560;
    // Over the margin of a wide page the maps are larger.
    this.scale = this.isNarrow ? 1 : Math.max(1, this.width / 660);
    this.overview.svg.replaceChildren();
    this.groups = this.isNarrow ? this.stacked() : this.sideBySide();
    this.groups.forEach((group, stage) => this.drawGroup(group, stage));
    this.drawSources();
    const box = this.boxOf(this.stage, this.map);
    moveTo(this.overview.ring(box.width + 4, box.height + 4, "focus"), box.x - 2, box.y - 2);
    const ends = this.groups.map(({ y, height }) => y + height);
    this.overview.size(this.width, Math.max(...ends) + 4);
    this.drawDetail();
  },

  // MARK: The layers

  // The size of a layer's maps, or numbers, and how many are beside each other.
  sizes(stage, [few, many], most) {
    const { operation, out } = this.stages[stage];
    const [count, rows = 1, columns = 1] = out.shape;
    if (operation === "linear") return { across: 1, cell: 0, width: 112, height: 22, gap: 0 };
    if (operation === "globalMaxPool") {
      const side = Math.min(14 * this.scale, most / count);
      return this.isNarrow
        ? { across: count, cell: 0, width: Math.min(14, this.width / count), height: 18, gap: 0 }
        : { across: 1, cell: 0, width: 18, height: side, gap: 0 };
    }
    const across = stage === 0 ? 1 : Math.min(count, count <= 16 ? few : many);
    const room = this.isNarrow ? this.width / across - 5 : most / Math.ceil(count / across) - 5;
    const cell = Math.min((stage === 0 ? 6.5 : 4.4) * this.scale, room / Math.max(rows, columns));
    return { across, cell, width: columns * cell, height: rows * cell, gap: 5 };
  },

  sideBySide() {
    const groups = this.stages.map((_, stage) => {
      const size = this.sizes(stage, [2, 4], 256 * this.scale);
      const rows = Math.ceil(this.count(stage) / size.across);
      const width = size.across * (size.width + size.gap) - size.gap;
      return { size, whole: width, height: rows * (size.height + size.gap) - size.gap, y: 0 };
    });
    const free = this.width - 4 - total(groups.map(({ whole }) => whole));
    const gap = Math.min(72, free / (groups.length - 1));
    const tallest = Math.max(...groups.map(({ height }) => height));
    let x = 2 + (free - gap * (groups.length - 1)) / 2;
    for (const group of groups) {
      Object.assign(group, { x, y: 40 + (tallest - group.height) / 2 });
      x += group.whole + gap;
    }
    return groups;
  },

  stacked() {
    let y = 0;
    return this.stages.map((_, stage) => {
      const size = this.sizes(stage, [6, 8], this.width);
      const rows = Math.ceil(this.count(stage) / size.across);
      const whole = size.across * (size.width + size.gap) - size.gap;
      const group = { size, whole, x: (this.width - whole) / 2, y: y + 20, height: rows * (size.height + size.gap) };
      y = group.y + group.height + 12;
      return group;
    });
  },

  boxOf(stage, map) {
    const { size, x, y } = this.groups[stage];
    return {
      x: x + (map % size.across) * (size.width + size.gap),
      y: y + Math.floor(map / size.across) * (size.height + size.gap),
      width: size.width,
      height: size.height
    };
  },

  title(stage) {
    const { operation, out } = this.stages[stage];
    const [count, rows, columns] = out.shape;
    const name = {
      input: word("picture"),
      conv2D: word("convolution"),
      maxPool2D: word("pooling"),
      globalMaxPool: word("largest"),
      linear: word("answer")
    };
    const shape = rows ? (stage ? `${count} × ${rows} × ${columns}` : `${rows} × ${columns}`) : `${count}`;
    return [name[operation], shape];
  },

  drawGroup(group, stage) {
    const { overview, isNarrow } = this;
    const [name, shape] = this.title(stage);
    const style = stage === this.stage ? "b c-focus" : "b c-value";
    if (isNarrow) {
      overview.text(
        0,
        group.y - 7,
        [
          [`${name} `, style],
          [shape, "mu"]
        ],
        "",
        "start",
        12
      );
    } else {
      const middle = group.x + group.whole / 2;
      const edge = stage === 0 ? ["start", group.x] : ["middle", middle];
      overview.text(edge[1], group.y - 22, name, style, edge[0], 12);
      overview.text(edge[1], group.y - 7, shape, "mu", edge[0], 12);
    }
    const { operation, out } = this.stages[stage];
    const most = Math.max(...out.data);
    for (let map = 0; map < this.count(stage); map += 1) {
      const box = this.boxOf(stage, map);
      if (operation === "linear") this.drawAnswer(box, map);
      else if (operation === "globalMaxPool") this.drawNumber(box, out.data[map] / most);
      else this.drawMap(overview, box, this.mapOf(stage, map), group.size.cell, most, stage === 0);
    }
  },

  // A map's numbers in eleven steps of strength, each a path.
  drawMap(picture, box, numbers, cell, most, isInk) {
    const across = Math.round(box.width / cell);
    const paths = Array(11).fill("");
    const level = (at) => Math.round(10 * Math.max(0, Math.min(1, numbers[at] / (most || 1))));
    for (let at = 0, end = 1; at < numbers.length; at = end) {
      for (end = at + 1; end % across && level(end) === level(at);) end += 1;
      const [x, y] = [box.x + (at % across) * cell, box.y + Math.floor(at / across) * cell];
      const length = ((end - at) * cell).toFixed(2);
      paths[level(at)] += `M${x.toFixed(2)} ${y.toFixed(2)}h${length}v${cell.toFixed(2)}h-${length}z`;
    }
    const color = isInk ? "var(--ink)" : "var(--value)";
    picture.group({ fill: color, "shape-rendering": "crispEdges" }, () => {
      paths.forEach((d, step) => step && d && picture.add("path", { d, "fill-opacity": step / 10 }));
    });
    picture.box(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1, { class: "sheet" });
  },

  drawNumber({ x, y, width, height }, share) {
    const fill = { fill: "var(--value)", "fill-opacity": Math.max(0, share).toFixed(2), class: "sheet" };
    this.overview.box(x, y, width, height, fill);
  },

  drawAnswer({ x, y, height }, map) {
    const best = this.shares[map] === Math.max(...this.shares);
    const middle = y + height / 2;
    this.overview.text(x + 8, middle + 4.5, this.data.outputs[map], best ? "b c-value" : "", "middle");
    this.overview.box(x + 18, middle - 6, Math.max(1, 46 * this.shares[map]), 12, { class: "share", rx: 2 });
    this.overview.text(x + 112, middle + 4.5, asPercent(this.shares[map]), best ? "" : "mu", "end", 12);
  },

  // MARK: What the chosen one is made of

  // Lines from the maps before, as wide as their share, and the window in each of them.
  drawSources() {
    const { stage, map } = this;
    if (stage === 0) return;
    const { operation, parts, input, settings: s } = this.stages[stage];
    const to = this.boxOf(stage, map);
    const line = (source, share) => {
      const from = this.boxOf(stage - 1, source);
      const [a, b] = this.isNarrow
        ? [
            [from.x + from.width / 2, from.y + from.height],
            [to.x + to.width / 2, to.y]
          ]
        : [
            [from.x + from.width, from.y + from.height / 2],
            [to.x, to.y + to.height / 2]
          ];
      const [p, q] = this.isNarrow
        ? [
            [a[0], (a[1] + b[1]) / 2],
            [b[0], (a[1] + b[1]) / 2]
          ]
        : [
            [(a[0] + b[0]) / 2, a[1]],
            [(a[0] + b[0]) / 2, b[1]]
          ];
      const d = `M${a.join(" ")}C${[p, q, b].map((each) => each.join(" ")).join(" ")}`;
      const width = (0.8 + 4 * Math.abs(share)).toFixed(1);
      this.overview.add("path", { class: share < 0 ? "link negative" : "link", d, "stroke-width": width });
    };
    const weighted = (shares) => {
      const most = Math.max(...shares.map(Math.abs)) || 1;
      shares.forEach((share, source) => Math.abs(share) > 0.05 * most && line(source, share / most));
    };
    if (operation === "conv2D") weighted(this.sums(stage, map, this.at).products);
    else if (operation === "linear")
      weighted(Array.from(input.data, (value, n) => value * parts[0][map * input.data.length + n]));
    else line(map, 1);
    if (!s.kernelHeight) return;
    const sources = operation === "conv2D" ? this.count(stage - 1) : 1;
    for (let n = 0; n < sources; n += 1) this.drawWindow(stage, operation === "conv2D" ? n : map);
  },

  drawWindow(stage, source) {
    const { settings: s } = this.stages[stage];
    const { cell } = this.groups[stage - 1].size;
    const box = this.boxOf(stage - 1, source);
    const clip = (from, length, most) => [Math.max(0, from), Math.min(most, from + length)];
    const [top, bottom] = clip(this.at[0] * s.strideY - s.paddingY, s.kernelHeight, box.height / cell);
    const [left, right] = clip(this.at[1] * s.strideX - s.paddingX, s.kernelWidth, box.width / cell);
    const area = [box.x + left * cell, box.y + top * cell, (right - left) * cell, (bottom - top) * cell];
    this.overview.box(...area, { class: "window" });
  },

  // MARK: The chosen map, enlarged

  drawDetail() {
    const { detail, isNarrow, width } = this;
    const { operation, out } = this.stages[this.stage];
    detail.svg.replaceChildren();
    this.enlarged = null;
    const [, rows, columns] = out.shape;
    let foot = 0;
    if (rows) foot = this.drawEnlarged(isNarrow ? (width - Math.min(168, 14 * columns)) / 2 : 2, 24, rows, columns);
    const place = isNarrow ? { x: 2, y: foot + (foot ? 36 : 24) } : { x: rows ? 216 : 2, y: 24 };
    const draw = { conv2D: "drawProducts", maxPool2D: "drawLargest", globalMaxPool: "drawOrigin", linear: "drawScore" };
    const end = draw[operation] ? this[draw[operation]](place) : 0;
    detail.size(width, Math.max(foot, end) + 6);
  },

  drawEnlarged(x, y, rows, columns) {
    const cell = Math.min(14, 168 / Math.max(rows, columns));
    const box = { x, y, width: columns * cell, height: rows * cell };
    this.detail.text(x, y - 9, this.name(this.stage, this.map), "b c-focus");
    const most = Math.max(...this.stages[this.stage].out.data);
    this.drawMap(this.detail, box, this.mapOf(this.stage, this.map), cell, most, this.stage === 0);
    moveTo(this.detail.ring(cell, cell, "focus"), x + this.at[1] * cell, y + this.at[0] * cell);
    this.enlarged = { ...box, cell };
    return y + box.height;
  },

  // A grid of signed numbers, or of colours alone where cells are small; what is outside is empty.
  drawGrid(x, y, grid, side, bound) {
    const cell = { width: side, height: side, size: 11.5 };
    grid.forEach((line, row) =>
      line.forEach((value, column) => {
        const at = [x + column * side, y + row * side];
        if (value === null) this.detail.box(...at, side, side, { class: "outside" });
        else if (side >= 30) this.detail.signed(...at, cell, value, bound, plainNumber(value, 1));
        else {
          const level = 8 + Math.round(8 * Math.max(-1, Math.min(1, value / (bound || 1))));
          this.detail.box(...at, side, side, { fill: `var(--chart-d${level})`, class: "line" });
        }
      })
    );
  },

  drawProducts({ x, y }) {
    const { stage, map, detail, width } = this;
    const windows = this.windows(stage, this.at);
    const kernels = windows.map((_, channel) => this.kernel(stage, map, channel));
    const { products } = this.sums(stage, map, this.at);
    const bounds = [windows, kernels].map((grids) => Math.max(...grids.flat(2).map((value) => Math.abs(value ?? 0))));
    const side =
      windows.length === 1 ? Math.min(36, Math.floor((width - x - 20) / (2 * kernels[0][0].length + 1))) : 11;
    const span = side * kernels[0][0].length;
    const pitch = 2 * span + (windows.length === 1 ? 24 : 22);
    const across = Math.max(1, Math.floor((width - x + 10) / pitch));
    const height = side * kernels[0].length;
    const name =
      windows.length === 1 ? word("window and kernel") : word("window and kernel for each map of the layer before");
    detail.text(x, y - 9, name, "mu", "start", 12);
    windows.forEach((window, channel) => {
      const [left, top] = [x + (channel % across) * pitch, y + Math.floor(channel / across) * (height + 26)];
      this.drawGrid(left, top, window, side, bounds[0]);
      this.drawGrid(left + span + 6, top, kernels[channel], side, bounds[1]);
      detail.frame(left, top, span, height, "value");
      detail.frame(left + span + 6, top, span, height, "weight");
      const label = [[plainNumber(products[channel]), products[channel] ? "" : "mu"]];
      detail.text(left + span + 3, top + height + 15, label, "", "middle", 12);
    });
    return y + Math.ceil(windows.length / across) * (height + 26);
  },

  drawLargest({ x, y }) {
    const window = this.windows(this.stage, this.at)[this.map];
    const side = 40;
    const most = Math.max(...window.flat().map((value) => value ?? -Infinity));
    this.detail.text(x, y - 9, word("the window in map # of the layer before", this.map + 1), "mu", "start", 12);
    this.drawGrid(x, y, window, side, Math.max(...this.stages[this.stage].out.data));
    const row = window.findIndex((line) => line.includes(most));
    moveTo(this.detail.ring(side, side, "focus"), x + window[row].indexOf(most) * side, y + row * side);
    return y + side * window.length;
  },

  // The map whose largest number is the chosen one.
  drawOrigin({ x, y }) {
    const before = this.stages[this.stage - 1].out;
    const [, rows, columns] = before.shape;
    const numbers = this.mapOf(this.stage - 1, this.map);
    const cell = Math.min(24, 168 / Math.max(rows, columns));
    this.detail.text(x, y - 9, word("map # of the layer before", this.map + 1), "mu", "start", 12);
    const box = { x, y, width: columns * cell, height: rows * cell };
    this.drawMap(this.detail, box, numbers, cell, Math.max(...before.data), false);
    const at = numbers.indexOf(Math.max(...numbers));
    const [row, column] = [Math.floor(at / columns), at % columns];
    moveTo(this.detail.ring(cell, cell, "focus"), x + column * cell, y + row * cell);
    return y + box.height;
  },

  // The numbers that move a score the most, as bars to both sides.
  drawScore({ x, y }) {
    const { input, parts } = this.stages[this.stage];
    const shares = Array.from(input.data, (value, n) => [value * parts[0][this.map * input.data.length + n], n]);
    shares.sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]));
    const shown = shares.slice(0, 8);
    const most = Math.abs(shown[0][0]) || 1;
    this.detail.text(x, y - 9, word("what moves this score the most: number × weight"), "mu", "start", 12);
    shown.forEach(([share, n], row) => {
      const top = y + 22 * row;
      const length = (90 * Math.abs(share)) / most;
      this.detail.text(x, top + 14, word("number #", n + 1), "", "start", 12);
      this.detail.box(x + 170 - (share < 0 ? length : 0), top + 4, length, 12, {
        class: share < 0 ? "share minus" : "share",
        rx: 2
      });
      this.detail.text(x + 274, top + 14, plainNumber(share), "", "start", 12);
    });
    return y + 22 * shown.length;
  },

  // MARK: Under the pointer

  chooseAt(x, y) {
    let [best, nearest] = [null, 24];
    this.groups.forEach((_, stage) => {
      for (let map = 0; map < this.count(stage); map += 1) {
        const box = this.boxOf(stage, map);
        const off = (value, from, length) => Math.max(from - value, 0, value - from - length);
        const distance = Math.hypot(off(x, box.x, box.width), off(y, box.y, box.height));
        if (distance < nearest) [best, nearest] = [[stage, map], distance];
      }
    });
    if (best) this.choose(...best);
  },

  putAt(x, y) {
    if (!this.enlarged) return;
    const { x: left, y: top, cell } = this.enlarged;
    this.put([Math.floor((y - top) / cell), Math.floor((x - left) / cell)]);
  }
};

Object.assign(OpenNetwork.prototype, openDrawing);
