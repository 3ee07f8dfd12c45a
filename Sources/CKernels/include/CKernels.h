#pragma once
// Plain loops over floats: pointers and counts only. Every array is dense and row-major unless strides are given;
// outputs do not overlap inputs except where a comment says so.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: Memory and the state of a thread

/// What belongs to one thread: its pool of freed buffers, and whether operations are recorded for gradients.
typedef struct {
  int64_t live_bytes;
  int64_t peak_bytes;
  int64_t cached_bytes;
  int32_t recording_paused;
  /// Who is told of each recorded operation; null as a rule.
  const void *observer;
} ck_thread_state;

ck_thread_state *ck_thread(void);
/// A 64-byte aligned buffer of at least `bytes`; its contents are undefined.
void *ck_take(size_t bytes);
/// Gives back what `ck_take` gave, with the same number of bytes.
void ck_give(void *buffer, size_t bytes);
/// Returns the calling thread's cached buffers to the system.
void ck_trim(void);

// MARK: Elementwise

/// Elementwise functions of one variable; `p` and `q` are the function's constants.
#define CK_UNARY_OPS(X) \
  X(negate) X(exp) X(log) X(sqrt) X(square) X(reciprocal) X(absolute) X(power) X(clamp) X(sign) X(add_scalar) \
  X(multiply_scalar) X(divide_into_scalar) X(relu) X(leaky_relu) X(sigmoid) X(tanh) X(softplus) X(silu) \
  X(gelu) X(gelu_tanh) X(elu) X(sine) X(cosine)
#define CK_DECLARE(name) ck_##name,
typedef enum { CK_UNARY_OPS(CK_DECLARE) } ck_unary_op;

void ck_unary(ck_unary_op op, const float *x, float *y, int64_t n, float p, float q);
/// out = g · f′, with f′ from `saved`: the function's input or output, whichever `ck_unary_gradient`'s table reads.
void ck_unary_gradient(ck_unary_op op, const float *g, const float *saved, float *out, int64_t n, float p, float q);

#define CK_BINARY_OPS(X) \
  X(add) X(subtract) X(multiply) X(divide) X(maximum) X(minimum) X(power_of) X(less) X(greater) X(equal) \
  X(square_difference)
#define CK_DECLARE_BINARY(name) ck_binary_##name,
typedef enum { CK_BINARY_OPS(CK_DECLARE_BINARY) } ck_binary_op;

/// out = a op b over `rank` axes; a stride of 0 repeats an operand along that axis. `out` is dense and may be `a`
/// or `b` where the strides are dense too.
void ck_binary(ck_binary_op op, const float *a, const float *b, float *out, int rank, const int64_t *sizes,
               const int64_t *a_strides, const int64_t *b_strides);

void ck_fill(float *y, int64_t n, float value);
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
/// y[indices[i], :] += g[i, :]
void ck_scatter_add(const float *g, const int32_t *indices, float *y, int64_t count, int64_t width);

// MARK: Rows: softmax and the losses on it

void ck_softmax(const float *x, float *y, int64_t rows, int64_t n, bool logarithm);
/// out = y · (g − ⟨g, y⟩), or for the logarithm out = g − e^y · Σg
void ck_softmax_gradient(const float *g, const float *y, float *out, int64_t rows, int64_t n, bool logarithm);
void ck_log_sum_exp(const float *x, float *y, int64_t rows, int64_t n);
/// losses[r] = log Σ e^x[r] − x[r, label]; probabilities may be null.
void ck_cross_entropy(const float *x, const int32_t *labels, float *losses, float *probabilities, int64_t rows,
                      int64_t n);
/// out[r] = scale[r · scale_stride] · (probabilities[r] − onehot(labels[r]))
void ck_cross_entropy_gradient(const float *probabilities, const int32_t *labels, const float *scale,
                               int64_t scale_stride, float factor, float *out, int64_t rows, int64_t n);
/// losses[i] = softplus(x[i]) − x[i] · t[i]
void ck_binary_cross_entropy(const float *x, const float *t, float *losses, int64_t n);
/// out[i] = scale[i · scale_stride] · factor · (σ(x[i]) − t[i])
void ck_binary_cross_entropy_gradient(const float *x, const float *t, const float *scale, int64_t scale_stride,
                                      float factor, float *out, int64_t n);

// MARK: Matrix products

/// c[m, n] = alpha · op(a)[m, k] · op(b)[k, n] + beta · c, dense row-major; a flag says that the operand is stored
/// transposed.
void ck_gemm(bool a_transposed, bool b_transposed, int64_t m, int64_t n, int64_t k, float alpha, const float *a,
             const float *b, float beta, float *c);
/// The same without a library, for machines that have none and for the test that compares the two.
void ck_gemm_plain(bool a_transposed, bool b_transposed, int64_t m, int64_t n, int64_t k, float alpha,
                   const float *a, const float *b, float beta, float *c);
/// "openblas", "accelerate" or "own".
const char *ck_gemm_library(void);
/// Uses the own kernel from now on (or the library again, where there is one).
void ck_gemm_use_own(bool own);

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
