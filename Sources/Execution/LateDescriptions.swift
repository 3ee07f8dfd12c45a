import CPlatform
import Notebooks
import SwiftSource

/// Warns where a value is printed or shown above the cell that says how its type is described.
///
/// A conformance has no name, and Swift looks for those that describe a value while the program runs. So one in a later
/// cell would hold for the cells above it too, without any of them failing to compile.
struct LateDescriptions {
  /// An extension that gives a type of an earlier cell another description.
  private struct Extension {
    var type: MangledType
    /// The cell of the type.
    var start: ItemIndex
    var item: ItemIndex
    var place: SourceLocation
    var name, conformance: String
  }

  private let index: NameIndex
  private let places: ProgramPlaces
  private let program: Program
  private var extensions: [Extension] = []

  private static let protocols = [
    "CustomStringConvertible", "CustomDebugStringConvertible", "TextOutputStreamable", "CustomReflectable",
    "LosslessStringConvertible", "Displayable",
  ]

  init(_ index: NameIndex, _ places: ProgramPlaces, _ program: Program) {
    (self.index, self.places, self.program) = (index, places, program)
    var declared: [String: ItemIndex] = [:]
    for found in index.occurrences where found.has(LECTERN_DEFINES) && found.usr.hasPrefix("s:8notebook") {
      if let item = places.position(of: found)?.item { declared[found.usr] = declared[found.usr] ?? item }
    }
    for found in index.occurrences where !found.related(LECTERN_EXTENDED_BY).isEmpty {
      guard let start = declared[found.usr], let type = MangledType(found),
        let position = places.position(of: found), position.item > start,
        let place = places.location(atOffset: position.offset)
      else { continue }
      let head = program.text[position.offset...].prefix { $0 != UInt8(ascii: "{") }.string
      let words = head.split { !$0.isLetter && !$0.isNumber }.map(String.init)
      guard let conformance = words.first(where: Self.protocols.contains) else { continue }
      extensions.append(
        Extension(
          type: type, start: start, item: position.item, place: place, name: found.shortName,
          conformance: conformance))
    }
  }

  /// A warning at each use, in the order of the index.
  func diagnostics(of notebook: Notebook) -> [CompilerDiagnostic] {
    if extensions.isEmpty { return [] }
    var codes: [ItemIndex: ShownPlaces] = [:]
    return index.occurrences.compactMap { found in
      guard found.has(LECTERN_REFERS), !found.isAccessor, let position = places.position(of: found),
        let late = extensions.first(where: { late in
          late.start..<late.item ~= position.item && late.type.isType(of: found)
        }),
        let span = program.span(of: position.item),
        let here = places.location(atOffset: position.offset)
      else { return nil }
      let code = codes[position.item] ?? ShownPlaces(program.text[span.bytes].string)
      codes[position.item] = code
      guard code.isShown(at: position.offset - position.itemStart) else { return nil }
      let message =
        "this is shown as the \(late.conformance) of '\(late.name)' says, which comes later, at "
        + "\(notebook.line(of: late.place, seenFrom: here)): put it in the cell of '\(late.name)', or show this below it"
      return CompilerDiagnostic(
        item: position.item, diagnostic: Diagnostic(.warning, file: notebook.file, at: here, message))
    }
  }
}

/// A type of the notebook, as it appears in the mangled names of what has this type.
private struct MangledType {
  let usr: String
  /// The name with its length and the letter of its kind: `4ItemV`.
  let name: String

  init?(_ found: NameIndex.Occurrence) {
    usr = found.usr
    let text = "\(found.shortName.utf8.count)\(found.shortName)"
    guard usr.dropLast().hasSuffix(text), let kind = usr.last else { return nil }
    name = text + String(kind)
  }

  /// Whether a use of a name is a value of the type, or a list or an optional of such values.
  func isType(of found: NameIndex.Occurrence) -> Bool {
    if found.usr == usr { return true }
    let name = found.shortName
    guard let own = found.usr.ranges(of: "\(name.utf8.count)\(name)").last else { return false }
    let type = found.usr[own.upperBound...].drop { $0 == "y" }
    let isMember = found.usr.hasPrefix(usr)
    let marks = isMember ? ["AC", "A2C"] : ["AA" + self.name, "8notebook" + self.name]
    // In a function's type, the result comes first.
    return marks.contains { mark in
      found.usr.hasSuffix("F") ? type.hasPrefix(mark) || type.hasPrefix("Say" + mark) : type.contains(mark)
    }
  }
}

/// Where the code of a cell or an inline value prints or shows a value.
private struct ShownPlaces {
  private let source: [UInt8]
  /// The brackets of the source and of its masked code, in which those in strings don't count.
  private let (written, coded): (OpenBrackets, OpenBrackets)

  private static let printing: Set = [
    "print", "debugPrint", "dump", "String", "__lecternShow", "__lecternValue",
  ]

  init(_ source: String) {
    self.source = Array(source.utf8)
    written = OpenBrackets(in: self.source, opens: \.isOpeningBracket, closes: \.isClosingBracket)
    coded = OpenBrackets(
      in: MaskedSource(source).bytes, opens: \.isOpeningBracket, closes: \.isClosingBracket)
  }

  /// Whether the name at a place is the end of an expression in a string or among the values that a call prints.
  func isShown(at place: Int) -> Bool {
    var end = place
    while end < source.count, source[end].isQuotedSwiftWord { end += 1 }
    while end < source.count, "([".utf8.contains(source[end]), let close = closing(of: end) { end = close }
    while end < source.count, "?!".utf8.contains(source[end]) { end += 1 }
    let next = source[end...].first { !$0.isBlank }
    if next == UInt8(ascii: ".") || next == UInt8(ascii: "=") { return false }
    // In the masked code, `\(` is a part of the string.
    if let bracket = parenthesis(around: place, written), source[..<bracket].last == UInt8(ascii: "\\") {
      return true
    }
    guard let bracket = parenthesis(around: place, coded) else { return false }
    let caller = source[..<bracket].reversed().prefix(while: \.isSwiftWord).reversed()
    return Self.printing.contains(String(decoding: Array(caller), as: UTF8.self))
  }

  private func closing(of open: Int) -> Int? {
    var depth = 0
    for place in open..<source.count {
      if source[place].isOpeningBracket { depth += 1 }
      if source[place].isClosingBracket { depth -= 1 }
      if depth == 0 { return place + 1 }
    }
    return nil
  }

  /// The parenthesis around a place, apart from those of lists.
  private func parenthesis(around place: Int, _ brackets: OpenBrackets) -> Int? {
    var place = place
    while let bracket = brackets.last(before: place) {
      if source[bracket] == UInt8(ascii: "(") { return bracket }
      if source[bracket] == UInt8(ascii: "{") { return nil }
      place = bracket
    }
    return nil
  }
}
