/// How many processes, threads and sockets the cells have.
#pragma once

/// In the host: whether its descendants may get one more process or thread, if they may have so many. They are counted only
/// as often as needed.
int lectern_may_begin_task(int most);

/// In the host: whether its descendants may make a socket or a pair, if they may have so many sockets. What waits in them is
/// the kernel's memory, which counts for no process.
int lectern_may_make_sockets(int most);
