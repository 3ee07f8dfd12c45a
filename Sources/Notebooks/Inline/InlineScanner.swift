/// Finds our own syntax in a paragraph's text: mathematics, values, references, calls of footnotes.
///
/// Of CommonMark it knows only what takes precedence: code spans and backslashes. It makes one pass from left to right;
/// whatever begins first wins.
struct InlineScanner {
  struct Token {
    enum Kind: Hashable {
      case codeSpan
      /// The ranges are those of the contents.
      case value(Range<Int>)
      /// A code span that looks like a value of another language.
      case foreignValue(language: String)
      case inlineMathematics(Range<Int>)
      /// Of `\begin{align} … \end{align}`, everything is the contents.
      case displayMathematics(Range<Int>)
      case unclosedMathematics
      case unclosedEnvironment(String)
      case reference(Range<Int>)
      /// `@key`, where the notebook has a bibliography, and the content of brackets after it: `@key [p. 4]`.
      case citation(key: Range<Int>, locator: Range<Int>?)
      /// The content of brackets that hold only citations.
      case citations(Range<Int>)
      case footnote(Range<Int>)
      /// `{#`, if it may begin attributes.
      case attributes
      /// A label in braces without its `#`.
      case unmarkedLabel(Range<Int>)
      case reservedCharacter
      /// `<!-- … -->`.
      case comment
      case unclosedComment
      /// `~~`, and no third one.
      case tildes
    }

    var kind: Kind
    var range: Range<Int>
  }

  private let bytes: [UInt8]
  private var index = 0
  private var tokens: [Token] = []
  private var backtickRuns: [Int: [Int]]?
  /// Set once there is no further closing `$$`.
  private var displaysAreOver = false
  /// The environments of formulas that have no further end.
  private var finishedEnvironments: Set<String> = []
  /// Set once there is no further `-->`.
  private var commentsAreOver = false

  private let hasCitations: Bool

  private init(_ bytes: [UInt8], hasCitations: Bool) {
    (self.bytes, self.hasCitations) = (bytes, hasCitations)
  }

  static func tokens(of text: SourceText, withCitations hasCitations: Bool = false) -> [Token] {
    var scanner = InlineScanner(text.bytes, hasCitations: hasCitations)
    while scanner.index < scanner.bytes.count { scanner.step() }
    return scanner.tokens
  }

  private mutating func step() {
    switch bytes[index] {
    case UInt8(ascii: "\\"): scanBackslash()
    case UInt8(ascii: "`"): scanBackticks()
    case UInt8(ascii: "$"): scanDollars()
    case UInt8(ascii: "@"): scanReference()
    case UInt8(ascii: "["): scanFootnote()
    case UInt8(ascii: "{"): scanBrace()
    case UInt8(ascii: "<") where bytes.has("<!--", at: index): scanComment()
    case UInt8(ascii: "~"): scanTildes()
    case 0xF3, 0xF4: scanCharacter()
    default: index += 1
    }
  }

  private mutating func emit(_ kind: Token.Kind, to end: Int) {
    tokens.append(Token(kind: kind, range: index..<end))
    index = end
  }

  private func runLength(of byte: UInt8, from start: Int) -> Int {
    bytes[start...].prefix { $0 == byte }.count
  }

  // MARK: Code spans and values

  private mutating func scanBackticks() {
    let length = runLength(of: UInt8(ascii: "`"), from: index)
    let content = index + length
    guard let end = closingBackticks(length: length, from: content) else {
      index = content
      return
    }
    emit(length == 1 ? kind(ofSpan: content..<end) : .codeSpan, to: end + length)
  }

  /// The next run of exactly `length` backticks.
  private mutating func closingBackticks(length: Int, from start: Int) -> Int? {
    if backtickRuns == nil { backtickRuns = Self.backtickRuns(in: bytes) }
    while let last = backtickRuns?[length]?.last, last < start { backtickRuns?[length]?.removeLast() }
    return backtickRuns?[length]?.last
  }

  /// Where the runs of each length begin, in descending order.
  private static func backtickRuns(in bytes: [UInt8]) -> [Int: [Int]] {
    var runs: [Int: [Int]] = [:]
    var index = bytes.count
    while index > 0 {
      index -= 1
      guard bytes[index] == UInt8(ascii: "`") else { continue }
      let end = index + 1
      while index > 0, bytes[index - 1] == UInt8(ascii: "`") { index -= 1 }
      runs[end - index, default: []].append(index)
    }
    return runs
  }

