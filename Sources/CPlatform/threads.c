/// A copy of a process, and what Swift remembers of its thread.
///
/// Swift's locks are futexes that the kernel gives to a thread by its number. Each library that Swift's compiler has put a
/// lock into keeps that number in a variable of the thread, and a copy would go on with its parent's: as soon as another
/// thread waits for such a lock, the kernel refuses it.
#define _GNU_SOURCE
#include "program.h"

#include <errno.h>
#include <string.h>

#if defined(__linux__) && defined(__GLIBC__)
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

/// Whether the eight bytes at an aligned address are the address of something: half of one can look like a thread's number.
static int is_address(const void *place) {
  uintptr_t value;
  memcpy(&value, place, sizeof value);
  uintptr_t page = value & ~((uintptr_t)sysconf(_SC_PAGESIZE) - 1);
  unsigned char is_resident;
  return page != 0 && (mincore((void *)page, 1, &is_resident) == 0 || errno != ENOMEM);
}

/// Clears the numbers in a library's variables of this thread that are the given one.
static int clear_number(struct dl_phdr_info *library, size_t size, void *number) {
  (void)size;
  if (!library->dlpi_tls_data) return 0;
  for (int i = 0; i < library->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &library->dlpi_phdr[i];
    if (part->p_type != PT_TLS) continue;
    pid_t *words = library->dlpi_tls_data;
    for (size_t word = 0; word < part->p_memsz / sizeof *words; word++) {
      if (words[word] != *(pid_t *)number) continue;
      if (!is_address((void *)((uintptr_t)&words[word] & ~(sizeof(uintptr_t) - 1)))) words[word] = 0;
    }
  }
  return 0;
}

void lectern_forget_thread_of(pid_t process) { dl_iterate_phdr(clear_number, &process); }
#else
void lectern_forget_thread_of(pid_t process) { (void)process; }
#endif
