#pragma once
#include <stdint.h>

// What a machine can do at best, measured by loops that share nothing with the engine.

/// Bytes a second that `threads` threads read together; each reads the same `bytes` repeatedly for `seconds`.
double cp_read_bandwidth(int64_t bytes, int64_t threads, double seconds);

/// Additions and multiplications a second, of 32-bit floats in registers, on `threads` threads for `seconds`.
double cp_arithmetic(int64_t threads, double seconds);
