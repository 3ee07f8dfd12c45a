/// What the cells' process reaches for outside of itself.
#pragma once
#include <sys/types.h>

/// In the cells' process: asks the system to report, from now on, each call that is more than computing, and hands what it
/// reports to the host by `channel`, a socket. What the process starts is reported too. Returns why nothing is reported; NULL
/// if it is. Without reports the host doesn't limit how many processes, threads, sockets and pipes there are.
const char *lectern_report_accesses(int channel);

/// In the host: the descriptor that the cells' process handed over, or -1.
int lectern_take_reports(int channel);

/// In the host: begins the file of the notes. Until `lectern_take_reports` has had a descriptor, it says that accesses are
/// unknown. What happens in the run's own `folder` is no access. Once a note can't be written, there are none: the file loses
/// its name, because nobody must take the rest for all accesses.
///
/// If it is `strict`, a process that is about to change something outside, or to use what differs in each run, ends before
/// that: another process will do it all from the beginning.
void lectern_begin_notes(const char *folder, int strict);

/// In the cells' process: leaves the notes to the host.
void lectern_leave_notes(void);

/// In the host: takes one report, notes it, and lets the call go on if it may; a call that begins a process or a thread, or
/// makes sockets or pipes, only while there are few, if they are limited.
void lectern_note_access(int reports, int limits_tasks);
