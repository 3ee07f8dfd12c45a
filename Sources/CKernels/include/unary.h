// Elementwise functions of one variable: name, value f(x), gradient g · f′. `p` and `q` are a function's constants. The
// slope f′ is written in `s`, the saved input or output: Swift's `Kernel.Unary` says which. Where a function is flat its
// gradient is 0 rather than a product with 0, because g may be infinite.
//
// This table is the only place in C that lists them: the enum, the loops and their dispatch are all made from it.
#pragma once

// clang-format off

/// Functions of vector code (see `elementary.h`).
#define CK_VECTOR_UNARY(X) \
  X(negate, -x, -g) \
  X(exp, exp_of(x), g * s) \
  X(log, log_of(x), g * (1.0f / s)) \
  X(sqrt, root_of(x), g * (0.5f / s)) \
  X(square, x * x, g * (2.0f * s)) \
  X(reciprocal, 1.0f / x, g * (-s * s)) \
  X(absolute, fabsf(x), (s > 0.0f ? g : s < 0.0f ? -g : 0.0f)) \
  X(clamp, (x < p ? p : x > q ? q : x), (s >= p && s <= q ? g : 0.0f)) \
  X(sign, (x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : 0.0f), 0.0f) \
  X(add_scalar, x + p, g) \
  X(multiply_scalar, x * p, g * p) \
  X(divide_scalar, x / p, g * (1.0f / p)) \
  X(divide_into_scalar, p / x, g * (s * s > 1e-30f && s * s < INFINITY ? -p / (s * s) : -(p / s) / s)) \
  X(relu, (x < 0.0f ? 0.0f : x), (s <= 0.0f ? 0.0f : g)) \
  X(leaky_relu, (x < 0.0f ? p * x : x), (s > 0.0f ? g : p == 0.0f ? 0.0f : g * p)) \
  X(sigmoid, sigmoid_of(x), g * (s * (1.0f - s))) \
  X(tanh, tanh_of(x), g * (1.0f - s * s)) \
  X(softplus, softplus_of(x), g * sigmoid_of(s)) \
  X(silu, x * sigmoid_of(x), g * silu_slope(s)) \
  X(gelu, x * normal_share_of(x, normal_exp_of(-0.5f * x * x)), g * gelu_slope(s)) \
  X(gelu_tanh, 0.5f * x * (1.0f + tanh_of(root_two_over_pi * (x + gelu_cubic * x * x * x))), g * gelu_tanh_slope(s)) \
  X(elu, (x < 0.0f ? p * expm1_of(x) : x), (s <= 0.0f ? g * (p * exp_of(s)) : g))

/// The C library's functions, one element at a time: rare, or in need of its care with special values.
#define CK_LIBRARY_UNARY(X) \
  X(power, powf(x, p), (p == 0.0f ? 0.0f : g * (p * powf(s, p - 1.0f)))) \
  X(sine, sinf(x), g * cosf(s)) \
  X(cosine, cosf(x), g * -sinf(s))

// clang-format on

#define CK_UNARY_OPS(X) CK_VECTOR_UNARY(X) CK_LIBRARY_UNARY(X)
#define CK_DECLARE(name, value, gradient) ck_##name,
typedef enum { CK_UNARY_OPS(CK_DECLARE) } ck_unary_op;
