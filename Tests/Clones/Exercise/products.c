#include "exercise.h"

/// Sizes with remainders after the own kernel's tiles, one that fills several blocks, and two whose last block has one row
/// and two rows.
static const int64_t sizes[][3] = {{1, 19, 8},   {7, 1, 33},     {6, 16, 5},    {13, 37, 29},
                                   {23, 53, 29}, {150, 70, 400}, {145, 200, 9}, {146, 84, 9}};

static void product(int64_t m, int64_t n, int64_t k) {
  for (int flags = 0; flags < 8; flags++) {
    float *c = numbers(m * n, 30), beta = flags & 4 ? 1 : 0;
    ck_gemm(flags & 1, flags & 2, m, n, k, 0.5f, numbers(m * k, 28), numbers(k * n, 29), beta, c);
    show("gemm", c, m * n);
  }
}

static void plain(void) {
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) product(sizes[i][0], sizes[i][1], sizes[i][2]);
  // Every width of a last panel, and every number of rows below a tile.
  for (int64_t n = 2; n <= 33; n++) product(n % 12 + 2, n, n % 10 + 2);
}

static void biased_and_batched(void) {
  float *a = numbers(3 * 13 * 29, 31), *b = numbers(3 * 29 * 37, 32), *c = zeros(3 * 13 * 37);
  ck_product p = {false, false, 13, 37, 29, 1, 0, a, 29, b, 37, c, 37, numbers(37, 33)};
  ck_multiply(&p);
  show("multiply", c, 13 * 37);
  p.bias = NULL;
  ck_product_batch batch = {3, 1, 13 * 29, 0, 29 * 37, 0, 13 * 37, 0};
  ck_multiply_each(&p, &batch);
  show("multiply_each", c, 3 * 13 * 37);
}

static void prepared(void) {
  float *c = numbers(13 * 37, 34);
  ck_prepared b = ck_prepare(13, true, numbers(29 * 37, 35), 29, 29, 37);
  ck_product p = {.m = 13,
                  .n = 37,
                  .k = 29,
                  .alpha = 1,
                  .beta = 1,
                  .a = numbers(13 * 29, 36),
                  .a_stride = 29,
                  .c = c,
                  .c_stride = 37};
  ck_multiply_prepared(&p, &b, 0);
  show("multiply_prepared", c, 13 * 37);
  // A part of the operand: its last rows and its first columns.
  p.n = 20, p.k = 9;
  ck_multiply_prepared(&p, &b, 20);
  show("multiply_prepared", c, 13 * 37);
  p.n = 5, p.k = 29;
  ck_multiply_prepared_columns(&p, &b, 32);
  show("multiply_prepared_columns", c, 13 * 37);
  ck_free_prepared(&b);
}

static void attention(void) {
  enum { heads = 6, queries = 31, keys = 37, width = 9, size = heads * queries * keys };
  ck_attention a = {.batch = 2,
                    .heads = 3,
                    .queries = queries,
                    .keys = keys,
                    .width = width,
                    .value_width = width,
                    .scale = 0.3f,
                    .dropout = 0.1f,
                    .seed = 7};
  ck_heads q = {numbers(heads * queries * width, 60), 3 * queries * width, queries * width, width};
  ck_heads k = {numbers(heads * keys * width, 61), 3 * keys * width, keys * width, width};
  for (int causal = 0; causal < 2; causal++) {
    a.causal = causal;
    ck_heads out = q, dq = q, dk = k, dv = k;
    out.start = zeros(heads * queries * width), dq.start = zeros(heads * queries * width);
    dk.start = zeros(heads * keys * width), dv.start = zeros(heads * keys * width);
    float *weights = zeros(size);
    ck_attention_forward(&a, q, k, k, weights, out);
    show("attention_forward", weights, size);
    show("attention_forward", out.start, heads * queries * width);
    ck_attention_backward(&a, q, k, k, weights, out, dq, dk, dv);
    show("attention_backward", dq.start, heads * queries * width);
    show("attention_backward", dk.start, heads * keys * width);
    show("attention_backward", dv.start, heads * keys * width);
  }
}

