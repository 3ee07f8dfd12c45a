extension Tensor: CustomStringConvertible {
  /// The shape and the elements, rounded to `digits` significant ones and aligned; long axes are elided.
  ///
  ///     Tensor [2, 3]
  ///     [[ 1.0,  2.0,  3.0],
  ///      [-4.0,  5.5,  6.0]]
  public var description: String {
    rank == 0 ? NumberFormat(scalars)(storage[0]) : "Tensor \(shape)\n" + TensorText(self).body
  }
}

/// A format for numbers that are shown together: all with the same number of decimals, or all in scientific notation.
struct NumberFormat {
  private let decimals: Int
  private let scientific: Bool

  /// A format that shows four significant digits, or fewer if the numbers have fewer.
  init(_ numbers: [Float]) {
    let sizes = numbers.lazy.filter(\.isFinite).map(\.magnitude).filter { $0 > 0 }
    let (least, greatest) = (sizes.min() ?? 1, sizes.max() ?? 1)
    scientific = greatest >= 1e8 || least < 1e-4 && greatest < 1e-2 || greatest / least > 1e8
    var needed = 1
    if !scientific {
      for number in numbers where number.isFinite {
        while needed < 4 && Self.fixed(number, needed) != Self.fixed(number, 4) { needed += 1 }
      }
    }
    decimals = scientific ? 4 : needed
  }

  func callAsFunction(_ number: Float) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    return scientific ? Self.scientific(number, decimals) : Self.text(number, decimals)
  }

  /// The number rounded to `decimals` decimals.
  private static func fixed(_ number: Float, _ decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return (Double(number) * scale).rounded() / scale
  }

  private static func text(_ number: Float, _ decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (Double(number.magnitude) * scale).rounded()
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: Swift.max(0, decimals + 1 - digits.count)) + digits
    let sign = number < 0 && scaled > 0 ? "-" : ""
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  private static func scientific(_ number: Float, _ decimals: Int) -> String {
    if number == 0 { return text(0, decimals) + "e+00" }
    var mantissa = Double(number)
    var exponent = 0
    while mantissa.magnitude >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa.magnitude < 1 {
      mantissa *= 10
      exponent -= 1
    }
    var shown = text(Float(mantissa), decimals)
    if shown.hasPrefix("10.") || shown.hasPrefix("-10.") {
      shown = text(Float(mantissa / 10), decimals)
      exponent += 1
    }
    let digits = String(exponent.magnitude)
    return shown + (exponent < 0 ? "e-" : "e+") + (digits.count < 2 ? "0" : "") + digits
  }
}

/// The nested brackets of a tensor's description.
private struct TensorText {
  let body: String

  // Of a large tensor, only the ends of axes longer than this are shown.
  private static let edge = 3
  private static let elidedFrom = 200

  init(_ tensor: Tensor) {
    let elides = tensor.elementCount > Self.elidedFrom
    let shown = Self.positions(tensor.shape, elides)
    var columns: [Float] = []
    Self.visit(tensor, shown, axis: 0, offset: 0) { columns.append($0) }
    let format = NumberFormat(columns)
    let width = columns.map { format($0).count }.max() ?? 0
    body = Self.text(tensor, shown, axis: 0, offset: 0, format, width)
  }

  /// The positions to show along each axis; nil marks those that are left out.
  private static func positions(_ shape: Shape, _ elides: Bool) -> [[Int?]] {
    shape.map { size in
      guard elides && size > 2 * edge else { return Array(0..<size) }
      return Array(0..<edge) + [nil] + Array(size - edge..<size)
    }
  }

  private static func step(_ tensor: Tensor, _ axis: Int) -> Int {
    tensor.shape.dropFirst(axis + 1).reduce(1, *)
  }

  private static func visit(
    _ tensor: Tensor, _ shown: [[Int?]], axis: Int, offset: Int, _ body: (Float) -> Void
  ) {
    for case let position? in shown[axis] {
      let next = offset + position * step(tensor, axis)
      if axis == tensor.rank - 1 {
        body(tensor.storage[next])
      } else {
        visit(tensor, shown, axis: axis + 1, offset: next, body)
      }
    }
  }

  private static func text(
    _ tensor: Tensor, _ shown: [[Int?]], axis: Int, offset: Int, _ format: NumberFormat, _ width: Int
  ) -> String {
    let innermost = axis == tensor.rank - 1
    let parts = shown[axis].map { position -> String in
      guard let position else { return "…" }
      let next = offset + position * step(tensor, axis)
      if innermost {
        let number = format(tensor.storage[next])
        return String(repeating: " ", count: width - number.count) + number
      }
      return text(tensor, shown, axis: axis + 1, offset: next, format, width)
    }
    let breaks = String(repeating: "\n", count: Swift.max(1, tensor.rank - 1 - axis))
    let separator = innermost ? ", " : "," + breaks + String(repeating: " ", count: axis + 1)
    return "[" + parts.joined(separator: separator) + "]"
  }
}
