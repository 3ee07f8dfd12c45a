import Tensors

/// Additions written as text, a character a token: `12+7` becomes `19`.
///
/// Both numbers have at most `digits` digits. With `padded` they have exactly as many, with zeros in front, and
/// the sum has one more, so that all texts are equally long.
/// Source of the idea: the Keras example "Sequence to sequence learning for performing number addition".
public struct Sums: Sendable {
  /// How many digits a number may have.
  public let digits: Int
  /// Whether numbers are filled up with zeros to one length.
  public let padded: Bool

  /// Sums of numbers with up to `digits` digits.
  public init(digits: Int, padded: Bool = false) {
    precondition((1...9).contains(digits), "Sums expects 1 to 9 digits but got \(digits)")
    self.digits = digits
    self.padded = padded
  }

  /// The tokens that occur.
  public static let vocabulary = (0...9).map { "\($0)" } + ["+"]

  /// One addition. A digit of the sum is aligned with the two digits of its place; the carry has none.
  ///
  /// Use `sourceReversed` or `targetReversed` to have it written the other way round: from the end, a sum can be
  /// worked out digit by digit.
  public func pair(_ a: Int, _ b: Int) -> SequencePair<String> {
    let limit = (0..<digits).reduce(1) { power, _ in power * 10 }
    precondition(
      (0..<limit).contains(a) && (0..<limit).contains(b),
      "Sums of \(digits) digits expects numbers below \(limit) but got \(a) and \(b)")
    let left = written(a, width: digits)
    let right = written(b, width: digits)
    let sum = written(a + b, width: digits + 1)
    return SequencePair(
      source: left + ["+"] + right, target: sum,
      alignment: sum.indices.map { index in
        let place = sum.count - 1 - index
        let inLeft = place < left.count ? [left.count - 1 - place] : []
        let inRight = place < right.count ? [left.count + right.count - place] : []
        return inLeft + inRight
      })
  }

  /// All additions, in order of the first number and then of the second.
  public var all: [SequencePair<String>] {
    let limit = (0..<digits).reduce(1) { power, _ in power * 10 }
    return (0..<limit).flatMap { a in (0..<limit).map { b in pair(a, b) } }
  }

  /// Different additions drawn at random.
  ///
  /// - Precondition: there are as many.
  public func pairs(_ count: Int, using rng: inout some RandomNumberGenerator) -> [SequencePair<String>] {
    let limit = (0..<digits).reduce(1) { power, _ in power * 10 }
    precondition(
      (0...limit * limit).contains(count),
      "there are \(limit * limit) different sums but \(count) were asked for")
    var drawn: Set<Int> = []
    return (0..<count).map { _ in
      var number = rng.integer(below: limit * limit)
      while !drawn.insert(number).inserted { number = rng.integer(below: limit * limit) }
      return pair(number / limit, number % limit)
    }
  }

  private func written(_ number: Int, width: Int) -> [String] {
    let text = String(number).map(String.init)
    return padded ? [String](repeating: "0", count: max(0, width - text.count)) + text : text
  }
}
