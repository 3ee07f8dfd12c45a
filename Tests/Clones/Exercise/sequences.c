#include "exercise.h"

enum { batch = 3, time = 5, hidden = 19, state = batch * hidden, all = time * state };

static const int32_t lengths[] = {5, 0, 3}, words[] = {3, 0, 1, 3, 2, 2, 2, 0, 1, 0, 3, 3, 3, 1, 2};

static void rnn(const ck_sequence *q) {
  float *gates = numbers(all, 42), *w = numbers(hidden * hidden, 43), *g = numbers(all, 44);
  float *hiddens = numbers(all + state, 45), *out = zeros(all), *d_gates = zeros(all), *d_hidden = numbers(state, 46);
  ck_rnn_forward(q, false, gates, w, hiddens, out);
  show("rnn_forward", out, all);
  ck_rnn_backward(q, false, hiddens, w, g, d_gates, d_hidden);
  show("rnn_backward", d_gates, all);
  show("rnn_backward", d_hidden, state);
}

static void lstm(const ck_sequence *q) {
  float *gates = numbers(4 * all, 47), *w = numbers(4 * hidden * hidden, 48), *g = numbers(all, 49);
  float *hiddens = numbers(all + state, 50), *cells = numbers(all + state, 51), *out = zeros(all);
  float *d_gates = zeros(4 * all), *d_hidden = numbers(state, 52), *d_cell = numbers(state, 53);
  ck_lstm_forward(q, gates, w, hiddens, cells, out);
  show("lstm_forward", out, all);
  ck_lstm_backward(q, gates, cells, w, g, d_gates, d_hidden, d_cell);
  show("lstm_backward", d_gates, 4 * all);
  show("lstm_backward", d_hidden, state);
  show("lstm_backward", d_cell, state);
}

static void gru(const ck_sequence *q) {
  float *gates = numbers(3 * all, 54), *w = numbers(3 * hidden * hidden, 55), *bias = numbers(3 * hidden, 56);
  float *g = numbers(all, 57), *products = zeros(3 * state), *candidates = zeros(all), *out = zeros(all);
  float *hiddens = numbers(all + state, 58), *d_hidden = numbers(state, 59);
  float *d_gates = zeros(3 * all), *d_products = zeros(3 * all);
  ck_gru_forward(q, gates, w, bias, products, candidates, hiddens, out);
  show("gru_forward", out, all);
  ck_gru_backward(q, gates, candidates, hiddens, w, g, d_gates, d_products, d_hidden);
  show("gru_backward", d_gates, 3 * all);
  show("gru_backward", d_products, 3 * all);
  show("gru_backward", d_hidden, state);
}

static void order(const ck_sequence *q) {
  float *x = numbers(all, 60), *steps = zeros(all);
  ck_to_steps(q, 0, q->time, x, steps, hidden);
  show("to_steps", steps, all);
  ck_from_steps(q, 0, q->time, steps, x, hidden, true);
  show("from_steps", x, all);
}

/// One sequence whose units the threads share.
static void single(void) {
  enum { units = 187, count = 4 * units };
  ck_sequence q = {1, 3, units, NULL, false, NULL, NULL};
  float *gates = numbers(3 * count, 62), *w = numbers(count * units, 63), *bias = numbers(count, 64);
  float *hiddens = numbers(4 * units, 65), *cells = numbers(4 * units, 66), *out = zeros(3 * units);
  ck_lstm_forward(&q, gates, w, hiddens, cells, out);
  show("lstm_forward", out, 3 * units);
  ck_gru_forward(&q, gates, w, bias, zeros(count), zeros(3 * units), hiddens, out);
  show("gru_forward", out, 3 * units);
  ck_rnn_forward(&q, false, gates, w, hiddens, out);
  show("rnn_forward", out, 3 * units);
}

void exercise_sequences(void) {
  single();
  const ck_sequence ways[] = {{batch, time, hidden, NULL, false, NULL, NULL},
                              {batch, time, hidden, lengths, true, NULL, NULL},
                              {batch, time, hidden, lengths, true, words, numbers(4 * 4 * hidden, 61)}};
  for (int i = 0; i < 3; i++) {
    rnn(&ways[i]);
    lstm(&ways[i]);
    gru(&ways[i]);
    order(&ways[i]);
  }
}
