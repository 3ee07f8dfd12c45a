// Normalization of rows and of channels, and dropout.
//
// Letters: r is a row of n elements, s a sample (in row norms, the reciprocal of the deviation), c a channel, m a mean,
// g the result's gradient.
#include "sums.h"

/// Σ (a[i] − center)²
INLINE float spread_row(const float *a, int64_t n, float center) {
  return SUM(i, n, (a[i] - center) * (a[i] - center));
}

CLONES void ck_row_norm(const float *x, const float *gain, const float *shift, float *y, float *mean, float *rstd,
                        int64_t rows, int64_t n, float epsilon, bool centered) {
  for (int64_t r = 0; r < rows; r++, x += n, y += n) {
    float m = centered ? sum_of(x, n) / (float)n : 0.0f;
    float s = 1.0f / sqrtf(spread_row(x, n, m) / (float)n + epsilon);
    if (centered) mean[r] = m;
    rstd[r] = s;
    if (gain && shift) {
      for (int64_t i = 0; i < n; i++) y[i] = (x[i] - m) * s * gain[i] + shift[i];
    } else if (gain) {
      for (int64_t i = 0; i < n; i++) y[i] = (x[i] - m) * s * gain[i];
    } else {
      for (int64_t i = 0; i < n; i++) y[i] = (x[i] - m) * s;
    }
  }
}

// With x̂ = (x − mean) · rstd and h = g · gain:  dx = rstd · (h − mean(h) − x̂ · mean(h · x̂)); the middle term only if
// `centered`.
CLONES void ck_row_norm_gradient(const float *g, const float *x, const float *gain, const float *mean,
                                 const float *rstd, float *out, float *gain_gradient, float *shift_gradient,
                                 int64_t rows, int64_t n, bool centered) {
  size_t bytes = (size_t)n * sizeof(float);
  float *h = ck_pool_acquire(bytes), *normal = ck_pool_acquire(bytes);
  for (int64_t r = 0; r < rows; r++, g += n, x += n) {
    float m = centered ? mean[r] : 0.0f, s = rstd[r];
    for (int64_t i = 0; i < n; i++) normal[i] = (x[i] - m) * s;
    if (gain_gradient)
      for (int64_t i = 0; i < n; i++) gain_gradient[i] += g[i] * normal[i];
    if (shift_gradient)
      for (int64_t i = 0; i < n; i++) shift_gradient[i] += g[i];
    if (!out) continue;
    if (gain) {
      INDEPENDENT for (int64_t i = 0; i < n; i++) h[i] = g[i] * gain[i];
    } else {
      memcpy(h, g, (size_t)n * sizeof(float));
    }
    float level = centered ? sum_of(h, n) / (float)n : 0.0f;
    float tilt = dot_of(h, normal, n) / (float)n;
    for (int64_t i = 0; i < n; i++) out[i] = s * (h[i] - level - normal[i] * tilt);
    out += n;
  }
  ck_pool_release(h, bytes);
  ck_pool_release(normal, bytes);
}

CLONES void ck_channel_moments(const float *x, float *mean, float *variance, int64_t samples, int64_t channels,
                               int64_t positions, int64_t stride) {
  double count = (double)samples * (double)positions;
  for (int64_t c = 0; c < channels; c++) {
    double total = 0, spread = 0;
    for (int64_t s = 0; s < samples; s++) total += sum_of(x + s * stride + c * positions, positions);
    float center = (float)(total / count);
    for (int64_t s = 0; s < samples; s++) spread += spread_row(x + s * stride + c * positions, positions, center);
    mean[c] = center;
    variance[c] = (float)(spread / count);
  }
}

CLONES void ck_channel_affine(const float *restrict x, const float *restrict center, const float *restrict scale,
                              const float *restrict shift, float *restrict y, int64_t samples, int64_t channels,
                              int64_t positions) {
  for (int64_t s = 0; s < samples; s++)
    for (int64_t c = 0; c < channels; c++, x += positions, y += positions) {
      float m = center[c], a = scale[c], b = shift[c];
      for (int64_t i = 0; i < positions; i++) y[i] = (x[i] - m) * a + b;
    }
}

/// Σ g[i] · (x[i] − center): the difference first, because the two sums it would be made of could be large and cancel.
INLINE float centered_dot(const float *g, const float *x, int64_t n, float center) {
  return SUM(i, n, g[i] * (x[i] - center));
}

CLONES void ck_channel_sums(const float *g, const float *x, const float *center, float *sum, float *product,
                            int64_t samples, int64_t channels, int64_t positions, int64_t stride) {
  for (int64_t c = 0; c < channels; c++) {
    double total = 0, both = 0;
    for (int64_t s = 0; s < samples; s++) {
      int64_t at = s * stride + c * positions;
      total += sum_of(g + at, positions);
      both += centered_dot(g + at, x + at, positions, center[c]);
    }
    sum[c] = (float)total;
    product[c] = (float)both;
  }
}

INLINE uint32_t mixed(uint32_t h) {
  h ^= h >> 16;
  h *= 0x7FEB352Du;
  h ^= h >> 15;
  h *= 0x846CA68Bu;
  return h ^ (h >> 16);
}

CLONES void ck_dropout(const float *x, float *y, int64_t first, int64_t n, float rate, uint64_t seed) {
  uint32_t low = (uint32_t)seed + (uint32_t)first, high = (uint32_t)(seed >> 32);
  int32_t limit = rate >= 1.0f ? 8388608 : rate > 0.0f ? (int32_t)(rate * 8388608.0f) : 0;  // a NaN drops nothing
  float scale = 1.0f / (1.0f - rate);
  INDEPENDENT for (int64_t i = 0; i < n; i++) {
    uint32_t h = mixed(mixed((uint32_t)i + low) ^ high);
    y[i] = (int32_t)(h >> 9) < limit ? 0.0f : x[i] * scale;
  }
}
