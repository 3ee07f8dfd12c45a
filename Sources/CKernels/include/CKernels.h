#pragma once
// Plain loops over floats: pointers and counts only. Every array is dense and row-major unless strides are given;
// outputs do not overlap inputs except where a comment says so.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attention.h"
#include "binary.h"
#include "decoder.h"
#include "gemm.h"
#include "parallel.h"
#include "products.h"
#include "reader.h"
#include "recurrent.h"
#include "table.h"
#include "unary.h"

// MARK: Memory and the state of a thread

/// Which code multiplies matrices.
typedef enum { ck_products_by_size, ck_products_own, ck_products_of_library } ck_products;

/// The state of one thread: the use of its buffer pool, which code multiplies its matrices (its helpers follow
/// that choice), and two fields that the kernels never read, for the layer above.
typedef struct {
  int64_t live_bytes;
  int64_t peak_bytes;
  int64_t cached_bytes;
  ck_products products;
  uint32_t flags;
  const void *context;
} ck_thread_state;

ck_thread_state *ck_thread(void);
/// A 64-byte aligned buffer of at least `bytes` from the thread's pool; its contents are undefined.
void *ck_pool_acquire(size_t bytes);
/// Returns a buffer of `ck_pool_acquire` to the pool; `bytes` must be the number that was asked for.
void ck_pool_release(void *buffer, size_t bytes);
/// Gives the buffers that the thread's pool keeps back to the system, with the other memory of the process that is free.
void ck_pool_clear(void);
/// The bytes that the process has for large buffers, which all threads share.
size_t ck_arena_bytes(void);

// MARK: Elementwise

/// `p` and `q` are the function's constants.
void ck_unary(ck_unary_op op, const float *x, float *y, int64_t n, float p, float q);
/// out = g · f′, with f′ computed from `saved`: the function's input or output, whichever the gradient in unary.h reads;
/// 0 where the function is flat, even if g is infinite.
void ck_unary_gradient(ck_unary_op op, const float *g, const float *saved, float *out, int64_t n, float p, float q);

/// out = a op b over `rank` axes; a stride of 0 repeats an operand along that axis. `out` is dense and may be `a`
/// or `b` where the strides are dense too.
void ck_binary(ck_binary_op op, const float *a, const float *b, float *out, int rank, const int64_t *sizes,
               const int64_t *a_strides, const int64_t *b_strides);

void ck_fill(float *y, int64_t n, float value);
/// y[i] = x[i] / divisor
void ck_from_bytes(const uint8_t *x, float *y, int64_t n, float divisor);
/// y += alpha · x
void ck_accumulate(const float *x, float *y, int64_t n, float alpha);
/// out[i] = condition[i] ≠ 0 ? a[i] : b[i]
void ck_select(const float *condition, const float *a, const float *b, float *out, int64_t n);

// MARK: Reductions over the middle of [outer, n, inner]

typedef enum { ck_sum, ck_maximum_of, ck_minimum_of } ck_reduction;
void ck_reduce(ck_reduction op, const float *x, float *y, int64_t outer, int64_t n, int64_t inner);
/// The index of the first greatest (or least) element along n; NaN counts as the greatest (least).
void ck_arg_reduce(bool least, const float *x, int32_t *y, int64_t outer, int64_t n, int64_t inner);
double ck_sum_of_squares(const float *x, int64_t n);
bool ck_all_finite(const float *x, int64_t n);

// MARK: Shaping

/// Copies `rank` axes of `sizes` from strided `x` to strided `y`; with `add`, adds instead.
void ck_copy(const float *x, float *y, int rank, const int64_t *sizes, const int64_t *x_strides,
             const int64_t *y_strides, bool add);
/// y[i, :] = x[indices[i], :]; rows of `width`.
void ck_gather(const float *x, const int32_t *indices, float *y, int64_t count, int64_t width);
/// y[indices[i], :] += g[i, :]; a negative index adds nothing.
void ck_scatter_add(const float *g, const int32_t *indices, float *y, int64_t count, int64_t width);

// MARK: Rows: softmax and the losses on it

void ck_softmax(const float *x, float *y, int64_t rows, int64_t n, bool logarithm);
/// out = y · (g − ⟨g, y⟩), or for the logarithm out = g − e^y · Σg
void ck_softmax_gradient(const float *g, const float *y, float *out, int64_t rows, int64_t n, bool logarithm);
void ck_log_sum_exp(const float *x, float *y, int64_t rows, int64_t n);
/// losses[r] = log Σ e^x[r] − x[r, label], and 0 for a negative label.
void ck_cross_entropy(const float *x, const int32_t *labels, float *losses, float *probabilities, int64_t rows,
                      int64_t n);
/// out[r] = scale[r · scale_stride] · (probabilities[r] − onehot(labels[r]))
void ck_cross_entropy_gradient(const float *probabilities, const int32_t *labels, const float *scale,
                               int64_t scale_stride, float factor, float *out, int64_t rows, int64_t n);
/// losses[i] = softplus(x[i]) − x[i] · t[i], without cancellation, and 0 at an infinite x on the side of its target
void ck_binary_cross_entropy(const float *x, const float *t, float *losses, int64_t n);
/// out[i] = scale[i · scale_stride] · factor · (σ(x[i]) − t[i])
void ck_binary_cross_entropy_gradient(const float *x, const float *t, const float *scale, int64_t scale_stride,
                                      float factor, float *out, int64_t n);

// MARK: Normalization

/// y = (x − mean) · rstd · gain + shift for each row of n; without `centered` the mean is 0 and rstd = 1/√(mean x² + ε).
/// `gain` and `shift` may be null. Saves `mean` (where centered) and `rstd`, one a row.
void ck_row_norm(const float *x, const float *gain, const float *shift, float *y, float *mean, float *rstd,
                 int64_t rows, int64_t n, float epsilon, bool centered);
