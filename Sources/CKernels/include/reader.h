#pragma once
// A gated recurrent unit that attends to encoded states, one sequence at a time.
#include <stdbool.h>
#include <stdint.h>

#include "decoder.h"

typedef struct {
  int64_t inputs, hidden, keys, score_width, value_width;
  /// Whether a step attends with the state before it and reads the context beside its input. Otherwise it attends with the
  /// state that it has computed.
  bool reads_context;
  ck_linear input, state;  // to the gates, `[3 · hidden, …]`
  ck_linear query;         // from a state to `score_width` units
  const float *score;      // `[score_width]`
  const float *prepared;   // `[keys, score_width]`
  const float *values;     // `[keys, value_width]`
  float *memory;           // ck_reader_memory floats
} ck_reader;

/// How many floats `memory` must have.
int64_t ck_reader_memory(const ck_reader *r);
/// Takes `time` steps from the state `start`, `[hidden]`. `x` has their inputs, `[time, inputs]`; a row of `out` becomes a
/// step's state and context, `[time, hidden + value_width]`, and a row of `weights` its attention, `[time, keys]`. Each number
/// has the bits that the layers one by one give.
void ck_read(const ck_reader *r, int64_t time, const float *x, const float *start, float *out, float *weights);
