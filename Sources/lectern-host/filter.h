/// The steps of a filter of the system's calls.
#pragma once

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#else
#define MACHINE AUDIT_ARCH_AARCH64
#endif

static inline struct sock_filter step(uint16_t code, uint32_t value, uint8_t if_true, uint8_t if_false) {
  return (struct sock_filter){.code = code, .k = value, .jt = if_true, .jf = if_false};
}

static inline struct sock_filter load(size_t offset) { return step(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0); }

static inline struct sock_filter answer(uint32_t action) { return step(BPF_RET | BPF_K, action, 0, 0); }

#endif
