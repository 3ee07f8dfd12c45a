#pragma once
// Work that is shared out to the engine's own threads.
#include <stdint.h>

/// The number of threads that work together: that of the machine's processors, or `LECTERN_THREADS`.
int64_t ck_thread_count(void);

/// Calls `work(context, part)` for each part in 0 ..< parts, on several threads, and returns when all are done.
///
/// A part must not touch what another writes. When it is called within a part, or while another thread's parts run, the
/// calling thread does all parts alone.
void ck_parallel(int64_t parts, void (*work)(void *context, int64_t part), void *context);
