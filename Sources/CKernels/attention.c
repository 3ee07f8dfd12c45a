// A head's matrices are small enough to stay in a cache, so a thread takes a head through all steps before the next
// one. Queries are taken in blocks, each with the keys that its last query sees: in a causal attention, scores beyond
// those are not computed.
//
// Letters: a is the attention's extents, j the job, q, k, v the queries, keys and values, t the first query of a block,
// r a row of it, w weights, s scores, g the result's gradient; d before a letter is a gradient.
#include "sums.h"

typedef struct {
  const ck_attention *a;
  ck_heads q, k, v, result;  // the result, or its gradient
  float *weights;
  ck_heads dq, dk, dv;
  int64_t block, parts;
} attention_job;

INLINE float *matrix(const attention_job *j, ck_heads h, int64_t head) {
  if (!h.start) return NULL;
  return h.start + head / j->a->heads * h.batch_step + head % j->a->heads * h.head_step;
}

/// The number of keys that a query sees.
INLINE int64_t seen_by(const ck_attention *a, int64_t query) {
  int64_t seen = a->causal ? query + 1 + a->keys - a->queries : a->keys;
  return seen < 0 ? 0 : least(seen, a->keys);
}

/// Drops weights of a head, beginning with the given query; `x` and `y` may be the same.
static void drop(const ck_attention *a, int64_t head, int64_t query, int64_t queries, const float *x, float *y) {
  ck_dropout(x, y, (head * a->queries + query) * a->keys, queries * a->keys, a->dropout, a->seed);
}

// MARK: Products of a block of queries with all keys that its last query sees

static int64_t rows_from(const attention_job *j, int64_t query) { return least(j->block, j->a->queries - query); }

static int64_t seen_from(const attention_job *j, int64_t query) {
  return seen_by(j->a, query + rows_from(j, query) - 1);
}

/// The products of the block's rows of `x` with the prepared rows of the keys or values, times `scale`.
static void multiply_block(const attention_job *j, int64_t t, const float *x, int64_t x_step, int64_t width,
                           const ck_prepared *rows, float *scores) {
  ck_product p = {.m = rows_from(j, t),
                  .n = seen_from(j, t),
                  .k = width,
                  .alpha = j->a->scale,
                  .a = x + t * x_step,
                  .a_stride = x_step,
                  .c = scores,
                  .c_stride = j->a->keys};
  ck_multiply_prepared(&p, rows, 0);
}

/// For each query of the block, the sum of the prepared rows of the keys or values, weighted by `factors`.
static void sum_block(const attention_job *j, int64_t t, const float *factors, const ck_prepared *rows, int64_t width,
                      float *out, int64_t out_step) {
  ck_product p = {.m = rows_from(j, t),
                  .n = width,
                  .k = seen_from(j, t),
                  .alpha = 1,
                  .a = factors,
                  .a_stride = j->a->keys,
                  .c = out + t * out_step,
                  .c_stride = out_step};
  ck_multiply_prepared(&p, rows, 0);
}

// MARK: Forward

static void forward_head(const attention_job *j, int64_t head) {
  const ck_attention *a = j->a;
  float *weights = j->weights + head * a->queries * a->keys, *out = matrix(j, j->result, head);
  const float *mask = a->mask ? a->mask + head * a->mask_step : NULL, *q = matrix(j, j->q, head);
  ck_prepared k = ck_prepare(a->queries, true, matrix(j, j->k, head), j->k.row_step, a->width, a->keys);
  ck_prepared v = ck_prepare(a->queries, false, matrix(j, j->v, head), j->v.row_step, a->keys, a->value_width);
  size_t bytes = (size_t)(j->block * a->keys) * sizeof(float);
  float *kept = a->dropout > 0 ? ck_pool_acquire(bytes) : NULL;
  for (int64_t t = 0; t < a->queries; t += j->block) {
    int64_t rows = rows_from(j, t);
    float *w = weights + t * a->keys;
    multiply_block(j, t, q, j->q.row_step, a->width, &k, w);
    ck_masked_softmax(w, mask ? mask + t * a->keys : NULL, rows, a->keys, seen_by(a, t), a->causal);
    if (!out) continue;
    if (kept) drop(a, head, t, rows, w, kept);
    sum_block(j, t, kept ? kept : w, &v, a->value_width, out, j->result.row_step);
  }
  if (kept) ck_pool_release(kept, bytes);
  ck_free_prepared(&k);
  ck_free_prepared(&v);
}

// MARK: Backward

/// Softmax gradient in place (`g` is overwritten). Each row is `stride` floats long; only the first `n` are used.
CLONES static void softmax_rows_gradient(const float *y, float *g, int64_t rows, int64_t n, int64_t stride) {
  for (int64_t r = 0; r < rows; r++) softmax_row_gradient(y + r * stride, g + r * stride, g + r * stride, n);
}

