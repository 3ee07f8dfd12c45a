// How a kernel is compiled: once for each kind of processor, as vector code.
#pragma once
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "CKernels.h"

// CLONES: one source, three machines; the loader picks the clone that the processor can run.
// `x86-64-v3` has AVX2 and fused multiply-add, `x86-64-v4` has AVX-512; arm64 always has its vectors.
// WIDE: for a function that needs the registers of AVX-512.
// A test compiles everything for the lowest machine alone and for the middle one alone, and compares the results. The
// middle one is compiled with the WIDE functions too, so that a machine without AVX-512 tests them.
// The loader chooses while it enters addresses into a library's table, and the choice reads that table. So the address of a
// function with clones must not be taken in another file: the table would have an entry for it, which may come before its
// clones' entries, and then the choice is nothing. A function without clones that calls it has an address for all.
// With the thread sanitizer there is the lowest clone alone: the loader would choose before the sanitizer is ready, and the
// instrumented choice would crash.
#if defined(__has_feature) && !defined(CK_MIDDLE_ALONE) && !defined(CK_LOWEST_ALONE)
#if __has_feature(thread_sanitizer)
#define CK_LOWEST_ALONE
#endif
#endif
#if defined(CK_LOWEST_ALONE) || !defined(__x86_64__) || !defined(__linux__)
#define CLONES
#define WIDE
#define HAS_WIDE_REGISTERS false
#elif defined(CK_MIDDLE_ALONE)
#define CLONES __attribute__((target("arch=x86-64-v3")))
#define WIDE CLONES
#define HAS_WIDE_REGISTERS true
#else
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#define WIDE __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define HAS_WIDE_REGISTERS __builtin_cpu_supports("x86-64-v4")
#endif

// Tells the compiler that the rows that a loop reads and writes never overlap, which it cannot see everywhere, so that
// the loop becomes vector code.
#define INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")

#define INLINE static inline __attribute__((always_inline))

/// Eight numbers, at any address.
typedef float vector __attribute__((vector_size(32), aligned(4), may_alias));

/// Sixteen numbers, at any address, in one register or in several.
typedef float wide_vector __attribute__((vector_size(64), aligned(4), may_alias));

INLINE int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

// The larger and the smaller of two numbers; NaN if either is NaN.
INLINE float larger(float a, float b) { return (a > b || a != a) ? a : b; }
INLINE float smaller(float a, float b) { return (a < b || a != a) ? a : b; }
