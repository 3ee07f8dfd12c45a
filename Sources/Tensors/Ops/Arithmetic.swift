internal import Kernels

extension Tensor {
  /// a op b with broadcasting, without a record.
  @inline(__always)
  static func combined(_ name: StaticString, _ op: Kernel.Binary, _ a: Tensor, _ b: Tensor) -> Tensor {
    if a.shape == b.shape {
      return build(a.shape) { Kernel.binary(op, a.storage, b.storage, into: $0) }
    }
    guard let shape = a.shape.broadcast(with: b.shape) else {
      preconditionFailure("\(name) expects shapes that broadcast but got \(a.shape) and \(b.shape)")
    }
    return build(shape) {
      Kernel.binary(
        op, a.storage, strides: a.shape.broadcastStrides, b.storage, strides: b.shape.broadcastStrides,
        into: $0,
        sizes: shape.kernelSizes)
    }
  }

  /// a + b, element by element; a smaller shape is broadcast.
  ///
  /// Gradient: `g` for both, summed over the axes that were broadcast.
  public static func + (a: Tensor, b: Tensor) -> Tensor {
    combined("+", .add, a, b).recorded("+", from: a, b) { [a = a.shape, b = b.shape] g, inputs in
      inputs.add(0) { g.summed(to: a) }
      inputs.add(1) { g.summed(to: b) }
    }
  }

  /// a − b, element by element; a smaller shape is broadcast.
  ///
  /// Gradient: `g` and `−g`.
  public static func - (a: Tensor, b: Tensor) -> Tensor {
    combined("-", .subtract, a, b).recorded("-", from: a, b) { [a = a.shape, b = b.shape] g, inputs in
      inputs.add(0) { g.summed(to: a) }
      inputs.add(1) { -g.summed(to: b) }
    }
  }

  /// a · b, element by element; a smaller shape is broadcast.
  ///
  /// Gradient: `g · b` and `g · a`.
  public static func * (a: Tensor, b: Tensor) -> Tensor {
    let y = combined("*", .multiply, a, b)
    return y.recorded("*", from: a, b) { [a = a.detached(), b = b.detached()] g, inputs in
      inputs.add(0) { (g * b).summed(to: a.shape) }
      inputs.add(1) { (g * a).summed(to: b.shape) }
    }
  }

  /// a / b, element by element; a smaller shape is broadcast.
  ///
  /// Gradient: `g / b` and `−g · y / b`.
  public static func / (a: Tensor, b: Tensor) -> Tensor {
    let y = combined("/", .divide, a, b)
    return y.recorded("/", from: a, b) { [a = a.shape, b = b.detached(), y = y.detached()] g, inputs in
      inputs.add(0) { (g / b).summed(to: a) }
      inputs.add(1) { (-(g * y) / b).summed(to: b.shape) }
    }
  }

  /// The greater of a and b, element by element. Where both are equal, each gets half of the gradient.
  public static func maximum(_ a: Tensor, _ b: Tensor) -> Tensor { extreme("maximum", .maximum, a, b) }

  /// The lesser of a and b, element by element. Where both are equal, each gets half of the gradient.
  public static func minimum(_ a: Tensor, _ b: Tensor) -> Tensor { extreme("minimum", .minimum, a, b) }

  private static func extreme(_ name: StaticString, _ op: Kernel.Binary, _ a: Tensor, _ b: Tensor) -> Tensor {
    let y = combined(name, op, a, b)
    return y.recorded(name, from: a, b) { [a = a.detached(), b = b.detached()] g, inputs in
      let share: Kernel.Binary = op == .maximum ? .shareOfMaximum : .shareOfMinimum
      inputs.add(0) { g.masked(by: combined(name, share, a, b)).summed(to: a.shape) }
      inputs.add(1) { g.masked(by: combined(name, share, b, a)).summed(to: b.shape) }
    }
  }

  /// This gradient times a slope, and 0 wherever the slope is 0, even if the gradient is infinite.
  func masked(by slope: Tensor) -> Tensor { Tensor.combined("masked", .maskedProduct, self, slope) }

  /// (a − b)², element by element; a smaller shape is broadcast.
  public static func squaredDifference(_ a: Tensor, _ b: Tensor) -> Tensor {
    let y = combined("squaredDifference", .squareDifference, a, b)
    return y.recorded("squaredDifference", from: a, b) { [a = a.detached(), b = b.detached()] g, inputs in
      let slope = 2 * g * (a - b)
      inputs.add(0) { slope.summed(to: a.shape) }
      inputs.add(1) { -slope.summed(to: b.shape) }
    }
  }

  /// a to the power b, element by element; `a` must not be negative if `b` needs a gradient.
  ///
  /// Gradient: `g · b · aᵇ⁻¹`, 0 where b is 0, and `g · y · ln a`, 0 where a is 0 and b not negative: as in PyTorch.
  public static func power(_ a: Tensor, _ b: Tensor) -> Tensor {
    let y = combined("power", .power, a, b)
    return y.recorded("power", from: a, b) {
      [a = a.detached(), b = b.detached(), y = y.detached()] g, inputs in
      // If the product would be 0 · ∞, the slope is 0: a⁰ is 1 everywhere, and 0ᵇ is 0 for every b above 0.
      inputs.add(0) { .where(b, g * (b * power(a, b - 1)), else: 0).summed(to: a.shape) }
      inputs.add(1) {
        let isFlat = a.isEqual(to: 0) * (1 - b.isLess(than: 0))
        return .where(isFlat, 0, else: g * (y * a.log())).summed(to: b.shape)
      }
    }
  }
}

