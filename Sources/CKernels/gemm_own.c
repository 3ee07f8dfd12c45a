// The engine's own matrix product. A tile of sums stays in vector registers: 6 × 16 on a processor with AVX2, where
// twelve of sixteen registers hold sums, two a row of `b` and one an element of `a`; 12 × 32 on one with AVX-512, which
// has twice as many registers, each twice as wide. This keeps both multiply-add units busy in every cycle.
//
// `b` is copied into panels of 16 columns. One panel (at most 24 KB; two with AVX-512) stays in the first cache while
// `a` streams past it. Layout after Goto and van de Geijn, "Anatomy of high-performance matrix multiplication" (2008).
//
// Letters: c[m, n] = a[m, k] · b[k, n]; i is a row of c, j a column, p a step of the sum (0 ..< k), x a vector of
// columns; t is a block. In functions that take a job, j is the job.
#include "gemm_own.h"

#include "parts.h"
#include "sums.h"

enum {
  block_depth = 384,
  block_rows = 144,
  block_columns = 512,
  // Padding between packed groups, so that the writes of one step don't fall into the same set of the first cache.
  group_gap = 16,
  // A row is prefetched this many steps before it is copied: each is on another page, which no processor predicts.
  steps_ahead = 8,
};

// MARK: Layout

/// Eight rows of eight become eight columns. Beyond row `last` there are none: the columns repeat it.
INLINE void transpose(const float *from, int64_t stride, int64_t last, float *to, int64_t to_stride) {
  vector r[8], s[8];
  for (int i = 0; i < 8; i++) r[i] = *(const vector *)(from + least(i, last) * stride);
  for (int i = 0; i < 8; i += 2) {
    s[i] = SHUFFLE(r[i], r[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    s[i + 1] = SHUFFLE(r[i], r[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  for (int i = 0; i < 8; i += 4)
    for (int j = 0; j < 2; j++) {
      r[i + j] = SHUFFLE(s[i + j], s[i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      r[i + j + 2] = SHUFFLE(s[i + j], s[i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  for (int j = 0; j < 4; j++) {
    *(vector *)(to + j * to_stride) = SHUFFLE(r[j], r[j + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    *(vector *)(to + (j + 4) * to_stride) = SHUFFLE(r[j], r[j + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

/// The first `width` columns of op(b). Nothing is stored of what the rest of the panel gives, but it is multiplied: it holds
/// zeros or repeats the last column, and no numbers that would slow the units down.
INLINE void pack_panel(bool transposed, const float *b, int64_t stride, int64_t depth, int64_t width, float *out) {
  int64_t p = 0;
  if (!transposed) {
    for (; p < depth; p++, b += stride, out += panel_columns)
      *(wide_vector *)out = width < panel_columns ? load_first(b, width) : *(const wide_vector *)b;
    return;
  }
  for (; p + 8 <= depth; p += 8, out += 8 * panel_columns) {
    transpose(b + p, stride, least(width - 1, 7), out, panel_columns);
    int64_t second = least(width - 1, 8);
    transpose(b + p + second * stride, stride, least(width - 1 - second, 7), out + 8, panel_columns);
  }
  for (; p < depth; p++, out += panel_columns)
    for (int64_t j = 0; j < panel_columns; j++) out[j] = b[least(j, width - 1) * stride + p];
}

CLONES static void pack_block(bool transposed, const float *b, int64_t stride, int64_t depth, int64_t columns,
                              float *out) {
  for (int64_t j = 0; j < columns; j += panel_columns, out += depth * panel_columns)
    pack_panel(transposed, b + (transposed ? j * stride : j), stride, depth, least(columns - j, panel_columns), out);
}

/// The distance between packed groups of six rows.
INLINE int64_t packed_step(int64_t depth) { return group_rows * depth + group_gap; }

/// op(a) in groups of six rows, each group column by column.
CLONES static void pack_rows(const float *a, int64_t row_step, int64_t column_step, int64_t rows, int64_t depth,
                             float *out) {
  int64_t group_step = packed_step(depth);
  // If the elements of a column are adjacent, they are copied group by group, eight numbers at a time; the next column
  // overwrites the last two of the eight.
  int64_t whole = row_step == 1 ? rows / group_rows * group_rows : 0;
  for (int64_t p = 0; p < depth; p++) {
    const float *from = a + p * column_step;
    float *to = out + p * group_rows;
    for (int64_t i = 0; i < whole; i += panel_columns) __builtin_prefetch(from + i + steps_ahead * column_step);
    for (int64_t i = 0; i < whole; i += group_rows, from += group_rows, to += group_step) {
      if (p < depth - 1) *(vector *)to = *(const vector *)from;
      else memcpy(to, from, group_rows * sizeof(float));
    }
  }
  for (int64_t i = whole; i < rows; i++)
    for (int64_t p = 0; p < depth; p++)
      out[i / group_rows * group_step + p * group_rows + i % group_rows] = a[i * row_step + p * column_step];
}

// MARK: The tile

/// Where a block of the product reads and writes. Element (i, p) of `a` is at `i / 6 · group_step + i % 6 · row_step +
/// p · column_step`, where `row_step` or `column_step` is 1; row p of panel j is at `j · panel_step + p · panel_stride`.
typedef struct {
  const float *a, *panels, *bias;
  int64_t group_step, row_step, column_step, panel_step, panel_stride, depth, rows, columns;
  float alpha, beta;
  float *c;
  int64_t c_stride;
} block;

/// c = alpha · sums + bias + beta · c for the last panel, which has fewer than 16 columns.
INLINE void store_narrow(int rows, const block *t, wide_vector (*sums)[max_vectors], int64_t j, float *c) {
  wide_vector row[max_rows];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) row[i] = sums[i][0];
  float alpha = t->alpha, beta = t->beta;
  int64_t count = t->columns - j, stride = t->c_stride;
  wide_vector bias = t->bias ? load_first(t->bias + j, count) : (wide_vector){0};
  c += j;
#pragma clang loop unroll(disable)
  for (int i = 0; i < rows; i++, c += stride) {
    if (beta == 0.0f) store_first(row[i] * alpha + bias, count, c);
    else store_first(row[i] * alpha + bias + beta * load_first(c, count), count, c);
  }
}

/// Sums of `rows` × 16 · `panels` in registers. Every caller passes constants for both, and for the step that is 1.
/// Only a single panel may have fewer than 16 columns.
INLINE void tile(int rows, int panels, const block *t, const float *first, int64_t row_step, int64_t column_step,
                 int64_t j, float *c) {
  wide_vector sums[max_rows][max_vectors];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int x = 0; x < panels; x++) sums[i][x] = (wide_vector){0};
  int64_t stride = t->panel_stride, step = t->panel_step, depth = t->depth;
  const float *b = t->panels + j / panel_columns * step, *a[max_rows / 3];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i += 3) a[i / 3] = first + i / group_rows * t->group_step + i % group_rows * row_step;
  for (; depth >= unroll; depth -= unroll) {
#pragma clang loop unroll(full)
    for (int u = 0; u < unroll; u++, b += stride) {
      const float *at[max_rows / 3];
#pragma clang loop unroll(full)
      for (int i = 0; i < rows; i += 3) at[i / 3] = a[i / 3] + u * column_step;
      add_step(rows, panels, at, row_step, b, step, sums);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i += 3) {
      a[i / 3] += unroll * column_step;
      KEEP_ADDRESS(a[i / 3]);
    }
    KEEP_ADDRESS(b);
  }
  for (; depth > 0; depth--, b += stride) {
    add_step(rows, panels, a, row_step, b, step, sums);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i += 3) a[i / 3] += column_step;
  }
  if (panels == 1 && t->columns - j < panel_columns) return store_narrow(rows, t, sums, j, c);
  wide_vector bias[max_vectors];
#pragma clang loop unroll(full)
  for (int x = 0; x < panels; x++)
    bias[x] = t->bias ? *(const wide_vector *)(t->bias + j + x * panel_columns) : (wide_vector){0};
  float alpha = t->alpha, beta = t->beta;
  int64_t c_stride = t->c_stride;
  c += j;
  if (beta == 0.0f) {
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++, c += c_stride)
#pragma clang loop unroll(full)
      for (int x = 0; x < panels; x++) *(wide_vector *)(c + x * panel_columns) = sums[i][x] * alpha + bias[x];
  } else {
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++, c += c_stride)
#pragma clang loop unroll(full)
      for (int x = 0; x < panels; x++) {
        wide_vector *at = (wide_vector *)(c + x * panel_columns);
        *at = sums[i][x] * alpha + bias[x] + beta * *at;
      }
  }
}

/// The rows that are still to be multiplied.
typedef struct {
  const float *a;
  float *c;
  int64_t count;
} rows_left;

/// Tiles of `rows` rows, a multiple of six.
INLINE void multiply_groups(int rows, int panels, const block *t, int64_t j, rows_left *left) {
  for (; left->count >= rows; left->count -= rows) {
    if (t->column_step == 1) tile(rows, panels, t, left->a, t->row_step, 1, j, left->c);
    else tile(rows, panels, t, left->a, 1, t->column_step, j, left->c);
    left->a += rows / group_rows * t->group_step;
    left->c += rows * t->c_stride;
  }
}

/// All rows of some panels.
INLINE void multiply_rows(int rows, int panels, const block *t, int64_t j) {
  rows_left left = {t->a, t->c, t->rows};
  if (rows > group_rows) multiply_groups(rows, panels, t, j, &left);
  if (rows >= group_rows) multiply_groups(group_rows, panels, t, j, &left);
  switch (rows < group_rows ? rows : left.count) {
    // clang-format off
#define ROWS(n) case n: return tile(n, panels, t, left.a, t->row_step, t->column_step, j, left.c);
    ROWS(1) ROWS(2) ROWS(3) ROWS(4) ROWS(5)
#undef ROWS
    // clang-format on
  }
}

/// Some panels at a time, and all rows of each.
INLINE void multiply_columns(int rows, int panels, const block *t) {
  int64_t j = 0, width = panels * panel_columns;
  for (; j + width <= t->columns; j += width) multiply_rows(rows, panels, t, j);
  for (; j < t->columns; j += panel_columns) multiply_rows(rows, 1, t, j);
}

// A multiply-add takes four cycles and two begin in each cycle, so with fewer than eight sums at a time they would wait
// for one another: one row or two take several panels.

CLONES static void multiply_block(const block *t) {
  if (t->rows == 1) multiply_columns(1, 4, t);
  else if (t->rows == 2) multiply_columns(2, 2, t);
  else multiply_columns(group_rows, 1, t);
}

WIDE static void multiply_wide_block(const block *t) {
  if (t->rows == 1) multiply_columns(1, 8, t);
  else if (t->rows == 2) multiply_columns(2, 4, t);
  else multiply_columns(max_rows, 2, t);
}

// MARK: The product

int64_t ck_panel_count(int64_t k, int64_t n) { return (n + panel_columns - 1) / panel_columns * panel_columns * k; }

typedef struct {
  bool transposed;
  const float *b;
  int64_t stride, k, n;
  float *panels;
} panel_job;

/// Packs `packed_columns` columns.
static void pack_part(void *context, int64_t part) {
  const panel_job *j = context;
  int64_t first = part * packed_columns, width = least(j->n - first, packed_columns);
  const float *b = j->b + (j->transposed ? first * j->stride : first);
  float *panels = j->panels;
  for (int64_t p = 0; p < j->k; p += block_depth, panels += block_depth * ck_panel_count(1, j->n)) {
    int64_t depth = least(j->k - p, block_depth);
    pack_block(j->transposed, b + (j->transposed ? p : p * j->stride), j->stride, depth, width, panels + first * depth);
  }
}

void ck_pack_panels(bool transposed, const float *b, int64_t stride, int64_t k, int64_t n, float *panels) {
  panel_job j = {transposed, b, stride, k, n, panels};
  ck_parallel((n + packed_columns - 1) / packed_columns, pack_part, &j);
}

/// Whether copying `a` pays: if it is read many times and its rows are far apart.
static bool packs_rows(const ck_product *p, int64_t columns) {
  return columns >= 128 && p->m >= 4 * group_rows && p->k >= 256 && (p->a_transposed || p->a_stride >= 1024);
}

/// Adds to columns `j` ..< `j + columns` of c the steps `first` ..< `first + depth`; `t` has their panels.
static void multiply_depth(const ck_product *p, block *t, int64_t first, int64_t j) {
  bool packs = packs_rows(p, t->columns);
  size_t bytes = (size_t)(block_rows / group_rows * packed_step(t->depth)) * sizeof(float);
  float *packed = packs ? ck_pool_acquire(bytes) : NULL;
  int64_t row_step = p->a_transposed ? 1 : p->a_stride, column_step = p->a_transposed ? p->a_stride : 1;
  t->alpha = p->alpha, t->beta = first == 0 ? p->beta : 1.0f;
  t->bias = first == 0 && p->bias ? p->bias + j : NULL;
  t->c_stride = p->c_stride;
  t->row_step = packs ? 1 : row_step, t->column_step = packs ? group_rows : column_step;
  t->group_step = packs ? packed_step(t->depth) : group_rows * row_step;
  for (int64_t i = 0; i < p->m; i += block_rows) {
    const float *a = p->a + i * row_step + first * column_step;
    t->rows = least(p->m - i, block_rows);
    if (packs) pack_rows(a, row_step, column_step, t->rows, t->depth, packed);
    t->a = packs ? packed : a;
    t->c = p->c + i * p->c_stride + j;
    if (HAS_WIDE_REGISTERS) multiply_wide_block(t);
    else multiply_block(t);
  }
  if (packs) ck_pool_release(packed, bytes);
}

void ck_own_multiply_panels(const ck_product *p, const float *panels, int64_t k, int64_t n, int64_t column,
                            int64_t first) {
  int64_t end = first + p->k;
  for (int64_t start = first / block_depth * block_depth; start < end; start += block_depth) {
    int64_t from = start < first ? first : start, laid_out = least(k - start, block_depth);
    block t = {.depth = least(end - from, start + laid_out - from),
               .columns = p->n,
               .panel_stride = panel_columns,
               .panel_step = panel_columns * laid_out};
    t.panels = panels + start * ck_panel_count(1, n) + column * laid_out + (from - start) * panel_columns;
    multiply_depth(p, &t, from - first, 0);
  }
}

bool ck_own_reads_directly(const ck_product *p) {
  // A few rows don't read `b` often enough to pay for a copy, and a small one needs none.
  return !p->b_transposed && (p->m <= 2 * group_rows || p->k * p->b_stride <= 1 << 15);
}

void ck_own_multiply(const ck_product *p) {
  int64_t direct = ck_own_reads_directly(p) ? p->n / panel_columns * panel_columns : 0;
  int64_t most = ck_panel_count(least(p->k, block_depth), least(p->n - direct, block_columns));
  size_t bytes = (size_t)most * sizeof(float);
  float *panels = direct == p->n ? NULL : ck_pool_acquire(bytes);
  for (int64_t first = 0; first < p->k; first += block_depth) {
    int64_t depth = least(p->k - first, block_depth);
    const float *b = p->b + (p->b_transposed ? first : first * p->b_stride);
    if (direct > 0) {
      block t = {
          .depth = depth, .columns = direct, .panels = b, .panel_stride = p->b_stride, .panel_step = panel_columns};
      multiply_depth(p, &t, first, 0);
    }
    for (int64_t j = direct; j < p->n; j += block_columns) {
      block t = {.depth = depth,
                 .columns = least(p->n - j, block_columns),
                 .panels = panels,
                 .panel_stride = panel_columns,
                 .panel_step = panel_columns * depth};
      pack_block(p->b_transposed, b + (p->b_transposed ? j * p->b_stride : j), p->b_stride, depth, t.columns, panels);
      multiply_depth(p, &t, first, j);
    }
  }
  if (panels) ck_pool_release(panels, bytes);
}
