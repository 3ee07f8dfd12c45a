// A convolutional network laid open: all maps that it makes of a picture, and for a number of one of them the windows and
// kernels that made it.

class OpenNetwork {
  constructor(figure) {
    this.data = demoData(figure.querySelector(".demo-data"));
    this.layers = layersOf(withWeights(this.data.networks[0]));
    this.figure = figure;
    this.overview = new Picture("overview", "");
    this.detail = new Picture("made", "");
    this.say = makeSpeaker(figure);
    this.addParts();
    this.followReader();
    this.read(this.data.examples[0]);
    followWidth(this.place, (width) => {
      this.width = width;
      this.draw();
    });
  }

  // MARK: Computing

  // What each layer makes of the picture; a ReLU belongs to the layer before it.
  read({ pixels }) {
    const { height, width } = this.data.canvas;
    let x = tensor([1, height, width], floats(pixels));
    this.stages = [{ operation: "input", out: x, before: x }];
    for (const { operation, settings, parts } of this.layers) {
      const input = x;
      x = operations[operation](x, settings, parts);
      if (operation === "relu") this.stages.at(-1).out = x;
      else this.stages.push({ operation, settings, parts, input, out: x, before: x });
    }
    const { out } = this.stages.at(-1);
    this.shares = softmax(out.data);
    this.stage ??= 1;
    this.choose(this.stage, this.map ?? this.liveliest(this.stage));
  }

  // How many maps, or numbers, a layer has.
  count(stage) {
    return this.stages[stage].out.shape[0];
  }

  mapOf(stage, map) {
    const { shape, data } = this.stages[stage].out;
    const area = data.length / shape[0];
    return data.subarray(map * area, (map + 1) * area);
  }

  liveliest(stage) {
    const most = Array.from({ length: this.count(stage) }, (_, map) => Math.max(...this.mapOf(stage, map)));
    return most.indexOf(Math.max(...most));
  }

  // The inputs under the window of a number, one grid for each map before; places outside are null.
  windows(stage, [row, column]) {
    const { settings: s, input } = this.stages[stage];
    const [inputs, height, width] = input.shape;
    const at = (channel, u, v) => {
      const [r, c] = [
        row * s.strideY + u * s.dilationY - s.paddingY,
        column * s.strideX + v * s.dilationX - s.paddingX
      ];
      const isInside = r >= 0 && r < height && c >= 0 && c < width;
      return isInside ? input.data[(channel * height + r) * width + c] : null;
    };
    const grid = (channel) =>
      Array.from({ length: s.kernelHeight }, (_, u) =>
        Array.from({ length: s.kernelWidth }, (__, v) => at(channel, u, v))
      );
    return Array.from({ length: inputs }, (_, channel) => grid(channel));
  }

  kernel(stage, map, channel) {
    const { settings: s, parts, input } = this.stages[stage];
    const from = (map * input.shape[0] + channel) * s.kernelHeight * s.kernelWidth;
    return Array.from({ length: s.kernelHeight }, (_, u) =>
      Array.from(parts[0].subarray(from + u * s.kernelWidth, from + (u + 1) * s.kernelWidth))
    );
  }

  // What each map before adds to a number, and the bias.
  sums(stage, map, place) {
    const { parts } = this.stages[stage];
    const products = this.windows(stage, place).map((window, channel) => {
      const kernel = this.kernel(stage, map, channel);
      return total(window.flatMap((line, u) => line.map((value, v) => (value ?? 0) * kernel[u][v])));
    });
    return { products, bias: parts[1].length ? parts[1][map] : 0 };
  }

  // MARK: Choosing

  choose(stage, map, place) {
    this.stage = Math.max(0, Math.min(this.stages.length - 1, stage));
    this.map = Math.max(0, Math.min(this.count(this.stage) - 1, map));
    this.put(place ?? this.strongest());
  }

  strongest() {
    const { shape } = this.stages[this.stage].out;
    if (shape.length < 3) return [0, 0];
    const numbers = this.mapOf(this.stage, this.map);
    const best = numbers.indexOf(Math.max(...numbers));
    return [Math.floor(best / shape[2]), best % shape[2]];
  }

  put([row, column]) {
    const { shape } = this.stages[this.stage].out;
    const within = (value, count) => Math.max(0, Math.min((count ?? 1) - 1, value));
    this.at = [within(row, shape[1]), within(column, shape[2])];
    this.show();
    if (this.width) this.draw();
  }

