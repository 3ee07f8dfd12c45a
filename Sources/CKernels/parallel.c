// The helpers sleep between jobs, after a short while of watching for the next. A fork takes the calling thread alone
// with it: the child starts helpers of its own when it first needs them.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "internal.h"
#include "parallel.h"

enum { most_threads = 16, watching = 2000 };

static struct {
  pthread_mutex_t lock;
  pthread_cond_t wake, done;
  atomic_long generation;  // counts the jobs
  atomic_long next;        // the part that nobody has taken yet
  int64_t parts, helpers, sleeping, working;
  bool open;  // whether helpers may still join the job
  void (*work)(void *, int64_t);
  void *context;
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER, .done = PTHREAD_COND_INITIALIZER};

static atomic_flag busy = ATOMIC_FLAG_INIT;  // one job at a time
static _Thread_local bool inside;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int64_t threads = 1;

static void forget_helpers(void) {
  pthread_mutex_init(&pool.lock, NULL);
  pthread_cond_init(&pool.wake, NULL);
  pthread_cond_init(&pool.done, NULL);
  pool.helpers = pool.sleeping = pool.working = 0;
  pool.open = false;
  atomic_flag_clear(&busy);
}

static void prepare(void) {
  const char *wanted = getenv("LECTERN_THREADS");
  long count = wanted ? atol(wanted) : sysconf(_SC_NPROCESSORS_ONLN);
  threads = count < 1 ? 1 : count > most_threads ? most_threads : count;
  pthread_atfork(NULL, NULL, forget_helpers);
}

int64_t ck_thread_count(void) {
  pthread_once(&once, prepare);
  return threads;
}

static void work_off(void) {
  for (;;) {
    long part = atomic_fetch_add(&pool.next, 1);
    if (part >= pool.parts) return;
    pool.work(pool.context, part);
  }
}

static void *help(void *unused) {
  (void)unused;
  inside = true;
  pthread_mutex_lock(&pool.lock);
  long seen = atomic_load(&pool.generation) - 1;  // a helper is started for a job that waits already
  for (;;) {
    while (atomic_load(&pool.generation) == seen) {
      pool.sleeping++;
      pthread_cond_wait(&pool.wake, &pool.lock);
      pool.sleeping--;
    }
    seen = atomic_load(&pool.generation);
    if (!pool.open) continue;  // the others were done before this one awoke
    pool.working++;
    pthread_mutex_unlock(&pool.lock);
    work_off();
    pthread_mutex_lock(&pool.lock);
    if (--pool.working == 0) pthread_cond_signal(&pool.done);
    pthread_mutex_unlock(&pool.lock);
    for (int i = 0; i < watching && atomic_load(&pool.generation) == seen; i++) {
#if defined(__x86_64__)
      __builtin_ia32_pause();
#endif
    }
    pthread_mutex_lock(&pool.lock);
  }
  return NULL;
}

static void start_helpers(void) {
  while (pool.helpers < threads - 1) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, help, NULL) != 0) return;
    pthread_detach(thread);
    pool.helpers++;
  }
}

void ck_parallel(int64_t parts, void (*work)(void *context, int64_t part), void *context) {
  if (parts < 2 || inside || ck_thread_count() < 2 || atomic_flag_test_and_set(&busy)) {
    for (int64_t part = 0; part < parts; part++) work(context, part);
    return;
  }
  pthread_mutex_lock(&pool.lock);
  pool.parts = parts;
  pool.work = work;
  pool.context = context;
  atomic_store(&pool.next, 0);
  atomic_fetch_add(&pool.generation, 1);
  start_helpers();
  pool.open = true;
  if (pool.sleeping > 0) pthread_cond_broadcast(&pool.wake);
  pthread_mutex_unlock(&pool.lock);
  inside = true;
  work_off();
  inside = false;
  pthread_mutex_lock(&pool.lock);
  pool.open = false;
  while (pool.working > 0) pthread_cond_wait(&pool.done, &pool.lock);
  pthread_mutex_unlock(&pool.lock);
  atomic_flag_clear(&busy);
}
