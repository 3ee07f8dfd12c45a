// The steps of a gated recurrent unit with additive attention, for one sequence. The work is that of the layers one by one,
// by the same kernels; what is saved are their tensors, which take longer than the products of a small model.
//
// Letters: r is the reader, n the width of its state, m the memory, x a step's input.
#include <string.h>

#include "linear.h"

/// What a step computes, one after the other in memory. `hiddens` are the states before and after it.
typedef struct {
  float *input, *gates, *products, *candidates, *hiddens, *query, *scores, *activations;
} buffers;

static buffers buffers_of(const ck_reader *r) {
  float *m = r->memory;
  int64_t n = r->hidden;
  buffers b = {.input = m, .gates = m + r->inputs + r->value_width};
  b.products = b.gates + 3 * n;
  b.candidates = b.products + 3 * n;
  b.hiddens = b.candidates + n;
  b.query = b.hiddens + 2 * n;
  b.scores = b.query + r->score_width;
  b.activations = b.scores + r->keys;
  return b;
}

int64_t ck_reader_memory(const ck_reader *r) {
  return r->inputs + r->value_width + 9 * r->hidden + r->score_width + r->keys + r->keys * r->score_width;
}

static void attend(const ck_reader *r, const float *state, float *weights, float *context) {
  buffers m = buffers_of(r);
  apply_linear(&r->query, r->hidden, r->score_width, state, m.query);
  ck_additive_scores(m.query, r->prepared, r->score, m.scores, m.activations, 1, 1, r->keys, r->score_width);
  ck_softmax(m.scores, weights, 1, r->keys, false);
  ck_product p = {.m = 1,
                  .n = r->value_width,
                  .k = r->keys,
                  .alpha = 1,
                  .a = weights,
                  .a_stride = r->keys,
                  .b = r->values,
                  .b_stride = r->value_width,
                  .c = context,
                  .c_stride = r->value_width};
  ck_multiply(&p);
}

void ck_read(const ck_reader *r, int64_t time, const float *x, const float *start, float *out, float *weights) {
  buffers m = buffers_of(r);
  int64_t n = r->hidden, width = r->inputs + (r->reads_context ? r->value_width : 0);
  ck_sequence step = {.batch = 1, .time = 1, .hidden = n};
  memcpy(m.hiddens, start, (size_t)n * sizeof(float));
  for (int64_t t = 0; t < time; t++, x += r->inputs, out += n + r->value_width, weights += r->keys) {
    float *context = out + n;
    if (r->reads_context) {
      attend(r, m.hiddens, weights, context);
      memcpy(m.input, x, (size_t)r->inputs * sizeof(float));
      memcpy(m.input + r->inputs, context, (size_t)r->value_width * sizeof(float));
    }
    apply_linear(&r->input, width, 3 * n, r->reads_context ? m.input : x, m.gates);
    ck_gru_forward(&step, m.gates, r->state.weight, r->state.bias, m.products, m.candidates, m.hiddens, out);
    memcpy(m.hiddens, out, (size_t)n * sizeof(float));
    if (!r->reads_context) attend(r, out, weights, context);
  }
}
