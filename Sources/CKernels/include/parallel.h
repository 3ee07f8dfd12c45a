#pragma once
// Work that is shared out to the engine's own threads.
#include <stdint.h>

/// How many threads work together: as many as the machine has processors, or as `LECTERN_THREADS` says.
int64_t ck_thread_count(void);

/// Calls `work(context, part)` for each part in 0 ..< parts, on several threads, and returns when all are done.
///
/// Parts must not touch what others write. Called from inside of a part, or while another thread's parts run, it works
/// off the parts on the calling thread alone.
void ck_parallel(int64_t parts, void (*work)(void *context, int64_t part), void *context);
