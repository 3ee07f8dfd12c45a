#pragma once

#include <stddef.h>

/// Called after each print to standard output or error, with what the system said.
typedef void lectern_print_note(int descriptor, size_t bytes, int code);

/// From now on the function is called.
void lectern_watch_prints(lectern_print_note *function);
