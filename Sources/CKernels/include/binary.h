// Elementwise functions of two variables: name, value f(a, b). The enum, the loops and their dispatch are made from
// this table.
#pragma once

// clang-format off
#define CK_VECTOR_BINARY(X) \
  X(add, a + b) \
  X(subtract, a - b) \
  X(multiply, a * b) \
  X(divide, a / b) \
  X(maximum, larger(a, b)) \
  X(minimum, smaller(a, b)) \
  X(less, (a < b ? 1.0f : 0.0f)) \
  X(greater, (a > b ? 1.0f : 0.0f)) \
  X(equal, (a == b ? 1.0f : 0.0f)) \
  X(share_of_maximum, (a < b ? 0.0f : a == b ? 0.5f : 1.0f)) \
  X(share_of_minimum, (a > b ? 0.0f : a == b ? 0.5f : 1.0f)) \
  X(masked_product, (b == 0.0f ? 0.0f : a * b)) \
  X(square_difference, (a - b) * (a - b))
// clang-format on

/// The C library's power function is not vector code on any machine.
#define CK_LIBRARY_BINARY(X) X(power_of, powf(a, b))

#define CK_BINARY_OPS(X) CK_VECTOR_BINARY(X) CK_LIBRARY_BINARY(X)
#define CK_DECLARE_BINARY(name, value) ck_binary_##name,
typedef enum { CK_BINARY_OPS(CK_DECLARE_BINARY) } ck_binary_op;
