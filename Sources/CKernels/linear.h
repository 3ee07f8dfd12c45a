#pragma once
// A dense layer on one row.
#include "CKernels.h"

static inline void apply_linear(const ck_linear *l, int64_t inputs, int64_t outputs, const float *x, float *y) {
  ck_product p = {.b_transposed = true,
                  .m = 1,
                  .n = outputs,
                  .k = inputs,
                  .alpha = 1,
                  .a = x,
                  .a_stride = inputs,
                  .b = l->weight,
                  .b_stride = inputs,
                  .c = y,
                  .c_stride = outputs,
                  .bias = l->bias};
  ck_multiply(&p);
}
