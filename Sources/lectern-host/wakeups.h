#pragma once

/// Gives Foundation a pair of sockets for what it would use the network for.
void lectern_replace_wakeup_sockets(void);
