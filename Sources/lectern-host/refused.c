#define _GNU_SOURCE
#include "refused.h"

#include <errno.h>
#include <unistd.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <fcntl.h>
#include <linux/netlink.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include "filter.h"

/// Other processes, the kernel's settings, names and memory that outlive the run, and what Landlock doesn't know of files:
/// rights, owners, attributes, dates, and what happens in folders. Queues and memory of System V can be reached by their
/// numbers alone, so all calls that take one are here. Files in memory have no path, so rules over paths don't hold for them.
static const int refused[] = {
#if defined(__x86_64__)
    SYS_chmod, SYS_chown, SYS_futimesat, SYS_inotify_init, SYS_ioperm, SYS_iopl, SYS_lchown, SYS_mknod, SYS_modify_ldt,
    SYS_utime, SYS_utimes,
#endif
    SYS_fchmod, SYS_fchmodat, SYS_fchown, SYS_fchownat, SYS_fremovexattr, SYS_fsetxattr, SYS_lremovexattr,
    SYS_lsetxattr, SYS_removexattr, SYS_setxattr, SYS_utimensat,
    // fchmodat2, which older headers don't name
    452, SYS_acct, SYS_add_key, SYS_adjtimex, SYS_bpf, SYS_chroot, SYS_clock_adjtime, SYS_clock_settime,
    SYS_delete_module, SYS_fanotify_init, SYS_finit_module, SYS_fsconfig, SYS_fsmount, SYS_fsopen, SYS_fspick,
    SYS_init_module, SYS_inotify_add_watch, SYS_inotify_init1, SYS_kcmp, SYS_kexec_file_load, SYS_kexec_load,
    SYS_keyctl, SYS_memfd_create, SYS_memfd_secret, SYS_mknodat, SYS_mount, SYS_mount_setattr, SYS_move_mount,
    SYS_mq_open, SYS_mq_unlink, SYS_msgctl, SYS_msgget, SYS_msgrcv, SYS_msgsnd, SYS_name_to_handle_at,
    SYS_open_by_handle_at, SYS_open_tree, SYS_perf_event_open, SYS_pidfd_getfd, SYS_pivot_root, SYS_process_madvise,
    SYS_process_mrelease, SYS_process_vm_readv, SYS_process_vm_writev, SYS_ptrace, SYS_quotactl, SYS_quotactl_fd,
    SYS_reboot, SYS_request_key, SYS_semctl, SYS_semget, SYS_semop, SYS_semtimedop, SYS_setdomainname, SYS_sethostname,
    SYS_setns, SYS_settimeofday, SYS_shmat, SYS_shmctl, SYS_shmget, SYS_swapoff, SYS_swapon, SYS_syslog, SYS_umount2,
    SYS_unshare, SYS_userfaultfd, SYS_vhangup};

/// Calls that programs try first and replace by older ones: their arguments are in memory, where no filter sees them.
/// Asynchronous input and output is here because all processes of the machine share a small number of its requests.
static const int unknown[] = {SYS_clone3, SYS_io_setup, SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register};

/// A file's attributes, which Landlock lets anyone read: a browser's downloads have their addresses there. Programs know
/// file systems without them. And Landlock itself, whose copies of rules are memory of the kernel's that an open file keeps.
static const int unsupported[] = {SYS_fgetxattr,
                                  SYS_flistxattr,
                                  SYS_getxattr,
                                  SYS_lgetxattr,
                                  SYS_listxattr,
                                  SYS_llistxattr,
                                  SYS_landlock_add_rule,
                                  SYS_landlock_create_ruleset,
                                  SYS_landlock_restrict_self};

/// What puts pages into pipes and sockets by reference: one byte there keeps two megabytes that are nobody's any more.
/// Programs read and write instead, as where a file can't do it.
static const int unfit[] = {SYS_sendfile, SYS_splice, SYS_tee, SYS_vmsplice};

/// Without the network a cell has only pairs of sockets, and no names for their ends: a name that it takes no service can
/// have, and one that it calls may be a service's.
static const int nameless[] = {SYS_bind, SYS_connect, SYS_listen};

/// Calls with numbers from here on are newer than this list, and nobody has said yet what they may do. Programs take them for
/// those of another kernel.
enum { first_of_future = 451 };

/// What an argument must be: the process or thread itself, whose number 0 is, and a pair of sockets, whose ends no address
/// can give another peer.
static const struct {
  int number, argument;
  uint32_t value;
  int code;
} bounds[] = {{SYS_get_robust_list, 0, 0, EPERM},
              {SYS_ioprio_set, 0, 1, EPERM},
              {SYS_ioprio_set, 1, 0, EPERM},
              {SYS_migrate_pages, 0, 0, EPERM},
              {SYS_move_pages, 0, 0, EPERM},
              {SYS_prlimit64, 0, 0, EPERM},
              // A thread that is to be bound to a processor stays free: without an error, since programs end at one.
              {SYS_sched_setaffinity, 0, 0, 0},
              {SYS_sched_setattr, 0, 0, EPERM},
              {SYS_sched_setparam, 0, 0, EPERM},
              {SYS_sched_setscheduler, 0, 0, EPERM},
              {SYS_setpriority, 0, PRIO_PROCESS, EPERM},
              {SYS_setpriority, 1, 0, EPERM},
              {SYS_socketpair, 0, AF_UNIX, EACCES}};

