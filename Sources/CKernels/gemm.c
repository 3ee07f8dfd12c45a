// Matrix products: by a library or the engine's own code, shared among the threads.
//
// Letters: c[m, n] = a[m, k] · b[k, n]; i is a row, j a column, p a product, s the strides of a batch. In functions that
// take a job, j is the job.
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

#include "gemm_own.h"

// MARK: Which code multiplies

typedef void (*sgemm_function)(int order, int a_transposed, int b_transposed, int m, int n, int k, float alpha,
                               const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc);
enum { row_major = 101, plain = 111, transposed = 112 };

static sgemm_function library_gemm;
static const char *library_name = "own";
static pthread_once_t library_once = PTHREAD_ONCE_INIT;

/// With AVX2, the engine's own code is faster at the sizes of small models; `bench matrices` shows it.
static bool prefers_library(void) {
#if defined(__x86_64__)
  return !__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma");
#else
  return true;
#endif
}

static void load_library(void) {
#if defined(__APPLE__)
  void *library = dlopen("/System/Library/Frameworks/Accelerate.framework/Accelerate", RTLD_LAZY | RTLD_LOCAL);
  const char *name = "accelerate";
#else
#if defined(__x86_64__)
  // OpenBLAS before 0.3.22 does not know newer processors and falls back to its AVX2 kernels; this names the right ones,
  // unless the user has chosen. A wrong choice would crash, so every feature that those kernels use is checked.
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd"))
    setenv("OPENBLAS_CORETYPE", "SKYLAKEX", 0);
#endif
  // Its threads would not be used: see below. A process without them can be copied by a fork.
  const char *threads = "OPENBLAS_NUM_THREADS";
  bool is_ours = !getenv(threads);
  if (is_ours) setenv(threads, "1", 0);
  void *library = dlopen("libopenblas.so.0", RTLD_LAZY | RTLD_LOCAL);
  // Programs that a cell starts have threads of their own.
  if (is_ours) unsetenv(threads);
  const char *name = "openblas";
#endif
  if (!library) return;
  library_gemm = (sgemm_function)dlsym(library, "cblas_sgemm");
  if (!library_gemm) return;
  library_name = name;
  // The library's threads spin while they wait and keep the processor from all others; work is shared out here instead.
  void (*set_threads)(int) = (void (*)(int))dlsym(library, "openblas_set_num_threads");
  if (set_threads) set_threads(1);
}

bool ck_uses_library(void) {
  ck_products products = ck_thread()->products;
  if (products == ck_products_own || (products != ck_products_of_library && !prefers_library())) return false;
  // Only now: it takes two megabytes of a process.
  pthread_once(&library_once, load_library);
  return library_gemm != NULL;
}

const char *ck_gemm_library(void) { return ck_uses_library() ? library_name : "own"; }

// MARK: One product, on one thread

CLONES static void begin_rows(const ck_product *p) {
  float beta = p->beta;
  for (int64_t i = 0; i < p->m; i++) {
    float *c = p->c + i * p->c_stride;
    for (int64_t j = 0; j < p->n; j++) {
      float value = p->bias ? p->bias[j] : 0.0f;
      c[j] = beta == 0.0f ? value : value + beta * c[j];
    }
  }
}

static void multiply_by_library(const ck_product *p) {
  // The library has no bias, so c is filled with it first.
  if (p->bias) begin_rows(p);
  library_gemm(row_major, p->a_transposed ? transposed : plain, p->b_transposed ? transposed : plain, (int)p->m,
               (int)p->n, (int)p->k, p->alpha, p->a, (int)p->a_stride, p->b, (int)p->b_stride, p->bias ? 1.0f : p->beta,
               p->c, (int)p->c_stride);
}

// MARK: The product, shared out

/// Multiplications that keep a thread busy for more than a microsecond: sharing out fewer would cost more than it saves.
enum { min_shared_work = 1 << 17 };

typedef struct {
  const ck_product *p;
  const float *panels;    // of the whole right operand, or null
  int64_t rows, columns;  // into how many parts they are cut
} gemm_job;

/// Where a part of `count` rows or columns begins: at a multiple of the engine's own tiles.
INLINE int64_t first_of(int64_t count, int64_t tile, int64_t parts, int64_t part) {
  return part == parts ? count : count * part / parts / tile * tile;
}

static void multiply_part(void *context, int64_t part) {
  const gemm_job *j = context;
  ck_product p = *j->p;
  int64_t row = part / j->columns, column = part % j->columns;
  int64_t i = first_of(p.m, group_rows, j->rows, row), k = first_of(p.n, panel_columns, j->columns, column);
  p.m = first_of(p.m, group_rows, j->rows, row + 1) - i;
  p.n = first_of(p.n, panel_columns, j->columns, column + 1) - k;
  if (p.m == 0 || p.n == 0) return;
  p.a += p.a_transposed ? i : i * p.a_stride;
  p.b += p.b_transposed ? k * p.b_stride : k;
  p.c += i * p.c_stride + k;
  if (p.bias) p.bias += k;
  if (ck_uses_library()) multiply_by_library(&p);
  else if (j->panels) ck_own_multiply_panels(&p, j->panels, p.k, p.n, 0, 0);
  else ck_own_multiply(&p);
}

