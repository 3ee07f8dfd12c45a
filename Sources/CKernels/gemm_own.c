// The own matrix product. Tiles of 6 × 16 sums stay in vector registers: on a processor with AVX2, twelve of its
// sixteen hold sums, two a row of `b` and one an element of `a`, so that both multiply-add units are busy at every cycle.
// `b` is copied into panels of 16 columns, of which one (at most 24 KB) stays in the first cache while `a` streams past it.
// Layout after Goto and van de Geijn, "Anatomy of high-performance matrix multiplication" (2008).
#include "gemm_own.h"

enum {
  tile_rows = 6,
  tile_columns = 16,
  most_panels = 4,
  block_depth = 384,
  block_rows = 144,
  block_columns = 512,
  packed_columns = 2 * tile_columns,
};

// MARK: Layout

#define SHUFFLE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)

/// Eight rows of eight become eight columns.
INLINE void transpose(const float *from, int64_t stride, float *to, int64_t to_stride) {
  vector r[8], s[8];
  for (int i = 0; i < 8; i++) r[i] = *(const vector *)(from + i * stride);
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

/// The first `width` columns of op(b), the rest zeros.
INLINE void pack_panel(bool transposed, const float *b, int64_t stride, int64_t depth, int64_t width, float *out) {
  int64_t p = 0;
  if (width == tile_columns && transposed) {
    for (; p + 8 <= depth; p += 8) {
      transpose(b + p, stride, out + p * tile_columns, tile_columns);
      transpose(b + p + 8 * stride, stride, out + p * tile_columns + 8, tile_columns);
    }
  } else if (width == tile_columns) {
    for (; p < depth; p++) memcpy(out + p * tile_columns, b + p * stride, tile_columns * sizeof(float));
  }
  for (; p < depth; p++) {
    float *row = out + p * tile_columns;
    memset(row, 0, tile_columns * sizeof(float));
    for (int64_t j = 0; j < width; j++) row[j] = transposed ? b[j * stride + p] : b[p * stride + j];
  }
}

CLONES static void pack_block(bool transposed, const float *b, int64_t stride, int64_t depth, int64_t columns,
                              float *out) {
  for (int64_t j = 0; j < columns; j += tile_columns, out += depth * tile_columns)
    pack_panel(transposed, b + (transposed ? j * stride : j), stride, depth,
               least(columns - j, tile_columns), out);
}

/// op(a) in groups of six rows, each group column by column.
CLONES static void pack_rows(const float *a, int64_t row_step, int64_t column_step, int64_t rows, int64_t depth,
                             float *out) {
  // Rows that stand side by side are read as they stand, all groups in turn; eight numbers at a time, of which the next
  // column overwrites the last two.
  int64_t whole = row_step == 1 ? rows / tile_rows * tile_rows : 0;
  for (int64_t p = 0; p < depth; p++)
    for (int64_t i = 0; i < whole; i += tile_rows) {
      const float *from = a + i + p * column_step;
      float *to = out + i * depth + p * tile_rows;
      if (p < depth - 1) *(vector *)to = *(const vector *)from;
      else memcpy(to, from, tile_rows * sizeof(float));
    }
  for (int64_t i = whole; i < rows; i++)
    for (int64_t p = 0; p < depth; p++)
      out[i / tile_rows * tile_rows * depth + p * tile_rows + i % tile_rows] = a[i * row_step + p * column_step];
}

// MARK: The tile

/// Where a block of the product reads and writes. Element (i, p) of `a` is at `i / 6 · group_step + i % 6 · row_step +
/// p · column_step`, of which one of the last two is 1; row p of panel j is at `j · panel_step + p · panel_stride`.
typedef struct {
  const float *a, *panels, *bias;
  int64_t group_step, row_step, column_step, panel_step, panel_stride, depth, rows, columns;
  float alpha, beta;
  float *c;
  int64_t c_stride;
} block;

/// Adds to the sums what step p contributes, where `upper` and `lower` are the elements of the first three rows of `a`
/// and of the others.
INLINE void add_step(int rows, int panels, const float *upper, const float *lower, int64_t row_step, const float *b,
                     int64_t panel_step, vector (*sums)[2 * most_panels]) {
#pragma clang loop unroll(full)
  for (int x = 0; x < panels; x++) {
    vector left = *(const vector *)(b + x * panel_step), right = *(const vector *)(b + x * panel_step + 8);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      float factor = i < 3 ? upper[i * row_step] : lower[(i - 3) * row_step];
      sums[i][2 * x] += factor * left;
      sums[i][2 * x + 1] += factor * right;
    }
  }
}

