#define _GNU_SOURCE
#include "CPlatform.h"
#include "program.h"

#include <execinfo.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

enum { depth = 64 };

volatile int lectern_finished;

// The lowest address of the main thread's stack, including the guard below it.
static uintptr_t stack_bottom, stack_top;

struct ending {
  uint64_t signal;
  uint64_t overflowed;
  /// What ``lectern_closed_variable`` says of the address that could not be accessed.
  uint64_t variable;
  uint64_t addresses[depth];
};

/// The registers of the interrupted place that say where it is; zeros where the processor is unknown.
typedef struct {
  uintptr_t program_counter, stack_pointer, frame_pointer;
} registers;

static registers registers_of(const void *context) {
#if defined(__linux__) && defined(__x86_64__)
  const greg_t *all = ((const ucontext_t *)context)->uc_mcontext.gregs;
  return (registers){(uintptr_t)all[REG_RIP], (uintptr_t)all[REG_RSP], (uintptr_t)all[REG_RBP]};
#elif defined(__linux__) && defined(__aarch64__)
  const mcontext_t *machine = &((const ucontext_t *)context)->uc_mcontext;
  return (registers){machine->pc, machine->sp, machine->regs[29]};
#else
  (void)context;
  return (registers){0};
#endif
}

/// The return address of a function without a frame of its own.
static const void *leaf_return(const void *context) {
#if defined(__linux__) && defined(__aarch64__)
  return (const void *)((const ucontext_t *)context)->uc_mcontext.regs[30];
#else
  const void *const *top = (const void *const *)registers_of(context).stack_pointer;
  return (uintptr_t)top >= stack_bottom && (uintptr_t)(top + 1) <= stack_top ? *top : NULL;
#endif
}

/// Whether the fault came from an attempt to write.
static int is_write(const void *context) {
#if defined(__linux__) && defined(__x86_64__)
  const greg_t write = 2;
  return (((const ucontext_t *)context)->uc_mcontext.gregs[REG_ERR] & write) != 0;
#elif defined(__linux__) && defined(__aarch64__)
  // The kernel appends records, each with its kind and size before its contents. One holds the syndrome register.
  const uint32_t syndrome = 0x45535201;
  const unsigned char *record = ((const ucontext_t *)context)->uc_mcontext.__reserved;
  for (uint32_t head[2]; memcpy(head, record, sizeof head), head[0] && head[1]; record += head[1]) {
    uint64_t contents;
    memcpy(&contents, record + sizeof head, sizeof contents);
    if (head[0] == syndrome) return contents >> 6 & 1;
  }
  return 1;
#else
  (void)context;
  return 1;
#endif
}

/// Whether the fault is at the end of the stack, because of a recursion without end.
static int stack_has_overflowed(int signal, const siginfo_t *info, const void *context) {
  if (signal != SIGSEGV && signal != SIGBUS) return 0;
  uintptr_t fault = (uintptr_t)info->si_addr, pointer = registers_of(context).stack_pointer;
  uintptr_t near = 1 << 16;
  int at_pointer = fault + near > pointer && fault < pointer + near;
  return at_pointer && pointer < stack_bottom + near && pointer + (64 << 20) > stack_bottom;
}

static size_t add(uint64_t *addresses, size_t count, const void *place) {
  uint64_t found = lectern_relative(place);
  if (found && count < depth) addresses[count++] = found;
  return count;
}

/// Stores the calls that led to an interrupted place, found by the unwind tables. Returns whether they lead back to the
/// program's entry point.
static size_t unwound_stack(const void *context, uint64_t *addresses, int *is_whole) {
  void *frames[depth];
  int found = backtrace(frames, depth);
  const void *here = (const void *)registers_of(context).program_counter;
  size_t count = add(addresses, 0, here);
  int first = 0;
  while (first < found && frames[first] != here) first++;
  // If the interrupted place isn't among them, all frames are taken: the handler's own are outside the program anyway.
  for (int i = first < found ? first + 1 : 0; i < found; i++) {
    count = add(addresses, count, (char *)frames[i] - 1);
    uintptr_t distance = (uintptr_t)frames[i] - (uintptr_t)lectern_run_program;
    if (distance < 1024) *is_whole = 1;
  }
  *is_whole |= found == depth;
  return count;
}

