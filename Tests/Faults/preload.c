/// Makes one of a program's calls to the system fail, and moves its clock: a library to preload.
///
///     FAULT_PROGRAM  the name of the program in which calls fail; all others that it starts are left alone
///     FAULT_LOG      a file that gets a line for each call that can fail: its number, its name, the file
///     FAULT_AT       the number of the call that fails
///     FAULT_KIND     an error's number, or "short": half of the bytes are written
///     FAULT_STAYS    set: all later calls fail too, as on a full disk, and a write that fails first writes half
///     FAULT_CLOCK    seconds by which the clock is wrong until call FAULT_AT
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static int is_active, log_file = -1, stays, is_short, error_number;
static long fault_at, clock_jump;
static _Atomic long calls;

__attribute__((constructor)) static void begin(void) {
  const char *program = getenv("FAULT_PROGRAM");
  char path[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (!program || length < 0) return;
  path[length] = 0;
  const char *name = strrchr(path, '/');
  if (!name || strcmp(name + 1, program) != 0) return;
  const char *log = getenv("FAULT_LOG"), *at = getenv("FAULT_AT"), *kind = getenv("FAULT_KIND");
  const char *jump = getenv("FAULT_CLOCK");
  if (log) log_file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  fault_at = at ? atol(at) : 0;
  is_short = kind && strcmp(kind, "short") == 0;
  error_number = kind ? atoi(kind) : 0;
  stays = getenv("FAULT_STAYS") != NULL;
  clock_jump = jump ? atol(jump) : 0;
  is_active = 1;
}

enum fate { WORKS, FAILS, WRITES_HALF };

/// What happens to the next call.
static enum fate fate_of(const char *call, const char *path, int descriptor) {
  // Messages can't be said where they can't be written.
  if (!is_active || descriptor == STDERR_FILENO) return WORKS;
  long number = atomic_fetch_add(&calls, 1) + 1;
  if (log_file >= 0) {
    char link[64], place[PATH_MAX] = "", line[PATH_MAX + 100];
    if (!path) {
      snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
      ssize_t length = readlink(link, place, sizeof place - 1);
      if (length >= 0) place[length] = 0;
    }
    int length = snprintf(line, sizeof line, "%ld %s %s\n", number, call, path ? path : place);
    syscall(SYS_write, log_file, line, length);
  }
  int is_it = fault_at && (number == fault_at || (stays && number > fault_at));
  if (!is_it || clock_jump) return WORKS;
  if (is_short || (stays && number == fault_at)) return WRITES_HALF;
  return error_number ? FAILS : WORKS;
}

static int fail(void) {
  errno = error_number;
  return -1;
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static int writes(int flags) { return (flags & O_ACCMODE) != O_RDONLY || flags & O_CREAT; }

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(int, name, const char *, int, ...); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    if (writes(flags) && fate_of(#name, path, -1) == FAILS) return fail(); \
    return real(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
  int name(int folder, const char *path, int flags, ...) { \
    REAL(int, name, int, const char *, int, ...); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    if (writes(flags) && fate_of(#name, path, -1) == FAILS) return fail(); \
    return real(folder, path, flags, mode); \
  }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int descriptor, const void *bytes, size_t count) {
  REAL(ssize_t, write, int, const void *, size_t);
  switch (fate_of("write", NULL, descriptor)) {
  case FAILS: return fail();
  case WRITES_HALF: return real(descriptor, bytes, count > 1 ? count / 2 : count);
  default: return real(descriptor, bytes, count);
  }
}

#define PWRITE(name, offset_type) \
  ssize_t name(int descriptor, const void *bytes, size_t count, offset_type offset) { \
    REAL(ssize_t, name, int, const void *, size_t, offset_type); \
    switch (fate_of(#name, NULL, descriptor)) { \
    case FAILS: return fail(); \
    case WRITES_HALF: return real(descriptor, bytes, count > 1 ? count / 2 : count, offset); \
    default: return real(descriptor, bytes, count, offset); \
    } \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
  REAL(ssize_t, writev, int, const struct iovec *, int);
  switch (fate_of("writev", NULL, descriptor)) {
  case FAILS: return fail();
  // The first of two parts, or half of one.
  case WRITES_HALF: {
    struct iovec half = parts[0];
    if (count == 1 && half.iov_len > 1) half.iov_len /= 2;
    return real(descriptor, count > 1 ? parts : &half, count > 1 ? count / 2 : count);
  }
  default: return real(descriptor, parts, count);
  }
}

// Calls with one path that is told, and those with a descriptor.
#define CALL(type, name, path, descriptor, parameters, arguments) \
  type name parameters { \
    static type(*real) parameters; \
    if (!real) real = (type(*) parameters)dlsym(RTLD_NEXT, #name); \
    return fate_of(#name, path, descriptor) == FAILS ? (type)(intptr_t)fail() : real arguments; \
  }
CALL(int, mkdir, path, -1, (const char *path, mode_t mode), (path, mode))
CALL(int, rename, to, -1, (const char *from, const char *to), (from, to))
CALL(int, renameat, to, -1, (int a, const char *from, int b, const char *to), (a, from, b, to))
CALL(int, renameat2, to, -1, (int a, const char *from, int b, const char *to, unsigned flags), (a, from, b, to, flags))
CALL(int, link, to, -1, (const char *from, const char *to), (from, to))
CALL(int, linkat, to, -1, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags))
CALL(int, mkstemp, path, -1, (char *path), (path))
CALL(int, fsync, NULL, descriptor, (int descriptor), (descriptor))
CALL(int, fdatasync, NULL, descriptor, (int descriptor), (descriptor))
CALL(int, ftruncate, NULL, descriptor, (int descriptor, off_t size), (descriptor, size))

char *mkdtemp(char *path) {
  REAL(char *, mkdtemp, char *);
  if (fate_of("mkdtemp", path, -1) != FAILS) return real(path);
  errno = error_number;
  return NULL;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  REAL(int, clock_gettime, clockid_t, struct timespec *);
  int result = real(clock, time);
  if (is_active && clock == CLOCK_REALTIME && clock_jump && atomic_load(&calls) < fault_at) time->tv_sec += clock_jump;
  return result;
}
