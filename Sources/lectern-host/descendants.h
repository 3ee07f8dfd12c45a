#pragma once

#include <sys/types.h>

/// Kills the process's group and all other descendants of this process, and waits for them.
void lectern_kill_descendants(pid_t group);
