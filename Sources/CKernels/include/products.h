#pragma once
// Products with a vector, and the scores of additive attention.
#include <stdbool.h>
#include <stdint.h>

/// c[n] = alpha · a[k] · op(b)[k, n] + beta · c; with the flag, `b` is stored as `[n, k]`. Its rows are `stride` apart.
void ck_vector_product(bool b_transposed, int64_t n, int64_t k, float alpha, const float *a, const float *b,
                       int64_t stride, float beta, float *c);
/// c[m, n] = alpha · a[m] · b[n] + beta · c
void ck_outer_product(int64_t m, int64_t n, float alpha, const float *a, const float *b, float beta, float *c);

/// scores[b, q, s] = Σ weight · tanh(queries[b, q] + keys[b, s]) over rows of `width`; `activations` keeps the tanh,
/// `[batch, query_count, key_count, width]`.
void ck_additive_scores(const float *queries, const float *keys, const float *weight, float *scores, float *activations,
                        int64_t batch, int64_t query_count, int64_t key_count, int64_t width);
/// Adds to all three gradients; that of the weights is kept apart for each sample, `[batch, width]`.
void ck_additive_scores_gradient(const float *g, const float *activations, const float *weight, float *d_queries,
                                 float *d_keys, float *d_weights, int64_t batch, int64_t query_count, int64_t key_count,
                                 int64_t width);
