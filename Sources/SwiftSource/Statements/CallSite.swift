/// A call in Swift source: its name and the labels of its arguments, without what the compiler knows of types.
package struct CallSite: Hashable, Sendable {
  package var name: String
  /// `_` for an argument without a label; `nil` for a name that isn't called.
  package var labels: [String]?
  /// Whether a closure follows.
  package var hasClosure: Bool
  /// Whether a dot is before the name.
  package var isMember: Bool

  /// The calls, subscripts, members and types of some code, each once.
  package static func all(in source: String) -> Set<CallSite> {
    let code = MaskedSource(source)
    var found: Set<CallSite> = []
    var index = 0
    while index < code.count {
      if code[index].isQuotedSwiftWord {
        let end = code[index...].firstIndex { !$0.isQuotedSwiftWord } ?? code.count
        found.insert(CallSite(code, word: index..<end))
        index = end
      } else if code[index] == .bracket, index > 0, !code[index - 1].isBlank,
        code[index - 1].isSwiftWord || code[index - 1].isClosingBracket
      {
        let labels = argumentLabels(code, at: index)
        found.insert(CallSite(name: "subscript", labels: labels, hasClosure: false, isMember: false))
        index += 1
      } else if code[index].isOperator, code[index] != .dot {
        let end = code[index...].firstIndex { !$0.isOperator } ?? code.count
        found.insert(
          CallSite(name: code.text(index..<end), labels: nil, hasClosure: false, isMember: false))
        index = end
      } else {
        index += 1
      }
    }
    return found
  }

  private init(name: String, labels: [String]?, hasClosure: Bool, isMember: Bool) {
    (self.name, self.labels, self.hasClosure, self.isMember) = (name, labels, hasClosure, isMember)
  }

  private init(_ code: MaskedSource, word: Range<Int>) {
    name = code.text(word).filter { $0 != "`" }
    isMember = word.lowerBound > 0 && code[word.lowerBound - 1] == .dot
    var index = word.upperBound
    // The arguments of a generic type.
    if index < code.count, code[index] == UInt8(ascii: "<"),
      let close = code[index...].firstIndex(of: UInt8(ascii: ">"))
    {
      index = close + 1
    }
    if index < code.count, code[index] == .parenthesis {
      labels = Self.argumentLabels(code, at: index)
      index = code.closing(of: index, limit: code.count)
    } else {
      labels = nil
    }
    let next = code.bytes[min(index, code.count)...].firstIndex { !$0.isSpaceOrTab } ?? code.count
    hasClosure = next < code.count && code[next] == .brace
    if labels == nil, hasClosure { labels = [] }
  }

  private static func argumentLabels(_ code: MaskedSource, at open: Int) -> [String] {
    let close = code.closing(of: open, limit: code.count)
    var labels: [String] = []
    var expectsArgument = true
    var index = open + 1
    while index < close - 1 {
      if !code[index].isBlank, expectsArgument {
        let end = code[index...].firstIndex { !$0.isQuotedSwiftWord } ?? code.count
        let isLabel = end > index && end < close && code[end] == .colon
        labels.append(isLabel ? code.text(index..<end).filter { $0 != "`" } : "_")
        expectsArgument = false
        // Brackets are skipped by the next turn.
        index = end > index || code[index].isOpeningBracket ? end : index + 1
      } else if code[index].isOpeningBracket {
        index = code.closing(of: index, limit: close)
      } else {
        if code[index] == .comma { expectsArgument = true }
        index += 1
      }
    }
    return labels
  }
}

extension PublicDeclaration {
  /// Whether the call may be one of this declaration.
  ///
  /// Types aren't known, so overloads that differ only by them are called together.
  package func isCalled(by call: CallSite) -> Bool {
    if isOperator { return call.name == name }
    switch kind {
    case .initializer:
      guard call.name == path.dropLast().last || call.name == "init" else { return false }
    case .subscript:
      guard call.name == "subscript" else { return false }
    case .property, .case:
      return call.name == name && (call.isMember || path.count == 1)
    case .type, .alias:
      return call.name == name
    case .function where name == "callAsFunction":
      // A value is called by its own name.
      guard call.name.first?.isLowercase == true else { return false }
    case .function:
      guard call.name == name else { return false }
    }
    guard let labels = call.labels, let parameters else { return false }
    return Self.fits(labels[...], parameters[...], hasClosure: call.hasClosure)
  }

  /// Whether arguments with these labels suit the parameters.
  private static func fits(
    _ labels: ArraySlice<String>, _ parameters: ArraySlice<Parameter>, hasClosure: Bool
  ) -> Bool {
    guard let parameter = parameters.first else { return labels.isEmpty }
    let rest = parameters.dropFirst()
    if let label = labels.first, label == parameter.label {
      let others = labels.dropFirst()
      if fits(others, rest, hasClosure: hasClosure) { return true }
      // Further arguments of a variadic parameter have no label.
      if parameter.isVariadic, fits(others.drop { $0 == "_" }, rest, hasClosure: hasClosure) { return true }
    }
    let canBeLeftOut =
      parameter.isOptional || parameter.isVariadic || (parameter.isClosure && hasClosure)
    return canBeLeftOut && fits(labels, rest, hasClosure: hasClosure)
  }
}
