import ArgumentParser
import Notebooks

/// A parameter and the values that it takes in a sweep.
struct SweepAxis {
  let name: String
  let values: [String]

  private static let most = 10_000

  /// - Throws: a usage error if the text isn't `name:value,value` or `name:1..10`, or the notebook doesn't take a value.
  init(_ text: String, of notebook: Notebook) throws {
    let pair = try ParameterText.pairs([text])[0]
    name = pair.name
    let parameter = notebook.metadata.parameters.first { $0.name == pair.name }
    var isText = parameter == nil
    if case .text? = parameter?.value { isText = true }
    values = try Self.pieces(of: pair.value).flatMap { piece in
      try isText ? [piece] : Self.range(piece) ?? [piece]
    }
    guard Set(values).count == values.count else {
      throw ValidationError("the parameter '\(name)' is given a value twice: '\(pair.value)'")
    }
    for value in values {
      do {
        _ = try notebook.applying(parameters: [(name, value)])
      } catch {
        throw ValidationError(error.description)
      }
    }
  }

  /// The text between commas; a comma after a backslash is a part of the value.
  static func pieces(of text: String) -> [String] {
    var pieces = [""]
    var isEscaped = false
    for character in text {
      if isEscaped {
        pieces[pieces.count - 1] += character == "," ? "," : "\\\(character)"
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "," {
        pieces.append("")
      } else {
        pieces[pieces.count - 1].append(character)
      }
    }
    if isEscaped { pieces[pieces.count - 1] += "\\" }
    return pieces
  }

  /// The whole numbers of `1..10`, the last one included; `nil` for a text that is no range.
  static func range(_ text: String) throws -> [String]? {
    guard let dots = text.range(of: ".."), let first = Int(text[..<dots.lowerBound]),
      let last = Int(text[dots.upperBound...])
    else {
      if text.contains("..") {
        throw ValidationError("a range has two whole numbers, as in 1..10; '\(text)' has not")
      }
      return nil
    }
    guard first <= last, last.subtractingReportingOverflow(first).partialValue < most,
      !last.subtractingReportingOverflow(first).overflow
    else { throw ValidationError("'\(text)' must count upwards, and have at most \(most) numbers") }
    return (first...last).map(String.init)
  }
}
