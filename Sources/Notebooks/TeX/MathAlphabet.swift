/// A mathematical alphabet. Browsers support these as separate characters, not as styles.
enum MathAlphabet {
  case italic
  case upright
  case bold
  /// Letters in bold italics; digits and Greek capitals in bold.
  case boldItalic
  case blackboard
  case calligraphic
  case fraktur
  case sansSerif
  case typewriter

  /// Whether consecutive letters form one word, as in `\mathrm{softmax}`.
  var makesWords: Bool { self != .italic && self != .boldItalic }

  func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if let exception = exceptions[scalar] { return exception }
    let code = scalar.value
    switch code {
    case 0x41...0x5A: return offset(capitals, code - 0x41) ?? scalar
    case 0x61...0x7A: return offset(capitals.map { $0 + 26 }, code - 0x61) ?? scalar
    case 0x30...0x39: return offset(digits, code - 0x30) ?? scalar
    case 0x391...0x3A9: return offset(greek, code - 0x391) ?? scalar
    case 0x3B1...0x3C9: return offset(greek.map { $0 + 26 }, code - 0x3B1) ?? scalar
    default: return scalar
    }
  }

  private func offset(_ base: UInt32?, _ index: UInt32) -> Unicode.Scalar? {
    base.flatMap { Unicode.Scalar($0 + index) }
  }

  private var capitals: UInt32? {
    switch self {
    case .italic, .upright: nil
    case .bold: 0x1D400
    case .boldItalic: 0x1D468
    case .blackboard: 0x1D538
    case .calligraphic: 0x1D49C
    case .fraktur: 0x1D504
    case .sansSerif: 0x1D5A0
    case .typewriter: 0x1D670
    }
  }

  private var digits: UInt32? {
    switch self {
    case .bold, .boldItalic: 0x1D7CE
    case .blackboard: 0x1D7D8
    case .sansSerif: 0x1D7E2
    case .typewriter: 0x1D7F6
    default: nil
    }
  }

  private var greek: UInt32? {
    switch self {
    case .bold: 0x1D6A8
    case .boldItalic: 0x1D71C
    default: nil
    }
  }

  /// The letters that were in Unicode before it got these alphabets.
  private var exceptions: [Unicode.Scalar: Unicode.Scalar] {
    switch self {
    case .blackboard: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]
    case .calligraphic:
      [
        "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ",
        "o": "ℴ",
      ]
    case .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
    case .bold: ["∇": "𝛁", "∂": "𝛛", "ϵ": "𝛜", "ϑ": "𝛝", "ϕ": "𝛟", "ϱ": "𝛠"]
    case .boldItalic: ["∇": "𝛁", "∂": "𝝏", "ϵ": "𝝐", "ϑ": "𝝑", "ϕ": "𝝓", "ϱ": "𝝔"]
    default: [:]
    }
  }
}