  private func kind(ofSpan content: Range<Int>) -> Token.Kind {
    guard bytes[content].first == UInt8(ascii: "{"),
      let brace = bytes[content].prefix(16).firstIndex(of: UInt8(ascii: "}"))
    else { return .codeSpan }
    let language = bytes[(content.lowerBound + 1)..<brace].string
    if language == "swift" { return .value((brace + 1)..<content.upperBound) }
    let isForeign = CodeFence.foreignLanguages.contains(language.lowercased())
    return isForeign ? .foreignValue(language: language) : .codeSpan
  }

  // MARK: Mathematics

  private mutating func scanDollars() {
    switch runLength(of: UInt8(ascii: "$"), from: index) {
    case 1: scanInlineMathematics()
    case 2: scanDisplayMathematics()
    case let length: index += length
    }
  }

  private mutating func scanInlineMathematics() {
    let start = index + 1
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "$"), bytes[end] != UInt8(ascii: "`") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "$"), end > start, !bytes[start].isBlank,
      !bytes[end - 1].isBlank, !(end + 1 < bytes.count && bytes[end + 1].isDigit)
    else {
      index = start
      return
    }
    emit(.inlineMathematics(start..<end), to: end + 1)
  }

  private mutating func scanDisplayMathematics() {
    let start = index + 2
    if displaysAreOver {
      index = start
      return
    }
    var end = start
    while end < bytes.count, !bytes.has("$$", at: end) {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < bytes.count else {
      displaysAreOver = true
      return emit(.unclosedMathematics, to: start)
    }
    emit(.displayMathematics(start..<end), to: end + 2)
  }

  private mutating func scanBackslash() {
    guard let name = MathEnvironment.name(in: bytes, at: index) else {
      index += index + 1 < bytes.count && bytes[index + 1].isPunctuation ? 2 : 1
      return
    }
    let start = index + MathEnvironment.opening(name).count
    guard !finishedEnvironments.contains(name),
      let end = MathEnvironment.end(of: name, in: bytes, from: start)
    else {
      if finishedEnvironments.insert(name).inserted { return emit(.unclosedEnvironment(name), to: start) }
      index = start
      return
    }
    emit(.displayMathematics(index..<end), to: end)
  }

  // MARK: References

  private mutating func scanReference() {
    let start = index + 1
    let before = index > 0 ? bytes[index - 1] : 0
    let isInsideWord = before.isLetter || before.isDigit || before >= 0x80 || before == UInt8(ascii: ".")
    guard !isInsideWord, LabelKind.allCases.contains(where: { $0.begins(bytes[start...]) }) else {
      let end = hasCitations && !isInsideWord ? CitationScanner.keyEnd(in: bytes, at: index) : nil
      guard let end else {
        index = start
        return
      }
      let locator = CitationScanner.locator(in: bytes, after: end)
      return emit(.citation(key: start..<end, locator: locator), to: locator.map { $0.upperBound + 1 } ?? end)
    }
    var end = start + bytes[start...].prefix(while: \.isIdentifier).count
    while end > start, bytes[end - 1] == UInt8(ascii: "-") || bytes[end - 1] == UInt8(ascii: "_") { end -= 1 }
    emit(.reference(start..<end), to: end)
  }

  private mutating func scanFootnote() {
    let start = index + 2
    if hasCitations, let content = CitationScanner.group(in: bytes, at: index) {
      return emit(.citations(content), to: content.upperBound + 1)
    }
    guard bytes.has("[^", at: index) else {
      index += 1
      return
    }
    let length = bytes[start...].prefix { $0 != UInt8(ascii: "]") && $0 != UInt8(ascii: "[") && !$0.isBlank }
      .count
    guard length > 0, bytes.has("]", at: start + length) else {
      index = start
      return
    }
    emit(.footnote(start..<(start + length)), to: start + length + 1)
  }

  private mutating func scanBrace() {
    if bytes.has("{#", at: index) { return emit(.attributes, to: index + 2) }
    let start = index + 1
    guard LabelKind.allCases.contains(where: { $0.begins(bytes[start...]) }) else {
      index = start
      return
    }
    let end = start + bytes[start...].prefix(while: \.isIdentifier).count
    if bytes.has("}", at: end) { emit(.unmarkedLabel(start..<end), to: end + 1) } else { index = end }
  }

  private mutating func scanComment() {
    if commentsAreOver {
      index += 4
    } else if let end = HTMLComments.end(of: index, in: bytes) {
      emit(.comment, to: end)
    } else {
      commentsAreOver = true
      emit(.unclosedComment, to: index + 4)
    }
  }

  private mutating func scanTildes() {
    let length = runLength(of: UInt8(ascii: "~"), from: index)
    if length == 2 { emit(.tildes, to: index + 2) } else { index += length }
  }

  private mutating func scanCharacter() {
    guard index + 3 < bytes.count, PlaceholderTable.isReserved(bytes[index], bytes[index + 1]) else {
      index += 1
      return
    }
    emit(.reservedCharacter, to: index + 4)
  }
}
