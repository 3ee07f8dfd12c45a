// Calls every kernel and prints the results, so that `CloneTests` can compare builds of the same source for different
// processors.
#include <math.h>
#include <stdio.h>

#include "exercise.h"

// What the running exercise has allocated.
static void *kept[4096];
static size_t kept_count;

void *zeroed(int64_t n, size_t size) {
  void *memory = calloc((size_t)n, size);
  if (!memory || kept_count == sizeof kept / sizeof *kept) abort();
  return kept[kept_count++] = memory;
}

static void free_all(void) {
  while (kept_count > 0) free(kept[--kept_count]);
}

float *zeros(int64_t n) { return zeroed(n, sizeof(float)); }

float *numbers(int64_t n, uint32_t seed) {
  float *x = zeros(n);
  for (int64_t i = 0; i < n; i++) {
    seed = seed * 1664525u + 1013904223u;
    x[i] = (float)(seed >> 8) / 8388608.0f - 1.0f;
  }
  return x;
}

float *positive(int64_t n, uint32_t seed) {
  float *x = numbers(n, seed);
  for (int64_t i = 0; i < n; i++) x[i] = 0.1f + 0.5f * (x[i] + 1.0f);
  return x;
}

int32_t *indices(int64_t n, int32_t below, uint32_t seed) {
  int32_t *x = zeroed(n, sizeof(int32_t));
  float *draws = positive(n, seed);
  for (int64_t i = 0; i < n; i++) x[i] = (int32_t)((draws[i] - 0.1f) * (float)below) % below;
  return x;
}

void show(const char *name, const float *x, int64_t n) {
  printf("%s", name);
  for (int64_t i = 0; i < n; i++) isnan(x[i]) ? printf(" nan") : printf(" %.9g", (double)x[i]);
  printf("\n");
}

int main(void) {
  ck_thread()->products = ck_products_own;
  void (*exercises[])(void) = {exercise_elements, exercise_rows,      exercise_images,
                               exercise_products, exercise_sequences, exercise_tables};
  for (size_t i = 0; i < sizeof exercises / sizeof *exercises; i++) {
    exercises[i]();
    free_all();
  }
  return 0;
}
