/// What Swift's libraries get in the cage for what they could not have. The program finds these functions first.
///
/// Foundation wakes its run loops, with which `Process` waits, through two UDP sockets on the loopback: it gets a pair of
/// sockets that are connected to each other and to nothing else. Dispatch reads the state of its threads from
/// `/proc/THREAD/stat`, and crashes if it can't: it gets the same file by its name below the process's own folder. Foundation
/// copies files with `sendfile`, and gives up without it or without giving them rights: they are read and written instead.
#define _GNU_SOURCE
#include "standins.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include "own.h"

static int is_caged, has_network;

void lectern_stand_in(int network) {
  is_caged = 1;
  has_network = network;
}

/// Whether an address is in a library whose name contains a word.
static int is_of(const void *address, const char *library) {
  Dl_info information;
  return dladdr(address, &information) && information.dli_fname && strstr(information.dli_fname, library);
}

// MARK: Foundation

/// The ends of the pair that Foundation has.
static int ends[2] = {-1, -1}, count;

static int is_end(int descriptor) { return descriptor >= 0 && (descriptor == ends[0] || descriptor == ends[1]); }

int socket(int domain, int type, int protocol) {
  OWN(socket);
  int is_wakeup = is_caged && !has_network && count < 2 && domain == PF_INET && type == SOCK_DGRAM;
  if (!is_wakeup || !is_of(__builtin_return_address(0), "Foundation")) return own(domain, type, protocol);
  if (count == 0 && socketpair(PF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return -1;
  return ends[count++];
}

int bind(int descriptor, const struct sockaddr *address, socklen_t length) {
  OWN(bind);
  return is_end(descriptor) ? 0 : own(descriptor, address, length);
}

int connect(int descriptor, const struct sockaddr *address, socklen_t length) {
  OWN(connect);
  return is_end(descriptor) ? 0 : own(descriptor, address, length);
}

int getsockname(int descriptor, struct sockaddr *address, socklen_t *length) {
  OWN(getsockname);
  if (!is_end(descriptor) || *length < sizeof(struct sockaddr_in)) return own(descriptor, address, length);
  struct sockaddr_in name = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  memcpy(address, &name, sizeof name);
  *length = sizeof name;
  return 0;
}

/// Copies between open files, as far as a buffer's length; `offset` is where reading begins, or NULL for the file's own place.
/// What was read and could not be written is read again.
static ssize_t copy(int to, int from, off_t *offset, size_t count) {
  char buffer[1 << 14];
  if (count > sizeof buffer) count = sizeof buffer;
  off_t start = offset ? *offset : lseek(from, 0, SEEK_CUR);
  if (start < 0) {
    errno = EINVAL;
    return -1;
  }
  ssize_t length = pread(from, buffer, count, start);
  ssize_t written = length > 0 ? write(to, buffer, (size_t)length) : length;
  if (written <= 0) return written;
  if (offset) *offset += written;
  else lseek(from, written, SEEK_CUR);
  return written;
}

ssize_t sendfile(int to, int from, off_t *offset, size_t count) {
  OWN(sendfile);
  return is_caged ? copy(to, from, offset, count) : own(to, from, offset, count);
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) {
  OWN(sendfile64);
  return is_caged ? copy(to, from, offset, count) : own(to, from, offset, count);
}

/// Foundation gives a copy the rights of its original. Here it keeps those of a new file.
int fchmod(int descriptor, mode_t mode) {
  OWN(fchmod);
  return is_caged && is_of(__builtin_return_address(0), "Foundation") ? 0 : own(descriptor, mode);
}

// MARK: Dispatch

/// Where a thread's state can be read; the path itself if it isn't such a file.
static const char *state_path(const char *path, char *own_path, size_t capacity) {
  int thread = 0, length = 0;
  if (!is_caged || sscanf(path, "/proc/%d/stat%n", &thread, &length) != 1 || length == 0 || path[length]) return path;
  snprintf(own_path, capacity, "/proc/self/task/%d/stat", thread);
  return own_path;
}

static int mode_of(int flags, va_list arguments) {
  return flags & (O_CREAT | O_TMPFILE) ? (int)va_arg(arguments, unsigned) : 0;
}

int open(const char *path, int flags, ...) {
  OWN(open);
  va_list arguments;
  va_start(arguments, flags);
  int mode = mode_of(flags, arguments);
  va_end(arguments);
  char own_path[64];
  return own(state_path(path, own_path, sizeof own_path), flags, mode);
}

int open64(const char *path, int flags, ...) {
  OWN(open64);
  va_list arguments;
  va_start(arguments, flags);
  int mode = mode_of(flags, arguments);
  va_end(arguments);
  char own_path[64];
  return own(state_path(path, own_path, sizeof own_path), flags, mode);
}

#endif
