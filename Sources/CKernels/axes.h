// Two operands of several axes, each with a stride for each axis.
//
// Letters: a and b are the operands, sa and sb their strides, i an axis.
#pragma once
#include "clones.h"

enum { max_rank = 8 };

/// Joins adjacent axes that both operands run through without a gap, and leaves out axes of one element. Returns the
/// number of axes left, or -1 if there are no elements.
INLINE int join_axes(int rank, const int64_t *sizes, const int64_t *a_strides, const int64_t *b_strides, int64_t *size,
                     int64_t *sa, int64_t *sb) {
  int axes = 0;
  for (int i = 0; i < rank; i++) {
    if (sizes[i] == 0) return -1;
    if (sizes[i] == 1) continue;
    bool joins = axes > 0 && sa[axes - 1] == a_strides[i] * sizes[i] && sb[axes - 1] == b_strides[i] * sizes[i];
    int at = joins ? axes - 1 : axes++;
    size[at] = joins ? size[at] * sizes[i] : sizes[i];
    sa[at] = a_strides[i];
    sb[at] = b_strides[i];
  }
  return axes;
}

/// A place in the outer axes, and how far each operand has moved there.
typedef struct {
  int axes;
  const int64_t *size, *sa, *sb;
  int64_t position[max_rank], a, b;
} walk;

INLINE walk walk_from(int64_t place, int axes, const int64_t *size, const int64_t *sa, const int64_t *sb) {
  walk w = {.axes = axes, .size = size, .sa = sa, .sb = sb};
  for (int i = axes - 1; i >= 0; i--) {
    w.position[i] = place % size[i];
    place /= size[i];
    w.a += w.position[i] * sa[i];
    w.b += w.position[i] * sb[i];
  }
  return w;
}

INLINE void go_on(walk *w) {
  for (int i = w->axes - 1; i >= 0; i--) {
    w->a += w->sa[i];
    w->b += w->sb[i];
    if (++w->position[i] < w->size[i]) return;
    w->position[i] = 0;
    w->a -= w->sa[i] * w->size[i];
    w->b -= w->sb[i] * w->size[i];
  }
}
