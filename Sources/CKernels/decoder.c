// One word through all blocks of a decoder-only transformer. The work is that of the layers one by one, by the same kernels;
// what is saved are their tensors, which take longer than the products of a small model.
//
// Letters: d is the decoder, b a block, x the word's vector, n the width.
#include <string.h>

#include "linear.h"

static void apply_norm(const ck_norm *l, int64_t n, const float *x, float *y) {
  float mean, rstd;
  ck_row_norm(x, l->gain, l->shift, y, &mean, &rstd, 1, n, l->epsilon, true);
}

/// What blocks compute, one after the other in memory.
typedef struct {
  float *x, *input, *sum, *packed, *inner, *scores;
} buffers;

static buffers buffers_of(const ck_decoder *d) {
  float *m = d->memory;
  int64_t n = d->width;
  return (buffers){m, m + n, m + 2 * n, m + 3 * n, m + 6 * n, m + 6 * n + d->inner};
}

int64_t ck_decoder_memory(const ck_decoder *d, int64_t capacity) { return 6 * d->width + d->inner + capacity; }

static void attend(const ck_decoder *d, const ck_decoder_block *b, int64_t position, const float *x, float *y) {
  buffers m = buffers_of(d);
  int64_t n = d->width, width = n / d->heads, seen = position + 1;
  apply_linear(&b->projection, n, 3 * n, x, m.packed);
  memcpy(b->keys + position * n, m.packed + n, (size_t)n * sizeof(float));
  memcpy(b->values + position * n, m.packed + 2 * n, (size_t)n * sizeof(float));
  for (int64_t first = 0; first < n; first += width) {
    ck_vector_product(true, seen, width, d->scale, m.packed + first, b->keys + first, n, 0, m.scores);
    ck_masked_softmax(m.scores, NULL, 1, seen, seen, false);
    // The head's query is no longer needed.
    ck_vector_product(false, width, seen, 1, m.scores, b->values + first, n, 0, m.packed + first);
  }
  apply_linear(&b->mixing, n, n, m.packed, y);
}

static void feed_forward(const ck_decoder *d, const ck_decoder_block *b, const float *x, float *y) {
  buffers m = buffers_of(d);
  apply_linear(&b->up, d->width, d->inner, x, m.inner);
  ck_unary(d->relu ? ck_relu : ck_gelu, m.inner, m.inner, d->inner, 0, 0);
  apply_linear(&b->down, d->inner, d->width, m.inner, y);
}

void ck_decode(const ck_decoder *d, int64_t word, int64_t position, float *logits) {
  buffers m = buffers_of(d);
  int64_t n = d->width;
  float *x = m.x;
  memcpy(x, d->vectors + word * n, (size_t)n * sizeof(float));
  if (d->positions) ck_accumulate(d->positions + position * n, x, n, 1);
  for (const ck_decoder_block *b = d->blocks; b < d->blocks + d->count; b++)
    for (int part = 0; part < 2; part++) {
      const ck_norm *norm = part == 0 ? &b->attention_norm : &b->feed_forward_norm;
      if (d->norms_first) apply_norm(norm, n, x, m.input);
      const float *input = d->norms_first ? m.input : x;
      if (part == 0) attend(d, b, position, input, m.sum);
      else feed_forward(d, b, input, m.sum);
      ck_accumulate(m.sum, x, n, 1);
      if (!d->norms_first) {
        apply_norm(norm, n, x, m.input);
        memcpy(x, m.input, (size_t)n * sizeof(float));
      }
    }
  if (d->last.gain) apply_norm(&d->last, n, x, m.input);
  apply_linear(&d->output, n, d->words, d->last.gain ? m.input : x, logits);
}
