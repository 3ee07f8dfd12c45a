#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/inotify.h>

int lectern_open_watch(void) { return inotify_init1(IN_CLOEXEC | IN_NONBLOCK); }

int lectern_watch_folder(int watch, const char *folder) {
  uint32_t events = IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB |
                    IN_DELETE_SELF | IN_MOVE_SELF;
  return inotify_add_watch(watch, folder, events | IN_ONLYDIR);
}

void lectern_unwatch_folder(int watch, int number) { inotify_rm_watch(watch, number); }

int lectern_take_events(int watch) {
  char buffer[1 << 14];
  int found = 0;
  ssize_t count;
  while ((count = read(watch, buffer, sizeof buffer)) > 0 || (count < 0 && errno == EINTR)) found |= count > 0;
  return found;
}
#else
int lectern_open_watch(void) {
  errno = ENOSYS;
  return -1;
}

int lectern_watch_folder(int watch, const char *folder) { return (void)watch, (void)folder, -1; }

void lectern_unwatch_folder(int watch, int number) { (void)watch, (void)number; }

int lectern_take_events(int watch) { return (void)watch, 0; }
#endif
