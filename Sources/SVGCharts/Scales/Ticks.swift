import Platform

/// A marked place on an axis, and its label.
struct Tick: Equatable {
  var value: Double
  /// Empty for a minor tick.
  var label: String
}

/// Round places for an axis.
enum Ticks {
  /// Multiples of 1, 2 or 5 times a power of ten within the domain, about `count` of them.
  ///
  /// Each is computed from whole numbers, so that three tenths are 0.3.
  static func linear(low: Double, high: Double, count: Int) -> [Double] {
    guard low.isFinite, high.isFinite, high > low, count > 0 else { return [] }
    let (unit, exponent) = step(span: high - low, count: count)
    let power = pow(10, Double(abs(exponent)))
    let size = exponent < 0 ? unit / power : unit * power
    let slack = 1e-9
    let first = (low / size - slack).rounded(.up)
    let last = (high / size + slack).rounded(.down)
    guard last >= first, last - first < 1000 else { return [] }
    return stride(from: first, through: last, by: 1).map { index in
      let value = exponent < 0 ? index * unit / power : index * unit * power
      return value == 0 ? 0 : value
    }
  }

  /// The factor and the power of ten of a round step that cuts `span` into about `count` parts.
  static func step(span: Double, count: Int) -> (unit: Double, exponent: Int) {
    let raw = span / Double(count)
    var exponent = NumberFormat.decimalExponent(raw)
    let fraction = raw / pow(10, Double(exponent))
    // the geometric means between neighbours of 1, 2, 5, 10 divide the choices
    let unit: Double
    switch fraction {
    case ..<1.4142: unit = 1
    case ..<3.1623: unit = 2
    case ..<7.0711: unit = 5
    default:
      unit = 1
      exponent += 1
    }
    return (unit, exponent)
  }

  /// The domain grown to the round steps that enclose it.
  static func nice(low: Double, high: Double, count: Int) -> (low: Double, high: Double) {
    guard high > low, low.isFinite, high.isFinite else { return (low, high) }
    let (unit, exponent) = step(span: high - low, count: count)
    let power = pow(10, Double(abs(exponent)))
    let size = exponent < 0 ? unit / power : unit * power
    let a = (low / size + 1e-9).rounded(.down)
    let b = (high / size - 1e-9).rounded(.up)
    guard (b - a).isFinite, b > a else { return (low, high) }
    return exponent < 0
      ? (a * unit / power, b * unit / power) : (a * unit * power, b * unit * power)
  }

  /// The labels of equally spaced ticks: the same number of decimals on all, M and B for millions and billions.
  static func labels(for values: [Double]) -> [String] {
    guard let greatest = values.map(abs).max(), greatest > 0 else {
      return values.map { NumberFormat.fixed($0, decimals: 0) }
    }
    let gaps = zip(values.dropFirst(), values).map { abs($0 - $1) }
    let gap = gaps.min() ?? greatest
    let exponent = NumberFormat.decimalExponent(greatest)
    if exponent >= 15 || exponent < -4 {
      let digits = max(1, exponent - NumberFormat.decimalExponent(gap * 1.0001) + 1)
      return values.map { NumberFormat.scientific($0, significant: min(digits, 6)) }
    }
    for (power, suffix) in [(12, "T"), (9, "B"), (6, "M")] where exponent >= power {
      let scale = pow(10, Double(power))
      let texts = fixed(values.map { $0 / scale }, gap: gap / scale)
      return zip(values, texts).map { $0 == 0 ? "0" : $1 + suffix }
    }
    return fixed(values, gap: gap)
  }

  /// All with as many decimals as the gap between two of them needs.
  private static func fixed(_ values: [Double], gap: Double) -> [String] {
    var decimals = max(0, -NumberFormat.decimalExponent(gap * 1.0001))
    while decimals < 8, values.contains(where: { isChanged($0, by: decimals, gap: gap) }) { decimals += 1 }
    return values.map { NumberFormat.fixed($0, decimals: decimals) }
  }

  private static func isChanged(_ value: Double, by decimals: Int, gap: Double) -> Bool {
    let scale = pow(10, Double(decimals))
    return abs((value * scale).rounded() / scale - value) > gap * 0.01
  }
}
