/// The footnotes of a notebook: where each is defined, and their numbers in the order of their first calls.
struct FootnoteTable {
  struct Definition {
    var id: String
    var location: SourceLocation
  }

  /// The definitions, by the line where they begin.
  private(set) var definitions: [Int: Definition] = [:]
  private var known: [String: Definition] = [:]
  private var numbers: [String: Int] = [:]
  private var calls: [String: Int] = [:]
  private(set) var contents: [String: [UnresolvedBlock]] = [:]

  var ids: [String] { known.values.sorted { $0.location < $1.location }.map(\.id) }

  mutating func define(_ definition: Definition, diagnostics: Diagnostics) {
    definitions[definition.location.line] = definition
    if let first = known[definition.id] {
      let line = diagnostics.line(of: first.location, seenFrom: definition.location)
      diagnostics.error(
        "the footnote '\(definition.id)' is already defined in \(line)",
        at: definition.location, stopsProgram: false)
    } else {
      known[definition.id] = definition
    }
  }

  /// Counts a call of the note; `nil` if it isn't defined.
  mutating func call(_ id: String) -> (number: Int, occurrence: Int)? {
    guard known[id] != nil else { return nil }
    let number = numbers[id] ?? numbers.count + 1
    numbers[id] = number
    calls[id, default: 0] += 1
    return (number, calls[id, default: 0])
  }

  mutating func setContent(_ blocks: [UnresolvedBlock], of definition: Definition) {
    if known[definition.id]?.location == definition.location { contents[definition.id] = blocks }
  }

  /// The notes with calls, in the order of their numbers.
  var called: [[UnresolvedBlock]] {
    numbers.sorted { $0.value < $1.value }.map { contents[$0.key] ?? [] }
  }

  /// Reports notes without calls, and those that turned out to be part of another block.
  func reportUnused(to diagnostics: Diagnostics) {
    for definition in known.values where contents[definition.id] == nil {
      diagnostics.error(
        "the footnote '\(definition.id)' must begin a paragraph of its own", at: definition.location,
        stopsProgram: false)
    }
    for definition in known.values where contents[definition.id] != nil && numbers[definition.id] == nil {
      diagnostics.warning("nothing calls the footnote '\(definition.id)'", at: definition.location)
    }
  }
}
