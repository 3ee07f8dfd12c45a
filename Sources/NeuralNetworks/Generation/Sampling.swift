private import Platform

/// How the next token is chosen from a model's logits.
///
/// The logits are divided by the temperature. Only the likeliest tokens of the resulting distribution are kept: the
/// first `topK` of them, and of these the fewest whose probabilities reach `topP`. Their probabilities are scaled to
/// sum to 1. References: Fan, Lewis & Dauphin (2018) for top-k; Holtzman et al. (2020) for top-p.
public struct Sampling: Sendable {
  /// Below 1, likely tokens become likelier; above 1, all become more alike; at 0, the likeliest is always chosen.
  public var temperature: Float {
    didSet { check() }
  }
  /// The number of likeliest tokens that are kept; all by default.
  public var topK: Int? {
    didSet { check() }
  }
  /// The probability that the kept tokens must reach together; all are kept by default.
  public var topP: Float? {
    didSet { check() }
  }

  /// A choice by temperature among the tokens that both limits keep.
  public init(temperature: Float = 1, topK: Int? = nil, topP: Float? = nil) {
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
    check()
  }

  private func check() {
    precondition(temperature >= 0, "Sampling expects a temperature of 0 or more but got \(temperature)")
    precondition(topK ?? 1 >= 1, "Sampling expects a topK of 1 or more but got \(topK ?? 0)")
    precondition((topP ?? 1) > 0 && (topP ?? 1) <= 1, "Sampling expects a topP in 0 … 1 but got \(topP ?? 0)")
  }

  /// Always the likeliest token; the first among equally likely ones.
  public static let greedy = Sampling(temperature: 0)

  /// The probabilities of the tokens. A logit that is NaN ranks last and has the probability 0.
  ///
  /// - Precondition: some logit is a number above −∞.
  public func probabilities(_ logits: [Float]) -> [Float] {
    precondition(!logits.isEmpty, "Sampling expects at least one logit")
    let logits = logits.map { $0.isNaN ? -Float.infinity : $0 }
    var (likeliest, top) = (0, logits[0])
    for (token, logit) in logits.enumerated() where logit > top { (likeliest, top) = (token, logit) }
    precondition(
      top > -.infinity, "Sampling expects a logit above −∞ but each of \(logits.count) is NaN or −∞")
    var kept = [Float](repeating: 0, count: logits.count)
    guard temperature > 0 else {
      kept[likeliest] = 1
      return kept
    }
    let order = logits.indices.sorted { (logits[$0], $1) > (logits[$1], $0) }
    let weights = order.map { token in
      // Equal logits have the weight 1, infinite ones too, whose difference is no number; an infinitely lower one has the
      // weight 0, even at an infinite temperature.
      let gap = logits[token] == top ? 0 : logits[token] - top
      return gap == -.infinity ? 0 : exp(Double(gap / temperature))
    }
    var count = min(topK ?? logits.count, logits.count)
    let mass = weights[0..<count].reduce(0, +)
    if let topP {
      var reached = 0.0
      count =
        (0..<count).first { position in
          reached += weights[position]
          return reached >= Double(topP) * mass
        }.map { $0 + 1 } ?? count
    }
    let total = weights[0..<count].reduce(0, +)
    for position in 0..<count { kept[order[position]] = Float(weights[position] / total) }
    return kept
  }

  /// A token drawn with these probabilities.
  public func pick(_ logits: [Float], using generator: inout some RandomNumberGenerator) -> Int {
    let probabilities = probabilities(logits)
    var rest = generator.uniform()
    var last = 0
    for (token, probability) in probabilities.enumerated() where probability > 0 {
      last = token
      rest -= Double(probability)
      if rest < 0 { break }
    }
    return last
  }
}
