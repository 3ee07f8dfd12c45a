#pragma once
// The own matrix product, on one thread.
#include "internal.h"

/// How many floats a right operand's panels take.
int64_t ck_panel_count(int64_t k, int64_t n);
/// Lays out op(b)[k, n] for `ck_own_multiply_panels`.
void ck_pack_panels(bool transposed, const float *b, int64_t stride, int64_t k, int64_t n, float *panels);
/// The product with a right operand `[k, n]` that is laid out already, from its row `first` on and with as many columns as
/// `p` has; `p->b` is not read.
void ck_own_multiply_panels(const ck_product *p, const float *panels, int64_t k, int64_t n, int64_t first);
/// Whether `ck_own_multiply` reads the right operand where it is; otherwise it copies it into panels.
bool ck_own_reads_directly(const ck_product *p);
void ck_own_multiply(const ck_product *p);
