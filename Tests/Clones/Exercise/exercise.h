#pragma once
// Inputs for the kernels, and a printed line for each result.
#include <stdint.h>
#include <stdlib.h>

#include "CKernels.h"

/// Memory for `n` elements of a size, all 0. It is freed after the exercise, like that of the functions below.
void *zeroed(int64_t n, size_t size);
/// The same `n` numbers between −1 and 1 for the same seed.
float *numbers(int64_t n, uint32_t seed);
/// Numbers between 0.1 and 1.1.
float *positive(int64_t n, uint32_t seed);
float *zeros(int64_t n);
int32_t *indices(int64_t n, int32_t below, uint32_t seed);
/// Prints a line: the name and the numbers.
void show(const char *name, const float *x, int64_t n);

void exercise_elements(void);
void exercise_rows(void);
void exercise_images(void);
void exercise_products(void);
void exercise_sequences(void);
void exercise_tables(void);
