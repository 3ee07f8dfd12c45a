// A job is a number of parts that threads draw one after the other by incrementing a ticket. The ticket holds everything
// about the job that a thread must know before it draws, so drawing takes no lock; and the job cannot change until every
// part that was drawn is done.
//
// Helpers poll for the next job for a while before they sleep, and the thread that began a job polls for its end:
// within a training step the next job comes after a few microseconds, and waking a thread costs more than that. A fork
// copies only the calling thread: the child starts helpers of its own when it first needs them.
//
// Letters: j is a job of several rounds, r one of its rounds.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

#include "clones.h"
#include "parallel.h"

enum { max_threads = 16, polls = 4000, part_bits = 24, max_parts = (1 << part_bits) - 2 * max_threads };

static struct {
  // Each in a cache line of its own: what one thread writes would take the others from all threads.
  //
  // The job's number, modulo 2¹⁶, its count of parts, and the next part: 16, 24 and 24 bits.
  _Alignas(64) _Atomic uint64_t ticket;
  _Alignas(64) _Atomic int64_t remaining;  // parts that are not done
  _Alignas(64) void (*work)(void *, int64_t);
  void *context;
  ck_products products;  // of the thread that began the job

  _Alignas(64) pthread_mutex_t lock;
  pthread_cond_t wake, done;
  _Atomic int64_t sleeping;  // helpers
  _Atomic bool waiting;      // the thread that began the job
  int64_t helpers;
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER, .done = PTHREAD_COND_INITIALIZER};

static atomic_flag busy = ATOMIC_FLAG_INIT;  // one job at a time
static _Thread_local bool in_part;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int64_t threads = 1;

// A sanitizer doesn't know the child of a fork yet when this runs.
__attribute__((disable_sanitizer_instrumentation)) static void forget_helpers(void) {
  pthread_mutex_init(&pool.lock, NULL);
  pthread_cond_init(&pool.wake, NULL);
  pthread_cond_init(&pool.done, NULL);
  atomic_store(&pool.sleeping, 0);
  atomic_store(&pool.waiting, false);
  pool.helpers = 0;
  atomic_flag_clear(&busy);
}

static void prepare(void) {
  const char *wanted = getenv("LECTERN_THREADS");
  long count = wanted ? atol(wanted) : sysconf(_SC_NPROCESSORS_ONLN);
  threads = count < 1 ? 1 : count > max_threads ? max_threads : count;
  pthread_atfork(NULL, NULL, forget_helpers);
}

int64_t ck_thread_count(void) {
  pthread_once(&once, prepare);
  return threads;
}

INLINE uint64_t job_of(uint64_t ticket) { return ticket >> 2 * part_bits; }
INLINE uint64_t parts_of(uint64_t ticket) { return ticket >> part_bits & ((1 << part_bits) - 1); }
INLINE uint64_t part_of(uint64_t ticket) { return ticket & ((1 << part_bits) - 1); }

INLINE void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

/// Draws parts until none is left. The last thread to finish wakes the one that began the job, if that sleeps.
static void work_off(void) {
  int64_t done = 0;
  for (;; done++) {
    uint64_t ticket = atomic_fetch_add(&pool.ticket, 1);
    if (part_of(ticket) >= parts_of(ticket)) break;
    ck_thread()->products = pool.products;
    pool.work(pool.context, (int64_t)part_of(ticket));
  }
  if (done == 0 || atomic_fetch_sub(&pool.remaining, done) != done || !atomic_load(&pool.waiting)) return;
  pthread_mutex_lock(&pool.lock);
  pthread_cond_signal(&pool.done);
  pthread_mutex_unlock(&pool.lock);
}

/// Returns the ticket of a job whose number is not `seen`.
static uint64_t next_job(uint64_t seen) {
  for (int i = 0; i < polls; i++) {
    uint64_t ticket = atomic_load(&pool.ticket);
    if (job_of(ticket) != seen) return ticket;
    pause_briefly();
  }
  pthread_mutex_lock(&pool.lock);
  atomic_fetch_add(&pool.sleeping, 1);
  while (job_of(atomic_load(&pool.ticket)) == seen) pthread_cond_wait(&pool.wake, &pool.lock);
  atomic_fetch_sub(&pool.sleeping, 1);
  pthread_mutex_unlock(&pool.lock);
  return atomic_load(&pool.ticket);
}

static void *help(void *context) {
  uint64_t number = (uint64_t)(uintptr_t)context;
#if defined(__linux__)
  // Tells helpers, which wait between jobs, from threads that a cell leaves running.
  prctl(PR_SET_NAME, "engine-helper");
#endif
  in_part = true;
  for (uint64_t ticket = 0;;) {
    ticket = next_job(job_of(ticket));
    // Where there are fewer parts than threads, the others don't take the ticket's cache line from those that draw.
    if (number < parts_of(ticket)) work_off();
  }
  return NULL;
}

static void start_helpers(void) {
  while (pool.helpers < threads - 1) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, help, (void *)(uintptr_t)(pool.helpers + 1)) != 0) return;
    pthread_detach(thread);
    pool.helpers++;
  }
}

static void publish(int64_t parts) {
  uint64_t job = job_of(atomic_load(&pool.ticket)) + 1;
  atomic_store(&pool.remaining, parts);
  atomic_store(&pool.ticket, job << 2 * part_bits | (uint64_t)parts << part_bits);
  if (atomic_load(&pool.sleeping) == 0) return;
  pthread_mutex_lock(&pool.lock);
  pthread_cond_broadcast(&pool.wake);
  pthread_mutex_unlock(&pool.lock);
}

