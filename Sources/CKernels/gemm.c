#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

#include "internal.h"

// MARK: The library, where there is one

typedef void (*sgemm_function)(int order, int a_transposed, int b_transposed, int m, int n, int k, float alpha,
                               const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc);
enum { row_major = 101, plain = 111, transposed = 112 };

static sgemm_function library_gemm;
static const char *library_name = "own";
// Of the calling thread: others may multiply meanwhile.
static _Thread_local bool own_forced;
static pthread_once_t library_once = PTHREAD_ONCE_INIT;

static void load_library(void) {
#if defined(__APPLE__)
  void *library = dlopen("/System/Library/Frameworks/Accelerate.framework/Accelerate", RTLD_LAZY | RTLD_LOCAL);
  const char *name = "accelerate";
#else
#if defined(__x86_64__)
  // OpenBLAS before 0.3.22 does not know newer processors and takes its AVX2 kernels; say what this one can do,
  // unless the user has chosen. A wrong choice would crash, so every feature that those kernels use is asked for.
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd"))
    setenv("OPENBLAS_CORETYPE", "SKYLAKEX", 0);
#endif
  void *library = dlopen("libopenblas.so.0", RTLD_LAZY | RTLD_LOCAL);
  const char *name = "openblas";
#endif
  if (!library) return;
  library_gemm = (sgemm_function)dlsym(library, "cblas_sgemm");
  if (library_gemm) library_name = name;
  // Its threads spin while they wait and take the processor from everybody else; work is shared out here instead.
  void (*set_threads)(int) = (void (*)(int))dlsym(library, "openblas_set_num_threads");
  if (set_threads) set_threads(1);
}

const char *ck_gemm_library(void) {
  pthread_once(&library_once, load_library);
  return own_forced ? "own" : library_name;
}

void ck_gemm_use_own(bool own) { own_forced = own; }

// MARK: The own kernel: panels of `b` packed for the caches, 4 × 32 blocks of `c` held in registers

enum { block_rows = 4, block_columns = 32, panel_depth = 256, panel_columns = 512 };

CLONES static void pack_b(bool transposed_b, const float *b, int64_t stride, int64_t depth, int64_t columns,
                          float *packed) {
  for (int64_t j0 = 0; j0 < columns; j0 += block_columns) {
    int64_t width = columns - j0 < block_columns ? columns - j0 : block_columns;
    for (int64_t p = 0; p < depth; p++) {
      for (int64_t j = 0; j < width; j++)
        packed[j] = transposed_b ? b[(j0 + j) * stride + p] : b[p * stride + j0 + j];
      for (int64_t j = width; j < block_columns; j++) packed[j] = 0.0f;
      packed += block_columns;
    }
  }
}

CLONES static void pack_a(bool transposed_a, const float *a, int64_t stride, int64_t rows, int64_t depth,
                          float *packed) {
  for (int64_t p = 0; p < depth; p++)
    for (int64_t i = 0; i < block_rows; i++)
      packed[p * block_rows + i] = i >= rows ? 0.0f : transposed_a ? a[p * stride + i] : a[i * stride + p];
}

CLONES static void multiply_block(const float *restrict a, const float *restrict b, int64_t depth, float alpha,
                                  float *restrict c, int64_t stride, int64_t rows, int64_t columns) {
  float total[block_rows][block_columns] = {{0}};
  for (int64_t p = 0; p < depth; p++, a += block_rows, b += block_columns) {
    for (int i = 0; i < block_rows; i++)
      for (int j = 0; j < block_columns; j++) total[i][j] += a[i] * b[j];
  }
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < columns; j++) c[i * stride + j] += alpha * total[i][j];
}

CLONES static void scale_output(float beta, float *c, int64_t count) {
  if (beta == 0.0f) {
    memset(c, 0, (size_t)count * sizeof(float));
  } else if (beta != 1.0f) {
    for (int64_t i = 0; i < count; i++) c[i] *= beta;
  }
}

