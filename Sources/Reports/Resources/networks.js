// Runs trained networks, layer by layer. Numbers are stored in 32 bits as in the engine, sums in 64. A tensor is
// { shape, data }: [channels, height, width] for an image, [time, width] for a text. Texts start as token numbers.

const tensor = (shape, data = new Float32Array(shape.reduce((a, b) => a * b, 1))) => ({ shape, data });
const elementwise = (f) => (x, s) =>
  tensor(
    x.shape,
    x.data.map((a) => f(a, s))
  );
const sigmoid = (a) => 1 / (1 + Math.exp(-a));

// A series of positive terms, so that nothing cancels.
function erf(a) {
  const x = Math.abs(a);
  if (x > 5) return Math.sign(a);
  let term = x,
    sum = x;
  for (let n = 1; term > sum * 1e-16; n += 1) sum += term *= (2 * x * x) / (2 * n + 1);
  return (Math.sign(a) * sum * Math.exp(-x * x) * 2) / Math.sqrt(Math.PI);
}

const gelu = (a) => 0.5 * a * (1 + erf(a / Math.SQRT2));

const total = (numbers) => numbers.reduce((a, b) => a + b, 0);

function linear(x, w, b, outputs) {
  const inputs = w.length / outputs,
    rows = x.data.length / inputs;
  const y = tensor([...x.shape.slice(0, -1), outputs]);
  for (let r = 0; r < rows; r += 1) {
    for (let o = 0; o < outputs; o += 1) {
      let sum = b.length ? b[o] : 0;
      for (let i = 0; i < inputs; i += 1) sum += x.data[r * inputs + i] * w[o * inputs + i];
      y.data[r * outputs + o] = sum;
    }
  }
  return y;
}

function layerNorm(x, s, [gain, shift]) {
  const n = gain.length,
    y = tensor(x.shape);
  for (let at = 0; at < x.data.length; at += n) {
    const row = x.data.subarray(at, at + n),
      mean = total(row) / n;
    const scale = 1 / Math.sqrt(row.reduce((sum, a) => sum + (a - mean) ** 2, 0) / n + s.epsilon);
    for (let i = 0; i < n; i += 1) y.data[at + i] = (row[i] - mean) * scale * gain[i] + shift[i];
  }
  return y;
}

const operations = {
  linear: (x, s, [w, b]) => linear(x, w, b, s.outputs),
  flatten: (x) => tensor([x.data.length], x.data),
  relu: elementwise((a) => Math.max(0, a)),
  leakyReLU: elementwise((a, s) => (a < 0 ? s.slope * a : a)),
  elu: elementwise((a, s) => (a < 0 ? s.alpha * Math.expm1(a) : a)),
  gelu: elementwise(gelu),
  geluTanh: elementwise((a) => 0.5 * a * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (a + 0.044715 * a ** 3)))),
  silu: elementwise((a) => a * sigmoid(a)),
  softplus: elementwise((a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)))),
  sigmoid: elementwise(sigmoid),
  tanh: elementwise(Math.tanh),
  layerNorm,
  embedding: (tokens, s, [w]) =>
    tensor(
      [tokens.length, s.width],
      Float32Array.from(tokens.flatMap((k) => [...w.subarray(k * s.width, (k + 1) * s.width)]))
    )
};

function softmax(logits) {
  const greatest = Math.max(...logits);
  const powers = Array.from(logits, (a) => Math.exp(a - greatest));
  const sum = total(powers);
  return powers.map((a) => a / sum);
}

// 32-bit numbers from base64 text.
const floats = (text) => new Float32Array(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);

// The layers of a network with their weights, each a list of tensors.
function layersOf({ layers, weights }) {
  const numbers = floats(weights);
  let from = 0;
  return layers.map((layer) => ({
    ...layer,
    parts: layer.sizes.map((size) => numbers.subarray(from, (from += size)))
  }));
}

// Makes a network from the page's data: a function from an input to logits.
function network(data) {
  const layers = layersOf(data);
  return (input) =>
    layers.reduce((x, { operation, settings, parts }) => operations[operation](x, settings, parts), input);
}
