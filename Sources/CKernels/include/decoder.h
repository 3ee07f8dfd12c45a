#pragma once
// A decoder-only transformer that reads one token after another.
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  const float *gain, *shift;  // the shift may be null
  float epsilon;
} ck_norm;

typedef struct {
  const float *weight, *bias;  // `[outputs, inputs]`; the bias may be null
} ck_linear;

typedef struct {
  ck_norm attention_norm, feed_forward_norm;
  ck_linear projection;  // to queries, keys and values
  ck_linear mixing, up, down;
  float *keys, *values;  // of the positions so far, `[capacity, width]` each
} ck_decoder_block;

typedef struct {
  int64_t width, heads, inner, words;
  bool norms_first, relu;
  float scale;             // of the scores
  const float *vectors;    // of the words, `[words, width]`
  const float *positions;  // `[capacity, width]`, or null
  const ck_decoder_block *blocks;
  int64_t count;
  ck_norm last;  // without a gain there is none
  ck_linear output;
  float *memory;  // ck_decoder_memory floats
} ck_decoder;

/// How many floats `memory` must have for the given number of positions.
int64_t ck_decoder_memory(const ck_decoder *d, int64_t capacity);
/// Reads `word`, whose position follows those that the blocks hold, and writes the logits of the next word. Each number has
/// the bits that the layers one by one give.
void ck_decode(const ck_decoder *d, int64_t word, int64_t position, float *logits);
