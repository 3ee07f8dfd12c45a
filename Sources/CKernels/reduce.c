// Reductions of [outer, n, inner] over the middle axis.
//
// Letters: o is an outer place, i a place along n, j an inner place; r a row, x the input, y the result.
#include "elementary.h"
#include "sums.h"

// Long rows are summed in blocks whose totals are added in double precision.
enum { block = 4096 };

INLINE float sum_row(const float *x, int64_t n) {
  if (n <= block) return sum_of(x, n);
  double total = 0;
  for (int64_t i = 0; i < n; i += block) total += sum_of(x + i, n - i < block ? n - i : block);
  return (float)total;
}

#define EXTREME_ROW(name, choose) \
  INLINE float name(const float *x, int64_t n) { \
    float best[running_totals]; \
    for (int lane = 0; lane < running_totals; lane++) best[lane] = x[0]; \
    int64_t i = 0; \
    for (; i + running_totals <= n; i += running_totals) \
      for (int lane = 0; lane < running_totals; lane++) best[lane] = choose(best[lane], x[i + lane]); \
    for (; i < n; i++) best[0] = choose(best[0], x[i]); \
    for (int lane = 1; lane < running_totals; lane++) best[0] = choose(best[0], best[lane]); \
    return best[0]; \
  }
INLINE float propagate_larger(float a, float b) { return (b > a || b != b) ? b : a; }
INLINE float propagate_smaller(float a, float b) { return (b < a || b != b) ? b : a; }
EXTREME_ROW(max_row, propagate_larger)
EXTREME_ROW(min_row, propagate_smaller)

CLONES static void reduce_rows(ck_reduction op, const float *x, float *y, int64_t rows, int64_t n) {
  for (int64_t r = 0; r < rows; r++, x += n)
    y[r] = op == ck_sum ? sum_row(x, n) : op == ck_maximum_of ? max_row(x, n) : min_row(x, n);
}

/// `count` columns of a matrix of `inner`.
CLONES static void reduce_columns(ck_reduction op, const float *restrict x, float *restrict y, int64_t n, int64_t inner,
                                  int64_t count) {
  memcpy(y, x, (size_t)count * sizeof(float));
  int64_t i = 1;
  // Four rows at a time, so that the totals are read and written a quarter as often.
  for (; op == ck_sum && i + 4 <= n; i += 4) {
    const float *a = x + i * inner, *b = a + inner, *c = b + inner, *d = c + inner;
    for (int64_t j = 0; j < count; j++) y[j] += (a[j] + b[j]) + (c[j] + d[j]);
  }
  for (; i < n; i++) {
    const float *row = x + i * inner;
    if (op == ck_sum) {
      for (int64_t j = 0; j < count; j++) y[j] += row[j];
    } else if (op == ck_maximum_of) {
      for (int64_t j = 0; j < count; j++) y[j] = larger(row[j], y[j]);
    } else {
      for (int64_t j = 0; j < count; j++) y[j] = smaller(row[j], y[j]);
    }
  }
}

enum { block_rows = 256 };

/// Elements that are worth to be shared out; a part has at least a quarter of them.
enum { min_shared = 1 << 15 };

/// The number of parts of so many elements: several for each thread, so that no thread waits long for another.
static int64_t parts_of(int64_t elements, int64_t most) {
  int64_t parts = elements < min_shared ? 1 : least(least(4 * elements / min_shared, most), 4 * ck_thread_count());
  return parts < 1 ? 1 : parts;
}

typedef struct {
  const float *x;
  float *sums;
  int64_t n, inner;
} tall_matrix;

static void sum_block_of_rows(void *context, int64_t index) {
  const tall_matrix *m = context;
  int64_t first = index * block_rows, rows = m->n - first < block_rows ? m->n - first : block_rows;
  reduce_columns(ck_sum, m->x + first * m->inner, m->sums + index * m->inner, rows, m->inner, m->inner);
}

