// Where the parts of a moving window are: side by side where the width allows, otherwise each kernel has a row of its own
// below the input.

// The largest cells, and the form, with which all parts fit into a width.
function fitWindows({ width, channels, input, kernel, map, pooled }) {
  const widths = {
    wide: (c) => c * (input + 2 * kernel + map + pooled) + 3 * 46 + (pooled ? 46 : 0),
    narrow: (c) => c * (kernel + map + pooled) + 14 + (pooled ? 14 : 0)
  };
  // Two channels are below each other.
  for (let cell = channels > 1 ? 23 : 28; cell >= 21; cell -= 1) {
    if (widths.wide(cell) <= width) return { isWide: true, gap: 46, cell, sheet: cell };
  }
  const tight = (cell) => widths.wide(cell) - (pooled ? 4 : 3) * 20;
  for (let cell = 24; cell >= 20; cell -= 1) {
    if (tight(cell) <= width) return { isWide: true, gap: 26, cell, sheet: cell };
  }
  let [cell, sheet] = [24, 24];
  while (cell > 14 && widths.narrow(cell) > width) cell -= 1;
  while (sheet > 13 && sheet * input * channels + 18 * (channels - 1) > width) sheet -= 1;
  return { isWide: false, gap: 14, cell, sheet };
}

Object.assign(MovingWindow.prototype, {
  layOut() {
    const { scene, picture } = this;
    [this.row, this.column] = [Math.min(this.row, this.rows - 1), Math.min(this.column, this.columns - 1)];
    const [kernel] = scene.kernels;
    const most = Math.max(...scene.settings.map(({ padding }) => padding));
    const largest = (key) => Math.max(...scene.settings.map((each) => each[key][0]?.[0].length ?? 0));
    const sizes = {
      width: this.width,
      channels: scene.channels.length,
      input: scene.channels[0].numbers[0].length + 2 * most,
      kernel: kernel.weights[0][0].length,
      map: largest("sums"),
      pooled: largest("pooled")
    };
    Object.assign(this, fitWindows(sizes), { sizes, most, areas: [], rings: [], pools: [], slots: [], sums: [] });
    const values = (lists) => Math.max(...lists.flat(Infinity).map(Math.abs));
    this.bounds = {
      ink: values(scene.channels.map(({ numbers }) => numbers)),
      weight: values(scene.kernels.map(({ weights }) => weights)) * 1.4,
      map: values(scene.settings.map(({ sums }) => sums))
    };
    this.bounds.product = this.bounds.ink * this.bounds.weight;
    picture.svg.replaceChildren();
    const [bottom, right] = this.isWide ? this.drawWide() : this.drawNarrow();
    picture.size(Math.min(this.width, Math.ceil(right)), Math.ceil(bottom));
    this.slider.max = this.rows * this.columns - 1;
    this.move(this.row, this.column);
  },

  cellOf(side) {
    return { width: side, height: side, size: side >= 24 ? 12.5 : side >= 17 ? 11.5 : 11 };
  },

  drawWide() {
    const { scene, cell, sizes, gap } = this;
    let y = 24;
    for (const channel of scene.channels) {
      y = this.drawInput(channel, 0, y) + 34;
    }
    const left = this.drawNotes(0, y - 10);
    let top = 24;
    const x = cell * sizes.input + gap;
    scene.kernels.forEach((kernel, number) => {
      const bottom = this.drawRow(kernel, number, x, top);
      top = bottom + 36;
    });
    const right = x + cell * (2 * sizes.kernel + sizes.map + sizes.pooled) + gap * (sizes.pooled ? 3 : 2);
    return [Math.max(left, top - 30), right + 3];
  },

  drawNarrow() {
    const { scene, sheet, sizes } = this;
    const span = sheet * sizes.input * scene.channels.length + 18 * (scene.channels.length - 1);
    const row = this.cell * (sizes.kernel + sizes.map + sizes.pooled) + 14 * (sizes.pooled ? 2 : 1);
    const whole = Math.min(this.width, Math.max(span, row, 270));
    let bottom = 0;
    scene.channels.forEach((channel, number) => {
      const x = (whole - span) / 2 + number * (sheet * sizes.input + 18);
      bottom = this.drawInput(channel, x, 24);
    });
    let top = bottom + 34;
    scene.kernels.forEach((kernel, number) => {
      top = this.drawPile(kernel, number, top) + 34;
    });
    return [this.drawNotes(0, top - 12), whole];
  },

  // A channel with its padding, and the ring that moves over it; returns its lower end.
  drawInput(channel, x, y) {
    const { picture, sheet, most, setting, sizes } = this;
    const shift = (most - setting.padding) * sheet;
    const [rows, columns] = [channel.numbers.length, channel.numbers[0].length].map((n) => n + 2 * setting.padding);
    const size = this.cellOf(sheet);
    const title = [
      [channel.name, "b"],
      [` ${rows} × ${columns}`, "mu"]
    ];
    picture.text(x + shift, y + shift - 8, title);
    for (let i = 0; i < rows; i += 1) {
      for (let j = 0; j < columns; j += 1) {
        const { value, isPadding } = this.input(channel, i, j);
        const place = [x + shift + j * sheet, y + shift + i * sheet, size];
        if (isPadding) picture.outside(...place, "0");
        else picture.ink(...place, value, this.bounds.ink);
      }
    }
    const { stride } = setting;
    const middle = Math.floor(sizes.kernel / 2);
    const at = (i, j) => [i, j].map((n) => Math.round((n - middle) / stride));
    this.areas.push({ x: x + shift, y: y + shift, rows, columns, cell: sheet, at });
    const ring = picture.ring(sizes.kernel * sheet, sizes.kernel * sheet, "focus");
    this.rings.push([ring, (i, j) => [x + shift + j * stride * sheet, y + shift + i * stride * sheet]]);
    return y + sheet * (channel.numbers.length + 2 * most);
  },

  // The kernel's sheets from a place downwards; `slot` has the place of a sheet's products.
  drawKernel(kernel, x, y, step, slot) {
    const { picture, cell, sizes, scene } = this;
    const side = sizes.kernel * cell;
    kernel.weights.forEach((weights, index) => {
      const top = y + index * step;
      if (index) picture.text(x, top - 6, scene.channels[index].name, "mu", "start", 11.5);
      weights.forEach((line, u) =>
        line.forEach((weight, v) =>
          picture.signed(x + v * cell, top + u * cell, this.cellOf(cell), weight, this.bounds.weight)
        )
      );
      picture.frame(x, top, side, side, "weight");
      this.slots.push([...slot(index, top), kernel, index]);
    });
  },

  // One kernel's chain: kernel, products, map, pooled map; returns its lower end.
  drawRow(kernel, number, x, y) {
    const { picture, cell, sizes, gap, data } = this;
    const side = sizes.kernel * cell;
    const middle = y + side / 2;
    picture.text(x, y - 8, word("kernel #", kernel.name).trim(), "b c-weight");
    this.drawKernel(kernel, x, y, side + 22, (_, top) => [x + side + gap, top]);
    const below = y + kernel.weights.length * (side + 22) - 22;
    if (this.hasBias) picture.text(x, below + 17, word("bias #", plainNumber(kernel.bias)), "c-weight", "start", 12);
    picture.text(x + side + gap, y - 8, word("products"), "b");
    picture.text(x + side + gap / 2, middle + 6, "×", "mu", "middle", 17);
    picture.arrow(x - gap + 8, middle, gap - 14);
    const mapX = x + 2 * (side + gap);
    picture.arrow(mapX - gap + 6, middle, gap - 12, "value");
    if (gap > 40 && data.relu) picture.text(mapX - gap / 2, middle - 9, "ReLU", "mu", "middle", 11.5);
    // A short sum fits below the products; others begin in a line of their own.
    const isShort = gap > 40 && kernel.weights.length === 1;
    this.sums.push(isShort ? [x + side + gap, below + 17, kernel, number] : [x, below + 36, kernel, number]);
    const bottom = this.drawMaps(kernel, number, mapX, y);
    return Math.max(bottom, below + (isShort ? 22 : 41));
  },

  // The same on a narrow screen: the maps beside the kernel, the products below it.
  drawPile(kernel, number, y) {
    const { picture, cell, sizes, gap } = this;
    const side = sizes.kernel * cell;
    const count = kernel.weights.length;
    picture.text(0, y - 8, word("kernel #", kernel.name).trim(), "b c-weight");
    const bottom = this.drawMaps(kernel, number, side + gap, y);
    const below = y + count * (side + 20) + 14;
    const top = count > 1 ? Math.max(below, bottom + 32) : below;
    // Those of several channels are next to each other.
    this.drawKernel(kernel, 0, y, side + 20, (index) => [index * (side + 10), top]);
    picture.text(0, top - 8, word("products"), "b");
    if (count > 1) this.sums.push([count * (side + 10) + 4, top + side / 2 + 5, kernel, number]);
    else this.sums.push([0, Math.max(bottom, top + side) + 18, kernel, number]);
    return count > 1 ? top + side : Math.max(bottom, top + side) + 22;
  },

  drawMaps(kernel, number, x, y) {
    const { picture, cell, setting, data, sizes, gap } = this;
    const [sums, pooled] = [setting.sums[number], setting.pooled[number]];
    const [rows, columns] = [sums.length, sums[0].length];
    const size = this.cellOf(cell);
    const title = [
      [word("map #", kernel.name).trim(), "b c-value"],
      [` ${rows} × ${columns}`, "mu"]
    ];
    picture.text(x, y - 8, title);
    const used = pooled ? [pooled.length * data.pool, pooled[0].length * data.pool] : [rows, columns];
    sums.forEach((line, i) =>
      line.forEach((sum, j) => {
        const place = [x + j * cell, y + i * cell, size];
        if (i < used[0] && j < used[1]) picture.signed(...place, this.kept(sum), this.bounds.map);
        else picture.outside(...place, plainNumber(this.kept(sum)));
      })
    );
    this.areas.push({ x, y, rows, columns, cell, at: (i, j) => [i, j] });
    const at = (i, j) => [x + j * cell, y + i * cell];
    if (pooled) this.drawPooled(pooled, x, x + sizes.map * cell + gap, y);
    this.rings.push([picture.ring(cell, cell, "focus"), at]);
    return y + rows * cell;
  },

  drawPooled(pooled, mapX, x, y) {
    const { picture, cell, data, gap } = this;
    const size = this.cellOf(cell);
    const step = data.pool;
    picture.text(x, y - 8, gap > 20 ? word("max of # × #", step, step) : word("max"), "b c-value");
    if (gap > 20) picture.arrow(x - gap + 6, y + 1.5 * cell, gap - 12, "value");
    pooled.forEach((line, i) =>
      line.forEach((value, j) => picture.signed(x + j * cell, y + i * cell, size, value, this.bounds.map))
    );
    const [rows, columns] = [pooled.length, pooled[0].length];
    this.areas.push({ x, y, rows, columns, cell, at: (i, j) => [i * step, j * step] });
    const shared = (ring, place) => this.pools.push([ring, (i, j) => (i < rows && j < columns ? place(i, j) : null)]);
    shared(picture.ring(step * cell, step * cell, "pool"), (i, j) => [mapX + j * step * cell, y + i * step * cell]);
    shared(picture.ring(cell, cell, "pool"), (i, j) => [x + j * cell, y + i * cell]);
  },

  // How many places there are, and how many weights.
  drawNotes(x, y) {
    const { picture, scene, setting, sizes } = this;
    const [n, k, { padding, stride }] = [scene.channels[0].numbers[0].length, sizes.kernel, setting];
    const count = scene.kernels.length;
    const places = [
      [`${word("places")} `, "mu"],
      [`⌊(${n} + 2·${padding} − ${k}) / ${stride}⌋ + 1 = `, ""],
      [String(this.columns), "b c-value"]
    ];
    picture.text(x, y + 14, places);
    const inputs = k * k * scene.channels.length + (this.hasBias ? 1 : 0);
    const each = [k, k, ...(scene.channels.length > 1 ? [scene.channels.length] : [])].join("·");
    const product = this.hasBias ? (count > 1 ? `${count} · (${each} + 1)` : `${each} + 1`) : each;
    const weights = [
      [`${word("weights")} `, "mu"],
      [`${product} = `, ""],
      [String(count * inputs), "b c-weight"]
    ];
    picture.text(x, y + 36, weights);
    const unpooled = setting.pooled[0] ? word("dashed: not pooled") : "";
    const padded = unpooled ? word("dashed: padding, or not pooled") : word("dashed: padding");
    if (padding || unpooled) picture.text(x, y + 58, padding ? padded : unpooled, "mu");
    return y + 66;
  },

  // Puts the window to a place, as far as there are places.
  move(row, column) {
    const clampTo = (n, count) => Math.max(0, Math.min(count - 1, n));
    [this.row, this.column] = [clampTo(row, this.rows), clampTo(column, this.columns)];
    for (const [ring, at] of this.rings) moveTo(ring, ...at(this.row, this.column));
    for (const [ring, at] of this.pools) {
      const place = at(Math.floor(this.row / this.data.pool), Math.floor(this.column / this.data.pool));
      ring.classList.toggle("away", !place);
      if (place) moveTo(ring, ...place);
    }
    this.drawProducts();
    const place = this.row * this.columns + this.column;
    this.slider.value = place;
    this.label.textContent = word("row #, column #", this.row + 1, this.column + 1);
    this.slider.setAttribute("aria-valuetext", this.label.textContent);
    const maps = this.scene.kernels.map(({ name }, number) => {
      const sum = this.setting.sums[number][this.row][this.column];
      return `${word("map #", name)} ${plainNumber(this.kept(sum))}`;
    });
    this.say(`${this.label.textContent}: ${maps.join(", ")}`);
  },

  drawProducts() {
    const { picture, cell } = this;
    this.changing?.remove();
    this.changing = picture.group({}, () => {
      for (const [x, y, kernel, index] of this.slots) {
        this.products(kernel, index).forEach((line, u) =>
          line.forEach((product, v) =>
            picture.signed(x + v * cell, y + u * cell, this.cellOf(cell), product, this.bounds.product)
          )
        );
      }
      for (const [x, y, kernel, number] of this.sums) picture.text(x, y, this.sumParts(kernel, number));
    });
  }
});

additions.push((part) => {
  all(part, ".widget.windows").forEach((figure) => {
    figure.windows = new MovingWindow(figure);
  });
});
