// With stride 1, an image with a frame of zeros, row after row, is its own column matrix: the pixel under place (ky,
// kx) of the kernel is always the same distance after the output's place. So each weight multiplies a run of
// neighbouring pixels, and nothing is copied nine times for a 3 × 3 kernel. At the end of each row the kernel reaches
// into the next row; these places are computed too and left out of the result.
//
// Letters: f is the frame, w the window, c an input channel, o an output channel, r a row of the output, (ky, kx) a place
// of the kernel, p a place of a run; x the image, g the result's gradient, dx and dw gradients.
#include "convolution_direct.h"

#include "sums.h"

enum { strip = 16, max_rows = 12 };

/// An image with a frame, and a kernel's places in it.
typedef struct {
  int64_t channels, height, width;  // of the image
  int64_t top, left;                // the frame's width
  int64_t row, plane;               // the distance of framed rows, of framed channels
  int64_t rows, columns;            // of the output
  int64_t run;                      // places from the output's first to its last, in framed rows
  int64_t depth;                    // weights of one output
} frame;

static frame framed(int64_t channels, int64_t height, int64_t width, int64_t top, int64_t left, const ck_window *w) {
  frame f = {.channels = channels, .height = height, .width = width, .top = top, .left = left};
  f.row = width + 2 * left;
  f.plane = (height + 2 * top) * f.row;
  f.rows = height + 2 * top - (w->kernel_height - 1) * w->dilation_height;
  f.columns = f.row - (w->kernel_width - 1) * w->dilation_width;
  f.run = (f.rows - 1) * f.row + f.columns;
  f.depth = channels * w->kernel_height * w->kernel_width;
  return f;
}

/// Runs are computed in whole strips.
static int64_t padded_run(const frame *f) { return (f->run + strip - 1) / strip * strip; }

bool ck_is_direct(const ck_window *w) {
  return w->stride_height == 1 && w->stride_width == 1 &&
         w->padding_height <= (w->kernel_height - 1) * w->dilation_height &&
         w->padding_width <= (w->kernel_width - 1) * w->dilation_width;
}

/// The size of a framed copy. The last strip reads past its end.
static int64_t framed_count(const frame *f) { return f->channels * f->plane + strip; }

static size_t framed_bytes(const frame *f) { return (size_t)framed_count(f) * sizeof(float); }

/// Copies an image with zeros around each channel and after the last one.
static void put_in_frame(const frame *f, const float *x, float *copy) {
  memset(copy, 0, framed_bytes(f));
  for (int64_t c = 0; c < f->channels; c++)
    for (int64_t y = 0; y < f->height; y++)
      memcpy(copy + c * f->plane + (f->top + y) * f->row + f->left, x + (c * f->height + y) * f->width,
             (size_t)f->width * sizeof(float));
}

/// The distance of each weight's pixel from the output's place.
static int64_t *take_offsets(const frame *f, const ck_window *w) {
  int64_t *offsets = ck_pool_acquire((size_t)f->depth * sizeof(int64_t)), *next = offsets;
  for (int64_t c = 0; c < f->channels; c++)
    for (int64_t ky = 0; ky < w->kernel_height; ky++)
      for (int64_t kx = 0; kx < w->kernel_width; kx++)
        *next++ = c * f->plane + ky * w->dilation_height * f->row + kx * w->dilation_width;
  return offsets;
}

// MARK: Forward

/// `vectors` · 16 places of `rows` outputs; every caller passes constants for both.
INLINE void strip_of(int rows, int vectors, const float *x, const int64_t *offsets, const float *weight, int64_t depth,
                     float *y, int64_t run) {
  wide_vector sums[max_rows][max_vectors];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) sums[i][v] = (wide_vector){0};
  const float *w[max_rows / 3];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i += 3) w[i / 3] = weight + i * depth;
  int64_t left = depth;
  for (; left >= unroll; left -= unroll) {
#pragma clang loop unroll(full)
    for (int d = 0; d < unroll; d++) {
      const float *at[max_rows / 3];
#pragma clang loop unroll(full)
      for (int i = 0; i < rows; i += 3) at[i / 3] = w[i / 3] + d;
      add_step(rows, vectors, at, depth, x + offsets[d], strip, sums);
    }
    offsets += unroll;
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i += 3) {
      w[i / 3] += unroll;
      KEEP_ADDRESS(w[i / 3]);
    }
  }
  for (; left > 0; left--, offsets++) {
    add_step(rows, vectors, w, depth, x + *offsets, strip, sums);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i += 3) w[i / 3]++;
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) *(wide_vector *)(y + i * run + v * strip) = sums[i][v];
}

/// All places of `rows` outputs, with as many sums at a time as there are registers.
INLINE void all_strips(int rows, int vectors, const float *x, const int64_t *offsets, const float *weight,
                       int64_t depth, float *y, int64_t run) {
  int64_t j = 0;
  for (; j + vectors * strip <= run; j += vectors * strip)
    strip_of(rows, vectors, x + j, offsets, weight, depth, y + j, run);
  for (; vectors > 1 && j < run; j += strip) strip_of(rows, 1, x + j, offsets, weight, depth, y + j, run);
}