/// c = alpha · sums + bias + beta · c for the last panel, which has fewer than 16 columns.
INLINE void store_narrow(int rows, const block *t, vector (*sums)[2 * most_panels], int64_t j, float *c) {
  float row[tile_rows][tile_columns];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) memcpy(row[i], sums[i], sizeof row[i]);
  for (int i = 0; i < rows; i++, c += t->c_stride)
    for (int64_t x = j; x < t->columns; x++) {
      float value = t->alpha * row[i][x - j] + (t->bias ? t->bias[x] : 0.0f);
      c[x] = t->beta == 0.0f ? value : value + t->beta * c[x];
    }
}

/// Sums of `rows` × 16 · `panels` in registers; both are constants wherever this is called, and so is which of the steps
/// is 1. All columns exist, unless it is one panel.
INLINE void tile(int rows, int panels, const block *t, const float *a, int64_t row_step, int64_t column_step,
                 int64_t j, float *c) {
  vector sums[tile_rows][2 * most_panels];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int x = 0; x < 2 * panels; x++) sums[i][x] = (vector){0};
  int64_t stride = t->panel_stride, step = t->panel_step, depth = t->depth;
  const float *b = t->panels + j / tile_columns * step, *upper = a, *lower = a + 3 * row_step;
  for (; depth >= steps_at_once; depth -= steps_at_once) {
#pragma clang loop unroll(full)
    for (int u = 0; u < steps_at_once; u++, b += stride)
      add_step(rows, panels, upper + u * column_step, lower + u * column_step, row_step, b, step, sums);
    upper += steps_at_once * column_step, lower += steps_at_once * column_step;
    KEEP_ADDRESS(upper);
    KEEP_ADDRESS(lower);
    KEEP_ADDRESS(b);
  }
  for (; depth > 0; depth--, upper += column_step, lower += column_step, b += stride)
    add_step(rows, panels, upper, lower, row_step, b, step, sums);
  if (panels == 1 && t->columns - j < tile_columns) return store_narrow(rows, t, sums, j, c);
  vector bias[2 * most_panels];
#pragma clang loop unroll(full)
  for (int x = 0; x < 2 * panels; x++) bias[x] = t->bias ? *(const vector *)(t->bias + j + 8 * x) : (vector){0};
  float alpha = t->alpha, beta = t->beta;
  int64_t c_stride = t->c_stride;
  c += j;
  if (beta == 0.0f) {
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++, c += c_stride)
#pragma clang loop unroll(full)
      for (int x = 0; x < 2 * panels; x++) *(vector *)(c + 8 * x) = sums[i][x] * alpha + bias[x];
  } else {
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++, c += c_stride)
#pragma clang loop unroll(full)
      for (int x = 0; x < 2 * panels; x++)
        *(vector *)(c + 8 * x) = sums[i][x] * alpha + bias[x] + beta * *(const vector *)(c + 8 * x);
  }
}

INLINE void last_rows(int64_t rows, const block *t, const float *a, int64_t j, float *c) {
  switch (rows) {
#define ROWS(n) case n: return tile(n, 1, t, a, t->row_step, t->column_step, j, c);
    ROWS(1) ROWS(2) ROWS(3) ROWS(4) ROWS(5)
#undef ROWS
  }
}

/// One row or two. A multiply-add takes four cycles and two begin in each, so that fewer than eight sums at a time
/// would wait for one another: several panels go side by side.
INLINE void few_rows(int rows, int panels, const block *t) {
  int64_t j = 0, width = panels * tile_columns;
  for (; j + width <= t->columns; j += width) tile(rows, panels, t, t->a, t->row_step, t->column_step, j, t->c);
  for (; j < t->columns; j += tile_columns) tile(rows, 1, t, t->a, t->row_step, t->column_step, j, t->c);
}

/// A block of c: every panel of columns, for each group of six rows.
CLONES static void multiply_block(const block *t) {
  if (t->rows == 1) return few_rows(1, 4, t);
  if (t->rows == 2) return few_rows(2, 3, t);
  for (int64_t j = 0; j < t->columns; j += tile_columns) {
    const float *a = t->a;
    float *c = t->c;
    int64_t rows = t->rows;
    for (; rows >= tile_rows; rows -= tile_rows, a += t->group_step, c += tile_rows * t->c_stride) {
      if (t->column_step == 1) tile(tile_rows, 1, t, a, t->row_step, 1, j, c);
      else tile(tile_rows, 1, t, a, 1, t->column_step, j, c);
    }
    last_rows(rows, t, a, j, c);
  }
}

