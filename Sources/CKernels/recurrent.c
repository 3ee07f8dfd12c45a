// Whole sequences: the order of their steps, and how the threads share them. The letters are those of recurrent.h.
#include "recurrent.h"

void ck_to_steps(const ck_sequence *q, int64_t first, int64_t end, const float *x, float *steps, int64_t width) {
  steps += first * q->batch * width;
  for (int64_t s = first; s < end; s++)
    for (int64_t b = 0; b < q->batch; b++, steps += width) {
      if (has_step(q, b, s)) memcpy(steps, x + place(q, b, s) * width, (size_t)width * sizeof(float));
      else clear_row(steps, width);  // padding must not reach a gradient, whatever it holds
    }
}

CLONES void ck_from_steps(const ck_sequence *q, int64_t first, int64_t end, const float *steps, float *x, int64_t width,
                          bool add) {
  steps += first * q->batch * width;
  for (int64_t s = first; s < end; s++) {
    for (int64_t b = 0; b < q->batch; b++, steps += width) {
      float *row = x + place(q, b, s) * width;
      if (!add) memcpy(row, steps, (size_t)width * sizeof(float));
      else
        for (int64_t j = 0; j < width; j++) row[j] += steps[j];
    }
  }
}

// MARK: Sharing

enum {
  min_units = 16,
  /// With fewer rows of a batch than this, a thread would fetch the weights more often than it multiplies by them.
  few_rows = 12,
  /// Weights that no thread's own cache holds.
  large_weights = 1 << 18,
};

/// Whether the threads share the units of each step, and wait for one another after it.
static bool shares_units(const sequence_job *j) {
  int64_t weights = j->gate_count * j->q->hidden * j->q->hidden;
  // A step must be worth a wait for the other threads.
  if (j->q->batch == 1) return weights >= 1 << 15;
  return weights >= large_weights && j->q->batch < few_rows * ck_free_threads();
}

/// Lays out the weights `[gates · hidden, hidden]` once for all steps, transposed for the forward pass. Threads that share
/// a single sequence's units read them where they are: a copy would be used too rarely.
static void prepare_weight(sequence_job *j, const float *weight, bool forward) {
  int64_t n = j->q->hidden, width = j->gate_count * n, rows = j->q->batch * j->q->time;
  bool shares = shares_units(j), single = j->q->batch == 1;
  if (forward && shares && !single) {
    for (int64_t gate = 0; gate < j->gate_count; gate++)
      j->gate_weights[gate] = ck_prepare(rows, true, weight + gate * n * n, n, n, n);
    return;
  }
  j->weight = ck_prepare(shares && single ? 1 : rows, forward, weight, n, forward ? n : width, forward ? width : n);
}

static void free_weight(sequence_job *j) {
  ck_free_prepared(&j->weight);
  for (int64_t gate = 0; gate < j->gate_count; gate++) ck_free_prepared(&j->gate_weights[gate]);
}

/// Calls `work` with `pass`, the job of one pass, for parts of the batch; for one part if there is not enough work for
/// two.
static void share_rows(sequence_job *j, void *pass, void (*work)(void *, int64_t)) {
  int64_t n = j->q->hidden, threads = ck_thread_count();
  // A gate's function costs as much as about 32 multiplications.
  int64_t operations = j->q->batch * j->q->time * j->gate_count * n * (n + 32);
  j->parts = ck_parts_of(operations, least(j->q->batch, threads));
  ck_parallel(j->parts, work, pass);
}

static int64_t first_row(const sequence_job *j, int64_t part) { return j->q->batch * part / j->parts; }

static void forward_rows(void *context, int64_t part) {
  const forward_job *j = context;
  const ck_sequence *q = j->job.q;
  share r = {first_row(&j->job, part), first_row(&j->job, part + 1), 0, q->hidden};
  for (int64_t s = 0; s < q->time; s++) j->step(j, s, r);
}

static int64_t first_unit(const sequence_job *j, int64_t part) {
  return part == j->parts ? j->q->hidden : j->q->hidden * part / j->parts / min_units * min_units;
}

static void forward_units(void *context, int64_t step, int64_t part) {
  const forward_job *j = context;
  j->step(j, step, (share){0, j->job.q->batch, first_unit(&j->job, part), first_unit(&j->job, part + 1)});
}

