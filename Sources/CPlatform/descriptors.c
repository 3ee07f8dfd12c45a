#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

void lectern_prepare_descriptors(void) {
  // Opening takes the lowest free number, which is the closed one. Writing to it fails, as it should.
  for (int descriptor = 0; descriptor <= 2; descriptor++)
    if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDONLY) < 0) return;
  // Writing to a reader that is gone, or beyond the size that the system allows to a file, must be an error, not the end
  // of the run.
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
}

short lectern_close_others(posix_spawn_file_actions_t *actions) {
#ifdef __APPLE__
  for (int descriptor = 1; descriptor <= 2; descriptor++) posix_spawn_file_actions_addinherit_np(actions, descriptor);
  return POSIX_SPAWN_CLOEXEC_DEFAULT;
#else
  posix_spawn_file_actions_addclosefrom_np(actions, 3);
  return 0;
#endif
}

int lectern_open_unnamed(const char *folder) {
#ifdef O_TMPFILE
  return open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
#else
  (void)folder;
  errno = EOPNOTSUPP;
  return -1;
#endif
}

int lectern_name_file(int descriptor, const char *path) {
#ifdef __linux__
  char place[64];
  snprintf(place, sizeof place, "/proc/self/fd/%d", descriptor);
  return linkat(AT_FDCWD, place, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
#else
  (void)descriptor, (void)path;
  errno = EOPNOTSUPP;
  return -1;
#endif
}
