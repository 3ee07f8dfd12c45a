// Recurrent networks over texts: [time, width].

// One step of each cell: the new state [h, c] from the gates' sums, where x is the input's part and u the state's.
const cells = {
  rnnTanh: (x, u) => [x.map((a, i) => Math.tanh(a + u[i]))],
  rnnReLU: (x, u) => [x.map((a, i) => Math.max(0, a + u[i]))],
  lstm(x, u, [h, c]) {
    const n = h.length,
      gate = (k, i) => x[k * n + i] + u[k * n + i];
    const next = c.map((a, i) => sigmoid(gate(1, i)) * a + sigmoid(gate(0, i)) * Math.tanh(gate(2, i)));
    return [next.map((a, i) => sigmoid(gate(3, i)) * Math.tanh(a)), next];
  },
  gru(x, u, [h], candidates) {
    const n = h.length,
      gate = (k, i) => sigmoid(x[k * n + i] + u[k * n + i]);
    const reset = h.map((_, i) => gate(0, i));
    const inner = candidates ? candidates(h.map((a, i) => reset[i] * a)) : h.map((_, i) => reset[i] * u[2 * n + i]);
    return [h.map((a, i) => gate(1, i) * a + (1 - gate(1, i)) * Math.tanh(x[2 * n + i] + inner[i]))];
  }
};

function recurrent(name, x, s, weights) {
  const time = x.shape[0],
    n = s.hidden,
    y = tensor([time, n * s.directions]);
  for (let d = 0; d < s.directions; d += 1) {
    const [wx, wh, bx, bh] = weights.slice(4 * d, 4 * d + 4),
      gates = wx.length / n / x.shape[1];
    const given = linear(x, wx, bx, gates * n);
    const candidates =
      name === "gruResetBefore" && ((h) => linear(tensor([n], h), wh.subarray(2 * n * n), bh.subarray(2 * n), n).data);
    let state = [new Float32Array(n), new Float32Array(n)];
    for (let step = 0; step < time; step += 1) {
      const t = d ? time - 1 - step : step;
      const sums = linear(tensor([n], state[0]), wh, bh, gates * n).data;
      state = cells[name.slice(0, 3) === "gru" ? "gru" : name](
        given.data.subarray(t * gates * n, (t + 1) * gates * n),
        sums,
        state,
        candidates
      );
      y.data.set(state[0], t * n * s.directions + d * n);
    }
  }
  return y;
}

for (const name of ["rnnTanh", "rnnReLU", "lstm", "gru", "gruResetBefore"])
  operations[name] = (x, s, w) => recurrent(name, x, s, w);
