// Elementwise functions of one variable; the formulas are in include/unary.h.
//
// Letters: x is an input, y an output, g the output's gradient, s the saved input or output, p and q a function's
// constants.
#include "elementary.h"

static const float root_two_over_pi = 0.79788456080286536f;
static const float gelu_cubic = 0.044715f;

INLINE float silu_slope(float x) {
  float y = sigmoid_of(x);
  return y * (1.0f + x * (1.0f - y));
}

INLINE float gelu_slope_from(float x, float power, float share) { return share + x * 0.3989422804014327f * power; }

INLINE float gelu_slope(float x) {
  float power = normal_exp_of(-0.5f * x * x);
  return gelu_slope_from(x, power, normal_share_of(x, power));
}

INLINE float gelu_tanh_slope(float x) {
  float t = tanh_of(root_two_over_pi * (x + gelu_cubic * x * x * x));
  float inner = root_two_over_pi * (1.0f + 3.0f * gelu_cubic * x * x);
  return 0.5f * (1.0f + t) + 0.5f * x * (1.0f - t * t) * inner;
}

#define FORWARD(name, f, gradient) \
  CLONES void ck_forward_##name(const float *restrict xs, float *restrict ys, int64_t n, float p, float q) { \
    (void)p, (void)q; \
    for (int64_t i = 0; i < n; i++) { \
      float x = xs[i]; \
      ys[i] = f; \
    } \
  }
#define BACKWARD(name, f, gradient) \
  CLONES void ck_backward_##name(const float *restrict gs, const float *restrict saved, float *restrict out, \
                                 int64_t n, float p, float q) { \
    (void)p, (void)q; \
    for (int64_t i = 0; i < n; i++) { \
      float g = gs[i], s = saved[i]; \
      (void)g, (void)s; \
      out[i] = gradient; \
    } \
  }
CK_VECTOR_UNARY(FORWARD)
CK_VECTOR_UNARY(BACKWARD)

CLONES void ck_gelu_with_slope(const float *restrict xs, float *restrict ys, float *restrict slopes, int64_t n) {
  // Two vectors at a time share the loads of the many constants.
  _Pragma("clang loop interleave_count(2)") for (int64_t i = 0; i < n; i++) {
    float x = xs[i], power = normal_exp_of(-0.5f * x * x);
    float share = normal_share_of(x, power);
    ys[i] = x * share;
    slopes[i] = gelu_slope_from(x, power, share);
  }
}

// The C library's functions are not vector code on any machine, so they need no clones.
#undef CLONES
#define CLONES
CK_LIBRARY_UNARY(FORWARD)
CK_LIBRARY_UNARY(BACKWARD)

static void forward(ck_unary_op op, const float *x, float *y, int64_t n, float p, float q) {
#define CASE(name, value, gradient) \
  case ck_##name: ck_forward_##name(x, y, n, p, q); return;
  switch (op) { CK_UNARY_OPS(CASE) }
#undef CASE
}

static void backward(ck_unary_op op, const float *g, const float *saved, float *out, int64_t n, float p, float q) {
#define CASE(name, value, gradient) \
  case ck_##name: ck_backward_##name(g, saved, out, n, p, q); return;
  switch (op) { CK_UNARY_OPS(CASE) }
#undef CASE
}

// Long arrays are shared among the threads, in pieces short enough that no thread waits long at the end.
enum { shared_from = 1 << 16, piece = 1 << 13 };

typedef struct {
  ck_unary_op op;
  const float *g, *x;
  float *out;
  int64_t n;
  float p, q;
} elements;

static void some_elements(void *context, int64_t chunk) {
  const elements *e = context;
  int64_t start = chunk * piece, n = e->n - start < piece ? e->n - start : piece;
  if (e->g) backward(e->op, e->g + start, e->x + start, e->out + start, n, e->p, e->q);
  else forward(e->op, e->x + start, e->out + start, n, e->p, e->q);
}

void ck_unary(ck_unary_op op, const float *x, float *y, int64_t n, float p, float q) {
  if (n < shared_from) {
    forward(op, x, y, n, p, q);
    return;
  }
  elements e = {op, NULL, x, y, n, p, q};
  ck_parallel((n + piece - 1) / piece, some_elements, &e);
}

void ck_unary_gradient(ck_unary_op op, const float *g, const float *saved, float *out, int64_t n, float p, float q) {
  if (n < shared_from) {
    backward(op, g, saved, out, n, p, q);
    return;
  }
  elements e = {op, g, saved, out, n, p, q};
  ck_parallel((n + piece - 1) / piece, some_elements, &e);
}
