// Transformers that write: each position sees itself and those before it.

// Rotates queries and keys by their positions, in pairs of element i and element i + width / 2.
function turn(x, from, width, place) {
  for (let i = 0; i < width / 2; i += 1) {
    const angle = place / 10000 ** ((2 * i) / width),
      cos = Math.fround(Math.cos(angle)),
      sin = Math.fround(Math.sin(angle));
    const a = x[from + i],
      b = x[from + i + width / 2];
    x[from + i] = a * cos - b * sin;
    x[from + i + width / 2] = b * cos + a * sin;
  }
}

// `seen.weights` gets the weights of each head, a list for each position.
function attend(x, s, w, b, seen) {
  const [time, n] = x.shape,
    width = n / s.heads,
    y = tensor([time, n]);
  // Queries, keys and values of a place are side by side.
  const q = linear(x, w, b, 3 * n).data;
  if (s.rotary)
    for (let t = 0; t < time; t += 1) for (let h = 0; h < 2 * s.heads; h += 1) turn(q, t * 3 * n + h * width, width, t);
  seen.weights = [];
  for (let h = 0; h < n; h += width) {
    const rows = [];
    seen.weights.push(rows);
    for (let t = 0; t < time; t += 1) {
      const scores = new Float32Array(t + 1);
      for (let k = 0; k <= t; k += 1) {
        let sum = 0;
        for (let i = 0; i < width; i += 1) sum += q[t * 3 * n + h + i] * q[k * 3 * n + n + h + i];
        scores[k] = sum / Math.sqrt(width);
      }
      const shares = softmax(scores);
      rows.push(shares);
      for (let i = 0; i < width; i += 1)
        y.data[t * n + h + i] = shares.reduce((sum, share, k) => sum + share * q[k * 3 * n + 2 * n + h + i], 0);
    }
  }
  return y;
}

// `seen` gets what happens on the way.
function causalBlock(x, s, [wIn, bIn, wOut, bOut, w1, b1, w2, b2, ...norms], seen = {}) {
  const n = x.shape[1];
  const around = (x, norm, part) => {
    const y = part(s.normalizesBefore ? layerNorm(x, s, norm) : x);
    const sum = tensor(
      x.shape,
      x.data.map((a, i) => a + y.data[i])
    );
    return s.normalizesBefore ? sum : layerNorm(sum, s, norm);
  };
  const attended = around(x, norms.slice(0, 2), (x) => linear(attend(x, s, wIn, bIn, seen), wOut, bOut, n));
  seen.attended = attended;
  return around(attended, norms.slice(2), (x) => {
    const inner = linear(x, w1, b1, s.width);
    return linear(
      tensor(
        inner.shape,
        inner.data.map((a) => (s.gelu ? gelu(a) : Math.max(0, a)))
      ),
      w2,
      b2,
      n
    );
  });
}

Object.assign(operations, {
  positions: (x, s, [w]) =>
    tensor(
      x.shape,
      x.data.map((a, i) => a + w[i])
    ),
  causalBlock
});
