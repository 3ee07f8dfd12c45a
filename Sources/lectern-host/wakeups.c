/// Foundation wakes its run loops, with which `Process` waits, through two UDP sockets on the loopback. Where cells have
/// no network, it gets a pair of sockets here that are connected to each other and to nothing else.
#define _GNU_SOURCE
#include "wakeups.h"

#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

static int is_needed;
/// The ends of the pair that Foundation has.
static int ends[2] = {-1, -1}, count;

void lectern_replace_wakeup_sockets(void) { is_needed = 1; }

static int is_end(int descriptor) { return descriptor >= 0 && (descriptor == ends[0] || descriptor == ends[1]); }

static int is_of_foundation(const void *caller) {
  Dl_info information;
  return dladdr(caller, &information) && information.dli_fname && strstr(information.dli_fname, "Foundation");
}

#define OWN(function) \
  static __typeof__(function) *own; \
  if (!own) own = (__typeof__(own))dlsym(RTLD_NEXT, #function)

int socket(int domain, int type, int protocol) {
  OWN(socket);
  int is_wakeup = is_needed && count < 2 && domain == PF_INET && type == SOCK_DGRAM;
  if (!is_wakeup || !is_of_foundation(__builtin_return_address(0))) return own(domain, type, protocol);
  if (count == 0 && socketpair(PF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends) != 0) return -1;
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
