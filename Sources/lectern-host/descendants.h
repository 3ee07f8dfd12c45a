#pragma once

#include <sys/types.h>

/// Kills a process that nobody has waited for yet, and its group.
void lectern_kill_group(pid_t leader);

/// Kills all descendants of this process, and waits for them.
void lectern_kill_descendants(void);
