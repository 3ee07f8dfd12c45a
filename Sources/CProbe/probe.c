// Two loops, each compiled for every width of vectors that a processor may have, and run on several threads at once.
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "probe.h"

enum { most_threads = 256, bits_width = 64, registers = 10, rounds = 4096 };

#define INLINE static inline __attribute__((always_inline))

typedef int64_t bits __attribute__((vector_size(bits_width)));

/// Reads all blocks once. A bitwise or takes one cycle, so the loop waits only for memory.
INLINE int64_t read_blocks(const bits *block, int64_t count) {
  bits a = {0}, b = {0}, c = {0}, d = {0};
  for (int64_t i = 0; i + 4 <= count; i += 4) {
    a |= block[i];
    b |= block[i + 1];
    c |= block[i + 2];
    d |= block[i + 3];
  }
  a |= b | c | d;
  return a[0] | a[1] | a[2] | a[3] | a[4] | a[5] | a[6] | a[7];
}

/// Multiplies and adds in as many vectors as keep all units busy; `width` is in bytes.
#define MULTIPLY_ADD(width) \
  typedef float numbers __attribute__((vector_size(width))); \
  numbers sums[registers], factor = {0}, summand = {0}; \
  factor += 0.5f; \
  summand += start; \
  for (int i = 0; i < registers; i++) sums[i] = summand + (float)i; \
  for (int round = 0; round < rounds; round++) \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < registers; i++) sums[i] = sums[i] * factor + summand; \
  float total = 0; \
  for (int i = 0; i < registers; i++) total += sums[i][0]; \
  return total

static int64_t read_plain(const bits *block, int64_t count) { return read_blocks(block, count); }
static float arithmetic_plain(float start) { MULTIPLY_ADD(16); }

typedef struct {
  int64_t (*read)(const bits *, int64_t);
  float (*arithmetic)(float);
  int64_t numbers;  // that a vector of `arithmetic` holds
} loops;

#if defined(__x86_64__)
__attribute__((target("arch=x86-64-v3"))) static int64_t read_middle(const bits *block, int64_t count) {
  return read_blocks(block, count);
}
__attribute__((target("arch=x86-64-v3"))) static float arithmetic_middle(float start) { MULTIPLY_ADD(32); }

#define WIDE __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
WIDE static int64_t read_wide(const bits *block, int64_t count) { return read_blocks(block, count); }
WIDE static float arithmetic_wide(float start) { MULTIPLY_ADD(64); }

static loops choose(void) {
  if (__builtin_cpu_supports("x86-64-v4")) return (loops){read_wide, arithmetic_wide, 16};
  if (__builtin_cpu_supports("x86-64-v3")) return (loops){read_middle, arithmetic_middle, 8};
  return (loops){read_plain, arithmetic_plain, 4};
}
#else
static loops choose(void) { return (loops){read_plain, arithmetic_plain, 4}; }
#endif

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

typedef struct {
  int64_t bytes;  // to read again and again; 0 to do arithmetic
  double seconds;
  double speed;  // the result: bytes or operations a second
} task;

static volatile int64_t kept_bits;
static volatile float kept_number;

static void measure_reading(task *task, loops loops) {
  int64_t count = (task->bytes / bits_width + 3) / 4 * 4;
  bits *blocks = aligned_alloc(bits_width, (size_t)count * bits_width);
  if (!blocks) return;
  memset(blocks, 1, (size_t)count * bits_width);
  // Small buffers are read several times between two looks at the clock, which takes as long as a first cache is read.
  int64_t times = 1 + (1 << 20) / (count * bits_width);
  double start = now(), end = start, read = 0;
  while (end - start < task->seconds) {
    for (int64_t i = 0; i < times; i++) kept_bits = loops.read(blocks, count);
    read += (double)(times * count * bits_width);
    end = now();
  }
  task->speed = read / (end - start);
  free(blocks);
}

static void measure_arithmetic(task *task, loops loops) {
  double start = now(), end = start, done = 0;
  while (end - start < task->seconds) {
    kept_number = loops.arithmetic((float)start);
    done += 2.0 * registers * rounds * (double)loops.numbers;
    end = now();
  }
  task->speed = done / (end - start);
}

static void *run(void *context) {
  task *task = context;
  loops loops = choose();
  if (task->bytes) measure_reading(task, loops);
  else measure_arithmetic(task, loops);
  return NULL;
}

static double together(int64_t threads, task task_of_each) {
  pthread_t others[most_threads];
  task tasks[most_threads];
  bool begun[most_threads];
  if (threads > most_threads) threads = most_threads;
  for (int64_t i = 0; i < threads; i++) {
    tasks[i] = task_of_each;
    begun[i] = pthread_create(&others[i], NULL, run, &tasks[i]) == 0;
  }
  double speed = 0;
  for (int64_t i = 0; i < threads; i++) {
    if (!begun[i]) continue;
    pthread_join(others[i], NULL);
    speed += tasks[i].speed;
  }
  return speed;
}

double cp_read_bandwidth(int64_t bytes, int64_t threads, double seconds) {
  return together(threads, (task){.bytes = bytes < 256 ? 256 : bytes, .seconds = seconds});
}

double cp_arithmetic(int64_t threads, double seconds) { return together(threads, (task){.seconds = seconds}); }
