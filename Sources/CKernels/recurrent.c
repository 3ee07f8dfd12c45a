// Whole sequences through recurrent cells.
//
// Letters: q is the batch of sequences, j the job (in rows, a unit), s a step, b a sequence of the batch, n the width
// of a state, g the outputs' gradient; d_… is a gradient. A row is one sequence's state or gates. In rows of the long
// short-term memory i, f, g, o are its gates and c its cell; in those of the gated recurrent unit r, z are the gates
// and m the candidate.
#include "elementary.h"

INLINE int64_t time_of(const ck_sequence *q, int64_t step) { return q->reversed ? q->time - 1 - step : step; }

INLINE bool has_step(const ck_sequence *q, int64_t row, int64_t step) {
  return !q->lengths || time_of(q, step) < q->lengths[row];
}

INLINE int64_t place(const ck_sequence *q, int64_t row, int64_t step) { return row * q->time + time_of(q, step); }

INLINE void clear_row(float *x, int64_t n) { memset(x, 0, (size_t)n * sizeof(float)); }

void ck_to_steps(const ck_sequence *q, const float *x, float *steps, int64_t width) {
  for (int64_t s = 0; s < q->time; s++)
    for (int64_t b = 0; b < q->batch; b++, steps += width) {
      if (has_step(q, b, s)) memcpy(steps, x + place(q, b, s) * width, (size_t)width * sizeof(float));
      else clear_row(steps, width);  // padding must not reach a gradient, whatever it holds
    }
}

CLONES void ck_from_steps(const ck_sequence *q, const float *steps, float *x, int64_t width, bool add) {
  for (int64_t s = 0; s < q->time; s++) {
    for (int64_t b = 0; b < q->batch; b++, steps += width) {
      float *row = x + place(q, b, s) * width;
      if (!add) memcpy(row, steps, (size_t)width * sizeof(float));
      else
        for (int64_t j = 0; j < width; j++) row[j] += steps[j];
    }
  }
}

/// After a sequence's end its state stays and its output is 0.
INLINE void keep_row(const float *old, float *new, float *out, int64_t n) {
  memcpy(new, old, (size_t)n * sizeof(float));
  if (out) memset(out, 0, (size_t)n * sizeof(float));
}

// The sequences of a batch are independent: each thread takes some of them through all steps.

typedef struct {
  const ck_sequence *q;
  bool relu;
  float *gates, *products, *candidates, *hiddens, *cells, *out;
  float *d_gates, *d_products, *d_hidden, *d_cell;
  const float *bias, *g;
  ck_prepared weight;
  int64_t parts;
} sequence_job;

/// Calls `work` for parts of the batch; for one part if there is not enough work for two. The weights `[gates · hidden,
/// hidden]` are laid out once for all steps, transposed for the forward pass.
static void share_rows(sequence_job *j, int64_t gates, const float *weight, bool forward,
                       void (*work)(void *, int64_t)) {
  int64_t n = j->q->hidden;
  j->weight =
      ck_prepare(j->q->batch * j->q->time, forward, weight, n, forward ? n : gates * n, forward ? gates * n : n);
  // A gate's function costs as much as about 32 multiplications.
  int64_t operations = j->q->batch * j->q->time * gates * n * (n + 32);
  j->parts = ck_parts_of(operations, j->q->batch < ck_thread_count() ? j->q->batch : ck_thread_count());
  ck_parallel(j->parts, work, j);
  ck_free_prepared(&j->weight);
}

/// c = a · weight + beta · c for some rows.
static void multiply_rows(int64_t rows, const float *a, const ck_prepared *weight, float beta, float *c) {
  ck_product p = {.m = rows,
                  .n = weight->n,
                  .k = weight->k,
                  .alpha = 1,
                  .beta = beta,
                  .a = a,
                  .a_stride = weight->k,
                  .c = c,
                  .c_stride = weight->n};
  ck_multiply_prepared(&p, weight, 0);
}

/// Copies the words' contributions to the gates of their step.
static void look_up(const ck_sequence *q, int64_t step, int64_t first, int64_t end, float *gates, int64_t width) {
  for (int64_t b = first; b < end && q->words; b++)
    memcpy(gates + b * width, q->contributions + q->words[place(q, b, step)] * width, (size_t)width * sizeof(float));
}

