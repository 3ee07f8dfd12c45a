// Elementwise functions of two variables, with broadcasting, and a few loops of the same kind.
//
// Letters: a and b are the operands, sa and sb their strides, i an element or an axis, r a run along the innermost axis.
#include "axes.h"

/// One run along the innermost axis: an operand moves with the output, or stays if it is broadcast.
#define RUN(name, f) RUN_AS(CLONES, name, f)
#define RUN_AS(clones, name, f) \
  clones void ck_run_##name(const float *as, const float *bs, float *out, int64_t n, bool a_moves, bool b_moves) { \
    if (a_moves && b_moves) { \
      for (int64_t i = 0; i < n; i++) { \
        float a = as[i], b = bs[i]; \
        out[i] = f; \
      } \
    } else if (a_moves) { \
      float b = *bs; \
      for (int64_t i = 0; i < n; i++) { \
        float a = as[i]; \
        out[i] = f; \
      } \
    } else { \
      float a = *as; \
      for (int64_t i = 0; i < n; i++) { \
        float b = bs[b_moves ? i : 0]; \
        out[i] = f; \
      } \
    } \
  }
#define RUN_WITHOUT_CLONES(name, f) RUN_AS(, name, f)
CK_VECTOR_BINARY(RUN)
CK_LIBRARY_BINARY(RUN_WITHOUT_CLONES)

// Functions with clones are called by name: their addresses are not reliable in a shared library.
static void run(ck_binary_op op, const float *a, const float *b, float *out, int64_t n, bool a_moves, bool b_moves) {
#define CASE(name, value) \
  case ck_binary_##name: ck_run_##name(a, b, out, n, a_moves, b_moves); return;
  switch (op) { CK_BINARY_OPS(CASE) }
#undef CASE
}

typedef struct {
  ck_binary_op op;
  const float *a, *b;
  float *out;
  int inner;  // the innermost axis
  const int64_t *size, *sa, *sb;
  int64_t runs, parts;
} binary_job;

static void do_runs(void *context, int64_t part) {
  const binary_job *j = context;
  int64_t first = j->runs * part / j->parts, end = j->runs * (part + 1) / j->parts, width = j->size[j->inner];
  walk w = walk_from(first, j->inner, j->size, j->sa, j->sb);
  for (int64_t r = first; r < end; r++, go_on(&w))
    run(j->op, j->a + w.a, j->b + w.b, j->out + r * width, width, j->sa[j->inner] != 0, j->sb[j->inner] != 0);
}

void ck_binary(ck_binary_op op, const float *a, const float *b, float *out, int rank, const int64_t *sizes,
               const int64_t *a_strides, const int64_t *b_strides) {
  int64_t size[max_rank], sa[max_rank], sb[max_rank];
  int axes = join_axes(rank, sizes, a_strides, b_strides, size, sa, sb);
  if (axes < 0) return;
  if (axes == 0) return run(op, a, b, out, 1, true, true);
  binary_job j = {op, a, b, out, axes - 1, size, sa, sb, 1, 1};
  for (int i = 0; i < j.inner; i++) j.runs *= size[i];
  if (j.runs * size[j.inner] >= 1 << 15) j.parts = least(j.runs, 4 * ck_thread_count());
  ck_parallel(j.parts, do_runs, &j);
}

CLONES void ck_fill(float *y, int64_t n, float value) {
  for (int64_t i = 0; i < n; i++) y[i] = value;
}

CLONES void ck_accumulate(const float *restrict x, float *restrict y, int64_t n, float alpha) {
  for (int64_t i = 0; i < n; i++) y[i] += alpha * x[i];
}

CLONES void ck_select(const float *restrict condition, const float *restrict a, const float *restrict b,
                      float *restrict out, int64_t n) {
  for (int64_t i = 0; i < n; i++) out[i] = condition[i] != 0.0f ? a[i] : b[i];
}
