/// The C library's ways of reaching outside of the process, in the place of its own: the program finds these first.
#define _GNU_SOURCE
#include "accesses.h"
#include "own.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__

#include <dirent.h>
#include <errno.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>

/// The file of the notes; empty until something is to be noted.
static char notes[4096];
/// The length of the name of the run's own folder, with a slash: what the host and the cells' library do there is no access.
static size_t own_length;

void lectern_note_accesses(const char *path) {
  size_t length = strlen(path);
  if (length >= sizeof notes) return;
  own_length = length - strlen("accesses");
  memcpy(notes, path, length + 1);
  int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file >= 0) syscall(SYS_close, file);
}

/// One write each: threads and child processes share the file. It is opened by name each time, because cells may close any
/// descriptor.
static void note(char kind, int folder, const char *path) {
  if (!notes[0] || strncmp(path, notes, own_length) == 0) return;
  // Relative to another folder than the working one it would be another file.
  if (folder != AT_FDCWD && path[0] != '/') kind = 'x';
  char line[4100];
  size_t length = strnlen(path, sizeof line - 2);
  if (length == sizeof line - 2) kind = 'x';
  int before = errno;
  line[0] = kind;
  memcpy(line + 1, path, length);
  line[length + 1] = 0;
  int file = (int)syscall(SYS_openat, AT_FDCWD, notes, O_WRONLY | O_APPEND | O_CLOEXEC);
  // Without the notes nothing is stored.
  if (syscall(SYS_write, file, line, length + 2) != (long)(length + 2)) syscall(SYS_unlink, notes);
  if (file >= 0) syscall(SYS_close, file);
  errno = before;
}

static char kind_of(int flags) {
  return (flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC) ? 'w' : flags & O_DIRECTORY ? 'x' : 'r';
}

#define OPEN(folder) \
  int mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { \
    va_list rest; \
    va_start(rest, flags); \
    mode = va_arg(rest, int); \
    va_end(rest); \
  } \
  note(kind_of(flags), folder, path); \
  return (int)syscall(SYS_openat, folder, path, flags, mode)

int open(const char *path, int flags, ...) { OPEN(AT_FDCWD); }

int open64(const char *path, int flags, ...) { OPEN(AT_FDCWD); }

int openat(int folder, const char *path, int flags, ...) { OPEN(folder); }

int openat64(int folder, const char *path, int flags, ...) { OPEN(folder); }

static char kind_of_mode(const char *mode) { return strpbrk(mode, "wa+") ? 'w' : 'r'; }

FILE *fopen(const char *path, const char *mode) {
  OWN(fopen);
  note(kind_of_mode(mode), AT_FDCWD, path);
  return own(path, mode);
}

FILE *fopen64(const char *path, const char *mode) {
  OWN(fopen64);
  note(kind_of_mode(mode), AT_FDCWD, path);
  return own(path, mode);
}

int stat(const char *path, struct stat *status) {
  OWN(stat);
  note('r', AT_FDCWD, path);
  return own(path, status);
}

int lstat(const char *path, struct stat *status) {
  OWN(lstat);
  note('r', AT_FDCWD, path);
  return own(path, status);
}

int access(const char *path, int wanted) {
  OWN(access);
  note('r', AT_FDCWD, path);
  return own(path, wanted);
}

int statx(int folder, const char *path, int flags, unsigned wanted, struct statx *status) {
  OWN(statx);
  // A descriptor's own properties: its file was opened before.
  if (path[0]) note('r', folder, path);
  return own(folder, path, flags, wanted, status);
}

DIR *opendir(const char *path) {
  OWN(opendir);
  note('x', AT_FDCWD, path);
  return own(path);
}

int unlink(const char *path) {
  OWN(unlink);
  note('w', AT_FDCWD, path);
  return own(path);
}

int mkdir(const char *path, mode_t mode) {
  OWN(mkdir);
  note('w', AT_FDCWD, path);
  return own(path, mode);
}

int rename(const char *path, const char *target) {
  OWN(rename);
  note('w', AT_FDCWD, target);
  return own(path, target);
}

int socket(int domain, int type, int protocol) {
  note('x', AT_FDCWD, "a connection");
  return (int)syscall(SYS_socket, domain, type, protocol);
}

ssize_t getrandom(void *bytes, size_t count, unsigned flags) {
  note('x', AT_FDCWD, "random numbers");
  return syscall(SYS_getrandom, bytes, count, flags);
}

int getentropy(void *bytes, size_t count) {
  OWN(getentropy);
  note('x', AT_FDCWD, "random numbers");
  return own(bytes, count);
}

int posix_spawn(pid_t *process, const char *path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[]) {
  OWN(posix_spawn);
  note('x', AT_FDCWD, path);
  return own(process, path, actions, attributes, arguments, environment);
}

int execve(const char *path, char *const arguments[], char *const environment[]) {
  note('x', AT_FDCWD, path);
  return (int)syscall(SYS_execve, path, arguments, environment);
}

#else

void lectern_note_accesses(const char *path) { (void)path; }

#endif
