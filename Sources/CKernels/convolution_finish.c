// What comes after a convolution's sums, while they are in a near cache: the bias, the rectifier and pooling.
//
// Letters: o is an output, r a row of it, i a place of a row; a, b, c, d are the corners of a window.
#include "convolution_direct.h"

INLINE float rectified(bool relu, float x) { return relu && x < 0.0f ? 0.0f : x; }

INLINE void finish_row(bool relu, const float *sums, float bias, int64_t columns, float *y) {
  INDEPENDENT for (int64_t i = 0; i < columns; i++) y[i] = rectified(relu, sums[i] + bias);
}

/// The greatest of each 2 × 2 places, with the comparisons of `ck_max_pool`.
INLINE void pool_rows(bool relu, const float *upper, const float *lower, float bias, int64_t columns, float *y) {
  INDEPENDENT for (int64_t i = 0; i < columns; i++) {
    float a = rectified(relu, upper[2 * i] + bias), b = rectified(relu, upper[2 * i + 1] + bias);
    float c = rectified(relu, lower[2 * i] + bias), d = rectified(relu, lower[2 * i + 1] + bias);
    float top = b > a || b != b ? b : a, low = d > c || d != d ? d : c;
    y[i] = low > top || low != low ? low : top;
  }
}

INLINE void finish_runs(bool relu, bool pools, const ck_runs *runs, const float *bias, int64_t outputs, float *y) {
  int64_t step = pools ? 2 : 1, rows = runs->rows / step, columns = runs->columns / step;
  for (int64_t o = 0; o < outputs; o++) {
    const float *sums = runs->sums + o * runs->run;
    // Adding −0 changes no number.
    float added = bias ? bias[o] : -0.0f;
    for (int64_t r = 0; r < rows; r++, y += columns, sums += step * runs->row) {
      if (pools) pool_rows(relu, sums, sums + runs->row, added, columns, y);
      else finish_row(relu, sums, added, columns, y);
    }
  }
}

CLONES static void finish_plain(const ck_runs *runs, const float *bias, int64_t outputs, float *y) {
  finish_runs(false, false, runs, bias, outputs, y);
}

CLONES static void finish_rectified(const ck_runs *runs, const float *bias, int64_t outputs, float *y) {
  finish_runs(true, false, runs, bias, outputs, y);
}

CLONES static void finish_pooled(const ck_runs *runs, const float *bias, int64_t outputs, float *y) {
  finish_runs(false, true, runs, bias, outputs, y);
}

CLONES static void finish_both(const ck_runs *runs, const float *bias, int64_t outputs, float *y) {
  finish_runs(true, true, runs, bias, outputs, y);
}

void ck_finish_runs(const ck_runs *runs, const ck_finish *finish, int64_t first, int64_t outputs, float *y) {
  int64_t step = finish->pools ? 2 : 1;
  const float *bias = finish->bias ? finish->bias + first : NULL;
  y += first * (runs->rows / step) * (runs->columns / step);
  if (finish->pools && finish->relu) finish_both(runs, bias, outputs, y);
  else if (finish->pools) finish_pooled(runs, bias, outputs, y);
  else if (finish->relu) finish_rectified(runs, bias, outputs, y);
  else finish_plain(runs, bias, outputs, y);
}

CLONES static void add(const ck_runs *runs, int64_t outputs, float *y) {
  for (int64_t o = 0; o < outputs; o++)
    for (int64_t r = 0; r < runs->rows; r++, y += runs->columns) {
      const float *sums = runs->sums + o * runs->run + r * runs->row;
      INDEPENDENT for (int64_t i = 0; i < runs->columns; i++) y[i] += sums[i];
    }
}

// Its address is taken in another file, so it is no clone itself: see clones.h.
void ck_add_runs(const ck_runs *runs, const ck_finish *finish, int64_t first, int64_t outputs, float *y) {
  (void)finish;
  add(runs, outputs, y + first * runs->rows * runs->columns);
}
