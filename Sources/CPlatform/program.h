// What this module's files share.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Remembers where messages go, and how much an item may print.
void lectern_open_wire(const char *directory, size_t output);

/// Remembers where the limits are that some items have of their own.
void lectern_open_limits(const char *directory);

/// Limits the process's memory to what an item may have. Returns how much it may print, or 0 if it has no limit of its own.
uint64_t lectern_begin_limits(uint64_t item);

/// Limits the process's memory to what the run allows.
void lectern_end_limits(void);

/// Goes on as another process than the one that opened the wire.
void lectern_take_wire(void);

/// Prepares the process for what a program sends and prints.
void lectern_begin_run(const char *directory, size_t output);

/// Lets Swift find out anew which thread this is, after a fork from the main thread of the given process. Its runtime keeps the
/// number of each thread, for the locks around what is initialized once. In a copy of the process that number is still
/// the old one: as soon as two threads wait for the same lock, the system refuses it to both, and they try forever.
void lectern_forget_thread_of(pid_t process);

/// The function that runs a loaded program.
typedef int lectern_entry(int, char **);

/// Loads a program, whose variables then don't exist yet. Returns NULL, and prints why, if that isn't possible.
lectern_entry *lectern_load(const char *path, const char *entry);

void lectern_call(lectern_entry *run);

/// Sends no more messages.
void lectern_close_wire(void);

/// Tells the runner if a printed text has an address of this process's memory; of an item's only the first few.
void lectern_note_addresses(const char *text, size_t length);

/// A new item has printed no address yet.
void lectern_forget_addresses(void);

/// From now on deadly signals and `exit` leave a message.
void lectern_watch_endings(void);

/// Makes the memory of the program's variables inaccessible until they exist.
void lectern_close_variables(void *library);

/// One more than the offset, in the memory of the program's variables, of an address that couldn't be accessed, as its
/// variable doesn't exist yet; 0 for other addresses.
uint64_t lectern_closed_variable(const void *address);

/// Makes the variable exist that is written to for the first time. Returns 0 if there is none at the address, or if its
/// statement has not begun.
int lectern_begin_variable(const void *address);

/// Whether faults of the process still come to this module: a cell may have a handler of its own.
int lectern_watches_faults(void);

/// The address in the loaded program, relative to its beginning; 0 for one outside.
uint64_t lectern_relative(const void *address);

/// The program has sent its last message: what ends it now is no failure.
extern volatile int lectern_finished;
