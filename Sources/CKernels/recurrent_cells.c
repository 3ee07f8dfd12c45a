// The steps of the recurrent cells, forward and backward. The letters are those of recurrent.h.
#include "elementary.h"
#include "recurrent.h"

/// Sets some units of a row's gates to 0.
static void clear_gates(const sequence_job *j, float *gates, int64_t units) {
  for (int64_t gate = 0; gate < j->gate_count; gate++) clear_row(gates + gate * j->q->hidden, units);
}

// MARK: The plain cell

CLONES static void rnn_row(bool relu, const float *gate, float *h, float *out, int64_t n) {
  if (relu) {
    INDEPENDENT for (int64_t j = 0; j < n; j++) out[j] = h[j] = gate[j] < 0.0f ? 0.0f : gate[j];
  } else {
    INDEPENDENT for (int64_t j = 0; j < n; j++) out[j] = h[j] = tanh_of(gate[j]);
  }
}

static void rnn_step(const forward_job *j, int64_t s, share r) {
  const ck_sequence *q = j->job.q;
  int64_t n = q->hidden, size = q->batch * n, units = r.to - r.from;
  float *gates = j->gates + s * size, *hiddens = j->hiddens + s * size;
  ck_look_up(&j->job, s, r, gates);
  ck_multiply_states(&j->job, r, hiddens, 1.0f, gates);
  for (int64_t b = r.first; b < r.end; b++) {
    int64_t at = b * n + r.from;
    float *old = hiddens + at, *new = old + size, *row = j->out + place(q, b, s) * n + r.from;
    if (has_step(q, b, s)) rnn_row(j->relu, gates + at, new, row, units);
    else keep_row(old, new, row, units);
  }
}

void ck_rnn_forward(const ck_sequence *q, bool relu, float *gates, const float *weight, float *hiddens, float *out) {
  forward_job j = {
      .job = {.q = q, .gate_count = 1}, .relu = relu, .gates = gates, .hiddens = hiddens, .out = out, .step = rnn_step};
  ck_run_forward(&j, weight);
}

CLONES static void rnn_row_backward(bool relu, const float *h, const float *g, float *d_gate, float *d_hidden,
                                    int64_t n) {
  INDEPENDENT for (int64_t j = 0; j < n; j++) {
    float slope = relu ? (h[j] <= 0.0f ? 0.0f : 1.0f) : 1.0f - h[j] * h[j];
    d_gate[j] = (d_hidden[j] + g[j]) * slope;
    d_hidden[j] = 0.0f;  // the product with the weights adds the earlier state's gradient
  }
}

static void rnn_step_backward(const backward_job *j, int64_t s, share r) {
  const ck_sequence *q = j->job.q;
  int64_t n = q->hidden, size = q->batch * n, units = r.to - r.from;
  float *d_gate = j->d_gates + s * size;
  for (int64_t b = r.first; b < r.end; b++) {
    int64_t at = b * n + r.from;
    if (has_step(q, b, s))
      rnn_row_backward(j->relu, j->hiddens + (s + 1) * size + at, j->g + place(q, b, s) * n + r.from, d_gate + at,
                       j->d_hidden + at, units);
    else clear_row(d_gate + at, units);
  }
}

void ck_rnn_backward(const ck_sequence *q, bool relu, const float *hiddens, const float *weight, const float *g,
                     float *d_gates, float *d_hidden) {
  backward_job j = {.job = {.q = q, .gate_count = 1},
                    .relu = relu,
                    .hiddens = hiddens,
                    .g = g,
                    .d_gates = d_gates,
                    .d_hidden = d_hidden,
                    .step = rnn_step_backward};
  ck_run_backward(&j, weight);
}

// MARK: Long short-term memory

// One function at a time: the constants of one fit into the registers, those of all of them don't.

INLINE void sigmoids(float *x, int64_t n) { INDEPENDENT for (int64_t j = 0; j < n; j++) x[j] = sigmoid_of(x[j]); }

INLINE void tanhs(float *x, int64_t n) { INDEPENDENT for (int64_t j = 0; j < n; j++) x[j] = tanh_of(x[j]); }

