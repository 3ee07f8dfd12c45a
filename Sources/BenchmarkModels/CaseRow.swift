/// A line of the table of cases: name, family of the model, mode, kind of size, and the sizes.
///
///     mlp-digits       dense    train     present  batch=64 widths=64-128-10
///
/// `cases.txt` says what the sizes mean. The peers' programs read the same lines.
package struct CaseRow: Sendable, Equatable {
  package enum Family: String, CaseIterable, Sendable {
    case dense, cnn, rnn, lstm, gru, seq2seq, gpt, csv, idx
  }

  package enum Mode: String, CaseIterable, Sendable { case train, infer, generate, load }

  package enum Size: String, CaseIterable, Sendable { case small, present, odd, large }

  package let name: String
  package let family: Family
  package let mode: Mode
  package let size: Size
  /// The line, with one space between its words.
  package let line: String
  private let sizes: [String: [Int]]

  /// Reads a line; the error says in words what is wrong.
  package init(_ text: String) throws(CaseError) {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    line = words.joined(separator: " ")
    guard words.count > 4 else {
      throw CaseError("expected a name, a family, a mode, a kind of size, and sizes")
    }
    name = words[0]
    family = try Self.choice(words[1], "family")
    mode = try Self.choice(words[2], "mode")
    size = try Self.choice(words[3], "kind of size")
    sizes = try Self.sizes(words[4...])
    let expected = try Self.names(family, mode)
    if let missing = expected.first(where: { sizes[$0] == nil }) {
      throw CaseError("\(family) \(mode) needs \(missing)=")
    }
    if let unknown = sizes.keys.sorted().first(where: { !expected.contains($0) }) {
      throw CaseError("\(family) \(mode) has no \(unknown); it has \(expected.joined(separator: ", "))")
    }
    for name in expected where !Self.lists.contains(name) && sizes[name]?.count != 1 {
      throw CaseError("\(name) is one number")
    }
    for name in expected where Self.lists.contains(name) && (sizes[name]?.count ?? 0) < 2 {
      throw CaseError("\(name) needs two numbers or more, with - between them")
    }
    if family == .gpt, self["width"] % self["heads"] != 0 {
      throw CaseError("a width of \(self["width"]) cannot be shared by \(self["heads"]) heads")
    }
    if family == .cnn, self["side"] >> (list("planes").count - 1) == 0 {
      throw CaseError("a side of \(self["side"]) cannot be halved \(list("planes").count - 1) times")
    }
    if family == .cnn, self["kernel"] % 2 == 0 { throw CaseError("the kernel needs an odd size") }
  }

  /// A size that is one number; traps if the case has none of that name.
  package subscript(name: String) -> Int { list(name)[0] }

  /// A size that is a list, such as the widths of layers.
  package func list(_ name: String) -> [Int] {
    guard let numbers = sizes[name] else { preconditionFailure("\(self.name) has no \(name)") }
    return numbers
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ word: String, _ what: String
  ) throws(CaseError) -> Choice {
    guard let choice = Choice(rawValue: word) else {
      let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw CaseError("there is no \(what) “\(word)”; there are \(all)")
    }
    return choice
  }

  private static func sizes(_ words: ArraySlice<String>) throws(CaseError) -> [String: [Int]] {
    var sizes: [String: [Int]] = [:]
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let pieces = parts.count == 2 ? parts[1].split(separator: "-", omittingEmptySubsequences: false) : []
      let numbers = pieces.compactMap { Int($0) }
      guard let name = parts.first.map(String.init), !numbers.isEmpty, numbers.count == pieces.count,
        numbers.allSatisfy({ $0 > 0 })
      else {
        throw CaseError("expected sizes such as batch=64 or widths=64-128-10 but found “\(word)”")
      }
      guard sizes.updateValue(numbers, forKey: name) == nil else { throw CaseError("\(name) is given twice") }
    }
    return sizes
  }

  /// The sizes that are lists.
  private static let lists: Set<String> = ["widths", "planes"]

  /// The names of the sizes that a family needs.
  private static func names(_ family: Family, _ mode: Mode) throws(CaseError) -> [String] {
    switch (family, mode) {
    case (.dense, .train), (.dense, .infer): ["batch", "widths"]
    case (.cnn, .train), (.cnn, .infer): ["batch", "side", "planes", "kernel", "classes"]
    case (.rnn, .train), (.lstm, .train), (.gru, .train): ["batch", "time", "words", "inputs", "hidden"]
    case (.rnn, .infer), (.lstm, .infer), (.gru, .infer): ["batch", "time", "inputs", "hidden"]
    case (.seq2seq, .train), (.seq2seq, .infer): ["batch", "source", "target", "words", "width", "hidden"]
    case (.gpt, .train), (.gpt, .infer): ["batch", "time", "words", "width", "heads", "layers"]
    case (.gpt, .generate): ["count", "words", "width", "heads", "layers"]
    case (.csv, .load): ["rows", "columns"]
    case (.idx, .load): ["images", "side"]
    default: throw CaseError("there is no \(family) \(mode)")
    }
  }
}

/// What is wrong with a line of the table.
package struct CaseError: Error, Equatable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
