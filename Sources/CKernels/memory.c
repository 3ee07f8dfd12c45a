// Freed buffers are kept and reused: every training step asks for the same sizes, and the system's allocator would map and
// clear their pages each time. Small ones are kept per thread and size class, large ones in the arena of all threads.
//
// Letters: p is the thread's pool.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "CKernels.h"
#include "arena.h"

enum { class_count = 48, smallest_shift = 6 };
// A thread that keeps more than this returns buffers to the system.
static const int64_t cache_limit = (int64_t)256 << 20;
// Larger buffers are in the arena.
static const size_t largest_kept = 128 << 10;

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KEEPS_NOTHING
#endif
#endif
#ifdef KEEPS_NOTHING
// The address sanitizer knows the ends of buffers, and which ones were freed, if each is the system's.
static const bool keeps_buffers = false;
#else
static const bool keeps_buffers = true;
#endif

typedef struct freed {
  struct freed *next;
} freed;

typedef struct {
  ck_thread_state state;
  freed *classes[class_count];
  bool registered;
} pool;

static _Thread_local pool thread_pool;
static pthread_key_t pool_key;
static pthread_once_t pool_once = PTHREAD_ONCE_INIT;

ck_thread_state *ck_thread(void) { return &thread_pool.state; }

/// Four classes an octave: 64, 80, 96, 112, 128, 160, … bytes.
static size_t size_class(size_t bytes, int *index) {
  if (bytes < 64) bytes = 64;
  int octave = 63 - __builtin_clzll(bytes);
  size_t quarter = (size_t)1 << (octave - 2);
  size_t steps = (bytes - ((size_t)1 << octave) + quarter - 1) / quarter;
  *index = (octave - smallest_shift) * 4 + (int)steps;
  return ((size_t)1 << octave) + steps * quarter;
}

static void release_all(pool *p) {
  for (int i = 0; i < class_count; i++) {
    while (p->classes[i]) {
      freed *head = p->classes[i];
      p->classes[i] = head->next;
      free(head);
    }
  }
  p->state.cached_bytes = 0;
}

static void thread_ends(void *p) { release_all(p); }
static void make_key(void) { pthread_key_create(&pool_key, thread_ends); }

static void add_live(pool *p, int64_t bytes) {
  p->state.live_bytes += bytes;
  if (p->state.live_bytes > p->state.peak_bytes) p->state.peak_bytes = p->state.live_bytes;
}

static _Noreturn void fail(size_t bytes) {
  fprintf(stderr, "Fatal error: failed to allocate %zu bytes for a tensor\n", bytes);
  abort();
}

static void *allocate(size_t bytes) {
  void *buffer = NULL;
  if (posix_memalign(&buffer, 64, bytes) != 0) fail(bytes);
  return buffer;
}

void *ck_pool_acquire(size_t bytes) {
  pool *p = &thread_pool;
  if (!keeps_buffers) {
    add_live(p, (int64_t)bytes);
    return allocate(bytes);
  }
  if (bytes > largest_kept) {
    size_t size;
    void *buffer = ck_arena_acquire(bytes, &size);
    if (!buffer) fail(bytes);
    add_live(p, (int64_t)size);
    return buffer;
  }
  int index;
  size_t size = size_class(bytes, &index);
  add_live(p, (int64_t)size);
  freed *head = p->classes[index];
  if (head) {
    p->classes[index] = head->next;
    p->state.cached_bytes -= (int64_t)size;
    return head;
  }
  return allocate(size);
}

void ck_pool_release(void *buffer, size_t bytes) {
  pool *p = &thread_pool;
  if (!keeps_buffers) {
    p->state.live_bytes -= (int64_t)bytes;
    free(buffer);
    return;
  }
  if (bytes > largest_kept) {
    p->state.live_bytes -= (int64_t)ck_arena_release(buffer);
    return;
  }
  int index;
  size_t size = size_class(bytes, &index);
  p->state.live_bytes -= (int64_t)size;
  if (p->state.cached_bytes + (int64_t)size > cache_limit) {
    free(buffer);
    return;
  }
  if (!p->registered) {
    pthread_once(&pool_once, make_key);
    pthread_setspecific(pool_key, p);
    p->registered = true;
  }
  freed *head = buffer;
  head->next = p->classes[index];
  p->classes[index] = head;
  p->state.cached_bytes += (int64_t)size;
}

void ck_pool_clear(void) {
  release_all(&thread_pool);
  ck_arena_clear();
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}
