#include "exercise.h"

enum { rows = 9, columns = 37, count = rows * columns };

static void reductions(void) {
  float *x = numbers(count, 10), *y = zeros(count), *tall = numbers(3000, 11);
  for (int op = 0; op < 3; op++) {
    ck_reduce((ck_reduction)op, x, y, rows, columns, 1);
    show("reduce", y, rows);
    ck_reduce((ck_reduction)op, x, y, 1, rows, columns);
    show("reduce", y, columns);
    ck_reduce((ck_reduction)op, tall, y, 1, 1000, 3);
    show("reduce", y, 3);
  }
  int32_t places[columns];
  ck_arg_reduce(false, x, places, 1, rows, columns);
  for (int i = 0; i < columns; i++) y[i] = (float)places[i];
  show("arg_reduce", y, columns);
  const float scalars[] = {(float)ck_sum_of_squares(tall, 3000), ck_all_finite(tall, 3000)};
  show("sum_of_squares, all_finite", scalars, 2);
}

static void softmax(void) {
  float *x = numbers(count, 12), *g = numbers(count, 13), *y = zeros(count), *out = zeros(count);
  for (int logarithm = 0; logarithm < 2; logarithm++) {
    ck_softmax(x, y, rows, columns, logarithm);
    show("softmax", y, count);
    ck_softmax_gradient(g, y, out, rows, columns, logarithm);
    show("softmax_gradient", out, count);
  }
  ck_log_sum_exp(x, y, rows, columns);
  show("log_sum_exp", y, rows);
  ck_masked_softmax(x, NULL, rows, columns, columns - rows + 1, true);
  show("masked_softmax", x, count);
  float *mask = zeros(count);
  for (int i = 0; i < count; i++) mask[i] = (float)(i % 3);
  ck_masked_softmax(g, mask, rows, columns, columns, false);
  show("masked_softmax", g, count);
}

static void losses(void) {
  float *x = numbers(count, 15), *t = positive(count, 16), *y = zeros(count), *p = zeros(count), scale = 0.7f;
  int32_t *labels = indices(rows, columns, 17);
  ck_cross_entropy(x, labels, y, p, rows, columns);
  show("cross_entropy", y, rows);
  ck_cross_entropy_gradient(p, labels, &scale, 0, 0.1f, y, rows, columns);
  show("cross_entropy_gradient", y, count);
  ck_binary_cross_entropy(x, t, y, count);
  show("binary_cross_entropy", y, count);
  ck_binary_cross_entropy_gradient(x, t, &scale, 0, 0.1f, y, count);
  show("binary_cross_entropy_gradient", y, count);
}

static void norms(void) {
  float *x = numbers(count, 18), *g = numbers(count, 19), *gain = numbers(columns, 20), *shift = numbers(columns, 21);
  float *y = zeros(count), *mean = zeros(columns), *spread = zeros(columns);
  for (int centered = 0; centered < 2; centered++) {
    float *dgain = zeros(columns), *dshift = zeros(columns);
    ck_row_norm(x, gain, shift, y, mean, spread, rows, columns, 1e-5f, centered);
    show("row_norm", y, count);
    ck_row_norm_gradient(g, x, gain, mean, spread, y, dgain, dshift, rows, columns, centered);
    show("row_norm_gradient", y, count);
    show("row_norm_gradient", dgain, columns);
    show("row_norm_gradient", dshift, columns);
  }
  ck_channel_moments(x, mean, spread, 3, 3, columns, 3 * columns);
  show("channel_moments", mean, 3);
  show("channel_moments", spread, 3);
  ck_channel_affine(x, spread, gain, shift, y, 3, 3, columns);
  show("channel_affine", y, count);
  ck_channel_sums(g, x, gain, mean, spread, 3, 3, columns, 3 * columns);
  show("channel_sums", mean, 3);
  show("channel_sums", spread, 3);
}

void exercise_rows(void) {
  reductions();
  softmax();
  losses();
  norms();
}
