/// What comes before a declaration's body: its words, its name and its parameters.
struct DeclarationHead {
  let kind: PublicDeclaration.Kind
  /// Where its keyword is.
  let keyword: Int
  let isPublic: Bool
  /// Whether its words keep it from those who use the module.
  let isHidden: Bool
  let isStatic: Bool
  let isProtocol: Bool
  let isEnumeration: Bool
  let parameters: [PublicDeclaration.Parameter]?
  /// The declaration as a reference shows it.
  let code: String

  var isType: Bool { kind == .type }

  private static let kinds: [String: PublicDeclaration.Kind] = [
    "struct": .type, "class": .type, "enum": .type, "actor": .type, "protocol": .type, "extension": .type,
    "func": .function, "init": .initializer, "subscript": .subscript, "var": .property, "let": .property,
    "typealias": .alias, "associatedtype": .alias,
  ]

  /// Words and attributes that tell a caller nothing.
  private static let unseen: Set<String> = [
    "public", "open", "final", "nonisolated", "@inlinable", "@usableFromInline", "@frozen",
    "@discardableResult",
    "@_disfavoredOverload", "@inline", "@resultBuilder", "@_transparent", "@Sendable", "@_optimize",
  ]

  init(_ declaration: DeclarationScanner.Declaration, _ code: MaskedSource, _ source: [UInt8]) {
    let end = declaration.body.map { $0.lowerBound - 1 } ?? declaration.range.upperBound
    var words: [(text: String, range: Range<Int>)] = []
    var index = declaration.range.lowerBound
    var found: (kind: PublicDeclaration.Kind, word: Range<Int>)?
    while index < end, found == nil {
      guard code[index].isSwiftWord || code[index] == .at else {
        index = code[index].isOpeningBracket ? code.closing(of: index, limit: end) : index + 1
        continue
      }
      let wordEnd = code.wordEnd(from: index + 1)
      let text = code.text(index..<wordEnd)
      let after = code.skipBlanks(from: wordEnd)
      let next = code.text(after..<code.wordEnd(from: after))
      // `class func` is a function of the type.
      if let kind = Self.kinds[text], !(text == "class" && Self.kinds[next] != nil) {
        found = (kind, index..<wordEnd)
      }
      words.append((text, index..<wordEnd))
      index = wordEnd
    }
    let texts = words.map(\.text)
    kind = found?.kind ?? .property
    keyword = found?.word.lowerBound ?? declaration.range.lowerBound
    isPublic = texts.contains("public") || texts.contains("open")
    isHidden = texts.contains { ["private", "fileprivate", "internal", "package"].contains($0) }
    isStatic = texts.contains("static") || texts.dropLast().contains("class")
    isProtocol = texts.last == "protocol"
    isEnumeration = texts.last == "enum"
    let isLabelled = kind != .subscript && !declaration.name.utf8.allSatisfy { !$0.isSwiftWord }
    let list = ParameterList(code, in: keyword..<end, isLabelled: isLabelled)
    let hasParameters = [.function, .initializer, .subscript].contains(kind)
    parameters = hasParameters ? list?.parameters : nil
    let shown = words.dropLast().filter { !Self.unseen.contains($0.text) && $0.text != "private" }
    let modifiers = shown.map { $0.text + " " }.joined()
    let layout = SignatureLayout(modifiers: modifiers, code: code, source: source)
    switch kind {
    case .function, .initializer: self.code = layout.signature(keyword..<end, parameters: list)
    case .subscript: self.code = layout.signature(keyword..<end, parameters: list)
    case .property:
      let isComputed = declaration.body.map { !code[$0].containsBytes(of: "et {") } ?? false
      self.code = layout.property(keyword..<end, isReadOnly: isComputed || texts.contains("private"))
    default: self.code = layout.signature(keyword..<end, parameters: nil)
    }
  }
}

/// The parameters between a function's parentheses.
struct ParameterList {
  private(set) var parameters: [PublicDeclaration.Parameter] = []
  /// The text of each parameter.
  private(set) var ranges: [Range<Int>] = []
  let parentheses: Range<Int>

