#pragma once
// Convolution with stride 1, one group of channels, without columns.
#include "clones.h"

/// Whether a window can be computed directly.
bool ck_is_direct(const ck_window *w);
/// y[outputs, places] = the convolution of x[channels, pixels] with weight[outputs, channels · kernel].
void ck_direct_convolve(const ck_window *w, int64_t channels, int64_t outputs, const float *x, const float *weight,
                        float *y);
/// dx += the gradient of x, given that of the result, g[outputs, places].
void ck_direct_input_gradient(const ck_window *w, int64_t channels, int64_t outputs, const float *g,
                              const float *weight, float *dx);
/// dw += the gradient of the weight, summed over `images` images; each step is the distance of an image from the next.
void ck_direct_weight_gradient(const ck_window *w, int64_t channels, int64_t outputs, int64_t images, const float *g,
                               int64_t g_step, const float *x, int64_t x_step, float *dw);
