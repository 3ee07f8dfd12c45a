// Images as columns, and pooling.
//
// Letters: w is the window, c a channel, p a plane (a channel of a sample), (oy, ox) a place of the output, (ky, kx) a
// place of the kernel, (y, x) a pixel.
#include "clones.h"

/// The outputs whose pixel lies inside the image, along one axis: the first, and one past the last.
INLINE void range_inside(int64_t offset, int64_t stride, int64_t size, int64_t outputs, int64_t *first, int64_t *end) {
  int64_t low = offset >= 0 ? 0 : (-offset + stride - 1) / stride;
  int64_t high = offset >= size ? 0 : (size - offset + stride - 1) / stride;
  *first = low < outputs ? low : outputs;
  *end = high < *first ? *first : high < outputs ? high : outputs;
}

/// One row of the output at one place of the kernel: what the kernel sees there, or 0 beyond the image's edge.
INLINE void read_row(const ck_window *w, const float *row, int64_t first, int64_t end, float *columns) {
  for (int64_t ox = 0; ox < first; ox++) columns[ox] = 0.0f;
  if (w->stride_width == 1) {
    for (int64_t ox = first; ox < end; ox++) columns[ox] = row[ox];
  } else {
    for (int64_t ox = first; ox < end; ox++) columns[ox] = row[ox * w->stride_width];
  }
  for (int64_t ox = end; ox < w->output_width; ox++) columns[ox] = 0.0f;
}

/// Adds such a row to the pixels that it was read from.
INLINE void add_row(const ck_window *w, float *row, int64_t first, int64_t end, const float *columns) {
  if (w->stride_width == 1) {
    for (int64_t ox = first; ox < end; ox++) row[ox] += columns[ox];
  } else {
    for (int64_t ox = first; ox < end; ox++) row[ox * w->stride_width] += columns[ox];
  }
}

/// Goes through the rows of the column matrix: reads each from the image, or adds it there.
INLINE void visit_rows(ck_window w, bool adds, float *image, int64_t channels, float *columns) {
  for (int64_t c = 0; c < channels; c++, image += w.height * w.width)
    for (int64_t ky = 0; ky < w.kernel_height; ky++)
      for (int64_t kx = 0; kx < w.kernel_width; kx++) {
        int64_t dx = kx * w.dilation_width - w.padding_width, first, end;
        range_inside(dx, w.stride_width, w.width, w.output_width, &first, &end);
        for (int64_t oy = 0; oy < w.output_height; oy++, columns += w.output_width) {
          int64_t y = oy * w.stride_height + ky * w.dilation_height - w.padding_height;
          bool is_inside = y >= 0 && y < w.height;
          float *row = image + (is_inside ? y * w.width + dx : 0);
          if (!adds) read_row(&w, row, is_inside ? first : w.output_width, is_inside ? end : w.output_width, columns);
          else if (is_inside) add_row(&w, row, first, end, columns);
        }
      }
}

CLONES void ck_image_to_columns(const ck_window *w, const float *image, int64_t channels, float *columns) {
  visit_rows(*w, false, (float *)image, channels, columns);
}

CLONES void ck_columns_to_image(const ck_window *w, const float *columns, int64_t channels, float *image) {
  visit_rows(*w, true, image, channels, (float *)columns);
}

CLONES void ck_add_channel_bias(const float *bias, float *out, int64_t samples, int64_t channels, int64_t positions) {
  for (int64_t s = 0; s < samples; s++)
    for (int64_t c = 0; c < channels; c++, out += positions)
      for (int64_t i = 0; i < positions; i++) out[i] += bias[c];
}

typedef struct {
  int64_t y0, y1, x0, x1;
} span;

/// The kernel rows and columns that lie inside the image for one output.
INLINE span covered(const ck_window *w, int64_t oy, int64_t ox) {
  span s;
  range_inside(oy * w->stride_height - w->padding_height, w->dilation_height, w->height, w->kernel_height, &s.y0,
               &s.y1);
  range_inside(ox * w->stride_width - w->padding_width, w->dilation_width, w->width, w->kernel_width, &s.x0, &s.x1);
  return s;
}

INLINE int64_t pixel(const ck_window *w, int64_t oy, int64_t ox, int64_t ky, int64_t kx) {
  int64_t y = oy * w->stride_height - w->padding_height + ky * w->dilation_height;
  int64_t x = ox * w->stride_width - w->padding_width + kx * w->dilation_width;
  return y * w->width + x;
}

/// `count` adjacent windows of 2 × 2 on two rows, without a branch; the corner of the first is at `at`.
INLINE void pool_pairs(int count, const float *upper, const float *lower, int32_t at, int32_t width, float *y,
                       int32_t *chosen) {
  // Otherwise a short loop is unrolled before it can become vector code.
#pragma clang loop vectorize(assume_safety) unroll(disable)
  for (int i = 0; i < count; i++, at += 2) {
    float a = upper[2 * i], b = upper[2 * i + 1], c = lower[2 * i], d = lower[2 * i + 1];
    int right = b > a || b != b;
    float top = right ? b : a;
    int32_t top_at = right ? at + 1 : at;
    right = d > c || d != d;
    float low = right ? d : c;
    int32_t low_at = (right ? at + 1 : at) + width;
    int down = low > top || low != low;
    y[i] = down ? low : top;
    chosen[i] = down ? low_at : top_at;
  }
}

