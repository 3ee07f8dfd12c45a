#pragma once
// Whole sequences through recurrent cells. Steps are stored one after the other, `[time, batch, …]`, in the order in
// which they are taken; `hiddens` and `cells` are `[time + 1, batch, hidden]` and begin with the start state.
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  int64_t batch, time, hidden;
  /// How many steps each sequence has; null where all fill the time. After its end a sequence's state stays.
  const int32_t *lengths;
  /// Whether the last step is taken first.
  bool reversed;
  /// Where inputs are words, the word at each place, `[batch, time]`; null where `gates` has what the inputs contribute.
  const int32_t *words;
  /// What each word contributes, `[words, gates · hidden]`.
  const float *contributions;
} ck_sequence;

/// steps[s, b, :] = x[b, t, :] with t the time of step s.
void ck_to_steps(const ck_sequence *q, const float *x, float *steps, int64_t width);
/// x[b, t, :] = steps[s, b, :], or += with `add`.
void ck_from_steps(const ck_sequence *q, const float *steps, float *x, int64_t width, bool add);

/// `gates` has what the inputs contribute, `[time, batch, hidden]`, unless they are words, and is used up; `out` is
/// `[batch, time, hidden]`.
void ck_rnn_forward(const ck_sequence *q, bool relu, float *gates, const float *weight, float *hiddens, float *out);
/// `g` is the gradient of `out`; `d_hidden` has that of the last state and returns that of the start.
void ck_rnn_backward(const ck_sequence *q, bool relu, const float *hiddens, const float *weight, const float *g,
                     float *d_gates, float *d_hidden);

/// `gates` is `[time, batch, 4 · hidden]`: what the inputs contribute on entry, unless they are words, and the gates i, f,
/// g, o on return.
void ck_lstm_forward(const ck_sequence *q, float *gates, const float *weight, float *hiddens, float *cells, float *out);
void ck_lstm_backward(const ck_sequence *q, const float *gates, const float *cells, const float *weight, const float *g,
                      float *d_gates, float *d_hidden, float *d_cell);

/// `gates` is `[time, batch, 3 · hidden]`: what the inputs contribute on entry, unless they are words, and r, z, n on
/// return; `products` is `[batch, 3 · hidden]` scratch; `candidates` keeps the state's part of n, `[time, batch,
/// hidden]`; `bias` may be null.
void ck_gru_forward(const ck_sequence *q, float *gates, const float *weight, const float *bias, float *products,
                    float *candidates, float *hiddens, float *out);
/// `d_gates` is for the inputs' products and `d_products` for the state's: they differ by the factor r in n.
void ck_gru_backward(const ck_sequence *q, const float *gates, const float *candidates, const float *hiddens,
                     const float *weight, const float *g, float *d_gates, float *d_products, float *d_hidden);
