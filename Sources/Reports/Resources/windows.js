// A convolution whose window the reader moves: the input's channels, kernels, products, maps and pooled maps in one
// picture. The numbers of the maps are the engine's.

class MovingWindow {
  constructor(figure) {
    this.data = JSON.parse(figure.querySelector(".demo-data").textContent);
    this.figure = figure;
    this.picture = new Picture("windows", "");
    this.say = makeSpeaker(figure);
    [this.scene] = this.data.scenes;
    this.setting = this.scene.settings[this.data.start.setting];
    [this.row, this.column] = this.data.start.place;
    this.addControls();
    this.followReader();
    followWidth(this.place, (width) => {
      this.width = width;
      this.layOut();
    });
  }

  addControls() {
    const { data, scene, setting } = this;
    const distinct = (key) => [...new Set(scene.settings.map((each) => each[key]))];
    const row = make("div", { className: "dials" });
    const choose = (title, key) => {
      if (distinct(key).length < 2) return;
      row.append(
        makeSegments(title, distinct(key), setting[key], (value) => this.change({ ...this.setting, [key]: value }))
      );
    };
    choose(word("Stride"), "stride");
    choose(word("Padding"), "padding");
    if (data.scenes.length > 1) {
      const names = data.scenes.map(({ name }) => name);
      const pick = (name) => {
        this.scene = data.scenes[names.indexOf(name)];
        this.change(this.setting);
      };
      row.append(makeSegments(data.choice, names, names[0], pick));
    }
    this.slider = make("input", { type: "range", min: 0 });
    this.slider.setAttribute("aria-label", word("Place of the window"));
    this.label = make("output", { className: "moment" });
    this.play = makeButton("", () => (isStill() ? this.advance() : this.walk(!this.timer)));
    this.walk(false);
    const walk = make("div", { className: "controls" }, this.play, this.slider, this.label);
    this.place = make("div", { className: "pictured" }, this.picture.svg);
    this.figure.querySelector(".stills").after(...(row.children.length ? [row] : []), walk, this.place);
  }

  // Another stride or padding of the scene.
  change({ stride, padding }) {
    this.setting = this.scene.settings.find((each) => each.stride === stride && each.padding === padding);
    this.layOut();
  }

  // MARK: The reader's ways to move the window

  followReader() {
    const { svg } = this.picture;
    svg.setAttribute("role", "application");
    svg.setAttribute("tabindex", "0");
    svg.setAttribute("aria-label", word("A window over the input. Arrow keys move it."));
    svg.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.walk(false);
      this.move(this.row + step[0], this.column + step[1]);
    });
    const point = (event) => this.pick(...pointerIn(svg, event));
    svg.addEventListener("pointerdown", point);
    svg.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse" || event.buttons) point(event);
    });
    this.slider.addEventListener("input", () => {
      this.walk(false);
      const place = Number(this.slider.value);
      this.move(Math.floor(place / this.columns), place % this.columns);
    });
  }

  // The place that belongs to a point of the picture: under the window, in a map, or in a pooled map.
  pick(x, y) {
    const area = this.areas.find((each) => {
      const [dx, dy] = [x - each.x, y - each.y];
      return dx >= 0 && dy >= 0 && dx < each.columns * each.cell && dy < each.rows * each.cell;
    });
    if (!area) return;
    const [row, column] = area.at(Math.floor((y - area.y) / area.cell), Math.floor((x - area.x) / area.cell));
    if (row === this.row && column === this.column) return;
    this.walk(false);
    this.move(row, column);
  }

  walk(isWalking) {
    clearInterval(this.timer);
    this.timer = isWalking ? setInterval(() => this.advance(), 650) : 0;
    this.play.textContent = isStill() ? word("Next") : isWalking ? word("Pause") : word("Play");
  }

  advance() {
    if (!this.figure.isConnected) return this.walk(false);
    const next = (this.row * this.columns + this.column + 1) % (this.rows * this.columns);
    this.move(Math.floor(next / this.columns), next % this.columns);
  }

  get rows() {
    return this.setting.sums[0].length;
  }
  get columns() {
    return this.setting.sums[0][0].length;
  }

  // MARK: Numbers

  // A layer's biases are written even where they are 0.
  get hasBias() {
    return this.data.relu || this.scene.kernels.some(({ bias }) => bias);
  }

  // What a map keeps of a sum.
  kept(sum) {
    return this.data.relu ? Math.max(0, sum) : sum;
  }

  // The number of the padded input under a window's weight, and whether it is padding.
  input(channel, row, column) {
    const [y, x] = [row - this.setting.padding, column - this.setting.padding];
    return { value: channel.numbers[y]?.[x] ?? 0, isPadding: channel.numbers[y]?.[x] === undefined };
  }

  products(kernel, index) {
    const { stride } = this.setting;
    return kernel.weights[index].map((line, u) =>
      line.map(
        (weight, v) =>
          weight * this.input(this.scene.channels[index], this.row * stride + u, this.column * stride + v).value
      )
    );
  }

  // The sum under the window in words: of each channel, the bias, and what ReLU makes of it.
  sumParts(kernel, number) {
    const parts = kernel.weights.map((_, index) => total(this.products(kernel, index).flat()));
    if (kernel.bias) parts.push(kernel.bias);
    const sum = this.setting.sums[number][this.row][this.column];
    const line = parts.map((part, at) => {
      const sign = at === 0 ? (part < 0 ? "−" : "") : part < 0 ? " − " : " + ";
      return [sign + plainNumber(Math.abs(part)), at === kernel.weights.length ? "c-weight" : ""];
    });
    if (parts.length > 1) line.push([" = ", "mu"], [plainNumber(sum), ""]);
    if (this.kept(sum) !== sum) line.push([" → ", "mu"], [plainNumber(this.kept(sum)), ""]);
    line.at(-1)[1] = "b c-focus";
    return [[`${word("sum")} `, "mu"], ...line];
  }
}