int64_t ck_parts_of(int64_t multiplications, int64_t max_parts) {
  int64_t threads = ck_thread_count(), parts = threads == 1 ? 1 : least(max_parts, multiplications / min_shared_work);
  // A multiple of the number of threads, so that each gets equally many.
  return parts < 1 ? 1 : parts > threads ? parts / threads * threads : parts;
}

// MARK: A product with a vector

/// A vector times a matrix `[k, n]`, or the product `[n, k]` of two vectors.
typedef struct {
  bool outer, transposed;
  int64_t n, k;
  float alpha, beta;
  const float *a, *b;
  float *c;
  int64_t parts;
} vector_job;

INLINE int64_t first_of_vector(const vector_job *j, int64_t part) {
  return part == j->parts ? j->n : j->n * part / j->parts / panel_columns * panel_columns;
}

static void multiply_vector_part(void *context, int64_t part) {
  const vector_job *j = context;
  int64_t first = first_of_vector(j, part), count = first_of_vector(j, part + 1) - first;
  if (count == 0) return;
  if (j->outer) ck_outer_product(count, j->k, j->alpha, j->a + first, j->b, j->beta, j->c + first * j->k);
  else
    ck_vector_product(j->transposed, count, j->k, j->alpha, j->a, j->b + (j->transposed ? first * j->k : first),
                      j->transposed ? j->k : j->n, j->beta, j->c + first);
}

/// If an operand or the result is a vector, uses the vector kernels, because packing the matrix would cost more than the
/// product. Returns whether it did.
static bool multiply_vector(const ck_product *p) {
  bool a_dense = p->a_stride == (p->a_transposed ? p->m : p->k),
       b_dense = p->b_stride == (p->b_transposed ? p->k : p->n);
  if (!a_dense || !b_dense || p->c_stride != p->n || (p->k > 1 && p->m > 1 && p->n > 1)) return false;
  if (p->bias) begin_rows(p);
  vector_job j = {.alpha = p->alpha, .beta = p->bias ? 1.0f : p->beta, .a = p->a, .b = p->b, .c = p->c};
  if (p->k == 1) j.outer = true, j.n = p->m, j.k = p->n;
  else if (p->m == 1) j.transposed = p->b_transposed, j.n = p->n, j.k = p->k;
  else j.transposed = !p->a_transposed, j.n = p->m, j.k = p->k, j.a = p->b, j.b = p->a;
  // An element of the matrix is fetched for one multiplication, so each takes longer than in other products.
  j.parts = least(ck_parts_of(2 * j.n * j.k, j.n / panel_columns), ck_thread_count());
  ck_parallel(j.parts, multiply_vector_part, &j);
  return true;
}

/// The right operand's panels, if they are small enough to stay in a cache while all rows use them; null otherwise.
static float *shared_panels(const ck_product *p) {
  int64_t count = ck_panel_count(p->k, p->n);
  if (count > 1 << 16) return NULL;
  float *panels = ck_pool_acquire((size_t)count * sizeof(float));
  ck_pack_panels(p->b_transposed, p->b, p->b_stride, p->k, p->n, panels);
  return panels;
}

/// The most rows or columns that a part has.
INLINE int64_t largest_of(int64_t count, int64_t tile, int64_t parts) {
  return least((count + parts - 1) / parts + tile - 1, count);
}

/// Cuts a product into as many parts as threads, of which each copies its columns of the right operand and reads its rows of
/// the left one: the squarer the parts are, the less is fetched by several threads.
static void cut(gemm_job *j, int64_t parts, int64_t rows, int64_t columns) {
  // The multiplications of a part for each step of the sum, and what it fetches for it: an element takes as long as about
  // eight multiplications.
  enum { fetching = 8 };
  double best = 0;
  for (int64_t r = 1; r <= least(parts, rows); r++) {
    int64_t c = least(parts / r, columns);
    double height = (double)largest_of(j->p->m, group_rows, r), width = (double)largest_of(j->p->n, panel_columns, c);
    double cost = height * width + fetching * (height + width);
    // Rows rather than columns, if it is all the same: whole rows lie together.
    if (best > 0 && cost > best) continue;
    best = cost, j->rows = r, j->columns = c;
  }
}

