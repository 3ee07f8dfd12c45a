import Notebooks

extension Parameter.Value {
  /// The value as Swift code.
  package var literal: String {
    switch self {
    case .integer(let number): "\(number)"
    case .number(let number): number.isFinite ? "\(number)" : number.isNaN ? "Double.nan" : infinity(number)
    case .truth(let value): "\(value)"
    case .text(let text): "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }
  }

  private func infinity(_ number: Double) -> String {
    number < 0 ? "-Double.infinity" : "Double.infinity"
  }

  private func escaped(_ scalar: Unicode.Scalar) -> String {
    let isPlain = scalar.value >= 32 && scalar != "\"" && scalar != "\\" && scalar.value != 127
    return isPlain ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
  }
}
