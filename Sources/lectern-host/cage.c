// Landlock decides about files, and the system's filter of calls about the rest: the network, other processes, and
// what only an administrator does. Neither needs a privilege.
#define _GNU_SOURCE
#include "cage.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <linux/capability.h>
#include <linux/openat2.h>
#include "CProcesses.h"
#include "refused.h"
#include "standins.h"

// MARK: Files

/// The rights over files, as Landlock numbers them (linux/landlock.h, whose copy on a machine may be older than its
/// kernel).
enum {
  may_execute = 1 << 0,
  may_write = 1 << 1,
  may_read = 1 << 2,
  may_list = 1 << 3,
  may_make_devices = 1 << 6 | 1 << 11,
  may_move = 1 << 13,
  may_shorten = 1 << 14,
  may_control_devices = 1 << 15
};

typedef struct {
  uint64_t files, network, scopes;
} ruleset;

typedef struct __attribute__((packed)) {
  uint64_t rights;
  int32_t place;
} path_rule;

/// The rights that this version of Landlock knows.
static uint64_t rights_of(int version) {
  uint64_t all = (1 << 13) - 1;
  if (version >= 2) all |= may_move;
  if (version >= 3) all |= may_shorten;
  if (version >= 5) all |= may_control_devices;
  return all;
}

/// Opens a path in which no part may be a link: what has become one since the path was looked up leads elsewhere. Each
/// kernel that has Landlock has this call.
static int open_without_links(const char *path) {
  struct open_how how = {.flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_NO_SYMLINKS};
  return (int)syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
}

/// Allows rights over what was opened; what doesn't exist is left out. Returns 0, with `errno`, if that isn't possible.
static int allow(int rules, int place, uint64_t rights) {
  if (place < 0) return errno == ENOENT || errno == EACCES || errno == ENOTDIR;
  struct stat status;
  int is_file = fstat(place, &status) == 0 && !S_ISDIR(status.st_mode);
  if (is_file) rights &= may_execute | may_write | may_read | may_shorten | may_control_devices;
  path_rule rule = {rights, place};
  int is_set = syscall(SYS_landlock_add_rule, rules, 1, &rule, 0) == 0;
  close(place);
  return is_set;
}

/// Allows rights over each path of a list.
static int allow_all(int rules, const char *(*path_at)(size_t number), uint64_t rights) {
  const char *path;
  for (size_t i = 0; (path = path_at(i)); i++)
    if (!allow(rules, open(path, O_PATH | O_CLOEXEC), rights)) return 0;
  return 1;
}

static int version_of_landlock(void) { return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, 1); }

/// Allows what the run's rules say.
static int allow_run(int rules, const char *text, uint64_t reading, uint64_t writing) {
  for (const char *rule = text; *rule != '.'; rule += strlen(rule) + 1)
    if (*rule != 'n' && !allow(rules, open_without_links(rule + 1), *rule == 'w' ? writing : reading)) return 0;
  return 1;
}

static const char *limit_files(const char *text, int has_network) {
  int version = version_of_landlock();
  if (version < 1) return "the system has no Landlock";
  uint64_t all = rights_of(version), changing = all & ~(uint64_t)may_make_devices;
  uint64_t reading = may_execute | may_read | may_list;
  // Connections by TCP, abstract sockets, and signals to processes outside.
  ruleset wanted = {all, version >= 4 && !has_network ? 3 : 0, version >= 6 ? 3 : 0};
  size_t size = version >= 6 ? sizeof wanted : version >= 4 ? 16 : 8;
  int rules = (int)syscall(SYS_landlock_create_ruleset, &wanted, size, 0);
  if (rules < 0) return strerror(errno);
  int is_set = allow_all(rules, lectern_readable_path, reading) &&
               allow_all(rules, lectern_writable_path, (may_read | may_write | may_shorten) & all) &&
               (!has_network || allow_all(rules, lectern_network_path, reading)) &&
               allow_run(rules, text, reading, changing) && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  int code = errno;
  close(rules);
  if (is_set) return NULL;
  return code == ELOOP ? "a file or folder that they may reach has become a link" : strerror(code);
}

// MARK: Privileges

/// Root in a container may do much that no cell needs.
static void drop_capabilities(void) {
  for (unsigned long each = 0; each < 64; each++) prctl(PR_CAPBSET_DROP, each, 0, 0, 0);
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct none[2] = {{0}};
  syscall(SYS_capset, &header, none);
}

static void limit_resources_of_user(void) {
  struct rlimit descriptors = {1024, 1024}, size = {(rlim_t)4 << 30, (rlim_t)4 << 30}, signals = {1024, 1024};
  setrlimit(RLIMIT_NOFILE, &descriptors);
  setrlimit(RLIMIT_FSIZE, &size);
  // Signals that wait count for all of the user's processes together.
  setrlimit(RLIMIT_SIGPENDING, &signals);
  struct rlimit none = {0, 0};
  // Precedence over other processes, which some users may give theirs.
  setrlimit(RLIMIT_NICE, &none);
  setrlimit(RLIMIT_RTPRIO, &none);
}

// MARK: The whole

/// The rules, followed by a zero; NULL, with `errno`, if they cannot be read.
static char *read_rules(const char *folder, size_t *length) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/cage", folder);
  FILE *file = fopen(path, "re");
  if (!file) return NULL;
  struct stat status;
  size_t size = fstat(fileno(file), &status) == 0 ? (size_t)status.st_size : 0;
  char *text = calloc(1, size + 1);
  if (text) *length = fread(text, 1, size, file);
  fclose(file);
  return text;
}

/// Whether all rules are there up to the last one, and each is understood.
static int are_whole(const char *text, size_t length) {
  const char *rule = text, *end = text + length;
  while (rule < end && (*rule == 'r' || *rule == 'w' || *rule == 'n')) rule += strlen(rule) + 1;
  return rule + 2 == end && *rule == '.' && rule[1] == 0;
}

static const char *confine(const char *text) {
  int has_network = 0;
  for (const char *rule = text; *rule != '.'; rule += strlen(rule) + 1) has_network |= *rule == 'n';
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return strerror(errno);
  const char *problem = limit_files(text, has_network);
  if (problem) return problem;
  drop_capabilities();
  limit_resources_of_user();
  lectern_stand_in(has_network);
  return lectern_refuse_calls(has_network, (rights_of(version_of_landlock()) & may_shorten) != 0) == 0
             ? NULL
             : strerror(errno);
}

const char *lectern_enter_cage(const char *folder) {
  size_t length = 0;
  char *text = read_rules(folder, &length);
  if (!text) return strerror(errno);
  const char *problem = are_whole(text, length) ? confine(text) : "the list of what they may reach is incomplete";
  free(text);
  return problem;
}

#else

const char *lectern_enter_cage(const char *folder) {
  (void)folder;
  return "this system has no Landlock";
}

#endif
