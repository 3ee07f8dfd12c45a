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

CLONES static void reduce_columns(ck_reduction op, const float *restrict x, float *restrict y, int64_t n,
                                  int64_t inner) {
  memcpy(y, x, (size_t)inner * sizeof(float));
  int64_t i = 1;
  // Four rows at a time, so that the totals are read and written a quarter as often.
  for (; op == ck_sum && i + 4 <= n; i += 4) {
    const float *a = x + i * inner, *b = a + inner, *c = b + inner, *d = c + inner;
    for (int64_t j = 0; j < inner; j++) y[j] += (a[j] + b[j]) + (c[j] + d[j]);
  }
  for (; i < n; i++) {
    const float *row = x + i * inner;
    if (op == ck_sum) {
      for (int64_t j = 0; j < inner; j++) y[j] += row[j];
    } else if (op == ck_maximum_of) {
      for (int64_t j = 0; j < inner; j++) y[j] = larger(row[j], y[j]);
    } else {
      for (int64_t j = 0; j < inner; j++) y[j] = smaller(row[j], y[j]);
    }
  }
}

enum { block_rows = 256 };

typedef struct {
  const float *x;
  float *sums;
  int64_t n, inner;
} tall_matrix;

static void sum_block_of_rows(void *context, int64_t index) {
  const tall_matrix *m = context;
  int64_t first = index * block_rows, rows = m->n - first < block_rows ? m->n - first : block_rows;
  reduce_columns(ck_sum, m->x + first * m->inner, m->sums + index * m->inner, rows, m->inner);
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
static void sum_columns(const float *x, float *y, int64_t n, int64_t inner) {
  if (n <= block_rows) return reduce_columns(ck_sum, x, y, n, inner);
  int64_t blocks = (n + block_rows - 1) / block_rows;
  size_t bytes = (size_t)(blocks * inner) * sizeof(float);
  tall_matrix m = {x, ck_pool_acquire(bytes), n, inner};
  if (n * inner < 1 << 15) {
    for (int64_t i = 0; i < blocks; i++) sum_block_of_rows(&m, i);
  } else {
    ck_parallel(blocks, sum_block_of_rows, &m);
  }
  add_blocks(m.sums, y, blocks, inner);
  ck_pool_release(m.sums, bytes);
}

void ck_reduce(ck_reduction op, const float *x, float *y, int64_t outer, int64_t n, int64_t inner) {
  if (n == 0) {
    // Only sums come here: an empty axis has no greatest or least element.
    ck_fill(y, outer * inner, 0);
    return;
  }
  if (inner == 1) {
    reduce_rows(op, x, y, outer, n);
    return;
  }
  for (int64_t o = 0; o < outer; o++) {
    if (op == ck_sum) sum_columns(x + o * n * inner, y + o * inner, n, inner);
    else reduce_columns(op, x + o * n * inner, y + o * inner, n, inner);
  }
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