static void wait_for_helpers(void) {
  for (int i = 0; i < polls; i++) {
    if (atomic_load(&pool.remaining) == 0) return;
    pause_briefly();
  }
  pthread_mutex_lock(&pool.lock);
  atomic_store(&pool.waiting, true);
  while (atomic_load(&pool.remaining) > 0) pthread_cond_wait(&pool.done, &pool.lock);
  atomic_store(&pool.waiting, false);
  pthread_mutex_unlock(&pool.lock);
}

// MARK: Counting jobs

static struct {
  bool runs;
  ck_job_tally counted;
} tally;

void ck_begin_tally(void) {
  tally.counted = (ck_job_tally){0};
  tally.runs = true;
}

ck_job_tally ck_end_tally(void) {
  tally.runs = false;
  return tally.counted;
}

INLINE double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/// Does a job's parts one after the other, and adds up when each of the threads would have been done.
static void count_job(int64_t parts, void (*work)(void *, int64_t), void *context) {
  double ends[max_threads] = {0}, span = 0;
  in_part = true;
  for (int64_t part = 0; part < parts; part++) {
    double start = seconds();
    work(context, part);
    double time = seconds() - start;
    int64_t first = 0;
    for (int64_t i = 1; i < threads; i++) {
      if (ends[i] < ends[first]) first = i;
    }
    ends[first] += time;
    tally.counted.work += time;
  }
  in_part = false;
  for (int64_t i = 0; i < threads; i++) span = ends[i] > span ? ends[i] : span;
  tally.counted.span += span;
  tally.counted.jobs++;
}

// MARK: Jobs

void ck_parallel(int64_t parts, void (*work)(void *context, int64_t part), void *context) {
  if (tally.runs && parts > 1 && !in_part && ck_thread_count() > 1) return count_job(parts, work, context);
  if (parts < 2 || parts > max_parts || in_part || ck_thread_count() < 2 || atomic_flag_test_and_set(&busy)) {
    for (int64_t part = 0; part < parts; part++) work(context, part);
    return;
  }
  pool.work = work;
  pool.context = context;
  pool.products = ck_thread()->products;
  publish(parts);
  start_helpers();
  in_part = true;
  work_off();
  in_part = false;
  wait_for_helpers();
  atomic_flag_clear(&busy);
}

// MARK: Rounds

int64_t ck_free_threads(void) { return in_part ? 1 : ck_thread_count(); }

typedef struct {
  int64_t rounds, parts;
  void (*work)(void *, int64_t, int64_t);
  void *context;
  _Atomic int64_t done;  // parts of all rounds
  // The rounds that have begun of each part; each count in a cache line of its own.
  struct {
    _Atomic int64_t count;
    char rest[64 - sizeof(int64_t)];
  } begun[max_threads];
} rounds_job;

/// How often a thread checks whether a late one has begun its part, before it takes that part over.
enum { patience = 32 };

/// Claims a part's round; returns whether this thread now has to do it.
static bool take_part(rounds_job *j, int64_t round, int64_t part, bool own) {
  for (int i = 0; i < patience && !own; i++) {
    if (atomic_load(&j->begun[part].count) > round) return false;
    pause_briefly();
  }
  int64_t expected = round;
  return atomic_compare_exchange_strong(&j->begun[part].count, &expected, round + 1);
}

static void work_in_rounds(void *context, int64_t own) {
  rounds_job *j = context;
  for (int64_t round = 0; round < j->rounds; round++) {
    for (int64_t i = 0; i < j->parts; i++) {
      int64_t part = (own + i) % j->parts;
      if (!take_part(j, round, part, i == 0)) continue;
      j->work(j->context, round, part);
      atomic_fetch_add(&j->done, 1);
    }
    for (int i = 0; atomic_load(&j->done) < (round + 1) * j->parts; i++) {
      if (i < polls) pause_briefly();
      else sched_yield();
    }
  }
}

typedef struct {
  const rounds_job *j;
  int64_t round;
} one_round;

static void work_in_one_round(void *context, int64_t part) {
  const one_round *r = context;
  r->j->work(r->j->context, r->round, part);
}

void ck_parallel_rounds(int64_t rounds, int64_t parts, void (*work)(void *context, int64_t round, int64_t part),
                        void *context) {
  rounds_job j = {.rounds = rounds, .parts = least(parts, max_threads), .work = work, .context = context};
  if (parts < 2) {
    for (int64_t round = 0; round < rounds; round++) work(context, round, 0);
  } else if (tally.runs && !in_part) {
    for (one_round r = {&j, 0}; r.round < rounds; r.round++) count_job(j.parts, work_in_one_round, &r);
  } else {
    ck_parallel(j.parts, work_in_rounds, &j);
  }
}

// MARK: The same work on several threads

typedef struct {
  void (*work)(void *);
  void *context;
} together_job;

static _Thread_local bool is_together;

static void *work_together(void *job) {
  const together_job *j = job;
  is_together = true;
  j->work(j->context);
  is_together = false;
  return NULL;
}

void ck_together(int64_t most, void (*work)(void *context), void *context) {
  together_job j = {work, context};
  if (is_together) return work(context);
  int64_t count = least(most, (int64_t)sysconf(_SC_NPROCESSORS_ONLN));
  pthread_t *others = count > 1 ? malloc((size_t)(count - 1) * sizeof *others) : NULL;
  int64_t begun = 0;
  while (others && begun < count - 1 && pthread_create(&others[begun], NULL, work_together, &j) == 0) begun++;
  work_together(&j);
  for (int64_t i = 0; i < begun; i++) pthread_join(others[i], NULL);
  free(others);
}