/// Some units of a row whose gates are `stride` apart.
CLONES static void lstm_row(float *gate, int64_t stride, const float *old, float *c, float *h, float *out, int64_t n) {
  float *i = gate, *f = gate + stride, *g = gate + 2 * stride, *o = gate + 3 * stride;
  sigmoids(i, n);
  sigmoids(f, n);
  tanhs(g, n);
  sigmoids(o, n);
  INDEPENDENT for (int64_t j = 0; j < n; j++) {
    c[j] = f[j] * old[j] + i[j] * g[j];
    out[j] = h[j] = o[j] * tanh_of(c[j]);
  }
}

static void lstm_step(const forward_job *j, int64_t s, share r) {
  const ck_sequence *q = j->job.q;
  int64_t n = q->hidden, size = q->batch * n, units = r.to - r.from;
  float *gates = j->gates + 4 * s * size, *hiddens = j->hiddens + s * size, *cells = j->cells + s * size;
  ck_look_up(&j->job, s, r, gates);
  ck_multiply_states(&j->job, r, hiddens, 1.0f, gates);
  for (int64_t b = r.first; b < r.end; b++) {
    int64_t at = b * n + r.from;
    float *cell = cells + at, *hidden = hiddens + at, *row = j->out + place(q, b, s) * n + r.from;
    if (has_step(q, b, s)) {
      lstm_row(gates + 4 * b * n + r.from, n, cell, cell + size, hidden + size, row, units);
    } else {
      keep_row(cell, cell + size, NULL, units);
      keep_row(hidden, hidden + size, row, units);
    }
  }
}

void ck_lstm_forward(const ck_sequence *q, float *gates, const float *weight, float *hiddens, float *cells,
                     float *out) {
  forward_job j = {.job = {.q = q, .gate_count = 4},
                   .gates = gates,
                   .hiddens = hiddens,
                   .cells = cells,
                   .out = out,
                   .step = lstm_step};
  ck_run_forward(&j, weight);
}

/// Some units of a row whose gates are `stride` apart.
CLONES static void lstm_row_backward(const float *gate, int64_t stride, const float *old, const float *c,
                                     const float *up, float *d, float *d_hidden, float *d_cell, int64_t n) {
  const float *i = gate, *f = gate + stride, *g = gate + 2 * stride, *o = gate + 3 * stride;
  float *di = d, *df = d + stride, *dg = d + 2 * stride, *d_o = d + 3 * stride;
  INDEPENDENT for (int64_t j = 0; j < n; j++) {
    float t = tanh_of(c[j]);
    float dh = d_hidden[j] + up[j];
    float dc = d_cell[j] + dh * o[j] * (1.0f - t * t);
    di[j] = dc * g[j] * i[j] * (1.0f - i[j]);
    df[j] = dc * old[j] * f[j] * (1.0f - f[j]);
    dg[j] = dc * i[j] * (1.0f - g[j] * g[j]);
    d_o[j] = dh * t * o[j] * (1.0f - o[j]);
    d_cell[j] = dc * f[j];
    d_hidden[j] = 0.0f;  // the product with the weights adds the earlier state's gradient
  }
}

static void lstm_step_backward(const backward_job *j, int64_t s, share r) {
  const ck_sequence *q = j->job.q;
  int64_t n = q->hidden, size = q->batch * n, units = r.to - r.from;
  for (int64_t b = r.first; b < r.end; b++) {
    int64_t at = b * n + r.from, gates = 4 * (s * size + b * n) + r.from;
    const float *cell = j->cells + s * size + at;
    if (has_step(q, b, s))
      lstm_row_backward(j->gates + gates, n, cell, cell + size, j->g + place(q, b, s) * n + r.from, j->d_gates + gates,
                        j->d_hidden + at, j->d_cell + at, units);
    else clear_gates(&j->job, j->d_gates + gates, units);
  }
}

void ck_lstm_backward(const ck_sequence *q, const float *gates, const float *cells, const float *weight, const float *g,
                      float *d_gates, float *d_hidden, float *d_cell) {
  backward_job j = {.job = {.q = q, .gate_count = 4},
                    .gates = gates,
                    .cells = cells,
                    .g = g,
                    .d_gates = d_gates,
                    .d_hidden = d_hidden,
                    .d_cell = d_cell,
                    .step = lstm_step_backward};
  ck_run_backward(&j, weight);
}

// MARK: Gated recurrent unit, reset after the product

