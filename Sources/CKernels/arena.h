#pragma once
#include <stdint.h>
#include <stdlib.h>

// Large buffers, shared by all threads. A free one is cut to the size that is asked for, and neighbours that are free
// become one again, so that a step takes little more memory than what is alive at a time.

/// A 64-byte aligned buffer of at least `bytes`; NULL if the system has no memory. `*size` becomes what it really takes.
void *ck_arena_acquire(size_t bytes, size_t *size);
/// Returns a buffer of `ck_arena_acquire`. The result is what it took.
size_t ck_arena_release(void *buffer);
/// Gives the free buffers back to the system.
void ck_arena_clear(void);
