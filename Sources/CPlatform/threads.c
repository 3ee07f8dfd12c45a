/// A copy of a process, and what Swift remembers of its thread.
#define _GNU_SOURCE
#include "program.h"

#include <string.h>

#if defined(__linux__) && defined(__GLIBC__)
#include <link.h>

/// Clears the numbers in a library's variables of this thread that are the given one.
static int clear_number(struct dl_phdr_info *library, size_t size, void *number) {
  (void)size;
  const char *name = strrchr(library->dlpi_name, '/');
  if (!name || strncmp(name, "/libswift", 9) != 0 || !library->dlpi_tls_data) return 0;
  for (int i = 0; i < library->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &library->dlpi_phdr[i];
    if (part->p_type != PT_TLS) continue;
    pid_t *words = library->dlpi_tls_data;
    for (size_t word = 0; word < part->p_memsz / sizeof *words; word++) {
      if (words[word] == *(pid_t *)number) words[word] = 0;
    }
  }
  return 0;
}

void lectern_forget_thread_of(pid_t process) { dl_iterate_phdr(clear_number, &process); }
#else
void lectern_forget_thread_of(pid_t process) { (void)process; }
#endif
