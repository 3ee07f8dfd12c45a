// The last columns of a matrix whose width is no multiple of sixteen.
#pragma once
#include "clones.h"

#define SHUFFLE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)

/// Four numbers and two, at any address.
typedef float quarter_vector __attribute__((vector_size(16), aligned(4), may_alias));
typedef float eighth_vector __attribute__((vector_size(8), aligned(4), may_alias));

/// `count` numbers, fewer than sixteen, and zeros. Eight, four, two and one at a time: the branches are the same in all rows
/// of a matrix, and nothing beyond the row is read.
INLINE wide_vector load_first(const float *from, int64_t count) {
  wide_vector v = {0};
  if (count & 1) v[0] = from[count - 1];
  if (count & 2) {
    eighth_vector x = *(const eighth_vector *)(from + (count & 12));
    v = SHUFFLE(SHUFFLE(x, x, 0, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1), v, 0, 1, 16, 17, 18, 19,
                20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
  }
  if (count & 4) {
    quarter_vector x = *(const quarter_vector *)(from + (count & 8));
    v = SHUFFLE(SHUFFLE(x, x, 0, 1, 2, 3, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1), v, 0, 1, 2, 3, 16, 17, 18,
                19, 20, 21, 22, 23, 24, 25, 26, 27);
  }
  if (count & 8) {
    vector x = *(const vector *)from;
    v = SHUFFLE(SHUFFLE(x, x, 0, 1, 2, 3, 4, 5, 6, 7, -1, -1, -1, -1, -1, -1, -1, -1), v, 0, 1, 2, 3, 4, 5, 6, 7, 16,
                17, 18, 19, 20, 21, 22, 23);
  }
  return v;
}

/// Stores the first `count` numbers, fewer than sixteen.
INLINE void store_first(wide_vector v, int64_t count, float *to) {
  if (count & 8) {
    *(vector *)to = SHUFFLE(v, v, 0, 1, 2, 3, 4, 5, 6, 7);
    v = SHUFFLE(v, v, 8, 9, 10, 11, 12, 13, 14, 15, -1, -1, -1, -1, -1, -1, -1, -1);
    to += 8;
  }
  if (count & 4) {
    *(quarter_vector *)to = SHUFFLE(v, v, 0, 1, 2, 3);
    v = SHUFFLE(v, v, 4, 5, 6, 7, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    to += 4;
  }
  if (count & 2) {
    *(eighth_vector *)to = SHUFFLE(v, v, 0, 1);
    v = SHUFFLE(v, v, 2, 3, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    to += 2;
  }
  if (count & 1) *to = v[0];
}
