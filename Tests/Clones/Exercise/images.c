#include "exercise.h"

/// A square window on images of 11 × 13.
static ck_window window_of(int64_t kernel, int64_t stride, int64_t padding) {
  int64_t rows = (11 + 2 * padding - kernel) / stride + 1, columns = (13 + 2 * padding - kernel) / stride + 1;
  return (ck_window){kernel, kernel, stride, stride, padding, padding, 1, 1, 11, 13, rows, columns};
}

static void convolution(int64_t kernel, int64_t stride, int64_t padding, int64_t filters) {
  ck_convolution c = {window_of(kernel, stride, padding), 3, 2, 2, filters};
  int64_t inputs = 3 * 4 * 11 * 13, weights = 2 * filters * 2 * kernel * kernel;
  int64_t outputs = 3 * 2 * filters * c.window.output_height * c.window.output_width;
  float *x = numbers(inputs, 22), *w = numbers(weights, 23), *g = numbers(outputs, 24);
  float *y = zeros(outputs), *dx = zeros(inputs), *dw = zeros(weights);
  const float direct = ck_convolves_directly(&c);
  show("convolves_directly", &direct, 1);
  const ck_finish plain = {.bias = NULL};
  ck_convolve(&c, x, w, &plain, y);
  show("convolve", y, outputs);
  for (int way = 0; way < 4 && direct; way++) {
    const ck_finish finish = {.bias = g, .relu = way & 1, .pools = way & 2};
    float *finished = zeros(outputs);
    ck_convolve(&c, x, w, &finish, finished);
    show("convolve_and_finish", finished, outputs);
  }
  ck_convolve_input_gradient(&c, g, w, dx);
  show("convolve_input_gradient", dx, inputs);
  ck_convolve_weight_gradient(&c, g, x, dw);
  show("convolve_weight_gradient", dw, weights);
}

static void columns(void) {
  ck_window w = window_of(3, 2, 1);
  int64_t pixels = 2 * 11 * 13, count = 2 * 9 * w.output_height * w.output_width;
  float *x = numbers(pixels, 25), *y = zeros(count);
  ck_image_to_columns(&w, x, 2, y);
  show("image_to_columns", y, count);
  ck_columns_to_image(&w, y, 2, x);
  show("columns_to_image", x, pixels);
}

static void pools(void) {
  ck_window w = window_of(3, 2, 1);
  int64_t pixels = 4 * 11 * 13, places = 4 * w.output_height * w.output_width;
  float *x = numbers(pixels, 26), *g = numbers(places, 27), *y = zeros(places), *dx = zeros(pixels);
  int32_t *chosen = zeroed(places, sizeof(int32_t));
  ck_max_pool(&w, x, y, chosen, 4);
  show("max_pool", y, places);
  ck_max_pool_gradient(&w, g, chosen, dx, 4);
  show("max_pool_gradient", dx, pixels);
  ck_average_pool(&w, x, y, 4);
  show("average_pool", y, places);
  ck_average_pool_gradient(&w, g, dx, 4);
  show("average_pool_gradient", dx, pixels);
  ck_add_channel_bias(g, x, 2, 2, 11 * 13);
  show("add_channel_bias", x, pixels);
}

void exercise_images(void) {
  for (int64_t filters = 1; filters <= 27; filters++) convolution(3, 1, 1, filters);
  convolution(5, 1, 2, 7);
  convolution(3, 2, 1, 7);
  convolution(1, 1, 0, 7);
  columns();
  pools();
}
