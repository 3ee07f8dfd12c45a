#pragma once
// Convolution with stride 1, one group of channels, without columns.
#include "clones.h"

/// The sums of some outputs in framed rows, the distances of outputs and rows, and how many rows and columns are results.
typedef struct {
  const float *sums;
  int64_t run, row, rows, columns;
} ck_runs;

/// Writes outputs `first` ..< `first + outputs` to y, which has all of them.
void ck_finish_runs(const ck_runs *runs, const ck_finish *finish, int64_t first, int64_t outputs, float *y);
/// Adds them to y as they are; `finish` is not read.
void ck_add_runs(const ck_runs *runs, const ck_finish *finish, int64_t first, int64_t outputs, float *y);

/// Whether a window can be computed directly.
bool ck_is_direct(const ck_window *w);
/// y[outputs, places] = the convolution of x[channels, pixels] with weight[outputs, channels · kernel], finished.
void ck_direct_convolve(const ck_window *w, int64_t channels, int64_t outputs, const float *x, const float *weight,
                        const ck_finish *finish, float *y);
/// dx += the gradient of x, given that of the result, g[outputs, places].
void ck_direct_input_gradient(const ck_window *w, int64_t channels, int64_t outputs, const float *g,
                              const float *weight, float *dx);
/// dw += the gradient of the weight, summed over `images` images; each step is the distance of an image from the next.
void ck_direct_weight_gradient(const ck_window *w, int64_t channels, int64_t outputs, int64_t images, const float *g,
                               int64_t g_step, const float *x, int64_t x_step, float *dw);
