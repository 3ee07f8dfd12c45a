// Sums of products: in registers, along a row, and over a row of softmax.
//
// Letters: a and b are factors, n the number of terms, i a term; in `add_step`, i is a row and x a vector of columns. y is
// a row of softmax, g its gradient.
#pragma once
#include "clones.h"

/// Hides a pointer's origin from the optimizer, which then increments it instead of recomputing the address on each use.
/// Matrix-product loops are limited by instruction issue, so fewer instructions are faster.
#define KEEP_ADDRESS(pointer) __asm__("" : "+r"(pointer))

/// Such a loop takes `unroll` steps of a sum before it checks for the end. A step reads at most `max_vectors` of `b`.
enum { unroll = 4, max_vectors = 8 };

/// Adds one step to sums in registers: for each row, its element of `a` times each vector of `b`. Rows come in threes:
/// the element of row 3i is at `a[i]`, those of the next two rows `row_step` and `2 · row_step` after it.
INLINE void add_step(int rows, int vectors, const float *const *a, int64_t row_step, const float *b, int64_t b_step,
                     wide_vector (*sums)[max_vectors]) {
  wide_vector right[max_vectors];
#pragma clang loop unroll(full)
  for (int x = 0; x < vectors; x++) right[x] = *(const wide_vector *)(b + x * b_step);
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int x = 0; x < vectors; x++) sums[i][x] += a[i / 3][i % 3 * row_step] * right[x];
}

/// Σ `term` over i in 0 ..< n. Sixteen running totals let the compiler make vector code of it and keep rounding errors
/// small; at the end they are added in pairs.
#define SUM(i, n, term) \
  ({ \
    float sum_totals[running_totals] = {0}, sum_rest = 0; \
    int64_t sum_end = (n), sum_whole = sum_end / running_totals * running_totals; \
    for (int64_t sum_first = 0; sum_first < sum_whole; sum_first += running_totals) \
      for (int sum_lane = 0; sum_lane < running_totals; sum_lane++) { \
        int64_t i = sum_first + sum_lane; \
        sum_totals[sum_lane] += (term); \
      } \
    for (int64_t i = sum_whole; i < sum_end; i++) sum_rest += (term); \
    for (int sum_half = running_totals / 2; sum_half > 0; sum_half /= 2) \
      for (int sum_lane = 0; sum_lane < sum_half; sum_lane++) sum_totals[sum_lane] += sum_totals[sum_lane + sum_half]; \
    sum_totals[0] + sum_rest; \
  })
enum { running_totals = 16 };

INLINE float dot_of(const float *a, const float *b, int64_t n) { return SUM(i, n, a[i] * b[i]); }

/// The sixteen totals of a sum, added in pairs as `SUM` adds them.
INLINE float total_of(const wide_vector *totals) {
  wide_vector x = *totals;
  x += __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  x += __builtin_shufflevector(x, x, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7);
  x += __builtin_shufflevector(x, x, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3);
  return x[0] + x[1];
}

typedef int32_t wide_bits __attribute__((vector_size(64), aligned(4), may_alias));

/// The dot products of `a` with `rows` rows of `b`, `stride` apart. Several rows at once, because each addition of a single
/// row would wait for the one before it; two registers of sums for each row, because the second cache delivers longer
/// stretches of a row faster.
INLINE void row_dots(int rows, const float *a, const float *b, int64_t stride, int64_t n, float *sums) {
  static const int32_t none_then_all[2 * running_totals] = {[running_totals... 2 * running_totals - 1] = -1};
  wide_vector even[max_vectors], odd[max_vectors];
#pragma clang loop unroll(full)
  for (int row = 0; row < rows; row++) even[row] = odd[row] = (wide_vector){0};
  int64_t i = 0;
  for (; i + 2 * running_totals <= n; i += 2 * running_totals) {
    wide_vector first = *(const wide_vector *)(a + i), second = *(const wide_vector *)(a + i + running_totals);
#pragma clang loop unroll(full)
    for (int row = 0; row < rows; row++) {
      even[row] += first * *(const wide_vector *)(b + row * stride + i);
      odd[row] += second * *(const wide_vector *)(b + row * stride + i + running_totals);
    }
  }
  if (i + running_totals <= n) {
    wide_vector first = *(const wide_vector *)(a + i);
#pragma clang loop unroll(full)
    for (int row = 0; row < rows; row++) even[row] += first * *(const wide_vector *)(b + row * stride + i);
    i += running_totals;
  }
  if (i < n && n >= running_totals) {
    // The last sixteen, without those that are added already.
    wide_bits rest = *(const wide_bits *)(none_then_all + (n - i));
    wide_vector last = (wide_vector)(*(const wide_bits *)(a + n - running_totals) & rest);
#pragma clang loop unroll(full)
    for (int row = 0; row < rows; row++)
      odd[row] += last * (wide_vector)(*(const wide_bits *)(b + row * stride + n - running_totals) & rest);
    i = n;
  }
#pragma clang loop unroll(full)
  for (int row = 0; row < rows; row++) even[row] += odd[row], sums[row] = total_of(&even[row]);
  for (; i < n; i++)
    for (int row = 0; row < rows; row++) sums[row] += a[i] * b[row * stride + i];
}

INLINE float sum_of(const float *x, int64_t n) { return SUM(i, n, x[i]); }

/// The gradient of a row y = softmax(x), y · (g − Σ y · g); `out` may be `g`.
INLINE void softmax_row_gradient(const float *y, const float *g, float *out, int64_t n) {
  float sum = dot_of(y, g, n);
  INDEPENDENT for (int64_t i = 0; i < n; i++) out[i] = y[i] * (g[i] - sum);
}
