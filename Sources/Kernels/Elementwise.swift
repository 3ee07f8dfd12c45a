internal import CKernels

extension Kernel {
  /// A function of one variable, with its constants. Its formula is in CKernels' `unary.h`.
  package struct Unary: Sendable {
    let op: ck_unary_op
    let p: Float
    let q: Float

    /// Whether the slope is computed from the output; from the input otherwise.
    package let slopeReadsOutput: Bool

    private init(_ op: ck_unary_op, _ p: Float = 0, _ q: Float = 0, slopeReadsOutput: Bool = false) {
      self.op = op
      self.p = p
      self.q = q
      self.slopeReadsOutput = slopeReadsOutput
    }

    package static let negate = Unary(ck_negate)
    package static let exp = Unary(ck_exp, slopeReadsOutput: true)
    package static let log = Unary(ck_log)
    package static let sqrt = Unary(ck_sqrt, slopeReadsOutput: true)
    package static let square = Unary(ck_square)
    package static let reciprocal = Unary(ck_reciprocal, slopeReadsOutput: true)
    package static let absolute = Unary(ck_absolute)
    package static let sign = Unary(ck_sign)
    package static let relu = Unary(ck_relu)
    package static let sigmoid = Unary(ck_sigmoid, slopeReadsOutput: true)
    package static let tanh = Unary(ck_tanh, slopeReadsOutput: true)
    package static let softplus = Unary(ck_softplus)
    package static let silu = Unary(ck_silu)
    package static let gelu = Unary(ck_gelu)
    package static let geluTanh = Unary(ck_gelu_tanh)
    package static let sine = Unary(ck_sine)
    package static let cosine = Unary(ck_cosine)

    package static func power(_ exponent: Float) -> Unary { Unary(ck_power, exponent) }
    package static func clamp(_ low: Float, _ high: Float) -> Unary { Unary(ck_clamp, low, high) }
    package static func addScalar(_ value: Float) -> Unary { Unary(ck_add_scalar, value) }
    package static func multiplyScalar(_ value: Float) -> Unary { Unary(ck_multiply_scalar, value) }
    package static func divideScalar(_ value: Float) -> Unary { Unary(ck_divide_scalar, value) }
    package static func divideIntoScalar(_ value: Float) -> Unary { Unary(ck_divide_into_scalar, value) }
    package static func leakyReLU(slope: Float) -> Unary { Unary(ck_leaky_relu, slope) }
    package static func elu(alpha: Float) -> Unary { Unary(ck_elu, alpha) }
  }

  /// out[i] = f(x[i])
  package static func unary(_ function: Unary, _ x: Storage, into out: Storage) {
    precondition(x.count == out.count)
    ck_unary(function.op, x.pointer, out.pointer, Int64(x.count), function.p, function.q)
  }

  /// out[i] = g[i] · f′, computed from `saved`: the function's output if `slopeReadsOutput`, its input otherwise.
  package static func unaryGradient(_ function: Unary, _ g: Storage, saved: Storage, into out: Storage) {
    precondition(g.count == saved.count && g.count == out.count)
    ck_unary_gradient(
      function.op, g.pointer, saved.pointer, out.pointer, Int64(g.count), function.p, function.q)
  }

  /// The Gaussian error linear unit and its slope, which share their costly parts.
  public static func gelu(_ x: Storage, into out: Storage, slope: Storage) {
    precondition(x.count == out.count && x.count == slope.count)
    share(x.count, each: 8) { range in
      let start = range.lowerBound
      ck_gelu_with_slope(x.pointer + start, out.pointer + start, slope.pointer + start, Int64(range.count))
    }
  }
}

extension Kernel {
  /// A function of two variables. Its formula is in CKernels' `binary.h`.
  package struct Binary: Sendable, Equatable {
    let op: ck_binary_op

    private init(_ op: ck_binary_op) { self.op = op }

    package static let add = Binary(ck_binary_add)
    package static let subtract = Binary(ck_binary_subtract)
    package static let multiply = Binary(ck_binary_multiply)
    package static let divide = Binary(ck_binary_divide)
    package static let maximum = Binary(ck_binary_maximum)
    package static let minimum = Binary(ck_binary_minimum)
    package static let power = Binary(ck_binary_power_of)
    package static let less = Binary(ck_binary_less)
    package static let greater = Binary(ck_binary_greater)
    package static let equal = Binary(ck_binary_equal)
    /// The share of the gradient of the greater (or lesser) that `a` gets: ½ if both are equal. NaN neither wins nor
    /// loses, so both get all of it, as in PyTorch.
    package static let shareOfMaximum = Binary(ck_binary_share_of_maximum)
    package static let shareOfMinimum = Binary(ck_binary_share_of_minimum)
    /// a · b, and 0 where b is 0, even if a is infinite.
    package static let maskedProduct = Binary(ck_binary_masked_product)
    package static let squareDifference = Binary(ck_binary_square_difference)
  }

  /// out[i] = a[i] op b[i]; `out` may be `a` or `b`.
  package static func binary(_ op: Binary, _ a: Storage, _ b: Storage, into out: Storage) {
    precondition(a.count == out.count && b.count == out.count)
    share(out.count, each: 1) { range in
      var size = Int64(range.count)
      var stride: Int64 = 1
      let start = range.lowerBound
      ck_binary(
        op.op, a.pointer + start, b.pointer + start, out.pointer + start, 1, &size, &stride, &stride)
    }
  }

  /// out = a op b over the axes of `sizes`; an operand repeats along an axis where its stride is 0.
  package static func binary(
    _ op: Binary, _ a: Storage, strides aStrides: Strides, _ b: Storage, strides bStrides: Strides,
    into out: Storage, sizes: Strides
  ) {
    precondition(sizes.product == out.count)
    precondition(aStrides.reach(sizes) < a.count && bStrides.reach(sizes) < b.count || out.count == 0)
    sizes.withPointer { sizes in
      aStrides.withPointer { aStrides in
        bStrides.withPointer { bStrides in
          ck_binary(op.op, a.pointer, b.pointer, out.pointer, 6, sizes, aStrides, bStrides)
        }
      }
    }
  }
}