/// Arithmetic with a number, and the assignments.
///
/// Operators that mix a tensor and a number are disfavored; otherwise `+` in `[Float].reduce(0, +)` would be ambiguous.
/// The assignments with a tensor are disfavored, so that the literal in `t *= 2` is a number.
extension Tensor {
  /// Adds `b` to each element.
  @_disfavoredOverload
  public static func + (a: Tensor, b: Float) -> Tensor { a.mapped("+", .addScalar(b)) }
  /// Adds `a` to each element of `b`.
  @_disfavoredOverload
  public static func + (a: Float, b: Tensor) -> Tensor { b.mapped("+", .addScalar(a)) }
  /// Subtracts `b` from each element.
  @_disfavoredOverload
  public static func - (a: Tensor, b: Float) -> Tensor { a.mapped("-", .addScalar(-b)) }
  /// `a` minus each element of `b`.
  @_disfavoredOverload
  public static func - (a: Float, b: Tensor) -> Tensor { -b + a }
  /// Multiplies each element by `b`.
  @_disfavoredOverload
  public static func * (a: Tensor, b: Float) -> Tensor { a.mapped("*", .multiplyScalar(b)) }
  /// Multiplies each element of `b` by `a`.
  @_disfavoredOverload
  public static func * (a: Float, b: Tensor) -> Tensor { b.mapped("*", .multiplyScalar(a)) }
  /// Divides each element by `b`; by 0 gives ±∞ or NaN, as numbers do.
  @_disfavoredOverload
  public static func / (a: Tensor, b: Float) -> Tensor {
    // A true division both ways: multiplying by the reciprocal would make 41 / 41 less than 1.
    a.divided(by: b).recorded("/", from: a) { g in g.divided(by: b) }
  }
  /// `a` divided by each element of `b`; where that is 0, ±∞ or NaN.
  @_disfavoredOverload
  public static func / (a: Float, b: Tensor) -> Tensor { b.mapped("/", .divideIntoScalar(a)) }

  /// self / b without a record.
  private func divided(by b: Float) -> Tensor {
    Tensor.build(shape) { Kernel.unary(.divideScalar(b), storage, into: $0) }
  }

  @_disfavoredOverload
  public static func += (a: inout Tensor, b: Tensor) { a = a + b }
  @_disfavoredOverload
  public static func -= (a: inout Tensor, b: Tensor) { a = a - b }
  @_disfavoredOverload
  public static func *= (a: inout Tensor, b: Tensor) { a = a * b }
  @_disfavoredOverload
  public static func /= (a: inout Tensor, b: Tensor) { a = a / b }
  public static func += (a: inout Tensor, b: Float) { a = a + b }
  public static func -= (a: inout Tensor, b: Float) { a = a - b }
  public static func *= (a: inout Tensor, b: Float) { a = a * b }
  public static func /= (a: inout Tensor, b: Float) { a = a / b }
}

/// Comparisons: 1 where they are true, else 0. No gradient flows through.
extension Tensor {
  /// 1 where an element is less than the other's, else 0.
  public func isLess(than other: Tensor) -> Tensor { Tensor.combined("isLess", .less, self, other) }

  /// 1 where an element is greater than the other's, else 0.
  public func isGreater(than other: Tensor) -> Tensor { Tensor.combined("isGreater", .greater, self, other) }

  /// 1 where elements are equal, else 0.
  public func isEqual(to other: Tensor) -> Tensor { Tensor.combined("isEqual", .equal, self, other) }

  /// `a` where the condition is not 0, else `b`; all shapes broadcast.
  ///
  /// Gradient: `g` to the one that was chosen. The condition gets none.
  public static func `where`(_ condition: Tensor, _ a: Tensor, else b: Tensor) -> Tensor {
    guard let ab = a.shape.broadcast(with: b.shape), let shape = ab.broadcast(with: condition.shape) else {
      preconditionFailure(
        "where expects shapes that broadcast but got \(condition.shape), \(a.shape) and \(b.shape)")
    }
    let mask = condition.detached().broadcast(to: shape)
    let (x, z) = (a.detached().broadcast(to: shape), b.detached().broadcast(to: shape))
    let y = build(shape) { Kernel.select(mask.storage, x.storage, z.storage, into: $0) }
    return y.recorded("where", from: a, b) { [a = a.shape, b = b.shape] g, inputs in
      let none = zeros(g.shape)
      inputs.add(0) {
        build(g.shape) { Kernel.select(mask.storage, g.storage, none.storage, into: $0) }.summed(to: a)
      }
      inputs.add(1) {
        build(g.shape) { Kernel.select(mask.storage, none.storage, g.storage, into: $0) }.summed(to: b)
      }
    }
  }
}
