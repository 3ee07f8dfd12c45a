#pragma once

#include <sys/types.h>

/// Kills the process's group and whatever else descends from this process, and waits for all of them.
void lectern_kill_descendants(pid_t group);
