// Elementary functions, inline, for loops that become vector code.
#pragma once
#include "clones.h"

INLINE float as_float(int32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

INLINE int32_t as_bits(float value) {
  int32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// √x by the processor's instruction. The C library's function may set `errno`, which keeps a loop from becoming vector
/// code.
INLINE float root_of(float x) { return __builtin_elementwise_sqrt(x); }

// The functions below are branch-free so that a loop over them becomes vector code. They differ from the exact
// value by one or two units in the last place and pass infinities and NaN through. Polynomials: Moshier, Cephes.

/// 2ⁿ, where that is a normal number, and some number elsewhere: what follows from a NaN has any n.
INLINE float power_of_two(int32_t n) { return as_float((int32_t)(((uint32_t)n + 127u) << 23)); }

/// eˣ = 2ⁿ · eʳ with n = round(x / ln 2) and |r| ≤ ln 2 / 2: returns eʳ − 1. `power` becomes 2ⁿ, where that is a normal
/// number.
INLINE float exp_rest(float x, int32_t *n, float *power) {
  const float magic = 12582912.0f + 127.0f;  // 1.5 · 2²³: adding it leaves the rounded integer in the low bits
  float shifted = x * 1.44269504088896341f + magic;
  *n = (int32_t)((uint32_t)as_bits(shifted) - (uint32_t)as_bits(magic));  // may wrap around where it means nothing
  *power = as_float((int32_t)((uint32_t)as_bits(shifted) << 23));
  float rounded = shifted - magic;
  float r = x - rounded * 0.693359375f;
  r = r - rounded * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  return p * r * r + r;
}

INLINE float exp_of(float x) {
  x = x > 89.0f ? 89.0f : x;
  x = x < -104.0f ? -104.0f : x;
  int32_t n;
  float power, rest = exp_rest(x, &n, &power);
  int32_t half = n >> 1;  // two factors, so that both the largest and the subnormal powers are reached
  return (1.0f + rest) * power_of_two(half) * power_of_two(n - half);
}

/// eˣ up to x = 88.3, ∞ beyond, and 0 where eˣ is subnormal: for terms that are added to larger numbers.
INLINE float normal_exp_of(float x) {
  int32_t n;
  float power, rest = exp_rest(x > 89.0f ? 89.0f : x, &n, &power);
  return x < -87.3f ? 0.0f : (1.0f + rest) * power;
}

/// ln x, from x = 2ᵉ · m with m in [√½, √2).
INLINE float log_of(float x) {
  int tiny = x < 1.17549435e-38f;
  float scaled = tiny ? x * 8388608.0f : x;
  int32_t bits = as_bits(scaled);
  int32_t exponent = ((bits >> 23) & 0xFF) - 126 - (tiny ? 23 : 0);
  float m = as_float((bits & 0x007FFFFF) | 0x3F000000);
  int low = m < 0.707106781186547524f;
  float e = (float)(exponent - (low ? 1 : 0));
  m = (low ? m + m : m) - 1.0f;
  float z = m * m;
  float p = 7.0376836292e-2f;
  p = p * m - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  float y = p * m * z + e * -2.12194440e-4f - 0.5f * z;
  float result = m + y + e * 0.693359375f;
  result = x == 0.0f ? -INFINITY : result;
  result = x == INFINITY ? INFINITY : result;
  result = x < 0.0f ? NAN : result;
  return x != x ? x : result;
}

/// ln(1 + x) for x ≥ 0, exact even where 1 + x rounds to 1.
INLINE float log1p_of(float x) {
  float w = 1.0f + x;
  float ratio = x / (w == 1.0f ? 1.0f : w - 1.0f);
  return w == 1.0f ? x : log_of(w) * ratio;
}

/// eˣ − 1 up to x = 88, without the cancellation near 0 that the subtraction would bring.
INLINE float expm1_of(float x) {
  int32_t n;
  float power, rest = exp_rest(x < -80.0f ? -80.0f : x, &n, &power);
  return power * rest + (power - 1.0f);
}

/// (e²ˣ − 1) / (e²ˣ + 1), where e²ˣ − 1 = 2ⁿ · (eʳ − 1) + 2ⁿ − 1 does not cancel near 0.
INLINE float tanh_of(float x) {
  float twice = 2.0f * fabsf(x), power;
  int32_t n;
  twice = twice > 20.0f ? 20.0f : twice;
  float rest = exp_rest(twice, &n, &power);
  float e = power * rest + (power - 1.0f);
  return copysignf(e / (e + 2.0f), x);
}

INLINE float sigmoid_of(float x) { return 1.0f / (1.0f + normal_exp_of(-x)); }

/// ln(1 + eˣ) without overflow.
INLINE float softplus_of(float x) {
  float positive = x < 0.0f ? 0.0f : x;
  return positive + log1p_of(exp_of(-fabsf(x)));
}

/// Φ(x), the normal distribution function, given `power` = e^(−x²/2): below zero `power` times a polynomial in
/// 1 / (1 + c·|x|). The polynomial is a fit of the scaled complementary error function with a relative error of at most
/// 2·10⁻⁸.
INLINE float normal_share_of(float x, float power) {
  float t = 1.0f / (1.0f + 0.212132034f * fabsf(x));
  float p = -0.1295409682f;
  p = p * t + 0.4856580206f;
  p = p * t - 0.5124914127f;
  p = p * t + 0.5479883695f;
  p = p * t - 0.09485680771f;
  p = p * t + 0.2150248481f;
  p = p * t + 0.1483103484f;
  p = p * t + 0.170719899f;
  p = p * t + 0.1691876835f;
  float tail = 0.5f * power * (p * t);
  return x < 0.0f ? tail : 1.0f - tail;
}
