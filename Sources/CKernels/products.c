// Matrix products in which one operand or the result is a vector: packing would cost a library more than the sums do. And
// the scores of additive attention.
//
// Letters: c[m, n] = a[m, k] · b[k, n]; i is a row, j a column, p a step of the sum; of the scores, b is a sample, i a
// query, s a key, t an activation.
#include "elementary.h"
#include "sums.h"

// MARK: A matrix stored by columns

/// `rows` elements of a · bᵀ.
INLINE void vector_dots(int rows, int64_t k, float alpha, const float *a, const float *b, int64_t stride, float beta,
                        float *c) {
  float sums[max_vectors];
  row_dots(rows, a, b, stride, k, sums);
#pragma clang loop unroll(full)
  for (int row = 0; row < rows; row++) {
    float sum = alpha * sums[row];
    c[row] = beta == 0.0f ? sum : beta * c[row] + sum;
  }
}

INLINE void all_dots(int64_t n, int64_t k, float alpha, const float *a, const float *b, int64_t stride, float beta,
                     float *c) {
  int64_t j = 0;
  for (; j + 4 <= n; j += 4) vector_dots(4, k, alpha, a, b + j * stride, stride, beta, c + j);
  for (; j < n; j++) vector_dots(1, k, alpha, a, b + j * stride, stride, beta, c + j);
}

CLONES static void dots(int64_t n, int64_t k, float alpha, const float *a, const float *b, int64_t stride, float beta,
                        float *c) {
  all_dots(n, k, alpha, a, b, stride, beta, c);
}

WIDE static void wide_dots(int64_t n, int64_t k, float alpha, const float *a, const float *b, int64_t stride,
                           float beta, float *c) {
  all_dots(n, k, alpha, a, b, stride, beta, c);
}

// MARK: A matrix stored by rows

CLONES static void add_rows(int64_t n, int64_t k, float alpha, const float *restrict a, const float *restrict b,
                            int64_t stride, float beta, float *restrict c) {
  for (int64_t j = 0; j < n; j++) c[j] = beta == 0.0f ? 0.0f : beta * c[j];
  int64_t p = 0;
  for (; p + 4 <= k; p += 4) {
    const float *b0 = b + p * stride, *b1 = b0 + stride, *b2 = b1 + stride, *b3 = b2 + stride;
    float x0 = alpha * a[p], x1 = alpha * a[p + 1], x2 = alpha * a[p + 2], x3 = alpha * a[p + 3];
    for (int64_t j = 0; j < n; j++) c[j] += x0 * b0[j] + x1 * b1[j] + x2 * b2[j] + x3 * b3[j];
  }
  for (; p < k; p++)
    for (int64_t j = 0; j < n; j++) c[j] += alpha * a[p] * b[p * stride + j];
}

void ck_vector_product(bool b_transposed, int64_t n, int64_t k, float alpha, const float *a, const float *b,
                       int64_t stride, float beta, float *c) {
  if (!b_transposed) add_rows(n, k, alpha, a, b, stride, beta, c);
  else if (HAS_WIDE_REGISTERS) wide_dots(n, k, alpha, a, b, stride, beta, c);
  else dots(n, k, alpha, a, b, stride, beta, c);
}

CLONES void ck_outer_product(int64_t m, int64_t n, float alpha, const float *restrict a, const float *restrict b,
                             float beta, float *restrict c) {
  for (int64_t i = 0; i < m; i++, c += n) {
    float x = alpha * a[i];
    if (beta == 0.0f) {
      for (int64_t j = 0; j < n; j++) c[j] = x * b[j];
    } else {
      for (int64_t j = 0; j < n; j++) c[j] = beta * c[j] + x * b[j];
    }
  }
}

// MARK: Additive attention

CLONES void ck_additive_scores(const float *queries, const float *keys, const float *weight, float *scores,
                               float *activations, int64_t batch, int64_t query_count, int64_t key_count,
                               int64_t width) {
  for (int64_t b = 0; b < batch; b++, keys += key_count * width) {
    for (int64_t i = 0; i < query_count; i++, queries += width) {
      for (int64_t s = 0; s < key_count; s++, activations += width) {
        const float *k = keys + s * width;
        INDEPENDENT for (int64_t j = 0; j < width; j++) activations[j] = tanh_of(queries[j] + k[j]);
        *scores++ = dot_of(activations, weight, width);
      }
    }
  }
}

CLONES static void additive_row(const float *t, const float *weight, float g, float *dq, float *dk, float *dw,
                                int64_t width) {
  INDEPENDENT for (int64_t j = 0; j < width; j++) {
    float slope = g * weight[j] * (1.0f - t[j] * t[j]);
    dq[j] += slope;
    dk[j] += slope;
    dw[j] += g * t[j];
  }
}

void ck_additive_scores_gradient(const float *g, const float *activations, const float *weight, float *d_queries,
                                 float *d_keys, float *d_weights, int64_t batch, int64_t query_count, int64_t key_count,
                                 int64_t width) {
  for (int64_t b = 0; b < batch; b++, d_keys += key_count * width, d_weights += width)
    for (int64_t i = 0; i < query_count; i++, d_queries += width)
      for (int64_t s = 0; s < key_count; s++, activations += width)
        additive_row(activations, weight, *g++, d_queries, d_keys + s * width, d_weights, width);
}
