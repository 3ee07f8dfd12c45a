#include "CPlatform.h"
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// The files are opened by name for each message: whatever a cell does to its descriptors (closes them, writes
// to all of them, puts others in their place), the wire stays whole.
static char wire_path[PATH_MAX];
static char output_path[PATH_MAX];
static char error_path[PATH_MAX];

// Given up for the moment of a message where the cell has used up all descriptors.
static int spare = -1;

void lectern_open_wire(const char *directory) {
  snprintf(wire_path, sizeof wire_path, "%s/wire", directory);
  snprintf(output_path, sizeof output_path, "%s/output", directory);
  snprintf(error_path, sizeof error_path, "%s/error", directory);
  spare = open("/dev/null", O_WRONLY | O_CLOEXEC);
}

static uint64_t size_of(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 ? (uint64_t)status.st_size : 0;
}

static void write_all(int descriptor, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(descriptor, bytes, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    length -= (size_t)written;
  }
}

void lectern_send(uint32_t kind, const void *bytes, size_t length) {
  if (wire_path[0] == 0) return;
  int before = errno;
  if (kind == LECTERN_FINISH || kind == LECTERN_THROWN) lectern_finished = 1;
  struct lectern_header header = {
    .mark = LECTERN_MARK, .process = (uint32_t)getpid(), .kind = kind,
    .output = size_of(output_path), .error = size_of(error_path), .length = length,
  };
  int flags = O_WRONLY | O_APPEND | O_CLOEXEC;
  int wire = open(wire_path, flags);
  int gave = wire < 0 && errno == EMFILE && spare >= 0;
  if (gave) {
    close(spare);
    wire = open(wire_path, flags);
  }
  if (wire >= 0) {
    write_all(wire, (const char *)&header, sizeof header);
    write_all(wire, bytes, length);
    close(wire);
  }
  if (gave) spare = open("/dev/null", O_WRONLY | O_CLOEXEC);
  errno = before;
}
