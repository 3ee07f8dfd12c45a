// Decimal numbers from bytes.
//
// A number's digits make a whole number m, its point and exponent a power of ten e. In double precision m · 10ᵉ is at
// most four units in the last place away from the number, and where that is not near the middle between two floats,
// both round to the same one. Anything else is refused.
// Reference: Clinger, "How to read floating point numbers accurately" (1990).
#pragma once
#include "clones.h"

enum { most_digits = 19, last_power = 22 };

/// The powers of ten that double precision holds exactly.
static const double powers_of_ten[] = {1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                       1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

typedef struct {
  uint64_t digits;
  int64_t power;
  bool is_cut;  // the number has more digits
} decimal;

typedef uint8_t sixteen __attribute__((vector_size(16), aligned(1), may_alias));

/// The number with these digits, the first in the lowest byte: neighbours are joined, then pairs, fours and eights.
INLINE int64_t number_of_digits(sixteen digits) {
  typedef uint16_t pairs __attribute__((vector_size(16)));
  typedef uint32_t fours __attribute__((vector_size(16)));
  typedef uint64_t eights __attribute__((vector_size(16)));
  pairs x = (pairs)digits;
  fours y = (fours)((x * 10 + (x >> 8)) & 0xff);
  eights z = (eights)((y * 100 + (y >> 16)) & 0xffff);
  z = (z & 0xffffffff) * 10000 + (z >> 32);
  return (int64_t)((z[0] & 0xffffffff) * 100000000 + (z[1] & 0xffffffff));
}

/// Which of sixteen bytes are not digits: bit i for byte i. `digits` gets the values of those that are.
INLINE uint32_t others_in(const uint8_t *text, sixteen *digits) {
  typedef bool bits __attribute__((ext_vector_type(16)));
  *digits = *(const sixteen *)text - (uint8_t)'0';
  bits is_other = __builtin_convertvector(*digits > 9, bits);
  uint16_t others;
  memcpy(&others, &is_other, sizeof others);
  return others;
}

/// Sixteen digits of a number with `count` digits, without its point; `from_end` more come after them. Its last `staying`
/// digits are where `after` has them, and those before the point one byte earlier, where `before` has them.
INLINE sixteen without_point(sixteen after, const uint8_t *before, uint8_t from_end, int64_t staying, int64_t count) {
  const sixteen places = (sixteen){15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0} + from_end;
  sixteen stays = (sixteen)(places < (uint8_t)staying), exists = (sixteen)(places < (uint8_t)count);
  return ((after & stays) | ((*(const sixteen *)before - (uint8_t)'0') & ~stays)) & exists;
}

/// Reads digits, with or without a point among them, from the `size` bytes before `end`, at most `most` (16 or 32). No
/// branch depends on where the point is. Up to `most` + 1 bytes before `end` are read, whatever the size.
///
/// Returns the number of digits after the point, and stores all of them as one number in `digits`; −1 if the bytes are
/// anything else.
INLINE int64_t read_plain(const uint8_t *end, int64_t size, int64_t most, int64_t *digits) {
  sixteen low, high;
  uint64_t others = others_in(end - 16, &low);
  if (most == 32) others = others << 16 | others_in(end - 32, &high);
  uint64_t points = others >> (most - size);
  int64_t point = __builtin_ctzll(points | 1ull << size), count = size - (points != 0);
  int64_t fraction = points ? count - point : 0, staying = points ? fraction : count;
  if ((points & (points - 1)) | (count == 0) | ((points != 0) & (end[point - size] != '.'))) return -1;
  *digits = number_of_digits(without_point(low, end - 17, 0, staying, count));
  if (most == 32) {
    int64_t upper = number_of_digits(without_point(high, end - 33, 16, staying, count));
    if (upper > 900 || fraction > last_power) return -1;  // more than fits into 63 bits
    *digits += upper * 10000000000000000;
  }
  return fraction;
}

/// Takes digits from `text` on, as many as fit, and counts all. Zeros at the start don't count as digits that fit.
INLINE const uint8_t *take_digits(const uint8_t *text, const uint8_t *end, decimal *d, int64_t *significant) {
  for (; text < end && (uint8_t)(*text - '0') < 10; text++) {
    if (*significant < most_digits) {
      d->digits = d->digits * 10 + (uint64_t)(*text - '0');
    } else {
      d->power++;
      d->is_cut = d->is_cut || *text != '0';
    }
    *significant += d->digits != 0;
  }
  return text;
}

/// Reads an e and a power of at most four digits, up to the end.
INLINE bool take_power(const uint8_t *text, const uint8_t *end, decimal *d) {
  if (text == end) return true;
  if ((*text++ | 0x20) != 'e' || text == end) return false;
  bool is_negative = *text == '-';
  if (is_negative || *text == '+') text++;
  if (end - text < 1 || end - text > 4) return false;
  int64_t power = 0;
  for (; text < end; text++) {
    if ((uint8_t)(*text - '0') > 9) return false;
    power = power * 10 + (*text - '0');
  }
  d->power += is_negative ? -power : power;
  return true;
}

INLINE bool read_long(const uint8_t *text, const uint8_t *end, decimal *d) {
  *d = (decimal){0};
  int64_t significant = 0;
  const uint8_t *start = text;
  text = take_digits(text, end, d, &significant);
  int64_t digits = text - start;
  if (text < end && *text == '.') {
    start = ++text;
    text = take_digits(text, end, d, &significant);
    digits += text - start;
    d->power -= text - start;
  }
  return digits > 0 && take_power(text, end, d);
}

/// How far a number is from the middle between two floats, in units in the last place. A double has 29 bits more than a
/// float; in the middle between two floats only the first of them is set.
INLINE int64_t from_middle(double x) {
  int64_t bits;
  memcpy(&bits, &x, sizeof bits);
  int64_t distance = (bits & 0x1fffffff) - 0x10000000;
  return distance < 0 ? -distance : distance;
}

/// The float nearest to a decimal; false where double precision does not decide which that is.
INLINE bool nearest_float(const decimal *d, float *result) {
  double x = (double)d->digits;
  bool is_exact = d->digits <= 1ull << 53 && !d->is_cut;
  if (is_exact & ((d->power == 0) | (d->digits == 0))) {
    *result = (float)x;
    return true;
  }
  int64_t size = d->power < 0 ? -d->power : d->power;
  if (size > last_power) {
    if (size > 2 * last_power) return false;
    x = d->power < 0 ? x / powers_of_ten[last_power] : x * powers_of_ten[last_power];
    size -= last_power;
    is_exact = false;
  }
  x = d->power < 0 ? x / powers_of_ten[size] : x * powers_of_ten[size];
  // Floats that are subnormal or infinite have their middles elsewhere.
  if (!(x > 1.2e-38 && x < 3.4e38)) return false;
  *result = (float)x;
  return from_middle(x) > (is_exact ? 0 : 8);
}

/// Reads a number between `text` and `end`, with nothing around it. `start` is where bytes can be read.
INLINE bool read_decimal(const uint8_t *start, const uint8_t *text, const uint8_t *end, float *result) {
  if (text >= end) return false;
  bool is_negative = *text == '-';
  text += is_negative | (*text == '+');  // not ||: a mispredicted branch would cost more
  int64_t size = end - text, room = end - start, digits, fraction = -1;
  if (size <= 16 && room > 16) {
    fraction = read_plain(end, size, 16, &digits);
  } else if (size <= 32 && room > 32) {
    fraction = read_plain(end, size, 32, &digits);
  }
  float number;
  if (fraction >= 0) {
    double x = (double)digits / powers_of_ten[fraction];
    if (from_middle(x) > 8) {
      number = (float)x;
      *result = is_negative ? -number : number;
      return true;
    }
  }
  decimal d;
  if (!read_long(text, end, &d) || !nearest_float(&d, &number)) return false;
  *result = is_negative ? -number : number;
  return true;
}
