// With stride 1, an image with a frame of zeros, row after row, is its own column matrix: the pixel under place (ky,
// kx) of the kernel is always the same distance after the output's place. So each weight multiplies a run of
// neighbouring pixels, and nothing is copied nine times for a 3 × 3 kernel. At the end of each row the kernel reaches
// into the next row; these places are computed too and left out of the result.
//
// Letters: f is the frame, w the window, c an input channel, o an output channel, r a row of the output, (ky, kx) a place
// of the kernel, p a place of a run; x the image, g the result's gradient, dx and dw gradients.
#include "convolution_direct.h"

#include "sums.h"

enum { lanes = 8, strip = 16, max_rows = 6 };

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

static size_t framed_bytes(const frame *f) { return (size_t)(f->channels * f->plane + strip) * sizeof(float); }

/// A copy with zeros around each channel and after the last one.
static float *take_framed(const frame *f, const float *x) {
  float *copy = ck_pool_acquire(framed_bytes(f));
  memset(copy, 0, framed_bytes(f));
  for (int64_t c = 0; c < f->channels; c++)
    for (int64_t y = 0; y < f->height; y++)
      memcpy(copy + c * f->plane + (f->top + y) * f->row + f->left, x + (c * f->height + y) * f->width,
             (size_t)f->width * sizeof(float));
  return copy;
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

/// A strip of sixteen places of `rows` outputs; every caller passes a constant for `rows`.
INLINE void strip_of(int rows, const float *x, const int64_t *offsets, const float *weight, int64_t depth, float *y,
                     int64_t run) {
  wide_vector sums[max_rows][max_vectors];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) sums[i][0] = (wide_vector){0};
  const float *upper = weight, *lower = weight + 3 * depth;
  int64_t left = depth;
  for (; left >= unroll; left -= unroll) {
#pragma clang loop unroll(full)
    for (int d = 0; d < unroll; d++)
      add_step(rows, 1, (const float *[]){upper + d, lower + d}, depth, x + offsets[d], 0, sums);
    upper += unroll, lower += unroll, offsets += unroll;
    KEEP_ADDRESS(upper);
    KEEP_ADDRESS(lower);
  }
  for (; left > 0; left--, upper++, lower++, offsets++)
    add_step(rows, 1, (const float *[]){upper, lower}, depth, x + *offsets, 0, sums);
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) *(wide_vector *)(y + i * run) = sums[i][0];
}

CLONES static void convolve_runs(const float *x, const int64_t *offsets, const float *weight, int64_t depth,
                                 int64_t outputs, float *y, int64_t run) {
  // Equal shares: a rest of one or two outputs would leave most of the registers empty.
  int64_t shares = 1 + (outputs - 1) / max_rows, share = outputs / shares, larger = outputs % shares;
  for (int64_t j = 0; j < run; j += strip) {
    const float *w = weight;
    float *target = y + j;
    for (int64_t i = 0; i < shares; i++) {
      int64_t rows = i < larger ? share + 1 : share;
      switch (rows) {
        // clang-format off
#define ROWS(n) case n: strip_of(n, x + j, offsets, w, depth, target, run); break;
        ROWS(1) ROWS(2) ROWS(3) ROWS(4) ROWS(5) ROWS(6)
#undef ROWS
        // clang-format on
      }
      w += rows * depth, target += rows * run;
    }
  }
}

/// Copies the output's places out of the runs, or adds them.
CLONES static void keep_places(const frame *f, const float *runs, int64_t outputs, float *y, bool add) {
  int64_t run = padded_run(f);
  for (int64_t o = 0; o < outputs; o++)
    for (int64_t r = 0; r < f->rows; r++, y += f->columns) {
      const float *from = runs + o * run + r * f->row;
      if (add) {
        INDEPENDENT for (int64_t i = 0; i < f->columns; i++) y[i] += from[i];
      } else {
        INDEPENDENT for (int64_t i = 0; i < f->columns; i++) y[i] = from[i];
      }
    }
}

