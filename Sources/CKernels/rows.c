// Softmax of rows, and the losses built on it.
//
// A row is taken in groups of sixteen. The last group is filled up with −∞, which is never the maximum and adds nothing
// to a sum of exponentials.
//
// Letters: r is a row of n elements, i an element, x the logits, g the result's gradient, t a target.
#include "elementary.h"
#include "sums.h"

typedef struct {
  float lanes[running_totals];
} sixteen;

/// The last n % 16 elements of `x`, then −∞.
INLINE sixteen end_of(const float *x, int64_t n) {
  sixteen last;
  for (int lane = 0; lane < running_totals; lane++) last.lanes[lane] = -INFINITY;
  int lane = 0;
  for (int64_t i = n / running_totals * running_totals; i < n; i++) last.lanes[lane++] = x[i];
  return last;
}

INLINE void keep_larger(const float *x, float *best, int count) {
  for (int lane = 0; lane < count; lane++) best[lane] = x[lane] > best[lane] ? x[lane] : best[lane];
}

INLINE float row_max(const float *x, int64_t n, const sixteen *last) {
  float best[running_totals];
  memcpy(best, last->lanes, sizeof best);
  for (int64_t i = 0; i + running_totals <= n; i += running_totals) keep_larger(x + i, best, running_totals);
  for (int half = running_totals / 2; half > 0; half /= 2) keep_larger(best + half, best, half);
  return best[0];
}

/// y = e^(x − shift), where no x is greater than `shift`; returns its sum.
INLINE float exp_row(const float *x, float *y, int64_t n, const sixteen *last, float shift) {
  int64_t whole = n / running_totals * running_totals;
  float sum = SUM(i, whole, y[i] = normal_exp_of(x[i] - shift));
  if (whole == n) return sum;
  sixteen powers;
  sum += SUM(i, running_totals, powers.lanes[i] = normal_exp_of(last->lanes[i] - shift));
  for (int64_t i = whole; i < n; i++) y[i] = powers.lanes[i - whole];
  return sum;
}

/// Subtracting the greatest element keeps e^x finite; a row of −∞ alone becomes NaN.
CLONES void ck_softmax(const float *x, float *y, int64_t rows, int64_t n, bool logarithm) {
  for (int64_t r = 0; r < rows; r++, x += n, y += n) {
    sixteen last = end_of(x, n);
    float top = row_max(x, n, &last);
    float sum = exp_row(x, y, n, &last, top);
    if (logarithm) {
      // Two differences: the sum of a large `top` and a small logarithm would lose the logarithm's last digits.
      float rest = log_of(sum);
      for (int64_t i = 0; i < n; i++) y[i] = (x[i] - top) - rest;
    } else {
      float scale = 1.0f / sum;
      for (int64_t i = 0; i < n; i++) y[i] *= scale;
    }
  }
}

CLONES void ck_softmax_gradient(const float *g, const float *y, float *out, int64_t rows, int64_t n, bool logarithm) {
  for (int64_t r = 0; r < rows; r++, g += n, y += n, out += n) {
    if (!logarithm) {
      softmax_row_gradient(y, g, out, n);
      continue;
    }
    float sum = sum_of(g, n);
    for (int64_t i = 0; i < n; i++) out[i] = g[i] - exp_of(y[i]) * sum;
  }
}

CLONES void ck_log_sum_exp(const float *x, float *y, int64_t rows, int64_t n) {
  float *powers = ck_pool_acquire((size_t)n * sizeof(float));
  for (int64_t r = 0; r < rows; r++, x += n) {
    sixteen last = end_of(x, n);
    float top = row_max(x, n, &last);
    float shift = top == -INFINITY || top == INFINITY ? 0.0f : top;
    y[r] = shift + log_of(exp_row(x, powers, n, &last, shift));
  }
  ck_pool_release(powers, (size_t)n * sizeof(float));
}

