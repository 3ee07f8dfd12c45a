internal import CKernels

/// The extents around the axis that an operation runs along: `[outer, count, inner]`.
public struct AxisLayout: Sendable {
  /// The product of the sizes before the axis.
  public let outer: Int
  /// The axis's size.
  public let count: Int
  /// The product of the sizes after the axis: the distance between adjacent elements along it.
  public let inner: Int

  /// The extents before, along and after an axis.
  public init(outer: Int, count: Int, inner: Int) {
    self.outer = outer
    self.count = count
    self.inner = inner
  }
}

extension Kernel {
  /// How the elements along an axis are combined.
  public enum Reduction: Sendable {
    case sum, maximum, minimum

    var code: ck_reduction {
      switch self {
      case .sum: ck_sum
      case .maximum: ck_maximum_of
      case .minimum: ck_minimum_of
      }
    }
  }

  /// Reduces the middle of `[outer, count, inner]`; an empty axis gives the operation's neutral element.
  public static func reduce(_ op: Reduction, _ x: Storage, _ layout: AxisLayout, into out: Storage) {
    precondition(x.count == layout.outer * layout.count * layout.inner)
    precondition(out.count == layout.outer * layout.inner)
    ck_reduce(
      op.code, x.pointer, out.pointer, Int64(layout.outer), Int64(layout.count), Int64(layout.inner))
  }

  /// The index of the first greatest (or least) element along the axis.
  public static func argReduce(least: Bool, _ x: Storage, _ layout: AxisLayout) -> [Int32] {
    precondition(x.count == layout.outer * layout.count * layout.inner && layout.count > 0)
    return [Int32](unsafeUninitializedCapacity: layout.outer * layout.inner) { buffer, count in
      count = layout.outer * layout.inner
      guard let base = buffer.baseAddress else { return }
      let (size, inner) = (layout.count * layout.inner, layout.inner)
      share(layout.outer, each: size) { places in
        ck_arg_reduce(
          least, x.pointer + places.lowerBound * size, base + places.lowerBound * inner, Int64(places.count),
          Int64(layout.count), Int64(inner))
      }
    }
  }

  /// Softmax, or its logarithm, of each row of `columns`.
  public static func softmax(_ x: Storage, columns: Int, logarithm: Bool, into out: Storage) {
    precondition(x.count == out.count && columns > 0 && x.count % columns == 0)
    share(x.count / columns, each: 4 * columns) { rows in
      let start = rows.lowerBound * columns
      ck_softmax(x.pointer + start, out.pointer + start, Int64(rows.count), Int64(columns), logarithm)
    }
  }

  /// The gradient of `softmax` from its output.
  public static func softmaxGradient(
    _ g: Storage, output: Storage, columns: Int, logarithm: Bool, into out: Storage
  ) {
    precondition(g.count == out.count && output.count == out.count && columns > 0)
    share(g.count / columns, each: 2 * columns) { rows in
      let start = rows.lowerBound * columns
      ck_softmax_gradient(
        g.pointer + start, output.pointer + start, out.pointer + start, Int64(rows.count), Int64(columns),
        logarithm)
    }
  }

  /// out[r] = log Σ e^x[r]
  public static func logSumExp(_ x: Storage, columns: Int, into out: Storage) {
    precondition(x.count == out.count * columns)
    share(out.count, each: 4 * columns) { rows in
      ck_log_sum_exp(
        x.pointer + rows.lowerBound * columns, out.pointer + rows.lowerBound, Int64(rows.count),
        Int64(columns))
    }
  }

  /// The loss of each row and the softmax of its logits; labels must lie in 0 ..< columns.
  public static func crossEntropy(
    _ logits: Storage, labels: [Int32], columns: Int, losses: Storage, probabilities: Storage
  ) {
    precondition(labels.count == losses.count && logits.count == labels.count * columns)
    precondition(probabilities.count == logits.count)
    labels.withUnsafeBufferPointer { labels in
      guard let base = labels.baseAddress else { return }
      share(labels.count, each: 4 * columns) { rows in
        let (first, start) = (rows.lowerBound, rows.lowerBound * columns)
        ck_cross_entropy(
          logits.pointer + start, base + first, losses.pointer + first, probabilities.pointer + start,
          Int64(rows.count), Int64(columns))
      }
    }
  }

  /// out = g · factor · (p − onehot(label)) for each row; `g` has one element for all rows or one for each.
  public static func crossEntropyGradient(
    _ g: Storage, factor: Float, probabilities: Storage, labels: [Int32], columns: Int, into out: Storage
  ) {
    precondition(probabilities.count == out.count && out.count == labels.count * columns)
    precondition(g.count == 1 || g.count == labels.count)
    labels.withUnsafeBufferPointer { labels in
      guard let base = labels.baseAddress else { return }
      share(labels.count, each: columns) { rows in
        let (first, start) = (rows.lowerBound, rows.lowerBound * columns)
        ck_cross_entropy_gradient(
          probabilities.pointer + start, base + first, g.pointer + (g.count == 1 ? 0 : first),
          g.count == 1 ? 0 : 1, factor, out.pointer + start, Int64(rows.count), Int64(columns))
      }
    }
  }

  /// losses = softplus(x) − x · t
  public static func binaryCrossEntropy(_ x: Storage, targets t: Storage, into losses: Storage) {
    precondition(x.count == t.count && x.count == losses.count)
    share(x.count, each: 8) { range in
      let start = range.lowerBound
      ck_binary_cross_entropy(
        x.pointer + start, t.pointer + start, losses.pointer + start, Int64(range.count))
    }
  }

  /// out = g · factor · (σ(x) − t); `g` has one element for all or one for each.
  public static func binaryCrossEntropyGradient(
    _ g: Storage, factor: Float, _ x: Storage, targets t: Storage, into out: Storage
  ) {
    precondition(x.count == t.count && x.count == out.count && (g.count == 1 || g.count == x.count))
    share(x.count, each: 8) { range in
      let start = range.lowerBound
      ck_binary_cross_entropy_gradient(
        x.pointer + start, t.pointer + start, g.pointer + (g.count == 1 ? 0 : start), g.count == 1 ? 0 : 1,
        factor,
        out.pointer + start, Int64(range.count))
    }
  }
}
