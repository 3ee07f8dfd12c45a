/// Replacements for the C library's printing functions; the program finds these first. They print and then report it to
/// the cells' library, which stops a cell at once if it prints too much or its output is lost on a full disk.
#define _GNU_SOURCE
#include "prints.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "own.h"

static lectern_print_note *note;

void lectern_watch_prints(lectern_print_note *function) { note = function; }

/// Looks for the C library's function before a handler of signals needs it, which must not look for anything.
__attribute__((constructor)) static void find_write(void) { (void)!write(-1, "", 0); }

/// `code` is the system's error, or 0.
static void tell(int descriptor, const char *text, size_t bytes, int code) {
  int before = errno;
  if (note) note(descriptor, text, bytes, code);
  errno = before;
}

static int descriptor_of(FILE *file) { return file == stdout ? STDOUT_FILENO : file == stderr ? STDERR_FILENO : -1; }

/// `text` is NULL where only the C library knows it.
#define TOLD(file, text, bytes, is_good) \
  int descriptor = descriptor_of(file); \
  if (descriptor >= 0) tell(descriptor, text, bytes, (is_good) ? 0 : errno ? errno : EIO)

size_t fwrite(const void *bytes, size_t size, size_t count, FILE *file) {
  OWN(fwrite);
  size_t written = own(bytes, size, count, file);
  TOLD(file, bytes, size * written, written == count || size == 0);
  return written;
}

int fputs(const char *text, FILE *file) {
  OWN(fputs);
  int result = own(text, file);
  TOLD(file, text, strlen(text), result >= 0);
  return result;
}

int puts(const char *text) {
  OWN(puts);
  int result = own(text);
  TOLD(stdout, NULL, strlen(text) + 1, result >= 0);
  return result;
}

int fputc(int character, FILE *file) {
  OWN(fputc);
  int result = own(character, file);
  TOLD(file, NULL, 1, result >= 0);
  return result;
}

int putc(int character, FILE *file) { return fputc(character, file); }

int putchar(int character) { return fputc(character, stdout); }

int vfprintf(FILE *file, const char *format, va_list arguments) {
  OWN(vfprintf);
  int result = own(file, format, arguments);
  TOLD(file, NULL, result > 0 ? (size_t)result : 0, result >= 0);
  return result;
}

int vprintf(const char *format, va_list arguments) { return vfprintf(stdout, format, arguments); }

ssize_t write(int descriptor, const void *bytes, size_t count) {
  OWN(write);
  ssize_t written = own(descriptor, bytes, count);
  if (descriptor == STDOUT_FILENO || descriptor == STDERR_FILENO)
    tell(descriptor, bytes, written > 0 ? (size_t)written : 0,
         written < 0 && errno != EINTR && errno != EAGAIN ? errno : 0);
  return written;
}
