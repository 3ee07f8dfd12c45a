// Memory comes from the system in regions, each below the last one where there is room, so that they are one. They are
// divided into blocks without gaps. A block begins with a header, and its buffer follows. Free blocks are in lists by size.
//
// Letters: b is a block, i the index of a list.
#include "arena.h"
#include "CKernels.h"

#include <pthread.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

enum { header_size = 64, least_granule = 16384, list_count = 160, lists_a_word = 64 };
// What would be left over from a block is a block of its own from this size on.
static const size_t least_rest = 64 << 10;
static const size_t least_region = 1 << 20;
// With more than this in free blocks, the next ones return to the system.
static const size_t cache_limit = (size_t)1 << 30;

typedef struct block {
  size_t size;                  // with the header
  struct block *before;         // the neighbour in the region, NULL for the first
  struct block *next, **place;  // in the list of free blocks; `place` is what points to this block, NULL if it's in use
  bool is_last;                 // of its region
} block;

_Static_assert(sizeof(block) <= header_size, "a block's header must fit in front of its buffer");

static struct {
  pthread_mutex_t lock;
  block *lists[list_count];
  uint64_t filled[(list_count + lists_a_word - 1) / lists_a_word];
  size_t mapped, free;
  size_t returned;  // in pieces, by all calls together
  block *lowest;    // where the region begins that was mapped last
} arena = {.lock = PTHREAD_MUTEX_INITIALIZER};

// A copy of the process has none of the other threads, of which one may have been in here.
//
// A sanitizer doesn't know the child of a fork yet when `leave` runs.
static void enter(void) { pthread_mutex_lock(&arena.lock); }
__attribute__((disable_sanitizer_instrumentation)) static void leave(void) { pthread_mutex_unlock(&arena.lock); }
__attribute__((constructor)) static void copy_whole(void) { pthread_atfork(enter, leave, leave); }

/// What the sizes of blocks are multiples of: whole pages, of which some systems have larger ones, so that a block can return
/// to the system without a part of its neighbour.
static size_t granule(void) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  return page > least_granule ? page : least_granule;
}

static void *buffer_of(block *b) { return (char *)b + header_size; }
static block *block_of(void *buffer) { return (block *)((char *)buffer - header_size); }
static block *after(block *b) { return b->is_last ? NULL : (block *)((char *)b + b->size); }

/// Four lists an octave; each has the sizes from its own up to the next one's.
static int list_of(size_t size) {
  int octave = 63 - __builtin_clzll(size);
  int i = (octave - 12) * 4 + (int)((size >> (octave - 2)) & 3);
  return i < list_count ? i : list_count - 1;
}

static void put(block *b) {
  int i = list_of(b->size);
  b->next = arena.lists[i];
  b->place = &arena.lists[i];
  if (b->next) b->next->place = &b->next;
  arena.lists[i] = b;
  arena.filled[i / lists_a_word] |= (uint64_t)1 << (i % lists_a_word);
  arena.free += b->size;
}

static void take(block *b) {
  *b->place = b->next;
  if (b->next) b->next->place = b->place;
  b->place = NULL;
  int i = list_of(b->size);
  if (!arena.lists[i]) arena.filled[i / lists_a_word] &= ~((uint64_t)1 << (i % lists_a_word));
  arena.free -= b->size;
}

/// The smallest block of a list that has `size` bytes; the first of those that are as small.
static block *fitting(int i, size_t size) {
  block *best = NULL;
  for (block *b = arena.lists[i]; b; b = b->next) {
    if (b->size >= size && (!best || b->size < best->size)) best = b;
  }
  return best;
}

static block *find(size_t size) {
  int first = list_of(size);
  block *best = fitting(first, size);
  // Whatever is in a later list is large enough, except in the last, which is open.
  for (int i = first + 1; !best && i < list_count; i++) {
    uint64_t later = arena.filled[i / lists_a_word] >> (i % lists_a_word);
    if (later) {
      i += __builtin_ctzll(later);
      best = fitting(i, size);
    } else {
      i |= lists_a_word - 1;
    }
  }
  return best;
}

/// A region of at least `size` bytes as a block that is in no list.
static block *map_region(size_t size) {
  size_t wanted = arena.mapped / 32 / granule() * granule();
  if (wanted < least_region) wanted = least_region;
  for (int attempt = 0; attempt < 2; attempt++) {
    size_t bytes = attempt == 0 && wanted > size ? wanted : size;
    void *below = arena.lowest ? (char *)arena.lowest - bytes : NULL;
    block *b = mmap(below, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
    if (b == MAP_FAILED) continue;
    bool is_below = arena.lowest && (char *)b + bytes == (char *)arena.lowest;
    *b = (block){.size = bytes, .is_last = !is_below};
    if (is_below) arena.lowest->before = b;
    arena.lowest = b;
    arena.mapped += bytes;
    return b;
  }
  return NULL;
}

/// Returns a block that is in no list to the system.
static void unmap(block *b) {
  block *next = after(b);
  if (b->before) b->before->is_last = true;
  if (next) next->before = NULL;
  if (b == arena.lowest) arena.lowest = next;
  arena.mapped -= b->size;
  munmap(b, b->size);
}

/// Keeps `size` bytes of a block that is in no list, and makes the rest a free one if it's worth it.
static void cut(block *b, size_t size) {
  if (b->size - size < least_rest) return;
  block *rest = (block *)((char *)b + size);
  *rest = (block){.size = b->size - size, .before = b, .is_last = b->is_last};
  block *next = after(rest);
  if (next) next->before = rest;
  b->size = size;
  b->is_last = false;
  put(rest);
}

static block *join(block *b, block *next) {
  b->size += next->size;
  b->is_last = next->is_last;
  block *end = after(b);
  if (end) end->before = b;
  return b;
}

/// A block that is in no list, together with its neighbours that are free.
static block *joined(block *b) {
  block *next = after(b);
  if (next && next->place) {
    take(next);
    b = join(b, next);
  }
  if (b->before && b->before->place) {
    take(b->before);
    b = join(b->before, b);
  }
  return b;
}

/// Returns free blocks to the system that are `size` bytes together, the largest first, or all.
static size_t unmap_free(size_t size) {
  size_t returned = 0;
  for (int i = list_count - 1; i >= 0 && returned < size; i--) {
    while (arena.lists[i] && returned < size) {
      block *b = arena.lists[i];
      take(b);
      returned += b->size;
      unmap(b);
    }
  }
  return returned;
}

void *ck_arena_acquire(size_t bytes, size_t *size) {
  *size = (bytes + header_size + granule() - 1) / granule() * granule();
  enter();
  block *b = find(*size);
  if (b) {
    take(b);
  } else {
    // In pieces it's of no use. But memory that is new each time takes time: a little may stay, and so may all where
    // steps go on returning what they take again.
    if (arena.free * 32 > arena.mapped && arena.returned < 2 * arena.mapped) arena.returned += unmap_free(*size);
    b = map_region(*size);
    if (b) b = joined(b);
  }
  if (b) {
    cut(b, *size);
    *size = b->size;
  }
  leave();
  return b ? buffer_of(b) : NULL;
}

size_t ck_arena_release(void *buffer) {
  block *b = block_of(buffer);
  size_t size = b->size;
  enter();
  b = joined(b);
  if (arena.free + b->size > cache_limit) {
    unmap(b);
  } else {
    put(b);
  }
  leave();
  return size;
}

void ck_arena_clear(void) {
  enter();
  unmap_free(SIZE_MAX);
  leave();
}

size_t ck_arena_bytes(void) {
  enter();
  size_t bytes = arena.mapped;
  leave();
  return bytes;
}
