// Whole sequences: the order of their steps, and how the threads share them. The letters are those of recurrent.h.
#include "recurrent.h"

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

// MARK: Sharing

/// Whether the threads share one sequence's units. A step must be worth a wait for the other threads.
static bool shares_units(const sequence_job *j) {
  return j->q->batch == 1 && j->gate_count * j->q->hidden * j->q->hidden >= 1 << 15;
}

/// Lays out the weights `[gates · hidden, hidden]` once for all steps, transposed for the forward pass. Threads that share
/// a sequence's units read them where they are: a copy would be used too rarely.
static void prepare_weight(sequence_job *j, const float *weight, bool forward) {
  int64_t n = j->q->hidden, width = j->gate_count * n, rows = shares_units(j) ? 1 : j->q->batch * j->q->time;
  j->weight = ck_prepare(rows, forward, weight, n, forward ? n : width, forward ? width : n);
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

enum { min_units = 16 };

static int64_t first_unit(const sequence_job *j, int64_t part) {
  return part == j->parts ? j->q->hidden : j->q->hidden * part / j->parts / min_units * min_units;
}

static void forward_units(void *context, int64_t step, int64_t part) {
  const forward_job *j = context;
  j->step(j, step, (share){0, 1, first_unit(&j->job, part), first_unit(&j->job, part + 1)});
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

static void backward_rows(void *context, int64_t part) {
  const backward_job *j = context;
  const ck_sequence *q = j->job.q;
  int64_t n = q->hidden, width = j->job.gate_count * n, first = first_row(&j->job, part);
  int64_t end = first_row(&j->job, part + 1);
  const float *products = j->d_products ? j->d_products : j->d_gates;
  for (int64_t s = q->time - 1; s >= 0; s--) {
    j->step(j, s, first, end);
    multiply_rows(end - first, products + (s * q->batch + first) * width, &j->job.weight, 1, j->d_hidden + first * n);
  }
}

void ck_run_backward(backward_job *pass, const float *weight) {
  sequence_job *j = &pass->job;
  prepare_weight(j, weight, false);
  share_rows(j, pass, backward_rows);
  ck_free_prepared(&j->weight);
}

void ck_multiply_states(const sequence_job *j, share r, const float *hiddens, float beta, float *gates) {
  int64_t n = j->q->hidden, width = j->gate_count * n;
  if (r.to - r.from == n)
    return multiply_rows(r.end - r.first, hiddens + r.first * n, &j->weight, beta, gates + r.first * width);
  for (int64_t gate = r.from; gate < width; gate += n)
    ck_vector_product(true, r.to - r.from, n, 1, hiddens, j->weight.source + gate * n, n, beta, gates + gate);
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
