#define _GNU_SOURCE
#include "refused.h"

#include <errno.h>
#include <unistd.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include "filter.h"

/// Other processes, the kernel's settings, names and memory that outlive the run, and what Landlock doesn't know of files:
/// rights, owners, attributes and dates.
static const int refused[] = {
#if defined(__x86_64__)
    SYS_chmod, SYS_chown, SYS_futimesat, SYS_ioperm, SYS_iopl, SYS_lchown, SYS_mknod, SYS_utime, SYS_utimes,
#endif
    SYS_fchmod, SYS_fchmodat, SYS_fchown, SYS_fchownat, SYS_fremovexattr, SYS_fsetxattr, SYS_lremovexattr,
    SYS_lsetxattr, SYS_removexattr, SYS_setxattr, SYS_utimensat,
    // fchmodat2, which older headers don't name
    452, SYS_acct, SYS_add_key, SYS_adjtimex, SYS_bpf, SYS_chroot, SYS_clock_adjtime, SYS_clock_settime,
    SYS_delete_module, SYS_fanotify_init, SYS_finit_module, SYS_fsconfig, SYS_fsmount, SYS_fsopen, SYS_fspick,
    SYS_init_module, SYS_kcmp, SYS_kexec_file_load, SYS_kexec_load, SYS_keyctl, SYS_mknodat, SYS_mount, SYS_move_mount,
    SYS_mq_open, SYS_msgget, SYS_name_to_handle_at, SYS_open_by_handle_at, SYS_open_tree, SYS_perf_event_open,
    SYS_pidfd_getfd, SYS_pivot_root, SYS_process_vm_readv, SYS_process_vm_writev, SYS_ptrace, SYS_quotactl, SYS_reboot,
    SYS_request_key, SYS_semget, SYS_setdomainname, SYS_sethostname, SYS_setns, SYS_settimeofday, SYS_shmget,
    SYS_swapoff, SYS_swapon, SYS_syslog, SYS_umount2, SYS_unshare, SYS_userfaultfd, SYS_vhangup};

/// Calls that programs try first and replace by older ones: their arguments are in memory, where no filter sees them.
static const int unknown[] = {SYS_clone3, SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register};

enum {
  count_of_refused = sizeof refused / sizeof *refused,
  count_of_unknown = sizeof unknown / sizeof *unknown,
  namespaces = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP
};

static struct sock_filter *refuse(struct sock_filter *next, int number, int code) {
  *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 1);
  *next++ = answer(SECCOMP_RET_ERRNO | (uint32_t)code);
  return next;
}

int lectern_refuse_calls(int has_network) {
  struct sock_filter filter[2 * (count_of_refused + count_of_unknown) + 32], *next = filter;
  *next++ = load(offsetof(struct seccomp_data, arch));
  *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0);
  *next++ = answer(SECCOMP_RET_ERRNO | EPERM);
  *next++ = load(offsetof(struct seccomp_data, nr));
#if defined(__x86_64__)
  // The calls of the x32 ABI have numbers of their own.
  *next++ = step(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
  *next++ = answer(SECCOMP_RET_ERRNO | ENOSYS);
#endif
  for (int i = 0; i < count_of_refused; i++) next = refuse(next, refused[i], EPERM);
  for (int i = 0; i < count_of_unknown; i++) next = refuse(next, unknown[i], ENOSYS);
  // A pair of sockets (`socketpair`) stays within the run.
  if (!has_network) next = refuse(next, SYS_socket, EACCES);
  // Of clone, only what makes no namespaces; of ioctl, not the one that types into the terminal.
  *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4);
  *next++ = load(offsetof(struct seccomp_data, args[0]));
  *next++ = step(BPF_JMP | BPF_JSET | BPF_K, namespaces, 0, 1);
  *next++ = answer(SECCOMP_RET_ERRNO | EPERM);
  *next++ = answer(SECCOMP_RET_ALLOW);
  *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 0, 3);
  *next++ = load(offsetof(struct seccomp_data, args[1]));
  *next++ = step(BPF_JMP | BPF_JEQ | BPF_K, TIOCSTI, 0, 1);
  *next++ = answer(SECCOMP_RET_ERRNO | EPERM);
  *next++ = answer(SECCOMP_RET_ALLOW);
  struct sock_fprog program = {.len = (unsigned short)(next - filter), .filter = filter};
  return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

#endif