/// The most common windows, adjacent ones of 2 × 2, in groups of `count`; the last group begins early enough to be whole.
INLINE void max_pool_row(int count, const ck_window *w, const float *x, int64_t oy, float *y, int32_t *chosen) {
  const float *upper = x + 2 * oy * w->width, *lower = upper + w->width;
  for (int64_t next = 0; next < w->output_width; next += count) {
    int64_t ox = least(next, w->output_width - count);
    pool_pairs(count, upper + 2 * ox, lower + 2 * ox, (int32_t)(2 * (oy * w->width + ox)), (int32_t)w->width, y + ox,
               chosen + ox);
  }
}

CLONES static void max_pool_pairs(const ck_window *w, const float *x, float *y, int32_t *chosen, int64_t planes) {
  int64_t outputs = w->output_width;
  for (int64_t p = 0; p < planes; p++, x += w->height * w->width)
    for (int64_t oy = 0; oy < w->output_height; oy++, y += outputs, chosen += outputs) {
      if (outputs >= 8) max_pool_row(8, w, x, oy, y, chosen);
      else if (outputs >= 4) max_pool_row(4, w, x, oy, y, chosen);
      else max_pool_row(1, w, x, oy, y, chosen);
    }
}

void ck_max_pool(const ck_window *w, const float *x, float *y, int32_t *chosen, int64_t planes) {
  bool pairs = w->kernel_height == 2 && w->kernel_width == 2 && w->stride_height == 2 && w->stride_width == 2 &&
               w->padding_height == 0 && w->padding_width == 0 && w->dilation_height == 1 && w->dilation_width == 1;
  if (pairs) {
    max_pool_pairs(w, x, y, chosen, planes);
    return;
  }
  for (int64_t p = 0; p < planes; p++, x += w->height * w->width)
    for (int64_t oy = 0; oy < w->output_height; oy++)
      for (int64_t ox = 0; ox < w->output_width; ox++) {
        span s = covered(w, oy, ox);
        float best = -INFINITY;
        // A wide window may lie around the image without touching a pixel.
        int64_t at = s.y0 < s.y1 && s.x0 < s.x1 ? pixel(w, oy, ox, s.y0, s.x0) : -1;
        for (int64_t ky = s.y0; ky < s.y1; ky++)
          for (int64_t kx = s.x0; kx < s.x1; kx++) {
            int64_t here = pixel(w, oy, ox, ky, kx);
            if (x[here] > best || x[here] != x[here]) {
              best = x[here];
              at = here;
            }
          }
        *y++ = best;
        *chosen++ = (int32_t)at;
      }
}

void ck_max_pool_gradient(const ck_window *w, const float *g, const int32_t *chosen, float *out, int64_t planes) {
  int64_t outputs = w->output_height * w->output_width;
  int64_t area = w->height * w->width;
  for (int64_t p = 0; p < planes; p++, out += area, g += outputs, chosen += outputs) {
    memset(out, 0, (size_t)area * sizeof(float));
    for (int64_t i = 0; i < outputs; i++)
      if (chosen[i] >= 0) out[chosen[i]] += g[i];
  }
}

void ck_average_pool(const ck_window *w, const float *x, float *y, int64_t planes) {
  float size = (float)(w->kernel_height * w->kernel_width);
  for (int64_t p = 0; p < planes; p++, x += w->height * w->width)
    for (int64_t oy = 0; oy < w->output_height; oy++)
      for (int64_t ox = 0; ox < w->output_width; ox++) {
        span s = covered(w, oy, ox);
        float total = 0;
        for (int64_t ky = s.y0; ky < s.y1; ky++)
          for (int64_t kx = s.x0; kx < s.x1; kx++) total += x[pixel(w, oy, ox, ky, kx)];
        *y++ = total / size;
      }
}

void ck_average_pool_gradient(const ck_window *w, const float *g, float *out, int64_t planes) {
  float size = (float)(w->kernel_height * w->kernel_width);
  for (int64_t p = 0; p < planes; p++, out += w->height * w->width) {
    memset(out, 0, (size_t)(w->height * w->width) * sizeof(float));
    for (int64_t oy = 0; oy < w->output_height; oy++)
      for (int64_t ox = 0; ox < w->output_width; ox++, g++) {
        span s = covered(w, oy, ox);
        for (int64_t ky = s.y0; ky < s.y1; ky++)
          for (int64_t kx = s.x0; kx < s.x1; kx++) out[pixel(w, oy, ox, ky, kx)] += *g / size;
      }
  }
}