/// Some units of a row whose gates are `stride` apart.
CLONES static void gru_row(float *gate, int64_t stride, const float *product, const float *old, float *candidate,
                           float *h, float *out, int64_t n) {
  float *r = gate, *z = gate + stride, *m = gate + 2 * stride;
  INDEPENDENT for (int64_t j = 0; j < n; j++) r[j] = sigmoid_of(r[j] + product[j]);
  INDEPENDENT for (int64_t j = 0; j < n; j++) z[j] = sigmoid_of(z[j] + product[stride + j]);
  INDEPENDENT for (int64_t j = 0; j < n; j++) {
    candidate[j] = product[2 * stride + j];
    m[j] = tanh_of(m[j] + r[j] * candidate[j]);
    out[j] = h[j] = m[j] + z[j] * (old[j] - m[j]);
  }
}

static void gru_step(const forward_job *j, int64_t s, share r) {
  const ck_sequence *q = j->job.q;
  int64_t n = q->hidden, size = q->batch * n, units = r.to - r.from;
  float *gates = j->gates + 3 * s * size, *hiddens = j->hiddens + s * size, *products = j->products;
  ck_look_up(&j->job, s, r, gates);
  for (int64_t b = r.first; b < r.end && j->bias; b++) ck_copy_gates(&j->job, r, j->bias, products + 3 * b * n);
  ck_multiply_states(&j->job, r, hiddens, j->bias ? 1.0f : 0.0f, products);
  for (int64_t b = r.first; b < r.end; b++) {
    int64_t at = b * n + r.from;
    float *hidden = hiddens + at, *row = j->out + place(q, b, s) * n + r.from;
    if (has_step(q, b, s))
      gru_row(gates + 3 * b * n + r.from, n, products + 3 * b * n + r.from, hidden, j->candidates + s * size + at,
              hidden + size, row, units);
    else keep_row(hidden, hidden + size, row, units);
  }
}

void ck_gru_forward(const ck_sequence *q, float *gates, const float *weight, const float *bias, float *products,
                    float *candidates, float *hiddens, float *out) {
  forward_job j = {.job = {.q = q, .gate_count = 3},
                   .gates = gates,
                   .bias = bias,
                   .products = products,
                   .candidates = candidates,
                   .hiddens = hiddens,
                   .out = out,
                   .step = gru_step};
  ck_run_forward(&j, weight);
}

/// Some units of a row whose gates are `stride` apart.
CLONES static void gru_row_backward(const float *gate, int64_t stride, const float *candidate, const float *old,
                                    const float *up, float *d, float *d_product, float *d_hidden, int64_t n) {
  const float *r = gate, *z = gate + stride, *m = gate + 2 * stride;
  INDEPENDENT for (int64_t j = 0; j < n; j++) {
    float dh = d_hidden[j] + up[j];
    float slope = dh * (1.0f - z[j]) * (1.0f - m[j] * m[j]);
    d[2 * stride + j] = slope;
    d_product[2 * stride + j] = slope * r[j];
    d[stride + j] = d_product[stride + j] = dh * (old[j] - m[j]) * z[j] * (1.0f - z[j]);
    d[j] = d_product[j] = slope * candidate[j] * r[j] * (1.0f - r[j]);
    d_hidden[j] = dh * z[j];
  }
}

static void gru_step_backward(const backward_job *j, int64_t s, share r) {
  const ck_sequence *q = j->job.q;
  int64_t n = q->hidden, size = q->batch * n, units = r.to - r.from;
  for (int64_t b = r.first; b < r.end; b++) {
    int64_t at = b * n + r.from, row = s * size + at, gates = 3 * (s * size + b * n) + r.from;
    float *d = j->d_gates + gates, *d_product = j->d_products + gates;
    if (has_step(q, b, s)) {
      gru_row_backward(j->gates + gates, n, j->candidates + row, j->hiddens + row, j->g + place(q, b, s) * n + r.from,
                       d, d_product, j->d_hidden + at, units);
    } else {
      clear_gates(&j->job, d, units);
      clear_gates(&j->job, d_product, units);
    }
  }
}

void ck_gru_backward(const ck_sequence *q, const float *gates, const float *candidates, const float *hiddens,
                     const float *weight, const float *g, float *d_gates, float *d_products, float *d_hidden) {
  backward_job j = {.job = {.q = q, .gate_count = 3},
                    .gates = gates,
                    .candidates = candidates,
                    .hiddens = hiddens,
                    .g = g,
                    .d_gates = d_gates,
                    .d_products = d_products,
                    .d_hidden = d_hidden,
                    .step = gru_step_backward};
  ck_run_backward(&j, weight);
}
