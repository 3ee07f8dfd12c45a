import Foundation
import Kernels
import Testing

/// The vector functions compared with the C library's in double precision.
struct FunctionTests {
  private struct Function: Sendable, CustomStringConvertible {
    let description: String
    let kernel: Kernel.Unary
    let range: ClosedRange<Double>
    let exact: @Sendable (Double) -> Double
  }

  private static let functions = [
    Function(description: "exp", kernel: .exp, range: -87...88, exact: exp),
    Function(description: "log", kernel: .log, range: 1e-30...1e30, exact: log),
    Function(description: "tanh", kernel: .tanh, range: -12...12, exact: tanh),
    Function(description: "sigmoid", kernel: .sigmoid, range: -30...30) { 1 / (1 + exp(-$0)) },
    Function(description: "softplus", kernel: .softplus, range: -30...30) { log1p(exp($0)) },
    Function(description: "silu", kernel: .silu, range: -30...30) { $0 / (1 + exp(-$0)) },
    Function(description: "gelu", kernel: .gelu, range: -5...5) { $0 * 0.5 * erfc(-$0 / 2.0.squareRoot()) },
    Function(description: "sqrt", kernel: .sqrt, range: 0...1e10) { $0.squareRoot() },
  ]

  @Test("values are exact to a few units in the last place", arguments: functions.indices)
  func values(_ index: Int) {
    let function = Self.functions[index]
    let (low, high) = (function.range.lowerBound, function.range.upperBound)
    let logarithmic = low > 0
    let inputs = (0...20_000).map { step -> Float in
      let share = Double(step) / 20_000
      return Float(logarithmic ? low * pow(high / low, share) : low + (high - low) * share)
    }
    let out = Storage(uninitialized: inputs.count)
    Kernel.unary(function.kernel, Storage(inputs), into: out)
    var worst = (error: 0.0, input: Float(0))
    for (x, y) in zip(inputs, out.array) {
      let exact = function.exact(Double(x))
      // Near gelu's zero its factors cancel, so its error is relative to x.
      let size = max(exact.magnitude, function.description == "gelu" ? Double(x.magnitude) * 0.5 : 0, 1e-30)
      let error = (Double(y) - exact).magnitude / size
      if error > worst.error { worst = (error, x) }
    }
    #expect(worst.error < 4e-7, "\(function) at \(worst.input): relative error \(worst.error)")
  }

  @Test func `infinities, zeros and not-a-numbers pass through as the C library has them`() {
    let special: [Float] = [.infinity, -.infinity, 0, -0.0, .nan, 1e-42, -1, 88.5, -88.5, 200, -200]
    let out = Storage(uninitialized: special.count)
    func check(_ kernel: Kernel.Unary, allowing least: Float = 0, _ exact: (Float) -> Float) {
      Kernel.unary(kernel, Storage(special), into: out)
      for (x, y) in zip(special, out.array) {
        let wanted = exact(x)
        let close =
          y == wanted || y.isNaN && wanted.isNaN
          || (y - wanted).magnitude <= max(1e-6 * wanted.magnitude, least)
        #expect(close, "\(kernel)(\(x)) = \(y), not \(wanted)")
      }
    }
    check(.exp) { Float(exp(Double($0))) }
    check(.log) { Float(log(Double($0))) }
    check(.tanh) { Float(tanh(Double($0))) }
    check(.sigmoid, allowing: .leastNormalMagnitude) { Float(1 / (1 + exp(-Double($0)))) }
    check(.relu) { $0.isNaN ? .nan : max(0, $0) }
  }

  @Test func `a maximum does not lose a not-a-number`() {
    let out = Storage(uninitialized: 1)
    for position in [0, 3, 17, 20] {
      var values = (0..<21).map(Float.init)
      values[position] = .nan
      Kernel.reduce(.maximum, Storage(values), AxisLayout(outer: 1, count: 21, inner: 1), into: out)
      #expect(out[0].isNaN, "at \(position)")
    }
  }

  @Test func `long sums stay exact`() {
    let ones = Storage(uninitialized: 20_000_001)
    Kernel.fill(ones, with: 1)
    let out = Storage(uninitialized: 1)
    Kernel.reduce(.sum, ones, AxisLayout(outer: 1, count: ones.count, inner: 1), into: out)
    #expect(out[0] == 20_000_001)
  }
}