INLINE int64_t first_row(const sequence_job *j, int64_t part) { return j->q->batch * part / j->parts; }

// MARK: The plain cell

CLONES static void rnn_row(bool relu, const float *gate, float *h, float *out, int64_t n) {
  if (relu) {
    INDEPENDENT for (int64_t j = 0; j < n; j++) out[j] = h[j] = gate[j] < 0.0f ? 0.0f : gate[j];
  } else {
    INDEPENDENT for (int64_t j = 0; j < n; j++) out[j] = h[j] = tanh_of(gate[j]);
  }
}

static void rnn_forward(void *context, int64_t part) {
  const sequence_job *j = context;
  const ck_sequence *q = j->q;
  int64_t n = q->hidden, size = q->batch * n, first = first_row(j, part), end = first_row(j, part + 1);
  for (int64_t s = 0; s < q->time; s++) {
    float *gates = j->gates + s * size, *hiddens = j->hiddens + s * size;
    look_up(q, s, first, end, gates, n);
    multiply_rows(end - first, hiddens + first * n, &j->weight, 1.0f, gates + first * n);
    for (int64_t b = first; b < end; b++) {
      float *old = hiddens + b * n, *new = old + size, *row = j->out + place(q, b, s) * n;
      if (has_step(q, b, s)) rnn_row(j->relu, gates + b * n, new, row, n);
      else keep_row(old, new, row, n);
    }
  }
}

void ck_rnn_forward(const ck_sequence *q, bool relu, float *gates, const float *weight, float *hiddens, float *out) {
  sequence_job j = {.q = q, .relu = relu, .gates = gates, .hiddens = hiddens, .out = out};
  share_rows(&j, 1, weight, true, rnn_forward);
}

CLONES static void rnn_row_backward(bool relu, const float *h, const float *g, float *d_gate, float *d_hidden,
                                    int64_t n) {
  INDEPENDENT for (int64_t j = 0; j < n; j++) {
    float slope = relu ? (h[j] <= 0.0f ? 0.0f : 1.0f) : 1.0f - h[j] * h[j];
    d_gate[j] = (d_hidden[j] + g[j]) * slope;
    d_hidden[j] = 0.0f;  // the product below adds the earlier state's gradient
  }
}

static void rnn_backward(void *context, int64_t part) {
  const sequence_job *j = context;
  const ck_sequence *q = j->q;
  int64_t n = q->hidden, size = q->batch * n, first = first_row(j, part), end = first_row(j, part + 1);
  for (int64_t s = q->time - 1; s >= 0; s--) {
    float *d_gate = j->d_gates + s * size;
    for (int64_t b = first; b < end; b++) {
      if (has_step(q, b, s))
        rnn_row_backward(j->relu, j->hiddens + (s + 1) * size + b * n, j->g + place(q, b, s) * n, d_gate + b * n,
                         j->d_hidden + b * n, n);
      else clear_row(d_gate + b * n, n);
    }
    multiply_rows(end - first, d_gate + first * n, &j->weight, 1.0f, j->d_hidden + first * n);
  }
}

void ck_rnn_backward(const ck_sequence *q, bool relu, const float *hiddens, const float *weight, const float *g,
                     float *d_gates, float *d_hidden) {
  sequence_job j = {
      .q = q, .relu = relu, .hiddens = (float *)hiddens, .g = g, .d_gates = d_gates, .d_hidden = d_hidden};
  share_rows(&j, 1, weight, false, rnn_backward);
}

// MARK: Long short-term memory

// One function at a time: the constants of one fit into the registers, those of all of them don't.

INLINE void sigmoids(float *x, int64_t n) { INDEPENDENT for (int64_t j = 0; j < n; j++) x[j] = sigmoid_of(x[j]); }

INLINE void tanhs(float *x, int64_t n) { INDEPENDENT for (int64_t j = 0; j < n; j++) x[j] = tanh_of(x[j]); }

