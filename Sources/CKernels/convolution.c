// Convolution image by image, the images shared among the threads: directly if the stride is 1, otherwise as matrix
// products over columns.
//
// Letters: c is the convolution's extents, j the job, i a group of an image's channels, x the images, g the result's
// gradient. A depth is the number of weights of one output channel: the rows of a column matrix; places are its columns,
// the output's pixels.
#include "convolution_direct.h"

static int64_t places_of(const ck_convolution *c) { return c->window.output_height * c->window.output_width; }
static int64_t depth_of(const ck_convolution *c) {
  return c->channels * c->window.kernel_height * c->window.kernel_width;
}

/// A 1 × 1 kernel that visits every pixel: the image is its own column matrix.
static bool is_pointwise(const ck_window *w) {
  return w->kernel_height * w->kernel_width * w->stride_height * w->stride_width == 1 &&
         w->padding_height + w->padding_width == 0;
}

bool ck_convolves_directly(const ck_convolution *c) { return ck_is_direct(&c->window) && !is_pointwise(&c->window); }

/// The number of chunks: few, so that scratch is used for many images; fixed, so that sums over chunks do not depend on
/// the number of threads.
static int64_t chunks_of(const ck_convolution *c) { return least(c->batch, 16); }

typedef struct {
  const ck_convolution *c;
  const float *a, *b;
  float *out;
  int64_t chunks;
  const ck_finish *finish;  // of the forward pass
} image_job;

/// Runs `task` on the chunks: shared if there are enough multiplications.
static void run(image_job *j, void (*task)(void *context, int64_t chunk)) {
  const ck_convolution *c = j->c;
  int64_t work = c->batch * c->groups * c->outputs * depth_of(c) * places_of(c);
  if (work > (int64_t)1 << 19) {
    ck_parallel(j->chunks, task, j);
  } else {
    for (int64_t chunk = 0; chunk < j->chunks; chunk++) task(j, chunk);
  }
}

/// The images of one chunk, group by group.
typedef struct {
  const ck_convolution *c;
  int64_t depth, places;
  int64_t first, end;              // groups of all images
  int64_t image, filters, output;  // sizes of one group's input channels, filters and output channels
  float *columns;                  // scratch for a column matrix
} chunk_view;

static size_t columns_bytes(const chunk_view *v) { return (size_t)(v->depth * v->places) * sizeof(float); }

static chunk_view begin_chunk(const image_job *j, int64_t chunk) {
  const ck_convolution *c = j->c;
  chunk_view v = {.c = c, .depth = depth_of(c), .places = places_of(c)};
  v.first = c->batch * chunk / j->chunks * c->groups;
  v.end = c->batch * (chunk + 1) / j->chunks * c->groups;
  v.image = c->channels * c->window.height * c->window.width;
  v.filters = c->outputs * v.depth;
  v.output = c->outputs * v.places;
  v.columns = ck_pool_acquire(columns_bytes(&v));
  return v;
}

static void end_chunk(const chunk_view *v) { ck_pool_release(v->columns, columns_bytes(v)); }

/// An image as its column matrix, made in the scratch if it is not one already.
static const float *columns_of(const chunk_view *v, const float *image) {
  if (is_pointwise(&v->c->window)) return image;
  ck_image_to_columns(&v->c->window, image, v->c->channels, v->columns);
  return v->columns;
}

/// The size of one group's results.
static int64_t finished_count(const chunk_view *v, const ck_finish *finish) {
  const ck_window *w = &v->c->window;
  return finish->pools ? v->c->outputs * (w->output_height / 2) * (w->output_width / 2) : v->output;
}

static void forward(void *context, int64_t chunk) {
  const image_job *j = context;
  const ck_convolution *c = j->c;
  chunk_view v = begin_chunk(j, chunk);
  for (int64_t i = v.first; i < v.end; i++) {
    const float *x = j->a + i * v.image, *weight = j->b + i % c->groups * v.filters;
    ck_finish finish = *j->finish;
    if (finish.bias) finish.bias += i % c->groups * c->outputs;
    float *y = j->out + i * finished_count(&v, &finish);
    if (ck_convolves_directly(c)) {
      ck_direct_convolve(&c->window, c->channels, c->outputs, x, weight, &finish, y);
    } else {
      ck_gemm(false, false, c->outputs, v.places, v.depth, 1, weight, columns_of(&v, x), 0, y);
      if (finish.bias) ck_add_channel_bias(finish.bias, y, 1, c->outputs, v.places);
    }
  }
  end_chunk(&v);
}

void ck_convolve(const ck_convolution *c, const float *x, const float *weight, const ck_finish *finish, float *y) {
  image_job j = {c, x, weight, y, chunks_of(c), finish};
  run(&j, forward);
}

static void input_gradient(void *context, int64_t chunk) {
  const image_job *j = context;
  const ck_convolution *c = j->c;
  chunk_view v = begin_chunk(j, chunk);
  for (int64_t i = v.first; i < v.end; i++) {
    const float *g = j->a + i * v.output, *weight = j->b + i % c->groups * v.filters;
    float *dx = j->out + i * v.image;
    if (ck_convolves_directly(c)) {
      ck_direct_input_gradient(&c->window, c->channels, c->outputs, g, weight, dx);
    } else if (is_pointwise(&c->window)) {
      ck_gemm(true, false, v.depth, v.places, c->outputs, 1, weight, g, 1, dx);
    } else {
      ck_gemm(true, false, v.depth, v.places, c->outputs, 1, weight, g, 0, v.columns);
      ck_columns_to_image(&c->window, v.columns, c->channels, dx);
    }
  }
  end_chunk(&v);
}

void ck_convolve_input_gradient(const ck_convolution *c, const float *g, const float *weight, float *out) {
  image_job j = {c, g, weight, out, chunks_of(c), NULL};
  run(&j, input_gradient);
}

static void weight_gradient(void *context, int64_t chunk) {
  const image_job *j = context;
  const ck_convolution *c = j->c;
  chunk_view v = begin_chunk(j, chunk);
  int64_t weights = c->groups * v.filters;
  float *out = j->out + chunk * weights;
  memset(out, 0, (size_t)weights * sizeof(float));
  bool direct = ck_convolves_directly(c);
  for (int64_t group = 0; group < c->groups && direct; group++) {
    const float *g = j->a + (v.first + group) * v.output, *x = j->b + (v.first + group) * v.image;
    ck_direct_weight_gradient(&c->window, c->channels, c->outputs, (v.end - v.first) / c->groups, g,
                              c->groups * v.output, x, c->groups * v.image, out + group * v.filters);
  }
  for (int64_t i = v.first; i < v.end && !direct; i++) {
    const float *g = j->a + i * v.output, *x = columns_of(&v, j->b + i * v.image);
    ck_gemm(false, true, c->outputs, v.depth, v.places, 1, g, x, 1, out + i % c->groups * v.filters);
  }
  end_chunk(&v);
}

void ck_convolve_weight_gradient(const ck_convolution *c, const float *g, const float *x, float *out) {
  int64_t weights = c->groups * c->outputs * depth_of(c);
  image_job j = {c, g, x, NULL, chunks_of(c), NULL};
  size_t bytes = (size_t)(j.chunks * weights) * sizeof(float);
  j.out = ck_pool_acquire(bytes);
  run(&j, weight_gradient);
  for (int64_t chunk = 0; chunk < j.chunks; chunk++) ck_accumulate(j.out + chunk * weights, out, weights, 1.0f);
  ck_pool_release(j.out, bytes);
}
