/// Looking at processes that don't change meanwhile.
#pragma once
#include <sys/types.h>

/// Stops a process, and waits until it stands, for a second at most. If it is the host of cells, none of their processes can
/// begin another, for which it asks the host, and none that ends leaves the lists. Otherwise a process that goes on in ever new
/// ones is missed where it was, and not yet seen where it is.
void lectern_hold(pid_t process);

void lectern_release(pid_t process);