CLONES static void lstm_row(float *gate, const float *old, float *c, float *h, float *out, int64_t n) {
  float *i = gate, *f = gate + n, *g = gate + 2 * n, *o = gate + 3 * n;
  sigmoids(i, 2 * n);
  tanhs(g, n);
  sigmoids(o, n);
  INDEPENDENT for (int64_t j = 0; j < n; j++) {
    c[j] = f[j] * old[j] + i[j] * g[j];
    out[j] = h[j] = o[j] * tanh_of(c[j]);
  }
}

static void lstm_forward(void *context, int64_t part) {
  const sequence_job *j = context;
  const ck_sequence *q = j->q;
  int64_t n = q->hidden, size = q->batch * n, first = first_row(j, part), end = first_row(j, part + 1);
  for (int64_t s = 0; s < q->time; s++) {
    float *gates = j->gates + 4 * s * size, *hiddens = j->hiddens + s * size, *cells = j->cells + s * size;
    look_up(q, s, first, end, gates, 4 * n);
    multiply_rows(end - first, hiddens + first * n, &j->weight, 1.0f, gates + 4 * first * n);
    for (int64_t b = first; b < end; b++) {
      float *cell = cells + b * n, *hidden = hiddens + b * n, *row = j->out + place(q, b, s) * n;
      if (has_step(q, b, s)) {
        lstm_row(gates + 4 * b * n, cell, cell + size, hidden + size, row, n);
      } else {
        keep_row(cell, cell + size, NULL, n);
        keep_row(hidden, hidden + size, row, n);
      }
    }
  }
}

void ck_lstm_forward(const ck_sequence *q, float *gates, const float *weight, float *hiddens, float *cells,
                     float *out) {
  sequence_job j = {.q = q, .gates = gates, .hiddens = hiddens, .cells = cells, .out = out};
  share_rows(&j, 4, weight, true, lstm_forward);
}

