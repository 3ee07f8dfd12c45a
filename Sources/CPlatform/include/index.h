/// Reading what the compiler has resolved: its index, through the library that comes with every Swift toolchain.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// A text of the index, without a zero at its end.
struct lectern_text {
  const char *bytes;
  size_t length;
};

/// What an occurrence does with its symbol; several bits may be set.
enum lectern_role {
  LECTERN_DEFINES = 1 << 1,
  LECTERN_REFERS = 1 << 2,
  LECTERN_CALLS = 1 << 5,
  LECTERN_IS_IMPLICIT = 1 << 8,  ///< the compiler's own, such as the accessors of a stored variable
};

/// How an occurrence is related to another symbol.
enum lectern_relation {
  LECTERN_CHILD_OF = 1 << 9,       ///< a member of a type
  LECTERN_FULFILS = 1 << 11,       ///< a protocol's requirement, or overrides a class's member
  LECTERN_EXTENDED_BY = 1 << 14,   ///< a type, at the head of an extension
  LECTERN_ACCESSOR_OF = 1 << 15,   ///< a getter or setter of a variable
  LECTERN_CONTAINED_BY = 1 << 16,  ///< in the body or the initial value of a declaration
};

/// The kinds of symbols that are of interest here.
enum lectern_symbol {
  LECTERN_VARIABLE = 13,  ///< of the top level
  LECTERN_PROPERTY = 19,  ///< of an instance, stored or computed
  LECTERN_INITIALIZER = 22,
  LECTERN_DEINITIALIZER = 23,
};

/// A place in the source at which a symbol is defined or used.
struct lectern_occurrence {
  struct lectern_text usr;  ///< tells symbols apart, over all modules
  struct lectern_text name;
  uint32_t kind;
  uint64_t roles;
  unsigned line;    ///< in the file itself: `#sourceLocation` is not heeded
  unsigned column;  ///< in bytes, from 1
};

/// Calls `visit` for each occurrence of a record, and `relate` for each of its relations right after it.
///
/// Returns 0 when done, 1 where the toolchain's library cannot be loaded, 2 where the record cannot be read.
int lectern_read_index(const char *library, const char *store, const char *record, void *context,
                       void (*visit)(void *context, const struct lectern_occurrence *occurrence),
                       void (*relate)(void *context, uint64_t relation, struct lectern_text usr));
