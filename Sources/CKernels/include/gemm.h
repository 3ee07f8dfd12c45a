#pragma once
// Matrix products.
#include <stdbool.h>
#include <stdint.h>

/// c[m, n] = alpha · op(a)[m, k] · op(b)[k, n] + beta · c + bias, row-major.
///
/// A flag says that the operand is stored transposed; a stride is the distance of an operand's rows as they are stored.
/// `bias` is a row of n that is added to each row of c, or null. c is not read where beta is 0.
///
/// An element's sum runs in the same order however the work is shared out: the number of threads changes no bit of it.
typedef struct {
  bool a_transposed, b_transposed;
  int64_t m, n, k;
  float alpha, beta;
  const float *a;
  int64_t a_stride;
  const float *b;
  int64_t b_stride;
  float *c;
  int64_t c_stride;
  const float *bias;
} ck_product;

void ck_multiply(const ck_product *p);

/// The distances between the matrices of a batch `[outer, inner]`; 0 repeats one.
typedef struct {
  int64_t outer, inner;
  int64_t a_outer, a_inner, b_outer, b_inner, c_outer, c_inner;
} ck_product_batch;

/// `outer · inner` products of one size, the first of them `p`.
void ck_multiply_each(const ck_product *p, const ck_product_batch *batch);

/// The product of dense matrices.
void ck_gemm(bool a_transposed, bool b_transposed, int64_t m, int64_t n, int64_t k, float alpha, const float *a,
             const float *b, float beta, float *c);

/// A right operand `[k, n]` that many products read.
typedef struct {
  const float *source;
  float *panels;  // a packed copy; null where it is read in place
  bool transposed;
  int64_t stride, k, n;
} ck_prepared;

/// Prepares an operand for products with `rows` rows altogether; with few it does not pay to lay it out.
ck_prepared ck_prepare(int64_t rows, bool transposed, const float *b, int64_t stride, int64_t k, int64_t n);
void ck_free_prepared(ck_prepared *b);
/// The product with rows `first` ..< `first + p->k` and the first `p->n` columns of `b`; the right operand of `p` is not
/// read.
void ck_multiply_prepared(const ck_product *p, const ck_prepared *b, int64_t first);
/// The product with `p->n` columns of `b` from `column`, a multiple of sixteen, on the calling thread.
void ck_multiply_prepared_columns(const ck_product *p, const ck_prepared *b, int64_t column);

/// The number of parts to cut work into, at most `max_parts`: 1 on one thread, and no part of less than about a
/// microsecond.
int64_t ck_parts_of(int64_t multiplications, int64_t max_parts);
/// Whether a library multiplies on the calling thread.
bool ck_uses_library(void);

/// Which code multiplies: "own", "openblas" or "accelerate".
const char *ck_gemm_library(void);
