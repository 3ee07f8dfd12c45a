// Elementwise functions of one variable: name, value f(x), slope. `p` and `q` are a function's constants. The slope is
// written in `s`, the saved input or output: Swift's `Kernel.Unary` says which.
//
// This table is the only place in C that lists them: the enum, the loops and their dispatch are all made from it.
#pragma once

// clang-format off

/// Functions of vector code (see `elementary.h`).
#define CK_VECTOR_UNARY(X) \
  X(negate, -x, -1.0f) \
  X(exp, exp_of(x), s) \
  X(log, log_of(x), 1.0f / s) \
  X(sqrt, root_of(x), 0.5f / s) \
  X(square, x * x, 2.0f * s) \
  X(reciprocal, 1.0f / x, -s * s) \
  X(absolute, fabsf(x), (s > 0.0f ? 1.0f : s < 0.0f ? -1.0f : 0.0f)) \
  X(clamp, (x < p ? p : x > q ? q : x), (s < p || s > q ? 0.0f : 1.0f)) \
  X(sign, (x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : 0.0f), 0.0f) \
  X(add_scalar, x + p, 1.0f) \
  X(multiply_scalar, x * p, p) \
  X(divide_scalar, x / p, 1.0f / p) \
  X(divide_into_scalar, p / x, -p / (s * s)) \
  X(relu, (x < 0.0f ? 0.0f : x), (s <= 0.0f ? 0.0f : 1.0f)) \
  X(leaky_relu, (x < 0.0f ? p * x : x), (s > 0.0f ? 1.0f : p)) \
  X(sigmoid, sigmoid_of(x), s * (1.0f - s)) \
  X(tanh, tanh_of(x), 1.0f - s * s) \
  X(softplus, softplus_of(x), sigmoid_of(s)) \
  X(silu, x * sigmoid_of(x), silu_slope(s)) \
  X(gelu, x * normal_share_of(x, normal_exp_of(-0.5f * x * x)), gelu_slope(s)) \
  X(gelu_tanh, 0.5f * x * (1.0f + tanh_of(root_two_over_pi * (x + gelu_cubic * x * x * x))), gelu_tanh_slope(s)) \
  X(elu, (x < 0.0f ? p * expm1_of(x) : x), (s > 0.0f ? 1.0f : p * exp_of(s)))

/// The C library's functions, one element at a time: rare, or in need of its care with special values.
#define CK_LIBRARY_UNARY(X) \
  X(power, powf(x, p), (p == 0.0f ? 0.0f : p * powf(s, p - 1.0f))) \
  X(sine, sinf(x), cosf(s)) \
  X(cosine, cosf(x), -sinf(s))

// clang-format on

#define CK_UNARY_OPS(X) CK_VECTOR_UNARY(X) CK_LIBRARY_UNARY(X)
#define CK_DECLARE(name, value, slope) ck_##name,
typedef enum { CK_UNARY_OPS(CK_DECLARE) } ck_unary_op;