CLONES static void lstm_row_backward(const float *gate, const float *old, const float *c, const float *up, float *d,
                                     float *d_hidden, float *d_cell, int64_t n) {
  const float *i = gate, *f = gate + n, *g = gate + 2 * n, *o = gate + 3 * n;
  float *di = d, *df = d + n, *dg = d + 2 * n, *d_o = d + 3 * n;
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

static void lstm_backward(void *context, int64_t part) {
  const sequence_job *j = context;
  const ck_sequence *q = j->q;
  int64_t n = q->hidden, size = q->batch * n, first = first_row(j, part), end = first_row(j, part + 1);
  for (int64_t s = q->time - 1; s >= 0; s--) {
    float *d_step = j->d_gates + 4 * s * size, *d_hidden = j->d_hidden;
    for (int64_t b = first; b < end; b++) {
      float *d = d_step + 4 * b * n;
      const float *gate = j->gates + 4 * (s * size + b * n), *cell = j->cells + s * size + b * n;
      if (has_step(q, b, s))
        lstm_row_backward(gate, cell, cell + size, j->g + place(q, b, s) * n, d, d_hidden + b * n, j->d_cell + b * n,
                          n);
      else clear_row(d, 4 * n);
    }
    multiply_rows(end - first, d_step + 4 * first * n, &j->weight, 1.0f, d_hidden + first * n);
  }
}

void ck_lstm_backward(const ck_sequence *q, const float *gates, const float *cells, const float *weight, const float *g,
                      float *d_gates, float *d_hidden, float *d_cell) {
  sequence_job j = {.q = q,
                    .gates = (float *)gates,
                    .cells = (float *)cells,
                    .g = g,
                    .d_gates = d_gates,
                    .d_hidden = d_hidden,
                    .d_cell = d_cell};
  share_rows(&j, 4, weight, false, lstm_backward);
}

// MARK: Gated recurrent unit, reset after the product

CLONES static void gru_row(float *gate, const float *product, const float *old, float *candidate, float *h, float *out,
                           int64_t n) {
  float *r = gate, *z = gate + n, *m = gate + 2 * n;
  INDEPENDENT for (int64_t j = 0; j < 2 * n; j++) r[j] = sigmoid_of(r[j] + product[j]);
  INDEPENDENT for (int64_t j = 0; j < n; j++) {
    candidate[j] = product[2 * n + j];
    m[j] = tanh_of(m[j] + r[j] * candidate[j]);
    out[j] = h[j] = m[j] + z[j] * (old[j] - m[j]);
  }
}

static void gru_forward(void *context, int64_t part) {
  const sequence_job *j = context;
  const ck_sequence *q = j->q;
  int64_t n = q->hidden, size = q->batch * n, first = first_row(j, part), end = first_row(j, part + 1);
  for (int64_t s = 0; s < q->time; s++) {
    float *gates = j->gates + 3 * s * size, *hiddens = j->hiddens + s * size, *products = j->products;
    look_up(q, s, first, end, gates, 3 * n);
    for (int64_t b = first; b < end && j->bias; b++)
      memcpy(products + 3 * b * n, j->bias, (size_t)(3 * n) * sizeof(float));
    multiply_rows(end - first, hiddens + first * n, &j->weight, j->bias ? 1.0f : 0.0f, products + 3 * first * n);
    for (int64_t b = first; b < end; b++) {
      float *hidden = hiddens + b * n, *row = j->out + place(q, b, s) * n;
      if (has_step(q, b, s))
        gru_row(gates + 3 * b * n, products + 3 * b * n, hidden, j->candidates + s * size + b * n, hidden + size, row,
                n);
      else keep_row(hidden, hidden + size, row, n);
    }
  }
}

void ck_gru_forward(const ck_sequence *q, float *gates, const float *weight, const float *bias, float *products,
                    float *candidates, float *hiddens, float *out) {
  sequence_job j = {.q = q,
                    .gates = gates,
                    .bias = bias,
                    .products = products,
                    .candidates = candidates,
                    .hiddens = hiddens,
                    .out = out};
  share_rows(&j, 3, weight, true, gru_forward);
}

CLONES static void gru_row_backward(const float *gate, const float *candidate, const float *old, const float *up,
                                    float *d, float *d_product, float *d_hidden, int64_t n) {
  const float *r = gate, *z = gate + n, *m = gate + 2 * n;
  INDEPENDENT for (int64_t j = 0; j < n; j++) {
    float dh = d_hidden[j] + up[j];
    float slope = dh * (1.0f - z[j]) * (1.0f - m[j] * m[j]);
    d[2 * n + j] = slope;
    d_product[2 * n + j] = slope * r[j];
    d[n + j] = d_product[n + j] = dh * (old[j] - m[j]) * z[j] * (1.0f - z[j]);
    d[j] = d_product[j] = slope * candidate[j] * r[j] * (1.0f - r[j]);
    d_hidden[j] = dh * z[j];
  }
}

static void gru_backward(void *context, int64_t part) {
  const sequence_job *j = context;
  const ck_sequence *q = j->q;
  int64_t n = q->hidden, size = q->batch * n, first = first_row(j, part), end = first_row(j, part + 1);
  for (int64_t s = q->time - 1; s >= 0; s--) {
    float *d_step = j->d_products + 3 * s * size, *d_hidden = j->d_hidden;
    for (int64_t b = first; b < end; b++) {
      int64_t row = s * size + b * n;
      float *d = j->d_gates + 3 * row;
      if (has_step(q, b, s)) {
        gru_row_backward(j->gates + 3 * row, j->candidates + row, j->hiddens + row, j->g + place(q, b, s) * n, d,
                         d_step + 3 * b * n, d_hidden + b * n, n);
      } else {
        clear_row(d, 3 * n);
        clear_row(d_step + 3 * b * n, 3 * n);
      }
    }
    multiply_rows(end - first, d_step + 3 * first * n, &j->weight, 1.0f, d_hidden + first * n);
  }
}

void ck_gru_backward(const ck_sequence *q, const float *gates, const float *candidates, const float *hiddens,
                     const float *weight, const float *g, float *d_gates, float *d_products, float *d_hidden) {
  sequence_job j = {.q = q,
                    .gates = (float *)gates,
                    .candidates = (float *)candidates,
                    .hiddens = (float *)hiddens,
                    .g = g,
                    .d_gates = d_gates,
                    .d_products = d_products,
                    .d_hidden = d_hidden};
  share_rows(&j, 3, weight, false, gru_backward);
}