/// Column sums in double precision, a few columns at a time.
CLONES static void add_blocks(const float *restrict x, float *restrict y, int64_t n, int64_t inner) {
  enum { width = 32 };
  for (int64_t first = 0; first < inner; first += width) {
    double totals[width] = {0};
    int64_t count = least(width, inner - first);
    for (int64_t i = 0; i < n; i++)
      for (int64_t j = 0; j < count; j++) totals[j] += x[i * inner + first + j];
    for (int64_t j = 0; j < count; j++) y[first + j] = (float)totals[j];
  }
}

/// Column sums of a tall matrix in blocks of rows, so that small terms are not lost one by one in a large total; the
/// blocks are shared among the threads if there is enough work.
static void sum_tall_columns(const float *x, float *y, int64_t n, int64_t inner) {
  int64_t blocks = (n + block_rows - 1) / block_rows;
  size_t bytes = (size_t)(blocks * inner) * sizeof(float);
  tall_matrix m = {x, ck_pool_acquire(bytes), n, inner};
  if (n * inner < min_shared) {
    for (int64_t i = 0; i < blocks; i++) sum_block_of_rows(&m, i);
  } else {
    ck_parallel(blocks, sum_block_of_rows, &m);
  }
  add_blocks(m.sums, y, blocks, inner);
  ck_pool_release(m.sums, bytes);
}

// MARK: Sharing

typedef struct {
  ck_reduction op;
  const float *x;
  float *y;
  int64_t outer, n, inner, parts;
} reduction;

static void reduce_some_columns(void *context, int64_t part) {
  const reduction *j = context;
  int64_t first = j->inner * part / j->parts, end = j->inner * (part + 1) / j->parts;
  if (end > first) reduce_columns(j->op, j->x + first, j->y + first, j->n, j->inner, end - first);
}

/// A matrix `[n, inner]`, whose columns or blocks of rows are shared out.
static void reduce_matrix(const reduction *j) {
  if (j->op == ck_sum && j->n > block_rows) return sum_tall_columns(j->x, j->y, j->n, j->inner);
  reduction r = *j;
  r.parts = parts_of(r.n * r.inner, r.inner / running_totals);
  ck_parallel(r.parts, reduce_some_columns, &r);
}

static void reduce_some_places(void *context, int64_t part) {
  const reduction *j = context;
  int64_t first = j->outer * part / j->parts, end = j->outer * (part + 1) / j->parts;
  if (j->inner == 1) return reduce_rows(j->op, j->x + first * j->n, j->y + first, end - first, j->n);
  for (int64_t o = first; o < end; o++) {
    reduction r = *j;
    r.x += o * r.n * r.inner;
    r.y += o * r.inner;
    reduce_matrix(&r);
  }
}

void ck_reduce(ck_reduction op, const float *x, float *y, int64_t outer, int64_t n, int64_t inner) {
  // Only sums of nothing come here: an empty axis has no greatest or least element.
  if (n == 0) return ck_fill(y, outer * inner, 0);
  reduction j = {op, x, y, outer, n, inner, 1};
  // Few matrices are shared out one by one.
  if (inner == 1 || outer >= ck_thread_count()) j.parts = parts_of(outer * n * inner, outer);
  ck_parallel(j.parts, reduce_some_places, &j);
}

void ck_arg_reduce(bool least, const float *x, int32_t *y, int64_t outer, int64_t n, int64_t inner) {
  for (int64_t o = 0; o < outer; o++) {
    for (int64_t j = 0; j < inner; j++) {
      const float *column = x + o * n * inner + j;
      int32_t best = 0;
      for (int64_t i = 1; i < n; i++) {
        float value = column[i * inner], held = column[best * inner];
        bool better = least ? value < held : value > held;
        if (better || (value != value && held == held)) best = (int32_t)i;
      }
      y[o * inner + j] = best;
    }
  }
}

CLONES double ck_sum_of_squares(const float *x, int64_t n) {
  double total = 0;
  for (int64_t start = 0; start < n; start += block) {
    int64_t count = n - start < block ? n - start : block;
    total += dot_of(x + start, x + start, count);
  }
  return total;
}

CLONES bool ck_all_finite(const float *x, int64_t n) {
  int bad = 0;
  for (int64_t i = 0; i < n; i++) bad |= (as_bits(x[i]) & 0x7F800000) == 0x7F800000;
  return !bad;
}