/// A number of outputs that are computed together, and how many vectors of each.
#define ROWS(rows, vectors) \
  case rows: all_strips(rows, vectors, x, offsets, weight, depth, y, run); break;

CLONES static void convolve_runs(const float *x, const int64_t *offsets, const float *weight, int64_t depth,
                                 int64_t outputs, float *y, int64_t run) {
  switch (outputs) {
    // clang-format off
    ROWS(1, 4) ROWS(2, 2) ROWS(3, 2) ROWS(4, 1) ROWS(5, 1) ROWS(6, 1)
    // clang-format on
  }
}

WIDE static void convolve_wide_runs(const float *x, const int64_t *offsets, const float *weight, int64_t depth,
                                    int64_t outputs, float *y, int64_t run) {
  switch (outputs) {
    // clang-format off
    ROWS(1, 8) ROWS(2, 8) ROWS(3, 8) ROWS(4, 4) ROWS(5, 4) ROWS(6, 4)
    ROWS(7, 2) ROWS(8, 2) ROWS(9, 2) ROWS(10, 2) ROWS(11, 2) ROWS(12, 2)
    // clang-format on
  }
}
#undef ROWS

/// Divides the outputs equally: a remainder of one or two would leave most of the registers unused.
INLINE int64_t rows_of_share(int64_t outputs, int64_t most, int64_t share) {
  int64_t shares = 1 + (outputs - 1) / most;
  return outputs / shares + (share < outputs % shares ? 1 : 0);
}

/// What takes the sums of some outputs, from `first` on.
typedef void (*sums_taker)(const ck_runs *runs, const ck_finish *finish, int64_t first, int64_t outputs, float *y);

/// As many outputs at a time as the registers have room for; their sums are handed on while they are in a near cache.
static void convolve(const frame *f, const ck_window *w, const float *x, const float *weight, int64_t outputs,
                     sums_taker take, const ck_finish *finish, float *y) {
  bool wide = HAS_WIDE_REGISTERS;
  int64_t run = padded_run(f), most = wide ? max_rows : max_rows / 2;
  size_t bytes = (size_t)(least(most, outputs) * run) * sizeof(float);
  float *image = ck_pool_acquire(framed_bytes(f)), *sums = ck_pool_acquire(bytes);
  put_in_frame(f, x, image);
  int64_t *offsets = take_offsets(f, w);
  ck_runs runs = {sums, run, f->row, f->rows, f->columns};
  for (int64_t o = 0, share = 0, rows; o < outputs; o += rows, share++) {
    rows = rows_of_share(outputs, most, share);
    if (wide) convolve_wide_runs(image, offsets, weight + o * f->depth, f->depth, rows, sums, run);
    else convolve_runs(image, offsets, weight + o * f->depth, f->depth, rows, sums, run);
    take(&runs, finish, o, rows, y);
  }
  ck_pool_release(offsets, (size_t)f->depth * sizeof(int64_t));
  ck_pool_release(sums, bytes);
  ck_pool_release(image, framed_bytes(f));
}

void ck_direct_convolve(const ck_window *w, int64_t channels, int64_t outputs, const float *x, const float *weight,
                        const ck_finish *finish, float *y) {
  frame f = framed(channels, w->height, w->width, w->padding_height, w->padding_width, w);
  convolve(&f, w, x, weight, outputs, ck_finish_runs, finish, y);
}

// MARK: Backward

void ck_direct_input_gradient(const ck_window *w, int64_t channels, int64_t outputs, const float *g,
                              const float *weight, float *dx) {
  // This is a convolution of the gradient with the kernel rotated by 180 degrees.
  int64_t places = w->kernel_height * w->kernel_width;
  size_t bytes = (size_t)(channels * outputs * places) * sizeof(float);
  float *turned = ck_pool_acquire(bytes);
  for (int64_t o = 0; o < outputs; o++)
    for (int64_t c = 0; c < channels; c++)
      for (int64_t k = 0; k < places; k++)
        turned[(c * outputs + o) * places + places - 1 - k] = weight[(o * channels + c) * places + k];
  frame f = framed(outputs, w->output_height, w->output_width,
                   (w->kernel_height - 1) * w->dilation_height - w->padding_height,
                   (w->kernel_width - 1) * w->dilation_width - w->padding_width, w);
  convolve(&f, w, g, turned, channels, ck_add_runs, NULL, dx);
  ck_pool_release(turned, bytes);
}

// The weights' gradient: each is a sum over all places of all images. Few images or places are taken at a time, so that
// the gradient's runs stay in the first cache while all weights of their outputs are summed.

enum { dot_rows = 8, dot_columns = 3, block_places = 1024 };

