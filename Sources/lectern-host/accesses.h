#pragma once

/// From now on every file that this process or its children open or look for is noted in a file, once for each access:
/// a letter, the path, and a zero.
///
///     r    it is read, or its properties are
///     w    it may be written
///     x    something else comes from outside: a folder's list, a connection, another program, random numbers
///
/// What cells compute depends on nothing else, so the runner knows by it whether results may be used again.
void lectern_note_accesses(const char *path);