/// The locks of `fcntl`: whoever may read a file could keep others from it.
static const int locks[] = {F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW};

/// The commands of `fcntl` from here on are newer than this list, and let others wait as leases do.
enum { first_of_future_commands = 1024 + 15 };

/// The kinds of `ioctl` that change a file's flags, seal it, encrypt a folder or divide a disk, as file systems number
/// them. Landlock knows none of them.
static const int kinds_of_control[] = {'f', 'X', 'v', 0x94, 0xF5};

enum {
  count_of_refused = sizeof refused / sizeof *refused,
  count_of_unknown = sizeof unknown / sizeof *unknown,
  count_of_unsupported = sizeof unsupported / sizeof *unsupported,
  count_of_unfit = sizeof unfit / sizeof *unfit,
  count_of_bounds = sizeof bounds / sizeof *bounds,
  count_of_kinds = sizeof kinds_of_control / sizeof *kinds_of_control,
  count_of_locks = sizeof locks / sizeof *locks,
  namespaces = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP
};

typedef struct sock_filter *place;

static place refuse_if(place next, uint32_t value, int code) {
  *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
  *next++ = answer(SECCOMP_RET_ERRNO | (uint32_t)code);
  return next;
}

static place load_number(place next) {
  *next++ = load(offsetof(struct seccomp_data, nr));
  return next;
}

/// Loads an argument if the call has this number, and otherwise leaves out `length` further steps.
static place load_argument(place next, int number, int argument, int length) {
  *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, (uint8_t)(length + 1));
  *next++ = load(offsetof(struct seccomp_data, args) + 8 * (size_t)argument);
  return next;
}

static place keep_within_bounds(place next) {
  for (int i = 0; i < count_of_bounds; i++) {
    next = load_argument(next, bounds[i].number, bounds[i].argument, 3);
    *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, bounds[i].value, 1, 0);
    *next++ = answer(SECCOMP_RET_ERRNO | (uint32_t)bounds[i].code);
    next = load_number(next);
  }
  return next;
}

/// Of `clone`, only what makes no namespaces, and no process that has its memory in common with another, by which it would count
/// several times, except by `vfork`, as programs are started; of `mmap`, no memory that is shared and of no file: nobody's share of it says how much there
/// is; of `fcntl`, no lock, which would keep others from a file, no watch over a folder, and no larger pipe; of `prctl`,
/// nothing that hides a process from the host's counts; of `ioctl`, what types into no terminal and leaves file systems
/// alone.
static place limit_arguments(place next) {
  next = load_argument(next, SYS_clone, 0, 6);
  *next++ = step(BPF_JMP | BPF_JSET | BPF_K, namespaces, 0, 1);
  *next++ = answer(SECCOMP_RET_ERRNO | EPERM);
  *next++ = step(BPF_ALU | BPF_AND | BPF_K, CLONE_VM | CLONE_THREAD | CLONE_VFORK, 0, 0);
  next = refuse_if(next, CLONE_VM, EPERM);
  *next++ = answer(SECCOMP_RET_ALLOW);
  next = load_argument(next, SYS_fcntl, 1, 2 * (3 + count_of_locks) + 3);
  *next++ = step(BPF_JMP | BPF_JGE | BPF_K, first_of_future_commands, 0, 1);
  *next++ = answer(SECCOMP_RET_ERRNO | EINVAL);
  next = refuse_if(next, F_SETLEASE, EPERM);
  next = refuse_if(next, F_NOTIFY, EPERM);
  next = refuse_if(next, F_SETPIPE_SZ, EPERM);
  for (int i = 0; i < count_of_locks; i++) next = refuse_if(next, (uint32_t)locks[i], ENOLCK);
  *next++ = answer(SECCOMP_RET_ALLOW);
  next = load_argument(next, SYS_mmap, 3, 6);
  *next++ = step(BPF_ALU | BPF_AND | BPF_K, MAP_ANONYMOUS | MAP_TYPE, 0, 0);
  next = refuse_if(next, MAP_ANONYMOUS | MAP_SHARED, EPERM);
  next = refuse_if(next, MAP_ANONYMOUS | MAP_SHARED_VALIDATE, EPERM);
  *next++ = answer(SECCOMP_RET_ALLOW);
  next = load_argument(next, SYS_prctl, 0, 3);
  next = refuse_if(next, PR_SET_DUMPABLE, EPERM);
  *next++ = answer(SECCOMP_RET_ALLOW);
  next = load_argument(next, SYS_ioctl, 1, 2 * (2 + count_of_kinds) + 3);
  next = refuse_if(next, TIOCSTI, EPERM);
  next = refuse_if(next, TIOCLINUX, EPERM);
  *next++ = step(BPF_ALU | BPF_RSH | BPF_K, 8, 0, 0);
  *next++ = step(BPF_ALU | BPF_AND | BPF_K, 0xFF, 0, 0);
  for (int i = 0; i < count_of_kinds; i++) next = refuse_if(next, (uint32_t)kinds_of_control[i], ENOTTY);
  *next++ = answer(SECCOMP_RET_ALLOW);
  return next;
}

