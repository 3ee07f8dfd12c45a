#pragma once

#include <stddef.h>

/// Called after each print to standard output or error, with its text, which may be NULL, and the system's error code.
typedef void lectern_print_note(int descriptor, const char *text, size_t bytes, int code);

/// Sets the function to call.
void lectern_watch_prints(lectern_print_note *function);
