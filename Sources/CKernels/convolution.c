// Convolution image by image, the images shared among the threads: directly where the stride is 1, else as matrix
// products over columns.
#include "convolution_direct.h"

typedef struct {
  const ck_convolution *c;
  const float *a, *b;
  float *out;
  int64_t chunks;
} job;

/// The images of one chunk.
static void images_of(const job *j, int64_t chunk, int64_t *first, int64_t *end) {
  *first = j->c->batch * chunk / j->chunks;
  *end = j->c->batch * (chunk + 1) / j->chunks;
}

static int64_t places_of(const ck_convolution *c) { return c->window.output_height * c->window.output_width; }
static int64_t depth_of(const ck_convolution *c) {
  return c->channels * c->window.kernel_height * c->window.kernel_width;
}
static int64_t pixels_of(const ck_convolution *c) { return c->window.height * c->window.width; }

/// A 1 × 1 kernel that visits every pixel: the image is its own column matrix.
static bool is_pointwise(const ck_window *w) {
  return w->kernel_height * w->kernel_width * w->stride_height * w->stride_width == 1 &&
         w->padding_height + w->padding_width == 0;
}

bool ck_convolves_directly(const ck_convolution *c) { return ck_is_direct(&c->window) && !is_pointwise(&c->window); }

/// An image as its column matrix, made in `columns` where it is not one already.
static const float *columns_of(const ck_convolution *c, const float *image, float *columns) {
  if (is_pointwise(&c->window)) return image;
  ck_image_to_columns(&c->window, image, c->channels, columns);
  return columns;
}

/// Few chunks, so that each thread's scratch is used for many images; a fixed number, so that sums over chunks do not
/// depend on the number of threads.
static int64_t chunks_of(const ck_convolution *c) { return least(c->batch, 16); }

/// Runs `task` on the chunks: shared where the products are worth it.
static void run(job *j, void (*task)(void *context, int64_t chunk)) {
  const ck_convolution *c = j->c;
  int64_t work = c->batch * c->groups * c->outputs * depth_of(c) * places_of(c);
  if (work > (int64_t)1 << 19) {
    ck_parallel(j->chunks, task, j);
  } else {
    for (int64_t chunk = 0; chunk < j->chunks; chunk++) task(j, chunk);
  }
}

static void forward(void *context, int64_t chunk) {
  const job *j = context;
  const ck_convolution *c = j->c;
  int64_t places = places_of(c), depth = depth_of(c), pixels = pixels_of(c), first, end;
  size_t bytes = (size_t)(depth * places) * sizeof(float);
  float *columns = ck_take(bytes);
  images_of(j, chunk, &first, &end);
  for (int64_t i = first * c->groups; i < end * c->groups; i++) {
    const float *image = j->a + i * c->channels * pixels, *weight = j->b + i % c->groups * c->outputs * depth;
    float *target = j->out + i * c->outputs * places;
    if (ck_convolves_directly(c)) ck_direct_convolve(&c->window, c->channels, c->outputs, image, weight, target);
    else ck_gemm(false, false, c->outputs, places, depth, 1, weight, columns_of(c, image, columns), 0, target);
  }
  ck_give(columns, bytes);
}

void ck_convolve(const ck_convolution *c, const float *x, const float *weight, float *y) {
  job j = {c, x, weight, y, chunks_of(c)};
  run(&j, forward);
}

static void input_gradient(void *context, int64_t chunk) {
  const job *j = context;
  const ck_convolution *c = j->c;
  int64_t places = places_of(c), depth = depth_of(c), pixels = pixels_of(c), first, end;
  size_t bytes = (size_t)(depth * places) * sizeof(float);
  float *columns = ck_take(bytes);
  images_of(j, chunk, &first, &end);
  for (int64_t i = first * c->groups; i < end * c->groups; i++) {
    const float *g = j->a + i * c->outputs * places, *weight = j->b + i % c->groups * c->outputs * depth;
    float *image = j->out + i * c->channels * pixels;
    if (ck_convolves_directly(c)) {
      ck_direct_input_gradient(&c->window, c->channels, c->outputs, g, weight, image);
    } else if (is_pointwise(&c->window)) {
      ck_gemm(true, false, depth, places, c->outputs, 1, weight, g, 1, image);
    } else {
      ck_gemm(true, false, depth, places, c->outputs, 1, weight, g, 0, columns);
      ck_columns_to_image(&c->window, columns, c->channels, image);
    }
  }
  ck_give(columns, bytes);
}

void ck_convolve_input_gradient(const ck_convolution *c, const float *g, const float *weight, float *out) {
  job j = {c, g, weight, out, chunks_of(c)};
  run(&j, input_gradient);
}

static void weight_gradient(void *context, int64_t chunk) {
  const job *j = context;
  const ck_convolution *c = j->c;
  int64_t places = places_of(c), depth = depth_of(c), pixels = pixels_of(c), first, end;
  int64_t weights = c->groups * c->outputs * depth;
  size_t bytes = (size_t)(depth * places) * sizeof(float);
  float *columns = ck_take(bytes), *out = j->out + chunk * weights;
  memset(out, 0, (size_t)weights * sizeof(float));
  images_of(j, chunk, &first, &end);
  for (int64_t i = first * c->groups; i < end * c->groups; i++) {
    const float *g = j->a + i * c->outputs * places, *image = j->b + i * c->channels * pixels;
    float *target = out + i % c->groups * c->outputs * depth;
    if (ck_convolves_directly(c)) ck_direct_weight_gradient(&c->window, c->channels, c->outputs, g, image, target);
    else ck_gemm(false, true, c->outputs, depth, places, 1, g, columns_of(c, image, columns), 1, target);
  }
  ck_give(columns, bytes);
}

void ck_convolve_weight_gradient(const ck_convolution *c, const float *g, const float *x, float *out) {
  int64_t weights = c->groups * c->outputs * depth_of(c);
  job j = {c, g, x, NULL, chunks_of(c)};
  size_t bytes = (size_t)(j.chunks * weights) * sizeof(float);
  j.out = ck_take(bytes);
  run(&j, weight_gradient);
  for (int64_t chunk = 0; chunk < j.chunks; chunk++) ck_accumulate(j.out + chunk * weights, out, weights, 1.0f);
  ck_give(j.out, bytes);
}
