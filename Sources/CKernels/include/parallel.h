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

/// The number of threads that would share a job begun here: 1 within a part.
int64_t ck_free_threads(void);

/// Calls `work(context, round, part)` for each part in 0 ..< parts of each round, and begins a round when all parts of the
/// one before are done. Meant for short rounds: a part stays with one thread, unless that is late.
///
/// Takes as many parts as `ck_free_threads()` or fewer.
void ck_parallel_rounds(int64_t rounds, int64_t parts, void (*work)(void *context, int64_t round, int64_t part),
                        void *context);

/// What the jobs of a stretch of a program amount to, in seconds.
typedef struct {
  double work;   // of all parts
  double span;   // until the last part would be done, if every thread took the next part whenever it was free
  int64_t jobs;  // rounds count as jobs, because threads wait for each other after each
} ck_job_tally;

/// From now on the calling thread does the parts of all jobs itself, and notes how long each took.
void ck_begin_tally(void);

/// Ends it, and returns what was counted for as many threads as `ck_thread_count()`.
ck_job_tally ck_end_tally(void);

/// Calls `work(context)` on the calling thread and others at the same time, as many as there are processors but at most
/// `most`, and returns when all have ended. Within such a call it calls it once.
void ck_together(int64_t most, void (*work)(void *context), void *context);