/// Products of a vector with `n` rows, or columns, of `k` numbers.
static void vector(int64_t n, int64_t k) {
  float *a = numbers(k, 37), *b = numbers(k * n, 38), *c = zeros(k * n);
  ck_vector_product(false, n, k, 0.5f, a, b, n, 0, c);
  show("vector_product", c, n);
  ck_vector_product(true, n, k, 0.5f, a, b, k, 1, c);
  show("vector_product", c, n);
  ck_outer_product(k, n, 0.5f, a, b, 1, c);
  show("outer_product", c, k * n);
}

static void vectors(void) {
  for (int64_t k = 1; k <= 70; k++) vector(k % 7 + 1, k);
  vector(51, 45);
}

static void additive_scores(void) {
  enum { batch = 2, queries = 3, keys = 5, width = 21 };
  float *q = numbers(batch * queries * width, 39), *k = numbers(batch * keys * width, 40), *w = numbers(width, 41);
  float *scores = zeros(batch * queries * keys), *kept = zeros(batch * queries * keys * width);
  float *dq = zeros(batch * queries * width), *dk = zeros(batch * keys * width), *dw = zeros(batch * width);
  ck_additive_scores(q, k, w, scores, kept, batch, queries, keys, width);
  show("additive_scores", scores, batch * queries * keys);
  ck_additive_scores_gradient(scores, kept, w, dq, dk, dw, batch, queries, keys, width);
  show("additive_scores_gradient", dq, batch * queries * width);
  show("additive_scores_gradient", dk, batch * keys * width);
  show("additive_scores_gradient", dw, batch * width);
}

static void decoder(void) {
  enum { width = 10, heads = 2, inner = 13, words = 7, capacity = 5, blocks = 2 };
  for (int variant = 0; variant < 2; variant++) {
    ck_norm norm = {numbers(width, 42), variant ? NULL : numbers(width, 43), 1e-5f};
    ck_linear projection = {numbers(3 * width * width, 44), variant ? NULL : numbers(3 * width, 45)};
    ck_linear mixing = {numbers(width * width, 46), numbers(width, 47)};
    ck_linear up = {numbers(inner * width, 48), numbers(inner, 49)}, down = {numbers(width * inner, 50), NULL};
    ck_decoder_block stack[blocks];
    for (int b = 0; b < blocks; b++)
      stack[b] = (ck_decoder_block){
          norm, norm, projection, mixing, up, down, zeros(capacity * width), zeros(capacity * width)};
    ck_decoder d = {width,
                    heads,
                    inner,
                    words,
                    .norms_first = variant,
                    .relu = variant,
                    .scale = 0.4f,
                    .vectors = numbers(words * width, 51),
                    .positions = variant ? numbers(capacity * width, 52) : NULL,
                    .blocks = stack,
                    .count = blocks,
                    .last = variant ? norm : (ck_norm){0},
                    .output = {numbers(words * width, 53), NULL}};
    d.memory = zeros(ck_decoder_memory(&d, capacity));
    float *logits = zeros(words);
    for (int64_t position = 0; position < capacity; position++) {
      ck_decode(&d, position * 3 % words, position, logits);
      show("decode", logits, words);
    }
  }
}

static void reader(void) {
  enum { inputs = 7, hidden = 13, keys = 5, score_width = 11, value_width = 9, time = 4 };
  for (int variant = 0; variant < 2; variant++) {
    int64_t width = inputs + (variant ? value_width : 0), gates = 3 * hidden;
    ck_reader r = {inputs,
                   hidden,
                   keys,
                   score_width,
                   value_width,
                   .reads_context = variant,
                   .input = {numbers(gates * width, 54), numbers(gates, 55)},
                   .state = {numbers(gates * hidden, 56), variant ? numbers(gates, 57) : NULL},
                   .query = {numbers(score_width * hidden, 58), numbers(score_width, 59)},
                   .score = numbers(score_width, 60),
                   .prepared = numbers(keys * score_width, 61),
                   .values = numbers(keys * value_width, 62)};
    r.memory = zeros(ck_reader_memory(&r));
    float *out = zeros(time * (hidden + value_width)), *weights = zeros(time * keys);
    ck_read(&r, time, numbers(time * inputs, 63), numbers(hidden, 64), out, weights);
    show("read", out, time * (hidden + value_width));
    show("read", weights, time * keys);
  }
}

void exercise_products(void) {
  decoder();
  reader();
  plain();
  biased_and_batched();
  prepared();
  attention();
  vectors();
  additive_scores();
}
