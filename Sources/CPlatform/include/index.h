/// Reads the compiler's index, through the library that comes with every Swift toolchain.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// A text of the index, which doesn't end with a zero.
struct lectern_text {
  const char *bytes;
  size_t length;
};

/// What an occurrence does with its symbol; several bits may be set.
enum lectern_role {
  LECTERN_DEFINES = 1 << 1,
  LECTERN_REFERS = 1 << 2,
  LECTERN_CALLS = 1 << 5,
  LECTERN_IS_IMPLICIT = 1 << 8,  ///< synthesized by the compiler, such as the accessors of a stored variable
};

/// How an occurrence is related to another symbol.
enum lectern_relation {
  LECTERN_CHILD_OF = 1 << 9,       ///< a member of a type
  LECTERN_FULFILS = 1 << 11,       ///< implements a protocol's requirement, or overrides a class's member
  LECTERN_EXTENDED_BY = 1 << 14,   ///< a type, at the head of an extension
  LECTERN_ACCESSOR_OF = 1 << 15,   ///< a getter or setter of a variable
  LECTERN_CONTAINED_BY = 1 << 16,  ///< in the body or the initial value of a declaration
};

/// The kinds of symbols that the runner uses.
enum lectern_symbol {
  LECTERN_VARIABLE = 13,  ///< of the top level
  LECTERN_INITIALIZER = 22,
};

/// A place in the source at which a symbol is defined or used.
struct lectern_occurrence {
  struct lectern_text usr;  ///< identifies the symbol across all modules
  struct lectern_text name;
  uint32_t kind;
  uint64_t roles;
  unsigned line;    ///< in the file itself: `#sourceLocation` is ignored
  unsigned column;  ///< in bytes, from 1
};

/// Calls `visit` for each occurrence of a record, and `relate` for each of its relations right after it.
///
/// Returns 0 on success, 1 if the toolchain's library can't be loaded, 2 if the record can't be read.
int lectern_read_index(const char *library, const char *store, const char *record, void *context,
                       void (*visit)(void *context, const struct lectern_occurrence *occurrence),
                       void (*relate)(void *context, uint64_t relation, struct lectern_text usr));