/// Writes the scores' gradients, including the factor `scale`, to `slopes`. Elements that the products below don't read
/// may stay undefined.
static void score_gradients(const attention_job *j, int64_t head, const float *weights, float *slopes) {
  const ck_attention *a = j->a;
  const float *g = matrix(j, j->result, head);
  ck_prepared v = ck_prepare(a->queries, true, matrix(j, j->v, head), j->v.row_step, a->value_width, a->keys);
  for (int64_t t = 0; t < a->queries; t += j->block) {
    int64_t rows = rows_from(j, t), seen = seen_from(j, t);
    float *s = slopes + t * a->keys;
    multiply_block(j, t, g, j->result.row_step, a->value_width, &v, s);
    int64_t hidden = least(a->keys - seen, j->block);
    for (int64_t r = 0; r < rows; r++) memset(s + r * a->keys + seen, 0, (size_t)hidden * sizeof(float));
    if (a->dropout > 0)
      for (int64_t r = 0; r < rows; r++) drop(a, head, t + r, 1, s + r * a->keys, s + r * a->keys);
    softmax_rows_gradient(weights + t * a->keys, s, rows, seen, a->keys);
  }
  ck_free_prepared(&v);
}

static void query_gradients(const attention_job *j, int64_t head, const float *slopes, float *dq) {
  const ck_attention *a = j->a;
  ck_prepared k = ck_prepare(a->queries, false, matrix(j, j->k, head), j->k.row_step, a->keys, a->width);
  for (int64_t t = 0; t < a->queries; t += j->block)
    sum_block(j, t, slopes + t * a->keys, &k, a->width, dq, j->dq.row_step);
  ck_free_prepared(&k);
}

/// For each key, the sum of the rows of `x` of all queries that see it, weighted by `factors`.
static void sums_over_queries(const attention_job *j, const float *factors, const float *x, int64_t x_step,
                              int64_t width, float *out, int64_t out_step) {
  const ck_attention *a = j->a;
  ck_prepared rows = ck_prepare(a->keys, false, x, x_step, a->queries, width);
  for (int64_t key = 0; key < a->keys; key += j->block) {
    int64_t first = a->causal ? key + a->queries - a->keys : 0;
    if (first < 0) first = 0;
    ck_product p = {.a_transposed = true,
                    .m = least(j->block, a->keys - key),
                    .n = width,
                    .k = a->queries - first,
                    .alpha = 1,
                    .a = factors + first * a->keys + key,
                    .a_stride = a->keys,
                    .c = out + key * out_step,
                    .c_stride = out_step};
    ck_multiply_prepared(&p, &rows, first);
  }
  ck_free_prepared(&rows);
}

static void backward_head(const attention_job *j, int64_t head) {
  const ck_attention *a = j->a;
  int64_t size = a->queries * a->keys;
  const float *weights = j->weights + head * size;
  float *dq = matrix(j, j->dq, head), *dk = matrix(j, j->dk, head), *dv = matrix(j, j->dv, head);
  size_t bytes = (size_t)size * sizeof(float);
  float *scratch = ck_pool_acquire(bytes);
  if (dv) {
    if (a->dropout > 0) drop(a, head, 0, a->queries, weights, scratch);
    sums_over_queries(j, a->dropout > 0 ? scratch : weights, matrix(j, j->result, head), j->result.row_step,
                      a->value_width, dv, j->dv.row_step);
  }
  if (dq || dk) score_gradients(j, head, weights, scratch);
  if (dq) query_gradients(j, head, scratch, dq);
  if (dk) sums_over_queries(j, scratch, matrix(j, j->q, head), j->q.row_step, a->width, dk, j->dk.row_step);
  ck_pool_release(scratch, bytes);
}

// MARK: All heads

static void share_heads(attention_job *j, void (*work)(void *, int64_t)) {
  const ck_attention *a = j->a;
  int64_t heads = a->batch * a->heads;
  int64_t seen = a->queries * a->keys / (a->causal ? 2 : 1);
  // A library's products pay only at larger sizes.
  j->block = (a->causal ? 24 : 48) * (ck_uses_library() ? 4 : 1);
  j->parts = ck_parts_of(heads * seen * (a->width + a->value_width), heads);
  ck_parallel(j->parts, work, j);
}

static int64_t first_head(const attention_job *j, int64_t part) { return j->a->batch * j->a->heads * part / j->parts; }

static void forward_heads(void *context, int64_t part) {
  const attention_job *j = context;
  for (int64_t head = first_head(j, part); head < first_head(j, part + 1); head++) forward_head(j, head);
}

static void backward_heads(void *context, int64_t part) {
  const attention_job *j = context;
  for (int64_t head = first_head(j, part); head < first_head(j, part + 1); head++) backward_head(j, head);
}

void ck_attention_forward(const ck_attention *a, ck_heads q, ck_heads k, ck_heads v, float *weights, ck_heads out) {
  attention_job j = {.a = a, .q = q, .k = k, .v = v, .weights = weights, .result = out};
  share_heads(&j, forward_heads);
}

void ck_attention_backward(const ck_attention *a, ck_heads q, ck_heads k, ck_heads v, const float *weights, ck_heads g,
                           ck_heads dq, ck_heads dk, ck_heads dv) {
  attention_job j = {
      .a = a, .q = q, .k = k, .v = v, .weights = (float *)weights, .result = g, .dq = dq, .dk = dk, .dv = dv};
  share_heads(&j, backward_heads);
}