void ck_run_forward(forward_job *pass, const float *weight) {
  sequence_job *j = &pass->job;
  prepare_weight(j, weight, true);
  if (shares_units(j)) {
    j->parts = least(ck_free_threads(), j->q->hidden / min_units);
    ck_parallel_rounds(j->q->time, j->parts, forward_units, pass);
  } else {
    share_rows(j, pass, forward_rows);
  }
  free_weight(j);
}

/// c = a · weight + beta · c for some rows, and for `columns` columns from `first`, which are `c`'s first ones.
static void multiply_rows(int64_t rows, const float *a, const ck_prepared *weight, int64_t first, int64_t columns,
                          float beta, float *c, int64_t c_stride) {
  ck_product p = {.m = rows,
                  .n = columns,
                  .k = weight->k,
                  .alpha = 1,
                  .beta = beta,
                  .a = a,
                  .a_stride = weight->k,
                  .c = c,
                  .c_stride = c_stride};
  if (columns == weight->n) ck_multiply_prepared(&p, weight, 0);
  else ck_multiply_prepared_columns(&p, weight, first);
}

/// Adds to `d_hidden` what the products of step `s` pass to the earlier state.
static void multiply_products(const backward_job *j, int64_t s, share r) {
  const ck_sequence *q = j->job.q;
  int64_t n = q->hidden, width = j->job.gate_count * n;
  const float *products = (j->d_products ? j->d_products : j->d_gates) + (s * q->batch + r.first) * width;
  multiply_rows(r.end - r.first, products, &j->job.weight, r.from, r.to - r.from, 1, j->d_hidden + r.first * n + r.from,
                n);
}

static void backward_rows(void *context, int64_t part) {
  const backward_job *j = context;
  share r = {first_row(&j->job, part), first_row(&j->job, part + 1), 0, j->job.q->hidden};
  for (int64_t s = j->job.q->time - 1; s >= 0; s--) {
    j->step(j, s, r);
    multiply_products(j, s, r);
  }
}

/// A step's units need the products of all units of the step after it, so these come first.
static void backward_units(void *context, int64_t round, int64_t part) {
  const backward_job *j = context;
  const ck_sequence *q = j->job.q;
  share r = {0, q->batch, first_unit(&j->job, part), first_unit(&j->job, part + 1)};
  int64_t s = q->time - 1 - round;
  if (round > 0) multiply_products(j, s + 1, r);
  if (s >= 0) j->step(j, s, r);
}

void ck_run_backward(backward_job *pass, const float *weight) {
  sequence_job *j = &pass->job;
  prepare_weight(j, weight, false);
  if (j->q->batch > 1 && shares_units(j)) {
    j->parts = least(ck_free_threads(), j->q->hidden / min_units);
    ck_parallel_rounds(j->q->time + 1, j->parts, backward_units, pass);
  } else {
    share_rows(j, pass, backward_rows);
  }
  ck_free_prepared(&j->weight);
}

void ck_multiply_states(const sequence_job *j, share r, const float *hiddens, float beta, float *gates) {
  int64_t n = j->q->hidden, width = j->gate_count * n, rows = r.end - r.first, units = r.to - r.from;
  hiddens += r.first * n, gates += r.first * width + r.from;
  if (j->weight.source && units == n) return multiply_rows(rows, hiddens, &j->weight, 0, width, beta, gates, width);
  for (int64_t gate = 0; gate < j->gate_count; gate++, gates += n) {
    if (!j->weight.source) multiply_rows(rows, hiddens, &j->gate_weights[gate], r.from, units, beta, gates, width);
    else ck_vector_product(true, units, n, 1, hiddens, j->weight.source + (gate * n + r.from) * n, n, beta, gates);
  }
}

void ck_copy_gates(const sequence_job *j, share r, const float *from, float *to) {
  int64_t n = j->q->hidden;
  for (int64_t gate = r.from; gate < j->gate_count * n; gate += n)
    memcpy(to + gate, from + gate, (size_t)(r.to - r.from) * sizeof(float));
}

void ck_look_up(const sequence_job *j, int64_t step, share r, float *gates) {
  const ck_sequence *q = j->q;
  int64_t width = j->gate_count * q->hidden;
  for (int64_t b = r.first; b < r.end && q->words; b++)
    ck_copy_gates(j, r, q->contributions + q->words[place(q, b, step)] * width, gates + b * width);
}