/// Places `first` ..< `first + count` of the runs of some images.
typedef struct {
  const float *g, *x;
  int64_t images, g_step, x_step;  // distances between images
  int64_t first, count, run;
  const int64_t *offsets;
  int64_t depth;
} dot_block;

/// Sums of products of `rows` runs with `columns` runs.
INLINE void dots_of(int rows, int columns, const dot_block *b, int64_t output, int64_t d, float *dw) {
  wide_vector sums[dot_rows][dot_columns];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < columns; j++) sums[i][j] = (wide_vector){0};
  int64_t run = b->run, count = b->count;
  for (int64_t image = 0; image < b->images; image++) {
    const float *g = b->g + image * b->g_step + output * run + b->first, *x[dot_columns];
#pragma clang loop unroll(full)
    for (int j = 0; j < columns; j++) x[j] = b->x + image * b->x_step + b->offsets[d + j] + b->first;
    for (int64_t p = 0; p < count; p += strip) {
      wide_vector right[dot_columns];
#pragma clang loop unroll(full)
      for (int j = 0; j < columns; j++) right[j] = *(const wide_vector *)(x[j] + p);
#pragma clang loop unroll(full)
      for (int i = 0; i < rows; i++) {
        wide_vector left = *(const wide_vector *)(g + i * run + p);
#pragma clang loop unroll(full)
        for (int j = 0; j < columns; j++) sums[i][j] += left * right[j];
      }
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < columns; j++) dw[(output + i) * b->depth + d + j] += total_of(&sums[i][j]);
}

/// Sums the weights of `rows` outputs at a time, beginning with `*output`, as long as that many are left.
INLINE void dots_of_rows(int rows, const dot_block *b, int64_t *output, int64_t outputs, float *dw) {
  for (; *output + rows <= outputs; *output += rows) {
    int64_t d = 0;
    for (; d + dot_columns <= b->depth; d += dot_columns) dots_of(rows, dot_columns, b, *output, d, dw);
    for (; d < b->depth; d++) dots_of(rows, 1, b, *output, d, dw);
  }
}

CLONES static void weight_dots(const dot_block *b, int64_t outputs, float *dw) {
  int64_t output = 0;
  dots_of_rows(2, b, &output, outputs, dw);
  dots_of_rows(1, b, &output, outputs, dw);
}

WIDE static void wide_weight_dots(const dot_block *b, int64_t outputs, float *dw) {
  int64_t output = 0;
  dots_of_rows(dot_rows, b, &output, outputs, dw);
  dots_of_rows(4, b, &output, outputs, dw);
  dots_of_rows(1, b, &output, outputs, dw);
}

/// The gradient's rows in framed rows; the places between them are 0.
static void lay_out_runs(const frame *f, int64_t outputs, const float *g, float *runs) {
  int64_t run = padded_run(f);
  memset(runs, 0, (size_t)(outputs * run) * sizeof(float));
  for (int64_t o = 0; o < outputs; o++)
    for (int64_t r = 0; r < f->rows; r++)
      memcpy(runs + o * run + r * f->row, g + (o * f->rows + r) * f->columns, (size_t)f->columns * sizeof(float));
}

void ck_direct_weight_gradient(const ck_window *w, int64_t channels, int64_t outputs, int64_t images, const float *g,
                               int64_t g_step, const float *x, int64_t x_step, float *dw) {
  frame f = framed(channels, w->height, w->width, w->padding_height, w->padding_width, w);
  int64_t run = padded_run(&f), together = run < block_places ? least(images, block_places / run) : 1;
  int64_t framed_size = framed_count(&f), runs_size = outputs * run;
  float *framed_images = ck_pool_acquire((size_t)(together * framed_size) * sizeof(float));
  float *runs = ck_pool_acquire((size_t)(together * runs_size) * sizeof(float));
  int64_t *offsets = take_offsets(&f, w);
  for (int64_t i = 0; i < images; i += together) {
    dot_block b = {.g = runs, .x = framed_images, .images = least(together, images - i), .g_step = runs_size};
    b.x_step = framed_size, b.run = run, b.offsets = offsets, b.depth = f.depth;
    for (int64_t k = 0; k < b.images; k++) {
      put_in_frame(&f, x + (i + k) * x_step, framed_images + k * framed_size);
      lay_out_runs(&f, outputs, g + (i + k) * g_step, runs + k * runs_size);
    }
    for (b.first = 0; b.first < run; b.first += block_places) {
      b.count = least(block_places, run - b.first);
      if (HAS_WIDE_REGISTERS) wide_weight_dots(&b, outputs, dw);
      else weight_dots(&b, outputs, dw);
    }
  }
  ck_pool_release(offsets, (size_t)f.depth * sizeof(int64_t));
  ck_pool_release(runs, (size_t)(together * runs_size) * sizeof(float));
  ck_pool_release(framed_images, (size_t)(together * framed_size) * sizeof(float));
}
