internal import CKernels

/// Loops over storages: counts are checked here, shapes by the caller.
public enum Kernel {
  /// out[i] = value
  public static func fill(_ out: Storage, with value: Float) {
    share(out.count, each: 1) { ck_fill(out.pointer + $0.lowerBound, Int64($0.count), value) }
  }

  /// out[i] = x[i]
  public static func copy(_ x: Storage, into out: Storage) {
    precondition(x.count == out.count)
    out.pointer.update(from: x.pointer, count: x.count)
  }

  /// y += scale · x
  public static func accumulate(_ x: Storage, into y: Storage, scale: Float = 1) {
    precondition(x.count == y.count)
    share(x.count, each: 1) { range in
      ck_accumulate(x.pointer + range.lowerBound, y.pointer + range.lowerBound, Int64(range.count), scale)
    }
  }

  /// out[i] = condition[i] ≠ 0 ? a[i] : b[i]
  public static func select(_ condition: Storage, _ a: Storage, _ b: Storage, into out: Storage) {
    precondition(condition.count == out.count && a.count == out.count && b.count == out.count)
    share(out.count, each: 1) { range in
      let start = range.lowerBound
      ck_select(
        condition.pointer + start, a.pointer + start, b.pointer + start, out.pointer + start,
        Int64(range.count))
    }
  }

  /// Σ x², in double precision over blocks.
  public static func sumOfSquares(_ x: Storage) -> Double { ck_sum_of_squares(x.pointer, Int64(x.count)) }

  /// Whether no element is infinite or not a number.
  public static func allFinite(_ x: Storage) -> Bool { ck_all_finite(x.pointer, Int64(x.count)) }
}