/// Does the same by the chain of frame pointers on the main thread's stack. Unwinding ends at small functions of
/// Swift's library, which have no entries in the tables.
static size_t chained_stack(const void *context, uint64_t *addresses) {
  registers here = registers_of(context);
  size_t count = add(addresses, 0, (const void *)here.program_counter);
  uintptr_t frame = here.frame_pointer, last = here.stack_pointer;
  const char *leaf = leaf_return(context);
  if (leaf) count = add(addresses, count, leaf - 1);
  const uintptr_t size = 2 * sizeof(uintptr_t);
  for (int i = 0; i < 10000 && frame >= last && frame >= stack_bottom; i++) {
    if (frame % sizeof(uintptr_t) || frame + size > stack_top) break;
    const uintptr_t *words = (const uintptr_t *)frame;
    count = add(addresses, count, (const char *)words[1] - 1);
    (last = frame + size, frame = words[0]);
  }
  return count;
}

/// Stores the interrupted place itself, then the calls that led there.
static size_t interrupted_stack(const void *context, uint64_t *addresses) {
  int is_whole = 0;
  size_t count = unwound_stack(context, addresses, &is_whole);
  if (is_whole) return count;
  uint64_t chained[depth];
  size_t other = chained_stack(context, chained);
  if (other <= count) return count;
  memcpy(addresses, chained, other * sizeof *chained);
  return other;
}

static void on_death(int number, siginfo_t *info, void *context) {
  int is_fault = number == SIGSEGV && info;
  if (is_fault && is_write(context) && lectern_begin_variable(info->si_addr)) return;
  if (!lectern_finished) {
    struct ending ending = {.signal = (uint64_t)number};
    ending.overflowed = (uint64_t)stack_has_overflowed(number, info, context);
    if (is_fault) ending.variable = lectern_closed_variable(info->si_addr);
    size_t count = interrupted_stack(context, ending.addresses);
    lectern_send(LECTERN_SIGNAL, &ending, (3 + count) * sizeof(uint64_t));
  }
  // It is blocked until the handler returns, and then ends the process.
  signal(number, SIG_DFL);
  raise(number);
}

static void on_question(int number, siginfo_t *info, void *context) {
  (void)number, (void)info;
  uint64_t addresses[depth];
  size_t count = interrupted_stack(context, addresses);
  lectern_send(LECTERN_HANG, addresses, count * sizeof(uint64_t));
  // The process is about to be ended. Until then it must not go on, even if a sleep was interrupted.
  for (;;) pause();
}

static void on_exit_called(void) {
  if (lectern_finished) return;
  uint64_t addresses[depth];
  size_t count = lectern_program_stack(addresses, depth);
  lectern_send(LECTERN_EXIT, addresses, count * sizeof(uint64_t));
}

int lectern_watches_faults(void) {
  struct sigaction action;
  return sigaction(SIGSEGV, NULL, &action) == 0 && action.sa_sigaction == on_death;
}

static void find_stack(void) {
#ifdef __linux__
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  void *bottom;
  size_t size;
  if (pthread_attr_getstack(&attributes, &bottom, &size) == 0) {
    stack_bottom = (uintptr_t)bottom;
    stack_top = stack_bottom + size;
  }
  pthread_attr_destroy(&attributes);
#endif
}

void lectern_watch_endings(void) {
  find_stack();
  // The first call loads the unwinder, which a signal handler must not do.
  void *frames[1];
  backtrace(frames, 1);

  size_t size = 1 << 17;
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  stack_t stack = {.ss_sp = memory, .ss_size = size};
  if (memory != MAP_FAILED) sigaltstack(&stack, NULL);

  static const int deadly[] = {
      SIGILL, SIGTRAP, SIGSEGV, SIGBUS,  SIGFPE,  SIGABRT, SIGSYS,  SIGPIPE, SIGHUP,
      SIGINT, SIGQUIT, SIGALRM, SIGTERM, SIGUSR2, SIGXCPU, SIGXFSZ, SIGPROF, SIGVTALRM,
  };
  struct sigaction action = {.sa_sigaction = on_death, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) sigaction(deadly[i], &action, NULL);
  action.sa_sigaction = on_question;
  action.sa_flags |= SA_RESTART;
  sigaction(SIGUSR1, &action, NULL);
  atexit(on_exit_called);
}
