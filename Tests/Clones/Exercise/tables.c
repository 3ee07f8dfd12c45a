#include <stdio.h>
#include <string.h>

#include "exercise.h"

/// A table of numbers in many forms, with quotes in some of its rows.
static int64_t write_table(char *text, int64_t rows) {
  char *end = text;
  float *x = numbers(3 * rows, 31);
  for (int64_t row = 0; row < rows; row++) {
    end += sprintf(end, row % 5 ? "%.9g," : "\"%.9g\",", (double)x[3 * row]);
    end += sprintf(end, row % 3 ? "%.17g,%.3f," : " %.12g,%.0f,", (double)x[3 * row + 1] / 3,
                   1e4 * (double)x[3 * row + 2]);
    end += sprintf(end, row % 7 ? "c%d\n" : "\"c\"\"\n%d\"\r\n", (int)(row % 4));
  }
  return end - text;
}

void exercise_tables(void) {
  enum { rows = 150 };
  char *text = zeroed(rows, 128);
  ck_table table = {(uint8_t *)text, write_table(text, rows), (const uint8_t *)",", 1};
  int64_t starts[rows], labels[2 * rows], ends[4 + ck_table_spare_fields], columns[] = {0, 2, 1};
  ck_table_part part = ck_table_rows(&table, 0, table.size, rows, 4, starts);
  float places[2 * rows] = {(float)part.count, (float)part.end, (float)part.fault};
  show("table_rows", places, 3);
  for (int64_t row = 0; row < rows; row++) places[row] = (float)starts[row];
  show("table_rows_starts", places, rows);
  ck_table_fields(&table, starts[35], 4, ends);
  for (int i = 0; i < 4; i++) places[i] = (float)ends[i];
  show("table_fields", places, 4);
  float *out = zeros(3 * rows);
  ck_table_columns wanted = {starts, columns, 3, 3, 4};
  for (int64_t next = 0; next >= 0;) {  // those that are refused stay 0
    next = ck_table_numbers(&table, &wanted, next / 3, next % 3, rows, out, labels, ends);
    if (next >= 0) next++;
  }
  show("table_numbers", out, 3 * rows);
  int32_t kinds[rows], first[rows], slots[2 * 256];
  float found = (float)ck_table_distinct(&table, labels, rows, kinds, first, slots, 512);
  show("table_distinct", &found, 1);
  float is_ascii[] = {ck_is_ascii(table.text, table.size), ck_is_ascii((const uint8_t *)"abc\xc3", 4)};
  show("is_ascii", is_ascii, 2);
}
