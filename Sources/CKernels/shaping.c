// Copies between layouts, rows by number, and cumulative sums.
//
// Letters: x is the source, y the target, sx and sy their strides; r a row, c a column; of the sums, o, i and j are
// places in [outer, n, inner].
#include "axes.h"

enum { tile = 16 };

/// The two innermost axes: rows that are contiguous on both sides are copied whole, transposed planes in tiles.
CLONES static void copy_plane(const float *restrict x, float *restrict y, int64_t rows, int64_t columns, int64_t xr,
                              int64_t xc, int64_t yr, int64_t yc, bool add) {
  if (xc == 1 && yc == 1) {
    for (int64_t r = 0; r < rows; r++) {
      const float *from = x + r * xr;
      float *to = y + r * yr;
      if (add) {
        for (int64_t c = 0; c < columns; c++) to[c] += from[c];
      } else {
        for (int64_t c = 0; c < columns; c++) to[c] = from[c];
      }
    }
    return;
  }
  for (int64_t r0 = 0; r0 < rows; r0 += tile) {
    int64_t r1 = r0 + tile < rows ? r0 + tile : rows;
    for (int64_t c0 = 0; c0 < columns; c0 += tile) {
      int64_t c1 = c0 + tile < columns ? c0 + tile : columns;
      for (int64_t r = r0; r < r1; r++)
        for (int64_t c = c0; c < c1; c++) {
          float value = x[r * xr + c * xc];
          float *to = y + r * yr + c * yc;
          *to = add ? *to + value : value;
        }
    }
  }
}

typedef struct {
  const float *x;
  float *y;
  int outer;
  const int64_t *size, *sx, *sy;
  int64_t planes;
  bool add;
} planes_job;

static void copy_planes(const planes_job *j, int64_t first, int64_t end) {
  int row = j->outer, column = j->outer + 1;
  walk w = walk_from(first, j->outer, j->size, j->sx, j->sy);
  for (int64_t p = first; p < end; p++, go_on(&w))
    copy_plane(j->x + w.a, j->y + w.b, j->size[row], j->size[column], j->sx[row], j->sx[column], j->sy[row],
               j->sy[column], j->add);
}

static void copy_some_planes(void *context, int64_t part) {
  const planes_job *j = context;
  int64_t parts = 2 * ck_thread_count();
  copy_planes(j, j->planes * part / parts, j->planes * (part + 1) / parts);
}

void ck_copy(const float *x, float *y, int rank, const int64_t *sizes, const int64_t *x_strides,
             const int64_t *y_strides, bool add) {
  int64_t size[max_rank], sx[max_rank], sy[max_rank];
  int axes = join_axes(rank, sizes, x_strides, y_strides, size, sx, sy);
  if (axes < 0) return;
  while (axes < 2) {
    for (int i = axes; i > 0; i--) size[i] = size[i - 1], sx[i] = sx[i - 1], sy[i] = sy[i - 1];
    size[0] = 1, sx[0] = 0, sy[0] = 0;
    if (axes == 0) sx[0] = sy[0] = 1;
    axes++;
  }
  planes_job j = {x, y, axes - 2, size, sx, sy, 1, add};
  for (int i = 0; i < j.outer; i++) j.planes *= size[i];
  int64_t elements = j.planes * size[j.outer] * size[j.outer + 1];
  // Adding stays on one thread, because a stride of 0 brings several terms to one element.
  if (add || elements < 1 << 15 || j.planes < 2) copy_planes(&j, 0, j.planes);
  else ck_parallel(2 * ck_thread_count(), copy_some_planes, &j);
}

void ck_gather(const float *x, const int32_t *indices, float *y, int64_t count, int64_t width) {
  for (int64_t i = 0; i < count; i++) memcpy(y + i * width, x + indices[i] * width, (size_t)width * sizeof(float));
}

typedef struct {
  const float *g;
  const int32_t *indices;
  float *y;
  int64_t count, width, parts;
} scatter_job;

/// Columns `first` ..< `end` of all rows: no two threads add to the same element.
CLONES static void scatter_columns(const scatter_job *s, int64_t first, int64_t end) {
  for (int64_t i = 0; i < s->count; i++) {
    if (s->indices[i] < 0) continue;
    const float *g = s->g + i * s->width;
    float *row = s->y + s->indices[i] * s->width;
    INDEPENDENT for (int64_t j = first; j < end; j++) row[j] += g[j];
  }
}

static void scatter_part(void *context, int64_t part) {
  const scatter_job *s = context;
  scatter_columns(s, s->width * part / s->parts, s->width * (part + 1) / s->parts);
}

void ck_scatter_add(const float *g, const int32_t *indices, float *y, int64_t count, int64_t width) {
  scatter_job s = {g, indices, y, count, width, ck_parts_of(4 * count * width, least(ck_thread_count(), width / 64))};
  ck_parallel(s.parts, scatter_part, &s);
}

enum { max_columns = 64 };

// In double precision: counting in floats stops at 2²⁴, where adding 1 changes nothing.
CLONES void ck_cumulative_sum(const float *x, float *y, int64_t outer, int64_t n, int64_t inner, bool reversed) {
  for (int64_t o = 0; o < outer; o++, x += n * inner, y += n * inner) {
    for (int64_t first = 0; first < inner; first += max_columns) {
      int64_t columns = inner - first < max_columns ? inner - first : max_columns;
      double totals[max_columns] = {0};
      for (int64_t i = 0; i < n; i++) {
        int64_t row = (reversed ? n - 1 - i : i) * inner + first;
        for (int64_t j = 0; j < columns; j++) {
          totals[j] += x[row + j];
          y[row + j] = (float)totals[j];
        }
      }
    }
  }
}