static void convolve(const frame *f, const ck_window *w, const float *x, const float *weight, int64_t outputs, float *y,
                     bool add) {
  int64_t run = padded_run(f);
  size_t bytes = (size_t)(outputs * run) * sizeof(float);
  float *image = take_framed(f, x), *runs = ck_pool_acquire(bytes);
  int64_t *offsets = take_offsets(f, w);
  convolve_runs(image, offsets, weight, f->depth, outputs, runs, run);
  keep_places(f, runs, outputs, y, add);
  ck_pool_release(offsets, (size_t)f->depth * sizeof(int64_t));
  ck_pool_release(runs, bytes);
  ck_pool_release(image, framed_bytes(f));
}

void ck_direct_convolve(const ck_window *w, int64_t channels, int64_t outputs, const float *x, const float *weight,
                        float *y) {
  frame f = framed(channels, w->height, w->width, w->padding_height, w->padding_width, w);
  convolve(&f, w, x, weight, outputs, y, false);
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
  convolve(&f, w, g, turned, channels, dx, true);
  ck_pool_release(turned, bytes);
}

enum { dot_rows = 4, dot_columns = 3 };

/// Sums of products of `rows` runs with `columns` runs.
INLINE void dots_of(int rows, int columns, const float *g, const float *x, const int64_t *offsets, int64_t run,
                    int64_t depth, float *dw) {
  vector sums[dot_rows][dot_columns];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < columns; j++) sums[i][j] = (vector){0};
  for (int64_t p = 0; p < run; p += lanes) {
    vector right[dot_columns];
#pragma clang loop unroll(full)
    for (int j = 0; j < columns; j++) right[j] = *(const vector *)(x + offsets[j] + p);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      vector left = *(const vector *)(g + i * run + p);
#pragma clang loop unroll(full)
      for (int j = 0; j < columns; j++) sums[i][j] += left * right[j];
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < columns; j++) {
      vector v = sums[i][j];
      v += __builtin_shufflevector(v, v, 4, 5, 6, 7, 4, 5, 6, 7);
      v += __builtin_shufflevector(v, v, 2, 3, 2, 3, 2, 3, 2, 3);
      dw[i * depth + j] += v[0] + v[1];
    }
}

INLINE void dots_of_rows(int rows, const float *g, const float *x, const int64_t *offsets, int64_t run, int64_t depth,
                         float *dw) {
  int64_t d = 0;
  for (; d + dot_columns <= depth; d += dot_columns) dots_of(rows, dot_columns, g, x, offsets + d, run, depth, dw + d);
  for (; d < depth; d++) dots_of(rows, 1, g, x, offsets + d, run, depth, dw + d);
}

CLONES static void weight_dots(const float *g, const float *x, const int64_t *offsets, int64_t run, int64_t outputs,
                               int64_t depth, float *dw) {
  int64_t o = 0;
  for (; o + dot_rows <= outputs; o += dot_rows)
    dots_of_rows(dot_rows, g + o * run, x, offsets, run, depth, dw + o * depth);
  for (; o < outputs; o++) dots_of_rows(1, g + o * run, x, offsets, run, depth, dw + o * depth);
}

void ck_direct_weight_gradient(const ck_window *w, int64_t channels, int64_t outputs, const float *g, const float *x,
                               float *dw) {
  frame f = framed(channels, w->height, w->width, w->padding_height, w->padding_width, w);
  int64_t run = padded_run(&f);
  size_t bytes = (size_t)(outputs * run) * sizeof(float);
  float *image = take_framed(&f, x), *runs = ck_pool_acquire(bytes);
  memset(runs, 0, bytes);
  for (int64_t o = 0; o < outputs; o++)
    for (int64_t r = 0; r < f.rows; r++)
      memcpy(runs + o * run + r * f.row, g + (o * f.rows + r) * f.columns, (size_t)f.columns * sizeof(float));
  int64_t *offsets = take_offsets(&f, w);
  weight_dots(runs, image, offsets, run, outputs, f.depth, dw);
  ck_pool_release(offsets, (size_t)f.depth * sizeof(int64_t));
  ck_pool_release(runs, bytes);
  ck_pool_release(image, framed_bytes(&f));
}
