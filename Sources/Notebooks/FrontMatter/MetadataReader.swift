/// Reads the front matter.
struct MetadataReader: EntryReader {
  private(set) var metadata = Metadata()
  /// The language that it names.
  private(set) var language: String?
  /// The place of the notebook's picture in the front matter.
  private(set) var imageLocation: SourceLocation?
  /// The files of the works that it cites.
  private(set) var bibliography: [Bibliography.Source] = []
  /// Texts that are set like prose, with the places of their characters.
  private(set) var title: SourceText?
  private(set) var subtitle: SourceText?
  private(set) var description: SourceText?
  let source: SourceText
  let diagnostics: Diagnostics

  static let keys = [
    "title", "subtitle", "description", "author", "authors", "image", "lang", "params", "results",
    "execute", "raw-html", "macros", "bibliography", "packages", JupyterMetadata.key,
  ]

  static func read(_ frontMatter: FrontMatter, diagnostics: Diagnostics) -> MetadataReader {
    var reader = MetadataReader(source: frontMatter.source, diagnostics: diagnostics)
    guard !frontMatter.source.bytes.isBlank,
      let value = YAMLReader.read(frontMatter.source, diagnostics: diagnostics), !value.isNull
    else { return reader }
    guard case .mapping(let entries) = value.kind else {
      diagnostics.error("the front matter must be 'key: value', not \(value.kindName)", at: value.location)
      return reader
    }
    for entry in entries { reader.read(entry) }
    return reader
  }

  private init(source: SourceText, diagnostics: Diagnostics) {
    self.source = source
    self.diagnostics = diagnostics
  }

  private mutating func read(_ entry: YAMLValue.Entry) {
    switch entry.key {
    case "title": title = prose(entry)
    case "subtitle": subtitle = prose(entry)
    case "description": description = prose(entry)
    case "author", "authors": readAuthors(entry)
    case "image": readImage(entry)
    case "lang": language = diagnostics.languageTag(entry)
    case "params": readParameters(entry)
    case "results": readResults(entry)
    case "execute": readExecute(entry)
    case "raw-html": readRawHTML(entry)
    case "macros": metadata.macros = MacroReader(diagnostics: diagnostics).read(entry)
    case "bibliography": bibliography = Bibliography.sources(entry, diagnostics: diagnostics)
    case "packages": metadata.packages = PackageReader(diagnostics: diagnostics).read(entry)
    case JupyterMetadata.key:
      // Jupyter takes HTML for markup, and so does a notebook that was written there.
      metadata.rawHTML = metadata.rawHTML ?? true
    default:
      diagnostics.warning(
        "unknown key '\(entry.key)'\(Suggestion.hint(for: entry.key, among: Self.keys))",
        at: entry.keyLocation)
    }
  }

  private mutating func readAuthors(_ entry: YAMLValue.Entry) {
    let values: [YAMLValue]
    if case .sequence(let list) = entry.value.kind { values = list } else { values = [entry.value] }
    for value in values {
      if let name = Self.authorName(value) {
        metadata.authors.append(name)
      } else {
        diagnostics.error(
          "'\(entry.key)' must be a name or a list of names, not \(value.kindName)", at: value.location)
      }
    }
  }

  /// An author is a name or, as in Quarto, a mapping with a `name`.
  private static func authorName(_ value: YAMLValue) -> String? {
    if case .mapping(let entries) = value.kind {
      return entries.first { $0.key == "name" }.flatMap { authorName($0.value) }
    }
    return value.isNull ? nil : value.text
  }

  private mutating func readImage(_ entry: YAMLValue.Entry) {
    guard let label = entry.value.text, LabelKind(id: label) == .figure else {
      diagnostics.error(
        "'image' must be a figure's label like 'fig-loss', not \(entry.value.kindName)",
        at: entry.value.location, stopsProgram: false)
      return
    }
    metadata.image = label
    imageLocation = entry.value.location
  }

  private mutating func readRawHTML(_ entry: YAMLValue.Entry) {
    metadata.rawHTML = truth(entry)
  }

  private mutating func readExecute(_ entry: YAMLValue.Entry) {
    guard let entries = mapping(entry, of: "options like 'echo: false'") else { return }
    metadata.execute = CellOptionReader.readDefaults(entries, in: source, diagnostics: diagnostics)
  }

  private mutating func readParameters(_ entry: YAMLValue.Entry) {
    guard let entries = mapping(entry, of: "parameters like 'epochs: 10'") else { return }
    metadata.parameters = entries.compactMap { ParameterReader.parameter($0, diagnostics: diagnostics) }
  }

  private mutating func readResults(_ entry: YAMLValue.Entry) {
    guard let entries = mapping(entry, of: "results like 'accuracy: test.accuracy'") else { return }
    for result in entries {
      guard let text = result.value.text, !text.isEmpty else {
        diagnostics.error(
          "the result '\(result.key)' must be an expression, not \(result.value.kindName)",
          at: result.value.location)
        continue
      }
      let value = InlineValue(expression: text, location: result.value.location)
      metadata.results.append(NamedResult(name: result.key, value: value))
    }
  }

  /// The entries of a mapping; `nil` if there is no value, or if it is something else, which is reported.
  private func mapping(_ entry: YAMLValue.Entry, of contents: String) -> [YAMLValue.Entry]? {
    if entry.value.isNull { return nil }
    if case .mapping(let entries) = entry.value.kind { return entries }
    diagnostics.error(
      "'\(entry.key)' must hold \(contents), not \(entry.value.kindName)", at: entry.value.location)
    return nil
  }
}