/// A pair of sockets stays within the run only where its ends keep their peers: an end for datagrams sends to any address.
static place refuse_datagrams(place next) {
  next = load_argument(next, SYS_socketpair, 1, 5);
  *next++ = step(BPF_ALU | BPF_AND | BPF_K, 0xF, 0, 0);
  *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, SOCK_STREAM, 2, 0);
  *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, SOCK_SEQPACKET, 1, 0);
  *next++ = answer(SECCOMP_RET_ERRNO | EACCES);
  return load_number(next);
}

/// With the network a socket is of the internet, or asks the kernel for addresses and routes. Named sockets belong to this
/// machine's services, and packets, machines and other families to nobody's cells.
static place refuse_families(place next) {
  next = load_argument(next, SYS_socket, 0, 7);
  *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, AF_INET, 5, 0);
  *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, AF_INET6, 4, 0);
  *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, AF_NETLINK, 0, 2);
  *next++ = load(offsetof(struct seccomp_data, args) + 8 * 2);
  *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, NETLINK_ROUTE, 1, 0);
  *next++ = answer(SECCOMP_RET_ERRNO | EACCES);
  return load_number(next);
}

static place refuse_sockets(place next) {
  next = refuse_if(next, SYS_socket, EACCES);
  for (size_t i = 0; i < sizeof nameless / sizeof *nameless; i++) next = refuse_if(next, (uint32_t)nameless[i], EACCES);
  return next;
}

/// Landlock before its third version doesn't know that files are shortened.
static place refuse_shortening(place next) {
  next = refuse_if(next, SYS_truncate, EACCES);
  next = refuse_if(next, SYS_openat2, ENOSYS);
  static const struct {
    int number, flags;
  } opening[] = {
#if defined(__x86_64__)
    {SYS_open, 1},
#endif
    {SYS_openat, 2}
  };
  for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
    // What is opened for writing is Landlock's business.
    next = load_argument(next, opening[i].number, opening[i].flags, 6);
    *next++ = step(BPF_ALU | BPF_AND | BPF_K, O_TRUNC | O_ACCMODE, 0, 0);
    next = refuse_if(next, O_TRUNC | O_RDONLY, EACCES);
    next = refuse_if(next, O_TRUNC | O_ACCMODE, EACCES);
    next = load_number(next);
  }
  return next;
}

int lectern_refuse_calls(int has_network, int knows_shortening) {
  struct sock_filter filter[2 * (count_of_refused + count_of_unknown + count_of_unsupported + count_of_unfit) +
                            5 * count_of_bounds + 128];
  place next = filter;
  *next++ = load(offsetof(struct seccomp_data, arch));
  *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0);
  *next++ = answer(SECCOMP_RET_ERRNO | EPERM);
  next = load_number(next);
  for (int i = 0; i < count_of_refused; i++) next = refuse_if(next, (uint32_t)refused[i], EPERM);
  for (int i = 0; i < count_of_unknown; i++) next = refuse_if(next, (uint32_t)unknown[i], ENOSYS);
  for (int i = 0; i < count_of_unsupported; i++) next = refuse_if(next, (uint32_t)unsupported[i], EOPNOTSUPP);
  for (int i = 0; i < count_of_unfit; i++) next = refuse_if(next, (uint32_t)unfit[i], EINVAL);
  next = refuse_if(next, SYS_flock, ENOLCK);
  // The calls of the x32 ABI have numbers of their own, beyond all others.
  *next++ = step(BPF_JMP | BPF_JGE | BPF_K, first_of_future, 0, 1);
  *next++ = answer(SECCOMP_RET_ERRNO | ENOSYS);
  next = has_network ? refuse_families(next) : refuse_sockets(next);
  next = refuse_datagrams(next);
  if (!knows_shortening) next = refuse_shortening(next);
  next = keep_within_bounds(next);
  next = limit_arguments(next);
  *next++ = answer(SECCOMP_RET_ALLOW);
  struct sock_fprog program = {.len = (unsigned short)(next - filter), .filter = filter};
  return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

#endif
