/// What cells and their runner need from the system and can't be written in Swift, or not for signal handlers.
#pragma once

#include <spawn.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "index.h"

// MARK: The cells' process

/// The kinds of messages.
enum lectern_kind {
  LECTERN_BEGIN = 1,     ///< an item of the program begins: its number
  LECTERN_DISPLAY = 2,   ///< something to show
  LECTERN_CLAIM = 3,     ///< a claim and its place
  LECTERN_VALUE = 4,     ///< an inline value's text
  LECTERN_FINISH = 5,    ///< the program has come to its end
  LECTERN_THROWN = 6,    ///< an error that nothing caught
  LECTERN_SIGNAL = 7,    ///< a deadly signal: its number, whether the stack overflowed, the variable, where
  LECTERN_EXIT = 8,      ///< `exit` was called: where
  LECTERN_HANG = 9,      ///< the answer to SIGUSR1: where the program is
  LECTERN_READ = 10,     ///< a file is about to be read: its path
  LECTERN_LINE = 11,     ///< the value of a line's variable: its number in the program, and a summary
  LECTERN_FULL = 12,     ///< an item has printed more than allowed: where
  LECTERN_TRIAL = 13,    ///< how a trial ended, and its words
  LECTERN_ADDRESS = 14,  ///< an item has printed an address of memory: where
  LECTERN_SEGMENT = 15,  ///< a segment of the program begins in a process of its own: its number
  LECTERN_PAUSE = 16,    ///< a segment has come to its end, or the first one may begin
};

/// What precedes a message's bytes. `output` and `error` are the sizes of the output up to then.
struct lectern_header {
  char mark[8];
  uint32_t process;
  uint32_t kind;
  uint64_t output;
  uint64_t error;
  uint64_t length;
};

#define LECTERN_MARK "\x1Electern"

/// The limits of an item that has its own: the most bytes that it may print, and that the process may allocate while it runs.
/// They are in the file `limits` of the run's directory.
struct lectern_item_limits {
  uint64_t item;
  uint64_t output;
  uint64_t memory;
};

/// Loads the program and runs its entry point. Returns only if the program can't be loaded.
///
/// `directory` is the run's own; the program's messages are appended to its file `wire`. No item may print more than
/// `output` bytes.
int lectern_run_program(const char *directory, const char *program, const char *entry, size_t output);

/// Runs a program that comes in segments. Doesn't return.
///
/// A process that has run a segment waits at the pipe `parked-N` in the directory, where N is the segment's number; the
/// first process waits at `parked-0`. A line brings the next segment: a command, the segment's number, the number of its
/// first item, its entry point and its path. The process first ends what it forked before. At `fork` it runs the segment
/// in a new process and stays a checkpoint, at `go` it runs it itself. At `drop`, alone on its line, it gives up its
/// memory, and is a checkpoint no longer.
void lectern_run_segments(const char *directory, size_t output);

/// The number of the running segment's first item, which its own numbers are added to; 0 if the program is whole.
uint64_t lectern_first_item(void);

/// Reports that something was printed to standard output or error, or could not be, with the system's error code. `text`
/// is NULL where it isn't known.
void lectern_note_print(int descriptor, const char *text, size_t bytes, int code);

/// The code of output that went where an item has redirected standard output or error, and not to the run's file.
#define LECTERN_REDIRECTED 4096

/// The contents of a run's file `lost` once output or a message could not be written. The file has its size from the
/// beginning, so that it can be written when the disk is full.
struct lectern_loss {
  uint64_t code;  ///< the system's error, or LECTERN_REDIRECTED; 0 if nothing is lost
  uint64_t count;
  uint64_t addresses[64];  ///< where the program was, as ``lectern_program_stack`` stores it
};

/// Appends a message to the file `wire`. Safe to call from a signal handler.
void lectern_send(uint32_t kind, const void *bytes, size_t length);

/// Stores up to `capacity` return addresses of the caller's stack, relative to the program, innermost first, without
/// those outside the program. Returns their number.
size_t lectern_program_stack(uint64_t *addresses, size_t capacity);

/// Lets those variables begin to exist whose statements begin at a moment or before it: each one as soon as it is written to.
///
/// The program has two symbols: `lectern_variables`, the memory, in whole pages, and `lectern_moments`, the number of
/// variables, followed by each one's moment and place in that memory, and by the end of the last one.
void lectern_declare_variables(uint64_t moment);

