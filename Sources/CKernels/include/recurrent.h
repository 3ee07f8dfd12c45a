#pragma once
// Whole sequences through recurrent cells. Steps are stored one after the other, `[time, batch, …]`, in the order in
// which they are taken; `hiddens` and `cells` are `[time + 1, batch, hidden]` and begin with the start state.
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  int64_t batch, time, hidden;
  /// The number of steps of each sequence; null if all fill the time. After its end a sequence's state stays.
  const int32_t *lengths;
  /// Whether the last step is taken first.
  bool reversed;
  /// If inputs are words, the word at each place, `[batch, time]`; null if `gates` holds the inputs' contributions.
  const int32_t *words;
  /// Each word's contribution to the gates, `[words, gates · hidden]`.
  const float *contributions;
} ck_sequence;

/// steps[s, b, :] = x[b, t, :] with t the time of step s.
void ck_to_steps(const ck_sequence *q, int64_t first, int64_t end, const float *x, float *steps, int64_t width);
/// x[b, t, :] = steps[s, b, :], or += with `add`.
void ck_from_steps(const ck_sequence *q, int64_t first, int64_t end, const float *steps, float *x, int64_t width,
                   bool add);

/// `gates` holds the inputs' contributions, `[time, batch, hidden]`, unless inputs are words, and is overwritten; `out`
/// is `[batch, time, hidden]`.
void ck_rnn_forward(const ck_sequence *q, bool relu, float *gates, const float *weight, float *hiddens, float *out);
/// `g` is the gradient of `out`; `d_hidden` is that of the last state on entry, and that of the start on return.
void ck_rnn_backward(const ck_sequence *q, bool relu, const float *hiddens, const float *weight, const float *g,
                     float *d_gates, float *d_hidden);

/// `gates` is `[time, batch, 4 · hidden]`: on entry the inputs' contributions, unless inputs are words, and on return the
/// gates i, f, g, o.
void ck_lstm_forward(const ck_sequence *q, float *gates, const float *weight, float *hiddens, float *cells, float *out);
void ck_lstm_backward(const ck_sequence *q, const float *gates, const float *cells, const float *weight, const float *g,
                      float *d_gates, float *d_hidden, float *d_cell);

/// `gates` is `[time, batch, 3 · hidden]`: on entry the inputs' contributions, unless inputs are words, and on return
/// r, z, n; `products` is `[batch, 3 · hidden]` of scratch; `candidates` becomes the state's part of n, `[time, batch,
/// hidden]`; `bias` may be null.
void ck_gru_forward(const ck_sequence *q, float *gates, const float *weight, const float *bias, float *products,
                    float *candidates, float *hiddens, float *out);
/// `d_gates` is the gradient of the inputs' products and `d_products` that of the state's: they differ by the factor r in
/// n.
void ck_gru_backward(const ck_sequence *q, const float *gates, const float *candidates, const float *hiddens,
                     const float *weight, const float *g, float *d_gates, float *d_products, float *d_hidden);
