import Foundation

/// The definitions of a book's terms, in the file `glossary.yml` beside the book's list:
///
///     gradient: The slopes of a function with all of its inputs, as one vector.
///     sigmoid:
///       text: A curve in the shape of an S, from 0 to 1.
///       names: [logistic function]
///
/// The texts are Markdown within one paragraph.
public struct Glossary: Sendable {
  /// What a term means.
  public struct Entry: Hashable, Sendable {
    /// As the file writes it.
    public var term: String
    public var text: String
    /// What else the field calls it.
    public var names: [String] = []
    public var location: SourceLocation

    /// The term and its other names, in lowercase.
    package var keys: [String] { ([term] + names).map { $0.lowercased() } }
  }

  /// The file as messages name it.
  public var file: String
  public private(set) var entries: [Entry] = []
  /// What is wrong with the file.
  public private(set) var diagnostics: [Diagnostic] = []
  private var places: [String: Int] = [:]

  /// The terms whose definitions have mistakes, in lowercase.
  private var broken: Set<String> = []

  /// Whether the file could be read, apart from single definitions.
  package var isReadable: Bool { !entries.isEmpty || !diagnostics.contains { $0.severity == .error } }

  /// Whether the file has a definition of the term, with a mistake.
  package func isBroken(_ key: String) -> Bool { broken.contains(key.lowercased()) }

  /// Where the definitions for a book's list are, if there are any.
  public static func file(beside list: String) -> String {
    Path.joined(Path.folder(of: list), "glossary.yml")
  }

  /// The definitions beside a book's list; `nil` if there is no such file.
  ///
  /// - Throws: ``NotebookLoadError`` if the file can't be read.
  static func load(beside list: String) throws(NotebookLoadError) -> Glossary? {
    let file = file(beside: list)
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    if let project = ProjectFolder.leaving(list, by: file) {
      throw .unreadable(file: file, reason: OrdinaryFile.Problem.outside(project: project).explanation)
    }
    return parse(try TextFile.bytes(of: file), file: file)
  }

  /// Reads the definitions. Errors in them are in ``diagnostics``.
  public static func parse(_ source: some Sequence<UInt8>, file: String) -> Glossary {
    let diagnostics = Diagnostics(file: file)
    var glossary = Glossary(file: file)
    let text = SourceText(of: SourceLines(Array(source)), diagnostics: diagnostics)
    if let value = text.bytes.isBlank ? nil : YAMLReader.read(text, diagnostics: diagnostics), !value.isNull {
      if case .mapping(let entries) = value.kind {
        for entry in entries { glossary.add(entry, diagnostics) }
      } else {
        diagnostics.error("a glossary must be 'term: text', not \(value.kindName)", at: value.location)
      }
    }
    glossary.diagnostics = diagnostics.sorted
    return glossary
  }

  /// Where the definition of a term is in ``entries``, found by it or by one of its other names.
  package func index(of key: String) -> Int? { places[key.lowercased()] }

  /// The definition of a term, found in the same way.
  package func entry(of key: String) -> Entry? { index(of: key).map { entries[$0] } }

  private mutating func add(_ value: YAMLValue.Entry, _ diagnostics: Diagnostics) {
    guard let entry = Self.entry(value, diagnostics) else {
      broken.insert(value.key.lowercased())
      return
    }
    for key in entry.keys {
      if let first = places[key], entries.indices.contains(first) {
        let line = entries[first].location.line
        diagnostics.error("'\(key)' is already defined in line \(line)", at: value.keyLocation)
      }
      places[key] = places[key] ?? entries.count
    }
    entries.append(entry)
  }

  private static func entry(_ value: YAMLValue.Entry, _ diagnostics: Diagnostics) -> Entry? {
    guard case .mapping(let parts) = value.value.kind else {
      return diagnostics.text(value.value, of: value.key).map {
        Entry(term: value.key, text: $0, location: value.keyLocation)
      }
    }
    var entry = Entry(term: value.key, text: "", location: value.keyLocation)
    for part in parts {
      switch part.key {
      case "text": entry.text = diagnostics.text(part.value, of: part.key) ?? ""
      case "names":
        let names = if case .sequence(let names) = part.value.kind { names } else { [part.value] }
        entry.names = names.compactMap { diagnostics.text($0, of: part.key) }
      default:
        diagnostics.warning(
          "unknown key '\(part.key)'\(Suggestion.hint(for: part.key, among: ["text", "names"]))",
          at: part.keyLocation)
      }
    }
    guard !entry.text.isEmpty else {
      diagnostics.error("'\(value.key)' has no 'text'", at: value.keyLocation)
      return nil
    }
    return entry
  }
}