/// Whether the process has memory at an address.
int lectern_is_mapped(uint64_t address);

/// Begins to keep the stack of each `throw` until the next one.
void lectern_watch_throws(void);

/// Stores the stack of the last `throw`, like ``lectern_program_stack``.
size_t lectern_last_throw(uint64_t *addresses, size_t capacity);

/// How a trial ended. A trial is a part of the program that runs in its own process and may fail there.
enum lectern_outcome {
  LECTERN_PASSED = 0,   ///< its claims hold; the words are their number
  LECTERN_REFUTED = 1,  ///< a claim does not hold; the words are the claim
  LECTERN_THREW = 2,    ///< an error that nothing caught; the words describe it
  LECTERN_DIED = 3,     ///< a trap, a signal or `exit`; the words are what it printed to standard error
  LECTERN_LATE = 4,     ///< it has taken more than its time
  LECTERN_UNTRIED = 5,  ///< no process could be made for it
};

struct lectern_trial {
  int outcome;
  size_t length;
  char words[4096];
};

/// Forks the process. Returns 1 in the new one, whose output is not kept and whose messages are not sent. The other waits for
/// that one to end, at most `seconds`, stores how it ended, and returns 0.
int lectern_try(double seconds, struct lectern_trial *trial);

/// Whether this is the process of a trial.
int lectern_in_trial(void);

/// Ends the process of a trial.
_Noreturn void lectern_end_trial(int outcome, const void *words, size_t length);

// MARK: The runner's process

/// Opens closed standard descriptors for a file that can't be written, so that no other file gets their numbers, and
/// makes writing to a pipe without a reader an error instead of the end of the process.
void lectern_prepare_descriptors(void);

/// Lets a program that is going to be started inherit no other descriptors than the three standard ones. Comes after the
/// actions that give it those.
///
/// Returns the flag that its attributes need for it, or 0.
short lectern_close_others(posix_spawn_file_actions_t *actions);

/// Makes SIGINT, SIGTERM and SIGHUP only set ``lectern_interrupted``; a second one ends the process.
void lectern_watch_interrupts(void);

/// The number of the signal that has arrived; 0 if none has.
int lectern_interrupted(void);

/// Kills a process and all its descendants.
void lectern_kill_tree(pid_t root);

/// Kills a process's descendants, except for some. Returns whether there were others.
int lectern_kill_others(pid_t root, const pid_t *kept, size_t count);

/// The bytes of memory that a process's descendants have together, in memory and swapped out. What they have in common with
/// each other is divided among them only if the sum is more than `enough` without that.
uint64_t lectern_memory_of_descendants(pid_t root, uint64_t enough);

/// Stops a process's descendants, so that they don't grow, except for one.
void lectern_stop_descendants(pid_t root, pid_t spared);

/// Why this system can't keep cells from files and from the network; NULL if it can.
const char *lectern_cage_problem(void);

/// Opens a new file without a name in a folder. It vanishes with the process unless it gets a name. Returns -1 if the
/// file system has no such files.
int lectern_open_unnamed(const char *folder);

/// Gives a file without a name one that no other file has. Returns 0 on success.
int lectern_name_file(int descriptor, const char *path);

/// Makes a pipe whose ends started programs don't inherit. Returns 0 on success.
int lectern_pipe(int ends[2]);

// MARK: Servers

/// A socket that accepts connections from this machine alone, or -1.
int lectern_listen(uint16_t port);

/// The next connection, or -1. Reading from it and writing to it never waits.
int lectern_accept(int server);

/// How many files and connections this process may have open.
uint64_t lectern_most_files(void);

/// Whether the other side has closed a connection.
int lectern_is_closed(int connection);

// MARK: Changes of files

/// A descriptor that becomes readable when something changes in a watched folder; -1 where the system has none.
int lectern_open_watch(void);

/// Watches a folder's own entries. Returns a number for it, the same one each time, or -1.
int lectern_watch_folder(int watch, const char *folder);
void lectern_unwatch_folder(int watch, int number);

/// Takes what has happened from the descriptor; returns 0 if nothing has.
int lectern_take_events(int watch);
