/// How many processes, threads, sockets and pipes the cells have.
#pragma once

/// In the host: whether its descendants may get one more process or thread, if they may have so many. They are counted only
/// as often as needed.
int lectern_may_begin_task(int most);

/// In the host: whether its descendants may make a socket or a pair, if they may have so many sockets. What waits in them is
/// the kernel's memory, which counts for no process.
int lectern_may_make_sockets(int most);

/// In the host: whether its descendants may make a pipe, if they may have so many. A user's pipes have a number of pages
/// together, beyond which each new one is small.
int lectern_may_make_pipe(int most);