void ck_multiply(const ck_product *p) {
  if (p->m == 0 || p->n == 0) return;
  if (p->k == 0) return begin_rows(p);
  if (multiply_vector(p)) return;
  int64_t rows = p->m / max_rows, columns = p->n / packed_columns, threads = ck_thread_count();
  bool by_rows = p->m >= p->n;
  // The other way if this one is too short for all threads.
  if ((by_rows ? rows : columns) < least(threads, by_rows ? columns : rows)) by_rows = !by_rows;
  int64_t parts = ck_parts_of(p->m * p->n * p->k, by_rows ? rows : columns);
  // Each part of the rows would copy the right operand. Instead it is copied once beforehand, or, if it is too large,
  // each part has only some of its columns.
  bool copies = parts > 1 && by_rows && !ck_uses_library() && !ck_own_reads_directly(p);
  float *panels = copies ? shared_panels(p) : NULL;
  // Several parts for each thread, so that a late or slow thread delays the others less.
  parts = least(parts, copies && !panels ? threads : 8 * threads);
  gemm_job j = {p, panels, by_rows ? parts : 1, by_rows ? 1 : parts};
  if (copies && !panels) cut(&j, parts, rows, columns);
  ck_parallel(j.rows * j.columns, multiply_part, &j);
  if (panels) ck_pool_release(panels, (size_t)ck_panel_count(p->k, p->n) * sizeof(float));
}

void ck_gemm(bool a_transposed, bool b_transposed, int64_t m, int64_t n, int64_t k, float alpha, const float *a,
             const float *b, float beta, float *c) {
  ck_product p = {
      a_transposed, b_transposed, m, n, k, alpha, beta, a, a_transposed ? m : k, b, b_transposed ? k : n, c, n, NULL};
  ck_multiply(&p);
}

// MARK: Many products

typedef struct {
  const ck_product *p;
  const ck_product_batch *batch;
  int64_t parts;
} batch_job;

static void multiply_some(void *context, int64_t part) {
  const batch_job *j = context;
  const ck_product_batch *s = j->batch;
  int64_t count = s->outer * s->inner, end = count * (part + 1) / j->parts;
  for (int64_t i = count * part / j->parts; i < end; i++) {
    int64_t outer = i / s->inner, inner = i % s->inner;
    ck_product p = *j->p;
    p.a += outer * s->a_outer + inner * s->a_inner;
    p.b += outer * s->b_outer + inner * s->b_inner;
    p.c += outer * s->c_outer + inner * s->c_inner;
    ck_multiply(&p);
  }
}

void ck_multiply_each(const ck_product *p, const ck_product_batch *batch) {
  int64_t count = batch->outer * batch->inner;
  // A product with a vector loads an element for each multiplication, so each takes about four times as long.
  int64_t cost = p->m == 1 || p->n == 1 || p->k == 1 ? 4 : 1;
  batch_job j = {p, batch, ck_parts_of(cost * count * p->m * p->n * p->k, count)};
  ck_parallel(j.parts, multiply_some, &j);
}

ck_prepared ck_prepare(int64_t rows, bool transposed, const float *b, int64_t stride, int64_t k, int64_t n) {
  ck_prepared prepared = {b, NULL, transposed, stride, k, n};
  if (rows <= group_rows || ck_uses_library()) return prepared;
  prepared.panels = ck_pool_acquire((size_t)ck_panel_count(k, n) * sizeof(float));
  ck_pack_panels(transposed, b, stride, k, n, prepared.panels);
  return prepared;
}

void ck_free_prepared(ck_prepared *b) {
  if (b->panels) ck_pool_release(b->panels, (size_t)ck_panel_count(b->k, b->n) * sizeof(float));
  b->panels = NULL;
}

typedef struct {
  const ck_product *p;
  const ck_prepared *b;
  int64_t first, parts;
} prepared_job;

/// Some columns.
static void multiply_prepared_part(void *context, int64_t part) {
  const prepared_job *j = context;
  int64_t from = first_of(j->p->n, panel_columns, j->parts, part);
  int64_t end = first_of(j->p->n, panel_columns, j->parts, part + 1);
  if (from == end) return;
  ck_product p = *j->p;
  p.c += from;
  if (p.bias) p.bias += from;
  p.n = end - from;
  ck_own_multiply_panels(&p, j->b->panels, j->b->k, j->b->n, from, j->first);
}

/// The operand's columns from `column`, and its rows from `first`, where they are.
static void multiply_source(const ck_product *p, const ck_prepared *b, int64_t first, int64_t column) {
  ck_product plain = *p;
  plain.b_transposed = b->transposed;
  plain.b = b->source + (b->transposed ? column * b->stride + first : first * b->stride + column);
  plain.b_stride = b->stride;
  ck_multiply(&plain);
}

void ck_multiply_prepared_columns(const ck_product *p, const ck_prepared *b, int64_t column) {
  if (p->m > 0 && p->n > 0 && p->k > 0 && b->panels) ck_own_multiply_panels(p, b->panels, b->k, b->n, column, 0);
  else multiply_source(p, b, 0, column);
}

void ck_multiply_prepared(const ck_product *p, const ck_prepared *b, int64_t first) {
  if (p->m > 0 && p->n > 0 && p->k > 0 && b->panels) {
    // A few rows are shared out by columns, so that each thread keeps its part of the operand in its own cache.
    prepared_job j = {p, b, first, 1};
    if (p->m <= group_rows) j.parts = least(ck_parts_of(p->m * p->n * p->k, p->n / packed_columns), ck_thread_count());
    return ck_parallel(j.parts, multiply_prepared_part, &j);
  }
  multiply_source(p, b, first, 0);
}
