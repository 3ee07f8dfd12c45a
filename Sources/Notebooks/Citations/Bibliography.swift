/// The works that a notebook can cite, from the files under `bibliography:` in its front matter or in `book.yml`.
public struct Bibliography: Equatable, Sendable {
  /// The works by their keys.
  private(set) var entries: [String: BibliographyEntry] = [:]
  /// The files as messages name them.
  public private(set) var files: [String] = []
  /// Whether messages have the files' words.
  private var quotes = true
  /// What is wrong with the files.
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether all of the files' works could be read: a key that is missing may otherwise be one of those that couldn't.
  private(set) var isComplete = true

  public init() {}

  public var keys: [String] { entries.keys.sorted() }

  /// The keys that messages may name.
  var knownKeys: [String] { quotes ? keys : [] }

  /// Whether citations are text, because there is no bibliography.
  var isEmpty: Bool { files.isEmpty }

  /// A file in the front matter or in `book.yml`.
  struct Source: Equatable, Sendable {
    var path: String
    var location: SourceLocation
  }

  /// The files that a key names: one, or a list.
  static func sources(_ entry: YAMLValue.Entry, diagnostics: Diagnostics) -> [Source] {
    let values = if case .sequence(let values) = entry.value.kind { values } else { [entry.value] }
    return values.compactMap { value in
      guard let path = value.text, !value.isNull, !path.isEmpty else {
        diagnostics.error(
          "'bibliography' must name files of BibTeX or CSL-JSON, not \(value.kindName)", at: value.location,
          stopsProgram: false)
        return nil
      }
      return Source(path: path, location: value.location)
    }
  }

  /// Reads the files, relative to the folder of the file that names them.
  ///
  /// - Parameter diagnostics: where a file that can't be read is reported.
  static func load(_ sources: [Source], diagnostics: Diagnostics) -> Bibliography {
    var bibliography = Bibliography()
    let folder = Path.folder(of: diagnostics.file)
    for source in sources {
      let file = Path.joined(folder, source.path)
      do {
        let isOwn = ProjectFolder.leaving(diagnostics.file, by: file) == nil
        bibliography.add(try TextFile.bytes(of: file), file: file, quotesMistakes: isOwn)
      } catch {
        diagnostics.error(
          "the bibliography '\(source.path)': \(error.reason)", at: source.location, stopsProgram: false)
        bibliography.isComplete = false
      }
    }
    return bibliography
  }

  /// Adds the works in a file's text. Of works with the same key, the first one counts.
  ///
  /// - Parameter quotesMistakes: whether messages have the file's words; those of a file that isn't the project's could be
  ///   anything, such as a password.
  public mutating func add(_ text: [UInt8], file: String, quotesMistakes: Bool = true) {
    let found = Diagnostics(file: file)
    let lines = SourceLines(text)
    if let place = lines.firstInvalid, !file.hasSuffix(".json") {
      found.error("this byte is not UTF-8", at: place, stopsProgram: false)
    }
    files.append(file)
    quotes = quotes && quotesMistakes
    let works =
      file.hasSuffix(".json")
      ? CSLReader.read(text, diagnostics: found) : BibTeXReader.read(lines, diagnostics: found)
    for var entry in works where entries[entry.key] == nil {
      entry.file = file
      entries[entry.key] = entry
    }
    isComplete = isComplete && !found.sorted.contains { $0.severity == .error }
    diagnostics += found.sorted.map { mistake in
      var mistake = mistake
      if !quotesMistakes { mistake.message = "this isn't valid in a bibliography" }
      return mistake
    }
  }

  /// These works, and those of `outer` with other keys.
  func over(_ outer: Bibliography) -> Bibliography {
    var all = self
    all.entries.merge(outer.entries) { own, _ in own }
    all.files += outer.files
    all.quotes = quotes && outer.quotes
    all.isComplete = isComplete && outer.isComplete
    return all
  }

  /// The warnings of works that are cited, and of which the page can say nothing but their keys.
  func nameless(_ cited: Set<String>) -> [Diagnostic] {
    cited.compactMap { entries[$0] }.filter(\.isNameless).sorted { $0.location < $1.location }.map {
      Diagnostic(
        .warning, file: $0.file, at: $0.location,
        "'\($0.key)' has no author, no editor and no title, so the page calls it by its key")
    }
  }

  /// The warnings of works that are not cited, of a file of the project's own: others' may have works for many projects.
  func unused(_ cited: Set<String>) -> [Diagnostic] {
    guard quotes, files.count == 1, let file = files.first else { return [] }
    return entries.values.filter { !cited.contains($0.key) }.sorted { $0.location < $1.location }.map {
      Diagnostic(.warning, file: file, at: $0.location, "nothing cites '\($0.key)'")
    }
  }
}
