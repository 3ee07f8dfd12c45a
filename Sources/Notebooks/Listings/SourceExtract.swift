import SwiftSource

/// Extracts declarations from a Swift file, to be shown on a page.
struct SourceExtract {
  private let lines: [Line]
  private let scanner: DeclarationScanner
  private let bytes: [UInt8]

  private struct Line {
    var range: Range<Int>
    /// Whether the line has only a comment that documents what follows.
    var isDocumentation: Bool
  }

  init(_ source: String) {
    bytes = Array(source.utf8)
    scanner = DeclarationScanner(source)
    var lines: [Line] = []
    var start = 0
    for line in bytes.split(separator: .lineFeed, omittingEmptySubsequences: false) {
      // A string that looks like a comment is masked by quotation marks, a comment by spaces.
      let isDocumentation =
        line.dropFirst(line.indentation).starts(with: "///".utf8)
        && scanner.code[start..<start + line.count].isBlank
      lines.append(Line(range: start..<start + line.count, isDocumentation: isDocumentation))
      start += line.count + 1
    }
    self.lines = lines
  }

  /// The text of all declarations that a symbol names, with a blank line between them; `nil` if there are none.
  ///
  /// - Parameters:
  ///   - symbol: a name, or names joined by dots (`LSTMCell.callAsFunction`); `(labels:)` at its end chooses between
  ///     functions of the same name.
  ///   - withComments: whether the comments that document the declarations stay.
  func text(of symbol: String, withComments: Bool) -> String? {
    let path = Self.path(symbol)
    let found = declarations(named: path[...], in: nil)
    guard !found.isEmpty else { return nil }
    return found.map { text(of: $0, withComments: withComments) }.joined(separator: "\n\n")
  }

  /// The names that the file declares, for hints about misspelled symbols.
  var names: [String] {
    scanner.declarations().flatMap { outer in
      let inner = outer.body.map { scanner.declarations(in: $0) } ?? []
      return [outer.name] + inner.map { "\(outer.name).\($0.name)" }
    }
  }

  // MARK: Search

  private static func path(_ symbol: String) -> [String] {
    let base = symbol.prefix { $0 != "(" }
    var path = base.split(separator: ".").map(String.init)
    if !path.isEmpty { path[path.count - 1] += symbol.dropFirst(base.count) }
    return path
  }

  private func declarations(
    named path: ArraySlice<String>, in range: Range<Int>?
  ) -> [DeclarationScanner.Declaration] {
    guard let wanted = path.first else { return [] }
    let all = scanner.declarations(in: range)
    if path.count == 1 {
      let found = all.filter { $0.name == wanted || $0.name + ($0.labels ?? "") == wanted }
      let own = found.filter { !$0.isExtension }
      return own.isEmpty ? found : own
    }
    return all.flatMap { declaration -> [DeclarationScanner.Declaration] in
      let names = declaration.name.split(separator: ".").map(String.init)
      guard let body = declaration.body, path.count > names.count, path.starts(with: names) else { return [] }
      return declarations(named: path.dropFirst(names.count), in: body)
    }
  }

  // MARK: Text

  private func text(of declaration: DeclarationScanner.Declaration, withComments: Bool) -> String {
    guard var first = lines.lastIndex(where: { $0.range.lowerBound <= declaration.range.lowerBound }),
      let last = lines.lastIndex(where: { $0.range.lowerBound < declaration.range.upperBound })
    else { return "" }
    var start = declaration.range.lowerBound
    if withComments {
      while first > 0, lines[first - 1].isDocumentation {
        first -= 1
        start = lines[first].range.lowerBound
      }
    }
    let kept = lines[first...last].filter { withComments || !$0.isDocumentation }
    let texts = kept.map { line in
      bytes[max(line.range.lowerBound, start)..<min(line.range.upperBound, declaration.range.upperBound)]
    }
    let indentation = texts.filter { !$0.isBlank }.map(\.indentation).min() ?? 0
    return texts.map { $0.isBlank ? "" : $0.dropFirst(indentation).string }.joined(separator: "\n")
  }
}
