#pragma once
// What the recurrent cells have in common: the order of steps, and how a batch is shared among the threads.
//
// Letters: q is the batch of sequences, j the job (in rows, a unit), s a step, b a sequence of the batch, n the width
// of a state, g the outputs' gradient; d_… is a gradient. A row is one sequence's state or gates; r are the rows and
// units of one thread. In rows of the long short-term memory i, f, g, o are its gates and c its cell; in those of the
// gated recurrent unit r, z are the gates and m the candidate.
#include "clones.h"

INLINE int64_t time_of(const ck_sequence *q, int64_t step) { return q->reversed ? q->time - 1 - step : step; }

INLINE bool has_step(const ck_sequence *q, int64_t row, int64_t step) {
  return !q->lengths || time_of(q, step) < q->lengths[row];
}

INLINE int64_t place(const ck_sequence *q, int64_t row, int64_t step) { return row * q->time + time_of(q, step); }

INLINE void clear_row(float *x, int64_t n) { memset(x, 0, (size_t)n * sizeof(float)); }

/// After a sequence's end its state stays and its output is 0.
INLINE void keep_row(const float *old, float *new, float *out, int64_t n) {
  memcpy(new, old, (size_t)n * sizeof(float));
  if (out) memset(out, 0, (size_t)n * sizeof(float));
}

// The sequences of a batch are independent: each thread takes some of them through all steps. A single sequence is
// shared out by units, step by step: each thread keeps its units' weights in its own cache.

typedef struct sequence_job sequence_job;

/// Rows `first` ..< `end` and in them the units `from` ..< `to`.
typedef struct {
  int64_t first, end, from, to;
} share;

struct sequence_job {
  const ck_sequence *q;
  int64_t gate_count;
  bool relu;
  float *gates, *products, *candidates, *hiddens, *cells, *out;
  float *d_gates, *d_products, *d_hidden, *d_cell;
  const float *bias, *g;
  ck_prepared weight;
  int64_t parts;
  void (*step)(const sequence_job *j, int64_t step, share r);  // forward
};

/// Takes every sequence through all steps by `step`. The weights are `[gates · hidden, hidden]`.
void ck_run_forward(sequence_job *j, const float *weight);
/// Calls `work` with a part of the batch's rows.
void ck_run_backward(sequence_job *j, const float *weight, void (*work)(void *job, int64_t part));
INLINE int64_t first_row(const sequence_job *j, int64_t part) { return j->q->batch * part / j->parts; }

/// c = a · weight + beta · c for some rows.
void ck_multiply_rows(int64_t rows, const float *a, const ck_prepared *weight, float beta, float *c);
/// The states' products with the weights, added to `beta` times what `gates` holds, `[rows, gates · hidden]`.
void ck_multiply_states(const sequence_job *j, share r, const float *hiddens, float beta, float *gates);
/// Copies a row to each gate of some units.
void ck_copy_gates(const sequence_job *j, share r, const float *from, float *to);
/// Copies the words' contributions to the gates of their step.
void ck_look_up(const sequence_job *j, int64_t step, share r, float *gates);