void ck_gemm_plain(bool a_transposed, bool b_transposed, int64_t m, int64_t n, int64_t k, float alpha,
                   const float *a, const float *b, float beta, float *c) {
  scale_output(beta, c, m * n);
  int64_t a_stride = a_transposed ? m : k, b_stride = b_transposed ? k : n;
  size_t b_bytes = sizeof(float) * panel_depth * panel_columns, a_bytes = sizeof(float) * panel_depth * block_rows;
  float *b_packed = ck_take(b_bytes), *a_packed = ck_take(a_bytes);
  for (int64_t j0 = 0; j0 < n; j0 += panel_columns) {
    int64_t columns = n - j0 < panel_columns ? n - j0 : panel_columns;
    for (int64_t p0 = 0; p0 < k; p0 += panel_depth) {
      int64_t depth = k - p0 < panel_depth ? k - p0 : panel_depth;
      pack_b(b_transposed, b_transposed ? b + j0 * b_stride + p0 : b + p0 * b_stride + j0, b_stride, depth, columns,
             b_packed);
      for (int64_t i = 0; i < m; i += block_rows) {
        int64_t rows = m - i < block_rows ? m - i : block_rows;
        pack_a(a_transposed, a_transposed ? a + p0 * a_stride + i : a + i * a_stride + p0, a_stride, rows, depth,
               a_packed);
        for (int64_t j = 0; j < columns; j += block_columns)
          multiply_block(a_packed, b_packed + j * depth, depth, alpha, c + i * n + j0 + j, n, rows,
                         columns - j < block_columns ? columns - j : block_columns);
      }
    }
  }
  ck_give(b_packed, b_bytes);
  ck_give(a_packed, a_bytes);
}

// MARK: The product, shared out

typedef struct {
  bool a_transposed, b_transposed, by_rows;
  int64_t m, n, k, parts;
  float alpha, beta;
  const float *a, *b;
  float *c;
} gemm_job;

/// Where a part begins: at a multiple of the kernels' blocks.
static int64_t first_of(int64_t count, int64_t part, int64_t parts) {
  return part == parts ? count : count * part / parts / 16 * 16;
}

static void multiply_part(void *context, int64_t part) {
  const gemm_job *j = context;
  int64_t first = first_of(j->by_rows ? j->m : j->n, part, j->parts);
  int64_t count = first_of(j->by_rows ? j->m : j->n, part + 1, j->parts) - first;
  if (count == 0) return;
  int64_t a_stride = j->a_transposed ? j->m : j->k, b_stride = j->b_transposed ? j->k : j->n;
  const float *a = j->a, *b = j->b;
  if (j->by_rows) a += j->a_transposed ? first : first * a_stride;
  else b += j->b_transposed ? first * b_stride : first;
  library_gemm(row_major, j->a_transposed ? transposed : plain, j->b_transposed ? transposed : plain,
               (int)(j->by_rows ? count : j->m), (int)(j->by_rows ? j->n : count), (int)j->k, j->alpha, a,
               (int)a_stride, b, (int)b_stride, j->beta, j->c + (j->by_rows ? first * j->n : first), (int)j->n);
}

void ck_gemm(bool a_transposed, bool b_transposed, int64_t m, int64_t n, int64_t k, float alpha, const float *a,
             const float *b, float beta, float *c) {
  if (m == 0 || n == 0) return;
  if (k == 0) {
    scale_output(beta, c, m * n);
    return;
  }
  if (k == 1) return ck_outer_product(m, n, alpha, a, b, beta, c);
  if (m == 1) return ck_vector_product(b_transposed, n, k, alpha, a, b, beta, c);
  if (n == 1) return ck_vector_product(!a_transposed, m, k, alpha, b, a, beta, c);
  pthread_once(&library_once, load_library);
  if (!library_gemm || own_forced) return ck_gemm_plain(a_transposed, b_transposed, m, n, k, alpha, a, b, beta, c);
  // Below a million multiplications, waking a helper costs more than it saves.
  int64_t parts = m * n * k < 1 << 20 ? 1 : ck_thread_count();
  gemm_job j = {a_transposed, b_transposed, m >= n, m, n, k, parts, alpha, beta, a, b, c};
  ck_parallel(parts, multiply_part, &j);
}

// MARK: Many products

typedef struct {
  bool a_transposed, b_transposed;
  int64_t m, n, k, a_step, b_step, c_step, count, parts;
  float alpha, beta;
  const float *a, *b;
  float *c;
} batch_job;

static void multiply_some(void *context, int64_t part) {
  const batch_job *j = context;
  int64_t end = j->count * (part + 1) / j->parts;
  for (int64_t i = j->count * part / j->parts; i < end; i++)
    ck_gemm(j->a_transposed, j->b_transposed, j->m, j->n, j->k, j->alpha, j->a + i * j->a_step,
            j->b + i * j->b_step, j->beta, j->c + i * j->c_step);
}

void ck_gemm_batch(bool a_transposed, bool b_transposed, int64_t m, int64_t n, int64_t k, float alpha, const float *a,
                   int64_t a_step, const float *b, int64_t b_step, float beta, float *c, int64_t c_step,
                   int64_t count) {
  int64_t parts = count * m * n * k < 1 << 20 ? 1 : 2 * ck_thread_count();
  if (parts > count) parts = count;
  batch_job j = {a_transposed, b_transposed, m, n, k, a_step, b_step, c_step, count, parts, alpha, beta, a, b, c};
  ck_parallel(parts, multiply_some, &j);
}
