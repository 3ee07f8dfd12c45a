#pragma once
// The engine's own matrix product, on one thread.
#include "clones.h"

enum {
  /// A tile has `group_rows` rows, or with AVX-512 `max_rows`.
  group_rows = 6,
  max_rows = 2 * group_rows,
  /// The right operand is laid out in panels of `panel_columns` columns; `packed_columns` are packed by one thread at a
  /// time.
  panel_columns = 16,
  packed_columns = 2 * panel_columns,
};

/// The size in floats of a right operand's panels.
int64_t ck_panel_count(int64_t k, int64_t n);
/// Lays out op(b)[k, n] for `ck_own_multiply_panels`.
void ck_pack_panels(bool transposed, const float *b, int64_t stride, int64_t k, int64_t n, float *panels);
/// The product with rows `first` ..< `first + p->k` and `p->n` columns from `column`, a panel's first, of a right operand
/// `[k, n]` that is laid out already; `p->b` is not read.
void ck_own_multiply_panels(const ck_product *p, const float *panels, int64_t k, int64_t n, int64_t column,
                            int64_t first);
/// Whether `ck_own_multiply` reads the right operand where it is; otherwise it copies it into panels.
bool ck_own_reads_directly(const ck_product *p);
void ck_own_multiply(const ck_product *p);
