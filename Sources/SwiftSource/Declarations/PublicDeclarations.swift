/// Finds what a Swift file declares for its users, in the order of the file.
///
/// A declaration is public if it says so, or if it is a case of a public enumeration, or if a public protocol requires it.
package struct PublicDeclarations {
  package private(set) var all: [PublicDeclaration] = []
  private let scanner: DeclarationScanner
  private let source: [UInt8]
  private let lines: [Line]

  private struct Line {
    var start: Int
    var text: ArraySlice<UInt8>
  }

  /// Where a declaration is.
  private struct Surroundings {
    var path: [String] = []
    /// Whether what it contains is public without saying so.
    var isProtocol = false
    var isPublic = true
  }

  package init(_ text: String) {
    source = Array(text.utf8)
    scanner = DeclarationScanner(text)
    var lines: [Line] = []
    var start = 0
    for line in source.split(separator: .lineFeed, omittingEmptySubsequences: false) {
      lines.append(Line(start: start, text: line))
      start += line.count + 1
    }
    self.lines = lines
    add(in: nil, Surroundings())
  }

  private mutating func add(in range: Range<Int>?, _ surroundings: Surroundings) {
    var found = scanner.declarations(in: range).map { ($0.range.lowerBound, Optional($0)) }
    if let range, surroundings.isPublic, !surroundings.isProtocol {
      found += EnumCases(scanner.code, in: range).starts.map { ($0, nil) }
    }
    for (start, declaration) in found.sorted(by: { $0.0 < $1.0 }) {
      if let declaration { add(declaration, surroundings) } else { addCases(at: start, surroundings) }
    }
  }

  private mutating func add(_ declaration: DeclarationScanner.Declaration, _ surroundings: Surroundings) {
    let head = DeclarationHead(declaration, scanner.code, source)
    let isPublic = head.isPublic || (surroundings.isProtocol && !head.isHidden)
    let path = surroundings.path + declaration.name.split(separator: ".").map(String.init)
    // The names of what the runner puts into programs begin with two underscores.
    if isPublic, !declaration.isExtension, !declaration.name.hasPrefix("__") {
      all.append(
        PublicDeclaration(
          kind: head.kind, path: path, parameters: head.parameters, isStatic: head.isStatic, code: head.code,
          comment: comment(above: declaration.range.lowerBound), line: line(of: head.keyword) + 1))
    }
    guard head.isType, let body = declaration.body, isPublic || declaration.isExtension else { return }
    add(
      in: body,
      Surroundings(
        path: path, isProtocol: head.isProtocol && isPublic, isPublic: isPublic && head.isEnumeration))
  }

  private mutating func addCases(at start: Int, _ surroundings: Surroundings) {
    let cases = EnumCases(scanner.code, in: start..<source.count).cases(at: start)
    for each in cases {
      let code = source[each.range].string.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      all.append(
        PublicDeclaration(
          kind: .case, path: surroundings.path + [each.name], parameters: nil, isStatic: true,
          code: "case \(code)", comment: comment(above: start), line: line(of: each.range.lowerBound) + 1))
    }
  }

  // MARK: Lines

  private func line(of offset: Int) -> Int { max(0, lines.partitioningIndex { $0.start > offset } - 1) }

  /// The text of the documentation comment above a place.
  private func comment(above offset: Int) -> String {
    var texts: [String] = []
    var line = line(of: offset) - 1
    while line >= 0 {
      let text = lines[line].text.dropFirst(lines[line].text.indentation)
      guard text.starts(with: "///".utf8) else { break }
      let rest = text.dropFirst(3)
      texts.append((rest.first == .space ? rest.dropFirst() : rest).string)
      line -= 1
    }
    return texts.reversed().joined(separator: "\n")
  }
}

/// The cases of an enumeration's body.
private struct EnumCases {
  struct Case {
    var name: String
    var range: Range<Int>
  }

  private let code: MaskedSource
  private let body: Range<Int>

  init(_ code: MaskedSource, in body: Range<Int>) {
    self.code = code
    self.body = body
  }

  /// The places of the word `case` that aren't inside other brackets.
  var starts: [Int] {
    var starts: [Int] = []
    var index = body.lowerBound
    while index < body.upperBound {
      if code[index].isOpeningBracket {
        index = code.closing(of: index, limit: body.upperBound)
      } else if code[index].isSwiftWord {
        let end = code.wordEnd(from: index)
        if code.text(index..<end) == "case" { starts.append(index) }
        index = end
      } else {
        index += 1
      }
    }
    return starts
  }

  /// The cases after the word `case`: it may have several.
  func cases(at start: Int) -> [Case] {
    var cases: [Case] = []
    var index = code.skipBlanks(from: code.wordEnd(from: start))
    while index < body.upperBound, code[index].isQuotedSwiftWord {
      let nameEnd = code[index...].firstIndex { !$0.isQuotedSwiftWord } ?? body.upperBound
      var end = nameEnd
      if end < body.upperBound, code[end] == .parenthesis {
        end = code.closing(of: end, limit: body.upperBound)
      }
      cases.append(Case(name: code.text(index..<nameEnd).filter { $0 != "`" }, range: index..<end))
      var next = end
      while next < body.upperBound, code[next] != .comma, code[next] != .lineFeed { next += 1 }
      guard next < body.upperBound, code[next] == .comma else { break }
      index = code.skipBlanks(from: next + 1)
    }
    return cases
  }
}
