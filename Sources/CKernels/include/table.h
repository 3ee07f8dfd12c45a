#pragma once
// Tables of text: where their rows and fields are, and the numbers in them.
#include <stdbool.h>
#include <stdint.h>

enum {
  /// The zeros that follow a table's bytes.
  ck_table_padding = 64,
  /// The room that is needed for more fields than are asked for.
  ck_table_spare_fields = 72,
};

/// A table's bytes, `size` of them and the padding, and what is between its fields.
typedef struct {
  const uint8_t *text;
  int64_t size;
  const uint8_t *separator;
  int64_t separator_size;
} ck_table;

/// What is wrong with a row.
typedef enum {
  ck_table_fine,
  ck_table_width,        // another number of fields than in other rows
  ck_table_open_quote,   // a quote stays open
  ck_table_after_quote,  // a closing quote is followed by something other than a separator or a line end
} ck_table_fault;

/// Some rows of a table, and what was wrong with the one after them.
typedef struct {
  int64_t count;
  /// Where the last row ends.
  int64_t end;
  ck_table_fault fault;
  /// Where the row begins, where the open quote is, or what follows the closing one.
  int64_t fault_place;
  /// How many fields the last row has.
  int64_t width;
} ck_table_part;

/// Finds the rows that begin in start ..< stop, at most `most`, and writes where. `start` is the table's start or after a
/// line end. A row that has not `width` fields is a fault; with 0, it may have any number. Stops at a fault.
ck_table_part ck_table_rows(const ck_table *t, int64_t start, int64_t stop, int64_t most, int64_t width,
                            int64_t *starts);

/// Finds where the first `count` fields of a row end, which must have as many. A field begins at the row's start or
/// after the separator that follows the previous field.
void ck_table_fields(const ck_table *t, int64_t row, int64_t count, int64_t *ends);

/// What is read from the rows of a table.
typedef struct {
  const int64_t *rows;     // where they begin
  const int64_t *columns;  // of numbers
  int64_t count;           // of these columns
  int64_t label;           // a column whose places are wanted, or −1
  int64_t needed;          // the number of fields up to the last column of these
} ck_table_columns;

/// Reads the wanted columns' numbers, from column number `column` (an index into `columns`) of row `row` up to row `stop`,
/// and where each row's label begins and ends. For every row of the table, `numbers` has `count` elements and `labels`
/// two; `ends` is scratch for the needed fields.
///
/// Returns the place in `numbers` of the first number that was not read, because it has no plain form, is subnormal or
/// infinite, or is nearly in the middle between two floats; −1 if all were.
int64_t ck_table_numbers(const ck_table *t, const ck_table_columns *c, int64_t row, int64_t column, int64_t stop,
                         float *numbers, int64_t *labels, int64_t *ends);

/// Numbers texts of a table by their first appearance: equal bytes have equal numbers. `places` has a start and an end
/// for each, and `first` becomes the first text with each number. `slots` is scratch: `slot_count` is a power of two above
/// `count`. Returns the number of different texts.
int64_t ck_table_distinct(const ck_table *t, const int64_t *places, int64_t count, int32_t *numbers, int32_t *first,
                          int32_t *slots, int64_t slot_count);

/// Whether all bytes are ASCII.
bool ck_is_ascii(const uint8_t *text, int64_t size);
