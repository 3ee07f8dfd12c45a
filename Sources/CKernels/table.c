// Where the rows and fields of a table of text are. A row is read in blocks of 64 bytes: one bit for each byte says
// whether it is a separator, a quote or a line end. A row in which a field begins with a quote, or whose separator has
// several bytes, is read field by field instead.
//
// Letters: t is the table, c what a block leaves for the next one; in `ck_table_numbers`, c is the wanted columns.
#include "table.h"

#include "clones.h"
#include "decimals.h"

typedef uint8_t block __attribute__((vector_size(64), aligned(1), may_alias));
typedef bool block_bits __attribute__((ext_vector_type(64)));

enum { block_size = 64, quote = '"', line_feed = '\n', carriage_return = '\r' };

/// A set of places in a block: bit i for byte i.
typedef uint64_t places;

/// Where the block at `text` has a byte.
INLINE places equal(const uint8_t *text, uint8_t byte) {
  block_bits bits = __builtin_convertvector(*(const block *)text == byte, block_bits);
  places set;
  memcpy(&set, &bits, sizeof set);
  return set;
}

INLINE int64_t first_of(places set) { return __builtin_ctzll(set); }
INLINE bool is_blank(uint8_t byte) { return byte == ' ' || byte == '\t'; }
INLINE bool is_line_end(uint8_t byte) { return byte == line_feed || byte == carriage_return; }

/// The line ends in the block at `place`; the end of the table is one too.
INLINE places line_ends(const ck_table *t, int64_t place) {
  places ends = equal(t->text + place, line_feed) | equal(t->text + place, carriage_return);
  int64_t rest = t->size - place;
  return rest < block_size ? (ends & ((1ull << rest) - 1)) | 1ull << rest : ends;
}

INLINE bool is_separator(const ck_table *t, int64_t place) {
  if (t->text[place] != t->separator[0] || t->size - place < t->separator_size) return false;
  return t->separator_size == 1 || memcmp(t->text + place, t->separator, (size_t)t->separator_size) == 0;
}

/// The end of the field without quotes that begins at `place`.
INLINE int64_t end_of_plain(const ck_table *t, int64_t place) {
  for (;; place += block_size) {
    places ends = line_ends(t, place);
    for (places set = ends | equal(t->text + place, t->separator[0]); set; set &= set - 1) {
      int64_t found = first_of(set);
      if (ends >> found & 1 || is_separator(t, place + found)) return place + found;
    }
  }
}

/// The place after the closing quote of the field that opens at `place`; −1 if it is never closed.
INLINE int64_t end_of_quoted(const ck_table *t, int64_t place) {
  for (place++; place < t->size;) {
    places quotes = equal(t->text + place, quote);
    if (!quotes) {
      place += block_size;
      continue;
    }
    place += first_of(quotes) + 1;
    if (t->text[place] != quote) return place;
    place++;
  }
  return -1;
}

/// How many fields a row has, as far as it was read, where it ends, and what is wrong with it.
typedef struct {
  int64_t fields, end;
  ck_table_fault fault;
  int64_t fault_place;
} row;

/// Reads a row field by field, at most `count` of them.
INLINE row row_of_fields(const ck_table *t, int64_t place, int64_t count, int64_t *ends) {
  for (int64_t fields = 0;; place += t->separator_size) {
    int64_t start = place;
    if (t->text[start] == quote && start < t->size) {
      place = end_of_quoted(t, start);
      if (place < 0) return (row){fields, t->size, ck_table_open_quote, start};
      if (place < t->size && !is_line_end(t->text[place]) && !is_separator(t, place))
        return (row){fields, place, ck_table_after_quote, place};
    } else {
      place = end_of_plain(t, start);
    }
    if (ends) ends[fields] = place;
    fields++;
    bool is_last = fields == count || place == t->size || is_line_end(t->text[place]);
    if (is_last) return (row){.fields = fields, .end = place};
  }
}

