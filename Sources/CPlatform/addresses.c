/// Addresses of memory in texts: they differ in each run.
#define _GNU_SOURCE
#include "CPlatform.h"
#include "program.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int lectern_is_mapped(uint64_t address) {
  uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
  unsigned char resident;
  return mincore((void *)(uintptr_t)(address / page * page), 1, (void *)&resident) == 0;
}

static int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char small = c | 0x20;
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/// Numbers that fit into 32 bits aren't addresses. Others are only if there is memory at them.
static int has_address(const char *text, size_t length) {
  const char *end = text + length;
  for (const char *found = text; (found = memmem(found, (size_t)(end - found), "0x", 2));) {
    uint64_t address = 0;
    for (found += 2; found < end && digit(*found) >= 0; found++) address = address << 4 | (uint64_t)digit(*found);
    if (address >> 32 && lectern_is_mapped(address)) return 1;
  }
  return 0;
}

/// How many of an item's addresses are told.
enum { MOST = 8 };
static _Atomic int told;

void lectern_forget_addresses(void) { atomic_store(&told, 0); }

void lectern_note_addresses(const char *text, size_t length) {
  if (atomic_load(&told) >= MOST || !has_address(text, length)) return;
  atomic_fetch_add(&told, 1);
  uint64_t addresses[64];
  size_t count = lectern_program_stack(addresses, sizeof addresses / sizeof *addresses);
  lectern_send(LECTERN_ADDRESS, addresses, count * sizeof *addresses);
}
