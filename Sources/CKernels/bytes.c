// Bytes as floats.
//
// Letters: x is the n bytes, y the floats.
#include "clones.h"

CLONES void ck_from_bytes(const uint8_t *restrict x, float *restrict y, int64_t n, float divisor) {
  if (divisor == 1.0f) {
    for (int64_t i = 0; i < n; i++) y[i] = (float)x[i];
  } else {
    for (int64_t i = 0; i < n; i++) y[i] = (float)x[i] / divisor;
  }
}