/// Writes the members of a set, and fills up the last group of eight: the number of members varies from row to row, and
/// the end of a loop that stopped after the last one would often be mispredicted.
INLINE void write_places(places set, int64_t place, int64_t count, int64_t *ends) {
  if (count < 4) {
    for (; set; set &= set - 1) *ends++ = place + first_of(set);
    return;
  }
  do {
    for (int i = 0; i < 8; i++) {
      ends[i] = place + first_of(set | 1ull << 63);
      set &= set - 1;
    }
    ends += 8;
  } while (set);
}

/// For each place, whether the number of members of a set up to it is odd.
INLINE places odd_up_to(places set) {
  for (int step = 1; step < block_size; step *= 2) set ^= set << step;
  return set;
}

/// What a block leaves for the next one of its row.
typedef struct {
  places begins_field;  // 1 if a field begins there
  places after_quote;   // 1 if a closing quote, or the first of two in a field, is before it
  places in_quotes;     // all ones if a field in quotes goes on
} carry;

/// Removes from `separators` and `line` what is between quotes. Returns whether that is certain: every quote is the first
/// byte of a field, or the last one, or one of two in a field that begins with one.
INLINE bool leave_quoted(places quotes, places *separators, places *line, places table_end, carry *c) {
  places inside = odd_up_to(quotes) ^ c->in_quotes;
  places opening = quotes & inside, closing = quotes & ~inside;
  places after = closing << 1 | c->after_quote;
  *separators &= ~inside;
  *line &= ~inside;
  places wanted = *line ? *line ^ (*line - 1) : ~0ull;  // up to the row's end
  places wrong = opening & ~(*separators << 1 | c->begins_field | after);
  wrong |= after & ~(*separators | *line | opening);
  c->after_quote = closing >> 63;
  c->in_quotes = inside >> 63 ? ~0ull : 0;
  return !(wrong & wanted) && !(table_end & inside);
}

/// Reads a row, at most to the end of the block in which its first `count` fields are.
INLINE row row_at(const ck_table *t, int64_t start, int64_t count, int64_t *ends) {
  if (t->separator_size > 1) return row_of_fields(t, start, count, ends);
  int64_t fields = 0;
  carry c = {.begins_field = 1};
  for (int64_t place = start;; place += block_size) {
    places line = line_ends(t, place), separators = equal(t->text + place, t->separator[0]);
    places quotes = equal(t->text + place, quote);
    if (quotes | c.in_quotes | c.after_quote) {
      int64_t rest = t->size - place;
      places table_end = rest < block_size ? 1ull << rest : 0;
      if (!leave_quoted(quotes, &separators, &line, table_end, &c)) return row_of_fields(t, start, count, ends);
    }
    places first_end = line & -line;
    separators &= line ? first_end - 1 : ~0ull;
    if (ends) write_places(separators | first_end, place, count, ends + fields);
    fields += __builtin_popcountll(separators);
    if (line) return (row){.fields = fields + 1, .end = place + first_of(line)};
    if (fields >= count) return (row){.fields = fields, .end = place};
    c.begins_field = separators >> 63;
  }
}

/// Finds rows as `ck_table_rows` does, several in a block, up to one that has a quote or another width.
INLINE void find_plain_rows(const ck_table *t, int64_t stop, int64_t most, int64_t width, int64_t *starts,
                            ck_table_part *part) {
  int64_t row_start = part->end, fields = 1;
  for (int64_t place = row_start; row_start < stop; place += block_size) {
    places line = line_ends(t, place), separators = equal(t->text + place, t->separator[0]);
    if (equal(t->text + place, quote)) return;
    for (; line; line &= line - 1) {
      int64_t end = place + first_of(line);
      places before = (line & -line) - 1;
      fields += __builtin_popcountll(separators & before);
      separators &= ~before;
      if (end > row_start) {
        if (fields != width || row_start >= stop || part->count == most) return;
        starts[part->count++] = row_start;
        part->end = end;
      }
      row_start = end + 1;
      fields = 1;
    }
    fields += __builtin_popcountll(separators);
  }
}

