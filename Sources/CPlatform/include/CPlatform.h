/// What cells and their runner need from the system and Swift does not import, or not for signal handlers.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "index.h"

// MARK: The cells' process

/// What a message tells; the runner's `Message.Kind` has the same numbers.
enum lectern_kind {
  LECTERN_BEGIN = 1,    ///< an item of the program begins: its number
  LECTERN_DISPLAY = 2,  ///< something to show
  LECTERN_CLAIM = 3,    ///< a claim and where it stands
  LECTERN_VALUE = 4,    ///< an inline value's text
  LECTERN_FINISH = 5,   ///< the program has come to its end
  LECTERN_THROWN = 6,   ///< an error that nobody caught
  LECTERN_SIGNAL = 7,   ///< a deadly signal: its number, whether the stack overflowed, where
  LECTERN_EXIT = 8,     ///< `exit` was called: where
  LECTERN_HANG = 9,     ///< the answer to SIGUSR1: where the program is
  LECTERN_READ = 10,    ///< a file is about to be read: its path
  LECTERN_LINE = 11,    ///< the value of a line's variable: its number in the program, and a summary
  LECTERN_FULL = 12,    ///< an item has printed more than it may: where
};

/// What stands before a message's bytes. `output` and `error` are the sizes of what was printed until then.
struct lectern_header {
  char mark[8];
  uint32_t process;
  uint32_t kind;
  uint64_t output;
  uint64_t error;
  uint64_t length;
};

#define LECTERN_MARK "\x1Electern"

/// Loads the program and runs its entry point; returns only where the program can't be loaded.
///
/// `directory` is the run's own: the program's messages are added to its file `wire`. No item may print more than
/// `output` bytes.
int lectern_run_program(const char *directory, const char *program, const char *entry, size_t output);

/// Something was printed to standard output or error, or has failed to be, for the reason that the code gives.
void lectern_note_print(int descriptor, size_t bytes, int code);

/// What a run's file `lost` holds once something that the program printed or told could not be kept. It has its size
/// from the beginning on, so that it can be written when the disk is full.
struct lectern_loss {
  uint64_t code;  ///< the system's reason; 0 where nothing is lost
  uint64_t count;
  uint64_t addresses[64];  ///< where the program was, as ``lectern_program_stack`` gives it
};

/// Adds a message to the wire. Safe to call from a signal handler.
void lectern_send(uint32_t kind, const void *bytes, size_t length);

/// Stores up to `capacity` return addresses of the caller's stack, relative to the program, innermost first;
/// addresses outside of the program are left out. Returns how many.
size_t lectern_program_stack(uint64_t *addresses, size_t capacity);

/// From now on the stack of each `throw` is kept until the next.
void lectern_watch_throws(void);

/// The stack of the last `throw`, as ``lectern_program_stack`` gives it.
size_t lectern_last_throw(uint64_t *addresses, size_t capacity);

// MARK: The runner's process

/// Gives the standard descriptors that are closed to files that can't be written, so that nothing else takes their
/// numbers; from now on writing to a pipe without a reader is an error and no end.
void lectern_prepare_descriptors(void);

/// From now on SIGINT, SIGTERM and SIGHUP only show in ``lectern_interrupted``; a second one ends the process.
void lectern_watch_interrupts(void);

/// The number of the signal that has come; 0 where none has.
int lectern_interrupted(void);

/// Kills all that descends from a process, and the process itself.
void lectern_kill_tree(pid_t root);

/// Opens a new file without a name in a folder: it goes with the process unless it is given one. Returns -1 where
/// the file system has no such files.
int lectern_open_unnamed(const char *folder);

/// Gives a file without a name its first one, which nothing may have yet. Returns 0 when done.
int lectern_name_file(int descriptor, const char *path);

/// Makes a pipe whose ends no started program inherits. Returns 0 when done.
int lectern_pipe(int ends[2]);
