import Platform

extension Ticks {
  /// Ticks of a logarithmic axis, about `count` of them with a label and the rest of the 1…9 without.
  ///
  /// Over several decades the powers of ten have labels, perhaps only every second or third; over one or two the
  /// 1, 2, 5 between them as well; within less than a decade the ticks are those of a linear axis.
  static func logarithmic(low: Double, high: Double, count: Int) -> [Tick] {
    guard low > 0, high > low, high.isFinite else { return [] }
    let decades = log10(high) - log10(low)
    if decades < 0.7 {
      let values = linear(low: low, high: high, count: count).filter { $0 > 0 }
      return zip(values, labels(for: values)).map(Tick.init)
    }
    let first = Int(floor(log10(low) - 1e-9))
    let last = Int(ceil(log10(high) + 1e-9))
    let every = max(1, Int((decades / Double(max(1, count))).rounded(.up)))
    let factors: [Int] = decades < 1.6 && count >= 4 ? [1, 2, 5] : [1]
    let isPlain = first >= -4 && last <= 5
    var ticks: [Tick] = []
    for exponent in first...last {
      for factor in 1...9 {
        let value = powerOfTen(exponent, times: Double(factor))
        guard value >= low * (1 - 1e-9), value <= high * (1 + 1e-9) else { continue }
        let isLabelled = factors.contains(factor) && exponent % every == 0
        if !isLabelled, factor != 1, every > 1 || decades > 6 { continue }
        ticks.append(Tick(value: value, label: isLabelled ? label(value, isPlain: isPlain) : ""))
      }
    }
    return ticks
  }

  static func powerOfTen(_ exponent: Int, times factor: Double = 1) -> Double {
    exponent < 0 ? factor / pow(10, Double(-exponent)) : factor * pow(10, Double(exponent))
  }

  private static func label(_ value: Double, isPlain: Bool) -> String {
    isPlain || value == 1 ? NumberFormat.plain(value) : NumberFormat.scientific(value, significant: 1)
  }
}
