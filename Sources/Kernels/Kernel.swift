internal import CKernels

/// Loops over storages: counts are checked here, shapes by the caller.
public enum Kernel {
  /// A function of one variable, with the constants that are part of it.
  public enum Unary: Sendable {
    case negate, exp, log, sqrt, square, reciprocal, absolute, sign
    case power(Float), clamp(Float, Float)
    case addScalar(Float), multiplyScalar(Float), divideScalar(Float), divideIntoScalar(Float)
    case relu, leakyReLU(slope: Float), sigmoid, tanh, softplus, siLU, geLU, geLUTanh, eLU(alpha: Float)
    case sine, cosine

    /// Whether the slope is computed from the output; from the input otherwise.
    public var slopeReadsOutput: Bool {
      switch self {
      case .exp, .sqrt, .reciprocal, .sigmoid, .tanh: true
      default: false
      }
    }

    @inline(__always)
    var code: (op: ck_unary_op, p: Float, q: Float) {
      switch self {
      case .negate: (ck_negate, 0, 0)
      case .exp: (ck_exp, 0, 0)
      case .log: (ck_log, 0, 0)
      case .sqrt: (ck_sqrt, 0, 0)
      case .square: (ck_square, 0, 0)
      case .reciprocal: (ck_reciprocal, 0, 0)
      case .absolute: (ck_absolute, 0, 0)
      case .sign: (ck_sign, 0, 0)
      case .power(let exponent): (ck_power, exponent, 0)
      case .clamp(let low, let high): (ck_clamp, low, high)
      case .addScalar(let value): (ck_add_scalar, value, 0)
      case .multiplyScalar(let value): (ck_multiply_scalar, value, 0)
      case .divideScalar(let value): (ck_divide_scalar, value, 0)
      case .divideIntoScalar(let value): (ck_divide_into_scalar, value, 0)
      case .relu: (ck_relu, 0, 0)
      case .leakyReLU(let slope): (ck_leaky_relu, slope, 0)
      case .sigmoid: (ck_sigmoid, 0, 0)
      case .tanh: (ck_tanh, 0, 0)
      case .softplus: (ck_softplus, 0, 0)
      case .siLU: (ck_silu, 0, 0)
      case .geLU: (ck_gelu, 0, 0)
      case .geLUTanh: (ck_gelu_tanh, 0, 0)
      case .eLU(let alpha): (ck_elu, alpha, 0)
      case .sine: (ck_sine, 0, 0)
      case .cosine: (ck_cosine, 0, 0)
      }
    }
  }

  /// out[i] = f(x[i])
  public static func unary(_ function: Unary, _ x: Storage, into out: Storage) {
    precondition(x.count == out.count)
    let code = function.code
    ck_unary(code.op, x.pointer, out.pointer, Int64(x.count), code.p, code.q)
  }

  /// out[i] = g[i] · f′, with `saved` the function's output or input as `slopeReadsOutput` says.
  public static func unaryGradient(_ function: Unary, _ g: Storage, saved: Storage, into out: Storage) {
    precondition(g.count == saved.count && g.count == out.count)
    let code = function.code
    ck_unary_gradient(code.op, g.pointer, saved.pointer, out.pointer, Int64(g.count), code.p, code.q)
  }

  /// The Gaussian error linear unit and its slope, which share their costly parts.
  public static func geLU(_ x: Storage, into out: Storage, slope: Storage) {
    precondition(x.count == out.count && x.count == slope.count)
    share(x.count, each: 8) { range in
      let start = range.lowerBound
      ck_gelu_with_slope(x.pointer + start, out.pointer + start, slope.pointer + start, Int64(range.count))
    }
  }

  /// A function of two variables.
  public enum Binary: Sendable {
    case add, subtract, multiply, divide, maximum, minimum, power, less, greater, equal, squareDifference

    var code: ck_binary_op {
      switch self {
      case .add: ck_binary_add
      case .subtract: ck_binary_subtract
      case .multiply: ck_binary_multiply
      case .divide: ck_binary_divide
      case .maximum: ck_binary_maximum
      case .minimum: ck_binary_minimum
      case .power: ck_binary_power_of
      case .less: ck_binary_less
      case .greater: ck_binary_greater
      case .equal: ck_binary_equal
      case .squareDifference: ck_binary_square_difference
      }
    }
  }

  /// out[i] = a[i] op b[i]; `out` may be `a` or `b`.
  public static func binary(_ op: Binary, _ a: Storage, _ b: Storage, into out: Storage) {
    precondition(a.count == out.count && b.count == out.count)
    share(out.count, each: 1) { range in
      var size = Int64(range.count)
      var stride: Int64 = 1
      let start = range.lowerBound
      ck_binary(
        op.code, a.pointer + start, b.pointer + start, out.pointer + start, 1, &size, &stride, &stride)
    }
  }

  /// out = a op b over the axes of `sizes`; where an operand's stride is 0, it repeats.
  public static func binary(
    _ op: Binary, _ a: Storage, strides aStrides: Strides, _ b: Storage, strides bStrides: Strides,
    into out: Storage, sizes: Strides
  ) {
    precondition(sizes.product == out.count)
    precondition(aStrides.reach(sizes) < a.count && bStrides.reach(sizes) < b.count || out.count == 0)
    sizes.withPointer { sizes in
      aStrides.withPointer { aStrides in
        bStrides.withPointer { bStrides in
          ck_binary(op.code, a.pointer, b.pointer, out.pointer, 6, sizes, aStrides, bStrides)
        }
      }
    }
  }

  /// Sets every element.
  public static func fill(_ out: Storage, with value: Float) {
    ck_fill(out.pointer, Int64(out.count), value)
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
    ck_select(condition.pointer, a.pointer, b.pointer, out.pointer, Int64(out.count))
  }

  /// Σ x², in double precision over blocks.
  public static func sumOfSquares(_ x: Storage) -> Double { ck_sum_of_squares(x.pointer, Int64(x.count)) }

  /// Whether no element is infinite or not a number.
  public static func allFinite(_ x: Storage) -> Bool { ck_all_finite(x.pointer, Int64(x.count)) }
}
