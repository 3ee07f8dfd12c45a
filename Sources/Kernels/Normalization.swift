internal import CKernels

/// The extents of `[samples, channels, positions]`.
public struct ChannelLayout: Sendable {
  /// The sizes of the axes.
  public let samples, channels, positions: Int

  /// The extents of `[samples, channels, positions]`.
  public init(samples: Int, channels: Int, positions: Int) {
    self.samples = samples
    self.channels = channels
    self.positions = positions
  }

  var count: Int { samples * channels * positions }
}

extension Kernel {
  /// Each row becomes (x − mean) · rstd · gain + shift; `mean` is nil if rows are not centered.
  public static func rowNorm(
    _ x: Storage, gain: Storage?, shift: Storage?, epsilon: Float, columns: Int, into y: Storage,
    mean: Storage?,
    rstd: Storage
  ) {
    precondition(
      x.count == y.count && x.count == rstd.count * columns && mean?.count ?? rstd.count == rstd.count)
    precondition(gain?.count ?? columns == columns && shift?.count ?? columns == columns)
    share(rstd.count, each: 2 * columns) { rows in
      let (first, start) = (rows.lowerBound, rows.lowerBound * columns)
      ck_row_norm(
        x.pointer + start, gain?.pointer, shift?.pointer, y.pointer + start, mean.map { $0.pointer + first },
        rstd.pointer + first, Int64(rows.count), Int64(columns), epsilon, mean != nil)
    }
  }

  /// The gradients of `rowNorm`: adds to those of gain and shift, writes that of `x`; each may be nil.
  public static func rowNormGradient(
    _ g: Storage, _ x: Storage, gain: Storage?, columns: Int, mean: Storage?, rstd: Storage,
    into out: Storage?,
    addingGain gainGradient: Storage?, addingShift shiftGradient: Storage?
  ) {
    precondition(g.count == x.count && x.count == rstd.count * columns && out?.count ?? x.count == x.count)
    precondition(gainGradient?.count ?? columns == columns && shiftGradient?.count ?? columns == columns)
    // Each block of rows sums into a row of its own. The number of blocks depends only on the number of rows, so the
    // order of the sums does not depend on threads.
    let rows = rstd.count
    let block = 128
    let blocks = (rows + block - 1) / block
    let sums = Storage(uninitialized: 2 * blocks * columns)
    fill(sums, with: 0)
    share(blocks, each: 4 * block * columns) { range in
      for index in range {
        let (first, start) = (index * block, index * block * columns)
        let sum = sums.pointer + 2 * index * columns
        ck_row_norm_gradient(
          g.pointer + start, x.pointer + start, gain?.pointer, mean.map { $0.pointer + first },
          rstd.pointer + first, out.map { $0.pointer + start }, gainGradient.map { _ in sum },
          shiftGradient.map { _ in sum + columns }, Int64(Swift.min(block, rows - first)), Int64(columns),
          mean != nil)
      }
    }
    let totals = Storage(uninitialized: 2 * columns)
    ck_reduce(ck_sum, sums.pointer, totals.pointer, 1, Int64(blocks), Int64(2 * columns))
    if let gainGradient { ck_accumulate(totals.pointer, gainGradient.pointer, Int64(columns), 1) }
    if let shiftGradient { ck_accumulate(totals.pointer + columns, shiftGradient.pointer, Int64(columns), 1) }
  }

  /// Mean and variance of each channel; the variance is divided by the count.
  public static func channelMoments(_ x: Storage, _ layout: ChannelLayout, mean: Storage, variance: Storage) {
    precondition(
      x.count == layout.count && mean.count == layout.channels && variance.count == layout.channels)
    let size = layout.positions
    share(layout.channels, each: 2 * layout.samples * size) { channels in
      let first = channels.lowerBound
      ck_channel_moments(
        x.pointer + first * size, mean.pointer + first, variance.pointer + first, Int64(layout.samples),
        Int64(channels.count), Int64(size), Int64(layout.channels * size))
    }
  }

  /// y = (x − center[channel]) · scale[channel] + shift[channel]
  public static func channelAffine(
    _ x: Storage, _ layout: ChannelLayout, center: Storage, scale: Storage, shift: Storage, into y: Storage
  ) {
    precondition(x.count == layout.count && y.count == x.count && center.count == layout.channels)
    precondition(scale.count == layout.channels && shift.count == layout.channels)
    let size = layout.channels * layout.positions
    share(layout.samples, each: size) { samples in
      let start = samples.lowerBound * size
      ck_channel_affine(
        x.pointer + start, center.pointer, scale.pointer, shift.pointer, y.pointer + start,
        Int64(samples.count),
        Int64(layout.channels), Int64(layout.positions))
    }
  }

  /// Σg and Σg·(x − center) of each channel.
  public static func channelSums(
    _ g: Storage, _ x: Storage, _ layout: ChannelLayout, center: Storage, sum: Storage, product: Storage
  ) {
    precondition(g.count == layout.count && x.count == g.count && center.count == layout.channels)
    precondition(sum.count == layout.channels && product.count == layout.channels)
    let size = layout.positions
    share(layout.channels, each: 2 * layout.samples * size) { channels in
      let first = channels.lowerBound
      ck_channel_sums(
        g.pointer + first * size, x.pointer + first * size, center.pointer + first, sum.pointer + first,
        product.pointer + first, Int64(layout.samples), Int64(channels.count), Int64(size),
        Int64(layout.channels * size))
    }
  }

  /// Adds bias[channel] to each element.
  public static func addChannelBias(_ bias: Storage, _ layout: ChannelLayout, into out: Storage) {
    precondition(bias.count == layout.channels && out.count == layout.count)
    let size = layout.channels * layout.positions
    share(layout.samples, each: size) { samples in
      ck_add_channel_bias(
        bias.pointer, out.pointer + samples.lowerBound * size, Int64(samples.count), Int64(layout.channels),
        Int64(layout.positions))
    }
  }

  /// Each row of x becomes its softmax over the elements whose `mask` is not 0, and 0 elsewhere.
  public static func maskedSoftmax(_ x: Storage, columns: Int, mask: Storage) {
    if x.count == 0 { return }
    precondition(x.count % columns == 0 && mask.count == x.count)
    share(x.count / columns, each: 4 * columns) { rows in
      let start = rows.lowerBound * columns
      ck_masked_softmax(
        x.pointer + start, mask.pointer + start, Int64(rows.count), Int64(columns), Int64(columns), false)
    }
  }

  /// Zeroes each element with probability `rate` and scales the others by 1 / (1 − rate); the choice follows from the
  /// seed.
  public static func dropout(_ x: Storage, rate: Float, seed: UInt64, into y: Storage) {
    precondition(x.count == y.count)
    share(x.count, each: 4) { range in
      let start = range.lowerBound
      ck_dropout(x.pointer + start, y.pointer + start, Int64(start), Int64(range.count), rate, seed)
    }
  }

  /// Running sums along the axis, from its end with `reversed`.
  public static func cumulativeSum(_ x: Storage, _ layout: AxisLayout, reversed: Bool, into y: Storage) {
    precondition(x.count == y.count && x.count == layout.outer * layout.count * layout.inner)
    ck_cumulative_sum(
      x.pointer, y.pointer, Int64(layout.outer), Int64(layout.count), Int64(layout.inner), reversed)
  }
}