/// Adds to `gain_gradient` and `shift_gradient`, which may be null, and writes `out`, which may be null.
void ck_row_norm_gradient(const float *g, const float *x, const float *gain, const float *mean, const float *rstd,
                          float *out, float *gain_gradient, float *shift_gradient, int64_t rows, int64_t n,
                          bool centered);
/// Mean and variance (divided by the count) of each channel of [samples, channels, positions]; samples are `stride` numbers
/// apart.
void ck_channel_moments(const float *x, float *mean, float *variance, int64_t samples, int64_t channels,
                        int64_t positions, int64_t stride);
/// y = (x − center[channel]) · scale[channel] + shift[channel]
void ck_channel_affine(const float *x, const float *center, const float *scale, const float *shift, float *y,
                       int64_t samples, int64_t channels, int64_t positions);
/// Σg and Σg·(x − center) of each channel; samples are `stride` numbers apart.
void ck_channel_sums(const float *g, const float *x, const float *center, float *sum, float *product, int64_t samples,
                     int64_t channels, int64_t positions, int64_t stride);

// MARK: Attention and dropout

/// In place: each row of [rows, n] becomes its softmax over the columns that are kept, and 0 in all others.
///
/// The first row keeps the first `kept` columns and, when `causal`, each row after it one more. A column is also dropped
/// where `mask` (null, or [rows, n]) is 0. A row without any kept column becomes 0.
void ck_masked_softmax(float *x, const float *mask, int64_t rows, int64_t n, int64_t kept, bool causal);
/// y[i] = kept ? x[i] / (1 − rate) : 0, the same choice for the same seed; x and y may be the same, and begin with element
/// `first` of all that the seed is for.
void ck_dropout(const float *x, float *y, int64_t first, int64_t n, float rate, uint64_t seed);

// MARK: Images: [planes, height, width]

typedef struct {
  int64_t kernel_height, kernel_width, stride_height, stride_width;
  int64_t padding_height, padding_width, dilation_height, dilation_width;
  int64_t height, width, output_height, output_width;
} ck_window;

/// columns[channel, ky, kx, output position] = the pixel under that place of the kernel, 0 outside the image.
void ck_image_to_columns(const ck_window *w, const float *image, int64_t channels, float *columns);
/// The adjoint: image += columns.
void ck_columns_to_image(const ck_window *w, const float *columns, int64_t channels, float *image);
typedef struct {
  ck_window window;
  /// `channels` and `outputs` are the input and output channels of one group.
  int64_t batch, groups, channels, outputs;
} ck_convolution;

/// Whether the convolution is computed without a column matrix.
bool ck_convolves_directly(const ck_convolution *c);
/// What comes after a convolution's sums: a bias for each output channel, or null; the rectifier; and the greatest of each
/// 2 × 2 places, which lie side by side.
typedef struct {
  const float *bias;
  bool relu, pools;
} ck_finish;
/// The result is that of the functions one after the other. Only a direct convolution can have a rectifier or pooling.
void ck_convolve(const ck_convolution *c, const float *x, const float *weight, const ck_finish *finish, float *y);
/// Adds to `out`.
void ck_convolve_input_gradient(const ck_convolution *c, const float *g, const float *weight, float *out);
/// Adds to `out`.
void ck_convolve_weight_gradient(const ck_convolution *c, const float *g, const float *x, float *out);
/// out[plane, position] += bias[plane % channels]
void ck_add_channel_bias(const float *bias, float *out, int64_t samples, int64_t channels, int64_t positions);
void ck_max_pool(const ck_window *w, const float *x, float *y, int32_t *chosen, int64_t planes);
/// Each element of `out` becomes the sum of the gradients of the places where it was the greatest.
void ck_max_pool_gradient(const ck_window *w, const float *g, const int32_t *chosen, float *out, int64_t planes);
/// The mean over the window, padding counted as zeros.
void ck_average_pool(const ck_window *w, const float *x, float *y, int64_t planes);
/// Each element of `out` becomes the sum of its shares.
void ck_average_pool_gradient(const ck_window *w, const float *g, float *out, int64_t planes);

/// y[i] = x[0] + … + x[i] along the middle of [outer, n, inner], or from the end with `reversed`.
void ck_cumulative_sum(const float *x, float *y, int64_t outer, int64_t n, int64_t inner, bool reversed);

/// y = gelu(x) and its slope, which share the error function.
void ck_gelu_with_slope(const float *x, float *y, float *slope, int64_t n);

// MARK: Optimizers: one pass over a parameter; `w_out` may be `w`

typedef struct {
  float learning_rate, beta1, beta2, epsilon, weight_decay, correction1, correction2, gradient_scale;
  bool decoupled;
} ck_adam;
void ck_adam_step(const ck_adam *a, const float *w, const float *g, float *m, float *v, float *w_out, int64_t n);

typedef struct {
  float learning_rate, momentum, weight_decay, gradient_scale;
  bool nesterov, first;
} ck_sgd;
/// `velocity` may be null when there is no momentum.
void ck_sgd_step(const ck_sgd *s, const float *w, const float *g, float *velocity, float *w_out, int64_t n);

typedef struct {
  float learning_rate, decay, epsilon, momentum, weight_decay;
} ck_rmsprop;
/// `velocity` may be null when there is no momentum.
void ck_rmsprop_step(const ck_rmsprop *s, const float *w, const float *g, float *square, float *velocity, float *w_out,
                     int64_t n);
/// square += g², w −= rate · g / (√square + ε)
void ck_adagrad_step(float learning_rate, float epsilon, float weight_decay, const float *w, const float *g,
                     float *square, float *w_out, int64_t n);
