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

// The sequences of a batch are independent: each thread takes some of them through all steps. A single sequence, or few of
// them whose weights are large, are shared out by units, step by step: each thread keeps its units' weights in its own cache.

/// Rows `first` ..< `end` and in them the units `from` ..< `to`.
typedef struct {
  int64_t first, end, from, to;
} share;

/// What both passes need to share out the work.
typedef struct {
  const ck_sequence *q;
  int64_t gate_count;
  ck_prepared weight;           // [gates · hidden, hidden]
  ck_prepared gate_weights[4];  // in place of `weight`, each gate's, for a forward pass whose units are shared
  int64_t parts;
} sequence_job;

/// A forward pass. The cells use what they have: `relu` the plain one, `cells` the long short-term memory, `bias`,
/// `products` and `candidates` the gated recurrent unit.
typedef struct forward_job {
  sequence_job job;
  float *gates, *hiddens, *out;
  bool relu;
  float *cells;
  const float *bias;
  float *products, *candidates;
  void (*step)(const struct forward_job *j, int64_t step, share r);
} forward_job;

/// A backward pass: what the forward pass left, and the gradients. A step computes those of the gates and of the states'
/// products with the weights; `d_products` is null where the two are the same.
typedef struct backward_job {
  sequence_job job;
  bool relu;
  const float *gates, *hiddens, *cells, *candidates;
  const float *g;
  float *d_gates, *d_products, *d_hidden, *d_cell;
  void (*step)(const struct backward_job *j, int64_t step, share r);
} backward_job;

/// Takes every sequence through all steps.
void ck_run_forward(forward_job *j, const float *weight);
/// Takes every sequence back through all steps; after each, the product with the weights adds the earlier state's
/// gradient to `d_hidden`.
void ck_run_backward(backward_job *j, const float *weight);

/// The states' products with the weights, added to `beta` times what `gates` holds, `[rows, gates · hidden]`.
void ck_multiply_states(const sequence_job *j, share r, const float *hiddens, float beta, float *gates);
/// Copies a row to each gate of some units.
void ck_copy_gates(const sequence_job *j, share r, const float *from, float *to);
/// Copies the words' contributions to the gates of their step.
void ck_look_up(const sequence_job *j, int64_t step, share r, float *gates);