CLONES ck_table_part ck_table_rows(const ck_table *t, int64_t start, int64_t stop, int64_t most, int64_t width,
                                   int64_t *starts) {
  ck_table_part part = {.end = start, .width = width};
  if (t->separator_size == 1 && width > 0) find_plain_rows(t, stop, most, width, starts, &part);
  for (int64_t place = part.end; place < stop && part.count < most;) {
    if (is_line_end(t->text[place])) {
      place++;
      continue;
    }
    row found = row_at(t, place, INT64_MAX, NULL);
    part.width = found.fields;
    part.fault = found.fault;
    part.fault_place = found.fault_place;
    if (!found.fault && width > 0 && found.fields != width) {
      part.fault = ck_table_width;
      part.fault_place = place;
    }
    if (part.fault) break;
    starts[part.count++] = place;
    part.end = place = found.end;
  }
  return part;
}

CLONES void ck_table_fields(const ck_table *t, int64_t start, int64_t count, int64_t *ends) {
  row_at(t, start, count, ends);
}

/// Reads a field's number, without the blanks or quotes around it.
INLINE bool number_of_field(const ck_table *t, int64_t start, int64_t end, float *number) {
  const bool is_quoted = t->text[start] == quote;
  const uint8_t *text = t->text + start + is_quoted, *after = t->text + end - is_quoted;
  if (read_decimal(t->text, text, after, number)) return true;
  while (text < after && is_blank(*text)) text++;
  while (text < after && is_blank(after[-1])) after--;
  return read_decimal(t->text, text, after, number);
}

CLONES int64_t ck_table_numbers(const ck_table *t, const ck_table_columns *c, int64_t row, int64_t column, int64_t stop,
                                float *numbers, int64_t *labels, int64_t *ends) {
  const int64_t gap = t->separator_size;
  for (; row < stop; row++, column = 0) {
    int64_t start = c->rows[row];
    row_at(t, start, c->needed, ends);
    if (c->label >= 0) {
      labels[2 * row] = c->label ? ends[c->label - 1] + gap : start;
      labels[2 * row + 1] = ends[c->label];
    }
    for (; column < c->count; column++) {
      int64_t field = c->columns[column], next = row * c->count + column;
      if (!number_of_field(t, field ? ends[field - 1] + gap : start, ends[field], numbers + next)) return next;
    }
  }
  return -1;
}

/// Eight bytes of a table, beginning at `text`; where there are only `size`, they are followed by zeros. Reading all
/// eight stays within the padding.
INLINE uint64_t word_at(const uint8_t *text, int64_t size) {
  uint64_t word;
  memcpy(&word, text, sizeof word);
  return size < 8 ? word & ((1ull << 8 * size) - 1) : word;
}

INLINE uint64_t hash_of(const uint8_t *text, int64_t size) {
  uint64_t hash = (uint64_t)size;
  for (int64_t i = 0; i < size; i += 8) {
    hash = (hash ^ word_at(text + i, size - i)) * 0x9e3779b97f4a7c15ull;
    hash ^= hash >> 32;
  }
  return hash;
}

INLINE bool are_equal(const uint8_t *a, const uint8_t *b, int64_t size) {
  for (int64_t i = 0; i < size; i += 8) {
    if (word_at(a + i, size - i) != word_at(b + i, size - i)) return false;
  }
  return true;
}

int64_t ck_table_distinct(const ck_table *t, const int64_t *texts, int64_t count, int32_t *numbers, int32_t *first,
                          int32_t *slots, int64_t slot_count) {
  int32_t found = 0;
  memset(slots, -1, (size_t)slot_count * sizeof *slots);
  for (int64_t i = 0; i < count; i++) {
    const uint8_t *text = t->text + texts[2 * i];
    int64_t size = texts[2 * i + 1] - texts[2 * i];
    for (uint64_t slot = hash_of(text, size);; slot++) {
      int32_t *entry = slots + (slot & (uint64_t)(slot_count - 1));
      if (*entry < 0) {
        first[found] = (int32_t)i;
        *entry = found++;
      } else {
        const int64_t *known = texts + 2 * first[*entry];
        if (known[1] - known[0] != size || !are_equal(t->text + known[0], text, size)) continue;
      }
      numbers[i] = *entry;
      break;
    }
  }
  return found;
}

CLONES bool ck_is_ascii(const uint8_t *text, int64_t size) {
  uint8_t any = 0;
  for (int64_t i = 0; i < size; i++) any |= text[i];
  return any < 0x80;
}
