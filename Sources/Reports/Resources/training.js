// A dense network that learns in the page, by the engine's formulas: two inputs, hidden layers, one output whose sigmoid
// is the probability of class 1. Numbers are stored in 32 bits as in the engine, sums in 64.

// Each activation, and its slope given its value.
const bends = {
  tanh: [Math.tanh, (y) => 1 - y * y],
  relu: [(a) => Math.max(0, a), (y) => (y > 0 ? 1 : 0)],
  sigmoid: [sigmoid, (y) => y * (1 - y)]
};

// The engine's generator of random numbers: the same seed gives the same stream.
function splitMix(seed) {
  const cut = (number) => BigInt.asUintN(64, number);
  let state = BigInt(seed);
  return () => {
    state = cut(state + 0x9e3779b97f4a7c15n);
    let z = cut((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = cut((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return Number((z ^ (z >> 31n)) >> 11n) / 2 ** 53;
  };
}

// A layer before its first step: weights and biases uniform in ±1/√inputs, drawn in the engine's order.
function newLayer(inputs, outputs, random) {
  const bound = Math.fround(1 / Math.fround(Math.sqrt(inputs)));
  const draw = () => 2 * bound * random() - bound;
  const count = outputs * (inputs + 1);
  const values = Float32Array.from({ length: count }, draw);
  const zeros = () => new Float32Array(count);
  return {
    inputs,
    outputs,
    // The weights, row by row, and then the biases.
    values,
    gradient: new Float64Array(count),
    mean: zeros(),
    square: zeros(),
    y: new Float32Array(outputs),
    error: new Float64Array(outputs)
  };
}

// Adam's shares, as 32 bits round them.
const [keptMean, keptSquare] = [0.9, 0.999].map(Math.fround);

// What an optimizer makes of a layer's gradients; `step` counts from 1.
const optimizers = {
  sgd({ values, gradient }, { rate, decay }) {
    values.forEach((w, i) => {
      values[i] = w - rate * (gradient[i] + decay * w);
    });
  },
  momentum({ values, gradient, mean }, { rate, decay }) {
    values.forEach((w, i) => {
      mean[i] = 0.9 * mean[i] + gradient[i] + decay * w;
      values[i] = w - rate * mean[i];
    });
  },
  adam({ values, gradient, mean, square }, { rate, decay }, step) {
    const [first, second] = [1 - keptMean ** step, 1 - keptSquare ** step];
    values.forEach((w, i) => {
      const g = gradient[i] + decay * w;
      mean[i] = keptMean * mean[i] + (1 - keptMean) * g;
      square[i] = keptSquare * square[i] + (1 - keptSquare) * g * g;
      values[i] = w - (rate * mean[i]) / first / (Math.sqrt(square[i] / second) + 1e-8);
    });
  }
};

// The loss of a point, given its logit.
const pointLoss = (logit, label) => Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)));

// A network and its training. `settings` has the hidden layers' sizes, the names of activation and optimizer, the rate,
// the decay and the seed; `points` are { x: [x, y, x, y, …], labels }.
class Training {
  constructor(settings, points) {
    const random = splitMix(settings.seed);
    const sizes = [2, ...settings.layers, 1];
    Object.assign(this, { settings, points, steps: 0, losses: [] });
    this.layers = sizes.slice(1).map((outputs, index) => newLayer(sizes[index], outputs, random));
  }

  // The logit at a place; each layer keeps its outputs in `y`.
  run(x, y) {
    const [bend] = bends[this.settings.activation];
    let input = [x, y];
    this.layers.forEach((layer, index) => {
      const { inputs, outputs, values } = layer;
      for (let o = 0; o < outputs; o += 1) {
        let sum = values[outputs * inputs + o];
        for (let i = 0; i < inputs; i += 1) sum += values[o * inputs + i] * input[i];
        layer.y[o] = index < this.layers.length - 1 ? bend(Math.fround(sum)) : sum;
      }
      input = layer.y;
    });
    return input[0];
  }

  // The mean loss of points, and how many of them are on their own side.
  measure({ x, labels }) {
    let [loss, right] = [0, 0];
    labels.forEach((label, n) => {
      const logit = this.run(x[2 * n], x[2 * n + 1]);
      loss += pointLoss(logit, label);
      right += Number(logit > 0 === label > 0);
    });
    return { loss: loss / labels.length, right };
  }

  // Adds the last run's gradients, from the error of its logit.
  backward(x, y, error) {
    const [, slope] = bends[this.settings.activation];
    this.layers.at(-1).error[0] = error;
    for (let index = this.layers.length - 1; index >= 0; index -= 1) {
      const { inputs, outputs, values, gradient, error: errors } = this.layers[index];
      const below = this.layers[index - 1];
      const input = below ? below.y : [x, y];
      below?.error.fill(0);
      for (let o = 0; o < outputs; o += 1) {
        const e = errors[o];
        gradient[outputs * inputs + o] += e;
        for (let i = 0; i < inputs; i += 1) {
          gradient[o * inputs + i] += e * input[i];
          if (below) below.error[i] += e * values[o * inputs + i];
        }
      }
      below?.error.forEach((e, i) => {
        below.error[i] = e * slope(below.y[i]);
      });
    }
  }

  // One step with all points, and the loss before it.
  step() {
    const { x, labels } = this.points;
    let loss = 0;
    this.right = 0;
    for (const { gradient } of this.layers) gradient.fill(0);
    labels.forEach((label, n) => {
      const logit = this.run(x[2 * n], x[2 * n + 1]);
      loss += pointLoss(logit, label) / labels.length;
      this.right += Number(logit > 0 === label > 0);
      this.backward(x[2 * n], x[2 * n + 1], (sigmoid(logit) - label) / labels.length);
    });
    this.steps += 1;
    for (const layer of this.layers) optimizers[this.settings.optimizer](layer, this.settings, this.steps);
    this.losses.push(loss);
    return loss;
  }
}