  /// Whether a single name of a parameter is its label too.
  private let isLabelled: Bool

  /// `nil` if there are no parentheses.
  init?(_ code: MaskedSource, in range: Range<Int>, isLabelled: Bool) {
    guard let open = code[range].firstIndex(of: .parenthesis) else { return nil }
    self.isLabelled = isLabelled
    let close = code.closing(of: open, limit: range.upperBound)
    parentheses = open..<close
    var start = open + 1
    var index = start
    var depth = 0
    while index < close - 1 {
      if code[index].isOpeningBracket {
        index = code.closing(of: index, limit: close - 1)
        continue
      }
      // The commas of generic types are none of the list's; the sign of a function's type is no bracket.
      if code[index] == UInt8(ascii: "<") { depth += 1 }
      if code[index] == UInt8(ascii: ">"), code[index - 1] != UInt8(ascii: "-") { depth -= 1 }
      if code[index] == .comma, depth == 0 {
        add(start..<index, code)
        start = index + 1
      }
      index += 1
    }
    add(start..<max(start, close - 1), code)
  }

  private mutating func add(_ range: Range<Int>, _ code: MaskedSource) {
    let start = code.skipBlanks(from: range.lowerBound)
    guard start < range.upperBound else { return }
    let text = code.text(start..<range.upperBound)
    let name = text.prefix { $0 != ":" }
    let names = name.split(separator: " ").filter { !$0.hasPrefix("@") }
    let label = isLabelled || names.count > 1 ? names.first ?? "_" : "_"
    let type = text.dropFirst(name.count)
    parameters.append(
      PublicDeclaration.Parameter(
        label: label.filter { $0 != "`" }, isOptional: type.contains("="),
        isClosure: type.utf8.containsBytes(of: "->"),
        isVariadic: type.utf8.containsBytes(of: "...") || type.utf8.containsBytes(of: "repeat each")))
    let end = range.lowerBound + code[range].trimmingTrailingBlanks.count
    ranges.append(start..<end)
  }
}

/// Lays out a declaration for a column of a page.
struct SignatureLayout {
  let modifiers: String
  let code: MaskedSource
  let source: [UInt8]

  /// The most characters of a line.
  static let measure = 72

  /// In one line if it fits, otherwise with a line for each parameter.
  func signature(_ range: Range<Int>, parameters: ParameterList?) -> String {
    let line = modifiers + joined(range)
    guard line.count > Self.measure, let parameters, !parameters.ranges.isEmpty else { return line }
    let head = joined(range.lowerBound..<parameters.parentheses.lowerBound)
    let tail = joined(parameters.parentheses.upperBound..<range.upperBound)
    let texts = parameters.ranges.map { "  " + joined($0) }
    let close = tail.isEmpty ? ")" : ") " + tail
    return modifiers + head + "(\n" + texts.joined(separator: ",\n") + "\n" + close
  }

  /// A property with its type, or with a short initial value.
  func property(_ range: Range<Int>, isReadOnly: Bool) -> String {
    let line = modifiers + joined(range)
    let isConstant = line.contains("let ")
    let cut = line.count > Self.measure ? String(line.prefix { $0 != "=" }) : line
    let text = cut.hasSuffix(" ") ? String(cut.dropLast()) : cut
    return isReadOnly && !isConstant ? text + " { get }" : text
  }

  /// The text without its line breaks.
  private func joined(_ range: Range<Int>) -> String {
    let (opening, closing) = (Array("([".utf8), Array(")]".utf8))
    var result: [UInt8] = []
    var isAfterBlank = false
    for byte in source[range] {
      if byte.isBlank {
        isAfterBlank = true
        continue
      }
      if isAfterBlank, let last = result.last, !opening.contains(last), !closing.contains(byte) {
        result.append(.space)
      }
      result.append(byte)
      isAfterBlank = false
    }
    return result[...].string
  }
}
