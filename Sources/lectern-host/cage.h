/// What the cells' process may reach outside of itself.
#pragma once

/// Why the process could not be confined; NULL if it was.
///
/// The rules are in the file `cage` of the run's `folder`, each ended by a zero: `r` and a path that may be read, with
/// all below it; `w` and a path that may be changed too; `n` for the network. Without the file there is no cage. What the
/// process starts is in the same cage, and no way leads out. For a call of the system that is refused, the process gets
/// the error that it would get without the right.
const char *lectern_enter_cage(const char *folder);

/// Whether the run of this folder has a cage.
int lectern_has_cage(const char *folder);
