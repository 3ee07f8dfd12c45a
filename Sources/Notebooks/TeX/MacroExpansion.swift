/// Replaces the macros in a formula by their texts.
///
/// A mistake in a macro's text is reported where the macro is used, and one in an argument at its own place.
struct MacroExpansion {
  private let macros: MathMacros
  private let diagnostics: Diagnostics
  private var output = SourceText()
  private var uses = 0
  private var isOver = false

  private static let mostUses = 1_000
  private static let mostBytes = 50_000
  private static let mostLevels = 30

  private init(_ macros: MathMacros, _ diagnostics: Diagnostics) {
    (self.macros, self.diagnostics) = (macros, diagnostics)
  }

  static func expanded(
    _ formula: SourceText, with macros: MathMacros, diagnostics: Diagnostics
  ) -> SourceText {
    guard !macros.isEmpty, formula.bytes.contains(UInt8(ascii: "\\")) else { return formula }
    var expansion = MacroExpansion(macros, diagnostics)
    expansion.write(formula, level: 0)
    return expansion.uses == 0 ? formula : expansion.output
  }

  private mutating func write(_ text: SourceText, level: Int) {
    let bytes = text.bytes
    var (start, index) = (0, 0)
    while index < bytes.count, !isOver {
      if bytes[index] == UInt8(ascii: "%") {
        index += bytes[index...].prefix { $0 != UInt8(ascii: "\n") }.count
        continue
      }
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      let name = bytes[(index + 1)...].prefix(while: \.isLetter)
      guard let macro = macros[name.string] else {
        index += max(2, 1 + name.count)
        continue
      }
      output.append(text[start..<index])
      var end = index + 1 + name.count
      let place = text.location(at: index)
      if let arguments = arguments(macro.arguments, of: name.string, in: text, at: &end, place: place) {
        replace(macro, named: name.string, with: arguments, at: place, level: level)
      }
      (start, index) = (end, end)
    }
    if start < min(index, bytes.count) { output.append(text[start..<min(index, bytes.count)]) }
  }

  private mutating func replace(
    _ macro: MathMacros.Macro, named name: String, with arguments: [SourceText], at place: SourceLocation,
    level: Int
  ) {
    uses += 1
    let body = body(of: macro, with: arguments, at: place)
    guard uses <= Self.mostUses, level < Self.mostLevels, output.count + body.count <= Self.mostBytes else {
      isOver = true
      diagnostics.error(
        "with '\\\(name)', the macros make this formula too long; does one use itself?", at: place,
        stopsProgram: false)
      return
    }
    write(body, level: level + 1)
  }

  /// The macro's text with the arguments in their places. A space keeps its last command from the letters after it.
  private func body(
    of macro: MathMacros.Macro, with arguments: [SourceText], at place: SourceLocation
  ) -> SourceText {
    var body = SourceText()
    var index = 0
    while index < macro.body.count, body.count <= Self.mostBytes {
      let byte = macro.body[index]
      if byte == UInt8(ascii: "\\"), index + 1 < macro.body.count {
        body.append([byte], at: place)
        body.append([macro.body[index + 1]], at: place)
        index += 2
      } else if byte == UInt8(ascii: "#"), index + 1 < macro.body.count {
        body.append(arguments[Int(macro.body[index + 1] - UInt8(ascii: "1"))])
        index += 2
        if macro.body.indices.contains(index), macro.body[index].isLetter { separate(&body, at: place) }
      } else {
        body.append([byte], at: place)
        index += 1
      }
    }
    separate(&body, at: place)
    return body
  }

  /// Adds a space after a command, which letters would continue.
  private func separate(_ text: inout SourceText, at place: SourceLocation) {
    let letters = text.bytes.reversed().prefix(while: \.isLetter).count
    let mark = text.count - letters - 1
    guard letters > 0, mark >= 0, text.bytes[mark] == UInt8(ascii: "\\") else { return }
    text.append([UInt8(ascii: " ")], at: place)
  }

  // MARK: Arguments

  /// Reads arguments from `end` on: groups in braces, commands or single characters.
  private func arguments(
    _ count: Int, of name: String, in text: SourceText, at end: inout Int, place: SourceLocation
  ) -> [SourceText]? {
    var arguments: [SourceText] = []
    for _ in 0..<count {
      while end < text.count, text.bytes[end].isBlank || text.bytes[end] == UInt8(ascii: "\n") { end += 1 }
      guard let (range, next) = Self.argument(in: text.bytes, at: end) else {
        diagnostics.error("an argument of '\\\(name)' is missing", at: place, stopsProgram: false)
        return nil
      }
      arguments.append(text[range])
      end = next
    }
    return arguments
  }

  private static func argument(in bytes: [UInt8], at start: Int) -> (Range<Int>, next: Int)? {
    guard start < bytes.count, bytes[start] != UInt8(ascii: "}") else { return nil }
    var lexer = TeXLexer(bytes)
    lexer.rewind(to: start)
    let token = lexer.next()
    guard token.kind == .open else { return (token.range, token.range.upperBound) }
    return lexer.rawGroup().map { ($0, $0.upperBound + 1) }
  }
}
