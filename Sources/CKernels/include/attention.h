#pragma once
// Attention, head by head.
#include <stdbool.h>
#include <stdint.h>

/// softmax(scale · Q · Kᵀ) · V for each head of each sample: Q is `[queries, width]`, K `[keys, width]` and V
/// `[keys, value_width]`.
///
/// With `causal`, query t sees the keys up to t + keys − queries. `mask` hides keys where it is 0 and is null where
/// none are hidden; `mask_step` is the distance of one head's mask from the next, 0 if they share one. A query that
/// sees no key gets 0. With `dropout`, weights are dropped as `ck_dropout` does it with `seed`.
typedef struct {
  int64_t batch, heads, queries, keys, width, value_width;
  float scale;
  bool causal;
  const float *mask;
  int64_t mask_step;
  float dropout;
  uint64_t seed;
} ck_attention;

/// Where the matrices of all heads are: column j of row t of head h of sample b is at
/// `start[b · batch_step + h · head_step + t · row_step + j]`.
typedef struct {
  float *start;
  int64_t batch_step, head_step, row_step;
} ck_heads;

/// Fills `weights`, `[batch, heads, queries, keys]`, with the weights before dropout, and `out` if its start is not null.
void ck_attention_forward(const ck_attention *a, ck_heads q, ck_heads k, ck_heads v, float *weights, ck_heads out);

/// The gradients of Q, K and V, given that of the result, `g`; one whose start is null is not computed.
void ck_attention_backward(const ck_attention *a, ck_heads q, ck_heads k, ck_heads v, const float *weights, ck_heads g,
                           ck_heads dq, ck_heads dk, ck_heads dv);
