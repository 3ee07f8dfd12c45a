#include "CProcesses.h"

const char *lectern_readable_path(size_t number) {
  static const char *const paths[] = {"/usr",
                                      "/lib",
                                      "/lib64",
                                      "/bin",
                                      "/sbin",
                                      "/etc/ld.so.cache",
                                      "/etc/localtime",
                                      "/etc/timezone",
                                      "/proc/cpuinfo",
                                      "/proc/stat",
                                      "/proc/meminfo",
                                      "/proc/self",
                                      "/dev/random",
                                      "/dev/urandom",
                                      "/dev/zero",
                                      "/sys/devices/system/cpu",
                                      "/proc/sys/vm/overcommit_memory",
                                      NULL};
  return paths[number];
}

const char *lectern_writable_path(size_t number) {
  static const char *const paths[] = {"/dev/null", "/dev/full", NULL};
  return paths[number];
}

/// What the C library and others read to find a machine by its name and to know that it is the right one. Some systems keep
/// in other folders what these names lead to: certificates, and the addresses of the servers that know names.
const char *lectern_network_path(size_t number) {
  static const char *const paths[] = {"/etc/resolv.conf",
                                      "/etc/hosts",
                                      "/etc/nsswitch.conf",
                                      "/etc/host.conf",
                                      "/etc/gai.conf",
                                      "/etc/services",
                                      "/etc/protocols",
                                      "/etc/ssl/certs",
                                      "/etc/pki/tls/certs",
                                      "/etc/pki/ca-trust/extracted",
                                      "/etc/ca-certificates/extracted",
                                      "/var/lib/ca-certificates",
                                      "/run/systemd/resolve",
                                      NULL};
  return paths[number];
}