CLONES void ck_cross_entropy(const float *x, const int32_t *labels, float *losses, float *probabilities, int64_t rows,
                             int64_t n) {
  float *gaps = ck_pool_acquire((size_t)rows * sizeof(float));
  for (int64_t r = 0; r < rows; r++, x += n, probabilities += n) {
    sixteen last = end_of(x, n);
    float top = row_max(x, n, &last);
    float sum = exp_row(x, probabilities, n, &last, top);
    float scale = 1.0f / sum;
    for (int64_t i = 0; i < n; i++) probabilities[i] *= scale;
    losses[r] = sum;
    gaps[r] = labels[r] < 0 ? 0.0f : top - x[labels[r]];
  }
  INDEPENDENT for (int64_t r = 0; r < rows; r++) losses[r] = labels[r] < 0 ? 0.0f : log_of(losses[r]) + gaps[r];
  ck_pool_release(gaps, (size_t)rows * sizeof(float));
}

CLONES void ck_cross_entropy_gradient(const float *probabilities, const int32_t *labels, const float *scale,
                                      int64_t scale_stride, float factor, float *out, int64_t rows, int64_t n) {
  for (int64_t r = 0; r < rows; r++, probabilities += n, out += n) {
    float s = labels[r] < 0 ? 0.0f : scale[r * scale_stride] * factor;
    for (int64_t i = 0; i < n; i++) out[i] = s * probabilities[i];
    if (labels[r] >= 0) out[labels[r]] -= s;
  }
}

CLONES void ck_binary_cross_entropy(const float *restrict x, const float *restrict t, float *restrict losses,
                                    int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    // max(x, 0) − x · t is a product with one factor, which may be 0 where x is infinite.
    float share = x[i] < 0.0f ? -t[i] : 1.0f - t[i];
    losses[i] = (share == 0.0f ? 0.0f : x[i] * share) + log1p_of(exp_of(-fabsf(x[i])));
  }
}

/// σ(x) − t, or 1 − t − σ(−x) where σ(x) and t are both near 1.
INLINE float probability_gap(float x, float t) {
  bool mirrored = x > 0.0f && t > 0.5f;
  float share = sigmoid_of(mirrored ? -x : x);
  return mirrored ? (1.0f - t) - share : share - t;
}

CLONES void ck_binary_cross_entropy_gradient(const float *restrict x, const float *restrict t,
                                             const float *restrict scale, int64_t scale_stride, float factor,
                                             float *restrict out, int64_t n) {
  if (scale_stride == 0) {
    float s = *scale * factor;
    for (int64_t i = 0; i < n; i++) out[i] = s * probability_gap(x[i], t[i]);
  } else {
    for (int64_t i = 0; i < n; i++) out[i] = scale[i] * factor * probability_gap(x[i], t[i]);
  }
}

CLONES void ck_masked_softmax(float *x, const float *mask, int64_t rows, int64_t n, int64_t kept, bool causal) {
  for (int64_t r = 0; r < rows; r++, x += n) {
    int64_t count = kept < n ? kept : n;
    if (causal) kept++;
    if (mask) INDEPENDENT for (int64_t i = 0; i < count; i++) x[i] = mask[r * n + i] == 0.0f ? -INFINITY : x[i];
    // If there is room, the row itself is extended to a whole group of sixteen.
    int64_t whole = least((count + running_totals - 1) / running_totals * running_totals, n);
    for (int64_t i = count; i < n; i++) x[i] = i < whole ? -INFINITY : 0.0f;
    sixteen last = end_of(x, whole);
    float top = row_max(x, whole, &last);
    int hidden = top == -INFINITY;
    for (int64_t i = 0; i < count && hidden; i++) hidden = x[i] == -INFINITY;
    float factor = hidden ? 0.0f : 1.0f / exp_row(x, x, whole, &last, top);
    for (int64_t i = 0; i < count; i++) x[i] = hidden ? 0.0f : x[i] * factor;
    for (int64_t i = count; i < whole; i++) x[i] = 0.0f;
  }
}