// MARK: The product

int64_t ck_panel_count(int64_t k, int64_t n) { return (n + tile_columns - 1) / tile_columns * tile_columns * k; }

typedef struct {
  bool transposed;
  const float *b;
  int64_t stride, k, n;
  float *panels;
} panel_job;

/// Some columns: a part has two panels.
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
  ck_parallel((n + packed_columns - 1) / (packed_columns), pack_part, &j);
}

/// Whether copying `a` pays: where it is read many times and its rows are far apart.
static bool packs_rows(const ck_product *p, int64_t columns) {
  return columns >= 128 && p->m >= 4 * tile_rows && p->k >= 256 && (p->a_transposed || p->a_stride >= 1024);
}

/// Adds to c what `depth` steps from `first` on contribute to `columns` columns from `j` on; `t` has their panels.
static void multiply_depth(const ck_product *p, block *t, int64_t first, int64_t j) {
  bool packs = packs_rows(p, t->columns);
  size_t bytes = (size_t)(block_rows * t->depth) * sizeof(float);
  float *packed = packs ? ck_take(bytes) : NULL;
  int64_t row_step = p->a_transposed ? 1 : p->a_stride, column_step = p->a_transposed ? p->a_stride : 1;
  t->alpha = p->alpha, t->beta = first == 0 ? p->beta : 1.0f;
  t->bias = first == 0 && p->bias ? p->bias + j : NULL;
  t->c_stride = p->c_stride;
  t->row_step = packs ? 1 : row_step, t->column_step = packs ? tile_rows : column_step;
  t->group_step = tile_rows * (packs ? t->depth : row_step);
  for (int64_t i = 0; i < p->m; i += block_rows) {
    const float *a = p->a + i * row_step + first * column_step;
    t->rows = least(p->m - i, block_rows);
    if (packs) pack_rows(a, row_step, column_step, t->rows, t->depth, packed);
    t->a = packs ? packed : a;
    t->c = p->c + i * p->c_stride + j;
    multiply_block(t);
  }
  if (packs) ck_give(packed, bytes);
}

void ck_own_multiply_panels(const ck_product *p, const float *panels, int64_t k, int64_t n, int64_t first) {
  int64_t end = first + p->k;
  for (int64_t start = first / block_depth * block_depth; start < end; start += block_depth) {
    int64_t from = start < first ? first : start, laid_out = least(k - start, block_depth);
    block t = {.depth = least(end - from, start + laid_out - from), .columns = p->n, .panel_stride = tile_columns,
               .panel_step = tile_columns * laid_out};
    t.panels = panels + start * ck_panel_count(1, n) + (from - start) * tile_columns;
    multiply_depth(p, &t, from - first, 0);
  }
}

bool ck_own_reads_directly(const ck_product *p) {
  // Few rows read `b` too seldom to pay for a copy of it, and a small one needs none.
  return !p->b_transposed && (p->m <= 2 * tile_rows || p->k * p->b_stride <= 1 << 15);
}

void ck_own_multiply(const ck_product *p) {
  int64_t direct = ck_own_reads_directly(p) ? p->n / tile_columns * tile_columns : 0;
  int64_t most = ck_panel_count(least(p->k, block_depth), least(p->n - direct, block_columns));
  size_t bytes = (size_t)most * sizeof(float);
  float *panels = direct == p->n ? NULL : ck_take(bytes);
  for (int64_t first = 0; first < p->k; first += block_depth) {
    int64_t depth = least(p->k - first, block_depth);
    const float *b = p->b + (p->b_transposed ? first : first * p->b_stride);
    if (direct > 0) {
      block t = {.depth = depth, .columns = direct, .panels = b, .panel_stride = p->b_stride,
                 .panel_step = tile_columns};
      multiply_depth(p, &t, first, 0);
    }
    for (int64_t j = direct; j < p->n; j += block_columns) {
      block t = {.depth = depth, .columns = least(p->n - j, block_columns), .panels = panels,
                 .panel_stride = tile_columns, .panel_step = tile_columns * depth};
      pack_block(p->b_transposed, b + (p->b_transposed ? j * p->b_stride : j), p->b_stride, depth, t.columns, panels);
      multiply_depth(p, &t, first, j);
    }
  }
  if (panels) ck_give(panels, bytes);
}