  // MARK: Parts

  addParts() {
    const labels = this.data.examples.map(({ label }) => label);
    const digits = makeSegments(word("Picture"), labels, labels[0], (label) => {
      this.read(this.data.examples.find((each) => each.label === label));
    });
    this.line = make("p", { className: "sum" });
    this.place = make("div", { className: "pictured" }, this.overview.svg, this.detail.svg);
    this.figure.querySelector(".stills").after(digits, this.place, this.line);
  }

  followReader() {
    const follow = (svg, label, keys, press) => {
      svg.setAttribute("role", "application");
      svg.setAttribute("tabindex", "0");
      svg.setAttribute("aria-label", label);
      svg.addEventListener("keydown", (event) => {
        const step = keys[event.key];
        if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        step();
      });
      svg.addEventListener("pointerdown", (event) => press(...pointerIn(svg, event)));
    };
    const layer = (step) => () => this.choose(this.stage + step, this.liveliestNear(this.stage + step));
    const map = (step) => () => this.choose(this.stage, this.map + step);
    follow(
      this.overview.svg,
      word("The network’s layers. Left and right arrow keys choose a layer, up and down a map."),
      { ArrowLeft: layer(-1), ArrowRight: layer(1), ArrowUp: map(-1), ArrowDown: map(1) },
      (x, y) => this.chooseAt(x, y)
    );
    const move = (down, right) => () => this.put([this.at[0] + down, this.at[1] + right]);
    follow(
      this.detail.svg,
      word("The chosen map. Arrow keys choose one of its numbers."),
      { ArrowLeft: move(0, -1), ArrowRight: move(0, 1), ArrowUp: move(-1, 0), ArrowDown: move(1, 0) },
      (x, y) => this.putAt(x, y)
    );
  }

  liveliestNear(stage) {
    return stage >= 0 && stage < this.stages.length ? this.liveliest(stage) : this.map;
  }

  // MARK: In words

  name(stage, map) {
    const { operation } = this.stages[stage];
    if (operation === "input") return word("the picture");
    if (operation === "linear") return word("the score of #", this.data.outputs[map]);
    return operation === "globalMaxPool" ? word("number #", map + 1) : word("map #", map + 1);
  }

  show() {
    const { operation, out, before } = this.stages[this.stage];
    const title = make("b", { textContent: word("#, #", this.layerName(this.stage), this.name(this.stage, this.map)) });
    const text = this.reason(operation, out, before);
    this.line.replaceChildren(title, text);
    this.say(`${title.textContent}. ${text}`);
  }

  layerName(stage) {
    if (stage === 0) return word("Input");
    return stage === this.stages.length - 1 ? word("Output") : word("Layer #", stage);
  }

  reason(operation, out, before) {
    const [row, column] = this.at;
    const index = (this.map * (out.shape[1] ?? 1) + row) * (out.shape[2] ?? 1) + column;
    const value = plainNumber(out.data[index]);
    const where = [row + 1, column + 1];
    switch (operation) {
      case "input":
        return word("row #, column # is #. Choose a map to see what it is made of.", ...where, value);
      case "conv2D": {
        const { products, bias } = this.sums(this.stage, this.map, this.at);
        const numbers = [total(products), bias, before.data[index]].map((number) => plainNumber(number));
        const line =
          products.length > 1
            ? word(
                "row #, column #: # sums of products #; with the bias of #, #.",
                ...where,
                products.length,
                ...numbers
              )
            : word("row #, column #: sum of the products #; with the bias of #, #.", ...where, ...numbers);
        return out.data[index] === before.data[index] ? line : `${line} ${word("ReLU makes it #.", value)}`;
      }
      case "maxPool2D":
        return word("row #, column #: # is the largest number under the window.", ...where, value);
      case "globalMaxPool":
        return word("# is the largest number of map #, wherever it is.", value, this.map + 1);
      default: {
        const numbers = [this.count(this.stage - 1), value, asPercent(this.shares[this.map])];
        return word("# numbers, each times its weight, and the bias add up to #: #.", ...numbers);
      }
    }
  }
}

additions.push((part) => {
  all(part, ".widget.layers").forEach((figure) => {
    figure.layers = new OpenNetwork(figure);
  });
});
