/// What the cells' process may reach outside of itself.
#pragma once

/// Why the process could not be confined; NULL if it was. Then it must not go on.
///
/// The rules are in the file `cage` of the run's `folder`, each ended by a zero: `r` and a path that may be read, with
/// all below it; `w` and a path that may be changed too; `n` for the network; at last `.`, without which a part is missing.
/// Paths begin at the root and have no links in them. What the process starts is in the same cage, and no way leads out. For
/// a call of the system that is refused, the process gets the error that it would get without the right.
const char *lectern_enter_cage(const char *folder);
