#include <math.h>
#include <stdio.h>

#include "exercise.h"

// Not a multiple of any vector's width, so that loops have a remainder.
enum { count = 301 };

static void unary(void) {
#define NAME(name, value, slope) #name,
  const char *names[] = {CK_UNARY_OPS(NAME)};
  for (int op = 0; op < (int)(sizeof names / sizeof *names); op++) {
    float *x = positive(count, 1), *y = zeros(count), *g = numbers(count, 2), *out = zeros(count);
    ck_unary((ck_unary_op)op, x, y, count, 0.3f, 0.7f);
    show(names[op], y, count);
    ck_unary_gradient((ck_unary_op)op, g, x, out, count, 0.3f, 0.7f);
    show(names[op], out, count);
  }
}

static void special(void) {
  const ck_unary_op ops[] = {ck_exp, ck_log, ck_tanh, ck_sigmoid, ck_softplus, ck_gelu, ck_silu};
  const float x[] = {0, -0.0f, 1e-42f, -1, 90, -110, INFINITY, -INFINITY, NAN, 1e30f, 0.7f, 0.6f};
  for (int i = 0; i < 7; i++) {
    float y[12];
    ck_unary(ops[i], x, y, 12, 0, 0);
    show("special", y, 12);
  }
}

static void binary(void) {
#define BINARY_NAME(name, value) #name,
  const char *names[] = {CK_BINARY_OPS(BINARY_NAME)};
  const int64_t dense[] = {1}, whole[] = {count}, sizes[] = {7, 43}, a_steps[] = {43, 1}, b_steps[] = {0, 1};
  for (int op = 0; op < (int)(sizeof names / sizeof *names); op++) {
    float *a = positive(count, 3), *b = positive(count, 4), *out = zeros(count);
    ck_binary((ck_binary_op)op, a, b, out, 1, whole, dense, dense);
    show(names[op], out, count);
    ck_binary((ck_binary_op)op, a, b, out, 2, sizes, a_steps, b_steps);
    show(names[op], out, count);
  }
}

static void shaping(void) {
  float *x = numbers(count, 5), *y = numbers(count, 6), *out = zeros(count);
  uint8_t bytes[count];
  for (int i = 0; i < count; i++) bytes[i] = (uint8_t)(i * 31);
  ck_from_bytes(bytes, out, count, 255);
  show("from_bytes", out, count);
  ck_fill(out, count, 0.25f);
  ck_accumulate(x, out, count, 0.3f);
  show("accumulate", out, count);
  ck_select(x, y, out, out, count);
  show("select", out, count);
  const int64_t sizes[] = {43, 7}, from[] = {1, 43}, to[] = {7, 1};
  ck_copy(x, out, 2, sizes, from, to, false);
  ck_copy(y, out, 2, sizes, from, to, true);
  show("copy", out, count);
  int32_t *places = indices(20, 43, 7);
  ck_gather(x, places, out, 20, 7);
  show("gather", out, 140);
  ck_scatter_add(x, places, y, 20, 7);
  show("scatter_add", y, count);
  ck_gelu_with_slope(x, y, out, count);
  show("gelu_with_slope", y, count);
  show("gelu_with_slope", out, count);
  ck_dropout(x, y, 7, count, 0.3f, 12345);
  show("dropout", y, count);
  ck_cumulative_sum(x, y, 1, 43, 7, true);
  show("cumulative_sum", y, count);
}

static void optimizers(void) {
  float *w = numbers(count, 8), *g = numbers(count, 9), *m = zeros(count), *v = zeros(count);
  const ck_adam adam = {1e-3f, 0.9f, 0.999f, 1e-8f, 0.01f, 0.1f, 0.001f, 0.5f, true};
  ck_adam_step(&adam, w, g, m, v, w, count);
  show("adam_step", w, count);
  const ck_sgd sgd = {0.1f, 0.9f, 0.01f, 0.5f, true, false};
  ck_sgd_step(&sgd, w, g, m, w, count);
  show("sgd_step", w, count);
  const ck_rmsprop rmsprop = {0.01f, 0.99f, 1e-8f, 0.9f, 0.01f};
  ck_rmsprop_step(&rmsprop, w, g, v, m, w, count);
  show("rmsprop_step", w, count);
  ck_adagrad_step(0.01f, 1e-8f, 0.01f, w, g, v, w, count);
  show("adagrad_step", w, count);
}

void exercise_elements(void) {
  unary();
  special();
  binary();
  shaping();
  optimizers();
}
